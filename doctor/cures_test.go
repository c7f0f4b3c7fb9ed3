package doctor_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type planted struct {
	id, project string
	plant       func(*app)
}

func plantedFindings() []planted {
	const schema, config = "prisma/schema.prisma", "prisma.config.ts"
	const route = "pages/api/auth/[...nextauth].ts"
	move := func(from, to string) func(*app) {
		return func(a *app) { a.write(to, a.read(from)); a.remove(from) }
	}
	scripts := func(project, text string) func(*app) {
		return edit("package.json", `"name": "`+project+`",`, `"name": "`+project+`", "scripts": `+text+`,`)
	}
	credentials := both(edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import CredentialsProvider from 'next-auth/providers/credentials'"),
		edit(route, "providers: [GitHubProvider({ clientId: process.env.GITHUB_ID!, clientSecret: process.env.GITHUB_SECRET! })],", "providers: [CredentialsProvider({ authorize })],"))
	return []planted{
		{"env-conflict", "t3", add("prisma/.env", "# two\nDATABASE_URL=\"postgresql://postgres:password@localhost:5432/t3\"\n")},
		{"env-not-loaded", "generated-ignored", edit(config, "import \"dotenv/config\";\n", "")},
		{"env-not-loaded", "vercel", edit(config, `".env.local", `, ``)},
		{"env-not-read", "vercel", add("prisma/.env", "A=1\n")},
		{"env-readers-differ", "lib-prisma", add(".env.local", "\nDATABASE_URL='file:./mine.db'\n")},
		{"env-readers-differ", "lib-prisma", edit(".env", `DATABASE_URL="file:./dev.db"`, `DATABASE_URL="file:./$X.db"`)},
		{"database-url-missing", "t3", func(a *app) { a.remove(".env") }},
		{"database-url-missing", "lib-prisma", lines(".env", "DATABASE_URL")},
		{"database-url-missing", "t3", edit(".env", "DATABASE_URL=\"", "DATABASE_URL= # \"")},
		{"config-variable-missing", "generated-ignored", both(edit(config, `process.env["DATABASE_URL"],`, "env('DATABASE_URL'),\n    shadowDatabaseUrl: env('SHADOW_URL'),"), edit(config, "{ defineConfig }", "{ defineConfig, env }"))},
		{"direct-url-missing", "t3", edit(schema, `env("DATABASE_URL")`, "env(\"DATABASE_URL\")\n    directUrl = env(\"DIRECT_URL\")")},
		{"database-url-malformed", "supabase", edit(".env", "pa%23ss%40word@aws", "[YOUR-PASSWORD]@aws")},
		{"database-url-parameters", "t3", edit(".env", "5432/t3", "5432/t3&schema=x")},
		{"database-url-other-provider", "compose", edit(".env", "postgresql://", "mysql://")},
		{"env-tracked", "t3", func(a *app) { a.repository(".env") }},
		{"env-not-ignored", "t3", func(a *app) { a.line(".gitignore", ".env"); a.repository() }},
		{"env-readable", "t3", func(a *app) { a.mode(".env", 0o644) }},
		{"schema-missing", "folder", edit("package.json", `"./prisma"`, `"./db"`)},
		{"schema-missing", "lib-prisma", move(schema, "db/main.prisma")},
		{"schema-missing", "generated-ignored", move(schema, "db/main.prisma")},
		{"schema-missing", "generated-ignored", both(edit(config, `schema: "prisma/schema.prisma",`, ""), move(schema, "db/main.prisma"))},
		{"schema-missing", "lib-prisma", func(a *app) { a.remove("prisma") }},
		{"schema-place-unknown", "turso", edit("prisma.config.mts", `'prisma/schema.prisma'`, `join(__dirname, name)`)},
		{"schema-not-seen-by-prisma", "lib-prisma", move(schema, "prisma/schema/schema.prisma")},
		{"schema-not-seen-by-prisma", "lib-prisma", both(move(schema, "db/main.prisma"), scripts("blog", `{ "db": "prisma db push --schema db/main.prisma", "postinstall": "prisma generate" }`))},
		{"schema-invalid", "t3", edit(schema, "name      String", "name      String @uniqe")},
		{"schema-invalid", "lib-prisma", func(a *app) {
			a.write(schema, a.read(schema)+"\ndatasource other {\n  provider = \"sqlite\"\n  url      = \"file:./b.db\"\n}\n")
		}},
		{"config-misnamed", "generated-ignored", move(config, "config.prisma.ts")},
		{"config-misnamed", "generated-ignored", move(config, "prisma/prisma.config.ts")},
		{"schema-copies-in-migrations", "folder", func(a *app) { a.write("prisma/migrations/1_init/schema.prisma", a.read(schema)) }},
		{"schema-copies-in-migrations", "folder", func(a *app) {
			a.write("prisma/migrations/1_init/schema.prisma", a.read(schema))
			a.write("prisma/migrations/2_more/old.prisma", a.read("prisma/models/post.prisma"))
		}},
		{"datasource-missing", "t3", func(a *app) { a.write(schema, "model A {\n  id Int @id\n}\n") }},
		{"datasource-missing", "generated-ignored", func(a *app) { a.write(schema, "model A {\n  id Int @id\n}\n") }},
		{"schema-of-prisma-6", "generated-ignored", edit(schema, `provider = "sqlite"`, "provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")")},
		{"schema-of-prisma-7", "lib-prisma", lines(schema, "  url ")},
		{"index-missing", "folder", edit("prisma/models/post.prisma", "\n  @@index([authorId])\n", "")},
		{"client-in-schema-folder", "folder", both(edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n  output = \"./generated\""), both(add("prisma/generated/schema.prisma", "datasource db {\n  provider = \"mysql\"\n}\n"), add("prisma/generated/package.json", `{"name":"prisma-client-0f"}`)))},
		{"migrations-of-other-database", "folder", edit("prisma/migrations/migration_lock.toml", "mysql", "postgresql")},
		{"client-outside-singleton", "t3", add("src/server/users.ts", "import { PrismaClient } from '@prisma/client'\n\nexport const users = new PrismaClient().user\n")},
		{"client-not-shared", "generated-ignored", func(a *app) {
			a.write("src/lib/prisma.ts", "import { PrismaBetterSqlite3 } from \"@prisma/adapter-better-sqlite3\";\nimport { PrismaClient } from '../generated/prisma/client';\nexport const prisma = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) }).$extends({});\n")
		}},
		{"client-shared-in-development-only", "lib-prisma", func(*app) {}},
		{"client-stale", "t3", add("node_modules/.prisma/client/schema.prisma", "model Old {\n  id Int @id\n}\n")},
		{"client-not-ignored", "generated-ignored", func(a *app) { a.line(".gitignore", "/src/generated"); a.repository() }},
		{"client-committed", "generated-ignored", func(a *app) { a.line(".gitignore", "/src/generated"); a.repository("src/generated/prisma/client.ts") }},
		{"client-without-adapter", "generated-ignored", edit("src/lib/prisma.ts", "new PrismaClient({ adapter })", "new PrismaClient()")},
		{"driver-url-missing", "generated-ignored", edit("src/lib/prisma.ts", `process.env.DATABASE_URL!`, `process.env.SQLITE_URL!`)},
		{"driver-of-other-url", "vercel", edit(".env.local", `POSTGRES_PRISMA_URL="postgres://default:abc@ep-x-pooler.us-east-1.aws.neon.tech/verceldb?pgbouncer=true&connect_timeout=15&sslmode=require"`, `POSTGRES_PRISMA_URL="prisma+postgres://localhost:51213/?api_key=abc"`)},
		{"sqlite-files-differ", "generated-ignored", edit("src/lib/prisma.ts", `process.env.DATABASE_URL!`, `"file:./prisma/dev.db"`)},
		{"client-import-undefined", "lib-prisma", edit(route, "import prisma from", "import { prisma } from")},
		{"client-import-undefined", "generated-ignored", add("src/a.ts", "import prisma from './lib/prisma'\n")},
		{"client-never-generated", "generated-ignored", edit("package.json", `"type": "module",`, `"type": "module", "scripts": { "build": "next build", "postinstall": "husky" },`)},
		{"secret-missing", "t3", func(a *app) { a.remove(".env") }},
		{"secret-missing", "lib-prisma", lines(".env", "NEXTAUTH_SECRET")},
		{"secret-weak", "mongodb", edit(".env.local", "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "'hunter2'")},
		{"secret-misnamed", "t3", edit(".env", "AUTH_SECRET=", "NEXTAUTH_SECRET=")},
		{"credentials-without-jwt", "lib-prisma", credentials},
		{"edge-imports-prisma", "t3", both(add("tsconfig.json", `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] } } }`), both(edit("pnpm-lock.yaml", "version: 15.3.1(", "version: 15.5.4("), both(edit("pnpm-lock.yaml", "version: 5.0.0-beta.25(", "version: 5.0.0-beta.30("), add("src/middleware.ts", "export { auth as middleware } from \"@/server/auth\";\n"))))},
		{"keycloak-key", "lib-prisma", both(edit(route, "providers/github", "providers/keycloak"), edit(schema, "  refresh_token_expires_in Int?\n", "  refresh_expires_in Int?\n  not_before_policy Int?\n"))},
		{"auth-models", "t3", both(edit(schema, "  id_token          String? @db.Text\n", ""), edit(schema, "  session_state     String?\n", ""))},
		{"auth-missing-field", "t3", edit(schema, "  id_token          String? @db.Text\n", "")},
		{"other-generation", "vercel", func(a *app) { a.write(schema, "// use prisma-next\n\n"+a.read(schema)) }},
		{"prisma-unpinned", "lib-prisma", scripts("blog", `{ "db": "npx prisma@latest db push" }`)},
		{"package-invalid", "vercel", func(a *app) {
			a.write("package.json", "{\n  \"name\": \"vercel\",\n  // why\n  \"private\": true\n}\n")
		}},
		{"prisma-versions-differ", "lib-prisma", edit("yarn.lock", "\"@prisma/client@6.19.3\":\n  version \"6.19.3\"", "\"@prisma/client@6.19.3\":\n  version \"6.1.0\"")},
		{"driver-version-differs", "vercel", edit("package.json", `"@prisma/adapter-pg": "7.10.0"`, `"@prisma/adapter-pg": "7.1.0"`)},
		{"driver-missing", "vercel", edit("package.json", `"@prisma/adapter-pg": "7.10.0", `, ``)},
		{"driver-of-other-database", "turso", edit("package.json", `@prisma/adapter-libsql`, `@prisma/adapter-pg`)},
		{"next-too-old", "mongodb", edit("package.json", `"next": "14.2.0"`, `"next": "11.1.4"`)},
		{"next-auth-too-old", "lib-prisma", edit("yarn.lock", "next-auth@^4.24.11:\n  version \"4.24.11\"", "next-auth@^4.24.11:\n  version \"4.24.8\"")},
		{"database-without-prisma-7", "mongodb", both(edit("package.json", `"prisma": "6.19.3"`, `"prisma": "7.10.1"`), both(edit("package.json", `"@prisma/client": "6.19.3"`, `"@prisma/client": "7.10.0"`), both(lines(schema, "  url "),
			add("prisma.config.ts", "import \"dotenv/config\";\nexport default { schema: \"prisma\", datasource: { url: process.env.DATABASE_URL } };\n"))))},
		{"adapter-of-other-client", "t3", edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n    output = \"../generated/client\"")},
		{"adapter-of-nextauth-4", "jwt", edit("package.json", `"@auth/prisma-adapter": "^2.11.0"`, `"@next-auth/prisma-adapter": "^1.0.7"`)},
	}
}

func TestX(t *testing.T) {
	for _, c := range plantedFindings() {
		a, _ := loadProject(t, c.project)
		c.plant(a)
		ok := false
		for _, f := range a.examine().Findings {
			if f.ID == c.id {
				t.Logf("%-28s %-18s %s", c.id, c.project, f.Cure)
				ok = true
			}
		}
		if !ok {
			t.Errorf("%s %s not found: %v", c.id, c.project, found(a.examine()))
		}
	}
}

// mode sets the permissions of a file.
func (a *app) mode(name string, mode os.FileMode) { require.NoError(a.t, os.Chmod(a.path(name), mode)) }

// repository makes the folder a repository, in which the files are tracked.
func (a *app) repository(tracked ...string) {
	g := realGit(a.dir)
	a.world.Git = g
	_, err := g.run("init", "-q")
	require.NoError(a.t, err)
	for _, name := range tracked {
		_, err := g.run("add", "-f", "--", name)
		require.NoError(a.t, err)
	}
}

// realGit is a repository that git itself answers for.
type realGit string

func (g realGit) run(args ...string) ([]byte, error) {
	c := exec.Command("git", args...)
	c.Dir, c.Env = string(g), append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	return c.Output()
}

func (g realGit) Files(paths []string) (tracked, untracked []string, err error) {
	list := func(args ...string) (all []string) {
		out, failed := g.run(append(append([]string{"ls-files", "-z"}, args...), append([]string{"--"}, paths...)...)...)
		err = errors.Join(err, failed)
		for name := range strings.SplitSeq(string(out), "\x00") {
			if name != "" {
				all = append(all, filepath.Join(string(g), filepath.FromSlash(name)))
			}
		}
		return all
	}
	return list(), list("-o", "--exclude-standard"), err
}
