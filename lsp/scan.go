package lsp

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// An editor may send a whole text with every key. encoding/json goes over it six
// times on its way here, a byte at a time; what follows does eight at a time.

// errNotObject says that a value is JSON, and of another kind than was asked for.
var errNotObject = errors.New("it is no object")

var errNotArray = errors.New("it is no list")

// value is a part of a message, as it is written there.
type value struct {
	json.RawMessage
	at   int       // where in the message
	long *literals // those of the message
}

// literals are the ends of long strings by their starts, in their order: a
// message is gone over once, whatever is asked of it later.
type literals []struct{ start, end int }

// longLiteral is the length from which on a string is kept in mind.
const longLiteral = 1 << 10

// message is a whole message as a value.
func message(body []byte) value { return value{RawMessage: body, long: &literals{}} }

// fields are the members of an object, each value as it is written there. Of
// several with one name the last counts.
func fields(object value) (map[string]value, error) {
	members := map[string]value{}
	x := scannerOf(object)
	return members, x.whole('{', errNotObject, func() error {
		name, err := x.name()
		if err == nil {
			members[name], err = x.value()
		}
		return err
	})
}

// elements are the values in a list, each as it is written there.
func elements(array value) ([]value, error) {
	var list []value
	x := scannerOf(array)
	err := x.whole('[', errNotArray, func() error {
		v, err := x.value()
		list = append(list, v)
		return err
	})
	return list, err
}

// textOf is what a string literal says.
func textOf(literal json.RawMessage) (string, error) {
	if len(literal) < 2 || literal[0] != '"' || !utf8.Valid(literal) {
		return slowTextOf(literal)
	}
	rest := literal[1 : len(literal)-1]
	var out strings.Builder
	out.Grow(len(rest))
	for {
		i := bytes.IndexByte(rest, '\\')
		if i < 0 {
			out.Write(rest)
			return out.String(), nil
		}
		if rest[i+1] == 'u' {
			return slowTextOf(literal) // which knows how codes go together
		}
		out.Write(rest[:i])
		out.WriteByte(escapes[rest[i+1]])
		rest = rest[i+2:]
	}
}

func slowTextOf(literal json.RawMessage) (string, error) {
	var s string
	err := json.Unmarshal(literal, &s)
	return s, err
}

// escapes are the characters that a letter behind "\" stands for, but for "u".
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// maxNesting is how deep values may lie in each other, as in encoding/json.
const maxNesting = 10000

// scanner goes over a text of JSON and holds it against the grammar.
type scanner struct {
	text  []byte
	at    int
	depth int

	origin int       // where in the message the text begins
	long   *literals // those that were seen
	next   int       // the first of them that may lie ahead
}

func scannerOf(v value) scanner {
	x := scanner{text: v.RawMessage, origin: v.at, long: v.long}
	if x.long == nil { // no part of a message
		x.long = &literals{}
	}
	return x
}

// end is where the string that begins here ends, if that is known, else 0.
func (x *scanner) end() int {
	known := *x.long
	for x.next < len(known) && known[x.next].start < x.origin+x.at {
		x.next++
	}
	if x.next < len(known) && known[x.next].start == x.origin+x.at {
		return known[x.next].end - x.origin
	}
	return 0
}

// whole reads a text that is one object or list, as open says, and calls member
// for each thing in it.
func (x *scanner) whole(open byte, otherwise error, member func() error) error {
	if x.peek() != open {
		if json.Valid(x.text) {
			return otherwise
		}
		return x.mistake()
	}
	if err := x.list(member); err != nil {
		return err
	}
	if x.peek() != 0 || x.at < len(x.text) {
		return x.mistake()
	}
	return nil
}

func (x *scanner) mistake() error {
	if x.at >= len(x.text) {
		return errors.New("it ends too early")
	}
	return fmt.Errorf("byte %d, %q, is out of place", x.at, x.text[x.at])
}

