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

// nextAppWith is nextApp with more dependencies.
func nextAppWith(dependencies string) map[string]string {
	files := nextApp()
	files["package.json"] = strings.Replace(files["package.json"], `"next": `, dependencies+",\n    \"next\": ", 1)
	return files
}

func prisma6(o *scaffold.Options) { o.Prisma = "6" }

const (
	schema6 = "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel Post {\n  id Int @id\n}\n"
	both6   = "\"@prisma/client\": \"~6.4.0\",\n    \"prisma\": \"~6.4.0\""
)

func TestAddFollowsThePrismaOfTheProject(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"ranges":       nextAppWith(both6),
		"client-alone": nextAppWith(`"@prisma/client": "^6.4.0"`),
		"older-one":    nextAppWith(`"prisma": "5.22.0"`),
		"lockfile": with(nextAppWith(`"prisma": "latest"`), map[string]string{
			"package-lock.json": `{"name":"web","lockfileVersion":3,"packages":{"":{},"node_modules/prisma":{"version":"6.19.3"}}}`,
		}),
		"schema-form": with(nextApp(), map[string]string{"prisma/schema.prisma": schema6}),
	} {
		t.Run(name, func(t *testing.T) {
			dir := sandbox.Lay(t, files)
			addition := added(t, dir, nil)
			assert.Equal(t, "6", addition.Options.Prisma)
			after := sandbox.Snapshot(t, dir)
			assert.NotContains(t, after, "prisma.config.ts")
			assert.Contains(t, after["prisma/schema.prisma"], "prisma-client-js")
			assert.Contains(t, after["server/db/client.ts"], `from "@prisma/client"`)
			assert.NotContains(t, after["package.json"], "adapter-libsql")
			assert.NotContains(t, after["package.json"], "7.10")
			assert.Contains(t, after["package.json"], "\"prisma\": 6,")
			assert.NotContains(t, titles(addition), "package.json asks for")
		})
	}
}

// Where Prisma refuses the schema, what would run it while packages install is left out, and said.
func TestPostinstallWaitsForTheSchema(t *testing.T) {
	const said, both7 = "correct the schema, then let postinstall in package.json generate the client", `"@prisma/client": "7.10.0", "prisma": "7.10.1"`
	for name, c := range map[string]struct {
		packages, schema string
		refused          bool
	}{
		"sound":          {both6, schema6, false},
		"misspelled":     {both6, strings.Replace(schema6, "id Int @id", "id Int @idd", 1), true},
		"of-prisma-6":    {both7, schema6, true},
		"no-id":          {both6, strings.Replace(schema6, "@id", "", 1), true},
		"older-takes-it": {`"@prisma/client": "3.15.2", "prisma": "3.15.2"`, schema6 + "model A {\n  id Int @id\n  b B?\n}\nmodel B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n", false},
		"newer-refuses":  {both6, schema6 + "model A {\n  id Int @id\n  b B?\n}\nmodel B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n", true},
		"warnings-alone": {both6, strings.Replace(schema6, "\"prisma-client-js\"", "\"prisma-client-js\"\n  previewFeatures = [\"jsonProtocol\"]", 1), false},
		"without-prisma": {`"zod": "3.0.0"`, schema6, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := sandbox.Lay(t, with(nextAppWith(c.packages), map[string]string{"prisma/schema.prisma": c.schema}))
			addition := added(t, dir, func(o *scaffold.Options) { o.Auth, o.Providers = "none", nil })
			after := sandbox.Snapshot(t, dir)
			if c.refused {
				assert.NotContains(t, after["package.json"], "postinstall")
				assert.Contains(t, titles(addition), said)
				return
			}
			assert.Contains(t, after["package.json"], `"postinstall": "prisma generate"`)
			assert.NotContains(t, titles(addition), said)
		})
	}
}

