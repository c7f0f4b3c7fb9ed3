package join

import (
	"strings"
	"testing"

	"create-app/internal/sandbox"
	"create-app/scaffold"
	"create-app/scaffold/change"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAddGoesByTheURLOfTheProject(t *testing.T) {
	for _, test := range []struct {
		name, file, url, want string
	}{
		{"postgresql", ".env", "postgresql://ann:secret@db/x", "postgresql"},
		{"postgres-in-env-local", ".env.local", "postgres://ann:secret@db/x", "postgresql"},
		{"host-of-cockroachdb", ".env.local", "postgresql://ann:secret@free-tier.gcp.cockroachlabs.cloud/x", "cockroachdb"},
		{"port-of-cockroachdb", ".env", "postgresql://root@127.0.0.1:26257/x?sslmode=disable", "cockroachdb"},
		{"mysql", ".env", "mysql://ann:secret@db/x", "mysql"},
		{"host-of-planetscale", ".env", "mysql://ann:secret@aws.connect.psdb.cloud/x?sslaccept=strict", "planetscale"},
		{"sqlserver", ".env", "sqlserver://db:1433;user=sa;password=secret", "sqlserver"},
		{"sqlite", ".env", "file:./app.db", "sqlite"},
		{"mongodb", ".env", "mongodb://db/x", "mongodb"},
		{"empty", ".env", "", "sqlite"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, with(nextApp(), map[string]string{test.file: "DATABASE_URL='" + test.url + "'\n"}))
			addition := added(t, dir, nil)
			assert.Equal(t, test.want, addition.Options.Database)
			after := sandbox.Snapshot(t, dir)
			assert.NotContains(t, after, "compose.yaml", "the database is somewhere already")
			assert.NotContains(t, after[".env"]+after[".env.example"], "compose.yaml")
			for _, step := range addition.Steps {
				assert.NotContains(t, step.Title+step.Text, "secret")
			}
		})
	}
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{".env": "DATABASE_URL=postgresql://db/x\n"}))
	addition := added(t, dir, func(o *scaffold.Options) { o.Database = "mysql" }, "db")
	assert.Equal(t, "mysql", addition.Options.Database, "a flag says it better")
	assert.Contains(t, paths(addition, change.Create), "compose.yaml")
	assert.Contains(t, titles(addition), "set DATABASE_URL in .env to the URL of a mysql database")
}

func TestAddMakesUpNoURLBesideTheProjectsOwn(t *testing.T) {
	files := with(nextApp(), map[string]string{".env.local": "DATABASE_URL=postgresql://ann:secret@db/x\n"})
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, nil)
	after := sandbox.Snapshot(t, dir)
	assert.NotContains(t, after[".env"], "DATABASE_URL", "Prisma would push to another database than the one that the app uses")
	assert.Contains(t, after[".env.example"], "DATABASE_URL")
	assert.Contains(t, titles(addition), "set DATABASE_URL in .env, too")
	dir = sandbox.Lay(t, files)
	added(t, dir, func(o *scaffold.Options) { o.Auth, o.Providers = "none", nil }, "auth")
	assert.NotContains(t, sandbox.Snapshot(t, dir), ".env", "nothing would be in it")

	schema := "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n"
	config := "import { config } from \"dotenv\";\nimport { defineConfig } from \"prisma/config\";\nconfig({ path: \".env.local\" });\nexport default defineConfig({ schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } });\n"
	dir = sandbox.Lay(t, with(files, map[string]string{"prisma/schema.prisma": schema, "prisma.config.ts": config}))
	addition = added(t, dir, nil)
	assert.NotContains(t, titles(addition), "set DATABASE_URL", "the config loads the file")
}

func TestAddSaysWhenTheURLIsOnlyAnExample(t *testing.T) {
	schema := "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n"
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{"prisma/schema.prisma": schema}))
	addition := added(t, dir, nil)
	after := sandbox.Snapshot(t, dir)
	require.NotContains(t, after, "compose.yaml", "a schema that is there has a database")
	assert.Contains(t, titles(addition), "set DATABASE_URL in .env to the URL of your postgresql database; the one there now is only an example")
	assert.Contains(t, after[".env"], "# The PostgreSQL database, such as postgresql://user:password@host:5432/name\n")

	dir = sandbox.Lay(t, nextApp())
	addition = added(t, dir, func(o *scaffold.Options) { o.Database = "postgresql" }, "db")
	assert.Contains(t, paths(addition, change.Create), "compose.yaml")
	assert.Contains(t, sandbox.Snapshot(t, dir)[".env"], "# The database that compose.yaml starts\n")
	assert.NotContains(t, titles(addition), "DATABASE_URL")
}

