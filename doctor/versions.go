package doctor

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"create-app/plain"
	"create-app/project"
	"create-app/project/prismaconfig"
	"create-app/templates"
)

// checkPackage sees whether package.json can be read at all.
func (x *examination) checkPackage() {
	p := x.project.Package
	if p == nil || p.Err == nil {
		return
	}
	line := 0
	if wrong := (*json.SyntaxError)(nil); errors.As(p.Err, &wrong) {
		text := bytes.TrimSpace(p.Text)
		line = 1 + bytes.Count(text[:min(int(wrong.Offset), len(text))], []byte("\n"))
	}
	x.add(Finding{ID: "package-invalid", Group: Versions, File: x.project.Rel(p.Path), Line: line,
		Message: "it is no JSON: " + p.Err.Error(),
		Why:     "npm stops at it, and so does what has to know the versions in it, this examination included", Cure: "correct it there, or take it from the last commit"})
}

// checkVersions compares the packages that are released together.
func (x *examination) checkVersions() {
	cli, client := x.project.Version("prisma"), x.project.Version("@prisma/client")
	if differ(cli, client) {
		wrong, right := "@prisma/client", x.release()
		if right == client {
			wrong = "prisma"
		}
		x.add(x.versionFinding("prisma-versions-differ", wrong,
			fmt.Sprintf("prisma is %s and @prisma/client is %s", cli.Text, client.Text),
			"the client that one generates does not fit the runtime of the other", x.install(wrong+"@"+minor(right))))
	}
	base := x.release()
	for _, name := range x.dependencies("@prisma/adapter-") {
		if v := x.project.Version(name); differ(base, v) && !x.found("prisma-versions-differ") && !x.isUnused(name) {
			f := x.versionFinding("driver-version-differs", name,
				fmt.Sprintf("%s is %s and Prisma is %s", name, v.Text, base.Text),
				"drivers and client are released together and speak to each other's version", x.install(name+"@"+minor(base)))
			f.Note = base.Major == 7 && v.Major == 7 // of which each has worked with the other so far
			x.add(f)
		}
	}
	x.checkNext()
}

// checkUndeclared: of Prisma's command and client, each needs the other.
func (x *examination) checkUndeclared() {
	cli, client := x.project.Version("prisma"), x.project.Version("@prisma/client")
	switch missing := x.project.Undeclared; {
	case missing == "prisma" && !x.found("prisma-unpinned") && !slices.ContainsFunc(slices.Concat(x.project.Commands, x.project.Runs), pinsPrisma):
		x.add(x.versionFinding("prisma-undeclared", "@prisma/client",
			"@prisma/client is a dependency, and prisma, whose command generates it, is not",
			fmt.Sprintf("npx prisma takes the newest there is then, and @prisma/client is of %d", client.Major), x.install("prisma@"+minor(client))))
	case missing == "@prisma/client" && len(x.project.Clients) > 0:
		f := x.versionFinding("prisma-undeclared", "prisma",
			"prisma is a dependency, and @prisma/client, which "+x.project.Rel(x.project.Clients[0].Path)+" needs, is not",
			"after a fresh install nothing that imports it can be built", x.install("@prisma/client@"+minor(cli)))
		adapters := project.PrismaAdapters() // each asks its user for a client of Prisma's
		adapter := slices.IndexFunc(adapters, func(name string) bool { return x.asks(name) != "" })
		switch {
		case adapter >= 0 && x.project.PackageManager != "yarn": // which alone does not install what packages ask of their user
			f.Why = fmt.Sprintf("a fresh install brings the newest there is, since %s takes any, and prisma is of %d", adapters[adapter], cli.Major)
			f.Note = cli.Major == 7 // which is of that major
		case cli.Major < 7 && slices.ContainsFunc(x.project.Commands, func(c project.Command) bool { return c.Is("prisma", "generate") }):
			f.Why = "prisma generate installs it on its way, and changes package.json and the lockfile wherever it runs after a fresh install"
			f.Note = true
		}
		x.add(f)
	}
}

