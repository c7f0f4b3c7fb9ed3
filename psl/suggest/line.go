package suggest

import "strings"

// kind is what a piece of a line is.
type kind uint8

const (
	word kind = iota + 1
	str
	sign // one of @ @@ . : , ( ) [ ] { } = ? !
)

// piece is a part of a line, from start to end in it.
type piece struct {
	kind       kind
	text       string
	start, end int
	isOpen     bool // of a string: it has no closing quote
}

// pieces are the parts of a line up to a comment. isComment says that there is one.
func pieces(line string) (list []piece, isComment bool) {
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case strings.HasPrefix(line[i:], "//"), strings.HasPrefix(line[i:], "/*"):
			return list, true
		case c == '"':
			end, closed := quoteEnd(line, i)
			list = append(list, piece{str, line[i:end], i, end, !closed})
			i = end
		case isLetter(c):
			end := i
			for end < len(line) && isLetter(line[end]) {
				end++
			}
			list = append(list, piece{word, line[i:end], i, end, false})
			i = end
		case strings.HasPrefix(line[i:], "@@"):
			list = append(list, piece{sign, "@@", i, i + 2, false})
			i += 2
		case strings.IndexByte("@.:,()[]{}=?!", c) >= 0:
			list = append(list, piece{sign, line[i : i+1], i, i + 1, false})
			i++
		default:
			i++
		}
	}
	return list, false
}

func quoteEnd(line string, at int) (end int, closed bool) {
	for i := at + 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		}
	}
	return len(line), false
}

func isLetter(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

// frame is a bracket that is open at the place.
type frame struct {
	sign     string   // ( [ or {
	head     string   // what stands before it: "@relation", "@@index", "uuid", "fields"
	start    int      // of the head
	open     int      // behind the bracket
	named    []string // the arguments that have a name, before and behind the place
	unnamed  int      // how many have none, before the place
	argument string   // the name of the one that the place is in, or ""
	elements []string // the words of a list, before and behind the place
	empty    bool     // nothing stands in the argument yet
	last     string   // the word before the place
	lastAt   int
}

// scene is a line as it is around a place.
type scene struct {
	head       []piece  // what stands before the first attribute: name, type, marks
	attribute  string   // the one that the place is in, with its signs, or ""
	attributes []string // those of the line, with their signs
	stack      []frame
	partial    string // the part of a word right before the place
	path       string // what stands before it with dots, as "db" or "address.city"
	quoted     bool   // the place is inside of a string
	closer     bool   // the string's quote follows the place
	blank      bool   // a blank stands before the place and its partial word
	rest       []piece
}

// look reads a line around a place in it.
func look(line string, at int) (s scene, isComment bool) {
	before, isComment := pieces(line[:at])
	if isComment {
		return s, true
	}
	if n := len(before); n > 0 && before[n-1].kind == str && before[n-1].isOpen {
		s.quoted = true
		s.partial = before[n-1].text[1:]
		before = before[:n-1]
		rest := line[at:]
		if q := strings.IndexByte(rest, '"'); q >= 0 {
			s.closer = true
			s.rest, _ = pieces(rest[q+1:])
		}
	} else {
		if n > 0 && before[n-1].kind == word && before[n-1].end == at {
			s.partial = before[n-1].text
			before = before[:n-1]
		}
		rest := line[at:]
		rest = rest[len(rest)-len(strings.TrimLeftFunc(rest, func(r rune) bool { return r >= 0x80 || isLetter(byte(r)) })):]
		s.rest, _ = pieces(rest)
	}
	start := at - len(s.partial)
	s.blank = start == 0 || line[start-1] == ' ' || line[start-1] == '\t'
	for n := len(before); n > 0 && before[n-1].text == "." && before[n-1].end == start; n = len(before) {
		start = before[n-1].start
		before = before[:n-1]
		if n = len(before); n == 0 || before[n-1].kind != word || before[n-1].end != start {
			break
		}
		s.path = strings.TrimSuffix(before[n-1].text+"."+s.path, ".")
		start = before[n-1].start
		before = before[:n-1]
	}
	s.walk(before)
	s.walkRest()
	return s, false
}

// walk follows the pieces before the place.
func (s *scene) walk(before []piece) {
	naming := false // the next word is an attribute's name
	for i, p := range before {
		top := s.top()
		switch {
		case p.text == "@" || p.text == "@@":
			if top == nil {
				s.attribute, naming = p.text, true
			}
		case naming && (p.kind == word || p.text == "."):
			s.attribute += p.text
			naming = p.text == "." || i+1 < len(before) && before[i+1].text == "."
			if !naming {
				s.attributes = append(s.attributes, s.attribute)
			}
		case top == nil && s.attribute == "" && p.text != "(" && p.text != "[" && p.text != "{":
			s.head = append(s.head, p)
		default:
			s.bracket(before, i)
			naming = false
		}
	}
}

// bracket follows a piece in an attribute's parentheses, or in a value.
func (s *scene) bracket(before []piece, i int) {
	p, top := before[i], s.top()
	switch p.text {
	case "(", "[", "{":
		head, start := s.attribute, p.start
		if i > 0 && before[i-1].kind == word && (top != nil || s.attribute == "") {
			head, start = before[i-1].text, before[i-1].start
		} else if top != nil && p.text != "(" {
			head = top.argument
		}
		s.stack = append(s.stack, frame{sign: p.text, head: head, start: start, open: p.end, empty: true})
		return
	case ")", "]", "}":
		if top != nil {
			s.stack = s.stack[:len(s.stack)-1]
		}
		if s.top() == nil && p.text == ")" && s.attribute != "" {
			s.attribute = "" // what follows is outside of it
			s.head = append(s.head, piece{kind: sign, text: ")"})
		}
		return
	}
	if top == nil {
		return
	}
	switch {
	case p.text == ":":
		top.argument, top.empty = top.last, true
		top.named = append(top.named, top.last)
	case p.text == ",":
		if top.argument == "" {
			top.unnamed++
		}
		if top.last != "" && top.sign == "[" {
			top.elements = append(top.elements, top.last)
		}
		top.argument, top.last, top.empty = "", "", true
	case p.text == ".":
	case p.kind == str:
		top.last, top.empty = strings.Trim(p.text, `"`), false
	default:
		top.last, top.lastAt, top.empty = p.text, p.start, false
	}
}

// walkRest adds what stands behind the place in the same brackets.
func (s *scene) walkRest() {
	depth := 0
	for i, p := range s.rest {
		switch p.text {
		case "(", "[", "{":
			depth++
			continue
		case ")", "]", "}":
			if depth--; depth < 0 && s.top() != nil {
				return
			}
			continue
		}
		top := s.top()
		switch {
		case depth > 0:
		case top == nil:
			if p.text == "@" && i+1 < len(s.rest) {
				s.attributes = append(s.attributes, "@"+s.rest[i+1].text)
			}
		case p.kind == word && i+1 < len(s.rest) && s.rest[i+1].text == ":":
			top.named = append(top.named, p.text)
		case top.sign == "[" && (p.kind == word || p.kind == str):
			top.elements = append(top.elements, strings.Trim(p.text, `"`))
		}
	}
}

func (s *scene) top() *frame {
	if len(s.stack) == 0 {
		return nil
	}
	return &s.stack[len(s.stack)-1]
}
