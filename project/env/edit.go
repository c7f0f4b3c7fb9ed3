package env

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// errKept says that an edit was refused because it would have changed what the
// file says otherwise. It comes wrapped with the keys, never with values.
var errKept = errors.New("the edit would change other lines of the file")

// Append adds KEY=value at the end, on a line of its own with the file's line
// ending, under a comment when one is given. A key that the file already sets
// is left as it is, whatever its value: the file comes back unchanged.
func (f *File) Append(key, value, comment string) (*File, error) {
	return f.appendBehind("", key, value, comment)
}

// AppendApart is Append, with an empty line before the comment in a file that has such lines.
func (f *File) AppendApart(key, value, comment string) (*File, error) {
	eol := f.lineEnding()
	text := bytes.ReplaceAll(f.src, []byte("\r\n"), []byte("\n"))
	if comment == "" || !bytes.Contains(text, []byte("\n\n")) || bytes.HasSuffix(text, []byte("\n\n")) {
		eol = ""
	}
	return f.appendBehind(eol, key, value, comment)
}

// appendBehind puts gap between what the file has and what is added.
func (f *File) appendBehind(gap, key, value, comment string) (*File, error) {
	if _, set := f.Lookup(key); set {
		return f, nil
	}
	line, err := assignment(key, value, 0)
	if err != nil {
		return nil, err
	}
	eol := f.lineEnding()
	var b bytes.Buffer
	b.Write(f.src)
	if len(f.src) > 0 && !bytes.HasSuffix(f.src, []byte("\n")) && !bytes.HasSuffix(f.src, []byte("\r")) {
		b.WriteString(eol)
	}
	b.WriteString(gap)
	if comment != "" {
		for c := range strings.SplitSeq(comment, "\n") {
			b.WriteString("# " + c + eol)
		}
	}
	b.WriteString(strings.ReplaceAll(line, "\n", eol) + eol)
	return f.checked(b.Bytes(), key, value)
}

// Replace gives a key a new value and keeps every old line of it as a comment
// above, but for lines that give it none. A comment directly above that says the
// same as the new line, from an earlier Replace, makes way for it. It works like
// Append for a key that is not set, and changes nothing when the file already
// says so.
func (f *File) Replace(key, value string) (*File, error) {
	last, set := f.Lookup(key)
	if !set {
		return f.Append(key, value, "")
	}
	if last.Value == value {
		return f, nil
	}
	line, err := assignment(key, value, last.quote)
	if err != nil {
		return nil, err
	}
	line = string(f.src[last.start:last.key]) + line // "export " stays
	eol := f.lineEnding()
	var b bytes.Buffer
	at := 0
	for _, e := range f.Entries {
		if e.Key != key {
			continue
		}
		above := f.src[at:e.start]
		if e == last {
			above = withComment(above, "# "+line, "")
		}
		b.Write(above)
		if at = e.end; !f.isBare(e) {
			b.WriteString("# " + strings.ReplaceAll(string(f.src[e.start:e.end]), "\n", "\n# "))
			if e == last {
				b.WriteString(eol)
			}
		} else if e != last {
			b.Write(f.src[e.start:e.end])
		}
		if e == last {
			b.WriteString(strings.ReplaceAll(line, "\n", eol))
		}
	}
	b.Write(f.src[at:])
	return f.checked(b.Bytes(), key, value)
}

// Insert adds KEY=value under a comment, set off by an empty line, below the last line of another key; at the end where the
// file does not set that one. A key that is set already is left as it is.
func (f *File) Insert(below, key, value, comment string) (*File, error) {
	at, set := f.Lookup(below)
	if _, there := f.Lookup(key); there || !set {
		return f.Append(key, value, comment)
	}
	line, err := assignment(key, value, 0)
	if err != nil {
		return nil, err
	}
	eol, end := f.lineEnding(), at.end
	if next := bytes.IndexByte(f.src[end:], '\n'); next >= 0 {
		end += next + 1
	} else {
		end = len(f.src)
	}
	text := eol + "# " + comment + eol + line + eol
	if end > 0 && f.src[end-1] != '\n' {
		text = eol + text
	}
	return f.checked(slices.Concat(f.src[:end], []byte(text), f.src[end:]), key, value)
}

