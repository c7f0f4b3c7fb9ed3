package gitignore

import "strings"

// piece is a part of a pattern that matches by itself.
type piece struct {
	kind  kind
	char  byte              // of a literal
	class func(c byte) bool // of a class
}

type kind uint8

const (
	literal kind = iota
	any1         // ?: a byte of a name
	class        // [a-z]
	star         // *: bytes of a name
	folders      // **/: folders, or none
	all          // ** at the end: everything below
)

// special are the characters by which a pattern is more than a name.
const special = `*?[\`

// compile takes a pattern apart. One that cannot match, such as an open class,
// has no pieces.
func compile(p string) (pieces []piece) {
	pieces = make([]piece, 0, len(p))
	past := false // there was a character that is none of a name
	for i := 0; i < len(p); i++ {
		c, before := p[i], past
		past = past || strings.IndexByte(special, c) >= 0
		switch c {
		case '\\':
			if i++; i == len(p) {
				return nil
			}
			pieces = append(pieces, piece{char: p[i]})
		case '?':
			pieces = append(pieces, piece{kind: any1})
		case '*':
			start := i
			for i+1 < len(p) && p[i+1] == '*' {
				i++
			}
			// Behind plain letters git forgets that something stood before.
			whole := i > start && (start == 0 || p[start-1] == '/' || !before)
			switch {
			case whole && i+1 == len(p):
				pieces = append(pieces, piece{kind: all})
			case whole && p[i+1] == '/':
				i++
				if last := len(pieces) - 1; last < 0 || pieces[last].kind != folders { // twice is as good as once
					pieces = append(pieces, piece{kind: folders})
				}
			default:
				pieces = append(pieces, piece{kind: star})
			}
		case '[':
			in, length := readClass(p[i:])
			if in == nil {
				return nil
			}
			i += length - 1
			pieces = append(pieces, piece{kind: class, class: in})
		default:
			pieces = append(pieces, piece{char: c})
		}
	}
	return pieces
}

// readClass reads [a-z], [!a-z], [[:digit:]]; nil if it does not end.
func readClass(p string) (in func(byte) bool, length int) {
	i := 1
	negative := i < len(p) && (p[i] == '!' || p[i] == '^')
	if negative {
		i++
	}
	var set [256]bool
	for first := true; i < len(p) && (first || p[i] != ']'); first = false {
		if name, length := className(p[i:]); length > 0 {
			for c := range 256 {
				set[c] = set[c] || inNamed(name, byte(c))
			}
			i += length
			continue
		}
		var low, high byte
		if low, i = classChar(p, i); i >= len(p) {
			return nil, 0
		}
		high = low
		if p[i] == '-' && i+1 < len(p) && p[i+1] != ']' {
			high, i = classChar(p, i+1)
		}
		for c := int(low); c <= int(high); c++ {
			set[c] = true
		}
	}
	if i >= len(p) {
		return nil, 0
	}
	return func(c byte) bool { return c != '/' && set[c] != negative }, i + 1
}

// className reads [:digit:]; length is 0 if p does not begin with such a thing. No
// name is longer than those of inNamed, so that no more is looked at.
func className(p string) (name string, length int) {
	const longest = len("[:xdigit:]")
	rest, found := strings.CutPrefix(p[:min(len(p), longest)], "[:")
	if !found {
		return "", 0
	}
	name, _, found = strings.Cut(rest, ":]")
	if !found || strings.Contains(name, "]") {
		return "", 0
	}
	return name, len("[:") + len(name) + len(":]")
}

func classChar(p string, i int) (c byte, next int) {
	if p[i] == '\\' && i+1 < len(p) {
		i++
	}
	return p[i], i + 1
}

func inNamed(name string, c byte) bool {
	lower, upper, digit := 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9'
	switch name {
	case "alpha":
		return lower || upper
	case "lower":
		return lower
	case "upper":
		return upper
	case "digit":
		return digit
	case "alnum":
		return lower || upper || digit
	case "xdigit":
		return digit || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
	case "space":
		return c == ' ' || '\t' <= c && c <= '\r'
	case "blank":
		return c == ' ' || c == '\t'
	case "punct":
		return '!' <= c && c <= '~' && !lower && !upper && !digit
	case "print":
		return ' ' <= c && c <= '~'
	case "graph":
		return '!' <= c && c <= '~'
	case "cntrl":
		return c < ' ' || c == 0x7F
	}
	return false
}

// matches goes over the pieces from the last to the first: at[s] says whether
// those behind match the name from s on. So a hostile pattern costs no more than
// its length times that of the name, and mostly much less: where nothing matches
// any more it ends.
func matches(pieces []piece, name string) bool {
	n := len(name)
	at, next := make([]bool, n+1), make([]bool, n+1)
	at[n] = true
	for i := len(pieces) - 1; i >= 0; i-- {
		at, next = next, at
		matched := false
		later := false // behind a slash that is still to come, the rest matches
		for s := n; s >= 0; s-- {
			inside := s < n
			switch p := pieces[i]; p.kind {
			case literal:
				at[s] = inside && name[s] == p.char && next[s+1]
			case any1:
				at[s] = inside && name[s] != '/' && next[s+1]
			case class:
				at[s] = inside && p.class(name[s]) && next[s+1]
			case star:
				at[s] = next[s] || inside && name[s] != '/' && at[s+1]
			case folders:
				later = later || inside && name[s] == '/' && next[s+1]
				at[s] = next[s] || later
			case all:
				at[s] = true
			}
			matched = matched || at[s]
		}
		if !matched {
			return false
		}
	}
	return at[0]
}
