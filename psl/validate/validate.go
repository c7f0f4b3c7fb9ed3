package validate

import (
	"slices"

	"create-app/plain"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// Options says how a schema is judged. The zero value means as Prisma does.
type Options struct {
	// IgnoreMarks judges files as if they had no byte order marks, for callers
	// that change schemas and keep the marks.
	IgnoreMarks bool
	// Memory is what the resolved schema is made of, or nil: see [schema.Memory].
	Memory *schema.Memory
}

// Schema judges files as one schema, by the version of Prisma that they were
// read as; where they differ, by that of the first, as which the others are read
// again. The list is sorted by file and place.
func Schema(files []*syntax.File, opts Options) diag.List {
	_, list := Resolve(files, opts)
	return list
}

// Resolve is Schema for callers that go on to use the resolved schema. Where
// there are errors, parts of it may be missing. The schema of files with a byte
// order mark is what they would say without it; the list is Prisma's opinion.
func Resolve(files []*syntax.File, opts Options) (*schema.Schema, diag.List) {
	files = syntax.InOneVersion(files)
	memory := opts.Memory
	if memory == nil {
		memory = &schema.Memory{}
	}
	s, list := resolve(memory, files)
	if !opts.IgnoreMarks && slices.ContainsFunc(files, hasMark) {
		marked := make([]*syntax.File, len(files))
		for i, f := range files {
			marked[i] = f.WithMarkAsText()
		}
		_, list = resolve(&schema.Memory{}, marked)
	}
	return s, list
}

func hasMark(f *syntax.File) bool { return !f.BOM.IsZero() }

func resolve(memory *schema.Memory, files []*syntax.File) (*schema.Schema, diag.List) {
	s, list := memory.Resolve(files)
	c := newChecker(s, list)
	c.loadConfig()
	if c.found.Errors() == 0 {
		c.checkAll()
	}
	syntax.NameSubjects(c.found.List[len(list):], s.Files)
	c.found.List.Sort()
	for i := range c.found.List {
		d := &c.found.List[i]
		d.Message, d.Help = plain.HidePasswords(d.Message), plain.HidePasswords(d.Help)
	}
	return s, c.found.List
}

// checker is one run of the rules over one schema.
type checker struct {
	*schema.Schema
	found schema.Findings

	// Set by loadConfig:
	config *Config
	conn   *connector.Connector
	mode   connector.RelationMode

	names names                      // set by findNames
	named map[string][]*schema.Index // set by findCustomNames, for one model at a time

	// The relation fields of the model that was asked for last, see relationGroups.
	grouped *schema.Model
	groups  map[relationGroup][]*schema.Field
}

func newChecker(s *schema.Schema, list diag.List) *checker {
	c := &checker{Schema: s}
	c.found.Report(list...)
	return c
}

func (c *checker) report(d diag.Diagnostic) { c.found.Report(d) }

// models yields the models, then the views, which is the order of Prisma's rules.
func (c *checker) models(yield func(*schema.Model) bool) {
	for _, list := range [...][]*schema.Model{c.Models, c.Views} {
		for _, m := range list {
			if !yield(m) {
				return
			}
		}
	}
}

// checkAll runs the rules in Prisma's order. The order matters in two places:
// a rule that runs only while there are no errors, and ambiguous relations,
// which end the run.
func (c *checker) checkAll() {
	c.checkCompositeTypes()
	c.checkUnknownFunctions()
	c.checkDatasource()
	if !c.checkModels() {
		return
	}
	c.checkEnums()
	c.checkRelations()
}
