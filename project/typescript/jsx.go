package typescript

import "strings"

// startsElement tells the start of an element from the sign for "less", from
// type parameters and from a cast, by what stands around it. Where it errs the
// tags do not fit together, and the text is scanned again without JSX.
func (s *scanner) startsElement() bool {
	if s.value || s.last(";") || s.last("}") {
		return false
	}
	name := tagName(s.text[s.pos+1:])
	rest := s.text[s.pos+1+len(name):]
	if name == "" {
		return strings.HasPrefix(rest, ">")
	}
	trimmed := strings.TrimLeft(rest, " \t\r\n")
	switch {
	case strings.HasPrefix(trimmed, ","), len(trimmed) < len(rest) && strings.HasPrefix(trimmed, "extends "):
		return false // <T,>() => …
	case 'A' <= name[0] && name[0] <= 'Z' && strings.HasPrefix(trimmed, ">("):
		return false // type F = <T>() => …
	}
	return true
}

// tagName is the name that s begins with, dots and dashes included.
func tagName(s string) string {
	n := 0
	for n < len(s) && (isWord(s[n]) || n > 0 && strings.IndexByte(".-:", s[n]) >= 0) {
		n++
	}
	return s[:n]
}

// element begins an element at its "<".
func (s *scanner) element() {
	start := s.pos
	s.pos++
	s.emit(Mark, start)
	s.pushNamed(tag, s.pos, tagName(s.text[s.pos:]))
}

// inTag scans one token of a tag.
func (s *scanner) inTag() {
	s.blanks()
	if s.pos == len(s.text) {
		return
	}
	start, at := s.pos, &s.stack[len(s.stack)-1]
	switch c := s.text[start]; {
	case c == '"' || c == '\'':
		s.pos++
		s.pos = min(s.until(string(c))+1, len(s.text))
		s.emit(String, start)
	case isWord(c):
		s.pos += len(tagName(s.text[start:]))
		s.emit(Word, start)
	case strings.HasPrefix(s.text[start:], "/>"):
		s.pos += 2
		s.emit(Mark, start)
		s.pop()
		s.value = true
	default:
		s.pos++
		s.emit(Mark, start)
		switch {
		case c == '{':
			s.push(embedded)
			s.value = false
		case c == '<':
			at.angles++
		case c == '>' && at.angles > 0:
			at.angles--
		case c == '>' && at.place == tag:
			at.place = children
		case c == '>':
			s.pop() // the closing tag
			s.pop() // the element
			s.value = true
		}
	}
}

// child scans one token between two tags.
func (s *scanner) child() {
	start, rest := s.pos, s.text[s.pos:]
	switch {
	case rest[0] == '{':
		s.pos++
		s.emit(Mark, start)
		s.push(embedded)
		s.value = false
	case strings.HasPrefix(rest, "</"):
		s.pos += 2
		s.emit(Mark, start)
		name, element := tagName(strings.TrimLeft(rest[2:], " \t\r\n")), s.stack[len(s.stack)-1]
		s.misled = name != s.text[element.from:element.to]
		s.push(closing)
	case rest[0] == '<' && len(rest) > 1 && (isWord(rest[1]) || rest[1] == '>'):
		s.element()
	default:
		end := strings.IndexAny(rest[1:], "{<") + 1
		if end == 0 {
			end = len(rest)
		}
		s.pos += end
		if strings.TrimSpace(rest[:end]) != "" {
			s.emit(Text, start)
		}
	}
}
