package schema

import (
	"strings"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The methods of this file tell what a model says as it is written, and so serve
// schemas that are broken: what is of no use to Prisma because of a mistake, such
// as a key with a name that leads nowhere, is there nevertheless.

// EveryField holds the fields of m and those that Prisma drops because their type
// is missing or of a form it does not take; the latter have no Type.Kind. They are in the order of
// the text.
func (m *Model) EveryField() []*Field {
	if len(m.dropped) == 0 {
		return m.Fields
	}
	all := make([]*Field, 0, len(m.Fields)+len(m.dropped))
	rest := m.dropped
	for _, f := range m.Fields {
		for len(rest) > 0 && rest[0].Node.Span.Start < f.Node.Span.Start {
			all, rest = append(all, rest[0]), rest[1:]
		}
		all = append(all, f)
	}
	return append(all, rest...)
}

// TypeName is the type as it is written, without arity; "" where there is none.
func (f *Field) TypeName() string {
	if f.Node.Type == nil {
		return ""
	}
	return f.Node.Type.Name.Text(f.File().File)
}

// NativeAttribute is the first attribute with a dot in its name, which is a native
// type, or nil.
func (f *Field) NativeAttribute() *syntax.Attribute {
	for i := range f.Node.Attributes {
		if strings.Contains(f.Node.Attributes[i].Name.Text(f.File().File), ".") {
			return &f.Node.Attributes[i]
		}
	}
	return nil
}

// NativeText is the native type as it is written, without what stands before it:
// "VarChar(255)" of @db.VarChar(255). It is "" where there is none.
func (f *Field) NativeText() string {
	return f.nativePart(func(a *syntax.Attribute) token.Span { return a.Span })
}

// NativeName is NativeText without arguments.
func (f *Field) NativeName() string {
	return f.nativePart(func(a *syntax.Attribute) token.Span { return a.Name.Span })
}

func (f *Field) nativePart(of func(*syntax.Attribute) token.Span) string {
	a := f.NativeAttribute()
	if a == nil {
		return ""
	}
	_, name, _ := cutDot(f.File().Slice(of(a)))
	return name
}

// Key is a key or an index with the names of its fields, whether there are such
// fields or not.
type Key struct {
	Kind      IndexKind
	Attribute *syntax.Attribute
	Fields    []string
	// Name is the client's name, of the argument name, or "".
	Name string
	// IsPartial says that there is an argument where.
	IsPartial bool
}

// Keys are the keys and indexes of m: first those on fields, then those of block
// attributes, each in the order of the text. @@fulltext is not among them.
func (m *Model) Keys() []Key {
	var keys []Key
	file := m.File.File
	for _, f := range m.EveryField() {
		for i := range f.Node.Attributes {
			a := &f.Node.Attributes[i]
			if kind := keyKind(a.Name.Text(file)); kind == PrimaryKey || kind == Unique {
				keys = append(keys, Key{Kind: kind, Attribute: a, Fields: []string{f.Name()}, IsPartial: Argument(file, a, "where") != nil})
			}
		}
	}
	for b := range m.Node.BlockAttributes() {
		kind := keyKind(b.Name.Text(file))
		if kind == 0 {
			continue
		}
		k := Key{Kind: kind, Attribute: &b.Attribute, IsPartial: Argument(file, &b.Attribute, "where") != nil}
		if list := DefaultArgument(file, &b.Attribute, "fields"); list != nil {
			k.Fields = names(file, list.Value)
		}
		if name := Argument(file, &b.Attribute, "name"); name != nil {
			if text, ok := name.Value.(*syntax.String); ok {
				k.Name = text.Value
			}
		}
		keys = append(keys, k)
	}
	return keys
}

func keyKind(attribute string) IndexKind {
	switch attribute {
	case "id":
		return PrimaryKey
	case "unique":
		return Unique
	case "index":
		return Normal
	}
	return 0
}

// names are the names in a list: a and b of [a, b(sort: Desc)]. A name alone
// stands for a list of itself.
func names(file *token.File, e syntax.Expr) []string {
	list, ok := e.(*syntax.Array)
	if !ok {
		if path, ok := e.(*syntax.Path); ok {
			return []string{path.Text(file)}
		}
		return nil
	}
	var all []string
	for _, element := range list.Elements {
		switch element := element.(type) {
		case *syntax.Path:
			all = append(all, element.Text(file))
		case *syntax.Call:
			all = append(all, element.Name.Text(file))
		}
	}
	return all
}

// RelationText is what @relation says.
type RelationText struct {
	Fields, References []string
	OnDelete           string // "" where it is not given
}

// RelationText reads the field's @relation; it is zero where there is none.
func (f *Field) RelationText() RelationText {
	var r RelationText
	file, a := f.File().File, f.Attribute("relation")
	if arg := Argument(file, a, "fields"); arg != nil {
		r.Fields = names(file, arg.Value)
	}
	if arg := Argument(file, a, "references"); arg != nil {
		r.References = names(file, arg.Value)
	}
	if arg := Argument(file, a, "onDelete"); arg != nil {
		if path, ok := arg.Value.(*syntax.Path); ok {
			r.OnDelete = path.Text(file)
		}
	}
	return r
}

// DefaultArgument is Argument for the one that may stand first without its name.
func DefaultArgument(file *token.File, a *syntax.Attribute, name string) *syntax.Argument {
	if a == nil || a.Args == nil {
		return nil
	}
	for i := range a.Args.List {
		if arg := &a.Args.List[i]; arg.Name.Is(file, name) || arg.Name.IsZero() && i == 0 {
			return arg
		}
	}
	return nil
}

// textArgument is DefaultArgument for a string; nil where it is none.
func textArgument(file *token.File, a *syntax.Attribute, name string) *syntax.String {
	if arg := DefaultArgument(file, a, name); arg != nil {
		if text, ok := arg.Value.(*syntax.String); ok {
			return text
		}
	}
	return nil
}

// Declaration is the model, view, enum or composite type of that name and the
// file it is in, or nil.
func (s *Schema) Declaration(name string) (*syntax.File, *syntax.Block) {
	switch d := s.names[name].(type) {
	case *Model:
		return d.File, d.Node
	case *Enum:
		return d.File, d.Node
	case *CompositeType:
		return d.File, d.Node
	}
	return nil, nil
}
