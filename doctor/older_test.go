package doctor_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a later Prisma refuses is no mistake where an older one is installed: each was tried with the parsers of both.
func TestSchemaOfAnOlderPrisma(t *testing.T) {
	const schema = "prisma/schema.prisma"
	prisma := func(asked string) func(*app) {
		return func(a *app) {
			a.remove("yarn.lock")
			a.write("package.json", strings.ReplaceAll(a.read("package.json"), `"6.19.3"`, fmt.Sprintf("%q", asked)))
		}
	}
	with := func(models string) func(*app) {
		return func(a *app) { a.write(schema, a.read(schema)+models) }
	}
	line := func(text string) int {
		a, _ := loadProject(t, "lib-prisma")
		return strings.Count(a.read(schema), "\n") + strings.Count(text, "\n") + 1
	}
	oneToOne := with("model A {\n  id Int @id\n  b  B?\n}\nmodel B {\n  id  Int @id\n  aId Int\n  a   A   @relation(fields: [aId], references: [id])\n}\n")
	refused := fmt.Sprintf("schema-invalid prisma/schema.prisma:%d", line("model A {\n  id Int @id\n  b  B?\n}\nmodel B {\n  id  Int @id\n  aId Int\n"))
	setNull := with("model A {\n  id Int @id\n  b  B[]\n}\nmodel B {\n  id  Int @id\n  aId Int\n  a   A   @relation(fields: [aId], references: [id], onDelete: SetNull)\n}\n")
	view := with("view V {\n  id Int @unique\n  @@index([id])\n}\n")
	views := edit(schema, `provider = "prisma-client-js"`, "provider = \"prisma-client-js\"\n  previewFeatures = [\"views\"]")
	for _, c := range []spelling{
		{"lib-prisma", both(oneToOne, prisma("3.0.2")), ""},
		{"lib-prisma", both(oneToOne, prisma("^3.15.2")), ""},
		{"lib-prisma", both(oneToOne, prisma("^2.30.3")), ""},
		{"lib-prisma", both(oneToOne, prisma("^4.0.0")), refused},
		{"lib-prisma", both(oneToOne, prisma("4.1.0")), refused},
		{"lib-prisma", both(oneToOne, prisma("5.22.0")), refused},
		{"lib-prisma", oneToOne, refused},
		{"lib-prisma", both(setNull, prisma("4.1.0")), ""},
		{"lib-prisma", both(setNull, prisma("^4.1.0")), refused}, // 4.16.2 is what that installs
		{"lib-prisma", both(both(view, views), prisma("6.12.0")), ""},
		{"lib-prisma", both(with("model C {\n  id Strng @id\n}\n"), prisma("3.0.2")), fmt.Sprintf("schema-invalid prisma/schema.prisma:%d", line("model C {\n"))},
	} {
		c.check(t)
	}
}

// A field that a provider sends to some apps only is worth a note: nothing in the project says that it is sent.
func TestFieldsThatSomeAppsAreSent(t *testing.T) {
	const schema, route = "prisma/schema.prisma", "pages/api/auth/[...nextauth].ts"
	for _, c := range []struct {
		provider string
		note     bool
	}{
		{"github", true}, {"google", true}, {"gitlab", false}, {"azure-ad", false}, {"kakao", false}, {"slack", false},
	} {
		t.Run(c.provider, func(t *testing.T) {
			a, _ := loadProject(t, "lib-prisma")
			a.replace(route, "providers/github", "providers/"+c.provider)
			a.replace(schema, "  refresh_token_expires_in Int?\n", "")
			report := a.examine()
			found := false
			for _, f := range report.Findings {
				if strings.HasPrefix(f.ID, "auth-") {
					found = true
					assert.Equal(t, c.note, f.Note, "%+v", f)
					assert.NotNil(t, f.Fix)
				}
			}
			require.True(t, found)
		})
	}
	a, _ := loadProject(t, "lib-prisma") // with what every app needs, it is a problem
	a.replace(schema, "  refresh_token_expires_in Int?\n", "")
	a.replace(schema, "  id_token ", "  //id_token ")
	for _, f := range a.examine().Findings {
		if strings.HasPrefix(f.ID, "auth-") {
			assert.False(t, f.Note, "%+v", f)
		}
	}
}
