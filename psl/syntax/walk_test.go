package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/internal/corpus"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

const walked = "/// top\nmodel A {\n  id Int @id @default(f([1, \"x\"], n: { k: v })) // end\n  u Unsupported(\"box\")\n\n  @@map(\"a\") /// of the map\n}\n\nenum E {\n  X @map(\"x\")\n}\n\ngenerator g {\n  a = env(\"B\")\n}\n?\n"

func kind(n syntax.Node) string { return strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax.") }

func TestWalkVisitsEveryKindOfNode(t *testing.T) {
	file := syntax.Parse("a.prisma", walked)
	seen := map[string]int{}
	syntax.Walk(file, func(n syntax.Node) bool { seen[kind(n)]++; return true })
	assert.Equal(t, map[string]int{
		"File": 1, "CommentBlock": 1, "Comment": 3, "Block": 3, "BlankLines": 4, "Field": 2, "FieldType": 2, "Attribute": 3, "Arguments": 5,
		"Argument": 6, "Call": 2, "Array": 1, "Number": 1, "String": 5, "Object": 1, "Entry": 1, "Path": 1, "BlockAttribute": 1, "EnumValue": 1,
		"Property": 1, "BrokenLine": 1,
	}, seen)
}

func TestWalkGoesNoFurtherThanAsked(t *testing.T) {
	file := syntax.Parse("a.prisma", walked)
	count := 0
	syntax.Walk(file, func(n syntax.Node) bool {
		count++
		_, block := n.(*syntax.Block)
		return !block
	})
	assert.Equal(t, 1+len(file.Items)+1, count, "the file, its items, and the line of the comment")
}

func TestAtIsThePathToAPlace(t *testing.T) {
	file := syntax.Parse("a.prisma", walked)
	for at, want := range map[string]string{
		"id Int":   "File Block Field",
		"Int @id":  "File Block Field FieldType",
		"x\"]":     "File Block Field Attribute Arguments Argument Call Arguments Argument Array String",
		"v }":      "File Block Field Attribute Arguments Argument Call Arguments Argument Object Entry Path",
		"a\") ///": "File Block BlockAttribute Arguments Argument String",
		"B\")":     "File Block Property Call Arguments Argument String",
		"/ top":    "File CommentBlock Comment",
	} {
		var kinds []string
		for _, n := range file.At(token.Pos(strings.Index(walked, at))) {
			kinds = append(kinds, kind(n))
		}
		assert.Equal(t, want, strings.Join(kinds, " "), at)
	}
}

// TestNodesLieInTheirParents: but for a comment behind a member, which is on its
// line and not in its span.
func TestNodesLieInTheirParents(t *testing.T) {
	files := corpus.Schemas(t, "../testdata/format")
	require.NotEmpty(t, files)
	for name, text := range files {
		file := syntax.Parse(name, text)
		last := token.Pos(0)
		syntax.Walk(file, func(n syntax.Node) bool {
			span := n.Pos()
			require.LessOrEqual(t, last, span.Start, "%s: %s out of order", name, kind(n))
			last = span.Start
			path := file.At(span.Start)
			for i := 1; i < len(path); i++ {
				if _, comment := path[i].(*syntax.Comment); comment {
					continue
				}
				require.True(t, path[i-1].Pos().Contains(path[i].Pos()), "%s: %s in %s", name, kind(path[i]), kind(path[i-1]))
			}
			return true
		})
	}
}
