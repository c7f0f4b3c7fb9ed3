package doctor

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"create-app/project"
	"create-app/project/prismaconfig"
	"create-app/project/typescript"
)

// findClients picks the files of the app that make a PrismaClient.
func (x *examination) findClients() {
	for _, c := range x.project.Clients {
		if (isTool(x.project.Rel(c.Path)) && !x.isRoute(c.Path) && !c.Reached && !x.isImportedByApp(c) || x.isRun(c.Path) || c.Exports.None() && !x.isRouted(c.Path)) && c.Path != x.project.ClientModule || c.Edge || c.Class || c.Closes || c.Unused {
			continue
		}
		if !isOldMiddleware(c.Path) && !x.runsApart(c) {
			x.clients = append(x.clients, c)
		}
	}
	x.dropUnimported()
}

// dropUnimported: a module that nothing imports is never run, and makes no client. One that is shared is what others are to
// import, unless they have another; and where there is no client but one that nothing imports so far, that is what is looked at.
func (x *examination) dropUnimported() {
	imported := func(c project.Client) bool { return !c.Unimported }
	switch shares := func(c project.Client) bool { return c.Shared }; {
	case slices.ContainsFunc(x.clients, func(c project.Client) bool { return c.Shared && imported(c) }):
		x.clients = slices.DeleteFunc(x.clients, func(c project.Client) bool { return c.Unimported })
	case slices.ContainsFunc(x.clients, imported) || slices.ContainsFunc(x.clients, shares):
		x.clients = slices.DeleteFunc(x.clients, func(c project.Client) bool { return c.Unimported && !c.Shared })
	default:
		at := slices.IndexFunc(x.clients, func(c project.Client) bool { return c.Path == x.project.ClientModule })
		if at < 0 {
			at = slices.IndexFunc(x.clients, func(c project.Client) bool { return c.Export != "" })
		}
		x.clients = slices.Clip(x.clients[max(at, 0) : at+1])
	}
}

// isOldMiddleware: Next.js 12.0 and 12.1 run these below pages, at the edge and so apart from the rest.
func isOldMiddleware(path string) bool {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name)) == "_middleware"
}

// runsApart reports whether a source of a Next.js project shows to be none of what Next.js runs: all that imports it runs by
// itself, or nothing imports it and it lies where what other programs run lies.
func (x *examination) runsApart(c project.Client) bool {
	if x.asks("next") == "" || c.Path == x.project.ClientModule || c.Reached || x.isRouted(c.Path) {
		return false
	}
	return c.Imported || !isAppFolder(x.project.Below(c.Path)) && !x.isImportedByApp(c)
}

// isImportedByApp reports whether a source that lies where those of an app do imports the client's module, where it is not known
// what leads to it.
func (x *examination) isImportedByApp(c project.Client) bool {
	return !c.Imported && slices.ContainsFunc(x.project.ClientImports, func(i project.ClientImport) bool {
		return i.Client == c.Path && i.From != c.Path && isAppFolder(x.project.Below(i.From)) && !isTool(x.project.Rel(i.From)) && !x.isRun(i.From)
	})
}

// isAppFolder reports whether a source lies where the sources of an app do: in src, or in one of the folders that people have
// beside app and pages.
func isAppFolder(below string) bool {
	first, _, inFolder := strings.Cut(below, "/")
	if !inFolder {
		first = strings.TrimSuffix(first, filepath.Ext(first))
	}
	return slices.Contains([]string{"src", "app", "pages", "lib", "libs", "server", "utils", "util", "helpers", "common", "core", "shared", "db", "database", "prisma", "client",
		"auth", "services", "service", "actions", "api", "modules", "features", "models", "data", "controllers", "repositories", "components", "context", "hooks", "trpc", "graphql"}, first)
}

// isRouted reports whether Next.js may take a file for a page or a route, which it imports by its place.
func (x *examination) isRouted(path string) bool {
	return project.RouterOf(x.project.Below(path)) != ""
}

// isRoute reports whether Next.js serves a file, by its name or its place, whatever its folder is called.
func (x *examination) isRoute(path string) bool {
	below := x.project.Below(path)
	switch router := project.RouterOf(below); {
	case router == "" || project.IsTest(below):
		return false
	case router == "pages":
		return true
	}
	name := filepath.Base(path)
	name = strings.TrimSuffix(name, filepath.Ext(name))
	return name == "route" || name == "page" || name == "layout"
}

// isRun reports whether a script of package.json runs a file by itself.
func (x *examination) isRun(path string) bool {
	return slices.ContainsFunc(x.project.Commands, func(c project.Command) bool {
		return slices.ContainsFunc(c.Words, func(w string) bool {
			word := filepath.Join(filepath.Dir(c.File), filepath.FromSlash(w))
			return word == path || word == strings.TrimSuffix(path, filepath.Ext(path)) && strings.Contains(w, "/")
		})
	})
}

