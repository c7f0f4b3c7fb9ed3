package refs

import (
	"strings"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// fieldAttribute looks up the names in an attribute of a field of block.
func (x *Index) fieldAttribute(block *Symbol, field *syntax.Field, a *syntax.Attribute) {
	f := block.File
	switch name := a.Name.Text(f.File); name {
	case "relation":
		x.relation(block, field, a)
	case "default":
		x.defaultValue(block, field, a)
	case "unique", "id":
		x.where(block, a)
	default:
		x.datasourceName(f, a.Name)
	}
}

// blockAttribute looks up the names in a "@@" attribute of block.
func (x *Index) blockAttribute(block *Symbol, a *syntax.Attribute) {
	switch a.Name.Text(block.File.File) {
	case "id", "unique", "index", "fulltext", "shardKey":
		if list := argument(block.File, a, "fields", true); list != nil {
			x.fields(block.File, block, list)
		}
		x.where(block, a)
	case "schema":
		x.schemaNames(block.File, argument(block.File, a, "map", true))
	}
}

// argument is the value of the argument of that name or, where unnamed says so,
// of the first one without a name; nil if there is none.
func argument(f *syntax.File, a *syntax.Attribute, name string, unnamed bool) syntax.Expr {
	if a.Args == nil {
		return nil
	}
	for i := range a.Args.List {
		arg := &a.Args.List[i]
		if arg.Name.IsZero() && unnamed || !arg.Name.IsZero() && arg.Name.Is(f.File, name) {
			return arg.Value
		}
	}
	return nil
}

// fields looks up the fields of owner that are listed in value, in file f.
func (x *Index) fields(f *syntax.File, owner *Symbol, value syntax.Expr) {
	switch v := value.(type) {
	case *syntax.Array:
		for _, element := range v.Elements {
			x.fields(f, owner, element)
		}
	case *syntax.Path:
		x.path(f, owner, v.Ident)
	case *syntax.Call:
		x.path(f, owner, v.Name)
	}
}

// path looks up "address.city": a field, then fields of composite types.
func (x *Index) path(f *syntax.File, owner *Symbol, name syntax.Ident) {
	start := name.Span.Start
	for part := range strings.SplitSeq(name.Text(f.File), ".") {
		if owner == nil {
			return
		}
		field := owner.Member(part)
		x.use(f, token.Span{Start: start, End: start + token.Pos(len(part))}, field)
		start += token.Pos(len(part)) + 1
		if field == nil {
			return
		}
		owner = field.Type
	}
}

// where looks up the fields in the object of a partial index.
func (x *Index) where(block *Symbol, a *syntax.Attribute) {
	object, ok := argument(block.File, a, "where", false).(*syntax.Object)
	if !ok {
		return
	}
	for i := range object.Entries {
		key := object.Entries[i].Key
		x.use(block.File, key.Span, block.Member(key.Text(block.File.File)))
	}
}

// relation looks up the fields of @relation: its own and those referred to.
func (x *Index) relation(block *Symbol, field *syntax.Field, a *syntax.Attribute) {
	f := block.File
	var other *Symbol
	if field.Type != nil && field.Type.Unsupported == nil {
		other = x.types[field.Type.Name.Text(f.File)]
	}
	if list := argument(f, a, "fields", false); list != nil {
		x.fields(f, block, list)
	}
	if list := argument(f, a, "references", false); list != nil && other != nil {
		x.fields(f, other, list)
	}
	if name, ok := argument(f, a, "name", true).(*syntax.String); ok && other != nil {
		key := stringKey{kind: RelationName, name: name.Value, one: block, second: other}
		if other.Name < block.Name {
			key.one, key.second = other, block
		}
		x.quoted(f, name, key)
	}
}

// defaultValue looks up the enum values in @default(VALUE) and @default([A, B]).
func (x *Index) defaultValue(block *Symbol, field *syntax.Field, a *syntax.Attribute) {
	if field.Type == nil || field.Type.Unsupported != nil {
		return
	}
	enum := x.types[field.Type.Name.Text(block.File.File)]
	if enum == nil || enum.Kind != Enum {
		return
	}
	x.values(block.File, enum, argument(block.File, a, "value", true))
}

func (x *Index) values(f *syntax.File, enum *Symbol, value syntax.Expr) {
	switch v := value.(type) {
	case *syntax.Array:
		for _, element := range v.Elements {
			x.values(f, enum, element)
		}
	case *syntax.Path:
		x.use(f, v.Span, enum.Member(v.Text(f.File)))
	}
}

// schemaNames notes the database schemas that a string or a list of them names.
func (x *Index) schemaNames(f *syntax.File, value syntax.Expr) {
	switch v := value.(type) {
	case *syntax.Array:
		for _, element := range v.Elements {
			x.schemaNames(f, element)
		}
	case *syntax.String:
		x.quoted(f, v, stringKey{kind: DatabaseSchema, name: v.Value})
	}
}

// quoted notes a name between quotes. The first place declares it.
func (x *Index) quoted(f *syntax.File, s *syntax.String, key stringKey) {
	span := token.Span{Start: s.Span.Start + 1, End: s.Span.End - 1}
	if span.Len() != len(key.name) {
		return // a name with escapes is not written as it is called
	}
	symbol := x.strings[key]
	if symbol == nil {
		symbol = &Symbol{Kind: key.kind, Name: key.name, File: f, Span: span}
		x.strings[key] = symbol
		x.put(symbol)
		return
	}
	x.use(f, span, symbol)
}
