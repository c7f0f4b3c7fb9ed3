package nextauth

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/edit"
	"create-app/psl/syntax"
)

// newName is what a new model of a role is called: the name that gives the
// accessor the adapter calls, beginning as the schema's other models do.
func (c *Comparison) newName(role Role) string {
	if c.style.lower {
		return string(role)
	}
	return role.Model()
}

// makes reports whether Merge makes a model for a role.
func (c *Comparison) makes(role Role) bool {
	return c.a.models[role] == nil && c.a.namesakes[role] == nil && c.a.obsolete[role] == nil &&
		c.looksAt(role) && c.needOf(role) == needed && !c.isTaken(c.newName(role)) && c.cannotBuild(role) == ""
}

// hasOwner reports whether rows of a role belong to a user.
func hasOwner(role Role) bool {
	return role == RoleAccount || role == RoleSession || role == RoleAuthenticator
}

// cannotBuild is why a new model of a role cannot be made yet, or "".
func (c *Comparison) cannotBuild(role Role) string {
	if !hasOwner(role) {
		return ""
	}
	u := c.a.models[RoleUser]
	if u == nil {
		if c.makes(RoleUser) {
			return ""
		}
		return "add the model by hand, once there is a user model for it to belong to"
	}
	id := u.field("id")
	switch {
	case c.a.misnamed[RoleUser]:
		return fmt.Sprintf("add the model by hand, once it is settled whether %s is the user model: --role user=%s says that it is", u.Name(), u.Name())
	case u.Attribute("ignore") != nil:
		return fmt.Sprintf("add the model by hand, once %s is not ignored any more", u.Name())
	case id == nil || id.Node.Type == nil || id.Node.Type.Unsupported != nil || !u.isKey([]string{"id"}):
		return fmt.Sprintf("add the model by hand, once %s has an id of that name", u.Name())
	}
	return ""
}

// userName is the name of the user model, there or to come.
func (c *Comparison) userName() string {
	if u := c.a.models[RoleUser]; u != nil {
		return u.Name()
	}
	return c.newName(RoleUser)
}

// newModel is the model of a role as it fits the schema.
func (c *Comparison) newModel(role Role, name string) Model {
	m := c.canon[role]
	m.Name = name
	m.Map = c.style.table(m.Name)
	m.Schema = c.newSchema()
	var fields []Field
	for _, f := range m.Fields {
		if keep := c.fitField(role, &f); keep {
			fields = append(fields, f)
		}
	}
	m.Fields = fields
	return m
}

// fitField makes one canonical field fit, and reports whether it is wanted.
func (c *Comparison) fitField(role Role, f *Field) bool {
	switch {
	case f.Arity == List:
		for _, owned := range []Role{RoleAccount, RoleSession, RoleAuthenticator} {
			if owned.Model() == f.Type {
				f.Type = c.newName(owned)
				if m := c.a.models[owned]; m != nil {
					f.Type = m.Name()
					return m.owned(c.userName()) || c.related[owned]
				}
				return c.makes(owned)
			}
		}
	case f.Relation != nil:
		f.Type = c.userName()
		return true
	case f.Name == "id" && role != RoleUser:
		c.likeUserID(f)
	case f.Name == "id":
		c.likeForeignKey(f)
	case f.Name == "userId":
		if id := c.userID(); id != nil {
			f.Type, f.Native = id.TypeName(), id.NativeText()
		}
	}
	if f.Map == "" && c.style.columns == snakeColumns {
		f.Map = mapUnlessSame(f.Name)
	}
	return true
}

// owned reports whether m has the relation to the user model.
func (m *model) owned(user string) bool {
	rel := m.field("user")
	return rel != nil && rel.Node.Type != nil && rel.TypeName() == user && len(rel.RelationText().Fields) > 0
}

// likeUserID makes the id of a new model as the schema makes those of users.
func (c *Comparison) likeUserID(f *Field) {
	u, id := c.a.models[RoleUser], c.userID()
	if id == nil || id.Node.Type == nil {
		return
	}
	value := id.Attribute("default")
	if value == nil || value.Args == nil || len(value.Args.List) != 1 || value.Args.List[0].Value == nil {
		return
	}
	if _, function := value.Args.List[0].Value.(*syntax.Call); !function {
		return
	}
	f.Type = id.TypeName()
	f.Default = u.File.Slice(value.Args.List[0].Value.Pos())
	f.Native = id.NativeText()
}

// likeForeignKey makes the id of a new user model fit the models that point at it.
func (c *Comparison) likeForeignKey(f *Field) {
	for _, role := range []Role{RoleAccount, RoleSession, RoleAuthenticator} {
		m := c.a.models[role]
		if m == nil || m.field("userId") == nil || m.field("userId").Node.Type == nil {
			continue
		}
		userID := m.field("userId")
		f.Type, f.Native = userID.TypeName(), userID.NativeText()
		switch {
		case f.Type == "Int" || f.Type == "BigInt":
			f.Default = "autoincrement()"
		case f.Native == "Uuid" || f.Native == "UniqueIdentifier":
			f.Default = "uuid()"
		}
		return
	}
}

