package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// result is a schema after a refactoring.
type result struct {
	name, title string
	version     syntax.Version
	texts       []string
}

// refactorSchemas have what the others lack.
var refactorSchemas = map[string]string{
	"composite": `datasource db {
  provider = "mongodb"
  url      = env("DATABASE_URL")
}

model User {
  id     String @id @default(auto()) @map("_id") @db.ObjectId
  street String
  city   String? @map("town") // where
  zip    Int @default(1)
  mail   String @unique
}
`,
	"many-to-many-schemas": `datasource db {
  provider = "postgresql"
  schemas  = ["a", "b"]
}

model Post {
  id   BigInt @id
  tags Tag[]  @relation("marks")

  @@schema("b")
}

model Tag {
  id    String @id @db.Uuid
  posts Post[] @relation("marks")

  @@schema("b")
}
`,
	"many-to-many-sqlserver": `datasource db {
  provider = "sqlserver"
}

model post {
  id   Int   @id
  tags Tag[]
}

model Tag {
  id    String @id @db.NVarChar(40)
  posts post[]
}
`,
}

// TestRefactoringsKeepSchemasWhole carries out every refactoring at every line of
// every schema that is accepted: what comes of it is accepted, too, by our rules
// and by Prisma's.
func TestRefactoringsKeepSchemasWhole(t *testing.T) {
	var results []result
	names, err := filepath.Glob("../psl/testdata/validate/accepted/*.prisma")
	require.NoError(t, err)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		results = append(results, refactorings(t, filepath.Base(name), string(text))...)
	}
	for name, text := range refactorSchemas {
		results = append(results, refactorings(t, name, text)...)
	}
	kinds := map[string]int{}
	for _, r := range results {
		kind, _, _ := strings.Cut(strings.Join(strings.Fields(r.title)[:2], " "), "(")
		kinds[kind]++
		assert.Empty(t, mistakes(r.version, r.texts), "%s: %s\n%s", r.name, r.title, strings.Join(r.texts, "\n---\n"))
	}
	for _, kind := range []string{"Add @@index", "Turn into", "Move to", "Move 2"} {
		assert.NotZero(t, kinds[kind], "%s: %v", kind, kinds)
	}
	for _, version := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
		t.Run(fmt.Sprintf("prisma-%d", version), func(t *testing.T) {
			o := oracle.ForTest(t, int(version))
			var asked []result
			var requests []oracle.Request
			for _, r := range results {
				if r.version == version {
					asked, requests = append(asked, r), append(requests, oracle.Request{Files: r.texts, Lint: true})
				}
			}
			answers, err := o.Ask(requests...)
			require.NoError(t, err)
			for i, a := range answers {
				assert.True(t, a.OK(), "%s: %s: %v\n%s", asked[i].name, asked[i].title, a.Errors, strings.Join(asked[i].texts, "\n---\n"))
			}
		})
	}
}

// refactorings are those of a schema: at each line, and of each two lines.
func refactorings(t *testing.T, name, text string) []result {
	f := syntax.ParseAs(syntax.Prisma7, "a.prisma", text)
	version := syntax.Prisma7
	if schema.WrittenFor(f) == syntax.Prisma6 {
		version = syntax.Prisma6
	}
	const other = "// Nothing is here yet.\n"
	if len(mistakes(version, []string{text, other})) > 0 {
		return nil
	}
	c := start(t, nil)
	c.open("a.prisma", text)
	c.open("b.prisma", other)
	var list []result
	seen := map[string]bool{}
	lines := strings.Count(text, "\n")
	for line := range lines {
		for _, last := range []int{line, line + 1} {
			var actions []codeAction
			c.mustCall("textDocument/codeAction", map[string]any{
				"textDocument": map[string]any{"uri": uri("a.prisma")},
				"range":        textRange{position{Line: line}, position{Line: last, Character: 2 * (last - line)}},
				"context":      map[string]any{"diagnostics": []any{}, "only": []string{"refactor"}},
			}, &actions)
			for _, a := range actions {
				texts := c.afterAll(a.Edit)
				if whole := strings.Join(texts, "\x00"); !seen[whole] {
					seen[whole] = true
					list = append(list, result{name, a.Title, version, texts})
				}
			}
		}
	}
	return list
}

// afterAll are the texts of all files after an edit, the new ones last.
func (c *client) afterAll(edit workspaceEdit) []string {
	after := c.after(edit)
	texts := []string{after["a.prisma"], after["b.prisma"]}
	for _, change := range edit.DocumentChanges {
		if change.Kind != "create" {
			continue
		}
		text := ""
		for _, other := range edit.DocumentChanges {
			if other.TextDocument != nil && other.TextDocument.URI == change.URI {
				text = applied(c.t, text, other.Edits)
			}
		}
		texts = append(texts, text)
	}
	return texts
}

// mistakes are the errors of a schema.
func mistakes(version syntax.Version, texts []string) []string {
	var list []string
	var files []*syntax.File
	for i, text := range texts {
		files = append(files, syntax.ParseAs(version, filepath.Join("schema", string(rune('a'+i))+".prisma"), text))
	}
	_, found := validate.Resolve(files, validate.Options{})
	for _, d := range found {
		if d.Severity == diag.Error {
			list = append(list, d.Message)
		}
	}
	return list
}

// TestQuickFixesCureWhatTheySay carries out every quick fix of every schema that
// is refused: what it cures is not said any more.
func TestQuickFixesCureWhatTheySay(t *testing.T) {
	var names []string
	for _, folder := range []string{"rejected", "probes"} {
		found, err := filepath.Glob("../psl/testdata/validate/" + folder + "/*.prisma")
		require.NoError(t, err)
		names = append(names, found...)
	}
	tried := 0
	c := start(t, nil)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		c.open("a.prisma", string(text))
		c.open("b.prisma", "// Nothing is here yet.\n")
		c.diagnostics("a.prisma")
		var actions []codeAction
		c.mustCall("textDocument/codeAction", map[string]any{
			"textDocument": map[string]any{"uri": uri("a.prisma")}, "range": textRange{End: position{Line: 1 << 20}},
			"context": map[string]any{"diagnostics": []any{}, "only": []string{"quickfix"}},
		}, &actions)
		version := formOf([]*document{{uri: uri("a.prisma"), text: newText(string(text))}})
		before := mistakes(version, []string{string(text), ""})
		for _, a := range actions {
			tried++
			after := mistakes(version, c.afterAll(a.Edit))
			for _, d := range a.Diagnostics {
				said, _, _ := strings.Cut(d.Message, "\n")
				if d.Severity == severityError {
					assert.Less(t, count(after, said), max(count(before, said), 1), "%s: %s: %s", filepath.Base(name), a.Title, said)
				}
			}
		}
		c.close("a.prisma")
		c.close("b.prisma")
	}
	assert.Greater(t, tried, 100)
}

func count(list []string, of string) int {
	n := 0
	for _, s := range list {
		if s == of {
			n++
		}
	}
	return n
}
