package validate_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// What grows with the square of a schema takes minutes here, what grows with it a second.
func TestManyOfAKindInOneModel(t *testing.T) {
	const n = 50_000
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
		"keys-of-unknown-fields": {"model A {\n  id Int @id\n" + each("  f# Int\n") + each("  @@index([g#])\n") + "}\n", n},
		"fields-of-one-name":     {"model A {\n  id Int @id\n" + each("  f Int\n") + "}\n", n - 1},
		"attributes-of-field":    {"model A {\n  id Int @id " + strings.Repeat("@x ", n) + "\n}\n", n},
		"arguments":              {"model A {\n  id Int @id\n  @@index([id], " + each("x#: 1, ") + ")\n}\n", 64},
		"relations": {"model A {\n  id Int @id\n" + each("  b# B[] @relation(\"r#\")\n") + "}\n\nmodel B {\n  id Int @id\n" +
			each("  k# Int\n  a# A @relation(\"r#\", fields: [k#], references: [id])\n") + "}\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			found := validate.Schema([]*syntax.File{syntax.Parse("a.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n\n"+test.text)}, validate.Options{})
			assert.Less(t, time.Since(start), 20*time.Second)
			assert.Len(t, found, test.want)
		})
	}
}