// newSchema is the database schema of new models, where the datasource has several.
func (c *Comparison) newSchema() string {
	schemas := c.datasource().Texts("schemas")
	if len(schemas) == 0 {
		return ""
	}
	for _, role := range Roles() {
		if m := c.a.models[role]; m != nil {
			if m.Schema != nil {
				return m.Schema.Value
			}
		}
	}
	return schemas[0]
}

// newModelText is a new model as it is written.
func (c *Comparison) newModelText(role Role, name string) string {
	return c.prefixed(Format([]Model{c.newModel(role, name)}))
}

// newModelLines are the lines of a new model, and those for the user model.
func (c *Comparison) newModelLines(role Role, name string) []string {
	lines := strings.Split(strings.TrimSuffix(c.newModelText(role, name), "\n"), "\n")
	if u := c.a.models[RoleUser]; u != nil && hasOwner(role) {
		if back := c.backRelation(u, role, name); back != "" {
			lines = append(lines, fmt.Sprintf("// and in %s: %s %s[]", u.Name(), back, name))
		}
	}
	return lines
}

// backRelation is a free name on the user model for the other side of a
// relation, or "" where it is there already.
func (c *Comparison) backRelation(u *model, role Role, typ string) string {
	for _, f := range u.fields {
		if f.Node.Type != nil && f.TypeName() == typ && len(f.RelationText().Fields) == 0 {
			return ""
		}
	}
	plain := string(role) + "s"
	for _, name := range []string{plain, "auth" + strings.ToUpper(plain[:1]) + plain[1:], "nextAuth" + strings.ToUpper(plain[:1]) + plain[1:]} {
		if u.field(name) == nil {
			return name
		}
	}
	for i := 2; ; i++ {
		if name := fmt.Sprintf("%s%d", plain, i); u.field(name) == nil {
			return name
		}
	}
}

// backPlace is behind the last list of a model's relations, else the last field.
func (c *Comparison) backPlace(u *model) edit.Place {
	for _, f := range slices.Backward(u.fields) {
		if c.isRelation(f) && f.Node.Type.Arity == syntax.List {
			return edit.After(f.Name())
		}
	}
	return edit.Last()
}

// addModels adds what is missing, and the other sides of its relations.
func (c *Comparison) addModels(d *edit.Draft) {
	roles := c.newModels()
	if len(roles) == 0 {
		return
	}
	place := c.placeForModels(d)
	u := c.a.models[RoleUser]
	at := edit.Place{}
	if u != nil {
		at = c.backPlace(u)
	}
	for _, role := range roles {
		d.AddModel(c.newModelText(role, c.newName(role)), place)
		if u == nil || !hasOwner(role) {
			continue
		}
		if back := c.backRelation(u, role, c.newName(role)); back != "" {
			d.AddField(u.Node, fmt.Sprintf("%s %s[]", back, c.newName(role)), at)
			at = edit.After(back)
		}
	}
}

// placeForModels is behind the adapter's models that are there, or in the
// file auth.prisma of a schema in several files that has none of them yet.
func (c *Comparison) placeForModels(d *edit.Draft) edit.BlockPlace {
	var beside *model
	for _, role := range Roles() {
		m := c.a.models[role]
		switch {
		case m == nil || role == RoleUser && c.standsApart(m):
		case beside == nil, m.File == beside.File && m.Node.Span.Start > beside.Node.Span.Start, beside.Name() == c.Model(RoleUser):
			beside = m
		}
	}
	if beside != nil {
		return edit.AfterBlock(beside.Node)
	}
	if len(c.s.Files) == 1 {
		if u := c.a.models[RoleUser]; u != nil {
			return edit.AfterBlock(u.Node)
		}
		return endOf(c.s.Files[0])
	}
	home := c.homeFile()
	name := home.Name[:strings.LastIndexByte(home.Name, '/')+1] + "auth.prisma"
	for _, f := range c.s.Files {
		if f.Name == name {
			return endOf(f)
		}
	}
	return edit.EndOf(d.AddFile(name, home))
}

// endOf is the place behind everything in a file; if that is inside of a block
// or comment which is not closed, the place behind the last block before it.
func endOf(f *syntax.File) edit.BlockPlace {
	var last *syntax.Block
	for _, item := range f.Items {
		switch item := item.(type) {
		case *syntax.Block:
			last = item
		case *syntax.BrokenLine:
			if text := f.Slice(item.Span); strings.HasSuffix(text, "{") || strings.Contains(text, "/*") {
				if last != nil {
					return edit.AfterBlock(last)
				}
				return edit.StartOf(f)
			}
		}
	}
	return edit.EndOf(f)
}

// standsApart reports whether, in a schema of several files, a model has a file of its own.
func (c *Comparison) standsApart(m *model) bool {
	count := 0
	for range m.File.Blocks(syntax.Model) {
		count++
	}
	return len(c.s.Files) > 1 && count == 1
}

// homeFile is the file that holds the datasource, or the first one.
func (c *Comparison) homeFile() *syntax.File {
	if len(c.s.Datasources) > 0 {
		return c.s.Datasources[0].File
	}
	return c.s.Files[0]
}
