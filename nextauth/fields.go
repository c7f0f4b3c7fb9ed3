package nextauth

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// The codes of findings on fields.
const (
	codeMissingField  = "missing-field"
	codeRenamedField  = "renamed-field"
	codeIgnoredField  = "ignored-field"
	codeWrongType     = "wrong-type"
	codeEnumType      = "enum-type"
	codeRequired      = "required-field"
	codeRequiredExtra = "required-extra"
	codeNoDefault     = "no-default"
	codeIntID         = "int-id"
	codeIDNotUnique   = "id-not-unique"
	codeShortColumn   = "short-column"
)

// compareModel holds one model against the canonical one of its role.
func (c *Comparison) compareModel(role Role, m *model) {
	first := len(c.Findings)
	if c.a.misnamed[role] || c.a.mapped[role] {
		c.reportAccessor(role, m)
	}
	if a := m.Attribute("ignore"); a != nil {
		c.reportIgnored(role, m, a)
	}
	canon := c.canon[role]
	for _, want := range canon.Fields {
		switch {
		case want.Name == "id":
			c.compareID(role, m)
		case want.Name == "user":
			c.compareOwner(role, m)
		case want.isRelation(), want.UpdatedAt, want.Name == "createdAt":
		default:
			c.compareField(role, m, want)
		}
	}
	c.compareKeys(role, m)
	c.reportRequiredExtras(role, m)
	if c.a.misnamed[role] {
		// Whether it is the adapter's model at all is for a person to say first.
		for i := range c.Findings[first:] {
			c.Findings[first+i].Safe = false
		}
	}
}

func (c *Comparison) compareField(role Role, m *model, want Field) {
	f := m.field(want.Name)
	switch as := c.renamed(role, m, want); {
	case as != nil:
		c.reportRenamed(role, m, want, as)
	case f == nil:
		c.reportMissingField(role, m, want)
	case f.Attribute("ignore") != nil:
		c.reportIgnoredField(role, m, f)
	case f.Node.Type == nil:
	case !c.typeFits(m, f, want):
		c.reportType(role, m, f, want)
	case want.Native != objectID && c.isObjectID(f):
		c.reportObjectID(role, m, f, want)
	default:
		c.compareArity(role, m, f, want)
		if want.Long && want.Secret && f.TypeName() == "String" {
			c.compareWidth(role, m, f)
		}
	}
}

// fails is what goes wrong when one field of a role cannot be written.
func fails(role Role, field string) []Operation {
	switch role {
	case RoleUser:
		switch field {
		case "name", "image":
			return []Operation{CreateUser}
		case "email":
			return []Operation{CreateUser, CreateByEmail, FindByEmail}
		}
		return []Operation{CreateUser, CreateByEmail}
	case RoleAccount:
		switch field {
		case "provider", "providerAccountId":
			return []Operation{LinkAccount, LinkSecond, LinkSparse, LinkExtra, FindByAccount}
		case "type", "access_token", "userId", "id":
			return []Operation{LinkAccount, LinkSecond, LinkSparse, LinkExtra}
		}
		return []Operation{LinkAccount, LinkSecond}
	default:
		return operations(role)
	}
}

// reportMissingField: what may be empty is added; what may not cannot be, as
// the rows that are there have no value for it.
func (c *Comparison) reportMissingField(role Role, m *model, want Field) {
	f := about(m, role, nil)
	f.Subject = subject(m, want.Name)
	f.Level, f.Code = Breaks, codeMissingField
	f.Message = fmt.Sprintf("%s has no field %q", m.Name(), want.Name)
	f.Reason = fmt.Sprintf("the adapter writes it, and the client refuses fields it does not know: the adapter cannot %s", verbs(fails(role, want.Name)))
	f.Cure = "add the field"
	f.Fails = fails(role, want.Name)
	if want.Provider != "" {
		f.Level = BreaksForSome
		f.Reason = fmt.Sprintf("%s, and NextAuth 4 stores whatever a provider sends", cmp.Or(want.When, want.Provider+" sends it"))
		f.Sometimes = want.When != ""
		f.Fails = []Operation{LinkExtra}
	}
	if want.Name == "session_state" && role == RoleAccount && c.w.Closed && !slices.ContainsFunc(c.w.Providers, sendsSessionState) {
		f.Level, f.Sometimes = BreaksForSome, true
		f.Reason = "providers that tell when a session of theirs ends send it, and NextAuth stores what they send"
	}
	if want.Name == "type" && role == RoleAccount {
		want.Arity = Optional // rows from before have none; the adapter always writes it
	}
	decl := c.declaration(m, want)
	f.Lines = []string{decl}
	switch {
	case want.Arity != Optional:
		f.Cure = "add the field by hand: it is required, and the rows that are there need a value for it first"
	case want.Unique && (c.db == SQLServer || c.db == MongoDB):
		f.Cure = fmt.Sprintf("add the field by hand: %s allows one row only that has no value in a unique field", c.db)
	default:
		place := c.placeOf(role, m, want.Name)
		f.Safe, f.change = true, func(d *edit.Draft) { d.AddField(m.Node, decl, place) }
	}
	c.report(f)
}

