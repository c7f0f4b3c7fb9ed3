package syntax

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"create-app/psl/token"
)

// TestPartsReadLikeTheWhole reads texts that are full of false starts, in parts
// and by one parser.
func TestPartsReadLikeTheWhole(t *testing.T) {
	pieces := []string{
		"model A {\n  id Int @id\n}\n", "\n", "\n\n", "enum E {\n  A\n", "}\n", "/*\n", "*/\n", "/// doc\n", "// note\n",
		"model B {\n  id Int @default(\"\\\n\nmodel C {\")\n}\n", "  text Text\n\n", "broken\n", "type T {\n  /*\n\n  a Int\n", "gadget {\n\nx\n",
	}
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		var b strings.Builder
		for b.Len() < 5*partSize {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
		text := b.String()
		whole := newParser(Prisma7, token.NewFile("x", text))
		var want []Item
		for item := whole.next(); item != nil; item = whole.next() {
			want = append(want, item)
		}
		f := Parse("x", text)
		require.Equal(t, len(want), len(f.Items), "seed %d", seed)
		for i := range want {
			require.Equal(t, want[i], f.Items[i], "seed %d, item %d", seed, i)
		}
		whole.diagnostics.Sort()
		require.Equal(t, len(whole.diagnostics), len(f.Diagnostics), "seed %d", seed)
		for i := range whole.diagnostics {
			require.Equal(t, whole.diagnostics[i].Span, f.Diagnostics[i].Span, "seed %d", seed)
		}
	}
}

// TestMemoryIsUsedAgain reads texts one after the other with one memory, and
// finds what comes of each alone.
func TestMemoryIsUsedAgain(t *testing.T) {
	pieces := []string{
		"model A {\n  id Int @id @default(autoincrement())\n  b String? // note\n  @@index([id, b(sort: Desc)])\n}\n", "\n", "enum E {\n  A @map(\"a\")\n", "}\n", "/// doc\n", "broken\n",
		"datasource db {\n  provider = \"sqlite\"\n  list = [a, 1, x(y: {z: 2})]\n}\n",
	}
	var memory Memory
	r := rand.New(rand.NewSource(1))
	for range 300 {
		var b strings.Builder
		for range r.Intn(200) {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
		version := Version(6 + r.Intn(2))
		want, got := ParseAs(version, "x", b.String()), memory.ParseAs(version, "x", b.String())
		require.Equal(t, want.Items, got.Items)
		require.Equal(t, len(want.Diagnostics), len(got.Diagnostics))
	}
}

func TestSplitFindsParts(t *testing.T) {
	text := strings.Repeat("model A {\n  id Int @id\n}\n\n", 8*partSize/25)
	require.Greater(t, len(split(newParser(Prisma7, token.NewFile("x", text)))), 1)
}
