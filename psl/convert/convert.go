package convert

import (
	"errors"
	"fmt"

	"create-app/psl/connector"
	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// Options are what a schema does not say by itself.
type Options struct {
	// From says which database a schema is for, by the provider of its datasource and by whether relations are emulated
	// (relationMode = "prisma"). Where it is nil or does not know, the datasource decides.
	From func(provider string, emulated bool) (Database, bool)
	// LongText reports which fields need room for long text, such as OAuth
	// tokens, where a String is short; nil for none.
	LongText func(model, field string) bool
}

// Result is a schema moved. Files is empty where the report refuses the move;
// files that did not change are the very ones that went in.
type Result struct {
	From, To Database
	Files    []*syntax.File
	Report   Report
	URLs     []URL // what stood in the schema itself; secret, and in no report
}

// URL is one that the schema held and now reads from a variable.
type URL struct{ Variable, Value string }

// secondDatasource is the error for more than one, which Prisma takes neither.
func secondDatasource(list []schema.Config) error {
	first, second := list[0], list[1]
	return fmt.Errorf("%s:%d: a second datasource, %q, beside %q in %s:%d; a schema has one",
		second.File.Name, second.Line(), second.Name(), first.Name(), first.File.Name, first.Line())
}

// Schema moves the schema in files to another database. The files are not
// changed. It fails with a *diag.InvalidError if the schema is not valid; what the other database cannot
// hold is in the report.
func Schema(files []*syntax.File, to Database, o Options) (*Result, error) {
	files = syntax.InOneVersion(files)
	s, diags := validate.Resolve(files, validate.Options{IgnoreMarks: true})
	from := databaseOf(s, o.From)
	switch {
	case len(s.Datasources) == 0:
		return nil, errors.New("the schema has no datasource, which would say what it is moved from")
	case len(s.Datasources) > 1:
		return nil, secondDatasource(s.Datasources)
	case providerOf(s) == "mongodb":
		return nil, errors.New("a MongoDB schema cannot be moved: its ids, embedded types and relations have no columns to go to")
	case diags.HasErrors():
		return nil, diags.Err()
	}
	m := newMover(s, from, to, o)
	if !from.same(to) {
		m.move()
	}
	m.report.sort()
	result := &Result{From: from, To: to, Report: m.report, URLs: m.urls}
	if m.report.Refused() {
		return result, nil
	}
	for _, f := range files {
		moved, err := m.text.Apply(f)
		if err != nil {
			return nil, err
		}
		result.Files = append(result.Files, moved)
	}
	return result, nil
}

// mover holds one move while it is made.
type mover struct {
	Options
	schema   *schema.Schema
	from, to Database
	fromMode connector.RelationMode
	mode     connector.RelationMode // of the target

	keyed  map[*schema.Field]bool     // part of an id, a unique, an index or a foreign key
	added  map[*schema.Model][]string // lines of new block attributes
	text   edit.Rewrite
	report Report
	urls   []URL
}

func newMover(s *schema.Schema, from, to Database, o Options) *mover {
	m := &mover{
		Options: o, schema: s, from: from, to: to,
		keyed: make(map[*schema.Field]bool), added: make(map[*schema.Model][]string),
	}
	m.fromMode, m.mode = m.modes()
	for _, model := range m.models() {
		m.findKeys(model)
	}
	return m
}

// modes are the relation modes before and after. One that the user chose
// freely is kept; PlanetScale's comes and goes with it.
func (m *mover) modes() (before, after connector.RelationMode) {
	before = connector.ForeignKeys
	if m.schema.Datasources[0].Text("relationMode") == "prisma" {
		before = connector.Emulated
	}
	switch {
	case m.to.Emulated:
		return before, connector.Emulated
	case m.from.Emulated:
		return before, connector.ForeignKeys
	}
	return before, before
}

func (m *mover) models() []*schema.Model {
	return append(append([]*schema.Model(nil), m.schema.Models...), m.schema.Views...)
}

func (m *mover) findKeys(model *schema.Model) {
	indexes := model.Indexes
	if model.PrimaryKey != nil {
		indexes = append([]*schema.Index{model.PrimaryKey}, indexes...)
	}
	for _, ix := range indexes {
		if ix.Kind == schema.Fulltext || m.indexesJSON(ix) {
			continue
		}
		for i := range ix.Fields {
			m.keyed[ix.Fields[i].Field] = true
		}
	}
	for _, f := range model.RelationFields() {
		for _, scalar := range append(append([]*schema.Field(nil), f.Relation.Fields...), f.Relation.References...) {
			m.keyed[scalar] = true
		}
	}
}

func (m *mover) move() {
	m.datasource()
	for _, g := range m.schema.Generators {
		m.generator(g)
	}
	m.enums()
	for _, model := range m.models() {
		m.model(model)
	}
	m.relations()
	m.tableNames()
}

// same reports whether both databases speak the same SQL.
func (m *mover) same() bool { return m.from.Connector == m.to.Connector }

// postgresLike reports whether both are PostgreSQL or speak its language.
func (m *mover) postgresLike() bool {
	speaks := func(d Database) bool { return d.is("postgresql") || d.is("cockroachdb") }
	return speaks(m.from) && speaks(m.to)
}

func (m *mover) has(c connector.Capability) bool { return m.to.Connector.Has(c) }
