package doctor_test

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each defect in the projects that people have and in several spellings is
// that finding, in that place, and no other.
func TestDefectsInTheirSpellings(t *testing.T) {
	const schema = "prisma/schema.prisma"
	mode := func(file string) func(*app) {
		return func(a *app) { require.NoError(a.t, os.Chmod(a.path(file), 0o640)) }
	}
	git := func(tracked, untracked string) func(*app) {
		return func(a *app) {
			r := repository{}
			if tracked != "" {
				r.tracked = []string{a.path(tracked)}
			}
			if untracked != "" {
				r.untracked = []string{a.path(untracked)}
			}
			a.world.Git = r
		}
	}
	for _, c := range []spelling{
		// Which schema.
		{"t3", func(a *app) { a.remove(schema) }, "schema-missing"},
		{"folder", edit("package.json", `"./prisma"`, `"./db"`), "schema-missing"},
		{"turso", edit("prisma.config.mts", `'prisma/schema.prisma'`, `join(__dirname, name)`), "schema-place-unknown prisma.config.mts:5"},

		// .env files against each other.
		{"t3", add("prisma/.env", "# two\nDATABASE_URL=\"postgresql://postgres:password@localhost:5432/t3\"\n"), "env-conflict prisma/.env:2"},
		{"lib-prisma", add("prisma/.env", "export DATABASE_URL=file:./other.db\n"), "env-conflict prisma/.env:1"},
		{"vercel", add("prisma/.env", "A=1\n"), "env-not-read prisma/.env:1"},
		{"lib-prisma", add(".env.local", "\nDATABASE_URL='file:./mine.db'\n"), "env-readers-differ .env.local:2"},
		{"generated-ignored", edit("prisma.config.ts", "import \"dotenv/config\";\n", ""), "env-not-loaded .env:1"},
		{"generated-ignored", edit("prisma.config.ts", `import "dotenv/config";`, `// import "dotenv/config";`), "env-not-loaded .env:1"},
		{"vercel", edit("prisma.config.ts", `".env.local", `, ``), "env-not-loaded .env.local:4"},

		// How the client is made.
		{"vercel", edit("lib/prisma.ts", "{ connectionString: process.env.POSTGRES_PRISMA_URL }", "{ pool: new Pool(), max: 3 }"), "driver-pool-ignored lib/prisma.ts:4"},
		{"generated-ignored", edit("src/lib/prisma.ts", "PrismaClient({ adapter })", "PrismaClient({ adapter, datasources: { db: { url: \"file:./a.db\" } } })"), "client-option-unknown src/lib/prisma.ts:7"},
		{"generated-ignored", edit("src/lib/prisma.ts", "PrismaClient({ adapter })", "PrismaClient({ datasourceUrl: \"file:./a.db\" })"), "client-without-adapter src/lib/prisma.ts:7"},

		// DATABASE_URL.
		{"t3", lines(".env", "DATABASE_URL"), "database-url-missing prisma/schema.prisma:7"},
		{"t3", edit(".env", "DATABASE_URL=", "# DATABASE_URL="), "database-url-missing prisma/schema.prisma:7"},
		{"t3", edit(".env", "DATABASE_URL=", "DATABASE_URI="), "database-url-missing prisma/schema.prisma:7"},
		{"t3", edit(".env", "DATABASE_URL=\"", "DATABASE_URL= # \""), "database-url-missing .env:8"},
		{"supabase", edit(".env", "export DATABASE_URL=postgres://postgres.abcdefghijklmnop:pa%23ss%40word@", "export DATABASE_URL=postgres://postgres.abc:pa/ss@"), "database-url-malformed .env:2"},
		{"supabase", edit(".env", "pa%23ss%40word@aws", "[YOUR-PASSWORD]@aws"), "database-url-malformed .env:2"},
		{"t3", edit(".env", `"postgresql://`, `"'postgresql://`), "database-url-malformed .env:8"},
		{"t3", edit(".env", `"postgresql://`, `"postgres//`), "database-url-malformed .env:8"},
		{"compose", edit(".env", "postgresql://", "mysql://"), "database-url-other-provider .env:4"},
		{"mongodb", edit(".env", "mongodb+srv://", "postgres://"), "database-url-other-provider .env:1"},
		{"turso", edit(".env", "libsql://", "mysql://"), "database-url-other-provider .env:1"},
		{"neon", edit("prisma/schema.prisma", `"postgresql"`, `"mysql"`), "database-url-other-provider .env:1, driver-of-other-database package.json:1"},

		// Secrets.
		{"t3", lines(".env", "AUTH_SECRET"), "secret-missing .env"},
		{"t3", edit(".env", "AUTH_SECRET=\"dGh", "AUTH_SECRET=\"\" # dGh"), "secret-missing .env"},
		{"t3", edit(".env", "AUTH_SECRET=", "NEXTAUTH_SECRET="), "secret-misnamed .env:3"},
		{"auth-example", edit(".env.local", "AUTH_SECRET=", "export NEXTAUTH_SECRET="), "secret-misnamed .env.local:1"},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=", "AUTH_SECRET="), edit("pages/api/auth/[...nextauth].ts", "  secret: process.env.NEXTAUTH_SECRET,\n", "")), "secret-misnamed .env:6"},
		{"lib-prisma", edit(".env", "NEXTAUTH_SECRET=", "AUTH_SECRET="), "secret-misnamed .env:6"}, // the options name the variable, too
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=", "AUTH_SECRET="), edit("pages/api/auth/[...nextauth].ts", "process.env.NEXTAUTH_SECRET", "process.env.NEXTAUTH_SECRET ?? process.env.AUTH_SECRET")), ""},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit("pages/api/auth/[...nextauth].ts", "process.env.NEXTAUTH_SECRET", "process.env.JWT_SECRET")), "secret-missing .env"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit("pages/api/auth/[...nextauth].ts", "secret: process.env.NEXTAUTH_SECRET", "// secret: signingKey()")), "secret-missing .env"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit("pages/api/auth/[...nextauth].ts", "secret: process.env.NEXTAUTH_SECRET", "secret: signingKey()")), ""},
		{"jwt", edit(".env", "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "your-nextauth-secret-here-0123456789"), "secret-weak .env:2"},
		{"mongodb", edit(".env.local", "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "'hunter2'"), "secret-weak .env.local:1"},
		{"jwt", edit(".env", "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", strings.Repeat("a1", 20)), "secret-weak .env:2"},

		// Who reads them.
		{"t3", mode(".env"), "env-readable .env"},
		{"vercel", mode(".env.local"), "env-readable .env.local"},
		{"t3", git(".env", ""), "env-tracked .env"},
		{"vercel", git(".env.local", ""), "env-tracked .env.local"},
		{"mongodb", git("", ".env.local"), "env-not-ignored .env.local"},
		{"t3", both(add(".env.production", "AUTH_SECRET=x\n"), git(".env.production", "")), "env-tracked .env.production"},
		{"t3", both(add(".env.production", "NEXT_PUBLIC_NAME=x\n"), git(".env.production", "")), ""},

		// Clients.
		{"t3", taken("src/server/users.ts", "import { PrismaClient } from '@prisma/client'\n\nexport const users = new PrismaClient().user\n"), "client-outside-singleton src/server/users.ts:3"},
		{"t3", taken("src/lib/users.mjs", "import { PrismaClient as Client } from \"@prisma/client\";\nexport const c = new Client({ log: [] });\n"), "client-outside-singleton src/lib/users.mjs:2"},
		{"t3", taken("src/lib/users.cts", "const { PrismaClient } = require('@prisma/client');\nmodule.exports = new PrismaClient;\n"), "client-outside-singleton src/lib/users.cts:2"},
		{"t3", add("src/app/users/page.jsx", "import pkg from '@prisma/client'\nconst p = new\n  pkg.PrismaClient()\nexport default () => p.user.count()\n"), "client-outside-singleton src/app/users/page.jsx:2"},
		{"generated-ignored", add("app/users/page.tsx", "import { PrismaClient } from \"@/generated/prisma/client\";\nconst p = new PrismaClient<never>({ adapter });\nexport default () => p.user.count();\n"), "client-outside-singleton app/users/page.tsx:2"},
		{"generated-ignored", both(taken("lib/other.ts", "import { PrismaClient } from \"@/generated/prisma/client\";\nexport const p = (globalThis.p ??= new PrismaClient({}));\n"), taken("src/lib/more.ts", "export { prisma } from \"./prisma\";\n")), "client-outside-singleton lib/other.ts:2"},
		{"express", taken("src/b.js", "import { PrismaClient } from '@prisma/client'\nexport const b = new PrismaClient()\n"), "client-outside-singleton src/b.js:2"},
		{"shell", both(add("app/a/page.tsx", "const a = new PrismaClient()\nexport default () => a.user.count()\n"), add("app/b/page.tsx", "const b = new PrismaClient()\nexport default () => b.user.count()\n")), "client-outside-singleton app/a/page.tsx:1"},
		{"neon", edit("lib/db/index.ts", "global.prisma || ", ""), "client-not-shared lib/db/index.ts:6"},
		{"neon", both(edit("lib/db/index.ts", "global.prisma || ", ""), edit("lib/db/index.ts", "global.prisma = prisma\n", ""), edit("lib/db/index.ts", "declare global { var prisma: PrismaClient | undefined }\n", "")), "client-not-shared lib/db/index.ts:5"},
		{"generated-ignored", edit("src/lib/prisma.ts", "globalForPrisma.prisma = prisma;", "if (process.env.NODE_ENV === 'development') {\n  globalForPrisma.prisma = prisma;\n}"), "client-shared-in-development-only src/lib/prisma.ts:8"},
		{"generated-ignored", git("src/generated/prisma/client.ts", ""), "client-committed src/generated/prisma"},
		{"generated-ignored", git("", "src/generated/prisma/client.ts"), "client-not-ignored src/generated/prisma"},

		// The schema.
		{"t3", edit(schema, "name      String", "name      String @uniqe"), "schema-invalid prisma/schema.prisma:12"},
		{"lib-prisma", edit(schema, "datasource db {", "// datasource db {"), "schema-invalid prisma/schema.prisma:6, schema-invalid prisma/schema.prisma:7, schema-invalid prisma/schema.prisma:8"},
		{"t3", func(a *app) { a.write(schema, "") }, "datasource-missing prisma/schema.prisma"},
		{"folder", edit("prisma/models/post.prisma", "author   User", "author   Usr"), "schema-invalid prisma/models/post.prisma:3"},
		{"folder", edit("prisma/models/post.prisma", "\n  @@index([authorId])\n", ""), "index-missing prisma/models/post.prisma:3"},
		{"generated-ignored", edit(schema, `provider = "sqlite"`, "provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")"), "schema-of-prisma-6 prisma/schema.prisma:8"},
		{"vercel", edit(schema, `provider = "postgresql"`, "provider  = \"postgresql\"\n  directUrl = env(\"DIRECT_URL\")"), "schema-of-prisma-6 prisma/schema.prisma:8"},
		{"lib-prisma", lines(schema, "  url "), "schema-of-prisma-7 prisma/schema.prisma:5"},
		{"folder", edit("prisma/schema.prisma", "  url          = env(\"DATABASE_URL\")\n", ""), "schema-of-prisma-7 prisma/schema.prisma:5"},
		{"folder", edit("prisma/migrations/migration_lock.toml", "mysql", "postgresql"), "migrations-of-other-database prisma/migrations/migration_lock.toml:1"},
		{"prisma-postgres", edit("prisma/migrations/migration_lock.toml", `"postgresql"`, "\"sqlite\"\r"), "migrations-of-other-database prisma/migrations/migration_lock.toml:2"},
		{"folder", both(add("prisma/generated/schema.prisma", "datasource db {\n  provider = \"mysql\"\n}\n"), add("prisma/generated/package.json", `{"name":"prisma-client-0f"}`)), "client-in-schema-folder prisma/generated"},

		// What the adapter works with.
		{"t3", edit(schema, "  id_token          String? @db.Text\n", ""), "auth-missing-field prisma/schema.prisma:30"},
		{"t3", edit(schema, "  session_state     String?\n", ""), "auth-missing-field prisma/schema.prisma:30"}, // a note: Discord sends none
		{"t3", edit(schema, "  sessionToken String   @unique\n", "  token String   @unique\n"), "auth-missing-field prisma/schema.prisma:49, auth-required-extra prisma/schema.prisma:51"},
		{"shell", edit(schema, "access_token      String? @db.Text", "access_token      String?"), "auth-short-column prisma/schema.prisma:27"},
		{"shell", edit(schema, "id_token          String? @db.Text", "id_token          String? @db.VarChar(500)"), "auth-short-column prisma/schema.prisma:31"},
		{"mongodb", edit(schema, "  @@unique([provider, providerAccountId])\n", ""), "auth-missing-key prisma/schema.prisma:10"},

		// Versions.
		{"generated-ignored", edit("package-lock.json", `"node_modules/prisma": { "version": "7.10.1"`, `"node_modules/prisma": { "version": "7.8.0"`), "prisma-versions-differ package.json:1"},
		{"t3", edit("pnpm-lock.yaml", "version: 6.6.0(typescript@5.8.3)\n", "version: 6.19.3(typescript@5.8.3)\n"), "prisma-versions-differ package.json:4"},
		{"lib-prisma", edit("yarn.lock", "\"@prisma/client@6.19.3\":\n  version \"6.19.3\"", "\"@prisma/client@6.19.3\":\n  version \"6.1.0\""), "prisma-versions-differ package.json:3"},
		{"vercel", func(a *app) {
			a.write("package.json", "{\n  \"name\": \"vercel\",\n  // why\n  \"private\": true\n}\n")
		}, "package-invalid package.json:3"},
		{"vercel", func(a *app) { a.write("package.json", "{\n  \"name\": \"vercel\",\n\n") }, "package-invalid package.json:2"},
		{"supabase", edit("bun.lock", `["@prisma/client@6.19.3"`, `["@prisma/client@6.1.0"`), "prisma-versions-differ package.json:1"},
		{"lib-prisma", edit("yarn.lock", "\"@prisma/client@6.19.3\":\n  version \"6.19.3\"", "\"@prisma/client@6.19.3\":\n  version \"7.10.0\""), "prisma-versions-differ package.json:3"},
		{"vercel", edit("package.json", `"@prisma/adapter-pg": "7.10.0"`, `"@prisma/adapter-pg": "6.19.3"`), "driver-version-differs package.json:1"},
		{"vercel", edit("package.json", `"@prisma/adapter-pg": "7.10.0", `, ``), "driver-missing package.json:1"},
		{"turso", edit("package.json", `@prisma/adapter-libsql`, `@prisma/adapter-pg`), "driver-of-other-database package.json:1"},
		{"jwt", edit("package.json", `"@auth/prisma-adapter": "^2.11.0"`, `"@next-auth/prisma-adapter": "^1.0.7"`), "adapter-of-nextauth-4 package.json:1"},
		{"t3", edit("pnpm-lock.yaml", "15.3.1(react-dom@19.1.0(react@19.1.0))(react@19.1.0)\n", "16.4.6(react@19.1.0)\n"), "next-auth-too-old package.json:4, client-shared-in-development-only src/server/db.ts:16"},
		{"lib-prisma", edit("yarn.lock", "next-auth@^4.24.11:\n  version \"4.24.11\"", "next-auth@^4.24.11:\n  version \"4.24.8\""), "next-auth-too-old package.json:3"},
		{"mongodb", edit("package.json", `"next": "14.2.0"`, `"next": "11.1.4"`), "next-too-old package.json:1"},
		{"mongodb", both(edit("package.json", `"prisma": "6.19.3"`, `"prisma": "7.10.1"`), edit("package.json", `"@prisma/client": "6.19.3"`, `"@prisma/client": "7.10.0"`), lines(schema, "  url "),
			add("prisma.config.ts", "import \"dotenv/config\";\nexport default { schema: \"prisma\", datasource: { url: process.env.DATABASE_URL } };\n")), "database-without-prisma-7 package.json:1"},
	} {
		c.check(t)
	}
}

// spelling is a defect, or a healthy way to do things, planted in one of the
// projects.
type spelling struct {
	project string
	plant   func(*app)
	want    string // besides what the project has anyway; with a - in front, what it then has no more
}

func (c spelling) check(t *testing.T) {
	t.Helper()
	a, usual := loadProject(t, c.project)
	c.plant(a)
	var want []string
	for w := range strings.SplitSeq(strings.TrimSuffix(c.want, ", "), ", ") {
		if gone, not := strings.CutPrefix(w, "-"); not {
			usual = slices.DeleteFunc(usual, func(u string) bool { return u == gone })
		} else if w != "" {
			want = append(want, w)
		}
	}
	report := a.examine()
	for _, f := range report.Findings {
		for _, text := range []string{f.Message, f.Why, f.Cure} {
			assert.NotEmpty(t, text, f.ID)
		}
		if f.File != "" && f.Line > 0 {
			assert.LessOrEqual(t, f.Line, strings.Count(a.read(filepath.ToSlash(f.File)), "\n")+1)
		}
	}
	assert.ElementsMatch(t, append(want, usual...), found(report), "%s: %s\n%+v", c.project, c.want, report.Findings)
}

// The plants that several tables share.
func edit(file, old, with string) func(*app) { return func(a *app) { a.replace(file, old, with) } }
func add(file, text string) func(*app)       { return func(a *app) { a.write(file, text) } }

// taken adds a module, and a page that imports it.
func taken(file, text string) func(*app) {
	return both(add(file, text), add("src/app/"+path.Base(file)+"/page.tsx", "import * as all from \"../../../"+file+"\";\nexport default () => all;\n"))
}

// configURL has the project's prisma.config.ts take its URL from an expression.
func configURL(expression string) func(*app) {
	return both(edit("prisma.config.ts", `process.env["DATABASE_URL"]`, expression), edit("prisma.config.ts", `{ defineConfig }`, `{ defineConfig, env }`))
}

// configLoad has a statement in the place of what loads .env there.
func configLoad(statement string) func(*app) {
	return edit("prisma.config.ts", `import "dotenv/config";`, statement)
}

func packageScripts(text string) func(*app) {
	return edit("package.json", `"type": "module",`, `"type": "module", "scripts": `+text+`,`)
}

func withoutEnv(a *app)                   { a.remove(".env") }
func lines(file, start string) func(*app) { return func(a *app) { a.line(file, start) } }
func both(all ...func(*app)) func(*app) {
	return func(a *app) {
		for _, plant := range all {
			plant(a)
		}
	}
}
