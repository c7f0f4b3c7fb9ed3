package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"create-app/psl/token"
)

// class sorts the ASCII characters; anything above is looked at as a rune.
type class uint8

const (
	isNameStart class = 1 << iota // may start a name
	isNamePart                    // may stand in a name
	isBlank
	isLineEnd
	isDigit
	mayBeBlank // a blank, or the first byte of a character that may be one
)

// classes is indexed by byte. It is built once, before anything runs, and never changed.
var classes = func() (t [256]class) {
	for c := '0'; c <= '9'; c++ {
		t[c] = isNameStart | isNamePart | isDigit
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c] = isNameStart | isNamePart
		t[c-'a'+'A'] = isNameStart | isNamePart
	}
	t['_'], t['-'] = isNamePart, isNamePart
	t[' '], t['\t'] = isBlank|mayBeBlank, isBlank|mayBeBlank
	for c := utf8.RuneSelf; c < len(t); c++ {
		t[c] = mayBeBlank
	}
	t['\n'], t['\r'] = isLineEnd, isLineEnd
	return t
}()

// scanner is a place in a source and the symbols that can be read there. Its
// methods move past what they read and stay where they are if it is not there.
type scanner struct {
	src string
	pos token.Pos

	lineFeed, commentEnd, brace finder
}

// finder finds a text and remembers the last answer. Backtracking asks for the
// same again, and a source that lacks the text must not be searched to its end
// from every line.
type finder struct {
	from, at token.Pos // there is none in between
	asked    bool
}

// find returns the place of the next text at or behind pos, or the end of src.
func (f *finder) find(src, text string, pos token.Pos) token.Pos {
	if f.asked && f.from <= pos && pos <= f.at {
		return f.at
	}
	f.from, f.at, f.asked = pos, token.Pos(len(src)), true
	if n := strings.Index(src[pos:], text); n >= 0 {
		f.at = pos + token.Pos(n)
	}
	return f.at
}

func (s *scanner) atEnd() bool { return int(s.pos) >= len(s.src) }

// peek is the byte at the current place, or 0 at the end.
func (s *scanner) peek() byte {
	if int(s.pos) < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

// at reports whether text stands at the current place.
func (s *scanner) at(text string) bool { return strings.HasPrefix(s.src[s.pos:], text) }

// eat moves past c.
func (s *scanner) eat(c byte) bool {
	if int(s.pos) < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// eatText moves past text.
func (s *scanner) eatText(text string) bool {
	if s.at(text) {
		s.pos += token.Pos(len(text))
		return true
	}
	return false
}

// blanks moves past tabs and Unicode space separators.
func (s *scanner) blanks() {
	if int(s.pos) < len(s.src) && classes[s.src[s.pos]]&mayBeBlank != 0 {
		s.someBlanks()
	}
}

// someBlanks is blanks where there is one, or something beyond ASCII.
func (s *scanner) someBlanks() {
	src, i := s.src, int(s.pos)
	for i < len(src) && classes[src[i]]&isBlank != 0 {
		i++
	}
	s.pos = token.Pos(i)
	if i < len(src) && src[i] >= utf8.RuneSelf {
		s.wideBlanks()
	}
}

// wideBlanks is blanks from a character beyond ASCII on.
func (s *scanner) wideBlanks() {
	for !s.atEnd() {
		r, size := utf8.DecodeRuneInString(s.src[s.pos:])
		if r != ' ' && !isBlankRune(r) {
			return
		}
		s.pos += token.Pos(size)
	}
}

func isBlankRune(r rune) bool { return r == '\t' || unicode.Is(unicode.Zs, r) }

// lineEnd moves past "\n", "\r\n" or a lone "\r".
func (s *scanner) lineEnd() bool {
	switch s.peek() {
	case '\n':
		s.pos++
	case '\r':
		s.pos++
		s.eat('\n')
	default:
		return false
	}
	return true
}

// toLineEnd moves to the next line end, or to the end of the source.
func (s *scanner) toLineEnd() {
	end := s.lineFeed.find(s.src, "\n", s.pos)
	if cr := strings.IndexByte(s.src[s.pos:end], '\r'); cr >= 0 {
		end = s.pos + token.Pos(cr)
	}
	s.pos = end
}

// name moves past a name and returns its span; it is empty if there is none.
func (s *scanner) name() token.Span {
	start := s.pos
	if int(s.pos) >= len(s.src) {
		return token.Span{Start: start, End: start}
	}
	if c := s.src[s.pos]; c < utf8.RuneSelf {
		if classes[c]&isNameStart == 0 {
			return token.Span{Start: start, End: start}
		}
		s.pos++
	} else if !s.letter() {
		return token.Span{Start: start, End: start}
	}
	for {
		src, i := s.src, int(s.pos)
		for i < len(src) && classes[src[i]]&isNamePart != 0 {
			i++
		}
		s.pos = token.Pos(i)
		if i == len(src) || src[i] < utf8.RuneSelf || !s.letter() {
			return token.Span{Start: start, End: s.pos}
		}
	}
}

// letter moves past one character that is a letter to Prisma.
func (s *scanner) letter() bool {
	r, size := utf8.DecodeRuneInString(s.src[s.pos:])
	if r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.Is(newLetters, r) {
		return false
	}
	s.pos += token.Pos(size)
	return true
}

// path moves past names joined by dots.
func (s *scanner) path() token.Span {
	first := s.name()
	if first.Len() == 0 {
		return first
	}
	return s.pathFrom(first)
}

// pathFrom is path behind its first name.
func (s *scanner) pathFrom(first token.Span) token.Span {
	for s.eat('.') {
		s.name()
	}
	return token.Span{Start: first.Start, End: s.pos}
}

// number moves past an integer or a decimal.
func (s *scanner) number() bool {
	start := s.pos
	s.eat('-')
	if !s.digits() {
		s.pos = start
		return false
	}
	point := s.pos
	if s.eat('.') && !s.digits() {
		s.pos = point
	}
	return true
}

func (s *scanner) digits() bool {
	start := s.pos
	for int(s.pos) < len(s.src) && classes[s.src[s.pos]]&isDigit != 0 {
		s.pos++
	}
	return s.pos > start
}

// quoted moves past a string, and reports whether it holds an escape.
func (s *scanner) quoted() (found, escaped bool) {
	if s.peek() != '"' {
		return false, false
	}
	for i := int(s.pos) + 1; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == '"':
			s.pos = token.Pos(i + 1)
			return true, escaped
		case c < ' ':
			return false, false
		case c == '\\':
			escaped = true
			i++ // whatever stands behind it, a line end included
		}
	}
	return false, false
}

// comment moves past one comment; a line comment ends before its line end.
func (s *scanner) comment() (Comment, bool) {
	start := s.pos
	if !s.eat('/') {
		return Comment{}, false
	}
	switch {
	case s.eat('/'):
		kind := LineComment
		if s.peek() == '/' {
			kind = DocComment
		}
		s.toLineEnd()
		return Comment{token.Span{Start: start, End: s.pos}, kind}, true
	case s.eat('*'):
		if end := s.commentEnd.find(s.src, "*/", s.pos); int(end) < len(s.src) {
			s.pos = end + 2
			return Comment{token.Span{Start: start, End: s.pos}, BlockComment}, true
		}
	}
	s.pos = start
	return Comment{}, false
}
