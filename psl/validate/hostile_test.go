package validate_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// What grows with the square of a schema takes minutes here, what grows with it a second.
func TestManyOfAKindInOneModel(t *testing.T) {
	const n, most = 50_000, syntax.MaxDiagnostics + 1
	each := func(format string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	for name, test := range map[string]struct {
		text string
		want int // findings
	}{
		"compound-keys":          {"model A {\n  id Int @id\n" + each("  f# Int\n") + each("  @@unique([id, f#])\n") + "}\n", 0},
		"keys-of-unknown-fields": {"model A {\n  id Int @id\n" + each("  f# Int\n") + each("  @@index([g#])\n") + "}\n", most},
		"fields-of-one-name":     {"model A {\n  id Int @id\n" + each("  f Int\n") + "}\n", most},
		"attributes-of-field":    {"model A {\n  id Int @id " + strings.Repeat("@x ", n) + "\n}\n", most},
		"arguments":              {"model A {\n  id Int @id\n  @@index([id], " + each("x#: 1, ") + ")\n}\n", 64},
		"relations": {"model A {\n  id Int @id\n" + each("  b# B[] @relation(\"r#\")\n") + "}\n\nmodel B {\n  id Int @id\n" +
			each("  k# Int\n  a# A @relation(\"r#\", fields: [k#], references: [id])\n") + "}\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			found := validate.Schema([]*syntax.File{syntax.Parse("a.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n\n"+test.text)}, validate.Options{})
			assert.Less(t, time.Since(start), 20*time.Second)
			assert.Equal(t, test.want, len(found))
		})
	}
}

// Who reads ten thousand errors has no use for more, and they would take a hundred times the memory of the text. Whether
// a schema is valid does not depend on what is left out.
func TestTooManyFindings(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const n = 20_000
	lines := func(line string) string { return strings.Repeat(line, n) }
	var many strings.Builder
	for i := range n {
		fmt.Fprintf(&many, "model N%d {\n  id Int @id\n  b Nothing\n}\n\n", i)
	}
	for name, text := range map[string]string{
		"lines":  lines("what is this\n"),
		"fields": "model A {\n  id Int @id\n" + lines("  a\n") + "}\n",
		"models": many.String(),
		"types":  "model A {\n  id Int @id\n" + lines("  a Nothing\n") + "}\n",
	} {
		t.Run(name, func(t *testing.T) {
			var lists []diag.List
			for _, processes := range []int{1, 5} {
				runtime.GOMAXPROCS(processes)
				lists = append(lists, validate.Schema([]*syntax.File{syntax.Parse("a.prisma", text)}, validate.Options{}))
			}
			require.Equal(t, syntax.MaxDiagnostics+1, len(lists[0]))
			assert.True(t, assert.ObjectsAreEqual(lists[0], lists[1]), "several at once find the same")
			said := slices.IndexFunc(lists[0], func(d diag.Diagnostic) bool { return d.Code == code.TooManyFindings })
			require.GreaterOrEqual(t, said, 0)
			assert.Equal(t, diag.Error, lists[0][said].Severity)
			assert.Equal(t, "the schema has more than 10000 errors; this one and others are left out", lists[0][said].Message)
		})
	}
}

// A long name is not repeated whole by each of its mistakes.
func TestLongNames(t *testing.T) {
	name := strings.Repeat("ä", 100_000)
	var text strings.Builder
	text.WriteString("model " + name + " {\n  id Int @id\n")
	for i := range 2000 {
		fmt.Fprintf(&text, "  @@index([x%d])\n", i)
	}
	found := validate.Schema([]*syntax.File{syntax.Parse("a.prisma", text.String()+"}\n")}, validate.Options{})
	size := 0
	for _, d := range found {
		size += len(d.Message) + len(d.Help)
		assert.True(t, utf8.ValidString(d.Message))
	}
	assert.Greater(t, len(found), 1000)
	assert.Less(t, size, 20<<20)

	d := diag.Diagnostic{Message: "short", Related: []diag.Related{{Message: name}}, Fix: &diag.Fix{Edits: []diag.Edit{{Text: name}}}}
	kept := d.Shortened()
	assert.Equal(t, "short", kept.Message)
	assert.Nil(t, kept.Fix, "half of a change is none")
	assert.Less(t, len(kept.Related[0].Message), 3000)
	assert.Equal(t, name, d.Related[0].Message, "what was given stays as it is")
}

// Errors count behind any number of warnings.
func TestErrorsBehindManyWarnings(t *testing.T) {
	found := schema.Findings{}
	for range 3 * syntax.MaxDiagnostics {
		found.Report(diag.Diagnostic{Severity: diag.Warning})
	}
	assert.False(t, found.List.HasErrors())
	assert.Equal(t, syntax.MaxDiagnostics+1, len(found.List))
	assert.Equal(t, code.TooManyFindings, found.List[syntax.MaxDiagnostics].Code)
	assert.Equal(t, diag.Warning, found.List[syntax.MaxDiagnostics].Severity)
	found.Report(diag.Diagnostic{Severity: diag.Error})
	assert.True(t, found.List.HasErrors())
	assert.Equal(t, 1, found.Errors())
}
