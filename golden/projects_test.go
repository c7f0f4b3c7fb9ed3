package golden_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"create-app/golden"
	"create-app/internal/oracle"
	"create-app/templates"
)

// secret is injected in place of a random one, so that the expected trees hold none.
const secret = "bm90LWEtc2VjcmV0LWp1c3QtYS10ZXN0LXZhbHVlLTEyMzQ="

// combinations are the projects kept under testdata, each named by its answers; axes has the words. They are not all
// that can be asked for: TestCombinationsCoverTheAxes says what they have to hold.
func combinations() []string {
	return []string{
		"sqlite-nextauth",
		"sqlite-none-src-pnpm",
		"postgresql-nextauth-src-yarn",
		"postgresql-none-bun",
		"mysql-nextauth-bun",
		"mysql-none-src-yarn",
		"mysql-nextauth-src-everyprovider-alias",
		"planetscale-nextauth-src-pnpm",
		"planetscale-none",
		"cockroachdb-nextauth-src",
		"cockroachdb-none",
		"sqlserver-nextauth",
		"sqlserver-none-src-pnpm",
		"sqlite-nextauth-email",
		"sqlite-nextauth-noprovider",
		"sqlite-nextauth-pages",
		"sqlite-nextauth-src-pages-everyprovider",
		"sqlite-none-src-pages",
		"sqlite-nextauth-5",
		"planetscale-nextauth-src-5-email",
		"mysql-nextauth-5-pages-everyprovider",
		"sqlite-nextauth-prisma6",
		"mysql-none-src-prisma6",
		"planetscale-nextauth-pnpm-prisma6",
		"neon-nextauth-src",
		"neon-none-prisma6",
		"supabase-nextauth-prisma6",
		"supabase-none-src",
		"turso-nextauth-src",
		"turso-none",
		"mongodb-nextauth-src-prisma6",
		"mongodb-none-prisma6",
		"sqlite-nextauth-plain",
		"sqlite-none-pages-plain-biome",
		"sqlite-nextauth-5-pages-plain-nolinter-noagents",
		"sqlite-none-plain-nolinter",
		"sqlite-nextauth-biome-prisma6",
		"sqlite-none-nolinter-prisma6",
	}
}

// axis is a question with its answers.
type axis struct {
	name    string
	answers []answer
}

// answer is written into the options by set, and into a combination's name by word. The usual answer to a question may
// have no word: a name leaves it out.
type answer struct {
	word string
	set  func(*templates.App)
}

func axes() []axis {
	database := func(id string) answer { return answer{id, func(a *templates.App) { a.Database = id }} }
	manager := func(name string) answer { return answer{name, func(a *templates.App) { a.PackageManager = name }} }
	usual := answer{"", func(*templates.App) {}}
	return []axis{
		{"database", []answer{database("sqlite"), database("postgresql"), database("mysql"), database("planetscale"), database("cockroachdb"), database("sqlserver"), database("neon"), database("supabase"), database("turso"), database("mongodb")}},
		{"auth", []answer{
			{"none", func(a *templates.App) { a.Auth, a.Providers = false, nil }},
			{"nextauth", func(a *templates.App) { a.Auth = true }},
		}},
		{"folder", []answer{usual, {"src", func(a *templates.App) { a.SrcDir = true }}}},
		{"router", []answer{usual, {"pages", func(a *templates.App) { a.Router = "pages" }}}},
		{"package manager", []answer{usual, manager("pnpm"), manager("yarn"), manager("bun")}},
		{"providers", []answer{
			usual,
			{"email", func(a *templates.App) { a.Providers = []string{"email"} }},
			{"noprovider", func(a *templates.App) { a.Providers = nil }},
			{"everyprovider", func(a *templates.App) { a.Providers = everyProvider() }},
		}},
		{"next-auth", []answer{usual, {"5", func(a *templates.App) { a.NextAuth = 5 }}}},
		{"prisma", []answer{usual, {"prisma6", func(a *templates.App) { a.Prisma = 6 }}}},
		{"styles", []answer{usual, {"plain", func(a *templates.App) { a.Tailwind = false }}}},
		{"linter", []answer{usual, {"biome", func(a *templates.App) { a.Linter = "biome" }}, {"nolinter", func(a *templates.App) { a.Linter = "none" }}}},
		{"agents", []answer{usual, {"noagents", func(a *templates.App) { a.AgentsMD = false }}}},
		{"names", []answer{usual, {"alias", func(a *templates.App) { a.Name, a.ImportAlias = "@acme/web", "~/*" }}}},
	}
}

