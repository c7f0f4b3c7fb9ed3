package prismaconfig

import (
	"strings"
	"unicode/utf8"
)

type kind uint8

const (
	end      kind = iota
	word          // identifiers and keywords
	text          // a string or a template without holes; token.value is what it says
	template      // a template with holes; token.parts holds them
	number
	mark // punctuation, one token each, except the few of several characters
	other
)

type token struct {
	kind  kind
	src   string
	value string
	parts []part // of a template
	line  int
	fresh bool // a line end stands before it
}

// part is a piece of a template: text, or the source of a hole.
type part struct {
	text string
	hole []token
}

// scanner splits TypeScript into tokens. It knows strings, templates,
// comments and regular expressions well enough never to mistake one for code.
type scanner struct {
	src  string
	pos  int
	line int
}

func scan(src string) []token {
	s := scanner{src: strings.TrimPrefix(src, "\uFEFF"), line: 1}
	return s.until("")
}

// until scans up to an unmatched closing mark, or to the end.
func (s *scanner) until(closing string) []token {
	var tokens []token
	depth := 0
	for {
		fresh := s.skip()
		if s.pos >= len(s.src) {
			return tokens
		}
		t := s.one(tokens)
		t.fresh = fresh
		if t.kind == mark && closing == "}" {
			switch t.src {
			case "{":
				depth++
			case "}":
				if depth == 0 {
					return tokens
				}
				depth--
			}
		}
		tokens = append(tokens, t)
	}
}

// skip steps over blanks and comments and reports whether a line ended.
func (s *scanner) skip() (fresh bool) {
	for s.pos < len(s.src) {
		rest := s.src[s.pos:]
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case strings.HasPrefix(rest, "//") || s.pos == 0 && strings.HasPrefix(rest, "#!"):
			size = strings.IndexByte(rest, '\n')
			if size < 0 {
				size = len(rest)
			}
		case strings.HasPrefix(rest, "/*"):
			if i := strings.Index(rest[2:], "*/"); i >= 0 {
				size = i + 4
			} else {
				size = len(rest)
			}
		case r == '\n' || r == '\r' || r == ' ' || r == '\t' || r == '\f' || r == '\v' || r == 0xA0 || r == 0xFEFF || r == 0x2028 || r == 0x2029:
		default:
			return fresh
		}
		lines := strings.Count(rest[:size], "\n")
		s.line += lines
		fresh = fresh || lines > 0
		s.pos += size
	}
	return fresh
}

func (s *scanner) one(before []token) token {
	t := token{line: s.line}
	start := s.pos
	c := s.src[s.pos]
	switch {
	case c == '"' || c == '\'':
		t.kind, t.value = text, s.quoted(c)
	case c == '`':
		s.template(&t)
	case isWordByte(c):
		t.kind = word
		if c >= '0' && c <= '9' {
			t.kind = number
		}
		for s.pos < len(s.src) && isWordByte(s.src[s.pos]) {
			s.pos++
		}
	case c == '/' && regexpMayStart(before):
		t.kind = other
		s.regexp()
	default:
		t.kind = mark
		s.pos++
		for _, m := range []string{"...", "=>", "??", "||", "&&", "?.", "===", "!==", "==", "!="} {
			if strings.HasPrefix(s.src[start:], m) {
				s.pos = start + len(m)
				break
			}
		}
	}
	t.src = s.src[start:s.pos]
	return t
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= utf8.RuneSelf
}

// regexpMayStart: a slash divides only behind something that has a value.
func regexpMayStart(before []token) bool {
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	switch last.kind {
	case word:
		return last.src == "return" || last.src == "typeof" || last.src == "case"
	case mark:
		return last.src != ")" && last.src != "]" && last.src != "}"
	}
	return false
}

func (s *scanner) regexp() {
	class := false
	for s.pos++; s.pos < len(s.src) && s.src[s.pos] != '\n'; s.pos++ {
		switch s.src[s.pos] {
		case '\\':
			s.pos++
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if !class {
				s.pos++
				return
			}
		}
	}
	s.pos = min(s.pos, len(s.src))
}

// quoted reads a string; an unclosed one ends with its line.
func (s *scanner) quoted(quote byte) string {
	var b strings.Builder
	for s.pos++; s.pos < len(s.src) && s.src[s.pos] != '\n'; {
		if s.src[s.pos] == quote {
			s.pos++
			break
		}
		b.WriteString(s.char())
	}
	return b.String()
}

// char reads one character of a string, escapes resolved.
func (s *scanner) char() string {
	if s.src[s.pos] != '\\' || s.pos+1 == len(s.src) {
		_, size := utf8.DecodeRuneInString(s.src[s.pos:])
		s.pos += size
		return s.src[s.pos-size : s.pos]
	}
	_, size := utf8.DecodeRuneInString(s.src[s.pos+1:])
	escaped := s.src[s.pos+1 : s.pos+1+size]
	s.pos += 1 + size
	switch escaped {
	case "n":
		return "\n"
	case "t":
		return "\t"
	case "r":
		return "\r"
	case "\n":
		s.line++
		return ""
	case "u", "x", "0":
		return "\uFFFD" // spelled-out code points do not occur in paths people write
	}
	return escaped
}

func (s *scanner) template(t *token) {
	t.kind = text
	var b strings.Builder
	for s.pos++; s.pos < len(s.src); {
		rest := s.src[s.pos:]
		switch {
		case rest[0] == '`':
			s.pos++
			t.value = b.String()
			t.parts = append(t.parts, part{text: t.value})
			return
		case strings.HasPrefix(rest, "${"):
			s.pos += 2
			t.kind = template
			t.parts = append(t.parts, part{text: b.String()}, part{hole: s.until("}")})
			b.Reset()
		default:
			if rest[0] == '\n' {
				s.line++
			}
			b.WriteString(s.char())
		}
	}
}
