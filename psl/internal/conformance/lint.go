package conformance

import (
	"slices"

	"create-app/psl/diag"
	"create-app/psl/internal/oracle"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/validate"
)

// Judgement is the comparison of what we and Prisma find in one schema. Lines
// are sorted, each once.
type Judgement struct {
	Crashed      bool // Prisma crashed on it; the rest is empty
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
		requests[i] = oracle.Request{Text: text, Lint: true}
	}
	answers, err := o.Ask(requests...)
	if err != nil {
		return nil, err
	}
	judgements := make([]Judgement, len(texts))
	for i, text := range texts {
		judgements[i] = judge(syntax.Version(o.Version), text, &answers[i])
	}
	return judgements, nil
}

func judge(version syntax.Version, text string, answer *oracle.Answer) Judgement {
	if answer.Trap != "" {
		return Judgement{Crashed: true}
	}
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
