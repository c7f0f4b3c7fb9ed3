package edit_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/edit"
	"create-app/psl/syntax"
)

// block is the first block of f of that name.
func block(t *testing.T, f *syntax.File, name string) *syntax.Block {
	t.Helper()
	for b := range f.Blocks() {
		if b.Name.Text(f.File) == name {
			return b
		}
	}
	require.Fail(t, "no block "+name)
	return nil
}

type change func(*edit.Draft, *syntax.Block)

func field(decl string, at edit.Place) change {
	return func(d *edit.Draft, b *syntax.Block) { d.AddField(b, decl, at) }
}

func TestChangesInABlock(t *testing.T) {
	for _, test := range []struct {
		name, in string
		change   change
		want     string
	}{
		{
			"a-tidy-block-is-aligned-anew",
			"model A {\n  id Int @id\n  x  Int // keep\n\n  y Int\n}\n",
			field("longer String? @unique", edit.After("id")),
			"model A {\n  id     Int     @id\n  longer String? @unique\n  x      Int // keep\n\n  y Int\n}\n",
		},
		{
			"tabs-and-crlf-stay-and-the-block-is-tidy-all-the-same",
			"model A {\r\n\tid Int    @id\r\n\tb  String\r\n}\r\n",
			field("long Int", edit.Last()),
			"model A {\r\n\tid   Int    @id\r\n\tb    String\r\n\tlong Int\r\n}\r\n",
		},
		{
			"an-untidy-block-keeps-its-lines-the-new-one-takes-the-columns-beside-it",
			"model A {\n    id      Int       @id\n    name    String  // n\n    x  Int\n}\n",
			field("mail String @unique", edit.After("id")),
			"model A {\n    id      Int       @id\n    mail    String    @unique\n    name    String  // n\n    x  Int\n}\n",
		},
		{
			"a-name-too-long-for-the-columns-gets-one-space",
			"model A {\n    id  Int @id\n    x  Int\n}\n",
			field("muchLonger Int @unique", edit.After("id")),
			"model A {\n    id  Int @id\n    muchLonger Int @unique\n    x  Int\n}\n",
		},
		{
			"mixed-line-ends-each-line-keeps-its-own",
			"model A {\r\n  id Int @id\n  b  Int\r\n}\r\n",
			field("c Int", edit.After("id")),
			"model A {\r\n  id Int @id\n  c  Int\r\n  b  Int\r\n}\r\n",
		},
		{
			"before-the-block-attributes",
			"model A {\n  id Int @id\n\n  // about\n  @@map(\"a\")\n}\n",
			field("c Int", edit.Last()),
			"model A {\n  id Int @id\n  c  Int\n\n  // about\n  @@map(\"a\")\n}\n",
		},
		{
			"before-a-field-and-the-comment-above-it",
			"model A {\n  id Int @id\n  /// doc\n  b Int\n}\n",
			field("c Int", edit.Before("b")),
			"model A {\n  id Int @id\n  c Int\n  /// doc\n  b Int\n}\n",
		},
		{
			"a-block-without-fields",
			"model A {\n  @@map(\"a\")\n}\n",
			field("id Int @id", edit.Last()),
			"model A {\n  id Int @id\n\n  @@map(\"a\")\n}\n",
		},
		{
			"an-empty-block",
			"model A {\n}\n",
			field("id Int @id", edit.Last()),
			"model A {\n  id Int @id\n}\n",
		},
		{
			"a-declaration-brings-its-comment",
			"model A {\n  id Int @id\n}\n",
			field("/// why\nb   Int   // c", edit.Last()),
			"model A {\n  id Int @id\n  /// why\n  b  Int // c\n}\n",
		},
		{
			"a-comment-behind-the-brace-stays",
			"model A { // mine\n  id Int @id\n}\n",
			field("b Int", edit.First()),
			"model A { // mine\n  b  Int\n  id Int @id\n}\n",
		},
		{
			"broken-lines-stay",
			"model A {\n  id Int @id\n  ?? what\n}\n",
			field("bcd Int", edit.After("id")),
			"model A {\n  id  Int @id\n  bcd Int\n  ?? what\n}\n",
		},
		{
			"an-attribute-before-the-comment-in-an-untidy-block-below-its-neighbours",
			"model A {\n id   Int     @id\n mail String  // m\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.AddAttribute(b, "mail", "@unique") },
			"model A {\n id   Int     @id\n mail String  @unique  // m\n}\n",
		},
		{
			"an-attribute-behind-the-others",
			"model A {\n id Int\t@id\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.AddAttribute(b, "id", "@default( autoincrement( ) )") },
			"model A {\n id Int\t@id @default(autoincrement())\n}\n",
		},
		{
			"an-attribute-is-replaced-in-place",
			"model A {\n id Int @default(1)  @id\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.SetAttribute(b, "id", "@default(2)") },
			"model A {\n id Int @default(2)  @id\n}\n",
		},
		{
			"an-attribute-is-removed-with-the-blanks-before-it",
			"model A {\n id Int  @default(1)  @id // c\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.RemoveAttribute(b, "id", "@default") },
			"model A {\n id Int  @id // c\n}\n",
		},
		{
			"a-type-is-replaced-and-the-block-aligned",
			"model A {\n  id Int @id\n  b  Int @unique\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.SetType(b, "b", "String?") },
			"model A {\n  id Int     @id\n  b  String? @unique\n}\n",
		},
		{
			"a-missing-type-is-given",
			"model A {\n id Int @id\n b\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.SetType(b, "b", "Int") },
			"model A {\n id Int @id\n b  Int\n}\n",
		},
		{
			"a-field-goes-with-its-comments-and-one-empty-line",
			"model A {\n  id Int @id\n\n  // doc\n  b Int // c\n\n  d Int\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.RemoveField(b, "b") },
			"model A {\n  id Int @id\n\n  d Int\n}\n",
		},
		{
			"a-comment-set-off-by-an-empty-line-stays",
			"model A {\n id Int @id\n // place\n\n b Int\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.RemoveField(b, "b") },
			"model A {\n id Int @id\n // place\n}\n",
		},
		{
			"a-field-moves-with-its-comments",
			"model A {\n id Int @id\n // doc\n b   Int // c\n d Int\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.MoveField(b, "b", edit.First()) },
			"model A {\n // doc\n b   Int // c\n id Int @id\n d Int\n}\n",
		},
		{
			"the-first-block-attribute-is-set-off",
			"model A {\n id Int @id\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.AddBlockAttribute(b, "@@map( \"a\")") },
			"model A {\n id Int @id\n\n @@map(\"a\")\n}\n",
		},
		{
			"further-block-attributes-follow",
			"model A {\n id Int @id\n @@index([id]) // x\n // end\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.AddBlockAttribute(b, "@@map(\"a\")") },
			"model A {\n id Int @id\n @@index([id]) // x\n @@map(\"a\")\n // end\n}\n",
		},
		{
			"one-of-several-block-attributes-is-removed",
			"model A {\n id Int @id\n\n @@index([id])\n @@index( [id,b] )\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.RemoveBlockAttribute(b, "@@index([id, b])") },
			"model A {\n id Int @id\n\n @@index([id])\n}\n",
		},
		{
			"a-block-attribute-is-replaced",
			"model A {\n id Int @id\n\n @@map(\"a\") // x\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.SetBlockAttribute(b, "@@map(\"b\")") },
			"model A {\n id Int @id\n\n @@map(\"b\") // x\n}\n",
		},
		{
			"a-property-is-replaced",
			"datasource A {\n  provider = \"sqlite\" // p\n  url      = env(\"U\")\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.SetProperty(b, "provider", "\"mysql\"") },
			"datasource A {\n  provider = \"mysql\" // p\n  url      = env(\"U\")\n}\n",
		},
		{
			"a-property-is-added-and-the-block-aligned",
			"datasource A {\n  provider = \"mysql\"\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.SetProperty(b, "relationMode", "\"prisma\"") },
			"datasource A {\n  provider     = \"mysql\"\n  relationMode = \"prisma\"\n}\n",
		},
		{
			"a-property-is-removed",
			"datasource A {\n  provider = \"mysql\"\n  // gone\n  url      = \"x\"\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.RemoveProperty(b, "url") },
			"datasource A {\n  provider = \"mysql\"\n}\n",
		},
		{
			"an-enum-value",
			"enum A {\n  X @map(\"x\")\n  Y\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.AddValue(b, "LONG @map(\"l\")", edit.After("X")) },
			"enum A {\n  X    @map(\"x\")\n  LONG @map(\"l\")\n  Y\n}\n",
		},
		{
			"an-enum-value-is-removed",
			"enum A {\n  X\n  Y // y\n}\n",
			func(d *edit.Draft, b *syntax.Block) { d.RemoveValue(b, "Y") },
			"enum A {\n  X\n}\n",
		},
		{
			"several-changes-to-one-block",
			"model A {\n  id Int @id\n}\n",
			func(d *edit.Draft, b *syntax.Block) {
				d.AddField(b, "b Int", edit.Last())
				d.AddField(b, "c Int", edit.After("b"))
				d.AddAttribute(b, "c", "@unique")
				d.AddBlockAttribute(b, "@@index([b])")
			},
			"model A {\n  id Int @id\n  b  Int\n  c  Int @unique\n\n  @@index([b])\n}\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, behind := "// head\n\n", "\n\nenum   Z{\n  A\n}\n//end"
			f := syntax.Parse("a.prisma", before+test.in+behind)
			d := edit.New(f)
			test.change(d, block(t, f, "A"))
			files, err := d.Apply()
			require.NoError(t, err)
			require.Len(t, files, 1)
			assert.Equal(t, before+test.want+behind, files[0].Text)
			assert.Equal(t, before+test.in+behind, f.Text, "the file that went in")
			assert.Equal(t, "a.prisma", files[0].Name)
		})
	}
}

