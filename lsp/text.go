package lsp

import (
	"sort"
	"strings"
	"sync/atomic"
	"unicode/utf16"
	"unicode/utf8"

	"create-app/psl/token"
)

// encoding is the unit in which an editor counts columns.
type encoding string

const (
	utf8Encoding  encoding = "utf-8"
	utf16Encoding encoding = "utf-16"
)

// text is a text with its lines. A line ends with "\n", "\r\n" or a lone "\r",
// as the protocol has it.
type text struct {
	string
	starts []int32 // offset of the first byte of every line

	near atomic.Int32 // the line that was asked for last: the next question is often about it, or the one below
}

func newText(s string) *text {
	t := &text{string: s, starts: make([]int32, 1, 1+strings.Count(s, "\n"))}
	if strings.IndexByte(s, '\r') >= 0 {
		for i := range len(s) {
			if s[i] == '\n' || s[i] == '\r' && (i+1 == len(s) || s[i+1] != '\n') {
				t.starts = append(t.starts, int32(i+1))
			}
		}
		return t
	}
	for i := 0; ; {
		n := strings.IndexByte(s[i:], '\n')
		if n < 0 {
			return t
		}
		i += n + 1
		t.starts = append(t.starts, int32(i))
	}
}

// lineEnd is the offset behind the last character of a line, its end not counted.
func (t *text) lineEnd(line int) int {
	end := len(t.string)
	if line+1 < len(t.starts) {
		end = int(t.starts[line+1])
		if end > 0 && t.string[end-1] == '\n' {
			end--
		}
		if end > int(t.starts[line]) && t.string[end-1] == '\r' {
			end--
		}
	}
	return end
}

// offset is where a position is. One behind the end of a line stands for its
// end, one behind the last line for the end of the text, and one inside of a
// character for its beginning.
func (t *text) offset(p position, enc encoding) token.Pos {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.starts):
		return token.Pos(len(t.string))
	}
	at, end := int(t.starts[p.Line]), t.lineEnd(p.Line)
	for units := p.Character; units > 0 && at < end; {
		r, size := utf8.DecodeRuneInString(t.string[at:end])
		if units -= unitsOf(r, size, enc); units < 0 {
			break
		}
		at += size
	}
	return token.Pos(at)
}

// position is the place of an offset.
func (t *text) position(at token.Pos, enc encoding) position {
	at = min(at, token.Pos(len(t.string)))
	line := t.lineOf(int32(at))
	before := t.string[t.starts[line]:at]
	if enc == utf8Encoding {
		return position{line, len(before)}
	}
	units := 0
	for i := 0; i < len(before); {
		if before[i] < utf8.RuneSelf {
			units++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(before[i:])
		units += unitsOf(r, size, enc)
		i += size
	}
	return position{line, units}
}

func (t *text) lineOf(at int32) int {
	near := int(t.near.Load())
	for line := near; line < min(near+3, len(t.starts)) && t.starts[line] <= at; line++ {
		if line+1 == len(t.starts) || t.starts[line+1] > at {
			if line != near {
				t.near.Store(int32(line))
			}
			return line
		}
	}
	line := sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > at }) - 1
	t.near.Store(int32(line))
	return line
}

func unitsOf(r rune, size int, enc encoding) int {
	if enc == utf8Encoding {
		return size
	}
	return max(1, utf16.RuneLen(r))
}

func (t *text) rangeOf(s token.Span, enc encoding) textRange {
	return textRange{t.position(s.Start, enc), t.position(s.End, enc)}
}

func (t *text) span(r textRange, enc encoding) token.Span {
	s := token.Span{Start: t.offset(r.Start, enc), End: t.offset(r.End, enc)}
	if s.End < s.Start {
		s.Start, s.End = s.End, s.Start
	}
	return s
}

// apply makes the changes of an editor, one after the other.
func (t *text) apply(changes []textDocumentContentChangeEvent, enc encoding) *text {
	for _, c := range changes {
		if c.Range == nil {
			t = newText(c.Text)
			continue
		}
		s := t.span(*c.Range, enc)
		t = newText(t.string[:s.Start] + c.Text + t.string[s.End:])
	}
	return t
}
