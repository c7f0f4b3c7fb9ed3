package join

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/env"
	"create-app/scaffold/change"
	"create-app/templates"
)

// observeAuth leaves NextAuth out where nobody asked for it and the project has
// something of the kind.
func (a *adder) observeAuth() {
	if a.given("auth") || a.given("providers") || a.given("next-auth") || a.record.Ours() || a.found.NextAuthMajor(0) != 0 {
		return
	}
	for _, name := range []string{
		"better-auth", "@clerk/nextjs", "@supabase/ssr", "@supabase/auth-helpers-nextjs", "@auth0/nextjs-auth0", "@kinde-oss/kinde-auth-nextjs",
		"@workos-inc/authkit-nextjs", "@stackframe/stack", "lucia", "iron-session", "supertokens-node", "next-firebase-auth-edge",
	} {
		if a.found.Package.Range(name) != "" {
			a.options.Auth, a.options.Providers = "none", nil
			a.step("NextAuth is left out: the project has "+name+"; --auth nextauth adds it all the same", "", "")
			return
		}
	}
}

// observeSignIn looks where NextAuth is set up already. Where that is in a file
// that our server/auth.ts is not, the project gets no second one.
func (a *adder) observeSignIn() {
	if a.options.Auth == "none" {
		return
	}
	if a.exists(a.source("server/auth.ts")) != "" {
		return
	}
	a.setUp = a.found.SignIn
	if len(a.setUp) == 0 {
		return
	}
	if a.given("providers") || a.record.Ours() {
		return
	}
	a.options.Providers = []string{}
	for _, id := range a.found.Providers() {
		if p, known := templates.FindProvider(id); known {
			a.options.Providers = append(a.options.Providers, p.ID)
		}
	}
}

// wantsModels is what NextAuth needs of a schema that is there.
func (a *adder) wantsModels() nextauth.Wants {
	w := nextauth.Wants{Strategy: nextauth.DatabaseSessions}
	if len(a.setUp) > 0 {
		w = nextauth.WantsOf(a.found)
	}
	w.Version, w.PlanetScale = a.app.NextAuth, a.options.Database == "planetscale"
	if len(a.setUp) == 0 || len(w.Providers) == 0 {
		w.Providers = a.options.Providers
	}
	return w
}

// adapterStep lets the NextAuth that is set up keep its people in the database,
// unless it does.
func (a *adder) adapterStep() error {
	if slices.ContainsFunc(a.setUp, func(f project.SignInFile) bool { return f.Adapter }) {
		return nil
	}
	where := a.setUp[0].Path
	for _, f := range a.setUp { // a route that passes on what is set up elsewhere is not the place
		if !strings.Contains(f.Path, "[...nextauth]") {
			where = f.Path
			break
		}
	}
	client := a.clientImport(where)
	text := fmt.Sprintf("import { PrismaAdapter } from %q;\n\n%s\n\n// among the options of NextAuth:\nadapter: PrismaAdapter(prisma),\n", a.adapterPackage(), client)
	if slices.Contains(a.found.Providers(), "credentials") {
		text += "session: { strategy: \"jwt\" }, // as signing in by credentials needs\n"
	}
	a.step("NextAuth is set up in "+where+": let it use the database", where, text)
	return nil
}

// clientImport is how a source file imports the project's client.
func (a *adder) clientImport(from string) string {
	there := a.sharedClient()
	if there == "" || there == a.source("server/db/client.ts") {
		return fmt.Sprintf("import { prisma } from %q;", strings.TrimSuffix(a.options.ImportAlias, "*")+"server/db/client")
	}
	return fmt.Sprintf("import { %s } from %q;", cmp.Or(passedOn(a.found.SharedClient()), "prisma"), relativeModule(from, strings.TrimSuffix(there, filepath.Ext(there))))
}

// adapterPackage is where the adapter comes from: NextAuth 4 takes either.
func (a *adder) adapterPackage() string {
	if old := "@next-auth/prisma-adapter"; a.found.Package.Range(old) != "" {
		return old
	}
	return "@auth/prisma-adapter"
}

// checkSecret tells of a secret of the project's own that server/env.ts would
// not take.
func (a *adder) checkSecret() {
	if !a.app.Auth || len(a.setUp) > 0 {
		return
	}
	name := nextauth.SecretName(a.app.NextAuth)
	for _, file := range project.NextEnvFiles() {
		content, err := change.ReadFile(a.fsys, a.path(file))
		if err != nil {
			continue
		}
		if entry, set := env.Parse(content).Lookup(name); set {
			if len(entry.Value) < 32 {
				a.step(fmt.Sprintf("give %s in %s at least 32 characters, which %s asks for: openssl rand -base64 32 makes such a one", name, file, a.source("server/env.ts")), "", "")
			}
			return
		}
	}
}