// checkUndeclaredAdapter: no package brings Prisma's adapter along.
func (x *examination) checkUndeclaredAdapter() {
	i, auth := x.project.UndeclaredAdapter, x.project.NextAuth
	if i == nil || x.found("adapter-of-nextauth-4") || x.asks("next-auth") == "" || auth.Major != 4 && auth.Major != 5 {
		return
	}
	version := "2"
	if i.Module == "@next-auth/prisma-adapter" {
		version = "1"
	}
	f := Finding{ID: "adapter-undeclared", Group: Versions, File: x.project.Rel(i.Path), Line: i.Line,
		Message: i.Module + " is imported, and package.json does not have it",
		Why:     "after a fresh install next build stops at it", Cure: x.install(i.Module + "@" + version)}
	if auth.Major == 5 && version == "1" {
		f.Cure = x.install("@auth/prisma-adapter@2") + ", and import PrismaAdapter from there"
	}
	x.add(f)
}

// checkGenerators: the generator prisma-client came with Prisma 6.6, as tried: 6.5 looks for a program of that name.
func (x *examination) checkGenerators() {
	v := x.project.Version("prisma")
	if x.project.Library != nil || x.prismaMajorsDiffer() || !v.Before("6.6.0") || !slices.ContainsFunc(x.project.Generators(), func(g project.Generator) bool { return g.Provider == "prisma-client" }) {
		return
	}
	x.add(x.versionFinding("prisma-too-old", "prisma", fmt.Sprintf("Prisma %s has no generator \"prisma-client\", which the schema asks for", cmp.Or(v.Text, strconv.Itoa(v.Major))),
		"prisma generate stops, and there is no client; the generator came with 6.6", x.install("prisma@6", "@prisma/client@6")))
}

// checkUndeclaredPackages: what neither package.json asks for nor the lockfile brings is in no fresh install.
func (x *examination) checkUndeclaredPackages() {
	f := Finding{ID: "package-undeclared", Group: Versions, Why: "after a fresh install next build, or the first request, stops at it"}
	var names []string
	for _, i := range x.project.UndeclaredPackages {
		if strings.HasPrefix(i.Module, "@prisma/adapter-") && x.found("driver-missing") {
			continue
		}
		f.Message = i.Module + " is imported, and neither package.json nor the lockfile has it"
		if i.By != "" {
			f.Message = i.By + " imports " + i.Module + ", and neither package.json nor the lockfile has it"
		}
		f.Places = append(f.Places, Place{x.project.Rel(i.Path), i.Line, f.Message})
		names = append(names, x.releaseOf(i.Module))
	}
	if len(names) == 0 {
		return
	}
	if len(names) > 1 {
		f.Message = fmt.Sprintf("%d packages are imported, and neither package.json nor the lockfile has them", len(names))
	}
	f.Cure = x.install(names...)
	x.addPlaced(f)
}

// releaseOf is a package with the release that is to be installed: for a driver adapter Prisma's, for nodemailer the one that NextAuth
// goes with, for others what is current.
func (x *examination) releaseOf(name string) string {
	if strings.HasPrefix(name, "@prisma/adapter-") {
		base := x.release()
		if pinned(base) {
			return name + "@" + minor(base)
		}
		return fmt.Sprintf("%s@%d", name, base.Major)
	}
	if name == "nodemailer" && x.project.AsksForOldMail() {
		return name + "@6"
	}
	return name + "@" + map[string]string{
		"bcrypt": "6", "bcryptjs": "3", "argon2": "0.45", "@node-rs/argon2": "2", "@node-rs/bcrypt": "2", "jsonwebtoken": "9", "nodemailer": "7", "resend": "6", "pg": "8", "mysql2": "3",
		"mariadb": "3", "better-sqlite3": "12", "@libsql/client": "0.18", "@neondatabase/serverless": "1", "@planetscale/database": "1", "@prisma/extension-accelerate": "3",
	}[name]
}

// pinsPrisma: a command that says which Prisma it takes.
func pinsPrisma(c project.Command) bool {
	if asked, adds := c.Adds("prisma"); adds {
		return asked != ""
	}
	return len(c.Words) > 0 && c.Words[0] == "prisma" && c.Version != ""
}

// prismaMajorsDiffer reports whether Prisma's command and client are of two
// majors.
func (x *examination) prismaMajorsDiffer() bool {
	cli, client := x.project.Version("prisma").Major, x.project.Version("@prisma/client").Major
	return cli != 0 && client != 0 && cli != client
}

