package main

import (
	"context"
	"fmt"
	"strings"

	"create-app/git"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// newReport is the result of a run, as --json prints it.
type newReport struct {
	Root      string      `json:"root"`
	Name      string      `json:"name"`
	Written   bool        `json:"written"`
	Command   string      `json:"command"` // gives the same project again
	Changes   []newChange `json:"changes"`
	Diff      string      `json:"diff,omitempty"`
	Installed bool        `json:"installed"`
	Git       bool        `json:"git"` // a repository was made
	Next      []string    `json:"next"`

	count string
}

type newChange struct {
	Path string      `json:"path"`
	Kind change.Kind `json:"kind"`
}

func newNewReport(plan *scaffold.Plan, o *newOptions) *newReport {
	report := &newReport{Root: plan.Root, Name: plan.Name, Command: o.CommandLine(), count: plan.Count()}
	for _, c := range plan.Changes {
		report.Changes = append(report.Changes, newChange{c.Path, c.Kind})
	}
	report.Next = scaffold.NextSteps(plan.Plan, o.Options, false)
	return report
}

// showPlan prints what would happen.
func showPlan(env *Env, plan *scaffold.Plan, o *newOptions) error {
	report := newNewReport(plan, o)
	if o.Diff {
		report.Diff = plan.Diff(scaffold.Mask)
	}
	if env.JSON {
		return env.PrintJSON(report)
	}
	text, out := report.Diff, env.payload()
	if o.DryRun {
		out = env.Out
		text = plan.Tree() + "\n" + plan.Count() + "; nothing was written\n" + text
	}
	if _, err := fmt.Fprint(out, text); err != nil {
		return err
	}
	if !env.Interactive(o.Yes) {
		env.Notef("equivalent: %s", report.Command)
	}
	return nil
}

// finish installs and makes the repository. What fails here does not take the
// project with it: the report then says what is left to do.
func (o *newOptions) finish(ctx context.Context, env *Env, plan *scaffold.Plan) (*newReport, error) {
	report := newNewReport(plan, o)
	report.Written = true
	var failure error
	if o.Install {
		failure = install(ctx, env, plan.Root, o.PackageManager)
		report.Installed = failure == nil
	}
	if o.Git && ctx.Err() == nil {
		made, err := makeRepository(ctx, env, plan.Root)
		report.Git = made
		if failure == nil {
			failure = err
		}
	}
	if ctx.Err() != nil {
		return report, change.ErrStopped
	}
	report.Next = scaffold.NextSteps(plan.Plan, o.Options, report.Installed)
	if !env.Interactive(o.Yes) {
		env.Notef("equivalent: %s", report.Command)
	}
	return report, failure
}

// install shows that something is going on, and in the end only what went
// wrong.
func install(ctx context.Context, env *Env, dir, manager string) error {
	progress := startProgress(env, "installing with "+manager)
	err := scaffold.Install(ctx, env.Runner, dir, manager, progress)
	progress.stop()
	if err == nil {
		env.Notef("installed with %s (%s)", manager, progress.elapsed())
		return nil
	}
	if ctx.Err() == nil {
		fmt.Fprint(env.Err, progress.tail())
	}
	return err
}

// makeRepository makes dir a repository unless it is in one.
func makeRepository(ctx context.Context, env *Env, dir string) (bool, error) {
	if top := git.WorkTree(env.FS, dir); top != "" {
		env.Notef("no new repository: %s is one already", top)
		return false, nil
	}
	committed, err := git.Init(ctx, env.Runner, env.FS, dir)
	if err != nil {
		return false, err
	}
	if !committed {
		env.Notef("git does not know who you are, so nothing is committed yet: set user.name and user.email, then \"git commit\"")
	}
	return true, nil
}

// show prints the result.
func (r *newReport) show(env *Env) error {
	if env.JSON {
		return env.PrintJSON(r)
	}
	if _, err := fmt.Fprintf(env.Out, "made %s in %s (%s)\n", r.Name, r.Root, r.count); err != nil {
		return err
	}
	env.Notef("\nnext:\n  %s", block(strings.Join(r.Next, "\n  ")))
	return nil
}
