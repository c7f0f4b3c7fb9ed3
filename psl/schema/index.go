package schema

import (
	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// IndexKind tells what an Index is.
type IndexKind uint8

// The kinds of index.
const (
	PrimaryKey IndexKind = iota + 1
	Unique
	Normal
	Fulltext
)

// Index is a primary key, a unique constraint or an index.
type Index struct {
	Kind      IndexKind
	Model     *Model
	Attribute *syntax.Attribute
	OnField   *Field // the field whose @id or @unique it is, or nil
	Fields    []IndexField
	// Name is the client's name, of the argument name, or nil.
	Name *syntax.String
	// MapName is the database's name, of the argument map, or nil. For @@index
	// an argument name serves too.
	MapName *syntax.String
	// Algorithm is the argument type of @@index, or zero.
	Algorithm connector.Algorithm
	Clustered Setting
	// Where is the argument where of a partial index, or nil.
	Where syntax.Expr
}

// Setting is a Boolean that may be left out.
type Setting uint8

// The values of a Setting.
const (
	Unset Setting = iota
	False
	True
)

// AttributeName is the attribute as it is written, such as "@@unique".
func (ix *Index) AttributeName() string {
	switch {
	case ix.Kind == PrimaryKey && ix.OnField != nil:
		return "@id"
	case ix.Kind == PrimaryKey:
		return "@@id"
	case ix.Kind == Unique && ix.OnField != nil:
		return "@unique"
	case ix.Kind == Unique:
		return "@@unique"
	case ix.Kind == Fulltext:
		return "@@fulltext"
	}
	return "@@index"
}

// Argument returns the argument of that name, or nil.
func (ix *Index) Argument(name string) *syntax.Argument {
	return Argument(ix.Model.File.File, ix.Attribute, name)
}

// IsStrict reports whether the key identifies a row for certain: none of its
// fields is optional or of an unsupported type.
func (ix *Index) IsStrict() bool {
	for i := range ix.Fields {
		if f := ix.Fields[i].Field; f.IsOptional() || f.Type.Kind == UnsupportedKind {
			return false
		}
	}
	return true
}

// HasExactly reports whether the index is over fields, in that order.
func (ix *Index) HasExactly(fields []*Field) bool {
	return len(ix.Fields) == len(fields) && ix.StartsWith(fields)
}

// StartsWith reports whether fields are the first of the index, in that order.
func (ix *Index) StartsWith(fields []*Field) bool {
	if len(ix.Fields) < len(fields) {
		return false
	}
	for i, f := range fields {
		if ix.Fields[i].Field != f {
			return false
		}
	}
	return true
}

// IndexField is one field of an index, and what the index says of it.
type IndexField struct {
	// Field is what is indexed. It is a field of a composite type where the
	// index names a path such as address.city.
	Field *Field
	// Path leads to Field from a field of the model: two or more fields, or nil
	// where Field itself is in the model.
	Path   []*Field
	Length int64 // where HasLength says so
	// Operators is the operator class of the argument ops, or nil.
	Operators *connector.OperatorClass
	Sort      Sort
	HasLength bool
	// HasRawOperators says that ops names its operator class by raw("…").
	HasRawOperators bool
}

// Sort is the argument sort.
type Sort uint8

// The values of Sort.
const (
	Unsorted Sort = iota
	Asc
	Desc
)

// Argument returns the first argument called name of a, which is in file, or
// nil; a may be nil.
func Argument(file *token.File, a *syntax.Attribute, name string) *syntax.Argument {
	if a == nil || a.Args == nil {
		return nil
	}
	for i := range a.Args.List {
		if a.Args.List[i].Name.Text(file) == name {
			return &a.Args.List[i]
		}
	}
	return nil
}