func TestAddRefusesTheOtherPrisma(t *testing.T) {
	for _, test := range []struct {
		name, asked, message string
		files                map[string]string
	}{
		{"7-to-6", "7", "the project is on Prisma 6 (package.json), and files for 7 would not run with it", nextAppWith(both6)},
		{"6-to-7", "6", "the project is on Prisma 7 (package.json), and files for 6 would not run with it", nextAppWith(`"prisma": "^7.1.0"`)},
		{"7-to-schema-of-6", "7", "the project is on Prisma 6 (the url of the datasource in prisma/schema.prisma), and files for 7 would not run with it",
			with(nextApp(), map[string]string{"prisma/schema.prisma": schema6})},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, test.files)
			before := sandbox.Snapshot(t, dir)
			_, err := planAdd(t, dir, func(o *scaffold.Options) { o.Prisma = test.asked }, "prisma")
			var option *scaffold.OptionError
			require.ErrorAs(t, err, &option)
			assert.Equal(t, "prisma", option.Option)
			assert.Equal(t, test.message, option.Message)
			assert.Contains(t, option.Advice, "take prisma and @prisma/client to "+test.asked+" first")
			assert.Equal(t, before, sandbox.Snapshot(t, dir))
		})
	}
	_, err := planAdd(t, sandbox.Lay(t, nextAppWith(`"prisma": "^8.0.0"`)), nil)
	assert.EqualError(t, err, "the project is on Prisma 8 (package.json), and create-app writes for 6 and 7")
}

func TestAddTakesThePrismaThatIsAskedForWhereThereIsNone(t *testing.T) {
	dir := sandbox.Lay(t, nextApp())
	added(t, dir, prisma6, "prisma")
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["package.json"], `"prisma": "6.`)
	assert.NotContains(t, after, "prisma.config.ts")
	again, err := planAdd(t, dir, nil)
	require.NoError(t, err)
	assert.Empty(t, again.Plan.Changes, "a run without the flag knows it")
}

func TestTheTwoPackagesOfPrismaStayOfOneRelease(t *testing.T) {
	dir := sandbox.Lay(t, nextAppWith(`"prisma": "~6.4.0"`))
	added(t, dir, nil)
	assert.Contains(t, sandbox.Snapshot(t, dir)["package.json"], `"@prisma/client": "~6.4.0"`)
}

func TestTheScriptsThatAreMissingAreAdded(t *testing.T) {
	files := nextApp()
	files["package.json"] = `{"name": "web", "scripts": {"dev": "node server.js", "db:push": "mine"}, "dependencies": {"next": "16.4.6"}}`
	dir := sandbox.Lay(t, files)
	added(t, dir, nil)
	text := sandbox.Snapshot(t, dir)["package.json"]
	for _, want := range []string{
		`"dev": "node server.js"`, `"db:push": "mine"`, `"build": "next build"`, `"start": "next start"`, `"typecheck": "tsc --noEmit"`, `"db:deploy": "prisma migrate deploy"`,
	} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "next dev")
	assert.NotContains(t, text, "db:studio", "which file holds the rows is not known")
}

func TestAddToAPrisma6SchemaImportsItsClient(t *testing.T) {
	files := with(nextAppWith(both6), map[string]string{
		"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "src/app/page.tsx": "page\n",
		"prisma/schema.prisma": strings.Replace(schema6, "-js\"", "-js\"\n  output   = \"../src/generated/db\"", 1),
		".env":                 "DATABASE_URL=postgresql://x\n",
	})
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, nil)
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["src/server/db/client.ts"], "import { PrismaClient } from \"../../generated/db\";\n")
	assert.Contains(t, after["prisma/schema.prisma"], "model Account {")
	assert.Contains(t, after["prisma/schema.prisma"], "url      = env(\"DATABASE_URL\")")
	assert.NotContains(t, titles(addition), "PrismaClient")
}

