package doctor

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/plain"
	"create-app/project"
	"create-app/project/env"
	"create-app/project/typescript"
	"create-app/templates"
)

// checkSignIn looks for settings of NextAuth that fail although the schema is
// right.
func (x *examination) checkSignIn() {
	x.checkForm()
	x.checkClientless()
	x.checkMail()
	if !x.uses("next-auth") || !slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Adapter }) {
		return
	}
	x.checkCredentials()
	x.checkKeycloak()
}

// checkClientless: PrismaAdapter makes an adapter of a client, and is none itself.
func (x *examination) checkClientless() {
	at := slices.IndexFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Clientless != "" })
	if at < 0 || !x.uses("next-auth") || x.onlyPasswords() {
		return
	}
	f := x.project.SignIn[at]
	path := x.project.Path(f.Path)
	name, called := strings.CutSuffix(f.Clientless, "()")
	finding := Finding{ID: "adapter-without-client", Group: Auth, File: x.project.Rel(path), Line: f.ClientlessLine,
		Message: name + " is not called: NextAuth is given the function that makes an adapter, and no adapter",
		Why:     "NextAuth finds none of its calls in it: who comes by a provider, or by mail, cannot sign in",
		Cure:    "write adapter: " + name + "(prisma), with your PrismaClient"}
	if called {
		finding.Message = name + " is called without a PrismaClient"
		finding.Why = "each of its calls throws: who comes by a provider, or by mail, cannot sign in"
	}
	if c := x.singleton(); c != nil && c.Export != "" {
		finding.Cure += ", the one of " + x.project.Rel(c.Path)
	}
	x.add(finding)
}

// onlyPasswords reports whether the app signs in by the credentials provider alone, with JWT sessions: nothing calls an adapter.
func (x *examination) onlyPasswords() bool {
	return x.wants.Closed && !slices.ContainsFunc(x.wants.Providers, func(id string) bool { return id != "credentials" }) &&
		slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Strategy == "jwt" })
}

// checkMail: what is sent by mail is kept until it is used, for which NextAuth has nothing but an adapter.
func (x *examination) checkMail() {
	if !x.uses("next-auth") || !x.wants.Closed || !slices.ContainsFunc(x.wants.Providers, nextauth.IsEmailProvider) {
		return
	}
	at, module := -1, ""
	for i, f := range x.project.SignIn {
		if f.Adapter || f.OtherAdapter || f.Clientless != "" || f.Unread {
			return
		}
		mails := func(id string) bool { return nextauth.IsEmailProvider(id) && !slices.Contains(f.Unused, id) }
		if id := slices.IndexFunc(f.Providers, mails); at < 0 && f.Reached && id >= 0 {
			at, module = i, "providers/"+f.Providers[id]
		}
	}
	if at < 0 {
		return
	}
	f := x.project.SignIn[at]
	path := x.project.Path(f.Path)
	text, _ := x.project.Read(path)
	client := "your PrismaClient"
	if c := x.singleton(); c != nil && c.Export != "" {
		client = "the one of " + x.project.Rel(c.Path)
	}
	x.add(Finding{ID: "mail-without-adapter", Group: Auth, File: x.project.Rel(path), Line: lineOf(text, module),
		Message: "people sign in by mail, and the options of NextAuth have no adapter",
		Why:     "NextAuth answers every request with an error: without an adapter it cannot keep what it sends",
		Cure:    "add adapter: PrismaAdapter(prisma) to the options, with " + client + ", or take the provider out"})
}

