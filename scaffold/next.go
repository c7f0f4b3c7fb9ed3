package scaffold

import (
	"slices"

	"create-app/plain"
	"create-app/project"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Next is one of the steps that bring a project to life.
type Next struct {
	Command string // for a shell
	About   string // what it does, in a few words, or where it leads; may be empty
}

// Commands are the commands of steps.
func Commands(steps []Next) []string {
	list := []string{}
	for _, s := range steps {
		list = append(list, s.Command)
	}
	return list
}

// NextSteps are what brings the project of a plan to life, in order, for a shell
// in the folder where the plan was made from.
func NextSteps(plan *change.Plan, o Options, installed bool) []Next {
	var steps []Next
	add := func(command, about string) { steps = append(steps, Next{command, about}) }
	manager := project.Manager(o.PackageManager)
	if dir, _ := split("", o.Dir); dir != "." {
		add("cd "+plain.Path(dir), "")
	}
	if !installed {
		add(manager.Install(), "")
	}
	has := func(path string) bool {
		return slices.ContainsFunc(plan.Changes, func(c change.Change) bool { return c.Path == path })
	}
	if has("compose.yaml") {
		add("docker compose up -d --wait", "starts the database")
	}
	d, _ := templates.FindDatabase(o.Database)
	if d.Elsewhere() {
		add("# put the database's "+d.URLs()+" into .env", "")
	}
	add(manager.Run("db:push"), "makes the "+d.Tables())
	add(manager.Run("dev"), "http://localhost:3000")
	return steps
}
