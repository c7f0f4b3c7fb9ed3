package join

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/project"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// sources adds the files of the code. The client and the way in to NextAuth
// may be there under other names: then there are not two of them.
func (r *request) sources() (scaffold.Decision, error) {
	var d scaffold.Decision
	there, _ := r.Seen.client()
	names := []string{}
	if r.writesAuth() || r.library == nil && r.keepsHidden() == "" && (there == "" || there == r.source(clientFile)) { // which read it
		names = append(names, "server/env.ts")
	}
	if r.writesAuth() {
		names = append(names, "server/auth.ts")
		if types := r.source("types/next-auth.d.ts"); !slices.ContainsFunc(r.project.SessionTypes, func(path string) bool { return path != r.path(types) }) {
			names = append(names, "types/next-auth.d.ts") // a second declaration of other types would not compile
		}
	}
	for _, name := range names {
		if file, found := r.files[r.source(name)]; found {
			d.Make(file.Path, file.Content)
		}
	}
	d.Join(r.client())
	switch {
	case r.writesAuth():
		d.Join(r.route())
		d.Join(r.signInSteps())
	case r.app.Auth:
		if u := r.project.Unreached; u != nil {
			d.Tell("no request comes to " + r.project.Below(u.Path) + ": NextAuth's route belongs in " + r.project.Below(u.Right) + ", and doctor says how to bring it there")
		}
		d.Join(r.adapter())
	}
	return d, nil
}

// signInSteps are what is to be known of NextAuth beside the project's own pages.
func (r *request) signInSteps() (d scaffold.Decision) {
	if !r.app.Existing {
		return d
	}
	if r.exists(r.source("server/auth.ts")) == "" {
		d.Tell("let people sign in and out: a link to /api/auth/signin and one to /api/auth/signout will do; on the server, " +
			authCall(r.app) + " of " + r.source("server/auth.ts") + " says who is signed in")
	}
	if r.project.BothRouters {
		d.Tell(bothRouters(r.app))
	}
	if lacks := r.nextConfig(); lacks != "" {
		d.Tell(lacks)
	}
	return d
}

// bothRouters says for which of a project's two routers NextAuth's files are
// written, and what is for the other.
func bothRouters(app templates.App) string {
	if app.NextAuth == 5 {
		return "both routers are here, and auth() is for both: in pages/, getServerSideProps gives it its context"
	}
	why, other, call := "as NextAuth advises where there is an app folder", "pages/", "getServerSession(req, res, authOptions)"
	if app.Router == "pages" {
		why, other, call = "as asked", "app/", "getServerSession(authOptions)"
	}
	return fmt.Sprintf("both routers are here: the route and %s are for %s/, %s; in %s use %s", authCall(app), cmp.Or(app.Router, "app"), why, other, call)
}

// authCall is how code on the server asks who is signed in.
func authCall(app templates.App) string {
	switch {
	case app.Router != "pages":
		return "auth()"
	case app.NextAuth == 5:
		return "auth(context)"
	}
	return "auth(req, res)"
}

// nextConfigs are the files with the settings of Next.js, the first that is
// there counts.
func nextConfigs() []string { return []string{"next.config.ts", "next.config.mjs", "next.config.js"} }

// nextConfig says what the settings of Next.js lack for the files; it is empty
// where they lack nothing.
func (r *request) nextConfig() string {
	if !r.app.TranspilesNextAuth() {
		return ""
	}
	const why = `transpilePackages: ["next-auth"]; without it the pages router leaves next-auth to Node, which does not find what it imports`
	says := regexp.MustCompile(`transpilePackages\s*:\s*\[[^\]]*["']next-auth["']|bundlePagesRouterDependencies\s*:\s*true`)
	for _, name := range nextConfigs() {
		text, there := r.text(name)
		switch {
		case !there:
		case says.Match(text):
			return ""
		default:
			return "let " + name + " say " + why
		}
	}
	return "write next.config.js, to say " + why
}

// authRoutes are the files through which Next.js reaches NextAuth, without src/.
func authRoutes() []string {
	var routes []string
	for _, ext := range []string{".ts", ".js", ".tsx", ".jsx"} {
		routes = append(routes, "pages/api/auth/[...nextauth]"+ext, "app/api/auth/[...nextauth]/route"+ext)
	}
	return routes
}

