package join

import (
	"regexp"
	"strings"
	"testing"

	"create-app/internal/sandbox"
	"create-app/scaffold"
	"create-app/scaffold/change"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// nextAppWithAuth is a project that signs people in by NextAuth of a version.
func nextAppWithAuth(version string, more map[string]string) map[string]string {
	files := with(nextApp(), more)
	files["package.json"] = strings.Replace(files["package.json"], `"next": `, `"next-auth": "`+version+`", "next": `, 1)
	return files
}

func TestAddLetsNextAuthStayWhereItIsSetUp(t *testing.T) {
	const auth5 = "import NextAuth from \"next-auth\";\nimport Google from \"next-auth/providers/google\";\nexport const { handlers, auth } = NextAuth({ providers: [Google] });\n"
	const route5 = "import { handlers } from \"@/auth\";\nexport const { GET, POST } = handlers;\n"
	for _, test := range []struct {
		name    string
		version string
		files   map[string]string
		file    string // that gets the adapter; empty if it has it
		text    []string
	}{
		{"5-as-its-documentation-has-it", "^5.0.0-beta.30",
			map[string]string{"auth.ts": auth5, "app/api/auth/[...nextauth]/route.ts": route5, ".env.local": "AUTH_SECRET=x\n"},
			"auth.ts", []string{`import { PrismaAdapter } from "@auth/prisma-adapter";`, `import { prisma } from "@/server/db/client";`}},
		{"5-as-create-t3-app-has-it", "5.0.0-beta.25",
			map[string]string{"server/auth/index.ts": "import NextAuth from \"next-auth\";\n", "server/auth/config.ts": "import \"next-auth/providers/discord\";\nexport const authConfig = { adapter: PrismaAdapter(db) };\n"},
			"", nil},
		{"4-in-its-route", "^4.24.0",
			map[string]string{"app/api/auth/[...nextauth]/route.ts": "import NextAuth from \"next-auth\";\nexport const authOptions = {};\n"},
			"app/api/auth/[...nextauth]/route.ts", nil},
		{"4-by-credentials-with-older-adapter", "^4.24.0",
			map[string]string{
				"lib/auth.ts":  "import Credentials from \"next-auth/providers/credentials\";\nexport const authOptions = {};\n",
				"package.json": strings.Replace(nextApp()["package.json"], `"next": `, `"@next-auth/prisma-adapter": "1.0.7", "next": `, 1),
			},
			"lib/auth.ts", []string{`from "@next-auth/prisma-adapter"`, `session: { strategy: "jwt" }`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := sandbox.Lay(t, nextAppWithAuth(test.version, test.files))
			before := sandbox.Snapshot(t, dir)
			addition := added(t, dir, nil)
			after := sandbox.Snapshot(t, dir)
			for _, name := range []string{"server/auth.ts", "types/next-auth.d.ts"} {
				assert.NotContains(t, after, name)
			}
			for name := range test.files {
				if name != "package.json" {
					assert.Equal(t, before[name], after[name], name)
				}
			}
			assert.NotContains(t, after["server/env.ts"], "AUTH", "the variables are the project's own")
			assert.NotContains(t, after[".env"], "AUTH")
			assert.Contains(t, after["prisma/schema.prisma"], "model Account {")
			assert.NotContains(t, titles(addition), "[...nextauth]/route.ts is there", "which is as it should be")
			steps := map[string]string{}
			for _, step := range addition.Steps {
				steps[step.File] = step.Title + "\n" + step.Text
			}
			if test.file == "" {
				assert.NotContains(t, titles(addition), "let it use the database")
				return
			}
			require.Contains(t, steps, test.file)
			assert.Contains(t, steps[test.file], "let it use the database")
			for _, want := range test.text {
				assert.Contains(t, steps[test.file], want)
			}
			if test.name == "4-by-credentials-with-older-adapter" {
				assert.NotContains(t, after["package.json"], "@auth/prisma-adapter")
			}
		})
	}
}

// A client of a binding is made for each request: nothing is written that imports one.
func TestAddLeavesNextAuthOutWhereEachRequestMakesTheClient(t *testing.T) {
	files := nextApp()
	files["package.json"] = strings.Replace(files["package.json"], `"next": `, `"@prisma/adapter-d1": "6.19.3", "@prisma/client": "6.19.3", "prisma": "6.19.3", "next": `, 1)
	files["prisma/schema.prisma"] = "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel A {\n  id Int @id\n}\n"
	files["lib/db.ts"] = "import { PrismaClient } from \"@prisma/client\";\nimport { PrismaD1 } from \"@prisma/adapter-d1\";\nexport const getDb = (env: Env) => new PrismaClient({ adapter: new PrismaD1(env.DB) });\n"
	dir := sandbox.Lay(t, files)
	_, err := planAdd(t, dir, nil, "auth")
	assert.ErrorContains(t, err, "lib/db.ts makes the PrismaClient for each request")
	addition := added(t, dir, nil)
	after := sandbox.Snapshot(t, dir)
	assert.NotContains(t, after, "server/auth.ts")
	assert.NotContains(t, after["package.json"], "next-auth")
	assert.Contains(t, titles(addition), "NextAuth is left out: lib/db.ts makes the PrismaClient for each request")
	assert.NotContains(t, titles(addition), "export the PrismaClient of")
}

// Where the older adapter is there, what is written takes that, and no second one is added; NextAuth 5 does not take it.
func TestAddKeepsTheAdapterThatIsThere(t *testing.T) {
	for _, c := range []struct {
		packages string
		old      bool
	}{
		{`"@next-auth/prisma-adapter": "1.0.7", `, true},
		{`"@next-auth/prisma-adapter": "1.0.7", "next-auth": "4.24.13", `, true},
		{`"@next-auth/prisma-adapter": "1.0.7", "@auth/prisma-adapter": "2.11.1", "next-auth": "4.24.13", `, false},
		{`"@next-auth/prisma-adapter": "1.0.7", "next-auth": "5.0.0-beta.30", `, false},
		{`"next-auth": "4.24.13", `, false},
	} {
		files := nextApp()
		files["package.json"] = strings.Replace(files["package.json"], `"next": `, c.packages+`"next": `, 1)
		dir := sandbox.Lay(t, files)
		addition := added(t, dir, nil)
		after := sandbox.Snapshot(t, dir)
		assert.Equal(t, !c.old, strings.Contains(after["package.json"], `"@auth/prisma-adapter"`), c.packages)
		assert.Equal(t, !c.old, strings.Contains(after["server/auth.ts"], `from "@auth/prisma-adapter"`), c.packages)
		assert.Equal(t, c.old, strings.Contains(after["server/auth.ts"], `from "@next-auth/prisma-adapter"`), c.packages)
		assert.NotContains(t, titles(addition), "npm install @auth/prisma-adapter")
	}
	files := nextApp() // what NextAuth 4 calls the type of what a provider sends, which the older adapter does not
	files["package.json"] = strings.Replace(files["package.json"], `"next": `, `"@next-auth/prisma-adapter": "1.0.7", "next": `, 1)
	dir := sandbox.Lay(t, files)
	added(t, dir, func(o *scaffold.Options) { o.Providers = []string{"keycloak"} }, "providers")
	auth := sandbox.Snapshot(t, dir)["server/auth.ts"]
	for _, want := range []string{"import type { AdapterAccount } from \"next-auth/adapters\";\n", "...account }: AdapterAccount) =>"} {
		assert.Contains(t, auth, want)
	}
}

func TestAddGivesTheModelsThatTheSourcesAskFor(t *testing.T) {
	schema := "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")\n}\n"
	dir := sandbox.Lay(t, nextAppWithAuth("^4.24.0", map[string]string{
		"prisma/schema.prisma": schema,
		"lib/auth.ts":          "import Keycloak from \"next-auth/providers/keycloak\";\nexport const authOptions = { session: { strategy: \"jwt\" } };\n",
	}))
	added(t, dir, nil)
	after := sandbox.Snapshot(t, dir)["prisma/schema.prisma"]
	assert.Contains(t, after, "not-before-policy")
	assert.NotContains(t, after, "model Session", "sessions are in cookies")
}