// checkForm: NextAuth 4 gives one handler, and 5 an object with handlers and more.
func (x *examination) checkForm() {
	installed := x.project.Version("next-auth")
	if installed.Major != 4 && installed.Major != 5 {
		return
	}
	// A route that is written for what is installed answers, whatever else is left over.
	answers := slices.IndexFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Route && !f.Elsewhere() && f.Form == installed.Major })
	for _, f := range x.project.SignIn {
		if f.Form == 3 {
			x.add(x.providersOfOneModule(f, installed))
			return
		}
		if f.Elsewhere() || f.Form == 0 || f.Form == installed.Major || f.Form == 4 && !f.Route {
			continue
		}
		path := x.project.Path(f.Path)
		finding := Finding{ID: "next-auth-of-other-form", Group: Auth, File: x.project.Rel(path), Line: f.FormLine,
			Message: fmt.Sprintf("this is written for NextAuth %d, and package.json has %d (%s)", f.Form, installed.Major, installed.Text),
			Why:     "NextAuth 4 gives a handler, and nothing can be taken out of it: what is exported here is undefined",
			Cure:    x.install("next-auth@" + templates.NextAuthVersion(f.Form))}
		if f.Form == 4 {
			finding.Why = "NextAuth 5 gives an object with handlers in it: the route exports no function, and no request is answered"
		}
		if answers < 0 || f.Route || f.Reached {
			x.add(finding)
			return
		}
		finding.Note = true // as long as nothing imports it
		finding.Cure = fmt.Sprintf("take the file out, or write it for NextAuth %d, as %s is", installed.Major, x.project.Rel(x.project.Path(x.project.SignIn[answers].Path)))
		x.add(finding)
		break
	}
	x.checkRoute(installed.Major)
}

// providersOfOneModule: from NextAuth 4 on its package gives no module with all providers, only one for each.
func (x *examination) providersOfOneModule(f project.SignInFile, installed project.Version) Finding {
	return Finding{ID: "next-auth-of-other-form", Group: Auth, File: x.project.Rel(x.project.Path(f.Path)), Line: f.FormLine,
		Message: fmt.Sprintf("this is written for NextAuth 3, and package.json has %d (%s), which has no module next-auth/providers", installed.Major, installed.Text),
		Why:     "next dev and next build stop at this import: the package does not export it",
		Cure:    `import each provider from a module of its own, as in import GoogleProvider from "next-auth/providers/google", and write GoogleProvider(…) in place of Providers.Google(…)`}
}

// checkRoute: each router of Next.js calls something else of a route.
func (x *examination) checkRoute(major int) {
	for _, f := range x.project.SignIn {
		if f.Lacks == "" {
			continue
		}
		path := x.project.Path(f.Path)
		finding := Finding{ID: "next-auth-route-exports", Group: Auth, File: x.project.Rel(path), Line: 1,
			Message: "this route exports no " + f.Lacks + ", which the app router calls",
			Why:     "Next.js answers 405, and people cannot sign in",
			Cure:    methodsCure(f.Handler, f.Lacks, major)}
		if f.Lacks == "default" {
			finding.Message = "this route exports no default, which the pages router calls"
			finding.Why = "Next.js says that the page exports no default function, and people cannot sign in"
			switch {
			case major == 5:
				finding.Cure = "move it to " + x.appRoute() + ", whose router calls the handlers that NextAuth 5 gives"
			case f.Handler.Name != "":
				finding.Cure = "add export default " + f.Handler.Name
			default:
				finding.Cure = "export default NextAuth(authOptions), with your options"
			}
		}
		x.add(finding)
	}
	if x.project.ChecksRoutes() {
		x.checkRouteFields()
	}
}

// methodsCure is how a route of the app router comes to export the methods, or the one that it lacks, by what it has now.
func methodsCure(h project.Handler, lacks string, major int) string {
	if h.Method {
		if h.Name == "" {
			return "pass " + lacks + " on in the same way, as in export { GET, POST } from the module that has both"
		}
		return "add export { " + h.Name + " as " + lacks + " }"
	}
	if major == 5 {
		cure := "export const { GET, POST } = handlers, with the handlers that NextAuth(…) gives"
		if h.Default {
			cure += ", in place of export default"
		}
		return cure
	}
	methods := func(name string) string { return "export { " + name + " as GET, " + name + " as POST }" }
	request := ""
	if h.Function {
		request = "; it is given a Request and a context there, in place of req and res, and NextAuth takes these as well"
	}
	switch {
	case h.Name != "" && h.Function:
		return "take export default away from " + h.Name + ", and add " + methods(h.Name) + request
	case h.Name != "" && h.Default:
		return "write " + methods(h.Name) + " in place of the default export"
	case h.Name != "" && h.Exported:
		return "take export away from " + h.Name + ", and add " + methods(h.Name)
	case h.Name != "":
		return "add " + methods(h.Name)
	case h.Default:
		return "write const " + h.Free + " = in place of export default, and add " + methods(h.Free) + request
	}
	return "const " + h.Free + " = NextAuth(authOptions); " + methods(h.Free) + ", with your options"
}