// isTool reports whether a file runs by itself rather than in the app: it has
// a process, and may have a client, of its own.
func isTool(shown string) bool {
	parts := strings.Split(strings.ToLower(shown), "/")
	name := parts[len(parts)-1]
	for _, p := range parts[:len(parts)-1] {
		switch strings.Trim(p, "_") {
		case "prisma", "scripts", "script", "tools", "tasks", "cli", "bin", "bench", "benchmarks", "seed", "seeds", "seeders",
			"test", "tests", "test-utils", "testing", "e2e", "spec", "specs", "integration", "cypress", "playwright", "mocks", "fixtures",
			"cron", "jobs", "worker", "workers", "migrations":
			return true
		}
	}
	for _, part := range []string{".test.", ".spec.", ".e2e.", ".bench.", ".mock.", ".stories.", ".config.", ".setup.", "-setup.", ".seed.", ".script."} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return strings.HasPrefix(name, "seed")
}

// checkClients looks for clients besides the shared one, and for a shared one
// that is not shared.
func (x *examination) checkClients() {
	singleton := x.singleton()
	var others []project.Client
	for _, c := range x.clients {
		switch {
		case singleton != nil && c.Path == singleton.Path, singleton != nil && x.ofOtherDatabase(c, *singleton):
			x.checkSingleton(c)
		case c.OfArgument: // one of many, for as many databases
		case len(x.clients) == 1 || singleton == nil && x.asks("next") == "" && c.Path == x.clients[0].Path:
			x.checkSingleton(c)
		default:
			others = append(others, c)
		}
	}
	x.reportClients(others, singleton)
}

// reportClients is one finding for all clients besides the shared one, or for all where none is shared.
func (x *examination) reportClients(others []project.Client, singleton *project.Client) {
	if len(others) == 0 {
		return
	}
	f := Finding{ID: "client-outside-singleton", Group: Client,
		Message: fmt.Sprintf("%d files make a PrismaClient, and none shares it", len(others)),
		Why:     "every client opens a connection pool of its own, and hot reload opens one more at each change, until the database refuses",
		Cure:    "export one from a module of its own, kept on globalThis, and import that here"}
	if singleton != nil {
		f.Message = fmt.Sprintf("%d files make a PrismaClient besides the shared one", len(others))
		f.Cure = "import the one that " + x.project.Rel(singleton.Path) + " exports"
	}
	if len(others) == 1 {
		f.Message = "a second PrismaClient is made here"
	}
	for _, c := range others {
		f.Places = append(f.Places, Place{x.project.Rel(c.Path), c.Line, "a PrismaClient is made here"})
	}
	x.addPlaced(f)
}

// ofOtherDatabase reports whether a client is, or may be, of another database than the shared one: of another schema, or with
// another URL.
func (x *examination) ofOtherDatabase(c, shared project.Client) bool {
	if ofOtherSchema(c, shared) {
		return c.Shared
	}
	one, known := x.urlOf(c)
	other, alsoKnown := x.urlOf(shared)
	switch {
	case !known || !alsoKnown || other.Computed:
		return false
	case (one.Var == "" || other.Var == "") && x.placeOf(c, one) != "" && x.placeOf(c, one) == x.placeOf(shared, other): // two variables may differ elsewhere
		return false
	case one.Computed:
		return !x.isRouted(c.Path) // a module for it, as for the shared one
	case one.Var != "" || other.Var != "":
		return one.Var != other.Var && len(one.Or) == 0 && len(other.Or) == 0
	}
	return one.Literal != other.Literal
}

// placeOf is the database of a client by its URL, in the code or in the file that sets the variable: with SQLite its file, which
// without a driver lies from where Prisma's commands find it.
func (x *examination) placeOf(c project.Client, url prismaconfig.URL) string {
	text := url.Literal
	if url.Var != "" {
		text, _, _ = x.nextValue(url.Var)
	}
	if !strings.HasPrefix(text, "file:") {
		return text
	}
	if file, _, ok := x.commandsFile(); ok && c.Connections[0].Way == prismaconfig.Nothing {
		return file
	}
	return x.appFile(text)
}

// urlOf is where a client has the URL of its database from, if that shows; up to Prisma 6, where it is given none, that is the
// schema.
func (x *examination) urlOf(c project.Client) (url prismaconfig.URL, known bool) {
	if len(c.Connections) != 1 {
		return url, false
	}
	made := c.Connections[0]
	switch name, _, _ := x.urlVariable(); {
	case made.URL.Set():
		return made.URL, true
	case made.Way == prismaconfig.Nothing && x.clientMajor() < 7 && name != "":
		return prismaconfig.URL{Var: name}, true
	}
	return url, false
}

