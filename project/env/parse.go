package env

import (
	"strings"
	"unicode/utf8"
)

// File is a parsed .env file: the text as it stands, and what dotenv reads in
// it. Printing it with [File.Bytes] gives back the same bytes.
type File struct {
	src     []byte
	Entries []Entry // in file order, duplicates included
}

// Entry is one assignment that dotenv sees.
type Entry struct {
	Key   string
	Value string
	Line  int // where the key stands, from 1

	start, key, end int // bytes: the first word, the key, the end of the value and of a comment on its line
	quote           byte
}

// Parse reads a file as dotenv does. Nothing is an error: what dotenv skips is
// skipped. Prisma 6 (dotenv 16.5.0), Next 16 (16.3.1) and dotenv 17 all read
// with the same pattern.
func Parse(src []byte) *File {
	text, offsets := normalize(src)
	f := &File{src: src}
	m := matcher{text: text}
	line, counted := 1, 0
	for m.next() {
		line += strings.Count(text[counted:m.keyStart], "\n")
		counted = m.keyStart
		f.Entries = append(f.Entries, Entry{
			Key:   m.key,
			Value: unquote(m.raw),
			Line:  line,
			start: int(offsets[m.wordStart]),
			key:   int(offsets[m.keyStart]),
			end:   int(offsets[m.lineEnd()]),
			quote: m.quote(),
		})
	}
	return f
}

// Bytes returns the text of the file. The caller must not change it.
func (f *File) Bytes() []byte { return f.src }

// Lookup returns the entry that counts for a key: the last one.
func (f *File) Lookup(key string) (Entry, bool) {
	for i := len(f.Entries) - 1; i >= 0; i-- {
		if f.Entries[i].Key == key {
			return f.Entries[i], true
		}
	}
	return Entry{}, false
}

// Vars returns the keys in the order in which JavaScript walks them, with the
// value that counts for each.
func (f *File) Vars() Vars {
	var v Vars
	for _, e := range f.Entries {
		v.Set(e.Key, e.Value)
	}
	return v
}

// normalize decodes the bytes and turns CRLF and CR into LF, as dotenv does.
// offsets[i] is where the character of byte i of the text stands in src.
func normalize(src []byte) (text string, offsets []int32) {
	var b strings.Builder
	b.Grow(len(src))
	offsets = make([]int32, 0, len(src)+1)
	put := func(s string, at int) {
		for range len(s) {
			offsets = append(offsets, int32(at))
		}
		b.WriteString(s)
	}
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		switch {
		case r == '\r':
			put("\n", i)
			if i+1 < len(src) && src[i+1] == '\n' {
				size = 2
			}
		case r == utf8.RuneError && size == 1:
			put(string(utf8.RuneError), i)
		default:
			put(string(src[i:i+size]), i)
		}
		i += size
	}
	return b.String(), append(offsets, int32(len(src)))
}

// matcher walks a text as dotenv's LINE pattern does under RegExp.exec. It is
// written out because that pattern relies on line ends and blanks as
// JavaScript knows them (U+2028, U+00A0, U+FEFF), which Go's regexp does not.
type matcher struct {
	text string
	pos  int // where the next search starts

	wordStart, keyStart int // of "export" or the key, of the key
	key, raw            string
	rawStart            int
	end                 int // of the whole match, which may reach into later lines
}

// lineEnd is where the value ends, or the comment behind it on the same line.
func (m *matcher) lineEnd() int {
	end := m.rawStart + len(strings.TrimRightFunc(m.raw, isSpace))
	for p := end; p < len(m.text); {
		r, size := utf8.DecodeRuneInString(m.text[p:])
		switch {
		case r == '#':
			if i := indexLineEnd(m.text[p:]); i >= 0 {
				return p + i
			}
			return len(m.text)
		case isLineEnd(r) || !isSpace(r):
			return end
		}
		p += size
	}
	return end
}

// quote is the quotation mark around the value, or 0.
func (m *matcher) quote() byte {
	if v := strings.TrimFunc(m.raw, isSpace); v != "" && isQuote(v[0]) && stripQuotes(v) != v {
		return v[0]
	}
	return 0
}

func (m *matcher) next() bool {
	for p := m.pos; p <= len(m.text); p++ {
		if p > 0 && !endsWithLineEnd(m.text[:p]) {
			skip := indexLineEnd(m.text[p:])
			if skip < 0 {
				return false
			}
			p += skip
			_, size := utf8.DecodeRuneInString(m.text[p:])
			p += size
		}
		if m.matchAt(p) {
			m.pos = m.end
			return true
		}
		p = max(p, m.wordStart) // blank lines before it lead to the same place
	}
	return false
}

