package nextauth

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/edit"
	"create-app/psl/syntax"
)

// The codes of findings on keys and relations.
const (
	codeNotUnique       = "not-unique"
	codeMissingKey      = "missing-key"
	codeNamedKey        = "named-key"
	codeUniqueUser      = "unique-user"
	codeUniqueIdent     = "unique-identifier"
	codeMissingRelation = "missing-relation"
	codeRenamedRelation = "renamed-relation"
	codeWrongRelation   = "wrong-relation"
	codeNoCascade       = "no-cascade"
	codeMissingIndex    = "missing-index"
)

// isKey reports whether the client finds a row by these fields together.
func (m *model) isKey(fields []string) bool {
	return slices.ContainsFunc(m.keys(), func(k key) bool {
		return k.kind != Index && !k.filter && k.named == "" && slices.Equal(k.fields, fields)
	})
}

// inKey reports whether a field is part of any key or index.
func (m *model) inKey(field string) bool {
	return slices.ContainsFunc(m.keys(), func(k key) bool { return slices.Contains(k.fields, field) })
}

func (c *Comparison) compareKeys(role Role, m *model) {
	switch role {
	case RoleUser:
		c.compareUnique(role, m, "email", FindByEmail)
	case RoleAccount:
		c.compareCompound(role, m, []string{"provider", "providerAccountId"}, FindByAccount)
		c.compareUniqueUser(role, m, LinkSecond, LinkSparse, LinkExtra)
	case RoleSession:
		c.compareUnique(role, m, "sessionToken", UseSession, SecondSession)
		c.compareUniqueUser(role, m, SecondSession)
	case RoleVerificationToken:
		c.compareCompound(role, m, []string{"identifier", "token"}, UseToken)
		c.compareIdentifier(m)
	case RoleAuthenticator:
		c.compareUnique(role, m, "credentialID", UseAuthenticator)
	}
	c.compareIndex(role, m)
}

// compareUnique looks at a field the adapter finds rows by.
func (c *Comparison) compareUnique(role Role, m *model, name string, ops ...Operation) {
	field := m.field(name)
	if field == nil || m.isKey([]string{name}) {
		return
	}
	f := about(m, role, field)
	f.Level, f.Code = Breaks, codeNotUnique
	f.Message = fmt.Sprintf("%s is not unique", f.Subject)
	f.Reason = fmt.Sprintf("the adapter finds a row by it, which the client allows for unique fields only: nobody can %s", verbs(ops))
	f.Cure = "make it unique"
	f.Lines = []string{fieldLine(m, field, "", "") + " @unique"}
	f.Fails = ops
	reason := ""
	switch {
	case m.inUnique(name):
		reason = "it is unique together with other fields, so its values may well repeat"
	case field.Type == nil || field.Type.Arity == syntax.List || m.attributeOf(field, "unique") != nil:
		reason = "the field is not one that can simply be made unique"
	case c.isLong(m, field):
		reason = "its column is of a type that cannot be indexed"
	case field.Type.Arity == syntax.Optional && (c.db == SQLServer || c.db == MongoDB):
		reason = fmt.Sprintf("%s allows one row only that has no value in a unique field", c.db)
	}
	if reason != "" {
		f.Cure = "make it unique by hand: " + reason
	} else {
		f.rows = true
		f.Needs = fmt.Sprintf("no two rows of %s may have the same %s", m.name(), name)
		f.Safe, f.change = true, func(d *edit.Draft) { d.AddAttribute(m.block, name, "@unique") }
	}
	c.report(f)
}

// inUnique reports whether a field is part of a larger unique key.
func (m *model) inUnique(field string) bool {
	return slices.ContainsFunc(m.keys(), func(k key) bool {
		return k.kind != Index && len(k.fields) > 1 && slices.Contains(k.fields, field)
	})
}

// isLong reports whether a field's column is of a type without a length, which
// MySQL and SQL Server cannot index.
func (c *Comparison) isLong(m *model, f *syntax.Field) bool {
	native := m.nativeOf(f)
	if native == nil || c.db != MySQL && c.db != PlanetScale && c.db != SQLServer {
		return false
	}
	_, name, _ := strings.Cut(m.text(native.Name), ".")
	return strings.HasSuffix(name, "Text") || strings.HasSuffix(name, "Blob") || native.Args != nil && m.argument(native.Args, "") != nil && m.isMax(native)
}

