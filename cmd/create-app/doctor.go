package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"create-app/doctor"
	"create-app/git"
	"create-app/plain"
	"create-app/project"
	"create-app/project/env"
	"create-app/prompts/palette"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// doctorOptions are the flags of "doctor".
type doctorOptions struct {
	Schema   string
	Prisma   string
	EnvFiles []string
	Fix      bool
	DryRun   bool
	Diff     bool
	Github   bool
	Yes      bool
}

// newDoctorCmd examines a project. runF replaces the run in tests.
func newDoctorCmd(env *Env, runF func(*doctorOptions) error) *cobra.Command {
	o := &doctorOptions{}
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "what Prisma and NextAuth will see, and what is wrong with it",
		Long: `doctor reads the project as Prisma, Next.js and NextAuth would and says what will
not work, where, why it matters and what cures it. It runs nothing of the
project, connects to nothing and prints no value of a variable. It exits with 1
if it finds a problem; a note is none.

--fix does what needs no decision, which is what has a star; --dry-run and --diff
show that and write nothing.`,
		Example: `  create-app doctor
  create-app doctor --fix --diff`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageErrorf("for another folder: "+env.program().Command("doctor", "-C", args[0]), "doctor takes no arguments, and there is %q", args[0])
			}
			return o.validate(env.JSON)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := readSettings(cmd.Flags(), env); err != nil {
				return err
			}
			if runF != nil {
				return runF(o)
			}
			return runDoctor(cmd.Context(), env, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.Schema, "schema", "", "the schema: a `PATH` to a file or a folder")
	flags.StringVar(&o.Prisma, "prisma", "", "the major of Prisma, 6 or 7, instead of the installed one")
	addEnvFileFlag(flags, &o.EnvFiles)
	flags.BoolVar(&o.Fix, "fix", false, "cure what needs no decision")
	flags.BoolVarP(&o.Yes, "yes", "y", false, "with --fix, ask nothing")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show what --fix would change, write nothing")
	flags.BoolVar(&o.Diff, "diff", false, "show what --fix would change as a diff, write nothing")
	addGithubFlag(flags, &o.Github)
	_ = cmd.RegisterFlagCompletionFunc("prisma", cobra.FixedCompletions([]string{"7", "6"}, cobra.ShellCompDirectiveNoFileComp))
	bindSettings(flags, "schema", "yes")
	return cmd
}

func (o *doctorOptions) validate(asJSON bool) error {
	for _, other := range []struct {
		name  string
		given bool
	}{{"json", asJSON}, {"fix", o.Fix}, {"dry-run", o.DryRun}, {"diff", o.Diff}} {
		if err := refuseGithubWith(o.Github, other.given, other.name); err != nil {
			return err
		}
	}
	switch o.Prisma {
	case "", "6", "7":
		return nil
	}
	return usageErrorf("", "--prisma: %q is neither 6 nor 7", o.Prisma)
}

func runDoctor(ctx context.Context, e *Env, o *doctorOptions) error {
	major := map[string]int{"6": 6, "7": 7}[o.Prisma]
	find := project.Options{Schema: o.Schema, Prisma: major, EnvFiles: o.EnvFiles, Sources: true, Program: e.program()}
	p, err := findProject(ctx, e, e.Dir, find, o.Fix && !o.DryRun && !o.Diff)
	if err != nil {
		return err
	}
	if p.Package == nil && len(p.Schema.Files) == 0 {
		if p.SchemaErr != nil && o.Schema != "" {
			return p.SchemaErr
		}
		hint := "go into its folder, or see --cwd"
		if len(p.FoldersBelow) > 0 {
			hint = fmt.Sprintf("there is one in %s: \"%s\"", strings.Join(p.FoldersBelow, ", "), e.program().Command("doctor", "-C", plain.Path(p.FoldersBelow[0])))
		}
		return withHint(fmt.Errorf("there is no project here: no package.json and no Prisma schema"), hint)
	}
	world := doctor.World{Git: gitOf(ctx, e, p), Modes: runtime.GOOS != "windows", NewSecret: scaffold.NewSecret}
	if world.Modes {
		world.Closed = func(dir string) bool { return isClosed(e.FS, dir) }
	}
	world.MayChange = func(path string) bool { return change.MayChange(e.FS, p.Root, path) }
	if e.Environ != nil {
		world.Inherited = env.VarsOf(e.Environ())
	}
	run := doctorRun{env: e, options: o, project: p, world: world, find: find}
	return run.run(ctx)
}

