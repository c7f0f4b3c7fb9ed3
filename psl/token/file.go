package token

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// File is a named source text with its line table. The name is only ever shown.
// A File is immutable and safe for concurrent use.
type File struct {
	Name string
	Text string

	once  sync.Once
	lines []Pos // offset of the first byte of every line

	counting sync.Once
	counts   []count // for the columns of long lines
}

// count says how many characters stand before an offset at which one begins.
type count struct{ offset, characters int }

// countEvery is the distance of the counts in bytes.
const countEvery = 1 << 12

// NewFile returns a File over text. The text is not copied.
func NewFile(name, text string) *File { return &File{Name: name, Text: text} }

// Position is a place for people: line and column count from 1, the column in
// characters (Unicode code points).
type Position struct{ Line, Column int }

// Slice returns the text of s, without copying it.
func (f *File) Slice(s Span) string { return f.Text[s.Start:s.End] }

// Line returns the number of the line that holds p, from 1. A line ends with
// "\n", as in Prisma's own reports; a lone "\r" does not end one.
func (f *File) Line(p Pos) int {
	f.once.Do(f.index)
	return sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > p })
}

// Position returns the line and the column of p.
func (f *File) Position(p Pos) Position {
	line := f.Line(p)
	start := f.lines[line-1]
	if p-start <= countEvery {
		return Position{Line: line, Column: 1 + utf8.RuneCountInString(f.Text[start:p])}
	}
	return Position{Line: line, Column: 1 + f.characters(int(p)) - f.characters(int(start))}
}

// characters counts those before p. Where many places of one long line are asked for, each costs no more than a few
// kilobytes.
func (f *File) characters(p int) int {
	f.counting.Do(func() {
		f.counts = []count{{}}
		n := 0
		for i := range f.Text {
			if i-f.counts[len(f.counts)-1].offset >= countEvery {
				f.counts = append(f.counts, count{i, n})
			}
			n++
		}
	})
	before := f.counts[sort.Search(len(f.counts), func(i int) bool { return f.counts[i].offset > p })-1]
	return before.characters + utf8.RuneCountInString(f.Text[before.offset:p])
}

// LineSpan returns the span of line n (from 1) without its line end.
func (f *File) LineSpan(n int) Span {
	f.once.Do(f.index)
	start, end := f.lines[n-1], Pos(len(f.Text))
	if n < len(f.lines) {
		end = f.lines[n] - 1
	}
	if end > start && f.Text[end-1] == '\r' {
		end--
	}
	return Span{start, end}
}

// LineCount is the number of lines; a final line end opens one more, empty line.
func (f *File) LineCount() int {
	f.once.Do(f.index)
	return len(f.lines)
}

func (f *File) index() {
	f.lines = make([]Pos, 1, 1+strings.Count(f.Text, "\n"))
	for i := 0; ; {
		n := strings.IndexByte(f.Text[i:], '\n')
		if n < 0 {
			return
		}
		i += n + 1
		f.lines = append(f.lines, Pos(i))
	}
}
