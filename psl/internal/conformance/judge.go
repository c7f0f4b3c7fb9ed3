package conformance

import (
	"fmt"
	"strings"

	"create-app/internal/oracle"
	"create-app/psl/complete"
	"create-app/psl/format"
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
	c := comparison{oracle: o, version: syntax.Version(o.Version)}
	return c.run(texts, c.layout, withUnknownType, c.judgeLayout)
}

// Completed compares layout with relations completed first, as Prisma always
// does.
func Completed(o *oracle.Oracle, texts []string) ([]Result, error) {
	c := comparison{oracle: o, version: syntax.Version(o.Version)}
	same := func(_ syntax.Version, text string) string { return text }
	return c.run(texts, c.completed, same, c.judgeCompleted)
}

// VerdictsKept asks Prisma whether what we make of each text is accepted if
// the text is, and only then. Where that changes, Prisma's own layout must
// change it too, as it does for the forms of Prisma 1. It returns the numbers of
// the texts where neither is so.
func VerdictsKept(o *oracle.Oracle, texts []string, results []Result) ([]int, error) {
	var requests []oracle.Request
	for i, text := range texts {
		for _, version := range []string{text, results[i].Ours, results[i].Prisma} {
			requests = append(requests, oracle.Request{Text: version, Lint: true})
		}
	}
	answers, err := o.Ask(requests...)
	if err != nil {
		return nil, err
	}
	var lost []int
	for i := range texts {
		before, ours, prismas := &answers[3*i], &answers[3*i+1], &answers[3*i+2]
		if before.Trap == "" && ours.OK() != before.OK() && ours.OK() != prismas.OK() {
			lost = append(lost, i)
		}
	}
	return lost, nil
}

type comparison struct {
	oracle  *oracle.Oracle
	version syntax.Version
}

func (c *comparison) layout(text string) string { return format.SourceAs(c.version, text) }

func (c *comparison) completed(text string) string {
	texts, _ := complete.Format([]*syntax.File{syntax.ParseAs(c.version, "", text)})
	return texts[0]
}

// run asks Prisma about all texts at once, as prepare makes them, and judges
// those where the answer is not ours to the byte.
func (c *comparison) run(texts []string, ours func(string) string, prepare func(syntax.Version, string) string, judge func(string, *Result) error) ([]Result, error) {
	requests := make([]oracle.Request, len(texts))
	for i, text := range texts {
		requests[i] = oracle.Request{Text: prepare(c.version, text), Format: true}
	}
	answers, err := c.oracle.Ask(requests...)
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(texts))
	for i, text := range texts {
		r := Result{Ours: ours(text), Prisma: withoutUnknownType(answers[i].Format)}
		switch {
		case answers[i].Trap != "":
			r.Verdict = Unanswered
		case r.Ours != r.Prisma:
			if err := judge(text, &r); err != nil {
				return nil, fmt.Errorf("%w, on the schema:\n%s", err, text)
			}
		}
		results[i] = r
	}
	return results, nil
}

func (c *comparison) judgeLayout(text string, r *Result) error {
	reduced := Reduce(c.version, text)
	settled, runs, err := c.settle(reduced.Text)
	if err != nil {
		return err
	}
	r.Declared = append(r.Declared, reduced.Declared...)
	if runs > 1 {
		r.Declared = append(r.Declared, "twice equals once")
	}
	r.Want = reduced.Restore(settled)
	r.decide(r.Ours)
	return nil
}

// completedOnce adds what one run of Prisma adds, and no more.
func (c *comparison) completedOnce(text string) string {
	texts, _, _ := complete.Relations([]*syntax.File{syntax.ParseAs(c.version, "", text)})
	return format.SourceAs(c.version, texts[0])
}

// judgeCompleted has Prisma complete the reduced text, and compares with ours
// as it were if it had Prisma's names. Where one run leaves additions to the
// next, it is the first that is compared.
func (c *comparison) judgeCompleted(text string, r *Result) error {
	if once := c.completedOnce(text); once != r.Ours {
		r.Declared = append(r.Declared, "twice equals once")
		r.Ours = once
	}
	relations := reduceRelations(c.version, text)
	if relations == nil { // not completed, by us
		return c.judgeLayout(text, r)
	}
	reduced := Reduce(c.version, relations.text)
	out, err := c.oracle.Format(reduced.Text)
	if err != nil {
		return err
	}
	settled, runs, err := c.settle(out)
	if err != nil {
		return err
	}
	r.Declared = append(r.Declared, reduced.Declared...)
	r.Declared = append(r.Declared, relations.declared...)
	if runs > 0 {
		r.Declared = append(r.Declared, "twice equals once")
	}
	likePrisma := relations.undo(c.version, r.Ours)
	if likePrisma != r.Ours {
		r.Declared = append(r.Declared, "names of added fields and relations")
	}
	r.Want = reduced.Restore(settled)
	r.decide(likePrisma)
	return nil
}

// decide compares what ours comes to with what is wanted. A difference that
// nothing in the schema explains is not declared.
func (r *Result) decide(ours string) {
	r.Verdict = Declared
	if r.Want != ours || len(r.Declared) == 0 {
		r.Verdict = Different
	}
}

// settle has Prisma lay out text until it no longer changes, and counts the
// runs that changed it.
func (c *comparison) settle(text string) (out string, runs int, err error) {
	for runs = 0; runs < 5; runs++ {
		if out, err = c.oracle.Format(withUnknownType(c.version, text)); err != nil {
			return "", 0, err
		}
		if out = withoutUnknownType(out); out == text {
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
	f := syntax.ParseAs(version, "", longer)
	if b, ok := f.Items[len(f.Items)-1].(*syntax.Block); !ok || b.Name.Text(f.File) != "QzqHidden" {
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
