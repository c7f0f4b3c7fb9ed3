package edit

import (
	"fmt"
	"strings"

	"create-app/psl/internal/lines"
	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Rewrite gathers changes that are known by the text they replace, for programs
// that change much of a schema at once: all spans are those of the files as they
// were, whatever was asked for before. What a change does to the meaning is for
// the program to know. The zero Rewrite is ready for use.
type Rewrite struct {
	changes map[*syntax.File][]splice.Splice
}

// Replace puts text in the place of span.
func (r *Rewrite) Replace(f *syntax.File, span token.Span, text string) {
	if f.Slice(span) == text {
		return
	}
	if r.changes == nil {
		r.changes = make(map[*syntax.File][]splice.Splice)
	}
	r.changes[f] = append(r.changes[f], splice.Splice{Span: span, Text: text})
}

// Insert puts text in at a place. What is inserted at one place stands in the
// order in which it was asked for.
func (r *Rewrite) Insert(f *syntax.File, at token.Pos, text string) {
	r.Replace(f, token.Span{Start: at, End: at}, text)
}

// Cut removes span and the blanks before it on its line.
func (r *Rewrite) Cut(f *syntax.File, span token.Span) {
	start := len(strings.TrimRight(f.Text[:span.Start], " \t"))
	r.Replace(f, token.Span{Start: token.Pos(start), End: span.End}, "")
}

// CutLines removes the lines that hold span.
func (r *Rewrite) CutLines(f *syntax.File, span token.Span) {
	r.Replace(f, token.Span{Start: lines.Start(f.Text, span.Start), End: lines.Next(f.Text, span.End)}, "")
}

// AddLine puts a line below the one that holds at, in block b of f, indented and
// ended as the lines of the block are.
func (r *Rewrite) AddLine(f *syntax.File, b *syntax.Block, at token.Pos, line string) {
	l := layoutOfBlock(f.Slice(b.Span), layoutOfFile(f))
	r.Insert(f, lines.Next(f.Text, at), l.indent+line+l.eol)
}

// AppendLine puts a line at the end of block b of f.
func (r *Rewrite) AppendLine(f *syntax.File, b *syntax.Block, line string) {
	l := layoutOfBlock(f.Slice(b.Span), layoutOfFile(f))
	r.Insert(f, lines.Start(f.Text, b.Close.Start), l.indent+line+l.eol)
}

// AppendBlankLine puts an empty line at the end of block b of f.
func (r *Rewrite) AppendBlankLine(f *syntax.File, b *syntax.Block) {
	l := layoutOfBlock(f.Slice(b.Span), layoutOfFile(f))
	r.Insert(f, lines.Start(f.Text, b.Close.Start), l.eol)
}

// Apply makes the changes to f and returns the new file, or f itself where there
// are none. Blocks that were laid out as package format lays them out are so
// again; all others keep the layout they had. Two changes to the same text are an
// error.
func (r *Rewrite) Apply(f *syntax.File) (*syntax.File, error) {
	changes := r.changes[f]
	if len(changes) == 0 {
		return f, nil
	}
	for b := range f.Blocks() {
		var inside, outside []splice.Splice
		for _, c := range changes {
			if b.Span.Contains(c.Span) {
				inside = append(inside, c)
			} else {
				outside = append(outside, c)
			}
		}
		if len(inside) == 0 {
			continue
		}
		text, err := rewriteBlock(f, b, inside)
		if err != nil {
			return nil, fmt.Errorf("%s: %s %s: %w", f.Name, b.Kind, b.Name.Text(f.File), err)
		}
		changes = append(outside, splice.Splice{Span: b.Span, Text: text})
	}
	text, err := splice.All(f.Text, changes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return syntax.ParseAs(f.Version, f.Name, text), nil
}

func rewriteBlock(f *syntax.File, b *syntax.Block, changes []splice.Splice) (string, error) {
	after, err := splice.In(f.Text, b.Span, changes)
	if err != nil {
		return "", err
	}
	before := f.Slice(b.Span)
	l := layoutOfBlock(before, layoutOfFile(f))
	if strings.HasPrefix(after, "//") || l.apply(canonical(f.Version, before)) != before { // commented out, or of its own layout
		return after, nil
	}
	return l.apply(canonical(f.Version, after)), nil
}
