package format_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/format"
	"create-app/psl/internal/oracle"
	"create-app/psl/syntax"
)

const corpus = "../testdata/format"

// schemas are the inputs of the corpus, by name. Beside each stands what
// Prisma 7's formatter makes of it.
func schemas(tb testing.TB) map[string]string {
	files, err := filepath.Glob(filepath.Join(corpus, "*.prisma"))
	require.NoError(tb, err)
	texts := make(map[string]string)
	for _, file := range files {
		if !strings.HasSuffix(file, ".formatted.prisma") {
			texts[strings.TrimSuffix(filepath.Base(file), ".prisma")] = read(tb, file)
		}
	}
	require.NotEmpty(tb, texts)
	return texts
}

func read(tb testing.TB, file string) string {
	text, err := os.ReadFile(file)
	require.NoError(tb, err)
	return string(text)
}

func TestSourceOfCorpus(t *testing.T) {
	for name, text := range schemas(t) {
		t.Run(name, func(t *testing.T) {
			want := read(t, filepath.Join(corpus, name+".formatted.prisma"))
			assert.Equal(t, want, format.Source(text))
			assert.Equal(t, want, format.Source(want), "formatted once more")
			assert.Equal(t, want, format.File(syntax.Prisma7, syntax.Parse(name, text)))
		})
	}
}

// The expected outputs are Prisma's word, not ours.
func TestCorpusIsWhatPrismaMakesOfIt(t *testing.T) {
	o := oracle.ForTest(t, 7)
	for name, text := range schemas(t) {
		out, err := o.Format(text)
		require.NoError(t, err)
		file := filepath.Join(corpus, name+".formatted.prisma")
		if os.Getenv("UPDATE_GOLDEN") != "" {
			require.NoError(t, os.WriteFile(file, []byte(out), 0o644))
		}
		assert.Equal(t, out, read(t, file), name)
	}
}

func TestPrisma6HasNoObjectLiterals(t *testing.T) {
	const text = "model A {\n  @@index([a], where: {a:1})\n   longer Int\n}\n"
	assert.Equal(t, "model A {\n  longer Int\n\n  @@index([a], where: { a: 1 })\n}\n", format.Source(text))
	assert.Equal(t, "model A {\n  @@index([a], where: {a:1})\n  longer Int\n}\n", format.SourceAs(syntax.Prisma6, text))
}
