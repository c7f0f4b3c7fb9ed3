package doctor

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
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
		if v := x.project.Version(name); differ(base, v) && !x.found("prisma-versions-differ") {
			x.add(x.versionFinding("driver-version-differs", name,
				fmt.Sprintf("%s is %s and Prisma is %s", name, v.Text, base.Text),
				"drivers and client are released together and speak to each other's version", x.install(name+"@"+minor(base))))
		}
	}
	x.checkNext()
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
	if first := firstFor(auth.Major, next.Major); first != "" && pinned(auth) && project.OlderThan(auth.Text, first) {
		x.add(x.versionFinding("next-auth-too-old", "next-auth",
			fmt.Sprintf("next-auth %s is for older versions of Next.js, and this is %s", auth.Text, next.Text),
			"npm refuses to install the two together, and what it calls of Next.js has changed", x.install("next-auth@"+first)))
	}
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
	return x.install(name)
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
	f := Finding{ID: id, Group: Versions, Message: message, Why: why, Cure: cure}
	if p := x.project.Package; p != nil {
		f.File, f.Line = x.project.Rel(p.Path), lineOf(p.Text, `"`+name+`":`)
	}
	return f
}

// dependencies lists those whose name begins so.
func (x *examination) dependencies(prefix string) (names []string) {
	p := x.project.Package
	if p == nil {
		return nil
	}
	for _, section := range []map[string]string{p.Dependencies, p.DevDependencies} {
		for name := range section {
			if strings.HasPrefix(name, prefix) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
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
func pinned(v project.Version) bool {
	return v.Exact || v.Text != "" && v.Text[0] >= '0' && v.Text[0] <= '9' && strings.Count(v.Text, ".") >= 2 && !strings.ContainsAny(v.Text, "xX* |")
}

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
	provider := canonical(x.project.Provider)
	installed := x.dependencies("@prisma/adapter-")
	if provider == "" || x.project.Library != nil { // whose client has the driver
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
	case serves:
	case len(installed) > 0:
		x.add(x.versionFinding("driver-of-other-database", installed[0],
			fmt.Sprintf("%s does not speak %s", installed[0], x.project.Provider), "the client fails at its first query", x.installDriver(driverFor(provider))))
	case x.project.Prisma.Major == 7 && x.asks("@prisma/client") != "" && driverFor(provider) != "" && !x.usesAccelerate():
		x.add(x.versionFinding("driver-missing", "@prisma/client",
			"there is no driver adapter, and Prisma 7 connects through nothing else", "new PrismaClient() throws", x.installDriver(driverFor(provider))))
	}
}

// usesAccelerate: Prisma's own proxy is the other way to connect.
func (x *examination) usesAccelerate() bool {
	return x.asks("@prisma/extension-accelerate") != "" || slices.ContainsFunc(x.clients, func(c project.Client) bool {
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
		elsewhere = elsewhere || strings.HasPrefix(g.Provider, "prisma-client") && !strings.Contains(filepath.ToSlash(g.Output), "node_modules/")
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
	if x.project.NextAuth.Major == 5 && x.asks("@next-auth/prisma-adapter") != "" && x.asks("@auth/prisma-adapter") == "" {
		x.add(x.versionFinding("adapter-of-nextauth-4", "@next-auth/prisma-adapter",
			"@next-auth/prisma-adapter is for NextAuth 4, and this is 5", "sign-in fails when the adapter is called", x.install("@auth/prisma-adapter@2")+", and import PrismaAdapter from there"))
	}
}