// verbs joins operations for a sentence.
func verbs(ops []Operation) string {
	if len(ops) == 0 {
		return "sign in"
	}
	return string(ops[0])
}

// declaration is the line of a canonical field in the style of m.
func (c *Comparison) declaration(m *model, want Field) string {
	if want.Map == "" && c.style.columnsOf(m) == snakeColumns {
		want.Map = mapUnlessSame(want.Name)
	}
	return strings.TrimRight(want.Name+" "+want.Type+want.Arity.Mark()+" "+c.prefixed(want.Attributes()), " ")
}

// prefixed gives native types the datasource's name, which "@db." stands for.
func (c *Comparison) prefixed(attributes string) string {
	if name := c.datasource().Name(); name != "" && name != "db" {
		return strings.ReplaceAll(attributes, "@db.", "@"+name+".")
	}
	return attributes
}

// placeOf is behind the nearest field that the documentation shows above name
// and that m has, or will have; else before the first one that it shows below.
func (c *Comparison) placeOf(role Role, m *model, name string) edit.Place {
	var names []string
	for _, f := range c.canon[role].Fields {
		names = append(names, f.Name)
	}
	at := slices.Index(names, name)
	for i := at - 1; i >= 0; i-- {
		if m.field(names[i]) != nil || c.adds(m, names[i]) {
			return edit.After(names[i])
		}
	}
	for _, other := range names[at+1:] {
		if m.field(other) != nil {
			return edit.Before(other)
		}
	}
	return edit.Last()
}

// adds reports whether a finding so far adds that field to m.
func (c *Comparison) adds(m *model, field string) bool {
	return slices.ContainsFunc(c.Findings, func(f Finding) bool {
		return f.Code == codeMissingField && f.Safe && f.Subject == subject(m, field)
	})
}

const renameField = "rename the field; with @map the column keeps its name and its data"

func (c *Comparison) reportRenamed(role Role, m *model, want Field, as *schema.Field) {
	f := about(m, role, as)
	f.Level, f.Code = Breaks, codeRenamedField
	if want.Provider != "" {
		f.Level = BreaksForSome
	}
	f.Message = fmt.Sprintf("%s.%s: the adapter calls this field %q", m.Name(), as.Name(), want.Name)
	f.Reason = "the client refuses fields it does not know"
	f.Cure = renameField
	f.Lines = []string{fieldLine(m, as, want.Name, "")}
	f.Fails = fails(role, want.Name)
	if m.inCompound(as.Name()) {
		f.Cure = "rename the field, in the keys as well; with @map the column keeps its name and its data"
	}
	if want.Provider != "" {
		f.Fails = []Operation{LinkExtra}
	}
	c.report(f)
}

// fieldLine is the line of a field with another name or another type; with
// another name it is mapped to its column.
func fieldLine(m *model, f *schema.Field, name, typ string) string {
	parts := []string{name}
	if name == "" {
		parts[0] = f.Name()
	}
	switch {
	case typ != "":
		parts = append(parts, typ)
	case f.Node.Type != nil:
		parts = append(parts, m.File.Slice(f.Node.Type.Span))
	}
	for _, a := range f.Node.Attributes {
		parts = append(parts, m.File.Slice(a.Span))
	}
	if parts[0] != f.Name() && f.Attribute("map") == nil && f.Attribute("relation") == nil {
		parts = append(parts, fmt.Sprintf("@map(%q)", f.Name()))
	}
	return strings.Join(parts, " ")
}

// lineWithout is the line of a field without some of its attributes, and with another type where one is given.
func lineWithout(m *model, field *schema.Field, typ string, gone ...*syntax.Attribute) string {
	rest, node := *field, *field.Node
	rest.Node = &node
	node.Attributes = slices.DeleteFunc(slices.Clone(node.Attributes), func(a syntax.Attribute) bool {
		return slices.ContainsFunc(gone, func(g *syntax.Attribute) bool { return g != nil && g.Span == a.Span })
	})
	return fieldLine(m, &rest, "", typ)
}

func (c *Comparison) reportIgnoredField(role Role, m *model, field *schema.Field) {
	f := about(m, role, field)
	f.Level, f.Code = Breaks, codeIgnoredField
	f.Message = fmt.Sprintf("%s is ignored: the client does not know it", f.Subject)
	f.Reason = "the adapter writes it, and the client refuses fields it does not know"
	f.Cure = "remove @ignore"
	f.Fails = fails(role, field.Name())
	c.report(f)
}

// typeFits reports whether the adapter's values go into a field.
func (c *Comparison) typeFits(m *model, f *schema.Field, want Field) bool {
	if f.Node.Type.Arity == syntax.List || f.Node.Type.Arity == syntax.OptionalList || f.Node.Type.Unsupported != nil {
		return false
	}
	is := f.TypeName()
	if want.Name == "userId" {
		if id := c.userID(); id != nil && id.Node.Type != nil {
			return is == id.TypeName()
		}
		return true
	}
	switch want.Type {
	case "Int":
		return is == "Int" || is == "BigInt" || is == "Float" || is == "Decimal"
	case "String":
		return is == "String" || is == "Json"
	default:
		return is == want.Type
	}
}

