package join

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
	"create-app/project"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// workspace is a monorepo whose app has its database from a package, @acme/db.
func workspace(more map[string]string) map[string]string {
	app := nextAppWith(`"@acme/db": "workspace:*"`)
	delete(app, "package-lock.json")
	return with(with(below("apps/web", app), map[string]string{
		"package.json":        `{"name": "root", "private": true}`,
		"pnpm-workspace.yaml": "packages:\n  - apps/*\n  - packages/*\n",
		"pnpm-lock.yaml":      "lockfileVersion: '9.0'\n",

		"packages/db/package.json":         `{"name": "@acme/db", "dependencies": {"@prisma/client": "~6.4.0"}, "devDependencies": {"prisma": "~6.4.0"}}`,
		"packages/db/prisma/schema.prisma": schema6,
		"packages/db/src/index.ts":         "import { PrismaClient } from '@prisma/client'\nexport const db = globalThis.db ?? new PrismaClient()\n",
		"packages/ui/package.json":         `{"name": "@acme/ui", "dependencies": {"@prisma/client": "^7.0.0"}}`,
	}), more)
}

// pnpm links what package.json asks for: a package that the app has through another is asked for with its client.
func TestTheDatabasePackageThatTheAppHasThroughAnother(t *testing.T) {
	files := workspace(map[string]string{"packages/api/package.json": `{"name": "@acme/api", "dependencies": {"@acme/db": "workspace:*"}}`})
	files["apps/web/package.json"] = strings.Replace(files["apps/web/package.json"], "@acme/db", "@acme/api", 1)
	root := sandbox.Lay(t, files)
	added(t, filepath.Join(root, "apps/web"), nil)
	after := sandbox.Snapshot(t, root)
	assert.Contains(t, after["apps/web/server/db/client.ts"], "from \"@acme/db\"")
	assert.Contains(t, after["apps/web/package.json"], `"@acme/db": "workspace:*"`)
	assert.Contains(t, after["apps/web/package.json"], `"@acme/api": "workspace:*"`)
}

func TestAddUsesTheDatabasePackageOfTheWorkspace(t *testing.T) {
	root := sandbox.Lay(t, workspace(nil))
	before := sandbox.Snapshot(t, root)
	addition := added(t, filepath.Join(root, "apps/web"), nil)
	assert.Equal(t, "6", addition.Options.Prisma)
	assert.Equal(t, "postgresql", addition.Options.Database)
	assert.Equal(t, []string{
		".env", ".env.example", "app/api/auth/[...nextauth]/route.ts", "server/auth.ts", "server/db/client.ts", "server/env.ts", "types/next-auth.d.ts",
	}, paths(addition, change.Create), "no second schema")
	assert.Contains(t, titles(addition), "run \"create-app auth\" in packages/db: NextAuth's models belong into the schema of @acme/db")
	assert.NotContains(t, strings.Join(scaffold.Commands(addition.NextSteps(false)), "\n"), "db:push")

	after := sandbox.Snapshot(t, root)
	assert.Contains(t, after["apps/web/server/db/client.ts"], "export { db as prisma } from \"@acme/db\";\n")
	text := after["apps/web/package.json"]
	assert.Contains(t, text, `"@prisma/client": "~6.4.0"`, "the types that the adapter asks for are those of the package's release")
	for _, unwanted := range []string{`"prisma":`, "db:push", "postinstall", "adapter-pg"} {
		assert.NotContains(t, strings.ReplaceAll(text, `"prisma": 6`, ""), unwanted)
	}
	assert.NotContains(t, after["apps/web/.env"], "DATABASE_URL")
	for path, was := range before {
		if !strings.HasPrefix(path, "apps/web") {
			assert.Equal(t, was, after[path], path)
		}
	}
}

