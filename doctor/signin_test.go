package doctor_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Where the schema and the config are looked for, and what sign-in needs besides
// a schema that is right.
func TestPlacesAndSignInInTheirSpellings(t *testing.T) {
	const route = "pages/api/auth/[...nextauth].ts"
	move := func(from, to string) func(*app) {
		return func(a *app) { a.write(to, a.read(from)); a.remove(from) }
	}
	scripts := func(text string) func(*app) {
		return edit("package.json", `"name": "blog",`, `"name": "blog", "scripts": `+text+`,`)
	}
	const schema = "prisma/schema.prisma"
	config := func(a *app) string { return a.read("prisma.config.ts") }
	misnamed := func(name string) func(*app) {
		return func(a *app) { a.write(name, config(a)); a.remove("prisma.config.ts") }
	}
	prisma := func(version, feature string) func(*app) {
		return both(move(schema, "prisma/schema/schema.prisma"), edit("prisma/schema/schema.prisma", `"prisma-client-js"`, `"prisma-client-js"`+feature), func(a *app) {
			a.write("yarn.lock", strings.ReplaceAll(a.read("yarn.lock"), "6.19.3", version))
			a.write("package.json", strings.ReplaceAll(a.read("package.json"), "6.19.3", version))
		})
	}
	ranged := func(version, feature string) func(*app) {
		return both(prisma(version, feature), func(a *app) { a.remove("yarn.lock") })
	}
	const feature = "\n  previewFeatures = [\"prismaSchemaFolder\"]"
	credentials := func(rest string) func(*app) {
		return both(edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import CredentialsProvider from 'next-auth/providers/credentials'"),
			edit(route, "providers: [GitHubProvider({ clientId: process.env.GITHUB_ID!, clientSecret: process.env.GITHUB_SECRET! })],", "providers: [CredentialsProvider({ authorize })],"+rest))
	}
	keycloak := both(edit(route, "providers/github", "providers/keycloak"), edit("prisma/schema.prisma", "  refresh_token_expires_in Int?\n", "  refresh_expires_in Int?\n  not_before_policy Int?\n"))
	adapter := func(version string) func(*app) {
		elsewhere := both(edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n    output = \"../generated/client\""), edit("src/server/db.ts", "@prisma/client", "../../generated/client"))
		return both(edit("pnpm-lock.yaml", "version: 2.9.0(", "version: "+version+"("), elsewhere)
	}
	for _, c := range []spelling{
		// A config that Prisma does not find.
		{"generated-ignored", misnamed("config.prisma.ts"), "config-misnamed config.prisma.ts"},
		{"generated-ignored", misnamed("prisma-config.ts"), "config-misnamed prisma-config.ts"},
		{"prisma-5", add("prisma/config.ts", "import { defineConfig } from \"prisma/config\";\nexport default defineConfig({ schema: \"schema.prisma\" });\n"), ""}, // which reads none
		{"generated-ignored", misnamed("Prisma.config.mts"), "config-misnamed Prisma.config.mts"},
		{"generated-ignored", misnamed("prisma/prisma.config.ts"), "config-misnamed prisma/prisma.config.ts"},
		{"generated-ignored", add("prisma-config.old.ts", "import { defineConfig } from 'prisma/config'\n"), ""},
		{"lib-prisma", add("config/prisma.conf.ts", "export const log = ['query']\n"), ""},
		{"lib-prisma", add("src/lib/prisma-config.ts", "export const log = ['query']\n"), ""},
		{"generated-ignored", both(misnamed("prisma/prisma.config.ts"), edit("prisma/prisma.config.ts", `"prisma/schema.prisma"`, `"schema.prisma"`), edit("package.json", `"type": "module",`, `"type": "module", "scripts": { "db": "prisma db push --config prisma/prisma.config.ts" },`)), ""},

		// A schema that scripts name, or that lies elsewhere.
		{"lib-prisma", both(move(schema, "db/my schema.prisma"), scripts(`{ "postinstall": "prisma generate --schema='db/my schema.prisma'" }`)), ""},
		{"lib-prisma", both(move(schema, "db/main.prisma"), scripts(`{ "db": "dotenv -- npx prisma db push --schema db/main.prisma" }`)), ""},
		{"lib-prisma", both(move(schema, "db/main.prisma"), scripts(`{ "db": "prisma db push --schema db/main.prisma", "postinstall": "prisma generate" }`)), "schema-not-seen-by-prisma db/main.prisma"},
		{"lib-prisma", both(move(schema, "db/main.prisma"), scripts(`{ "db": "prisma db push --schema other/main.prisma" }`)), "schema-missing"},
		{"lib-prisma", move(schema, "db/main.prisma"), "schema-missing"},
		{"lib-prisma", prisma("6.5.0", feature), ""},
		{"lib-prisma", prisma("5.22.0", feature), ""},
		{"lib-prisma", prisma("6.6.0", feature), "schema-not-seen-by-prisma prisma/schema"},
		{"lib-prisma", prisma("6.5.0", ""), "schema-not-seen-by-prisma prisma/schema"},
		{"lib-prisma", ranged("^5.17.0", feature), ""},
		{"lib-prisma", ranged("~6.5.0", feature), ""},
		{"lib-prisma", ranged("^6.1.0", feature), ""}, // 6.5 looks there, and 6.19 does not
		{"lib-prisma", ranged("^5.10.0", feature), ""},
		{"lib-prisma", ranged("~5.10.0", feature), "schema-not-seen-by-prisma prisma/schema"},
		{"lib-prisma", ranged("^6.7.0", feature), "schema-not-seen-by-prisma prisma/schema"},
		{"lib-prisma", ranged("^5.17.0", ""), "schema-not-seen-by-prisma prisma/schema"},

		// Copies below the migrations of a schema folder.
		{"folder", func(a *app) { a.write("prisma/migrations/1_init/schema.prisma", a.read(schema)) }, "schema-copies-in-migrations prisma/migrations/1_init/schema.prisma"},
		{"folder", func(a *app) {
			a.write("prisma/migrations/1_init/schema.prisma", a.read(schema))
			a.write("prisma/migrations/2_more/old.prisma", a.read("prisma/models/post.prisma"))
		}, "schema-copies-in-migrations prisma/migrations/1_init/schema.prisma"},
		{"folder", add("prisma/migrations/1_init/note.prisma", "// nothing\n"), ""},
		{"lib-prisma", func(a *app) { a.write("prisma/migrations/1_init/schema.prisma", a.read(schema)) }, ""}, // a file

		// Credentials.
		{"lib-prisma", credentials(""), "credentials-without-jwt pages/api/auth/[...nextauth].ts:2"},
		{"lib-prisma", credentials("\n  session: { maxAge: 60 },"), "credentials-without-jwt pages/api/auth/[...nextauth].ts:2"},
		{"lib-prisma", credentials("\n  session: { strategy: 'database' },"), "credentials-without-jwt pages/api/auth/[...nextauth].ts:2"},
		{"lib-prisma", credentials("\n  session: { strategy: 'jwt' },"), ""},
		{"lib-prisma", credentials("\n  session: { strategy: process.env.STRATEGY },"), ""},
		{"lib-prisma", credentials("\n  session: sessionOptions,"), ""},
		{"lib-prisma", credentials("\n  jwt: { encode: async () => makeSession() },"), ""},
		{"lib-prisma", both(credentials(""), edit(route, "adapter: PrismaAdapter(prisma),", "")), ""},

		// Only NextAuth's own secret is one.
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", "  jwt: { secret: process.env.JWT_SECRET },")), "secret-missing .env"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", ""), edit(route, "GITHUB_SECRET! })", "GITHUB_SECRET!, secret: 'x' })")), "secret-missing .env"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", ""), add("lib/token.ts", "import { getToken } from 'next-auth/jwt'\nexport const token = (req) => getToken({ req, secret: process.env.JWT_SECRET })\n")), "secret-missing .env"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", ""), edit(route, "export default NextAuth(authOptions)", "export default NextAuth({ ...authOptions, secret: process.env.JWT_SECRET })")), "secret-missing .env"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", "  secret,")), ""},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.AUTH_SECRET")), "secret-missing .env"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "secret: process.env.NEXTAUTH_SECRET", "\"secret\": process.env.NEXTAUTH_SECRET")), "secret-missing .env"},

		// Calls that the app never makes.
		{"lib-prisma", lines("prisma/schema.prisma", "  id_token"), "auth-missing-field prisma/schema.prisma:20"},
		{"lib-prisma", both(lines("prisma/schema.prisma", "  id_token"), edit(route, "adapter: PrismaAdapter(prisma),", "")), ""},

		// Keycloak.
		{"lib-prisma", keycloak, "keycloak-key pages/api/auth/[...nextauth].ts:6"},
		{"lib-prisma", both(keycloak, edit("prisma/schema.prisma", "not_before_policy Int?", "not_before_policy Int? @map(\"not_before\")")), "keycloak-key pages/api/auth/[...nextauth].ts:6"},
		{"lib-prisma", both(keycloak, edit(route, "adapter: PrismaAdapter(prisma)", "adapter: renamed(PrismaAdapter(prisma))"), add("lib/renamed.ts", "export const renamed = (a) => ({ ...a, linkAccount: ({ 'not-before-policy': _, ...rest }) => a.linkAccount(rest) })\n")), ""},
		{"lib-prisma", both(keycloak, edit(route, "adapter: PrismaAdapter(prisma),", "")), ""},

		// The adapter against the client's place.
		{"t3", adapter("2.9.1"), "adapter-of-other-client package.json:4"},
		{"t3", adapter("2.8.0"), "adapter-of-other-client package.json:4"},
		{"t3", adapter("2.10.0"), ""},
		{"t3", adapter("2.7.4"), ""},
		{"t3", edit("pnpm-lock.yaml", "version: 2.9.0(", "version: 2.9.1("), ""},
	} {
		c.check(t)
	}
}

