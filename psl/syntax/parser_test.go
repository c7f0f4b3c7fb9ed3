package syntax_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/syntax"
)

// sources are texts of every construct, valid and broken.
var sources = []string{
	"",
	" ",
	"\n",
	"// x",
	"/* a */ model A {\n id Int @id\n}\n",
	"/* never closed\nmodel A {\n}\n",
	"model A {\n id Int @id\n}\n",
	"model A { // behind\n id Int @id\n} // after\n",
	"modelA {\r\n\tid\tInt\t@id\r\n\r\n}\r\n",
	"\rmodel A {\r id Int @id\r\r}\r",
	"\ufeffmodel A {\n id Int @id\n}\n",
	"model A {\n\u00a0é Int\u3000@id // x\ty  \n ?? z\r\n}\n",
	"model A {\n a Int?\n b Int[]\n c Int[]?\n d Int!\n e [Int]\n f: Int\n g Unsupported( \"x\" )?\n h\n}\n",
	"model A {\n a Int @x( ) @y ({a:1, b:{c:[1, \"2\"]}}) @z(,) @w(1,) @v(a:, b: f(g.h)) @ u @t..s.\n}\n",
	"model A {\n a Int @x([1,])\n b Int @x(1,,)\n c Int @x({a:})\n d Int @x(1a)\n e Int [ ]\n}\n",
	"model A {\n // c\n   /* d */\n  /// e\n\n id Int /* f\n g */\n @@map(\"x\") // h\n /* i */ @@index([id(sort: Desc)])\n}\n",
	"model A {\n id String @default(\"a\\\nb \\u0041 \\q \\ud83d\\ude00 \\\"\")\n}\n",
	"enum E {\n A @map(\"a\")@b // c\n B C\n 1\n -a\n\n @@map(\"e\")\n}\n",
	"generator g {\n provider = \"x\" // y\n output =\n list = [ 1, -2.5, a.b, f( ) ]\n o = { a: 1 }\n p = {}\n oops\n}\n",
	"datasource db {\n provider = \"sqlite\"\n url = env(\"X\")\n}\nview V {\n a Int\n}\ntype T {\n a Int\n}\n",
	"type A = Int @id @x // c\ntype B = String?\n",
	"table B {\n    id    Int\n}\nhello\n}\n",
	"model A {\nid Int\nmodel B {\n id Int\n}\n",
	"model A {\n id Int @id\n",
	"model A {\n /*\n}\n",
	"model A {}\n",
	"a\x00b\xff\xfe{\n}\n",
}

func TestPrintGivesTheSameBytes(t *testing.T) {
	for _, src := range sources {
		assert.Equal(t, src, syntax.Parse("x.prisma", src).Print())
	}
}

func TestPrintGivesTheSameBytesOnSharedCorpus(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/psl-corpus/fixtures/*.prisma")
	if len(files) == 0 {
		t.Skip("the shared corpus is not here")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(text), syntax.Parse(file, string(text)).Print(), file)
	}
}

func TestNodesNestAndFollowEachOther(t *testing.T) {
	for _, src := range sources {
		f := syntax.Parse("x.prisma", src)
		end := f.BOM.End
		for _, item := range f.Items {
			span := item.Pos()
			require.LessOrEqual(t, end, span.Start, "%q", src)
			end = span.End
			if b, ok := item.(*syntax.Block); ok {
				checkMembers(t, src, b)
			}
		}
	}
}

func checkMembers(t *testing.T, src string, b *syntax.Block) {
	t.Helper()
	end := b.Contents.Start
	for _, m := range b.Members {
		span := m.Pos()
		require.LessOrEqual(t, end, span.Start, "%q", src)
		require.True(t, b.Contents.Contains(span), "%q", src)
		end = span.End
	}
}

func TestDiagnostics(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // "line: code"
	}{
		{"nothing", "", nil},
		{"stray-line", "hello\n", []string{"1: invalid-line"}},
		{"unknown-block", "table {\n id Int\n}\n", []string{"1: unknown-block"}},
		{"unknown-block-with-name", "table A {\n}\n", []string{"1: invalid-line", "2: invalid-line"}},
		{"type-alias", "type A = Int @id\n", []string{"1: type-alias"}},
		{"alias-with-mark", "type A = Int?\n", []string{"1: type-alias", "1: invalid-line"}},
		{"broken-field", "model A {\n id Int @@id\n}\n", []string{"2: invalid-field-line"}},
		{"broken-value", "enum A {\n a b\n}\n", []string{"2: invalid-enum-line"}},
		{"broken-property", "generator g {\n a b\n}\n", []string{"2: invalid-property-line"}},
		{"no-type", "model A {\n id\n}\n", []string{"2: missing-type"}},
		{"prisma-1", "model A {\n a: Int\n b Int!\n c [Int]\n d Int[]?\n}\n",
			[]string{"2: legacy-colon", "3: legacy-required", "4: legacy-list", "5: optional-list"}},
		{"escapes-of-invalid-field-are-not-looked-at", "model A {\n a: Int @x(\"\\q\")\n}\n", []string{"2: legacy-colon"}},
		{"escapes", "model A {\n a Int @x(\"\\q \\u00zz \\ud800\")\n}\n",
			[]string{"2: unknown-escape", "2: invalid-unicode-escape", "2: invalid-unicode-escape"}},
		{"escapes-of-broken-line-are-not-looked-at", "model A {\n a Int @x(\"\\q\") b\n}\n", []string{"2: invalid-field-line"}},
		{"unclosed-block", "model A {\n id Int\n", []string{"1: invalid-line", "2: invalid-line"}},
		{"nested-blocks", "model A {\n id Int\nmodel B {\n}\n", []string{"3: invalid-field-line"}},
		{"too-deep", "model A {\n a Int @x(" + strings.Repeat("[", 5000) + ")\n}\n", []string{"2: nested-too-deep"}},
		{"not-utf-8", "// a\n// \xff\n", []string{"2: invalid-utf8"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, lineCodes(syntax.Parse("x.prisma", tt.in)))
		})
	}
}

func lineCodes(f *syntax.File) []string {
	var got []string
	for _, d := range f.Diagnostics {
		got = append(got, string(rune('0'+d.Line()))+": "+string(d.Code))
	}
	return got
}

func TestObjectsNeedPrisma7(t *testing.T) {
	const src = "model A {\n a Int\n @@index([a], where: { a: 1 })\n}\n"
	assert.Empty(t, syntax.ParseAs(syntax.Prisma7, "x", src).Diagnostics)
	assert.Equal(t, []string{"3: invalid-field-line"}, lineCodes(syntax.ParseAs(syntax.Prisma6, "x", src)))
}

func TestStringValues(t *testing.T) {
	f := syntax.Parse("x", "model A {\n a Int @x(\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\")\n}\n")
	for b := range f.Blocks(syntax.Model) {
		for field := range b.Fields() {
			s := field.Attributes[0].Args.List[0].Value.(*syntax.String)
			assert.Equal(t, "a\"\\/\b\f\n\r\té😀", s.Value)
			return
		}
	}
	t.Fatal("no field")
}

func TestDocCommentsBelongToWhatFollows(t *testing.T) {
	f := syntax.Parse("x", "/// free\n\n/// of A\nmodel A {\n  /// of id\n  id Int @id\n  b Int // at the end\n  /// of c\n\n  c Int\n  /// of map\n  @@map(\"a\")\n}\n")
	text := func(c *syntax.CommentBlock) string {
		if c == nil {
			return ""
		}
		return f.Slice(c.Span)
	}
	for b := range f.Blocks() {
		assert.Equal(t, "/// of A", text(b.Doc))
		docs := map[string]string{}
		for field := range b.Fields() {
			docs[field.Name.Text(f.File)] = text(field.Doc)
		}
		for a := range b.BlockAttributes() {
			docs[a.Name.Text(f.File)] = text(a.Doc)
		}
		assert.Equal(t, map[string]string{"id": "/// of id", "b": "", "c": "/// of c", "map": "/// of map"}, docs)
	}
}

func TestUnclosedBlocksTakeLinearTime(t *testing.T) {
	// A hundred thousand of them would take hours if each were read to the end.
	src := strings.Repeat("model A {\nenum B {\ngenerator c {\n", 30_000) + "/*\n}\n*/\n"
	f := syntax.Parse("x", src)
	assert.Equal(t, syntax.MaxDiagnostics+1, len(f.Diagnostics), "90,000 wrong lines")
}

