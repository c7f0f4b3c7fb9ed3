package project

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project/env"
)

func TestTheSchemaOfAPackageOfTheWorkspace(t *testing.T) {
	base := files{
		"package.json": `{"workspaces":["apps/*","packages/*"]}`, "apps/web/package.json": `{"name":"web","dependencies":{"next":"16.0.0","@acme/auth":"workspace:*"}}`,
		"packages/auth/package.json": `{"name":"@acme/auth","dependencies":{"@acme/db":"catalog:"}}`,
		"packages/db/package.json":   `{"name":"@acme/db","devDependencies":{"prisma":"7.10.1"}}`, "packages/db/prisma/schema.prisma": schema7,
		"packages/ui/package.json": `{"name":"@acme/ui","dependencies":{"next":"16.0.0"}}`,
	}
	for _, test := range []struct {
		name, dir string
		more      files
		want      string // the schema, from the root
		fault     string
	}{
		{"through-another-package", "apps/web", nil, "packages/db/prisma/schema.prisma", ""},
		{"package-itself", "packages/db", nil, "packages/db/prisma/schema.prisma", ""},
		{"root", "", nil, "packages/db/prisma/schema.prisma", ""},
		{"pnpm", "", files{"package.json": `{}`, "pnpm-workspace.yaml": "packages:\n  - 'apps/**'\n  - packages/*\n"}, "packages/db/prisma/schema.prisma", ""},
		{"yarn", "", files{"package.json": `{"workspaces":{"packages":["packages/*"]}}`}, "packages/db/prisma/schema.prisma", ""},
		{"library-that-does-not-use-it", "packages/ui", nil, "", "no Prisma schema found"},
		{"app-own", "apps/web", files{"apps/web/prisma/schema.prisma": schema7}, "apps/web/prisma/schema.prisma", ""},
		{"several-at-root", "", files{"apps/admin/package.json": `{"name":"admin","dependencies":{"@prisma/client":"7.10.0"}}`, "apps/admin/prisma/schema.prisma": schema7},
			"", "the workspace has several Prisma schemas, in apps/admin, packages/db; say which, as in "},
		{"one-that-only-holds-file", "apps/web", files{"packages/db/package.json": `{"name":"@acme/db"}`}, "", "no Prisma schema found"},
		{"prisma-of-root", "apps/web", files{"packages/db/package.json": `{"name":"@acme/db"}`, "package.json": `{"workspaces":["apps/*","packages/*"],"devDependencies":{"prisma":"7.10.1"}}`},
			"packages/db/prisma/schema.prisma", ""},
		{"prisma-of-root-at-root", "", files{"packages/db/package.json": `{"name":"@acme/db"}`, "package.json": `{"workspaces":["apps/*","packages/*"],"dependencies":{"@prisma/client":"7.10.1"}}`},
			"packages/db/prisma/schema.prisma", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := files{}
			for _, part := range []files{base, test.more} {
				for name, text := range part {
					all[name] = text
				}
			}
			root := lay(t, layout{files: all})
			p, err := Find(afero.NewOsFs(), filepath.Join(root, filepath.FromSlash(test.dir)), Options{})
			require.NoError(t, err)
			if test.fault != "" {
				require.ErrorContains(t, p.SchemaErr, test.fault)
				return
			}
			require.NoError(t, p.SchemaErr)
			assert.Equal(t, filepath.Join(root, filepath.FromSlash(test.want)), p.Schema.Path)
			assert.Equal(t, 7, p.Prisma.Major)
		})
	}
}

func TestNextApps(t *testing.T) {
	const next, none = `{"dependencies":{"next":"16.4.5"}}`, `{"dependencies":{"react":"19.2.0"}}`
	apps := files{"apps/web/package.json": next, "apps/web/src/pages/index.tsx": "", "apps/docs/package.json": `{"devDependencies":{"next":"16.4.5"}}`, "apps/docs/next.config.mjs": "", "apps/ui/package.json": none,
		"site/package.json": next, "node_modules/x/package.json": next, "a/b/c/package.json": next, "apps/shop/package.json": `{"scripts":{"dev":"next dev --turbopack"}}`, "apps/shop/app/page.tsx": ""}
	for _, test := range []struct {
		name string
		root string
		want []string
	}{
		{"workspace", `{"workspaces":["apps/*"]}`, []string{"apps/docs", "apps/shop", "apps/web"}},
		{"no-workspace", `{}`, []string{"apps/docs", "apps/web", "site"}},
		{"next-of-root", `{"workspaces":["apps/*"],"dependencies":{"next":"16.4.5"}}`, []string{"apps/docs", "apps/shop", "apps/web"}},
		{"library", `{"workspaces":["apps/*","site"]}`, []string{"apps/docs", "apps/shop", "apps/web"}}, // site has next alone
		{"app-itself", `{"dependencies":{"next":"16.4.5"}}`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := Find(afero.NewOsFs(), lay(t, layout{files: with(apps, files{"package.json": test.root})}), Options{NextApps: true})
			require.NoError(t, err)
			assert.Equal(t, test.want, p.NextApps)
		})
	}
}