func TestAddBringsTheSchemaToTheDatabaseAsTheProjectDoes(t *testing.T) {
	schema := "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n"
	migrated := map[string]string{"prisma/schema.prisma": schema, "prisma/migrations/migration_lock.toml": "provider = \"postgresql\"\n"}
	scripts := func(text string) map[string]string {
		return map[string]string{"package.json": strings.Replace(nextApp()["package.json"], `"lint": "eslint"`, text, 1)}
	}
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"new-database", nil, "npm run db:push"},
		{"script-of-same-name", scripts(`"db:push": "drizzle-kit push"`), "npx prisma db push"},
		{"script-of-its-own-way", scripts(`"db:push": "dotenv -- prisma db push"`), "npm run db:push"},
		{"migrations", migrated, "npm run db:migrate"},
		{"migrations-and-script-of-same-name", with(scripts(`"db:migrate": "drizzle-kit migrate"`), migrated), "npx prisma migrate dev"},
	} {
		t.Run(test.name, func(t *testing.T) {
			addition := added(t, sandbox.Lay(t, with(nextApp(), test.files)), nil)
			assert.Equal(t, []string{"npm install", test.want, "npm run dev"}, scaffold.Commands(addition.NextSteps(false)))
		})
	}
}

func TestAddTakesNoVersionFromACatalogThatLacksIt(t *testing.T) {
	asks := strings.Replace(nextApp()["package.json"], `"typescript"`, `"prisma": "catalog:", "typescript"`, 1)
	pnpm := map[string]string{"package.json": asks, "package-lock.json": ""}
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"not-in-catalog", map[string]string{"pnpm-workspace.yaml": "catalog:\n  prisma: ^7.1.0\n"}, `"@prisma/client": "7.`},
		{"in-catalog", map[string]string{"pnpm-workspace.yaml": "catalog:\n  prisma: ^7.1.0\n  '@prisma/client': ^7.1.0\n"}, `"@prisma/client": "catalog:"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, with(with(nextApp(), pnpm), test.files))
			added(t, dir, nil)
			assert.Contains(t, sandbox.Snapshot(t, dir)["package.json"], test.want)
		})
	}
}

func TestAddMakesTheAliasFromTheBaseURL(t *testing.T) {
	inSrc := map[string]string{"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "src/app/page.tsx": "x"}
	for _, test := range []struct {
		name, base, want string
		files            map[string]string
	}{
		{"src", "src", `"./*"`, inSrc},
		{"root", ".", `"./src/*"`, inSrc},
		{"app", "./app", `"../*"`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := with(with(nextApp(), test.files), map[string]string{"tsconfig.json": `{ "compilerOptions": { "baseUrl": "` + test.base + `" } }`})
			dir := sandbox.Lay(t, files)
			addition := added(t, dir, nil)
			assert.Contains(t, sandbox.Snapshot(t, dir)["tsconfig.json"], test.want)
			assert.NotContains(t, titles(addition), "alias")
		})
	}
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{"tsconfig.json": `{ "compilerOptions": { "baseUrl": "../.." } }`}))
	assert.Contains(t, titles(added(t, dir, nil)), "let tsconfig.json know the import alias")
}

func TestAddNamesNoFlagThatItDoesNotHave(t *testing.T) {
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{"prisma.config.ts": "export default { schema: process.env.SCHEMA ?? \"x\" };\n"}))
	_, err := planAdd(t, dir, nil)
	var problem *change.Error
	require.ErrorAs(t, err, &problem)
	assert.Equal(t, "prisma.config.ts:1: where the schema is cannot be read without running the file (it is given as an expression with ??)", problem.Message)
	assert.Contains(t, problem.Advice, "write its path there as a text")
}

func TestAddMakesTheClientOfASchemaThatHasNone(t *testing.T) {
	config := "import \"dotenv/config\";\nimport { defineConfig } from \"prisma/config\";\nexport default defineConfig({ schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } });\n"
	const packages = "\"@prisma/client\": \"7.10.0\",\n    \"prisma\": \"7.10.1\",\n    "
	generator := func(lines string) string {
		return "generator client {\n" + lines + "}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n"
	}
	for _, test := range []struct {
		name    string
		schema  string
		more    string // packages
		url     string
		imports string // of the client; empty where it is left to the user
	}{
		{"as-prisma-init-leaves-it", generator("  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n"), "", "postgresql://db/x", `"@/generated/prisma/client"`},
		{"generated-elsewhere", generator("  provider = \"prisma-client\"\n  output   = \"../lib/generated\"\n"), "", "postgresql://db/x", `"../../lib/generated/client"`},
		{"older-generator", generator("  provider = \"prisma-client-js\"\n"), "", "postgresql://db/x", `"@prisma/client"`},
		{"driver-of-its-own", generator("  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n"), "\"@prisma/adapter-neon\": \"7.10.0\",\n    ", "postgresql://db/x", ""},
		{"accelerate", generator("  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n"), "", "prisma://accelerate.prisma-data.net/?api_key=x", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := with(nextApp(), map[string]string{"prisma/schema.prisma": test.schema, "prisma.config.ts": config, ".env": "DATABASE_URL=" + test.url + "\n"})
			files["package.json"] = strings.Replace(files["package.json"], `"next": `, packages+test.more+`"next": `, 1)
			dir := sandbox.Lay(t, files)
			addition := added(t, dir, nil)
			after := sandbox.Snapshot(t, dir)
			if test.imports == "" {
				assert.NotContains(t, after, "server/db/client.ts")
				assert.NotContains(t, after["package.json"], "adapter-pg")
				assert.Contains(t, titles(addition), "make the PrismaClient once")
				return
			}
			assert.Contains(t, after["server/db/client.ts"], "import { PrismaClient } from "+test.imports+";\n")
			assert.Contains(t, after["package.json"], `"@prisma/adapter-pg": "7.`)
			assert.NotContains(t, titles(addition), "PrismaClient")
			again, err := planAdd(t, dir, func(o *scaffold.Options) { o.OnConflict = scaffold.ConflictOverwrite }, "on-conflict")
			require.NoError(t, err)
			assert.Empty(t, again.Plan.Changes)
		})
	}
}