// What a route exports besides: next build of Next.js 13.3 to 15 stops at it, where webpack builds and types count.
func TestRouteExtras(t *testing.T) {
	const route = "app/api/auth/[...nextauth]/route.ts"
	const found = "next-auth-route-extra " + route + ":4"
	exported := func(line string) func(*app) {
		return edit(route, "const handler =", line+"\nconst handler =")
	}
	options := exported("export const authOptions = options;")
	scripts := func(build string) func(*app) {
		return edit("package.json", `"build": "next build"`, `"build": "`+build+`"`)
	}
	next := func(version string) func(*app) {
		return edit("package.json", `"next": "15.5.4"`, `"next": "`+version+`"`)
	}
	whole := func(text string) func(*app) { return func(a *app) { a.remove(route); a.write(route, text) } }
	for name, c := range map[string]struct {
		change func(*app)
		find   string
	}{
		"options":              {options, found},
		"function":             {exported("export async function getUser() { return null; }"), found},
		"by-default":           {edit(route, "export {", "export default handler;\nexport {"), "next-auth-route-extra " + route + ":5"},
		"handler":              {edit(route, "const handler", "export const handler"), found},
		"in-a-list":            {edit(route, "handler as POST", "handler as POST, options as authOptions"), "next-auth-route-extra " + route + ":5"},
		"script-of-next-13":    {both(options, next("^13.4.1")), found},
		"with-lint-off":        {both(options, scripts("prisma generate && next build --no-lint")), found},
		"settings":             {exported("export const runtime = 'nodejs', maxDuration: number = 5;\nexport const dynamic = \"force-dynamic\";"), ""},
		"types":                {exported("export type Options = typeof options;\nexport interface A { a: string }\nexport { type Options as B };"), ""},
		"next-13.2":            {both(options, next("13.2.4")), ""},
		"next-13-of-any":       {both(options, next("13.x")), ""},
		"next-16":              {both(options, next("16.0.1")), ""},
		"turbopack":            {both(options, scripts("next build --turbopack")), ""},
		"errors-overlooked":    {both(options, add("next.config.mjs", "export default { typescript: { ignoreBuildErrors: true } };\n")), ""},
		"javascript":           {both(options, func(a *app) { a.write(strings.TrimSuffix(route, "ts")+"js", a.read(route)); a.remove(route) }), ""},
		"exported-by-a-module": {edit("app/api/auth/[...nextauth]/options.ts", "export const options", "export const more = 1;\nexport const options"), ""},
		"pattern-of-5": {both(edit("package.json", `"next-auth": "4.24.15"`, `"next-auth": "5.0.0-beta.30"`), both(edit("package.json", `"@next-auth/prisma-adapter": "1.0.7"`, `"@auth/prisma-adapter": "2.11.3"`),
			both(edit("app/api/auth/[...nextauth]/options.ts", "@next-auth/prisma-adapter", "@auth/prisma-adapter"), whole("import NextAuth from \"next-auth\";\nimport { options } from \"./options\";\n\nexport const { handlers: { GET, POST }, auth } = NextAuth(options);\n")))), found},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := loadProject(t, "signin-handler-as-get")
			c.change(a)
			var extras []string
			for _, f := range a.examine().Findings {
				if f.ID == "next-auth-route-extra" {
					extras = append(extras, f.ID+" "+f.File+":"+strconv.Itoa(f.Line))
				}
			}
			assert.Equal(t, c.find, strings.Join(extras, ", "))
		})
	}
}

