package validate

import (
	"runtime"
	"slices"
	"sync"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// checkModels runs the rules of each model in turn. It is false where a
// relation is ambiguous: then Prisma looks at nothing else.
func (c *checker) checkModels() bool {
	c.checkTableNames()
	c.findNames()
	models := slices.Concat(c.Models, c.Views)
	n := min(runtime.GOMAXPROCS(0), len(models)/modelsPerPart)
	if n < 2 {
		return c.checkEach(models)
	}
	return c.checkInParts(models, n)
}

// modelsPerPart is the least number of models that are worth a goroutine.
const modelsPerPart = 256

// checkInParts is checkEach by n checkers at once. What they report comes in the
// order of the models, and nothing behind an ambiguous relation counts.
func (c *checker) checkInParts(models []*schema.Model, n int) bool {
	parts, ok := make([]checker, n), make([]bool, n)
	var wait sync.WaitGroup
	for i := range parts {
		parts[i] = *c
		parts[i].found = schema.Findings{}
		wait.Go(func() { ok[i] = parts[i].checkEach(models[len(models)*i/n : len(models)*(i+1)/n]) })
	}
	wait.Wait()
	for i := range parts {
		c.found.Report(parts[i].found.List...)
		if !ok[i] {
			return false
		}
	}
	return true
}

// checkEach runs the rules of each of models in turn, up to an ambiguous relation.
func (c *checker) checkEach(models []*schema.Model) bool {
	for _, m := range models {
		c.findCustomNames(m)
		if m.IsView {
			c.checkView(m)
		}
		c.checkUniqueCriterion(m)
		c.checkPrimaryKey(m)
		c.checkShardKey(m)
		c.checkSchemaAttribute(m)
		c.checkForDatabase(m)
		c.checkAutoincrement(m)
		for _, f := range m.Fields {
			if f.Relation == nil {
				c.checkScalarField(m, f)
			}
		}
		for _, f := range m.RelationFields() {
			if c.checkAmbiguity(m, f) {
				return false
			}
			c.checkRelationField(m, f)
		}
		c.checkIndexes(m)
	}
	return true
}

// checkUniqueCriterion wants a key that identifies every row, as Prisma's
// has_a_strict_unique_criteria does.
func (c *checker) checkUniqueCriterion(m *schema.Model) {
	if m.IsIgnored || m.IsView {
		return
	}
	loose := false
	for ix := range m.UniqueCriteria {
		if ix.IsStrict() {
			return
		}
		loose = true
	}
	c.report(missingID(m, loose))
}

// checkTableNames refuses two models with one table, as Prisma's
// database_name_clashes does. The mistake is shown at the @@map that causes it.
func (c *checker) checkTableNames() {
	set := newHashSet(len(c.Models) + len(c.Views))
	clash := false
	for m := range c.models {
		t := tableOf(m)
		text := append(append(append(set.room(), t.schema...), 0), t.name...)
		clash = !set.add(text) || clash
	}
	if clash {
		c.findTableClashes()
	}
}

// dbName is a name in the database: of a table or of an enum. To be in no schema is not
// the same as to be in the one whose name is empty.
type dbName struct {
	hasSchema    bool
	schema, name string
}

func newDBName(schema *syntax.String, name string) dbName {
	if schema == nil {
		return dbName{name: name}
	}
	return dbName{true, schema.Value, name}
}

func tableOf(m *schema.Model) dbName { return newDBName(m.Schema, m.DatabaseName()) }

func (c *checker) findTableClashes() {
	tables := make(map[dbName]*schema.Model, len(c.Models)+len(c.Views))
	for m := range c.models {
		key := tableOf(m)
		if other := tables[key]; other != nil {
			c.report(duplicateTable(m, other))
		}
		tables[key] = m
	}
}

// checkSchemaAttribute follows Prisma's rules for @@schema on models.
func (c *checker) checkSchemaAttribute(m *schema.Model) {
	c.checkSchemaOf(m.File, m.Node, m.Schema)
}

// checkSchemaOf judges the @@schema of a model, a view or an enum.
func (c *checker) checkSchemaOf(file *syntax.File, b *syntax.Block, attr *syntax.String) {
	ds := c.config.Datasource
	switch {
	case attr != nil && !c.conn.Has(connector.MultiSchema):
		c.report(schemaNotSupported(file, attr))
	case ds == nil || !c.conn.Has(connector.MultiSchema):
	case attr != nil && !ds.HasSchema(attr.Value):
		c.report(unknownSchema(file, attr, ds))
	case attr == nil && ds.HasSchemas:
		c.report(missingSchema(file, b))
	}
}

// checkPrimaryKey follows Prisma's rules for @id and @@id.
func (c *checker) checkPrimaryKey(m *schema.Model) {
	pk := m.PrimaryKey
	if pk == nil || m.IsView {
		return
	}
	c.checkKeyName(pk)
	if len(pk.Fields) == 0 {
		c.report(emptyFieldList(pk))
	}
	c.checkCompoundName(pk)
	if pk.MapName != nil && !c.conn.Has(connector.NamedPrimaryKeys) {
		c.report(namedPrimaryKey(pk))
	}
	if len(pk.Fields) > 1 && !c.conn.Has(connector.CompoundIDs) {
		c.report(compoundID(pk, c.conn))
	}
	if hasSort(pk) && !c.conn.Has(connector.PrimaryKeySortOrderDefinition) {
		c.report(sortInID(pk, c.conn))
	}
	c.checkLengths(pk)
	c.checkClustered(pk)
}

// checkKeyName follows has_a_unique_primary_key_name and its like.
func (c *checker) checkKeyName(pk *schema.Index) {
	if c.conn.Has(connector.NamedPrimaryKeys) {
		c.checkNameLength(pk.Attribute, pk.MapName, pk.Model)
		if c.names.isTaken(pk) {
			c.report(duplicateConstraint(pk.Model.File.File, pk.Attribute, c.constraintName(pk)))
		}
	}
	c.checkCustomName(pk)
}

// checkShardKey follows Prisma's rules for @shardKey and @@shardKey.
func (c *checker) checkShardKey(m *schema.Model) {
	sk := m.ShardKey
	if sk == nil || m.IsView {
		return
	}
	if len(sk.Fields) == 0 {
		c.report(emptyShardKey(m))
	}
	if !c.config.Previews.Has(connector.ShardKeysPreview) {
		c.report(shardKeyFeature(m))
	}
	if !c.conn.Has(connector.ShardKeys) {
		c.report(shardKeyNotSupported(m, c.conn))
	}
}

// checkAutoincrement follows Prisma's autoincrement.rs, which is for models only.
func (c *checker) checkAutoincrement(m *schema.Model) {
	if m.IsView {
		return
	}
	count := 0
	for _, f := range m.Fields {
		if f.DefaultFunction() != "autoincrement" {
			continue
		}
		count++
		if !c.conn.Has(connector.AutoIncrement) {
			c.report(autoincrementNotSupported(m, f))
			continue
		}
		if !c.conn.Has(connector.AutoIncrementAllowedOnNonID) && !m.IsSinglePrimaryKey(f) {
			c.report(autoincrementNotID(m, f))
		}
		if !c.conn.Has(connector.AutoIncrementNonIndexedAllowed) && !leadsIndex(m, f) {
			c.report(autoincrementNotIndexed(m, f))
		}
	}
	if count > 1 && c.conn.Has(connector.AutoIncrement) && !c.conn.Has(connector.AutoIncrementMultipleAllowed) {
		c.report(severalAutoincrements(m))
	}
}

// leadsIndex reports whether some index or key of m begins with f.
func leadsIndex(m *schema.Model, f *schema.Field) bool {
	if pk := m.PrimaryKey; pk != nil && len(pk.Fields) > 0 && pk.Fields[0].Field == f {
		return true
	}
	for _, ix := range m.Indexes {
		if len(ix.Fields) > 0 && ix.Fields[0].Field == f {
			return true
		}
	}
	return false
}

// checkForDatabase runs the rules that only one database has.
func (c *checker) checkForDatabase(m *schema.Model) {
	if m.IsView && c.conn.Provider != "mongodb" {
		return
	}
	switch c.conn.Provider {
	case "postgresql":
		c.checkPostgresIndexes(m)
	case "cockroachdb":
		c.checkCockroach(m)
	case "mysql":
		c.checkKeyTypes(m)
		for _, f := range m.RelationFields() {
			c.checkSetDefault(m, f)
		}
	case "sqlserver":
		c.checkKeyTypes(m)
	case "mongodb":
		c.checkMongoModel(m)
	}
}
