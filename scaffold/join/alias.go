package join

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/manifest"
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
	if r.exists("tsconfig.json") != "" && !r.usesAlias() {
		return d, nil
	}
	if r.aliases != "tsconfig.json" && r.exists("tsconfig.json") == "" {
		if r.aliases == "jsconfig.json" && r.alias(r.options.SrcDir) == "" && r.tsconfig.Has("compilerOptions", "paths", r.options.ImportAlias) {
			d.Tell("import alias " + r.options.ImportAlias + " stands for something else in jsconfig.json; choose another with --import-alias")
		}
		text, err := r.newTSConfig()
		d.Edit("tsconfig.json", text)
		return d, err
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

// newTSConfig is the tsconfig.json of a project that has none: with it, Next.js no longer reads jsconfig.json, and what that says of
// imports goes along.
func (r *request) newTSConfig() ([]byte, error) {
	text := r.files["tsconfig.json"].Content
	if r.aliases != "jsconfig.json" {
		return text, nil
	}
	file, err := manifest.Parse(text)
	if err != nil {
		return nil, err
	}
	if base := r.tsconfig.String("compilerOptions", "baseUrl"); base != "" {
		if file, err = file.Set(base, "compilerOptions", "baseUrl"); err != nil {
			return nil, err
		}
	}
	target, _ := r.aliasTarget()
	if file, err = file.Set([]string{target}, "compilerOptions", "paths", r.options.ImportAlias); err != nil {
		return nil, err
	}
	for _, pattern := range r.tsconfig.Names("compilerOptions", "paths") {
		var targets []string
		if !r.tsconfig.Get(&targets, "compilerOptions", "paths", pattern) {
			continue
		}
		if file, err = file.Set(targets, "compilerOptions", "paths", pattern); err != nil {
			return nil, err
		}
	}
	return file.Bytes(), nil
}

// usesAlias reports whether a file that is written, or a text that is shown, imports something by the import alias.
func (r *request) usesAlias() bool {
	d, err := r.sources()
	begins := `"` + strings.TrimSuffix(r.options.ImportAlias, "*")
	return err != nil || slices.ContainsFunc(d.Edits, func(e change.Edit) bool { return strings.Contains(string(e.Content), begins) }) ||
		slices.ContainsFunc(d.Steps, func(s scaffold.Step) bool { return strings.Contains(s.Text, begins) })
}

// unaliased says so where our imports would not be found, and tsconfig.json is
// left alone.
func (r *request) unaliased() (scaffold.Decision, error) {
	if r.alias(r.options.SrcDir) != "" || !r.usesAlias() {
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
