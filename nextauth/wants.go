package nextauth

import (
	"cmp"
	"maps"
	"slices"

	"create-app/project"
)

// WantsOf is what a project, as it was seen, asks of its schema: what its
// sources show, which is newer, before what an earlier run remembered. Of
// several files that set NextAuth up, the first that shows a strategy counts.
func WantsOf(p *project.Project) Wants {
	remembered := p.Record
	w := Wants{
		Version:     cmp.Or(p.NextAuthMajor(remembered.NextAuth), 4),
		Strategy:    Strategy(remembered.Strategy),
		Providers:   remembered.Providers,
		Models:      make(map[Role]string),
		PlanetScale: remembered.DB == string(PlanetScale),
	}
	for _, name := range remembered.With {
		if role, err := ParseRole(name); err == nil {
			w.With = append(w.With, role)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(remembered.Roles)) { // of two spellings of a role, always the same counts
		if role, err := ParseRole(name); err == nil {
			w.Models[role] = remembered.Roles[name]
		}
	}
	for _, f := range p.SignIn {
		w.Strategy = cmp.Or(w.Strategy, strategyOf(f))
	}
	if seen := p.Providers(); len(seen) > 0 {
		w.Providers = seen
	}
	return w
}

// strategyOf is how NextAuth keeps sessions with the options of a file.
func strategyOf(f project.SignInFile) Strategy {
	switch {
	case f.Strategy != "":
		return Strategy(f.Strategy)
	case slices.Contains(f.Providers, "credentials"):
		return JWTSessions // NextAuth refuses credentials with any other
	case f.Adapter:
		return DatabaseSessions // the default once there is an adapter
	}
	return ""
}
