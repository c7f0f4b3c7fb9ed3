// Package corpus reads the schemas of psl/testdata, for tests. Beside every
// NAME.prisma stands NAME.formatted.prisma: what Prisma 7's formatter makes of it.
package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
)

// Schemas are the texts in dir, by name, without the expected ones.
func Schemas(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.prisma"))
	require.NoError(tb, err)
	texts := make(map[string]string)
	for _, file := range files {
		if !strings.HasSuffix(file, ".formatted.prisma") {
			texts[strings.TrimSuffix(filepath.Base(file), ".prisma")] = Read(tb, file)
		}
	}
	require.NotEmpty(tb, texts)
	return texts
}

// Read is the text of a file.
func Read(tb testing.TB, file string) string {
	tb.Helper()
	text, err := os.ReadFile(file)
	require.NoError(tb, err)
	return string(text)
}

// Formatted is what Prisma makes of the schema of that name.
func Formatted(tb testing.TB, dir, name string) string {
	tb.Helper()
	return Read(tb, formattedFile(dir, name))
}

func formattedFile(dir, name string) string {
	return filepath.Join(dir, name+".formatted.prisma")
}

// CheckFormatted holds the expected outputs in dir against Prisma: they are its
// word, not ours. With UPDATE_GOLDEN set it writes them first.
func CheckFormatted(t *testing.T, dir string) {
	t.Helper()
	o := oracle.ForTest(t, 7)
	for name, text := range Schemas(t, dir) {
		out, err := o.Format(text)
		require.NoError(t, err)
		if os.Getenv("UPDATE_GOLDEN") != "" {
			require.NoError(t, os.WriteFile(formattedFile(dir, name), []byte(out), 0o644))
		}
		assert.Equal(t, out, Formatted(t, dir, name), name)
	}
}
