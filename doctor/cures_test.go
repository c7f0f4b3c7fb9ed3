package doctor_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
	"create-app/project/manifest"
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
		{"env-not-loaded", "generated-ignored", both(edit(config, "import \"dotenv/config\";\n", ""), move(config, "prisma.config.mjs"))},
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
		{"env-not-ignored", "t3", func(a *app) {
			a.line(".gitignore", ".env")
			a.write(".gitignore", strings.TrimSpace(a.read(".gitignore")))
			a.repository()
		}},
		{"env-readable", "t3", func(a *app) { a.mode(".env", 0o644) }},
		{"schema-missing", "folder", edit("package.json", `"./prisma"`, `"./db"`)},
		{"schema-missing", "lib-prisma", move(schema, "db/main.prisma")},
		{"schema-missing", "generated-ignored", move(schema, "db/main.prisma")},
		{"schema-missing", "generated-ignored", both(edit(config, `schema: "prisma/schema.prisma",`, ""), move(schema, "db/main.prisma"))},
		{"schema-missing", "folder", both(edit("package.json", `, "prisma": { "schema": "./prisma" }`, ""), func(a *app) { a.remove("prisma") })},
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
		{"datasource-missing", "folder", func(a *app) { a.write(schema, "generator client {\n  provider = \"prisma-client-js\"\n}\n") }},
		{"datasource-missing", "generated-ignored", func(a *app) { a.write(schema, "model A {\n  id Int @id\n}\n") }},
		{"schema-of-prisma-6", "generated-ignored", edit(schema, `provider = "sqlite"`, "provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")")},
		{"schema-of-prisma-7", "lib-prisma", lines(schema, "  url ")},
		{"index-missing", "folder", edit("prisma/models/post.prisma", "\n  @@index([authorId])\n", "")},
		{"client-in-schema-folder", "folder", both(edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n  output = \"./generated\""), both(add("prisma/generated/schema.prisma", "datasource db {\n  provider = \"mysql\"\n}\n"), add("prisma/generated/package.json", `{"name":"prisma-client-0f"}`)))},
		{"migrations-not-found", "folder", splitSchema(true)},
		{"migrations-not-found", "generated-ignored", splitSchema(false)},
		{"migrations-of-other-database", "folder", edit("prisma/migrations/migration_lock.toml", "mysql", "postgresql")},
		{"client-outside-singleton", "t3", taken("src/server/users.ts", "import { PrismaClient } from '@prisma/client'\n\nexport const users = new PrismaClient().user\n")},
		{"client-not-shared", "generated-ignored", func(a *app) {
			a.write("src/lib/prisma.ts", "import { PrismaBetterSqlite3 } from \"@prisma/adapter-better-sqlite3\";\nimport { PrismaClient } from '../generated/prisma/client';\nexport const prisma = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL! }) }).$extends({});\n")
		}},
		{"client-shared-in-development-only", "lib-prisma", func(*app) {}},
		{"client-stale", "t3", add("node_modules/.prisma/client/schema.prisma", "model Old {\n  id Int @id\n}\n")},
		{"client-not-ignored", "generated-ignored", func(a *app) { a.line(".gitignore", "/src/generated"); a.repository() }},
		{"client-committed", "generated-ignored", func(a *app) { a.line(".gitignore", "/src/generated"); a.repository("src/generated/prisma/client.ts") }},
		{"client-without-adapter", "generated-ignored", edit("src/lib/prisma.ts", "new PrismaClient({ adapter })", "new PrismaClient()")},
		{"client-without-adapter", "generated-ignored", func(a *app) {
			a.write("src/lib/prisma.ts", "import { PrismaClient } from '../generated/prisma/client';\nclass Db extends PrismaClient {}\nexport const prisma = (globalThis.prisma ??= new Db());\n")
		}},
		{"schema-not-in-image", "t3", add("Dockerfile", "FROM node:22\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install\nCOPY . .\nRUN pnpm build\n")},
		{"schema-not-in-image", "t3", both(edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n    output = \"../generated/client\""), both(edit("src/server/db.ts", "@prisma/client", "../../generated/client"),
			add("Dockerfile", "FROM node:22 AS deps\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install\nFROM node:22\nCOPY . .\nCOPY --from=deps /node_modules ./node_modules\nRUN pnpm build\n")))},
		{"client-option-unknown", "generated-ignored", edit("src/lib/prisma.ts", "new PrismaClient({ adapter })", "new PrismaClient({ datasourceUrl: process.env.DATABASE_URL, adapter })")},
		{"client-option-unknown", "lib-prisma", edit("lib/prisma.ts", "return new PrismaClient()", "return new PrismaClient({ accelerateUrl: process.env.DATABASE_URL })")},
		{"driver-pool-ignored", "vercel", edit("lib/prisma.ts", "new PrismaPg({ connectionString: process.env.POSTGRES_PRISMA_URL })", "new PrismaPg({ pool })")},
		{"driver-url-missing", "generated-ignored", edit("src/lib/prisma.ts", `process.env.DATABASE_URL!`, `process.env.SQLITE_URL!`)},
		{"driver-of-other-url", "vercel", edit(".env.local", `POSTGRES_PRISMA_URL="postgres://default:abc@ep-x-pooler.us-east-1.aws.neon.tech/verceldb?pgbouncer=true&connect_timeout=15&sslmode=require"`, `POSTGRES_PRISMA_URL="prisma+postgres://localhost:51213/?api_key=abc"`)},
		{"sqlite-files-differ", "generated-ignored", edit("src/lib/prisma.ts", `process.env.DATABASE_URL!`, `"file:./prisma/dev.db"`)},
		{"client-import-undefined", "lib-prisma", edit(route, "import prisma from", "import { prisma } from")},
		{"client-import-undefined", "generated-ignored", add("src/a.ts", "import prisma from './lib/prisma'\n")},
		{"client-never-generated", "generated-ignored", edit("package.json", `"type": "module",`, `"type": "module", "scripts": { "build": "next build", "postinstall": "husky" },`)},
		{"secret-missing", "t3", func(a *app) { a.remove(".env") }},
		{"secret-missing", "lib-prisma", lines(".env", "NEXTAUTH_SECRET")},
		{"secret-in-source", "lib-prisma", edit(route, "secret: process.env.NEXTAUTH_SECRET", "secret: 'Zk3u8QmP0x'")},
		{"secret-in-source", "lib-prisma", edit(route, "secret: process.env.NEXTAUTH_SECRET", "secret: process.env.NEXTAUTH_SECRET || 'Zk3u8QmP0x'")},
		{"secret-in-source", "lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "secret: process.env.NEXTAUTH_SECRET", "secret: 'Zk3u8QmP0x'"))},
		{"secret-public", "lib-prisma", both(edit(".env", "NEXTAUTH_SECRET", "NEXT_PUBLIC_SECRET"), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.NEXT_PUBLIC_SECRET"))},
		{"secret-weak", "mongodb", edit(".env.local", "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "'hunter2'")},
		{"secret-misnamed", "t3", edit(".env", "AUTH_SECRET=", "NEXTAUTH_SECRET=")},
		{"mail-without-adapter", "signin-mail-only", edit("lib/auth.ts", "adapter: PrismaAdapter(prisma), ", "")},
		{"credentials-without-jwt", "lib-prisma", credentials},
		{"edge-imports-prisma", "t3", both(add("tsconfig.json", `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] } } }`), both(edit("pnpm-lock.yaml", "version: 15.3.1(", "version: 15.5.4("), both(edit("pnpm-lock.yaml", "version: 5.0.0-beta.25(", "version: 5.0.0-beta.30("), add("src/middleware.ts", "export { auth as middleware } from \"@/server/auth\";\n"))))},
		{"adapter-without-client", "lib-prisma", edit(route, "PrismaAdapter(prisma)", "PrismaAdapter")},
		{"adapter-without-client", "lib-prisma", edit(route, "PrismaAdapter(prisma)", "PrismaAdapter()")},
		{"config-without-url", "generated-ignored", func(a *app) {
			a.write(config, "import \"dotenv/config\";\nimport { defineConfig } from \"prisma/config\";\nexport default defineConfig({ datasources: { db: { url: process.env.DATABASE_URL } }, schema: \"prisma/schema.prisma\" });\n")
		}},
		{"config-without-url", "vercel", func(a *app) { a.remove("prisma.config.ts") }},
		{"next-auth-route-exports", "lib-prisma", edit(route, "export default NextAuth(authOptions)", "export const handler = NextAuth(authOptions)")},
		{"next-auth-route-extra", "signin-handler-as-get", edit("app/api/auth/[...nextauth]/route.ts", "const handler =", "export const authOptions = options;\nconst handler =")},
		{"next-auth-of-other-form", "jwt", edit("package.json", `"next-auth": "5.0.0-beta.29"`, `"next-auth": "^4.24.11"`)},
		{"keycloak-key", "lib-prisma", both(edit(route, "providers/github", "providers/keycloak"), edit(schema, "  refresh_token_expires_in Int?\n", "  refresh_expires_in Int?\n  not_before_policy Int?\n"))},
		{"auth-models", "t3", both(edit(schema, "  id_token          String? @db.Text\n", ""), edit(schema, "  session_state     String?\n", ""))},
		{"auth-missing-field", "t3", edit(schema, "  id_token          String? @db.Text\n", "")},
		{"other-generation", "vercel", func(a *app) { a.write(schema, "// use prisma-next\n\n"+a.read(schema)) }},
		{"next-auth-route-misplaced", "lib-prisma", move(route, "pages/api/auth/[...auth].ts")},
		{"middleware-not-run", "t3", both(add("tsconfig.json", `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] } } }`), add("middleware.ts", "import { NextResponse } from \"next/server\";\nexport const middleware = (request) => NextResponse.redirect(new URL(\"/login\", request.url));\n"))},
		{"prisma-undeclared", "vercel", edit("package.json", `"prisma": "7.10.1"`, `"prettier": "3.8.3"`)},
		{"adapter-undeclared", "jwt", edit("package.json", `"@auth/prisma-adapter": "^2.11.0", `, "")},
		{"adapter-undeclared", "mongodb", edit("package.json", `"@next-auth/prisma-adapter": "1.0.7", `, "")},
		{"package-undeclared", "lib-prisma", edit("pages/api/auth/[...nextauth].ts", "import NextAuth", "import { compare } from 'bcryptjs'\nimport NextAuth")},
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
		{"prisma-too-old", "prisma-5", edit(schema, `"prisma-client-js"`, "\"prisma-client\"\n  output = \"../generated\"")},
		{"database-without-prisma-7", "mongodb", both(edit("package.json", `"prisma": "6.19.3"`, `"prisma": "7.10.1"`), both(edit("package.json", `"@prisma/client": "6.19.3"`, `"@prisma/client": "7.10.0"`), both(lines(schema, "  url "),
			add("prisma.config.ts", "import \"dotenv/config\";\nexport default { schema: \"prisma\", datasource: { url: process.env.DATABASE_URL } };\n"))))},
		{"adapter-of-other-client", "t3", both(edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n    output = \"../generated/client\""), edit("src/server/db.ts", "@prisma/client", "../../generated/client"))},
		{"client-of-no-generator", "generated-ignored", edit("src/lib/prisma.ts", "../generated/prisma/client", "@prisma/client")},
		{"client-of-no-generator", "t3", both(edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n    output = \"../generated/client\""), edit("pnpm-lock.yaml", "version: 2.9.0(", "version: 2.11.3("))},
		{"adapter-of-nextauth-4", "jwt", edit("package.json", `"@auth/prisma-adapter": "^2.11.0"`, `"@next-auth/prisma-adapter": "^1.0.7"`)},
	}
}

// TestEveryCureCures carries out what each finding prints, as it is typed, and asks doctor again: the finding is gone,
// and nothing new has come. Every id of the source has a row.
func TestEveryCureCures(t *testing.T) {
	rows := plantedFindings()
	planned := map[string]bool{}
	for _, c := range rows {
		planned[c.id] = true
	}
	for id := range findingIDs(t) {
		assert.True(t, planned[id], "no project has %s planted", id)
	}
	for _, program := range []string{"sh", "git", "node", "chmod", "find"} {
		if _, err := exec.LookPath(program); err != nil || runtime.GOOS == "windows" {
			t.Skip("the printed lines are for a shell with", program)
		}
	}
	for i, c := range rows {
		t.Run(fmt.Sprintf("%s-%d", c.id, i), func(t *testing.T) {
			t.Parallel()
			a, _ := loadProject(t, c.project)
			a.world.NewSecret = func() (string, error) { return secret, nil }
			c.plant(a)
			before := a.examine()
			at := slices.IndexFunc(before.Findings, func(f doctor.Finding) bool { return f.ID == c.id })
			require.GreaterOrEqual(t, at, 0, "not found: %v", found(before))
			f := before.Findings[at]
			if do := decided()[c.id+" "+c.project]; do != nil {
				do(a, f)
			} else {
				a.carryOut(f)
			}
			known := map[string]bool{}
			for _, other := range before.Findings {
				known[other.ID] = true
			}
			for _, other := range a.examine().Findings {
				assert.NotEqual(t, f.ID, other.ID, "still there after: %s\n%+v", f.Cure, other)
				assert.True(t, known[other.ID], "came by: %s\n%+v", f.Cure, other)
			}
		})
	}
}

// splitSchema moves the files of a schema to prisma/schema, the migrations left behind.
func splitSchema(six bool) func(*app) {
	return func(a *app) {
		a.write("prisma/schema/main.prisma", a.read("prisma/schema.prisma"))
		a.remove("prisma/schema.prisma")
		if six {
			require.NoError(a.t, os.Rename(a.path("prisma/models"), a.path("prisma/schema/models")))
			a.replace("package.json", "./prisma", "./prisma/schema")
			return
		}
		a.replace("prisma/schema/main.prisma", "../src", "../../src")
		a.replace("prisma.config.ts", "prisma/schema.prisma", "prisma/schema")
		a.replace("prisma.config.ts", "  migrations: {\n    path: \"prisma/migrations\",\n  },\n", "")
		a.write("prisma/migrations/migration_lock.toml", "provider = \"sqlite\"\n")
	}
}

// decided is what a reader does where a cure is in words, or leaves something to decide.
func decided() map[string]func(a *app, f doctor.Finding) {
	const schema, route = "prisma/schema.prisma", "pages/api/auth/[...nextauth].ts"
	return map[string]func(a *app, f doctor.Finding){
		"env-not-loaded vercel": func(a *app, _ doctor.Finding) {
			a.replace("prisma.config.ts", `path: [".env"]`, `path: [".env.local", ".env"]`)
		},
		"secret-in-source lib-prisma": func(a *app, f doctor.Finding) {
			if to, rest, adds := strings.Cut(strings.TrimPrefix(f.Cure, "add to "), ": NEXTAUTH_SECRET="); adds {
				require.True(a.t, strings.HasSuffix(rest, ", and write process.env.NEXTAUTH_SECRET in its place"))
				a.write(to, a.read(to)+"NEXTAUTH_SECRET="+secret+"\n")
			}
			a.setLine(f, func(string) string { return "  secret: process.env.NEXTAUTH_SECRET," })
		},
		"secret-public lib-prisma": func(a *app, f doctor.Finding) {
			require.Contains(a.t, f.Cure, "add to .env: NEXTAUTH_SECRET=")
			a.write(".env", a.read(".env")+"NEXTAUTH_SECRET="+secret+"\n")
			a.replace(route, "NEXT_PUBLIC_SECRET", "NEXTAUTH_SECRET")
		},
		"schema-invalid t3": func(a *app, _ doctor.Finding) { a.replace(schema, "@uniqe", "@unique") },
		"schema-invalid lib-prisma": func(a *app, f doctor.Finding) {
			require.Len(a.t, f.Places, 2)
			text := a.read(schema)
			a.write(schema, text[:strings.Index(text, "\ndatasource other")])
		},
		"client-in-schema-folder folder": func(a *app, _ doctor.Finding) {
			a.replace(schema, "./generated", "../generated")
			a.remove("prisma/generated")
		},
		"client-outside-singleton t3": func(a *app, f doctor.Finding) {
			require.Equal(a.t, "import the one that src/server/db.ts exports", f.Cure)
			a.write("src/server/users.ts", "import { db } from './db'\n\nexport const users = db.user\n")
		},
		"client-not-shared generated-ignored": func(a *app, f doctor.Finding) {
			a.setLine(f, func(string) string { return f.Cure + ";\nexport { prisma };" })
		},
		"client-shared-in-development-only lib-prisma": func(a *app, f doctor.Finding) {
			_, statement, found := strings.Cut(f.Cure, "in place of the if, with what it does: ")
			require.True(a.t, found, f.Cure)
			a.setLine(f, func(string) string { return statement })
		},
		"client-without-adapter generated-ignored": func(a *app, f doctor.Finding) {
			with, made, _ := strings.Cut(f.Cure, " and write ")
			if strings.HasPrefix(made, "constructor") {
				a.write("src/lib/prisma.ts", with+";\n"+strings.Replace(a.read("src/lib/prisma.ts"), "{}", "{ "+made+" }", 1))
				return
			}
			a.write("src/lib/prisma.ts", with+";\nimport { PrismaClient } from '../generated/prisma/client';\nexport const prisma = (globalThis.prisma ??= "+made+");\n")
		},
		"client-option-unknown generated-ignored": func(a *app, _ doctor.Finding) {
			a.replace("src/lib/prisma.ts", "datasourceUrl: process.env.DATABASE_URL, ", "")
		},
		"client-option-unknown lib-prisma": func(a *app, _ doctor.Finding) { a.replace("lib/prisma.ts", "accelerateUrl", "datasourceUrl") },
		"driver-pool-ignored vercel": func(a *app, f doctor.Finding) {
			_, made, _ := strings.Cut(f.Cure, ": ")
			a.replace("lib/prisma.ts", "new PrismaPg({ pool })", made)
		},
		"driver-url-missing generated-ignored": func(a *app, f doctor.Finding) {
			instead, _, _ := strings.Cut(strings.TrimPrefix(f.Cure, "read "), " there, ")
			a.replace("src/lib/prisma.ts", "process.env.SQLITE_URL", instead)
		},
		"driver-of-other-url vercel": func(a *app, f doctor.Finding) {
			_, made, _ := strings.Cut(f.Cure, "; or ")
			a.write("lib/prisma.ts", "import { PrismaClient } from \"@/generated/prisma/client\";\nexport default (globalThis.prisma ??= "+made+");\n")
		},
		"sqlite-files-differ generated-ignored": func(a *app, f doctor.Finding) {
			_, file, _ := strings.Cut(f.Cure, "DATABASE_URL: ")
			a.replace("src/lib/prisma.ts", `"file:./prisma/dev.db"`, file)
		},
		"mail-without-adapter signin-mail-only": func(a *app, f doctor.Finding) {
			given, _, _ := strings.Cut(strings.TrimPrefix(f.Cure, "add "), " to the options, with the one of lib/prisma.ts")
			a.replace("lib/auth.ts", "NextAuth({ ", "NextAuth({ "+given+", ")
		},
		"credentials-without-jwt lib-prisma": func(a *app, f doctor.Finding) {
			a.replace(route, "  adapter:", "  "+strings.TrimSuffix(strings.TrimPrefix(f.Cure, "add "), " to the options of NextAuth")+",\n  adapter:")
		},
		"edge-imports-prisma t3": func(a *app, f doctor.Finding) {
			_, config, _ := strings.Cut(f.Cure, "exports: ")
			a.write("src/middleware.ts", a.read("src/middleware.ts")+config+";\n")
		},
		"keycloak-key lib-prisma": func(a *app, f doctor.Finding) {
			first, with, _ := strings.Cut(strings.TrimPrefix(f.Cure, "rename it in the adapter: "), "; ")
			a.replace(route, "adapter: PrismaAdapter(prisma)", with)
			a.replace(route, "export const authOptions", first+"\nexport const authOptions")
		},
		"next-auth-route-exports lib-prisma": func(a *app, f doctor.Finding) {
			a.replace(route, "export const handler = NextAuth(authOptions)", strings.TrimSuffix(f.Cure, ", with your options"))
		},
		"next-auth-route-extra signin-handler-as-get": func(a *app, f doctor.Finding) {
			name, _, _ := strings.Cut(strings.TrimPrefix(f.Cure, "move it to a file of its own, such as "), ",")
			a.write(name, "export { options as authOptions } from \"../app/api/auth/[...nextauth]/options\";\n")
			a.replace("app/api/auth/[...nextauth]/route.ts", "export const authOptions = options;", "import { authOptions } from \"@/lib/auth\";")
		},
		"adapter-without-client lib-prisma": func(a *app, f doctor.Finding) {
			require.Contains(a.t, f.Cure, "the one of lib/prisma.ts")
			given, _, _ := strings.Cut(strings.TrimPrefix(f.Cure, "write "), ", with")
			a.replace(route, regexp.MustCompile(`adapter: PrismaAdapter(\(\))?`).FindString(a.read(route)), given)
		},
		"config-without-url generated-ignored": func(a *app, f doctor.Finding) {
			a.replace("prisma.config.ts", "schema:", strings.TrimSuffix(strings.TrimPrefix(f.Cure, "add "), " to it")+", schema:")
		},
		"config-without-url vercel": func(a *app, f doctor.Finding) {
			a.write("prisma.config.ts", strings.ReplaceAll(strings.TrimPrefix(f.Cure, "write prisma.config.ts: "), "; ", ";\n"))
		},
		"other-generation vercel": func(a *app, _ doctor.Finding) { a.replace(schema, "// use prisma-next\n\n", "") },
		"package-invalid vercel": func(a *app, _ doctor.Finding) {
			healthy, _ := loadProject(a.t, "vercel")
			a.write("package.json", healthy.read("package.json"))
		},
	}
}

// findingIDs are the ids that the source gives to findings.
func findingIDs(t *testing.T) map[string]bool {
	sources, err := filepath.Glob("*.go")
	require.NoError(t, err)
	ids := regexp.MustCompile(`(?:Finding\{ID: |f\.ID = |versionFinding(?:In)?\((?:home, )?)"([a-z0-9-]*[a-z0-9])"`)
	all := map[string]bool{}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range ids.FindAllSubmatch(text, -1) {
			all[string(m[1])] = true
		}
	}
	return all
}

