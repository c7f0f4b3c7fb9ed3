package edit_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/edit"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func spanOf(f *syntax.File, text string) token.Span {
	start := token.Pos(strings.Index(f.Text, text))
	return token.Span{Start: start, End: start + token.Pos(len(text))}
}

func TestRewriteKeepsTheLayoutOfEachBlock(t *testing.T) {
	const text = "model A {\n  id Int    @id\n  b  String @default(\"x\")\n}\n\nmodel B {\n   id Int @id\n   b  String @default(\"y\")\n}\n"
	f := syntax.Parse("a.prisma", text)
	var r edit.Rewrite
	r.Replace(f, spanOf(f, "String @default(\"x\")"), "BigInt?")
	r.Cut(f, spanOf(f, "@default(\"y\")"))
	r.AppendBlankLine(f, f.Block("B"))
	r.AppendLine(f, f.Block("B"), "@@map(\"b\")")
	out, err := r.Apply(f)
	require.NoError(t, err)
	assert.Equal(t, "model A {\n  id Int     @id\n  b  BigInt?\n}\n\nmodel B {\n   id Int @id\n   b  String\n\n   @@map(\"b\")\n}\n", out.Text)
	assert.Equal(t, text, f.Text)
}

func TestRewriteRefusesTwoChangesOfOneText(t *testing.T) {
	f := syntax.Parse("a.prisma", "model A {\n  id Int @id\n}\n")
	var r edit.Rewrite
	same, err := r.Apply(f)
	require.NoError(t, err)
	assert.Same(t, f, same)
	r.Replace(f, spanOf(f, "Int @id"), "Int")
	r.Cut(f, spanOf(f, "@id"))
	_, err = r.Apply(f)
	assert.ErrorContains(t, err, "a.prisma: model A: two changes")
}

// TestMixedLineEnds: a new line ends as most lines of its block do, in whatever
// way it is added, and what stands around it is seen for what it is.
func TestMixedLineEnds(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"mostly-crlf": {"model A {\r\n  id Int @id\r\n  b Int\n}\r\n", "model A {\r\n  id Int @id\r\n  b Int\n\r\n  @@map(\"a\")\r\n}\r\n"},
		"mostly-lf":   {"model A {\n  id Int @id\n  b Int\r\n}\n", "model A {\n  id Int @id\n  b Int\r\n\n  @@map(\"a\")\n}\n"},
		"crlf-untidy": {"model A {\r\n  id   Int @id\r\n}\r\n", "model A {\r\n  id   Int @id\r\n\r\n  @@map(\"a\")\r\n}\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f := syntax.Parse("a.prisma", test.in)
			d := edit.New(f)
			d.AddBlockAttribute(f.Block("A"), "@@map(\"a\")")
			files, err := d.Apply()
			require.NoError(t, err)
			assert.Equal(t, test.want, files[0].Text, "by a verb")

			var r edit.Rewrite
			r.AppendBlankLine(f, f.Block("A"))
			r.AppendLine(f, f.Block("A"), "@@map(\"a\")")
			out, err := r.Apply(f)
			require.NoError(t, err)
			assert.Equal(t, test.want, out.Text, "by its text")
		})
	}
}
