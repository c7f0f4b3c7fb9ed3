package golden_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"create-app/golden"
	"create-app/templates"
)

// secret is injected in place of a random one, so that the expected trees hold none.
const secret = "bm90LWEtc2VjcmV0LWp1c3QtYS10ZXN0LXZhbHVlLTEyMzQ="

type combination struct {
	name string
	app  templates.App
}

// combinations are all that the templates are supported for.
func combinations() []combination {
	var all []combination
	for _, db := range []string{"sqlite", "postgresql", "mysql", "planetscale"} {
		for _, auth := range []bool{true, false} {
			for _, srcDir := range []bool{false, true} {
				for _, pm := range []string{"npm", "pnpm", "yarn", "bun"} {
					all = append(all, combine(db, auth, srcDir, pm))
				}
			}
		}
	}
	return append(all, everyProvider())
}

func combine(db string, auth, srcDir bool, pm string) combination {
	parts := []string{db, "nextauth", "root", pm}
	app := templates.App{
		Name: "my-app", Database: db, Auth: auth, SrcDir: srcDir, ImportAlias: "@/*",
		PackageManager: pm, Secret: secret, Version: "1.2.3",
	}
	if auth {
		app.Providers = []string{"github"}
	} else {
		parts[1] = "none"
	}
	if srcDir {
		parts[2] = "src"
	}
	return combination{strings.Join(parts, "-"), app}
}

// everyProvider is one project with all that --providers knows, a scope and another alias.
func everyProvider() combination {
	c := combine("mysql", true, true, "npm")
	c.name, c.app.Name, c.app.ImportAlias = "mysql-every-provider", "@acme/web", "~/*"
	c.app.Providers = nil
	for _, p := range templates.Providers() {
		c.app.Providers = append(c.app.Providers, p.ID)
	}
	return c
}

func TestProjectsAreAsExpected(t *testing.T) {
	all := combinations()
	require.Len(t, all, 64+1)
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			files, err := templates.Render(c.app)
			require.NoError(t, err)
			golden.Compare(t, filepath.Join("testdata", c.name+".txtar"), archive(t, c.name, files))
		})
	}
}

func TestExpectedProjectsAreAllStillMade(t *testing.T) {
	kept, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	require.NoError(t, err)
	made := map[string]bool{}
	for _, c := range combinations() {
		made[filepath.Join("testdata", c.name+".txtar")] = true
	}
	for _, path := range kept {
		assert.True(t, made[path], "%s belongs to no combination; remove it", path)
	}
}

func archive(t *testing.T, name string, files []templates.File) []byte {
	t.Helper()
	tree := &txtar.Archive{Comment: fmt.Appendf(nil, "The project %s, as create-app makes it.\n", name)}
	for _, f := range files {
		require.True(t, strings.HasSuffix(string(f.Content), "\n"), "%s ends without a line break", f.Path)
		require.NotContains(t, "\n"+string(f.Content), "\n-- ", "%s has a line that txtar would split at", f.Path)
		tree.Files = append(tree.Files, txtar.File{Name: f.Path, Data: f.Content})
	}
	return txtar.Format(tree)
}

func TestPrismaAcceptsEverySchemaAndWouldNotChangeIt(t *testing.T) {
	var schemas []golden.Schema
	for _, c := range combinations() {
		schemas = append(schemas, golden.Schema{Name: c.name + ".prisma", Text: schemaOf(t, c.app)})
	}
	for _, s := range golden.AskPrisma(t, "..", "7", schemas) {
		assert.Empty(t, s.Errors, "%s is rejected", s.Name)
		assert.Equal(t, s.Text, s.Formatted, "%s is laid out otherwise by Prisma", s.Name)
	}
}

// A check that passes for everything proves nothing: Prisma's formatter answers some faulty questions with its input.
func TestPrismaDoesRejectAndReformat(t *testing.T) {
	faulty := []golden.Schema{{Name: "faulty.prisma", Text: "model A {\nid   Strng @id\n}\n"}}
	answer := golden.AskPrisma(t, "..", "7", faulty)[0]
	assert.NotEmpty(t, answer.Errors)
	assert.Equal(t, "model A {\n  id Strng @id\n}\n", answer.Formatted)
}

func schemaOf(t *testing.T, app templates.App) string {
	t.Helper()
	files, err := templates.Render(app)
	require.NoError(t, err)
	for _, f := range files {
		if f.Path == "prisma/schema.prisma" {
			return string(f.Content)
		}
	}
	t.Fatal("the project has no prisma/schema.prisma")
	return ""
}
