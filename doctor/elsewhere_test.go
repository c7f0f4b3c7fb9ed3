package doctor_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A variable that one of several readers has is said to be missing for the others alone.
func TestVariablesThatAreSetForSome(t *testing.T) {
	const url = "DATABASE_URL=postgresql://postgres:postgres@localhost:5432/t3\n"
	none := lines(".env", "DATABASE_URL")
	compose := func(environment string) func(*app) {
		return both(none, add("docker-compose.yml", "services:\n  web:\n    build: .\n    environment:\n      "+environment+"\n"))
	}
	for _, c := range []spelling{
		{"t3", both(none, add(".env.development", url)), "env-not-loaded .env.development:1"},
		{"t3", both(none, add(".env.development.local", "\n"+url)), "env-not-loaded .env.development.local:2"},
		{"t3", both(none, both(add(".env.development", url), edit("package.json", `"prisma db push"`, `"dotenv -e .env.development -- prisma db push"`))), ""},
		{"t3", both(none, add(".env.production", url)), "database-url-missing prisma/schema.prisma:7"},
		{"t3", compose("DATABASE_URL: postgresql://db/t3"), "database-url-missing prisma/schema.prisma:7"},
		{"t3", compose("DATABASE_URL: ${DATABASE_URL}"), "database-url-missing prisma/schema.prisma:7"},
		{"d1", withoutEnv, "database-url-missing prisma/schema.prisma:8"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), add("compose.yaml", "services:\n  web:\n    environment:\n      - NEXTAUTH_SECRET=abc\n")), ""},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), add("compose.yaml", "services:\n  web:\n    environment:\n      - NEXTAUTH_SECRET\n")), "secret-missing .env"},
	} {
		c.check(t)
	}
	for _, c := range []struct {
		plant func(*app)
		note  bool
		why   string
	}{
		{both(none, add(".env.development", url)), false, "next dev reads it, and Prisma's commands run without a database URL"},
		{both(none, add(".env.local", url)), false, "Prisma's commands run without a database URL"},
		{both(none, add(".env.production", url)), false, "next build and next start alone have it, from the file for production; neither Prisma's commands nor next dev can connect"},
		{compose("DATABASE_URL: postgresql://db/t3"), true, "docker-compose.yml sets it in a container; elsewhere neither Prisma's commands nor the app can connect"},
		{compose("- DATABASE_URL"), false, "neither Prisma's commands nor the app can connect"},
		{both(compose("- DATABASE_URL=postgresql://db/t3"), func(a *app) { a.write(".env.example", a.read(".env")+url); a.remove(".env") }), false, "docker-compose.yml sets it in a container; elsewhere neither Prisma's commands nor the app can connect"},
	} {
		a, _ := loadProject(t, "t3")
		c.plant(a)
		f := a.examine().Findings[0]
		assert.Equal(t, c.why, f.Why)
		assert.Equal(t, c.note, f.Note)
	}
}

// A variable is set where the scripts read it.
func TestCuresGoWhereTheScriptsRead(t *testing.T) {
	for _, c := range []struct{ push, more, cure string }{
		{"prisma db push", "", "cp .env.example .env, then put your own value for DATABASE_URL there"},
		{"dotenv -e .env.local -- prisma db push", "", "cp .env.example .env.local, then put your own value for DATABASE_URL there"},
		{"dotenv -e ../../.env -- prisma db push", "", "cp .env.example ../../.env, then put your own value for DATABASE_URL there; next dev reads .env: put it there, too"},
		{"node --env-file=config/dev.env node_modules/.bin/prisma db push", "", "cp .env.example config/dev.env, then put your own value for DATABASE_URL there; next dev reads .env: put it there, too"},
		{"env-cmd -f .env.dev prisma db push", "", "cp .env.example .env.dev, then put your own value for DATABASE_URL there; next dev reads .env: put it there, too"},
		{"dotenv -e .env.local -- prisma db push", `, "studio": "prisma studio"`, "cp .env.example .env, then put your own value for DATABASE_URL there"},
		{"dotenv -e .env.test -- prisma db push", "", "cp .env.example .env, then put your own value for DATABASE_URL there"},
		{"dotenv -e .env.production -- prisma migrate deploy", "", "cp .env.example .env, then put your own value for DATABASE_URL there"},
	} {
		a, _ := loadProject(t, "t3")
		a.replace("package.json", `"db:push": "prisma db push"`, `"dev": "next dev", "db:push": "`+c.push+`"`+c.more)
		a.write(".env.example", a.read(".env"))
		a.remove(".env")
		f := a.examine().Findings[0]
		assert.Equal(t, "database-url-missing", f.ID, c.push)
		assert.Equal(t, c.cure, f.Cure)
	}
}

