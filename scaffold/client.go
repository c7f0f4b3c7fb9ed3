package scaffold

import (
	"path"
	"path/filepath"
	"strings"

	"create-app/psl/syntax"
)

// EngineClient is how the module from, a path below the project, imports the client of a Prisma 6 schema. It is empty
// where the schema does not say it in so many words, or where the client takes a driver adapter instead of Prisma's own
// engine. The files are named by their paths below the project.
func EngineClient(files []*syntax.File, from string) string {
	for _, f := range files {
		for b := range f.Blocks(syntax.Generator) {
			values := map[string]string{}
			for property := range b.Properties() {
				s, plain := property.Value.(*syntax.String)
				if !plain && property.Name.Text(f.File) == "output" {
					return ""
				}
				if plain {
					values[property.Name.Text(f.File)] = s.Value
				}
			}
			if provider := values["provider"]; provider != "prisma-client-js" && provider != "prisma-client" {
				continue
			}
			if values["engineType"] == "client" {
				return ""
			}
			return clientSpecifier(values["provider"], path.Dir(f.Name), values["output"], from)
		}
	}
	return ""
}

// clientSpecifier names the module that a generator writes to output, as seen from its schema's folder.
func clientSpecifier(provider, folder, output, from string) string {
	made := path.Join(folder, output)
	_, inModules, found := strings.Cut("/"+made, "/node_modules/")
	switch {
	case output == "" && provider == "prisma-client-js", found && (inModules == "@prisma/client" || inModules == ".prisma/client"):
		return "@prisma/client"
	case output == "", path.IsAbs(output), !filepath.IsLocal(made):
		return ""
	case found:
		return inModules
	case provider == "prisma-client":
		made += "/client"
	}
	return relativeModule(from, made)
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
