package convert

import (
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// defaultValue looks at @default, whose functions not every database has.
func (m *mover) defaultValue(f *schema.Field) {
	switch f.DefaultFunction() {
	case "autoincrement":
		m.autoincrement(f)
	case "sequence":
		m.sequence(f)
	case "dbgenerated":
		m.dbgenerated(f)
	}
	if f.Default != nil {
		m.defaultName(f)
	}
}

// defaultName removes the constraint's name, which SQL Server alone gives defaults.
func (m *mover) defaultName(f *schema.Field) {
	if f.Default.MapName == nil || m.has(connector.NamedDefaultValues) {
		return
	}
	args := f.Default.Attribute.Args.List
	for i := range args {
		if args[i].Name.Text(f.File().File) == "map" && i > 0 {
			m.text.Replace(f.File(), spanBetween(args[i-1].Span.End, args[i].Span.End), "")
		} else if args[i].Name.Text(f.File().File) == "map" && len(args) > 1 {
			m.text.Replace(f.File(), spanBetween(args[i].Span.Start, args[1].Span.Start), "")
		}
	}
	m.changed(m.atField(f), "the name of the default goes: %s gives it none", m.to.Name)
}

func (m *mover) setDefault(f *schema.Field, text string) {
	m.text.Replace(f.File(), f.Default.Value.Pos(), text)
}

// autoincrement keeps counting where the target can: CockroachDB counts an Int
// by a sequence, SQLite counts ids only, MySQL and SQL Server one field a table.
func (m *mover) autoincrement(f *schema.Field) {
	if !m.canCount(f) {
		return
	}
	if m.to.is("cockroachdb") && f.Type.Is(connector.Int) {
		m.setDefault(f, "sequence()")
		m.changed(m.atField(f), "autoincrement() becomes sequence(), which is how CockroachDB counts an Int")
	}
}

func (m *mover) sequence(f *schema.Field) {
	if m.has(connector.SequenceFunction) || !m.canCount(f) {
		return
	}
	call := f.Default.Value.(*syntax.Call)
	if len(call.Args.List) > 0 {
		m.lost(m.atField(f), "", "%s becomes autoincrement(): where it starts and how it steps is not kept", f.File().Slice(call.Pos()))
	} else {
		m.changed(m.atField(f), "sequence() becomes autoincrement()")
	}
	m.setDefault(f, "autoincrement()")
}

// canCount refuses a counting field the target cannot have, and gives it the
// index MySQL wants.
func (m *mover) canCount(f *schema.Field) bool {
	if !m.has(connector.AutoIncrementAllowedOnNonID) && !f.Model.IsSinglePrimaryKey(f) {
		m.refuse(m.atField(f), "let the application give the number, or make the field the id", "%s counts in an id of one field only", m.to.Name)
		return false
	}
	one := m.to.Connector.Provider == "mysql" || m.to.Connector.Provider == "sqlserver"
	if other := firstCounter(f.Model); one && other != f {
		m.refuse(m.atField(f), "let the application give one of the numbers", "%s counts one field a table, and %s is one", m.to.Name, other.Name())
		return false
	}
	if !m.has(connector.AutoIncrementNonIndexedAllowed) && !leadsIndex(f) {
		m.addIndex(f.Model, "@@index(["+f.Name()+"])")
		m.changed(m.atField(f), "gets an index: %s counts in an indexed field only", m.to.Name)
	}
	return true
}

func firstCounter(model *schema.Model) *schema.Field {
	for _, f := range model.Fields {
		if name := f.DefaultFunction(); name == "autoincrement" || name == "sequence" {
			return f
		}
	}
	return nil
}

// leadsIndex reports whether some key or index begins with f.
func leadsIndex(f *schema.Field) bool {
	return hasIndexOver(f.Model, []*schema.Field{f})
}

func hasIndexOver(model *schema.Model, fields []*schema.Field) bool {
	if pk := model.PrimaryKey; pk != nil && pk.StartsWith(fields) {
		return true
	}
	for _, ix := range model.Indexes {
		if ix.Kind != schema.Fulltext && ix.StartsWith(fields) {
			return true
		}
	}
	return false
}

// dbgenerated replaces an expression of the old database's SQL where its
// meaning is known.
func (m *mover) dbgenerated(f *schema.Field) {
	if m.same() {
		return
	}
	call := f.Default.Value.(*syntax.Call)
	expression := ""
	if len(call.Args.List) > 0 {
		if s, ok := call.Args.List[0].Value.(*syntax.String); ok {
			expression = s.Value
		}
	}
	switch text := normalSQL(expression); {
	case isRandomID(text) && f.Type.Is(connector.String):
		m.randomID(f)
	case isNow(text) && f.Type.Is(connector.DateTime):
		m.setDefault(f, "now()")
		m.changed(m.atField(f), "dbgenerated(%q) becomes now()", expression)
	case m.postgresLike():
		m.lost(m.atField(f), "see whether "+m.to.Name+" knows it", "dbgenerated(%q) is kept as it is", expression)
	default:
		m.refuse(m.atField(f), "write a value, or a function such as now() or uuid()", "dbgenerated(%q) is SQL of %s", expression, m.from.Name)
	}
}

// randomID writes the default of a random UUID.
func (m *mover) randomID(f *schema.Field) {
	expression := map[string]string{
		"postgresql": "gen_random_uuid()", "cockroachdb": "gen_random_uuid()", "mysql": "(uuid())", "sqlserver": "newid()",
	}[m.to.Connector.Provider]
	was := f.File().Slice(f.Default.Value.Pos())
	now := `dbgenerated("` + expression + `")`
	if expression == "" {
		now = "uuid()"
	}
	if was != now {
		m.setDefault(f, now)
		m.changed(m.atField(f), "%s becomes %s", was, now)
	}
}

// normalSQL takes off what does not matter: case, blanks, outer parentheses, casts.
func normalSQL(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	if i := strings.Index(s, "::"); i >= 0 {
		s = s[:i]
	}
	for strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == strings.Count(s, ")") && !strings.HasPrefix(s, "()") {
		s = s[1 : len(s)-1]
	}
	return s
}

func isRandomID(s string) bool {
	switch s {
	case "gen_random_uuid()", "uuid_generate_v4()", "public.uuid_generate_v4()", "uuid()", "newid()", "newsequentialid()":
		return true
	}
	return false
}

func isNow(s string) bool {
	switch s {
	case "now()", "current_timestamp", "current_timestamp()", "getdate()", "sysdatetime()", "getutcdate()", "sysutcdatetime()", "transaction_timestamp()":
		return true
	}
	return false
}

func spanBetween(start, end token.Pos) token.Span { return token.Span{Start: start, End: end} }
