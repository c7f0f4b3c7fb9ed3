package validate

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
)

// TestADiagnosticNamesItsSubject: what a program decides by is data, and not in
// the words.
func TestADiagnosticNamesItsSubject(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		code diag.Code
		want diag.Subject
	}{
		"missing-property": {"datasource db {\n  provider = \"sqlite\"\n}\n", code.MissingProperty, diag.Subject{Block: "db", Member: "url"}},
		"missing-provider": {"generator client {\n  output = \"x\"\n}\n", code.MissingProperty, diag.Subject{Block: "client", Member: "provider"}},
		"field":            {"model A {\n  id Int @id\n  b  Strng\n}\n", code.UnknownType, diag.Subject{Block: "A", Member: "b"}},
		"field-attribute":  {"model A {\n  id Int @id @nope\n}\n", code.UnknownAttribute, diag.Subject{Block: "A", Member: "id", Attribute: "@nope"}},
		"argument":         {"model A {\n  id Int @id(map: \"\")\n}\n", code.EmptyName, diag.Subject{Block: "A", Member: "id", Attribute: "@id", Argument: "map"}},
		"block-attribute":  {"model A {\n  id Int @id\n\n  @@index(fields: [x])\n}\n", code.UnknownField, diag.Subject{Block: "A", Attribute: "@@index", Argument: "fields"}},
		"enum-value":       {"enum E {\n  X\n  X\n}\n", code.DuplicateEnumValue, diag.Subject{Block: "E", Member: "X"}},
		"block":            {"enum E {\n}\n", code.EmptyEnum, diag.Subject{Block: "E"}},
		"broken-line":      {"model A {\n  id Int @id\n  ???\n}\n", code.InvalidFieldLine, diag.Subject{Block: "A"}},
		"outside":          {"???\n", code.InvalidLine, diag.Subject{}},
		"byte-order-mark":  {"\ufeffmodel A {\n  id Int @id\n}\n", code.ByteOrderMark, diag.Subject{}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range judge(syntax.Prisma6, test.text) {
				if d.Code == test.code {
					assert.Equal(t, test.want, d.Subject)
					return
				}
			}
			t.Errorf("no %s", test.code)
		})
	}
}

// TestSubjectsAreOfTheirOwnFile: the same place of two files is two subjects.
func TestSubjectsAreOfTheirOwnFile(t *testing.T) {
	list := Schema([]*syntax.File{syntax.Parse("a", "model A {\n  id Int @id\n  x  Nope\n}\n"), syntax.Parse("b", "model B {\n  id Int @id\n  y  Nope\n}\n")}, Options{})
	require.Len(t, list, 2)
	assert.Equal(t, diag.Subject{Block: "A", Member: "x"}, list[0].Subject)
	assert.Equal(t, diag.Subject{Block: "B", Member: "y"}, list[1].Subject)
}

// TestFixesCure makes the change that a finding of each example carries: the
// finding is gone then, and nothing new has come.
func TestFixesCure(t *testing.T) {
	fixed := 0
	forEachCode(t, func(t *testing.T, version syntax.Version, kind code.Kind) {
		text := readExample(t, version, "rejected", kind.Code)
		before := judge(version, text)
		for _, d := range before {
			if d.Fix == nil {
				continue
			}
			fixed++
			after, err := splice.All(text, edits(d.Fix))
			require.NoError(t, err)
			list := judge(version, after)
			assert.Less(t, count(list, d.Code), count(before, d.Code), "%s\n%s", d.Fix.Title, after)
			assert.LessOrEqual(t, len(list), len(before), "%s\n%s", d.Fix.Title, after)
		}
	})
	assert.Greater(t, fixed, 20)
}

func edits(fix *diag.Fix) []splice.Splice {
	var all []splice.Splice
	for _, e := range fix.Edits {
		all = append(all, splice.Splice{Span: e.Span, Text: e.Text})
	}
	return all
}

func count(list diag.List, code diag.Code) int {
	n := 0
	for _, d := range list {
		if d.Code == code {
			n++
		}
	}
	return n
}

// TestAnIndexIsAddedAsTheBlockIsLaidOut: the fix follows the lines of its block.
func TestAnIndexIsAddedAsTheBlockIsLaidOut(t *testing.T) {
	const head = "datasource db {\n  provider     = \"mysql\"\n  relationMode = \"prisma\"\n}\n"
	for in, want := range map[string]string{
		"model A {\r\n\tid Int @id\r\n\tb B @relation(fields: [bId], references: [id])\r\n\tbId Int\r\n}\r\nmodel B {\n  id Int @id\n  as A[]\n}\n":               "\tbId Int\r\n\r\n\t@@index([bId])\r\n}",
		"model A {\n    id Int @id\n    b B @relation(fields: [bId], references: [id])\n    bId Int\n    @@map(\"a\")\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n": "    @@map(\"a\")\n    @@index([bId])\n}",
	} {
		list := judge(syntax.Prisma7, head+in)
		require.Len(t, list, 1)
		require.NotNil(t, list[0].Fix)
		after, err := splice.All(head+in, edits(list[0].Fix))
		require.NoError(t, err)
		assert.Contains(t, after, want)
		assert.Empty(t, judge(syntax.Prisma7, after))
	}
}