// otherRoute is a route of NextAuth that the project has beside that of path; empty where there is none.
func (r *request) otherRoute(path string) string {
	for _, f := range r.project.SignIn {
		if f.Route && f.Path != path {
			return f.Path
		}
	}
	var others []string
	for _, below := range []string{"", "src/"} {
		for _, name := range authRoutes() {
			others = append(others, below+name)
		}
	}
	return r.exists(slices.DeleteFunc(others, func(name string) bool { return name == path })...)
}

// route adds NextAuth's way in, unless the project has one.
func (r *request) route() (d scaffold.Decision) {
	ours := r.files[r.app.AuthRoute()]
	if there := r.otherRoute(ours.Path); there != "" {
		what := "authOptions"
		if r.app.NextAuth == 5 {
			what = "handlers"
		}
		d.Show(there+" is there already: let it use "+what+" of "+r.source("server/auth.ts"), ours.Path, string(ours.Content))
		return d
	}
	d.Make(ours.Path, ours.Content)
	return d
}

// adapter lets the NextAuth that is set up keep its people in the database,
// unless it does.
func (r *request) adapter() (d scaffold.Decision) {
	if r.isComplete() {
		return d
	}
	where := settingsFile(r.ownAuth)
	if r.isOld() {
		d.Tell(fmt.Sprintf("NextAuth is set up in %s, and is %s, for which there is only an adapter of its own time (@next-auth/prisma-legacy-adapter): to keep people by the adapter of today, bring it to 4 first (%s, and what https://next-auth.js.org/getting-started/upgrade-v4 says), then run this again",
			where, r.project.OldNextAuth(), project.Manager(r.project.PackageManager).Add("next-auth@"+templates.NextAuthVersion(4))))
		return d
	}
	text := fmt.Sprintf("import { PrismaAdapter } from %q;\n\n%s// among the options of NextAuth:\nadapter: PrismaAdapter(prisma),\n", r.adapterPackage(), r.clientImport(where))
	if slices.Contains(r.project.Providers(), "credentials") {
		text += "session: { strategy: \"jwt\" }, // as signing in by credentials needs\n"
	}
	if strings.HasPrefix(where, "../") {
		text = "// the package that this file is of needs " + r.adapterPackage() + " for it\n" + text
	}
	d.Show("NextAuth is set up in "+where+": let it use the database", where, text)
	return d
}

// isOld reports whether the NextAuth that is set up is from before 4.
func (r *request) isOld() bool { return len(r.ownAuth) > 0 && r.project.OldNextAuth() != "" }

// isComplete reports whether the NextAuth that is set up keeps its people somewhere, or may: it takes in options that cannot be
// read.
func (r *request) isComplete() bool {
	return r.keepsNobody() || slices.ContainsFunc(r.ownAuth, func(f project.SignInFile) bool {
		return (f.Adapter || f.OtherAdapter) && f.Clientless == "" || f.Unread
	})
}

// keepsNobody reports whether the NextAuth that is set up has passwords alone, which the project looks up itself: an adapter is
// given nothing to keep then.
func (r *request) keepsNobody() bool {
	lists := false
	for _, f := range r.ownAuth {
		if f.Others || f.Unread || f.Adapter || f.OtherAdapter || slices.ContainsFunc(f.Providers, func(id string) bool { return id != "credentials" }) {
			return false
		}
		lists = lists || f.Options && len(f.Providers) > 0
	}
	return lists
}

// isElsewhere reports whether NextAuth is set up in another package of the workspace, which has what it needs.
func (r *request) isElsewhere() bool {
	return r.project.Package.Range("next-auth") == "" && slices.ContainsFunc(r.ownAuth, func(f project.SignInFile) bool {
		return f.Elsewhere() && (f.Adapter || f.Calls || f.Options)
	})
}

