package suggest

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/refs"
	"create-app/psl/syntax"
	"create-app/psl/words"
)

// types offers what a field may be of.
func (w *writer) types() {
	sets := []connector.Scalar{connector.String, connector.Int, connector.Boolean, connector.DateTime, connector.Float, connector.BigInt, connector.Decimal, connector.Json, connector.Bytes}
	noDatabase := w.database == connector.Empty()
	for _, s := range sets {
		about, _ := words.Scalar(s.String())
		item := Item{Kind: Scalar, Label: s.String(), Doc: about.Summary, Rank: 1}
		if s == connector.Decimal && !w.database.Has(connector.DecimalType) && !noDatabase || s == connector.Json && !w.database.Has(connector.JsonType) && !noDatabase {
			item.Rank, item.Detail = last, w.database.Name+" has none"
		}
		w.add(item)
	}
	unsupported, _ := words.Scalar("Unsupported")
	w.add(Item{Kind: Scalar, Label: "Unsupported", Insert: `Unsupported("$0")`, Doc: unsupported.Summary, Rank: last})
	seen := map[string]bool{}
	for _, s := range w.Names.Symbols {
		if !s.IsType() || seen[s.Name] {
			continue
		}
		seen[s.Name] = true
		w.add(Item{Kind: Type, Label: s.Name, Detail: s.Kind.String(), Doc: s.File.Documentation(s.Block), Rank: 2})
	}
}

// attributeName offers names behind "@", "@@" and "@db.".
func (w *writer) attributeName() {
	switch {
	case strings.HasPrefix(w.attribute, "@@"):
		w.blockAttributes("")
	case w.path != "":
		w.nativeTypes(strings.TrimPrefix(w.path, "@"))
		w.otherAttributes()
	case w.attribute == "@":
		w.fieldAttributes("")
	default:
		w.fieldAttributes("@")
	}
}

// otherAttributes offers attributes in the place of a native type that is begun,
// and before one that is written.
func (w *writer) otherAttributes() {
	start := strings.LastIndexByte(w.Line[:w.At], '@')
	if start < 0 || w.block.Kind == syntax.Enum {
		return
	}
	behind := ""
	if w.At < len(w.Line) && isLetter(w.Line[w.At]) {
		behind = " " + w.Line[start:w.At]
	}
	w.instead(start, w.At, func() { w.ownAttributes("@") })
	for i := range w.items {
		if item := &w.items[i]; item.Kind == Attribute {
			item.Insert += behind
		}
	}
}

// blockAttributes offers "@@" attributes; sign is what has to be written of them.
func (w *writer) blockAttributes(sign string) {
	for rank, about := range words.BlockAttributes() {
		if !w.takesBlockAttribute(about.Name) {
			continue
		}
		insert := map[string]string{
			"id": "id([$0])", "unique": "unique([$0])", "index": "index([$0])", "fulltext": "fulltext([$0])", "shardKey": "shardKey([$0])",
			"map": `map("$0")`, "schema": `schema("$0")`, "ignore": "ignore",
		}[about.Name]
		w.add(Item{Kind: Attribute, Label: "@@" + about.Name, Insert: sign + insert, Doc: about.Summary, Rank: rank + w.order(about.Name)})
	}
}

// order puts the attributes that are written most first.
func (w *writer) order(name string) int {
	return slices.Index([]string{"index", "unique", "id", "map", "schema", "fulltext", "ignore", "shardKey"}, name)
}

func (w *writer) takesBlockAttribute(name string) bool {
	once := name != "unique" && name != "index" && name != "fulltext"
	if once && w.hasBlockAttribute(name) {
		return false
	}
	kind := w.block.Kind
	switch name {
	case "map":
		return kind != syntax.Type
	case "schema":
		return kind != syntax.Type && w.database.Has(connector.MultiSchema)
	case "id":
		return kind == syntax.Model && !w.hasID()
	case "fulltext":
		return kind == syntax.Model && w.database.Has(connector.FullTextIndex)
	case "shardKey":
		return kind == syntax.Model && w.database.Has(connector.ShardKeys) && w.previews.Has(connector.ShardKeysPreview)
	case "ignore":
		return kind == syntax.Model || kind == syntax.View
	case "unique":
		return kind == syntax.Model || kind == syntax.View
	case "index":
		return kind == syntax.Model
	}
	return false
}

func (w *writer) hasBlockAttribute(name string) bool {
	for a := range w.block.BlockAttributes() {
		if a.Name.Is(w.File.File, name) && !w.onLine(a.Span) {
			return true
		}
	}
	return false
}

// hasID reports whether another line of the block makes a primary key.
func (w *writer) hasID() bool {
	if w.hasBlockAttribute("id") {
		return true
	}
	for f := range w.block.Fields() {
		if w.onLine(f.Span) {
			continue
		}
		for i := range f.Attributes {
			if f.Attributes[i].Name.Is(w.File.File, "id") {
				return true
			}
		}
	}
	return false
}

