package move

import (
	_ "embed"
	"path/filepath"
	"strings"

	"create-app/plain"
	"create-app/project"
	"create-app/scaffold/change"
)

//go:embed rows.ts
var rowsScript string

// Rows is a script in TypeScript that takes the rows of a project out of its database, and puts them into the one that the
// project has moved to. It uses the project's own client, which knows what each value is, and so needs no driver of this
// program's.
func Rows(p *project.Project) (string, error) {
	generated := ""
	for _, g := range p.Generators() {
		if g.MakesClient() && generated == "" {
			generated = p.GeneratedModule(g, rowsFile)
		}
	}
	shared := p.SharedClient()
	if generated == "" || shared == nil || shared.Export == "" {
		return "", &change.Error{Message: "the script uses the PrismaClient that a module of the project exports, and there is none to be seen", Advice: "export one, as prisma, from lib/prisma.ts"}
	}
	below, err := filepath.Rel(p.Root, shared.Path)
	if err != nil {
		return "", err
	}
	module := project.RelativeModule(rowsFile, strings.TrimSuffix(filepath.ToSlash(below), filepath.Ext(below)))
	return strings.NewReplacer("GENERATED", generated, "CLIENT", shared.Export, "SHARED", module).Replace(rowsScript), nil
}

// rowsFile is what the script is called, beside package.json.
const rowsFile = "rows.ts"

// carry says how the rows come along: the project goes back for a moment, which brings the old client, and forward again.
// Each command stands on a line of its own, which every shell reads alike.
func (r *request) carry(push string) string {
	manager := project.Manager(r.record.PackageManager)
	run := "npx tsx --env-file=" + plain.Path(r.env) + " " + rowsFile + " "
	install, generate := manager.Install(), manager.Exec("prisma generate")
	return strings.Join([]string{
		plain.Into(r.program.Command("db", "--rows"), rowsFile),
		r.program.Command("db", r.from.ID, "--yes"), install, generate, run + "out",
		r.program.Command("db", r.to.ID, "--yes"), install, generate, push, run + "in",
	}, "\n")
}
