package diag

import (
	"fmt"
	"io"
	"strings"

	"create-app/plain"
	"create-app/psl/token"
)

// Printer renders diagnostics for people: where, what, the text with the wrong
// part underlined, and what to do.
//
//	schema.prisma:14:8: error: unknown type "Strng"
//	   |
//	14 |   name Strng?
//	   |        ^^^^^
//	   = help: did you mean "String"?
//
// The zero Printer prints without colour and does not fold lines.
type Printer struct {
	// Color adds the escape sequences of ANSI terminals.
	Color bool
	// Width is the number of columns to stay within where words allow it; 0 is no limit.
	Width int
}

// unlimited is how much of a source line is shown where no width is given.
const unlimited = 200

// Print writes the diagnostics of l in the order they have, an empty line between two.
func (p Printer) Print(w io.Writer, l List) error {
	lines := lineCache{}
	for i := range l {
		text := p.render(&l[i], lines)
		if i > 0 {
			text = "\n" + text
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}

// Sprint is Print into a string.
func (p Printer) Sprint(l List) string {
	var b strings.Builder
	_ = p.Print(&b, l) // a strings.Builder does not fail
	return b.String()
}

// page is one diagnostic being rendered.
type page struct {
	Printer
	strings.Builder
	lines  lineCache
	gutter int    // columns of the largest line number
	tint   string // of the severity
}

func (p Printer) render(d *Diagnostic, lines lineCache) string {
	g := &page{Printer: p, lines: lines, tint: red, gutter: digits(lastLine(d.File, d.Span))}
	if d.Severity == Warning {
		g.tint = yellow
	}
	for _, r := range d.Related {
		g.gutter = max(g.gutter, digits(lastLine(r.File, r.Span)))
	}
	pos := d.File.Position(d.Span.Start)
	where := fmt.Sprintf("%s:%d:%d: ", plain.Line(d.File.Name), pos.Line, pos.Column)
	g.fold(g.paint(bold, where)+g.paint(g.tint, d.Severity.String()+": "), where+d.Severity.String()+": ", d.Message, 4)
	g.snippet(d.File, d.Span, '^', "")
	for _, r := range d.Related {
		if r.File != d.File {
			at := r.File.Position(r.Span.Start)
			fmt.Fprintf(g, "%s %s:%d:%d\n", g.paint(blue, strings.Repeat(" ", g.gutter)+"-->"), plain.Line(r.File.Name), at.Line, at.Column)
		}
		g.snippet(r.File, r.Span, '-', r.Message)
	}
	if d.Help != "" {
		lead := strings.Repeat(" ", g.gutter+1)
		g.fold(lead+g.paint(blue, "=")+" "+g.paint(bold, "help: "), lead+"= help: ", d.Help, g.gutter+9)
	}
	return g.String()
}

func lastLine(f *token.File, s token.Span) int { return f.Line(max(s.Start, s.End)) }

func digits(n int) int { return len(fmt.Sprint(n)) }

// snippet shows the lines of a span: all of one or two lines, the first and the
// last of more.
func (g *page) snippet(f *token.File, s token.Span, mark rune, note string) {
	first, last := f.Line(s.Start), f.Line(s.End)
	if s.End > s.Start && f.LineSpan(last).Start == s.End {
		last-- // the span ends with the line end of the line before
	}
	g.bar("")
	g.line(f, first, s, mark, pick(first == last, note))
	if last > first+1 {
		g.bar(" …")
	}
	if last > first {
		g.line(f, last, s, mark, note)
	}
}

func pick(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

func (g *page) bar(text string) {
	g.WriteString(g.paint(blue, strings.Repeat(" ", g.gutter)+" |") + text + "\n")
}

// lineCache holds lines that were laid out for a diagnostic before.
type lineCache map[lineOf]*laidLine

type lineOf struct {
	file *token.File
	line int
}

// of is a line, laid out. A few are kept: the diagnostics of a list are in the
// order of their places.
func (c lineCache) of(f *token.File, n int) *laidLine {
	key := lineOf{f, n}
	if c[key] == nil {
		if len(c) >= 8 {
			clear(c)
		}
		c[key] = layOut(plain.HidePasswords(f.Slice(f.LineSpan(n))))
	}
	return c[key]
}

// line shows one line of a source and underlines the part of it that is in s.
func (g *page) line(f *token.File, n int, s token.Span, mark rune, note string) {
	ls := f.LineSpan(n)
	start, end := max(s.Start, ls.Start), min(s.End, ls.End)
	if start >= ls.Start && n > f.Line(s.Start) {
		start += token.Pos(len(leadingBlanks(f.Slice(token.Span{Start: start, End: ls.End}))))
	}
	start = min(start, ls.End)
	laid := g.lines.of(f, n)
	shown, from, to := laid.crop(laid.column(int(start-ls.Start)), laid.column(int(max(start, end)-ls.Start)), g.room())
	g.WriteString(g.paint(blue, fmt.Sprintf("%*d |", g.gutter, n)))
	if shown = strings.TrimRight(shown, " "); shown != "" {
		g.WriteString(" " + shown)
	}
	marks := strings.Repeat(string(mark), max(1, to-from))
	tint := g.tint
	if mark == '-' {
		tint = blue
	}
	if note != "" {
		note = " " + plain.Line(note)
	}
	g.WriteString("\n")
	g.bar(" " + strings.Repeat(" ", from) + g.paint(tint, marks+note))
}

func leadingBlanks(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " \t"))] }

// room is the number of columns for the text of a source line.
func (g *page) room() int {
	if g.Width == 0 {
		return unlimited
	}
	return max(8, g.Width-g.gutter-3)
}

// fold writes text behind lead, broken between words so as to stay within the
// width; bare is lead without colour.
func (g *page) fold(lead, bare, text string, indent int) {
	g.WriteString(lead)
	column := displayWidth(bare)
	for i, word := range strings.Split(plain.Line(text), " ") {
		w := displayWidth(word)
		switch {
		case i == 0:
		case g.Width > 0 && column+1+w > g.Width:
			g.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			g.WriteByte(' ')
			column++
		}
		g.WriteString(word)
		column += w
	}
	g.WriteByte('\n')
}

const (
	reset  = "\x1b[0m"
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	blue   = "\x1b[34m"
)

func (p Printer) paint(color, text string) string {
	if !p.Color || text == "" {
		return text
	}
	return color + text + reset
}
