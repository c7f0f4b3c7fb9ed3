package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"create-app/git"
	"create-app/plain"
	"create-app/prompts/palette"
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
	report.Next = scaffold.Commands(scaffold.NextSteps(plan.Plan, o.Options, false))
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
	if o.DryRun {
		if _, err := fmt.Fprintf(env.tree(), "%s\n%s; nothing was written\n", plan.Tree(), plan.Count()); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprint(env.patch(), report.Diff); err != nil {
		return err
	}
	if !env.Interactive(o.Yes) {
		env.Notef("equivalent: %s", report.Command)
	}
	return nil
}

// finish installs and makes the repository. What fails here does not take the
// project with it: the guide then says what is left to do.
func (o *newOptions) finish(ctx context.Context, env *Env, plan *scaffold.Plan) error {
	report := newNewReport(plan, o)
	report.Written = true
	shown := report.made(env)
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
	steps := scaffold.NextSteps(plan.Plan, o.Options, report.Installed)
	report.Next = scaffold.Commands(steps)
	if ctx.Err() != nil {
		switch { // where all was done by then, the signal came too late
		case o.Install && !report.Installed:
			return wholeBut(plan.Name, "the install", steps)
		case o.Git && !report.Git:
			return wholeBut(plan.Name, "git", steps)
		}
	}
	if !env.Interactive(o.Yes) {
		env.Notef("equivalent: %s", report.Command)
	}
	if env.JSON {
		shown = env.PrintJSON(report)
	}
	if shown != nil {
		return shown
	}
	newGuide(steps, o.Options).show(env)
	return failure
}

// undone takes back what was written just before the run was stopped.
func undone(applied *change.Applied) error {
	return cmp.Or(applied.Undo(scaffold.LeftByTools), change.ErrStopped)
}

// wholeBut says that the project is there although the run was stopped, and
// which steps come next.
func wholeBut(name, what string, steps []scaffold.Next) error {
	commands := scaffold.Commands(steps)
	return &change.StoppedError{Left: fmt.Sprintf("%s is whole, only %s was stopped; go on with: %s", name, what, strings.Join(commands, " && "))}
}

// install shows that something is going on, and in the end only what went
// wrong.
func install(ctx context.Context, env *Env, dir, manager string) error {
	progress := startProgress(env, "installing with "+manager)
	err := scaffold.Install(ctx, env.Runner, dir, manager, progress)
	switch {
	case err == nil:
		progress.succeed("installed with " + manager)
	case ctx.Err() != nil:
		progress.stop()
	default:
		log := progress.fail("installing with " + manager)
		var failure *change.Error
		if log != "" && errors.As(err, &failure) {
			return withHint(err, failure.Advice+"\nall that "+manager+" said is in "+plain.Line(log))
		}
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
	if env.draws() {
		env.mark(palette.Done, "a git repository", "")
	}
	return true, nil
}

// made prints the result; as JSON it is printed when all is done.
func (r *newReport) made(env *Env) error {
	if env.JSON {
		return nil
	}
	_, err := fmt.Fprintln(env.Out, hanging(fmt.Sprintf("made %s in %s (%s)", r.Name, r.Root, r.count), "", "  ", env.outWidth()))
	return err
}
