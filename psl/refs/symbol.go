package refs

import (
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Kind tells what a Symbol is.
type Kind uint8

// The kinds of symbol.
const (
	Datasource Kind = iota + 1
	Generator
	Model
	View
	CompositeType
	Enum
	EnumValue
	Field
	RelationName   // of @relation("name"): what both sides of a relation are called
	DatabaseSchema // of the datasource's schemas and of @@schema
	Scalar         // a built-in type; it has no declaration
	UnknownType    // what fields have for a type and no block declares
)

var kindNames = [...]string{
	Datasource: "datasource", Generator: "generator", Model: "model", View: "view", CompositeType: "type", Enum: "enum",
	EnumValue: "value", Field: "field", RelationName: "relation", DatabaseSchema: "schema",
	Scalar: "built-in type", UnknownType: "unknown type",
}

// String is the kind in a word.
func (k Kind) String() string { return kindNames[k] }

// Symbol is something with a name.
type Symbol struct {
	Kind Kind
	Name string
	// File is nil for what is declared nowhere.
	File *syntax.File
	// Span is where the name is declared. A relation's name and a database
	// schema are declared at the first place that mentions them; the quotes
	// are not part of it.
	Span token.Span
	// Block is the block that the symbol is or is in; nil for a relation's name.
	Block *syntax.Block
	// Field or Value is the node of a field or of an enum's value.
	Field *syntax.Field
	Value *syntax.EnumValue
	// Owner is the symbol of the block that a field or a value is in.
	Owner *Symbol
	// Type is what the type of a field is declared as, or nil for a built-in or
	// unknown one.
	Type *Symbol
	// Members are the fields or values of a block, in the order of the text.
	Members []*Symbol
	// Uses are the other places of the name, file by file in the order of the text.
	Uses []Place
}

// IsType reports whether fields may be of the symbol's type.
func (s *Symbol) IsType() bool { return Model <= s.Kind && s.Kind <= Enum }

// Member is the first field or value of that name, or nil.
func (s *Symbol) Member(name string) *Symbol {
	for _, m := range s.Members {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// Place is a span of a file that writes a symbol's name.
type Place struct {
	File *syntax.File
	Span token.Span
}

// Declaration is the place that declares the symbol.
func (s *Symbol) Declaration() Place { return Place{s.File, s.Span} }