// ofOtherSchema: two generated clients are of two schemas. The same module
// has a different name in each folder, so that only the ends of names count.
func ofOtherSchema(a, b project.Client) bool {
	one, other := moduleEnd(a.Module), moduleEnd(b.Module)
	return one != "" && other != "" && !strings.HasSuffix(one, other) && !strings.HasSuffix(other, one)
}

func moduleEnd(module string) string {
	for _, start := range []string{"@/", "~/", "#"} {
		module = strings.TrimPrefix(module, start)
	}
	for strings.HasPrefix(module, "./") || strings.HasPrefix(module, "../") {
		_, module, _ = strings.Cut(module, "/")
	}
	module = strings.TrimSuffix(module, ".js")
	return "/" + strings.TrimSuffix(strings.TrimSuffix(module, "/index"), "/client")
}

// singleton is the module that shares the client: the one in a usual place if
// it does, else any that does, else the one in a usual place.
func (x *examination) singleton() *project.Client {
	var usual, shared *project.Client
	for i := range x.clients {
		c := &x.clients[i]
		if c.Path == x.project.ClientModule {
			usual = c
		}
		if c.Shared && shared == nil {
			shared = c
		}
	}
	if usual == nil || !usual.Shared && shared != nil {
		return shared
	}
	return usual
}

// shareCure is how the client that is there is kept on globalThis, whatever it is
// made with and extended by.
func (x *examination) shareCure(c project.Client) string {
	name := cmp.Or(c.Constant, c.Export, "prisma")
	if name == "default" {
		name = "prisma"
	}
	key := x.keyOf(c, name)
	typed := typescript.IsTyped(c.Path)
	export := ""
	if c.Exported {
		export = "export "
	}
	switch {
	case c.Made == "" || c.Constant == "" || len(c.News) > 1:
		return shareInPlace(c, key, typed)
	case !typed:
		return fmt.Sprintf("%sconst %s = (globalThis.%s ??= %s)", export, name, key, c.Made)
	case c.Maker != "":
		return fmt.Sprintf("const shared = globalThis as unknown as { %s?: ReturnType<typeof %s> }; %sconst %s = (shared.%s ??= %s)", key, c.Maker, export, name, key, c.Made)
	}
	return fmt.Sprintf("const make = () => %s; const shared = globalThis as unknown as { %s?: ReturnType<typeof make> }; %sconst %s = (shared.%s ??= make())", c.Made, key, export, name, key)
}

// shareInPlace is how a client is kept that is not the value of one constant: where it is made.
func shareInPlace(c project.Client, key string, typed bool) string {
	on, declares := "globalThis", ""
	if typed {
		on, declares = "shared", fmt.Sprintf("below the imports: const shared = globalThis as unknown as { %s?: %s }; ", key, c.ClassName)
	}
	if c.New != "" && len(c.News) == 1 {
		return fmt.Sprintf("%sin place of %s: (%s.%s ??= %s)", declares, c.New, on, key, c.New)
	}
	lines := make([]string, len(c.News))
	for i, line := range c.News {
		lines[i] = strconv.Itoa(line)
	}
	place := "line " + lines[0]
	if len(lines) > 1 {
		place = "the lines " + strings.Join(lines[:len(lines)-1], ", ") + " and " + lines[len(lines)-1]
	}
	return fmt.Sprintf("%sin front of new %s on %s: (%s.%s ??= and behind its last bracket: )", declares, c.ClassName, place, on, key)
}

