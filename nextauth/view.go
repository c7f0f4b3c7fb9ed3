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

func (m *model) name() string { return m.text(m.block.Name) }

// text is the text of a name that stands in the model.
func (m *model) text(name syntax.Ident) string { return name.Text(m.file.File) }

// field gives the first field of that name, or nil.
func (m *model) field(name string) *syntax.Field {
	for _, f := range m.fields {
		if m.text(f.Name) == name {
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
		if m.text(f.Name) != name && (fold(m.text(f.Name)) == want || fold(m.column(f)) == want) {
			return f
		}
	}
	return nil
}

// column is the name of a field in the database.
func (m *model) column(f *syntax.Field) string {
	if a := m.attributeOf(f, "map"); a != nil {
		if name, ok := m.textArgument(a.Args, "name"); ok {
			return name
		}
	}
	return m.text(f.Name)
}

// attribute gives the first block attribute of that name, or nil.
func (m *model) attribute(name string) *syntax.BlockAttribute {
	for a := range m.block.BlockAttributes() {
		if m.text(a.Name) == name {
			return a
		}
	}
	return nil
}

// mapped is the model's name in the database.
func (m *model) mapped() (name string, found bool) {
	if a := m.attribute("map"); a != nil {
		return m.textArgument(a.Args, "name")
	}
	return m.name(), false
}

// schema is everything of a schema that the comparison looks at.
type schema struct {
	files      []*syntax.File
	models     []*model
	names      map[string]syntax.BlockKind // models, views, types and enums
	datasource *config
}

// config is the datasource and the file it is in.
type config struct {
	file  *syntax.File
	block *syntax.Block
}

func (c *config) name() string { return c.block.Name.Text(c.file.File) }

func viewOf(files []*syntax.File) *schema {
	s := &schema{files: files, names: make(map[string]syntax.BlockKind)}
	for _, f := range files {
		for b := range f.Blocks() {
			switch b.Kind {
			case syntax.Datasource:
				if s.datasource == nil {
					s.datasource = &config{f, b}
				}
				continue
			case syntax.Generator:
				continue
			case syntax.Model:
				s.models = append(s.models, viewModel(f, b))
			}
			if name := b.Name.Text(f.File); s.names[name] == 0 {
				s.names[name] = b.Kind
			}
		}
	}
	return s
}

func viewModel(f *syntax.File, b *syntax.Block) *model {
	m := &model{file: f, block: b, fields: make([]*syntax.Field, 0, len(b.Members)), folded: fold(b.Name.Text(f.File))}
	for field := range b.Fields() {
		m.fields = append(m.fields, field)
	}
	return m
}

// isRelation reports whether the field f of m points at a model, or at one that is missing.
func (s *schema) isRelation(m *model, f *syntax.Field) bool {
	if f.Type == nil || f.Type.Unsupported != nil || isScalar(m.text(f.Type.Name)) {
		return false
	}
	kind := s.names[m.text(f.Type.Name)]
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
	for p := range s.datasource.block.Properties() {
		if text, ok := p.Value.(*syntax.String); ok && p.Name.Text(s.datasource.file.File) == name {
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
	for p := range s.datasource.block.Properties() {
		list, ok := p.Value.(*syntax.Array)
		if p.Name.Text(s.datasource.file.File) != "schemas" || !ok {
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
func (m *model) attributeOf(f *syntax.Field, name string) *syntax.Attribute {
	for i := range f.Attributes {
		if m.text(f.Attributes[i].Name) == name {
			return &f.Attributes[i]
		}
	}
	return nil
}

// nativeOf gives the native type of f, or nil.
func (m *model) nativeOf(f *syntax.Field) *syntax.Attribute {
	for i := range f.Attributes {
		if strings.Contains(m.text(f.Attributes[i].Name), ".") {
			return &f.Attributes[i]
		}
	}
	return nil
}

// nativeWidth is the number of characters a native type takes; ok is false
// where it sets no limit that we know.
func (m *model) nativeWidth(a *syntax.Attribute) (width int, ok bool) {
	_, name, _ := strings.Cut(m.text(a.Name), ".")
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
	width, err := strconv.Atoi(m.file.Slice(number.Span))
	return width, err == nil
}

// textArgument is a string argument given by its name or as the first without one.
func (m *model) textArgument(args *syntax.Arguments, name string) (string, bool) {
	if args == nil {
		return "", false
	}
	for i, a := range args.List {
		if text, ok := a.Value.(*syntax.String); ok && (m.text(a.Name) == name || a.Name.IsZero() && i == 0) {
			return text.Value, true
		}
	}
	return "", false
}

// argument gives the argument of that name, or the first one if it has none.
func (m *model) argument(args *syntax.Arguments, name string) *syntax.Argument {
	if args == nil {
		return nil
	}
	for i := range args.List {
		if a := &args.List[i]; m.text(a.Name) == name || a.Name.IsZero() && i == 0 {
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
			if kind := KeyKind(m.text(a.Name)); kind == ID || kind == Unique {
				keys = append(keys, key{kind: kind, fields: []string{m.text(f.Name)}, filter: m.argumentNamed(a.Args, "where") != nil, span: a.Span})
			}
		}
	}
	for a := range m.block.BlockAttributes() {
		kind := KeyKind(m.text(a.Name))
		if kind != ID && kind != Unique && kind != Index {
			continue
		}
		k := key{kind: kind, filter: m.argumentNamed(a.Args, "where") != nil, span: a.Span}
		if list := m.argument(a.Args, "fields"); list != nil {
			k.fields = m.fieldNames(list.Value)
		}
		if name := m.argumentNamed(a.Args, "name"); name != nil {
			if text, ok := name.Value.(*syntax.String); ok {
				k.named = text.Value
			}
		}
		keys = append(keys, k)
	}
	return keys
}

// argumentNamed gives the argument that is written with that name, or nil.
func (m *model) argumentNamed(args *syntax.Arguments, name string) *syntax.Argument {
	if args == nil {
		return nil
	}
	for i := range args.List {
		if m.text(args.List[i].Name) == name {
			return &args.List[i]
		}
	}
	return nil
}

// fieldNames reads [a, b(sort: Desc)] as a and b.
func (m *model) fieldNames(e syntax.Expr) []string {
	list, ok := e.(*syntax.Array)
	if !ok {
		if path, ok := e.(*syntax.Path); ok {
			return []string{m.text(path.Ident)}
		}
		return nil
	}
	var names []string
	for _, element := range list.Elements {
		switch element := element.(type) {
		case *syntax.Path:
			names = append(names, m.text(element.Ident))
		case *syntax.Call:
			names = append(names, m.text(element.Name))
		}
	}
	return names
}

// relation is what @relation says.
type relation struct {
	fields, references []string
	onDelete           string // "" where it is left to Prisma
}

func (m *model) relationOf(f *syntax.Field) relation {
	var r relation
	a := m.attributeOf(f, "relation")
	if a == nil {
		return r
	}
	if arg := m.argumentNamed(a.Args, "fields"); arg != nil {
		r.fields = m.fieldNames(arg.Value)
	}
	if arg := m.argumentNamed(a.Args, "references"); arg != nil {
		r.references = m.fieldNames(arg.Value)
	}
	if arg := m.argumentNamed(a.Args, "onDelete"); arg != nil {
		if path, ok := arg.Value.(*syntax.Path); ok {
			r.onDelete = m.text(path.Ident)
		}
	}
	return r
}
