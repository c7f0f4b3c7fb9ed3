package scaffold

import (
	"bytes"
	"strings"
)

// SameText compares but for line ends, which git may have changed.
func SameText(a, b []byte) bool {
	return bytes.Equal(bytes.ReplaceAll(a, []byte("\r\n"), []byte("\n")), bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
}

// WithIgnored appends the lines of want that text lacks, as far as wanted says so.
func WithIgnored(text, want []byte, wanted func(line string) bool) []byte {
	have := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		have[strings.TrimSpace(line)] = true
	}
	var missing []string
	for line := range strings.Lines(string(want)) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && !have[line] && wanted(line) {
			missing = append(missing, line)
		}
	}
	if len(missing) == 0 {
		return text
	}
	eol := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		eol = "\r\n"
	}
	out := bytes.Clone(text)
	if len(out) > 0 && !bytes.HasSuffix(out, []byte("\n")) {
		out = append(out, eol...)
	}
	return append(out, strings.Join(missing, eol)+eol...)
}
