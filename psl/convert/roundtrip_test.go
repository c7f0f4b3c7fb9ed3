package convert_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/nextauth"
	"create-app/psl/convert"
	"create-app/psl/syntax"
)

// longText knows the tokens of NextAuth.
func longText(model, field string) bool {
	models, _ := nextauth.Models(nextauth.Target{Version: 4, Database: "mysql"})
	for _, m := range models {
		if f, found := m.Field(field); found && m.Name == model {
			return f.Long
		}
	}
	return false
}

// ownSchema is what a new project begins with.
func ownSchema(t *testing.T, id string, version int) string {
	t.Helper()
	models, err := nextauth.Models(nextauth.Target{Version: version, Database: nextauth.Database(id), Providers: []string{"github", "keycloak"}})
	require.NoError(t, err)
	return head(id) + nextauth.Format(models)
}

func TestOurOwnSchemasComeBackByteForByte(t *testing.T) {
	options := convert.Options{LongText: longText}
	for _, version := range []int{4, 5} {
		for _, from := range databases() {
			for _, to := range databases() {
				source := ownSchema(t, from, version)
				there := moved(t, source, to, options)
				back := moved(t, there, from, options)
				assert.Equal(t, source, back, "%s to %s and back", from, to)
			}
		}
	}
}

func TestOurOwnSchemasBecomeWhatANewProjectHas(t *testing.T) {
	options := convert.Options{LongText: longText}
	for _, version := range []int{4, 5} {
		for _, from := range databases() {
			for _, to := range databases() {
				assert.Equal(t, ownSchema(t, to, version), moved(t, ownSchema(t, from, version), to, options), "%s to %s", from, to)
			}
		}
	}
}

func TestLayoutComesBackToo(t *testing.T) {
	for _, text := range []string{
		"datasource db {\r\n\tprovider = \"sqlite\"\r\n}\r\n\r\nmodel A {\r\n\tid Int @id\r\n\tuid Int\r\n\tu U @relation(fields: [uid], references: [id])\r\n}\r\n\r\nmodel U {\r\n\tid Int @id\r\n\tas A[]\r\n}\r\n",
		"// top\ndatasource db {\n    provider = \"sqlite\" // here\n}\n\n\nmodel A {\n    id   Int    @id   @default(autoincrement())\n    name String // a name\n}\nmodel B {\n    id Int @id\n}",
		"\ufeffenum E { // e\n  A\n}\ndatasource db {\n  provider = \"sqlite\"\n}\n",
	} {
		for _, to := range databases() {
			if to == "sqlserver" && strings.Contains(text, "enum") {
				continue
			}
			there := moved(t, text, to, convert.Options{})
			assert.Equal(t, text, moved(t, there, "sqlite", convert.Options{}), "to %s and back: %q", to, there)
		}
	}
}

func TestMovingToTheSameDatabaseChangesNothing(t *testing.T) {
	for _, id := range databases() {
		file := syntax.Parse("schema.prisma", build(id, 12))
		result, err := convert.Schema([]*syntax.File{file}, database(t, id), convert.Options{})
		require.NoError(t, err)
		assert.Same(t, file, result.Files[0])
		assert.Empty(t, result.Report)
	}
}

func TestPostgresAndCockroachExchangeTypesExactly(t *testing.T) {
	text := inModel("postgresql", "a Int @db.Integer", "b String @db.VarChar(9)", "c DateTime @db.Timestamptz(3)", "d Float @db.DoublePrecision", "e Json @db.JsonB", "f String @db.Text", "g BigInt @db.BigInt", "h Bytes @db.ByteA", "i Boolean @db.Boolean")
	for _, to := range []string{"cockroachdb", "mysql", "planetscale"} {
		there := moved(t, text, to, convert.Options{})
		want := text
		if to != "cockroachdb" {
			want = strings.Replace(want, "Timestamptz", "Timestamp", 1)
		}
		assert.Equal(t, want, moved(t, there, "postgresql", convert.Options{}), there)
	}
}
