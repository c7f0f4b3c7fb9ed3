package doctor_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The copies are as "prisma generate" of 6.19.3 and 7.10.1 writes them: laid
// out anew, comments kept, several files in one.
func TestAStaleClientIsOneOfAnotherSchema(t *testing.T) {
	const (
		head  = "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n  url = \"file:a\"\n}\n"
		model = "// one\nmodel User {\n  id Int @id\n  email String @default(\"a // b\") // mail\n @@index([id,email])\n}\n"
		laid  = "// one\nmodel User {\n  id    Int    @id\n  email String @default(\"a // b\") // mail\n\n  @@index([id, email])\n}\n"
		post  = "model Post {\n  id Int @id\n}\n"
	)
	for _, c := range []struct{ name, copied, schema, more, want string }{
		{"the same", head + laid, head + model, "", ""},
		{"comments and blanks", head + laid, head + "/// other\n" + strings.NewReplacer("// mail", "/* m */", "id Int", "id\tInt", "\n @@", "\n\n\n@@").Replace(model), "", ""},
		{"several files, in any order", post + head + laid, head + model, post, ""},
		{"a field", head + laid, head + strings.Replace(model, "email String", "email String?", 1), "", "client-stale prisma/schema.prisma:10"},
		{"a string", head + laid, head + strings.Replace(model, "a // b", "a // c", 1), "", "client-stale prisma/schema.prisma:10"},
		{"a generator", head + laid, strings.Replace(head, "-js\"\n", "-js\"\n  previewFeatures = [\"views\"]\n", 1) + model, "", "client-stale prisma/schema.prisma:1"},
		{"another generator more", head + laid, "generator erd {\n  provider = \"prisma-erd-generator\"\n}\n" + head + model, "", ""},
		{"another generator less", "generator erd {\n  provider = \"prisma-erd-generator\"\n}\n" + head + laid, head + model, "", ""},
		{"a model more", head + laid, head + model, post, "client-stale prisma/more.prisma:1"},
		{"a model less", head + laid + post, head + model, "", "client-stale prisma"},
	} {
		for _, place := range []string{"node_modules/.prisma/client/schema.prisma", "gen/internal/class.ts"} {
			a := &app{t: t, dir: t.TempDir()}
			a.write("package.json", `{"dependencies":{"@prisma/client":"6.19.3","prisma":"6.19.3"},"prisma":{"schema":"prisma"}}`)
			copied, schema := c.copied, c.schema
			if strings.HasPrefix(place, "gen") {
				output := strings.NewReplacer("-js\"\n", "-js\"\n  output = \"../gen\"\n")
				copied, schema = output.Replace(copied), output.Replace(schema)
				text, err := json.Marshal(copied)
				require.NoError(t, err)
				copied = "const config = {\n  \"inlineSchema\": " + string(text) + ",\n}"
			}
			want := c.want
			if strings.HasPrefix(place, "gen") {
				want = strings.Replace(want, ":10", ":11", 1)
			}
			a.write(place, copied)
			a.write("prisma/schema.prisma", schema)
			if c.more != "" {
				a.write("prisma/more.prisma", c.more)
			}
			assert.Equal(t, want, strings.Join(found(a.examine()), ", "), "%s %s", c.name, place)
		}
	}
}

// pnpm keeps the client elsewhere, and a monorepo often at its root.
func TestTheClientIsFoundWhereThePackageManagerKeepsIt(t *testing.T) {
	const schema = "generator client {\n  provider = \"prisma-client-js\"\n}\ndatasource db {\n  provider = \"sqlite\"\n  url = \"file:a\"\n}\nmodel A {\n  id Int @id\n}\n"
	lay := func() *app {
		a := &app{t: t, dir: t.TempDir()}
		a.write("package.json", `{"workspaces":["packages/*"]}`)
		a.write("packages/db/package.json", `{"dependencies":{"@prisma/client":"6.19.3","prisma":"6.19.3"}}`)
		a.write("packages/db/schema.prisma", schema+"model B {\n  id Int @id\n}\n")
		return a
	}
	a := lay()
	store := "node_modules/.pnpm/@prisma+client@6.19.3/node_modules/"
	a.write(store+"@prisma/client/package.json", "{}")
	a.write(store+".prisma/client/schema.prisma", schema)
	require.NoError(t, os.MkdirAll(a.path("packages/db/node_modules/@prisma"), 0o755))
	require.NoError(t, os.Symlink(a.path(store+"@prisma/client"), a.path("packages/db/node_modules/@prisma/client")))
	a.dir = filepath.Join(a.dir, "packages", "db")
	assert.Equal(t, []string{"client-stale schema.prisma:11"}, found(a.examine()))

	a = lay()
	a.write("node_modules/@prisma/client/package.json", "{}")
	a.write("node_modules/.prisma/client/schema.prisma", schema)
	a.dir = filepath.Join(a.dir, "packages", "db")
	assert.Equal(t, []string{"client-stale schema.prisma:11"}, found(a.examine()))
}
