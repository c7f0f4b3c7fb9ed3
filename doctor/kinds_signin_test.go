package doctor_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
	"create-app/nextauth"
)

// More ways to set NextAuth up, most of them healthy.
func TestSignInInMoreSpellings(t *testing.T) {
	const route, schema = "pages/api/auth/[...nextauth].ts", "prisma/schema.prisma"
	options := func(with string) func(*app) {
		return edit(route, "providers: [GitHubProvider({ clientId: process.env.GITHUB_ID!, clientSecret: process.env.GITHUB_SECRET! })],", with)
	}
	credentials := func(rest string) func(*app) {
		return both(edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import CredentialsProvider from 'next-auth/providers/credentials'"),
			options("providers: [CredentialsProvider({ authorize })],"+rest))
	}
	const passwords = "credentials-without-jwt pages/api/auth/[...nextauth].ts:2"
	five := "src/server/auth/config.ts"
	withCredentials := both(edit(five, `import DiscordProvider from "next-auth/providers/discord";`, `import Credentials from "next-auth/providers/credentials";`), edit(five, "providers: [DiscordProvider]", "providers: [Credentials({ authorize: async () => null })]"))
	keycloak := both(edit(route, "providers/github", "providers/keycloak"), edit(schema, "  refresh_token_expires_in Int?\n", "  refresh_expires_in Int?\n  not_before_policy Int?\n"))
	mailer := edit("package.json", `"next":`, `"nodemailer": "^6.10.0", "next":`)
	const five5, mail = "lib/auth.ts", "mail-without-adapter lib/auth.ts:2"
	withoutAdapter := edit(five5, "adapter: PrismaAdapter(prisma), ", "")
	for _, c := range []spelling{
		// Credentials.
		{"lib-prisma", credentials("\n  session: { 'strategy': \"jwt\", maxAge: 60 },"), ""},
		{"lib-prisma", credentials("\n  session: { strategy: 'jwt' as const },"), ""},
		{"lib-prisma", credentials("\n  session: { strategy: `jwt` },"), ""},
		{"lib-prisma", credentials("\n  session: { jwt: true },"), passwords}, // as NextAuth 3 had it
		{"lib-prisma", credentials("\n  ...shared,"), ""},
		{"lib-prisma", credentials("\n  session: { ...sessions },"), ""},
		{"lib-prisma", both(credentials("\n  session: { strategy: STRATEGY },"), edit(route, "export const authOptions", "const STRATEGY = 'jwt'\nexport const authOptions")), ""},
		{"lib-prisma", credentials("\n  session: { maxAge: 30 * 24 * 60 * 60, updateAge: 24 * 60 * 60 },"), passwords},
		{"lib-prisma", credentials("\n  session: {\n    // strategy: 'jwt',\n  },"), passwords},
		{"lib-prisma", both(credentials(""), edit(route, "adapter: PrismaAdapter(prisma)", "adapter: process.env.X ? PrismaAdapter(prisma) : undefined")), passwords},
		{"lib-prisma", both(credentials(""), edit(route, "  adapter: PrismaAdapter(prisma),\n", "  // adapter: PrismaAdapter(prisma),\n")), ""},
		{"lib-prisma", both(credentials(""), edit(route, "export default NextAuth(authOptions)", "authOptions.session = { strategy: 'jwt' }\nexport default NextAuth(authOptions)")), ""},
		{"lib-prisma", both(credentials(""), edit(route, "export default NextAuth(authOptions)", "export default NextAuth({ ...authOptions, session: { strategy: 'jwt' } })")), ""},
		{"t3", withCredentials, "credentials-without-jwt src/server/auth/config.ts:3"},
		{"t3", both(withCredentials, edit("src/server/auth/index.ts", "NextAuth(authConfig)", "NextAuth({ ...authConfig, session: { strategy: \"jwt\" } })")), ""},
		{"t3", both(withCredentials, edit(five, "satisfies NextAuthConfig", "as const satisfies NextAuthConfig"), edit(five, "adapter: PrismaAdapter(db)", "session: { strategy: \"jwt\" as \"jwt\" }, adapter: PrismaAdapter(db) as Adapter")), ""},
		{"t3", both(withCredentials, edit(five, "adapter: PrismaAdapter(db)", "session: { strategy: \"database\" }, adapter: PrismaAdapter(db), jwt: { encode: async (p) => p.token?.credentials ? save(p) : defaultEncode(p) }")), ""},

		// What the app never calls asks nothing of the schema.
		{"lib-prisma", both(lines(schema, "  sessionToken"), edit(schema, "model Session {", "model Session {\n  token String @unique")), "auth-missing-field prisma/schema.prisma:39, auth-required-extra prisma/schema.prisma:40"},
		{"lib-prisma", edit(schema, "emailVerified DateTime?", "emailVerified Boolean?"), ""},
		{"lib-prisma", both(mailer, edit(schema, "emailVerified DateTime?", "emailVerified Boolean?"), options("providers: [GitHubProvider({ clientId, clientSecret }), EmailProvider({ server, from })],"), edit(route, "import GitHubProvider", "import EmailProvider from 'next-auth/providers/email'\nimport GitHubProvider")), "auth-wrong-type prisma/schema.prisma:14"},
		{"lib-prisma", edit(schema, "emailVerified DateTime?", "emailVerified Boolean @default(false)"), "auth-wrong-type prisma/schema.prisma:14"},
		{"jwt", lines(schema, "  expires_at"), "auth-missing-field prisma/schema.prisma:20"},

		// Links by mail.
		{"signin-mail-only", withoutAdapter, mail},
		{"signin-mail-only", both(withoutAdapter, both(edit(five5, "Postmark({ from: \"a@example.com\" })", "GitHub"), edit(five5, "Postmark from \"next-auth/providers/postmark", "GitHub from \"next-auth/providers/github"))), ""},
		{"signin-mail-only", both(withoutAdapter, both(edit(five5, "Postmark({ from: \"a@example.com\" })", "GitHub"), edit(five5, "import Postmark", "import GitHub from \"next-auth/providers/github\";\nimport Postmark"))), ""},
		{"signin-mail-only", both(withoutAdapter, edit(five5, "Postmark({", "GitHub, // Postmark({")), ""},
		{"signin-mail-only", edit(five5, "adapter: PrismaAdapter(prisma)", "adapter: stored(prisma)"), ""},
		{"signin-mail-only", edit(five5, "adapter: PrismaAdapter(prisma)", "...shared"), ""},
		{"lib-prisma", both(mailer, lines(route, "  adapter:"), both(options("providers: [EmailProvider({ server, from })],"), edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import EmailProvider from 'next-auth/providers/email'"))), "mail-without-adapter pages/api/auth/[...nextauth].ts:2"},
		{"lib-prisma", both(lines(route, "  adapter:"), both(options("providers: [MailchimpProvider({ clientId, clientSecret })],"), edit(route, "import GitHubProvider from 'next-auth/providers/github'", "import MailchimpProvider from 'next-auth/providers/mailchimp'"))), ""},

		// Keycloak.
		{"lib-prisma", both(keycloak, edit(route, "adapter: PrismaAdapter(prisma)", "adapter: { ...PrismaAdapter(prisma), linkAccount: (account) => { const { ['not-before-policy']: p, ...rest } = account; return prisma.account.create({ data: rest }) } }")), ""},
		{"lib-prisma", both(keycloak, edit(route, "adapter: PrismaAdapter(prisma)", "adapter: { ...PrismaAdapter(prisma), linkAccount: (account) => { delete account['not-before-policy']; return prisma.account.create({ data: account }) } }")), ""},
		{"lib-prisma", both(keycloak, edit(route, "export const authOptions", "const adapter = PrismaAdapter(prisma)\nconst link = adapter.linkAccount\nadapter.linkAccount = ({ 'not-before-policy': _, ...account }) => link(account)\nexport const authOptions"), edit(route, "adapter: PrismaAdapter(prisma)", "adapter"), lines(schema, "  not_before_policy")), ""},
		{"lib-prisma", both(keycloak, edit(route, "adapter: PrismaAdapter(prisma)", "adapter: { ...PrismaAdapter(prisma), linkAccount: (a) => prisma.account.create({ data: pick(a, ['userId', 'provider']) }) }")), ""},

		// Secrets.
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", "  secret: env.AUTH_KEY,")), ""},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "SECRET_KEY=hunter2"), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.SECRET_KEY")), "secret-weak .env:6"},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\nSECRET_KEY=hunter2"), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.SECRET_KEY")), "secret-weak .env:7"},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "SECRET_KEY=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw="), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.SECRET_KEY")), ""},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\nSECRET_KEY=hunter2"), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.NEXTAUTH_SECRET ?? process.env.SECRET_KEY")), ""},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\nSECRET_KEY=hunter2"), edit(route, "secret: process.env.NEXTAUTH_SECRET", "jwt: { secret: process.env.SECRET_KEY }")), ""},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "  secret: process.env.NEXTAUTH_SECRET,", ""), edit(route, "export default NextAuth(authOptions)", "export default NextAuth({ ...authOptions, secret })")), ""},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), add(".env.local", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\n")), ""},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), add(".env.development", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\n")), ""},
		{"lib-prisma", edit(".env", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "NEXTAUTH_SECRET=$(openssl rand -base64 32)"), "secret-weak .env:6"},
		{"lib-prisma", both(lines(".env", "NEXTAUTH_SECRET"), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.SECRET")), "secret-missing .env"},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=", "SECRET=whatever"), edit(route, "process.env.NEXTAUTH_SECRET", "process.env['SECRET']")), "secret-weak .env:6"},
		{"lib-prisma", both(edit(".env", "NEXTAUTH_SECRET=", "SECRET="), edit(route, "process.env.NEXTAUTH_SECRET", "process.env.SECRET")), ""},
		{"t3", edit(".env", "AUTH_SECRET=\"dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\"", "AUTH_SECRET_1=\"dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\""), ""},
	} {
		c.check(t)
	}
}

