package doctor

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/plain"
	"create-app/project"
	"create-app/project/prismaconfig"
	"create-app/templates"
)

// checkConnections looks at how the clients find the database, against what
// Prisma's commands use.
func (x *examination) checkConnections() {
	x.checkAdapterGiven()
	for _, c := range x.project.Clients {
		if c.Edge || isTest(x.project.Rel(c.Path)) {
			continue
		}
		for _, connection := range c.Connections {
			x.checkDriverURL(c, connection)
		}
	}
}

// isTest: what a test makes may be a stand-in.
func isTest(shown string) bool {
	for _, part := range strings.Split(strings.ToLower(shown), "/") {
		switch strings.Trim(part, "_") {
		case "test", "tests", "testing", "test-utils", "e2e", "spec", "specs", "mocks", "fixtures", "cypress", "playwright", "integration":
			return true
		}
		if strings.Contains(part, ".test.") || strings.Contains(part, ".spec.") || strings.Contains(part, ".mock.") {
			return true
		}
	}
	return false
}

// checkAdapterGiven: from Prisma 7 on a client is told how to reach the database
// where it is made.
func (x *examination) checkAdapterGiven() {
	if x.clientMajor() != 7 || x.found("driver-missing") || x.found("database-without-prisma-7") || x.found("prisma-versions-differ") {
		return
	}
	f := Finding{ID: "client-without-adapter", Group: Client, Message: "the PrismaClient is made without a driver adapter",
		Why: "Prisma 7 throws at once where neither adapter nor accelerateUrl is given"}
	for _, c := range x.project.Clients {
		if isTest(x.project.Rel(c.Path)) || !ofPrisma(c.Module) {
			continue
		}
		for _, connection := range c.Connections {
			if connection.Way == prismaconfig.Nothing && !x.foundIn("client-outside-singleton", c.Path) {
				f.Places = append(f.Places, Place{x.project.Rel(c.Path), connection.Line, f.Message})
			}
		}
	}
	if len(f.Places) > 0 {
		f.Cure = x.adapterCure()
		x.addPlaced(f)
	}
}

// clientMajor is the major of the client that the app runs.
func (x *examination) clientMajor() int {
	if v := x.project.Version("@prisma/client"); v.Major != 0 {
		return v.Major
	}
	return x.project.Prisma.Major
}

// ofPrisma: the class is that of a generated client, as far as that shows.
func ofPrisma(module string) bool {
	return module == "" || module == "@prisma/client" || strings.Contains(module, "prisma") || strings.Contains(module, "generated") || strings.HasSuffix(module, "/client")
}

// adapterCure is what to write with the driver that is installed, or with the one
// for the database.
func (x *examination) adapterCure() string {
	provider := canonical(x.project.Provider)
	name := driverFor(provider)
	for _, installed := range x.dependencies("@prisma/adapter-") {
		if databases := drivers()[installed]; slices.Contains(databases, provider) {
			name = installed
		}
	}
	class, option := driverClass(name)
	if class == "" {
		return "give it a driver adapter: new PrismaClient({ adapter })"
	}
	variable, _, _ := x.urlVariable()
	if variable == "" {
		variable = project.DatabaseURL
	}
	argument := "process.env." + variable
	if x.usesTypeScript() {
		argument += "!"
	}
	if option != "" {
		argument = "{ " + option + ": " + argument + " }"
	}
	cure := fmt.Sprintf("import { %s } from %q and write new PrismaClient({ adapter: new %s(%s) })", class, name, class, argument)
	if x.asks(name) == "" {
		cure = x.installDriver(name) + ", then " + cure
	}
	return cure
}

func (x *examination) usesTypeScript() bool {
	return slices.ContainsFunc(x.project.Clients, func(c project.Client) bool { return strings.HasSuffix(filepath.Ext(c.Path), "ts") })
}

