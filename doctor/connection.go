package doctor

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"create-app/plain"
	"create-app/project"
	"create-app/project/prismaconfig"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/templates"
)

// checkConnections looks at how the clients find the database, against what
// Prisma's commands use.
func (x *examination) checkConnections() {
	x.checkAdapterGiven()
	for _, c := range x.project.Clients {
		if c.Edge || project.IsTest(x.project.Rel(c.Path)) {
			continue
		}
		for _, connection := range c.Connections {
			x.checkOptions(c, connection)
			x.checkPool(c, connection)
			x.checkDriverURL(c, connection)
		}
	}
}

// checkAdapterGiven: from Prisma 7 on a client is told how to reach the database
// where it is made.
func (x *examination) checkAdapterGiven() {
	if x.clientMajor() != 7 || x.found("driver-missing") || x.found("database-without-prisma-7") || x.found("prisma-versions-differ") {
		return
	}
	f := Finding{ID: "client-without-adapter", Group: Client, Message: "the PrismaClient is made without a driver adapter",
		Why: "Prisma 7 throws at once where neither adapter nor accelerateUrl is given"}
	for _, c := range slices.Concat(x.project.Clients, x.libraryClients()) {
		if project.IsTest(x.project.Rel(c.Path)) || !ofPrisma(c.Module) {
			continue
		}
		for _, connection := range c.Connections {
			if connection.Way == prismaconfig.Nothing && !x.foundIn("client-outside-singleton", c.Path) {
				f.Places = append(f.Places, Place{x.project.Rel(c.Path), connection.Line, f.Message})
				f.Cure = cmp.Or(f.Cure, x.adapterCure(c))
			}
		}
	}
	if len(f.Places) == 0 {
		return
	}
	x.report.Findings = slices.DeleteFunc(x.report.Findings, func(other Finding) bool { // what throws leaves no pool behind
		return other.ID == "client-not-shared" && slices.ContainsFunc(f.Places, func(p Place) bool { return p.File == other.File })
	})
	x.addPlaced(f)
}

// checkOptions: each major refuses an option that it does not know, as soon as a client is made.
func (x *examination) checkOptions(c project.Client, connection prismaconfig.Connection) {
	major := x.clientMajor()
	shown := x.project.Rel(c.Path)
	if x.prismaMajorsDiffer() || !ofPrisma(c.Module) || x.foundIn("client-without-adapter", c.Path) || x.foundIn("client-outside-singleton", c.Path) {
		return
	}
	for _, o := range connection.Options {
		f := Finding{ID: "client-option-unknown", Group: Client, File: shown, Line: o.Line, Why: "the client throws when it is made",
			Message: fmt.Sprintf("Prisma %d knows no option %s of a PrismaClient", major, o.Name)}
		switch {
		case major == 7 && (o.Name == "datasources" || o.Name == "datasourceUrl"):
			f.Cure = "leave " + o.Name + " out: the driver adapter, or accelerateUrl, has the URL"
		case (o.Name == "datasources" || o.Name == "datasourceUrl") && major == 6 && connection.Way == prismaconfig.Driver:
			f.Message = "Prisma 6 takes no " + o.Name + " beside a driver adapter"
			f.Cure = "leave " + o.Name + " out: the driver adapter has the URL"
		case (major == 5 || major == 6) && o.Name == "accelerateUrl":
			f.Cure = "write datasourceUrl in place of accelerateUrl"
		default:
			continue
		}
		x.add(f)
		return
	}
}