func TestEngineClient(t *testing.T) {
	for _, test := range []struct{ file, generator, want string }{
		{"prisma/schema.prisma", `provider = "prisma-client-js"`, "@prisma/client"},
		{"prisma/schema.prisma", "provider = \"prisma-client-js\"\n  output = \"../node_modules/.prisma/client\"", "@prisma/client"},
		{"prisma/schema.prisma", "provider = \"prisma-client-js\"\n  output = \"../node_modules/@acme/db\"", "@acme/db"},
		{"prisma/schema.prisma", "provider = \"prisma-client-js\"\n  output = \"../generated/prisma\"", "../../generated/prisma"},
		{"prisma/schema/main.prisma", "provider = \"prisma-client-js\"\n  output = \"../../server/generated\"", "../generated"},
		{"schema.prisma", "provider = \"prisma-client\"\n  output = \"./server/db/made\"", "./made/client"},
		{"schema.prisma", "provider = \"prisma-client\"", ""},
		{"schema.prisma", "provider = \"prisma-client-js\"\n  engineType = \"client\"", ""},
		{"schema.prisma", "provider = \"prisma-client-js\"\n  output = env(\"OUT\")", ""},
		{"schema.prisma", "provider = \"prisma-client-js\"\n  output = \"../other/place\"", ""},
		{"schema.prisma", "provider = \"prisma-client-js\"\n  output = \"/abs\"", ""},
		{"schema.prisma", `provider = "prisma-erd-generator"`, ""},
	} {
		dir := sandbox.Lay(t, map[string]string{"package.json": `{"dependencies": {"prisma": "6"}}`, test.file: "generator x {\n  " + test.generator + "\n}\n"})
		found, err := project.Find(afero.NewOsFs(), dir, project.Options{Schema: test.file})
		require.NoError(t, err)
		assert.Equal(t, test.want, engineClient(found, "server/db/client.ts"), test.generator)
	}
}

func TestOurOwnPrisma6ProjectIsAddedToAndMoved(t *testing.T) {
	for _, alter := range []func(*scaffold.Options){
		prisma6,
		func(o *scaffold.Options) { prisma6(o); o.Database, o.SrcDir, o.PackageManager = "mysql", true, "pnpm" },
		func(o *scaffold.Options) { prisma6(o); o.Auth, o.Providers = "none", nil },
		func(o *scaffold.Options) { prisma6(o); o.Database = "planetscale" },
	} {
		dir := made(t, alter)
		addition, err := planAdd(t, dir, nil)
		require.NoError(t, err)
		assert.Empty(t, addition.Plan.Changes)
		assert.Equal(t, "6", addition.Options.Prisma)
	}

	dir := made(t, prisma6)
	before := sandbox.Snapshot(t, dir)
	plan := movedTo(t, dir, "postgresql")
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["prisma/schema.prisma"], "  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n")
	assert.Contains(t, after, "compose.yaml")
	assert.Equal(t, before["server/db/client.ts"], after["server/db/client.ts"])
	assert.NotContains(t, after["package.json"], "@prisma/adapter-")
	assert.Contains(t, after["README.md"], "PostgreSQL")
	assert.Len(t, plan.Steps, 2, "%v", plan.Steps)
	movedTo(t, dir, "sqlite")
	assert.Equal(t, without(before, ".env"), without(sandbox.Snapshot(t, dir), ".env"))
}

// With Prisma 6 the schema alone reads the URL: under the name it has, from the file where it stands.
func TestTheURLOfAPrisma6SchemaIsNotSetTwice(t *testing.T) {
	dir := sandbox.Lay(t, with(nextAppWith(both6), map[string]string{
		"prisma/schema.prisma": schema6,
		"prisma/.env":          "DATABASE_URL=postgresql://ann:secret@db/x\n",
	}))
	addition := added(t, dir, nil)
	after := sandbox.Snapshot(t, dir)
	assert.NotContains(t, after[".env"], "DATABASE_URL", "Prisma 6 would stop at a variable of both files")
	assert.Contains(t, after[".env"], "NEXTAUTH_SECRET=")
	assert.NotContains(t, titles(addition), "DATABASE_URL")

	dir = sandbox.Lay(t, with(nextAppWith(both6), map[string]string{
		"prisma/schema.prisma": strings.Replace(schema6, "DATABASE_URL", "POSTGRES_PRISMA_URL", 1),
		".env":                 "POSTGRES_PRISMA_URL=postgresql://x\n",
	}))
	addition = added(t, dir, nil)
	after = sandbox.Snapshot(t, dir)
	assert.Contains(t, after[".env"], "POSTGRES_PRISMA_URL=postgresql://x\n")
	assert.NotContains(t, after[".env"]+after[".env.example"], "DATABASE_URL")
	assert.NotContains(t, titles(addition), "DATABASE_URL")

	for _, url := range []string{`"postgresql://localhost/x"`, `"file:./dev.db"`} { // and where it has it itself, from nowhere
		text := strings.Replace(schema6, `env("DATABASE_URL")`, url, 1)
		if strings.Contains(url, "file:") {
			text = strings.Replace(text, `"postgresql"`, `"sqlite"`, 1)
		}
		dir = sandbox.Lay(t, with(nextAppWith(both6), map[string]string{"prisma/schema.prisma": text}))
		addition = added(t, dir, nil)
		after = sandbox.Snapshot(t, dir)
		assert.Contains(t, after[".env"], "NEXTAUTH_SECRET=")
		assert.NotContains(t, after[".env"]+after[".env.example"], "DATABASE_URL", url)
		assert.NotContains(t, titles(addition), "DATABASE_URL", url)
	}
}

