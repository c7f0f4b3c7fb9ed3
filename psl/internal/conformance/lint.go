package conformance

import (
	"cmp"
	"fmt"
	"slices"

	"create-app/internal/oracle"
	"create-app/psl/diag"
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
type Lines struct{ Errors, Warnings []Line }

// Line is a line of one of the files of a schema.
type Line struct{ File, Line int }

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

// Lint compares validation. Each schema is the texts of its files.
func Lint(o *oracle.Oracle, schemas [][]string) ([]Judgement, error) {
	requests := make([]oracle.Request, len(schemas))
	for i, texts := range schemas {
		requests[i] = oracle.Request{Files: texts, Lint: !neverEnds(parse(o, texts))}
		if !requests[i].Lint {
			requests[i].Files = nil
		}
	}
	answers, err := o.Ask(requests...)
	if err != nil {
		return nil, err
	}
	judgements := make([]Judgement, len(schemas))
	for i, texts := range schemas {
		judgements[i] = Judgement{Crashed: true}
		if requests[i].Lint && answers[i].Trap == "" {
			judgements[i] = judge(parse(o, texts), &answers[i])
		}
	}
	return judgements, nil
}

func parse(o *oracle.Oracle, texts []string) []*syntax.File {
	files := make([]*syntax.File, len(texts))
	for i, text := range texts {
		files[i] = syntax.ParseAs(syntax.Version(o.Version), fmt.Sprintf("schema%d.prisma", i), text)
	}
	return files
}

func judge(files []*syntax.File, answer *oracle.Answer) Judgement {
	list := validate.Schema(files, validate.Options{})
	j := Judgement{OK: !list.HasErrors(), PrismaOK: answer.OK(), Diagnostics: list}
	for i := range list {
		d := &list[i]
		at := Line{slices.IndexFunc(files, func(f *syntax.File) bool { return f.File == d.File }), d.Line()}
		if d.Severity == diag.Error {
			j.Lines.Errors = append(j.Lines.Errors, at)
		} else {
			j.Lines.Warnings = append(j.Lines.Warnings, at)
		}
	}
	j.Findings = append(append(j.Findings, answer.Errors...), answer.Warnings...)
	for _, f := range answer.Errors {
		j.Prisma.Errors = append(j.Prisma.Errors, Line{f.File, f.Line})
	}
	for _, f := range answer.Warnings {
		j.Prisma.Warnings = append(j.Prisma.Warnings, Line{f.File, f.Line})
	}
	for _, lines := range []*[]Line{&j.Lines.Errors, &j.Lines.Warnings, &j.Prisma.Errors, &j.Prisma.Warnings} {
		slices.SortFunc(*lines, func(a, b Line) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
		*lines = slices.Compact(*lines)
	}
	return j
}

// neverEnds reports whether Prisma would not come back from a schema: it follows the
// required fields of each composite type until they lead back to that type, and
// so goes round for ever in a cycle it does not begin in.
func neverEnds(files []*syntax.File) bool {
	s, _ := schema.Resolve(files)
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
			switch p.Name.Text(file.File) {
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

// Split deals the declarations of text out to two or three files.
func (m *Mutator) Split(text string) []string {
	files := make([]string, 2+m.rng.IntN(2))
	last := token.Pos(0)
	for _, item := range syntax.Parse("", text).Items {
		end := item.Pos().End
		files[m.rng.IntN(len(files))] += text[last:end] + "\n"
		last = end
	}
	files[0] += text[last:]
	return files
}
