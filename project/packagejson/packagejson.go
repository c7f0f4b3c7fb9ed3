// Package packagejson changes package.json and leaves every other byte as it
// was: indentation, order, line endings, the final newline, a byte order mark.
//
// The first call is [Parse]; each change returns a new [File], and the same
// file when there is nothing to change, so that doing it twice is doing it
// once. For reading what a project asks for, see package project.
package packagejson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tailscale/hujson"
)

// File is a parsed package.json. It never changes.
type File struct {
	src  []byte // with the byte order mark
	bom  int    // its length
	root hujson.Value
}

// Parse reads a package.json. Comments and trailing commas pass, because some
// tools let them; anything else that is not a JSON object is an error.
func Parse(src []byte) (*File, error) {
	f := &File{src: src}
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		f.bom = 3
	}
	root, err := hujson.Parse(src[f.bom:])
	if err != nil {
		return nil, fmt.Errorf("not valid JSON: %w", err)
	}
	if _, ok := root.Value.(*hujson.Object); !ok {
		return nil, errors.New("not a JSON object")
	}
	f.root = root
	return f, nil
}

// Bytes returns the text. The caller must not change it.
func (f *File) Bytes() []byte { return f.src }

// Lookup returns the value at a path of names, as JSON; ok is false if there is
// none.
func (f *File) Lookup(path ...string) (value json.RawMessage, ok bool) {
	at := &f.root
	for _, name := range path {
		m := member(at, name)
		if m == nil {
			return nil, false
		}
		at = &m.Value
	}
	return f.src[f.bom+at.StartOffset : f.bom+at.EndOffset], true
}

// String returns the string at a path, or "" if there is none.
func (f *File) String(path ...string) string {
	var s string
	if value, ok := f.Lookup(path...); !ok || json.Unmarshal(value, &s) != nil {
		return ""
	}
	return s
}

// SetDependency sets a version in "dependencies" or "devDependencies", in
// alphabetical order as npm writes them. A package that is listed in the other
// section stays there and gets its version there.
func (f *File) SetDependency(section, name, version string) (*File, error) {
	for _, s := range []string{"dependencies", "devDependencies"} {
		if _, ok := f.Lookup(s, name); ok {
			section = s
		}
	}
	return f.set(true, version, section, name)
}

// SetScript sets a script, at the end if it is new.
func (f *File) SetScript(name, command string) (*File, error) {
	return f.set(false, command, "scripts", name)
}

// Set puts a value, anything that encoding/json takes, at a path. Objects on
// the way are made; a new name goes to the end of its object.
func (f *File) Set(value any, path ...string) (*File, error) { return f.set(false, value, path...) }

// Remove takes a name out, and does nothing if it is not there.
func (f *File) Remove(path ...string) (*File, error) {
	parent, depth := f.deepest(path)
	if depth != len(path)-1 || member(parent, path[depth]) == nil {
		return f, nil
	}
	members := parent.Value.(*hujson.Object).Members
	i := slices.IndexFunc(members, func(m hujson.ObjectMember) bool { return nameOf(m) == path[depth] })
	switch {
	case len(members) == 1:
		return f.splice(parent.StartOffset, parent.EndOffset, "{}")
	case i == 0:
		return f.splice(members[0].Name.StartOffset, members[1].Name.StartOffset, "")
	}
	return f.splice(members[i-1].Value.EndOffset, members[i].Value.EndOffset, "")
}

func (f *File) set(sorted bool, value any, path ...string) (*File, error) {
	parent, depth := f.deepest(path)
	if parent == nil {
		return nil, fmt.Errorf("%q is not an object", strings.Join(path[:depth], "."))
	}
	if depth == len(path)-1 {
		if m := member(parent, path[depth]); m != nil {
			return f.replace(&m.Value, value, depth+1)
		}
	}
	for i := len(path) - 1; i > depth; i-- {
		value = map[string]any{path[i]: value}
	}
	return f.insert(parent, depth, sorted && depth == len(path)-1, path[depth], value)
}