func TestItemsReuseMemory(t *testing.T) {
	src := strings.Repeat("/// doc\nmodel A {\n  id Int @id @default(autoincrement())\n\n  @@index([id(sort: Desc)])\n}\n\n", 50)
	whole := syntax.Parse("x", src)
	read := 0
	for got := range syntax.Items(syntax.Prisma7, src) {
		want := whole.Items[read]
		require.Equal(t, want.Pos(), got.Pos())
		if b, ok := got.(*syntax.Block); ok {
			require.Equal(t, want.(*syntax.Block).Members, b.Members)
		}
		read++
	}
	require.Len(t, whole.Items, read)
	parse := func(n int) float64 {
		text := strings.Repeat(src, n)
		return testing.AllocsPerRun(3, func() {
			for range syntax.Items(syntax.Prisma7, text) {
			}
		})
	}
	assert.Less(t, parse(100), 2*parse(1), "a long text takes no more memory than a short one")
}

func FuzzPrint(f *testing.F) {
	for _, src := range sources {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if got := syntax.Parse("x", src).Print(); got != src {
			t.Errorf("printed %q\nparsed  %q", got, src)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	src := strings.Repeat(`model Account {
  id                String  @id @default(cuid())
  userId            String
  provider          String
  providerAccountId String
  refresh_token     String? @db.Text // long
  user              User    @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@unique([provider, providerAccountId])
}

`, 1000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		syntax.Parse("x", src)
	}
}

func BenchmarkItems(b *testing.B) {
	src := strings.Repeat("model Account {\n  id                String  @id @default(cuid())\n  userId            String\n  provider          String\n  providerAccountId String\n  refresh_token     String? @db.Text // long\n  user              User    @relation(fields: [userId], references: [id], onDelete: Cascade)\n\n  @@unique([provider, providerAccountId])\n}\n\n", 1000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		for range syntax.Items(syntax.Prisma7, src) {
		}
	}
}

// A block that nobody closed is the usual reason for a line that begins another one.
func TestABlockInAnotherSaysThatThatIsOpen(t *testing.T) {
	for in, want := range map[string]string{
		"model A {\n  id Int @id\n\nmodel B {\n}\n": `the model above is still open: its members and its "}" stand on lines of their own, before this one`,
		"model A { id Int @id }\n\nmodel B {\n}\n":  `the model above is still open: its members and its "}" stand on lines of their own, before this one`,
		"enum E {\n  X\nenum F{\n}\n":               `the enum above is still open: its members and its "}" stand on lines of their own, before this one`,
		"datasource db {\nmodel B{ // people\n}\n":  `the datasource above is still open: its members and its "}" stand on lines of their own, before this one`,
		"model A {\n  ?? {\n}\n":                    `a field is written "name Type @attribute", an attribute of the block "@@attribute(…)"`,
	} {
		found := syntax.Parse("a.prisma", in).Diagnostics
		if assert.NotEmpty(t, found, in) {
			assert.Equal(t, want, found[0].Help, in)
		}
	}
}
