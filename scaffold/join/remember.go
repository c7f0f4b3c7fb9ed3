package join

import (
	"errors"
	"maps"
	"slices"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/manifest"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// ErrNoPackage says that there is no package.json to remember answers in.
var ErrNoPackage = errors.New("no package.json here to remember the answers in")

// Remember puts the answers that "create-app auth" was told into package.json, so
// that the next run, and the one in CI, knows them. Zero fields of told were not.
// There is no edit where nothing is new.
func Remember(p *project.Project, told nextauth.Wants) ([]change.Edit, error) {
	answers := news(p, told)
	if len(answers) == 0 {
		return nil, nil
	}
	if schemaRoot(p) != p.Root || p.Package == nil {
		return nil, ErrNoPackage // or it is another project's
	}
	file, err := manifest.Parse(p.Package.Text)
	if err != nil {
		return nil, scaffold.BrokenManifest(err)
	}
	for _, key := range slices.Sorted(maps.Keys(answers)) {
		if file, err = file.Set(answers[key], project.RecordKey, key); err != nil {
			return nil, scaffold.BrokenManifest(err)
		}
	}
	return []change.Edit{{Path: "package.json", Content: file.Bytes()}}, nil
}

// news are the answers that an earlier run does not know.
func news(p *project.Project, told nextauth.Wants) map[string]any {
	out := make(map[string]any)
	known, wanted := p.Record, nextauth.WantsOf(p)
	if told.Version != 0 && known.NextAuth != told.Version {
		out["next-auth"] = told.Version
	}
	if told.Providers != nil && !slices.Equal(known.Providers, told.Providers) {
		out["providers"] = told.Providers
	}
	if told.Strategy != "" && known.Strategy != string(told.Strategy) {
		out["strategy"] = told.Strategy
	}
	if len(told.With) > 0 && !slices.Equal(wanted.With, told.With) {
		out["with"] = told.With
	}
	if len(told.Models) > 0 && !maps.Equal(wanted.Models, told.Models) {
		out["roles"] = told.Models
	}
	return out
}
