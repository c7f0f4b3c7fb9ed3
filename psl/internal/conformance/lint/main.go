// Command lint compares our validation with Prisma's on folders of schemas:
// whether a schema is accepted, and on which lines errors and warnings stand.
// It exits with 1 if any share of agreement is below its mark. "make
// conformance" calls it; see CONTRIBUTING.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"create-app/internal/oracle"
	"create-app/psl/internal/conformance"
)

func main() {
	r := run{}
	flag.IntVar(&r.show, "show", 3, "show the first `N` schemas that differ")
	flag.IntVar(&r.mutants, "mutants", 0, "also compare `N` mutants of each schema")
	flag.Uint64Var(&r.seed, "seed", 1, "the `number` the mutants are made from")
	flag.Float64Var(&r.marks.verdicts, "verdicts", 100, "the `percentage` of verdicts that must agree")
	flag.Float64Var(&r.marks.lines, "lines", 100, "the `percentage` of sets of lines that must agree")
	flag.Float64Var(&r.mutantMarks.verdicts, "mutant-verdicts", 99, "the `percentage` for verdicts on mutants")
	flag.Float64Var(&r.mutantMarks.lines, "mutant-lines", 98.5, "the `percentage` for lines of mutants")
	only := flag.Int("prisma", 0, "compare with one `major` version of Prisma only")
	flag.Parse()
	for _, version := range oracle.Versions {
		if *only != 0 && *only != version {
			continue
		}
		if err := r.compare(version, flag.Args()); err != nil {
			fmt.Fprintln(os.Stderr, "error:", err)
			os.Exit(1)
		}
	}
	if r.below {
		os.Exit(1)
	}
}

// marks are percentages of agreement.
type marks struct{ verdicts, lines float64 }

type run struct {
	show        int
	mutants     int
	seed        uint64
	marks       marks
	mutantMarks marks

	below bool // some share was below its mark
}

func (r *run) compare(version int, folders []string) error {
	o, err := oracle.Start(version)
	if err != nil {
		return err
	}
	defer o.Close()
	for _, folder := range folders {
		names, texts, err := conformance.Schemas(folder)
		if err != nil {
			return err
		}
		if err := r.lint(o, folder, names, each(texts, alone), r.marks); err != nil {
			return err
		}
		if version >= 7 {
			for i := range texts {
				texts[i] = conformance.WithoutURLs(texts[i])
			}
			if err := r.lint(o, folder+", without URLs", names, each(texts, alone), r.marks); err != nil {
				return err
			}
		}
		if err := r.compareMutants(o, folder, names, texts); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) compareMutants(o *oracle.Oracle, folder string, names, texts []string) error {
	if r.mutants == 0 {
		return nil
	}
	m := conformance.NewMutator(r.seed, texts)
	for _, kind := range []struct {
		title  string
		mutate func(string) []string
	}{
		{"mutated", func(text string) []string { return alone(m.Mutate(text)) }},
		{"remade", func(text string) []string { return alone(m.Remake(text)) }},
		{"in several files", m.Split},
		{"remade in several files", func(text string) []string { return m.Split(m.Remake(text)) }},
	} {
		var mutantNames []string
		var mutants [][]string
		for k := range r.mutants {
			for _, name := range names {
				mutantNames = append(mutantNames, fmt.Sprintf("%s, mutant %d", name, k))
			}
			mutants = append(mutants, each(texts, kind.mutate)...)
		}
		if err := r.lint(o, folder+", "+kind.title, mutantNames, mutants, r.mutantMarks); err != nil {
			return err
		}
	}
	return nil
}

func alone(text string) []string { return []string{text} }

func each(texts []string, f func(string) []string) [][]string {
	var schemas [][]string
	for _, text := range texts {
		schemas = append(schemas, f(text))
	}
	return schemas
}

func (r *run) lint(o *oracle.Oracle, title string, names []string, schemas [][]string, want marks) error {
	judgements, err := conformance.Lint(o, schemas)
	if err != nil {
		return err
	}
	verdicts, errors, warnings, accepted, crashed := 0, 0, 0, 0, 0
	for i := range judgements {
		j := &judgements[i]
		accepted += count(j.PrismaOK)
		crashed += count(j.Crashed)
		verdicts += count(j.SameVerdict())
		errors += count(j.SameErrors())
		warnings += count(j.SameWarnings())
		if (!j.SameVerdict() || !j.SameErrors() || !j.SameWarnings()) && r.show > 0 {
			r.show--
			explain(names[i], schemas[i], j)
		}
	}
	n := len(judgements)
	fmt.Printf("lint, Prisma %d, %s: %d schemas, %d of them accepted by Prisma, which crashed or did not come back on %d; %s verdicts, %s error lines, %s warning lines agree\n",
		o.Version, title, n, accepted, crashed, share(verdicts, n), share(errors, n), share(warnings, n))
	if percent(verdicts, n) < want.verdicts || percent(errors, n) < want.lines || percent(warnings, n) < want.lines {
		fmt.Printf("  below the mark of %g%% verdicts and %g%% lines\n", want.verdicts, want.lines)
		r.below = true
	}
	return nil
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func percent(part, all int) float64 { return 100 * float64(part) / float64(max(all, 1)) }

func share(part, all int) string {
	if part == all {
		return "all"
	}
	return fmt.Sprintf("%d (%.2f%%)", part, percent(part, all))
}

func explain(name string, texts []string, j *conformance.Judgement) {
	fmt.Printf("--- %s\n%s\n", name, strings.Join(texts, "\n--- and\n"))
	for i := range j.Diagnostics {
		d := &j.Diagnostics[i]
		fmt.Printf("  ours    %s, line %d: %s: %s [%s]\n", d.File.Name, d.Line(), d.Severity, d.Message, d.Code)
	}
	for _, f := range j.Findings {
		fmt.Printf("  prisma  schema%d.prisma, line %d: %s\n", f.File, f.Line, f.Text)
	}
}