// With Prisma 7 the config and the project's clients read the URL: a variable that neither asks for leads nowhere.
func TestTheURLOfAPrisma7ProjectKeepsItsName(t *testing.T) {
	client := func(argument string) string {
		return "import { PrismaClient } from \"@prisma/client\";\nimport { PrismaPg } from \"@prisma/adapter-pg\";\n" +
			"export const prisma = (globalThis.prisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: " + argument + " }) }));\n"
	}
	for _, test := range []struct {
		name, config, client string
		want                 bool
	}{
		{"other", `env("POSTGRES_PRISMA_URL")`, client("process.env.POSTGRES_PRISMA_URL"), false},
		{"other-first", `process.env.POSTGRES_URL`, client("process.env.POSTGRES_URL || process.env.DATABASE_URL"), false},
		{"pooled", `env("POSTGRES_URL_NON_POOLING")`, client("process.env.POSTGRES_PRISMA_URL!"), false},
		{"direct", `env("DIRECT_URL")`, client("process.env.DATABASE_URL"), true},
		{"usual", `env("DATABASE_URL")`, client("process.env.DATABASE_URL"), true},
		{"unknown", `env("POSTGRES_PRISMA_URL")`, "import { url } from \"./url\";\n" + client("url()"), true},
		{"no-client", `env("POSTGRES_PRISMA_URL")`, "", true},
		{"written", `"postgresql://u:p@localhost:5433/x"`, client("process.env.POSTGRES_PRISMA_URL"), false},
		{"written-in-both", `"postgresql://u:p@localhost:5433/x"`, client(`"postgresql://u:p@localhost:5433/x"`), false},
		{"written-for-commands", `"postgresql://u:p@localhost:5433/x"`, client("process.env.DATABASE_URL"), true},
		{"written-for-now", `process.env.DATABASE_URL ?? "postgresql://u:p@localhost:5433/x"`, client("process.env.POSTGRES_PRISMA_URL"), true},
		{"written-without-client", `"postgresql://u:p@localhost:5433/x"`, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{
				"prisma.config.ts":     "import \"dotenv/config\";\nimport { defineConfig, env } from \"prisma/config\";\nexport default defineConfig({ datasource: { url: " + test.config + " } });\n",
				"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n",
			}
			if test.client != "" {
				files["lib/prisma.ts"] = test.client
			}
			dir := sandbox.Lay(t, with(nextAppWith("\"@prisma/client\": \"^7.3.0\",\n    \"@prisma/adapter-pg\": \"^7.3.0\",\n    \"dotenv\": \"^17.0.0\",\n    \"prisma\": \"^7.3.0\""), files))
			addition := added(t, dir, nil)
			after := sandbox.Snapshot(t, dir)
			check := assert.NotContains
			if test.want {
				check = assert.Contains
			}
			check(t, after[".env"], "DATABASE_URL")
			check(t, after[".env.example"], "DATABASE_URL")
			check(t, titles(addition), "DATABASE_URL")
			again := added(t, dir, nil)
			assert.Empty(t, again.Changes)
		})
	}
}

