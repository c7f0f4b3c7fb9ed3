package schema

import (
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Model is a model or a view.
type Model struct {
	File   *syntax.File
	Node   *syntax.Block
	IsView bool
	// Fields holds every field, in the order of the text.
	Fields []*Field
	// PrimaryKey is @id or @@id, or nil.
	PrimaryKey *Index
	// Indexes are the @unique, @@unique, @@index and @@fulltext: first those of
	// fields, then @@index, @@unique and @@fulltext, each in the order of the text.
	Indexes []*Index
	// ShardKey is @shardKey or @@shardKey, or nil.
	ShardKey *ShardKey
	// MappedName is the text of @@map, or nil.
	MappedName *syntax.String
	// Schema is the text of @@schema, or nil.
	Schema *syntax.String
	// IsIgnored says that there is an @@ignore.
	IsIgnored bool

	number    int      // place among all models and views
	dropped   []*Field // those of which Prisma has nothing but a mistake of grammar
	byName    map[string]*Field
	relations map[relationKey][2]*Field // filled where there are many relation fields
	related   []*Field                  // the fields that are relations
}

// Name is the name of the model in the schema.
func (m *Model) Name() string { return m.Node.Name.Text(m.File.File) }

// Documentation is the text of the comments that document the model.
func (m *Model) Documentation() string { return m.File.Documentation(m.Node) }

// DatabaseName is the name of the table: that of @@map, else the model's own.
func (m *Model) DatabaseName() string {
	if m.MappedName != nil {
		return m.MappedName.Value
	}
	return m.Node.Name.Text(m.File.File)
}

// Keyword is "model" or "view".
func (m *Model) Keyword() string { return m.Node.Kind.String() }

// Number is the model's place among all models and views of the schema, from 0.
func (m *Model) Number() int { return m.number }

// Field returns the field of that name, or nil.
func (m *Model) Field(name string) *Field { return lookup(m.File.File, m.Fields, m.byName, name) }

// RelationFields are the fields whose type is a model, in the order of the text.
func (m *Model) RelationFields() []*Field { return m.related }

// IsSinglePrimaryKey reports whether f alone is the model's primary key.
func (m *Model) IsSinglePrimaryKey(f *Field) bool {
	return m.PrimaryKey != nil && len(m.PrimaryKey.Fields) == 1 && m.PrimaryKey.Fields[0].Field == f
}

// UniqueCriteria yields the primary key, then the unique indexes.
func (m *Model) UniqueCriteria(yield func(*Index) bool) {
	if m.PrimaryKey != nil && !yield(m.PrimaryKey) {
		return
	}
	for _, ix := range m.Indexes {
		if ix.Kind == Unique && !yield(ix) {
			return
		}
	}
}

// Attribute returns the first block attribute of that name, or nil.
func (m *Model) Attribute(name string) *syntax.BlockAttribute {
	return blockAttribute(m.File, m.Node, name)
}

// Enum is an enum.
type Enum struct {
	File   *syntax.File
	Node   *syntax.Block
	Values []EnumValue
	// MappedName is the text of @@map, or nil.
	MappedName *syntax.String
	// Schema is the text of @@schema, or nil.
	Schema *syntax.String

	byName map[string]bool
}

// Name is the name of the enum in the schema.
func (e *Enum) Name() string { return e.Node.Name.Text(e.File.File) }

// Documentation is the text of the comments that document the enum.
func (e *Enum) Documentation() string { return e.File.Documentation(e.Node) }

// DatabaseName is the name of @@map, else the enum's own.
func (e *Enum) DatabaseName() string {
	if e.MappedName != nil {
		return e.MappedName.Value
	}
	return e.Node.Name.Text(e.File.File)
}

// Attribute returns the first block attribute of that name, or nil.
func (e *Enum) Attribute(name string) *syntax.BlockAttribute {
	return blockAttribute(e.File, e.Node, name)
}

// HasValue reports whether name is a value of e.
func (e *Enum) HasValue(name string) bool {
	if e.byName != nil {
		return e.byName[name]
	}
	for i := range e.Values {
		if e.Values[i].Node.Name.Text(e.File.File) == name {
			return true
		}
	}
	return false
}

// EnumValue is a value of an enum.
type EnumValue struct {
	Node *syntax.EnumValue
	// MappedName is the text of @map, or nil.
	MappedName *syntax.String
}

// CompositeType is a "type" block.
type CompositeType struct {
	File   *syntax.File
	Node   *syntax.Block
	Fields []*Field

	byName map[string]*Field
}

// Name is the name of the type.
func (c *CompositeType) Name() string { return c.Node.Name.Text(c.File.File) }

// Documentation is the text of the comments that document the type.
func (c *CompositeType) Documentation() string { return c.File.Documentation(c.Node) }

// Field returns the field of that name, or nil.
func (c *CompositeType) Field(name string) *Field {
	return lookup(c.File.File, c.Fields, c.byName, name)
}

// ShardKey is @shardKey or @@shardKey.
type ShardKey struct {
	Attribute *syntax.Attribute
	OnField   *Field // the field that carries it, or nil for @@shardKey
	Fields    []*Field
}

// lookup finds the last of fields, which are in file, that has that name: the one
// that counts in Prisma where there are several.
func lookup(file *token.File, fields []*Field, byName map[string]*Field, name string) *Field {
	if byName != nil {
		return byName[name]
	}
	for i := len(fields) - 1; i >= 0; i-- {
		if fields[i].Node.Name.Is(file, name) {
			return fields[i]
		}
	}
	return nil
}

func blockAttribute(f *syntax.File, b *syntax.Block, name string) *syntax.BlockAttribute {
	for _, member := range b.Members {
		if a, ok := member.(*syntax.BlockAttribute); ok && a.Name.Text(f.File) == name {
			return a
		}
	}
	return nil
}

// keyword is the span of the block's head: what a diagnostic about a whole
// block points at.
func keyword(b *syntax.Block) token.Span {
	return token.Span{Start: b.Keyword.Start, End: b.Name.Span.End}
}
