package conformance

import (
	"fmt"
	"strings"

	"create-app/psl/format"
	"create-app/psl/internal/oracle"
	"create-app/psl/syntax"
)

// Verdict is how our layout of a schema compares with Prisma's.
type Verdict int

// Different is the only one that is a mistake, ours or in the declarations.
const (
	Equal      Verdict = iota // to the byte
	Declared                  // equal once the declared differences are put back
	Different                 // neither
	Unanswered                // Prisma crashed on it
)

func (v Verdict) String() string {
	return [...]string{"byte-equal", "equal up to a declared difference", "different", "unanswered: Prisma crashed"}[v]
}

// Result is the comparison of one schema.
type Result struct {
	Verdict  Verdict
	Declared []string // the differences that apply, where Verdict is Declared
	Ours     string
	Prisma   string // what Prisma makes of it
	Want     string // what ours should be, where Verdict is Different
}

// Layout compares layout alone: Prisma is kept from completing relations.
func Layout(o *oracle.Oracle, texts []string) ([]Result, error) {
	c := comparison{
		oracle: o,
		ours:   func(text string) string { return format.SourceAs(syntax.Version(o.Version), text) },
		hide:   withUnknownType,
		show:   withoutUnknownType,
	}
	return c.run(texts)
}

// comparison is one way to format, ours and Prisma's.
type comparison struct {
	oracle *oracle.Oracle
	ours   func(text string) string
	hide   func(version syntax.Version, text string) string // before Prisma sees it
	show   func(out string) string                          // after
}

func (c *comparison) run(texts []string) ([]Result, error) {
	requests := make([]oracle.Request, len(texts))
	for i, text := range texts {
		requests[i] = oracle.Request{Text: c.hidden(text), Format: true}
	}
	answers, err := c.oracle.Ask(requests...)
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(texts))
	for i, text := range texts {
		if answers[i].Trap != "" {
			results[i] = Result{Verdict: Unanswered, Ours: c.ours(text)}
			continue
		}
		if results[i], err = c.judge(text, c.show(answers[i].Format)); err != nil {
			return nil, fmt.Errorf("%w, on the schema:\n%s", err, text)
		}
	}
	return results, nil
}

func (c *comparison) hidden(text string) string {
	return c.hide(syntax.Version(c.oracle.Version), text)
}

func (c *comparison) judge(text, prisma string) (Result, error) {
	r := Result{Ours: c.ours(text), Prisma: prisma}
	if r.Ours == prisma {
		return r, nil
	}
	reduced := Reduce(syntax.Version(c.oracle.Version), text)
	settled, runs, err := c.settle(reduced.Text)
	if err != nil {
		return r, err
	}
	r.Declared = reduced.Declared
	if runs > 1 {
		r.Declared = append(r.Declared, "twice equals once")
	}
	r.Want = reduced.Restore(settled)
	r.Verdict = Declared
	if r.Want != r.Ours || len(r.Declared) == 0 {
		r.Verdict = Different
	}
	return r, nil
}

// settle has Prisma format text until it no longer changes, and counts how
// many runs it took to get there.
func (c *comparison) settle(text string) (out string, runs int, err error) {
	for runs = 0; runs < 5; runs++ {
		if out, err = c.oracle.Format(c.hidden(text)); err != nil {
			return "", 0, err
		}
		if out = c.show(out); out == text {
			break
		}
		text = out
	}
	return out, runs, nil
}

// unknownType is a model with a mistake that keeps Prisma from completing
// relations. It stands at the end and is cut off again.
const unknownType = "model QzqHidden {\n  qzq QzqMissing\n}\n"

func withUnknownType(version syntax.Version, text string) string {
	longer := text + "\n\n" + strings.TrimSpace(unknownType)
	items := syntax.ParseAs(version, "", longer).Items
	if b, ok := items[len(items)-1].(*syntax.Block); !ok || b.Name.Text != "QzqHidden" {
		return text // something is not closed, which is mistake enough
	}
	return longer
}

func withoutUnknownType(out string) string {
	out, found := strings.CutSuffix(out, unknownType)
	if found && strings.HasSuffix(out, "\n\n") {
		out = out[:len(out)-1]
	}
	if out == "" {
		return "\n"
	}
	return out
}
