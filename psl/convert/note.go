package convert

import (
	"cmp"
	"fmt"
	"slices"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Kind says how much a Note matters.
type Kind string

// The kinds of note, in the order in which a report shows them.
const (
	Refused Kind = "refused" // cannot be said in the target: nothing is moved
	Code    Kind = "code"    // the client changes: the application has to follow
	Lost    Kind = "lost"    // holds less, checks less or behaves otherwise
	Changed Kind = "changed" // says the same in other words
)

// Kinds lists the kinds in the order of a report.
func Kinds() []Kind { return []Kind{Refused, Code, Lost, Changed} }

// Note is one finding about one place of the schema as it was.
type Note struct {
	Kind    Kind   `json:"kind"`
	Subject string `json:"subject"` // such as "User.email"
	Message string `json:"message"` // lower case, no final stop; equal for equal changes
	Help    string `json:"help,omitempty"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

// Report is all that was found.
type Report []Note

// Refused reports whether the schema cannot be moved.
func (r Report) Refused() bool { return r.Count(Refused) > 0 }

// Count tells how many notes are of a kind.
func (r Report) Count(k Kind) int {
	n := 0
	for _, note := range r {
		if note.Kind == k {
			n++
		}
	}
	return n
}

// sort orders notes by kind, file and place.
func (r Report) sort() {
	rank := func(n Note) int { return slices.Index(Kinds(), n.Kind) }
	slices.SortStableFunc(r, func(a, b Note) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// place is where a note points.
type place struct {
	file    *syntax.File
	span    token.Span
	subject string
}

func (m *mover) note(kind Kind, at place, help, format string, args ...any) {
	position := at.file.Position(at.span.Start)
	m.report = append(m.report, Note{
		Kind: kind, Subject: at.subject, Message: fmt.Sprintf(format, args...), Help: help,
		File: at.file.Name, Line: position.Line, Column: position.Column,
	})
}

func (m *mover) changed(at place, format string, args ...any) {
	m.note(Changed, at, "", format, args...)
}

func (m *mover) lost(at place, help, format string, args ...any) {
	m.note(Lost, at, help, format, args...)
}

func (m *mover) refuse(at place, help, format string, args ...any) {
	m.note(Refused, at, help, format, args...)
}
