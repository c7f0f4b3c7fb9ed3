package suggest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/refs"
	"create-app/psl/suggest"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/validate"
)

// base is what a row's line is typed into, at the line of three dots.
const base = `datasource db {
  provider = "PROVIDER"
}

generator client {
  provider = "prisma-client"
}

model User {
  id     Int     @id
  email  String  @unique
  role   Role    @default(USER)
  posts  Post[]
  ...
}

model Post {
  id       Int  @id
  title    String
  author   User @relation(fields: [authorId], references: [id])
  authorId Int
}

enum Role {
  USER
  ADMIN
}
`

// at makes a place of a line with "|" in it: the line is what somebody types,
// and the schema is what stands without it.
func at(t *testing.T, provider, line string) suggest.Place {
	t.Helper()
	text := strings.Replace(base, "PROVIDER", provider, 1)
	start := strings.Index(text, "  ...")
	text = strings.Replace(text, "  ...", strings.Repeat(" ", len(line)), 1)
	file := syntax.Parse("schema.prisma", text)
	resolved, _ := validate.Resolve([]*syntax.File{file}, validate.Options{})
	column := strings.Index(line, "|")
	require.GreaterOrEqual(t, column, 0, line)
	return suggest.Place{
		Schema: resolved, Names: refs.New([]*syntax.File{file}), File: file, Pos: token.Pos(start + column),
		Line: strings.Replace(line, "|", "", 1), At: column, Variables: []string{"DATABASE_URL"},
	}
}

func labels(items []suggest.Item) []string {
	var list []string
	for _, i := range items {
		list = append(list, i.Label)
	}
	slices.Sort(list)
	return list
}

func TestAt(t *testing.T) {
	for _, c := range []struct{ name, provider, line, has, lacks string }{
		{"attributes-of-block", "postgresql", "  |", "@@index @@unique @@map @@ignore", "@@id @@fulltext String"},
		{"types", "postgresql", "  next |", "String Int Json User Post Role", "@id Nothing"},
		{"types-of-database-that-has-fewer", "sqlserver", "  next |", "String User", "Json"},
		{"attributes-of-field", "postgresql", "  next String @|", "@unique @map @default @ignore", "@id @updatedAt @@index"},
		{"attributes-of-date", "postgresql", "  next DateTime @|", "@updatedAt", ""},
		{"no-attribute-twice", "postgresql", "  next String @unique @|", "@map", "@unique"},
		{"native-types-of-text", "postgresql", "  next String @db.|", "VarChar() Text Uuid", "Integer"},
		{"native-types-of-number", "mysql", "  next Int @db.|", "UnsignedInt TinyInt", "VarChar()"},
		{"functions-of-number", "postgresql", "  next Int @default(|", "autoincrement()", "now() uuid()"},
		{"functions-of-text", "postgresql", "  next String @default(|", "uuid() cuid() nanoid()", "now()"},
		{"values-of-enum", "postgresql", "  next Role @default(|", "USER ADMIN", "Role"},
		{"arguments-of-relation", "postgresql", "  next Post? @relation(|", "fields references onDelete onUpdate name map", "length"},
		{"no-argument-twice", "postgresql", "  next Post? @relation(fields: [id], |", "references onDelete", "fields"},
		{"fields-of-this-model", "postgresql", "  next Post? @relation(fields: [|", "id email", "title"},
		{"fields-of-other-model", "postgresql", "  next Post? @relation(fields: [id], references: [|", "id title", "email"},
		{"actions", "postgresql", "  next Post? @relation(onDelete: |", "Cascade Restrict SetNull", ""},
		{"actions-of-sql-server", "sqlserver", "  next Post? @relation(onDelete: |", "Cascade NoAction", "Restrict"},
		{"fields-of-index", "postgresql", "  @@index([|", "id email role", "title"},
		{"fields-that-it-has", "postgresql", "  @@index([email, |", "id", "email"},
		{"kinds-of-index", "postgresql", "  @@index([email], type: |", "Gin Hash", "Cascade"},
		{"none-on-mysql", "mysql", "  @@index([email], |", "", "type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := labels(suggest.At(at(t, c.provider, c.line)))
			for _, want := range strings.Fields(c.has) {
				assert.Contains(t, got, want)
			}
			for _, not := range strings.Fields(c.lacks) {
				assert.NotContains(t, got, not)
			}
		})
	}
}

func TestNothingIsOfferedWhereNothingMayStand(t *testing.T) {
	for _, line := range []string{"  // next |", "  next String // @|", "  next String @map(\"|\")", "  next String @db.VarChar(|", "  |next"} {
		got := labels(suggest.At(at(t, "postgresql", line)))
		if line == "  |next" {
			assert.NotContains(t, got, "String", line)
			continue
		}
		assert.Empty(t, got, line)
	}
}

// What is offered can be written: with places to fill in filled in, it leaves no
// line that the grammar has no place for.
func TestWhatIsOfferedCanBeWritten(t *testing.T) {
	filled := strings.NewReplacer("$0", "", "$1", "", "$2", "", "${1:", "", "${2:", "", "}", "")
	for _, c := range []struct{ before, after string }{
		{"  ", ""}, {"  next ", ""}, {"  next String @", ""}, {"  next String @db.", ""}, {"  next String @default(", ")"}, {"  next Role @default(", ")"},
		{"  @@index([", "])"}, {"  next Post? @relation(onDelete: ", ")"},
	} {
		items := suggest.At(at(t, "postgresql", c.before+"|"+c.after))
		require.NotEmpty(t, items, c.before)
		for _, i := range items {
			if i.Kind == suggest.Snippet || strings.ContainsAny(i.Insert, "\n|") || i.Label == "Unsupported" {
				continue // of several lines, or to be chosen from
			}
			from := i.Replace.Start - token.Pos(strings.Index(strings.Replace(base, "PROVIDER", "postgresql", 1), "  ..."))
			line := c.before[:from] + filled.Replace(i.Insert) + c.after
			file := syntax.Parse("", "model A {\n"+line+"\n}\n")
			assert.Empty(t, file.Diagnostics, "%q", line)
		}
	}
}

func TestSignatureAt(t *testing.T) {
	s, ok := suggest.SignatureAt(at(t, "postgresql", "  next Post? @relation(fields: [id], references: [|"))
	require.True(t, ok)
	assert.Equal(t, "references", s.Parameters[s.Active].Name)
	s, ok = suggest.SignatureAt(at(t, "postgresql", "  next Decimal @db.Decimal(10, |"))
	require.True(t, ok)
	assert.Equal(t, 1, s.Active)
	_, ok = suggest.SignatureAt(at(t, "postgresql", "  next String // @relation(|"))
	assert.False(t, ok, "in a comment")
	_, ok = suggest.SignatureAt(at(t, "postgresql", "  next String |"))
	assert.False(t, ok, "in no brackets")
}

func TestAbout(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"  next Int @def|ault(1)", "@default"}, {"  next Str|ing", "String"}, {"  next String @db.Var|Char(3)", "VarChar"}, {"  next Int @default(auto|increment())", "autoincrement"},
	} {
		code, doc, _, ok := suggest.About(at(t, "postgresql", c.line))
		require.True(t, ok, c.line)
		assert.Contains(t, code, c.want)
		assert.NotEmpty(t, doc)
	}
	_, _, _, ok := suggest.About(at(t, "postgresql", "  next String // a |note"))
	assert.False(t, ok)
}
