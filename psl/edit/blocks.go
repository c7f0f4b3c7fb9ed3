package edit

import (
	"errors"
	"fmt"
	"strings"

	"create-app/psl/internal/lines"
	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// BlockPlace says where in a schema a new block goes.
type BlockPlace struct {
	beside *syntax.Block
	file   *syntax.File
	before bool
}

// AfterBlock is the place behind a block, one empty line away.
func AfterBlock(b *syntax.Block) BlockPlace { return BlockPlace{beside: b} }

// BeforeBlock is the place before a block and the comment above it.
func BeforeBlock(b *syntax.Block) BlockPlace { return BlockPlace{beside: b, before: true} }

// EndOf is the place behind everything in a file.
func EndOf(f *syntax.File) BlockPlace { return BlockPlace{file: f} }

// StartOf is the place before everything in a file.
func StartOf(f *syntax.File) BlockPlace { return BlockPlace{file: f, before: true} }

// AddModel adds the model that text declares. Several at the same place stand
// in the order in which they were added.
func (d *Draft) AddModel(text string, at BlockPlace) {
	text, name, err := newModel(d.version(), text)
	if err == nil && d.taken(name) {
		err = fmt.Errorf("there is a %q already", name)
	}
	if err == nil {
		err = d.place(text, name, at)
	}
	if err != nil {
		d.errs = append(d.errs, fmt.Errorf("add model: %w", err))
	}
}

// newModel is the canonical text of a model with its comments, and its name.
func newModel(version syntax.Version, text string) (canonicalText, name string, err error) {
	text = canonical(version, text)
	f := syntax.ParseAs(version, "", text)
	if len(f.Diagnostics) > 0 {
		return "", "", fmt.Errorf("the new model does not parse: %s", f.Diagnostics[0].Message)
	}
	count := 0
	for b := range f.Blocks(syntax.Model) {
		name = b.Name.Text(f.File)
		count++
	}
	if count != 1 {
		return "", "", fmt.Errorf("the text declares %d models, not one", count)
	}
	return text, name, nil
}

// taken reports whether a model, view, type or enum of that name is there.
func (d *Draft) taken(name string) bool {
	for _, fd := range d.files {
		for b := range fd.file.Blocks(syntax.Model, syntax.View, syntax.Type, syntax.Enum) {
			if draft := d.blocks[b]; b.Name.Text(fd.file.File) == name && (draft == nil || !draft.removed) {
				return true
			}
		}
	}
	return false
}

func (d *Draft) place(text, name string, at BlockPlace) error {
	fd := d.fileDraft(at)
	if fd == nil {
		return errors.New("the place is in none of the files of this draft")
	}
	l := fd.layoutNow()
	text = l.apply(text)
	var pos token.Pos
	switch {
	case at.before:
		pos = fd.file.BOM.End
		if at.beside != nil {
			pos = blockStart(fd.file, at.beside)
		}
		text += l.eol + l.eol
	case at.beside != nil:
		pos = blockEnd(fd.file, at.beside)
		text = l.eol + l.eol + text
	default:
		pos = token.Pos(len(strings.TrimRight(fd.file.Text, " \t\r\n")))
		if pos > fd.file.BOM.End || len(fd.splices) > 0 {
			text = l.eol + l.eol + text
		}
	}
	if !at.before {
		fd.setOff(pos, l.eol)
	}
	fd.splices = append(fd.splices, splice.Splice{Span: token.Span{Start: pos, End: pos}, Text: text})
	if name != "" {
		fd.added = append(fd.added, name)
	}
	return nil
}

// setOff sees to an empty line, or at the end of the file to a line end, behind
// what is inserted at pos.
func (fd *fileDraft) setOff(pos token.Pos, eol string) {
	source := fd.file.Text
	rest := strings.TrimLeft(source[pos:], " \t")
	behind := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(rest, "\r"), "\n"), " \t")
	switch {
	case rest == "":
		fd.setTail(pos, eol)
	case rest[0] != '\n' && rest[0] != '\r':
		fd.setTail(pos, eol+eol)
	case behind != "" && behind[0] != '\n' && behind[0] != '\r':
		fd.setTail(pos, eol)
	}
}

func (fd *fileDraft) setTail(pos token.Pos, text string) {
	if fd.tails == nil {
		fd.tails = make(map[token.Pos]string)
	}
	fd.tails[pos] = text
}

// RemoveBlock removes a block with its comments and one of the empty lines
// around it.
func (d *Draft) RemoveBlock(b *syntax.Block) {
	d.in(b, "remove block", func(draft *blockDraft) error {
		fd := d.fileOf(b)
		source := fd.file.Text
		start, end := blockStart(fd.file, b), blockEnd(fd.file, b)
		end = lines.Next(source, end)
		switch {
		case int(end) < len(source):
			if next := lines.Next(source, end); strings.TrimSpace(source[end:next]) == "" {
				end = next
			}
		default:
			trimmed := strings.TrimRight(source[:start], " \t\r\n")
			if keep := lines.Next(source, token.Pos(len(trimmed))); trimmed != "" && keep < start {
				start = keep
			}
		}
		fd.splices = append(fd.splices, splice.Splice{Span: token.Span{Start: start, End: end}, Text: ""})
		draft.removed = true
		return nil
	})
}

// blockStart is where the first line of b, or of the comment directly above, begins.
func blockStart(f *syntax.File, b *syntax.Block) token.Pos {
	start := b.Span.Start
	if b.Doc != nil {
		start = b.Doc.Span.Start
	}
	if line := lines.Start(f.Text, start); strings.TrimSpace(f.Text[line:start]) == "" {
		return line
	}
	return start
}

// blockEnd is where the line that b ends on ends, its line end not included. What
// follows b on that line other than a comment stays behind it.
func blockEnd(f *syntax.File, b *syntax.Block) token.Pos {
	end := b.Span.End
	for i, item := range f.Items {
		if item != syntax.Item(b) || i+1 == len(f.Items) {
			continue
		}
		if c, ok := f.Items[i+1].(*syntax.CommentBlock); ok && lines.Start(f.Text, c.Span.Start) <= end {
			behind := c.Lines[0].Span.End
			if rest := f.Text[behind:lines.Next(f.Text, behind)]; strings.TrimSpace(rest) == "" {
				return behind
			}
		}
	}
	return end
}

func (d *Draft) fileDraft(at BlockPlace) *fileDraft {
	if at.beside != nil {
		return d.fileOf(at.beside)
	}
	for _, fd := range d.files {
		if fd.file == at.file {
			return fd
		}
	}
	return nil
}

// layoutNow is the layout of new blocks in fd, found out once.
func (fd *fileDraft) layoutNow() layout {
	if fd.layout == (layout{}) {
		fd.layout = layoutOfFile(fd.file)
	}
	return fd.layout
}