// interacting are the pairs of axes where a file says something for two answers that it says for neither alone.
func interacting() [][2]string {
	return [][2]string{
		{"database", "auth"},   // models
		{"database", "folder"}, // where the client goes
		{"auth", "folder"},     // which files there are
		{"auth", "package manager"},
		{"router", "auth"},
		{"router", "folder"},
		{"router", "next-auth"},
		{"auth", "prisma"},   // which settings are checked
		{"folder", "prisma"}, // what is generated, and where
		{"styles", "auth"},
		{"styles", "router"},
		{"styles", "linter"},
		{"linter", "prisma"}, // what is generated is not looked at
	}
}

func everyProvider() []string {
	var ids []string
	for _, p := range templates.Providers() {
		ids = append(ids, p.ID)
	}
	return ids
}

// answers are those that a combination's name gives, one to each axis.
func answers(t *testing.T, name string) map[string]answer {
	t.Helper()
	words := strings.Split(name, "-")
	given := map[string]answer{}
	for _, axis := range axes() {
		for _, answer := range axis.answers {
			if answer.word == "" {
				given[axis.name] = answer
			} else if at := slices.Index(words, answer.word); at >= 0 {
				given[axis.name], words = answer, slices.Delete(words, at, at+1)
				break
			}
		}
		require.Contains(t, given, axis.name, "%s answers nothing to %q", name, axis.name)
	}
	require.Empty(t, words, "%s has a word that no axis knows, or two for one axis", name)
	return given
}

func app(t *testing.T, name string) templates.App {
	t.Helper()
	a := templates.App{
		Name: "my-app", ImportAlias: "@/*", Providers: []string{"github"}, PackageManager: "npm",
		Tailwind: true, Linter: "eslint", AgentsMD: true, Secret: secret, Version: "1.2.3",
	}
	given := answers(t, name)
	for _, axis := range axes() {
		given[axis.name].set(&a)
	}
	return a
}

func TestCombinationsCoverTheAxes(t *testing.T) {
	covered := map[string]bool{}
	for _, name := range combinations() {
		given := answers(t, name)
		for axis, answer := range given {
			covered[axis+": "+answer.word] = true
		}
		for _, pair := range interacting() {
			covered[pairName(pair, given[pair[0]], given[pair[1]])] = true
		}
	}
	byName := map[string]axis{}
	for _, axis := range axes() {
		byName[axis.name] = axis
		for _, answer := range axis.answers {
			assert.True(t, covered[axis.name+": "+answer.word], "no combination has %s %q", axis.name, answer.word)
		}
	}
	for _, pair := range interacting() {
		for _, first := range byName[pair[0]].answers {
			for _, second := range byName[pair[1]].answers {
				name := pairName(pair, first, second)
				assert.True(t, covered[name], "no combination has %s", name)
			}
		}
	}
}

func pairName(axes [2]string, first, second answer) string {
	return fmt.Sprintf("%s %q with %s %q", axes[0], first.word, axes[1], second.word)
}

func TestProjectsAreAsExpected(t *testing.T) {
	for _, name := range combinations() {
		t.Run(name, func(t *testing.T) {
			files, err := templates.Render(app(t, name))
			require.NoError(t, err)
			golden.Compare(t, filepath.Join("testdata", name+".txtar"), archive(t, name, files))
		})
	}
}

func TestExpectedProjectsAreAllStillMade(t *testing.T) {
	kept, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	require.NoError(t, err)
	for _, path := range kept {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		assert.True(t, slices.Contains(combinations(), name), "%s belongs to no combination; remove it", path)
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
	for _, major := range []int{6, 7} {
		var names []string
		var requests []oracle.Request
		for _, name := range combinations() {
			a := app(t, name)
			if db, known := templates.FindDatabase(a.Database); !known || !db.Has(major) {
				continue
			}
			a.Prisma = major
			names = append(names, name)
			requests = append(requests, oracle.Request{Text: schemaOf(t, a), Lint: true, Format: true})
		}
		answers, err := oracle.ForTest(t, major).Ask(requests...)
		require.NoError(t, err)
		for i, said := range answers {
			assert.True(t, said.OK(), "%s is rejected by Prisma %d: %v", names[i], major, said.Errors)
			assert.Equal(t, requests[i].Text, said.Format, "%s is laid out otherwise by Prisma %d", names[i], major)
		}
	}
}

// A check that passes for everything proves nothing: Prisma's formatter answers some faulty questions with its input.
func TestPrismaDoesRejectAndReformat(t *testing.T) {
	answers, err := oracle.ForTest(t, 7).Ask(oracle.Request{Text: "model A {\nid   Strng @id\n}\n", Lint: true, Format: true})
	require.NoError(t, err)
	assert.False(t, answers[0].OK())
	assert.Equal(t, "model A {\n  id Strng @id\n}\n", answers[0].Format)
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