func TestChangesThatCannotBeMade(t *testing.T) {
	const in = "model A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n}\n"
	for _, test := range []struct {
		name, want string
		change     change
	}{
		{"a-name-taken", `add field: model A: there is a "id" already`, field("id Int", edit.Last())},
		{"no-such-neighbour", `add field: model A: no "x" to put it beside`, field("b Int", edit.After("x"))},
		{"not-a-field", `"@@map(\"a\")" is not one declaration of a model`, field(`@@map("a")`, edit.Last())},
		{"two-fields", `is not one declaration of a model`, field("a Int\nb Int", edit.Last())},
		{"an-escape-from-the-block", `is not one declaration of a model`, field("a Int\n}\nmodel C {\n  b Int", edit.Last())},
		{"not-grammar", `add field: model A:`, field("a ?? Int", edit.Last())},
		{"no-such-field", `add attribute: model A: no field "x"`, func(d *edit.Draft, b *syntax.Block) { d.AddAttribute(b, "x", "@id") }},
		{"attribute-twice", `field "id" has a @id already`, func(d *edit.Draft, b *syntax.Block) { d.AddAttribute(b, "id", "@id") }},
		{"not-an-attribute", `"id" is not`, func(d *edit.Draft, b *syntax.Block) { d.AddAttribute(b, "id", "id") }},
		{"an-attribute-and-a-comment", `is not one attribute`, func(d *edit.Draft, b *syntax.Block) { d.AddAttribute(b, "id", "@unique // x") }},
		{"a-type-that-is-none", `would not parse`, func(d *edit.Draft, b *syntax.Block) { d.SetType(b, "id", "In t") }},
		{"block-removed", `the block has been removed`, func(d *edit.Draft, b *syntax.Block) { d.RemoveBlock(b); d.RemoveField(b, "id") }},
		{"model-twice", `add model: there is a "B" already`, func(d *edit.Draft, b *syntax.Block) {
			d.AddModel("model B {\n id Int @id\n}", edit.AfterBlock(b))
		}},
		{"not-a-model", `declares 0 models`, func(d *edit.Draft, b *syntax.Block) { d.AddModel("enum C {\n X\n}", edit.AfterBlock(b)) }},
		{"no-block", `add field: no block was given`, func(d *edit.Draft, _ *syntax.Block) { d.AddField(nil, "b Int", edit.Last()) }},
		{"a-block-of-another-schema", `in none of the files`, func(d *edit.Draft, _ *syntax.Block) {
			other := syntax.Parse("", in)
			for b := range other.Blocks() {
				d.RemoveField(b, "id")
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := syntax.Parse("a.prisma", in)
			d := edit.New(f)
			d.AddField(block(t, f, "B"), "fine Int", edit.Last())
			test.change(d, block(t, f, "A"))
			files, err := d.Apply()
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.want)
			assert.Nil(t, files)
		})
	}
}

