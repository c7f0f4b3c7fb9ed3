package diag

import (
	"iter"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"create-app/plain"
)

// tabStop is the distance of tab stops in what is shown.
const (
	tabStop = len(blanks)
	blanks  = "    "
)

// cell is what stands in one or more columns of a terminal.
type cell struct {
	text  string
	width int
}

// laidLine is a line of source as it is shown. A line may have thousands of diagnostics and millions of characters: it is
// gone through once, and near to a place when that is asked for.
type laidLine struct {
	text  string
	marks []lineMark
	width int
}

// lineMark is a byte offset at which a cell begins, and its column.
type lineMark struct{ offset, column int }

// markEvery is the distance of marks in bytes.
const markEvery = 256

// layOut goes through a line of source. Tabs become spaces; what a terminal
// would act upon becomes a picture of it.
func layOut(line string) *laidLine {
	l := &laidLine{text: line, marks: []lineMark{{}}}
	for i, r := range line {
		if i-l.marks[len(l.marks)-1].offset >= markEvery {
			l.marks = append(l.marks, lineMark{i, l.width})
		}
		l.width += cellOf(line[i:], r, l.width).width
	}
	return l
}

// cells are those from the last mark on that is not behind what isBehind says of.
func (l *laidLine) cells(isBehind func(lineMark) bool) iter.Seq2[lineMark, cell] {
	at := l.marks[max(0, sort.Search(len(l.marks), func(i int) bool { return isBehind(l.marks[i]) })-1)]
	return func(yield func(lineMark, cell) bool) {
		column := at.column
		for i, r := range l.text[at.offset:] {
			c := cellOf(l.text[at.offset+i:], r, column)
			if !yield(lineMark{at.offset + i, column}, c) {
				return
			}
			column += c.width
		}
	}
}

// column is where the first cell at or behind a byte offset begins.
func (l *laidLine) column(offset int) int {
	for at := range l.cells(func(m lineMark) bool { return m.offset > offset }) {
		if at.offset >= offset {
			return at.column
		}
	}
	return l.width
}

// crop is the part of the line around the columns from … to that has room for,
// with "…" for what is left out, and these columns in it.
func (l *laidLine) crop(from, to, room int) (kept string, start, end int) {
	var b strings.Builder
	if l.width <= room {
		for _, c := range l.cells(func(m lineMark) bool { return m.offset > 0 }) {
			b.WriteString(c.text)
		}
		return b.String(), from, min(to, max(room, from+1))
	}
	skip, used := 0, 0 // columns left out at the start, and taken
	if to > room-1 {
		skip = max(0, min(from-room/4, to-room+2))
	}
	first := 0 // the column that the first cell reaches
	if skip > 0 {
		b.WriteString("…")
		used, first = 1, skip+2
	}
	for at, c := range l.cells(func(m lineMark) bool { return m.column >= first }) {
		if at.column+c.width < first {
			continue
		}
		if used+c.width > room-1 {
			b.WriteString("…")
			used++
			break
		}
		b.WriteString(c.text)
		used += c.width
	}
	from = min(max(from-skip, 0), used)
	return b.String(), from, min(max(to-skip, from), used)
}

// cellOf is the cell of the character that rest begins with.
func cellOf(rest string, r rune, column int) cell {
	switch {
	case r == '\t':
		n := tabStop - column%tabStop
		return cell{blanks[:n], n}
	case plain.IsControl(r), r == utf8.RuneError:
		return cell{plain.Picture(r), runeWidth(r)}
	}
	return cell{rest[:utf8.RuneLen(r)], runeWidth(r)}
}

