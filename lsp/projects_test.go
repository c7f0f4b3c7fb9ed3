package lsp

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fixes are the quick fixes at a place, by their titles.
func (c *client) fixes(name, marked string) map[string]codeAction {
	here := c.here(name, marked)
	var actions []codeAction
	c.mustCall("textDocument/codeAction", map[string]any{
		"textDocument": here["textDocument"], "range": map[string]any{"start": here["position"], "end": here["position"]},
		"context": map[string]any{"diagnostics": []any{}, "only": []string{"quickfix"}},
	}, &actions)
	list := map[string]codeAction{}
	for _, a := range actions {
		assert.NotEmpty(c.t, a.Diagnostics, a.Title)
		list[a.Title] = a
	}
	return list
}

func TestDoctorSpeaksOfTheSchema(t *testing.T) {
	const provider = "datasource db {\n  provider = \"postgresql\"\n}\n"
	for _, row := range []struct {
		name    string
		project files
		want    []string
	}{
		{"datasource-missing", files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma/schema.prisma": "model User {\n  id Int @id\n}\n"},
			[]string{"1: the schema has no datasource"}},
		{"migrations-of-other-database", files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma/schema.prisma": provider,
			"prisma/migrations/migration_lock.toml": "provider = \"mysql\"\n", "prisma/migrations/1_a/migration.sql": "SELECT 1;\n"},
			[]string{"2: the migrations are for mysql, the schema for postgresql"}},
		{"driver-of-other-database", files{"package.json": `{"dependencies": {"@prisma/client": "7.1.0", "@prisma/adapter-mariadb": "7.1.0"}, "devDependencies": {"prisma": "7.1.0"}}`,
			"prisma/schema.prisma": provider},
			[]string{"2: @prisma/adapter-mariadb does not speak postgresql"}},
		{"nothing", files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma/schema.prisma": provider}, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := start(t, row.project)
			c.open("prisma/schema.prisma", row.project["prisma/schema.prisma"])
			assert.Equal(t, row.want, c.diagnostics("prisma/schema.prisma"))
			c.change("prisma/schema.prisma", "// Of another text doctor has not heard.\n"+row.project["prisma/schema.prisma"])
			assert.Empty(t, c.diagnostics("prisma/schema.prisma"))
		})
	}
}

func TestADatasourceIsAdded(t *testing.T) {
	for version, want := range map[string]string{
		"6.19.0": "datasource db {\n  provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel User {\n  id Int @id\n}\n",
		"7.1.0":  "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel User {\n  id Int @id\n}\n",
	} {
		project := files{"package.json": `{"devDependencies": {"prisma": "` + version + `"}}`, "prisma/schema.prisma": "model User {\n  id Int @id\n}\n"}
		c := start(t, project)
		c.open("prisma/schema.prisma", project["prisma/schema.prisma"])
		c.diagnostics("prisma/schema.prisma")
		fix, ok := c.fixes("prisma/schema.prisma", "mo|del User")["Add a datasource of sqlite"]
		require.True(t, ok, version)
		after := c.after(fix.Edit)["prisma/schema.prisma"]
		assert.Equal(t, want, after)
		c.change("prisma/schema.prisma", after)
		assert.Empty(t, c.diagnostics("prisma/schema.prisma"))
	}
}

func TestAPropertyIsAdded(t *testing.T) {
	project := files{"package.json": `{"devDependencies": {"prisma": "6.19.0"}}`, "prisma/schema.prisma": "datasource db {\n  provider = \"sqlite\"\n}\n\ngenerator client {\n}\n"}
	c := start(t, project)
	c.open("prisma/schema.prisma", project["prisma/schema.prisma"])
	assert.Len(t, c.diagnostics("prisma/schema.prisma"), 2)
	for marked, title := range map[string]string{"datasource |db": `Add url = env("DATABASE_URL")`, "generator |client": `Add provider = "prisma-client-js"`} {
		fix, ok := c.fixes("prisma/schema.prisma", marked)[title]
		require.True(t, ok, "%s: %v", title, slices.Collect(maps.Keys(c.fixes("prisma/schema.prisma", marked))))
		c.change("prisma/schema.prisma", c.after(fix.Edit)["prisma/schema.prisma"])
	}
	assert.Empty(t, c.diagnostics("prisma/schema.prisma"))
}

// TestModelsOfNextAuthAreCured carries out what is offered at a model that the
// adapter cannot work with: nothing is left to say then.
func TestModelsOfNextAuthAreCured(t *testing.T) {
	const config = `import NextAuth from "next-auth"
import { PrismaAdapter } from "@next-auth/prisma-adapter"
import GitHub from "next-auth/providers/github"
import { prisma } from "../../../lib/prisma"
export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHub({ clientId: "a", clientSecret: "b" })] })
`
	project := files{
		"package.json":                    `{"dependencies": {"next": "15.0.0", "next-auth": "4.24.11", "@next-auth/prisma-adapter": "1.0.7", "@prisma/client": "6.19.0"}, "devDependencies": {"prisma": "6.19.0"}}`,
		"pages/api/auth/[...nextauth].ts": config,
		"prisma/schema.prisma": "datasource db {\n  provider = \"sqlite\"\n  url      = \"file:./x.db\"\n}\n\ngenerator client {\n  provider = \"prisma-client-js\"\n}\n\n" +
			"model User {\n  id    String  @id @default(cuid())\n  email String? @unique\n}\n",
	}
	c := start(t, project)
	c.open("prisma/schema.prisma", project["prisma/schema.prisma"])
	require.NotEmpty(t, c.diagnostics("prisma/schema.prisma"))
	fix, ok := c.fixes("prisma/schema.prisma", "model |User")["Change the schema as NextAuth's adapter needs it"]
	require.True(t, ok, c.diagnostics("prisma/schema.prisma"))
	after := c.after(fix.Edit)["prisma/schema.prisma"]
	for _, model := range []string{"model Account {", "model Session {"} {
		assert.Contains(t, after, model)
	}
	c.change("prisma/schema.prisma", after)
	assert.Empty(t, c.diagnostics("prisma/schema.prisma"))
}

