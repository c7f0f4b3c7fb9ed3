package nextauth

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/edit"
	"create-app/psl/schema"
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
	return slices.ContainsFunc(m.Keys(), func(k schema.Key) bool {
		return k.Kind != schema.Normal && !k.IsPartial && k.Name == "" && slices.Equal(k.Fields, fields)
	})
}

// inCompound reports whether a field is part of a key or index of the model's own.
func (m *model) inCompound(field string) bool {
	return slices.ContainsFunc(m.Keys(), func(k schema.Key) bool { return len(k.Fields) > 1 && slices.Contains(k.Fields, field) })
}

// inKey reports whether a field is part of any key or index.
func (m *model) inKey(field string) bool {
	return slices.ContainsFunc(m.Keys(), func(k schema.Key) bool { return slices.Contains(k.Fields, field) })
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
	f.Reason = fmt.Sprintf("the adapter finds a row by it, which the client allows for unique fields only: the adapter cannot %s", verbs(ops))
	f.Cure = "make it unique"
	f.Lines = []string{fieldLine(m, field, "", "") + " @unique"}
	f.Fails = ops
	reason := ""
	switch {
	case m.inUnique(name):
		reason = "it is unique together with other fields, so its values may well repeat"
	case field.Node.Type == nil || field.Node.Type.Arity == syntax.List || field.Attribute("unique") != nil:
		reason = "the field is not one that can simply be made unique"
	case c.isLong(m, field):
		reason = "its column is of a type that cannot be indexed, and needs another one"
		f.Lines = []string{lineWithout(m, field, "", field.NativeAttribute()) + " @unique"}
	case field.Node.Type.Arity == syntax.Optional && (c.db == SQLServer || c.db == MongoDB):
		reason = fmt.Sprintf("%s allows one row only that has no value in a unique field", c.db)
	}
	if reason != "" {
		f.Cure = "make it unique by hand: " + reason
	} else {
		f.rows = true
		f.Needs = fmt.Sprintf("no two rows of %s may have the same %s", m.Name(), name)
		f.Safe, f.change = true, func(d *edit.Draft) { d.AddAttribute(m.Node, name, "@unique") }
	}
	c.report(f)
}

// inUnique reports whether a field is part of a larger unique key.
func (m *model) inUnique(field string) bool {
	return slices.ContainsFunc(m.Keys(), func(k schema.Key) bool {
		return k.Kind != schema.Normal && len(k.Fields) > 1 && slices.Contains(k.Fields, field)
	})
}

// isLong reports whether a field's column is of a type without a length, which
// MySQL and SQL Server cannot index.
func (c *Comparison) isLong(m *model, f *schema.Field) bool {
	native := f.NativeAttribute()
	if native == nil || c.db != MySQL && c.db != PlanetScale && c.db != SQLServer {
		return false
	}
	name := f.NativeName()
	return strings.HasSuffix(name, "Text") || strings.HasSuffix(name, "Blob") || m.isMax(native)
}

