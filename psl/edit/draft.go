package edit

import (
	"errors"
	"fmt"
	"slices"

	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Draft gathers changes to the files of one schema. It is not safe for
// concurrent use, and of no use after Apply.
type Draft struct {
	files  []*fileDraft
	blocks map[*syntax.Block]*blockDraft
	errs   []error
}

// fileDraft is what is to happen to one file outside of its blocks.
type fileDraft struct {
	file    *syntax.File
	layout  layout
	changed []*blockDraft
	splices []splice.Splice
	tails   map[token.Pos]string // what follows all that is inserted at a place
	added   []string             // the names of new blocks
	isNew   bool
}

// New starts a draft over files, in the order in which Apply returns them.
func New(files ...*syntax.File) *Draft {
	d := &Draft{blocks: make(map[*syntax.Block]*blockDraft)}
	for _, f := range files {
		d.files = append(d.files, &fileDraft{file: f})
	}
	return d
}

// version is that of the schema, which its first file tells.
func (d *Draft) version() syntax.Version {
	if len(d.files) == 0 {
		return syntax.Prisma7
	}
	return d.files[0].file.Version
}

// AddFile adds an empty file for AddModel to fill. Apply returns it behind the
// others, unless nothing was added to it. layoutOf is the file whose
// indentation and line ends it follows, or nil.
func (d *Draft) AddFile(name string, layoutOf *syntax.File) *syntax.File {
	f := syntax.ParseAs(d.version(), name, "")
	fd := &fileDraft{file: f, layout: defaultLayout, isNew: true}
	if layoutOf != nil {
		fd.layout = layoutOfFile(layoutOf)
	}
	d.files = append(d.files, fd)
	return f
}

// Apply makes the changes and returns all files of the schema; those that did
// not change are the very ones that went in. If any change cannot be made, the
// error tells all that could not, and no file is returned.
func (d *Draft) Apply() ([]*syntax.File, error) {
	if len(d.errs) > 0 {
		return nil, errors.Join(d.errs...)
	}
	var out []*syntax.File
	for _, fd := range d.files {
		f, err := fd.apply()
		if err != nil {
			return nil, err
		}
		if !fd.isNew || f.Text != "" {
			out = append(out, f)
		}
	}
	return out, nil
}

func (fd *fileDraft) apply() (*syntax.File, error) {
	splices := slices.Clone(fd.splices)
	for _, b := range fd.changed {
		if text := b.finish(); !b.removed && text != fd.file.Slice(b.node.Span) {
			splices = append(splices, splice.Splice{Span: b.node.Span, Text: text})
		}
	}
	if len(splices) == 0 {
		return fd.file, nil
	}
	for at, text := range fd.tails {
		splices = append(splices, splice.Splice{Span: token.Span{Start: at, End: at}, Text: text})
	}
	text, err := splice.All(fd.file.Text, splices)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fd.file.Name, err)
	}
	f := syntax.ParseAs(fd.file.Version, fd.file.Name, text)
	if len(f.Diagnostics) > len(fd.file.Diagnostics) {
		fresh := f.Diagnostics[len(f.Diagnostics)-1]
		return nil, fmt.Errorf("%s:%d: the change would not parse: %s", fd.file.Name, fresh.Line(), fresh.Message)
	}
	for _, name := range fd.added {
		if !declares(f, name) {
			return nil, fmt.Errorf("%s: %q would end up inside of something that is not closed", fd.file.Name, name)
		}
	}
	return f, nil
}

func declares(f *syntax.File, name string) bool {
	for b := range f.Blocks() {
		if b.Name.Text(f.File) == name {
			return true
		}
	}
	return false
}

// fileOf finds the file that holds b.
func (d *Draft) fileOf(b *syntax.Block) *fileDraft {
	for _, fd := range d.files {
		for other := range fd.file.Blocks() {
			if other == b {
				return fd
			}
		}
	}
	return nil
}

// describe is the kind of b and, if b is in one of the files, its name.
func (d *Draft) describe(b *syntax.Block) string {
	if fd := d.fileOf(b); fd != nil {
		return b.Kind.String() + " " + b.Name.Text(fd.file.File)
	}
	return b.Kind.String()
}

// in runs one change on the draft of b and keeps the reason if it fails.
func (d *Draft) in(b *syntax.Block, verb string, change func(*blockDraft) error) {
	if b == nil {
		d.errs = append(d.errs, fmt.Errorf("%s: no block was given", verb))
		return
	}
	draft, err := d.block(b)
	if err == nil {
		err = change(draft)
	}
	if err != nil {
		d.errs = append(d.errs, fmt.Errorf("%s: %s: %w", verb, d.describe(b), err))
	}
}

func (d *Draft) block(b *syntax.Block) (*blockDraft, error) {
	if draft, found := d.blocks[b]; found {
		if draft.removed {
			return nil, errors.New("the block has been removed")
		}
		return draft, nil
	}
	fd := d.fileOf(b)
	if fd == nil {
		return nil, errors.New("the block is in none of the files of this draft")
	}
	draft := newBlockDraft(fd.file, b, fd.layoutNow())
	d.blocks[b] = draft
	fd.changed = append(fd.changed, draft)
	return draft, nil
}
