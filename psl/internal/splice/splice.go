// Package splice replaces parts of a text.
package splice

import (
	"errors"
	"slices"
	"strings"

	"create-app/psl/token"
)

// Splice puts Text in the place of Span; an empty span inserts.
type Splice struct {
	Span token.Span
	Text string
}

// In is what part of text becomes: all splices lie in it. Those at the same
// place keep the order in which they were asked for. Two of them that touch
// the same text are an error.
func In(text string, part token.Span, splices []Splice) (string, error) {
	splices = slices.Clone(splices)
	slices.SortStableFunc(splices, func(a, b Splice) int { return int(a.Span.Start - b.Span.Start) })
	var out strings.Builder
	at := part.Start
	for _, s := range splices {
		if s.Span.Start < at || s.Span.End > part.End {
			return "", errors.New("two changes to the same text")
		}
		out.WriteString(text[at:s.Span.Start])
		out.WriteString(s.Text)
		at = s.Span.End
	}
	out.WriteString(text[at:part.End])
	return out.String(), nil
}

// All is In for the whole of text.
func All(text string, splices []Splice) (string, error) {
	return In(text, token.Span{End: token.Pos(len(text))}, splices)
}