// deepest follows a path to the last object that exists, and returns how many
// names lead to it. It returns nil when something else is in the way.
func (f *File) deepest(path []string) (*hujson.Value, int) {
	at := &f.root
	for i, name := range path {
		if _, ok := at.Value.(*hujson.Object); !ok {
			return nil, i
		}
		m := member(at, name)
		if m == nil || i == len(path)-1 {
			return at, i
		}
		at = &m.Value
	}
	return at, len(path) - 1
}

func member(v *hujson.Value, name string) *hujson.ObjectMember {
	o, ok := v.Value.(*hujson.Object)
	if !ok {
		return nil
	}
	for i := range slices.Backward(o.Members) { // the last of two counts
		if nameOf(o.Members[i]) == name {
			return &o.Members[i]
		}
	}
	return nil
}

func nameOf(m hujson.ObjectMember) string { return m.Name.Value.(hujson.Literal).String() }

func (f *File) replace(at *hujson.Value, value any, depth int) (*File, error) {
	old := f.src[f.bom+at.StartOffset : f.bom+at.EndOffset]
	if same(old, value) {
		return f, nil
	}
	text, err := f.render(value, depth)
	if err != nil {
		return nil, err
	}
	return f.splice(at.StartOffset, at.EndOffset, text)
}

// same compares by meaning, so that formatting is no difference.
func same(old []byte, value any) bool {
	standard, err := hujson.Standardize(bytes.Clone(old))
	if err != nil {
		return false
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		return false
	}
	var a, b any
	if json.Unmarshal(standard, &a) != nil || json.Unmarshal(encoded, &b) != nil {
		return false
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// insert adds a member, laid out as its neighbours are.
func (f *File) insert(parent *hujson.Value, depth int, sorted bool, name string, value any) (*File, error) {
	text, err := f.render(value, depth+1)
	if err != nil {
		return nil, err
	}
	key, err := encode(name)
	if err != nil {
		return nil, err
	}
	text = string(key) + ": " + text
	members := parent.Value.(*hujson.Object).Members
	if len(members) == 0 {
		eol, unit := f.lineEnding(), f.indent()
		body := "{" + eol + strings.Repeat(unit, depth+1) + text + eol + strings.Repeat(unit, depth) + "}"
		return f.splice(parent.StartOffset, parent.EndOffset, body)
	}
	if sorted {
		later := slices.IndexFunc(members, func(m hujson.ObjectMember) bool { return nameOf(m) > name })
		if later >= 0 {
			at := members[later].Name.StartOffset
			return f.splice(at, at, text+","+f.gap(members[later]))
		}
	}
	last := members[len(members)-1]
	return f.splice(last.Value.EndOffset, last.Value.EndOffset, ","+f.gap(last)+text)
}

// gap is the white space before a member, without what else stands there.
func (f *File) gap(m hujson.ObjectMember) string {
	before := string(m.Name.BeforeExtra)
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		return f.lineEnding() + strings.TrimLeft(before[i+1:], "\r")
	}
	if strings.TrimSpace(before) == "" && before != "" {
		return before
	}
	return " "
}

// render writes a value; the lines of an object are indented for its depth.
func (f *File) render(value any, depth int) (string, error) {
	text, err := encode(value)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	unit := f.indent()
	if err := json.Indent(&b, text, strings.Repeat(unit, depth), unit); err != nil {
		return "", err
	}
	return strings.ReplaceAll(b.String(), "\n", f.lineEnding()), nil
}

// encode is json.Marshal that leaves &, < and > alone: they occur in scripts.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// splice replaces a span of the text, offsets without the byte order mark.
func (f *File) splice(start, end int, text string) (*File, error) {
	start, end = start+f.bom, end+f.bom
	return Parse(slices.Concat(f.src[:start:start], []byte(text), f.src[end:]))
}

// indent is one level of indentation: that of the first member.
func (f *File) indent() string {
	members := f.root.Value.(*hujson.Object).Members
	if len(members) > 0 {
		before := string(members[0].Name.BeforeExtra)
		if i := strings.LastIndexByte(before, '\n'); i >= 0 && before[i+1:] != "" {
			return before[i+1:]
		}
	}
	return "  "
}

func (f *File) lineEnding() string {
	if bytes.Contains(f.src, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}
