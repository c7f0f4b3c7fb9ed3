package convert_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"create-app/psl/convert"
	"create-app/psl/syntax"
)

// database is a database by its name.
func database(t testing.TB, id string) convert.Database {
	t.Helper()
	db, found := convert.Plain(provider(id))
	require.True(t, found, id)
	if id == "planetscale" {
		db.Name, db.Emulated = "PlanetScale", true
	}
	return db
}

// databases are those that schemas differ between.
func databases() []string {
	return []string{"sqlite", "postgresql", "mysql", "planetscale", "cockroachdb", "sqlserver"}
}

// move moves one text; the result may refuse.
func move(t testing.TB, text, to string, o convert.Options) *convert.Result {
	t.Helper()
	return moveAs(t, syntax.Prisma7, text, to, o)
}

// moveAs is move for a version of Prisma.
func moveAs(t testing.TB, version syntax.Version, text, to string, o convert.Options) *convert.Result {
	t.Helper()
	result, err := convert.Schema([]*syntax.File{syntax.ParseAs(version, "schema.prisma", text)}, database(t, to), o)
	require.NoError(t, err)
	return result
}

// moved is the text after a move that must not be refused.
func moved(t testing.TB, text, to string, o convert.Options) string {
	t.Helper()
	return movedAs(t, syntax.Prisma7, text, to, o)
}

// movedAs is moved for a version of Prisma.
func movedAs(t testing.TB, version syntax.Version, text, to string, o convert.Options) string {
	t.Helper()
	result := moveAs(t, version, text, to, o)
	require.False(t, result.Report.Refused(), "%s: refused: %v", to, result.Report)
	return result.Files[0].Text
}

// provider is what a datasource calls the database.
func provider(id string) string {
	if id == "planetscale" {
		return "mysql"
	}
	return id
}

// head is a datasource for the database, in Prisma's own layout.
func head(id string) string {
	if id == "planetscale" {
		return "datasource db {\n  provider     = \"mysql\"\n  relationMode = \"prisma\"\n}\n\n"
	}
	return "datasource db {\n  provider = \"" + id + "\"\n}\n\n"
}

// inModel is a schema of one model with an id and the given lines.
func inModel(id string, lines ...string) string {
	return head(id) + "model A {\n  id Int @id\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

// notes are the messages of one kind.
func notes(r convert.Report, kind convert.Kind) []string {
	var list []string
	for _, n := range r {
		if n.Kind == kind {
			list = append(list, n.Subject+": "+n.Message)
		}
	}
	return list
}
