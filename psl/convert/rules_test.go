package convert_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/convert"
	"create-app/psl/diag"
	"create-app/psl/syntax"
)

// preview is a generator that turns a preview feature on.
func preview(feature string) string {
	return "generator client {\n  provider        = \"prisma-client\"\n  output          = \"x\"\n  previewFeatures = [\"" + feature + "\"]\n}\n\n"
}

func TestLinesOfAModel(t *testing.T) {
	for _, test := range []struct{ name, from, to, in, want string }{
		{"an-int-is-counted-by-a-sequence", "sqlite", "cockroachdb", "model B {\n  id Int @id @default(autoincrement())\n}", "model B {\n  id Int @id @default(sequence())\n}"},
		{"and-back", "cockroachdb", "sqlite", "model B {\n  id Int @id @default(sequence())\n}", "model B {\n  id Int @id @default(autoincrement())\n}"},
		{"a-sequence-loses-its-settings", "cockroachdb", "mysql", "model B {\n  id Int @id @default(sequence(start: 5))\n}", "model B {\n  id Int @id @default(autoincrement())\n}"},
		{"a-bigint-counts-by-itself", "sqlite", "cockroachdb", "model B {\n  id BigInt @id @default(autoincrement())\n}", ""},
		{"mysql-counts-in-indexes-only", "postgresql", "mysql", "model B {\n  id String @id\n  n  Int    @default(autoincrement())\n}", "model B {\n  id String @id\n  n  Int    @default(autoincrement())\n\n  @@index([n])\n}"},
		{"random-ids-are-made-by-the-database", "postgresql", "mysql", "model B {\n  id String @id @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid\n}", "model B {\n  id String @id @default(dbgenerated(\"(uuid())\")) @db.Char(36)\n}"},
		{"or-by-the-client", "postgresql", "sqlite", "model B {\n  id String @id @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid\n}", "model B {\n  id String @id @default(uuid())\n}"},
		{"the-time-is-a-function-of-prismas", "sqlserver", "postgresql", "model B {\n  id DateTime @id @default(dbgenerated(\"(sysdatetime())\"), map: \"df\")\n}", "model B {\n  id DateTime @id @default(now())\n}"},
		{"a-name-before-the-default-goes-too", "sqlserver", "postgresql", "model B {\n  id Int @id @default(map: \"df\", value: 1)\n}", "model B {\n  id Int @id @default(value: 1)\n}"},
		{"an-order-in-an-id-goes", "sqlserver", "mysql", "model B {\n  a Int\n  b Int\n\n  @@id([a(sort: Desc), b], map: \"pk\", clustered: true)\n}", "model B {\n  a Int\n  b Int\n\n  @@id([a, b])\n}"},
		{"an-id-on-a-field-loses-its-settings", "sqlserver", "sqlite", "model B {\n  a Int @id(map: \"pk\", sort: Desc, clustered: false)\n}", "model B {\n  a Int @id\n}"},
		{"lengths-go", "mysql", "sqlite", "model B {\n  a String @id(length: 9) @db.Text\n  b String @db.Text\n\n  @@index([b(length: 10, sort: Desc)])\n}", "model B {\n  a String @id\n  b String\n\n  @@index([b(sort: Desc)])\n}"},
		{"operator-classes-and-kinds-go", "postgresql", "cockroachdb", "model B {\n  a Int  @id\n  b Json\n\n  @@index([b(ops: JsonbPathOps)], type: Gin)\n  @@index([a], type: Brin)\n}", "model B {\n  a Int  @id\n  b Json\n\n  @@index([b], type: Gin)\n  @@index([a])\n}"},
		{"full-text-goes", "mysql", "postgresql", "model B {\n  a Int    @id\n  b String\n\n  @@fulltext([b])\n}", "model B {\n  a Int    @id\n  b String\n}"},
		{"long-names-go", "sqlite", "postgresql", "model B {\n  a Int @id\n  b Int @unique(map: \"" + strings.Repeat("x", 64) + "\")\n}", "model B {\n  a Int @id\n  b Int @unique\n}"},
		{"names-that-two-constraints-bear-go", "mysql", "sqlite", "model B {\n  a Int @id\n\n  @@index([a], map: \"i\")\n}\n\nmodel C {\n  a Int @id\n\n  @@index([a], map: \"i\")\n}", "model B {\n  a Int @id\n\n  @@index([a])\n}\n\nmodel C {\n  a Int @id\n\n  @@index([a])\n}"},
		{"json-becomes-text", "sqlite", "sqlserver", "model B {\n  a Int  @id\n  b Json @default(\"{}\")\n}", "model B {\n  a Int    @id\n  b String @default(\"{}\") @db.NVarChar(Max)\n}"},
		{"an-index-on-json-goes-where-there-is-none", "postgresql", "mysql", "model B {\n  a Int  @id\n  b Json\n\n  @@index([b(ops: JsonbPathOps)], type: Gin)\n  @@index([a])\n}", "model B {\n  a Int  @id\n  b Json\n\n  @@index([a])\n}"},
		{"and-does-not-make-the-text-shorter-that-json-becomes", "postgresql", "sqlserver", "model B {\n  a Int  @id\n  b Json\n\n  @@index([b], type: Gin)\n}", "model B {\n  a Int    @id\n  b String @db.NVarChar(Max)\n}"},
		{"an-index-on-json-stays-in-sqlite", "postgresql", "sqlite", "model B {\n  a Int  @id\n  b Json\n\n  @@index([a, b])\n}", ""},
		{"an-enum-becomes-text", "sqlite", "sqlserver", "/// roles\nenum Role {\n  ADMIN @map(\"a\")\n\n  USER\n}\n\nmodel B {\n  a Int  @id\n  b Role @default(USER)\n}", "/// roles\n// enum Role {\n//   ADMIN @map(\"a\")\n//\n//   USER\n// }\n\nmodel B {\n  a Int    @id\n  b String @default(\"USER\")\n}"},
		{"bytes-in-a-key-get-a-length", "postgresql", "mysql", "model B {\n  a Bytes @id\n}", "model B {\n  a Bytes @id @db.VarBinary(255)\n}"},
		{"a-block-on-one-line-stays-there", "postgresql", "sqlite", "model B {\n  a Int @id\n  b String @db.VarChar( 9 )// note\n}", "model B {\n  a Int @id\n  b String// note\n}"},
		{"a-table-laid-out-by-hand-keeps-its-layout", "postgresql", "mysql", "model B {\n  a       Int @id\n  b String    @db.Uuid @unique\n}", "model B {\n  a       Int @id\n  b String    @db.Char(36) @unique\n}"},
		{"shard-keys-go", "mysql", "sqlite", preview("shardKeys") + "model B {\n  a Int @id\n  b Int\n\n  @@shardKey([b])\n}", preview("shardKeys") + "model B {\n  a Int @id\n  b Int\n}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := test.want
			if want == "" {
				want = test.in
			}
			assert.Equal(t, head(test.to)+want+"\n", moved(t, head(test.from)+test.in+"\n", test.to, convert.Options{}))
		})
	}
}