// checkRouteFields: next dev serves a route whatever it exports besides, so that only the build says it.
func (x *examination) checkRouteFields() {
	for _, f := range x.project.SignIn {
		if len(f.Refused) == 0 || f.Lacks != "" { // which is said first
			continue
		}
		finding := Finding{ID: "next-auth-route-extra", Group: Auth, File: x.project.Rel(x.project.Path(f.Path)), Line: f.RefusedLine,
			Message: "next build refuses what this route exports besides its methods and settings: " + strings.Join(f.Refused, ", "),
			Why:     "next dev says nothing of it, and next build stops: no valid Route export field",
			Cure:    "move it to a file of its own, such as " + x.optionsPlace() + ", and import it from there"}
		switch {
		case !slices.ContainsFunc(f.Refused, func(name string) bool { return name != "default" && name != "handler" }):
			finding.Cure = "take " + strings.Join(f.Refused, " and ") + " out of what it exports"
		case f.Form == 5:
			finding.Cure = "call NextAuth in a file of its own, such as " + x.optionsPlace() + ", and write export const { GET, POST } = handlers here, with the handlers of that file"
		}
		x.add(finding)
	}
}

// optionsPlace is a file that is not there, for the options of NextAuth.
func (x *examination) optionsPlace() string {
	for _, name := range []string{"lib/auth.ts", "lib/auth-options.ts"} {
		if x.project.SrcDir {
			name = "src/" + name
		}
		path := x.project.Path(name)
		if _, err := x.project.Read(path); err != nil {
			return x.project.Rel(path)
		}
	}
	return "auth-options.ts"
}

// appRoute is where the route of the app router is, or is to be.
func (x *examination) appRoute() string {
	place := "app/api/auth/[...nextauth]/route.ts"
	if x.project.SrcDir {
		place = "src/" + place
	}
	return x.project.Rel(x.project.Path(place))
}

// checkEdge: a middleware runs at the edge, unless it asks for Node, and what it imports is bundled for there. From
// Next.js 16 on its other name is proxy, which runs on Node.
func (x *examination) checkEdge() {
	e, next := x.project.Edge, x.project.Version("next")
	if e == nil || next.Major < 12 || next.Major > 15 && !isMiddleware(e.Middleware) || x.onlyLoads(e) {
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
	if next.Major > 15 {
		f.Cure = "mv " + plain.Path(shown) + " " + plain.Path(asProxy(shown)) + ", and export the function as proxy: Next.js runs that on Node"
	}
	x.add(f)
}

func isMiddleware(path string) bool {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) == "middleware"
}

// asProxy is the path of a middleware under its name from Next.js 16 on.
func asProxy(path string) string {
	return strings.TrimSuffix(path, "middleware"+filepath.Ext(path)) + "proxy" + filepath.Ext(path)
}

// checkUnreached: neither Next.js nor NextAuth says anything of a route in the wrong place.
func (x *examination) checkUnreached() {
	u := x.project.Unreached
	if u == nil || x.asks("next-auth") == "" || u.Base != "" && x.isAt(u.Base) {
		return
	}
	from, to := x.project.Rel(u.Path), x.project.Rel(u.Right)
	why := "Next.js answers 404 to /api/auth, and people cannot sign in"
	if filepath.Base(u.Path) == filepath.Base(u.Right) || !x.isRoute(u.Right) || project.RouterOf(x.project.Below(u.Path)) == "pages" {
		why = "NextAuth 4 goes by what follows /api/auth/, as the parameter nextauth, and answers no request without it"
	}
	cure := "mv " + plain.Path(from) + " " + plain.Path(to)
	if folder := filepath.Dir(u.Right); folder != filepath.Dir(u.Path) {
		cure = plain.Then("mkdir -p "+plain.Path(x.project.Rel(folder)), cure)
	}
	if u.Bound {
		cure += ", and correct the paths in it"
	}
	if u.Default {
		cure += ", and export its handler as GET and POST there, in place of default"
	}
	message := "no request comes to this route of NextAuth: it belongs in " + to
	if u.Base != "" {
		message = "NextAuth is at /api/auth, and cannot read the requests that come to it from this route: it belongs in " + to
		why = "NextAuth 4 takes what follows " + u.Base + "/ here for what to do, which is auth in each request: it answers none"
	}
	x.add(Finding{ID: "next-auth-route-misplaced", Group: Auth, File: from, Line: 1, Message: message, Why: why, Cure: cure})
}