func TestAnAppWithTheNextOfTheRoot(t *testing.T) {
	all := files{"package.json": `{"workspaces":["apps/*"],"dependencies":{"next":"16.4.5"}}`,
		"apps/shop/package.json": `{"scripts":{"dev":"next dev"}}`, "apps/shop/app/page.tsx": "",
		"apps/api/package.json": `{"scripts":{"dev":"nest start"}}`, "apps/api/app/page.tsx": ""}
	root := lay(t, layout{files: all})
	for dir, want := range map[string]bool{"": true, "apps/shop": true, "apps/api": false} {
		p, err := Find(afero.NewOsFs(), filepath.Join(root, filepath.FromSlash(dir)), Options{})
		require.NoError(t, err)
		assert.Equal(t, want, p.HasNext(), dir)
	}
}

func TestAnAppWithTheNextOfASibling(t *testing.T) {
	all := files{"package.json": `{"workspaces":["apps/*"]}`, "apps/web/package.json": `{"scripts":{"dev":"next dev"},"dependencies":{"next":"13.3.1"}}`,
		"apps/admin/package.json": `{"scripts":{"dev":"next dev -p 3001"}}`, "apps/admin/src/pages/index.tsx": "",
		"apps/api/package.json": `{"scripts":{"dev":"nest start"}}`, "apps/api/app/page.tsx": ""}
	root := lay(t, layout{files: all})
	for dir, want := range map[string]bool{"": false, "apps/admin": true, "apps/api": false, "apps/web": true} {
		p, err := Find(afero.NewOsFs(), filepath.Join(root, filepath.FromSlash(dir)), Options{NextApps: true})
		require.NoError(t, err)
		assert.Equal(t, want, p.HasNext(), dir)
		if dir == "" {
			assert.Equal(t, []string{"apps/admin", "apps/web"}, p.NextApps)
		}
	}
	root = lay(t, layout{files: with(all, files{"apps/web/package.json": `{}`})})
	p, err := Find(afero.NewOsFs(), filepath.Join(root, "apps", "admin"), Options{})
	require.NoError(t, err)
	assert.False(t, p.HasNext(), "no package has it")
}

