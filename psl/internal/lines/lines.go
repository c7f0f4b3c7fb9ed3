// Package lines knows where the lines of a text begin, how they end and how
// they are indented, for those who add lines to it.
package lines

import (
	"strings"

	"create-app/psl/token"
)

// Start is where the line that holds p begins. A line holds its own line end.
func Start(text string, p token.Pos) token.Pos {
	if p > 0 && text[p-1] == '\r' && int(p) < len(text) && text[p] == '\n' {
		p--
	}
	return token.Pos(strings.LastIndexAny(text[:p], "\r\n") + 1)
}

// Next is where the line behind the one that holds p begins.
func Next(text string, p token.Pos) token.Pos {
	n := strings.IndexAny(text[p:], "\r\n")
	if n < 0 {
		return token.Pos(len(text))
	}
	p += token.Pos(n + 1)
	if text[p-1] == '\r' && int(p) < len(text) && text[p] == '\n' {
		p++
	}
	return p
}

// End is the line end that most lines of text have.
func End(text string) string {
	if crlf := strings.Count(text, "\r\n"); crlf > 0 && 2*crlf >= strings.Count(text, "\n") {
		return "\r\n"
	}
	return "\n"
}

// IsBlank reports whether the line that begins at p is there and holds nothing.
func IsBlank(text string, p token.Pos) bool {
	end := Next(text, p)
	return end > p && strings.TrimSpace(text[p:end]) == ""
}

// Indent is the indentation of the first line of a block's body that holds something.
func Indent(body string) (indent string, found bool) {
	for line := range strings.SplitSeq(body, "\n") {
		rest := strings.TrimLeft(line, " \t")
		if strings.TrimRight(rest, "\r") == "" || rest[0] == '}' {
			continue
		}
		return line[:len(line)-len(rest)], true
	}
	return "", false
}
