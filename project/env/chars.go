package env

import (
	"strings"
	"unicode/utf8"
)

// isSpace is JavaScript's \s.
func isSpace(r rune) bool {
	switch {
	case r >= '\t' && r <= '\r', r == ' ', r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200A:
		return true
	}
	return r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F || r == 0x3000 || r == 0xFEFF
}

// isLineEnd is what ^, $ and . mean by the end of a line in JavaScript.
func isLineEnd(r rune) bool { return r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 }

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// IsWordByte reports whether a byte may be of a variable's name: it is JavaScript's \w.
func IsWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func isKeyByte(c byte) bool { return IsWordByte(c) || c == '.' || c == '-' }

func skipSpace(s string, p int) int {
	for p < len(s) {
		r, size := utf8.DecodeRuneInString(s[p:])
		if !isSpace(r) {
			return p
		}
		p += size
	}
	return p
}

func indexLineEnd(s string) int { return strings.IndexFunc(s, isLineEnd) }

func endsWithLineEnd(s string) bool {
	r, size := utf8.DecodeLastRuneInString(s)
	return size > 0 && isLineEnd(r)
}

// replaceFirst is String.prototype.replace with a string pattern: the first
// occurrence goes, and $$, $&, $` and $' in the replacement have a meaning.
func replaceFirst(s, old, with string) string {
	i := strings.Index(s, old)
	if i < 0 {
		return s
	}
	before, after := s[:i], s[i+len(old):]
	var b strings.Builder
	b.WriteString(before)
	for j := 0; j < len(with); j++ {
		next := byte(0)
		if with[j] == '$' && j+1 < len(with) {
			next = with[j+1]
		}
		switch next {
		case '$':
			b.WriteByte('$')
		case '&':
			b.WriteString(old)
		case '`':
			b.WriteString(before)
		case '\'':
			b.WriteString(after)
		default:
			b.WriteByte(with[j])
			continue
		}
		j++
	}
	b.WriteString(after)
	return b.String()
}