// writesTypeScript reports whether a file of the code is one that Next.js needs TypeScript for.
func (r *request) writesTypeScript() bool {
	d, err := r.sources()
	return err != nil || slices.ContainsFunc(d.Edits, func(e change.Edit) bool {
		return (strings.HasSuffix(e.Path, ".ts") || strings.HasSuffix(e.Path, ".tsx")) && r.exists(e.Path) == ""
	})
}

// otherStore reports whether the NextAuth that is set up keeps its people by another package than Prisma's.
func (r *request) otherStore() bool {
	if !slices.ContainsFunc(r.ownAuth, func(f project.SignInFile) bool { return f.OtherAdapter }) {
		return false
	}
	other := false
	for _, name := range slices.Concat(r.pkg.Names("dependencies"), r.pkg.Names("devDependencies")) {
		isAdapter := strings.HasSuffix(name, "-adapter") && (strings.HasPrefix(name, "@auth/") || strings.HasPrefix(name, "@next-auth/"))
		if isAdapter && strings.HasSuffix(name, "/prisma-adapter") {
			return false
		}
		other = other || isAdapter
	}
	return other
}

// settingsFile is the file whose options get the adapter: where NextAuth is called with them, else where the providers
// are listed. A route that passes on what is set up elsewhere is not the place, nor is the part of split options that the
// edge can load.
func settingsFile(files []project.SignInFile) string {
	for _, fits := range []func(f project.SignInFile) bool{
		func(f project.SignInFile) bool { return f.Calls },
		func(f project.SignInFile) bool { return f.Options },
		func(f project.SignInFile) bool { return len(f.Providers) > 0 },
		func(f project.SignInFile) bool { return !f.Route },
	} {
		if i := slices.IndexFunc(files, fits); i >= 0 {
			return files[i].Path
		}
	}
	return files[0].Path
}

// clientImport is how a source file imports the project's client, with an empty line behind it. It is empty where the
// file makes the client.
func (r *request) clientImport(from string) string {
	there, made := r.Seen.client()
	there = cmp.Or(there, r.keepsHidden())
	if strings.HasPrefix(from, "../") { // a package of the workspace, for which the names of the app say nothing
		if name, module := r.sharedByLibrary(); name != "" {
			return fmt.Sprintf("import { %s } from %q;\n\n", name, module)
		}
		return "// prisma is a PrismaClient that this package can import\n\n"
	}
	if s := r.project.SharedClient(); s != nil && s.Bound {
		return "// prisma is the PrismaClient of a request, as " + there + " makes it: NextAuth takes a function for its options\n\n"
	}
	imported := func(name, file string) string { return fmt.Sprintf("import { %s } from %q;\n\n", name, file) }
	switch {
	case there == from:
		return ""
	case there != "" && there != r.source(clientFile):
		return imported(cmp.Or(made.AsPrisma(), "prisma"), project.RelativeModule(from, module(there)))
	case r.alias(r.options.SrcDir) == "":
		return imported("prisma", project.RelativeModule(from, module(r.source(clientFile))))
	}
	return imported("prisma", strings.TrimSuffix(r.options.ImportAlias, "*")+"server/db/client")
}

// adapterPackage is where the adapter comes from: NextAuth 4 takes either, and what is there stays the only one.
func (s *Seen) adapterPackage() string {
	const old = "@next-auth/prisma-adapter"
	for _, of := range []*project.Package{s.project.Package, s.project.RootPackage()} {
		if of != nil && of.Range(old) != "" && of.Range("@auth/prisma-adapter") == "" && s.project.NextAuthMajor(4) == 4 {
			return old
		}
	}
	return "@auth/prisma-adapter"
}

// secretStep tells of a secret of the project's own that server/env.ts would
// not take.
func (r *request) secretStep() (d scaffold.Decision) {
	if !r.writesAuth() {
		return d
	}
	name := nextauth.SecretName(r.app.NextAuth)
	for _, file := range project.NextEnvFiles() {
		if entry, set := r.env(file).Lookup(name); set {
			if len(entry.Value) < 32 {
				d.Tell(fmt.Sprintf("give %s in %s at least 32 characters, which %s asks for: %s makes such a one", name, file, r.source("server/env.ts"), nextauth.SecretCommand))
			}
			return d
		}
	}
	return d
}
