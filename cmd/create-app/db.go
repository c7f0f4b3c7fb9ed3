package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"create-app/plain"
	"create-app/project"
	"create-app/prompts"
	"create-app/psl/convert"
	"create-app/scaffold"
	"create-app/scaffold/move"
	"create-app/templates"
)

// dbOptions are the flags of a move to another database.
type dbOptions struct {
	To       templates.Database // zero where it is asked for
	Schema   string
	EnvFiles []string
	Yes      bool
	DryRun   bool
	Diff     bool
	Rows     bool
}

// newDBCmd moves a project to another database. runF replaces the run in tests.
func newDBCmd(env *Env, runF func(*dbOptions) error) *cobra.Command {
	o := &dbOptions{}
	cmd := &cobra.Command{
		Use:   "db PROVIDER",
		Short: "move the project to another database",
		Long: `db moves a project to another database: the schema, .env, the driver and the
files that depend on it. It first reports what changes and what the new database
does not hold; what cannot be expressed there is refused, and nothing is written.

Rows are not moved, and the database itself is not touched. The old URL stays in
.env as a comment, the old migrations in a folder of their own. --rows prints a
script that carries rows over, and the report says how it is run.

PROVIDER is one of ` + strings.Join(move.TargetIDs(), ", ") + `.`,
		Example: `  create-app db postgresql --dry-run
  create-app db postgresql
  create-app db --rows > rows.ts`,
		ValidArgs: move.TargetIDs(),
		Args: func(_ *cobra.Command, args []string) error {
			if o.Rows && len(args) > 0 {
				return usageErrorf("", "--rows goes with no database: the script is for any two")
			}
			if o.Rows || len(args) == 0 && env.Interactive(o.Yes) {
				return nil // it is asked for
			}
			return o.takeTarget(args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := readSettings(cmd.Flags(), env); err != nil {
				return err
			}
			if runF != nil {
				return runF(o)
			}
			return runDB(cmd.Context(), env, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.Schema, "schema", "", "the schema: a `PATH` to a file or a folder")
	addEnvFileFlag(flags, &o.EnvFiles)
	flags.BoolVarP(&o.Yes, "yes", "y", false, "ask nothing")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show what would change, write nothing")
	flags.BoolVar(&o.Diff, "diff", false, "show the changes as a diff, write nothing")
	flags.BoolVar(&o.Rows, "rows", false, "print a script that carries the rows over, write nothing")
	bindSettings(flags, "schema", "yes")
	return cmd
}

// takeTarget reads the argument.
func (o *dbOptions) takeTarget(args []string) error {
	switch {
	case len(args) == 0:
		return usageErrorf("known: "+strings.Join(move.TargetIDs(), ", "), "no database given")
	case len(args) > 1:
		return usageErrorf("", "one database at a time, but got %q and %q", args[0], args[1])
	}
	var err error
	o.To, err = move.ParseTarget(args[0])
	return err
}

// askTarget asks which of the databases the project is to be moved to.
func askTarget(ctx context.Context, env *Env, others []templates.Database) (templates.Database, error) {
	m := prompts.Menu{Title: "Move to which database?"}
	for _, d := range others {
		m.Values = append(m.Values, scaffold.Value{Value: d.ID, Name: d.Name, About: d.About})
	}
	answer, err := env.Prompter.Choose(ctx, m)
	if err != nil {
		return templates.Database{}, err
	}
	return others[slices.IndexFunc(others, func(d templates.Database) bool { return d.ID == answer })], nil
}

// moveIn is the command that makes the same move in another folder.
func moveIn(env *Env, o *dbOptions, dir string) string {
	words := []string{"db", "-C", plain.Path(dir)}
	if o.To.ID != "" {
		words = slices.Insert(words, 1, o.To.ID)
	}
	return env.program().Command(words...)
}

func runDB(ctx context.Context, env *Env, o *dbOptions) error {
	found, err := findProject(ctx, env, env.Dir, move.Needs(project.Options{Schema: o.Schema, EnvFiles: o.EnvFiles}), !o.DryRun && !o.Diff && !o.Rows)
	if err != nil {
		return err
	}
	if other := found.OtherGeneration(); other != "" {
		return errors.New(other)
	}
	if found.SchemaErr != nil {
		return found.SchemaErr
	}
	switch runs := found.RunsIn(); {
	case runs != found.Dir && !o.Rows:
		dir := found.Rel(runs)
		return withHint(fmt.Errorf("the scripts of %s run Prisma for this schema, and the move is made there", plain.Line(dir)), moveIn(env, o, dir))
	case found.Library != nil:
		dir := found.Rel(found.Library.Root)
		return withHint(fmt.Errorf("the schema is that of %s, and so is the move", plain.Line(dir)), moveIn(env, o, dir))
	}
	if o.Rows {
		script, err := move.Rows(found)
		if err == nil {
			_, err = io.WriteString(env.Out, script)
		}
		return err
	}
	noteSchema(env, found)
	environment, err := noteEnvironment(env, found)
	if err != nil {
		return err
	}
	seen, err := move.Look(env.FS, found, environment)
	if err != nil {
		return err
	}
	if o.To.ID == "" {
		if o.To, err = askTarget(ctx, env, seen.Others()); err != nil {
			return err
		}
	}
	plan, err := move.NewPlan(env.FS, seen, o.To)
	if err != nil {
		return err
	}
	report := newDBReport(plan, o)
	if plan.Report.Refused() || o.DryRun || o.Diff {
		return report.finish(env, plan)
	}
	if !plan.Writes() {
		return report.finish(env, plan)
	}
	if env.Interactive(o.Yes) {
		var details strings.Builder
		report.portability(&details)
		view := preview(plan.Plan, "")
		view.Notes = []string{strings.TrimSpace(details.String())}
		if err := env.Prompter.Review(ctx, plan.From.Name+" to "+plan.To.Name, view, "move it", nil); err != nil {
			return err
		}
	}
	if _, err := env.apply(ctx, plan.Plan); err != nil {
		return err
	}
	report.Written = true
	return report.finish(env, plan)
}

// dbReport is the result of a run, as --json prints it.
type dbReport struct {
	From    string         `json:"from"`
	To      string         `json:"to"`
	Refused bool           `json:"refused"`
	Written bool           `json:"written"`
	Report  convert.Report `json:"report"`
	// Code are places in the sources, and Elsewhere in other files, that stay as they are and are for the old database.
	Code      []move.Place    `json:"code"`
	Elsewhere []move.Place    `json:"elsewhere"`
	Changes   []newChange     `json:"changes"`
	Diff      string          `json:"diff,omitempty"`
	Steps     []scaffold.Step `json:"steps"`

	names  [2]string // of the databases, for people
	dryRun bool
	diff   bool
}

func newDBReport(plan *move.Plan, o *dbOptions) *dbReport {
	r := &dbReport{
		From: plan.From.ID, To: plan.To.ID, Refused: plan.Report.Refused(), Report: plan.Report, Steps: plan.Steps,
		names: [2]string{plan.From.Name, plan.To.Name}, dryRun: o.DryRun, diff: o.Diff,
		Changes: []newChange{}, Code: append([]move.Place{}, plan.Code...), Elsewhere: append([]move.Place{}, plan.Elsewhere...),
	}
	if r.Report == nil {
		r.Report = convert.Report{}
	}
	if r.Steps == nil {
		r.Steps = []scaffold.Step{}
	}
	if plan.Plan != nil {
		for _, c := range plan.Changes {
			r.Changes = append(r.Changes, newChange{c.Path, c.Kind})
		}
		if o.Diff {
			r.Diff = plan.Diff(scaffold.Mask)
		}
	}
	return r
}

// finish prints the result and gives the exit code.
func (r *dbReport) finish(env *Env, plan *move.Plan) error {
	if env.JSON {
		if err := env.PrintJSON(r); err != nil {
			return err
		}
	} else if _, err := io.WriteString(r.stream(env), r.text(env, plan)); err != nil {
		return err
	}
	if r.Refused {
		if !env.JSON {
			return withHint(errors.New("nothing was written"), "change these places, then run again")
		}
		return errProblems
	}
	return nil
}

// stream is where the text goes: a patch alone is for programs, too.
func (r *dbReport) stream(env *Env) io.Writer {
	if r.onlyDiff() {
		return env.patch()
	}
	return env.results()
}

func (r *dbReport) onlyDiff() bool { return r.diff && !r.dryRun && !r.Refused && r.From != r.To }

func (r *dbReport) text(env *Env, plan *move.Plan) string {
	var b strings.Builder
	if r.From == r.To {
		return fmt.Sprintf("the project is on %s already; nothing to do\n", r.names[1])
	}
	if r.onlyDiff() {
		return r.Diff
	}
	r.portability(&b)
	if r.Refused {
		return b.String()
	}
	if r.dryRun {
		fmt.Fprintf(&b, "\n%s\n%s; nothing was written\n%s", plan.Tree(), plan.Count(), r.Diff)
	}
	if r.Written {
		fmt.Fprintf(&b, "\nmoved to %s (%s)\n", r.names[1], plan.Count())
	}
	if !env.Quiet {
		writeSteps(&b, r.Steps)
	}
	return b.String()
}

// portability is the report: what is refused, what the code has to follow,
// what is lost and what merely changes, the same findings together.
func (r *dbReport) portability(b *strings.Builder) {
	fmt.Fprintf(b, "%s to %s\n", r.names[0], r.names[1])
	for _, kind := range convert.Kinds() {
		if r.Report.Count(kind) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", kindTitle(kind))
		for _, group := range groups(r.Report, kind) {
			writeGroup(b, kind, group)
		}
	}
	if len(r.Report) == 0 && r.From != r.To {
		b.WriteString("\nthe schema needs no change\n")
	}
	writeElsewhere(b, "your code has what "+r.names[1]+" does not understand, or takes otherwise:", r.Code)
	writeElsewhere(b, "other files are for "+r.names[0]+", and stay as they are:", r.Elsewhere)
}

// writeElsewhere lists places that a move leaves as they are, the same ones together.
func writeElsewhere(b *strings.Builder, title string, places []move.Place) {
	if len(places) > 0 {
		fmt.Fprintf(b, "\n%s\n", title)
	}
	done := map[string]bool{}
	for _, p := range places {
		if done[p.What+p.Instead] {
			continue
		}
		done[p.What+p.Instead] = true
		fmt.Fprintf(b, "  %s: %s\n", plain.Line(p.What), p.Why)
		var same []convert.Note
		for _, other := range places {
			if other.What == p.What && other.Instead == p.Instead {
				same = append(same, convert.Note{File: plain.Line(other.File), Line: other.Line})
			}
		}
		writePlaces(b, same, shownPlaces(convert.Code))
		fmt.Fprintf(b, "    = instead: %s\n", p.Instead)
	}
}

func kindTitle(k convert.Kind) string {
	switch k {
	case convert.Refused:
		return "cannot be expressed:"
	case convert.Code:
		return "changes the client; your code has to follow:"
	case convert.Lost:
		return "holds less, or behaves otherwise:"
	}
	return "says the same in other words:"
}

// groups puts notes that say the same together, in the order of the first of each.
func groups(report convert.Report, kind convert.Kind) [][]convert.Note {
	var list [][]convert.Note
	place := map[string]int{}
	for _, note := range report {
		if note.Kind != kind {
			continue
		}
		i, found := place[note.Message]
		if !found {
			i = len(list)
			place[note.Message] = i
			list = append(list, nil)
		}
		list[i] = append(list[i], note)
	}
	return list
}

// shownPlaces is how many places of one finding are listed. Refusals are all
// listed; what merely says the same in other words needs fewer.
func shownPlaces(kind convert.Kind) int {
	if kind == convert.Changed {
		return 6
	}
	return 18
}

func writeGroup(b *strings.Builder, kind convert.Kind, notes []convert.Note) {
	if kind == convert.Refused {
		for _, n := range notes {
			fmt.Fprintf(b, "  %s:%d:%d: %s: %s\n", n.File, n.Line, n.Column, n.Subject, n.Message)
		}
	} else {
		fmt.Fprintf(b, "  %s\n", notes[0].Message)
		writePlaces(b, notes, shownPlaces(kind))
	}
	if notes[0].Help != "" {
		fmt.Fprintf(b, "    = help: %s\n", notes[0].Help)
	}
}

// writePlaces lists the places of a finding in lines that are not too long.
func writePlaces(b *strings.Builder, notes []convert.Note, most int) {
	line := "   "
	for i, n := range notes[:min(most, len(notes))] {
		place := fmt.Sprintf(" %s:%d", n.File, n.Line)
		if n.Subject != "" {
			place = fmt.Sprintf(" %s (%s:%d)", n.Subject, n.File, n.Line)
		}
		if i < len(notes)-1 {
			place += ","
		}
		if len(line) > 3 && len(line)+len(place) > 118 {
			b.WriteString(line + "\n")
			line = "   "
		}
		line += place
	}
	b.WriteString(line + "\n")
	if len(notes) > most {
		fmt.Fprintf(b, "    and %d more, which --json lists\n", len(notes)-most)
	}
}

// writeSteps prints what is left to the user.
func writeSteps(b *strings.Builder, steps []scaffold.Step) {
	for i, step := range steps {
		if i == 0 {
			b.WriteString("\nleft to you:\n")
		}
		fmt.Fprintf(b, "- %s\n", plain.Line(step.Title))
		if step.File != "" && step.Text != "" {
			fmt.Fprintf(b, "  %s:\n", plain.Line(step.File))
		}
		for line := range strings.Lines(step.Text) {
			b.WriteString(strings.TrimRight("    "+line, " \n") + "\n")
		}
	}
}
