package lsp

import (
	"context"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"create-app/psl/complete"
	"create-app/psl/format"
	"create-app/psl/token"
)

// formatDocument lays a file out. The relations that it declares are completed
// first, where the settings say so.
func formatDocument(_ context.Context, w *world, p documentFormattingParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	i := slices.Index(a.docs, doc)
	return editsBetween(a.docs[i].text, a.laidOut(w, i), w.encoding), nil
}

// formatRange lays lines of a file out: blanks change there, and nothing else.
func formatRange(_ context.Context, w *world, p documentRangeFormattingParams) (any, error) {
	return w.layOut(p.TextDocument.URI, func(line int) bool { return p.Range.Start.Line <= line && line <= p.Range.End.Line }), nil
}

// formatOnType lays out the block around a line that was ended, or a brace that
// was typed, but for the line that is being typed.
func formatOnType(_ context.Context, w *world, p documentOnTypeFormattingParams) (any, error) {
	at, ok := w.place(p.textDocumentPositionParams)
	if !ok {
		return nil, nil
	}
	i := slices.Index(at.docs, at.doc)
	pos := at.doc.text.offset(p.Position, w.encoding)
	for b := range at.files[i].Blocks() {
		if b.Span.Start <= pos && pos <= b.Span.End {
			r := at.rangeOf(at.files[i].File, b.Span, w.encoding)
			return w.layOut(p.TextDocument.URI, func(line int) bool {
				return r.Start.Line <= line && line <= r.End.Line && (line != p.Position.Line || p.Ch == "}")
			}), nil
		}
	}
	return nil, nil
}

// layOut changes blanks on the lines that in picks. What the layout would move to
// another place stays: half a move would lose text.
func (w *world) layOut(uri string, in func(line int) bool) any {
	a, doc := w.asked(uri)
	if a == nil {
		return nil
	}
	i := slices.Index(a.docs, doc)
	t := a.docs[i].text
	out := withLineEnds(format.File(a.files[i]), t.string)
	edits := textEdits{}
	for _, c := range changesBetween(t.string, out) {
		e := textEdit{t.rangeOf(c.Span, w.encoding), c.Text}
		if strings.Trim(t.string[c.Span.Start:c.Span.End]+c.Text, " \t") == "" && in(e.Range.Start.Line) {
			edits = append(edits, e)
		}
	}
	return edits
}

// laidOut is the text of a file in Prisma's layout, with its own line ends.
func (a *analysis) laidOut(w *world, i int) string {
	var out string
	if w.settings.Format.CompleteRelations {
		texts, _ := complete.Format(a.files)
		out = texts[i]
	} else {
		out = format.File(a.files[i])
	}
	return withLineEnds(out, a.docs[i].text.string)
}

// withLineEnds is a text with the line ends of another one.
func withLineEnds(out, like string) string {
	if usesCRLF(like) {
		return strings.ReplaceAll(strings.ReplaceAll(out, "\r\n", "\n"), "\n", "\r\n")
	}
	return out
}

// usesCRLF reports whether most lines of a text end so.
func usesCRLF(s string) bool {
	crlf := strings.Count(s, "\r\n")
	return crlf > 0 && crlf*2 >= strings.Count(s, "\n")
}

// editsBetween is what changes a text into another: what stays is not touched.
func editsBetween(before *text, after string, enc encoding) textEdits {
	edits := textEdits{}
	for _, e := range changesBetween(before.string, after) {
		edits = append(edits, textEdit{before.rangeOf(e.Span, enc), e.Text})
	}
	return edits
}

// textEdits are an answer that writes itself: a layout may change every line.
type textEdits []textEdit

func (l textEdits) size() int {
	n := 2
	for i := range l {
		n += len(`{"range":{"start":{"line":12345,"character":10},"end":{"line":12345,"character":10}},"newText":""},`) + len(l[i].NewText)
	}
	return n
}

func (l textEdits) appendJSON(to []byte) []byte {
	to = append(to, '[')
	for i := range l {
		if i > 0 {
			to = append(to, ',')
		}
		to = l[i].Range.appendJSON(append(to, `{"range":`...))
		to = append(appendText(append(to, `,"newText":`...), l[i].NewText), '}')
	}
	return append(to, ']')
}

