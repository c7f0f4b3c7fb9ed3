package suggest_test

import (
	"math/rand/v2"
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
		{"types-of-database-that-has-fewer", "sqlserver", "  next |", "String User Json", ""},
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
		{"behind-the-place", "postgresql", "  next Post? @relation(|, onDelete: Cascade)", "fields onDelete", ""},
		{"name-of-unnamed", "postgresql", "  @@unique([email], |)", "map fields", ""},
		{"functions-for-string", "postgresql", "  next String @default(\"|\")", "uuid() cuid()", ""},
		{"no-functions-in-name", "postgresql", "  next String @default(uuid()) @map(\"|\")", "", "uuid() name"},
		{"attributes-behind-dot", "postgresql", "  next String @db.|", "@unique @map VarChar()", "@db"},
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

// chosen is the line of a place after an item was taken, with "|" where the place
// then is.
func chosen(t *testing.T, provider, line, label string) string {
	t.Helper()
	p := at(t, provider, line)
	items := suggest.At(p)
	i := slices.IndexFunc(items, func(i suggest.Item) bool { return i.Label == label })
	require.GreaterOrEqual(t, i, 0, "%s: %v", line, labels(items))
	item := items[i]
	start := p.Pos - token.Pos(p.At)
	cut := func(s token.Span) (string, string) { return p.Line[:s.Start-start], p.Line[s.End-start:] }
	before, after := cut(item.Replace)
	if !item.Gone.IsZero() {
		a, b := cut(item.Gone)
		if item.Gone.Start < item.Replace.Start {
			require.LessOrEqual(t, item.Gone.End, item.Replace.Start, line)
			before = a + before[len(a)+int(item.Gone.End-item.Gone.Start):]
		} else {
			require.GreaterOrEqual(t, item.Gone.Start, item.Replace.End, line)
			after = after[:len(after)-len(b)-int(item.Gone.End-item.Gone.Start)] + b
		}
	}
	return before + strings.Replace(item.Insert, "$0", "|", 1) + after
}

func TestWhatStandsThereIsNotWrittenTwice(t *testing.T) {
	for _, c := range []struct{ name, line, label, want string }{
		{"before-argument", "  n Post? @relation(|fields: [id])", "onDelete", "  n Post? @relation(onDelete: |, fields: [id])"},
		{"one-from-further-behind", "  n Post? @relation(|fields: [id], references: [id])", "references", "  n Post? @relation(references: [id], fields: [id])"},
		{"the-next-one", "  n Post? @relation(fields: [id], |, references: [id])", "references", "  n Post? @relation(fields: [id], references: [id])"},
		{"one-without-name", "  @@unique([email], |)", "fields", "  @@unique(fields: [email])"},
		{"for-name", "  n Post? @relation(on|Delete: Cascade)", "onUpdate", "  n Post? @relation(onUpdate: Cascade)"},
		{"for-argument-without-value", "  n Post? @relation(fields: |)", "references", "  n Post? @relation(references: [|])"},
		{"for-argument-with-value", "  n Post? @relation(onDelete: |Cascade)", "onUpdate", "  n Post? @relation(onUpdate: Cascade)"},
		{"before-argument-with-value", "  n Post? @relation(fields: |[id], references: [id])", "references", "  n Post? @relation(references: [id], fields: [id])"},
		{"itself", "  n Post? @relation(fields: |)", "fields", "  n Post? @relation(fields: [|])"},
		{"name-for-unnamed", "  @@index(|[email])", "fields", "  @@index(fields: [email])"},
		{"from-within-string", "  n Post? @relation(\"|\")", "fields", "  n Post? @relation(fields: [|])"},
		{"behind-string", "  n Post? @relation(\"a|\")", "fields", "  n Post? @relation(\"a\", fields: [|])"},
		{"behind-named-string", "  @@index([email], map: \"a|\")", "type", "  @@index([email], map: \"a\", type: |)"},
		{"name-for-string", "  n Post? @relation(\"a|b\")", "name", "  n Post? @relation(name: \"|ab\")"},
		{"element-from-behind", "  @@index([|email, role])", "role", "  @@index([role, email])"},
		{"element-before", "  n Post? @relation(fields: [id, |role])", "id", "  n Post? @relation(fields: [id, role])"},
		{"another-attribute", "  n String @db.|", "@map", "  n String @map(\"|\")"},
		{"another-attribute-before", "  n String @db.|Text", "@map", "  n String @map(\"|\") @db.Text"},
		{"function-for-string", "  n String @default(\"a|\")", "cuid()", "  n String @default(cuid())"},
		{"function-for-function", "  n String @default(uuid(|))", "cuid()", "  n String @default(cuid())"},
		{"function-for-function-with-string", "  n String @default(dbgenerated(\"a|\"))", "cuid()", "  n String @default(cuid())"},
		{"argument-of-field", "  @@index([email(sort: |Desc)])", "ops", "  @@index([email(ops: Desc)])"},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, chosen(t, "postgresql", c.line, c.label)) })
	}
}