func TestNewBlocks(t *testing.T) {
	const c, d = "model C {\n id   Int @id\n}", "// about\nmodel D {\n id Int @id\n}"
	for _, test := range []struct {
		name, in string
		at       func(f *syntax.File, a *syntax.Block) edit.BlockPlace
		want     string
	}{
		{
			"behind-a-block-before-an-empty-line", "model A {\n  id Int @id\n}\n\nmodel B {\n  id Int @id\n}\n",
			func(_ *syntax.File, a *syntax.Block) edit.BlockPlace { return edit.AfterBlock(a) },
			"model A {\n  id Int @id\n}\n\nmodel C {\n  id Int @id\n}\n\n// about\nmodel D {\n  id Int @id\n}\n\nmodel B {\n  id Int @id\n}\n",
		},
		{
			"behind-a-block-with-a-comment-before-another-block", "model A {\n\tid Int @id\n} // a\nmodel B {\n\tid Int @id\n}\n",
			func(_ *syntax.File, a *syntax.Block) edit.BlockPlace { return edit.AfterBlock(a) },
			"model A {\n\tid Int @id\n} // a\n\nmodel C {\n\tid Int @id\n}\n\n// about\nmodel D {\n\tid Int @id\n}\n\nmodel B {\n\tid Int @id\n}\n",
		},
		{
			"behind-a-block-with-another-on-its-line", "model A {\n  id Int @id\n} model B {\n  id Int @id\n}\n",
			func(_ *syntax.File, a *syntax.Block) edit.BlockPlace { return edit.AfterBlock(a) },
			"model A {\n  id Int @id\n}\n\nmodel C {\n  id Int @id\n}\n\n// about\nmodel D {\n  id Int @id\n}\n\n model B {\n  id Int @id\n}\n",
		},
		{
			"before-a-block-and-its-comment", "// a\nmodel A {\n  id Int @id\n}\n",
			func(_ *syntax.File, a *syntax.Block) edit.BlockPlace { return edit.BeforeBlock(a) },
			"model C {\n  id Int @id\n}\n\n// about\nmodel D {\n  id Int @id\n}\n\n// a\nmodel A {\n  id Int @id\n}\n",
		},
		{
			"before-everything", "\ufeff// a\nmodel A {\n  id Int @id\n}\n",
			func(f *syntax.File, _ *syntax.Block) edit.BlockPlace { return edit.StartOf(f) },
			"\ufeffmodel C {\n  id Int @id\n}\n\n// about\nmodel D {\n  id Int @id\n}\n\n// a\nmodel A {\n  id Int @id\n}\n",
		},
		{
			"at-the-end-which-had-no-line-end", "model A {\r\n    id Int @id\r\n}",
			func(f *syntax.File, _ *syntax.Block) edit.BlockPlace { return edit.EndOf(f) },
			"model A {\r\n    id Int @id\r\n}\r\n\r\nmodel C {\r\n    id Int @id\r\n}\r\n\r\n// about\r\nmodel D {\r\n    id Int @id\r\n}\r\n",
		},
		{
			"at-the-end-before-the-empty-lines-there", "model A {\n  id Int @id\n}\n// end\n\n\n",
			func(f *syntax.File, _ *syntax.Block) edit.BlockPlace { return edit.EndOf(f) },
			"model A {\n  id Int @id\n}\n// end\n\nmodel C {\n  id Int @id\n}\n\n// about\nmodel D {\n  id Int @id\n}\n\n\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := syntax.Parse("a.prisma", test.in)
			draft := edit.New(f)
			at := test.at(f, block(t, f, "A"))
			draft.AddModel(c, at)
			draft.AddModel(d, at)
			files, err := draft.Apply()
			require.NoError(t, err)
			assert.Equal(t, test.want, files[0].Text)
		})
	}
}