func TestTheURLOfTheProjectsExample(t *testing.T) {
	sqlite := strings.Replace(schema6, `"postgresql"`, `"sqlite"`, 1)
	const told = "set DATABASE_URL in .env to the URL of your postgresql database; the one there now is that of the example"
	for _, test := range []struct {
		name, schema, file, example, want, tells string
	}{
		{"own", schema6, ".env.example", "DATABASE_URL=postgresql://app:app@localhost:5434/app\n", `"postgresql://app:app@localhost:5434/app"`, told},
		{"template", schema6, ".env.template", "DATABASE_URL='postgres://app:app@localhost:5434/app'\n", `"postgres://app:app@localhost:5434/app"`, told},
		{"accelerate", schema6, ".env.local.example", "DATABASE_URL=prisma+postgres://accelerate.prisma-data.net/?api_key=YOURS\n", "prisma+postgres:", told},
		{"file", sqlite, ".env.example", "DATABASE_URL=file:./app.db\n", `"file:./app.db"`, ""},
		{"shortened", schema6, ".env.example", "DATABASE_URL=postgresql://...\n", "@127.0.0.1:5432/", "only an example"},
		{"in-brackets", schema6, ".env.example", "DATABASE_URL=postgresql://<user>:<password>@<host>/db\n", "@127.0.0.1:5432/", "only an example"},
		{"expanded", schema6, ".env.example", "DATABASE_URL=postgresql://${PGUSER}@db/x\n", "@127.0.0.1:5432/", "only an example"},
		{"other-database", schema6, ".env.example", "DATABASE_URL=file:./dev.db\n", "@127.0.0.1:5432/", "only an example"},
		{"empty", schema6, ".env.example", "DATABASE_URL=\n", "@127.0.0.1:5432/", "only an example"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, with(nextAppWith(both6), map[string]string{
				"prisma/schema.prisma": test.schema, test.file: test.example, "lib/prisma.ts": "import { PrismaClient } from '@prisma/client'\nexport const prisma = globalThis.prisma ?? new PrismaClient()\n",
			}))
			addition := added(t, dir, nil)
			after := sandbox.Snapshot(t, dir)
			assert.Contains(t, after[".env"], "DATABASE_URL=")
			assert.Contains(t, after[".env"], test.want)
			if test.tells == "" {
				assert.NotContains(t, titles(addition), "DATABASE_URL")
			} else {
				assert.Contains(t, titles(addition), test.tells)
			}
			if test.file != ".env.example" {
				assert.NotContains(t, after, ".env.example", "the project has its own way of saying it")
			}
		})
	}
}

// A config that loads another file than .env would not see what is written there.
func TestVariablesGoWhereTheConfigLoadsThem(t *testing.T) {
	const load = "import { config } from \"dotenv\";\n"
	for _, test := range []struct{ name, config, env, ignored, want string }{
		{"local-alone", load + "config({ path: \".env.local\" });\n", "", ".env*\n", ".env.local"},
		{"not-ignored", load + "config({ path: \".env.local\" });\n", "", ".env\n", ".env.local"},
		{"and-there-is-a-.env", load + "config({ path: \".env.local\" });\n", "OTHER=1\n", ".env*\n", ".env"},
		{"both", "import \"dotenv/config\";\n" + load + "config({ path: \".env.local\" });\n", "", ".env*\n", ".env"},
		{"list", load + "config({ path: [\".env.local\", \".env\"] });\n", "", ".env*\n", ".env"},
		{"another-folder", load + "config({ path: \"../.env.local\" });\n", "", ".env*\n", ".env"},
		{"usual", "import \"dotenv/config\";\n", "", ".env*\n", ".env"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := with(nextAppWith("\"@prisma/client\": \"^7.3.0\",\n    \"@prisma/adapter-pg\": \"^7.3.0\",\n    \"dotenv\": \"^17.0.0\",\n    \"prisma\": \"^7.3.0\""), map[string]string{
				".git/HEAD":            "ref: refs/heads/main\n",
				".gitignore":           "node_modules\n" + test.ignored,
				"prisma.config.ts":     "import { defineConfig } from \"prisma/config\";\n" + test.config + "export default defineConfig({ datasource: { url: process.env.DATABASE_URL } });\n",
				"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n}\n",
				"lib/prisma.ts": "import { PrismaClient } from \"@prisma/client\";\nimport { PrismaPg } from \"@prisma/adapter-pg\";\n" +
					"export const prisma = (globalThis.prisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) }));\n",
			})
			if test.env != "" {
				files[".env"] = test.env
			}
			dir := sandbox.Lay(t, files)
			addition := added(t, dir, nil)
			after := sandbox.Snapshot(t, dir)
			assert.Contains(t, after[test.want], "DATABASE_URL=")
			assert.Contains(t, after[test.want], "NEXTAUTH_SECRET=")
			assert.Contains(t, titles(addition), "set DATABASE_URL in "+test.want+" to")
			for _, other := range []string{".env", ".env.local"} {
				if other != test.want {
					assert.NotContains(t, after[other], "DATABASE_URL")
				}
			}
			if test.want == ".env.local" {
				assert.NotContains(t, after, ".env")
				assert.Regexp(t, `(?m)^\.env(\.)?\*$`, after[".gitignore"], "git is to ignore it")
			}
		})
	}
}