func (m *model) isMax(native *syntax.Attribute) bool {
	path, ok := native.Args.List[0].Value.(*syntax.Path)
	return ok && m.text(path.Ident) == "Max"
}

// compareCompound looks at a key of two fields, which the adapter calls by its
// default name.
func (c *Comparison) compareCompound(role Role, m *model, fields []string, ops ...Operation) {
	f := about(m, role, nil)
	f.Subject = subject(m, strings.Join(fields, "_"))
	f.Level, f.Code = Breaks, codeMissingKey
	f.Fails = ops
	f.Reason = fmt.Sprintf("the adapter finds rows by the key %s", strings.Join(fields, "_"))
	line := Key{Kind: Unique, Fields: fields}.String()
	f.Lines = []string{line}
	for _, k := range m.keys() {
		if k.kind == Index || !slices.Equal(k.fields, fields) || k.filter {
			continue
		}
		if k.named == "" || k.named == strings.Join(fields, "_") {
			return
		}
		f.Code, f.Span = codeNamedKey, k.span
		f.Message = fmt.Sprintf("%s: the key of %s is named %q", m.name(), list(fields), k.named)
		f.Cure = "remove the name; with map the index in the database keeps its own"
		f.Lines = []string{strings.Replace(line, string(Unique), string(k.kind), 1)}
		c.report(f)
		return
	}
	f.Message = fmt.Sprintf("%s has no key of %s", m.name(), list(fields))
	f.Cure = "add the key"
	for _, name := range fields {
		switch field := m.field(name); {
		case field == nil || field.Type == nil:
			f.Cure = fmt.Sprintf("add the key by hand, once there is a field %q", name)
			c.report(f)
			return
		case field.Type.Arity == syntax.List || field.Type.Arity == syntax.OptionalList:
			f.Cure = fmt.Sprintf("add the key by hand, once %q is no list", name)
			c.report(f)
			return
		case c.isLong(m, field):
			f.Cure = fmt.Sprintf("add the key by hand, once the column of %q is of a type that can be indexed", name)
			c.report(f)
			return
		}
	}
	f.rows = true
	f.Needs = fmt.Sprintf("no two rows of %s may have the same %s", m.name(), list(fields))
	f.Safe, f.change = true, func(d *edit.Draft) { d.AddBlockAttribute(m.block, line) }
	c.report(f)
}

// compareUniqueUser: with a unique userId a person has one account, and one session, for good.
func (c *Comparison) compareUniqueUser(role Role, m *model, ops ...Operation) {
	for _, k := range m.keys() {
		if k.kind == Index || len(k.fields) != 1 || k.fields[0] != "userId" || m.field("userId") == nil {
			continue
		}
		f := about(m, role, m.field("userId"))
		f.Span = k.span
		f.Level, f.Code = Breaks, codeUniqueUser
		f.Message = fmt.Sprintf("%s is unique", f.Subject)
		f.Reason = fmt.Sprintf("nobody can %s", verbs(ops))
		f.Cure = fmt.Sprintf("remove the key; the field on %s that points here becomes a list", c.Model(RoleUser))
		f.Lines = []string{withoutAttribute(m, m.field("userId"), k)}
		f.Fails = ops
		c.report(f)
		return
	}
}

// withoutAttribute is the line of a field without one of its attributes.
func withoutAttribute(m *model, field *syntax.Field, k key) string {
	rest := *field
	rest.Attributes = slices.DeleteFunc(slices.Clone(field.Attributes), func(a syntax.Attribute) bool { return a.Span == k.span })
	return fieldLine(m, &rest, "", "")
}

// compareIdentifier: with a unique identifier nobody gets a second link before
// the first is used.
func (c *Comparison) compareIdentifier(m *model) {
	field := m.field("identifier")
	for _, k := range m.keys() {
		if field == nil || k.kind == Index || !slices.Equal(k.fields, []string{"identifier"}) {
			continue
		}
		f := about(m, RoleVerificationToken, field)
		f.Span = k.span
		f.Level, f.Code = BreaksForSome, codeUniqueIdent
		f.Message = fmt.Sprintf("%s is unique", f.Subject)
		f.Reason = "whoever asks for a second link before using the first gets an error"
		f.Cure = "remove the key"
		f.Lines = []string{withoutAttribute(m, field, k)}
		c.report(f)
	}
}