// isAt reports whether NextAuth may be at a path of the app: by NEXTAUTH_URL in the environment, a .env file or an example of one, or by
// the basePath of a source.
func (x *examination) isAt(path string) bool {
	fits := func(at string) bool { return strings.HasSuffix(strings.TrimSuffix(at, "/"), path) }
	urls := []string{}
	if value, ok := x.world.Inherited.Lookup("NEXTAUTH_URL"); ok {
		urls = append(urls, value)
	}
	for _, base := range slices.Concat(project.EnvFiles(), project.EnvExamples()) {
		if text, err := x.project.Read(filepath.Join(x.project.Root, base)); err == nil {
			if entry, found := env.Parse(text).Lookup("NEXTAUTH_URL"); found {
				urls = append(urls, entry.Value)
			}
		}
	}
	return slices.ContainsFunc(urls, func(url string) bool { return fits(url) || strings.Contains(url, "$") }) ||
		slices.ContainsFunc(x.project.AuthPaths, func(at string) bool { return at == "" || fits(at) })
}

// letsAllThrough reports whether a middleware does nothing: it has no code of others but Next.js's, and answers, sends on and sets nothing.
func (x *examination) letsAllThrough(path string) bool {
	text, err := x.project.Read(path)
	if err != nil {
		return false
	}
	for i, src := 0, typescript.Scan(path, string(text)); i < len(src.Tokens); i++ {
		switch {
		case src.Is(i, "from") && src.Value(i+1) != "" && src.Value(i+1) != "next/server", src.Is(i, "require") && src.Is(i+1, "("), src.Is(i, "import") && src.Is(i+1, "("):
			return false
		case src.Is(i, ".") && src.Is(i+1, "next") && src.Is(i+2, "(") && !src.Is(i+3, ")"), src.Is(i, "new"), src.Is(i, "fetch"), src.Is(i, "throw"):
			return false
		case src.Is(i, ".") && slices.ContainsFunc([]string{"redirect", "rewrite", "json", "set", "append", "delete", "error"}, func(word string) bool { return src.Is(i+1, word) }):
			return false
		}
	}
	return true
}

// checkUnrun: Next.js says nothing of a middleware that it does not find.
func (x *examination) checkUnrun() {
	u := x.project.Unrun
	if u == nil || x.letsAllThrough(u.Path) {
		return
	}
	from, to := x.project.Rel(u.Path), x.project.Rel(u.Right)
	renamed := x.project.Version("next").Major > 15 && isMiddleware(u.Right)
	if renamed {
		to = asProxy(to)
	}
	f := Finding{ID: "middleware-not-run", Group: Auth, File: from, Line: 1,
		Message: "Next.js does not run this middleware: it looks for " + to,
		Why:     "the pages that it is to protect are open, and nothing says so",
		Cure:    "mv " + plain.Path(from) + " " + plain.Path(to)}
	switch {
	case u.Name:
		f.Message = fmt.Sprintf("Next.js %d does not run this: it looks for %s, and from 16 on for proxy", x.project.Version("next").Major, to)
		if u.Bound {
			f.Cure += ", and export the function as middleware"
		}
	case u.Bound:
		f.Cure += ", and correct the paths in it"
	}
	if renamed {
		f.Cure += ", and export the function as proxy"
	}
	x.add(f)
}

