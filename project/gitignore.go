package project

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"create-app/plain"
)

// IgnorePattern is the line of a .gitignore for one file or folder, by its path from there. A character that has no
// place on a line, or in a terminal, is left open.
func IgnorePattern(path string) string {
	var b strings.Builder
	b.WriteByte('/')
	path = filepath.ToSlash(path)
	for i, r := range path {
		if plain.IsControl(r) {
			b.WriteByte('?')
			continue
		}
		if strings.ContainsRune(`*?[\`, r) || r == ' ' && i == len(path)-1 {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// AppendIgnored adds patterns to the text of a .gitignore that it does not
// have yet, under a comment, with the file's line ending. It returns text
// itself when nothing is missing. A pattern counts as there in any of its
// spellings (generated, /generated, generated/), unless a later line takes it
// out again.
func AppendIgnored(text []byte, comment string, patterns ...string) []byte {
	missing := slices.DeleteFunc(slices.Clone(patterns), func(p string) bool { return ignores(text, p) })
	if len(missing) == 0 {
		return text
	}
	eol := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		eol = "\r\n"
	}
	var b bytes.Buffer
	b.Write(text)
	if len(text) > 0 {
		if !bytes.HasSuffix(text, []byte("\n")) {
			b.WriteString(eol)
		}
		b.WriteString(eol)
	}
	if comment != "" {
		b.WriteString("# " + comment + eol)
	}
	for _, p := range missing {
		b.WriteString(p + eol)
	}
	return b.Bytes()
}

func ignores(text []byte, pattern string) bool {
	plain := func(p string) string { return strings.Trim(p, "/") }
	ignored := false
	for line := range strings.Lines(string(text)) {
		line, negative := strings.CutPrefix(strings.TrimSpace(line), "!")
		if plain(line) == plain(strings.TrimPrefix(pattern, "!")) {
			ignored = negative == strings.HasPrefix(pattern, "!")
		}
	}
	return ignored
}