// carryOut does what a cure says: lines of a shell are run, edits are made as a reader would.
func (a *app) carryOut(f doctor.Finding) {
	a.t.Helper()
	for _, r := range readings() {
		if m := regexp.MustCompile("^(?s:" + r.cure + ")$").FindStringSubmatch(f.Cure); m != nil {
			r.do(a, f, m[1:])
			return
		}
	}
	require.Fail(a.t, "the test does not know how to do this", f.Cure)
}

// reading is a form that cures have, and what a reader does then.
type reading struct {
	cure string
	do   func(a *app, f doctor.Finding, m []string)
}

func readings() []reading {
	const package_, range_ = `((?:@[a-z0-9-]+/)?[a-z0-9-]+)`, `(?:@([0-9.]+))?`
	install := `(?:npm install|pnpm add|yarn add|bun add)((?: ` + strings.NewReplacer("(", "(?:").Replace(strings.ReplaceAll(package_, "(?:", "(")) + `(?:@[0-9a-z.-]+)?)+)`
	return []reading{
		{"(?:create-app auth)", func(a *app, f doctor.Finding, _ []string) { a.apply("prisma/") }},
		{"(?:npx|pnpm exec|yarn) prisma init", func(a *app, _ doctor.Finding, _ []string) { // as 6.19 does it
			a.write("prisma/schema.prisma", "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"mysql\"\n  url      = env(\"DATABASE_URL\")\n}\n")
		}},
		{"(?:npx|pnpm exec|yarn) prisma generate", func(a *app, _ doctor.Finding, _ []string) { a.generate() }},
		{install + "(?:, and import PrismaAdapter from there)?", func(a *app, _ doctor.Finding, m []string) { a.install(m[0]) }},
		{install + ", and give the datasource of the schema (url = env.*)", func(a *app, _ doctor.Finding, m []string) {
			a.install(m[0])
			a.replace("prisma/schema.prisma", `provider = "mongodb"`, "provider = \"mongodb\"\n  "+m[1])
		}},
		{"(?:after )?cp (.*) (.*?),(?: then)? put your own value for ([A-Z_]+) there", func(a *app, f doctor.Finding, m []string) {
			if _, err := os.Stat(filepath.Join(a.dir, m[1])); err != nil {
				a.shell("cp " + m[0] + " " + m[1])
			}
			value := secret
			if !strings.HasSuffix(m[2], "SECRET") {
				value = "postgresql://user:password@host:5432/name"
			}
			a.write(".env", regexp.MustCompile("(?m)^"+m[2]+"=.*$").ReplaceAllString(a.read(".env"), m[2]+"="+value))
			a.mode(".env", 0o600)
		}},
		{"set it in .env: (.*)", func(a *app, _ doctor.Finding, m []string) {
			name, _, _ := strings.Cut(m[0], "=")
			a.write(".env", regexp.MustCompile("(?m)^"+name+"=.*\n?").ReplaceAllString(a.read(".env"), "")+m[0]+"\n")
		}},
		{"set ([A-Z_]+) in .env, or write process.env.* in place of env.*", func(a *app, _ doctor.Finding, m []string) {
			a.write(".env", a.read(".env")+m[0]+"=file:./shadow.db\n")
		}},
		{"set ([A-Z_]+) in .env to a URL that goes to the database without a pooler; .*", func(a *app, _ doctor.Finding, m []string) {
			a.write(".env", a.read(".env")+"\n"+m[0]+"=postgresql://a:b@localhost:5432/t3\n")
		}},
		{"add to .env: ([A-Z_]+)= and the output of: (node .*)", func(a *app, _ doctor.Finding, m []string) {
			a.write(".env", a.read(".env")+"\n"+m[0]+"="+a.shell(m[1]))
		}},
		{"replace it with the output of: (node .*)", func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string {
				name, _, _ := strings.Cut(line, "=")
				return name + "=" + strings.TrimSpace(a.shell(m[0]))
			})
		}},
		{"rename ([A-Z_]+) to ([A-Z_]+)", func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string { return strings.Replace(line, m[0], m[1], 1) })
		}},
		{"put (.*) in front of line ([0-9]+)", func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string { return m[0] + "\n" + line })
		}},
		{"put (COPY .*) in front of line [0-9]+, and (RUN .*) in front of line ([0-9]+), whose .*", func(a *app, f doctor.Finding, m []string) {
			builds, err := strconv.Atoi(m[2])
			require.NoError(a.t, err)
			later := f
			later.Line = builds
			a.setLine(later, func(line string) string { return m[1] + "\n" + line })
			a.setLine(f, func(line string) string { return m[0] + "\n" + line })
			require.Contains(a.t, a.read("Dockerfile"), "RUN pnpm exec prisma generate\nRUN pnpm build")
		}},
		{"write it as (.*)", func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string { name, _, _ := strings.Cut(line, "="); return name + "=" + m[0] })
		}},
		{"create-app db PROVIDER moves the project; or give a URL such as (.*)", func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string { name, _, _ := strings.Cut(line, "="); return name + "=" + m[0] })
		}},
		{"write \\? in place of the first &", func(a *app, f doctor.Finding, _ []string) {
			a.setLine(f, func(line string) string { return strings.Replace(line, "&", "?", 1) })
		}},
		{"move the lines of (.*) into (.*) and delete (.*)", func(a *app, _ doctor.Finding, m []string) {
			a.write(m[1], a.read(m[1])+"\n") // they are there already
			a.remove(m[2])
		}},
		{"move the lines that are still right into .env and delete it", func(a *app, f doctor.Finding, _ []string) { a.remove(f.File) }},
		{"keep one line for it, in .env, without \\$", func(a *app, f doctor.Finding, _ []string) {
			if f.File == ".env" {
				a.setLine(f, func(line string) string { return strings.ReplaceAll(line, "$", "") })
				return
			}
			a.setLine(f, func(string) string { return "" })
		}},
		{`put import "dotenv/config" at the top of (.*)`, func(a *app, _ doctor.Finding, m []string) { a.write(m[0], "import \"dotenv/config\";\n"+a.read(m[0])) }},
		{"(git rm .*?), then change these secrets, which others may have: .*", func(a *app, _ doctor.Finding, m []string) { a.shell(m[0]) }},
		{"(?:git rm|echo|chmod|mkdir|mv|find) .*", func(a *app, f doctor.Finding, _ []string) {
			command, edits, _ := strings.Cut(f.Cure, ", and correct the paths in it")
			a.shell(command)
			if edits != "" {
				a.replace("prisma.config.ts", "prisma/", "./prisma/")
			}
		}},
		{"npm pkg set '?([a-z.]+)=([^']*)'?", func(a *app, _ doctor.Finding, m []string) {
			file, err := manifest.Parse([]byte(a.read("package.json")))
			require.NoError(a.t, err)
			file, err = file.Set(m[1], strings.Split(m[0], ".")...)
			require.NoError(a.t, err)
			a.write("package.json", string(file.Bytes()))
		}},
		{"put the schema there, or correct its place in package.json", func(a *app, _ doctor.Finding, _ []string) { a.replace("package.json", `"./db"`, `"./prisma"`) }},
		{"put the schema there, or correct its place in prisma.config.ts", func(a *app, _ doctor.Finding, _ []string) {
			a.replace("prisma.config.ts", "prisma/schema.prisma", "db/main.prisma")
		}},
		{`name the one that is there in prisma.config.ts: (schema: ".*")`, func(a *app, _ doctor.Finding, m []string) {
			a.replace("prisma.config.ts", "defineConfig({", "defineConfig({ "+m[0]+",")
		}},
		{`Prisma does not look into prisma/schema by itself: set (schema: ".*") in prisma.config.ts`, func(a *app, _ doctor.Finding, m []string) {
			a.write("prisma.config.ts", "import \"dotenv/config\";\nexport default { "+m[0]+" };\n")
		}},
		{`the script "(.*)" runs Prisma without --schema: name it there as well, or in prisma.config.ts`, func(a *app, _ doctor.Finding, _ []string) {
			a.replace("package.json", "prisma generate", "prisma generate --schema db/main.prisma")
		}},
		{"create-app doctor --schema PATH", func(a *app, _ doctor.Finding, _ []string) { a.options.Schema = "prisma/schema.prisma" }},
		{"add: (datasource db \\{.*\\}), (?:each property on a line of its own|on three lines)", func(a *app, _ doctor.Finding, m []string) {
			block := strings.NewReplacer("{ ", "{\n", " }", "\n}", ` url =`, "\nurl =").Replace(m[0])
			a.write("prisma/schema.prisma", a.read("prisma/schema.prisma")+"\n"+block+"\n")
		}},
		{"remove the line, and give the URL in prisma.config.ts and to the driver adapter", func(a *app, f doctor.Finding, _ []string) { a.setLine(f, func(string) string { return "" }) }},
		{"add (url = env.*)", func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string { return line + "\n  " + m[0] })
		}},
		{"add (@@index.*)", func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string { return line + "\n  " + m[0] })
		}},
		{"move (.*) aside, then: (?:npx|yarn|pnpm exec) prisma migrate dev --name init", func(a *app, _ doctor.Finding, m []string) {
			a.shell("mv " + m[0] + " old && mkdir -p " + m[0])
			a.write(m[0]+"/migration_lock.toml", "provider = \""+a.provider()+"\"\n")
		}},
		{`write "(.*)" in place of "(.*)"`, func(a *app, f doctor.Finding, m []string) {
			a.setLine(f, func(line string) string { return strings.Replace(line, m[1], m[0], 1) })
		}},
		{"write (.*)", func(a *app, f doctor.Finding, m []string) {
			a.replace("package.json", strings.TrimPrefix(strings.Split(f.Message, " takes the newest")[0], ""), m[0])
		}},
		{"add to (.*): (migrations: .*)", func(a *app, _ doctor.Finding, m []string) {
			a.replace(m[0], "defineConfig({", "defineConfig({ "+m[1]+",")
		}},
		{"add to (.*): (export .*)", func(a *app, _ doctor.Finding, m []string) { a.write(m[0], a.read(m[0])+"\n"+m[1]+"\n") }},
		{"(import .* from .*)", func(a *app, f doctor.Finding, m []string) { a.setLine(f, func(string) string { return m[0] }) }},
	}
}

