package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
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
	given := func(name string) bool { return o.given[name] != "" }
	if !o.DryRun && !o.Diff {
		if _, err := findProject(env, project.Options{}, true); err != nil {
			return o.blame(err)
		}
	}
	seen, err := join.Observe(env.FS, env.Dir, o.Options, given)
	if err != nil {
		return o.blame(err)
	}
	asked := o.Options
	if env.Interactive(o.Yes) {
		if asked, err = askAddition(ctx, env, o, seen); err != nil {
			return err
		}
		given = func(string) bool { return true } // by now everything is
	}
	addition, err := join.NewPlan(env.FS, env.Dir, asked, given, version)
	if err != nil {
		return o.blame(err)
	}
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
	applied, err := change.Apply(ctx, env.FS, addition.Plan)
	if err != nil {
		return err
	}
	report.Written = true
	var failure error
	if o.Install {
		failure = install(ctx, env, addition.Plan.Root, o.PackageManager)
		report.Installed = failure == nil
	}
	if ctx.Err() != nil {
		return cmp.Or(applied.Undo(scaffold.LeftByTools), change.ErrStopped)
	}
	report.Next = addition.NextSteps(report.Installed)
	if shown := report.show(env, addition, o); shown != nil {
		return shown
	}
	return failure
}

// askAddition has the wizard ask what neither the flags nor the project say.
func askAddition(ctx context.Context, env *Env, o *newOptions, seen scaffold.Options) (scaffold.Options, error) {
	answers := seen
	shown := []string{"src-dir", "import-alias", "package-manager", "router", "prisma", "next-auth"}
	given := func(option string) string {
		switch {
		case o.given[option] != "":
			return o.given[option]
		case slices.Contains(shown, option), option == "db" && join.HasSchema(env.FS, env.Dir, seen):
			return "found in the project"
		}
		return ""
	}
	if o.given["install"] == "" {
		answers.Install = true
	}
	err := env.Prompter.NewProject(ctx, prompts.Project{
		Options: &answers,
		Settings: slices.DeleteFunc(scaffold.Settings(), func(s scaffold.Setting) bool {
			return s.Option == "dir" || s.Option == "git" || s.Option == "on-conflict" // a project has its place
		}),
		Given: given,
		Fixed: func(option string, options scaffold.Options) (string, string) { return fixed(env, option, options) },
		Plan: func(options scaffold.Options) (*prompts.Preview, error) {
			addition, err := join.NewPlan(env.FS, env.Dir, options, func(string) bool { return true }, version)
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
		Changes: []newChange{}, Steps: addition.Steps, Next: addition.NextSteps(false),
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
	out := env.Out
	switch {
	case r.Diff != "" && !o.DryRun:
		out = env.payload()
		b.WriteString(r.Diff)
	case !addition.Plan.Writes():
		fmt.Fprintf(&b, "nothing to add: %s has it all\n", r.Root)
	case o.DryRun:
		fmt.Fprintf(&b, "%s\n%s; nothing was written\n%s", addition.Plan.Tree(), addition.Plan.Count(), r.Diff)
	case r.Written:
		fmt.Fprintf(&b, "added to %s (%s)\n", r.Root, addition.Plan.Count())
	}
	if !env.Quiet && (r.Diff == "" || o.DryRun) {
		writeSteps(&b, r.Steps)
	}
	if _, err := io.WriteString(out, b.String()); err != nil {
		return err
	}
	if r.Written {
		env.Notef("\nnext:\n  %s", block(strings.Join(r.Next, "\n  ")))
	}
	return nil
}
