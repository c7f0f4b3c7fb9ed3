package project

import (
	"bytes"
	"regexp"
	"slices"
)

// CreatesClient reports whether a source file makes a PrismaClient.
func CreatesClient(text []byte) bool { return ClientLine(text) > 0 }

// ClientLine is the line on which a source file makes a PrismaClient, under
// whatever name it imports it, or 0. Comments, strings and the text of JSX do
// not count.
func ClientLine(text []byte) int {
	if !mayCreateClient(text) {
		return 0
	}
	code := Code(text)
	names := "PrismaClient"
	for _, m := range clientAlias.FindAllSubmatch(code, -1) {
		names += "|" + regexp.QuoteMeta(string(m[1]))
	}
	made := regexp.MustCompile(`\bnew\s+(?:[\w$]+\s*\.\s*)?(?:` + names + `)(?:[^\w$]|$)`)
	for _, at := range made.FindAllIndex(code, -1) {
		if startsExpression(code[:at[0]]) {
			return 1 + bytes.Count(text[:at[0]], []byte("\n"))
		}
	}
	return 0
}

// sharing is how a module keeps its client over hot reload.
var sharing = regexp.MustCompile(`\bglobal(This)?\b|\b(remember|singleton)\s*\(`)

// SharesClient reports whether a source that makes a PrismaClient keeps it over
// hot reload. It wants the source's [Code].
func SharesClient(code []byte) bool { return sharing.Match(code) }

// SharedClient is the file that makes the app's one PrismaClient: ClientModule,
// else the first source that makes one and shares it, for which all of them are
// read; empty if there is none.
func (p *Project) SharedClient() (string, error) {
	if p.ClientModule != "" {
		return p.ClientModule, nil
	}
	found, err := p.Sources(func(_ string, text []byte) bool { return CreatesClient(text) && SharesClient(Code(text)) })
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Path, nil
}

// clientAlias is another name for the class: in an import, or taken out of what
// was required.
var clientAlias = regexp.MustCompile(`\bPrismaClient\s*(?:\bas\b|:)\s*([\w$]+)`)

// mayCreateClient spares the many files that only mention the type.
func mayCreateClient(text []byte) bool {
	name, behind := []byte("PrismaClient"), text
	for {
		at := bytes.Index(behind, name)
		if at < 0 {
			return false
		}
		before := bytes.TrimRight(text[:len(text)-len(behind)+at], " \t\r\n.")
		behind = behind[at+len(name):]
		after := bytes.TrimLeft(behind, " \t\r\n")
		if bytes.HasPrefix(after, []byte("as")) || bytes.HasPrefix(after, []byte(":")) {
			return true
		}
		if i := bytes.LastIndexAny(before, " \t\r\n"); bytes.HasSuffix(before, []byte("new")) || i > 0 && bytes.HasSuffix(bytes.TrimRight(before[:i], " \t\r\n"), []byte("new")) {
			return true
		}
	}
}

// startsExpression tells code from prose, as in the text of JSX: before an
// expression stands a sign, or one of a few words.
func startsExpression(before []byte) bool {
	before = bytes.TrimRight(before, " \t\r\n")
	word := before[len(bytes.TrimRightFunc(before, isWord)):]
	return len(word) == 0 || slices.Contains([]string{"return", "await", "default", "yield", "throw", "case", "else", "do", "in", "of", "typeof", "void"}, string(word))
}

func isWord(r rune) bool {
	return r == '_' || r == '$' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r > 127
}

// Code is a JavaScript or TypeScript source with blanks in place of its
// comments and of what stands in its strings: every byte keeps its place.
func Code(text []byte) []byte {
	code := bytes.Clone(text)
	for at := 0; at < len(text); {
		rest := text[at:]
		end := at + 1
		switch c := rest[0]; {
		case bytes.HasPrefix(rest, []byte("//")):
			end = at + lengthTo(rest, "\n")
			blank(code[at:end])
		case bytes.HasPrefix(rest, []byte("/*")):
			end = min(at+2+lengthTo(rest[2:], "*/")+2, len(text))
			blank(code[at:end])
		case c == '"' || c == '\'' || c == '`':
			end = at + stringLength(rest)
			blank(code[at+1 : max(at+1, end-1)])
		}
		at = end
	}
	return code
}

func blank(code []byte) {
	for i, c := range code {
		if c != '\n' && c != '\r' {
			code[i] = ' '
		}
	}
}

func lengthTo(text []byte, end string) int {
	if at := bytes.Index(text, []byte(end)); at >= 0 {
		return at
	}
	return len(text)
}

// stringLength is the length of the string that text begins with. One that is
// not closed on its line is an apostrophe.
func stringLength(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case text[i] == text[0]:
			return i + 1
		case text[i] == '\n' && text[0] != '`':
			return 1
		}
	}
	return 1
}
