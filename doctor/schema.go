package doctor

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/psl/diag"
	"create-app/psl/format"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// readSchema parses the schema with the grammar of the project's Prisma.
func (x *examination) readSchema() {
	for _, f := range x.project.Schema.Files {
		x.files = append(x.files, syntax.ParseAs(x.version(), x.project.Rel(f.Path), string(f.Text)))
	}
}

func (x *examination) version() syntax.Version {
	if major := x.project.Prisma.Major; major != 0 && major < 7 {
		return syntax.Prisma6 // the older ones speak its language
	}
	return syntax.Prisma7
}

// checkSchema reports what "prisma validate" would refuse, and relations
// without an index where there are no foreign keys to need one.
func (x *examination) checkSchema() {
	if len(x.files) == 0 {
		return
	}
	list := validate.Schema(x.files, validate.Options{Prisma: x.version()})
	x.broken = list.HasErrors()
	errors := 0
	for _, d := range list {
		switch {
		case d.Severity == diag.Error:
			if errors++; errors <= shownErrors {
				x.add(x.schemaError(d))
			}
		case d.Code == "missing-index":
			x.add(Finding{ID: "index-missing", Group: Schema, File: d.File.Name, Line: d.Line(), Message: d.Message,
				Why: "every query along the relation reads the whole table, and so does every delete", Cure: d.Help})
		}
	}
	if errors > shownErrors {
		x.add(Finding{ID: "schema-invalid", Group: Schema, Message: fmt.Sprintf("the schema has %d more errors", errors-shownErrors),
			Why: "Prisma stops at every command", Cure: "create-app validate"})
	}
}

// shownErrors keeps a broken schema from filling the screen; validate shows all.
const shownErrors = 5

// schemaError gives the mistakes that come from the wrong major of Prisma a
// name of their own.
func (x *examination) schemaError(d diag.Diagnostic) Finding {
	f := Finding{ID: "schema-invalid", Group: Schema, File: d.File.Name, Line: d.Line(), Message: d.Message,
		Why: "Prisma stops at every command", Cure: d.Help}
	switch {
	case d.Code == "url-in-schema":
		f.ID = "schema-of-prisma-6"
	case d.Code == "missing-property" && strings.Contains(d.Message, "url") && x.project.Prisma.Major == 6:
		f.ID = "schema-of-prisma-7"
	}
	if f.Cure == "" {
		f.Cure = "create-app validate shows the place"
	}
	return f
}

// checkGenerated looks at the generated clients: where they are, whether they
// are committed, whether they still fit the schema.
func (x *examination) checkGenerated() {
	for _, dir := range x.project.Schema.Generated {
		x.add(Finding{ID: "client-in-schema-folder", Group: Schema, File: x.project.Rel(dir),
			Message: "the generated client lies in the schema folder", Why: "Prisma reads the copy of the schema in it as part of the schema, and stops at every model that is there twice",
			Cure: "point the generator's output outside, then delete the folder and run " + x.run("prisma generate")})
	}
	for _, g := range x.project.Generators() {
		if !strings.HasPrefix(g.Provider, "prisma-client") {
			continue
		}
		dir := g.Output
		if dir == "" {
			dir = filepath.Join(x.project.Root, "node_modules", ".prisma", "client")
		}
		if g.Output != "" && !slices.Contains(x.project.Schema.Generated, dir) {
			x.checkCommitted(dir)
		}
		x.checkStale(dir)
	}
}

func (x *examination) checkCommitted(dir string) {
	if !x.git.tracks(dir) {
		return
	}
	shown := x.project.Rel(dir)
	x.add(Finding{ID: "client-committed", Group: Client, File: shown, Message: "git tracks the generated client",
		Why:  "it changes with every schema and every version, and an old one is what others get",
		Cure: fmt.Sprintf("git rm -r --cached %s && echo /%s >> .gitignore", shown, shown)})
}

