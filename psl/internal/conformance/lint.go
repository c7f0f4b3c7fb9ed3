package conformance

import (
	"slices"

	"create-app/psl/diag"
	"create-app/psl/internal/oracle"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/validate"
)

// Judgement is the comparison of what we and Prisma find in one schema. Lines
// are sorted, each once.
type Judgement struct {
	Crashed      bool // Prisma crashed on it, or would not come back; the rest is empty
	OK, PrismaOK bool
	Lines        Lines // of our errors and warnings
	Prisma       Lines
	Diagnostics  diag.List
	Findings     []oracle.Finding // Prisma's errors, then its warnings
}

// Lines are the places of findings.
type Lines struct{ Errors, Warnings []int }

// SameVerdict reports whether both accept the schema or both reject it.
func (j *Judgement) SameVerdict() bool { return j.Crashed || j.OK == j.PrismaOK }

// SameErrors reports whether both find errors on the same lines.
func (j *Judgement) SameErrors() bool {
	return j.Crashed || slices.Equal(j.Lines.Errors, j.Prisma.Errors)
}

// SameWarnings reports whether both find warnings on the same lines.
func (j *Judgement) SameWarnings() bool {
	return j.Crashed || slices.Equal(j.Lines.Warnings, j.Prisma.Warnings)
}

// Lint compares validation, each text a schema by itself.
func Lint(o *oracle.Oracle, texts []string) ([]Judgement, error) {
	requests := make([]oracle.Request, len(texts))
	for i, text := range texts {
		requests[i] = oracle.Request{Text: text, Lint: !neverEnds(syntax.Version(o.Version), text)}
	}
	answers, err := o.Ask(requests...)
	if err != nil {
		return nil, err
	}
	judgements := make([]Judgement, len(texts))
	for i, text := range texts {
		judgements[i] = Judgement{Crashed: true}
		if requests[i].Lint && answers[i].Trap == "" {
			judgements[i] = judge(syntax.Version(o.Version), text, &answers[i])
		}
	}
	return judgements, nil
}

func judge(version syntax.Version, text string, answer *oracle.Answer) Judgement {
	file := syntax.ParseAs(version, "schema.prisma", text)
	list := validate.Schema([]*syntax.File{file}, validate.Options{Prisma: version})
	j := Judgement{OK: !list.HasErrors(), PrismaOK: answer.OK(), Diagnostics: list}
	for i := range list {
		if list[i].Severity == diag.Error {
			j.Lines.Errors = append(j.Lines.Errors, list[i].Line())
		} else {
			j.Lines.Warnings = append(j.Lines.Warnings, list[i].Line())
		}
	}
	j.Findings = append(append(j.Findings, answer.Errors...), answer.Warnings...)
	for _, f := range answer.Errors {
		j.Prisma.Errors = append(j.Prisma.Errors, f.Line)
	}
	for _, f := range answer.Warnings {
		j.Prisma.Warnings = append(j.Prisma.Warnings, f.Line)
	}
	for _, lines := range []*[]int{&j.Lines.Errors, &j.Lines.Warnings, &j.Prisma.Errors, &j.Prisma.Warnings} {
		slices.Sort(*lines)
		*lines = slices.Compact(*lines)
	}
	return j
}

// neverEnds reports whether Prisma would not come back from text: it follows the
// required fields of each composite type until they lead back to that type, and
// so goes round for ever in a cycle it does not begin in.
func neverEnds(version syntax.Version, text string) bool {
	s, _ := schema.ResolveAs(version, []*syntax.File{syntax.ParseAs(version, "", text)})
	for _, root := range s.CompositeTypes {
		if goesRound(root, root, nil) {
			return true
		}
	}
	return false
}

func goesRound(root, t *schema.CompositeType, path []*schema.CompositeType) bool {
	for _, f := range t.Fields {
		next := f.Type.Composite
		if next == nil || !f.IsRequired() || next == t || next == root {
			continue
		}
		if slices.Contains(path, next) || goesRound(root, next, append(path, next)) {
			return true
		}
	}
	return false
}

// WithoutURLs takes the connection strings out of the datasources of text, which
// Prisma 7 refuses, so that what it says of the rest can be compared. Lines stay
// where they are.
func WithoutURLs(text string) string {
	file := syntax.Parse("", text)
	var gone []token.Span
	for block := range file.Blocks(syntax.Datasource) {
		for p := range block.Properties() {
			switch p.Name.Text {
			case "url", "directUrl", "shadowDatabaseUrl":
				gone = append(gone, p.Span)
			}
		}
	}
	for _, span := range slices.Backward(gone) {
		text = text[:span.Start] + text[span.End:]
	}
	return text
}
