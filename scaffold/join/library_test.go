package join

import (
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
	addition := added(t, filepath.Join(root, "apps/web"), nil)
	assert.Contains(t, paths(addition, change.Create), "prisma/schema.prisma")
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
	dir := sandbox.Lay(t, nextAppWith(`"drizzle-orm": "1.0.0", "@prisma/client": "^6.0.0"`))
	found, err := project.Find(afero.NewOsFs(), dir, Needs(project.Options{}))
	require.NoError(t, err)
	seen, err := Look(afero.NewOsFs(), found)
	require.NoError(t, err)
	assert.Empty(t, seen.besides(), "they are side by side already")
}