// Where an app of a workspace gets no .env, what the root ignores is enough.
func TestNoGitignoreForNothing(t *testing.T) {
	for name, root := range map[string]string{"one-file": "node_modules\n.env\n.env.local\n", "all": "node_modules\n.env*\n"} {
		t.Run(name, func(t *testing.T) {
			files := workspace(map[string]string{".git/HEAD": "ref: refs/heads/main\n", ".gitignore": root, "apps/web/.gitignore": ""})
			dir := sandbox.Lay(t, files)
			added(t, filepath.Join(dir, "apps/web"), func(o *scaffold.Options) { o.Auth, o.Providers = "none", nil }, "auth")
			after := sandbox.Snapshot(t, dir)
			assert.NotContains(t, after, "apps/web/.env.example")
			assert.NotContains(t, after, "apps/web/.gitignore")

			dir = sandbox.Lay(t, files)
			added(t, filepath.Join(dir, "apps/web"), nil)
			assert.Contains(t, sandbox.Snapshot(t, dir)["apps/web/.gitignore"], "!.env.example", "with NextAuth there are variables")
		})
	}
}

func TestAddToAWorkspaceOnPrisma7(t *testing.T) {
	root := sandbox.Lay(t, workspace(map[string]string{
		"packages/db/package.json":         `{"name": "@acme/db", "dependencies": {"@prisma/client": "7.9.0", "prisma": "7.9.0"}}`,
		"packages/db/prisma/schema.prisma": "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n",
		"packages/db/src/index.ts":         "export * from './client'\n",
		"packages/db/src/client.ts":        "new PrismaClient()\n",
	}))
	addition := added(t, filepath.Join(root, "apps/web"), nil)
	assert.Equal(t, "7", addition.Options.Prisma)
	assert.Contains(t, titles(addition), "let @acme/db export its PrismaClient, and pass it on from server/db/client.ts as prisma")
	assert.Contains(t, titles(addition), "set DATABASE_URL in .env as packages/db has it")
	assert.Contains(t, sandbox.Snapshot(t, root)["apps/web/package.json"], `"@prisma/client": "7.9.0"`)

	_, err := planAdd(t, filepath.Join(root, "apps/web"), prisma6, "prisma")
	assert.EqualError(t, err, "the project is on Prisma 7 (package.json, for @acme/db), and files for 6 would not run with it")
}

func TestADatabasePackageThatTheAppDoesNotUseIsNone(t *testing.T) {
	root := sandbox.Lay(t, workspace(map[string]string{"apps/web/package.json": nextApp()["package.json"]}))
	_, err := planAdd(t, filepath.Join(root, "apps/web"), nil)
	var refused *change.Error
	require.ErrorAs(t, err, &refused, "it may want that one, or none")
	assert.Equal(t, `the workspace has a Prisma schema in ../../packages/db, and "." does not depend on it`, refused.Message)
	assert.Contains(t, refused.Advice, "need no Prisma")

	addition := added(t, filepath.Join(root, "apps/web"), nil, "db")
	assert.Contains(t, paths(addition, change.Create), "prisma/schema.prisma")

	root = sandbox.Lay(t, workspace(map[string]string{"apps/web/package.json": nextApp()["package.json"],
		"apps/jobs/package.json": `{"name": "jobs", "dependencies": {"@acme/db": "workspace:*"}}`}))
	_, err = planAdd(t, filepath.Join(root, "apps/web"), nil)
	require.ErrorAs(t, err, &refused)
	assert.Contains(t, refused.Advice, `add "@acme/db": "workspace:*" to its dependencies`)
}

func TestADatabasePackageWithThePrismaOfTheRoot(t *testing.T) {
	root := sandbox.Lay(t, workspace(map[string]string{
		"package.json":             `{"name": "root", "private": true, "devDependencies": {"prisma": "~6.4.0"}}`,
		"packages/db/package.json": `{"name": "@acme/db"}`,
	}))
	addition := added(t, filepath.Join(root, "apps/web"), nil)
	assert.NotContains(t, paths(addition, change.Create), "prisma/schema.prisma")
	assert.Contains(t, sandbox.Snapshot(t, root)["apps/web/package.json"], `"@prisma/client": "~6.4.0"`)
}