// matchAt matches at the start of a line: blanks, an optional export, a key,
// a separator, an optional value, blanks, an optional comment.
func (m *matcher) matchAt(p int) bool {
	m.wordStart = skipSpace(m.text, p)
	if rest, ok := strings.CutPrefix(m.text[m.wordStart:], "export"); ok {
		at := len(m.text) - len(rest)
		if key := skipSpace(m.text, at); key > at && m.matchKey(key) {
			return true
		}
	}
	return m.matchKey(m.wordStart)
}

func (m *matcher) matchKey(p int) bool {
	q := p
	for q < len(m.text) && isKeyByte(m.text[q]) {
		q++
	}
	if q == p {
		return false
	}
	value, ok := skipSeparator(m.text, q)
	if !ok {
		return false
	}
	m.keyStart, m.key = p, m.text[p:q]
	m.matchValue(value)
	return true
}

// skipSeparator steps over "=" with blanks before it, or ":" with one after.
func skipSeparator(s string, p int) (int, bool) {
	if q := skipSpace(s, p); q < len(s) && s[q] == '=' {
		return q + 1, true
	}
	if p >= len(s) || s[p] != ':' {
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(s[p+1:])
	return p + 1 + size, size > 0 && isSpace(r)
}

// matchValue always succeeds: a quoted value if one closes with nothing but a
// comment behind it, else whatever stands before "#" or the line's end.
func (m *matcher) matchValue(p int) {
	if q := skipSpace(m.text, p); q < len(m.text) && isQuote(m.text[q]) {
		for closing := range closings(m.text, q) {
			if end, ok := tail(m.text, closing+1); ok {
				m.raw, m.rawStart, m.end = m.text[p:closing+1], p, end
				return
			}
		}
	}
	q := len(m.text)
	if i := strings.IndexAny(m.text[p:], "#\n"); i >= 0 {
		q = p + i
	}
	m.raw, m.rawStart = m.text[p:q], p
	m.end, _ = tail(m.text, q)
}

// closings yields where the quote at p may close, in the order in which a
// backtracking pattern tries them: at the first bare quote, then at the
// escaped ones before it, last first.
func closings(s string, p int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		var escaped []int
		for i := p + 1; i < len(s); i++ {
			if s[i] != s[p] {
				continue
			}
			if s[i-1] != '\\' {
				if !yield(i) {
					return
				}
				break
			}
			escaped = append(escaped, i)
		}
		for i := len(escaped) - 1; i >= 0; i-- {
			if !yield(escaped[i]) {
				return
			}
		}
	}
}

// tail matches blanks, an optional comment and a line's end.
func tail(s string, p int) (end int, ok bool) {
	q := skipSpace(s, p)
	switch {
	case q == len(s):
		return q, true
	case s[q] == '#':
		if i := indexLineEnd(s[q:]); i >= 0 {
			return q + i, true
		}
		return len(s), true
	}
	last := -1
	for i, r := range s[p:q] {
		if isLineEnd(r) {
			last = p + i
		}
	}
	return last, last >= 0
}

// unquote does what dotenv does to a value once it is found.
func unquote(raw string) string {
	value := strings.TrimFunc(raw, isSpace)
	if value == "" {
		return ""
	}
	double := value[0] == '"'
	value = stripQuotes(value)
	if double {
		value = strings.ReplaceAll(value, `\n`, "\n")
		value = strings.ReplaceAll(value, `\r`, "\r")
	}
	return value
}

// stripQuotes drops each pair of quotes that opens at a line's start and
// closes at a line's end: dotenv does this with a multi-line pattern, so that
// a value may lose a pair further down.
func stripQuotes(s string) string {
	var b strings.Builder
	unclosed := "" // quotes that close nowhere behind the place where one opened
	for p := 0; p < len(s); {
		if isQuote(s[p]) && !strings.ContainsRune(unclosed, rune(s[p])) && (p == 0 || endsWithLineEnd(s[:p])) {
			if closing := lastClosing(s, p); closing > 0 {
				b.WriteString(s[p+1 : closing])
				p = closing + 1
				continue
			}
			unclosed += s[p : p+1]
		}
		_, size := utf8.DecodeRuneInString(s[p:])
		b.WriteString(s[p : p+size])
		p += size
	}
	return b.String()
}

// lastClosing finds the last quote like the one at p that ends a line, or 0.
func lastClosing(s string, p int) int {
	for i := len(s) - 1; i > p; i-- {
		if s[i] != s[p] {
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i+1:])
		if size == 0 || isLineEnd(r) {
			return i
		}
	}
	return 0
}
