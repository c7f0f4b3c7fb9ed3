package conformance

import (
	"math/rand/v2"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Remake returns text with one to three things changed in what it says: other
// types, attributes, arguments, names or databases. Where Mutate mostly breaks
// the grammar, the result of Remake can be read and is wrong in deeper ways, or
// not at all.
func (m *Mutator) Remake(text string) string {
	for range 1 + m.rng.IntN(3) {
		p := newParts(text)
		change := changes[m.rng.IntN(len(changes))]
		if edited, ok := change(m.rng, p); ok {
			text = edited
		}
	}
	return text
}

// parts are the places of a schema that Remake changes.
type parts struct {
	text        string
	types       []token.Span // bases of field types
	arities     []token.Span // whole field types
	fields      []token.Span
	attributes  []token.Span // of fields
	blockAttrs  []token.Span
	arguments   []token.Span
	values      []token.Span // of arguments, and the elements of arrays
	strings     []token.Span
	names       []token.Span // of blocks, fields and enum values
	fieldNames  []token.Span
	bodies      []token.Pos // where a line can be put into a model
	configs     []token.Pos // where a property can be put
	providers   []token.Span
	blocks      []token.Span
	fieldsEnded []token.Pos // where an attribute can be put
}

func newParts(text string) *parts {
	p := &parts{text: text}
	f := syntax.Parse("", text)
	for b := range f.Blocks() {
		p.blocks = append(p.blocks, b.Span)
		p.names = append(p.names, b.Name.Span)
		for _, member := range b.Members {
			switch n := member.(type) {
			case *syntax.Field:
				p.field(n)
			case *syntax.EnumValue:
				p.names = append(p.names, n.Name.Span)
			case *syntax.BlockAttribute:
				p.blockAttrs = append(p.blockAttrs, n.Span)
				p.attribute(&n.Attribute)
			case *syntax.Property:
				if n.Name.Text(f.File) == "provider" && b.Kind == syntax.Datasource && n.Value != nil {
					p.providers = append(p.providers, n.Value.Pos())
				}
			}
		}
		if b.Kind == syntax.Datasource || b.Kind == syntax.Generator {
			p.configs = append(p.configs, b.Close.Start)
		} else {
			p.bodies = append(p.bodies, b.Close.Start)
		}
	}
	return p
}

func (p *parts) field(f *syntax.Field) {
	p.fields = append(p.fields, f.Span)
	p.names = append(p.names, f.Name.Span)
	p.fieldNames = append(p.fieldNames, f.Name.Span)
	p.fieldsEnded = append(p.fieldsEnded, f.Span.End)
	if f.Type != nil {
		p.types = append(p.types, f.Type.Base)
		p.arities = append(p.arities, f.Type.Span)
	}
	for i := range f.Attributes {
		p.attributes = append(p.attributes, f.Attributes[i].Span)
		p.attribute(&f.Attributes[i])
	}
}

func (p *parts) attribute(a *syntax.Attribute) {
	if a.Args == nil {
		return
	}
	for i := range a.Args.List {
		arg := &a.Args.List[i]
		p.arguments = append(p.arguments, arg.Span)
		p.value(arg.Value)
	}
}

func (p *parts) value(e syntax.Expr) {
	if e == nil {
		return
	}
	p.values = append(p.values, e.Pos())
	switch v := e.(type) {
	case *syntax.Array:
		for _, element := range v.Elements {
			p.value(element)
		}
	case *syntax.String:
		p.strings = append(p.strings, v.Span)
	}
}

func (p *parts) at(s token.Span) string { return strings.TrimSpace(p.text[s.Start:s.End]) }

func (p *parts) replace(s token.Span, with string) (string, bool) {
	return p.text[:s.Start] + with + p.text[s.End:], true
}

// change makes one change; it is false where the schema has no place for it.
type change func(*rand.Rand, *parts) (string, bool)

var changes = [...]change{
	func(r *rand.Rand, p *parts) (string, bool) { return p.swap(r, p.types, p.types) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.types, someTypes[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.types, someTypes[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.arity(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.arity(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.swap(r, p.values, p.values) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.values, someValues[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.swap(r, p.values, p.fieldNames) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.swap(r, p.arguments, p.arguments) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.arguments, someArguments[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.append(r, p.arguments, ", ", someArguments[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.copyTo(r, p.attributes, p.fieldsEnded, " ") },
	func(r *rand.Rand, p *parts) (string, bool) { return p.insert(r, p.fieldsEnded, " ", someAttributes[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.insert(r, p.fieldsEnded, " ", someAttributes[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.native(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.native(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.attributes, []string{""}) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.attributes, someAttributes[:]) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.copyTo(r, p.blockAttrs, p.bodies, "\n") },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.blockAttrs, []string{""}) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.index(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.index(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.copyTo(r, p.fields, p.bodies, "\n") },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.fields, []string{""}) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.swap(r, p.names, p.names) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.swap(r, p.strings, p.strings) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.put(r, p.blocks, []string{""}) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.provider(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.provider(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.provider(r) },
	func(r *rand.Rand, p *parts) (string, bool) { return p.insert(r, p.configs, "\n", someProperties[:]) },
}

var someTypes = [...]string{
	"Int", "BigInt", "Float", "Boolean", "String", "DateTime", "Json", "Bytes", "Decimal", `Unsupported("circle")`, `Unsupported("Text")`, "Nope",
}

var someValues = [...]string{
	"1", "-1", "1.5", "99999999999999999999", `""`, `"x"`, `"2020-01-01T00:00:00Z"`, `"{}"`, "true", "false", "null", "Desc", "Asc", "[]", "[1]", `["a"]`,
	"now()", "uuid()", "uuid(7)", "cuid()", "cuid(2)", "ulid()", "nanoid()", "nanoid(1)", "nanoid(21)", "autoincrement()", "auto()", `dbgenerated()`, `dbgenerated("x")`, `dbgenerated("")`,
	"sequence()", "sequence(start: 5)", "Cascade", "Restrict", "SetNull", "SetDefault", "NoAction", "Nope", "Hash", "Gin", "Gist", "SpGist", "Brin", "BTree",
	"[id]", "[id, id]", "id", "[id(sort: Desc)]", "[id(length: 5)]", `raw("x")`, "{ id: 1 }", "{ id: { not: null } }",
}

var someArguments = [...]string{
	`map: "x"`, `map: ""`, `name: "x"`, `name: ""`, "sort: Desc", "length: 5", "clustered: true", "clustered: false", "type: Hash", "type: Gin", "type: Brin",
	"onDelete: Cascade", "onDelete: SetNull", "onUpdate: SetDefault", "onUpdate: Restrict", "onDelete: NoAction", "fields: [id]", "references: [id]", `"x"`, `where: raw("x")`, "nope: 1",
}

var someAttributes = [...]string{
	"@id", "@unique", "@ignore", "@updatedAt", `@map("x")`, `@map("")`, "@default(1)", `@default("x")`, "@default(now())", "@default(autoincrement())", "@default(uuid())", "@default(auto())",
	`@default(dbgenerated("x"))`, "@default([])", "@relation(fields: [id], references: [id])", `@relation("x")`, `@relation(name: "")`, "@relation(onDelete: Cascade)", "@unique(sort: Desc)",
	"@id(length: 5)", `@unique(map: "x")`, "@shardKey", "@db.ObjectId", "@nope", `@default(1, map: "d")`, "@default(true)", "@relation",
}

var someProperties = [...]string{
	`relationMode = "prisma"`, `relationMode = "foreignKeys"`, `schemas = ["a", "b"]`, "extensions = [a]", `previewFeatures = ["views", "partialIndexes", "shardKeys", "postgresqlExtensions"]`,
	`previewFeatures = ["fullTextSearch"]`, `nope = "x"`, `directUrl = env("X")`,
}

func pickOne[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func (p *parts) swap(r *rand.Rand, places, sources []token.Span) (string, bool) {
	if len(places) == 0 || len(sources) == 0 {
		return "", false
	}
	return p.replace(pickOne(r, places), p.at(pickOne(r, sources)))
}

func (p *parts) put(r *rand.Rand, places []token.Span, pool []string) (string, bool) {
	if len(places) == 0 {
		return "", false
	}
	return p.replace(pickOne(r, places), pickOne(r, pool))
}

func (p *parts) append(r *rand.Rand, places []token.Span, between string, pool []string) (string, bool) {
	if len(places) == 0 {
		return "", false
	}
	end := pickOne(r, places).End
	return p.replace(token.Span{Start: end, End: end}, between+pickOne(r, pool))
}

func (p *parts) insert(r *rand.Rand, places []token.Pos, before string, pool []string) (string, bool) {
	if len(places) == 0 {
		return "", false
	}
	at := pickOne(r, places)
	line := before + pickOne(r, pool)
	if before == "\n" {
		line = line[1:] + "\n"
	}
	return p.replace(token.Span{Start: at, End: at}, line)
}

func (p *parts) copyTo(r *rand.Rand, sources []token.Span, places []token.Pos, before string) (string, bool) {
	if len(sources) == 0 {
		return "", false
	}
	return p.insert(r, places, before, []string{p.at(pickOne(r, sources))})
}

func (p *parts) arity(r *rand.Rand) (string, bool) {
	if len(p.arities) == 0 {
		return "", false
	}
	s := pickOne(r, p.arities)
	base := strings.TrimRight(p.at(s), "?[]")
	return p.replace(s, base+pickOne(r, []string{"", "?", "[]"}))
}

func (p *parts) provider(r *rand.Rand) (string, bool) {
	if len(p.providers) == 0 {
		return p.replace(token.Span{}, "datasource db {\n  provider = \""+pickOne(r, connector.Providers())+"\"\n  url = env(\"X\")\n}\n")
	}
	return p.replace(pickOne(r, p.providers), `"`+pickOne(r, connector.Providers())+`"`)
}

// native gives a field some native type of the schema's database, or of another.
func (p *parts) native(r *rand.Rand) (string, bool) {
	name := pickOne(r, connector.Providers())
	if len(p.providers) > 0 && r.IntN(4) > 0 {
		name = strings.Trim(p.at(p.providers[0]), `"`)
	}
	c, ok := connector.ByProvider(name)
	if !ok || len(c.NativeTypes) == 0 {
		return "", false
	}
	args := pickOne(r, []string{"", "", "", "(1)", "(10)", "(10, 2)", "(2, 10)", "(Max)", "(0)", "(70000)"})
	return p.insert(r, p.fieldsEnded, " ", []string{"@db." + pickOne(r, c.NativeTypes).Name + args})
}

// index adds an index, unique constraint or id over one or two fields.
func (p *parts) index(r *rand.Rand) (string, bool) {
	if len(p.fieldNames) == 0 {
		return "", false
	}
	one := func() string {
		args := pickOne(r, []string{"", "", "", "", "(sort: Desc)", "(length: 5)", "(ops: " + pickOne(r, connector.OperatorClassNames()) + ")", `(ops: raw("x"))`})
		return p.at(pickOne(r, p.fieldNames)) + args
	}
	fields := one()
	if r.IntN(2) == 0 {
		fields += ", " + one()
	}
	rest := pickOne(r, []string{"", "", `, map: "x"`, `, name: "x"`, ", type: Hash", ", type: Gin", ", type: Gist", ", type: SpGist", ", type: Brin", ", clustered: true", `, where: raw("x")`})
	attr := pickOne(r, []string{"@@index", "@@index", "@@unique", "@@id", "@@fulltext"})
	return p.insert(r, p.bodies, "\n", []string{attr + "([" + fields + "]" + rest + ")"})
}