// pair is two models with one relation.
func pair(arguments, mark string) string {
	return "model U {\n  id Int @id\n  ps P[]\n}\n\nmodel P {\n  id  Int" + " @id\n  uid Int" + mark + "\n  u   U" + mark + " @relation(fields: [uid], references: [id]" + arguments + ")\n}"
}

func TestActionsOfRelations(t *testing.T) {
	for _, test := range []struct{ from, to, in, mark, want string }{
		{"postgresql", "sqlserver", ", onDelete: Restrict", "", ", onDelete: NoAction"},
		{"postgresql", "sqlite", ", onDelete: SetNull", "", ", onDelete: Restrict"},
		{"postgresql", "sqlserver", ", onDelete: SetNull", "", ", onDelete: NoAction"},
		{"postgresql", "sqlite", ", onDelete: SetNull", "?", ", onDelete: SetNull"},
		{"postgresql", "mysql", ", onDelete: SetDefault", "?", ", onDelete: Restrict"},
		{"postgresql", "planetscale", ", onUpdate: SetDefault", "?", ", onUpdate: Restrict"},
		{"postgresql", "sqlite", ", map: \"fk\", onDelete: Cascade", "", ", onDelete: Cascade"},
		{"postgresql", "sqlserver", ", onDelete: Cascade", "", ", onDelete: Cascade"},
	} {
		t.Run(test.from+" to "+test.to+test.in, func(t *testing.T) {
			out := moved(t, head(test.from)+pair(test.in, test.mark)+"\n", test.to, convert.Options{})
			assert.Contains(t, out, "references: [id]"+test.want+")")
		})
	}
}

