package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"create-app/psl/internal/lines"
	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// blockDraft is a block that is being changed: its text, and the tree of that
// text, made anew after every change. A tidy block is held in the default
// layout until it is finished.
type blockDraft struct {
	version syntax.Version
	file    *syntax.File // what text parses to, so that spans are offsets into text
	block   *syntax.Block
	node    *syntax.Block // the block as it was, in its own file
	own     layout        // how its lines were laid out
	layout  layout        // how the lines of text are laid out
	tidy    bool
	touched bool
	removed bool
}

func newBlockDraft(f *syntax.File, b *syntax.Block, l layout) *blockDraft {
	text := f.Slice(b.Span)
	d := &blockDraft{version: f.Version, node: b, own: layoutOfBlock(text, l)}
	d.layout = d.own
	if normal, ok := d.own.normal(text); ok && canonical(f.Version, normal) == normal {
		d.tidy, d.layout, text = true, defaultLayout, normal
	}
	d.parse(text)
	return d
}

func (d *blockDraft) parse(text string) bool {
	f := syntax.ParseAs(d.version, "", text)
	if len(f.Items) == 0 {
		return false
	}
	b, ok := f.Items[0].(*syntax.Block)
	if !ok || b.Span.End != token.Pos(len(text)) {
		return false
	}
	d.file, d.block = f, b
	return true
}

func (d *blockDraft) text() string { return d.file.Text }

// change splices the text and reads it again; it refuses what would not parse.
func (d *blockDraft) change(splices ...splice.Splice) error {
	before := len(d.file.Diagnostics)
	old, block := d.file, d.block
	text, err := splice.All(d.text(), splices)
	if err != nil {
		return err
	}
	if !d.parse(text) || len(d.file.Diagnostics) > before {
		d.file, d.block = old, block
		return errors.New("the change would not parse")
	}
	d.touched = true
	return nil
}

// finish is the block's new text: that of a tidy block is laid out again.
func (d *blockDraft) finish() string {
	if !d.tidy {
		return d.text()
	}
	if !d.touched {
		return d.own.apply(d.text())
	}
	return d.own.apply(canonical(d.version, d.text()))
}

// insert puts whole lines, each without indentation and line end, at a place
// where a line begins.
func (d *blockDraft) insert(at token.Pos, all ...string) splice.Splice {
	var out strings.Builder
	for _, line := range all {
		if line != "" {
			out.WriteString(d.layout.indent)
			out.WriteString(line)
		}
		out.WriteString(d.layout.eol)
	}
	return splice.Splice{Span: token.Span{Start: at, End: at}, Text: out.String()}
}

// lineStart is where the line that holds p begins.
func (d *blockDraft) lineStart(p token.Pos) token.Pos { return lines.Start(d.text(), p) }

// nextLine is where the line behind the one that holds p begins.
func (d *blockDraft) nextLine(p token.Pos) token.Pos { return lines.Next(d.text(), p) }

// member is what field, value, property and block attribute have in common.
type member struct {
	name    string
	span    token.Span
	comment token.Span
	doc     *syntax.CommentBlock
}

func (d *blockDraft) member(m syntax.Member) (member, bool) {
	switch m := m.(type) {
	case *syntax.Field:
		return member{m.Name.Text(d.file.File), m.Span, m.Comment.Span, m.Doc}, true
	case *syntax.EnumValue:
		return member{m.Name.Text(d.file.File), m.Span, m.Comment.Span, m.Doc}, true
	case *syntax.Property:
		return member{m.Name.Text(d.file.File), m.Span, m.Comment.Span, d.above(m.Span)}, true
	case *syntax.BlockAttribute:
		return member{"@@" + m.Name.Text(d.file.File), m.Span, m.Comment.Span, m.Doc}, true
	}
	return member{}, false
}

// above is the comment block that ends on the line before span.
func (d *blockDraft) above(span token.Span) *syntax.CommentBlock {
	for _, m := range d.block.Members {
		if c, ok := m.(*syntax.CommentBlock); ok && d.nextLine(c.Span.End) == d.lineStart(span.Start) {
			return c
		}
	}
	return nil
}

// extent is all lines of a member: the comment directly above it, if any, to
// the end of its own last line.
func (d *blockDraft) extent(m member) token.Span {
	start := d.lineStart(m.span.Start)
	if m.doc != nil && m.doc.Span.Start >= d.block.Open.End && d.nextLine(m.doc.Span.End) == start {
		start = d.lineStart(m.doc.Span.Start)
	}
	return token.Span{Start: start, End: d.nextLine(max(m.span.End, m.comment.End))}
}

// find gives the first member of the block of that name ("@@name" for block attributes).
func (d *blockDraft) find(name string) (member, bool) {
	for _, node := range d.block.Members {
		if m, ok := d.member(node); ok && m.name == name {
			return m, true
		}
	}
	return member{}, false
}

// cut is the splice that removes the lines of span, and one of the empty lines
// around it if it would leave two of them, or one at an end of the block.
func (d *blockDraft) cut(span token.Span) splice.Splice {
	before := span.Start == d.bodyStart() || d.isBlank(d.lineStart(span.Start-1))
	after := d.isBlank(span.End)
	closes := d.lineStart(d.block.Close.Start) == span.End
	switch {
	case before && after:
		span.End = d.nextLine(span.End)
	case before && closes && span.Start > d.bodyStart():
		span.Start = d.lineStart(span.Start - 1)
	}
	return splice.Splice{Span: span, Text: ""}
}

func (d *blockDraft) bodyStart() token.Pos { return d.nextLine(d.block.Open.End) }

// isBlank reports whether the line that begins at p holds nothing.
func (d *blockDraft) isBlank(p token.Pos) bool { return lines.IsBlank(d.text(), p) }

// Place says where in a block something new goes.
type Place struct {
	kind placeKind
	name string
}

type placeKind uint8

const (
	last placeKind = iota
	first
	after
	before
)

// Last is the place behind the last of its kind: behind the fields and before
// the block attributes, for a field. It is the zero Place.
func Last() Place { return Place{} }

// First is the place before the first of its kind.
func First() Place { return Place{kind: first} }

// After is the place on the line below the member of that name.
func After(name string) Place { return Place{kind: after, name: name} }

// Before is the place above the member of that name and its comment.
func Before(name string) Place { return Place{kind: before, name: name} }

// spot is a place found: where the new line begins and the line it stands beside.
type spot struct {
	at     token.Pos
	beside *member
	lone   bool // nothing of its kind is there yet
}

// locate finds a place among the members that belong.
func (d *blockDraft) locate(p Place, belongs func(syntax.Member) bool) (spot, error) {
	var all []member
	for _, node := range d.block.Members {
		if m, ok := d.member(node); ok && belongs(node) {
			all = append(all, m)
		}
	}
	if p.kind == after || p.kind == before {
		i := slices.IndexFunc(all, func(m member) bool { return m.name == p.name })
		if i < 0 {
			return spot{}, fmt.Errorf("no %q to put it beside", p.name)
		}
		if p.kind == after {
			return spot{at: d.extent(all[i]).End, beside: &all[i]}, nil
		}
		return spot{at: d.extent(all[i]).Start, beside: &all[i]}, nil
	}
	if len(all) == 0 {
		return spot{at: d.bodyStart(), lone: true}, nil
	}
	if p.kind == first {
		return spot{at: d.extent(all[0]).Start, beside: &all[0]}, nil
	}
	return spot{at: d.extent(all[len(all)-1]).End, beside: &all[len(all)-1]}, nil
}
