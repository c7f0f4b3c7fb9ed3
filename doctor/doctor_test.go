package doctor_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
	"create-app/project"
	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/templates"
)

const secret = "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw="

// app is a generated project on disk, to plant defects in.
type app struct {
	t       testing.TB
	dir     string
	world   doctor.World
	options project.Options
}

func newApp(t testing.TB, database string) *app {
	t.Helper()
	return newAppOf(t, templates.App{Database: database, Providers: []string{"github"}})
}

func newAppOf(t testing.TB, of templates.App) *app {
	t.Helper()
	of.Name, of.Auth, of.ImportAlias, of.PackageManager, of.Secret, of.Version = "app", true, "@/*", "npm", secret, "0.0.0"
	a := &app{t: t, dir: t.TempDir(), world: doctor.World{Modes: true, NewSecret: func() (string, error) { return secret, nil }}}
	files, err := templates.Render(of)
	require.NoError(t, err)
	for _, f := range files {
		a.write(f.Path, string(f.Content))
	}
	return a
}

func (a *app) path(name string) string { return filepath.Join(a.dir, filepath.FromSlash(name)) }

func (a *app) write(name, text string) {
	require.NoError(a.t, os.MkdirAll(filepath.Dir(a.path(name)), 0o755))
	require.NoError(a.t, os.WriteFile(a.path(name), []byte(text), 0o600))
}

func (a *app) read(name string) string {
	text, err := os.ReadFile(a.path(name))
	require.NoError(a.t, err)
	return string(text)
}

// replace fails when there is nothing to replace: a defect must be planted.
func (a *app) replace(name, old, with string) {
	text := a.read(name)
	require.Contains(a.t, text, old)
	a.write(name, strings.Replace(text, old, with, 1))
}

func (a *app) remove(name string) { require.NoError(a.t, os.RemoveAll(a.path(name))) }

// depend sets a version, or takes the package out.
func (a *app) depend(name, version string) {
	f, err := manifest.Parse([]byte(a.read("package.json")))
	require.NoError(a.t, err)
	if version == "" {
		f, err = f.Remove("dependencies", name)
	} else {
		f, err = f.Set(version, "dependencies", name)
	}
	require.NoError(a.t, err)
	a.write("package.json", string(f.Bytes()))
}

// writtenFor5 has the route of a project for NextAuth 4 in the form of 5.
func (a *app) writtenFor5() {
	const route = "app/api/auth/[...nextauth]/route.ts"
	text, _, _ := strings.Cut(a.read(route), "\nconst handler")
	a.write(route, text+"\nexport const { GET, POST } = NextAuth(authOptions).handlers;\n")
}

// dependencies lists the name and the range of everything the app asks for.
func (a *app) dependencies() (all [][2]string) {
	var asked struct{ Dependencies, DevDependencies map[string]string }
	require.NoError(a.t, json.Unmarshal([]byte(a.read("package.json")), &asked))
	for _, section := range []map[string]string{asked.Dependencies, asked.DevDependencies} {
		for name, version := range section {
			all = append(all, [2]string{name, version})
		}
	}
	return all
}

func (a *app) line(name, start string) {
	lines := strings.Split(a.read(name), "\n")
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, start) })
	require.GreaterOrEqual(a.t, i, 0, start)
	a.write(name, strings.Join(slices.Delete(lines, i, i+1), "\n"))
}

func (a *app) examine() *doctor.Report {
	o := a.options
	o.Sources = true
	p, err := project.Find(afero.NewOsFs(), a.dir, o)
	require.NoError(a.t, err)
	report, err := doctor.Examine(p, a.world)
	require.NoError(a.t, err)
	return report
}

// repository is what git would answer.
type repository struct{ tracked, untracked []string }

func (r repository) Files(paths []string) (tracked, untracked []string, err error) {
	return below(r.tracked, paths), below(r.untracked, paths), nil
}

func below(files, paths []string) (found []string) {
	for _, f := range files {
		if slices.ContainsFunc(paths, func(p string) bool { return f == p || strings.HasPrefix(f, p+string(filepath.Separator)) }) {
			found = append(found, f)
		}
	}
	return found
}