// inlineSchema is the copy of the schema in a client of Prisma 7.
var inlineSchema = regexp.MustCompile(`"inlineSchema": ("(?:[^"\\]|\\.)*")`)

// checkStale compares the schema with the copy that a generated client holds.
func (x *examination) checkStale(dir string) {
	copied := ""
	if text, err := x.project.Read(filepath.Join(dir, "internal", "class.ts")); err == nil {
		m := inlineSchema.FindSubmatch(text)
		if m == nil || json.Unmarshal(m[1], &copied) != nil {
			return
		}
	} else if text, err := x.project.Read(filepath.Join(dir, "schema.prisma")); err == nil {
		copied = string(text)
	} else {
		return // not generated yet: postinstall will
	}
	for _, f := range x.files {
		if !holds(copied, x.version(), f) {
			x.add(Finding{ID: "client-stale", Group: Client, File: f.Name,
				Message: "the schema has changed since the client was generated",
				Why:     "the app's queries and types are those of the old schema", Cure: x.run("prisma generate")})
			return
		}
	}
}

// holds reports whether a client's copy has the text of a file. Prisma 6 lays
// its copy out anew, so layout is no difference.
func holds(copied string, version syntax.Version, f *syntax.File) bool {
	copied = withoutBlanks(copied)
	return strings.Contains(copied, withoutBlanks(f.Text)) || strings.Contains(copied, withoutBlanks(format.File(version, f)))
}

func withoutBlanks(s string) string { return strings.Join(strings.Fields(s), " ") }

var lockProvider = regexp.MustCompile(`(?m)^\s*provider\s*=\s*"([^"]*)"`)

func (x *examination) checkMigrationLock() {
	dir := x.project.MigrationsDir()
	if dir == "" || x.project.Provider == "" {
		return
	}
	path := filepath.Join(dir, "migration_lock.toml")
	text, err := x.project.Read(path)
	if err != nil {
		return
	}
	m := lockProvider.FindSubmatch(text)
	if m == nil || canonical(string(m[1])) == canonical(x.project.Provider) {
		return
	}
	x.add(Finding{ID: "migrations-of-other-database", Group: Schema, File: x.project.Rel(path), Line: lineOf(text, string(m[0])),
		Message: fmt.Sprintf("the migrations are for %s, the schema for %s", m[1], x.project.Provider),
		Why:     "prisma migrate refuses to run them",
		Cure:    "move " + x.project.Rel(dir) + " aside, then: " + x.run("prisma migrate dev --name init")})
}

func canonical(provider string) string {
	if provider == "postgres" {
		return "postgresql"
	}
	return provider
}

// checkAuthModels holds the schema against what the adapter works with.
func (x *examination) checkAuthModels() {
	adapted := x.asks("@auth/prisma-adapter") != "" || x.asks("@next-auth/prisma-adapter") != ""
	if len(x.files) == 0 || x.broken || !adapted {
		return
	}
	wants := x.signin.Wants()
	wants.PlanetScale = wants.PlanetScale || x.asks("@prisma/adapter-planetscale") != ""
	c, err := nextauth.Compare(x.files, wants)
	if err != nil {
		return // a schema that the comparison does not understand has been reported
	}
	for _, f := range c.Findings {
		if f.Level < nextauth.BreaksForSome {
			continue
		}
		finding := Finding{ID: "auth-" + f.Code, Group: Auth, Message: f.Message, Why: f.Reason, Cure: "create-app auth"}
		if !f.Safe {
			finding.Cure = f.Cure
		}
		if f.File != nil {
			finding.File, finding.Line = f.File.Name, f.File.Line(f.Span.Start)
		}
		if !x.indexReported(finding) {
			x.add(finding)
		}
	}
}

// indexReported: an index that the schema's own check has missed already.
func (x *examination) indexReported(f Finding) bool {
	return strings.Contains(f.ID, "index") && slices.ContainsFunc(x.report.Findings, func(other Finding) bool {
		return other.ID == "index-missing" && other.File == f.File
	})
}