func TestRemoveBlock(t *testing.T) {
	const a, b, c = "model A {\n id Int @id\n}\n", "// b\nmodel B {\n id Int @id\n} // b\n", "model C {\n id Int @id\n}\n"
	for _, test := range []struct{ name, in, want string }{
		{"between-two", a + "\n" + b + "\n" + c, a + "\n" + c},
		{"at-the-end", a + "\n" + b, a},
		{"without-empty-lines", a + b + c, a + c},
		{"alone", b, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := syntax.Parse("a.prisma", test.in)
			d := edit.New(f)
			d.RemoveBlock(block(t, f, "B"))
			files, err := d.Apply()
			require.NoError(t, err)
			assert.Equal(t, test.want, files[0].Text)
		})
	}
}

func TestNewBlockInsideOfAnUnclosedOne(t *testing.T) {
	f := syntax.Parse("a.prisma", "model A {\n  id Int @id\n}\n\nmodel B {\n  id Int @id\n")
	d := edit.New(f)
	d.AddModel("model C {\n  id Int @id\n}", edit.EndOf(f))
	files, err := d.Apply()
	require.EqualError(t, err, `a.prisma: "C" would end up inside of something that is not closed`)
	assert.Nil(t, files)
}

func TestSeveralFiles(t *testing.T) {
	one := syntax.Parse("one.prisma", "model A {\n\tid Int @id\n}\n")
	two := syntax.Parse("two.prisma", "model B {\n\tid Int @id\n}\n")
	d := edit.New(one, two)
	d.AddField(block(t, two, "B"), "c Int", edit.Last())
	fresh := d.AddFile("three.prisma", one)
	d.AddModel("model C {\n  id Int @id\n}", edit.EndOf(fresh))
	d.AddModel("model D {\n  id Int @id\n}", edit.EndOf(fresh))
	d.AddFile("unused.prisma", nil)
	files, err := d.Apply()
	require.NoError(t, err)
	require.Len(t, files, 3)
	assert.Same(t, one, files[0], "a file nothing was asked of is the one that went in")
	assert.Equal(t, "model B {\n\tid Int @id\n\tc  Int\n}\n", files[1].Text)
	assert.Equal(t, "three.prisma", files[2].Name)
	assert.Equal(t, "model C {\n\tid Int @id\n}\n\nmodel D {\n\tid Int @id\n}\n", files[2].Text)
}