// What makes a client when it is asked for one is no client.
func TestADatabasePackageThatMakesItsClientLater(t *testing.T) {
	for _, text := range []string{
		"export const client = { get db() { return make() } }\n",
		"export const db = () => make()\n",
		"export const prisma = async (url: string) => make()\n",
		"export const db = (url: string): PrismaClient => make()\n",
	} {
		root := sandbox.Lay(t, workspace(map[string]string{
			"packages/db/src/index.ts": "import { PrismaClient } from '@prisma/client'\nconst make = () => (globalThis.p ??= new PrismaClient())\n" + text,
		}))
		addition := added(t, filepath.Join(root, "apps/web"), nil)
		assert.NotContains(t, paths(addition, change.Create), "server/db/client.ts", text)
		assert.Contains(t, titles(addition), "let @acme/db export its PrismaClient", text)
	}
	root := sandbox.Lay(t, workspace(map[string]string{
		"packages/db/src/index.ts": "import { PrismaClient } from '@prisma/client'\nexport const db = (globalThis.p ??= new PrismaClient())\n",
	}))
	assert.Contains(t, paths(added(t, filepath.Join(root, "apps/web"), nil), change.Create), "server/db/client.ts")
}

// The entry of a package may not pass its client on.
func TestADatabasePackageWhoseEntryHasNoClient(t *testing.T) {
	const (
		made     = "import { PrismaClient } from '@prisma/client'\nconst prisma = (globalThis.p ??= new PrismaClient())\n"
		manifest = `{"name": "@acme/db", "main": "./index.ts"%s, "dependencies": {"@prisma/client": "~6.4.0"}, "devDependencies": {"prisma": "~6.4.0"}}`
	)
	for _, test := range []struct{ name, exports, entry, client, want string }{
		{"types-alone", "", "export * from '@prisma/client'\n", "export default prisma\n", `export { default as prisma } from "@acme/db/client"`},
		{"star-has-no-default", "", "export * from './client'\n", "export default prisma\n", `export { default as prisma } from "@acme/db/client"`},
		{"star-has-names", "", "export * from './client'\n", "export { prisma }\n", `export { prisma } from "@acme/db"`},
		{"default-passed", "", "export { default } from './client'\n", "export default prisma\n", `export { default as prisma } from "@acme/db"`},
		{"default-taken-and-given", "", "import db from './client'\nexport default db\n", "export default prisma\n", `export { default as prisma } from "@acme/db"`},
		{"exports", `, "exports": {".": "./index.ts", "./prisma": "./client.ts"}`, "export * from './client'\n", "export default prisma\n", `export { default as prisma } from "@acme/db/prisma"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := workspace(map[string]string{
				"packages/db/package.json": fmt.Sprintf(manifest, test.exports), "packages/db/index.ts": test.entry, "packages/db/client.ts": made + test.client,
			})
			delete(all, "packages/db/src/index.ts")
			root := sandbox.Lay(t, all)
			added(t, filepath.Join(root, "apps/web"), nil)
			assert.Contains(t, sandbox.Snapshot(t, root)["apps/web/server/db/client.ts"], test.want)
		})
	}
}

// The root of a workspace may have Next.js for its packages.
func TestTheNextOfTheRoot(t *testing.T) {
	app := nextApp()
	app["package.json"] = strings.NewReplacer(`"next": `, `"nexts": `).Replace(app["package.json"])
	root := sandbox.Lay(t, with(below("apps/web", app), map[string]string{
		"package.json": `{"name": "root", "workspaces": ["apps/*"], "dependencies": {"next": "15.3.1", "react": "19.1.0", "react-dom": "19.1.0"}}`,
	}))
	_, err := planAdd(t, root, nil)
	var refused *change.Error
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, `"." is the root of a workspace and has Next.js for its packages: it is no app itself`, refused.Message)
	assert.Contains(t, refused.Advice, "the workspace has Next.js in apps/web")
	assert.Contains(t, paths(added(t, filepath.Join(root, "apps/web"), nil), change.Create), "prisma/schema.prisma")
}

// A package of a workspace may have Next.js for what it gives to apps.
func TestALibraryWithNext(t *testing.T) {
	root := sandbox.Lay(t, with(below("apps/web", nextApp()), map[string]string{
		"package.json":               `{"name": "root", "workspaces": ["apps/*", "packages/*"]}`,
		"packages/auth/package.json": `{"name": "@acme/auth", "scripts": {"lint": "eslint"}, "dependencies": {"next": "15.3.1", "next-auth": "4.24.11"}}`,
		"packages/auth/src/index.ts": "",
	}))
	_, err := planAdd(t, filepath.Join(root, "packages/auth"), nil)
	var refused *change.Error
	require.ErrorAs(t, err, &refused)
	assert.Contains(t, refused.Message, "no Next.js project")
	assert.Contains(t, refused.Advice, "the workspace has Next.js in ../../apps/web; add to one of these")

	alone := sandbox.Lay(t, map[string]string{"package.json": `{"name": "site", "dependencies": {"next": "15.3.1", "react": "19.1.0", "react-dom": "19.1.0"}}`})
	assert.Contains(t, paths(added(t, alone, nil), change.Create), "prisma/schema.prisma")
}

func TestASchemaThatIsSomewhereIsNotGivenASecond(t *testing.T) {
	for _, config := range []string{"export default { schema: place() }\n", "export default { schema: 'db/missing.prisma' }\n"} {
		dir := sandbox.Lay(t, with(nextApp(), map[string]string{"prisma.config.ts": config}))
		_, err := planAdd(t, dir, nil)
		require.Error(t, err, config)
		assert.NotContains(t, sandbox.Snapshot(t, dir), "prisma/schema.prisma")
	}
}

func TestAddBesideADatabasePackageWithoutAClient(t *testing.T) {
	root := sandbox.Lay(t, workspace(map[string]string{
		"packages/db/package.json":         `{"name": "@acme/db", "dependencies": {"kysely": "0.27.2"}, "devDependencies": {"prisma": "~6.4.0"}}`,
		"packages/db/prisma/schema.prisma": strings.Replace(schema6, "prisma-client-js", "prisma-kysely", 1),
	}))
	_, err := planAdd(t, filepath.Join(root, "apps/web"), nil)
	var refused *change.Error
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "the schema of @acme/db, in packages/db, generates no PrismaClient, and NextAuth's adapter for Prisma needs one", refused.Message)
	assert.Contains(t, refused.Advice, "Kysely")
}

func TestAddNamesAnotherORM(t *testing.T) {
	for name, want := range map[string]string{"drizzle-orm": "Drizzle", "kysely": "Kysely", "mongoose": "Mongoose"} {
		dir := sandbox.Lay(t, nextAppWith(`"`+name+`": "1.0.0"`))
		found, err := project.Find(afero.NewOsFs(), dir, Needs(project.Options{}))
		require.NoError(t, err)
		seen, err := Look(afero.NewOsFs(), found)
		require.NoError(t, err)
		assert.Contains(t, seen.besides(), want)
	}
	dir := sandbox.Lay(t, with(below("apps/web", nextAppWith(`"@acme/data": "*"`)), map[string]string{
		"package.json":               `{"name": "root", "private": true, "workspaces": ["apps/*", "packages/*"]}`,
		"packages/data/package.json": `{"name": "@acme/data", "dependencies": {"drizzle-orm": "1.0.0"}}`,
		"packages/jobs/package.json": `{"name": "@acme/jobs", "dependencies": {"knex": "1.0.0"}}`,
	}))
	app, err := project.Find(afero.NewOsFs(), filepath.Join(dir, "apps/web"), Needs(project.Options{}))
	require.NoError(t, err)
	in, err := Look(afero.NewOsFs(), app)
	require.NoError(t, err)
	assert.Equal(t, "Drizzle (drizzle-orm, in @acme/data)", in.besides())
	dir = sandbox.Lay(t, nextAppWith(`"drizzle-orm": "1.0.0", "@prisma/client": "^6.0.0"`))
	found, err := project.Find(afero.NewOsFs(), dir, Needs(project.Options{}))
	require.NoError(t, err)
	seen, err := Look(afero.NewOsFs(), found)
	require.NoError(t, err)
	assert.Empty(t, seen.besides(), "they are side by side already")
}