// compareIndex: without foreign keys nothing indexes the column by itself.
func (c *Comparison) compareIndex(role Role, m *model) {
	if c.s.property("relationMode") != "prisma" || role == RoleUser || role == RoleVerificationToken || m.field("userId") == nil {
		return
	}
	if slices.ContainsFunc(m.keys(), func(k key) bool { return len(k.fields) > 0 && k.fields[0] == "userId" }) {
		return
	}
	f := about(m, role, m.field("userId"))
	f.Level, f.Code = Fine, codeMissingIndex
	f.Message = fmt.Sprintf("%s has no index", f.Subject)
	f.Reason = "with relationMode = \"prisma\" there is no foreign key that would bring one, and deleting a user reads the whole table"
	f.Cure = "add the index"
	f.Lines = []string{Key{Kind: Index, Fields: []string{"userId"}}.String()}
	c.report(f)
}

// compareOwner looks at the relation to the user.
func (c *Comparison) compareOwner(role Role, m *model) {
	u := c.a.models[RoleUser]
	rel := m.field("user")
	switch {
	case u == nil:
		if rel == nil && c.makes(RoleUser) {
			c.offerRelationToNew(role, m)
		}
		return
	case rel == nil:
		c.reportNoOwner(role, m, u)
		return
	}
	if rel.Type == nil {
		return
	}
	if m.text(rel.Type.Name) != u.name() {
		f := about(m, role, rel)
		f.Span = rel.Type.Span
		f.Level, f.Code = Breaks, codeWrongRelation
		f.Message = fmt.Sprintf("%s leads to %s, and the user model is %s", f.Subject, m.text(rel.Type.Name), u.name())
		f.Reason = "the adapter reads the user through it"
		f.Cure = "let it lead to the user model, or say which model that is with --role user=…"
		f.Fails = operationsOfCreate(role)
		c.report(f)
		return
	}
	c.compareCascade(role, m, rel)
}

func readsOwner(role Role) []Operation {
	switch role {
	case RoleAccount:
		return []Operation{FindByAccount}
	case RoleSession:
		return []Operation{UseSession}
	}
	return nil
}

// reportNoOwner: the relation is added if the column for it is there.
func (c *Comparison) reportNoOwner(role Role, m, u *model) {
	if role == RoleAuthenticator {
		return
	}
	f := about(m, role, nil)
	f.Subject = subject(m, "user")
	f.Level, f.Code = Breaks, codeMissingRelation
	f.Message = fmt.Sprintf("%s has no relation \"user\"", m.name())
	f.Reason = "the adapter reads the user through it"
	f.Fails = readsOwner(role)
	for _, other := range m.fields {
		if other.Type != nil && m.text(other.Type.Name) == u.name() && slices.Equal(m.relationOf(other).fields, []string{"userId"}) {
			f.Subject, f.Span, f.Code = subject(m, m.text(other.Name)), other.Name.Span, codeRenamedRelation
			f.Message = fmt.Sprintf("%s: the adapter calls this relation \"user\"", f.Subject)
			f.Cure = "rename the relation; the database does not know its name"
			f.Lines = []string{fieldLine(m, other, "user", "")}
			c.report(f)
			return
		}
	}
	if s := m.spelled("user"); s != nil {
		c.reportRenamed(role, m, Field{Name: "user", Type: u.name()}, s)
		return
	}
	c.offerRelation(f, role, m, u)
}

