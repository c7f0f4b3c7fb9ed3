package convert

import (
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// keys fits the ids, uniques and indexes of a model to the target.
func (m *mover) keys(model *schema.Model) {
	if model.PrimaryKey != nil {
		m.index(model.PrimaryKey)
	}
	for _, ix := range model.Indexes {
		m.index(ix)
	}
	if key := model.ShardKey; key != nil && !m.has(connector.ShardKeys) {
		at := place{model.File, key.Attribute.Span, model.Name()}
		m.lost(at, "", "the shard key goes: %s has none", m.to.Name)
		if key.OnField != nil {
			m.text.Cut(model.File, key.Attribute.Span)
		} else {
			m.removeBlockAttribute(model.File, model.Node, blockAttributeOf(model.Node, key.Attribute))
		}
	}
}

func blockAttributeOf(b *syntax.Block, a *syntax.Attribute) *syntax.BlockAttribute {
	for candidate := range b.BlockAttributes() {
		if candidate.Span == a.Span {
			return candidate
		}
	}
	return nil
}

func (m *mover) atIndex(ix *schema.Index) place {
	subject := ix.Model.Name()
	if ix.OnField != nil {
		subject += "." + ix.OnField.Name()
	}
	return place{ix.Model.File, ix.Attribute.Span, subject}
}

// index rewrites the arguments of one key; those the target does not know go.
func (m *mover) index(ix *schema.Index) {
	at := m.atIndex(ix)
	if ix.Kind == schema.Fulltext && !m.has(connector.FullTextIndex) {
		m.removeBlockAttribute(ix.Model.File, ix.Model.Node, blockAttributeOf(ix.Model.Node, ix.Attribute))
		m.lost(at, "", "%s goes: Prisma has no full text indexes for %s", ix.Model.File.Slice(ix.Attribute.Span), m.to.Name)
		return
	}
	if m.isOurIndex(ix) {
		m.removeBlockAttribute(ix.Model.File, ix.Model.Node, blockAttributeOf(ix.Model.Node, ix.Attribute))
		m.changed(at, "%s goes: it stood in for a foreign key", ix.Model.File.Slice(ix.Attribute.Span))
		return
	}
	if m.indexesJSON(ix) {
		m.jsonIndex(ix)
		return
	}
	m.uniqueNulls(ix)
	m.bytesID(ix)
	m.rewriteArguments(ix)
}

// indexesJSON reports whether a key holds a Json that becomes one whose database
// refuses it in keys, though Prisma's parser does not: MySQL's, and the text
// without end that takes its place in SQL Server.
func (m *mover) indexesJSON(ix *schema.Index) bool {
	if to := m.to.Connector.Provider; to != "mysql" && to != "sqlserver" || m.from.Connector.Provider == to {
		return false
	}
	return slices.ContainsFunc(ix.Fields, func(f schema.IndexField) bool { return f.Field.Type.Is(connector.Json) })
}

// jsonIndex takes the index away: the rows are the same without it. A key they
// would not be the same without is refused.
func (m *mover) jsonIndex(ix *schema.Index) {
	at, text := m.atIndex(ix), ix.Model.File.Slice(ix.Attribute.Span)
	if ix.Kind != schema.Normal {
		m.refuse(at, "take the Json out of it, or make the field a String", "%s: %s has no keys of Json", text, m.to.Name)
		return
	}
	m.removeBlockAttribute(ix.Model.File, ix.Model.Node, blockAttributeOf(ix.Model.Node, ix.Attribute))
	m.lost(at, "put an index on what the queries look for, in a column of its own", "%s goes: %s has no indexes on Json", text, m.to.Name)
}

// uniqueNulls warns of SQL Server's unique constraints, which take NULL for a value.
func (m *mover) uniqueNulls(ix *schema.Index) {
	if ix.Kind != schema.Unique || ix.Where != nil || !m.to.is("sqlserver") {
		return
	}
	for i := range ix.Fields {
		if ix.Fields[i].Field.IsOptional() {
			m.lost(m.atIndex(ix), "make it required, or make the index by hand with WHERE … IS NOT NULL",
				"only one row may leave it empty: a unique constraint of SQL Server counts NULL as a value")
			return
		}
	}
}

func (m *mover) bytesID(ix *schema.Index) {
	for i := range ix.Fields {
		f := ix.Fields[i].Field
		if ix.Kind == schema.PrimaryKey && m.to.is("sqlserver") && f.Type.Is(connector.Bytes) {
			m.refuse(m.atField(f), "make the id a String, in hexadecimal for instance", "Prisma has no ids of Bytes in SQL Server")
		}
	}
}

// rewriteArguments writes the attribute anew without what the target does not know.
func (m *mover) rewriteArguments(ix *schema.Index) {
	if ix.Attribute.Args == nil {
		return
	}
	f := ix.Model.File
	drop := m.unknownArguments(ix)
	var kept []string
	changed := false
	for i := range ix.Attribute.Args.List {
		arg := &ix.Attribute.Args.List[i]
		if slices.Contains(drop, arg.Name.Text(ix.Model.File.File)) {
			changed = true
			continue
		}
		text := f.Slice(arg.Span)
		if array, ok := arg.Value.(*syntax.Array); ok {
			elements := m.elements(ix, array)
			if elements != f.Slice(array.Span) {
				changed = true
				text = f.Text[arg.Span.Start:array.Span.Start] + elements
			}
		}
		kept = append(kept, text)
	}
	if !changed {
		return
	}
	now := f.Text[ix.Attribute.Span.Start:ix.Attribute.Args.Span.Start]
	if len(kept) > 0 {
		now += "(" + strings.Join(kept, ", ") + ")"
	}
	m.text.Replace(f, ix.Attribute.Span, now)
}

// unknownArguments names the arguments that have to go, each with its note.
func (m *mover) unknownArguments(ix *schema.Index) []string {
	at := m.atIndex(ix)
	var drop []string
	given := func(name string) bool { return ix.Argument(name) != nil }
	isID := ix.Kind == schema.PrimaryKey
	if isID && given("map") && !m.has(connector.NamedPrimaryKeys) {
		drop = append(drop, "map")
		m.changed(at, "the name of the primary key goes: %s gives it none", m.to.Name)
	}
	if given("clustered") && !m.has(connector.ClusteringSetting) {
		drop = append(drop, "clustered")
		m.lost(at, "", "clustered goes: %s does not let a key choose", m.to.Name)
	}
	if given("type") && !m.to.Connector.Algorithms.Has(ix.Algorithm) {
		drop = append(drop, "type")
		m.lost(at, "see whether the index still serves", "type: %s goes: %s has no such indexes", ix.Algorithm, m.to.Name)
	}
	if ix.OnField != nil && isID && given("sort") && !m.has(connector.PrimaryKeySortOrderDefinition) {
		drop = append(drop, "sort")
		m.lost(at, "", "the order of the id goes: %s has none", m.to.Name)
	}
	if ix.OnField != nil && given("length") && !m.has(connector.IndexColumnLengthPrefixing) {
		drop = append(drop, "length")
		m.lengthNote(ix)
	}
	drop = append(drop, m.partial(ix)...)
	return append(drop, m.badNames(ix)...)
}

func (m *mover) lengthNote(ix *schema.Index) {
	m.lost(m.atIndex(ix), "", "length goes: %s keys hold the whole value", m.to.Name)
}

// partial drops where: from an index, which then covers more rows. A unique
// would become another rule.
func (m *mover) partial(ix *schema.Index) []string {
	if ix.Where == nil {
		return nil
	}
	at := m.atIndex(ix)
	switch _, raw := ix.Where.(*syntax.Call); {
	case m.has(connector.PartialIndexes):
		if raw && !m.same() {
			m.lost(at, "see whether "+m.to.Name+" knows the expression", "where: is kept as it is")
		}
		return nil
	case ix.Kind == schema.Unique:
		m.refuse(at, "check it in the application, or take where: out to make all rows unique", "%s has no unique constraint over some rows only", m.to.Name)
		return nil
	}
	m.lost(at, "", "where: goes: the index is over all rows")
	return []string{"where"}
}

// elements is the list of fields of a key as the target can say it.
func (m *mover) elements(ix *schema.Index, array *syntax.Array) string {
	f := ix.Model.File
	out := f.Slice(array.Span)
	for i := len(array.Elements) - 1; i >= 0; i-- {
		call, ok := array.Elements[i].(*syntax.Call)
		if !ok {
			continue
		}
		var kept []string
		for j := range call.Args.List {
			arg := &call.Args.List[j]
			if m.keepsElementArgument(ix, arg) {
				kept = append(kept, f.Slice(arg.Span))
			}
		}
		if len(kept) == len(call.Args.List) {
			continue
		}
		text := call.Name.Text(ix.Model.File.File)
		if len(kept) > 0 {
			text += "(" + strings.Join(kept, ", ") + ")"
		}
		start, end := call.Pos().Start-array.Span.Start, call.Pos().End-array.Span.Start
		out = out[:start] + text + out[end:]
	}
	return out
}

func (m *mover) keepsElementArgument(ix *schema.Index, arg *syntax.Argument) bool {
	at := m.atIndex(ix)
	switch arg.Name.Text(ix.Model.File.File) {
	case "length":
		if !m.has(connector.IndexColumnLengthPrefixing) {
			m.lengthNote(ix)
			return false
		}
	case "sort":
		if ix.Kind == schema.PrimaryKey && !m.has(connector.PrimaryKeySortOrderDefinition) {
			m.lost(at, "", "the order of the id goes: %s has none", m.to.Name)
			return false
		}
	case "ops":
		if !m.to.is("postgresql") {
			m.lost(at, "see whether the index still serves", "%s goes: %s has no operator classes", ix.Model.File.Slice(arg.Span), m.to.Name)
			return false
		}
	}
	return true
}

// indexMark stands behind the indexes that take the place of foreign keys, so
// that they can go again.
const indexMark = `// for relationMode = "prisma"`

// isOurIndex reports whether ix is one of those, and no longer needed.
func (m *mover) isOurIndex(ix *schema.Index) bool {
	if m.mode == connector.Emulated || ix.Kind != schema.Normal || ix.OnField != nil {
		return false
	}
	a := blockAttributeOf(ix.Model.Node, ix.Attribute)
	return a != nil && a.Comment.Kind != syntax.NoComment && strings.TrimSpace(ix.Model.File.Slice(a.Comment.Span)) == indexMark
}

// addIndex adds a line to a model.
func (m *mover) addIndex(model *schema.Model, line string) {
	m.added[model] = append(m.added[model], line)
}
