package project

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
)

// HasNextAuth reports whether NextAuth is the project's: among its packages, and named by a source, or set up.
func (p *Project) HasNextAuth() bool {
	if p.Package == nil {
		return false
	}
	unused := !p.NamesNextAuth && len(p.SignIn) == 0 && len(p.SessionTypes) == 0 && p.Package.Range("@auth/core") == ""
	return p.NextAuthMajor(0) != 0 && !unused
}

func asksForNextAuth(p *Package) bool {
	return p.Range("next-auth") != "" || p.Range("@auth/core") != ""
}

// OtherSignIn says what signs people in other than NextAuth, as in "has better-auth": a package, or, where [Options] ask for
// Passwords, a source of the project; empty where nothing shows.
func (p *Project) OtherSignIn() string {
	if p.Package == nil {
		return ""
	}
	packages := append([]*Package{p.Package}, p.DependedOn()...)
	if p.Router == "" && p.Package.Range("next") == "" { // the root of a workspace, or the package with the schema: its apps sign people in
		if members := p.modules.workspaceMembers(); !slices.ContainsFunc(members, asksForNextAuth) {
			packages = append(packages, members...)
		}
	}
	if p.Library != nil && p.Library.Package != nil {
		packages = append(packages, p.Library.Package)
	}
	for _, name := range signInPackages {
		for _, pkg := range packages {
			switch {
			case pkg.Range(name) == "":
			case pkg == p.Package:
				return "has " + name
			default:
				return "has " + name + " in " + cmp.Or(pkg.Name, p.Rel(pkg.Path))
			}
		}
	}
	if p.Passwords != "" {
		return "signs people in itself, see " + p.Rel(p.Passwords)
	}
	return ""
}

// signInPackages sign people in otherwise than NextAuth.
var signInPackages = []string{
	"better-auth", "@clerk/nextjs", "@supabase/ssr", "@supabase/auth-helpers-nextjs", "@auth0/nextjs-auth0", "@kinde-oss/kinde-auth-nextjs",
	"@workos-inc/authkit-nextjs", "@stackframe/stack", "lucia", "iron-session", "supertokens-node", "next-firebase-auth-edge",
	"@logto/next", "@convex-dev/auth", "@ory/nextjs", "@descope/nextjs-sdk", "@propelauth/nextjs", "@frontegg/nextjs", "@asgardeo/nextjs",
	"@privy-io/react-auth", "@openauthjs/openauth", "@civic/auth", "@blitzjs/auth", "@shopify/shopify-api", "next-iron-session",
	"passport", "arctic", "@stytch/nextjs", "@nhost/nextjs", "@aws-amplify/adapter-nextjs", "supertokens-auth-react", "magic-sdk",
	"@azure/msal-react", "@payloadcms/next", "next-firebase-auth", "@clerk/clerk-react", "@hanko/elements", "@simplewebauthn/server",
}

// findRival says what signs people in where NextAuth is left over: its route is there, without an adapter, and no source but those that
// set it up says next-auth or imports one of these, while there are some that import what signs people in otherwise. It is empty
// elsewhere.
func (p *Project) findRival(sources []sourceImports, named []string) string {
	if len(p.SignIn) == 0 || p.Package == nil {
		return ""
	}
	sets := map[string]bool{}
	for _, f := range p.SignIn {
		if f.Adapter || f.OtherAdapter || f.Clientless != "" || f.Elsewhere() {
			return ""
		}
		sets[p.Path(f.Path)] = true
	}
	if slices.ContainsFunc(named, func(path string) bool { return !sets[path] && !slices.Contains(p.SessionTypes, path) }) {
		return ""
	}
	rival, resolved := "", 0
	for _, s := range sources {
		from := filepath.Join(s.dir, s.name)
		if sets[from] {
			continue
		}
		for module := range strings.Lines(string(s.modules)) {
			module = strings.TrimSuffix(module, "\n")
			if name := packageOfModule(module); slices.Contains(signInPackages, name) && p.Package.Range(name) != "" {
				rival = min(cmp.Or(rival, name), name)
				continue
			}
			if resolved++; resolved > maxResolved || sets[p.modules.resolve(from, module)] {
				return ""
			}
		}
	}
	if rival == "" {
		return ""
	}
	return "has " + rival + ", and nothing in it asks NextAuth who is signed in"
}
