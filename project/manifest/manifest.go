// Package manifest reads and edits package.json without disturbing its layout.
//
// The first call is Parse. Set and Remove give a new File in which nothing but
// the member asked for has changed: indentation, line ends, order and even
// comments, which some package managers allow, stay as they were. New members
// are written as npm writes them, and in their alphabetical place where the
// others stand in that order.
package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tailscale/hujson"
)

// File is a package.json. It does not change.
type File struct {
	bom  string // the byte order mark, if there is one
	src  []byte // the text behind it
	root hujson.Value
}

// Parse reads src, which must be an object.
func Parse(src []byte) (*File, error) {
	bom := ""
	text, marked := bytes.CutPrefix(src, []byte("\ufeff"))
	if marked {
		bom = "\ufeff"
	}
	if !shallow(text) {
		return nil, fmt.Errorf("not JSON that is read here: more than %d levels deep", maxDepth)
	}
	root, err := hujson.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	if _, ok := root.Value.(*hujson.Object); !ok {
		return nil, errors.New("not a JSON object")
	}
	return &File{bom: bom, src: text, root: root}, nil
}

// maxDepth is the limit of encoding/json. The parser calls itself for every level and knows none.
const maxDepth = 10_000

// shallow reports whether brackets, strings and comments left aside, stay within maxDepth. Mistakes in the text are
// for the parser to find.
func shallow(text []byte) bool {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			if depth++; depth > maxDepth {
				return false
			}
		case '}', ']':
			depth--
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '/':
			i = behindComment(text, i)
		}
	}
	return true
}

// behindComment is the last byte of the comment at i, or i if there is none.
func behindComment(text []byte, i int) int {
	closing := ""
	switch {
	case bytes.HasPrefix(text[i:], []byte("//")):
		closing = "\n"
	case bytes.HasPrefix(text[i:], []byte("/*")):
		closing = "*/"
	default:
		return i
	}
	if at := bytes.Index(text[i+2:], []byte(closing)); at >= 0 {
		return i + 2 + at + len(closing) - 1
	}
	return len(text)
}

// Bytes returns the text.
func (f *File) Bytes() []byte { return append([]byte(f.bom), f.src...) }

// Get reads the value at path into value, and reports whether it is there and fits.
func (f *File) Get(value any, path ...string) bool {
	found := f.find(path)
	if found == nil {
		return false
	}
	standard, err := hujson.Standardize(f.src[found.StartOffset:found.EndOffset])
	return err == nil && json.Unmarshal(standard, value) == nil
}

// String is the string at path, or "".
func (f *File) String(path ...string) string {
	var s string
	f.Get(&s, path...)
	return s
}

// Has reports whether something is at path.
func (f *File) Has(path ...string) bool { return f.find(path) != nil }

// Names are the names of the members of the object at path, in their order.
func (f *File) Names(path ...string) []string {
	value := &f.root
	if len(path) > 0 {
		value = f.find(path)
	}
	if value == nil {
		return nil
	}
	object, _ := value.Value.(*hujson.Object)
	if object == nil {
		return nil
	}
	var names []string
	for i := range object.Members {
		names = append(names, nameOf(&object.Members[i]))
	}
	return names
}

// Set gives the member at path a value, making the objects on the way there.
// A value that says the same already keeps its text.
func (f *File) Set(value any, path ...string) (*File, error) { return f.SetBehind(nil, value, path...) }

// SetBehind is Set, and a member that is new stands behind the last of those before that is there.
func (f *File) SetBehind(before []string, value any, path ...string) (*File, error) {
	text, err := f.marshal(value, len(path))
	if err != nil {
		return nil, err
	}
	if old := f.find(path); old != nil {
		if same(f.src[old.StartOffset:old.EndOffset], text) {
			return f, nil
		}
		return f.spliced(old.StartOffset, old.EndOffset, text)
	}
	parent := &f.root
	if len(path) > 1 {
		if parent = f.find(path[:len(path)-1]); parent == nil {
			return f.Set(map[string]any{path[len(path)-1]: value}, path[:len(path)-1]...)
		}
	}
	object, ok := parent.Value.(*hujson.Object)
	if !ok {
		return nil, fmt.Errorf("%s is not an object", strings.Join(path[:len(path)-1], "."))
	}
	return f.add(parent, object, before, path, text)
}