// objectID is MongoDB's own type of ids: twelve bytes, written in hexadecimal digits.
const objectID = "ObjectId"

func (c *Comparison) isObjectID(f *schema.Field) bool {
	return c.db == MongoDB && f.NativeText() == objectID
}

// reportObjectID: a text such as an address does not go into an ObjectId. Where the field is the model's id, that becomes
// a field of its own, which MongoDB needs.
func (c *Comparison) reportObjectID(role Role, m *model, field *schema.Field, want Field) {
	f := about(m, role, field)
	f.Span = field.NativeAttribute().Span
	f.Level, f.Code = Breaks, codeWrongType
	f.Message = fmt.Sprintf("%s is an ObjectId, and the adapter writes other text", f.Subject)
	f.Reason = "the database refuses what is no ObjectId"
	f.Cure = "change the field by hand, and the data with it"
	f.Lines = []string{c.declaration(m, want)}
	if id, ok := c.canon[role].Field("id"); ok && field.Attribute("id") != nil && m.field("id") == nil {
		f.Lines = []string{c.declaration(m, id), c.declaration(m, want)}
	}
	f.Fails = fails(role, want.Name)
	c.report(f)
}

// userID is the id of the user model, or nil.
func (c *Comparison) userID() *schema.Field {
	if u := c.a.models[RoleUser]; u != nil {
		return u.field("id")
	}
	return nil
}

func (c *Comparison) reportType(role Role, m *model, field *schema.Field, want Field) {
	f := about(m, role, field)
	f.Span = field.Node.Type.Span
	is := m.File.Slice(field.Node.Type.Span)
	wanted := want.Type
	if want.Name == "userId" {
		wanted = c.userID().TypeName()
	}
	mark := want.Arity.Mark()
	if want.Arity == Required && field.Node.Type.Arity == syntax.Optional {
		mark = "?"
	}
	f.Level, f.Code, f.Fails = Breaks, codeWrongType, fails(role, want.Name)
	f.Message = fmt.Sprintf("%s is %s, and the adapter writes %s", f.Subject, is, wanted)
	if want.Name == "userId" {
		f.Message = fmt.Sprintf("%s is %s, and %s.id is %s", f.Subject, is, c.a.models[RoleUser].Name(), wanted)
	}
	f.Reason = "the client refuses values of another type"
	f.Cure = "change the type by hand, and the data with it"
	f.Lines = []string{lineWithout(m, field, wanted+mark, field.NativeAttribute(), field.Attribute("default"))} // which are of the old type
	if want.Name == "emailVerified" && field.Node.Type.Arity == syntax.Optional {                               // for who comes by a provider it is null
		if !c.w.mails() {
			return
		}
		f.Level, f.Fails = BreaksForSome, []Operation{CreateByEmail}
		f.Reason = "a date is written for who comes by e-mail, and the client refuses values of another type"
	}
	if field.Type.Kind == schema.EnumKind {
		f.Level, f.Code = BreaksForSome, codeEnumType
		f.Message = fmt.Sprintf("%s is the enum %s, and the adapter writes text", f.Subject, field.TypeName())
		f.Reason = "a sign-in fails whose value the enum does not have"
		f.Cure = "see that it has every value that can come, or make it a String"
		f.Fails = nil
	}
	c.report(f)
}

// compareArity looks at fields that must take null.
func (c *Comparison) compareArity(role Role, m *model, field *schema.Field, want Field) {
	if want.Arity != Optional || field.Node.Type.Arity == syntax.Optional || want.Name == "email" || want.Name == "access_token" {
		return
	}
	f := about(m, role, field)
	f.Span = field.Node.Type.Span
	f.Level, f.Code = BreaksForSome, codeRequired
	f.Message = fmt.Sprintf("%s is required", f.Subject)
	f.Cure = "make it optional"
	f.Lines = []string{fieldLine(m, field, "", m.File.Slice(field.Node.Type.Base)+"?")}
	switch {
	case want.Name == "emailVerified":
		f.Level = Breaks
		f.Reason = "the adapter writes null for everybody who comes by way of a provider"
		f.Fails = []Operation{CreateUser}
	case field.Attribute("default") != nil:
		return
	case role == RoleUser:
		f.Reason = "people who come by e-mail, and some who come by a provider, have none"
		f.Fails = []Operation{CreateByEmail}
	case want.Provider != "":
		f.Reason = "not every provider sends it"
		f.Fails = []Operation{LinkAccount, LinkSecond, LinkSparse}
	case role == RoleAccount:
		f.Reason = "not every provider sends it"
		f.Fails = []Operation{LinkSparse, LinkExtra}
	default:
		f.Reason = "it is not always there"
		f.Fails = operations(role)
	}
	c.report(f)
}