// Providers of options that no route leads to are left over, where the route shows all of its own.
func TestProvidersThatAreLeftOver(t *testing.T) {
	const old = "import KeycloakProvider from 'next-auth/providers/keycloak'\nimport type { NextAuthOptions } from 'next-auth'\nexport const authOptions: NextAuthOptions = { providers: [KeycloakProvider({ clientId: '', clientSecret: '' })] }\n"
	const route = "pages/api/auth/[...nextauth].ts"
	for _, c := range []spelling{
		{"lib-prisma", add("lib/auth.ts", old), ""},
		{"lib-prisma", both(add("lib/more.ts", old), both(edit(route, "import prisma from", "import { authOptions as more } from '../../../lib/more'\nimport prisma from"), edit(route, "providers: [", "providers: [...more.providers, "))), "keycloak-key pages/api/auth/[...nextauth].ts:7, auth-models prisma/schema.prisma:20"},
	} {
		c.check(t)
	}
}

// A new user has what the provider's profile() gives, as the project writes it.
func TestFieldsThatAProfileGives(t *testing.T) {
	const schema, route = "prisma/schema.prisma", "pages/api/auth/[...nextauth].ts"
	field := edit(schema, "model User {", "model User {\n  login String")
	profile := func(text string) func(*app) {
		return both(field, edit(route, "GitHubProvider({", "GitHubProvider({ "+text+", "))
	}
	for _, c := range []spelling{
		{"lib-prisma", field, "auth-required-extra prisma/schema.prisma:11"},
		{"lib-prisma", profile("profile(profile) { return { id: String(profile.id), email: profile.email, login: profile.login } }"), ""},
		{"lib-prisma", profile("profile: async (p) => ({ id: String(p.id), login: p.login })"), ""},
		{"lib-prisma", profile("profile: ({ id, login }) => { if (!id) throw new Error('no id'); return ({ id: String(id), login }) }"), ""},
		{"lib-prisma", profile("profile(profile) { return { id: String(profile.id), email: profile.email } }"), "auth-required-extra prisma/schema.prisma:11"},
		{"lib-prisma", profile("profile(p) { return { id: String(p.id) } }, account: (login) => ({ login })"), "auth-required-extra prisma/schema.prisma:11"},
	} {
		c.check(t)
	}
}

