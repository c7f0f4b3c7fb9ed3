package nextauth

import (
	"strconv"
	"strings"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// model is one model of a schema with what is asked of it again and again.
type model struct {
	file   *syntax.File
	block  *syntax.Block
	fields []*syntax.Field
	folded string // the name as fold has it
}

func (m *model) name() string { return m.block.Name.Text }

// field gives the first field of that name, or nil.
func (m *model) field(name string) *syntax.Field {
	for _, f := range m.fields {
		if f.Name.Text == name {
			return f
		}
	}
	return nil
}

// spelled gives the field that is name in another spelling, or in whose column
// name would be kept, or nil.
func (m *model) spelled(name string) *syntax.Field {
	want := fold(name)
	for _, f := range m.fields {
		if f.Name.Text != name && (fold(f.Name.Text) == want || fold(column(f)) == want) {
			return f
		}
	}
	return nil
}

// column is the name of a field in the database.
func column(f *syntax.Field) string {
	if a := attributeOf(f, "map"); a != nil {
		if name, ok := textArgument(a.Args, "name"); ok {
			return name
		}
	}
	return f.Name.Text
}

// attribute gives the first block attribute of that name, or nil.
func (m *model) attribute(name string) *syntax.BlockAttribute {
	for a := range m.block.BlockAttributes() {
		if a.Name.Text == name {
			return a
		}
	}
	return nil
}

// mapped is the model's name in the database.
func (m *model) mapped() (name string, found bool) {
	if a := m.attribute("map"); a != nil {
		return textArgument(a.Args, "name")
	}
	return m.name(), false
}

// schema is everything of a schema that the comparison looks at.
type schema struct {
	files      []*syntax.File
	models     []*model
	names      map[string]syntax.BlockKind // models, views, types and enums
	datasource *syntax.Block
}

func viewOf(files []*syntax.File) *schema {
	s := &schema{files: files, names: make(map[string]syntax.BlockKind)}
	for _, f := range files {
		for b := range f.Blocks() {
			switch b.Kind {
			case syntax.Datasource:
				if s.datasource == nil {
					s.datasource = b
				}
				continue
			case syntax.Generator:
				continue
			case syntax.Model:
				s.models = append(s.models, viewModel(f, b))
			}
			if s.names[b.Name.Text] == 0 {
				s.names[b.Name.Text] = b.Kind
			}
		}
	}
	return s
}

func viewModel(f *syntax.File, b *syntax.Block) *model {
	m := &model{file: f, block: b, fields: make([]*syntax.Field, 0, len(b.Members)), folded: fold(b.Name.Text)}
	for field := range b.Fields() {
		m.fields = append(m.fields, field)
	}
	return m
}

// isRelation reports whether f points at a model, or at one that is missing.
func (s *schema) isRelation(f *syntax.Field) bool {
	if f.Type == nil || f.Type.Unsupported != nil || isScalar(f.Type.Name.Text) {
		return false
	}
	kind := s.names[f.Type.Name.Text]
	return kind == syntax.Model || kind == syntax.View
}

func isScalar(name string) bool {
	switch name {
	case "String", "Int", "BigInt", "Float", "Decimal", "Boolean", "DateTime", "Json", "Bytes":
		return true
	}
	return false
}

// property is the text of a string property of the datasource, or "".
func (s *schema) property(name string) string {
	if s.datasource == nil {
		return ""
	}
	for p := range s.datasource.Properties() {
		if text, ok := p.Value.(*syntax.String); ok && p.Name.Text == name {
			return text.Value
		}
	}
	return ""
}

// schemas are the database schemas the datasource names.
func (s *schema) schemas() []string {
	if s.datasource == nil {
		return nil
	}
	var names []string
	for p := range s.datasource.Properties() {
		list, ok := p.Value.(*syntax.Array)
		if p.Name.Text != "schemas" || !ok {
			continue
		}
		for _, e := range list.Elements {
			if text, ok := e.(*syntax.String); ok {
				names = append(names, text.Value)
			}
		}
	}
	return names
}

// database is what the datasource says, or "".
func (s *schema) database() Database {
	switch provider := s.property("provider"); provider {
	case "postgres":
		return PostgreSQL
	default:
		for _, d := range Databases() {
			if string(d) == provider {
				return d
			}
		}
		return ""
	}
}

// attributeOf gives the first attribute of f of that name, or nil.
func attributeOf(f *syntax.Field, name string) *syntax.Attribute {
	for i := range f.Attributes {
		if f.Attributes[i].Name.Text == name {
			return &f.Attributes[i]
		}
	}
	return nil
}

// nativeOf gives the native type of f, or nil.
func nativeOf(f *syntax.Field) *syntax.Attribute {
	for i := range f.Attributes {
		if strings.Contains(f.Attributes[i].Name.Text, ".") {
			return &f.Attributes[i]
		}
	}
	return nil
}

// nativeWidth is the number of characters a native type takes; ok is false
// where it sets no limit that we know.
func nativeWidth(a *syntax.Attribute, file *syntax.File) (width int, ok bool) {
	_, name, _ := strings.Cut(a.Name.Text, ".")
	if name == "TinyText" {
		return 255, true
	}
	if a.Args == nil || len(a.Args.List) == 0 {
		return 0, false
	}
	number, isNumber := a.Args.List[0].Value.(*syntax.Number)
	if !isNumber {
		return 0, false
	}
	width, err := strconv.Atoi(file.Slice(number.Span))
	return width, err == nil
}

// textArgument is a string argument given by its name or as the first without one.
func textArgument(args *syntax.Arguments, name string) (string, bool) {
	if args == nil {
		return "", false
	}
	for i, a := range args.List {
		if text, ok := a.Value.(*syntax.String); ok && (a.Name.Text == name || a.Name.Text == "" && i == 0) {
			return text.Value, true
		}
	}
	return "", false
}

// argument gives the argument of that name, or the first one if it has none.
func argument(args *syntax.Arguments, name string) *syntax.Argument {
	if args == nil {
		return nil
	}
	for i := range args.List {
		if a := &args.List[i]; a.Name.Text == name || a.Name.Text == "" && i == 0 {
			return a
		}
	}
	return nil
}

// key is an @id, @unique, @@id, @@unique or @@index as one thing.
type key struct {
	kind   KeyKind
	fields []string
	named  string // the name the client knows it by, where it is not the default
	filter bool   // a partial index: no key for the client
	span   token.Span
}

// keys lists the keys of m, those on its fields first.
func (m *model) keys() []key {
	var keys []key
	for _, f := range m.fields {
		for i := range f.Attributes {
			a := &f.Attributes[i]
			if kind := KeyKind(a.Name.Text); kind == ID || kind == Unique {
				keys = append(keys, key{kind: kind, fields: []string{f.Name.Text}, filter: argumentNamed(a.Args, "where") != nil, span: a.Span})
			}
		}
	}
	for a := range m.block.BlockAttributes() {
		kind := KeyKind(a.Name.Text)
		if kind != ID && kind != Unique && kind != Index {
			continue
		}
		k := key{kind: kind, filter: argumentNamed(a.Args, "where") != nil, span: a.Span}
		if list := argument(a.Args, "fields"); list != nil {
			k.fields = fieldNames(list.Value)
		}
		if name := argumentNamed(a.Args, "name"); name != nil {
			if text, ok := name.Value.(*syntax.String); ok {
				k.named = text.Value
			}
		}
		keys = append(keys, k)
	}
	return keys
}

// argumentNamed gives the argument that is written with that name, or nil.
func argumentNamed(args *syntax.Arguments, name string) *syntax.Argument {
	if args == nil {
		return nil
	}
	for i := range args.List {
		if args.List[i].Name.Text == name {
			return &args.List[i]
		}
	}
	return nil
}

// fieldNames reads [a, b(sort: Desc)] as a and b.
func fieldNames(e syntax.Expr) []string {
	list, ok := e.(*syntax.Array)
	if !ok {
		if path, ok := e.(*syntax.Path); ok {
			return []string{path.Text}
		}
		return nil
	}
	var names []string
	for _, element := range list.Elements {
		switch element := element.(type) {
		case *syntax.Path:
			names = append(names, element.Text)
		case *syntax.Call:
			names = append(names, element.Name.Text)
		}
	}
	return names
}

// relation is what @relation says.
type relation struct {
	fields, references []string
	onDelete           string // "" where it is left to Prisma
}

func relationOf(f *syntax.Field) relation {
	var r relation
	a := attributeOf(f, "relation")
	if a == nil {
		return r
	}
	if arg := argumentNamed(a.Args, "fields"); arg != nil {
		r.fields = fieldNames(arg.Value)
	}
	if arg := argumentNamed(a.Args, "references"); arg != nil {
		r.references = fieldNames(arg.Value)
	}
	if arg := argumentNamed(a.Args, "onDelete"); arg != nil {
		if path, ok := arg.Value.(*syntax.Path); ok {
			r.onDelete = path.Text
		}
	}
	return r
}
