package edit

import (
	"fmt"
	"strings"

	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// AddAttribute adds an attribute, as in `@unique` or `@db.VarChar(255)`, to a
// field. It refuses if the field has one of that name.
func (d *Draft) AddAttribute(b *syntax.Block, field, attr string) {
	d.in(b, "add attribute", func(draft *blockDraft) error {
		return draft.setAttribute(field, attr, false)
	})
}

// SetAttribute puts attr in the place of the field's attribute of that name,
// or adds it. The dotted names of native types count as they are written:
// "@db.Text" does not take the place of "@db.VarChar(255)".
func (d *Draft) SetAttribute(b *syntax.Block, field, attr string) {
	d.in(b, "set attribute", func(draft *blockDraft) error {
		return draft.setAttribute(field, attr, true)
	})
}

// RemoveAttribute removes the attribute of that name, given as in "@unique",
// from a field.
func (d *Draft) RemoveAttribute(b *syntax.Block, field, name string) {
	d.in(b, "remove attribute", func(draft *blockDraft) error {
		f, err := draft.field(field)
		if err != nil {
			return err
		}
		at := draft.attributeNamed(f, strings.TrimPrefix(name, "@"))
		if at == nil {
			return fmt.Errorf("field %q has no %s", field, name)
		}
		start := token.Pos(len(strings.TrimRight(draft.text()[:at.Span.Start], " \t")))
		return draft.change(splice.Splice{Span: token.Span{Start: start, End: at.Span.End}, Text: ""})
	})
}

func (d *blockDraft) attributeNamed(f *syntax.Field, name string) *syntax.Attribute {
	for i := range f.Attributes {
		if f.Attributes[i].Name.Text(d.file.File) == name {
			return &f.Attributes[i]
		}
	}
	return nil
}

func (d *blockDraft) setAttribute(field, attr string, replace bool) error {
	f, err := d.field(field)
	if err != nil {
		return err
	}
	text, name, err := newAttribute(d.version, attr)
	if err != nil {
		return err
	}
	switch old := d.attributeNamed(f, name); {
	case old != nil && !replace:
		return fmt.Errorf("field %q has a @%s already", field, name)
	case old != nil:
		return d.change(splice.Splice{Span: old.Span, Text: text})
	}
	gap := " "
	if len(f.Attributes) == 0 && !d.tidy {
		gap = d.gapBefore(f)
	}
	return d.change(splice.Splice{Span: token.Span{Start: f.Span.End, End: f.Span.End}, Text: gap + text})
}

// newAttribute is the canonical text of an attribute, and its name.
func newAttribute(version syntax.Version, attr string) (text, name string, err error) {
	lines, _, err := newMember(version, syntax.Model, "x Int "+attr, isField)
	if err != nil {
		return "", "", fmt.Errorf("%q is not an attribute", attr)
	}
	f := syntax.ParseAs(version, "", "model X {\n"+lines[len(lines)-1]+"\n}")
	for b := range f.Blocks() {
		for field := range b.Fields() {
			if len(field.Attributes) == 1 && field.Comment.Kind == syntax.NoComment {
				return f.Slice(field.Attributes[0].Span), field.Attributes[0].Name.Text(f.File), nil
			}
		}
	}
	return "", "", fmt.Errorf("%q is not one attribute", attr)
}

// gapBefore is the space that sets the first attribute of f below or above that
// of a neighbouring line, or one space.
func (d *blockDraft) gapBefore(f *syntax.Field) string {
	width := int(f.Span.End - f.Span.Start)
	for _, other := range d.neighbours(f) {
		m, _ := d.member(other)
		columns, err := d.columns(m)
		if err == nil && len(columns) == 2 && columns[1] > width {
			return strings.Repeat(" ", columns[1]-width)
		}
	}
	return " "
}

// neighbours are the fields on the lines above and below f.
func (d *blockDraft) neighbours(f *syntax.Field) []*syntax.Field {
	var out []*syntax.Field
	start := d.lineStart(f.Span.Start)
	for other := range d.block.Fields() {
		if d.nextLine(other.Span.End) == start || d.nextLine(f.Span.End) == d.lineStart(other.Span.Start) {
			out = append(out, other)
		}
	}
	return out
}

// AddBlockAttribute adds a block attribute, as in `@@index([userId])`, behind
// those that are there. It refuses one that is there already.
func (d *Draft) AddBlockAttribute(b *syntax.Block, attr string) {
	d.in(b, "add block attribute", func(draft *blockDraft) error {
		text, err := newBlockAttribute(draft.version, draft.block.Kind, attr)
		if err != nil {
			return err
		}
		if draft.blockAttribute(text) != nil {
			return fmt.Errorf("%s is there already", text)
		}
		return draft.addBlockAttribute(text)
	})
}

// SetBlockAttribute puts attr in the place of the first block attribute of
// that name, or adds it.
func (d *Draft) SetBlockAttribute(b *syntax.Block, attr string) {
	d.in(b, "set block attribute", func(draft *blockDraft) error {
		text, err := newBlockAttribute(draft.version, draft.block.Kind, attr)
		if err != nil {
			return err
		}
		name, _, _ := strings.Cut(text, "(")
		if old := draft.blockAttribute(name); old != nil {
			return draft.change(splice.Splice{Span: old.Span, Text: text})
		}
		return draft.addBlockAttribute(text)
	})
}

// RemoveBlockAttribute removes a block attribute with its comments. attr is
// its name, as in "@@map", or, where there may be several, all of it, as in
// "@@index([userId])", blanks not counting.
func (d *Draft) RemoveBlockAttribute(b *syntax.Block, attr string) {
	d.in(b, "remove block attribute", func(draft *blockDraft) error {
		want := attr
		if text, err := newBlockAttribute(draft.version, draft.block.Kind, attr); err == nil {
			want = text
		}
		old := draft.blockAttribute(want)
		if old == nil {
			return fmt.Errorf("no %s", attr)
		}
		m, _ := draft.member(old)
		return draft.change(draft.cut(draft.extent(m)))
	})
}

func isBlockAttribute(m syntax.Member) bool { _, ok := m.(*syntax.BlockAttribute); return ok }

// blockAttribute finds a block attribute by its name or its canonical text.
func (d *blockDraft) blockAttribute(want string) *syntax.BlockAttribute {
	for a := range d.block.BlockAttributes() {
		if "@@"+a.Name.Text(d.file.File) == want {
			return a
		}
		text, err := newBlockAttribute(d.version, d.block.Kind, d.file.Slice(a.Span))
		if err == nil && text == want {
			return a
		}
	}
	return nil
}

// newBlockAttribute is the canonical text of a block attribute.
func newBlockAttribute(version syntax.Version, kind syntax.BlockKind, attr string) (string, error) {
	lines, _, err := newMember(version, kind, attr, isBlockAttribute)
	if err != nil {
		return "", err
	}
	return lines[len(lines)-1], nil
}

// addBlockAttribute puts a line behind the last block attribute, or at the end
// of the block, set off by an empty line.
func (d *blockDraft) addBlockAttribute(text string) error {
	to, err := d.locate(Last(), isBlockAttribute)
	if err != nil {
		return err
	}
	if !to.lone {
		return d.change(d.insert(to.at, text))
	}
	end := d.lineStart(d.block.Close.Start)
	if end == d.bodyStart() || d.isBlank(d.lineStart(end-1)) {
		return d.change(d.insert(end, text))
	}
	return d.change(d.insert(end, "", text))
}
