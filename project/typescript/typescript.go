// Package typescript reads JavaScript and TypeScript, JSX included, as tokens.
//
// The call is [Scan]. It knows strings, templates, comments, regular
// expressions and the text of JSX well enough never to take one of them for
// code, and it knows which bracket closes which. It builds no tree, runs
// nothing, and takes any input: what is not TypeScript gives tokens all the
// same, in time that grows with the length of the text and nothing else.
package typescript

import (
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind is what a token is.
type Kind uint8

// The kinds. Comments and blanks are no tokens.
const (
	None           Kind = iota // behind the last token
	Word                       // a name or a keyword
	String                     // in quotes, or a template without holes
	TemplateStart              // from the backquote to the first ${
	TemplateMiddle             // from } to the next ${
	TemplateEnd                // from } to the backquote
	Number
	Regexp
	Mark // punctuation
	Text // what stands between the tags of JSX
)

// Token is a piece of a source.
type Token struct {
	Kind       Kind
	Fresh      bool  // a line ends before it
	Start, End int32 // offsets of its bytes
	Line       int32 // from 1
	// Close is the index of the token that ends what this one opens: the other
	// bracket, or the next part of a template. It is the number of tokens where
	// nothing does, and 0 for a token that opens nothing.
	Close int32
}

// Source is a text with its tokens.
type Source struct {
	Code   string
	Tokens []Token
}

// IsSource reports whether a file's name says that it holds JavaScript or
// TypeScript.
func IsSource(name string) bool {
	switch filepath.Ext(name) {
	case ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs":
		return true
	}
	return false
}

// IsTyped reports whether a file's name says that it holds TypeScript: what it imports and does not use is left out of what
// runs.
func IsTyped(name string) bool {
	switch filepath.Ext(name) {
	case ".ts", ".tsx", ".mts", ".cts":
		return true
	}
	return false
}

// Scan splits a text into tokens. The file's name says whether it can hold
// JSX, which the endings .ts, .mts and .cts exclude.
func Scan(name, text string) *Source {
	jsx := true
	switch filepath.Ext(name) {
	case ".ts", ".mts", ".cts":
		jsx = false
	}
	s := scanner{text: text, jsx: jsx}
	s.run()
	if s.misled { // what looked like JSX was none
		s = scanner{text: text}
		s.run()
	}
	return &Source{Code: text, Tokens: s.tokens}
}

// At is the token with an index, or one of the kind None.
func (s *Source) At(i int) Token {
	if i < 0 || i >= len(s.Tokens) {
		return Token{}
	}
	return s.Tokens[i]
}

// Src is a token as it is written.
func (s *Source) Src(i int) string {
	t := s.At(i)
	return s.Code[t.Start:t.End]
}

// Is reports whether a token is this word or mark.
func (s *Source) Is(i int, src string) bool {
	t := s.At(i)
	return (t.Kind == Word || t.Kind == Mark) && s.Code[t.Start:t.End] == src
}

// Value is what a string, or a part of a template, says: without its quotes,
// escapes resolved. It is empty for other tokens.
func (s *Source) Value(i int) string {
	src := s.Src(i)
	switch s.At(i).Kind {
	case String:
		src = strings.TrimSuffix(src[1:], src[:1])
	case TemplateStart, TemplateMiddle:
		src = strings.TrimSuffix(src[1:], "${")
	case TemplateEnd:
		src = strings.TrimSuffix(src[1:], "`")
	default:
		return ""
	}
	return unescape(src)
}

// unescape resolves the escapes of a string.
func unescape(s string) string {
	at := strings.IndexByte(s, '\\')
	if at < 0 {
		return s
	}
	var b strings.Builder
	for ; at >= 0 && at+1 < len(s); at = strings.IndexByte(s, '\\') {
		b.WriteString(s[:at])
		said, size := escape(s[at+1:])
		b.WriteString(said)
		s = s[at+1+size:]
	}
	return b.String() + s
}

// escape reads what follows a backslash: what it says, and how long it is.
func escape(s string) (says string, size int) {
	switch s[0] {
	case 'n':
		return "\n", 1
	case 't':
		return "\t", 1
	case 'r':
		return "\r", 1
	case 'b':
		return "\b", 1
	case 'f':
		return "\f", 1
	case 'v':
		return "\v", 1
	case '0':
		return "\x00", 1
	case '\n':
		return "", 1
	case '\r':
		return "", len(s[:1]) + len(s[1:]) - len(strings.TrimPrefix(s[1:], "\n"))
	case 'x':
		if r, ok := hex(s, 1, 3); ok {
			return string(r), 3
		}
	case 'u':
		if end := strings.IndexByte(s[:min(len(s), 9)], '}'); strings.HasPrefix(s, "u{") && end > 0 {
			if r, ok := hex(s, 2, end); ok {
				return string(r), end + 1
			}
		}
		if r, ok := hex(s, 1, 5); ok {
			return string(r), 5
		}
	}
	_, size = utf8.DecodeRuneInString(s)
	return s[:size], size
}

func hex(s string, from, to int) (rune, bool) {
	if to > len(s) {
		return 0, false
	}
	n, err := strconv.ParseUint(s[from:to], 16, 32)
	return rune(n), err == nil
}