func TestAddRefusesAPlaceThatNextWouldOverlook(t *testing.T) {
	_, err := planAdd(t, sandbox.Lay(t, nextApp()), func(o *scaffold.Options) { o.SrcDir = true }, "src-dir")
	assert.EqualError(t, err, "the project's code is outside of src/")
	inSrc := with(nextApp(), map[string]string{"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": "", "src/app/page.tsx": "x"})
	_, err = planAdd(t, sandbox.Lay(t, inSrc), nil, "src-dir")
	assert.EqualError(t, err, "the project's code is below src/")
	none := with(nextApp(), map[string]string{"app/layout.tsx": "", "app/page.tsx": "", "app/globals.css": ""})
	addition, err := planAdd(t, sandbox.Lay(t, none), func(o *scaffold.Options) { o.SrcDir = true }, "src-dir")
	require.NoError(t, err)
	assert.Contains(t, paths(addition, change.Create), "src/server/auth.ts")
}

func TestAddLetsNextAuthUseTheClientThatIsThere(t *testing.T) {
	dir := sandbox.Lay(t, nextAppWithAuth("^5.0.0-beta.30", map[string]string{
		"auth.ts":              "import NextAuth from \"next-auth\";\nexport const { handlers, auth } = NextAuth({ providers: [] });\n",
		"server/db.ts":         "import { PrismaClient } from \"@prisma/client\";\nexport const db = new PrismaClient();\n",
		"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n",
	}))
	addition := added(t, dir, nil)
	assert.NotContains(t, sandbox.Snapshot(t, dir), "server/db/client.ts", "beside server/db.ts, and for nobody")
	assert.NotContains(t, sandbox.Snapshot(t, dir), "server/env.ts", "which nothing would import")
	require.Len(t, addition.Steps, 1)
	assert.Contains(t, addition.Steps[0].Text, "import { db as prisma } from \"./server/db\";\n")
}