// offerRelation adds the relation and its other side, if nothing speaks against it.
func (c *Comparison) offerRelation(f Finding, role Role, m, u *model) {
	userID, id := m.field("userId"), u.field("id")
	mark, action := "", "Cascade"
	if userID != nil && userID.Type != nil && userID.Type.Arity == syntax.Optional {
		mark = "?"
	}
	line := fmt.Sprintf("user %s%s @relation(fields: [userId], references: [id], onDelete: %s)", u.name(), mark, action)
	back := c.backRelation(u, role, m.name())
	f.Lines = []string{line}
	f.Cure = "add the relation"
	f.rows = true
	f.Needs = fmt.Sprintf("every userId of %s must be the id of a row of %s", m.name(), u.name())
	switch {
	case userID == nil:
		f.Cure = "add the relation by hand, once there is a field \"userId\""
	case id == nil || id.Type == nil || userID.Type == nil || !u.isKey([]string{"id"}):
		f.Cure = "add the relation by hand, once the user model has an id"
	case m.text(userID.Type.Name) != u.text(id.Type.Name) || c.nativeText(m, userID) != c.nativeText(u, id):
		f.Cure = "add the relation by hand, once userId and the user's id have the same type"
	case c.a.misnamed[RoleUser]:
		f.Cure = "add the relation by hand, once the user model has its name"
	default:
		f.Safe = true
	}
	if !f.Safe {
		f.Needs, f.rows = "", false
		c.report(f)
		return
	}
	if back != "" {
		f.Lines = append(f.Lines, fmt.Sprintf("%s %s[] (in %s)", back, m.name(), u.name()))
	}
	f.change = func(d *edit.Draft) {
		d.AddField(m.block, line, edit.Last())
		if back != "" {
			d.AddField(u.block, fmt.Sprintf("%s %s[]", back, m.name()), backPlace(c.s, u))
		}
	}
	c.report(f)
}

// offerRelationToNew adds the relation to a user model that is only being made.
func (c *Comparison) offerRelationToNew(role Role, m *model) {
	userID := m.field("userId")
	id, _ := c.newModel(RoleUser, c.newName(RoleUser)).Field("id")
	if userID == nil || userID.Type == nil || m.text(userID.Type.Name) != id.Type || nativeName(m, userID) != id.Native || m.spelled("user") != nil {
		return
	}
	mark := ""
	if userID.Type.Arity == syntax.Optional {
		mark = "?"
	}
	f := about(m, role, nil)
	f.Subject = subject(m, "user")
	f.Level, f.Code = Breaks, codeMissingRelation
	f.Message = fmt.Sprintf("%s has no relation \"user\"", m.name())
	f.Reason = "the adapter reads the user through it"
	f.Cure = "add the relation"
	line := fmt.Sprintf("user %s%s @relation(fields: [userId], references: [id], onDelete: Cascade)", c.newName(RoleUser), mark)
	f.Lines = []string{line}
	f.rows = true
	f.Needs = fmt.Sprintf("every userId of %s must be the id of a row of the new model", m.name())
	f.Fails = readsOwner(role)
	f.Safe, f.change = true, func(d *edit.Draft) { d.AddField(m.block, line, edit.Last()) }
	c.related[role] = true
	c.report(f)
}

// nativeText is the native type of a field as it is written, or "".
func (c *Comparison) nativeText(m *model, f *syntax.Field) string {
	if native := m.nativeOf(f); native != nil {
		return m.file.Slice(native.Span)
	}
	return ""
}

// compareCascade: a user who still has accounts or sessions cannot be deleted
// unless these go with him.
func (c *Comparison) compareCascade(role Role, m *model, rel *syntax.Field) {
	r := m.relationOf(rel)
	optional := rel.Type.Arity == syntax.Optional
	if len(r.fields) == 0 || r.onDelete == "Cascade" || optional && (r.onDelete == "" || r.onDelete == "SetNull") {
		return
	}
	f := about(m, role, rel)
	f.Level, f.Code = Choice, codeNoCascade
	f.Message = fmt.Sprintf("%s has no onDelete: Cascade", f.Subject)
	f.Reason = fmt.Sprintf("a user who still has a row of %s cannot be deleted", m.name())
	f.Cure = "let the rows go with the user, or delete them first in the app"
	f.Lines = []string{cascading(m, rel)}
	f.Fails = []Operation{DeleteUser}
	c.report(f)
}

// cascading is the line of a relation with the action for deletion.
func cascading(m *model, rel *syntax.Field) string {
	a := m.attributeOf(rel, "relation")
	old := m.file.Slice(a.Span)
	changed := strings.TrimSuffix(old, ")") + ", onDelete: Cascade)"
	if arg := m.argumentNamed(a.Args, "onDelete"); arg != nil {
		changed = strings.Replace(old, m.file.Slice(arg.Span), "onDelete: Cascade", 1)
	}
	return strings.Replace(fieldLine(m, rel, "", ""), old, changed, 1)
}
