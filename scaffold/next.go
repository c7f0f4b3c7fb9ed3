package scaffold

import (
	"slices"

	"create-app/plain"
	"create-app/project"
	"create-app/scaffold/change"
	"create-app/templates"
)

// NextSteps are the commands that bring the project of a plan to life, in order,
// for a shell in the folder where the plan was made from.
func NextSteps(plan *change.Plan, o Options, installed bool) []string {
	var steps []string
	manager := project.Manager(o.PackageManager)
	if dir, _ := split("", o.Dir); dir != "." {
		steps = append(steps, "cd "+plain.Path(dir))
	}
	if !installed {
		steps = append(steps, manager.Install())
	}
	has := func(path string) bool {
		return slices.ContainsFunc(plan.Changes, func(c change.Change) bool { return c.Path == path })
	}
	if has("compose.yaml") {
		steps = append(steps, "docker compose up -d --wait")
	}
	if d, _ := templates.FindDatabase(o.Database); d.Elsewhere() {
		steps = append(steps, "# put the database's URL into .env")
	}
	return append(steps, manager.Run("db:push"), manager.Run("dev"))
}
