package project

import (
	"path/filepath"
	"strings"
)

// GeneratedModule is how the module from, a path below the project, imports what a generator makes; empty where the schema does not say it.
func (p *Project) GeneratedModule(g Generator, from string) string {
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
	made, err := filepath.Rel(p.Root, g.Output)
	if err != nil || !filepath.IsLocal(made) {
		return ""
	}
	if g.Provider == "prisma-client" {
		made = filepath.Join(made, "client")
	}
	return RelativeModule(from, filepath.ToSlash(made))
}

// RelativeModule is how one source file names another module of the project.
func RelativeModule(from, to string) string {
	below, err := filepath.Rel(filepath.Dir(filepath.FromSlash(from)), filepath.FromSlash(to))
	if err != nil {
		return ""
	}
	if below = filepath.ToSlash(below); !strings.HasPrefix(below, ".") {
		below = "./" + below
	}
	return below
}

// AsPrisma is what stands between the braces of an import or export that takes
// a client from its module under the name prisma; empty if it is not exported.
func (c Client) AsPrisma() string {
	switch c.Export {
	case "", "prisma":
		return c.Export
	}
	return c.Export + " as prisma"
}
