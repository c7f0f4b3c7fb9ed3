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

// Never are the operations of Prisma's adapter that an app, as it was seen, does not use: the project has the call that makes them
// in a form of its own, or NextAuth makes no such call with these options.
func Never(p *project.Project) []Operation {
	own := map[string]bool{}
	for _, f := range p.SignIn {
		for _, call := range f.Own {
			own[call] = true
		}
	}
	var never []Operation
	for _, row := range []struct {
		operations []Operation
		unless     []string // all of these are the project's own
	}{
		{[]Operation{CreateUser, CreateByEmail}, []string{"createUser"}},
		{[]Operation{FindByEmail}, []string{"getUserByEmail"}},
		{[]Operation{FindByAccount}, []string{"getUserByAccount"}},
		{[]Operation{LinkAccount, LinkSecond, LinkSparse, LinkExtra}, []string{"linkAccount"}},
		{[]Operation{UseSession, SecondSession}, []string{"createSession", "getSessionAndUser", "updateSession", "deleteSession"}},
		{[]Operation{UseToken}, []string{"createVerificationToken", "useVerificationToken"}},
		{[]Operation{DeleteUser}, []string{"deleteUser"}},
	} {
		if !slices.ContainsFunc(row.unless, func(call string) bool { return !own[call] }) {
			never = append(never, row.operations...)
		}
	}
	if w := WantsOf(p); w.Strategy == JWTSessions {
		never = append(never, UseSession, SecondSession)
	}
	return never
}
