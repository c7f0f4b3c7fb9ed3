package syntax

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"create-app/psl/token"
)

// str reads a string and resolves its escapes.
func (p *parser) str() *String {
	start := p.pos
	found, escaped := p.quoted()
	if !found {
		return nil
	}
	s := String{Span: token.Span{Start: start, End: p.pos}}
	s.Value = p.src[start+1 : p.pos-1]
	if escaped {
		s.Value = p.unescape(s.Value, start+1)
	}
	return p.nodes.str.Put(s)
}

// simpleEscape is what a backslash and c stand for, or 0.
func simpleEscape(c byte) byte {
	switch c {
	case '"', '\\', '/':
		return c
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return 0
}

// unescape resolves the escapes of JSON (RFC 8259, section 7) in raw, which
// starts at start. What it cannot resolve is reported and left out.
func (p *parser) unescape(raw string, start token.Pos) string {
	var out strings.Builder
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			n := strings.IndexByte(raw[i:], '\\')
			if n < 0 {
				n = len(raw) - i
			}
			out.WriteString(raw[i : i+n])
			i += n
			continue
		}
		c := raw[i+1]
		if simple := simpleEscape(c); simple != 0 {
			out.WriteByte(simple)
			i += 2
			continue
		}
		if c == 'u' {
			r, n := unicodeEscape(raw[i:])
			if r < 0 {
				at := start + token.Pos(i)
				p.report(invalidUnicodeEscape(token.Span{Start: at, End: at + token.Pos(n)}))
			} else {
				out.WriteRune(r)
			}
			i += n
			continue
		}
		_, size := utf8.DecodeRuneInString(raw[i+1:])
		at := start + token.Pos(i)
		p.report(unknownEscape(token.Span{Start: at, End: at + token.Pos(1+size)}, raw[i:i+1+size]))
		i += 1 + size
	}
	return out.String()
}

// unicodeEscape reads "\uXXXX", or two of them that are a pair of surrogates,
// at the start of s. It returns the character, or -1, and the bytes it took.
func unicodeEscape(s string) (rune, int) {
	first, n := hexEscape(s)
	if n < 6 {
		return -1, max(n, 2)
	}
	if !utf16.IsSurrogate(first) {
		return first, n
	}
	second, m := hexEscape(s[n:])
	if m < 6 {
		return -1, n
	}
	if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
		return r, n + m
	}
	return -1, n + m
}

// hexEscape reads "\u" and up to four hexadecimal digits; n counts the bytes that fit.
func hexEscape(s string) (value rune, n int) {
	if !strings.HasPrefix(s, `\u`) {
		return 0, 0
	}
	for n = 2; n < 6 && n < len(s); n++ {
		digit := strings.IndexByte("0123456789abcdef", s[n]|0x20)
		if digit < 0 || s[n] < '0' {
			return 0, n
		}
		value = value<<4 | rune(digit)
	}
	return value, n
}
