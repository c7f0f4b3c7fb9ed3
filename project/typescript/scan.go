package typescript

import (
	"strings"
	"unicode/utf8"
)

// place is where the scanner is: what an open bracket, template or tag makes
// of the bytes that follow.
type place uint8

const (
	block    place = iota // braces around statements
	object                // braces around a value's parts
	parens                // (
	control               // the parentheses of if, while, for, with
	bracket               // [
	hole                  // ${ of a template
	embedded              // { among JSX
	tag                   // <name …
	closing               // </name …
	children              // between two tags
)

// open is a bracket, template, tag or element that has not ended yet.
type open struct {
	place    place
	index    int32 // of the token that opens it
	from, to int32 // the bytes of the name of the tag or element
	angles   int32 // open < among a tag's own
}

// scanner holds where it is on a stack of its own, so that nesting costs no
// more than the bytes that make it.
type scanner struct {
	text    string
	pos     int
	tokens  []Token
	stack   []open
	jsx     bool
	misled  bool // what was taken for JSX cannot be
	value   bool // the last token ends a value, so that / divides and < compares
	counted int  // up to here, lines are counted
	line    int32
}

func (s *scanner) run() {
	s.line = 1
	if strings.HasPrefix(s.text, "\uFEFF") {
		s.pos = len("\uFEFF")
	}
	if strings.HasPrefix(s.text[s.pos:], "#!") {
		s.pos = s.until("\n")
	}
	s.tokens = make([]Token, 0, len(s.text)/5)
	for s.pos < len(s.text) && !s.misled {
		switch s.top() {
		case children:
			s.child()
		case tag, closing:
			s.inTag()
		default:
			s.code()
		}
	}
	for _, o := range s.stack {
		s.misled = s.misled || o.place == tag || o.place == closing || o.place == children
		s.tokens[o.index].Close = int32(len(s.tokens))
	}
}

func (s *scanner) top() place {
	if len(s.stack) == 0 {
		return block
	}
	return s.stack[len(s.stack)-1].place
}

// emit makes a token of the bytes from start to the position.
func (s *scanner) emit(kind Kind, start int) {
	lines := int32(strings.Count(s.text[s.counted:start], "\n"))
	fresh := lines > 0
	if n := len(s.tokens); n > 0 && fresh {
		fresh = strings.Contains(s.text[s.tokens[n-1].End:start], "\n")
	}
	s.line += lines
	s.counted = start
	s.tokens = append(s.tokens, Token{Kind: kind, Fresh: fresh, Start: int32(start), End: int32(s.pos), Line: s.line})
}

func (s *scanner) push(p place) { s.pushNamed(p, s.pos, "") }

// maxNesting is deeper than any program is. What is deeper, and all behind it, is not read.
const maxNesting = 100_000

// pushNamed opens a tag or an element whose name begins at an offset.
func (s *scanner) pushNamed(p place, at int, name string) {
	if len(s.stack) == maxNesting {
		s.pos, s.tokens[len(s.tokens)-1].Close = len(s.text), int32(len(s.tokens))
		return
	}
	s.stack = append(s.stack, open{place: p, index: int32(len(s.tokens) - 1), from: int32(at), to: int32(at + len(name))})
}

// pop ends what is open with the last token.
func (s *scanner) pop() {
	last := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	s.tokens[last.index].Close = int32(len(s.tokens) - 1)
}

// until is the position of the next end, or that of the end of the text.
func (s *scanner) until(end string) int {
	if i := strings.Index(s.text[s.pos:], end); i >= 0 {
		return s.pos + i
	}
	return len(s.text)
}

// blanks steps over blanks and comments.
func (s *scanner) blanks() {
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == ' ' || '\t' <= c && c <= '\r':
			s.pos++
		case strings.HasPrefix(s.text[s.pos:], "//"):
			s.pos = s.until("\n")
		case strings.HasPrefix(s.text[s.pos:], "/*"):
			s.pos += 2
			s.pos = min(s.until("*/")+2, len(s.text))
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s.text[s.pos:])
			if r != 0xA0 && r != 0xFEFF && r != 0x2028 && r != 0x2029 {
				return
			}
			s.pos += size
		default:
			return
		}
	}
}

// code scans one token of a program.
func (s *scanner) code() {
	s.blanks()
	if s.pos == len(s.text) {
		return
	}
	start, c := s.pos, s.text[s.pos]
	switch {
	case c == '"' || c == '\'':
		s.quoted(c)
		s.emit(String, start)
		s.value = true
	case c == '`':
		s.pos++
		s.template(start, String, TemplateStart)
	case c == '}' && s.top() == hole:
		from := s.stack[len(s.stack)-1].index
		s.stack = s.stack[:len(s.stack)-1]
		s.tokens[from].Close = int32(len(s.tokens))
		s.pos++
		s.template(start, TemplateEnd, TemplateMiddle)
	case '0' <= c && c <= '9':
		for s.pos < len(s.text) && (isWord(s.text[s.pos]) || s.text[s.pos] == '.') {
			s.pos++
		}
		s.emit(Number, start)
		s.value = true
	case isWord(c):
		s.word(start)
	case c == '/' && !s.value:
		s.regexp()
		s.emit(Regexp, start)
		s.value = true
	case c == '<' && s.jsx && s.startsElement():
		s.element()
	default:
		s.mark(start)
	}
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c >= utf8.RuneSelf
}

