package convert

import (
	"fmt"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

func (m *mover) model(model *schema.Model) {
	if model.IsView {
		m.lost(m.atModel(model), "", "the view has to be made again in %s: its SQL is not in the schema", m.to.Name)
	}
	for _, f := range model.Fields {
		if f.Type.Kind != schema.RelationKind {
			m.field(f)
		}
	}
	m.keys(model)
	m.schemaAttribute(model.File, model.Node)
}

func (m *mover) atModel(model *schema.Model) place {
	return place{model.File, model.Node.Name.Span, model.Name()}
}

func (m *mover) atField(f *schema.Field) place {
	return place{f.File(), f.Node.Span, f.Model.Name() + "." + f.Name()}
}

func (m *mover) field(f *schema.Field) {
	switch f.Type.Kind {
	case schema.UnsupportedKind:
		m.unsupported(f)
		return
	case schema.CompositeKind:
		m.refuse(m.atField(f), "make it a model of its own", "composite types are known to MongoDB only")
		return
	case schema.EnumKind, schema.ScalarKind:
	}
	switch {
	case f.IsList() && !m.has(connector.ScalarLists):
		m.refuse(m.atField(f), "make it a model of its own, with a relation to this one", "%s has no lists of values", m.to.Name)
		return
	case f.IsList() && f.Type.Is(connector.Json) && !m.has(connector.JsonLists):
		m.refuse(m.atField(f), "make it one Json value that holds a list", "%s has no lists of Json", m.to.Name)
		return
	case f.Type.Kind == schema.EnumKind && !m.has(connector.Enums):
		m.enumField(f)
		return
	case f.Type.Is(connector.Json) && !m.has(connector.JsonType):
		m.jsonField(f)
	default:
		m.native(f)
	}
	m.defaultValue(f)
}

func (m *mover) unsupported(f *schema.Field) {
	typ := f.Node.Type.Unsupported.Value
	switch {
	case m.same():
	case m.postgresLike():
		m.lost(m.atField(f), "see whether the database knows it", "type %q of %s is kept as it is", typ, m.from.Name)
	default:
		m.refuse(m.atField(f), "give it a type of Prisma's, or take the field out", "type %q is known to %s only", typ, m.from.Name)
	}
}

// jsonField makes text of Json.
func (m *mover) jsonField(f *schema.Field) {
	file := f.File()
	m.text.Replace(file, f.Node.Type.Base, "String")
	m.setNative(f, spell(m.to.Connector.Provider, "", meaning{kind: textKind}, m.keyed[f], true).text)
	m.note(Code, m.atField(f), "read it with JSON.parse and write it with JSON.stringify", "Json becomes a String of JSON: %s has no such type", m.to.Name)
}

// native keeps, renames, adds or removes the native type of a field.
func (m *mover) native(f *schema.Field) {
	if m.same() {
		return
	}
	long := m.isLong(f)
	if f.Native == nil {
		m.plain(f, long)
		return
	}
	args := nativeArgs(f)
	was := typed(f.Native.Name, args)
	meant, known := meaningOf(m.from.Connector.Provider, f.Native.Name, args, f.Type.Scalar)
	if !known {
		return // an unknown type, which makes the schema invalid
	}
	s := spell(m.to.Connector.Provider, f.Native.Name, meant, m.keyed[f], long)
	switch {
	case long && meant.kind == textKind && m.holdsLongText():
		s = spelling{}
	case m.means(was, s.text, f.Type.Scalar):
		s.text = was // the same under the same name, however it was typed
	}
	m.setNative(f, s.text)
	if m.to.Connector.NativeTypes == nil {
		m.nativeNote(f, s, "@db.%s goes", was)
	} else if s.text == "" {
		m.nativeNote(f, s, "@db.%s goes: it is what %s does by itself", was, m.to.Name)
	} else if s.text != was {
		m.nativeNote(f, s, "@db.%s becomes @db.%s", was, s.text)
	} else if s.lost != "" {
		m.lost(m.atField(f), s.help, "@db.%s stays, but %s", was, s.lost)
	}
}

func (m *mover) nativeNote(f *schema.Field, s spelling, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if s.lost == "" {
		m.changed(m.atField(f), "%s", text)
		return
	}
	m.lost(m.atField(f), s.help, "%s; %s", text, s.lost)
}

// means reports whether the target takes the type as it was typed for the same
// as text. SQL Server's types without an N do not hold every character.
func (m *mover) means(was, text string, s connector.Scalar) bool {
	wasName, wasArgs := untyped(was)
	name, args := untyped(text)
	t, found := m.to.Connector.NativeType(wasName)
	if !found || text == "" || !t.Scalars.Has(s) || t.Check(wasArgs, s) != connector.NoProblem {
		return false
	}
	if required, optional := t.Counts(); len(wasArgs) < required || len(wasArgs) > required+optional {
		return false
	}
	there, _ := meaningOf(m.to.Connector.Provider, wasName, wasArgs, s)
	same, _ := meaningOf(m.to.Connector.Provider, name, args, s)
	return there == same && (!m.to.is("sqlserver") || there.kind != charKind && there.kind != varcharKind && there.kind != textKind)
}

// untyped is the name and the arguments of a native type.
func untyped(text string) (name string, args []string) {
	name, list, _ := strings.Cut(strings.TrimSuffix(text, ")"), "(")
	if list == "" {
		return name, nil
	}
	return name, strings.Split(list, ", ")
}

// plain looks at a field without a native type: what the target makes of it by
// itself may hold less.
func (m *mover) plain(f *schema.Field, long bool) {
	to := m.to.Connector.Provider
	switch {
	case long && to == "mysql":
		m.setNative(f, "Text")
		m.changed(m.atField(f), "gets @db.Text: a String of MySQL has 191 characters")
	case long && to == "sqlserver":
		m.setNative(f, "NVarChar(Max)")
		m.changed(m.atField(f), "gets @db.NVarChar(Max): a String of SQL Server has 1000 characters")
	case f.Type.Is(connector.String) && plainText(to) > 0 && shorter(plainText(to), plainText(m.from.Connector.Provider)) && !isShort(f):
		m.lost(m.atField(f), longTextHelp(to), "a String holds %d characters instead of %s", plainText(to), characters(plainText(m.from.Connector.Provider)))
	case f.Type.Is(connector.Bytes) && m.keyed[f] && (to == "mysql" || to == "sqlserver"):
		s := spell(to, "", meaning{kind: bytesKind}, true, false)
		m.setNative(f, s.text)
		m.lost(m.atField(f), "", "gets @db.%s; %s", s.text, s.lost)
	case f.Type.Is(connector.Decimal) && to == "sqlserver":
		m.lost(m.atField(f), "say how many are needed, as in @db.Decimal(38, 10)", "a Decimal has 32 digits, 16 of them decimals")
	case f.Type.Is(connector.Decimal) && to == "sqlite":
		m.lost(m.atField(f), "", "a Decimal is stored in 8 bytes: about 15 digits are exact")
	}
}

// plainText is how many characters a String without a native type holds; 0 is no limit.
func plainText(provider string) int {
	switch provider {
	case "mysql":
		return 191
	case "sqlserver":
		return 1000
	}
	return 0
}

func shorter(n, than int) bool { return than == 0 || n < than }

func characters(n int) string {
	if n == 0 {
		return "any number"
	}
	return fmt.Sprint(n)
}

func longTextHelp(provider string) string {
	if provider == "mysql" {
		return "where that is too little, add @db.Text, or in a key @db.VarChar(700)"
	}
	return "where that is too little, add @db.NVarChar(Max)"
}

// isShort reports whether a String is filled by Prisma itself or refers to one
// that is: such values are ids of some thirty characters.
func isShort(f *schema.Field) bool {
	switch f.DefaultFunction() {
	case "cuid", "uuid", "nanoid", "ulid", "auto":
		return true
	}
	for _, relation := range f.Model.RelationFields() {
		for i, scalar := range relation.Relation.Fields {
			if scalar == f && i < len(relation.Relation.References) && relation.Relation.References[i] != f {
				return isShort(relation.Relation.References[i])
			}
		}
	}
	return false
}

func (m *mover) isLong(f *schema.Field) bool {
	return m.LongText != nil && f.Type.Is(connector.String) && !m.keyed[f] && m.LongText(f.Model.Name(), f.Name())
}

// holdsLongText reports whether a plain String of the target has no limit.
func (m *mover) holdsLongText() bool { return plainText(m.to.Connector.Provider) == 0 }

// setNative gives f the native type text, or none.
func (m *mover) setNative(f *schema.Field, text string) {
	ds := m.schema.Datasources[0]
	scope := ds.Name()
	switch {
	case f.Native != nil && text == "":
		m.text.Cut(f.File(), f.Native.Attribute.Span)
	case f.Native != nil && text != typed(f.Native.Name, nativeArgs(f)):
		m.text.Replace(f.File(), f.Native.Attribute.Span, "@"+scope+"."+text)
	case f.Native == nil && text != "":
		m.text.Insert(f.File(), f.Node.Span.End, " @"+scope+"."+text)
	}
}

func nativeArgs(f *schema.Field) []string {
	var args []string
	for _, arg := range f.Native.Args() {
		args = append(args, sliceExpr(f.File(), arg.Value))
	}
	return args
}

func typed(name string, args []string) string {
	if len(args) == 0 {
		return name
	}
	return name + "(" + strings.Join(args, ", ") + ")"
}

func sliceExpr(f *syntax.File, e syntax.Expr) string {
	if e == nil {
		return ""
	}
	return f.Slice(e.Pos())
}
