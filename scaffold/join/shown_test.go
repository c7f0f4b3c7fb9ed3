package join

import (
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
	"create-app/project"
	"create-app/scaffold"
)

func TestShown(t *testing.T) {
	const fresh = "as in a new project"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  map[string]string
	}{
		{"create-next-app", nextApp(), map[string]string{
			"package-manager": "found: package-lock.json", "router": "found: app/", "src-dir": "found: app/", "import-alias": "found: tsconfig.json",
			"prisma": fresh, "next-auth": fresh, "db": "", "providers": "",
		}},
		{"a-schema", with(nextApp(), map[string]string{"package-lock.json": "", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n", "prisma/schema.prisma": "datasource db {\n  provider = \"mysql\"\n}\n"}), map[string]string{
			"package-manager": "found: pnpm-lock.yaml", "db": "found: prisma/schema.prisma", "prisma": "found: a datasource without url in prisma/schema.prisma",
		}},
		{"bare", map[string]string{"package.json": `{"dependencies": {"next-auth": "^4.24.0"}}`}, map[string]string{
			"package-manager": fresh, "router": fresh, "import-alias": fresh, "next-auth": "found: package.json",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := afero.NewOsFs()
			found, err := project.Find(fsys, sandbox.Lay(t, c.files), Needs(project.Options{}))
			require.NoError(t, err)
			seen, err := Look(fsys, found)
			require.NoError(t, err)
			for option, want := range c.want {
				assert.Equal(t, want, seen.Shown(option), option)
			}
		})
	}
}

func TestSettingsOfAProjectLeaveItsPlaceAlone(t *testing.T) {
	for _, s := range Settings() {
		assert.NotContains(t, append(ForNewProjects(), "dir", "git", "on-conflict"), s.Option)
	}
	assert.Len(t, Settings(), len(scaffold.Settings())-3-len(ForNewProjects()))
}