func TestAHealthyProjectHasNoFindings(t *testing.T) {
	for _, database := range []string{"sqlite", "postgresql", "mysql", "cockroachdb", "sqlserver"} {
		for _, of := range []templates.App{
			{NextAuth: 4, Prisma: 7, Providers: []string{"github"}},
			{NextAuth: 5, Prisma: 7, Providers: []string{"google", "email"}, Router: "pages", SrcDir: true},
			{NextAuth: 4, Prisma: 6, Providers: []string{"keycloak", "discord"}, Router: "pages"},
			{NextAuth: 5, Prisma: 6, Providers: nil, SrcDir: true},
		} {
			of.Database = database
			a := newAppOf(t, of)
			a.world.Git = repository{untracked: []string{a.path("README.md")}, tracked: []string{a.path("package.json")}}
			assert.Empty(t, a.examine().Findings, "%+v", of)
			assert.Empty(t, a.cure().Edits, "%+v", of)
		}
	}
}

// PlanetScale has no database on this machine that a URL could name.
func TestANewPlanetScaleProjectLacksItsURL(t *testing.T) {
	a := newApp(t, "planetscale")
	assert.Equal(t, []string{"database-url-missing .env:4"}, found(a.examine()))
	a.line(".env", "DATABASE_URL")
	a.write(".env", "DATABASE_URL='mysql://u:p@aws.connect.psdb.cloud/app?sslaccept=strict'\n"+a.read(".env"))
	assert.Empty(t, found(a.examine()))
}

// prisma6 turns the generated project into one of Prisma 6.
func prisma6(a *app) {
	for _, name := range []string{"prisma", "@prisma/client", "@prisma/adapter-libsql"} {
		a.depend(name, "6.19.3")
	}
	a.remove("prisma.config.ts")
	a.replace("prisma/schema.prisma", `provider = "sqlite"`, "provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")")
}

func TestPrisma6IsHealthyToo(t *testing.T) {
	a := newApp(t, "sqlite")
	prisma6(a)
	assert.Empty(t, a.examine().Findings)
}

