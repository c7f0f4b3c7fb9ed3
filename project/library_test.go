package project

import (
	"path/filepath"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
	apps := files{"apps/web/package.json": next, "apps/docs/package.json": `{"devDependencies":{"next":"16.4.5"}}`, "apps/ui/package.json": none,
		"site/package.json": next, "node_modules/x/package.json": next, "a/b/c/package.json": next}
	for _, test := range []struct {
		name string
		root string
		want []string
	}{
		{"workspace", `{"workspaces":["apps/*"]}`, []string{"apps/docs", "apps/web"}},
		{"no-workspace", `{}`, []string{"apps/docs", "apps/web", "site"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := Find(afero.NewOsFs(), lay(t, layout{files: with(apps, files{"package.json": test.root})}), Options{NextApps: true})
			require.NoError(t, err)
			assert.Equal(t, test.want, p.NextApps)
		})
	}
}