// driverClass is the class of a driver adapter, and the option that takes the
// URL; none where it takes the URL itself.
func driverClass(name string) (class, option string) {
	switch name { // no project is made with these
	case "@prisma/adapter-neon":
		return "PrismaNeon", "connectionString"
	case "@prisma/adapter-better-sqlite3":
		return "PrismaBetterSqlite3", "url"
	}
	for _, db := range templates.Databases() {
		if db.Driver.Package != name {
			continue
		}
		if len(db.Driver.Options) > 0 {
			option = db.Driver.Options[0].Key
		}
		return db.Driver.Class, option
	}
	return "", ""
}

// checkDriverURL looks at the URL that a driver is given.
func (x *examination) checkDriverURL(c project.Client, connection prismaconfig.Connection) {
	if connection.Way != prismaconfig.Driver && connection.Way != prismaconfig.Accelerate {
		return
	}
	name, value, ok := x.appValue(connection.URL)
	if !ok {
		return
	}
	shown, line := x.project.Rel(c.Path), max(connection.URL.Line, 1)
	if value == "" {
		x.reportUnsetDriverURL(c, name, shown, line)
		return
	}
	scheme, rest, _ := strings.Cut(value, ":")
	proxy := scheme == "prisma" || scheme == "prisma+postgres"
	switch {
	case sealed(value):
	case connection.Way == prismaconfig.Accelerate:
		if !proxy && name != "" {
			x.add(Finding{ID: "driver-of-other-url", Group: Client, File: shown, Line: line,
				Message: name + " is the URL of a database, and accelerateUrl takes one that begins with prisma://",
				Why:     "the client throws when it is made", Cure: x.adapterCure()})
		}
	case proxy && connection.Driver != "" && connection.Driver != "PrismaPostgresAdapter":
		what := name
		if name == "" {
			what = "the URL here"
		}
		x.add(Finding{ID: "driver-of-other-url", Group: Client, File: shown, Line: line,
			Message: fmt.Sprintf("%s begins with %s://, which %s takes for a host and a port", what, scheme, connection.Driver),
			Why:     "such a URL is for Prisma's own proxy; every query fails to connect",
			Cure:    x.proxyCure(name, scheme)})
	case scheme == "file" || !strings.Contains(value, "://") && strings.Contains(connection.Driver, "Sqlite") || strings.Contains(connection.Driver, "SQLite"):
		x.checkSQLiteFile(shown, line, value, rest)
	}
}

func (x *examination) proxyCure(name, scheme string) string {
	if name == "" {
		name = project.DatabaseURL
	}
	if scheme == "prisma" {
		return fmt.Sprintf("new PrismaClient({ accelerateUrl: process.env.%s }), or set %s to the URL of the database itself", name, name)
	}
	return fmt.Sprintf("set %s to the postgres:// URL of the database, which prisma dev prints and the console of Prisma Postgres shows for any client; or new PrismaClient({ accelerateUrl: process.env.%s })", name, name)
}

// appValue is the value that the app gets for a URL, with the variable that has
// it; it is not ok where that cannot be known.
func (x *examination) appValue(u prismaconfig.URL) (name, value string, ok bool) {
	if u.Computed || !u.Set() || u.Either {
		return "", "", false
	}
	first := u.Var
	for _, one := range append([]prismaconfig.URL{u}, u.Or...) {
		switch {
		case one.Computed:
			return "", "", false
		case one.Var == "":
			return "", one.Literal, true
		}
		if value := x.appVariable(one.Var); value != "" {
			return one.Var, value, true
		}
	}
	return first, "", true
}

// appVariable is a variable as the app reads it: by Next.js, or by what loads
// .env for it elsewhere.
func (x *examination) appVariable(name string) string {
	if value, _, _ := x.secret(name); value != "" {
		return value
	}
	value, _ := x.environment.Vars.Lookup(name)
	return value
}