func TestEachDefectIsThatFindingAndNoOther(t *testing.T) {
	const config, schema, client = "prisma.config.ts", "prisma/schema.prisma", "server/db/client.ts"
	for _, c := range []struct {
		id, database, file string
		plant              func(a *app)
	}{
		{"database-url-missing", "", config, func(a *app) { a.line(".env", "DATABASE_URL") }},
		{"database-url-missing", "postgresql", config, func(a *app) { a.remove(".env"); a.write(".env", "NEXTAUTH_SECRET="+secret+"\n") }},
		{"database-url-malformed", "postgresql", ".env", func(a *app) {
			a.line(".env", "DATABASE_URL")
			a.write(".env", a.read(".env")+"DATABASE_URL=localhost\n")
		}},
		{"database-url-malformed", "postgresql", ".env", func(a *app) {
			a.line(".env", "DATABASE_URL")
			a.write(".env", a.read(".env")+"DATABASE_URL=\"postgresql://u:p@local host/d\"\n")
		}},
		{"database-url-malformed", "postgresql", ".env", func(a *app) {
			a.line(".env", "DATABASE_URL")
			a.write(".env", a.read(".env")+"DATABASE_URL=\"postgresql:///d\"\n")
		}},
		{"database-url-other-provider", "postgresql", ".env", func(a *app) {
			a.line(".env", "DATABASE_URL")
			a.write(".env", a.read(".env")+"DATABASE_URL=\"mysql://u:p@localhost/d\"\n")
		}},
		{"database-url-other-provider", "mysql", ".env", func(a *app) {
			a.line(".env", "DATABASE_URL")
			a.write(".env", a.read(".env")+"DATABASE_URL=file:./dev.db\n")
		}},
		{"env-not-loaded", "", ".env", func(a *app) { a.replace(config, `import "dotenv/config";`, "") }},
		{"env-not-loaded", "", ".env.local", func(a *app) { require.NoError(a.t, os.Rename(a.path(".env"), a.path(".env.local"))) }},
		{"env-readers-differ", "", ".env.local", func(a *app) { a.write(".env.local", "DATABASE_URL=file:./other.db\n") }},
		{"env-conflict", "", "prisma/.env", func(a *app) { prisma6(a); a.write("prisma/.env", "DATABASE_URL=file:./other.db\n") }},
		{"env-not-read", "", "prisma/.env", func(a *app) { a.write("prisma/.env", "DATABASE_URL=file:./other.db\n") }},
		{"env-readable", "", ".env", func(a *app) { require.NoError(a.t, os.Chmod(a.path(".env"), 0o644)) }},
		{"env-tracked", "", ".env", func(a *app) { a.world.Git = repository{tracked: []string{a.path(".env")}} }},
		{"env-not-ignored", "", ".env", func(a *app) { a.world.Git = repository{untracked: []string{a.path(".env")}} }},

		{"secret-missing", "", ".env", func(a *app) { a.line(".env", "NEXTAUTH_SECRET") }},
		{"secret-weak", "", ".env", func(a *app) {
			a.line(".env", "NEXTAUTH_SECRET")
			a.write(".env", a.read(".env")+"NEXTAUTH_SECRET=secret\n")
		}},
		{"secret-weak", "", ".env", func(a *app) {
			a.line(".env", "NEXTAUTH_SECRET")
			a.write(".env", a.read(".env")+"NEXTAUTH_SECRET=this-is-my-supersecret-for-nextauth-abcdef\n")
		}},
		{"secret-misnamed", "", ".env", func(a *app) { a.replace(".env", "NEXTAUTH_SECRET", "AUTH_SECRET") }},
		{"secret-misnamed", "", ".env", func(a *app) { a.depend("next-auth", "5.0.0-beta.32"); a.writtenFor5() }},

		{"schema-missing", "", config, func(a *app) { a.remove(schema) }},
		{"schema-place-unknown", "", config, func(a *app) { a.replace(config, `"prisma/schema.prisma"`, "process.env.SCHEMA") }},
		{"schema-not-seen-by-prisma", "", "prisma/schema", func(a *app) {
			a.replace(config, `schema: "prisma/schema.prisma",`, "")
			a.replace(schema, `"../generated/prisma"`, `"../../generated/prisma"`)
			require.NoError(a.t, os.Mkdir(a.path("prisma/schema"), 0o755))
			require.NoError(a.t, os.Rename(a.path(schema), a.path("prisma/schema/a.prisma")))
		}},
		{"schema-invalid", "", schema, func(a *app) { a.replace(schema, "model User {", "model User {\n  x Strng\n") }},
		{"schema-of-prisma-6", "", schema, func(a *app) {
			a.replace(schema, `provider = "sqlite"`, "provider = \"sqlite\"\n  url = env(\"DATABASE_URL\")")
		}},
		{"schema-of-prisma-7", "", schema, func(a *app) { prisma6(a); a.line(schema, "  url ") }},
		{"index-missing", "mysql", schema, func(a *app) {
			a.replace(schema, `provider = "mysql"`, "provider = \"mysql\"\n  relationMode = \"prisma\"")
			a.replace(schema, "providerAccountId])\n  @@index([userId])", "providerAccountId])")
		}},
		{"client-in-schema-folder", "", "prisma/client", func(a *app) {
			a.replace(config, `"prisma/schema.prisma"`, `"prisma"`)
			a.write("prisma/client/schema.prisma", a.read(schema))
			a.write("prisma/client/package.json", `{"name":"prisma-client-abc"}`)
		}},
		{"migrations-of-other-database", "", "prisma/migrations/migration_lock.toml", func(a *app) {
			a.write("prisma/migrations/migration_lock.toml", "# do not edit\nprovider = \"mysql\"\n")
		}},

		{"client-outside-singleton", "", "app/users/page.tsx", func(a *app) {
			a.write("app/users/page.tsx", "import { PrismaClient } from '@/generated/prisma/client'\nconst prisma = new PrismaClient()\nexport default () => prisma.user.count()\n")
		}},
		{"client-not-shared", "", client, func(a *app) {
			a.write(client, "import { PrismaClient } from \"@/generated/prisma/client\";\nexport const prisma = new PrismaClient({ adapter });\n")
		}},
		{"client-shared-in-development-only", "", client, func(a *app) {
			a.write(client, "export const prisma = globalThis.prisma ?? new PrismaClient({ adapter })\nif (process.env.NODE_ENV !== 'production') globalThis.prisma = prisma\n")
		}},
		{"client-stale", "", schema, func(a *app) {
			a.write("generated/prisma/internal/class.ts", "const config = {\n  \"inlineSchema\": \"generator client {\\n}\\n\"\n}\n")
		}},
		{"client-committed", "", "generated/prisma", func(a *app) {
			a.world.Git = repository{tracked: []string{a.path("generated/prisma/client.ts")}}
		}},

		{"package-invalid", "", "package.json", func(a *app) { a.replace("package.json", "{", "{,") }},
		{"prisma-versions-differ", "", "package.json", func(a *app) { a.depend("@prisma/client", "6.19.3") }},
		{"prisma-versions-differ", "", "package.json", func(a *app) { a.depend("@prisma/client", "7.1.0"); a.depend("@prisma/adapter-libsql", "7.1.0") }},
		{"driver-version-differs", "", "package.json", func(a *app) { a.depend("@prisma/adapter-libsql", "6.19.3") }},
		{"driver-missing", "", "package.json", func(a *app) { a.depend("@prisma/adapter-libsql", "") }},
		{"driver-of-other-database", "", "package.json", func(a *app) { a.depend("@prisma/adapter-libsql", ""); a.depend("@prisma/adapter-pg", "7.10.0") }},
		{"next-too-old", "", "package.json", func(a *app) { a.depend("next", "11.1.4") }},
		{"prisma-versions-differ", "", "package.json", func(a *app) { a.depend("prisma", "6.19.3") }},
		{"datasource-missing", "", schema, func(a *app) { a.replace(schema, "datasource db {\n  provider = \"sqlite\"\n}\n", "") }},
		{"adapter-of-nextauth-4", "", "package.json", func(a *app) {
			a.depend("next-auth", "5.0.0-beta.32")
			a.writtenFor5()
			a.replace(".env", "NEXTAUTH_SECRET", "AUTH_SECRET")
			a.depend("@auth/prisma-adapter", "")
			a.depend("@next-auth/prisma-adapter", "1.0.7")
		}},
	} {
		t.Run(c.id, func(t *testing.T) {
			if c.database == "" {
				c.database = "sqlite"
			}
			a := newApp(t, c.database)
			c.plant(a)
			report := a.examine()
			require.Len(t, report.Findings, 1, "%+v", report.Findings)
			f := report.Findings[0]
			assert.Equal(t, c.id, f.ID)
			assert.Equal(t, c.file, f.File)
			for _, text := range []string{f.Message, f.Why, f.Cure} {
				assert.NotEmpty(t, text)
				assert.NotContains(t, text, secret)
			}
		})
	}
}