// Retire makes comments of the lines of a key, which the file then no longer sets. Lines that give it nothing go, with the
// given comment where it stands directly above and with the empty line before that.
func (f *File) Retire(key, comment string) (*File, error) {
	if _, set := f.Lookup(key); !set {
		return f, nil
	}
	var b bytes.Buffer
	at := 0
	for _, e := range f.Entries {
		if e.Key != key {
			continue
		}
		if !f.isBare(e) {
			b.Write(f.src[at:e.start])
			b.WriteString("# " + strings.ReplaceAll(string(f.src[e.start:e.end]), "\n", "\n# "))
			at = e.end
			continue
		}
		above := f.src[at:e.start]
		if without := withComment(above, "# "+comment, ""); len(without) < len(above) {
			above = without
			if eol := []byte(f.lineEnding()); bytes.HasSuffix(above, append(slices.Clone(eol), eol...)) {
				above = above[:len(above)-len(eol)]
			}
		}
		b.Write(above)
		if at = e.end; bytes.HasPrefix(f.src[at:], []byte(f.lineEnding())) {
			at += len(f.lineEnding())
		}
	}
	b.Write(f.src[at:])
	return Parse(b.Bytes()).agrees(f, "", key, "")
}

// Commented are the values that a key has in comments such as Replace leaves, in
// the order of the file. Values of several lines are left out.
func (f *File) Commented(key string) []string {
	var values []string
	for line := range strings.Lines(string(f.src)) {
		text, isComment := strings.CutPrefix(line, "# ")
		if entry, set := Parse([]byte(text)).Lookup(key); isComment && set {
			values = append(values, entry.Value)
		}
	}
	return values
}

// isBare reports whether an assignment gives the key nothing and says nothing else.
func (f *File) isBare(e Entry) bool {
	return strings.Trim(string(f.src[e.key+len(e.Key):e.end]), " \t=:\"'`") == ""
}

// Recomment changes a line of the comments directly above a key. Without such a
// line the file comes back unchanged.
func (f *File) Recomment(key, from, to string) *File {
	e, set := f.Lookup(key)
	if !set {
		return f
	}
	return Parse(slices.Concat(withComment(f.src[:e.start], from, to), f.src[e.start:]))
}

// withComment puts another line in the place of one of the comments that text
// ends with, or nothing.
func withComment(text []byte, from, to string) []byte {
	lines := slices.Collect(strings.Lines(string(text)))
	for i := len(lines) - 1; i >= 0 && strings.HasPrefix(lines[i], "#"); i-- {
		bare := strings.TrimRight(lines[i], "\r\n")
		if bare != from {
			continue
		}
		if to != "" {
			to += lines[i][len(bare):]
		}
		lines[i] = to
		return []byte(strings.Join(lines, ""))
	}
	return text
}

// assignment is the line for a key, in the given quotes if they serve.
func assignment(key, value string, quote byte) (string, error) {
	for i := range len(key) {
		if !isKeyByte(key[i]) {
			return "", fmt.Errorf("%q cannot be the name of a variable in a .env file", key)
		}
	}
	if key == "" || key == "__proto__" {
		return "", fmt.Errorf("%q cannot be the name of a variable in a .env file", key)
	}
	quoted, err := quoteLike(value, quote)
	if err != nil {
		return "", fmt.Errorf("set %s: %w", key, err)
	}
	return key + "=" + quoted, nil
}

// checked parses an edited text and refuses it unless the key has the value
// and every other key has the one it had: an open quote further up can make a
// harmless looking line part of something else.
func (f *File) checked(edited []byte, key, value string) (*File, error) {
	return Parse(edited).agrees(f, value, key, "")
}

// lineEnding is what most lines end with.
func (f *File) lineEnding() string {
	crlf := bytes.Count(f.src, []byte("\r\n"))
	if lf := bytes.Count(f.src, []byte("\n")); crlf*2 > lf {
		return "\r\n"
	}
	return "\n"
}

// Rename gives every line of a key another name and changes nothing else. A
// name that is taken is an error.
func (f *File) Rename(from, to string) (*File, error) {
	if _, taken := f.Lookup(to); taken {
		return nil, fmt.Errorf("rename %s: %s is set already", from, to)
	}
	value, set := f.Lookup(from)
	if !set {
		return f, nil
	}
	var b bytes.Buffer
	at := 0
	for _, e := range f.Entries {
		if e.Key == from {
			b.Write(f.src[at:e.key])
			b.WriteString(to)
			at = e.key + len(from)
		}
	}
	b.Write(f.src[at:])
	return Parse(b.Bytes()).agrees(f, value.Value, to, from)
}

// agrees is the check of an edited file against the one it came from.
func (f *File) agrees(old *File, value, key, gone string) (*File, error) {
	if e, _ := f.Lookup(key); e.Value != value {
		return nil, fmt.Errorf("set %s: %w", key, errKept)
	}
	before, after := old.Vars(), f.Vars()
	for _, name := range slices.Concat(before.Names(), after.Names()) {
		was, had := before.Lookup(name)
		is, has := after.Lookup(name)
		if name != key && name != gone && (had != has || was != is) {
			return nil, fmt.Errorf("set %s: %w: %s", key, errKept, name)
		}
	}
	return f, nil
}