// checkPool: PrismaPg takes a pool itself, or the settings of one, and PrismaNeon the settings only.
func (x *examination) checkPool(c project.Client, connection prismaconfig.Connection) {
	if !connection.IgnoredPool || x.clientMajor() != 7 || x.appVariable("PGHOST") != "" {
		return // pg, and Neon's driver like it, go by PGHOST where they are told nothing
	}
	f := Finding{ID: "driver-pool-ignored", Group: Client, File: x.project.Rel(c.Path), Line: max(connection.URL.Line, 1),
		Message: connection.Driver + " does not look at a pool under this name, and is told nothing else of the database",
		Why:     "it makes a pool of its own, which tries a server on this machine: every query fails to connect"}
	switch connection.Driver {
	case "PrismaPg":
		f.Cure = "give it the pool itself: new PrismaPg(pool)"
	case "PrismaNeon":
		f.Cure = "give it what the pool is made with: new PrismaNeon({ connectionString }), with the URL, and leave the pool out"
	default:
		return
	}
	x.add(f)
}

// clientMajor is the major of the client that the app runs.
func (x *examination) clientMajor() int {
	if x.project.Library != nil && x.home() != x.project.Package {
		return x.project.Library.Prisma.Major
	}
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
func (x *examination) adapterCure(c project.Client) string {
	provider := canonical(x.project.Provider)
	name := driverFor(provider)
	home := x.home()
	for _, installed := range dependenciesOf("@prisma/adapter-", home) {
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
	if written := x.writtenURL(); written != "" {
		argument = strconv.Quote(written)
	} else if x.usesTypeScript() {
		argument += "!"
	}
	if option != "" {
		argument = "{ " + option + ": " + argument + " }"
	}
	made := fmt.Sprintf("new PrismaClient({ adapter: new %s(%s) })", class, argument)
	if c.Class { // which extends PrismaClient
		made = fmt.Sprintf("constructor() { super({ adapter: new %s(%s) }) }", class, argument)
	}
	cure := fmt.Sprintf("import { %s } from %q and write %s", class, name, made)
	if home == nil || home.Range(name) == "" {
		cure = x.installDriver(name) + ", then " + cure
	}
	return cure
}

// writtenURL is the file that the schema names in place of a variable, as it is seen from where the app runs; empty where
// there is none.
func (x *examination) writtenURL() string {
	p := x.project
	if p.Dir != p.Root {
		return ""
	}
	for _, ds := range schema.Datasources(x.files...) {
		property := ds.Property("url")
		if property == nil {
			continue
		}
		written, ok := property.Value.(*syntax.String)
		if !ok {
			return ""
		}
		file, isFile := strings.CutPrefix(written.Value, "file:")
		switch {
		case !isFile: // which may have a password in it
			return ""
		case filepath.IsAbs(file) || p.Schema.Folder:
			return written.Value
		}
		below, err := filepath.Rel(p.Root, filepath.Join(filepath.Dir(p.Schema.Path), filepath.FromSlash(file)))
		if err != nil {
			return ""
		}
		return "file:./" + filepath.ToSlash(below) // Prisma 6 took it from the schema's folder on
	}
	return ""
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
		if x.foundIn("client-option-unknown", c.Path) {
			return
		}
		if !proxy && name != "" {
			x.add(Finding{ID: "driver-of-other-url", Group: Client, File: shown, Line: line,
				Message: name + " is the URL of a database, and accelerateUrl takes one that begins with prisma://",
				Why:     "the client throws when it is made", Cure: x.adapterCure(c)})
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
	if len(c.Connections) > 1 || name == url || x.namesURL(name) || x.environment.Computed || isTool(shown) || c.Class {
		return // what Prisma's commands lack, too, is said there; and of several clients one is chosen
	}
	if x.isBrought(name, "next") || x.project.NextConfigSets(name) || x.asks("next") == "" {
		return
	}
	if x.found("database-url-missing") && x.copyExample(name, x.copiedTo()) != "" {
		return // what brings the one brings the other
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
	opens := x.appFile(value)
	if !ok || opens == "" || opens == ours || strings.HasPrefix(rest, "//") && !strings.HasPrefix(rest, "///") {
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

// appFile is the file that a SQLite URL is of where the app runs; empty where it is of none.
func (x *examination) appFile(url string) string {
	file, _ := project.SQLiteFile("file:"+strings.TrimPrefix(url, "file:"), x.project.Root)
	return file
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
	if x.project.Prisma.Major < 7 {
		dir = filepath.Dir(x.project.Schema.Path)
		if x.project.Schema.Folder {
			return "", "", false
		}
	}
	path, ok = project.SQLiteFile(value, dir)
	return path, from, ok
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
			if i.Client != c.Path || project.IsTest(x.project.Rel(i.From)) { // which may put another in its place
				continue
			}
			if at := slices.IndexFunc(i.Names, func(n string) bool {
				return !slices.Contains(e.Names, n) && !slices.Contains(e.Types, n) && n != "default"
			}); at >= 0 && e.Default && len(e.Names) == 0 {
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
	pkg := x.clientPackage()
	if !x.builds() || !x.neverGenerates() {
		return
	}
	for _, g := range x.project.Generators() {
		message := "git ignores the generated client in " + x.project.Rel(g.Output) + ", and no script runs prisma generate"
		switch {
		case !g.MakesClient() || g.Computed:
			continue
		case g.Output == "":
			message = "the generated client goes into node_modules, which installing @prisma/client 7 leaves without one, and no script runs prisma generate"
		case x.git.tracks(g.Output) || !x.project.Ignores(filepath.Join(g.Output, "client.ts")):
			continue
		}
		x.add(Finding{ID: "client-never-generated", Group: Client, File: x.project.Rel(pkg.Path), Message: message,
			Why:  "in a fresh clone, and where the app is built, the client is missing and next build fails",
			Cure: x.generateCure(pkg)})
		return
	}
}

// builds reports whether the project is an app of Next.js that is built by a script.
func (x *examination) builds() bool {
	return x.project.Package != nil && x.asks("next") != "" && slices.ContainsFunc(x.project.Commands, func(c project.Command) bool { return c.Is("next", "build") })
}

// neverGenerates: up to Prisma 6, installing @prisma/client generates.
func (x *examination) neverGenerates() bool {
	return x.clientMajor() == 7 && !x.project.MayGenerate && !slices.ContainsFunc(x.allCommands(), generates)
}

// allCommands are those of the scripts, the library's too, and of the other files that say what is run.
func (x *examination) allCommands() []project.Command {
	return slices.Concat(x.scriptCommands(), x.project.Runs)
}

// scriptCommands are those of the scripts of the project, and of the package that has its schema.
func (x *examination) scriptCommands() []project.Command {
	if library := x.project.Library; library != nil {
		return slices.Concat(x.project.Commands, library.Commands)
	}
	return x.project.Commands
}

// generatesByItself reports whether the client is made without anybody asking for it, as packages are installed, as the app is built
// or where it is: up to Prisma 6, installing does.
func (x *examination) generatesByItself() bool {
	return x.clientMajor() != 7 || x.project.MayGenerate || slices.ContainsFunc(x.project.Runs, generates) ||
		slices.ContainsFunc(x.scriptCommands(), func(c project.Command) bool { return (c.Builds() || c.Develops()) && generates(c) })
}

// generates: the commands that make the client, or that may. Those that change the database do no longer with Prisma 7.
func generates(c project.Command) bool {
	return c.Is("prisma", "generate") || len(c.Words) > 0 && slices.Contains([]string{"turbo", "nx", "make", "just", "task", "wireit", "zenstack", "zen", "nps", "moon", "rush", "lage", "mise", "vp", "earthly", "dagger"}, c.Words[0])
}

// clientPackage is the one that makes the client.
func (x *examination) clientPackage() *project.Package {
	if library := x.libraryPackage(); library != nil {
		return library
	}
	return x.project.Package
}

func (x *examination) generateCure(pkg *project.Package) string {
	script, folder := "prisma generate", ""
	if already := pkg.Scripts["postinstall"]; already != "" {
		script = already + " && " + script
	}
	if pkg.Path != x.project.Package.Path {
		folder = "cd " + plain.Path(x.project.Rel(filepath.Dir(pkg.Path))) + " && "
	}
	return folder + "npm pkg set " + plain.Word("scripts.postinstall="+script)
}
