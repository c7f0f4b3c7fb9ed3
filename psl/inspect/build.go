package inspect

import (
	"cmp"
	"slices"
	"unique"

	"create-app/plain"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// New describes s. Of a schema with mistakes it describes what could be read; what names stand for is left out
// where they were not resolved.
func New(s *schema.Schema, ok bool) Document {
	d, lists := describe(s, ok)
	fill(&d.Datasources, lists["datasources"])
	fill(&d.Generators, lists["generators"])
	fill(&d.Models, lists["models"])
	fill(&d.Enums, lists["enums"])
	fill(&d.Types, lists["types"])
	fill(&d.Relations, lists["relations"])
	fill(&d.Comments, lists["comments"])
	return d
}

func fill[E any](list *[]E, from elements) {
	*list = []E{}
	for v := range from {
		*list = append(*list, v.Interface().(E))
	}
}

// describe makes a Document without its lists, and what goes into them by their names.
func describe(s *schema.Schema, ok bool) (Document, map[string]elements) {
	d := Document{Version: Version, Prisma: int(s.Version), OK: ok, Files: []string{}}
	var remarks []Comment
	for _, f := range s.Files {
		d.Files = append(d.Files, f.Name)
		remarks = append(remarks, comments(f)...)
	}
	return d, map[string]elements{
		"datasources": all(s.Datasources, config), "generators": all(s.Generators, config),
		"models": all(slices.Concat(s.Models, s.Views), model), "enums": all(s.Enums, enum), "types": all(s.CompositeTypes, composite),
		"relations": all(s.Relations, relation), "comments": all(remarks, func(c Comment) Comment { return c }),
	}
}

func span(f *token.File, s token.Span) Span {
	at := f.Position(s.Start)
	return Span{File: f.Name, Start: s.Start, End: s.End, Line: at.Line, Column: at.Column}
}

// hidden stands for a URL that is written out in the schema: it holds the
// password of the database, and the JSON of inspect ends in logs.
const hidden = "<hidden>"

func propertyValue(file *token.File, p *syntax.Property) any {
	switch p.Name.Text(file) {
	case "url", "directUrl", "shadowDatabaseUrl":
		if _, ok := p.Value.(*syntax.String); ok {
			return hidden
		}
	}
	return value(file, p.Value)
}

func config(block schema.Config) Config {
	file := block.File.File
	c := Config{
		Name: block.Name(), Documentation: plain.HidePasswords(block.Documentation()), Provider: block.Text("provider"),
		Properties: []Property{}, Span: span(file, block.Block.Span),
	}
	for p := range block.Block.Properties() {
		c.Properties = append(c.Properties, Property{Name: p.Name.Text(file), Value: propertyValue(file, p), Span: span(file, p.Span)})
	}
	return c
}

func model(m *schema.Model) Model {
	out := Model{
		Name: m.Name(), Kind: m.Keyword(), DatabaseName: m.DatabaseName(), Schema: text(m.Schema),
		Documentation: plain.HidePasswords(m.Documentation()),
		Fields:        fields(m.File.File, m.Fields), Attributes: blockAttributes(m.File.File, m.Node),
		Uniques: []Index{}, Indexes: []Index{}, Span: span(m.File.File, m.Node.Span),
	}
	if m.PrimaryKey != nil {
		pk := index(m.PrimaryKey)
		out.PrimaryKey = &pk
	}
	for _, ix := range m.Indexes {
		if ix.Kind == schema.Unique {
			out.Uniques = append(out.Uniques, index(ix))
		} else {
			out.Indexes = append(out.Indexes, index(ix))
		}
	}
	return out
}

func composite(c *schema.CompositeType) Model {
	return Model{
		Name: c.Name(), Kind: "type", DatabaseName: c.Name(),
		Documentation: plain.HidePasswords(c.Documentation()),
		Fields:        fields(c.File.File, c.Fields), Attributes: blockAttributes(c.File.File, c.Node),
		Uniques: []Index{}, Indexes: []Index{}, Span: span(c.File.File, c.Node.Span),
	}
}

func fields(file *token.File, list []*schema.Field) []Field {
	out := []Field{}
	for _, f := range list {
		field := Field{
			Name: f.Name(), DatabaseName: f.DatabaseName(), Type: f.Node.Type.Name.Text(file), Kind: kinds[f.Type.Kind],
			Arity: arities[f.Arity()], Documentation: plain.HidePasswords(f.Documentation()),
			Attributes: []Attribute{}, Span: span(file, f.Node.Span),
		}
		if u := f.Node.Type.Unsupported; u != nil {
			field.Type = u.Value
		}
		if f.Native != nil {
			field.NativeType = file.Slice(f.Native.Attribute.Span)[1:]
		}
		if f.Default != nil {
			field.Default = value(file, f.Default.Value)
		}
		if f.Relation != nil && f.Relation.Relation != nil {
			field.Relation = relationName(f.Relation.Relation)
		}
		for i := range f.Node.Attributes {
			field.Attributes = append(field.Attributes, attribute(file, &f.Node.Attributes[i]))
		}
		out = append(out, field)
	}
	return out
}

var kinds = map[schema.TypeKind]string{
	0: "unknown", schema.ScalarKind: "scalar", schema.EnumKind: "enum", schema.CompositeKind: "type",
	schema.RelationKind: "model", schema.UnsupportedKind: "unsupported",
}

var arities = map[syntax.Arity]string{
	syntax.Required: "required", syntax.Optional: "optional", syntax.List: "list", syntax.OptionalList: "list",
}

func enum(e *schema.Enum) Enum {
	file := e.File.File
	out := Enum{
		Name: e.Name(), DatabaseName: e.DatabaseName(), Schema: text(e.Schema),
		Documentation: plain.HidePasswords(e.Documentation()),
		Values:        []Value{}, Attributes: blockAttributes(file, e.Node), Span: span(file, e.Node.Span),
	}
	for i := range e.Values {
		v := &e.Values[i]
		out.Values = append(out.Values, Value{
			Name: v.Node.Name.Text(file), DatabaseName: cmp.Or(text(v.MappedName), v.Node.Name.Text(file)),
			Documentation: plain.HidePasswords(e.File.Documentation(v.Node)), Span: span(file, v.Node.Span),
		})
	}
	return out
}

func text(s *syntax.String) string {
	if s == nil {
		return ""
	}
	return s.Value
}

func index(ix *schema.Index) Index {
	out := Index{Fields: []string{}, Name: text(ix.Name), Map: text(ix.MapName), Type: ix.Algorithm.String(), Span: span(ix.Model.File.File, ix.Attribute.Span)}
	if ix.Kind == schema.Fulltext {
		out.Type = "Fulltext"
	}
	for i := range ix.Fields {
		path := ""
		for _, f := range ix.Fields[i].Path {
			path += f.Name() + "."
		}
		if path == "" {
			path = ix.Fields[i].Field.Name() + "."
		}
		out.Fields = append(out.Fields, path[:len(path)-1])
	}
	return out
}

func relation(r *schema.Relation) Relation {
	out := Relation{Name: relationName(r), From: end(r.From, r.Forward), To: end(r.To, r.Back)}
	switch r.Type {
	case schema.OneToOne:
		out.Type = "one-to-one"
	case schema.OneToMany:
		out.Type = "one-to-many"
	default:
		out.Type = "many-to-many"
	}
	if f := r.Forward; f != nil && r.IsInline() {
		out.From.Fields = names(f.Relation.Fields)
		out.To.Fields = names(f.Relation.References)
	}
	return out
}

func end(m *schema.Model, f *schema.Field) End {
	e := End{Model: m.Name(), Fields: []string{}}
	if f != nil {
		e.Field = f.Name()
	}
	return e
}

func names(list []*schema.Field) []string {
	out := []string{}
	for _, f := range list {
		out = append(out, f.Name())
	}
	return out
}

// relationName is the name in the schema, or the one Prisma makes up: the
// names of both models, the lesser one first.
func relationName(r *schema.Relation) string {
	for _, f := range []*schema.Field{r.Forward, r.Back} {
		if f != nil && f.Relation.Name != nil {
			return f.Relation.Name.Value
		}
	}
	a, b := r.From.Name(), r.To.Name()
	return unique.Make(min(a, b) + "To" + max(a, b)).Value() // once for all relations of two models with long names
}
