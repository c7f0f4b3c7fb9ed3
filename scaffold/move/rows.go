package move

import (
	_ "embed"
	"path/filepath"
	"strings"

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
		if strings.HasPrefix(g.Provider, "prisma-client") && generated == "" {
			generated = p.GeneratedModule(g, rowsFile)
		}
	}
	shared := p.SharedClient()
	if generated == "" || shared == nil || shared.AsPrisma() == "" {
		return "", &change.Error{Message: "the script uses the PrismaClient that a module of the project exports, and there is none to be seen", Advice: "export one, as prisma, from lib/prisma.ts"}
	}
	below, err := filepath.Rel(p.Root, shared.Path)
	if err != nil {
		return "", err
	}
	module := project.RelativeModule(rowsFile, strings.TrimSuffix(filepath.ToSlash(below), filepath.Ext(below)))
	return strings.NewReplacer("GENERATED", generated, "CLIENT", shared.AsPrisma(), "SHARED", module).Replace(rowsScript), nil
}

// rowsFile is what the script is called, beside package.json.
const rowsFile = "rows.ts"

// carry says how the rows come along: the project goes back for a moment, which brings the old client, and forward again.
func (r *request) carry(push string) string {
	manager := project.Manager(r.record.PackageManager)
	// A client that imports server-only has that from Next.js, which keeps it there, in a form for the server.
	run := "NODE_PATH=node_modules/next/dist/compiled npx tsx --conditions=react-server --env-file=" + r.env + " " + rowsFile + " "
	move := func(to string) string {
		return r.program.Command("db", to, "--yes") + " && " + manager.Install() + " && " + manager.Exec("prisma generate")
	}
	return strings.Join([]string{
		r.program.Command("db", "--rows") + " > " + rowsFile,
		move(r.from.ID) + " && " + run + "out",
		move(r.to.ID) + " && " + push + " && " + run + "in",
	}, "\n")
}
