package nextauth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// compareWidth looks at columns for tokens, which can have 4 kB and more.
func (c *Comparison) compareWidth(role Role, m *model, field *schema.Field) {
	const enough = 2048
	native := field.NativeAttribute()
	long := c.db.longText()
	f := about(m, role, field)
	f.Level, f.Code = BreaksForSome, codeShortColumn
	f.Reason = "some providers send tokens of 4 kB and more"
	if native != nil {
		width, limited := nativeWidth(m, field)
		if !limited || width >= enough {
			return
		}
		f.Span = native.Span
		f.Message = fmt.Sprintf("%s holds %d characters", f.Subject, width)
		f.Cure = "change the column by hand, the database has to rewrite it"
		if long == "" {
			long = "Text"
		}
		f.Lines = []string{strings.Replace(fieldLine(m, field, "", ""), m.File.Slice(native.Span), c.prefixed("@db."+long), 1)}
		c.report(f)
		return
	}
	if long == "" {
		return
	}
	width := map[Database]int{MySQL: 191, PlanetScale: 191, SQLServer: 1000}[c.db]
	attr := c.prefixed("@db." + long)
	f.Message = fmt.Sprintf("%s holds %d characters", f.Subject, width)
	f.Cure = "give the column the longer type"
	f.Lines = []string{fieldLine(m, field, "", "") + " " + attr}
	f.Needs = "the column is changed in place; nothing in it is lost"
	if m.inKey(field.Name()) {
		f.Needs, f.Cure = "", "take the column out of its key, which such a column cannot be part of, and give it the longer type by hand"
	} else {
		name := field.Name()
		f.Safe, f.change = true, func(d *edit.Draft) { d.AddAttribute(m.Node, name, attr) }
	}
	c.report(f)
}

// nativeWidth is the number of characters a native type takes; ok is false
// where it sets no limit that we know.
func nativeWidth(m *model, f *schema.Field) (width int, ok bool) {
	if f.NativeName() == "TinyText" {
		return 255, true
	}
	a := f.NativeAttribute()
	if a.Args == nil || len(a.Args.List) == 0 {
		return 0, false
	}
	number, isNumber := a.Args.List[0].Value.(*syntax.Number)
	if !isNumber {
		return 0, false
	}
	width, err := strconv.Atoi(m.File.Slice(number.Span))
	return width, err == nil
}

// compareID looks at the id: the adapter finds users by it, and leaves it to
// the schema to make one.
func (c *Comparison) compareID(role Role, m *model) {
	field := m.field("id")
	if field == nil {
		if role == RoleUser {
			c.reportNoID(m)
		}
		return
	}
	if role == RoleUser && !m.isKey([]string{"id"}) {
		f := about(m, role, field)
		f.Level, f.Code = Breaks, codeIDNotUnique
		f.Message = fmt.Sprintf("%s is not unique", f.Subject)
		f.Reason = "the adapter finds users by it"
		f.Cure = "make it the id by hand"
		f.Fails = []Operation{CreateByEmail, DeleteUser}
		c.report(f)
	}
	if field.Node.Type == nil {
		return
	}
	typ := field.TypeName()
	if field.Node.Type.Arity == syntax.Required && field.Attribute("default") == nil && field.Attribute("updatedAt") == nil {
		c.reportNoDefault(role, m, field)
	}
	if role == RoleUser && (typ == "Int" || typ == "BigInt") && c.w.Strategy != DatabaseSessions {
		f := about(m, role, field)
		f.Level, f.Code = Choice, codeIntID
		f.Message = fmt.Sprintf("%s is %s", f.Subject, typ)
		f.Reason = "with JWT sessions NextAuth looks users up by the id as text, which the client refuses; with database sessions it works"
		f.Cure = "keep database sessions (--strategy database), or turn the id into a number in the app's callbacks"
		if slices.Contains(c.w.Providers, "credentials") { // NextAuth refuses them with database sessions
			f.Reason = "with JWT sessions, the only ones that go with credentials, NextAuth looks users up by the id as text, which the client refuses"
			f.Cure = "turn the id into a number in the app's callbacks"
		}
		c.report(f)
	}
}

