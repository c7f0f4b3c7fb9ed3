// Package diag describes what is wrong in a user's schema: a diagnostic is
// about the user's text, never about this run (that is an error).
//
// Tools read the fields; people read the rendering.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"create-app/psl/token"
)

// Severity says how much a diagnostic matters.
type Severity uint8

// An Error makes a schema unusable to Prisma; a Warning does not.
const (
	Error Severity = iota
	Warning
)

// String gives "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Code names a kind of finding, such as "unknown-type". It is stable: programs
// decide by it. Package code has a constant for each, and docs/diagnostics.md
// explains them.
type Code string

// Diagnostic is one finding in one file.
type Diagnostic struct {
	Severity Severity
	Code     Code        // what kind of finding it is
	Message  string      // one line, lower case, no final stop
	File     *token.File // the source the spans are offsets into
	Span     token.Span  // the smallest text that is wrong
	Subject  Subject     // what it is about, by name
	Related  []Related   // other places that explain it
	Help     string      // what to do, or ""
	Fix      *Fix        // a change that cures it, or nil
}

// Related is another place that explains a diagnostic, such as a first declaration.
type Related struct {
	File    *token.File
	Span    token.Span
	Message string
}

// Fix is a change of text: every edit replaces a span of the diagnostic's file.
// The edits are in order and do not overlap.
type Fix struct {
	Title string
	Edits []Edit
	// Guess says that the change puts a likely name in the place of a wrong one:
	// to be offered, and not to be made unasked.
	Guess bool
}

// Edit replaces the text of Span by Text.
type Edit struct {
	Span token.Span
	Text string
}

// Line is the line the diagnostic starts on, from 1.
func (d *Diagnostic) Line() int { return d.File.Line(d.Span.Start) }

// maxWords is longer than any message, unless a name in it fills a page.
const maxWords = 2000

// Shortened is d with messages of a reasonable length: where a name of a hundred thousand characters has a thousand
// mistakes, each of them would repeat it. A fix that does is left out.
func (d Diagnostic) Shortened() Diagnostic {
	d.Message, d.Help = shortened(d.Message), shortened(d.Help)
	if slices.ContainsFunc(d.Related, func(r Related) bool { return len(r.Message) > maxWords }) {
		d.Related = slices.Clone(d.Related)
		for i := range d.Related {
			d.Related[i].Message = shortened(d.Related[i].Message)
		}
	}
	if d.Fix != nil && (len(d.Fix.Title) > maxWords || slices.ContainsFunc(d.Fix.Edits, func(e Edit) bool { return len(e.Text) > maxWords })) {
		d.Fix = nil
	}
	return d
}

func shortened(words string) string {
	if len(words) <= maxWords {
		return words
	}
	return strings.ToValidUTF8(words[:maxWords], "") + "…"
}

// List is a number of diagnostics, usually of all files of one schema.
type List []Diagnostic

// HasErrors reports whether any of l is an Error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Err is l as an error: an *InvalidError, or nil where no diagnostic is an Error.
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return &InvalidError{l}
}

// InvalidError says that a schema is not valid, and by which diagnostics, among
// which may be warnings.
type InvalidError struct{ Diagnostics List }

// Error is the first error of the list with its place.
func (e *InvalidError) Error() string {
	for i := range e.Diagnostics {
		if d := &e.Diagnostics[i]; d.Severity == Error {
			return fmt.Sprintf("%s:%d: %s", d.File.Name, d.Line(), d.Message)
		}
	}
	return "the schema is not valid"
}

// Sort orders l by file name, place, severity and code, so that the same
// schema always gives the same list.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File.Name, b.File.Name),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Code, b.Code),
		)
	})
}
