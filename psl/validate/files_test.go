package validate

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/diag"
	"create-app/psl/syntax"
)

// TestFilesSayWhatOneFileSays divides schemas into a file for each block. A
// name looked up in another file than its own would be other words.
func TestFilesSayWhatOneFileSays(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(examples, "*", "*.prisma"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		parts := blockTexts(string(text))
		for _, version := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
			var files []*syntax.File
			for i, part := range parts {
				files = append(files, syntax.ParseAs(version, fmt.Sprintf("%04d", i), part))
			}
			one := []*syntax.File{syntax.ParseAs(version, "one", strings.Join(parts, ""))}
			opts := Options{}
			assert.Equal(t, words(Schema(one, opts)), words(Schema(files, opts)), path)
		}
	}
}

// blockTexts are the blocks of a schema, those of its configuration as one text:
// Prisma looks at these file by file.
func blockTexts(text string) []string {
	f := syntax.Parse("", text)
	parts := []string{""}
	for b := range f.Blocks() {
		block := f.Slice(b.Span) + "\n"
		if b.Kind == syntax.Datasource || b.Kind == syntax.Generator {
			parts[0] += block
		} else {
			parts = append(parts, block)
		}
	}
	return parts
}

// words are what a list says, and not where.
func words(list diag.List) []string {
	all := []string{}
	for _, d := range list {
		fixes := ""
		if d.Fix != nil {
			fixes = fmt.Sprint(d.Fix.Title, len(d.Fix.Edits))
		}
		all = append(all, fmt.Sprintln(d.Code, d.Message, d.Help, fixes))
	}
	slices.Sort(all)
	return all
}
