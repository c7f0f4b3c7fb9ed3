package join

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/project/manifest"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// tsconfig is the file of a project that holds the import aliases, and its
// text; empty and nil where there is none.
func tsconfig(fsys afero.Fs, root string) (string, *manifest.File) {
	for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
		content, err := change.ReadFile(fsys, filepath.Join(root, name))
		if err != nil {
			continue
		}
		if file, err := manifest.Parse(content); err == nil {
			return name, file
		}
	}
	return "", nil
}

// ImportAlias is the prefix under which the sources of the project in root can
// be imported, or "": "@/*", or "@/src/*" where "@/*" stands for the root and
// the code is in src.
func ImportAlias(fsys afero.Fs, root string, srcDir bool) string {
	_, file := tsconfig(fsys, root)
	if file == nil {
		return ""
	}
	var paths map[string][]string
	file.Get(&paths, "compilerOptions", "paths")
	base := file.String("compilerOptions", "baseUrl")
	names := make([]string, 0, len(paths))
	for name := range paths {
		names = append(names, name)
	}
	slices.Sort(names)
	folders := []string{""}
	if srcDir {
		folders = []string{"src", ""}
	}
	for _, folder := range folders {
		for _, name := range names {
			if len(paths[name]) == 0 || !strings.HasSuffix(name, "/*") || path.Join(base, paths[name][0]) != path.Join(folder, "*") {
				continue
			}
			alias := name
			if folder == "" && srcDir {
				alias = strings.TrimSuffix(name, "*") + "src/*"
			}
			if scaffold.ValidateAlias(alias) == nil {
				return alias
			}
		}
	}
	return ""
}

func (a *adder) importAlias() string { return ImportAlias(a.fsys, a.found.Root, a.options.SrcDir) }

// alias makes sure that our imports are found.
func (a *adder) alias() error {
	name, file := tsconfig(a.fsys, a.found.Root)
	if name == "tsconfig.json" && a.importAlias() != "" {
		return nil
	}
	if file == nil || name == "jsconfig.json" {
		if a.exists("tsconfig.json") == "" {
			a.merged("tsconfig.json", a.files["tsconfig.json"].Content)
			return nil
		}
	}
	target, fromBase := a.aliasTarget(file)
	if file == nil || !fromBase || file.Has("extends") && !file.Has("compilerOptions", "paths") {
		a.step("let tsconfig.json know the import alias, under compilerOptions", "tsconfig.json", "\"paths\": { \""+a.options.ImportAlias+"\": [\""+target+"\"] }")
		return nil
	}
	if file.Has("compilerOptions", "paths", a.options.ImportAlias) {
		a.step("import alias "+a.options.ImportAlias+" stands for something else in tsconfig.json; choose another with --import-alias", "", "")
		return nil
	}
	changed, err := file.Set([]string{target}, "compilerOptions", "paths", a.options.ImportAlias)
	if err != nil {
		return &change.Error{Message: "tsconfig.json: " + err.Error(), Advice: "correct it, then run again; nothing was written", Cause: err}
	}
	a.merged("tsconfig.json", changed.Bytes())
	return nil
}

// aliasTarget is where the import alias leads, as seen from the baseUrl of
// tsconfig.json; false, and as seen from the project, where that cannot be said.
func (a *adder) aliasTarget(file *manifest.File) (string, bool) {
	target := "./" + a.source("*")
	if file == nil || file.String("compilerOptions", "baseUrl") == "" {
		return target, true
	}
	below, err := filepath.Rel(filepath.FromSlash(file.String("compilerOptions", "baseUrl")), filepath.FromSlash(a.source("")))
	if err != nil {
		return target, false
	}
	if below = path.Join(filepath.ToSlash(below), "*"); !strings.HasPrefix(below, ".") {
		below = "./" + below
	}
	return below, true
}