func TestAddFindsTheClientWhereverItIsShared(t *testing.T) {
	const makes = "import { PrismaClient } from '@prisma/client'\nexport const prisma = globalThis.db ?? new PrismaClient()\n"
	for _, test := range []struct{ at, text, want, step string }{
		{"modules/database/connection.ts", makes, "export { prisma } from \"../../modules/database/connection\";\n", ""},
		{"server/db/index.ts", makes, "export { prisma } from \"./index\";\n", ""},
		{"lib/prisma.js", strings.Replace(makes, "const prisma", "const db", 1), "export { db as prisma } from \"../../lib/prisma\";\n", ""},
		{"lib/prisma.ts", strings.Replace(makes, "export const", "const", 1), "", "add export { prisma }; to lib/prisma.ts, and pass it on from server/db/client.ts: export { prisma } from \"../../lib/prisma\";"},
		{"server/db/client.js", makes, "", ""},
		{"server/db/client.ts", strings.Replace(makes, "const prisma", "const db", 1), "", "add export { db as prisma }; to server/db/client.ts"},
		{"lib/db.ts", "import { PrismaClient } from '@prisma/client'\nlet one: PrismaClient | undefined\nexport function getPrisma() {\n  one ??= new PrismaClient()\n  return one\n}\n", "", "add export const prisma = getPrisma(); to lib/db.ts, and pass it on"},
		{"lib/db/index.ts", "import { PrismaClient } from '@prisma/client'\nlet one: PrismaClient\none = new PrismaClient()\nexport const users = () => one.user.findMany()\n", "", "add export { one as prisma }; to lib/db/index.ts, and pass it on"},
		{"utils/db.ts", "import { PrismaClient } from '@prisma/client'\nexport const getDb = async () => {\n  return new PrismaClient()\n}\n", "", "export the PrismaClient of utils/db.ts as prisma, and pass it on"},
	} {
		t.Run(test.at, func(t *testing.T) {
			dir := sandbox.Lay(t, with(nextAppWith(both6), map[string]string{
				"prisma/schema.prisma": schema6, test.at: test.text, ".env": "DATABASE_URL=postgresql://x\n",
				"scripts/seed.ts": "new PrismaClient()\n",
			}))
			addition := added(t, dir, nil)
			after := sandbox.Snapshot(t, dir)
			assert.Equal(t, "-rw-r--r-- "+test.text, after[test.at])
			if test.want == "" {
				assert.NotContains(t, paths(addition, change.Create), "server/db/client.ts")
			} else {
				assert.Contains(t, after["server/db/client.ts"], test.want)
			}
			if test.step == "" {
				assert.NotContains(t, titles(addition), "PrismaClient")
			} else {
				assert.Contains(t, titles(addition), test.step)
			}
		})
	}
}