// What is written for the other NextAuth and stands beside a route that answers is a note, which tells what becomes of it.
func TestSettingsOfTheOtherNextAuthBesideARoute(t *testing.T) {
	a, _ := loadProject(t, "lib-prisma")
	a.write("lib/auth.ts", "import NextAuth from 'next-auth'\nexport const { handlers, auth } = NextAuth({ providers: [] })\n")
	report := a.examine()
	at := slices.IndexFunc(report.Findings, func(f doctor.Finding) bool { return f.ID == "next-auth-of-other-form" })
	require.GreaterOrEqual(t, at, 0, "%v", found(report))
	assert.True(t, report.Findings[at].Note)
	assert.Equal(t, "take the file out, or write it for NextAuth 4, as pages/api/auth/[...nextauth].ts is", report.Findings[at].Cure)
	a.remove("pages/api/auth/[...nextauth].ts")
	a.write("app/api/auth/[...nextauth]/route.ts", "import { handlers } from '../../../../lib/auth'\nexport const { GET, POST } = handlers\n")
	report = a.examine()
	at = slices.IndexFunc(report.Findings, func(f doctor.Finding) bool { return f.ID == "next-auth-of-other-form" })
	require.GreaterOrEqual(t, at, 0, "%v", found(report))
	assert.False(t, report.Findings[at].Note)
	assert.Contains(t, report.Findings[at].Cure, "next-auth@5")
}

// Nothing is missing for an adapter that is imported and not used.
func TestAdapterThatIsLeftOver(t *testing.T) {
	const route, schema = "pages/api/auth/[...nextauth].ts", "prisma/schema.prisma"
	const adapter = "import { PrismaAdapter } from '@next-auth/prisma-adapter'\nimport prisma from '../../../lib/prisma'\n"
	const provider = "import NextAuth from 'next-auth'\nimport GitHubProvider from 'next-auth/providers/github'\n"
	const lacking = "auth-models prisma/schema.prisma:10"
	models := edit(schema, "  emailVerified DateTime?\n  image         String?\n", "")
	is := func(text string) func(*app) { return both(models, func(a *app) { a.write(route, text) }) }
	elsewhere := func(file, text string) func(*app) {
		return both(models, func(a *app) { a.remove(route); a.write(file, text) })
	}
	for _, c := range []spelling{
		{"lib-prisma", is(provider + adapter + "export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHubProvider({ clientId, clientSecret })] })\n"), lacking},
		{"lib-prisma", is(provider + adapter + "const adapter = PrismaAdapter(prisma)\nexport default NextAuth({ adapter, providers: [GitHubProvider({ clientId, clientSecret })] })\n"), lacking},
		{"lib-prisma", is(provider + adapter + "const options = { providers: [GitHubProvider({ clientId, clientSecret })] }\noptions.adapter = PrismaAdapter(prisma)\nexport default NextAuth(options)\n"), lacking},
		{"lib-prisma", both(is("import { options } from '../../../lib/options'\nimport NextAuth from 'next-auth'\n"+adapter+"export default NextAuth(options)\n"), add("lib/options.ts", strings.ReplaceAll(provider+adapter, "../../../lib/", "./")+"export const options = { adapter: PrismaAdapter(prisma), providers: [GitHubProvider({ clientId, clientSecret })] }\n")), lacking},
		{"lib-prisma", is(provider + adapter + "export default NextAuth({ /* adapter: PrismaAdapter(prisma), */ providers: [GitHubProvider({ clientId, clientSecret })] })\n"), ""},
		{"lib-prisma", is(provider + adapter + "const adapter = PrismaAdapter(prisma)\nexport default NextAuth({ providers: [GitHubProvider({ clientId, clientSecret })] })\n"), ""},
		{"lib-prisma", is("import NextAuth from 'next-auth'\n" + adapter + "export default function handler(req, res) { res.status(404).end() }\n"), ""},
		{"lib-prisma", is("import NextAuth from 'next-auth'\nimport { options } from '@acme/auth'\n" + adapter + "export default NextAuth(options)\n"), ""},
		{"lib-prisma", is("const NextAuth = require('next-auth').default\nconst { PrismaAdapter } = require('@next-auth/prisma-adapter')\nmodule.exports = NextAuth(require('@acme/auth').options)\n"), "-client-shared-in-development-only lib/prisma.ts:13"},
		{"lib-prisma", elsewhere("lib/auth.ts", adapter+"import { getServerSession } from 'next-auth'\nexport const session = () => getServerSession()\n"), "-client-shared-in-development-only lib/prisma.ts:13"},
		{"lib-prisma", elsewhere("lib/people.ts", adapter+"import { getServerSession } from 'next-auth'\nexport const session = () => getServerSession()\n"), "-client-shared-in-development-only lib/prisma.ts:13"},
		{"lib-prisma", both(is(provider+"export default NextAuth({ providers: [GitHubProvider({ clientId, clientSecret })] })\n"), add("lib/auth.ts", provider+adapter+"export const before = { adapter: PrismaAdapter(prisma), providers: [GitHubProvider({ clientId, clientSecret })] }\n")), "-client-shared-in-development-only lib/prisma.ts:13"},
	} {
		c.check(t)
	}
}

// NextAuth 4 may be at /api, where a route in that folder is right.
func TestRouteOfNextAuthBelowAPI(t *testing.T) {
	const route, at, env = "pages/api/auth/[...nextauth].ts", "pages/api/[...nextauth].ts", ".env"
	const misplaced = "next-auth-route-misplaced " + at + ":1"
	url := func(value string) func(*app) {
		return edit(env, "NEXTAUTH_URL=http://localhost:3000", "NEXTAUTH_URL="+value)
	}
	provider := func(attribute string) func(*app) {
		return add("pages/_app.tsx", "import { SessionProvider } from 'next-auth/react'\nexport default function App({ Component, pageProps }) { return <SessionProvider "+attribute+"><Component {...pageProps} /></SessionProvider> }\n")
	}
	for _, c := range []struct {
		plant func(*app)
		want  string
	}{
		{url("http://localhost:3000"), misplaced},
		{url("http://localhost:3000/api/auth"), misplaced},
		{both(url("http://localhost:3000"), provider("session={pageProps.session}")), misplaced},
		{provider(`basePath="/api/auth"`), misplaced},
		{url("http://localhost:3000/api"), ""},
		{url("https://example.com/web/api/"), ""},
		{both(url(""), add(".env.example", "NEXTAUTH_URL=http://localhost:3000/api\n")), ""},
		{both(lines(env, "NEXTAUTH_URL"), add(".env.production", "NEXTAUTH_URL=https://example.com/api\n")), ""},
		{provider(`basePath="/api"`), ""},
		{provider(`basePath={base}`), ""},
		{add("next.config.js", "module.exports = { rewrites: () => [{ source: '/api/auth/:path*', destination: '/api/:path*' }] }\n"), ""},
		{edit(at, "export default NextAuth(authOptions)", "export default (req, res) => { req.query = { ...req.query, nextauth: req.query.nextauth.slice(1) }; return NextAuth(req, res, authOptions) }"), ""},
	} {
		spelling{"lib-prisma", both(func(a *app) {
			a.write(at, strings.ReplaceAll(a.read(route), "../../../", "../../"))
			a.remove(route)
		}, c.plant), c.want}.check(t)
	}
}

