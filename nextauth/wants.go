package nextauth

import (
	"cmp"
	"maps"
	"slices"

	"create-app/project"
)

// WantsOf is what a project, as it was seen, asks of its schema: what its
// sources show, which is newer, before what an earlier run remembered. Of
// several files that set NextAuth up, the first that says a strategy counts,
// and where none does, the first that shows one.
func WantsOf(p *project.Project) Wants {
	remembered := p.Record
	if len(p.SignIn) == 0 && len(p.SignInApps) == 1 { // that of the one app that has the schema from here
		if p = p.SignInApps[0]; !remembered.Ours() {
			remembered = p.Record
		}
	}
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
		w.Strategy = cmp.Or(w.Strategy, Strategy(f.Strategy))
	}
	for _, f := range p.SignIn {
		w.Strategy = cmp.Or(w.Strategy, strategyOf(f))
	}
	if seen := p.Providers(); len(seen) > 0 {
		w.Providers = seen
	}
	for _, f := range p.SignIn {
		w.Own, w.Profile = append(w.Own, f.Own...), append(w.Profile, f.Profile...)
		w.OAuth1 = w.OAuth1 || f.OAuth1
	}
	w.Closed = listsAll(p)
	return w
}

// strategyOf is how NextAuth keeps sessions with the options of a file that do not say it.
func strategyOf(f project.SignInFile) Strategy {
	switch {
	case f.Uses("credentials"):
		return JWTSessions // NextAuth refuses credentials with any other
	case f.Adapter:
		return DatabaseSessions // the default once there is an adapter
	}
	return ""
}

// Never are the operations of Prisma's adapter that an app does not use: it makes the call in a form of its own, or NextAuth
// makes no such call with these options.
func (w Wants) Never() []Operation {
	var never []Operation
	for _, row := range []struct {
		operations []Operation
		unless     []string // all of these are the app's own
	}{
		{[]Operation{CreateUser, CreateByEmail}, []string{"createUser"}},
		{[]Operation{FindByEmail}, []string{"getUserByEmail"}},
		{[]Operation{FindByAccount}, []string{"getUserByAccount"}},
		{[]Operation{LinkAccount, LinkSecond, LinkSparse, LinkExtra}, []string{"linkAccount"}},
		{[]Operation{UseSession, SecondSession}, []string{"createSession", "getSessionAndUser", "updateSession", "deleteSession"}},
		{[]Operation{UseToken}, []string{"createVerificationToken", "useVerificationToken"}},
		{[]Operation{DeleteUser}, []string{"deleteUser"}},
	} {
		if !slices.ContainsFunc(row.unless, func(call string) bool { return !slices.Contains(w.Own, call) }) {
			never = append(never, row.operations...)
		}
	}
	if w.Strategy == JWTSessions {
		never = append(never, UseSession, SecondSession)
	}
	if !w.Closed {
		return never
	}
	links := slices.ContainsFunc(w.Providers, func(id string) bool { return id != "credentials" && !IsEmailProvider(id) })
	mails := w.mails()
	if !links {
		never = append(never, CreateUser, FindByAccount, LinkAccount, LinkSecond, LinkSparse, LinkExtra)
	}
	if !mails {
		never = append(never, UseToken)
	}
	if !mails && !slices.ContainsFunc(w.Providers, func(id string) bool { return !knowsPeople(id) }) {
		never = append(never, CreateByEmail)
	}
	if !links && !mails {
		never = append(never, FindByEmail)
	}
	return never
}

// mails reports whether people may sign in by e-mail.
func (w Wants) mails() bool { return !w.Closed || slices.ContainsFunc(w.Providers, IsEmailProvider) }

// knowsPeople reports whether everybody who comes by a provider has a name and a picture: what it sends, or what NextAuth
// makes of it.
func knowsPeople(id string) bool {
	return slices.Contains([]string{"credentials", "google", "github", "discord", "facebook"}, id)
}

// Unused reports whether a finding makes only fail what the app does not use, or is about a model of which it uses nothing.
func (w Wants) Unused(f Finding) bool {
	never := w.Never()
	if f.Absent() { // NextAuth itself deletes nobody, and who is in no table needs not be deleted
		never = append(never, DeleteUser)
	}
	isUsed := func(o Operation) bool { return !slices.Contains(never, o) }
	return len(f.Fails) > 0 && !slices.ContainsFunc(f.Fails, isUsed) || !slices.ContainsFunc(operations(f.Role), isUsed)
}

// listsAll reports whether the files that set NextAuth up show all providers.
func listsAll(p *project.Project) bool {
	lists := false
	for _, f := range p.SignIn {
		if f.Others || f.Unread {
			return false
		}
		lists = lists || f.Options
	}
	return lists && len(p.Providers()) > 0
}
