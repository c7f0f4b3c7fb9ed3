package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"create-app/doctor"
	"create-app/project"
	"create-app/project/env"
	"create-app/scaffold"
)

// doctorOptions are the flags of "doctor".
type doctorOptions struct {
	Schema   string
	Prisma   string
	EnvFiles []string
	Fix      bool
	DryRun   bool
	Diff     bool
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

--fix does what needs no decision; --dry-run and --diff show that and write
nothing.`,
		Example: `  create-app doctor
  create-app doctor --fix --diff`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageErrorf("for another folder: create-app doctor -C "+args[0], "doctor takes no arguments, and there is %q", args[0])
			}
			return o.validate()
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
	flags.BoolVar(&o.DryRun, "dry-run", false, "show what --fix would change, write nothing")
	flags.BoolVar(&o.Diff, "diff", false, "show what --fix would change as a diff, write nothing")
	_ = cmd.RegisterFlagCompletionFunc("prisma", cobra.FixedCompletions([]string{"7", "6"}, cobra.ShellCompDirectiveNoFileComp))
	bindSettings(flags, "schema")
	return cmd
}

func (o *doctorOptions) validate() error {
	switch o.Prisma {
	case "", "6", "7":
		return nil
	}
	return usageErrorf("", "--prisma: %q is neither 6 nor 7", o.Prisma)
}

func runDoctor(ctx context.Context, e *Env, o *doctorOptions) error {
	major := map[string]int{"6": 6, "7": 7}[o.Prisma]
	p, err := project.Find(e.FS, e.Dir, project.Options{Schema: o.Schema, Prisma: major, EnvFiles: o.EnvFiles})
	if err != nil {
		return err
	}
	if p.Package == nil && len(p.Schema.Files) == 0 {
		if p.SchemaErr != nil && o.Schema != "" {
			return p.SchemaErr
		}
		return withHint(fmt.Errorf("there is no project here: no package.json and no Prisma schema"), "go into its folder, or see --cwd")
	}
	world := doctor.World{Git: gitOf(ctx, e, p), Modes: runtime.GOOS != "windows"}
	if e.Environ != nil {
		world.Inherited = env.VarsOf(e.Environ())
	}
	report, err := doctor.Examine(p, world)
	if err != nil {
		return err
	}
	for _, line := range report.Notices {
		e.Notef("%s", line)
	}
	if o.Fix || o.DryRun || o.Diff {
		return fixFindings(ctx, e, o, p, report)
	}
	return showReport(e, report, nil)
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
	} else if _, err := io.WriteString(e.Out, reportText(report)); err != nil {
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

func reportText(report *doctor.Report) string {
	if len(report.Findings) == 0 {
		return "no problems found\n"
	}
	var b strings.Builder
	fixable := 0
	for _, group := range doctor.Groups() {
		head := string(group) + "\n"
		for _, f := range report.Findings {
			if f.Group != group {
				continue
			}
			b.WriteString(head)
			head = ""
			writeFinding(&b, f)
			if f.Fixable {
				fixable++
			}
		}
	}
	b.WriteString("\n" + summary(report))
	if fixable > 0 {
		fmt.Fprintf(&b, "; create-app doctor --fix cures %d of them, those with a star", fixable)
	}
	b.WriteString("\n")
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
func writeFinding(b *strings.Builder, f doctor.Finding) {
	b.WriteString("  ")
	if f.File != "" {
		b.WriteString(f.File)
		if f.Line > 0 {
			fmt.Fprintf(b, ":%d", f.Line)
		}
		b.WriteString(": ")
	}
	if f.Note {
		b.WriteString("note: ")
	}
	star := ""
	if f.Fixable {
		star = " *"
	}
	fmt.Fprintf(b, "%s [%s]%s\n    why:  %s\n    cure: %s\n", f.Message, f.ID, star, f.Why, f.Cure)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// fixFindings carries out the cures that need no decision, or shows them.
func fixFindings(ctx context.Context, e *Env, o *doctorOptions, p *project.Project, report *doctor.Report) error {
	edits, private, fixed, err := cures(e, p, report)
	if err != nil {
		return err
	}
	plan, err := scaffold.PlanEdits(e.FS, p.Root, edits)
	if err != nil {
		return err
	}
	if o.DryRun || o.Diff {
		return showCures(e, o, p, plan, private, report)
	}
	if plan.Writes() {
		if _, err := scaffold.Apply(ctx, e.FS, plan); err != nil {
			return err
		}
	}
	for _, path := range private {
		if err := e.FS.Chmod(path, 0o600); err != nil {
			return fmt.Errorf("change the mode of %s: %w", p.Rel(path), err)
		}
	}
	report.Findings = slices.DeleteFunc(report.Findings, func(f doctor.Finding) bool { return f.Fixable })
	for _, id := range fixed {
		e.Notef("cured: %s", id)
	}
	return showReport(e, report, fixed)
}

// cures collects the edits of all findings. Of several for one file the first
// counts: the others are found again by the next run.
func cures(e *Env, p *project.Project, report *doctor.Report) (edits []scaffold.Edit, private, fixed []string, err error) {
	for i := range report.Findings {
		f := &report.Findings[i]
		if f.Fix == nil {
			continue
		}
		var own []scaffold.Edit
		for _, edit := range f.Fix.Edits {
			below, err := filepath.Rel(p.Root, edit.Path)
			if err != nil {
				return nil, nil, nil, err
			}
			below = filepath.ToSlash(below)
			if slices.ContainsFunc(edits, func(other scaffold.Edit) bool { return other.Path == below }) {
				f.Fixable = false
			}
			own = append(own, scaffold.Edit{Path: below, Content: edit.Content, Secret: edit.Secret})
		}
		if !f.Fixable {
			continue
		}
		edits = append(edits, own...)
		private = append(private, f.Fix.Private...)
		fixed = append(fixed, f.ID)
	}
	return edits, private, fixed, nil
}

func showCures(e *Env, o *doctorOptions, p *project.Project, plan *scaffold.Plan, private []string, report *doctor.Report) error {
	if e.JSON {
		return e.PrintJSON(doctorResult{Report: orEmpty(report), Fixed: []string{}, Diff: plan.Diff()})
	}
	var b strings.Builder
	if o.DryRun && plan.Writes() {
		fmt.Fprintf(&b, "%s\n%s; nothing was written\n", plan.Tree(), plan.Count())
	}
	if o.Diff {
		b.WriteString(plan.Diff())
	}
	for _, path := range private {
		fmt.Fprintf(&b, "%s would be readable by its owner only\n", p.Rel(path))
	}
	if b.Len() == 0 {
		b.WriteString("nothing that --fix would cure\n")
	}
	_, err := io.WriteString(e.Out, b.String())
	return err
}

// git asks the repository that the project is in.
type git struct {
	ctx context.Context
	env *Env
	dir string
	top string // the work tree; git refuses to speak of what is outside
}

// gitOf returns nil, the doctor's word for "no repository", where there is
// none or git is missing.
func gitOf(ctx context.Context, e *Env, p *project.Project) doctor.Git {
	top := scaffold.WorkTree(e.FS, p.Root)
	if e.Runner == nil || top == "" {
		return nil
	}
	if _, err := e.Runner.Find("git"); err != nil {
		return nil
	}
	return git{ctx, e, p.Root, top}
}

// Files has git tag what it lists: "?" is what it does not track.
func (g git) Files(paths []string) (tracked, untracked []string, err error) {
	paths = slices.DeleteFunc(slices.Clone(paths), func(path string) bool {
		below, err := filepath.Rel(g.top, path)
		return err != nil || !filepath.IsLocal(below)
	})
	if len(paths) == 0 {
		return nil, nil, nil // without a path it would list everything
	}
	var out bytes.Buffer
	args := append([]string{"ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--"}, paths...)
	if err := g.env.Runner.Run(g.ctx, g.dir, &out, "git", args...); err != nil {
		return nil, nil, fmt.Errorf("it does not list its files (%w)", err)
	}
	for entry := range strings.SplitSeq(out.String(), "\x00") {
		entry = entry[strings.LastIndexByte(entry, '\n')+1:] // behind a warning
		tag, path, found := strings.Cut(entry, " ")
		if !found {
			continue
		}
		if path = filepath.FromSlash(path); !filepath.IsAbs(path) {
			path = filepath.Join(g.dir, path)
		}
		if tag == "?" {
			untracked = append(untracked, path)
		} else {
			tracked = append(tracked, path)
		}
	}
	return tracked, untracked, nil
}