func (m *model) isMax(native *syntax.Attribute) bool {
	if native.Args == nil || len(native.Args.List) == 0 {
		return false
	}
	path, ok := native.Args.List[0].Value.(*syntax.Path)
	return ok && path.Is(m.File.File, "Max")
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
	for _, k := range m.Keys() {
		if k.Kind == schema.Normal || !slices.Equal(k.Fields, fields) || k.IsPartial {
			continue
		}
		if k.Name == "" || k.Name == strings.Join(fields, "_") {
			return
		}
		f.Code, f.Span = codeNamedKey, k.Attribute.Span
		f.Message = fmt.Sprintf("%s: the key of %s is named %q", m.Name(), list(fields), k.Name)
		f.Cure = "remove the name; with map the index in the database keeps its own"
		f.Lines = []string{strings.Replace(line, string(Unique), keyWord(k), 1)}
		c.report(f)
		return
	}
	if c.isKeyRenamed(role, m, fields) {
		return // the field has a finding, and the key its name from the field
	}
	f.Message = fmt.Sprintf("%s has no key of %s", m.Name(), list(fields))
	f.Cure = "add the key"
	for _, name := range fields {
		switch field := m.field(name); {
		case field == nil || field.Node.Type == nil:
			f.Cure = fmt.Sprintf("add the key by hand, once there is a field %q", name)
			c.report(f)
			return
		case field.Node.Type.Arity == syntax.List || field.Node.Type.Arity == syntax.OptionalList:
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
	f.Needs = fmt.Sprintf("no two rows of %s may have the same %s", m.Name(), list(fields))
	f.Safe, f.change = true, func(d *edit.Draft) { d.AddBlockAttribute(m.Node, line) }
	c.report(f)
}

// isKeyRenamed reports whether a model has the key, with a field in it that has another name.
func (c *Comparison) isKeyRenamed(role Role, m *model, fields []string) bool {
	var as []string
	for _, name := range fields {
		want, _ := c.canon[role].Field(name)
		if f := c.renamed(role, m, want); f != nil {
			name = f.Name()
		}
		as = append(as, name)
	}
	return !slices.Equal(as, fields) && m.isKey(as)
}

// keyWord is the attribute of a unique key without its signs.
func keyWord(k schema.Key) string {
	if k.Kind == schema.PrimaryKey {
		return string(ID)
	}
	return string(Unique)
}

// compareUniqueUser: with a unique userId a person has one account, and one session, for good.
func (c *Comparison) compareUniqueUser(role Role, m *model, ops ...Operation) {
	for _, k := range m.Keys() {
		if k.Kind == schema.Normal || len(k.Fields) != 1 || k.Fields[0] != "userId" || m.field("userId") == nil {
			continue
		}
		f := about(m, role, m.field("userId"))
		f.Span = k.Attribute.Span
		f.Level, f.Code = Breaks, codeUniqueUser
		f.Message = fmt.Sprintf("%s is unique", f.Subject)
		f.Reason = fmt.Sprintf("the adapter cannot %s", verbs(ops))
		f.Cure = fmt.Sprintf("remove the key; the field on %s that points here becomes a list", c.Model(RoleUser))
		f.Lines = []string{lineWithout(m, m.field("userId"), "", k.Attribute)}
		f.Fails = ops
		c.report(f)
		return
	}
}

// compareIdentifier: with a unique identifier there is no second link before
// the first is used.
func (c *Comparison) compareIdentifier(m *model) {
	field := m.field("identifier")
	for _, k := range m.Keys() {
		if field == nil || c.isObjectID(field) || k.Kind == schema.Normal || !slices.Equal(k.Fields, []string{"identifier"}) {
			continue
		}
		f := about(m, RoleVerificationToken, field)
		f.Span = k.Attribute.Span
		f.Level, f.Code = BreaksForSome, codeUniqueIdent
		f.Message = fmt.Sprintf("%s is unique", f.Subject)
		f.Reason = "a second link that is asked for before the first is used gives an error"
		f.Cure = "remove the key"
		f.Lines = []string{lineWithout(m, field, "", k.Attribute)}
		c.report(f)
	}
}

// compareIndex: without foreign keys nothing indexes the column by itself.
func (c *Comparison) compareIndex(role Role, m *model) {
	if c.hasForeignKeys() || role == RoleUser || role == RoleVerificationToken || m.field("userId") == nil {
		return
	}
	if slices.ContainsFunc(m.Keys(), func(k schema.Key) bool { return len(k.Fields) > 0 && k.Fields[0] == "userId" }) {
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
	if rel.Node.Type == nil {
		return
	}
	if rel.TypeName() != u.Name() {
		f := about(m, role, rel)
		f.Span = rel.Node.Type.Span
		f.Level, f.Code = Breaks, codeWrongRelation
		f.Message = fmt.Sprintf("%s leads to %s, and the user model is %s", f.Subject, rel.TypeName(), u.Name())
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
	f.Message = fmt.Sprintf("%s has no relation \"user\"", m.Name())
	f.Reason = "the adapter reads the user through it"
	f.Fails = readsOwner(role)
	for _, other := range m.fields {
		if other.Node.Type != nil && other.TypeName() == u.Name() && slices.Equal(other.RelationText().Fields, []string{"userId"}) {
			f.Subject, f.Span, f.Code = subject(m, other.Name()), other.Node.Name.Span, codeRenamedRelation
			f.Message = fmt.Sprintf("%s: the adapter calls this relation \"user\"", f.Subject)
			f.Cure = "rename the relation; the database does not know its name"
			f.Lines = []string{fieldLine(m, other, "user", "")}
			c.report(f)
			return
		}
	}
	if s := m.spelled("user"); s != nil {
		c.reportRenamed(role, m, Field{Name: "user", Type: u.Name()}, s)
		return
	}
	c.offerRelation(f, role, m, u)
}

// offerRelation adds the relation and its other side, if nothing speaks against it.
func (c *Comparison) offerRelation(f Finding, role Role, m, u *model) {
	userID, id := m.field("userId"), u.field("id")
	mark, action := "", "Cascade"
	if userID != nil && userID.Node.Type != nil && userID.Node.Type.Arity == syntax.Optional {
		mark = "?"
	}
	line := fmt.Sprintf("user %s%s @relation(fields: [userId], references: [id], onDelete: %s)", u.Name(), mark, action)
	back := c.backRelation(u, role, m.Name())
	f.Lines = []string{line}
	f.Cure = "add the relation"
	f.rows = true
	f.Needs = fmt.Sprintf("every userId of %s must be the id of a row of %s", m.Name(), u.Name())
	switch {
	case userID == nil:
		f.Cure = "add the relation by hand, once there is a field \"userId\""
	case id == nil || id.Node.Type == nil || userID.Node.Type == nil || !u.isKey([]string{"id"}):
		f.Cure = "add the relation by hand, once the user model has an id"
	case userID.TypeName() != id.TypeName() || c.nativeText(m, userID) != c.nativeText(u, id):
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
		f.Lines = append(f.Lines, fmt.Sprintf("%s %s[] (in %s)", back, m.Name(), u.Name()))
	}
	f.change = func(d *edit.Draft) {
		d.AddField(m.Node, line, edit.Last())
		if back != "" {
			d.AddField(u.Node, fmt.Sprintf("%s %s[]", back, m.Name()), c.backPlace(u))
		}
	}
	c.report(f)
}

// offerRelationToNew adds the relation to a user model that is only being made.
func (c *Comparison) offerRelationToNew(role Role, m *model) {
	userID := m.field("userId")
	id, _ := c.newModel(RoleUser, c.newName(RoleUser)).Field("id")
	if userID == nil || userID.Node.Type == nil || userID.TypeName() != id.Type || userID.NativeText() != id.Native || m.spelled("user") != nil {
		return
	}
	mark := ""
	if userID.Node.Type.Arity == syntax.Optional {
		mark = "?"
	}
	f := about(m, role, nil)
	f.Subject = subject(m, "user")
	f.Level, f.Code = Breaks, codeMissingRelation
	f.Message = fmt.Sprintf("%s has no relation \"user\"", m.Name())
	f.Reason = "the adapter reads the user through it"
	f.Cure = "add the relation"
	line := fmt.Sprintf("user %s%s @relation(fields: [userId], references: [id], onDelete: Cascade)", c.newName(RoleUser), mark)
	f.Lines = []string{line}
	f.rows = true
	f.Needs = fmt.Sprintf("every userId of %s must be the id of a row of the new model", m.Name())
	f.Fails = readsOwner(role)
	f.Safe, f.change = true, func(d *edit.Draft) { d.AddField(m.Node, line, edit.Last()) }
	c.related[role] = true
	c.report(f)
}

// nativeText is the native type of a field as it is written, or "".
func (c *Comparison) nativeText(m *model, f *schema.Field) string {
	if native := f.NativeAttribute(); native != nil {
		return m.File.Slice(native.Span)
	}
	return ""
}

// compareCascade: a user who still has accounts or sessions cannot be deleted
// unless these go with him.
func (c *Comparison) compareCascade(role Role, m *model, rel *schema.Field) {
	r := rel.RelationText()
	optional := rel.Node.Type.Arity == syntax.Optional
	if len(r.Fields) == 0 || r.OnDelete == "Cascade" || optional && (r.OnDelete == "" || r.OnDelete == "SetNull") {
		return
	}
	f := about(m, role, rel)
	f.Level, f.Code = Choice, codeNoCascade
	f.Message = fmt.Sprintf("%s has no onDelete: Cascade", f.Subject)
	f.Reason = fmt.Sprintf("a user who still has a row of %s cannot be deleted", m.Name())
	f.Cure = "let the rows go with the user, or delete them first in the app"
	f.Lines = []string{cascading(m, rel)}
	f.Fails = []Operation{DeleteUser}
	c.report(f)
}

// cascading is the line of a relation with the action for deletion.
func cascading(m *model, rel *schema.Field) string {
	a := rel.Attribute("relation")
	old := m.File.Slice(a.Span)
	changed := strings.TrimSuffix(old, ")") + ", onDelete: Cascade)"
	if arg := schema.Argument(m.File.File, a, "onDelete"); arg != nil {
		changed = strings.Replace(old, m.File.Slice(arg.Span), "onDelete: Cascade", 1)
	}
	return strings.Replace(fieldLine(m, rel, "", ""), old, changed, 1)
}
