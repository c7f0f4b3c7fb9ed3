package doctor_test

import (
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
	const feature = "\n  previewFeatures = [\"prismaSchemaFolder\"]"
	credentials := func(rest string) func(*app) {
		return both(edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import CredentialsProvider from 'next-auth/providers/credentials'"),
			edit(route, "providers: [GitHubProvider({ clientId: process.env.GITHUB_ID!, clientSecret: process.env.GITHUB_SECRET! })],", "providers: [CredentialsProvider({ authorize })],"+rest))
	}
	keycloak := both(edit(route, "providers/github", "providers/keycloak"), edit("prisma/schema.prisma", "  refresh_token_expires_in Int?\n", "  refresh_expires_in Int?\n  not_before_policy Int?\n"))
	adapter := func(version string) func(*app) {
		return both(edit("pnpm-lock.yaml", "version: 2.9.0(", "version: "+version+"("), edit(schema, `"prisma-client-js"`, "\"prisma-client-js\"\n    output = \"../generated/client\""))
	}
	for _, c := range []spelling{
		// A config that Prisma does not find.
		{"generated-ignored", misnamed("config.prisma.ts"), "config-misnamed config.prisma.ts"},
		{"generated-ignored", misnamed("prisma-config.ts"), "config-misnamed prisma-config.ts"},
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
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", ""), edit(route, "export default NextAuth(authOptions)", "export default NextAuth({ ...authOptions, secret: process.env.JWT_SECRET })")), ""},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", "  secret,")), ""},
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

// The .env of a fresh clone is made of the example that is there.
func TestTheExampleIsCopied(t *testing.T) {
	a, _ := loadProject(t, "t3")
	a.remove(".env")
	cures := map[string]string{}
	for _, f := range a.examine().Findings {
		cures[f.ID] = f.Cure
	}
	assert.Equal(t, "cp .env.example .env, then put your own value for DATABASE_URL there", cures["database-url-missing"])
	assert.Equal(t, "cp .env.example .env, then put your own value for AUTH_SECRET there", cures["secret-missing"])
	a.write(".env", "X=1\n")
	for _, f := range a.examine().Findings {
		assert.NotContains(t, f.Cure, "cp ")
	}
}