func TestNothingAskedNothingDone(t *testing.T) {
	f := syntax.Parse("a.prisma", "\ufeffmodel A {\r\n id Int @id\n}")
	files, err := edit.New(f).Apply()
	require.NoError(t, err)
	assert.Same(t, f, files[0])
}

// FuzzAddField: whatever the file looks like, a new field adds lines and, in a
// tidy block, blanks; every old line is still there, in order, but for blanks.
func FuzzAddField(f *testing.F) {
	for _, seed := range []string{
		"model A {\n  id Int @id\n}\n", "model A { // x\r\n\tid Int @id\r\n\t@@map(\"a\")}\r\n}", "model A {\n /* a\n b */\n id Int /* c\n d */\n}\n",
		"\ufeffmodel A {\n}\n} model B {\n id Int\n}", "model A {\n\n\n  ?? x\n\n  b Int[] @default([1])\n\n}\n/// d\nmodel A {\n}\n",
		"model A {\r id Int @id\r}\r", "enum A {\n X\n}\nmodel M {\n\n // c\n\n}\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := syntax.Parse("a.prisma", text)
		d := edit.New(file)
		count := 0
		for b := range file.Blocks(syntax.Model, syntax.View, syntax.Type) {
			d.AddField(b, "zzzNewField String? @unique", edit.Last())
			count++
		}
		files, err := d.Apply()
		if err != nil {
			return
		}
		assert.Equal(t, count, strings.Count(files[0].Text, "zzzNewField")-strings.Count(text, "zzzNewField"))
		rest := withoutBlanks(files[0].Text)
		for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
			_, behind, found := strings.Cut(rest, withoutBlanks(line))
			require.True(t, found, "line lost: %q", line)
			rest = behind
		}
	})
}

func withoutBlanks(s string) string {
	return strings.NewReplacer(" ", "", "\t", "", "\r", "").Replace(s)
}

// TestAFileKeepsItsVersion: a change to a file that Prisma 6 reads is judged by
// its grammar, and gives another such file.
func TestAFileKeepsItsVersion(t *testing.T) {
	const field, condition = "model A {\n  id Int @id\n}\n", "@@index([id], where: { id: 1 })"
	for _, version := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
		file := syntax.ParseAs(version, "a.prisma", field)
		d := edit.New(file)
		added := d.AddFile("b.prisma", file)
		d.AddModel("model B {\n  id Int @id\n}", edit.EndOf(added))
		for b := range file.Blocks() {
			d.AddField(b, "name String?", edit.Last())
		}
		files, err := d.Apply()
		require.NoError(t, err)
		require.Len(t, files, 2)
		assert.Equal(t, version, files[0].Version)
		assert.Equal(t, version, files[1].Version)

		d = edit.New(file)
		for b := range file.Blocks() {
			d.AddBlockAttribute(b, condition)
		}
		_, err = d.Apply()
		assert.Equal(t, version == syntax.Prisma6, err != nil, "only 7 has object literals: %v", err)
	}
}
