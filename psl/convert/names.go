package convert

import (
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
)

// badNames names the arguments that hold a database name the target cannot
// have: one that is too long, or that another constraint bears.
func (m *mover) badNames(ix *schema.Index) []string {
	if ix.MapName == nil || ix.Kind == schema.PrimaryKey && !m.has(connector.NamedPrimaryKeys) {
		return nil
	}
	at := m.atIndex(ix)
	argument := "map"
	if ix.Argument("map") == nil {
		argument = "name"
	}
	switch name := ix.MapName.Value; {
	case len(name) > m.to.Connector.MaxIdentifier:
		m.changed(at, "name %q goes: %s has names of %d bytes", name, m.to.Name, m.to.Connector.MaxIdentifier)
	case m.isTaken(ix.Model, ix, nil, name):
		m.changed(at, "name %q goes: another constraint bears it, and in %s they must differ", name, m.to.Name)
	default:
		return nil
	}
	return []string{argument}
}

// isTaken reports whether another constraint that must differ from this one in
// the target has the same name there. One of ix and fk is nil.
func (m *mover) isTaken(model *schema.Model, ix *schema.Index, fk *schema.Field, name string) bool {
	for _, scope := range m.to.Connector.Scopes {
		for _, other := range m.models() {
			if scope.PerModel && other != model || !scope.PerModel && schemaOf(other) != schemaOf(model) && m.has(connector.MultiSchema) {
				continue
			}
			if m.nameIn(scope, other, ix, fk, name, inScope(scope, ix, fk)) {
				return true
			}
		}
	}
	return false
}

func schemaOf(model *schema.Model) string {
	if model.Schema == nil {
		return ""
	}
	return model.Schema.Value
}

func inScope(scope connector.Scope, ix *schema.Index, fk *schema.Field) bool {
	switch {
	case fk != nil:
		return scope.ForeignKeys
	case ix.Kind == schema.PrimaryKey:
		return scope.PrimaryKeys
	}
	return scope.Indexes
}

// nameIn looks for name among the constraints of a model that belong to scope.
func (m *mover) nameIn(scope connector.Scope, model *schema.Model, ix *schema.Index, fk *schema.Field, name string, in bool) bool {
	if !in {
		return false
	}
	if pk := model.PrimaryKey; pk != nil && pk != ix && scope.PrimaryKeys && m.has(connector.NamedPrimaryKeys) && m.indexName(pk) == name {
		return true
	}
	for _, other := range model.Indexes {
		if other != ix && scope.Indexes && other.Kind != schema.Fulltext && m.indexName(other) == name {
			return true
		}
	}
	for _, f := range model.RelationFields() {
		if f != fk && scope.ForeignKeys && len(f.Relation.Fields) > 0 && m.foreignKeyName(f) == name {
			return true
		}
	}
	return false
}

// indexName is the name of a key in the target's database.
func (m *mover) indexName(ix *schema.Index) string {
	if ix.MapName != nil {
		return ix.MapName.Value
	}
	table := ix.Model.DatabaseName()
	var columns []string
	for i := range ix.Fields {
		columns = append(columns, ix.Fields[i].Field.DatabaseName())
	}
	switch ix.Kind {
	case schema.PrimaryKey:
		return m.to.Connector.PrimaryKeyName(table)
	case schema.Unique:
		return m.to.Connector.UniqueName(table, columns)
	}
	return m.to.Connector.IndexName(table, columns)
}

func (m *mover) foreignKeyName(f *schema.Field) string {
	if f.Relation.MapName != nil {
		return f.Relation.MapName.Value
	}
	var columns []string
	for _, scalar := range f.Relation.Fields {
		columns = append(columns, scalar.DatabaseName())
	}
	return m.to.Connector.ForeignKeyName(f.Model.DatabaseName(), columns)
}

// tableNames refuses tables and columns that the target cannot tell apart.
func (m *mover) tableNames() {
	fold := func(s string) string { return s }
	if !m.to.is("postgresql") && !m.to.is("cockroachdb") {
		fold = strings.ToLower
	}
	tables := map[string]*schema.Model{}
	for _, model := range m.models() {
		key := fold(model.DatabaseName())
		if m.has(connector.MultiSchema) {
			key = schemaOf(model) + "." + key
		}
		if first := tables[key]; first != nil {
			m.refuse(m.atModel(model), "give one of them another name with @@map", "table %q and table %q of %s are the same to %s", model.DatabaseName(), first.DatabaseName(), first.Name(), m.to.Name)
			continue
		}
		tables[key] = model
		m.columnNames(model, fold)
	}
}

func (m *mover) columnNames(model *schema.Model, fold func(string) string) {
	columns := map[string]*schema.Field{}
	for _, f := range model.Fields {
		if f.Type.Kind == schema.RelationKind {
			continue
		}
		key := fold(f.DatabaseName())
		if first := columns[key]; first != nil {
			m.refuse(m.atField(f), "give one of them another name with @map", "column %q and column %q are the same to %s", f.DatabaseName(), first.DatabaseName(), m.to.Name)
			continue
		}
		columns[key] = f
	}
}