// The cure of a route that exports no methods goes by what it has now: typed there, it gives a route that answers.
func TestCureOfRouteWithoutMethods(t *testing.T) {
	const route = "app/api/auth/[...nextauth]/route.ts"
	const start = "import NextAuth from \"next-auth\";\nimport { options } from \"../../../../lib/options\";\n"
	for _, c := range []struct{ text, cure string }{
		{"export default NextAuth(options);", "write const handler = in place of export default, and add export { handler as GET, handler as POST }"},
		{"export default (NextAuth as any)(options);", "write const handler = in place of export default, and add export { handler as GET, handler as POST }"},
		{"const handler = 1;\nexport default NextAuth(options);", "write const authHandler = in place of export default, and add export { authHandler as GET, authHandler as POST }"},
		{"const auth = NextAuth(options);\nexport default auth;", "write export { auth as GET, auth as POST } in place of the default export"},
		{"const auth = NextAuth(options);\nexport { auth as default };", "write export { auth as GET, auth as POST } in place of the default export"},
		{"export const handler = NextAuth(options);", "take export away from handler, and add export { handler as GET, handler as POST }"},
		{"const handler = NextAuth(options);", "add export { handler as GET, handler as POST }"},
		{"export default function auth(req, res) { return NextAuth(req, res, options); }", "take export default away from auth, and add export { auth as GET, auth as POST }; it is given a Request and a context there, in place of req and res, and NextAuth takes these as well"},
		{"export default async (req, res) => NextAuth(req, res, options);", "write const handler = in place of export default, and add export { handler as GET, handler as POST }; it is given a Request and a context there, in place of req and res, and NextAuth takes these as well"},
		{"NextAuth(options);", "const handler = NextAuth(authOptions); export { handler as GET, handler as POST }, with your options"},
		{"const handler = NextAuth(options);\nexport { handler as GET };", "add export { handler as POST }"},
		{"export const GET = NextAuth(options);", "add export { GET as POST }"},
		{"export async function POST(req, context) { return NextAuth(req, context, options); }", "add export { POST as GET }"},
		{"export { GET } from \"../../../../lib/options\";", "pass POST on in the same way, as in export { GET, POST } from the module that has both"},
	} {
		a, _ := loadProject(t, "signin-handler-as-get")
		a.write(route, start+c.text+"\n")
		a.write("lib/options.ts", "import GitHub from \"next-auth/providers/github\";\nexport const options = { providers: [GitHub({ clientId: \"\", clientSecret: \"\" })] };\n")
		cure := ""
		for _, f := range a.examine().Findings {
			if f.ID == "next-auth-route-exports" {
				cure = f.Cure
			}
		}
		assert.Equal(t, c.cure, cure, c.text)
	}
}

// A missing secret goes into a file that Next.js reads and that git does not have.
func TestWhereAMissingSecretGoes(t *testing.T) {
	const secret = " and the output of: " + nextauth.SecretCommand
	missing := func(file string) string { return "add to " + file + ": NEXTAUTH_SECRET=" + secret }
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
	for name, c := range map[string]struct {
		plant      func(*app)
		file, cure string
	}{
		"no repository":            {func(*app) {}, ".env", missing(".env")},
		"ignored":                  {both(add(".gitignore", ".env\n"), git("", "")), ".env", missing(".env")},
		"tracked":                  {both(add(".gitignore", ".env*.local\n"), git(".env", "")), ".env.local", missing(".env.local")},
		"tracked, both":            {both(add(".env.local", "A=1\n"), git(".env", "")), ".env.local", missing(".env.local")},
		"tracked, nothing ignored": {git(".env", ""), ".env.local", missing(".env.local") + ", and have git ignore it: echo /.env.local >> .gitignore"},
		"would be added":           {git("", ".env"), ".env", missing(".env") + ", and have git ignore it: echo /.env >> .gitignore"},
		"not there":                {both(git("", ""), func(a *app) { a.remove(".env") }), ".env", missing(".env") + ", and have git ignore it: echo /.env >> .gitignore"},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := loadProject(t, "lib-prisma")
			a.line(".env", "NEXTAUTH_SECRET")
			c.plant(a)
			for _, f := range a.examine().Findings {
				if f.ID == "secret-missing" {
					assert.Equal(t, [2]string{c.file, c.cure}, [2]string{f.File, f.Cure})
					return
				}
			}
			t.Error("nothing is said of the secret")
		})
	}
}

