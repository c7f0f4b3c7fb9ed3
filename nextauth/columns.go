package nextauth

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/edit"
	"create-app/psl/syntax"
)

// compareWidth looks at columns for tokens, which can have 4 kB and more.
func (c *Comparison) compareWidth(role Role, m *model, field *syntax.Field) {
	const enough = 2048
	native := m.nativeOf(field)
	long := c.db.longText()
	f := about(m, role, field)
	f.Level, f.Code = BreaksForSome, codeShortColumn
	f.Reason = "some providers send tokens of 4 kB and more"
	if native != nil {
		width, limited := m.nativeWidth(native)
		if !limited || width >= enough {
			return
		}
		f.Span = native.Span
		f.Message = fmt.Sprintf("%s holds %d characters", f.Subject, width)
		f.Cure = "change the column by hand, the database has to rewrite it"
		if long == "" {
			long = "Text"
		}
		f.Lines = []string{strings.Replace(fieldLine(m, field, "", ""), m.file.Slice(native.Span), c.prefixed("@db."+long), 1)}
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
	if m.inKey(m.text(field.Name)) {
		f.Needs, f.Cure = "", "give the column the longer type by hand: it is part of a key, which such a column cannot be"
	} else {
		name := m.text(field.Name)
		f.Safe, f.change = true, func(d *edit.Draft) { d.AddAttribute(m.block, name, attr) }
	}
	c.report(f)
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
	if field.Type == nil {
		return
	}
	typ := m.text(field.Type.Name)
	if field.Type.Arity == syntax.Required && m.attributeOf(field, "default") == nil && m.attributeOf(field, "updatedAt") == nil {
		c.reportNoDefault(role, m, field)
	}
	if role == RoleUser && (typ == "Int" || typ == "BigInt") && c.w.Strategy != DatabaseSessions {
		f := about(m, role, field)
		f.Level, f.Code = Choice, codeIntID
		f.Message = fmt.Sprintf("%s is %s", f.Subject, typ)
		f.Reason = "with JWT sessions NextAuth looks users up by the id as text, which the client refuses; with database sessions it works"
		f.Cure = "keep database sessions (--strategy database), or turn the id into a number in the app's callbacks"
		c.report(f)
	}
}

func (c *Comparison) reportNoID(m *model) {
	f := about(m, RoleUser, nil)
	f.Subject = subject(m, "id")
	f.Level, f.Code = Breaks, codeMissingField
	f.Message = fmt.Sprintf("%s has no field \"id\"", m.name())
	f.Reason = "the adapter finds users by it"
	f.Cure = "give the model an id of that name by hand"
	for _, other := range m.fields {
		if m.attributeOf(other, "id") != nil {
			f.Span, f.Code = other.Name.Span, codeRenamedField
			f.Cure = "rename the field; with the line below the column keeps its name and its data"
			f.Lines = []string{fieldLine(m, other, "id", "")}
		}
	}
	f.Fails = []Operation{CreateUser, CreateByEmail, LinkAccount, LinkSecond, LinkSparse, LinkExtra, UseSession, SecondSession, DeleteUser}
	c.report(f)
}

func (c *Comparison) reportNoDefault(role Role, m *model, field *syntax.Field) {
	f := about(m, role, field)
	f.Level, f.Code = Breaks, codeNoDefault
	f.Message = fmt.Sprintf("%s has no default", f.Subject)
	f.Reason = "the adapter leaves it to the schema to make one"
	f.Cure = "give it a default by hand; which one depends on the ids that are there"
	value := "cuid()"
	native := m.nativeOf(field)
	switch {
	case c.db == MongoDB:
		value = "auto()"
	case m.text(field.Type.Name) != "String":
		value = "autoincrement()"
	case native != nil && strings.HasSuffix(m.text(native.Name), ".Uuid"):
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
		if _, known := canon.Field(m.text(field.Name)); known || field.Type == nil || c.s.isRelation(m, field) {
			continue
		}
		if field.Type.Arity != syntax.Required || m.attributeOf(field, "default") != nil || m.attributeOf(field, "updatedAt") != nil {
			continue
		}
		if c.isRenamedID(role, m, field) || isRenamed(canon, m, field) {
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
		f.Lines = []string{fieldLine(m, field, "", m.file.Slice(field.Type.Base)+"?")}
		for _, rel := range m.fields {
			if r := m.relationOf(rel); slices.Contains(r.fields, m.text(field.Name)) && rel.Type != nil && rel.Type.Arity == syntax.Required {
				f.Lines = append(f.Lines, fieldLine(m, rel, "", m.file.Slice(rel.Type.Base)+"?"))
			}
		}
		f.Fails = operationsOfCreate(role)
		c.report(f)
	}
}

// isRenamedID reports whether a field is the user's id under another name, which has its own finding.
func (c *Comparison) isRenamedID(role Role, m *model, field *syntax.Field) bool {
	return role == RoleUser && m.field("id") == nil && m.attributeOf(field, "id") != nil
}

// isRenamed reports whether a field is a canonical one in another spelling, which has its own finding.
func isRenamed(canon Model, m *model, field *syntax.Field) bool {
	return slices.ContainsFunc(canon.Fields, func(want Field) bool {
		return m.field(want.Name) == nil && m.spelled(want.Name) == field
	})
}
