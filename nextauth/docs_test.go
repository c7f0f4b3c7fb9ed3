package nextauth_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryCodeIsDocumentedAndShown: the codes of the sources, of the
// documentation and of the corpus are the same.
func TestEveryCodeIsDocumentedAndShown(t *testing.T) {
	known := make(map[string]bool)
	for _, file := range []string{"absent.go", "fields.go", "keys.go"} {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?m)^\tcode\w+\s+= "([a-z0-9-]+)"`).FindAllStringSubmatch(string(source), -1) {
			known[m[1]] = true
		}
	}
	require.Greater(t, len(known), 25)
	documentation, err := os.ReadFile("../docs/auth.md")
	require.NoError(t, err)
	documented := make(map[string]bool)
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)` \\|").FindAllStringSubmatch(string(documentation), -1) {
		documented[m[1]] = true
	}
	assert.Equal(t, known, documented)
	shown := make(map[string]bool)
	for _, c := range readCorpus(t) {
		text, err := os.ReadFile(c.path)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?m)^(?:fine|choice|breaks|breaks for some): ([a-z0-9-]+) `).FindAllStringSubmatch(string(text), -1) {
			shown[m[1]] = true
		}
	}
	assert.Equal(t, known, shown)
}