// A secret that the source has, or that is called as what visitors may see, is said of the options that a route leads to.
func TestSecretsThatAreNone(t *testing.T) {
	const route, own = "pages/api/auth/[...nextauth].ts", "process.env.NEXTAUTH_SECRET"
	const said, public = "secret-in-source pages/api/auth/[...nextauth].ts:8", "secret-public pages/api/auth/[...nextauth].ts:8"
	secret := func(expression string) func(*app) { return edit(route, own, expression) }
	unset := lines(".env", "NEXTAUTH_SECRET")
	for _, c := range []spelling{
		{"lib-prisma", secret(`"Zk3u8QmP0x"`), said},
		{"lib-prisma", both(unset, secret("'Zk3u8QmP0x' as string")), said},
		{"lib-prisma", secret("`Zk3u8QmP0x`"), said},
		{"lib-prisma", both(edit(route, "export const authOptions", "const SECRET = 'Zk3u8QmP0x'\nexport const authOptions"), secret("SECRET")), "secret-in-source pages/api/auth/[...nextauth].ts:9"},
		{"lib-prisma", secret(own + " || 'Zk3u8QmP0x'"), said},
		{"lib-prisma", both(unset, secret(own+" ?? 'Zk3u8QmP0x'")), "secret-missing .env"},
		{"lib-prisma", both(add(".env.local", "NEXT_PUBLIC_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\n"), secret("process.env.NEXT_PUBLIC_SECRET!")), public},
		{"t3", both(add("src/app/api/auth/[...nextauth]/route.ts", "import { handlers } from \"@/server/auth\";\nexport const { GET, POST } = handlers;\n"), add("tsconfig.json", `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] } } }`), edit("src/server/auth/config.ts", "adapter: PrismaAdapter(db)", `adapter: PrismaAdapter(db), secret: "Zk3u8QmP0x"`)), "secret-in-source src/server/auth/config.ts:5"},

		{"lib-prisma", secret(own), ""},
		{"lib-prisma", secret(own + "!"), ""},
		{"lib-prisma", secret(`""`), ""},
		{"lib-prisma", secret("read('nextauth-secret')"), ""},
		{"lib-prisma", secret(`"a" + process.env.SALT_OF_IT`), ""},
		{"lib-prisma", secret("process.env.NODE_ENV === 'test' ? 'Zk3u8QmP0x' : " + own), ""},
		{"lib-prisma", both(secret("SECRET"), edit(route, "import NextAuth", "import { SECRET } from '../../../lib/secret'\nimport NextAuth")), ""},
		{"lib-prisma", edit(route, "GITHUB_SECRET! })", "GITHUB_SECRET!, secret: 'Zk3u8QmP0x' })"), ""},
		{"lib-prisma", add("lib/auth.test.ts", "import NextAuth from 'next-auth'\nexport default NextAuth({ secret: 'Zk3u8QmP0x', providers: [] })\n"), ""},
		{"lib-prisma", both(edit(route, "  secret: "+own+",\n", ""), add("examples/auth.ts", "import NextAuth from 'next-auth'\nexport default NextAuth({ secret: 'Zk3u8QmP0x', providers: [] })\n")), ""},
		{"lib-prisma", both(secret(`"Zk3u8QmP0x"`), edit(route, "NextAuth(authOptions)", "NextAuth({ ...authOptions, secret: "+own+" })")), ""},
	} {
		c.check(t)
	}
}

// What a file that sets NextAuth up only imports, sets later, or has from elsewhere.
func TestOptionsOfManyForms(t *testing.T) {
	const route, at = "pages/api/auth/[...nextauth].ts", "credentials-without-jwt pages/api/auth/[...nextauth].ts:5"
	const imports = "import NextAuth from 'next-auth'\nimport { PrismaAdapter } from '@next-auth/prisma-adapter'\nimport prisma from '../../../lib/prisma'\nimport GitHubProvider from 'next-auth/providers/github'\nimport CredentialsProvider from 'next-auth/providers/credentials'\n"
	const mail = "import EmailProvider from 'next-auth/providers/email'\n"
	is := func(text string) func(*app) {
		return both(edit("package.json", `"next":`, `"nodemailer": "^6.10.0", "next":`), func(a *app) { a.write(route, imports+text) })
	}
	with := func(rest string) func(*app) {
		return is("export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [CredentialsProvider({ authorize })]" + rest + " })\n")
	}
	without := func(text string) func(*app) {
		return both(is(text), edit(route, "import CredentialsProvider from 'next-auth/providers/credentials'\n", ""))
	}
	for _, c := range []spelling{
		{"lib-prisma", with(""), at},
		{"lib-prisma", with(", callbacks: { session: async ({ session, user }) => ({ ...session, id: user.id }) }"), at},
		{"lib-prisma", with(", callbacks: { async session({ session, token }) { return session }, jwt }"), at},
		{"lib-prisma", with(", session: { maxAge: 60 }"), at},
		{"lib-prisma", with(", session: sessionOptions()"), ""},
		{"lib-prisma", both(with(", session"), edit(route, "import NextAuth", "import { session } from '@acme/auth'\nimport NextAuth")), ""},
		{"lib-prisma", both(with(", session"), both(edit(route, "import NextAuth", "import { session } from '../../../lib/session'\nimport NextAuth"), add("lib/session.ts", "export const session = { strategy: 'jwt' } as const\n"))), ""},
		{"lib-prisma", is("export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHubProvider({ clientId, clientSecret })] })\n"), ""},
		{"lib-prisma", both(is("export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHubProvider({ clientId, clientSecret })] })\n"), edit(route, "import NextAuth", "import KeycloakProvider from 'next-auth/providers/keycloak'\nimport NextAuth")), ""},
		{"lib-prisma", both(is("export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHubProvider({ clientId, clientSecret })] })\n"), add("pages/api/staff/auth/[...nextauth].ts", "import NextAuth from 'next-auth'\nimport CredentialsProvider from 'next-auth/providers/credentials'\nexport default NextAuth({ providers: [CredentialsProvider({ authorize })] })\n")), ""},
		{"lib-prisma", without(mail + "const options = { providers: [EmailProvider({ server, from })] }\noptions.adapter = stored(prisma)\nexport default NextAuth(options)\n"), ""},
		{"lib-prisma", without(mail + "const options = { providers: [EmailProvider({ server, from })] }\nconst adapter = options.adapter\nexport default NextAuth(options)\n"), "mail-without-adapter " + route + ":5"},
		{"lib-prisma", add("src/middleware.ts", "import type { NextApiRequest, NextApiResponse } from 'next'\nexport const middleware = (next) => (req: NextApiRequest, res: NextApiResponse) => (req.headers.authorization ? next(req, res) : res.status(401).json({}))\n"), ""},
	} {
		c.check(t)
	}
}