func (c *Comparison) reportNoID(m *model) {
	f := about(m, RoleUser, nil)
	f.Subject = subject(m, "id")
	f.Level, f.Code = Breaks, codeMissingField
	f.Message = fmt.Sprintf("%s has no field \"id\"", m.Name())
	f.Reason = "the adapter finds users by it"
	f.Cure = "give the model an id of that name by hand"
	for _, other := range m.fields {
		if other.Attribute("id") != nil {
			f.Span, f.Code = other.Node.Name.Span, codeRenamedField
			f.Cure = renameField
			f.Lines = []string{fieldLine(m, other, "id", "")}
		}
	}
	f.Fails = []Operation{CreateUser, CreateByEmail, LinkAccount, LinkSecond, LinkSparse, LinkExtra, UseSession, SecondSession, DeleteUser}
	c.report(f)
}

func (c *Comparison) reportNoDefault(role Role, m *model, field *schema.Field) {
	f := about(m, role, field)
	f.Level, f.Code = Breaks, codeNoDefault
	f.Message = fmt.Sprintf("%s has no default", f.Subject)
	f.Reason = "the adapter leaves it to the schema to make one"
	f.Cure = "give it a default by hand; which one depends on the ids that are there"
	value := "cuid()"
	switch {
	case c.db == MongoDB:
		value = "auto()"
	case field.TypeName() != "String":
		value = "autoincrement()"
	case field.NativeName() == "Uuid":
		value = "uuid()"
	}
	f.Lines = []string{fieldLine(m, field, "", "") + " @default(" + value + ")"}
	f.Fails = operationsOfCreate(role)
	c.report(f)
}

// operationsOfCreate are what fails when no row of a role can be made.
func operationsOfCreate(role Role) []Operation {
	switch role {
	case RoleUser:
		return []Operation{CreateUser, CreateByEmail}
	case RoleAccount:
		return []Operation{LinkAccount, LinkSecond, LinkSparse, LinkExtra}
	default:
		return operations(role)
	}
}

// reportRequiredExtras finds fields the adapter knows nothing of, and that a
// new row must have.
func (c *Comparison) reportRequiredExtras(role Role, m *model) {
	canon := c.canon[role]
	for _, field := range m.fields {
		if _, known := canon.Field(field.Name()); known || field.Node.Type == nil || c.isRelation(field) {
			continue
		}
		if field.Node.Type.Arity != syntax.Required || field.Attribute("default") != nil || field.Attribute("updatedAt") != nil {
			continue
		}
		if c.isRenamedID(role, m, field) || c.isRenamed(role, m, field) || role == RoleUser && slices.Contains(c.w.Profile, field.Name()) {
			continue
		}
		f := about(m, role, field)
		f.Level, f.Code = Breaks, codeRequiredExtra
		f.Message = fmt.Sprintf("%s is required and has no default", f.Subject)
		f.Reason = "the adapter does not know it and gives it no value"
		f.Cure = "make it optional, or give it a default"
		if role == RoleUser {
			f.Cure += "; for sign-in by providers alone, their profile() can give it a value"
		}
		f.Lines = []string{fieldLine(m, field, "", m.File.Slice(field.Node.Type.Base)+"?")}
		for _, rel := range m.fields {
			if r := rel.RelationText(); slices.Contains(r.Fields, field.Name()) && rel.Node.Type != nil && rel.Node.Type.Arity == syntax.Required {
				f.Lines = append(f.Lines, fieldLine(m, rel, "", m.File.Slice(rel.Node.Type.Base)+"?"))
			}
		}
		f.Fails = operationsOfCreate(role)
		c.report(f)
	}
}

// isRenamedID reports whether a field is the user's id under another name, which has its own finding.
func (c *Comparison) isRenamedID(role Role, m *model, field *schema.Field) bool {
	return role == RoleUser && m.field("id") == nil && field.Attribute("id") != nil
}

// isRenamed reports whether a field is a canonical one under another name, which has its own finding.
func (c *Comparison) isRenamed(role Role, m *model, field *schema.Field) bool {
	return slices.ContainsFunc(c.canon[role].Fields, func(want Field) bool { return c.renamed(role, m, want) == field })
}
