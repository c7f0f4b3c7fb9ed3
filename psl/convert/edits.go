package convert

import (
	"cmp"
	"slices"
	"strings"

	"create-app/psl/format"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// replacement puts text in the place of a span. Spans of one file do not
// overlap; at the same place they keep their order.
type replacement struct {
	span token.Span
	text string
}

func (m *mover) replace(f *syntax.File, span token.Span, text string) {
	if f.Slice(span) != text {
		m.edits[f] = append(m.edits[f], replacement{span, text})
	}
}

func (m *mover) insert(f *syntax.File, at token.Pos, text string) {
	m.edits[f] = append(m.edits[f], replacement{token.Span{Start: at, End: at}, text})
}

// cut removes span and the blanks before it on its line.
func (m *mover) cut(f *syntax.File, span token.Span) {
	start := len(strings.TrimRight(f.Text[:span.Start], " \t"))
	m.replace(f, token.Span{Start: token.Pos(start), End: span.End}, "")
}

// cutLine removes the line that holds span.
func (m *mover) cutLine(f *syntax.File, span token.Span) {
	m.replace(f, token.Span{Start: lineStart(f.Text, span.Start), End: nextLine(f.Text, span.End)}, "")
}

func lineStart(text string, p token.Pos) token.Pos {
	return token.Pos(strings.LastIndexByte(text[:p], '\n') + 1)
}

func nextLine(text string, p token.Pos) token.Pos {
	if n := strings.IndexByte(text[p:], '\n'); n >= 0 {
		return p + token.Pos(n) + 1
	}
	return token.Pos(len(text))
}

// eolOf is the line end that b uses.
func eolOf(f *syntax.File, b *syntax.Block) string {
	if strings.Contains(f.Slice(b.Span), "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// indentOf is what the lines of b begin with.
func indentOf(f *syntax.File, b *syntax.Block) string {
	for _, member := range b.Members {
		if _, blank := member.(*syntax.BlankLines); blank {
			continue
		}
		at := member.Pos().Start
		if indent := f.Text[lineStart(f.Text, at):at]; strings.Trim(indent, " \t") == "" {
			return indent
		}
	}
	return "  "
}

// addLine puts a line at the end of a block; apart asks for an empty line before it.
func (m *mover) addLine(f *syntax.File, b *syntax.Block, line string, apart bool) {
	at, eol := lineStart(f.Text, b.Close.Start), eolOf(f, b)
	if at <= b.Open.Start { // the whole block stands on one line
		m.insert(f, b.Close.Start, eol+indentOf(f, b)+line+eol)
		return
	}
	text := indentOf(f, b) + line + eol
	if apart {
		text = eol + text
	}
	m.insert(f, at, text)
}

// apply makes the changes of one file. Blocks that were laid out as package
// format lays them out are so again; all others keep the layout they had.
func (m *mover) apply(f *syntax.File) *syntax.File {
	edits := m.edits[f]
	if len(edits) == 0 {
		return f
	}
	slices.SortStableFunc(edits, func(a, b replacement) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var out strings.Builder
	done := token.Pos(0)
	for b := range f.Blocks() {
		inside := edits[:0:0]
		for len(edits) > 0 && edits[0].span.Start < b.Span.Start {
			out.WriteString(f.Text[done:edits[0].span.Start] + edits[0].text)
			done, edits = edits[0].span.End, edits[1:]
		}
		for len(edits) > 0 && edits[0].span.End <= b.Span.End {
			inside, edits = append(inside, edits[0]), edits[1:]
		}
		if len(inside) == 0 {
			continue
		}
		out.WriteString(f.Text[done:b.Span.Start])
		out.WriteString(editBlock(f, b, inside))
		done = b.Span.End
	}
	for _, e := range edits {
		out.WriteString(f.Text[done:e.span.Start] + e.text)
		done = e.span.End
	}
	out.WriteString(f.Text[done:])
	return syntax.ParseAs(m.grammar(), f.Name, out.String())
}

func editBlock(f *syntax.File, b *syntax.Block, edits []replacement) string {
	var out strings.Builder
	done := b.Span.Start
	for _, e := range edits {
		out.WriteString(f.Text[done:e.span.Start] + e.text)
		done = e.span.End
	}
	out.WriteString(f.Text[done:b.Span.End])
	before, after := f.Slice(b.Span), out.String()
	if strings.HasPrefix(after, "//") { // commented out
		return after
	}
	indent, eol := indentOf(f, b), eolOf(f, b)
	if laidOut(before, indent, eol) != before {
		return after
	}
	return laidOut(after, indent, eol)
}

// laidOut is one block as package format has it, but with this indentation and line end.
func laidOut(block, indent, eol string) string {
	text := strings.TrimSuffix(format.Source(block), "\n")
	if indent == "  " && eol == "\n" {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if rest, found := strings.CutPrefix(line, "  "); found {
			lines[i] = indent + rest
		}
	}
	return strings.Join(lines, eol)
}