// checkNext: what the peer dependencies of the two NextAuth lines say.
func (x *examination) checkNext() {
	next, auth := x.project.Version("next"), x.project.NextAuth
	oldest := map[int]int{4: 12, 5: 14}[auth.Major]
	if next.Major != 0 && oldest != 0 && next.Major < oldest {
		x.add(x.versionFinding("next-too-old", "next",
			fmt.Sprintf("NextAuth %d needs Next.js %d or later, this is %s", auth.Major, oldest, next.Text),
			"it calls what this Next.js does not have", x.nextCure()))
	}
	first := firstFor(auth.Major, next.Major)
	if first == "" || !pinned(auth) || !project.OlderThan(auth.Text, first) {
		return
	}
	f := x.versionFinding("next-auth-too-old", "next-auth",
		fmt.Sprintf("next-auth %s is for older versions of Next.js, and this is %s", auth.Text, next.Text),
		"npm refuses to install the two together", x.install("next-auth@"+first))
	switch { // as tried with 4.24.7 and 4.24.11, 5.0.0-beta.18 and beta.25
	case auth.Major == 4 && next.Major >= 16 && project.OlderThan(auth.Text, "4.24.9"):
		f.Why += ", and in the app router getServerSession throws: it reads headers and cookies as Next.js gave them before"
	case next.Major >= 15:
		f.Note = x.project.Locked() || x.project.PackageManager != "npm"
		f.Why += "; where they are installed all the same, they work"
	}
	x.add(f)
}

// nextCure installs the newest Next.js that the project's NextAuth allows, with the React that it needs.
func (x *examination) nextCure() string {
	major := newestNext
	for auth := x.project.NextAuth; major > 12; major-- {
		if first := firstFor(auth.Major, major); first == "" || !pinned(auth) || !project.OlderThan(auth.Text, first) {
			break
		}
	}
	packages := []string{fmt.Sprintf("next@%d", major)}
	if x.asks("react") != "" {
		react := 19
		if major < 15 {
			react = 18
		}
		packages = append(packages, fmt.Sprintf("react@%d", react), fmt.Sprintf("react-dom@%d", react))
	}
	return x.install(packages...)
}

// newestNext is the newest major of Next.js that the table of [firstFor] knows.
const newestNext = 16

// release is the one that all of Prisma's packages are to be of: where command and client differ, the command's, unless the
// schema, too, is for the client's.
func (x *examination) release() project.Version {
	cli, client := x.project.Version("prisma"), x.project.Version("@prisma/client")
	switch {
	case client.Major == 0:
		return cli
	case differ(cli, client) && !x.otherMajor && cli.Major <= 7:
		return cli
	}
	return client
}

// installDriver installs a driver adapter of that release.
func (x *examination) installDriver(name string) string {
	base := x.release()
	if base.Major == 0 {
		base = x.project.Prisma
	}
	switch {
	case pinned(base):
		name += "@" + minor(base)
	case base.Major != 0:
		name += fmt.Sprintf("@%d", base.Major)
	}
	return x.installIn(x.home(), name)
}

// firstFor is the first release of a line of NextAuth that allows a Next.js, as
// its peer dependencies have it; empty where every release does, or none is known to.
func firstFor(auth, next int) string {
	return map[[2]int]string{
		{4, 14}: "4.24.4", {4, 15}: "4.24.9", {4, 16}: "4.24.12",
		{5, 15}: "5.0.0-beta.19", {5, 16}: "5.0.0-beta.30",
	}[[2]int{auth, next}]
}

func (x *examination) versionFinding(id, name, message, why, cure string) Finding {
	return x.versionFindingIn(x.project.Package, id, name, message, why, cure)
}

func (x *examination) versionFindingIn(p *project.Package, id, name, message, why, cure string) Finding {
	f := Finding{ID: id, Group: Versions, Message: message, Why: why, Cure: cure}
	if p != nil {
		f.File, f.Line = x.project.Rel(p.Path), lineOf(p.Text, `"`+name+`":`)
	}
	return f
}

// dependencies lists those whose name begins so.
func (x *examination) dependencies(prefix string) []string {
	return dependenciesOf(prefix, x.project.Package)
}