// carriedOut is what becomes of a project on disk by the fix of that title, as an
// editor carries it out and saves.
func (c *client) carriedOut(name, marked, title string) {
	c.t.Helper()
	fix, ok := c.fixes(name, marked)[title]
	require.True(c.t, ok, "%q is not among %q, at %q", title, slices.Collect(maps.Keys(c.fixes(name, marked))), c.diagnostics(name))
	created := ""
	for _, change := range fix.Edit.DocumentChanges {
		path := func(uri string) string { p, _ := pathOf(uri); return p }
		switch {
		case change.Kind == "create":
			created = change.URI
		case change.Kind == "rename":
			require.NoError(c.t, c.fs.Rename(path(change.OldURI), path(change.NewURI)))
		case change.TextDocument.URI == created:
			require.NoError(c.t, afero.WriteFile(c.fs, path(created), []byte(change.Edits[0].NewText), 0o644))
		default:
			text := c.after(fix.Edit)[name]
			require.NoError(c.t, afero.WriteFile(c.fs, path(change.TextDocument.URI), []byte(text), 0o644))
			c.change(name, text)
		}
	}
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{}})
}

func TestAClientInTheSchemasFolderIsMoved(t *testing.T) {
	const config = `import { defineConfig } from "prisma/config"; export default defineConfig({ schema: "prisma" })`
	const main = "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client-js\"\n  output   = \"./client\"\n}\n\nmodel User {\n  id Int @id\n}\n"
	c := start(t, files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma.config.ts": config, "prisma/main.prisma": main,
		"prisma/client/package.json": `{"name": "prisma-client-1234"}`, "prisma/client/schema.prisma": main})
	c.open("prisma/main.prisma", main)
	require.Equal(t, []string{"7: the generated client lies in the schema folder"}, c.diagnostics("prisma/main.prisma"))
	c.carriedOut("prisma/main.prisma", "output  | =", "Generate the client into ../generated/prisma")
	require.NoError(t, c.fs.RemoveAll(filepath.Join(root, "prisma/client"))) // as the finding says
	c.eventually("prisma/main.prisma")
}

func TestCopiesBelowTheMigrationsAreRenamed(t *testing.T) {
	const config = `import { defineConfig } from "prisma/config"; export default defineConfig({ schema: "prisma" })`
	const main = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id Int @id\n}\n"
	c := start(t, files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma.config.ts": config, "prisma/main.prisma": main, "prisma/migrations/1_a/schema.prisma": main})
	c.open("prisma/migrations/1_a/schema.prisma", main)
	c.diagnostics("prisma/migrations/1_a/schema.prisma")
	c.carriedOut("prisma/migrations/1_a/schema.prisma", "datasource |db", "Rename what is below the migrations to .prisma.txt")
	c.close("prisma/migrations/1_a/schema.prisma")
	c.open("prisma/main.prisma", main)
	c.eventually("prisma/main.prisma")
}

func TestASchemaThatPrismaDoesNotFindIsNamed(t *testing.T) {
	const main = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id Int @id\n}\n"
	c := start(t, files{"package.json": `{"dependencies": {"dotenv": "17.0.0"}, "devDependencies": {"prisma": "7.1.0"}, "prisma": {"schema": "db/schema.prisma"}}`, "db/schema.prisma": main})
	c.open("db/schema.prisma", main)
	require.Equal(t, []string{"1: Prisma does not find this schema"}, c.diagnostics("db/schema.prisma"))
	c.carriedOut("db/schema.prisma", "datasource |db", "Name the schema in a new prisma.config.ts")
	c.eventually("db/schema.prisma")
	config, err := afero.ReadFile(c.fs, filepath.Join(root, "prisma.config.ts"))
	require.NoError(t, err)
	assert.Contains(t, string(config), "import \"dotenv/config\";\n\nimport { defineConfig }")
}

func TestTheURLIsMovedIntoAConfig(t *testing.T) {
	const main = "datasource db {\n  provider = \"postgresql\"\n  url      = env(\"MAIN_URL\")\n}\n\nmodel User {\n  id Int @id\n}\n"
	c := start(t, files{"package.json": `{"devDependencies": {"prisma": "7.1.0"}}`, "prisma/schema.prisma": main})
	c.open("prisma/schema.prisma", main)
	require.Len(t, c.diagnostics("prisma/schema.prisma"), 1)
	c.carriedOut("prisma/schema.prisma", "url  | ", "Move url into a new prisma.config.ts")
	c.eventually("prisma/schema.prisma")
	config, err := afero.ReadFile(c.fs, filepath.Join(root, "prisma.config.ts"))
	require.NoError(t, err)
	assert.Contains(t, string(config), "schema: \"prisma/schema.prisma\",\n  datasource: { url: process.env.MAIN_URL },\n")
	c.change("prisma/schema.prisma", main)
	c.diagnostics("prisma/schema.prisma")
	assert.NotContains(t, c.fixes("prisma/schema.prisma", "url  | "), "Move url into a new prisma.config.ts", "there is a config")
}