// An app that has its database from a binding of Cloudflare's lacks no URL.
func TestBindingsNeedNoURL(t *testing.T) {
	const binding = "Prisma's commands for the database stop; the app itself has its database from a binding of Cloudflare's, in lib/db.ts"
	for _, c := range []struct {
		name, client string
		bound        bool
	}{
		{"d1", "export const getDb = () => new PrismaClient({ adapter: new PrismaD1(getCloudflareContext().env.DB) })", true},
		{"d1-of-argument", "export const getDb = (env: Env) => { const adapter = new PrismaD1(env.DB); return new PrismaClient({ adapter }) }", true},
		{"hyperdrive", "export const getDb = () => new PrismaClient({ adapter: new PrismaPg({ connectionString: getRequestContext().env.HYPERDRIVE.connectionString }) })", true},
		{"hyperdrive-by-another-name", "export const getDb = (env: Env) => new PrismaClient({ adapter: new PrismaPg({ connectionString: env.POOL.connectionString }) })", true},
		{"worker", "import { env } from 'cloudflare:workers'\nexport const db = new PrismaClient({ adapter: new PrismaD1(env.DB) })", true},
		{"variable", "export const getDb = () => new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })", false},
		{"computed", "export const getDb = (url: string) => new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })", false},
		{"of-env-file", "import { env } from '@/env'\nexport const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: env.DATABASE_URL }) })", false},
		{"no-driver", "export const db = new PrismaClient()", false},
	} {
		a, _ := loadProject(t, "d1")
		a.remove(".env")
		a.remove("app")
		a.write("lib/db.ts", "import { PrismaClient } from '@prisma/client'\n"+c.client+"\n")
		for _, f := range a.examine().Findings {
			if f.ID == "database-url-missing" {
				assert.Equal(t, c.bound, f.Why == binding, c.name+": "+f.Why)
				assert.Equal(t, c.bound, f.Note, c.name)
			}
		}
		assert.Contains(t, found(a.examine()), "database-url-missing prisma/schema.prisma:8", c.name)
	}
}