func (s *scanner) word(start int) {
	for s.pos < len(s.text) && isWord(s.text[s.pos]) {
		s.pos++
	}
	property := s.last(".") || s.last("?.")
	s.emit(Word, start)
	s.value = property || !expectsValue(s.text[start:s.pos])
}

// expectsValue: behind these words an expression begins.
func expectsValue(word string) bool {
	switch word {
	case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "do", "else", "instanceof", "yield", "await", "default", "extends":
		return true
	}
	return false
}

// last reports whether the last token is written so.
func (s *scanner) last(src string) bool {
	n := len(s.tokens)
	return n > 0 && s.text[s.tokens[n-1].Start:s.tokens[n-1].End] == src
}

// mark scans punctuation and keeps the stack of brackets.
func (s *scanner) mark(start int) {
	p := s.opens(start)
	s.pos = start + markLength(s.text[start:])
	s.emit(Mark, start)
	switch c := s.text[start]; c {
	case '(', '[', '{':
		s.push(p)
		s.value = false
	case ')', ']', '}':
		s.closes(c)
	case '!': // behind a value, and where it stands alone, it says that the value is not null
		s.value = s.value && s.pos == start+1 && !s.tokens[len(s.tokens)-1].Fresh
	case '+', '-':
		s.value = s.value && s.pos == start+2 // i++
	default:
		s.value = false
	}
}

// markLength is the length of the punctuation that rest begins with. Signs that
// types can be written with, such as >>, are taken one by one.
func markLength(rest string) int {
	for _, m := range []string{"...", "===", "!==", "??=", "||=", "&&=", "=>", "??", "||", "&&", "==", "!=", "++", "--"} {
		if strings.HasPrefix(rest, m) {
			return len(m)
		}
	}
	if strings.HasPrefix(rest, "?.") && (len(rest) == 2 || rest[2] < '0' || rest[2] > '9') {
		return 2
	}
	return 1
}

// opens says what the bracket at start opens, by what stands before it.
func (s *scanner) opens(start int) place {
	switch s.text[start] {
	case '[':
		return bracket
	case '(':
		for _, word := range []string{"if", "while", "for", "with"} {
			if s.last(word) && s.tokens[len(s.tokens)-1].Kind == Word {
				return control
			}
		}
		return parens
	}
	n := len(s.tokens)
	if s.value || n == 0 {
		return block
	}
	switch s.text[s.tokens[n-1].Start:s.tokens[n-1].End] {
	case ")", ";", "{", "}", "=>", "else", "do", ">":
		return block
	}
	return object
}

func (s *scanner) closes(c byte) {
	if len(s.stack) == 0 {
		s.value = c != '}'
		return
	}
	switch p := s.top(); {
	case c == ')' && (p == parens || p == control):
		s.pop()
		s.value = p == parens
	case c == ']' && p == bracket:
		s.pop()
		s.value = true
	case c == '}' && (p == block || p == object || p == embedded):
		s.pop()
		s.value = p == object
	default: // one too many
		s.value = c != '}'
	}
}

// quoted steps over a string; one that is not closed ends with its line.
func (s *scanner) quoted(quote byte) {
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '\\':
			if s.pos++; s.pos+1 < len(s.text) && s.text[s.pos] == '\r' && s.text[s.pos+1] == '\n' {
				s.pos++
			}
		case quote:
			s.pos++
			return
		case '\n':
			return
		}
	}
	s.pos = len(s.text)
}

// template steps over the text of a template, up to its end or its next hole,
// and makes a token of the one kind or the other.
func (s *scanner) template(start int, whole, cut Kind) {
	for ; s.pos < len(s.text); s.pos++ {
		switch c := s.text[s.pos]; {
		case c == '\\':
			s.pos++
		case c == '`':
			s.pos++
			s.emit(whole, start)
			s.value = true
			return
		case c == '$' && strings.HasPrefix(s.text[s.pos:], "${"):
			s.pos += 2
			s.emit(cut, start)
			s.push(hole)
			s.value = false
			return
		}
	}
	s.pos = len(s.text)
	s.emit(whole, start)
}

// regexp steps over a regular expression; one that is not closed ends with its line.
func (s *scanner) regexp() {
	class := false
	for s.pos++; s.pos < len(s.text) && s.text[s.pos] != '\n'; s.pos++ {
		switch c := s.text[s.pos]; {
		case c == '\\' && s.pos+1 < len(s.text) && s.text[s.pos+1] != '\n':
			s.pos++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			for s.pos++; s.pos < len(s.text) && isWord(s.text[s.pos]); s.pos++ {
			}
			return
		}
	}
}