// Drivers and client of one major have worked together from 7 on.
func TestDriverOfAnotherRelease(t *testing.T) {
	for version, isNote := range map[string]bool{"7.1.0": true, "6.19.3": false} {
		a, _ := loadProject(t, "vercel")
		a.replace("package.json", `"@prisma/adapter-pg": "7.10.0"`, `"@prisma/adapter-pg": "`+version+`"`)
		report := a.examine()
		assert.Equal(t, []string{"driver-version-differs package.json:1"}, found(report))
		assert.Equal(t, isNote, report.Findings[0].Note, version)
	}
	a, _ := loadProject(t, "vercel")
	a.replace("package.json", `"@prisma/adapter-pg": "7.10.0"`, `"@prisma/adapter-pg": "7.10.0", "@prisma/adapter-better-sqlite3": "6.19.3"`)
	assert.Empty(t, found(a.examine()), "left over: no client is given it")
}

// The .env of a fresh clone is made of the example that is there.
func TestTheExampleIsCopied(t *testing.T) {
	a, _ := loadProject(t, "t3")
	a.remove(".env")
	cures := map[string]string{}
	for _, f := range a.examine().Findings {
		cures[f.ID] = f.Cure
	}
	assert.Equal(t, "cp .env.example .env, then put your own value for DATABASE_URL there", cures["database-url-missing"])
	assert.Equal(t, "after cp .env.example .env, put your own value for AUTH_SECRET there", cures["secret-missing"])
	a.write(".env.example", "DATABASE_URL=\n")
	a.write(".env.local.example", "AUTH_SECRET=\n")
	for _, f := range a.examine().Findings {
		if f.ID == "secret-missing" {
			assert.Contains(t, f.Cure, "add to .env: AUTH_SECRET=", "a second example over the first would take its value away")
		}
	}
	a.write(".env", "X=1\n")
	for _, f := range a.examine().Findings {
		assert.NotContains(t, f.Cure, "cp ")
	}
}

// Where the options read the other version's variable, that is the one to set.
func TestSecretThatTheOptionsName(t *testing.T) {
	a, _ := loadProject(t, "t3")
	lines(".env", "AUTH_SECRET")(a)
	edit("src/server/auth/config.ts", "{ providers:", "{ secret: process.env.NEXTAUTH_SECRET, providers:")(a)
	for name, want := range map[string]string{"": "NEXTAUTH_SECRET is not set", "AUTH_SECRET": "", "NEXTAUTH_SECRET": ""} {
		t.Run(name, func(t *testing.T) {
			a.write(".env.local", name+"=qDPnLsBSTjCh0Im4fPkZ4q1pRbZmhY3sVqLrO0t2x1c=\n")
			message := ""
			for _, f := range a.examine().Findings {
				if f.ID == "secret-missing" {
					message = f.Message
				}
			}
			assert.Equal(t, want, message)
		})
	}
}