// doctorRun is one examination, and what is done about it.
type doctorRun struct {
	env     *Env
	options *doctorOptions
	project *project.Project
	find    project.Options
	world   doctor.World
}

func (r *doctorRun) run(ctx context.Context) error {
	report, err := doctor.Examine(r.project, r.world)
	if err != nil {
		return err
	}
	for _, line := range report.Notices {
		r.env.Notef("%s", line)
	}
	if r.options.Fix || r.options.DryRun || r.options.Diff {
		return r.fix(ctx, report)
	}
	if r.options.Github {
		return r.annotate(report)
	}
	return showReport(r.env, report, nil)
}

// doctorResult is what --json prints.
type doctorResult struct {
	*doctor.Report
	Fixed []string `json:"fixed"` // ids, with --fix
	Diff  string   `json:"diff,omitempty"`
}

func showReport(e *Env, report *doctor.Report, fixed []string) error {
	if e.JSON {
		if err := e.PrintJSON(doctorResult{Report: orEmpty(report), Fixed: append([]string{}, fixed...)}); err != nil {
			return err
		}
	} else if _, err := io.WriteString(e.colouredOut(), reportText(report, e.program(), e.outLook(), e.outWidth())); err != nil {
		return err
	}
	if report.Problems() > 0 {
		return errProblems
	}
	return nil
}

// annotate prints the report for GitHub.
func (r *doctorRun) annotate(report *doctor.Report) error {
	var all []annotation
	for _, f := range report.Findings {
		a := annotation{Level: githubError, File: f.File, Line: f.Line, Title: f.ID, Message: f.Message}
		for _, p := range f.Places {
			a.Message += "\n- " + placeText(p.File, p.Line) + p.Message
		}
		a.Message += "\nwhy: " + f.Why + "\ncure: " + f.Cure
		if f.Note {
			a.Level = githubNotice
		}
		all = append(all, a)
	}
	if err := r.env.annotate("create-app doctor", all); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(r.env.Out, summary(report)); err != nil {
		return err
	}
	if report.Problems() > 0 {
		return errProblems
	}
	return nil
}

// orEmpty makes lists of nothing lists in JSON, too.
func orEmpty(report *doctor.Report) *doctor.Report {
	r := *report
	r.Findings = append([]doctor.Finding{}, r.Findings...)
	r.Notices = append([]string{}, r.Notices...)
	return &r
}

// reportText is a report for a terminal of that width, or 0 for any; program is what its user calls this one.
func reportText(report *doctor.Report, program plain.Program, look palette.Palette, width int) string {
	if len(report.Findings) == 0 {
		return "no problems found\n"
	}
	var b strings.Builder
	fixable := 0
	for _, group := range doctor.Groups() {
		head := look.Paint(palette.Strong, string(group)) + "\n"
		for _, f := range report.Findings {
			if f.Group != group {
				continue
			}
			b.WriteString(head)
			head = ""
			writeFinding(&b, f, look, width)
			if f.Fixable {
				fixable++
			}
		}
	}
	end := summary(report)
	if fixable > 0 {
		end += fmt.Sprintf("; %s cures %d of them, those with a star", program.Command("doctor", "--fix"), fixable)
	}
	b.WriteString("\n" + hanging(end, "", "", width) + "\n")
	return b.String()
}

func summary(report *doctor.Report) string {
	problems := report.Problems()
	notes := len(report.Findings) - problems
	switch {
	case notes == 0:
		return plural(problems, "problem")
	case problems == 0:
		return "no problems found, " + plural(notes, "note")
	}
	return plural(problems, "problem") + ", " + plural(notes, "note")
}

// writeFinding marks what --fix cures with a star, and what is not a problem
// as a note.
func writeFinding(b *strings.Builder, f doctor.Finding, look palette.Palette, width int) {
	place := placeText(f.File, f.Line)
	if f.Note {
		place += "note: "
	}
	star := ""
	if f.Fixable {
		star = " *"
	}
	fmt.Fprintln(b, hanging(plain.Line(fmt.Sprintf("%s%s [%s]%s", place, f.Message, f.ID, star)), "  ", "    ", width))
	for _, p := range f.Places {
		fmt.Fprintln(b, hanging(plain.Line(placeText(p.File, p.Line)+p.Message), "    ", "      ", width))
	}
	for _, part := range [][2]string{{"why:  ", f.Why}, {"cure: ", f.Cure}} {
		text := hanging(plain.Line(part[1]), "          ", "          ", width)
		fmt.Fprintln(b, "    "+look.Paint(palette.Dim, part[0])+strings.TrimPrefix(text, "          "))
	}
}