func TestSchemasThatAnAppDoesNotDependOn(t *testing.T) {
	base := files{"package.json": `{"workspaces":["apps/*","packages/*"]}`, "apps/web/package.json": `{"name":"web","dependencies":{"next":"16.0.0"}}`,
		"apps/api/package.json": `{"name":"api","dependencies":{"@prisma/client":"7.10.1"}}`, "apps/api/prisma/schema.prisma": schema7,
		"packages/kit/package.json": `{"name":"@acme/kit","dependencies":{"@prisma/client":"7.10.1"}}`}
	shared := files{"packages/db/package.json": `{"name":"@acme/db","dependencies":{"prisma":"7.10.1"}}`, "packages/db/prisma/schema.prisma": schema7,
		"apps/jobs/package.json": `{"name":"jobs","dependencies":{"@acme/db":"*"}}`}
	api := SchemaMember{Dir: "../api", Name: "api"}
	for _, test := range []struct {
		name string
		more files
		want []SchemaMember
	}{
		{"server", nil, []SchemaMember{api}},
		{"shared", shared, []SchemaMember{api, {Dir: "../../packages/db", Name: "@acme/db", Shared: true}}},
		{"depended-on", with(shared, files{"apps/web/package.json": `{"dependencies":{"next":"16.0.0","@acme/db":"*"}}`}), nil},
		{"own", files{"apps/web/prisma/schema.prisma": schema7}, nil},
		{"folder-without-package", files{"packages/db/prisma/schema.prisma": schema7}, []SchemaMember{api}},
		{"folder-without-package-and-prisma-at-the-root", files{"packages/db/prisma/schema.prisma": schema7, "package.json": `{"workspaces":["apps/*","packages/*"],"dependencies":{"prisma":"7.10.1"}}`},
			[]SchemaMember{api, {Dir: "../../packages/db"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := lay(t, layout{files: with(base, test.more)})
			p, err := Find(afero.NewOsFs(), filepath.Join(root, "apps", "web"), Options{NextApps: true})
			require.NoError(t, err)
			assert.Equal(t, test.want, p.SchemaMembers)
		})
	}
}

func TestTheAppsThatSignPeopleInForASchema(t *testing.T) {
	const route = "import NextAuth from 'next-auth'\nimport GitHub from 'next-auth/providers/github'\nexport default NextAuth({ providers: [GitHub({})] })\n"
	all := files{"package.json": `{"workspaces":["apps/*","packages/*"]}`,
		"apps/web/package.json": `{"dependencies":{"next":"15.0.0","next-auth":"4.24.11","@acme/db":"*"}}`, "apps/web/pages/api/auth/[...nextauth].ts": route,
		"apps/docs/package.json":   `{"dependencies":{"next":"15.0.0","next-auth":"4.24.11"}}`,
		"apps/worker/package.json": `{"dependencies":{"next-auth":"4.24.11"}}`,
		"packages/db/package.json": `{"name":"@acme/db","dependencies":{"@prisma/client":"6.19.0"}}`, "packages/db/prisma/schema.prisma": schema6}
	root := lay(t, layout{files: all})
	for dir, want := range map[string][]string{"": {"apps/web"}, "packages/db": {"../../apps/web"}, "apps/web": nil, "apps/worker": nil} {
		p, err := Find(afero.NewOsFs(), filepath.Join(root, filepath.FromSlash(dir)), Options{})
		require.NoError(t, err)
		var shown []string
		for _, app := range p.SignInApps {
			shown = append(shown, p.Rel(app.Root))
			assert.Equal(t, []string{"github"}, app.Providers())
		}
		assert.Equal(t, want, shown, dir)
	}
}

// The app's route passes on what a package of the workspace makes, which alone asks for NextAuth.
func TestTheAppWhoseSignInIsAPackage(t *testing.T) {
	const auth = "import NextAuth from 'next-auth'\nimport GitHub from 'next-auth/providers/github'\nexport const { handlers: { GET, POST }, auth } = NextAuth({ providers: [GitHub({})] })\n"
	root := lay(t, layout{files: files{"package.json": `{"workspaces":["apps/*","packages/*"]}`,
		"apps/web/package.json": `{"dependencies":{"next":"15.0.0","@acme/auth":"*","@acme/db":"*"}}`, "apps/web/app/api/auth/[...nextauth]/route.ts": "export { GET, POST } from '@acme/auth'\n",
		"apps/docs/package.json": `{"dependencies":{"next":"15.0.0","@acme/db":"*"}}`, "apps/docs/app/page.tsx": "export default () => null\n",
		"apps/bot/package.json":      `{"dependencies":{"@acme/auth":"*"}}`,
		"packages/auth/package.json": `{"name":"@acme/auth","main":"./index.ts","dependencies":{"next-auth":"5.0.0-beta.30","next":"15.0.0","@acme/db":"*"}}`, "packages/auth/index.ts": auth,
		"packages/db/package.json": `{"name":"@acme/db","dependencies":{"@prisma/client":"6.19.0"}}`, "packages/db/prisma/schema.prisma": schema6}})
	for dir, want := range map[string][]string{"": {"apps/web"}, "packages/db": {"../../apps/web"}, "packages/auth": {"../../apps/web"}, "apps/web": nil, "apps/docs": nil} {
		p, err := Find(afero.NewOsFs(), filepath.Join(root, filepath.FromSlash(dir)), Options{})
		require.NoError(t, err)
		var shown []string
		for _, app := range p.SignInApps {
			shown = append(shown, p.Rel(app.Root))
			assert.Equal(t, []string{"github"}, app.Providers())
		}
		assert.Equal(t, want, shown, dir)
	}
}

func TestProjectsInTheFoldersBelow(t *testing.T) {
	root := lay(t, layout{files: files{"frontend/package.json": `{"dependencies":{"next":"16.0.0"}}`, "backend/package.json": `{}`,
		"backend/prisma/schema.prisma": schema7, "docs/readme.md": ""}})
	p, err := Find(afero.NewOsFs(), root, Options{})
	require.NoError(t, err)
	assert.Equal(t, []string{"backend", "frontend"}, p.FoldersBelow)
	require.ErrorContains(t, p.SchemaErr, `no Prisma schema found here, and one in backend; go there, as in "`)

	p, err = Find(afero.NewOsFs(), filepath.Join(root, "frontend"), Options{})
	require.NoError(t, err)
	assert.Empty(t, p.FoldersBelow)
}

// Several schemas that no command finds are named: without --schema nobody is told to make one beside them.
func TestSeveralStraySchemasAreNamed(t *testing.T) {
	dir := lay(t, layout{files: files{
		"package.json": pkg7(""), "db/mysql/schema.prisma": schema7, "db/postgresql/schema.prisma": schema7,
	}})
	p, err := Find(afero.NewOsFs(), dir, Options{Sources: true})
	require.NoError(t, err)
	require.EqualError(t, p.SchemaErr, "no Prisma schema found where Prisma looks (schema.prisma, prisma/schema.prisma, prisma/schema/), "+
		"and 2 elsewhere, in db/mysql/schema.prisma, db/postgresql/schema.prisma; say which with --schema")
}

// Prisma's commands are run where the scripts are that name the schema, unless its own package has some.
func TestWhereASchemaOfAWorkspaceIsRun(t *testing.T) {
	const root = `{"workspaces":["apps/*","packages/*"],"scripts":{"push":"prisma db push --schema=packages/db/prisma/schema.prisma"}}`
	base := files{"package.json": root, ".env": "DATABASE_URL=a\n", "packages/db/.env": "DATABASE_URL=b\n", "packages/db/prisma/schema.prisma": schema6,
		"packages/db/package.json": `{"name":"@acme/db","dependencies":{"@prisma/client":"6.19.0"},"devDependencies":{"prisma":"6.19.0"}}`,
		"apps/web/package.json":    `{"dependencies":{"next":"15.0.0","@acme/db":"*"}}`, "apps/web/app/page.tsx": ""}
	for _, c := range []struct {
		name string
		more files
		want string // below the root
	}{
		{"by-the-root", nil, ".env"},
		{"by-the-package", files{"packages/db/package.json": `{"name":"@acme/db","scripts":{"push":"prisma db push"},"dependencies":{"@prisma/client":"6.19.0"}}`}, "packages/db/.env"},
		{"by-hand", files{"package.json": `{"workspaces":["apps/*","packages/*"],"scripts":{"build":"turbo build"}}`}, "packages/db/.env"},
		{"of-another-schema", files{"package.json": strings.Replace(root, "prisma/schema.prisma", "old/schema.prisma", 1), "packages/db/old/schema.prisma": schema6}, "packages/db/.env"},
		{"by-the-root-in-a-folder", files{"package.json": strings.Replace(root, "prisma db push", "cd packages/db && prisma db push", 1)}, "packages/db/.env"},
		{"by-a-workspace-command", files{"package.json": `{"workspaces":["apps/*","packages/*"],"scripts":{"push":"npm run push -w @acme/db"}}`,
			"packages/db/package.json": `{"name":"@acme/db","scripts":{"push":"prisma db push"},"dependencies":{"@prisma/client":"6.19.0"}}`}, "packages/db/.env"},
		{"by-a-config", files{"packages/db/prisma.config.ts": "import 'dotenv/config'\nexport default { schema: 'prisma/schema.prisma' }\n"}, "packages/db/.env"},
	} {
		dir := lay(t, layout{files: with(base, c.more)})
		for _, at := range []string{"packages/db", "apps/web"} {
			t.Run(c.name+"-"+filepath.Base(at), func(t *testing.T) {
				p, err := Find(afero.NewOsFs(), filepath.Join(dir, filepath.FromSlash(at)), Options{})
				require.NoError(t, err)
				e, err := p.Environment(env.Vars{})
				require.NoError(t, err)
				require.Len(t, e.Files, 1)
				assert.Equal(t, filepath.Join(dir, filepath.FromSlash(c.want)), e.Files[0].Path)
			})
		}
	}
}