func TestAddPrismaBesideNextAuth(t *testing.T) {
	dir := sandbox.Lay(t, nextAppWithAuth("^5.0.0-beta.30", map[string]string{"auth.ts": "import Google from \"next-auth/providers/google\";\n"}))
	addition := added(t, dir, func(o *scaffold.Options) { o.Auth, o.Providers = "none", nil }, "auth")
	assert.Empty(t, addition.Steps)
	assert.NotContains(t, sandbox.Snapshot(t, dir)["package.json"], "prisma-adapter")
}

// A project that was made without NextAuth has no page to sign in on.
func TestAddNextAuthToOurOwnProjectWithout(t *testing.T) {
	dir := made(t, func(o *scaffold.Options) { o.Auth, o.Providers = "none", nil })
	addition := added(t, dir, func(o *scaffold.Options) { o.Providers = []string{"github"} }, "auth", "providers")
	assert.NotContains(t, sandbox.Snapshot(t, dir)["server/auth.ts"], "signIn: \"/\"", "the page there has no way to sign in")
	assert.Contains(t, titles(addition), "let people sign in and out")
}

func TestAddLeavesNextAuthOutBesideSomethingLikeIt(t *testing.T) {
	files := with(nextApp(), map[string]string{"package.json": strings.Replace(nextApp()["package.json"], `"next": `, `"better-auth": "1.3.0", "next": `, 1)})
	dir := sandbox.Lay(t, files)
	addition := added(t, dir, nil)
	assert.Contains(t, titles(addition), "NextAuth is left out: the project has better-auth")
	after := sandbox.Snapshot(t, dir)
	assert.NotContains(t, after, "server/auth.ts")
	assert.NotContains(t, after["package.json"], "next-auth\": \"")
	assert.Contains(t, after, "server/db/client.ts")

	dir = sandbox.Lay(t, files)
	addition = added(t, dir, nil, "auth")
	assert.Contains(t, paths(addition, change.Create), "server/auth.ts", "who asks for it gets it")
}