// Prisma 8, what fetches the newest, and other generations, in more spellings.
func TestGenerationsInMoreSpellings(t *testing.T) {
	scripts := func(text string) func(*app) {
		return edit("package.json", `"name": "blog",`, `"name": "blog", "scripts": `+text+`,`)
	}
	ci := func(run string) func(*app) {
		return add(".github/workflows/ci.yml", "jobs:\n  a:\n    runs-on: x\n    steps:\n"+run)
	}
	noPrisma := edit("package.json", `"devDependencies": { "prisma": "6.19.3" }`, `"devDependencies": { }`)
	const schema = "prisma/schema.prisma"
	for _, c := range []spelling{
		{"lib-prisma", scripts(`{ "db": "pnpm exec prisma db push", "a": "yarn run prisma generate", "b": "bunx prisma@6.19 generate" }`), ""},
		{"lib-prisma", scripts(`{ "db": "npx --yes prisma@latest generate" }`), "prisma-unpinned package.json"},
		{"lib-prisma", scripts(`{ "db": "npx -y prisma@next generate" }`), "prisma-unpinned package.json"},
		{"lib-prisma", scripts(`{ "db": "npx -p prisma@latest prisma generate" }`), "prisma-unpinned package.json"},
		{"lib-prisma", scripts(`{ "db": "npm exec --yes prisma@latest -- migrate deploy" }`), "prisma-unpinned package.json"},
		{"lib-prisma", both(noPrisma, scripts(`{ "db": "npm i -g prisma && prisma migrate deploy" }`)), "prisma-unpinned package.json"},
		{"lib-prisma", add("Dockerfile", "FROM node:22-alpine\nRUN npm install -g prisma\nCOPY . .\nCMD prisma migrate deploy && node server.js\n"), "prisma-unpinned Dockerfile:2"},
		{"lib-prisma", add("Dockerfile", "FROM node:22-alpine\nRUN npm install -g prisma@6\nCOPY . .\nCMD prisma migrate deploy && node server.js\n"), ""},
		{"lib-prisma", add("Dockerfile", "FROM node:22-alpine\nRUN npm install --no-save prisma@6.19.3\nCMD npx prisma migrate deploy\n"), ""},
		{"lib-prisma", add("Dockerfile", "FROM node AS deps\nCOPY package.json .\nRUN npm ci\nFROM node AS build\nCOPY --from=deps /app/node_modules ./node_modules\nRUN npx prisma generate\nFROM node\nCOPY --from=build /app/node_modules/prisma ./node_modules/prisma\nCMD [\"sh\", \"-c\", \"npx prisma migrate deploy && node server.js\"]\n"), ""},
		{"lib-prisma", add("docker/app.Dockerfile", "FROM node\nCMD npx prisma migrate deploy\n"), "prisma-unpinned docker/app.Dockerfile:2"},
		{"lib-prisma", ci("      - run: npm ci\n      - run: npx prisma migrate deploy\n"), ""},
		{"lib-prisma", ci("      - run: |\n          pnpm install\n          pnpm dlx prisma@6 migrate deploy\n"), ""},
		{"lib-prisma", ci("      - name: Migrate\n        run: |\n          yarn dlx prisma migrate deploy\n"), "prisma-unpinned .github/workflows/ci.yml:7"},
		{"lib-prisma", ci("      - run: echo npx prisma@latest is not what we run\n"), ""},
		{"lib-prisma", both(noPrisma, add("vercel.json", `{ "buildCommand": "npx prisma generate && next build" }`)), "prisma-unpinned vercel.json:1"},
		{"lib-prisma", func(a *app) {
			a.write(schema, strings.Replace(a.read(schema), "generator client", "// see https://pris.ly/use prisma-next\ngenerator client", 1))
		}, ""},
		{"lib-prisma", func(a *app) {
			a.write("prisma/contract.prisma", "// use prisma-next\nmodel A {\n  id Int @id\n}\n")
		}, ""},
		{"lib-prisma", func(a *app) { a.write(schema, "# use prisma-next\n"+a.read(schema)) }, "schema-invalid prisma/schema.prisma:1"},
		{"vercel", func(a *app) {
			a.remove(schema)
			a.write("datamodel.prisma", "type User {\n  id: ID! @id\n  name: String!\n}\n")
			a.write("prisma.yml", "endpoint: http://localhost:4466\ndatamodel: datamodel.prisma\n")
		}, "other-generation prisma.yml"},
		{"vercel", func(a *app) {
			a.write(schema, "type User {\n  id: ID! @id\n  name: String!\n  posts: [Post!]!\n}\n")
		}, "other-generation prisma/schema.prisma"},
		{"lib-prisma", func(a *app) {
			a.write(schema, a.read(schema)+"\ndatasource other {\n  provider = \"sqlite\"\n  url      = \"file:./b.db\"\n}\n")
		}, "schema-invalid prisma/schema.prisma:5"},
	} {
		c.check(t)
	}
}

// More of what lies in folders: migrations, copies, examples of .env.
func TestFoldersInMoreSpellings(t *testing.T) {
	git := func(tracked ...string) func(*app) {
		return func(a *app) {
			r := repository{}
			for _, name := range tracked {
				r.tracked = append(r.tracked, a.path(name))
			}
			a.world.Git = r
		}
	}
	six := func(version string) func(*app) {
		return both(splitSchema(true), func(a *app) {
			for _, name := range []string{"package.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock"} {
				if _, err := os.Stat(a.path(name)); err == nil {
					a.write(name, strings.ReplaceAll(a.read(name), "6.19.3", version))
				}
			}
		})
	}
	for _, c := range []spelling{
		{"t3", git(".env.example"), ""},
		{"t3", both(add(".env.sample", "DATABASE_URL=postgres://user:password@localhost:5432/app\n"), git(".env.sample")), ""},
		{"t3", both(add(".env.template", "AUTH_SECRET=\n"), git(".env.template")), ""},
		{"t3", both(add(".env.test", "DATABASE_URL=postgresql://postgres:postgres@localhost:5432/test\n"), git(".env.test")), ""},
		{"t3", both(add(".env.development", "DATABASE_URL=postgresql://postgres:postgres@localhost:5432/dev\n"), git(".env.development")), "env-readers-differ .env.development:1"},
		{"t3", both(add(".env.development", "DATABASE_URL=postgresql://app:Xk29sLq0@0.0.0.0:5432/dev\n"), git(".env.development")), "env-readers-differ .env.development:1"},
		{"t3", both(add(".env.production", "DATABASE_URL=postgresql://app:Xk29sLq0@db.example.com:5432/app\n"), git(".env.production")), "env-tracked .env.production"},
		{"vercel", both(func(a *app) { a.write(".env", "# defaults\nNEXT_PUBLIC_URL=http://localhost:3000\nPORT=3000\n") }, git(".env")), ""},
		{"t3", both(func(a *app) {
			a.write(".env", "# copy to .env.local and fill in\nAUTH_SECRET=\nDATABASE_URL=\n")
			a.write(".env.local", "AUTH_SECRET=dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw=\n")
		}, git(".env")), "database-url-missing .env:3"},
		{"lib-prisma", git(".env"), "env-tracked .env"},
		{"folder", splitSchema(true), "migrations-not-found prisma/migrations"},
		{"generated-ignored", splitSchema(false), "migrations-not-found prisma/migrations"},
		{"folder", six("6.5.0"), ""}, // beside the folder up to here
		{"folder", six("5.22.0"), ""},
		{"folder", six("6.6.0"), "migrations-not-found prisma/migrations"},
		{"folder", both(splitSchema(true), func(a *app) {
			require.NoError(a.t, os.Rename(a.path("prisma/migrations"), a.path("prisma/schema/migrations")))
		}), ""},
		{"generated-ignored", both(splitSchema(false), edit("prisma.config.ts", "datasource: {", "migrations: { path: \"prisma/migrations\" },\n  datasource: {")), ""},
		{"folder", both(splitSchema(true), func(a *app) { a.remove("prisma/migrations") }), ""}, // prisma db push
		{"lib-prisma", add("db/migrations/migration_lock.toml", "provider = \"sqlite\"\n"), ""},
	} {
		c.check(t)
	}
}

