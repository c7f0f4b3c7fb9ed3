package project

import (
	"testing"

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
			"an adapter and a provider",
			"import GitHub from \"next-auth/providers/github\"\nexport default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHub] })",
			SignInFile{Adapter: true, Providers: []string{"github"}},
		},
		{
			"the strategy as written",
			"import E from 'next-auth/providers/email'\nimport G from '@auth/core/providers/google'\nadapter: PrismaAdapter(p), session: { strategy : 'jwt' }",
			SignInFile{Strategy: "jwt", Adapter: true, Providers: []string{"email", "google"}},
		},
		{
			"comments do not count, strings with slashes do",
			"// session: { strategy: \"jwt\" }\n/* import X from \"next-auth/providers/x\" */\nconst u = \"http://a\"; PrismaAdapter(p); import G from \"next-auth/providers/gitlab\"",
			SignInFile{Adapter: true, Providers: []string{"gitlab"}},
		},
		{"a strategy of something else", `const a = { strategy: "local" }`, SignInFile{}},
		{"a module below a provider's", `import x from "next-auth/providers/github/x"`, SignInFile{}},
		{"an unclosed comment and an unclosed string", "/* \"a", SignInFile{}},
		{"an unclosed string", "x = \"a", SignInFile{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, readSignIn("", test.source))
		})
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
