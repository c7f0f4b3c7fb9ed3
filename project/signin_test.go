package project

import (
	"path/filepath"
	"strings"
	"testing"

	"create-app/project/typescript"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadSignIn(t *testing.T) {
	for _, test := range []struct {
		name, source string
		want         SignInFile
	}{
		{"nothing", "export const x = 1\n", SignInFile{}},
		{
			"adapter-and-provider",
			"import GitHub from \"next-auth/providers/github\"\nexport default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHub] })",
			SignInFile{Starts: true, Adapter: true, Providers: []string{"github"}, Calls: true, Options: true, Form: 4, FormLine: 2},
		},
		{
			"strategy-as-written",
			"import E from 'next-auth/providers/email'\nimport G from '@auth/core/providers/google'\nadapter: PrismaAdapter(p), session: { strategy : 'jwt' }, list: [E, G]",
			SignInFile{Strategy: "jwt", Adapter: true, Providers: []string{"email", "google"}},
		},
		{
			"comments-do-not-count-strings-with-slashes-do",
			"// session: { strategy: \"jwt\" }\n/* import X from \"next-auth/providers/x\" */\nconst u = \"http://a\"; PrismaAdapter(p); import G from \"next-auth/providers/gitlab\"; G()",
			SignInFile{Adapter: true, Providers: []string{"gitlab"}},
		},
		{"an-import-that-is-left-over", "import E from 'next-auth/providers/email'\nimport G from 'next-auth/providers/google'\n// E()\nexport const authOptions = { mail: shared.E, providers: [G({})] }", SignInFile{Providers: []string{"email", "google"}, Unused: []string{"email"}, Options: true}},
		{"an-adapter-that-is-left-over", "import { PrismaAdapter } from '@auth/prisma-adapter'\nexport const authOptions = { /* adapter: PrismaAdapter(prisma), */ providers: [] }", SignInFile{LeftAdapter: true, Options: true}},
		{"an-adapter-that-is-required-and-left-over", "const { PrismaAdapter } = require('@next-auth/prisma-adapter')\nmodule.exports = { providers: [] }", SignInFile{LeftAdapter: true, Options: true}},
		{"an-adapter-that-is-made-for-nothing", "const adapter: Adapter<X> = PrismaAdapter(p)\nexport const authOptions = { providers: [] }", SignInFile{LeftAdapter: true, Options: true}},
		{"an-adapter-with-a-name", "const adapter = PrismaAdapter(p)\nexport const authOptions = { adapter, providers: [] }", SignInFile{Adapter: true, Options: true}},
		{"an-adapter-that-is-exported", "export const adapter = PrismaAdapter(p)", SignInFile{Adapter: true}},
		{"an-adapter-that-is-set", "const options = { providers: [] }\noptions.adapter = PrismaAdapter(p)", SignInFile{Adapter: true, Options: true}},
		{"an-adapter-behind-another", "const unused = 1, adapter = PrismaAdapter(p)\nexport default { adapter, providers: [] }", SignInFile{Adapter: true, Options: true}},
		{"strategy-of-something-else", `const a = { strategy: "local" }`, SignInFile{}},
		{"twitter-of-old", "import Twitter from 'next-auth/providers/twitter'\nexport const authOptions = { providers: [Twitter({ clientId, clientSecret })] }", SignInFile{Providers: []string{"twitter"}, Options: true, OAuth1: true}},
		{"twitter-legacy", "import { TwitterLegacy as T } from 'next-auth/providers/twitter'\nexport const authOptions = { providers: [T(options)] }", SignInFile{Providers: []string{"twitter"}, Options: true, OAuth1: true}},
		{"twitter-2", "import Twitter from 'next-auth/providers/twitter'\nexport const authOptions = { providers: [Twitter({ clientId, clientSecret, version: '2.0' })] }", SignInFile{Providers: []string{"twitter"}, Options: true}},
		{"twitter-of-options", "import Twitter from 'next-auth/providers/twitter'\nexport const authOptions = { providers: [Twitter(options), Twitter({ ...options })] }", SignInFile{Providers: []string{"twitter"}, Options: true}},
		{"all-providers-of-one-module", "import Providers from 'next-auth/providers'\nexport default NextAuth({ providers: [Providers.Google({})] })", SignInFile{Starts: true, Calls: true, Options: true, Others: true, Form: 3, FormLine: 1}},
		{"types-of-one-module", "import { OAuthConfig } from 'next-auth/providers'\nexport default NextAuth({ providers: [] })", SignInFile{Starts: true, Calls: true, Options: true, Form: 4, FormLine: 2}},
		{"module-below-providers", `import x from "next-auth/providers/github/x"`, SignInFile{}},
		{"options-that-are-passed-on", "import A from 'next-auth'\nexport const { handlers } = A(authConfig)", SignInFile{Starts: true, Form: 5, FormLine: 2}},
		{"lazy-options", "import A from 'next-auth'\nexport const { handlers } = A(() => ({ providers: list }))", SignInFile{Starts: true, Calls: true, Options: true, Others: true, Form: 5, FormLine: 2}},
		{"options-for-request", "const NextAuth = require('next-auth').default\nmodule.exports = (req, res) => NextAuth(req, res, { providers })", SignInFile{Starts: true, Calls: true, Options: true, Others: true, Form: 4, FormLine: 2}},
		{"providers-with-one-of-its-own", "import G from 'next-auth/providers/google'\nexport const authOptions = { providers: [G({}), { id: 'own', type: 'oauth' }] }", SignInFile{Providers: []string{"google"}, Options: true, Others: true}},
		{"providers-of-a-condition", "import G from 'next-auth/providers/google'\nexport const authOptions = { providers: [G({}), ...(process.env.X ? [more] : [])] }", SignInFile{Providers: []string{"google"}, Options: true, Others: true}},
		{"providers-declared-above", "import G from 'next-auth/providers/google'\nconst providers: Provider[] = [G({}), G]\nexport const authOptions = { providers }", SignInFile{Providers: []string{"google"}, Options: true}},
		{"providers-that-grow", "import G from 'next-auth/providers/google'\nconst providers = [G]\nproviders.push(own)\nexport const authOptions = { providers }", SignInFile{Providers: []string{"google"}, Options: true, Others: true}},
		{"providers-that-are-looked-at", "import G from 'next-auth/providers/google'\nexport const providers = [G({})]\nexport const names = providers.map((p) => p.name)\nNextAuth({ providers })", SignInFile{Starts: true, Calls: true, Providers: []string{"google"}, Options: true}},
		{"providers-that-are-changed", "import G from 'next-auth/providers/google'\nconst providers = [G({})]\nNextAuth({ providers: providers.map((p) => ({ ...p, profile })) })", SignInFile{Starts: true, Calls: true, Providers: []string{"google"}, Options: true, Others: true}},
		{"a-call-that-what-follows-replaces", "const a = { createUser() { return 1 }, ...PrismaAdapter(db) }", SignInFile{Adapter: true}},
		{"a-call-of-its-own", "const a = { ...PrismaAdapter(db), createUser() { return 1 } }", SignInFile{Adapter: true, Own: []string{"createUser"}}},
		{"a-handler-under-two-names", "import A from 'next-auth'\nconst h = A(o)\nexport { h as GET, h as POST }", SignInFile{Starts: true, Form: 4, FormLine: 2}},
		{"an-object-that-is-taken-apart-later", "import A from 'next-auth'\nconst n = A(o)\nexport const { handlers, auth } = n", SignInFile{Starts: true, Form: 5, FormLine: 2}},
		{"a-cast", "import A from 'next-auth'\nexport default (A as any)(o)", SignInFile{Starts: true, Form: 4, FormLine: 2}},
		{"a-cast-in-front", "import A from 'next-auth'\nexport const { auth } = (<any>A)({ providers })", SignInFile{Starts: true, Calls: true, Options: true, Others: true, Form: 5, FormLine: 2}},
		{"a-cast-that-is-given-on", "import A from 'next-auth'\nexport default wrap(A as any)(o)", SignInFile{}},
		{"all-of-the-module", "import * as A from 'next-auth'\nexport default A.default(o)", SignInFile{Starts: true, Form: 4, FormLine: 2}},
		{"all-of-the-module-cast", "import * as A from 'next-auth'\nexport const { handlers } = (A as any).default({ providers })", SignInFile{Starts: true, Calls: true, Options: true, Others: true, Form: 5, FormLine: 2}},
		{"another-export-of-the-module", "import * as A from 'next-auth'\nexport const s = A.getServerSession(o)", SignInFile{}},
		{"what-shows-no-form", "import A from 'next-auth'\nexport const n = A(o)", SignInFile{Starts: true}},
		{"adapter-under-another-name", "import { PrismaAdapter as A } from '@auth/prisma-adapter'\nconst o = { ...A(db) }", SignInFile{Adapter: true}},
		{"another-adapter", "import NextAuth from 'next-auth'\nNextAuth({ adapter: DrizzleAdapter(db) })", SignInFile{Starts: true, OtherAdapter: true, Calls: true}},
		{"an-adapter-of-its-own-by-the-name", "import { PrismaAdapter } from '../lib/adapter'\nimport NextAuth from 'next-auth'\nNextAuth({ adapter: PrismaAdapter(req, res) })", SignInFile{Starts: true, OtherAdapter: true, Calls: true}},
		{"adapter-in-short", "export const authOptions = { adapter, providers: [] }", SignInFile{OtherAdapter: true, Options: true}},
		{"no-adapter", "import { adapter } from './x'\nconst { adapter: a } = x\nnew PrismaClient({ adapter })\nconst o = { adapter: undefined }", SignInFile{}},
		{"unclosed-comment-and-unclosed-string", "/* \"a", SignInFile{}},
		{"unclosed-string", "x = \"a", SignInFile{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := typescript.Scan("auth.ts", test.source)
			got, _, _ := readSignIn("", src, src.Imports())
			assert.Equal(t, test.want, got)
		})
	}
}

func TestLacksExport(t *testing.T) {
	for _, test := range []struct{ route, source, want string }{
		{"app/api/auth/[...nextauth]/route.ts", "export { handler as GET, handler as POST }", ""},
		{"app/api/auth/[...nextauth]/route.ts", "export const { GET, POST } = handlers", ""},
		{"app/api/auth/[...nextauth]/route.ts", "export const GET = h.GET, POST = h.POST", ""},
		{"app/api/auth/[...nextauth]/route.ts", "export * from '@/auth'", ""},
		{"app/api/auth/[...nextauth]/route.ts", "export async function GET() {}\nexport async function POST() {}", ""},
		{"src/app/api/auth/[...nextauth]/route.js", "module.exports = { GET: h, POST: h }", ""},
		{"src/app/api/auth/[...nextauth]/route.ts", "export default NextAuth(o)", "GET"},
		{"app/api/auth/[...nextauth]/route.ts", "export { handler as GET }", "POST"},
		{"pages/api/auth/[...nextauth].ts", "export default NextAuth(o)", ""},
		{"pages/api/auth/[...nextauth].ts", "export { default } from '../../../auth'", ""},
		{"src/pages/api/auth/[...nextauth].js", "module.exports = NextAuth(o)", ""},
		{"pages/api/auth/[...nextauth].ts", "export const { handlers: { GET, POST } } = NextAuth(o)", "default"},
	} {
		assert.Equal(t, test.want, lacksExport(test.route, exportsOf(typescript.Scan(test.route, test.source))), "%s: %s", test.route, test.source)
	}
}

func TestRecord(t *testing.T) {
	for text, want := range map[string]Record{
		`{}`:                              {},
		`{`:                               {},
		`{"create-app": "run by hand"}`:   {},
		`{"create-app": {"next-auth":5}}`: {NextAuth: 5},
		`{"create-app": {"version":"1.0.0","db":"mysql","auth":"none","prisma":7,"router":"pages","src-dir":true,"import-alias":"~/*","package-manager":"bun","added":true,"roles":{"user":"Member"},"with":["session"],"strategy":"jwt"}}`: {
			Version: "1.0.0", DB: "mysql", Auth: "none", Prisma: 7, Router: "pages", SrcDir: true, ImportAlias: "~/*", PackageManager: "bun", Added: true,
			Roles: map[string]string{"user": "Member"}, With: []string{"session"}, Strategy: "jwt",
		},
		`{"create-app": {"db":["odd"],"prisma":6}}`:               {Prisma: 6},
		`{"create-app": {"package-manager":"rm -rf","prisma":6}}`: {Prisma: 6},
	} {
		p, err := Find(afero.NewOsFs(), lay(t, layout{files: files{"package.json": text}}), Options{})
		require.NoError(t, err)
		assert.Equal(t, want, p.Record, text)
		assert.Equal(t, want.Version != "", p.Record.Ours())
	}
}

func TestManagers(t *testing.T) {
	for manager, want := range map[Manager][4]string{
		"npm":  {"npm install", "npm install a b", "npm run dev", "npx prisma generate"},
		"pnpm": {"pnpm install", "pnpm add a b", "pnpm dev", "pnpm exec prisma generate"},
		"yarn": {"yarn install", "yarn add a b", "yarn dev", "yarn prisma generate"},
		"bun":  {"bun install", "bun add a b", "bun run dev", "bunx prisma generate"},
	} {
		assert.Equal(t, want, [4]string{manager.Install(), manager.Add("a", "b"), manager.Run("dev"), manager.Exec("prisma generate")})
	}
}

func TestSignInIsFoundWhereItStands(t *testing.T) {
	const (
		auth5   = "import NextAuth from \"next-auth\";\nimport Google from \"next-auth/providers/google\";\nexport const { handlers, auth } = NextAuth({ providers: [Google] });\n"
		route5  = "export const { GET, POST } = handlers;\n"
		options = "import Google from \"next-auth/providers/google\";\nexport const authOptions = { providers: [Google({})] };\n"
		bundler = `{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }`
	)
	for _, test := range []struct {
		name  string
		files files
		want  []string // routes first
	}{
		{"route-group", files{
			"app/(auth)/api/auth/[...nextauth]/route.ts": "import { handlers } from \"../../../auth\";\n" + route5, "app/(auth)/auth.ts": auth5,
		}, []string{"app/(auth)/api/auth/[...nextauth]/route.ts", "app/(auth)/auth.ts"}},
		{"group-in-group-below-locale-in-src", files{
			"src/app/[locale]/(site)/(auth)/api/auth/[...nextauth]/route.js": "import { handlers } from \"@/modules/identity/config\";\n" + route5,
			"src/modules/identity/config.js":                                 auth5, "jsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
		}, []string{"src/app/[locale]/(site)/(auth)/api/auth/[...nextauth]/route.js", "src/modules/identity/config.js"}},
		{"through-barrel", files{
			"app/api/auth/[...nextauth]/route.ts": "import { handlers } from \"@/features\";\n" + route5, "features/index.ts": "export * from \"./auth\";\n",
			"features/auth/index.ts": "export { handlers as default, handlers } from \"./setup\";\n", "features/auth/setup.ts": auth5, "tsconfig.json": bundler,
		}, []string{"app/api/auth/[...nextauth]/route.ts", "features/auth/setup.ts"}},
		{"split-configuration", files{
			"app/api/auth/[...nextauth]/route.ts": "export { GET, POST } from \"@/auth\";\n", "tsconfig.json": bundler,
			"auth.ts":        "import NextAuth from \"next-auth\";\nimport { authConfig } from \"./auth.config\";\nexport const { handlers: { GET, POST } } = NextAuth({ ...authConfig });\n",
			"auth.config.ts": "import type { NextAuthConfig } from \"next-auth\";\nexport const authConfig = { providers: [] } satisfies NextAuthConfig;\n",
		}, []string{"app/api/auth/[...nextauth]/route.ts", "auth.ts", "auth.config.ts"}},
		{"options-of-any-name-in-any-file-by-baseUrl", files{
			"pages/api/auth/[...nextauth].ts": "import NextAuth from \"next-auth\";\nimport { nextAuthSettings } from \"backend/people\";\nexport default NextAuth(nextAuthSettings);\n",
			"backend/people.ts":               options, "tsconfig.json": `{ "compilerOptions": { "baseUrl": "." } }`,
		}, []string{"pages/api/auth/[...nextauth].ts", "backend/people.ts"}},
		{"by-alias-that-is-inherited", files{
			"src/pages/api/auth/[...nextauth].tsx": "import NextAuth from \"next-auth\";\nimport { o } from \"#/people\";\nexport default NextAuth(o);\n",
			"src/backend/people.ts":                options, "tsconfig.json": `{ "extends": ["./config/base"] }`,
			"config/base.json": `{ // shared
  "compilerOptions": { "baseUrl": "..", "paths": { "#/*": ["src/backend/*"] } } }`,
		}, []string{"src/pages/api/auth/[...nextauth].tsx", "src/backend/people.ts"}},
		{"CommonJS", files{
			"pages/api/auth/[...nextauth].js": "const NextAuth = require('next-auth').default;\nconst { options } = require('../../../config/people');\nmodule.exports = NextAuth(options);\n",
			"config/people.js":                "const GitHub = require('next-auth/providers/github').default;\nmodule.exports.options = { providers: [GitHub({})] };\n",
		}, []string{"pages/api/auth/[...nextauth].js", "config/people.js"}},
		{"name-for-types-of-node", files{
			"app/api/auth/[...nextauth]/route.ts": "import { handlers } from \"#people\";\n" + route5, "server/people.ts": auth5,
			"package.json": pkg7(`,"imports":{"#people":{"default":"./server/people.js"}},"dependencies":{"next-auth":"5.0.0-beta.30"}`),
		}, []string{"app/api/auth/[...nextauth]/route.ts", "server/people.ts"}},
		{"route-of-another-name", files{
			"app/api/auth/[...auth]/route.ts": "import { handlers } from \"@/auth\";\n" + route5, "auth.ts": auth5, "tsconfig.json": bundler,
		}, []string{"app/api/auth/[...auth]/route.ts", "auth.ts"}},
		{"settings-without-route", files{"auth.ts": auth5}, []string{"auth.ts"}},
		{"route-of-something-else", files{
			"app/api/auth/[...all]/route.ts": "import { auth } from \"@/lib/auth\";\nexport const { GET, POST } = toNextJsHandler(auth);\n",
			"lib/auth.ts":                    "import { betterAuth } from \"better-auth\";\nexport const auth = betterAuth({ providers: {}, adapter: prismaAdapter(db) });\n", "tsconfig.json": bundler,
		}, nil},
		{"api-that-asks-who-is-signed-in", files{
			"app/api/[...rest]/route.ts": "import { auth } from \"@/auth\";\nexport const GET = auth;\n", "auth.ts": auth5, "tsconfig.json": bundler,
		}, []string{"auth.ts"}},
		{"what-only-browser-has", files{"lib/auth.ts": "import { signIn } from \"next-auth/react\";\n"}, nil},
		{"modules-in-circle", files{"auth.ts": "export * from \"./lib/auth\";\n", "lib/auth.ts": "export * from \"../auth\";\n"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.files["package.json"] == "" {
				test.files["package.json"] = pkg7("")
			}
			p, err := Find(afero.NewOsFs(), lay(t, layout{files: test.files}), Options{})
			require.NoError(t, err)
			var found []string
			for _, f := range p.SignIn {
				found = append(found, f.Path)
				assert.Equal(t, strings.Contains(f.Path, "[..."), f.Route, f.Path)
			}
			assert.Equal(t, test.want, found)
		})
	}
}

func TestSignInOfAPackageOfTheWorkspace(t *testing.T) {
	const settings = "import NextAuth from \"next-auth\";\nimport Discord from \"next-auth/providers/discord\";\nexport const { handlers } = NextAuth({ providers: [Discord] });\n"
	for name, more := range map[string]files{
		"what-it-exports": {"packages/auth/package.json": `{"name":"@acme/auth","exports":{".":{"react-server":"./src/index.rsc.ts","default":"./src/index.ts"}}}`, "packages/auth/src/index.ts": settings},
		"its-main":        {"packages/auth/package.json": `{"name":"@acme/auth","main":"./dist/index.js","types":"./dist/index.d.ts"}`, "packages/auth/src/index.ts": settings},
		"its-index":       {"packages/auth/package.json": `{"name":"@acme/auth"}`, "packages/auth/index.js": settings},
		"what-it-names":   {"packages/auth/package.json": `{"name":"@acme/auth","source":"./lib/setup.ts"}`, "packages/auth/lib/setup.ts": settings},
		"a-part-of-it": {
			"packages/auth/package.json": `{"name":"@acme/auth","source":"./lib/other.ts","exports":{"./server":"./lib/setup.ts"}}`, "packages/auth/lib/setup.ts": settings, "packages/auth/lib/other.ts": "",
			"apps/web/app/api/auth/[...nextauth]/route.ts": "import { handlers } from \"@acme/auth/server\";\nexport const { GET, POST } = handlers;\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			all := files{
				"package.json":          `{"workspaces":["apps/*","packages/*"]}`,
				"apps/web/package.json": `{"name":"web","dependencies":{"next":"16.0.0","@acme/auth":"workspace:*"}}`,
				"apps/web/app/api/auth/[...nextauth]/route.ts": "import { handlers } from \"@acme/auth\";\nexport const { GET, POST } = handlers;\n",
			}
			for path, text := range more {
				all[path] = text
			}
			p, err := Find(afero.NewOsFs(), filepath.Join(lay(t, layout{files: all}), "apps", "web"), Options{})
			require.NoError(t, err)
			require.Len(t, p.SignIn, 2)
			assert.Contains(t, p.SignIn[1].Path, "../../packages/auth/")
			assert.Equal(t, []string{"discord"}, p.Providers())
		})
	}
}
