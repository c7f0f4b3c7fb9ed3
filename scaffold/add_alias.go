package scaffold

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/manifest"
)

// tsconfig is the file that holds the import aliases, and its text; empty and
// nil where there is none.
func (a *adder) tsconfig() (string, *manifest.File) {
	for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
		content, _, err := readFile(a.fsys, a.path(name))
		if err != nil {
			continue
		}
		if file, err := manifest.Parse(content); err == nil {
			return name, file
		}
	}
	return "", nil
}

// importAlias is the prefix under which the project's sources can be imported,
// or "": "@/*", or "@/src/*" where "@/*" stands for the root and the code is in src.
func (a *adder) importAlias() string {
	_, file := a.tsconfig()
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
	for _, root := range []string{a.source(""), ""} {
		for _, name := range names {
			if len(paths[name]) == 0 || !strings.HasSuffix(name, "/*") || path.Join(base, paths[name][0]) != path.Join(root, "*") {
				continue
			}
			alias := name
			if root == "" && a.options.SrcDir {
				alias = strings.TrimSuffix(name, "*") + "src/*"
			}
			if validateAlias(alias) == nil {
				return alias
			}
		}
	}
	return ""
}

// alias makes sure that our imports are found.
func (a *adder) alias() error {
	name, file := a.tsconfig()
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
		return &Error{Message: "tsconfig.json: " + err.Error(), Advice: "correct it, then run again; nothing was written", Cause: err}
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