// setLine changes the line that a finding stands at.
func (a *app) setLine(f doctor.Finding, change func(string) string) {
	require.Positive(a.t, f.Line, f.ID)
	all := strings.Split(a.read(f.File), "\n")
	all[f.Line-1] = change(all[f.Line-1])
	a.write(f.File, strings.Join(all, "\n"))
}

// shell runs a printed line as it is.
func (a *app) shell(line string) string {
	c := exec.Command("sh", "-c", line)
	c.Dir, c.Env = a.dir, append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	out, err := c.Output()
	require.NoError(a.t, err, line)
	return string(out)
}

// apply makes the edits of doctor --fix below a folder, as create-app auth does.
func (a *app) apply(below string) {
	edits := a.cure().Edits
	require.NotEmpty(a.t, edits)
	for _, e := range edits {
		if rel, _ := filepath.Rel(a.dir, e.Path); strings.HasPrefix(filepath.ToSlash(rel), below) {
			require.NoError(a.t, os.WriteFile(e.Path, e.Content, 0o600))
		}
	}
}

// generate is what prisma generate leaves of the schema.
func (a *app) generate() {
	a.write("node_modules/.prisma/client/schema.prisma", a.read("prisma/schema.prisma"))
}

// provider is what the schema's project is for.
func (a *app) provider() string {
	for _, provider := range []string{"mysql", "sqlite"} {
		if strings.Contains(a.read("prisma/schema.prisma"), `"`+provider+`"`) || strings.Contains(a.read(".env"), `"file:`) && provider == "sqlite" {
			return provider
		}
	}
	return "postgresql"
}