// What the middleware takes in, in the ways that people write it.
func TestMiddlewareInItsSpellings(t *testing.T) {
	next := func(version string) func(*app) {
		return both(edit("package.json", `"next": "^15.2.3"`, `"next": "`+version+`"`), edit("pnpm-lock.yaml", "15.3.1(react-dom@19.1.0(react@19.1.0))(react@19.1.0)", version+"(react@19.1.0)"),
			edit("pnpm-lock.yaml", "5.0.0-beta.25(next@15.3.1(react@19.1.0))(react@19.1.0)", "5.0.0-beta.30(next@15.3.1(react@19.1.0))(react@19.1.0)"))
	}
	alias := add("tsconfig.json", `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] } } }`)
	middleware := func(text string) func(*app) { return both(alias, add("src/middleware.ts", text)) }
	const found = "edge-imports-prisma src/middleware.ts:"
	split := both(edit("src/server/auth/config.ts", "import { PrismaAdapter } from \"@auth/prisma-adapter\";\n", ""), edit("src/server/auth/config.ts", "import { db } from \"@/server/db\";\n", ""), edit("src/server/auth/config.ts", ", adapter: PrismaAdapter(db)", ""),
		edit("src/server/auth/index.ts", "import { authConfig } from \"./config\";", "import { authConfig } from \"./config\";\nimport { PrismaAdapter } from \"@auth/prisma-adapter\";\nimport { db } from \"@/server/db\";"), edit("src/server/auth/index.ts", "NextAuth(authConfig)", "NextAuth({ adapter: PrismaAdapter(db), session: { strategy: \"jwt\" }, ...authConfig })"))
	for _, c := range []spelling{
		{"t3", middleware("export { auth as middleware } from \"@/server/auth\";\n"), found + "1"},
		{"t3", middleware("import { auth } from \"./server/auth\";\n\nexport default auth((req) => {});\nexport const config = { matcher: [\"/((?!api).*)\"] };\n"), found + "1"},
		{"t3", middleware("import { NextResponse } from \"next/server\";\nimport { db } from \"@/server/db\";\nexport async function middleware() { await db.user.count(); return NextResponse.next(); }\n"), found + "2"},
		{"t3", middleware("import NextAuth from \"next-auth\";\nimport { authConfig } from \"@/server/auth/config\";\nexport default NextAuth(authConfig).auth;\n"), found + "2"},
		{"t3", both(middleware("import { getUser } from \"@/lib/session\";\nexport const middleware = () => getUser();\nexport const config = { runtime: \"edge\" };\n"), add("src/lib/session.ts", "import * as database from '../server/db';\nexport const getUser = () => database.db.user.findFirst();\n")), found + "1"},
		{"t3", both(next("15.5.4"), middleware("export { auth as middleware } from \"@/server/auth\";\n")), found + "1"},

		{"t3", both(next("15.5.4"), middleware("export { auth as middleware } from \"@/server/auth\";\nexport const config = { runtime: \"nodejs\" };\n")), ""},
		{"t3", both(next("15.5.4"), middleware("import { auth } from \"@/server/auth\";\nexport default auth;\nexport const config = { matcher: ['/a'], runtime: 'nodejs' as const };\n")), ""},
		{"t3", both(next("16.4.5"), both(alias, add("src/proxy.ts", "export { auth as proxy } from \"@/server/auth\";\n"))), "client-shared-in-development-only src/server/db.ts:16"},
		{"t3", both(next("16.4.5"), middleware("export { auth as middleware } from \"@/server/auth\";\n")), found + "1, client-shared-in-development-only src/server/db.ts:16"},
		{"t3", both(next("16.4.5"), middleware("import { auth } from \"@/server/auth\";\nexport default auth;\nexport const config = { runtime: 'nodejs' };\n")), "client-shared-in-development-only src/server/db.ts:16"},
		{"t3", both(next("16.4.5"), both(alias, add("middleware.ts", "import { db } from \"@/server/db\";\nexport const middleware = () => db.user;\n"))), "middleware-not-run middleware.ts:1, client-shared-in-development-only src/server/db.ts:16"},
		{"t3", both(edit("src/server/auth/config.ts", "providers: [", "session: { strategy: \"jwt\" }, providers: ["), middleware("export { auth as middleware } from \"@/server/auth\";\n")), ""}, // makes no query there
		{"t3", both(edit("src/server/auth/config.ts", "providers: [", "session: { strategy: \"jwt\" }, providers: ["), middleware("import { auth } from \"@/server/auth\";\nimport { db } from \"@/server/db\";\nexport default auth(() => db.user.count());\n")), found + "2"},
		{"t3", both(split, middleware("import NextAuth from \"next-auth\";\nimport { authConfig } from \"@/server/auth/config\";\nexport const { auth: middleware } = NextAuth(authConfig);\n")), ""},
		{"t3", middleware("import type { User } from \"@/server/db\";\nimport { NextResponse } from \"next/server\";\nexport const middleware = (u: User) => NextResponse.next();\n"), ""},
		{"t3", middleware("import { type Db, Role } from \"@/server/db\";\nexport const middleware = (u: Role) => undefined;\n"), ""},
		{"t3", middleware("import { getToken } from \"next-auth/jwt\";\nexport const middleware = (req) => getToken({ req });\n"), ""},
		{"t3", middleware("export { default } from \"next-auth/middleware\";\nexport const config = { matcher: [\"/dashboard\"] };\n"), ""},
		{"t3", middleware("import { getSessionCookie } from \"better-auth/cookies\";\nexport const middleware = (r) => getSessionCookie(r);\n"), ""},
		{"t3", both(alias, add("src/server/middleware.ts", "import { db } from \"@/server/db\";\nexport const withUser = () => db.user;\n")), ""},
		{"t3", both(alias, add("middleware.ts", "import { db } from \"@/server/db\";\nexport const middleware = () => db.user;\n")), "middleware-not-run middleware.ts:1"},                                                        // beside src, where Next.js does not look
		{"t3", both(alias, add("middleware.ts", "import { NextResponse } from \"next/server\";\nexport const middleware = (request) => {\n  const seen = request.headers.get(\"x\");\n  return NextResponse.next();\n};\n")), ""}, // which does nothing
		{"t3", both(alias, add("middleware.ts", "import { NextResponse } from \"next/server\";\nexport const middleware = (request) => NextResponse.next({ headers: { \"x-frame-options\": \"DENY\" } });\n")), "middleware-not-run middleware.ts:1"},
		{"t3", both(middleware("import { edge } from \"@/server/edge\";\nexport const middleware = () => edge.user.count();\n"), add("src/server/edge.ts", "import { PrismaClient } from '@prisma/client/edge';\nexport const edge = new PrismaClient();\n")), ""},
	} {
		c.check(t)
	}
}

