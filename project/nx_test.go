package project

import (
	"path/filepath"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Nx runs Prisma with what project.json says, and its libraries need no package.json.
func TestSchemasOfTargets(t *testing.T) {
	const schema = "datasource db {\n  provider = \"sqlite\"\n  url = env(\"DATABASE_URL\")\n}\n"
	at := func(path string) string { return filepath.FromSlash("/p/" + path) }
	for _, c := range []struct {
		name, targets string
		path          string
		members       []string
	}{
		{"command-with-schema", `{"push": {"command": "prisma db push --schema=libs/db/prisma/schema.prisma"}}`, "libs/db/prisma/schema.prisma", nil},
		{"option", `{"push": {"executor": "nx:run-commands", "options": {"command": "npx prisma db push --schema libs/db/prisma/schema.prisma"}}}`, "libs/db/prisma/schema.prisma", nil},
		{"cwd", `{"push": {"options": {"command": "prisma db push", "cwd": "libs/db"}}}`, "libs/db/prisma/schema.prisma", nil},
		{"cwd-by-token", `{"push": {"options": {"command": "prisma db push", "cwd": "{projectRoot}"}}}`, "libs/db/prisma/schema.prisma", nil},
		{"commands", `{"push": {"options": {"commands": ["echo a", {"command": "pnpm exec prisma migrate dev"}], "cwd": "libs/db"}}}`, "libs/db/prisma/schema.prisma", nil},
		{"goes-into-the-folder", `{"push": {"command": "cd libs/db && npx prisma generate"}}`, "libs/db/prisma/schema.prisma", nil},
		{"two", `{"push": {"command": "prisma db push --schema=libs/db/prisma/schema.prisma"}, "other": {"command": "prisma db push --schema=libs/logs/schema.prisma"}}`, "", []string{"libs/db", "libs/logs"}},
		{"none-there", `{"push": {"command": "prisma db push --schema=libs/db/schema.prisma"}}`, "", nil},
		{"another-program", `{"push": {"command": "echo prisma", "options": {"cwd": "libs/db"}}}`, "", nil},
		{"outside", `{"push": {"command": "prisma db push --schema=../schema.prisma"}}`, "", nil},
		{"not-json", `[`, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			fs := afero.NewMemMapFs()
			for name, text := range map[string]string{
				"package.json": `{"dependencies": {"@prisma/client": "6.19.3"}}`, "nx.json": "{}", "libs/db/project.json": `{"name": "db", "targets": ` + c.targets + "}",
				"libs/db/prisma/schema.prisma": schema, "libs/logs/schema.prisma": schema, "../schema.prisma": schema,
			} {
				require.NoError(t, afero.WriteFile(fs, at(name), []byte(text), 0o644))
			}
			p, err := Find(fs, at(""), Options{})
			require.NoError(t, err)
			var none *NotFoundError
			if c.path == "" {
				require.ErrorAs(t, p.SchemaErr, &none)
				assert.Equal(t, c.members, none.Members)
			} else {
				require.NoError(t, p.SchemaErr)
				assert.Equal(t, at(c.path), p.Schema.Path)
			}
			require.NoError(t, fs.Remove(at("nx.json")))
			p, err = Find(fs, at(""), Options{})
			require.NoError(t, err)
			assert.ErrorAs(t, p.SchemaErr, &none, "without Nx")
		})
	}
}