// install does to package.json and to the lockfile what a package manager would.
func (a *app) install(words string) {
	newest := map[string]string{"prisma@6": "6.19.3", "prisma@7": "7.10.1", "@prisma/client@6": "6.19.3", "@prisma/client@7": "7.10.0", "@prisma/client@6.19": "6.19.3",
		"@auth/prisma-adapter@2": "2.11.3", "@auth/prisma-adapter@2.11": "2.11.3", "next@14": "14.2.35"}
	for _, word := range strings.Fields(words) {
		at := strings.LastIndex(word, "@")
		require.Positive(a.t, at, "%s: nothing says which release", word)
		name, version := word[:at], newest[word]
		if version == "" {
			version = word[at+1:] + strings.Repeat(".0", max(0, 2-strings.Count(word[at+1:], ".")))
		}
		file, err := manifest.Parse([]byte(a.read("package.json")))
		require.NoError(a.t, err)
		group := "dependencies"
		if file.Has("devDependencies", name) {
			group = "devDependencies"
		}
		file, err = file.Set(version, group, name)
		require.NoError(a.t, err)
		a.write("package.json", string(file.Bytes()))
		for lock, entry := range map[string]string{
			"yarn.lock":         `(?m)(^"?` + regexp.QuoteMeta(name) + `@)[^:]*?("?:\n  version ")[^"]*`,
			"pnpm-lock.yaml":    `(?m)(^      '?` + regexp.QuoteMeta(name) + `'?:\n        specifier: )[^\n]*(\n        version: )[0-9.a-z-]*`,
			"package-lock.json": `("node_modules/` + regexp.QuoteMeta(name) + `)(": \{ "version": ")[^"]*`,
		} {
			if _, err := os.Stat(a.path(lock)); err != nil {
				continue
			}
			with := "${1}" + version + "${2}" + version
			if lock == "package-lock.json" {
				with = "${1}${2}" + version
			}
			a.write(lock, regexp.MustCompile(entry).ReplaceAllString(a.read(lock), with))
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
