package edit

import (
	"errors"
	"fmt"
	"strings"

	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// AddField adds the field that decl declares, as in `email String? @unique`, to
// a model, view or type. Lines of comment above the declaration come with it.
func (d *Draft) AddField(b *syntax.Block, decl string, at Place) {
	d.in(b, "add field", func(draft *blockDraft) error {
		return draft.addMember(decl, at, isField)
	})
}

// AddValue adds a value, as in `ADMIN @map("admin")`, to an enum.
func (d *Draft) AddValue(b *syntax.Block, decl string, at Place) {
	d.in(b, "add value", func(draft *blockDraft) error {
		return draft.addMember(decl, at, isValue)
	})
}

// RemoveField removes a field with its comments.
func (d *Draft) RemoveField(b *syntax.Block, name string) {
	d.in(b, "remove field", func(draft *blockDraft) error { return draft.removeMember(name) })
}

// RemoveValue removes a value of an enum with its comments.
func (d *Draft) RemoveValue(b *syntax.Block, name string) {
	d.in(b, "remove value", func(draft *blockDraft) error { return draft.removeMember(name) })
}

// MoveField puts a field, with its comments and as it is written, elsewhere in its block.
func (d *Draft) MoveField(b *syntax.Block, name string, at Place) {
	d.in(b, "move field", func(draft *blockDraft) error {
		m, found := draft.find(name)
		if !found {
			return fmt.Errorf("no %q", name)
		}
		if at.name == name {
			return fmt.Errorf("%q cannot stand beside itself", name)
		}
		to, err := draft.locate(at, isField)
		if err != nil {
			return err
		}
		extent := draft.extent(m)
		if to.at >= extent.Start && to.at <= extent.End {
			return nil
		}
		text := draft.text()[extent.Start:extent.End]
		return draft.change(draft.cut(extent), splice.Splice{Span: token.Span{Start: to.at, End: to.at}, Text: text})
	})
}

// SetType gives a field another type, as in "String?" or "Post[]".
func (d *Draft) SetType(b *syntax.Block, field, typ string) {
	d.in(b, "set type", func(draft *blockDraft) error {
		f, err := draft.field(field)
		if err != nil {
			return err
		}
		if f.Type == nil {
			return draft.change(splice.Splice{Span: token.Span{Start: f.Name.Span.End, End: f.Name.Span.End}, Text: " " + typ})
		}
		return draft.change(splice.Splice{Span: f.Type.Span, Text: typ})
	})
}

func isField(m syntax.Member) bool { _, ok := m.(*syntax.Field); return ok }
func isValue(m syntax.Member) bool { _, ok := m.(*syntax.EnumValue); return ok }

// addMember adds the field or value that decl declares.
func (d *blockDraft) addMember(decl string, at Place, belongs func(syntax.Member) bool) error {
	lines, name, err := newMember(d.version, d.block.Kind, decl, belongs)
	if err != nil {
		return err
	}
	if _, found := d.find(name); found {
		return fmt.Errorf("there is a %q already", name)
	}
	to, err := d.locate(at, belongs)
	if err != nil {
		return err
	}
	if to.beside != nil && !d.tidy {
		last := len(lines) - 1
		lines[last] = d.aligned(lines[last], *to.beside)
	}
	if to.lone && len(d.block.Members) > 0 && !d.isBlank(to.at) {
		if _, comment := d.block.Members[0].(*syntax.CommentBlock); !comment {
			lines = append(lines, "")
		}
	}
	return d.change(d.insert(to.at, lines...))
}

// newMember is the canonical text of one declaration, a line each, and its name.
func newMember(version syntax.Version, kind syntax.BlockKind, decl string, belongs func(syntax.Member) bool) (lines []string, name string, err error) {
	text := canonical(version, kind.String()+" X {\n"+decl+"\n}")
	f := syntax.ParseAs(version, "", text)
	if len(f.Diagnostics) > 0 {
		return nil, "", fmt.Errorf("%q: %s", decl, f.Diagnostics[0].Message)
	}
	if b, ok := f.Items[0].(*syntax.Block); ok && b.Span.End == token.Pos(len(text)) {
		var found []string
		for _, m := range b.Members {
			if belongs(m) {
				m, _ := (&blockDraft{file: f, block: b}).member(m)
				found = append(found, m.name)
			} else if !isTrivia(m) {
				return nil, "", fmt.Errorf("%q is not one declaration of a %s", decl, kind)
			}
		}
		if len(found) == 1 {
			return bodyLines(text), found[0], nil
		}
	}
	return nil, "", fmt.Errorf("%q is not one declaration of a %s", decl, kind)
}

func isTrivia(m syntax.Member) bool {
	switch m.(type) {
	case *syntax.CommentBlock, *syntax.BlankLines:
		return true
	}
	return false
}

// bodyLines are the lines between the braces of a canonical block, unindented.
func bodyLines(text string) []string {
	lines := strings.Split(text, "\n")
	lines = lines[1 : len(lines)-1]
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], defaultLayout.indent)
	}
	return lines
}

func (d *blockDraft) removeMember(name string) error {
	m, found := d.find(name)
	if !found {
		return fmt.Errorf("no %q", name)
	}
	return d.change(d.cut(d.extent(m)))
}

func (d *blockDraft) field(name string) (*syntax.Field, error) {
	for f := range d.block.Fields() {
		if f.Name.Text(d.file.File) == name {
			return f, nil
		}
	}
	return nil, fmt.Errorf("no field %q", name)
}

// aligned sets the parts of a new line at the columns of the line beside it,
// where they fit; elsewhere one space stays between two parts.
func (d *blockDraft) aligned(line string, beside member) string {
	columns, err := d.columns(beside)
	if err != nil {
		return line
	}
	for i, part := 0, 0; part < len(columns) && i < len(line); part++ {
		space := strings.IndexByte(line[i:], ' ')
		if space < 0 {
			break
		}
		i += space
		if missing := columns[part] - i - 1; missing > 0 {
			line = line[:i] + strings.Repeat(" ", missing) + line[i:]
			i += missing
		}
		i++
	}
	return line
}

// columns are where, counted from the name, the type and the first attribute of
// a field begin.
func (d *blockDraft) columns(m member) ([]int, error) {
	f, err := d.field(m.name)
	if err != nil || f.Type == nil {
		return nil, errors.New("not a field with a type")
	}
	end := f.Type.Span.Start
	if len(f.Attributes) > 0 {
		end = f.Attributes[0].Span.Start
	}
	if strings.ContainsRune(d.text()[f.Span.Start:end], '\t') {
		return nil, errors.New("tabs have no width")
	}
	columns := []int{int(f.Type.Span.Start - f.Span.Start)}
	if len(f.Attributes) > 0 {
		columns = append(columns, int(f.Attributes[0].Span.Start-f.Span.Start))
	}
	return columns, nil
}
