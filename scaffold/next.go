package scaffold

import (
	"slices"

	"create-app/plain"
)

// NextSteps are the commands that bring a new project to life, in order, for
// a shell in the folder where the plan was made from.
func (p *Plan) NextSteps(o Options, installed bool) []string {
	var steps []string
	if dir, _ := split("", o.Dir); dir != "." {
		steps = append(steps, "cd "+plain.Path(dir))
	}
	if !installed {
		steps = append(steps, o.PackageManager+" install")
	}
	has := func(path string) bool {
		return slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Path == path })
	}
	if has("compose.yaml") {
		steps = append(steps, "docker compose up -d --wait")
	}
	if o.Database == "planetscale" {
		steps = append(steps, "# put the database's URL into .env")
	}
	return append(steps, runScript(o.PackageManager, "db:push"), runScript(o.PackageManager, "dev"))
}

// runScript is how a package manager runs a script of package.json.
func runScript(manager, script string) string {
	if manager == "npm" || manager == "bun" {
		return manager + " run " + script
	}
	return manager + " " + script
}