// placeText is what a line about a place begins with.
func placeText(file string, line int) string {
	switch {
	case file == "":
		return ""
	case line > 0:
		return fmt.Sprintf("%s:%d: ", file, line)
	}
	return file + ": "
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// fix carries out the cures that need no decision, or shows them, and then
// says what is left.
func (r *doctorRun) fix(ctx context.Context, report *doctor.Report) error {
	cures, err := doctor.Cure(r.env.FS, r.env.Dir, r.find, r.world)
	if err != nil {
		return err
	}
	var edits []change.Edit
	for _, edit := range cures.Edits {
		below, err := filepath.Rel(r.project.Root, edit.Path)
		if err != nil {
			return err
		}
		edits = append(edits, change.Edit{Path: filepath.ToSlash(below), Content: edit.Content, Secret: edit.Secret})
	}
	plan, err := change.NewPlan(r.env.FS, r.project.Root, edits)
	if err != nil {
		return err
	}
	if r.options.DryRun || r.options.Diff {
		return r.showCures(plan, cures, report)
	}
	if (plan.Writes() || len(cures.Private) > 0) && r.env.Interactive(r.options.Yes) {
		if err := r.confirm(ctx, plan, cures, report); err != nil {
			return err
		}
	}
	if plan.Writes() {
		if _, err := r.env.apply(ctx, plan); err != nil {
			return err
		}
	}
	for _, path := range cures.Private {
		if err := r.env.FS.Chmod(path, 0o600); err != nil {
			return fmt.Errorf("change the mode of %s: %w", r.project.Rel(path), err)
		}
	}
	for _, id := range cures.IDs {
		r.env.Notef("cured: %s", id)
	}
	left, err := r.again()
	if err != nil {
		return err
	}
	return showReport(r.env, left, cures.IDs)
}

// confirm shows what is found and what would be done about it, and asks.
func (r *doctorRun) confirm(ctx context.Context, plan *change.Plan, cures *doctor.Cures, report *doctor.Report) error {
	view := preview(plan, "")
	view.Notes = []string{strings.TrimSpace(reportText(report, r.find.Program, palette.Palette{}, 0))}
	for _, path := range cures.Private {
		view.Notes = append(view.Notes, r.project.Rel(path)+" would be readable by its owner only")
	}
	return r.env.Prompter.Review(ctx, "what --fix cures", view, "cure it", nil)
}

// again examines what has come of it.
func (r *doctorRun) again() (*doctor.Report, error) {
	p, err := project.Find(r.env.FS, r.env.Dir, r.find)
	if err != nil {
		return nil, err
	}
	return doctor.Examine(p, r.world)
}

func (r *doctorRun) showCures(plan *change.Plan, cures *doctor.Cures, report *doctor.Report) error {
	if r.env.JSON {
		return r.env.PrintJSON(doctorResult{Report: orEmpty(report), Fixed: []string{}, Diff: plan.Diff(scaffold.Mask)})
	}
	var b strings.Builder
	if r.options.DryRun && plan.Writes() {
		if _, err := fmt.Fprintf(r.env.tree(), "%s\n%s; nothing was written\n", plan.Tree(), plan.Count()); err != nil {
			return err
		}
	}
	if r.options.Diff {
		if _, err := io.WriteString(r.env.patch(), plan.Diff(scaffold.Mask)); err != nil {
			return err
		}
	}
	for _, path := range cures.Private {
		fmt.Fprintf(&b, "%s would be readable by its owner only\n", r.project.Rel(path))
	}
	if b.Len() == 0 && !plan.Writes() {
		b.WriteString("nothing that --fix would cure\n")
	}
	_, err := io.WriteString(r.env.results(), b.String())
	return err
}

// gitOf is the repository of the project; nil, the doctor's word for "none", where there is
// none or git is missing.
func gitOf(ctx context.Context, e *Env, p *project.Project) doctor.Git {
	if r := git.Open(ctx, e.FS, e.Runner, p.Root); r != nil {
		return r
	}
	return nil
}