func TestAProjectWithItsOwnNextAuthMovesToAnotherDatabase(t *testing.T) {
	dir := sandbox.Lay(t, nextAppWithAuth("^5.0.0-beta.30", map[string]string{"auth.ts": "import Google from \"next-auth/providers/google\";\n"}))
	added(t, dir, nil)
	plan := movedTo(t, dir, "postgresql")
	assert.NotContains(t, stepTitles(plan.Steps), "changed by hand")
	after := sandbox.Snapshot(t, dir)
	assert.Contains(t, after["server/env.ts"], "postgresql://")
	assert.NotContains(t, after["server/env.ts"], "AUTH")
	assert.NotContains(t, after, "server/auth.ts")
	again, err := planAdd(t, dir, nil)
	require.NoError(t, err)
	assert.Empty(t, again.Plan.Changes)
	require.Len(t, again.Steps, 1)
	assert.Contains(t, again.Steps[0].Text, `import { prisma } from "@/server/db/client";`, "as on the first run")
}

// What npm would refuse is said before it does.
func TestAddTellsOfANextThatIsTooOld(t *testing.T) {
	for next, want := range map[string]string{"12.1.2": "take Next.js to 12.2.5 or later", "12.2.5": "", "^12.0.0": "", "15.5.4": "", "latest": ""} {
		files := nextApp()
		pkg := regexp.MustCompile(`"next": "[^"]*"`).ReplaceAllString(files["package.json"], `"next": "`+next+`"`)
		addition := added(t, sandbox.Lay(t, with(files, map[string]string{"package.json": pkg})), nil)
		if want == "" {
			assert.NotContains(t, titles(addition), "take Next.js", next)
			continue
		}
		assert.Contains(t, titles(addition), want, next)
	}
}

func TestAddTellsOfASecretThatIsTooShort(t *testing.T) {
	long := strings.Repeat("x", 32)
	for _, test := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{".env": "NEXTAUTH_SECRET=hunter2\n"}, "give NEXTAUTH_SECRET in .env at least 32 characters"},
		{map[string]string{".env": "NEXTAUTH_SECRET=" + long + "\n", ".env.local": "NEXTAUTH_SECRET=\n"}, "give NEXTAUTH_SECRET in .env.local at least 32 characters"},
		{map[string]string{".env": "NEXTAUTH_SECRET=hunter2\n", ".env.local": "NEXTAUTH_SECRET=" + long + "\n"}, ""},
		{map[string]string{".env": "AUTH_SECRET=hunter2\n"}, ""},
	} {
		addition := added(t, sandbox.Lay(t, with(nextApp(), test.files)), nil)
		if test.want == "" {
			assert.NotContains(t, titles(addition), "32 characters")
			continue
		}
		assert.Contains(t, titles(addition), test.want)
		assert.NotContains(t, titles(addition), "hunter2")
	}
}

