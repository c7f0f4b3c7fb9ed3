package validate

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
)

// checkRelationField runs the rules of one relation field, following Prisma's
// relation_fields.rs.
func (c *checker) checkRelationField(m *schema.Model, f *schema.Field) {
	c.checkClientName(f)
	other := f.Type.Model
	if other.IsIgnored && !f.IsIgnored && !m.IsIgnored {
		c.report(mustBeIgnored(m, f))
	}
	c.checkActions(m, f)
	c.checkForeignKeyName(m, f)
	c.checkMissingIndex(m, f)
	if c.conn.Provider == "mongodb" {
		c.checkMongoRelationField(f)
	}
}

// checkActions wants referential actions the database has.
func (c *checker) checkActions(m *schema.Model, f *schema.Field) {
	allowed := c.conn.ActionsIn(c.mode)
	end := f.Relation
	if a := end.OnDelete; a != 0 && !allowed.Has(a) {
		c.report(actionNotSupported(m, end.OnDeleteSpan, a, allowed, c.conn))
	}
	if a := end.OnUpdate; a != 0 && !allowed.Has(a) {
		c.report(actionNotSupported(m, end.OnUpdateSpan, a, allowed, c.conn))
	}
}

// checkForeignKeyName follows the rules for map: of @relation.
func (c *checker) checkForeignKeyName(m *schema.Model, f *schema.Field) {
	name := f.Relation.MapName
	if name == nil {
		return
	}
	if !c.conn.Has(connector.NamedForeignKeys) {
		c.report(namedForeignKey(m, f, c.conn))
		return
	}
	c.checkNameLength(f.Relation.Attribute, name, m)
}

// checkMissingIndex warns of a relation that would be read without an index,
// where there is no foreign key to bring one along.
func (c *checker) checkMissingIndex(m *schema.Model, f *schema.Field) {
	if c.mode != connector.Emulated || !c.conn.Has(connector.MissingIndexWarning) || !f.Relation.HasFields {
		return
	}
	fields := f.Relation.Fields
	if pk := m.PrimaryKey; pk != nil && pk.StartsWith(fields) {
		return
	}
	for _, ix := range m.Indexes {
		if ix.StartsWith(fields) {
			return
		}
	}
	c.report(missingIndex(m, f))
}

// checkSetDefault warns of an action that MySQL reads and does not carry out.
func (c *checker) checkSetDefault(m *schema.Model, f *schema.Field) {
	if c.mode != connector.ForeignKeys {
		return
	}
	if f.Relation.OnDelete == connector.SetDefault {
		c.report(setDefaultOnMySQL(m, f.Relation.OnDeleteSpan))
	}
	if f.Relation.OnUpdate == connector.SetDefault {
		c.report(setDefaultOnMySQL(m, f.Relation.OnUpdateSpan))
	}
}

// fewFields is the number of relation fields up to which looking at all pairs
// is cheaper than a map.
const fewFields = 16

// checkAmbiguity reports fields that could belong to the same relation, as
// Prisma's ambiguity rule does.
func (c *checker) checkAmbiguity(m *schema.Model, f *schema.Field) bool {
	if !c.hasRival(m, f) {
		return false
	}
	same := c.sameRelation(m, f)
	if f.Type.Model == m && len(same) == 2 && f.Relation.Name != nil {
		return false // the two sides of a self relation
	}
	c.report(ambiguousRelation(m, f, same))
	return true
}

// hasRival reports whether sameRelation lists more than f.
func (c *checker) hasRival(m *schema.Model, f *schema.Field) bool {
	if len(m.RelationFields()) > fewFields {
		return len(c.sameRelation(m, f)) > 1
	}
	for _, other := range m.RelationFields() {
		if other != f && other.Type.Model == f.Type.Model && sameRelationName(other, f) {
			return true
		}
	}
	return false
}

// sameRelation lists the fields of m, f among them, that refer to the same
// model by the same relation name.
func (c *checker) sameRelation(m *schema.Model, f *schema.Field) []*schema.Field {
	fields := m.RelationFields()
	if len(fields) > fewFields {
		return c.relationGroups(m)[groupOf(f)]
	}
	var same []*schema.Field
	for _, other := range fields {
		if other.Type.Model == f.Type.Model && sameRelationName(other, f) {
			same = append(same, other)
		}
	}
	return same
}

// sameRelationName compares names as Prisma does, for which a name that is
// written may be equal to one that is made up.
func sameRelationName(a, b *schema.Field) bool {
	x, y := a.Relation.Name, b.Relation.Name
	switch {
	case x == nil && y == nil:
		return true
	case x != nil && y != nil:
		return x.Value == y.Value
	}
	return relationName(a) == relationName(b)
}

// relationName is the name of a field's relation: written, or AToB.
func relationName(f *schema.Field) string {
	if f.Relation.Name != nil {
		return f.Relation.Name.Value
	}
	a, b := f.Model.Name(), f.Type.Model.Name()
	return min(a, b) + "To" + max(a, b)
}

type relationGroup struct {
	to   *schema.Model
	name string
}

func groupOf(f *schema.Field) relationGroup { return relationGroup{f.Type.Model, relationName(f)} }

// relationGroups sorts the relation fields of m by what they refer to. Only the
// last model asked for is remembered: models are asked for in turn.
func (c *checker) relationGroups(m *schema.Model) map[relationGroup][]*schema.Field {
	if c.grouped == m {
		return c.groups
	}
	c.grouped, c.groups = m, map[relationGroup][]*schema.Field{}
	for _, f := range m.RelationFields() {
		c.groups[groupOf(f)] = append(c.groups[groupOf(f)], f)
	}
	return c.groups
}
