package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"create-app/plain"
	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/token"
	"create-app/psl/validate"
)

// validateOptions are the flags of "validate".
type validateOptions struct {
	schemaOptions
	Strict bool
	SARIF  bool
	Github bool
}

func newValidateCmd(env *Env, runF func(*validateOptions) error) *cobra.Command {
	o := &validateOptions{}
	cmd := &cobra.Command{
		Use:   "validate [PATH...]",
		Short: "check Prisma schemas",
		Long: `validate checks schemas as "prisma validate" does: it accepts and refuses the same
ones, at the same lines, and says what to do. Files are checked one by one and
the files of a folder as one schema; "-" reads standard input. Without a path it
takes the schema where Prisma looks for it. It exits with 1 if there are errors.`,
		Example: `  create-app validate
  create-app validate --strict prisma/
  create-app validate --prisma 6 --json old.prisma
  create-app validate --sarif prisma/ > results.sarif
  create-app validate --github`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			if err := o.validate(); err != nil {
				return err
			}
			if o.SARIF && env.JSON {
				return usageErrorf("", "--json and --sarif at once")
			}
			if err := refuseGithubWith(o.Github, env.JSON, "json"); err != nil {
				return err
			}
			if err := refuseGithubWith(o.Github, o.SARIF, "sarif"); err != nil {
				return err
			}
			if o.Github && slices.Contains(args, "-") {
				return usageErrorf("", "--github shows findings in files, and standard input is none")
			}
			if runF != nil {
				return runF(o)
			}
			if _, err := readSettings(cmd.Flags(), env); err != nil {
				return err
			}
			return runValidate(cmd.Context(), env, o)
		},
	}
	o.addFlags(cmd)
	cmd.Flags().BoolVar(&o.Strict, "strict", false, "fail for warnings too")
	cmd.Flags().BoolVar(&o.SARIF, "sarif", false, "print a SARIF 2.1.0 log for code scanning")
	addGithubFlag(cmd.Flags(), &o.Github)
	return cmd
}

func runValidate(ctx context.Context, env *Env, o *validateOptions) error {
	schemas, err := readSchemas(ctx, env, &o.schemaOptions)
	if err != nil {
		return err
	}
	run := validateRun{env: env, options: o}
	for i := range schemas {
		if err := run.check(&schemas[i]); err != nil {
			return err
		}
	}
	if o.SARIF {
		if err := run.printSARIF(); err != nil {
			return err
		}
	}
	if o.Github {
		if err := run.annotate(); err != nil {
			return err
		}
	}
	if run.failed {
		return errProblems
	}
	return nil
}

// validateRun checks schemas one by one and remembers what came out.
type validateRun struct {
	env     *Env
	options *validateOptions

	all    diag.List
	unread []diag.Unread
	rules  string // the last note on whose rules count
	failed bool
}

func (r *validateRun) check(s *schemaTexts) error {
	if s.Err != nil {
		r.failed = true
		return r.printUnreadable(s)
	}
	list := slices.DeleteFunc(validate.Schema(s.Files, validate.Options{}), s.takes)
	r.failed = r.failed || list.HasErrors() || r.options.Strict && len(list) > 0
	switch {
	case r.options.SARIF, r.options.Github:
		r.all = append(r.all, list...)
		return nil
	case r.env.JSON:
		for _, f := range s.Files {
			if err := diag.NewReport(f.File, list).Write(r.env.jsonOut()); err != nil {
				return err
			}
		}
		return nil
	}
	if rules := s.rules(); rules != r.rules {
		r.env.Notef("%s", rules)
		r.rules = rules
	}
	width := 0
	if r.env.ErrTerminal {
		width = r.env.Width
	}
	if err := (diag.Printer{Color: r.env.ColorErr(), Width: width}).Print(r.env.colored(), list); err != nil {
		return err
	}
	_, err := fmt.Fprintf(r.env.Out, "%s: %s\n", plain.Line(s.Name), verdict(list))
	return err
}

// verdict sums a list up, as in "valid, 1 warning" or "2 errors".
func verdict(list diag.List) string {
	errors := 0
	for i := range list {
		if list[i].Severity == diag.Error {
			errors++
		}
	}
	parts := []string{"valid"}
	if errors > 0 {
		parts[0] = countOf(errors, "error")
	}
	if warnings := len(list) - errors; warnings > 0 {
		parts = append(parts, countOf(warnings, "warning"))
	}
	return strings.Join(parts, ", ")
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// unreadableReport is the line of --json for a file that could not be read.
type unreadableReport struct {
	diag.Report
	Error string `json:"error"`
}

func (r *validateRun) printUnreadable(s *schemaTexts) error {
	if !r.env.JSON {
		r.unread = append(r.unread, diag.Unread{Name: nameBelow(r.env.Dir, s.ErrFile), Reason: reason(s.Err)})
		_, err := fmt.Fprintf(r.env.Err, "error: %s: %s\n", plain.Line(s.ErrFile), reason(s.Err))
		return err
	}
	line := unreadableReport{Report: diag.NewReport(token.NewFile(s.ErrFile, ""), nil), Error: reason(s.Err)}
	line.OK = false
	return r.env.encoder().Encode(line)
}

// annotate prints what was found for GitHub.
func (r *validateRun) annotate() error {
	var all []annotation
	for _, u := range r.unread {
		all = append(all, annotation{Level: githubError, File: u.Name, Title: "not read", Message: u.Reason})
	}
	for i := range r.all {
		d := &r.all[i]
		start, end := d.File.Position(d.Span.Start), d.File.Position(d.Span.End)
		a := annotation{
			Level: githubError, File: d.File.Name, Title: string(d.Code), Message: d.Message,
			Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
		}
		if d.Severity != diag.Error {
			a.Level = githubWarning
		}
		if d.Help != "" {
			a.Message += "\n" + d.Help
		}
		all = append(all, a)
	}
	if err := r.env.annotate("create-app validate", all); err != nil {
		return err
	}
	_, err := fmt.Fprintln(r.env.Out, verdict(r.all))
	return err
}

func (r *validateRun) printSARIF() error {
	return diag.WriteSARIF(r.env.jsonOut(), diag.Tool{
		Name: "create-app", Version: version, Rules: sarifRules(),
	}, relativeTo(r.env.Dir, r.all), r.unread...)
}

// sarifRules are all codes, as a SARIF log describes them.
func sarifRules() []diag.Rule {
	var rules []diag.Rule
	for _, kind := range code.All() {
		rules = append(rules, kind.Rule)
	}
	return rules
}

// nameBelow is the name of a file from dir, or the absolute one where it is not below: a
// log names files from the root of the repository, and has no way up from there.
func nameBelow(dir, name string) string {
	if filepath.IsLocal(name) {
		return name
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	below, err := filepath.Rel(dir, name)
	if err != nil || !filepath.IsLocal(below) {
		return name
	}
	return below
}

// relativeTo gives files their names from dir.
func relativeTo(dir string, list diag.List) diag.List {
	renamed := map[*token.File]*token.File{}
	rename := func(f *token.File) *token.File {
		name := nameBelow(dir, f.Name)
		if name == f.Name {
			return f
		}
		if renamed[f] == nil {
			renamed[f] = token.NewFile(name, f.Text)
		}
		return renamed[f]
	}
	out := make(diag.List, len(list))
	for i, d := range list {
		d.File = rename(d.File)
		d.Related = append([]diag.Related(nil), d.Related...)
		for k := range d.Related {
			d.Related[k].File = rename(d.Related[k].File)
		}
		out[i] = d
	}
	return out
}
