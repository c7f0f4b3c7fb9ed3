package join

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// alias is the prefix under which the sources can be imported, or "": "@/*", or
// "@/src/*" where "@/*" stands for the root and the code is in src.
func (s *Seen) alias(srcDir bool) string {
	known := slices.SortedFunc(slices.Values(s.project.Aliases), func(a, b project.Alias) int { return strings.Compare(a.Pattern, b.Pattern) })
	folders := []string{""}
	if srcDir {
		folders = []string{"src", ""}
	}
	for _, folder := range folders {
		for _, row := range known {
			if len(row.Targets) == 0 || !strings.HasSuffix(row.Pattern, "/*") || row.Targets[0] != s.path(path.Join(folder, "*")) {
				continue
			}
			alias := row.Pattern
			if folder == "" && srcDir {
				alias = strings.TrimSuffix(row.Pattern, "*") + "src/*"
			}
			if scaffold.ValidateAlias(alias) == nil {
				return alias
			}
		}
	}
	return ""
}

// aliased makes sure that our imports are found.
func (r *request) aliased() (d scaffold.Decision, _ error) {
	if r.aliases == "tsconfig.json" && r.alias(r.options.SrcDir) != "" {
		return d, nil
	}
	if r.exists("tsconfig.json") == "" && !r.writesTypeScript() {
		return d, nil // nothing of ours is imported
	}
	if r.aliases != "tsconfig.json" && r.exists("tsconfig.json") == "" {
		d.Edit("tsconfig.json", r.files["tsconfig.json"].Content)
		return d, nil
	}
	target, fromBase := r.aliasTarget()
	if r.tsconfig == nil || !fromBase || r.tsconfig.Has("extends") && !r.tsconfig.Has("compilerOptions", "paths") {
		return r.aliasStep(target), nil
	}
	if r.tsconfig.Has("compilerOptions", "paths", r.options.ImportAlias) {
		d.Tell("import alias " + r.options.ImportAlias + " stands for something else in tsconfig.json; choose another with --import-alias")
		return d, nil
	}
	changed, err := r.tsconfig.Set([]string{target}, "compilerOptions", "paths", r.options.ImportAlias)
	if err != nil {
		return d, &change.Error{Message: "tsconfig.json: " + err.Error(), Advice: "correct it, then run again; nothing was written", Cause: err}
	}
	d.Edit("tsconfig.json", changed.Bytes())
	return d, nil
}

// unaliased says so where our imports would not be found, and tsconfig.json is
// left alone.
func (r *request) unaliased() (scaffold.Decision, error) {
	if r.alias(r.options.SrcDir) != "" {
		return scaffold.Decision{}, nil
	}
	target, _ := r.aliasTarget()
	return r.aliasStep(target), nil
}

func (r *request) aliasStep(target string) (d scaffold.Decision) {
	d.Show("let tsconfig.json know the import alias "+r.options.ImportAlias+", under paths in compilerOptions", "tsconfig.json",
		"\"paths\": { \""+r.options.ImportAlias+"\": [\""+target+"\"] }")
	return d
}

// aliasTarget is where the import alias leads, as seen from the baseUrl of
// tsconfig.json; false, and as seen from the project, where that cannot be said.
func (r *request) aliasTarget() (string, bool) {
	target := "./" + r.source("*")
	if r.tsconfig == nil || r.tsconfig.String("compilerOptions", "baseUrl") == "" {
		return target, true
	}
	below, err := filepath.Rel(filepath.FromSlash(r.tsconfig.String("compilerOptions", "baseUrl")), filepath.FromSlash(r.source("")))
	if err != nil {
		return target, false
	}
	if below = path.Join(filepath.ToSlash(below), "*"); !strings.HasPrefix(below, ".") {
		below = "./" + below
	}
	return below, true
}