// onlyLoads: the client of prisma-client-js has a form for the edge, which needs a driver that works there, and fails
// without at its first query only. With JWT sessions NextAuth makes none in the middleware.
func (x *examination) onlyLoads(e *project.Edge) bool {
	for _, g := range x.project.Generators() {
		switch {
		case slices.Contains([]string{"edge-light", "vercel-edge", "workerd", "cloudflare"}, g.Runtime):
			return true
		case g.Provider == "prisma-client":
			return false
		}
	}
	if e.Fetches {
		return true
	}
	signsIn := slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool {
		return x.project.Path(f.Path) == e.Through
	})
	return x.clientMajor() < 7 && signsIn && x.wants.Strategy == nextauth.JWTSessions
}

// checkCredentials: with an adapter, sessions are kept in the database unless
// something else is said, and the credentials provider makes none there.
func (x *examination) checkCredentials() {
	var at *project.SignInFile
	routed := slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Route })
	for i, f := range x.project.SignIn {
		if f.Strategy == "jwt" || f.Unread || x.decidesSessions(f) {
			return
		}
		if f.Uses("credentials") && at == nil && (f.Reached || !routed) && !x.isInstanceOfItsOwn(f) { // others are left over
			at = &x.project.SignIn[i]
		}
	}
	if at == nil {
		return
	}
	path := x.project.Path(at.Path)
	text, _ := x.project.Read(path)
	cure := `add session: { strategy: "jwt" } to the options of NextAuth`
	for _, f := range x.project.SignIn {
		place := x.project.Path(f.Path)
		if options, err := x.project.Read(place); err == nil && sessionOfUser.Match(options) {
			cure += "; its session callback in " + x.project.Rel(place) + " is then given token, and no user: write token.sub in place of user.id"
			break
		}
	}
	x.add(Finding{ID: "credentials-without-jwt", Group: Auth, File: x.project.Rel(path), Line: lineOf(text, "providers/credentials"),
		Message: "the credentials provider works with JWT sessions only, and with an adapter sessions are in the database unless the options say otherwise",
		Why:     "people sign in with a password and have no session: NextAuth looks for it in the database, where none was made",
		Cure:    cure})
}

// isInstanceOfItsOwn reports whether a file calls NextAuth with options of its own and no adapter, while the adapter is in those of
// another call.
func (x *examination) isInstanceOfItsOwn(f project.SignInFile) bool {
	return f.Calls && !f.Adapter && slices.ContainsFunc(x.project.SignIn, func(other project.SignInFile) bool {
		return other.Path != f.Path && other.Calls && other.Adapter
	})
}

// sessionOfUser matches a session callback that takes the user out of what it is given.
var sessionOfUser = regexp.MustCompile(`\bsession\s*(?::\s*(?:async\s*)?(?:function\s*)?)?\(\s*\{[^})]*\buser\b`)

// decidesSessions reports whether a file has a say about sessions that cannot be
// read from it: a strategy that is computed, options of another module, or a
// session that it makes itself.
func (x *examination) decidesSessions(f project.SignInFile) bool {
	path := x.project.Path(f.Path)
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
	if x.wants.Version != 4 || x.project.HandlesPolicy || x.makesItself("linkAccount") ||
		!slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.Uses("keycloak") }) {
		return
	}
	for _, f := range x.project.SignIn {
		if !f.Adapter {
			continue
		}
		path := x.project.Path(f.Path)
		text, _ := x.project.Read(path)
		x.add(Finding{ID: "keycloak-key", Group: Auth, File: x.project.Rel(path), Line: lineOf(text, "PrismaAdapter("),
			Message: `Keycloak sends "not-before-policy", which NextAuth 4 hands to Prisma as the name of a field`,
			Why:     "no field can be called so, and @map renames the column only: each first sign-in with Keycloak fails",
			Cure: fmt.Sprintf("rename it in the adapter: const adapter = PrismaAdapter(prisma); adapter: { ...adapter, linkAccount: ({ %q: not_before_policy, ...account }) => adapter.linkAccount({ ...account, not_before_policy }) }",
				"not-before-policy")})
		return
	}
}
