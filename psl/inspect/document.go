// Package inspect describes a schema as plain data for other tools: what is
// declared, where it stands, what its documentation says and, where names could
// be resolved, what they stand for.
//
// The first call is New. docs/inspect.md explains the JSON; it changes only
// together with Version.
package inspect

import "create-app/psl/token"

// Version is the version of the form of a Document. It goes up when a property
// changes its meaning or goes away, and stays when one is added.
const Version = 1

// Document is one schema.
type Document struct {
	Version     int        `json:"version"`
	Prisma      int        `json:"prisma"` // the major version it was read for
	OK          bool       `json:"ok"`     // Prisma would accept it
	Files       []string   `json:"files"`
	Datasources []Config   `json:"datasources"`
	Generators  []Config   `json:"generators"`
	Models      []Model    `json:"models"` // views too
	Enums       []Enum     `json:"enums"`
	Types       []Model    `json:"types"`
	Relations   []Relation `json:"relations"`
	// Comments are the doc comments that belong to no node.
	Comments []Comment `json:"comments"`
}

// Span is a place: offsets in bytes, line and column from 1, the column in
// characters.
type Span struct {
	File   string    `json:"file"`
	Start  token.Pos `json:"start"`
	End    token.Pos `json:"end"`
	Line   int       `json:"line"`
	Column int       `json:"column"`
}

// Config is a datasource or a generator.
type Config struct {
	Name          string     `json:"name"`
	Documentation string     `json:"documentation"`
	Provider      string     `json:"provider"` // "" where it is no literal string
	Properties    []Property `json:"properties"`
	Span          Span       `json:"span"`
}

// Property is a line of a Config.
type Property struct {
	Name  string `json:"name"`
	Value any    `json:"value"` // a string, a list of values ([]any), Number, Constant, Call, Object, or nil
	Span  Span   `json:"span"`
}

// Model is a model, a view or a composite type.
type Model struct {
	Name          string      `json:"name"`
	Kind          string      `json:"kind"` // model, view or type
	DatabaseName  string      `json:"databaseName"`
	Schema        string      `json:"schema"` // of @@schema, or ""
	Documentation string      `json:"documentation"`
	Fields        []Field     `json:"fields"`
	Attributes    []Attribute `json:"attributes"`
	PrimaryKey    *Index      `json:"primaryKey"`
	Uniques       []Index     `json:"uniques"`
	Indexes       []Index     `json:"indexes"`
	Span          Span        `json:"span"`
}

// Field is a field of a Model.
type Field struct {
	Name          string      `json:"name"`
	DatabaseName  string      `json:"databaseName"`
	Type          string      `json:"type"`  // as written; the text in Unsupported("…")
	Kind          string      `json:"kind"`  // scalar, enum, type, model, unsupported or unknown
	Arity         string      `json:"arity"` // required, optional or list
	NativeType    string      `json:"nativeType"`
	Default       any         `json:"default"`
	Relation      string      `json:"relation"` // the name of its Relation, or ""
	Documentation string      `json:"documentation"`
	Attributes    []Attribute `json:"attributes"`
	Span          Span        `json:"span"`
}

// Attribute is an attribute as it is written.
type Attribute struct {
	Name      string     `json:"name"` // without "@"
	Arguments []Argument `json:"arguments"`
	Span      Span       `json:"span"`
}

// Argument is an argument of an Attribute or a function; Name may be "".
type Argument struct {
	Name  string `json:"name"`
	Value any    `json:"value"` // as that of a Property
}

// What a value is that is neither a string nor a list, which stand for themselves.
type (
	// Number is a number, as it is written.
	Number struct {
		Text string `json:"number"`
	}
	// Constant is a name, such as Cascade or a value of an enum.
	Constant struct {
		Name string `json:"constant"`
	}
	// Call is a function and what it is given.
	Call struct {
		Arguments []Argument `json:"arguments"`
		Function  string     `json:"function"`
	}
	// Object is what stands in braces.
	Object struct {
		Entries map[string]any `json:"object"`
	}
)

// Index is a primary key, a unique constraint or an index.
type Index struct {
	Fields []string `json:"fields"` // with dots where a path leads into a type
	Name   string   `json:"name"`   // of the client, or ""
	Map    string   `json:"map"`    // of the database, or ""
	Type   string   `json:"type"`   // such as Hash or Fulltext, or ""
	Span   Span     `json:"span"`
}

// Enum is an enum.
type Enum struct {
	Name          string      `json:"name"`
	DatabaseName  string      `json:"databaseName"`
	Schema        string      `json:"schema"`
	Documentation string      `json:"documentation"`
	Values        []Value     `json:"values"`
	Attributes    []Attribute `json:"attributes"`
	Span          Span        `json:"span"`
}

// Value is a value of an Enum.
type Value struct {
	Name          string `json:"name"`
	DatabaseName  string `json:"databaseName"`
	Documentation string `json:"documentation"`
	Span          Span   `json:"span"`
}

// Relation joins two models. From refers to To; in a relation of many to many
// neither does.
type Relation struct {
	Name string `json:"name"` // as Prisma names it where the schema does not
	Type string `json:"type"` // one-to-one, one-to-many or many-to-many
	From End    `json:"from"`
	To   End    `json:"to"`
}

// End is one side of a Relation.
type End struct {
	Model  string   `json:"model"`
	Field  string   `json:"field"`  // the relation field, or "" where it is missing
	Fields []string `json:"fields"` // the columns of the foreign key, or what they refer to
}

// Comment is a doc comment that stands by itself.
type Comment struct {
	Text string `json:"text"`
	In   string `json:"in"`     // the block it stands in, or ""
	Next string `json:"before"` // the name of the next node in that place, or ""
	Span Span   `json:"span"`
}