// What signs people in already, wherever it stands, gets no second way, no second adapter and no keys of others.
func TestAddToProjectsThatSignPeopleIn(t *testing.T) {
	const (
		client  = "import { PrismaClient } from \"@prisma/client\";\nexport const db = globalThis.db ?? new PrismaClient();\nglobalThis.db = db;\n"
		types   = "declare module \"next-auth\" { interface Session { user: { id: string; role: string } } }\n"
		options = "import { PrismaAdapter } from \"@next-auth/prisma-adapter\";\nimport GoogleProvider from \"next-auth/providers/google\";\n" + types +
			"export const authOptions = { adapter: PrismaAdapter(db), providers: [GoogleProvider({ clientId: process.env.GOOGLE_CLIENT_ID })] };\n"
		auth5 = "import NextAuth from \"next-auth\";\nimport { PrismaAdapter } from \"@auth/prisma-adapter\";\nimport Google from \"next-auth/providers/google\";\n" +
			"export const { handlers, auth } = NextAuth({ adapter: PrismaAdapter(db), providers: [Google] });\n"
	)
	four, five := `"next-auth": "4.24.13", "@next-auth/prisma-adapter": "1.0.7"`, `"next-auth": "5.0.0-beta.30", "@auth/prisma-adapter": "2.11.1"`
	for name, test := range map[string]struct {
		packages string
		files    map[string]string
	}{
		"layout-of-t3-pages-router": {four, map[string]string{
			"src/server/auth.ts": options, "src/server/db.ts": client, "tsconfig.json": `{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }`,
			"src/pages/api/auth/[...nextauth].ts": "import NextAuth from \"next-auth\";\nimport { authOptions } from \"~/server/auth\";\nexport default NextAuth(authOptions);\n",
		}},
		"layout-of-t3-app-router": {five, map[string]string{
			"src/server/auth/config.ts": strings.ReplaceAll(options, "@next-auth", "@auth"), "src/server/db.ts": client,
			"src/server/auth/index.ts":                "import NextAuth from \"next-auth\";\nimport { authConfig } from \"./config\";\nexport const { auth, handlers } = NextAuth(authConfig);\n",
			"src/app/api/auth/[...nextauth]/route.ts": "import { handlers } from \"~/server/auth\";\nexport const { GET, POST } = handlers;\n",
			"tsconfig.json":                           `{ "compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["./src/*"] } } }`,
		}},
		"route-group": {five, map[string]string{
			"app/(auth)/auth.ts": auth5, "lib/prisma.ts": client,
			"app/(auth)/api/auth/[...nextauth]/route.ts": "export { GET, POST } from \"../../../handlers\";\n",
			"app/(auth)/handlers.ts":                     "import { handlers } from \"./auth\";\nexport const { GET, POST } = handlers;\n",
		}},
		"JavaScript": {four, map[string]string{
			"src/backend/people.js": options, "src/lib/prisma.js": client, "jsconfig.json": `{ "compilerOptions": { "baseUrl": "src" } }`,
			"src/pages/api/auth/[...nextauth].js": "import NextAuth from \"next-auth\";\nimport { authOptions } from \"backend/people\";\nexport default NextAuth(authOptions);\n",
		}},
		"lazy-options": {five, map[string]string{
			"auth.ts": strings.NewReplacer("NextAuth({", "NextAuth(async (req) => ({", "] });", "] }));").Replace(auth5), "lib/prisma.ts": client,
			"app/api/auth/[...nextauth]/route.ts": "import { handlers } from \"../../../../auth\";\nexport const { GET, POST } = handlers;\n",
		}},
		"another-orm-adapter": {`"next-auth": "5.0.0-beta.30", "@auth/drizzle-adapter": "1.0.0"`, map[string]string{
			"auth.ts":                             "import NextAuth from \"next-auth\";\nimport Google from \"next-auth/providers/google\";\nexport const { handlers } = NextAuth({ adapter: DrizzleAdapter(db), providers: [Google] });\n",
			"app/api/auth/[...nextauth]/route.ts": "import { handlers } from \"../../../../auth\";\nexport const { GET, POST } = handlers;\n",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := sandbox.Lay(t, with(map[string]string{
				"package.json":         `{"name":"site","private":true,"dependencies":{` + test.packages + `,"next":"15.5.0","react":"19.0.0","react-dom":"19.0.0","@prisma/client":"6.19.3"},"devDependencies":{"prisma":"6.19.3"}}`,
				"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel Post {\n  id Int @id\n}\n",
			}, test.files))
			before := sandbox.Snapshot(t, dir)
			addition := added(t, dir, nil)
			after := sandbox.Snapshot(t, dir)
			for file := range after {
				if _, was := before[file]; !was {
					assert.NotContains(t, file, "auth", "a second way to sign in")
				}
				assert.NotContains(t, after[file], "GITHUB", file)
			}
			for file := range test.files {
				if file != "tsconfig.json" && file != "jsconfig.json" {
					assert.Equal(t, before[file], after[file])
				}
			}
			assert.LessOrEqual(t, strings.Count(after["package.json"], "-adapter\""), 1)
			assert.NotContains(t, titles(addition), "NextAuth")
			assert.NotContains(t, titles(addition), "is there already")
			assert.Equal(t, !strings.Contains(test.packages, "drizzle"), strings.Contains(after["prisma/schema.prisma"], "model Account {"))
			again := added(t, dir, nil)
			assert.Empty(t, again.Plan.Changes, "a second run changes nothing")
		})
	}
}

