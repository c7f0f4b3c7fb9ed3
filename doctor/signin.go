package doctor

import (
	"fmt"
	"path/filepath"
	"slices"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/typescript"
)

// checkSignIn looks for settings of NextAuth that fail although the schema is
// right.
func (x *examination) checkSignIn() {
	if x.asks("next-auth") == "" || !slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Adapter }) {
		return
	}
	x.checkCredentials()
	x.checkKeycloak()
}

// checkEdge: up to Next.js 15 the middleware runs at the edge, unless it asks for Node, and what it imports is
// bundled for there.
func (x *examination) checkEdge() {
	e, next := x.project.Edge, x.project.Version("next")
	if e == nil || next.Major < 12 || next.Major > 15 || x.onlyLoads(e) {
		return
	}
	shown, client := x.project.Rel(e.Middleware), x.project.Rel(e.Client)
	through := ""
	if e.Through != e.Client {
		through = ", through " + x.project.Rel(e.Through)
	}
	f := Finding{ID: "edge-imports-prisma", Group: Auth, File: shown, Line: e.Line,
		Message: "the middleware runs at the edge, and takes in " + client + through,
		Why:     "Prisma's client needs Node: next build stops at its modules, or each request that reaches the middleware fails",
		Cure:    "have the middleware import nothing that leads to the client: move what it needs, such as the providers and callbacks, to a file without the adapter, and use that in both places"}
	if pinned(next) && !project.OlderThan(next.Text, "15.5.0") && next.Major == 15 {
		f.Cure = `add runtime: "nodejs" to the config that ` + shown + ` exports: export const config = { runtime: "nodejs" }`
	}
	x.add(f)
}

// onlyLoads: the client of prisma-client-js has a form for the edge, which fails at its first query only. With JWT sessions
// NextAuth makes none in the middleware.
func (x *examination) onlyLoads(e *project.Edge) bool {
	for _, g := range x.project.Generators() {
		if g.Provider == "prisma-client" {
			return false
		}
	}
	signsIn := slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool {
		return filepath.Join(x.project.Root, filepath.FromSlash(f.Path)) == e.Through
	})
	return x.clientMajor() < 7 && signsIn && x.wants.Strategy == nextauth.JWTSessions
}

// checkCredentials: with an adapter, sessions are kept in the database unless
// something else is said, and the credentials provider makes none there.
func (x *examination) checkCredentials() {
	var at *project.SignInFile
	for i, f := range x.project.SignIn {
		if f.Strategy == "jwt" || f.Unread || x.decidesSessions(f) {
			return
		}
		if slices.Contains(f.Providers, "credentials") && at == nil {
			at = &x.project.SignIn[i]
		}
	}
	if at == nil {
		return
	}
	path := filepath.Join(x.project.Root, filepath.FromSlash(at.Path))
	text, _ := x.project.Read(path)
	x.add(Finding{ID: "credentials-without-jwt", Group: Auth, File: x.project.Rel(path), Line: lineOf(text, "providers/credentials"),
		Message: "the credentials provider works with JWT sessions only, and with an adapter sessions are in the database unless the options say otherwise",
		Why:     "people sign in with a password and have no session: NextAuth looks for it in the database, where none was made",
		Cure:    `add session: { strategy: "jwt" } to the options of NextAuth`})
}

// decidesSessions reports whether a file has a say about sessions that cannot be
// read from it: a strategy that is computed, options of another module, or a
// session that it makes itself.
func (x *examination) decidesSessions(f project.SignInFile) bool {
	path := filepath.Join(x.project.Root, filepath.FromSlash(f.Path))
	text, err := x.project.Read(path)
	if err != nil {
		return true
	}
	src := typescript.Scan(path, string(text))
	for i := range src.Tokens {
		switch {
		case src.Is(i, "encode"), src.Is(i, "createSession"):
			return true
		case (src.Is(i, "strategy") || src.Value(i) == "strategy") && (src.Is(i+1, ":") && src.At(i+2).Kind != typescript.String || src.Is(i+1, ",") || src.Is(i+1, "}")):
			return true
		case src.Is(i, "session") && src.Is(i+1, ":") && src.At(i+2).Kind == typescript.Word && (src.Is(i+3, ",") || src.Is(i+3, "}")):
			return true
		}
	}
	return false
}

// makesItself reports whether the project has a call of the adapter of its own.
func (x *examination) makesItself(call string) bool {
	return slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return slices.Contains(f.Own, call) })
}

// checkKeycloak: NextAuth 4 stores what Keycloak sends as it comes, and one of
// the keys can be the name of no field.
func (x *examination) checkKeycloak() {
	if x.wants.Version != 4 || x.project.HandlesPolicy || x.makesItself("linkAccount") || !slices.Contains(x.project.Providers(), "keycloak") {
		return
	}
	for _, f := range x.project.SignIn {
		if !f.Adapter {
			continue
		}
		path := filepath.Join(x.project.Root, filepath.FromSlash(f.Path))
		text, _ := x.project.Read(path)
		x.add(Finding{ID: "keycloak-key", Group: Auth, File: x.project.Rel(path), Line: lineOf(text, "PrismaAdapter("),
			Message: `Keycloak sends "not-before-policy", which NextAuth 4 hands to Prisma as the name of a field`,
			Why:     "no field can be called so, and @map renames the column only: each first sign-in with Keycloak fails",
			Cure: fmt.Sprintf("rename it in the adapter: const adapter = PrismaAdapter(prisma); adapter: { ...adapter, linkAccount: ({ %q: not_before_policy, ...account }) => adapter.linkAccount({ ...account, not_before_policy }) }",
				"not-before-policy")})
		return
	}
}
