package validate

import "create-app/psl/diag"

// Code explains one kind of diagnostic.
type Code struct {
	Code     string
	Severity diag.Severity
	Family   string // the heading it stands under: "names", "types", …
	Summary  string // what is wrong, in a sentence
	Cure     string // what to do
	// Example is a schema that gives this code and no other, and Prisma is the
	// version that says so: 6, 7, or 0 for both.
	Example string
	Prisma  int
}
