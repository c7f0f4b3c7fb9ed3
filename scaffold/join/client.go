package join

import (
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	"create-app/project"
	"create-app/scaffold"
	"create-app/scaffold/move"
)

// EngineClient is how the module from, a path below the project, imports the client of a Prisma 6 schema. It is empty
// where the schema does not say it in so many words, or where the client takes a driver adapter instead of Prisma's own
// engine.
func EngineClient(found *project.Project, from string) string {
	if g := clientGenerator(found); g != nil && g.Engine != "client" {
		return generatedClient(found, *g, from)
	}
	return ""
}

// DriverClient is how the module from imports the client of a Prisma 7 schema: by the import alias where it is generated
// to the place of a new project. It is empty where the schema does not say it in so many words.
func DriverClient(found *project.Project, from, alias string) string {
	g := clientGenerator(found)
	if g == nil {
		return ""
	}
	module, usual := generatedClient(found, *g, from), "generated/prisma/client"
	if module == relativeModule(strings.TrimPrefix(from, "src/"), usual) { // of src, or of the root
		return strings.TrimSuffix(alias, "*") + usual
	}
	return module
}

// clientGenerator is the first generator that makes a client; nil if there is none.
func clientGenerator(found *project.Project) *project.Generator {
	for _, g := range found.Generators() {
		if g.Provider == "prisma-client-js" || g.Provider == "prisma-client" {
			return &g
		}
	}
	return nil
}

// generatedClient is how the module from imports what a generator makes; empty where the schema does not say it.
func generatedClient(found *project.Project, g project.Generator, from string) string {
	switch {
	case g.Computed:
		return ""
	case g.Output == "" && g.Provider == "prisma-client-js":
		return "@prisma/client"
	case g.Output == "":
		return ""
	}
	if _, name, found := strings.Cut(filepath.ToSlash(g.Output), "/node_modules/"); found {
		return strings.Replace(name, ".prisma/client", "@prisma/client", 1)
	}
	made, err := filepath.Rel(found.Root, g.Output)
	if err != nil || !filepath.IsLocal(made) {
		return ""
	}
	if g.Provider == "prisma-client" {
		made = filepath.Join(made, "client")
	}
	return relativeModule(from, filepath.ToSlash(made))
}

// HasOwnURL reports whether the schema's URL has another name than in projects of ours, or stands in another file than
// .env. With Prisma 6 only the schema reads it, and one that stands in .env as well would stop Prisma.
func HasOwnURL(fsys afero.Fs, found *project.Project) bool {
	if len(found.Schema.Files) == 0 {
		return false
	}
	p, err := move.NewExisting(fsys, found)
	return err == nil && (p.Variable != scaffold.DatabaseURL || p.Env != ".env")
}

// relativeModule is how one source file names another module of the project.
func relativeModule(from, to string) string {
	below, err := filepath.Rel(filepath.Dir(filepath.FromSlash(from)), filepath.FromSlash(to))
	if err != nil {
		return ""
	}
	if below = filepath.ToSlash(below); !strings.HasPrefix(below, ".") {
		below = "./" + below
	}
	return below
}

// PrismaSister is the package that has to be of the same release as the named one; empty for others than the two.
func PrismaSister(name string) string {
	switch name {
	case "prisma":
		return "@prisma/client"
	case "@prisma/client":
		return "prisma"
	}
	return ""
}