func TestCirclesOfCascadesAreBroken(t *testing.T) {
	tree := head("sqlite") + `model Node {
  id       Int    @id
  parentId Int?
  parent   Node?  @relation("Tree", fields: [parentId], references: [id])
  children Node[] @relation("Tree")
}
`
	out := move(t, tree, "sqlserver", convert.Options{})
	assert.Contains(t, out.Files[0].Text, "references: [id], onDelete: NoAction, onUpdate: NoAction)")
	require.Len(t, notes(out.Report, convert.Code), 1)
	assert.Contains(t, moved(t, tree, "planetscale", convert.Options{}), "onDelete: NoAction, onUpdate: NoAction)")
	assert.NotContains(t, moved(t, tree, "mysql", convert.Options{}), "NoAction")
}

func TestOfTwoCascadesThatMeetTheWrittenOneStays(t *testing.T) {
	text := head("sqlite") + `model User {
  id       Int       @id
  posts    Post[]
  comments Comment[]
}

model Post {
  id       Int       @id
  userId   Int
  user     User      @relation(fields: [userId], references: [id], onDelete: Cascade)
  comments Comment[]
}

model Comment {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
  postId Int
  post   Post @relation(fields: [postId], references: [id], onDelete: Cascade)
}
`
	out := moved(t, text, "sqlserver", convert.Options{})
	assert.Equal(t, 1, strings.Count(out, "NoAction, onUpdate: NoAction"))
	assert.Contains(t, out, "user   User @relation(fields: [userId], references: [id], onDelete: NoAction, onUpdate: NoAction)")
}

func TestForeignKeysInTheOrderOfTheirKey(t *testing.T) {
	text := head("postgresql") + "model U {\n  a  Int\n  b  Int\n  ps P[]\n\n  @@id([a, b])\n}\n\nmodel P {\n  id Int @id\n  x  Int\n  y  Int\n  u  U   @relation(fields: [y, x], references: [b, a])\n}\n"
	assert.Contains(t, moved(t, text, "sqlserver", convert.Options{}), "@relation(fields: [x, y], references: [a, b])")
	assert.Contains(t, moved(t, text, "mysql", convert.Options{}), "@relation(fields: [y, x], references: [b, a])")
}

func TestWhatCannotBeSaidIsRefusedWithItsPlace(t *testing.T) {
	for _, test := range []struct{ name, from, to, in, subject string }{
		{"lists", "postgresql", "mysql", "tags String[]", "A.tags"},
		{"lists-of-enums", "cockroachdb", "sqlite", "e E[]\n}\n\nenum E {\n  X", "A.e"},
		{"keys-of-json-in-mysql", "postgresql", "mysql", "j Json @unique", "A.j"},
		{"keys-of-json-in-sql-server", "sqlite", "sqlserver", "j Json\n\n  @@unique([id, j])", "A"},
		{"lists-of-json", "postgresql", "cockroachdb", "j Json[]", "A.j"},
		{"unsupported-types", "postgresql", "mysql", "j Unsupported(\"circle\")?", "A.j"},
		{"expressions", "postgresql", "mysql", "j String @default(dbgenerated(\"now()::text\"))", "A.j"},
		{"defaults-that-only-the-database-knows", "mysql", "sqlite", "j String @default(dbgenerated())", "A.j"},
		{"counting-outside-the-id", "postgresql", "sqlite", "j Int @default(autoincrement())", "A.j"},
		{"counting-twice", "postgresql", "mysql", "j Int @unique @default(autoincrement())\n  k Int @unique @default(autoincrement())", "A.k"},
		{"counting-twice", "postgresql", "sqlserver", "j Int @unique @default(autoincrement())\n  k Int @unique @default(autoincrement())", "A.k"},
		{"uniques-over-some-rows", "postgresql", "mysql", "j Int\n\n  @@unique([j], where: raw(\"j > 1\"))\n}\n\n" + strings.TrimSuffix(preview("partialIndexes"), "\n}\n\n"), "A"},
		{"ids-of-bytes", "postgresql", "sqlserver", "j Int\n}\n\nmodel B {\n  id Bytes @id", "B.id"},
		{"columns-that-differ-in-case", "postgresql", "mysql", "userId Int\n  userid Int", "A.userid"},
		{"tables-that-differ-in-case", "postgresql", "sqlite", "j Int\n}\n\nmodel a {\n  id Int @id", "a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := move(t, inModel(test.from, test.in), test.to, convert.Options{})
			assert.True(t, out.Report.Refused())
			assert.Empty(t, out.Files)
			require.Equal(t, 1, out.Report.Count(convert.Refused), out.Report)
			note := out.Report[0]
			assert.Equal(t, test.subject, note.Subject)
			assert.Equal(t, "schema.prisma", note.File)
			assert.Greater(t, note.Line, 5)
			assert.NotEmpty(t, note.Help)
		})
	}
}

