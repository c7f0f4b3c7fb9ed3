package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"create-app/project"
	"create-app/prompts"
	"create-app/scaffold"
	"create-app/scaffold/join"
)

// What create-app alone offers in a folder with a project.
const (
	hereAdd    = "add"
	hereAuth   = "auth"
	hereDB     = "db"
	hereDoctor = "doctor"
	hereNew    = "new"
)

// runHere asks what is to be done in a folder that holds a project. It reports
// whether that has been done; a new project is left to the caller.
func (o *newOptions) runHere(ctx context.Context, env *Env) (done bool, err error) {
	if o.answers() > 0 || !env.Interactive(o.Yes) || !join.IsProject(env.FS, env.Dir, ".") {
		return false, nil
	}
	found, err := findProject(ctx, env, env.Dir, project.Options{}, false)
	if err != nil {
		return false, err
	}
	answer, err := env.Prompter.Choose(ctx, hereMenu(env, found))
	if err != nil {
		return false, err
	}
	switch answer {
	case hereAdd:
		o.Dir = "."
		return true, runAdd(ctx, env, o)
	case hereAuth:
		return true, runAs(ctx, newAuthCmd(env, nil))
	case hereDB:
		return true, runAs(ctx, newDBCmd(env, nil))
	case hereDoctor:
		return true, runAs(ctx, newDoctorCmd(env, nil))
	}
	above := filepath.Dir(env.Dir)
	o.suggest = filepath.Join(above, scaffold.FreeDir(env.FS, above))
	return false, nil
}

// answers counts what was given besides the flags of every command.
func (o *newOptions) answers() int {
	count := 0
	for name := range o.given {
		if !slices.Contains([]string{"cwd", "json", "quiet", "no-color", "accessible", "no-remember"}, name) {
			count++
		}
	}
	return count
}

// runAs runs a command as if it had been typed without flags.
func runAs(ctx context.Context, cmd *cobra.Command) error {
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs([]string{})
	return cmd.ExecuteContext(ctx)
}

// hereMenu offers what makes sense for what was found, the likeliest first.
func hereMenu(env *Env, p *project.Project) prompts.Menu {
	m := prompts.Menu{Title: "There is a project here. What next?"}
	fact := func(name, value string) {
		if value != "" {
			m.Facts = append(m.Facts, [2]string{name, value})
		}
	}
	offer := func(value, name, about string) {
		m.Values = append(m.Values, scaffold.Value{Value: value, Name: name, About: about})
	}
	schema := len(p.Schema.Files) > 0
	name := env.short(p.Root)
	if p.Package != nil {
		name = cmp.Or(p.Package.Name, name)
	}
	fact("Project", name)
	if schema {
		fact("Schema", p.Rel(p.Schema.Files[0].Path))
	}
	if p.Prisma.Major > 0 {
		fact("Prisma", fmt.Sprint(p.Prisma.Major))
	}
	fact("Packages", p.PackageManager)
	offer(hereAdd, "add what is missing", "Prisma, NextAuth and what connects them; what is there stays, and the changes are shown first")
	if schema {
		offer(hereAuth, "check the models of NextAuth", "holds the schema against what NextAuth needs, and adds what is missing")
		offer(hereDB, "move to another database", "the schema, .env, the driver; rows are not moved")
	}
	offer(hereDoctor, "look for mistakes", "what Prisma and NextAuth will see here, and what is wrong with it")
	offer(hereNew, "a new project elsewhere", "the wizard, for another folder")
	m.Chosen = hereAdd
	return m
}