func TestTheSecretOfAGeneratedProjectWithNextAuth5(t *testing.T) {
	for plant, want := range map[string]string{"AUTH_SECRET": "secret-missing .env", "=": "secret-misnamed .env:7"} {
		a := newAppOf(t, templates.App{Database: "sqlite", Providers: []string{"github"}, NextAuth: 5})
		if plant == "=" {
			a.replace(".env", "\nAUTH_SECRET=", "\nNEXTAUTH_SECRET=")
		} else {
			a.line(".env", plant)
		}
		assert.Equal(t, []string{want}, found(a.examine()))
	}
}

func TestASchemaThatIsNotWhereTheConfigSays(t *testing.T) {
	a := newApp(t, "sqlite")
	a.remove("prisma/schema.prisma")
	report := a.examine()
	require.Len(t, report.Findings, 1)
	assert.Equal(t, "put the schema there, or correct its place in prisma.config.ts", report.Findings[0].Cure)
	a.remove("prisma.config.ts")
	report = a.examine()
	require.NotEmpty(t, report.Findings)
	assert.Equal(t, "put it into prisma/schema.prisma", report.Findings[0].Cure, "prisma init refuses beside the folder")
	a.remove("prisma")
	report = a.examine()
	require.NotEmpty(t, report.Findings)
	assert.Equal(t, "npx prisma init", report.Findings[0].Cure)
}

func TestPrismasCommandAndClientOfTwoMajors(t *testing.T) {
	a := newApp(t, "sqlite") // whose schema is for 7
	a.depend("prisma", "6.19.3")
	report := a.examine()
	require.Len(t, report.Findings, 1)
	assert.Equal(t, "npm install prisma@7.10", report.Findings[0].Cure)
	a.depend("prisma", "7.10.1")
	a.depend("@prisma/client", "6.19.3")
	report = a.examine()
	require.Len(t, report.Findings, 1)
	assert.Equal(t, "npm install @prisma/client@7.10", report.Findings[0].Cure)
}

func TestAuthModelsAreCheckedAgainstTheAdapter(t *testing.T) {
	a := newApp(t, "mysql")
	a.line("prisma/schema.prisma", "  access_token")
	a.replace("prisma/schema.prisma", "model Account {", "model Account {\n  access_token String?")
	a.replace("prisma/schema.prisma", "@@unique([provider, providerAccountId])", "")
	// One command cures both, so they are one finding.
	findings := a.examine().Findings
	require.Len(t, findings, 1, "%+v", findings)
	assert.Equal(t, "auth-models", findings[0].ID)
	assert.Equal(t, doctor.Auth, findings[0].Group)
	assert.Equal(t, "create-app auth", findings[0].Cure)
	require.Len(t, findings[0].Places, 2)
	for _, place := range findings[0].Places {
		assert.Equal(t, "prisma/schema.prisma", place.File)
		assert.Positive(t, place.Line)
		assert.Contains(t, place.Message, "Account")
	}

	// What is alone, or is to be decided, stands for itself.
	a = newApp(t, "mysql")
	a.replace("prisma/schema.prisma", "@@unique([provider, providerAccountId])", "")
	findings = a.examine().Findings
	require.Len(t, findings, 1, "%+v", findings)
	assert.True(t, strings.HasPrefix(findings[0].ID, "auth-") && findings[0].ID != "auth-models", findings[0].ID)
	assert.Empty(t, findings[0].Places)
}