func (x *examination) reportUnsetDriverURL(c project.Client, name, shown string, line int) {
	url, _, _ := x.urlVariable()
	if name == url || x.namesURL(name) || x.environment.Computed || isTool(shown) || c.Class {
		return // what Prisma's commands lack, too, is said there
	}
	if x.isBrought(name, "next") || x.asks("next") == "" {
		return
	}
	cure := fmt.Sprintf("set %s in .env", name)
	if url != "" && x.isSet(url) {
		cure = fmt.Sprintf("read process.env.%s there, which Prisma's commands use, or set %s in .env", url, name)
	}
	x.add(Finding{ID: "driver-url-missing", Group: Client, File: shown, Line: line,
		Message: name + ", which the driver connects with, is not set",
		Why:     "the driver then tries a server on this machine, or fails at once", Cure: cure})
}

// namesURL reports whether a variable is one of those that the config takes the
// URL from.
func (x *examination) namesURL(name string) bool {
	c := x.project.Config
	return c != nil && (c.URL.Var == name || slices.ContainsFunc(c.URL.Or, func(u prismaconfig.URL) bool { return u.Var == name }))
}

// checkSQLiteFile compares the file that the app opens with the one of Prisma's
// commands. Paths start at the folder that each runs in; those of Prisma 6's
// commands at the schema's.
func (x *examination) checkSQLiteFile(shown string, line int, value, rest string) {
	if canonical(x.project.Provider) != "sqlite" || x.asks("next") == "" || isTool(shown) {
		return
	}
	ours, from, ok := x.commandsFile()
	path := strings.TrimPrefix(value, "file:")
	path, _, _ = strings.Cut(path, "?")
	if !ok || path == "" || path == ":memory:" || strings.HasPrefix(rest, "//") && !strings.HasPrefix(rest, "///") {
		return
	}
	path = strings.TrimPrefix(path, "//")
	opens := filepath.FromSlash(path)
	if !filepath.IsAbs(opens) {
		opens = filepath.Join(x.project.Root, opens)
	}
	if opens == ours {
		return
	}
	x.add(Finding{ID: "sqlite-files-differ", Group: Client, File: shown, Line: line,
		Message: fmt.Sprintf("the client opens %s, and Prisma's commands use %s", x.project.Rel(opens), x.project.Rel(ours)),
		Why:     "migrations make the tables in one file and the app looks for them in another",
		Cure:    fmt.Sprintf("have the driver open the file of %s: %q", from, "file:"+x.fromRoot(ours))})
}

func (x *examination) fromRoot(path string) string {
	rel, err := filepath.Rel(x.project.Root, path)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(path)
	}
	return "./" + filepath.ToSlash(rel)
}

// commandsFile is the SQLite file that Prisma's commands use, and what says so.
func (x *examination) commandsFile() (path, from string, ok bool) {
	value := ""
	dir := x.project.Dir
	if c := x.project.Config; c != nil && c.URL.Set() {
		if c.URL.Computed || c.URL.Either {
			return "", "", false
		}
		value, from = c.URL.Literal, x.project.Rel(c.File)
	}
	if name, _, _ := x.urlVariable(); value == "" && name != "" {
		value, _ = x.environment.Vars.Lookup(name)
		from = name
	}
	if x.project.Prisma.Major == 6 {
		dir = filepath.Dir(x.project.Schema.Path)
		if x.project.Schema.Folder {
			return "", "", false
		}
	}
	rest, isFile := strings.CutPrefix(value, "file:")
	rest, _, _ = strings.Cut(rest, "?")
	if !isFile || rest == "" || strings.HasPrefix(rest, ":memory:") {
		return "", "", false
	}
	path = filepath.FromSlash(strings.TrimPrefix(rest, "//"))
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return path, from, true
}