// A route that Next.js does not find is a way to sign in that is there all the same: it is moved, and no other comes beside it.
func TestAddBesideARouteThatNoRequestComesTo(t *testing.T) {
	const options = "import NextAuth from \"next-auth\";\nimport GoogleProvider from \"next-auth/providers/google\";\n" +
		"export const authOptions = { providers: [GoogleProvider({})] };\nexport default NextAuth(authOptions);\n"
	for file, right := range map[string]string{
		"app/api/auth/[...nextauth].js":      "app/api/auth/[...nextauth]/route.js",
		"app/api/auth/[...nextauth]/auth.js": "app/api/auth/[...nextauth]/route.js",
		"app/api/auth/[...auth]/route.js":    "app/api/auth/[...nextauth]/route.js",
	} {
		dir := sandbox.Lay(t, nextAppWithAuth("4.24.13", map[string]string{file: options}))
		addition := added(t, dir, nil)
		for _, path := range paths(addition, change.Create) {
			assert.NotContains(t, path, "auth", file)
		}
		assert.Contains(t, titles(addition), "no request comes to "+file+": NextAuth's route belongs in "+right, file)
		assert.Contains(t, titles(addition), "NextAuth is set up in "+file+": let it use the database", file)
	}
}

func TestAddWritesNoSecondTypesOfTheSession(t *testing.T) {
	const types = "import \"next-auth\";\ndeclare module \"next-auth\" {\n  interface Session { role: string }\n}\n"
	for _, file := range []string{"next-auth.d.ts", "src/types/index.d.ts", "lib/session.ts", "@types/auth.d.ts"} {
		dir := sandbox.Lay(t, with(nextApp(), map[string]string{file: types}))
		assert.NotContains(t, paths(added(t, dir, nil), change.Create), "types/next-auth.d.ts", file)
		assert.Contains(t, sandbox.Snapshot(t, dir), "server/auth.ts")
	}
	dir := sandbox.Lay(t, with(nextApp(), map[string]string{"types/other.d.ts": "declare module \"next\" {}\n"}))
	assert.Contains(t, paths(added(t, dir, nil), change.Create), "types/next-auth.d.ts")
}

// npm refuses a nodemailer beside a NextAuth that has another among its peers.
func TestAddGivesTheNodemailerThatGoesWithTheNextAuth(t *testing.T) {
	for version, want := range map[string]string{
		"4.24.6": "6.", "4.24.12": "7.", "^4.24.6": "7.", "5.0.0-beta.25": "6.", "5.0.0-beta.30": "7.", "^5.0.0-beta.19": "7.",
	} {
		dir := sandbox.Lay(t, nextAppWithAuth(version, map[string]string{
			"lib/auth.ts": "import NextAuth from \"next-auth\";\nimport Email from \"next-auth/providers/email\";\n" +
				"export const authOptions = { providers: [Email({ server: process.env.EMAIL_SERVER, from: process.env.EMAIL_FROM })] };\nexport default NextAuth(authOptions);\n",
		}))
		added(t, dir, nil)
		assert.Contains(t, sandbox.Snapshot(t, dir)["package.json"], `"nodemailer": "`+want, version)
		assert.Contains(t, sandbox.Snapshot(t, dir)["package.json"], `"@types/nodemailer": "`+want, version)
	}
}
