package scaffold

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/syntax"
)

// nextAppWith is nextApp with more dependencies.
func nextAppWith(dependencies string) map[string]string {
	files := nextApp()
	files["package.json"] = strings.Replace(files["package.json"], `"next": `, dependencies+",\n    \"next\": ", 1)
	return files
}

func prisma6(o *Options) { o.Prisma = "6" }

const (
	schema6 = "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel Post {\n  id Int @id\n}\n"
	both6   = "\"@prisma/client\": \"~6.4.0\",\n    \"prisma\": \"~6.4.0\""
)

func TestAddFollowsThePrismaOfTheProject(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"ranges":           nextAppWith(both6),
		"the client alone": nextAppWith(`"@prisma/client": "^6.4.0"`),
		"an older one":     nextAppWith(`"prisma": "5.22.0"`),
		"the lockfile": with(nextAppWith(`"prisma": "latest"`), map[string]string{
			"package-lock.json": `{"name":"web","lockfileVersion":3,"packages":{"":{},"node_modules/prisma":{"version":"6.19.3"}}}`,
		}),
		"the schema's form": with(nextApp(), map[string]string{"prisma/schema.prisma": schema6}),
	} {
		t.Run(name, func(t *testing.T) {
			dir := lay(t, files)
			addition := added(t, dir, nil)
			assert.Equal(t, "6", addition.Options.Prisma)
			after := snapshot(t, dir)
			assert.NotContains(t, after, "prisma.config.ts")
			assert.Contains(t, after["prisma/schema.prisma"], "prisma-client-js")
			assert.Contains(t, after["server/db/client.ts"], `from "@prisma/client"`)
			assert.NotContains(t, after["package.json"], "adapter-libsql")
			assert.NotContains(t, after["package.json"], "7.10")
			assert.Contains(t, after["package.json"], "\"prisma\": 6,")
		})
	}
}

func TestAddRefusesTheOtherPrisma(t *testing.T) {
	for _, test := range []struct {
		name, asked, message string
		files                map[string]string
	}{
		{"7 to 6", "7", "the project is on Prisma 6 (package.json), and files for 7 would not run with it", nextAppWith(both6)},
		{"6 to 7", "6", "the project is on Prisma 7 (package.json), and files for 6 would not run with it", nextAppWith(`"prisma": "^7.1.0"`)},
		{"7 to a schema of 6", "7", "the project is on Prisma 6 (the url of the datasource in prisma/schema.prisma), and files for 7 would not run with it",
			with(nextApp(), map[string]string{"prisma/schema.prisma": schema6})},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := lay(t, test.files)
			before := snapshot(t, dir)
			_, err := planAdd(t, dir, func(o *Options) { o.Prisma = test.asked }, "prisma")
			var option *OptionError
			require.ErrorAs(t, err, &option)
			assert.Equal(t, "prisma", option.Option)
			assert.Equal(t, test.message, option.Message)
			assert.Contains(t, option.Advice, "take prisma and @prisma/client to "+test.asked+" first")
			assert.Equal(t, before, snapshot(t, dir))
		})
	}
	_, err := planAdd(t, lay(t, nextAppWith(`"prisma": "^8.0.0"`)), nil)
	assert.EqualError(t, err, "the project is on Prisma 8 (package.json), and create-app writes for 6 and 7")
}

func TestAddTakesThePrismaThatIsAskedForWhereThereIsNone(t *testing.T) {
	dir := lay(t, nextApp())
	added(t, dir, prisma6, "prisma")
	after := snapshot(t, dir)
	assert.Contains(t, after["package.json"], `"prisma": "6.`)
	assert.NotContains(t, after, "prisma.config.ts")
	again, err := planAdd(t, dir, nil)
	require.NoError(t, err)
	assert.Empty(t, again.Plan.Changes, "a run without the flag knows it")
}

func TestTheTwoPackagesOfPrismaStayOfOneRelease(t *testing.T) {
	dir := lay(t, nextAppWith(`"prisma": "~6.4.0"`))
	added(t, dir, nil)
	assert.Contains(t, snapshot(t, dir)["package.json"], `"@prisma/client": "~6.4.0"`)
}

func TestTheScriptsThatAreMissingAreAdded(t *testing.T) {
	files := nextApp()
	files["package.json"] = `{"name": "web", "scripts": {"dev": "node server.js", "db:push": "mine"}, "dependencies": {"next": "16.4.6"}}`
	dir := lay(t, files)
	added(t, dir, nil)
	text := snapshot(t, dir)["package.json"]
	for _, want := range []string{
		`"dev": "node server.js"`, `"db:push": "mine"`, `"build": "next build"`, `"start": "next start"`, `"typecheck": "tsc --noEmit"`, `"db:studio": "prisma studio"`,
	} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "next dev")
}

func TestAddToAPrisma6SchemaImportsItsClient(t *testing.T) {
	files := with(nextAppWith(both6), map[string]string{
		"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "src/app/page.tsx": "page\n",
		"prisma/schema.prisma": strings.Replace(schema6, "-js\"", "-js\"\n  output   = \"../src/generated/db\"", 1),
		".env":                 "DATABASE_URL=postgresql://x\n",
	})
	dir := lay(t, files)
	addition := added(t, dir, nil)
	after := snapshot(t, dir)
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
		files := []*syntax.File{syntax.Parse(test.file, "generator x {\n  "+test.generator+"\n}\n")}
		assert.Equal(t, test.want, EngineClient(files, "server/db/client.ts"), test.generator)
	}
}

func TestOurOwnPrisma6ProjectIsAddedToAndMoved(t *testing.T) {
	for _, change := range []func(*Options){
		prisma6,
		func(o *Options) { prisma6(o); o.Database, o.SrcDir, o.PackageManager = "mysql", true, "pnpm" },
		func(o *Options) { prisma6(o); o.Auth, o.Providers = "none", nil },
	} {
		dir := made(t, change)
		addition, err := planAdd(t, dir, nil)
		require.NoError(t, err)
		assert.Empty(t, addition.Plan.Changes)
		assert.Equal(t, "6", addition.Options.Prisma)
	}

	dir := made(t, prisma6)
	before := snapshot(t, dir)
	move := movedTo(t, dir, "postgresql")
	after := snapshot(t, dir)
	assert.Contains(t, after["prisma/schema.prisma"], "  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n")
	assert.Contains(t, after, "compose.yaml")
	assert.Equal(t, before["server/db/client.ts"], after["server/db/client.ts"])
	assert.NotContains(t, after["package.json"], "@prisma/adapter-")
	assert.Contains(t, after["README.md"], "PostgreSQL")
	assert.Len(t, move.Steps, 1, "%v", move.Steps)
	movedTo(t, dir, "sqlite")
	assert.Equal(t, without(before, ".env"), without(snapshot(t, dir), ".env"))
}