func dependenciesOf(prefix string, packages ...*project.Package) (names []string) {
	for _, p := range packages {
		if p == nil {
			continue
		}
		for _, section := range []map[string]string{p.Dependencies, p.DevDependencies} {
			for name := range section {
				if strings.HasPrefix(name, prefix) && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return names
}

// home is the package that the client is of: the one that has the schema in a workspace, or the project's own.
func (x *examination) home() *project.Package {
	for _, p := range []*project.Package{x.libraryPackage(), x.project.SchemaPackage} {
		if p != nil && p.Range("@prisma/client") != "" {
			return p
		}
	}
	return x.project.Package
}

func (x *examination) libraryPackage() *project.Package {
	if x.project.Library == nil {
		return nil
	}
	return x.project.Library.Package
}

func (x *examination) libraryClients() []project.Client {
	if x.project.Library == nil {
		return nil
	}
	return x.project.Library.Clients
}

// installIn is the command that installs packages in the folder of a package.json.
func (x *examination) installIn(p *project.Package, packages ...string) string {
	if p == nil || x.project.Package == nil || p.Path == x.project.Package.Path {
		return x.install(packages...)
	}
	return "cd " + plain.Path(x.project.Rel(filepath.Dir(p.Path))) + " && " + x.install(packages...)
}

// differ reports whether two packages that are released together are not of
// one release: their majors, and where both are pinned, their minors.
func differ(a, b project.Version) bool {
	switch {
	case a.Major == 0 || b.Major == 0:
		return false
	case a.Major != b.Major:
		return true
	}
	return pinned(a) && pinned(b) && minor(a) != minor(b)
}

// pinned: an exact version, from a lockfile or written so.
func pinned(v project.Version) bool { return v.Exact || oneVersion.MatchString(v.Text) }

// oneVersion is a version that is no range, with what may stand behind its three numbers.
var oneVersion = regexp.MustCompile(`^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$`)

// minor is "7.10" of 7.10.1; of a range, the range itself.
func minor(v project.Version) string {
	if parts := strings.SplitN(v.Text, ".", 3); pinned(v) && len(parts) == 3 {
		return parts[0] + "." + parts[1]
	}
	return v.Text
}

// drivers are the databases that each driver adapter speaks to.
func drivers() map[string][]string {
	return map[string][]string{
		"@prisma/adapter-pg": {"postgresql", "cockroachdb"}, "@prisma/adapter-neon": {"postgresql"}, "@prisma/adapter-ppg": {"postgresql"},
		"@prisma/adapter-mariadb": {"mysql"}, "@prisma/adapter-planetscale": {"mysql"}, "@prisma/adapter-mssql": {"sqlserver"},
		"@prisma/adapter-libsql": {"sqlite"}, "@prisma/adapter-better-sqlite3": {"sqlite"}, "@prisma/adapter-d1": {"sqlite"},
	}
}

// checkDriver: Prisma 7 has no engine of its own to talk to a database.
func (x *examination) checkDriver() {
	provider, home := canonical(x.project.Provider), x.home()
	installed := dependenciesOf("@prisma/adapter-", x.project.Package, x.libraryPackage(), x.project.SchemaPackage)
	if provider == "" || home == nil {
		return
	}
	serves := slices.ContainsFunc(installed, func(name string) bool {
		databases, known := drivers()[name]
		return !known || slices.Contains(databases, provider)
	})
	switch {
	case provider == "mongodb" && x.project.Prisma.Major >= 7:
		x.add(x.versionFinding("database-without-prisma-7", "prisma",
			"Prisma 7 does not speak MongoDB", "its client connects through driver adapters, and there is none for it",
			x.install("prisma@6", "@prisma/client@6")+`, and give the datasource of the schema url = env("DATABASE_URL")`))
	case serves || x.connectsOtherwise():
	case len(installed) > 0 && !x.usesDriver(installed): // left over, or for something else
	case len(installed) > 0 && home.Path != x.project.Package.Path: // said in the package that has it
	case len(installed) > 0:
		x.add(x.versionFinding("driver-of-other-database", installed[0],
			fmt.Sprintf("%s does not speak %s", installed[0], x.project.Provider), "the client fails at its first query", x.installDriver(driverFor(provider))))
	case x.project.Prisma.Major == 7 && home.Range("@prisma/client") != "" && x.generatesClient() && driverFor(provider) != "" && !x.usesAccelerate():
		x.add(x.versionFindingIn(home, "driver-missing", "@prisma/client",
			"there is no driver adapter, and Prisma 7 connects through nothing else", "new PrismaClient() throws", x.driverCure(provider)))
	}
}

// driverCure installs the driver for a database, and says what the client is to be given, where one is made without.
func (x *examination) driverCure(provider string) string {
	for _, c := range x.appClients() {
		if ofPrisma(c.Module) && slices.ContainsFunc(c.Connections, func(made prismaconfig.Connection) bool { return made.Way == prismaconfig.Nothing }) {
			return x.adapterCure(c)
		}
	}
	return x.installDriver(driverFor(provider))
}

// appClients are the clients of the project, and of the package that has the schema, tests left out.
func (x *examination) appClients() []project.Client {
	return slices.DeleteFunc(slices.Concat(x.project.Clients, x.libraryClients()), func(c project.Client) bool { return project.IsTest(x.project.Rel(c.Path)) })
}

// connectsOtherwise reports whether a client is given a driver adapter that is none of Prisma's, or what cannot be read.
func (x *examination) connectsOtherwise() bool {
	return slices.ContainsFunc(x.appClients(), func(c project.Client) bool {
		return len(c.Drivers) == 0 && slices.ContainsFunc(c.Connections, func(made prismaconfig.Connection) bool {
			return made.Way == prismaconfig.Unclear || made.Way == prismaconfig.Driver
		})
	})
}

// usesDriver reports whether a client is made with one of these packages; from Prisma 7 on, each is.
func (x *examination) usesDriver(packages []string) bool {
	return x.clientMajor() >= 7 || slices.ContainsFunc(x.appClients(), func(c project.Client) bool {
		return slices.ContainsFunc(c.Drivers, func(name string) bool { return slices.Contains(packages, name) })
	})
}

// isUnused reports whether a driver adapter is one that no client is given: each shows to be given another.
func (x *examination) isUnused(driver string) bool {
	given := false
	for _, c := range slices.Concat(x.libraryClients(), x.project.Clients) {
		if slices.Contains(c.Drivers, driver) {
			return false
		}
		given = given || len(c.Drivers) > 0
	}
	return given && !x.connectsOtherwise()
}

// generatesClient reports whether the schema makes a client at all: others make types of it for another library. A schema that
// cannot be read may.
func (x *examination) generatesClient() bool {
	generators := x.project.Generators()
	return len(generators) == 0 || slices.ContainsFunc(generators, project.Generator.MakesClient)
}

// usesAccelerate: Prisma's own proxy is the other way to connect.
func (x *examination) usesAccelerate() bool {
	if home := x.home(); home != nil && home.Range("@prisma/extension-accelerate") != "" {
		return true
	}
	return x.asks("@prisma/extension-accelerate") != "" || slices.ContainsFunc(slices.Concat(x.clients, x.libraryClients()), func(c project.Client) bool {
		return c.Accelerate
	})
}

// driverFor is the driver adapter that a new project on such a database has; empty where there is none.
func driverFor(provider string) string {
	db, _ := templates.DatabaseFor(provider)
	return db.Driver.Package
}

// checkAdapterImports: some releases of the adapter take what they need of
// Prisma from @prisma/client, which a client that is generated elsewhere leaves
// empty, or from a file of it that Prisma 7 does not have.
func (x *examination) checkAdapterImports() {
	v := x.project.Version("@auth/prisma-adapter")
	if !pinned(v) || v.Major != 2 || project.OlderThan(v.Text, "2.8.0") || !project.OlderThan(v.Text, "2.10.0") {
		return
	}
	elsewhere := false
	for _, g := range x.project.Generators() {
		if g.Provider == "prisma-client-js" && g.Output == "" && !g.Computed {
			return // the client is where it looks
		}
		elsewhere = elsewhere || g.MakesClient() && !g.InPackages()
	}
	if elsewhere {
		x.add(x.versionFinding("adapter-of-other-client", "@auth/prisma-adapter",
			"@auth/prisma-adapter "+v.Text+" takes Prisma's errors from @prisma/client, and the client is generated elsewhere",
			"it fails when it is loaded, or takes a session that is gone for an error; from 2.10 on it needs nothing of @prisma/client", x.install("@auth/prisma-adapter@2.11")))
	}
}

// checkAdapter: the old adapter belongs to the old NextAuth.
func (x *examination) checkAdapter() {
	x.checkAdapterImports()
	if x.project.NextAuth.Major != 5 || x.asks("@next-auth/prisma-adapter") == "" || x.asks("@auth/prisma-adapter") != "" {
		return
	}
	f := x.versionFinding("adapter-of-nextauth-4", "@next-auth/prisma-adapter",
		"@next-auth/prisma-adapter is for NextAuth 4, and this is 5", "it allows no other, so that npm refuses to install the two together", x.install("@auth/prisma-adapter@2")+", and import PrismaAdapter from there")
	if x.project.Provider == "mongodb" {
		f.Why = "NextAuth 5 gives it ids that are no ObjectIds: it cannot make a user"
	}
	if x.callsNoAdapter() {
		f.Cure = project.Manager(x.project.PackageManager).Remove("@next-auth/prisma-adapter") + ": nothing that sets NextAuth up uses it"
	}
	x.add(f)
}