func TestTablesOfSchemasThatBecomeOneAreTold(t *testing.T) {
	text := "datasource db {\n  provider = \"postgresql\"\n  schemas  = [\"a\", \"b\"]\n}\n\nmodel A {\n  id Int @id\n\n  @@map(\"t\")\n  @@schema(\"a\")\n}\n\nmodel B {\n  id Int @id\n\n  @@map(\"%\")\n  @@schema(\"b\")\n}\n"
	assert.True(t, move(t, strings.Replace(text, "%", "t", 1), "mysql", convert.Options{}).Report.Refused())
	assert.False(t, move(t, strings.Replace(text, "%", "t", 1), "sqlserver", convert.Options{}).Report.Refused())
	assert.Equal(t, head("mysql")+"model A {\n  id Int @id\n\n  @@map(\"t\")\n}\n\nmodel B {\n  id Int @id\n\n  @@map(\"u\")\n}\n", moved(t, strings.Replace(text, "%", "u", 1), "mysql", convert.Options{}))
}

func TestConfiguration(t *testing.T) {
	in := `generator client {
  provider        = "prisma-client"
  previewFeatures = ["fullTextSearchPostgres", "postgresqlExtensions", "views"]
}

generator other {
  provider        = "x"
  previewFeatures = ["fullTextSearchPostgres"]
}

datasource db {
  provider   = "postgres"
  url        = "postgresql://ann:secret@db/app"
  directUrl  = env("DIRECT")
  extensions = [citext]
  schemas    = ["public"]
}
`
	want := `generator client {
  provider        = "prisma-client"
  previewFeatures = ["postgresqlExtensions", "views"]
}

generator other {
  provider = "x"
}

datasource db {
  provider     = "mysql"
  url          = env("DATABASE_URL")
  relationMode = "prisma"
  directUrl    = env("DIRECT")
}
`
	result := moveAs(t, syntax.Prisma6, in, "planetscale", convert.Options{})
	assert.Equal(t, want, result.Files[0].Text)
	for _, note := range result.Report {
		assert.NotContains(t, note.Message, "secret")
	}
}

func TestSchemasThatCannotBeRead(t *testing.T) {
	mysql := database(t, "mysql")
	for name, text := range map[string]string{
		"the schema has no datasource, which would say what it is moved from":                              "model A {\n  id Int @id\n}\n",
		`x:5: a second datasource, "other", beside "db" in x:1; a schema has one`:                          head("mysql") + strings.Replace(head("mysql"), "db", "other", 1),
		"a MongoDB schema cannot be moved: its ids, embedded types and relations have no columns to go to": head("mongodb"),
	} {
		_, err := convert.Schema([]*syntax.File{syntax.Parse("x", text)}, mysql, convert.Options{})
		assert.EqualError(t, err, name)
	}
	_, err := convert.Schema([]*syntax.File{syntax.Parse("x.prisma", inModel("mysql", "a Nope"))}, mysql, convert.Options{})
	var invalid *diag.InvalidError
	require.True(t, errors.As(err, &invalid))
	assert.Contains(t, err.Error(), "x.prisma:7: ")
	_, found := convert.Plain("mongodb")
	assert.False(t, found)
}

func TestNotesOnWhatHoldsLess(t *testing.T) {
	text := inModel("sqlite", "title String", "key String? @unique", "ref String @default(cuid())", "price Decimal")
	out := move(t, text, "mysql", convert.Options{})
	assert.Equal(t, []string{
		"A.title: a String holds 191 characters instead of any number",
		"A.key: a String holds 191 characters instead of any number",
	}, notes(out.Report, convert.Lost))
	out = move(t, text, "sqlserver", convert.Options{})
	assert.Contains(t, notes(out.Report, convert.Lost), "A.key: only one row may leave it empty: a unique constraint of SQL Server counts NULL as a value")
	assert.Contains(t, notes(out.Report, convert.Lost), "A.price: a Decimal has 32 digits, 16 of them decimals")
	out = move(t, inModel("mysql", "title String"), "postgresql", convert.Options{})
	assert.Empty(t, notes(out.Report, convert.Lost))
}
