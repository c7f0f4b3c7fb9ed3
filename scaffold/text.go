package scaffold

import (
	"bytes"
	"strings"

	"create-app/project/gitignore"
)

// SameText compares but for line ends, which git may have changed.
func SameText(a, b []byte) bool {
	return bytes.Equal(bytes.ReplaceAll(a, []byte("\r\n"), []byte("\n")), bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
}

// WithIgnored adds the lines of want that text lacks, as far as wanted says so, under a comment if there is one.
func WithIgnored(text, want []byte, comment string, wanted func(line string) bool) []byte {
	var lines []string
	for line := range strings.Lines(string(want)) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && wanted(line) {
			lines = append(lines, line)
		}
	}
	return gitignore.Append(text, comment, lines...)
}