// fieldAttributes offers "@" attributes; sign is what has to be written of them.
func (w *writer) fieldAttributes(sign string) {
	if w.block.Kind == syntax.Enum {
		w.fieldAttribute(sign, "map", 0)
		return
	}
	w.ownAttributes(sign)
	for _, c := range w.Schema.Datasources {
		name := c.Block.Name.Text(c.File.File)
		if !slices.ContainsFunc(w.attributes, func(a string) bool { return strings.HasPrefix(a, "@"+name+".") }) {
			rank := 8
			if len(w.database.NativeTypes) == 0 {
				rank = last
			}
			w.add(Item{Kind: Attribute, Label: "@" + name, Insert: sign + name + ".$0", Doc: "A type of the database, in place of the one that Prisma chooses.", Rank: rank})
			break
		}
	}
}

// ownAttributes offers those that are not of a database.
func (w *writer) ownAttributes(sign string) {
	typ := w.typeName()
	for rank, name := range []string{"id", "unique", "default", "relation", "map", "updatedAt", "ignore", "shardKey"} {
		if w.takesAttribute(name, typ) {
			if name == "unique" && slices.Contains(w.attributes, "@id") {
				rank += last // an id is unique already
			}
			if (name == "relation") != (w.typeSymbol() != nil && w.typeSymbol().Kind != refs.Enum && w.typeSymbol().Kind != refs.CompositeType) {
				rank += last / 2 // can be written, and is not what is meant
			}
			w.fieldAttribute(sign, name, rank)
		}
	}
}

func (w *writer) fieldAttribute(sign, name string, rank int) {
	insert := map[string]string{"default": "default($0)", "relation": "relation($0)", "map": `map("$0")`}[name]
	if insert == "" {
		insert = name
	}
	about, _ := words.Attribute(name)
	w.add(Item{Kind: Attribute, Label: "@" + name, Insert: sign + insert, Doc: about.Summary, Rank: rank})
}

func (w *writer) takesAttribute(name, typ string) bool {
	if slices.Contains(w.attributes, "@"+name) {
		return false
	}
	composite := w.block.Kind == syntax.Type
	switch name {
	case "id":
		return w.block.Kind == syntax.Model && !w.hasID()
	case "unique", "relation":
		return !composite
	case "updatedAt":
		return typ == "DateTime"
	case "ignore":
		return !composite && !w.hasBlockAttribute("ignore")
	case "shardKey":
		return w.database.Has(connector.ShardKeys) && w.previews.Has(connector.ShardKeysPreview)
	}
	return true
}

// typeName is the type that is written on the line.
func (w *writer) typeName() string {
	for _, p := range w.head[min(1, len(w.head)):] {
		if p.kind == word {
			return p.text
		}
	}
	return ""
}

func (w *writer) typeSymbol() *refs.Symbol {
	name := w.typeName()
	if _, scalar := connector.ScalarByName(name); scalar {
		return nil
	}
	return w.Names.Type(name)
}

func (w *writer) isList() bool {
	return slices.ContainsFunc(w.head, func(p piece) bool { return p.text == "[" }) || strings.Contains(w.Line[:w.At], "[]")
}

// nativeTypes offers the types of the database that go with the field's.
func (w *writer) nativeTypes(scope string) {
	if !slices.ContainsFunc(w.Names.Symbols, func(s *refs.Symbol) bool { return s.Kind == refs.Datasource && s.Name == scope }) {
		return
	}
	scalar, known := connector.ScalarByName(w.typeName())
	for i := range w.database.NativeTypes {
		t := &w.database.NativeTypes[i]
		if known && !t.Scalars.Has(scalar) {
			continue
		}
		item := Item{Kind: NativeType, Label: t.Name, Detail: "@" + scope, Doc: NativeTypeDoc(w.database, t)}
		if t.Arguments != connector.NoArguments {
			item.Label, item.Insert = t.Name+"()", t.Name+"($0)"
		}
		if t.DefaultFor.Has(scalar) {
			item.Rank = 1
		}
		w.add(item)
	}
}

// NativeTypeDoc says what a native type takes and where it may stand.
func NativeTypeDoc(c *connector.Connector, t *connector.NativeType) string {
	var parts []string
	var scalars []string
	for _, s := range t.Scalars.List() {
		scalars = append(scalars, "`"+s.String()+"`")
	}
	parts = append(parts, fmt.Sprintf("A type of %s, for %s.", c.Name, strings.Join(scalars, ", ")))
	switch t.Arguments {
	case connector.Number:
		parts = append(parts, "Takes a number"+between(t.First)+".")
	case connector.OptionalNumber:
		parts = append(parts, "May take a number"+between(t.First)+".")
	case connector.OptionalNumbers:
		parts = append(parts, "May take the number of digits"+between(t.First)+", and how many of them stand behind the point"+between(t.Second)+".")
	case connector.OptionalSize:
		parts = append(parts, "May take a number"+between(t.First)+", or `Max`.")
	}
	if list := t.DefaultFor.List(); len(list) > 0 {
		parts = append(parts, "It is what "+list[0].String()+" is without a native type.")
	}
	switch t.Indexing {
	case connector.IndexWithLength:
		parts = append(parts, "In an index it needs a length.")
	case connector.NotIndexable, connector.NotIndexableOnly:
		parts = append(parts, "It cannot be indexed.")
	case connector.NotIndexableMax:
		parts = append(parts, "With `Max` it cannot be indexed.")
	}
	return strings.Join(parts, " ")
}

func between(r *connector.Range) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf(" from %d to %d", r.Min, r.Max)
}
