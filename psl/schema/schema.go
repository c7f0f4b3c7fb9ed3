package schema

import (
	"slices"

	"create-app/psl/diag"
	"create-app/psl/internal/slab"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Schema is one schema, read from one file or from several. All of it points
// into the syntax trees it was resolved from; it is to be read, not changed.
type Schema struct {
	// Version is the version of Prisma that the schema is for.
	Version syntax.Version
	Files   []*syntax.File
	// Models, Views, Enums and CompositeTypes are in the order of the text, file by file.
	Models         []*Model
	Views          []*Model
	Enums          []*Enum
	CompositeTypes []*CompositeType
	// Datasources and Generators are the blocks as they stand.
	Datasources []Config
	Generators  []Config
	// Relations are in the order of the fields that brought them about. They
	// are inferred only where types and attributes could be resolved.
	Relations []*Relation

	names map[string]any // *Model, *Enum or *CompositeType
}

// Model returns the model or view of that name, or nil.
func (s *Schema) Model(name string) *Model {
	m, _ := s.names[name].(*Model)
	return m
}

// Enum returns the enum of that name, or nil.
func (s *Schema) Enum(name string) *Enum {
	e, _ := s.names[name].(*Enum)
	return e
}

// CompositeType returns the composite type of that name, or nil.
func (s *Schema) CompositeType(name string) *CompositeType {
	c, _ := s.names[name].(*CompositeType)
	return c
}

// Resolve reads files as one schema, of the version that they were read as. Of
// several versions that of the first file counts, and the other files are read
// again as it does. The diagnostics include those of the files' grammar, which
// come first.
func Resolve(files []*syntax.File) (*Schema, diag.List) { return new(Memory).Resolve(files) }

// Memory is what a schema is made of. A caller that resolves one after the other,
// and needs each only until the next, has the same memory used again, as with
// [syntax.Memory]. The zero Memory is ready.
type Memory struct{ resolver resolver }

// Resolve is the function of that name. The schema that the memory was used for
// before is gone: nothing of it may be looked at any more.
func (m *Memory) Resolve(files []*syntax.File) (*Schema, diag.List) {
	files = syntax.InOneVersion(files)
	r := &m.resolver
	r.begin(files)
	for _, f := range files {
		r.findings.Report(f.Diagnostics...)
	}
	r.checkCompositeMembers()
	r.collect()
	parts := r.split()
	r.each(parts, (*resolver).declare)
	r.each(parts, (*resolver).resolveTypes)
	r.each(parts, (*resolver).relationAttributes)
	r.each(parts, (*resolver).otherAttributes)
	r.inferRelations()
	syntax.NameSubjects(r.findings.List, files)
	return r.schema, r.findings.List
}

// resolver holds what is needed only while a schema is resolved.
type resolver struct {
	schema   *Schema
	findings Findings
	order    []any // *Model, *Enum, *CompositeType and Config in the order of the text
	// duplicates are the blocks whose name was there before.
	duplicates map[*syntax.Block]earlier

	fieldCount, attributeCount int // of all files

	models      slab.Of[Model]
	enums       slab.Of[Enum]
	values      slab.Of[EnumValue]
	fields      slab.Of[Field]
	relations   slab.Of[RelationEnd]
	rels        slab.Of[Relation]
	defaults    slab.Of[Default]
	natives     slab.Of[NativeType]
	indexes     slab.Of[Index]
	indexFields slab.Of[IndexField]
	fieldRuns   slab.Of[*Field]
	indexRuns   slab.Of[*Index]

	// What follows is used again for every declaration.
	element [1]syntax.Expr // a list of one
	mapped  mappedFields   // the fields with @map
	found   []*Index       // the indexes of the model being looked at
	related []*Field       // its relation fields
	visited                // the attributes being looked at
	args    arguments      // those of the attribute being looked at
}

// begin makes ready for files, with the memory of what was resolved before.
func (r *resolver) begin(files []*syntax.File) {
	blocks, fields, attributes := count(files)
	if r.schema == nil {
		r.schema = &Schema{names: make(map[string]any, blocks)}
	}
	r.schema.reset(files)
	r.findings, r.order, r.duplicates = Findings{}, slices.Grow(r.order[:0], blocks), nil
	r.fieldCount, r.attributeCount = fields, attributes
	r.release()
	r.models.Expect(blocks)
	r.rels.Expect(fields / 16)
	r.expect(fields, attributes)
}

// reset empties s for files.
func (s *Schema) reset(files []*syntax.File) {
	clear(s.names)
	*s = Schema{
		Version: versionOf(files), Files: files, names: s.names,
		Models: s.Models[:0], Views: s.Views[:0], Enums: s.Enums[:0], CompositeTypes: s.CompositeTypes[:0],
		Datasources: s.Datasources[:0], Generators: s.Generators[:0], Relations: s.Relations[:0],
	}
}

// release takes back what was resolved before.
func (r *resolver) release() {
	r.models.Reset()
	r.enums.Reset()
	r.values.Reset()
	r.fields.Reset()
	r.relations.Reset()
	r.rels.Reset()
	r.defaults.Reset()
	r.natives.Reset()
	r.indexes.Reset()
	r.indexFields.Reset()
	r.fieldRuns.Reset()
	r.indexRuns.Reset()
}

func versionOf(files []*syntax.File) syntax.Version {
	if len(files) == 0 {
		return syntax.Prisma7
	}
	return files[0].Version
}

// expect makes room for what usually comes with so many fields and attributes.
func (r *resolver) expect(fields, attributes int) {
	r.fields.Expect(fields)
	r.fieldRuns.Expect(fields + fields/4)
	r.relations.Expect(fields / 8)
	r.indexes.Expect(attributes / 8)
	r.indexRuns.Expect(attributes / 8)
	r.indexFields.Expect(attributes / 8)
	r.defaults.Expect(attributes / 8)
	r.natives.Expect(attributes / 8)
}

// count tells how many blocks, fields and attributes there are.
func count(files []*syntax.File) (blocks, fields, attributes int) {
	for _, f := range files {
		for _, item := range f.Items {
			b, ok := item.(*syntax.Block)
			if !ok {
				continue
			}
			blocks++
			for _, member := range b.Members {
				switch m := member.(type) {
				case *syntax.Field:
					fields++
					attributes += len(m.Attributes)
				case *syntax.BlockAttribute:
					attributes++
				}
			}
		}
	}
	return blocks, fields, attributes
}

func (r *resolver) report(d diag.Diagnostic) { r.findings.Report(d) }

// smallScan is the number of entries up to which looking through a list beats
// building a map.
const smallScan = 32

// isUsable reports whether Prisma keeps the field in its tree: one with a
// broken type is reported by the grammar and otherwise not there.
func isUsable(f *syntax.Field) bool {
	return f.Type != nil && f.Type.Legacy == syntax.NotLegacy && f.Type.Arity != syntax.OptionalList && f.Colon.IsZero()
}

// at is a place in a file, for diagnostics.
type at struct {
	file *token.File
	span token.Span
}
