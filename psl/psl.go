package psl

import (
	"create-app/psl/diag"
	"create-app/psl/edit"
	"create-app/psl/format"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// The types that the calls of this package take and give, by their short names.
type (
	// File is a text with its tree, its comments and the mistakes of grammar in it.
	File = syntax.File
	// Node is a piece of a File, such as a *Block or a *Field.
	Node  = syntax.Node
	Block = syntax.Block
	Field = syntax.Field
	// Schema is what the names in the files of a schema stand for.
	Schema = schema.Schema
	// Findings are what Prisma would say against a schema; Err is them as an error.
	Findings = diag.List
	Finding  = diag.Diagnostic
	// Draft gathers changes to the files of a schema.
	Draft = edit.Draft
	// Place says where in a block something new goes.
	Place = edit.Place
	// Version is a major version of Prisma. The zero Version stands for Prisma7.
	Version = syntax.Version
)

// The versions.
const (
	Prisma6 = syntax.Prisma6
	Prisma7 = syntax.Prisma7
)

// Parse reads text as Prisma 7 does. Mistakes of grammar are in the file's
// Diagnostics; the text itself can always be written back from the tree.
func Parse(name, text string) *File { return syntax.Parse(name, text) }

// ParseAs is Parse for another version. The file knows its version, and all that
// is asked about it later is answered for that version.
func ParseAs(version Version, name, text string) *File { return syntax.ParseAs(version, name, text) }

// Validate judges files as one schema. They may come from Parse or from a Draft.
// Where there are errors among the findings, the schema is as complete as they
// allow.
func Validate(files ...*File) (*Schema, Findings) { return validate.Resolve(files, validate.Options{}) }

// Format lays text out as Prisma 7's formatter does. Nothing but layout and
// order changes, and a broken text is laid out as far as it can be read.
func Format(text string) string { return format.Source(text) }

// FormatFile is Format for a file, which stays as it is.
func FormatFile(f *File) string { return format.File(f) }

// Walk calls visit for n and, where visit returns true, for all that n is made of,
// in the order of the text.
func Walk(n Node, visit func(Node) bool) { syntax.Walk(n, visit) }

// Edit starts changes to files, which stay as they are: Apply gives new ones.
func Edit(files ...*File) *Draft { return edit.New(files...) }

// Last is the place behind the last of its kind: for a field, behind the fields
// and before the block attributes.
func Last() Place { return edit.Last() }

// First is the place before the first of its kind.
func First() Place { return edit.First() }

// After is the place on the line below the member of that name.
func After(name string) Place { return edit.After(name) }

// Before is the place above the member of that name and its comment.
func Before(name string) Place { return edit.Before(name) }