// Layouts that people have: what is written goes where theirs is, and nothing of theirs is touched.
func TestAddToPrisma6ProjectsOfEveryLayout(t *testing.T) {
	next := func(version, more string) string {
		return `{"name": "web", ` + more + `"dependencies": {"next": "` + version + `", "react": "18.3.1", "@prisma/client": "6.19.3"}, "devDependencies": {"prisma": "6.19.3"}}`
	}
	for _, test := range []struct {
		name    string
		files   map[string]string
		dir     string
		manager string
		client  string
	}{
		{
			"javascript-on-next-14-below-src-with-yarn",
			map[string]string{
				"package.json": next("14.2.35", ""), "jsconfig.json": `{"compilerOptions": {"paths": {"~/*": ["./src/*"]}}}`,
				"src/app/page.jsx": "x", "yarn.lock": "# yarn lockfile v1\n",
			},
			"", "yarn", "src/server/db/client.ts",
		},
		{
			"es-module-on-next-15-with-bun",
			map[string]string{
				"package.json": next("^15.1.0", `"type": "module", `), "tsconfig.json": `{"compilerOptions": {"paths": {"@/*": ["./*"]}}}`,
				"app/page.tsx": "x", "bun.lock": "{\n  \"lockfileVersion\": 1,\n}\n",
			},
			"", "bun", "server/db/client.ts",
		},
		{
			"pages-in-pnpm-workspace",
			map[string]string{
				"package.json": `{"name": "root", "private": true}`, "pnpm-workspace.yaml": "packages:\n  - apps/*\n", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
				"apps/web/package.json": next("16.4.5", ""), "apps/web/tsconfig.json": `{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}`,
				"apps/web/src/pages/index.tsx": "x",
			},
			"apps/web", "pnpm", "src/server/db/client.ts",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := sandbox.Lay(t, test.files)
			before := sandbox.Snapshot(t, root)
			dir := filepath.Join(root, filepath.FromSlash(test.dir))
			addition := added(t, dir, nil)
			assert.Equal(t, test.manager, addition.Options.PackageManager)
			assert.Equal(t, "6", addition.Options.Prisma)
			after := sandbox.Snapshot(t, dir)
			assert.Contains(t, after[test.client], `from "@prisma/client"`)
			assert.Contains(t, after["prisma/schema.prisma"], "prisma-client-js")
			for _, want := range []string{`"dev": "next dev"`, `"typecheck": "tsc --noEmit"`, `"@prisma/client": "6.19.3"`, `"prisma": "6.19.3"`} {
				assert.Contains(t, after["package.json"], want)
			}
			for path, text := range sandbox.Snapshot(t, root) {
				if was, there := before[path]; there && !strings.HasSuffix(path, "package.json") {
					assert.Equal(t, was, text, path)
				}
			}
		})
	}
}

func TestAddGivesJavaScriptTheTypesThatNextAsksFor(t *testing.T) {
	files := with(nextApp(), map[string]string{"tsconfig.json": "", "package.json": `{"name": "web", "dependencies": {"next": "14.2.35", "react": "^18.3.1"}}`})
	dir := sandbox.Lay(t, files)
	added(t, dir, nil)
	text := sandbox.Snapshot(t, dir)["package.json"]
	assert.Contains(t, text, `"@types/react": "^18"`)
	assert.Contains(t, text, `"typescript": "5.`)
}

func TestAddAnswersPnpm(t *testing.T) {
	pnpm := func(more map[string]string) map[string]string {
		return with(with(nextApp(), map[string]string{"package-lock.json": "", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n"}), more)
	}
	dir := sandbox.Lay(t, pnpm(nil))
	added(t, dir, nil)
	assert.Contains(t, sandbox.Snapshot(t, dir)["pnpm-workspace.yaml"], `"@prisma/engines": false`)

	const own = "ignoredBuiltDependencies:\n  - sharp\n"
	dir = sandbox.Lay(t, pnpm(map[string]string{"pnpm-workspace.yaml": own}))
	addition := added(t, dir, prisma6, "prisma")
	assert.Equal(t, "-rw-r--r-- "+own, sandbox.Snapshot(t, dir)["pnpm-workspace.yaml"])
	assert.Contains(t, titles(addition), "let pnpm know that Prisma's install scripts need not run")

	dir = sandbox.Lay(t, with(below("apps/web", pnpm(map[string]string{"pnpm-lock.yaml": ""})), map[string]string{
		"package.json": `{"name": "root"}`, "pnpm-lock.yaml": "lockfileVersion: '9.0'\n", "pnpm-workspace.yaml": "packages: [apps/*]\nallowBuilds:\n  '@prisma/engines': true\n",
	}))
	addition = added(t, filepath.Join(dir, "apps/web"), nil)
	assert.NotContains(t, titles(addition), "pnpm", "the workspace has answered")
	assert.NotContains(t, paths(addition, change.Create), "pnpm-workspace.yaml")

	files := pnpm(map[string]string{"package.json": nextAppWith(both6)["package.json"]})
	addition = added(t, sandbox.Lay(t, files), nil)
	assert.NotContains(t, paths(addition, change.Create), "pnpm-workspace.yaml", "who had Prisma has answered")
	assert.NotContains(t, titles(addition), "pnpm")
}