// keyOf is the name of a client on globalThis. Two clients that are kept there under one name would be one.
func (x *examination) keyOf(c project.Client, name string) string {
	if c.Path == x.project.ClientModule || !slices.ContainsFunc(x.clients, func(other project.Client) bool {
		return other.Path != c.Path && (other.Export == c.Export || other.Export == "" || c.Export == "" || other.Shared)
	}) {
		return name
	}
	of := ""
	below := x.project.Below(c.Path)
	for part := range strings.FieldsFuncSeq(strings.TrimSuffix(below, filepath.Ext(below)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		first, size := utf8.DecodeRuneInString(part)
		of += string(unicode.ToUpper(first)) + part[size:]
	}
	return name + "Of" + of
}

func (x *examination) checkSingleton(c project.Client) {
	if x.asks("next") == "" {
		return // no hot reload that runs the module again
	}
	if c.OfArgument {
		return // one of many, which something else keeps
	}
	if !c.Shared && (c.Accelerate || c.Proxied) {
		return // what it would leave behind is not here
	}
	if !c.Shared {
		f := Finding{ID: "client-not-shared", Group: Client, File: x.project.Rel(c.Path), Line: c.Line,
			Message: "the PrismaClient is not kept on globalThis",
			Why:     "hot reload runs this module again and leaves a connection pool behind each time",
			Cure:    x.shareCure(c)}
		switch {
		case c.Untaken:
			f.Message = "the PrismaClient is put on globalThis, and made anew each time all the same"
		case c.Unput:
			f.Message = "the PrismaClient is looked for on globalThis, and never put there"
		}
		if c.Unimported {
			f.Why = "once a page or a route imports it, which none does so far, " + f.Why
		}
		if c.Inside {
			f.Why = "each call of the function around it makes one more, with a connection pool of its own"
		}
		x.add(f)
		return
	}
	if c.Guard.Inverted {
		x.add(Finding{ID: "client-not-shared", Group: Client, File: x.project.Rel(c.Path), Line: c.Guard.Line,
			Message: "the PrismaClient is kept on globalThis everywhere but in development",
			Why:     "in development hot reload runs this module again and leaves a connection pool behind each time",
			Cure:    unguardCure(c.Guard)})
		return
	}
	if c.Guard.Line > 0 && x.loadsTwice() {
		f := Finding{ID: "client-shared-in-development-only", Group: Client, Note: true, File: x.project.Rel(c.Path), Line: c.Guard.Line,
			Message: "the PrismaClient is kept on globalThis in development only",
			Why:     "in production Next.js loads this module once for pages and once for routes, which makes two clients and two pools",
			Cure:    unguardCure(c.Guard)}
		if !c.SidesUnknown && len(c.Sides) < 2 && x.project.Router == "pages" {
			return // it is loaded once
		}
		if !c.SidesUnknown && len(c.Sides) == 1 && c.Sides[0] != project.Beside {
			f.Why = fmt.Sprintf("in production Next.js loads a module once for pages and once for routes: %s alone use this one so far, and with the others there are two clients and two pools", c.Sides[0])
		}
		x.add(f)
	}
}

// unguardCure is what stands in place of the if by which a client is kept in development only.
func unguardCure(g project.Guard) string {
	switch {
	case g.Statement != "":
		return "in place of the if, with what it does: " + g.Statement
	case g.Else:
		return "in place of the if and its else: what stands in the " + g.Keeps + ", for every NODE_ENV"
	}
	return "in place of the if: what stands in it, for every NODE_ENV"
}

// loadsTwice reports whether what Next.js builds has a module once for pages and once for routes: as tried, what Turbopack builds,
// which does from 16 on unless another is asked for, and with any bundler in projects of the pages router.
func (x *examination) loadsTwice() bool {
	major := x.project.Version("next").Major
	if x.project.Router == "pages" || x.project.BothRouters || major == 0 {
		return true
	}
	builds := func(flags ...string) bool {
		return slices.ContainsFunc(x.project.Commands, func(c project.Command) bool {
			return c.Is("next", "build") && slices.ContainsFunc(c.Words, func(w string) bool { return slices.Contains(flags, w) })
		})
	}
	return major >= 16 && !builds("--webpack") || builds("--turbopack", "--turbo")
}

// checkClientModule: @prisma/client has a client of its own only where a generator puts it there.
func (x *examination) checkClientModule() {
	if x.broken || x.project.Maps("@prisma/client") || x.project.WorkspaceRoot != "" || len(x.project.Schemas) > len(x.project.Schema.Files) {
		return // another schema may fill it
	}
	var made *project.Generator
	for _, g := range x.project.Generators() {
		switch {
		case !g.MakesClient():
		case g.Computed || g.Output == "" || g.InPackages():
			return
		default:
			made = &g
		}
	}
	if _, err := x.project.Read(filepath.Join(x.project.DefaultOutput(), "schema.prisma")); made == nil || err == nil {
		return
	}
	found := map[string]*Finding{} // by what is to be written
	var modules []string
	for _, c := range x.project.Clients {
		shown := x.project.Rel(c.Path)
		module := x.project.GeneratedModule(*made, x.project.Below(c.Path))
		if c.Module != "@prisma/client" || module == "" || project.IsTest(shown) {
			continue
		}
		f := found[module]
		if f == nil {
			f = &Finding{ID: "client-of-no-generator", Group: Client, Message: "PrismaClient is taken from @prisma/client, and the schema's generator puts it to " + x.project.Rel(made.Output),
				Why:  "nothing fills @prisma/client then: it stops at a module that is not there, or at a client of long ago",
				Cure: fmt.Sprintf("write %q in place of \"@prisma/client\"", module)}
			found[module], modules = f, append(modules, module)
		}
		f.Places = append(f.Places, Place{shown, cmp.Or(c.From, c.Line), f.Message})
	}
	for _, module := range modules {
		x.addPlaced(*found[module])
	}
}
