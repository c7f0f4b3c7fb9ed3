// Package gitignore says what git ignores by the .gitignore files of a
// repository, and adds to one what it lacks.
//
// The calls are [Parse] for one file, [Rules.Ignores] for all that apply to a
// path, and [Append]. What git is told elsewhere, in .git/info/exclude and in
// the user's own settings, is not read, and the index is not asked: a file that
// is tracked is not ignored, whatever the patterns say.
package gitignore

import (
	"bytes"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/plain"
)

// File holds the patterns of one .gitignore, in their order.
type File struct{ patterns []pattern }

// pattern is a line, taken apart.
type pattern struct {
	negative bool   // takes out again what an earlier one ignores
	folders  bool   // matches folders only
	anchored bool   // has a slash: it is a path from the file's folder, and not a name anywhere below
	name     string // what it matches where it has no special characters, and no pieces then
	pieces   []piece
}

// Parse reads a .gitignore. There is no text that is not one.
func Parse(text []byte) File {
	var f File
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\uFEFF")) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if line = trimSpaces(line); line == "" || line[0] == '#' {
			continue
		}
		var p pattern
		line, p.negative = strings.CutPrefix(line, "!")
		line, p.folders = strings.CutSuffix(line, "/")
		p.anchored = strings.Contains(line, "/")
		if line = strings.TrimPrefix(line, "/"); strings.ContainsAny(line, special) {
			p.pieces = compile(line)
		} else {
			p.name = line
		}
		if p.name != "" || len(p.pieces) > 0 {
			f.patterns = append(f.patterns, p)
		}
	}
	return f
}

func (p pattern) matches(subject string) bool {
	if p.pieces == nil {
		return subject == p.name
	}
	return matches(p.pieces, subject)
}

// trimSpaces takes off the spaces at the end that no backslash keeps.
func trimSpaces(line string) string {
	trimmed := strings.TrimRight(line, " ")
	slashes := len(trimmed) - len(strings.TrimRight(trimmed, `\`))
	if slashes%2 == 1 && len(trimmed) < len(line) {
		trimmed += " "
	}
	return trimmed
}

// decide gives the answer of the last pattern that matches name, a path below
// the file's folder; known is false where none does.
func (f File) decide(name string, folder bool) (ignored, known bool) {
	base := path.Base(name)
	for _, p := range slices.Backward(f.patterns) {
		subject := base
		if p.anchored {
			subject = name
		}
		if (folder || !p.folders) && p.matches(subject) {
			return !p.negative, true
		}
	}
	return false, false
}

// Rules are the .gitignore files of a repository by the folders they are in,
// slash separated: "." is the repository's root.
type Rules map[string]File

// Ignores reports whether git ignores a path of the repository, which is
// slash separated. What is in an ignored folder is ignored, and no pattern takes
// it out again.
func (r Rules) Ignores(name string, folder bool) bool {
	name = path.Clean(name)
	for at := 0; at >= 0; {
		end := strings.IndexByte(name[at:], '/')
		part, isFolder := name, folder
		if end >= 0 {
			part, isFolder = name[:at+end], true
		}
		if r.decide(part, isFolder) {
			return true
		}
		if end < 0 {
			break
		}
		at += end + 1
	}
	return false
}

// decide asks the files from the nearest to the root's.
func (r Rules) decide(name string, folder bool) bool {
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if file, found := r[dir]; found {
			if ignored, known := file.decide(strings.TrimPrefix(name, strings.TrimPrefix(dir+"/", "./")), folder); known {
				return ignored
			}
		}
		if dir == "." || dir == "/" {
			return false
		}
	}
}

// Pattern is the line for one file or folder, by its path from the .gitignore. A
// character that has no place on a line, or in a terminal, is left open.
func Pattern(path string) string {
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

// example is a path that a pattern without classes matches.
func example(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\' && i+1 < len(pattern):
			i++
			b.WriteByte(pattern[i])
		case c == '*' || c == '?':
			b.WriteByte('x')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// has reports whether a .gitignore alone sees to what a pattern without classes
// is for.
func has(text []byte, pattern string) bool {
	wanted, negative := strings.CutPrefix(pattern, "!")
	wanted, folder := strings.CutSuffix(strings.TrimPrefix(wanted, "/"), "/")
	rules := Rules{".": Parse(text)}
	name := example(wanted)
	if !negative {
		return rules.Ignores(name, folder)
	}
	_, known := rules["."].decide(name, folder)
	return known && !rules.Ignores(name, folder)
}

// behindLast is the end of the last line that ignores what a negative pattern takes out again, and of the whole text where none does.
func behindLast(text []byte, pattern string) int {
	name, negative := strings.CutPrefix(pattern, "!")
	if !negative {
		return len(text)
	}
	name, folder := strings.CutSuffix(strings.TrimPrefix(name, "/"), "/")
	name = example(name)
	at, found := 0, len(text)
	for line := range bytes.Lines(text) {
		at += len(line)
		if ignored, known := Parse(line).decide(name, folder); known && ignored {
			found = at
		}
	}
	return found
}

// Append adds the patterns that a .gitignore lacks, under a comment if there is
// one, with the file's line ending. What takes a name out again stands right
// behind the line that ignores it. It returns text itself where nothing is
// missing.
func Append(text []byte, comment string, patterns ...string) []byte {
	eol := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		eol = "\r\n"
	}
	b, first := bytes.Clone(text), true
	for _, p := range patterns {
		if has(b, p) { // which an earlier one of ours may have undone, too
			continue
		}
		if at := behindLast(b, p); at < len(b) && b[at-1] == '\n' {
			b = slices.Insert(b, at, []byte(p+eol)...)
			continue
		}
		if first {
			first = false
			if len(b) > 0 && !bytes.HasSuffix(b, []byte("\n")) {
				b = append(b, eol...)
			}
			if comment != "" && len(text) > 0 {
				b = append(b, eol...)
			}
			if comment != "" {
				b = append(b, "# "+comment+eol...)
			}
		}
		b = append(b, p+eol...)
	}
	if len(b) == len(text) {
		return text
	}
	return b
}
