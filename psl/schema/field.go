package schema

import (
	"create-app/psl/connector"
	"create-app/psl/syntax"
)

// Field is a field of a model, a view or a composite type.
type Field struct {
	Node *syntax.Field
	// Model or Composite is what the field is declared in; the other is nil.
	Model     *Model
	Composite *CompositeType
	Type      Type
	// Default is @default, or nil.
	Default *Default
	// Native is the database type of an attribute such as @db.VarChar(10), or nil.
	Native *NativeType
	// Relation is what the field says of its relation; nil for a field whose
	// type is not a model.
	Relation *RelationEnd
	// MappedName is the text of @map, or nil.
	MappedName *syntax.String
	// IsIgnored and IsUpdatedAt stand for @ignore and @updatedAt.
	IsIgnored, IsUpdatedAt bool
}

// Name is the name of the field.
func (f *Field) Name() string { return f.Node.Name.Text(f.File().File) }

// Documentation is the text of the comments that document the field.
func (f *Field) Documentation() string { return f.File().Documentation(f.Node) }

// DatabaseName is the name of the column: that of @map, else the field's own.
func (f *Field) DatabaseName() string {
	mapped := f.MappedName
	if f.Type.Kind == 0 { // attributes of fields without a known type are not resolved
		mapped = textArgument(f.File().File, f.Attribute("map"), "name")
	}
	if mapped != nil {
		return mapped.Value
	}
	return f.Node.Name.Text(f.File().File)
}

// Arity says how many values the field holds.
func (f *Field) Arity() syntax.Arity { return f.Node.Type.Arity }

// DefaultFunction is the name of the function that gives the default, or "".
func (f *Field) DefaultFunction() string {
	if f.Default == nil {
		return ""
	}
	if call, ok := f.Default.Value.(*syntax.Call); ok {
		return call.Name.Text(f.File().File)
	}
	return ""
}

// IsScalar reports whether the field is a column or, in a composite type, a
// value: its type is known and not a model.
func (f *Field) IsScalar() bool { return f.Type.Kind != 0 && f.Type.Kind != RelationKind }

// IsRequired reports whether the field is neither optional nor a list.
func (f *Field) IsRequired() bool { return f.Node.Type.Arity == syntax.Required }

// IsOptional reports whether the field is marked with "?".
func (f *Field) IsOptional() bool { return f.Node.Type.Arity == syntax.Optional }

// IsList reports whether the field is marked with "[]".
func (f *Field) IsList() bool { return f.Node.Type.Arity == syntax.List }

// File is the file the field is in.
func (f *Field) File() *syntax.File {
	if f.Model != nil {
		return f.Model.File
	}
	return f.Composite.File
}

// Attribute returns the field's first attribute of that name, or nil.
func (f *Field) Attribute(name string) *syntax.Attribute {
	for i := range f.Node.Attributes {
		if f.Node.Attributes[i].Name.Text(f.File().File) == name {
			return &f.Node.Attributes[i]
		}
	}
	return nil
}

// Type is what the type of a field stands for.
type Type struct {
	Kind TypeKind
	// Scalar is set where Kind is ScalarKind, and zero elsewhere.
	Scalar connector.Scalar
	// One of the three is set where Kind says so.
	Model     *Model
	Enum      *Enum
	Composite *CompositeType
}

// SameType reports whether both fields stand for the same type; unsupported types do where
// their texts do.
func (f *Field) SameType(o *Field) bool {
	if f.Type != o.Type {
		return false
	}
	return f.Type.Kind != UnsupportedKind || f.Node.Type.Unsupported.Value == o.Node.Type.Unsupported.Value
}

// TypeKind tells what a type is. It is zero for a type that is not known.
type TypeKind uint8

// The kinds of type. UnsupportedKind is Unsupported("…").
const (
	ScalarKind TypeKind = iota + 1
	EnumKind
	CompositeKind
	RelationKind
	UnsupportedKind
)

// Is reports whether the type is that scalar.
func (t Type) Is(s connector.Scalar) bool { return t.Scalar == s }

// Default is the @default of a field.
type Default struct {
	Attribute *syntax.Attribute
	Value     syntax.Expr
	// MapName is the text of the argument map, or nil.
	MapName *syntax.String
	// IsUnknownFunction says that Value calls a function Prisma has no
	// general rule for; a database may know it, as CockroachDB does sequence().
	IsUnknownFunction bool
}

// NativeType is an attribute such as @db.VarChar(10).
type NativeType struct {
	Attribute *syntax.Attribute
	Scope     string // what stands before the first dot, the datasource's name
	Name      string // what stands behind it
}

// Args are the arguments of the type.
func (n *NativeType) Args() []syntax.Argument {
	if n.Attribute.Args == nil {
		return nil
	}
	return n.Attribute.Args.List
}
