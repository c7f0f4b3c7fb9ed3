package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"create-app/git"
	"create-app/prompts"
	"create-app/scaffold"
	"create-app/scaffold/join"
	"create-app/templates"
)

// ask has the wizard answer what is open, if there is a person to ask, and
// takes the defaults otherwise.
func (o *newOptions) ask(ctx context.Context, env *Env) error {
	if !env.Interactive(o.Yes) {
		if o.given["git"] == "" {
			o.Git = o.Dir != "" && noRepository(env, o.Dir) == ""
		}
		return nil
	}
	if err := o.checkGiven(env); err != nil {
		return o.blame(err)
	}
	if o.given["install"] == "" {
		o.Install = true
	}
	if o.given["git"] == "" {
		o.Git = true
	}
	o.plans = map[string]*scaffold.Plan{}
	last := map[string]bool{}
	if !o.forget {
		last = o.Take(readAnswers(env), func(option string) bool {
			return o.given[option] == "" && (option != "package-manager" || !o.caller)
		})
	}
	return env.Prompter.NewProject(ctx, prompts.Project{
		Options:  &o.Options,
		Settings: scaffold.Settings(),
		Suggest:  cmp.Or(o.suggest, scaffold.FreeDir(env.FS, env.Dir)),
		Given:    func(option string) string { return o.given[option] },
		Origin: func(option string) string {
			switch {
			case option == "package-manager" && o.caller:
				return "it started create-app"
			case last[option] || option == "sign-in" && (last["auth"] || last["providers"]):
				return "your last answer"
			}
			return ""
		},
		Fixed: func(option string, options scaffold.Options) (string, string) { return fixed(env, option, options) },
		Remark: func(option, value string, options scaffold.Options) string {
			return remark(env, option, value, options)
		},
		CheckDir: func(dir string) error { return o.checkDir(env, dir) },
		Holds: func(dir string) string {
			if join.IsProject(env.FS, env.Dir, dir) {
				return ""
			}
			return countThings(scaffold.Occupants(env.FS, env.Dir, dir))
		},
		Adds: func(dir string) bool { return join.IsProject(env.FS, env.Dir, dir) },
		Plan: func(options scaffold.Options) (*prompts.Preview, error) {
			plan, err := o.plan(env, &options)
			if err != nil {
				return nil, o.blame(err)
			}
			return preview(plan.Plan, options.Dir), nil
		},
		Command: scaffold.Options.CommandWords,
		Review:  !o.DryRun && !o.Diff,
		Act:     "make it",
	})
}

// checkDir is CheckDir where what stands in the folder is still to be asked
// about, and where a project in it makes this another kind of run.
func (o *newOptions) checkDir(env *Env, dir string) error {
	if join.IsProject(env.FS, env.Dir, dir) {
		return nil
	}
	trial := o.Options
	trial.Dir = dir
	err := scaffold.CheckDir(env.FS, env.Dir, trial)
	if errors.Is(err, scaffold.ErrNotEmpty) && o.given["on-conflict"] == "" {
		return nil
	}
	return err
}

// fixed is the answer of a setting that leaves no choice, and why.
func fixed(env *Env, option string, o scaffold.Options) (value, reason string) {
	switch option {
	case "git":
		return scaffold.Off, noRepository(env, o.Dir)
	case "install":
		return scaffold.Off, notInstalled(env, o.PackageManager)
	case "prisma":
		if major, only := o.OnlyPrisma(); only {
			return major, "the only one for this database"
		}
	}
	return "", ""
}

// noRepository is why there can be no new repository in dir; empty if there
// can.
func noRepository(env *Env, dir string) string {
	target := scaffold.Target(env.Dir, dir)
	if top := git.WorkTree(env.FS, target); top != "" {
		return "it is in the repository " + env.short(top)
	}
	if reason := notInstalled(env, "git"); reason != "" {
		return reason
	}
	if err := git.Installed(env.Runner, target); err != nil {
		return err.Error()
	}
	return ""
}

func notInstalled(env *Env, program string) string {
	if _, err := env.Runner.Find(program); err != nil {
		return program + " is not installed here"
	}
	return ""
}

// remark is what to know about a value before it is chosen.
func remark(env *Env, option, value string, o scaffold.Options) string {
	switch option {
	case "package-manager":
		return notInstalled(env, value)
	case "sign-in":
		provider, found := templates.FindProvider(value)
		if !found || provider.IsEmail() {
			return ""
		}
		return "callback " + provider.Callback(o.NextAuthMajor())
	}
	return ""
}

func countThings(count int) string {
	switch count {
	case 0:
		return ""
	case 1:
		return "1 file or folder"
	}
	return fmt.Sprintf("%d files and folders", count)
}