// checkClientImports: what is imported under a name that the module does not
// export is undefined.
func (x *examination) checkClientImports() {
	for _, c := range x.project.Clients {
		e := c.Exports
		if e.Unclear || c.Class || len(e.Names) == 0 && !e.Default {
			continue
		}
		var named, whole []project.ClientImport
		wanted := ""
		for _, i := range x.project.ClientImports {
			if i.Client != c.Path || isTest(x.project.Rel(i.From)) { // which may put another in its place
				continue
			}
			if at := slices.IndexFunc(i.Names, func(n string) bool { return !slices.Contains(e.Names, n) && n != "default" }); at >= 0 && e.Default && len(e.Names) == 0 {
				named, wanted = append(named, i), i.Names[at]
			}
			if i.Default != "" && !e.Default && !e.CommonJS {
				whole = append(whole, i)
			}
		}
		shown := x.project.Rel(c.Path)
		if len(named) > 0 {
			x.addImports(named, fmt.Sprintf("%s is imported by name, and %s exports the client by default only", wanted, shown), "it is undefined here, and the first query throws", exportCure(e, shown, wanted, named[0]))
		}
		if len(whole) > 0 {
			name := e.Names[0]
			if slices.Contains(e.Names, c.Export) {
				name = c.Export
			}
			x.addImports(whole, fmt.Sprintf("the default of %s is imported, and it exports %s by name only", shown, name), "next build refuses it, and where it does not, the client is undefined",
				fmt.Sprintf("import { %s } from %q", alias(name, whole[0].Default), whole[0].Module))
		}
	}
}

func alias(name, local string) string {
	if name == local {
		return name
	}
	return name + " as " + local
}

func exportCure(e project.Exports, shown, wanted string, i project.ClientImport) string {
	if e.Local == "" || e.CommonJS {
		return fmt.Sprintf("import %s from %q", wanted, i.Module)
	}
	return fmt.Sprintf("add to %s: export { %s };", shown, alias(e.Local, wanted))
}

func (x *examination) addImports(all []project.ClientImport, message, why, cure string) {
	f := Finding{ID: "client-import-undefined", Group: Client, Message: message, Why: why, Cure: cure}
	for _, i := range all {
		f.Places = append(f.Places, Place{x.project.Rel(i.From), i.Line, message})
	}
	x.addPlaced(f)
}

// checkNeverGenerated: a client that git does not keep has to be made in each
// clone. Only Prisma 6's client in node_modules makes itself.
func (x *examination) checkNeverGenerated() {
	pkg := x.project.Package
	if pkg == nil || x.asks("next") == "" || !slices.ContainsFunc(x.project.Commands, func(c project.Command) bool { return c.Is("next", "build") }) {
		return
	}
	if x.clientMajor() != 7 || slices.ContainsFunc(slices.Concat(x.project.Commands, x.project.Runs), generates) {
		return // up to Prisma 6, installing @prisma/client generates
	}
	for _, g := range x.project.Generators() {
		if !strings.HasPrefix(g.Provider, "prisma-client") || g.Output == "" || g.Computed || x.git.tracks(g.Output) || !x.project.Ignores(filepath.Join(g.Output, "client.ts")) {
			continue
		}
		x.add(Finding{ID: "client-never-generated", Group: Client, File: x.project.Rel(pkg.Path),
			Message: "git ignores the generated client in " + x.project.Rel(g.Output) + ", and no script runs prisma generate",
			Why:     "in a fresh clone, and where the app is built, the client is missing and next build fails",
			Cure:    x.generateCure()})
		return
	}
}

// generates: the commands that make the client, or that may.
func generates(c project.Command) bool {
	return c.Is("prisma", "generate") || c.Is("prisma", "migrate", "dev") || c.Is("prisma", "db", "push") || len(c.Words) > 0 && slices.Contains([]string{"turbo", "nx", "make", "just", "task", "wireit"}, c.Words[0])
}

func (x *examination) generateCure() string {
	script := "prisma generate"
	if already := x.project.Package.Scripts["postinstall"]; already != "" {
		script = already + " && " + script
	}
	return "npm pkg set " + plain.Word("scripts.postinstall="+script)
}