func TestAVeryBrokenSchemaDoesNotFillTheScreen(t *testing.T) {
	a := newApp(t, "sqlite")
	a.write("prisma/schema.prisma", a.read("prisma/schema.prisma")+strings.Repeat("what\n", 20))
	findings := a.examine().Findings
	require.Len(t, findings, 6)
	assert.Equal(t, "the schema has 15 more errors", findings[5].Message)
}

func TestToolsMayHaveAClientOfTheirOwn(t *testing.T) {
	a := newApp(t, "sqlite")
	for _, name := range []string{"prisma/seed.ts", "scripts/import.ts", "app/users.test.ts"} {
		a.write(name, "const prisma = new PrismaClient({ adapter })\n")
	}
	assert.Empty(t, a.examine().Findings)
}

// The commands are right where doctor is run, and for a client that is written
// into another package.
func TestCommandsAreForTheFolderTheyAreTypedIn(t *testing.T) {
	a := newApp(t, "sqlite")
	a.write("web/page.tsx", "")
	a.write(".gitignore", "")
	a.world.Git = repository{tracked: []string{a.path(".env")}, untracked: []string{a.path("generated/prisma/client.ts")}}
	a.dir = a.path("web")
	var cures []string
	for _, f := range a.examine().Findings {
		cures = append(cures, f.Cure)
	}
	const change = ", then change these secrets, which others may have: NEXTAUTH_SECRET"
	assert.Equal(t, []string{"git rm --cached ../.env && echo /.env >> ../.gitignore" + change, "echo /generated/prisma >> ../.gitignore"}, cures)
	a.write("../.gitignore", ".env\n")
	assert.Equal(t, "git rm --cached ../.env"+change, a.examine().Findings[0].Cure, "git ignores it already once it is not tracked")

	a = newApp(t, "sqlite")
	a.replace("prisma/schema.prisma", `"../generated/prisma"`, `"../../other/client"`)
	a.world.Git = repository{untracked: []string{a.path("../other/client/client.ts")}}
	findings := a.examine().Findings
	require.Len(t, findings, 1)
	assert.Equal(t, "echo /client >> ../other/.gitignore", findings[0].Cure)
	assert.False(t, findings[0].Fixable)
}

func TestInheritedVariablesCount(t *testing.T) {
	a := newApp(t, "sqlite")
	a.remove(".env")
	a.world.Inherited = env.VarsOf([]string{"DATABASE_URL=file:./dev.db", "NEXTAUTH_SECRET=" + secret})
	assert.Empty(t, a.examine().Findings)
}

// TestEveryFindingIsDocumented reads the ids out of the source: each has its row,
// which says what is wrong and when it is silent, and each row has its finding.
func TestEveryFindingIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/doctor.md")
	require.NoError(t, err)
	table, _, _ := strings.Cut(string(page), "## What --fix does")
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)`[^|]*\\|(.*)$").FindAllStringSubmatch(strings.ReplaceAll(table, `\|`, "/"), -1) {
		cells := strings.Split(m[2], "|")
		if assert.Len(t, cells, 3, m[0]) {
			assert.NotEmpty(t, strings.TrimSpace(cells[0]), m[0])
			assert.NotEmpty(t, strings.TrimSpace(cells[1]), "%s: when is it silent?", m[0])
		}
		documented[m[1]] = true
	}
	assert.Contains(t, table, "\n| `auth-…`")
	found := findingIDs(t)
	assert.Greater(t, len(found), 25)
	assert.Equal(t, slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(documented)))
}

// What is to be installed is of one release, whichever finding says so.
func TestCuresAgreeOnTheRelease(t *testing.T) {
	a := newApp(t, "sqlite")
	a.depend("prisma", "7.10.1")
	a.depend("@prisma/client", "7.9.0")
	a.depend("@prisma/adapter-libsql", "")
	cures := map[string]string{}
	for _, f := range a.examine().Findings {
		cures[f.ID] = f.Cure
	}
	assert.Contains(t, cures["prisma-versions-differ"], "@prisma/client@7.10")
	assert.Contains(t, cures["driver-missing"], "@prisma/adapter-libsql@7.10")
}