// Twitter by OAuth 1.0a sends two tokens of its own, and NextAuth 4 has no module of all providers.
func TestProvidersOfOlderForms(t *testing.T) {
	const schema, route = "prisma/schema.prisma", "pages/api/auth/[...nextauth].ts"
	twitter := func(options string) func(*app) {
		return both(edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import Twitter from 'next-auth/providers/twitter'"),
			edit(route, "GitHubProvider({ clientId: process.env.GITHUB_ID!, clientSecret: process.env.GITHUB_SECRET! })", "Twitter({ clientId: process.env.ID!, clientSecret: process.env.SECRET!"+options+" })"))
	}
	for _, c := range []spelling{
		{"lib-prisma", twitter(""), "auth-models prisma/schema.prisma:20"},
		{"lib-prisma", both(twitter(""), edit(schema, "model Account {", "model Account {\n  oauth_token String?\n  oauth_token_secret String?")), ""},
		{"lib-prisma", twitter(", version: '2.0'"), ""},
		{"lib-prisma", twitter(", ...more"), ""},
		{"lib-prisma", both(edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import Providers from 'next-auth/providers'"), edit(route, "GitHubProvider(", "Providers.GitHub(")), "next-auth-of-other-form pages/api/auth/[...nextauth].ts:2"},
		{"lib-prisma", edit(route, "import GitHubProvider", "import { Provider } from 'next-auth/providers'\nimport GitHubProvider"), ""},
		{"next-auth-3", func(a *app) {}, ""},
	} {
		c.check(t)
	}
}

// A client that is only looked for on the global object is not kept, wherever its module lies.
func TestClientsThatNothingKeeps(t *testing.T) {
	const made = "import { PrismaClient } from '@prisma/client'\n"
	client := func(path, text string) func(*app) {
		return func(a *app) {
			a.remove("lib/prisma.ts")
			a.write(path, made+text)
			a.write("pages/api/users.ts", "import prisma from '../../"+strings.TrimSuffix(strings.TrimSuffix(path, ".ts"), "/index")+"'\nexport default async (req, res) => res.json(await prisma.user.count())\n")
			a.write("pages/api/auth/[...nextauth].ts", strings.Replace(a.read("pages/api/auth/[...nextauth].ts"), "lib/prisma", strings.TrimSuffix(path, ".ts"), 1))
		}
	}
	for _, c := range []spelling{
		{"lib-prisma", client("lib/prisma.ts", "const prisma = globalThis.prisma || new PrismaClient()\nexport default prisma\n"), "client-not-shared lib/prisma.ts:2"},
		{"lib-prisma", client("lib/prisma.ts", "declare global { var prisma: PrismaClient | undefined }\nconst prisma = global.prisma ?? new PrismaClient()\nexport default prisma\n"), "client-not-shared lib/prisma.ts:3"},
		{"lib-prisma", client("lib/prisma.ts", "let prisma: PrismaClient\nprisma = globalThis.prisma || new PrismaClient()\nexport default prisma\n"), "client-not-shared lib/prisma.ts:3"},
		{"lib-prisma", client("packages/prisma/index.ts", "const prisma = globalThis.prisma || new PrismaClient()\nexport default prisma\n"), "client-not-shared packages/prisma/index.ts:2"},
		{"lib-prisma", client("lib/prisma.ts", "const prisma = globalThis.prisma || new PrismaClient()\nglobalThis.prisma = prisma\nexport default prisma\n"), ""},
		{"lib-prisma", client("lib/prisma.ts", "const prisma = globalThis['prisma'] || new PrismaClient()\nglobalThis['prisma'] = prisma\nexport default prisma\n"), ""},
		{"lib-prisma", client("lib/prisma.ts", "const prisma = (globalThis.prisma ??= new PrismaClient())\nexport default prisma\n"), ""},
		{"lib-prisma", client("lib/prisma.ts", "const prisma = globalThis.prisma || new PrismaClient()\nObject.assign(globalThis, { prisma })\nexport default prisma\n"), ""},
		{"lib-prisma", client("packages/prisma/index.ts", "const prisma = globalThis.prisma || new PrismaClient()\nglobalThis.prisma = prisma\nexport default prisma\n"), ""},
	} {
		c.want = "-client-shared-in-development-only lib/prisma.ts:13, " + c.want
		c.check(t)
	}
}

// A secret that the options have from a variable of another name is missing where that is, unless NextAuth finds one by itself.
func TestSecretsByOtherNames(t *testing.T) {
	const route, strong = "pages/api/auth/[...nextauth].ts", "dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw="
	none := lines(".env", "NEXTAUTH_SECRET")
	option := func(text string) func(*app) { return edit(route, "process.env.NEXTAUTH_SECRET", text) }
	for _, c := range []spelling{
		{"lib-prisma", both(none, option("process.env.JWT_SECRET")), "secret-missing .env"},
		{"lib-prisma", both(none, option("process.env['JWT_SECRET']!")), "secret-missing .env"},
		{"lib-prisma", both(none, option("process.env.JWT_SECRET as string")), "secret-missing .env"},
		{"lib-prisma", both(none, option("process.env.JWT_SECRET || 'secret'")), "secret-missing .env"},
		{"lib-prisma", option("process.env.JWT_SECRET"), ""},                                  // NextAuth takes its own
		{"lib-prisma", option("process.env.JWT_SECRET ?? \"secret\""), "secret-missing .env"}, // and here the text
		{"lib-prisma", option("process.env.JWT_SECRET ?? \"\""), ""},
		{"lib-prisma", both(none, option("process.env.JWT_SECRET ?? process.env.OTHER_SECRET")), ""},
		{"lib-prisma", both(none, option("env.JWT_SECRET")), ""},
		{"lib-prisma", both(none, option("secretOf(process.env.JWT_SECRET)")), ""},
		{"lib-prisma", both(both(none, option("process.env.JWT_SECRET")), add(".env.local", "JWT_SECRET="+strong+"\n")), ""},
		{"lib-prisma", both(both(none, option("process.env.JWT_SECRET")), add(".env.production", "JWT_SECRET="+strong+"\n")), ""},
		{"lib-prisma", both(both(none, option("process.env.JWT_SECRET")), add(".env.local", "AUTH_SECRET="+strong+"\n")), ""},
	} {
		c.check(t)
	}
	for text, why := range map[string]string{
		"process.env.JWT_SECRET":             "the options have the secret from there: in production NextAuth answers every request with an error without it",
		"process.env.JWT_SECRET || 'secret'": "the options then take a text of the source for the secret: whoever reads it there can sign in as anybody",
	} {
		a, _ := loadProject(t, "lib-prisma")
		both(none, option(text))(a)
		for _, f := range a.examine().Findings {
			if f.ID == "secret-missing" {
				assert.Equal(t, "JWT_SECRET is not set", f.Message)
				assert.Equal(t, why, f.Why)
			}
		}
	}
}