// peek is the next byte that is no blank, or 0.
func (x *scanner) peek() byte {
	for ; x.at < len(x.text); x.at++ {
		switch c := x.text[x.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// list reads an object or a list, from its opening bracket on.
func (x *scanner) list(member func() error) error {
	shut := x.text[x.at] + 2 // "}" behind "{", and "]" behind "["
	x.at++
	if x.depth++; x.depth > maxNesting {
		return errors.New("it is nested too deeply")
	}
	defer func() { x.depth-- }()
	if x.peek() == shut {
		x.at++
		return nil
	}
	for {
		if err := member(); err != nil {
			return err
		}
		switch x.peek() {
		case shut:
			x.at++
			return nil
		case ',':
			x.at++
		default:
			return x.mistake()
		}
	}
}

// name reads the name of a member and the colon.
func (x *scanner) name() (string, error) {
	x.peek()
	from := x.at
	if err := x.string(); err != nil {
		return "", err
	}
	name, err := textOf(x.text[from:x.at])
	if err == nil && x.peek() != ':' {
		return "", x.mistake()
	}
	x.at++
	return name, err
}

// value reads a value of any kind.
func (x *scanner) value() (value, error) {
	var err error
	c := x.peek()
	from := x.at
	switch c {
	case '{':
		err = x.list(func() error {
			_, err := x.name()
			if err == nil {
				_, err = x.value()
			}
			return err
		})
	case '[':
		err = x.list(func() error { _, err := x.value(); return err })
	case '"':
		err = x.string()
	default:
		for x.at < len(x.text) && isOfWord(x.text[x.at]) {
			x.at++
		}
		if !json.Valid(x.text[from:x.at]) {
			x.at = from
			err = x.mistake()
		}
	}
	return value{x.text[from:x.at:x.at], x.origin + from, x.long}, err
}

// isOfWord reports whether a byte may be of a number, or of true, false and null.
func isOfWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '.' || c == 'E'
}

// string reads a string.
func (x *scanner) string() error {
	if x.at >= len(x.text) || x.text[x.at] != '"' {
		return x.mistake()
	}
	if end := x.end(); end > 0 {
		x.at = end
		return nil
	}
	start := x.at
	for x.at++; x.at < len(x.text); x.at++ {
		for x.at+8 <= len(x.text) && arePlain(binary.LittleEndian.Uint64(x.text[x.at:])) {
			x.at += 8
		}
		if x.at == len(x.text) {
			break
		}
		switch c := x.text[x.at]; {
		case c == '"':
			x.at++
			if x.at-start >= longLiteral {
				*x.long = append(*x.long, struct{ start, end int }{x.origin + start, x.origin + x.at})
			}
			return nil
		case c < ' ':
			return x.mistake()
		case c == '\\':
			if x.at++; x.at >= len(x.text) || escapes[x.text[x.at]] == 0 && !x.isCode() {
				return x.mistake()
			}
		}
	}
	return x.mistake()
}

// arePlain reports whether none of eight bytes is a quote, a backslash or a
// control character. It may be wrong about bytes behind one that is.
func arePlain(eight uint64) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	quote, slash := eight^(ones*'"'), eight^(ones*'\\')
	return ((eight-ones*' ')&^eight|(quote-ones)&^quote|(slash-ones)&^slash)&tops == 0
}

// isCode reports whether "u0041" or the like comes.
func (x *scanner) isCode() bool {
	if x.text[x.at] != 'u' || x.at+4 >= len(x.text) {
		return false
	}
	for _, c := range x.text[x.at+1 : x.at+5] {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

// decode reads the parameters of didChange.
func (p *didChangeTextDocumentParams) decode(v value) error {
	members, err := fields(v)
	if err != nil {
		return err
	}
	changes, err := elements(members["contentChanges"])
	if err != nil {
		return err
	}
	for _, change := range changes {
		members, err := fields(change)
		if err != nil {
			return err
		}
		var change textDocumentContentChangeEvent
		if change.Text, err = textOf(members["text"].RawMessage); err != nil {
			return err
		}
		if r := members["range"].RawMessage; r != nil {
			if err := json.Unmarshal(r, &change.Range); err != nil {
				return err
			}
		}
		p.ContentChanges = append(p.ContentChanges, change)
	}
	return json.Unmarshal(members["textDocument"].RawMessage, &p.TextDocument)
}