// Remove takes the member at path out; it need not be there.
func (f *File) Remove(path ...string) (*File, error) {
	parent := &f.root
	if len(path) > 1 {
		parent = f.find(path[:len(path)-1])
	}
	if parent == nil {
		return f, nil
	}
	object, ok := parent.Value.(*hujson.Object)
	i := indexOf(object, path[len(path)-1])
	if !ok || i < 0 {
		return f, nil
	}
	members := object.Members
	start, end := f.gapBefore(parent, members, i), members[i].Value.EndOffset
	switch {
	case len(members) == 1:
		start, end = parent.StartOffset+1, parent.EndOffset-1
	case i == 0: // the comma behind it goes
		end = f.gapBefore(parent, members, 1)
		if comma := bytes.IndexByte(f.src[end:members[1].Name.StartOffset], ','); comma >= 0 {
			end += comma + 1
		}
	}
	return f.spliced(start, end, "")
}

// gapBefore is where what stands before member i begins: behind the brace or
// behind the value before.
func (f *File) gapBefore(parent *hujson.Value, members []hujson.ObjectMember, i int) int {
	if i == 0 {
		return parent.StartOffset + 1
	}
	return members[i-1].Value.EndOffset
}

// add inserts a member.
func (f *File) add(parent *hujson.Value, object *hujson.Object, before, path []string, text string) (*File, error) {
	name := path[len(path)-1]
	quoted, err := f.marshal(name, 0)
	if err != nil {
		return nil, err
	}
	member := quoted + ": " + text
	line := f.eol() + strings.Repeat(f.indent(), len(path))
	members := object.Members
	at := placeOf(members, before, name)
	if len(members) > 0 && !bytes.Contains(f.src[parent.StartOffset:members[0].Name.StartOffset], []byte("\n")) {
		line = " " // an object on one line stays on it
	}
	switch {
	case len(members) == 0:
		return f.spliced(parent.StartOffset, parent.EndOffset, "{"+line+member+f.eol()+strings.Repeat(f.indent(), len(path)-1)+"}")
	case at == 0:
		return f.spliced(parent.StartOffset+1, parent.StartOffset+1, line+member+",")
	}
	end := members[at-1].Value.EndOffset
	return f.spliced(end, end, ","+line+member)
}

// placeOf is where name belongs: in alphabetical order if the others are, else behind the last of those before, and else last.
func placeOf(members []hujson.ObjectMember, before []string, name string) int {
	names := make([]string, len(members))
	for i := range members {
		names[i] = nameOf(&members[i])
	}
	if len(names) < 2 || !slices.IsSorted(names) {
		for _, b := range slices.Backward(before) {
			if at := slices.Index(names, b); at >= 0 {
				return at + 1
			}
		}
		return len(names)
	}
	at, _ := slices.BinarySearch(names, name)
	return at
}

func (f *File) spliced(start, end int, text string) (*File, error) {
	return Parse(slices.Concat([]byte(f.bom), f.src[:start], []byte(text), f.src[end:]))
}

func (f *File) find(path []string) *hujson.Value {
	value := &f.root
	for _, name := range path {
		object, ok := value.Value.(*hujson.Object)
		i := indexOf(object, name)
		if !ok || i < 0 {
			return nil
		}
		value = &object.Members[i].Value
	}
	return value
}

// indexOf finds a member; of several of one name the last counts.
func indexOf(object *hujson.Object, name string) int {
	if object == nil {
		return -1
	}
	for i := len(object.Members) - 1; i >= 0; i-- {
		if nameOf(&object.Members[i]) == name {
			return i
		}
	}
	return -1
}

func nameOf(m *hujson.ObjectMember) string {
	name, _ := m.Name.Value.(hujson.Literal)
	return name.String()
}

// marshal is a value as it is written at a depth of the file.
func (f *File) marshal(value any, depth int) (string, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent(strings.Repeat(f.indent(), depth), f.indent())
	if err := enc.Encode(value); err != nil {
		return "", err
	}
	return strings.ReplaceAll(strings.TrimSuffix(out.String(), "\n"), "\n", f.eol()), nil
}

func same(was []byte, now string) bool {
	var a, b bytes.Buffer
	return json.Compact(&a, was) == nil && json.Compact(&b, []byte(now)) == nil && a.String() == b.String()
}

// indent is what the first member is indented with.
func (f *File) indent() string {
	object := f.root.Value.(*hujson.Object)
	if len(object.Members) == 0 {
		return "  "
	}
	at := object.Members[0].Name.StartOffset
	line := bytes.LastIndexByte(f.src[:at], '\n') + 1
	if indent := string(f.src[line:at]); line > 0 && indent != "" && strings.Trim(indent, " \t") == "" {
		return indent
	}
	return "  "
}

func (f *File) eol() string {
	if bytes.Contains(f.src, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}
