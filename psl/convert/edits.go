package convert

import (
	"fmt"
	"strings"

	"create-app/psl/format"
	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func (m *mover) replace(f *syntax.File, span token.Span, text string) {
	if f.Slice(span) != text {
		m.edits[f] = append(m.edits[f], splice.Splice{Span: span, Text: text})
	}
}

func (m *mover) insert(f *syntax.File, at token.Pos, text string) {
	m.edits[f] = append(m.edits[f], splice.Splice{Span: token.Span{Start: at, End: at}, Text: text})
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
func (m *mover) apply(f *syntax.File) (*syntax.File, error) {
	edits := m.edits[f]
	if len(edits) == 0 {
		return f, nil
	}
	for b := range f.Blocks() {
		var inside, outside []splice.Splice
		for _, e := range edits {
			if e.Span.Start >= b.Span.Start && e.Span.End <= b.Span.End {
				inside = append(inside, e)
			} else {
				outside = append(outside, e)
			}
		}
		if len(inside) == 0 {
			continue
		}
		text, err := editBlock(f, b, inside)
		if err != nil {
			return nil, fmt.Errorf("%s: %s %s: %w", f.Name, b.Kind, b.Name.Text(f.File), err)
		}
		edits = append(outside, splice.Splice{Span: b.Span, Text: text})
	}
	text, err := splice.All(f.Text, edits)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return syntax.ParseAs(f.Version, f.Name, text), nil
}

func editBlock(f *syntax.File, b *syntax.Block, edits []splice.Splice) (string, error) {
	after, err := splice.In(f.Text, b.Span, edits)
	if err != nil {
		return "", err
	}
	before := f.Slice(b.Span)
	if strings.HasPrefix(after, "//") { // commented out
		return after, nil
	}
	indent, eol := indentOf(f, b), eolOf(f, b)
	if laidOut(before, indent, eol) != before {
		return after, nil
	}
	return laidOut(after, indent, eol), nil
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