// NextAuth 4 takes the other's name for the secret from 4.24.10 on.
func TestSecretUnderTheOtherName(t *testing.T) {
	for version, wantNote := range map[string]bool{"4.24.9": false, "4.24.10": true, "4.24.15": true, "^4.20.0": true} {
		t.Run(version, func(t *testing.T) {
			a, _ := loadProject(t, "lib-prisma")
			both(edit(".env", "NEXTAUTH_SECRET=", "AUTH_SECRET="), edit("pages/api/auth/[...nextauth].ts", "  secret: process.env.NEXTAUTH_SECRET,\n", ""))(a)
			a.remove("yarn.lock")
			a.depend("next-auth", version)
			for _, f := range a.examine().Findings {
				if f.ID == "secret-misnamed" {
					require.Equal(t, wantNote, f.Note)
					return
				}
			}
			t.Fatal("nothing is said")
		})
	}
}

// A field that the providers that show all send may be missing with those that do not show, and is with one that does not send it.
func TestProvidersThatDoNotAllShow(t *testing.T) {
	const file = "src/server/auth/providers.ts"
	for list, want := range map[string]string{
		"[Google]":               "",
		"[Google, ...others()]":  "note",
		"[Google, Apple]":        "problem",
		"[Google, ...(apple())]": "note",
	} {
		t.Run(list, func(t *testing.T) {
			a, _ := loadProject(t, "providers-of-another-file")
			edit(file, "Provider[] = [Google]", "Provider[] = "+list)(a)
			if strings.Contains(list, "Apple") {
				a.write(file, "import Apple from \"next-auth/providers/apple\";\n"+a.read(file))
			}
			said := ""
			for _, f := range a.examine().Findings {
				require.Equal(t, "auth-required-field", f.ID)
				if said = "problem"; f.Note {
					said = "note"
				}
			}
			require.Equal(t, want, said)
		})
	}
}

// What code for Prisma 6 lacks under 7 is said with the project's own database, and with a config that is not there yet.
func TestCuresOfCodeForPrisma6(t *testing.T) {
	cure := func(a *app, id string) string {
		for _, f := range a.examine().Findings {
			if f.ID == id {
				return f.Cure
			}
		}
		return ""
	}
	a, _ := loadProject(t, "prisma-7-beside-code-of-6")
	require.Contains(t, cure(a, "driver-missing"), `({ url: "file:./prisma/dev.db" })`)

	edit("prisma/schema.prisma", `"file:./dev.db"`, `env("DB_FILE")`)(a)
	a.write(".env", "DB_FILE=file:./dev.db\n")
	require.Contains(t, cure(a, "driver-missing"), `({ url: process.env.DB_FILE! })`)
	require.Equal(t, `npm install dotenv@16, then write prisma.config.ts: import "dotenv/config"; import { defineConfig } from "prisma/config"; `+
		`export default defineConfig({ schema: "prisma/schema.prisma", datasource: { url: process.env.DB_FILE } })`, cure(a, "env-not-loaded"))
}

// With JWT sessions the session callback is given no user.
func TestTheCureForCredentialsNamesTheSessionCallback(t *testing.T) {
	const route = "pages/api/auth/[...nextauth].ts"
	for callback, named := range map[string]bool{
		"session({ session, user }) { session.user.id = user.id; return session }":                   true,
		"session: async ({ session, user }) => ({ ...session, user: { ...session.user, ...user } })": true,
		"session({ session, token }) { session.user.id = token.sub; return session }":                false,
		"signIn({ user }) { return !!user }":                                                         false,
	} {
		a, _ := loadProject(t, "lib-prisma")
		a.replace(route, "import GitHubProvider from 'next-auth/providers/github'", "import CredentialsProvider from 'next-auth/providers/credentials'")
		a.replace(route, "providers: [GitHubProvider({ clientId: process.env.GITHUB_ID!, clientSecret: process.env.GITHUB_SECRET! })],", "providers: [CredentialsProvider({ authorize })], callbacks: { "+callback+" },")
		found := a.examine().Findings
		at := slices.IndexFunc(found, func(f doctor.Finding) bool { return f.ID == "credentials-without-jwt" })
		require.GreaterOrEqual(t, at, 0, callback)
		assert.Equal(t, named, strings.Contains(found[at].Cure, "; its session callback in "+route+" is then given token, and no user: write token.sub in place of user.id"), callback)
	}
}
