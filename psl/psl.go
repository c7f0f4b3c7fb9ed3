package psl

import (
	"create-app/psl/diag"
	"create-app/psl/format"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// Version is a major version of Prisma. The zero Version stands for Prisma7.
type Version = syntax.Version

// The versions.
const (
	Prisma6 = syntax.Prisma6
	Prisma7 = syntax.Prisma7
)

// Source is a text and its name, which is only ever shown.
type Source struct{ Name, Text string }

// Parse reads text with Prisma 7's grammar. Mistakes of grammar are in the
// file's Diagnostics; the text itself can always be written back from the tree.
func Parse(name, text string) *syntax.File { return syntax.Parse(name, text) }

// Validate judges sources as the files of one schema, by Prisma 7. Where the
// list has errors, the schema is as complete as they allow.
func Validate(sources ...Source) (*schema.Schema, diag.List) {
	return ValidateAs(Prisma7, sources...)
}

// ValidateAs is Validate by another version.
func ValidateAs(version Version, sources ...Source) (*schema.Schema, diag.List) {
	files := make([]*syntax.File, len(sources))
	for i, s := range sources {
		files[i] = syntax.ParseAs(version, s.Name, s.Text)
	}
	return validate.Resolve(files, validate.Options{})
}

// Format lays text out as Prisma 7's formatter does. Nothing but layout and
// order changes, and a broken text is laid out as far as it can be read.
func Format(text string) string { return format.Source(text) }