// change is a span of a text and what becomes of it.
type change struct {
	Span token.Span
	Text string
}

// changesBetween finds the lines that differ, and in each the part that does.
func changesBetween(before, after string) []change {
	if before == after {
		return nil
	}
	if haveTheSameLines(before, after) {
		return lineByLine(0, before, after)
	}
	var list []change
	for _, e := range udiff.Lines(before, after) {
		old, now := before[e.Start:e.End], e.New
		if strings.Count(old, "\n") == strings.Count(now, "\n") {
			list = append(list, lineByLine(token.Pos(e.Start), old, now)...)
		} else {
			list = append(list, trimmed(token.Pos(e.Start), old, now))
		}
	}
	return list
}

// haveTheSameLines reports whether two texts differ in nothing but the blanks in
// their lines, as they mostly do after a layout: no search finds more.
func haveTheSameLines(a, b string) bool {
	for len(a) > 0 && len(b) > 0 {
		var x, y string
		x, a = cutLine(a)
		y, b = cutLine(b)
		if x != y && !haveTheSameWords(x, y) {
			return false
		}
	}
	return a == b
}

func haveTheSameWords(a, b string) bool {
	for {
		a, b = a[blanks(a):], b[blanks(b):]
		switch {
		case a == "" || b == "":
			return a == b
		case a[0] != b[0]:
			return false
		}
		a, b = a[1:], b[1:]
	}
}

// cutLine takes the first line off a text, with its end.
func cutLine(s string) (line, rest string) {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i+1], s[i+1:]
	}
	return s, ""
}

// lineByLine pairs the lines of two texts that have as many.
func lineByLine(start token.Pos, old, now string) []change {
	var list []change
	for old != "" {
		var line, to string
		line, old = cutLine(old)
		to, now = cutLine(now)
		if line != to {
			list = append(list, inLine(start, line, to)...)
		}
		start += token.Pos(len(line))
	}
	if now != "" {
		list = append(list, change{token.Span{Start: start, End: start}, now})
	}
	return list
}

// inLine is what differs in a line. Where nothing but blanks does, each run of
// them is a change of its own.
func inLine(start token.Pos, old, now string) []change {
	var list []change
	for i, j := 0, 0; i < len(old) || j < len(now); {
		a, b := blanks(old[i:]), blanks(now[j:])
		if old[i:i+a] != now[j:j+b] {
			keep := min(a, b)
			for old[i:i+keep] != now[j:j+keep] {
				keep--
			}
			list = append(list, change{token.Span{Start: start + token.Pos(i+keep), End: start + token.Pos(i+a)}, now[j+keep : j+b]})
		}
		i, j = i+a, j+b
		for i < len(old) && j < len(now) && old[i] == now[j] && blanks(old[i:]) == 0 {
			i, j = i+1, j+1
		}
		atEnd := i == len(old) && j == len(now)
		if !atEnd && (i == len(old) || j == len(now) || blanks(old[i:]) == 0 && blanks(now[j:]) == 0) {
			return []change{trimmed(start, old, now)}
		}
	}
	return list
}

// blanks is the length of the blanks that s begins with.
func blanks(s string) int {
	n := 0
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
	}
	return n
}

// trimmed is a change without what its two sides begin and end with alike, at
// whole characters.
func trimmed(start token.Pos, old, now string) change {
	head := 0
	for head < len(old) && head < len(now) && old[head] == now[head] {
		head++
	}
	for head > 0 && (!boundary(old, head) || !boundary(now, head)) {
		head--
	}
	tail := 0
	for tail < len(old)-head && tail < len(now)-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	for tail > 0 && (!boundary(old, len(old)-tail) || !boundary(now, len(now)-tail)) {
		tail--
	}
	return change{token.Span{Start: start + token.Pos(head), End: start + token.Pos(len(old)-tail)}, now[head : len(now)-tail]}
}

// boundary reports whether neither a character nor "\r\n" is cut at i.
func boundary(s string, i int) bool {
	if i == len(s) {
		return true
	}
	return s[i]&0xC0 != 0x80 && !(s[i] == '\n' && i > 0 && s[i-1] == '\r')
}