// displayWidth is the number of columns s takes on a terminal.
func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// runeWidth is the number of columns of r: none for marks that combine with the
// character before, two for the wide characters of East Asia and for emoji.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case plain.IsControl(r):
		return 1
	case r == 0x200b || r == 0x200d || r == 0xfeff || unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide are the characters of East Asian Width W and F, by ranges (UAX #11).
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, {Lo: 0x231a, Hi: 0x231b, Stride: 1}, {Lo: 0x2329, Hi: 0x232a, Stride: 1},
		{Lo: 0x23e9, Hi: 0x23ec, Stride: 1}, {Lo: 0x23f0, Hi: 0x23f3, Stride: 3}, {Lo: 0x25fd, Hi: 0x25fe, Stride: 1},
		{Lo: 0x2614, Hi: 0x2615, Stride: 1}, {Lo: 0x2648, Hi: 0x2653, Stride: 1}, {Lo: 0x267f, Hi: 0x2693, Stride: 20},
		{Lo: 0x26a1, Hi: 0x26a1, Stride: 1}, {Lo: 0x26aa, Hi: 0x26ab, Stride: 1}, {Lo: 0x26bd, Hi: 0x26be, Stride: 1},
		{Lo: 0x26c4, Hi: 0x26c5, Stride: 1}, {Lo: 0x26ce, Hi: 0x26d4, Stride: 6}, {Lo: 0x26ea, Hi: 0x26ea, Stride: 1},
		{Lo: 0x26f2, Hi: 0x26f3, Stride: 1}, {Lo: 0x26f5, Hi: 0x26fa, Stride: 5}, {Lo: 0x26fd, Hi: 0x2705, Stride: 8},
		{Lo: 0x270a, Hi: 0x270b, Stride: 1}, {Lo: 0x2728, Hi: 0x274c, Stride: 36}, {Lo: 0x274e, Hi: 0x274e, Stride: 1},
		{Lo: 0x2753, Hi: 0x2755, Stride: 1}, {Lo: 0x2757, Hi: 0x2757, Stride: 1}, {Lo: 0x2795, Hi: 0x2797, Stride: 1},
		{Lo: 0x27b0, Hi: 0x27bf, Stride: 15}, {Lo: 0x2b1b, Hi: 0x2b1c, Stride: 1}, {Lo: 0x2b50, Hi: 0x2b55, Stride: 5},
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1}, {Lo: 0x3041, Hi: 0x33ff, Stride: 1}, {Lo: 0x3400, Hi: 0x4dbf, Stride: 1},
		{Lo: 0x4e00, Hi: 0xa4cf, Stride: 1}, {Lo: 0xa960, Hi: 0xa97c, Stride: 1}, {Lo: 0xac00, Hi: 0xd7a3, Stride: 1},
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1}, {Lo: 0xfe10, Hi: 0xfe19, Stride: 1}, {Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1}, {Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x16fe0, Hi: 0x18cd5, Stride: 1}, {Lo: 0x1aff0, Hi: 0x1b2fb, Stride: 1}, {Lo: 0x1f004, Hi: 0x1f004, Stride: 1},
		{Lo: 0x1f0cf, Hi: 0x1f0cf, Stride: 1}, {Lo: 0x1f18e, Hi: 0x1f18e, Stride: 1}, {Lo: 0x1f191, Hi: 0x1f19a, Stride: 1},
		{Lo: 0x1f200, Hi: 0x1f320, Stride: 1}, {Lo: 0x1f32d, Hi: 0x1f335, Stride: 1}, {Lo: 0x1f337, Hi: 0x1f37c, Stride: 1},
		{Lo: 0x1f37e, Hi: 0x1f393, Stride: 1}, {Lo: 0x1f3a0, Hi: 0x1f3ca, Stride: 1}, {Lo: 0x1f3cf, Hi: 0x1f3d3, Stride: 1},
		{Lo: 0x1f3e0, Hi: 0x1f3f0, Stride: 1}, {Lo: 0x1f3f4, Hi: 0x1f3f4, Stride: 1}, {Lo: 0x1f3f8, Hi: 0x1f43e, Stride: 1},
		{Lo: 0x1f440, Hi: 0x1f440, Stride: 1}, {Lo: 0x1f442, Hi: 0x1f4fc, Stride: 1}, {Lo: 0x1f4ff, Hi: 0x1f53d, Stride: 1},
		{Lo: 0x1f54b, Hi: 0x1f567, Stride: 1}, {Lo: 0x1f5fb, Hi: 0x1f64f, Stride: 1}, {Lo: 0x1f680, Hi: 0x1f6c5, Stride: 1},
		{Lo: 0x1f6cc, Hi: 0x1f6cc, Stride: 1}, {Lo: 0x1f6d0, Hi: 0x1f6ec, Stride: 1}, {Lo: 0x1f6f4, Hi: 0x1f6fc, Stride: 1},
		{Lo: 0x1f7e0, Hi: 0x1f7f0, Stride: 1}, {Lo: 0x1f90c, Hi: 0x1f9ff, Stride: 1}, {Lo: 0x1fa70, Hi: 0x1faff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}