// Whatever is taken, at whichever place of a line, the line keeps its brackets
// and its commas.
func TestNoItemBreaksALine(t *testing.T) {
	for _, whole := range []string{
		`  n Post? @relation("a", fields: [id], references: [id, title], onDelete: Cascade, map: "x")`, `  n Post? @relation(fields: [id], references: [id])`,
		`  n String @default(uuid()) @map("a") @db.VarChar(3)`, `  @@unique([email(sort: Desc), role], map: "x")`, `  @@index(fields: [email], type: Hash)`,
	} {
		for column := strings.Index(whole, "("); column < len(whole); column++ {
			if !strings.ContainsRune(`([," :`, rune(whole[column])) {
				continue
			}
			line := whole[:column+1] + "|" + whole[column+1:]
			for _, label := range labels(suggest.At(at(t, "postgresql", line))) {
				if label[0] == '@' {
					continue // behind the brackets
				}
				got := strings.NewReplacer("[|]", "[x]", "(|)", "(1)", "\"|\"", "\"x\"", ": |", ": x", "|", "").Replace(chosen(t, "postgresql", line, label))
				for _, bad := range []string{", ,", ",)", "(,", "[,", ",]", "][", "\"\"\""} {
					assert.NotContains(t, strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(bad, " ", ""), "%s of %s", label, line)
				}
				file := syntax.Parse("", "model A {\n"+got+"\n}\n")
				assert.Empty(t, file.Diagnostics, "%s of %s: %s", label, line, got)
			}
		}
	}
}

// Whatever is on a line, an item replaces a part of it around the place, and what
// goes besides lies apart from that: editors take nothing else.
func TestItemsStayOnTheirLine(t *testing.T) {
	pieces := []string{"next ", "Post? ", "String ", "@relation(", "fields: ", "[", "]", "(", ")", "{", "}", ",", ", ", ":", `"`, `"a"`, `\`, "$", "//", "/*", "id", "email", "references: ",
		"onDelete: Cascade", "@default(", "uuid()", "@db.", "VarChar", "@@index(", "@@unique([", "map: ", "sort: Desc", "where: ", "ü", "😀", " ", "\t", "@", "@@", "env(", "raw(", "sequence(", "."}
	r := rand.New(rand.NewPCG(1, 1))
	for range 4000 {
		line := "  "
		for range 1 + r.IntN(14) {
			line += pieces[r.IntN(len(pieces))]
		}
		column := r.IntN(len(line) + 1)
		marked := line[:column] + "|" + line[column:]
		p := at(t, []string{"postgresql", "mongodb", "sqlserver", "mysql"}[r.IntN(4)], marked)
		start := p.Pos - token.Pos(p.At)
		for _, i := range suggest.At(p) {
			whole := token.Span{Start: start, End: start + token.Pos(len(line))}
			require.True(t, whole.Contains(i.Replace) && i.Replace.Start <= p.Pos && p.Pos <= i.Replace.End, "%s: %s replaces %v", marked, i.Label, i.Replace)
			if !i.Gone.IsZero() {
				require.True(t, whole.Contains(i.Gone) && (i.Gone.End <= i.Replace.Start || i.Replace.End <= i.Gone.Start), "%s: %s takes %v and %v", marked, i.Label, i.Gone, i.Replace)
			}
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
