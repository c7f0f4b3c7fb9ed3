package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"create-app/project"
	"create-app/prompts"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/scaffold/join"
)

// runAdd adds Prisma and NextAuth to the project in the folder. What the
// project shows is not asked for.
func runAdd(ctx context.Context, env *Env, o *newOptions) error {
	if o.given["git"] == "--git" {
		return usageErrorf("leave it out; git init makes one", "--git is for new projects: a project that is there keeps the repository it has, or has none")
	}
	if given := o.given["name"]; given != "" {
		return usageErrorf("leave it out", "%s is for new projects: the package.json that is there has the name", given)
	}
	for _, option := range join.ForNewProjects() {
		if gave := o.given[option]; strings.HasPrefix(gave, "--") {
			return usageErrorf("leave it out", "%s is for new projects: a project that is there keeps what it has", gave)
		}
	}
	seen, err := lookAt(ctx, env, o)
	if err != nil {
		return o.blame(err)
	}
	answers, steps, err := seen.Complete(o.Options, func(name string) bool { return o.given[name] != "" })
	if err != nil {
		return o.blame(err)
	}
	if env.Interactive(o.Yes) {
		if answers, err = askAddition(ctx, env, o, seen, answers); err != nil {
			return err
		}
		steps = nil // the answers are the user's
	}
	addition, err := planAddition(env, seen, answers)
	if err != nil {
		return o.blame(err)
	}
	addition.Steps = append(steps, addition.Steps...)
	report := newAddReport(addition)
	if o.Diff {
		report.Diff = addition.Plan.Diff(scaffold.Mask)
	}
	if o.DryRun || o.Diff || !addition.Plan.Writes() {
		return report.show(env, addition, o)
	}
	o.PackageManager = addition.Options.PackageManager
	o.Git = false
	if err := o.checkTools(env); err != nil {
		return err
	}
	applied, err := env.apply(ctx, addition.Plan)
	if err != nil {
		return err
	}
	env.release() // installing takes long, and so may taking back
	if ctx.Err() != nil {
		return undone(applied)
	}
	report.Written = true
	shown := error(nil)
	if !env.JSON {
		shown = report.show(env, addition, o)
	}
	var failure error
	if o.Install {
		failure = install(ctx, env, addition.Plan.Root, o.PackageManager)
		report.Installed = failure == nil
	}
	next := addition.NextSteps(report.Installed)
	report.Next = scaffold.Commands(next)
	if ctx.Err() != nil {
		return wholeBut("the project", "the install", next)
	}
	if env.JSON {
		shown = report.show(env, addition, o)
	}
	if shown != nil {
		return shown
	}
	newGuide(next, addition.Options).show(env)
	return failure
}

// lookAt looks at the project in the folder that was typed.
func lookAt(ctx context.Context, env *Env, o *newOptions) (*join.Seen, error) {
	dir, err := change.Resolve(env.FS, scaffold.Target(env.Dir, o.Dir), o.Dir)
	if err != nil {
		return nil, err
	}
	found, err := findProject(ctx, env, dir, join.Needs(project.Options{}), !o.DryRun && !o.Diff)
	if err != nil {
		return nil, err
	}
	return join.Look(env.FS, found)
}

// planAddition plans with answers of which each was given.
func planAddition(env *Env, seen *join.Seen, answers scaffold.Options) (*join.Plan, error) {
	answers, _, err := seen.Complete(answers, func(string) bool { return true })
	if err != nil {
		return nil, err
	}
	return join.NewPlan(env.FS, seen, answers, version)
}

// askAddition has the wizard ask what neither the flags nor the project say.
func askAddition(ctx context.Context, env *Env, o *newOptions, seen *join.Seen, answers scaffold.Options) (scaffold.Options, error) {
	given := func(option string) string { return cmp.Or(o.given[option], seen.Shown(option)) }
	if o.given["install"] == "" {
		answers.Install = true
	}
	err := env.Prompter.NewProject(ctx, prompts.Project{
		Options:  &answers,
		Settings: join.Settings(),
		Given:    given,
		Fixed:    func(option string, options scaffold.Options) (string, string) { return fixed(env, option, options) },
		Plan: func(options scaffold.Options) (*prompts.Preview, error) {
			addition, err := planAddition(env, seen, options)
			if err != nil {
				return nil, o.blame(err)
			}
			return additionPreview(addition, options.Dir), nil
		},
		Review: !o.DryRun && !o.Diff,
		Act:    "add it",
	})
	o.Install = answers.Install
	return answers, err
}

// additionPreview is a plan with what is left to be done by hand.
func additionPreview(addition *join.Plan, dir string) *prompts.Preview {
	p := preview(addition.Plan, dir)
	var notes strings.Builder
	writeSteps(&notes, addition.Steps)
	if text := strings.TrimSpace(notes.String()); text != "" {
		p.Notes = []string{text}
	}
	return p
}

// addReport is the result of a run, as --json prints it.
type addReport struct {
	Root      string          `json:"root"`
	Name      string          `json:"name"`
	Added     bool            `json:"added"` // to a project that was there
	Written   bool            `json:"written"`
	Changes   []newChange     `json:"changes"`
	Diff      string          `json:"diff,omitempty"`
	Installed bool            `json:"installed"`
	Steps     []scaffold.Step `json:"steps"`
	Next      []string        `json:"next"`
}

func newAddReport(addition *join.Plan) *addReport {
	r := &addReport{
		Root: addition.Plan.Root, Name: addition.Name, Added: true,
		Changes: []newChange{}, Steps: addition.Steps, Next: scaffold.Commands(addition.NextSteps(false)),
	}
	for _, c := range addition.Plan.Changes {
		r.Changes = append(r.Changes, newChange{c.Path, c.Kind})
	}
	if r.Steps == nil {
		r.Steps = []scaffold.Step{}
	}
	return r
}

func (r *addReport) show(env *Env, addition *join.Plan, o *newOptions) error {
	if env.JSON {
		return env.PrintJSON(r)
	}
	var b strings.Builder
	switch {
	case r.Diff != "" && !o.DryRun:
		_, err := io.WriteString(env.patch(), r.Diff)
		return err
	case !addition.Plan.Writes():
		fmt.Fprintf(&b, "nothing to add: %s has it all\n", r.Root)
	case o.DryRun:
		if _, err := fmt.Fprintf(env.tree(), "%s\n%s; nothing was written\n", addition.Plan.Tree(), addition.Plan.Count()); err != nil {
			return err
		}
		if _, err := io.WriteString(env.patch(), r.Diff); err != nil {
			return err
		}
	case r.Written:
		fmt.Fprintf(&b, "added to %s (%s)\n", r.Root, addition.Plan.Count())
	}
	if !env.Quiet && (r.Diff == "" || o.DryRun) {
		writeSteps(&b, r.Steps)
	}
	_, err := io.WriteString(env.results(), b.String())
	return err
}
