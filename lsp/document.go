package lsp

import (
	"strings"
	"sync"

	"create-app/project"
	"create-app/psl/syntax"
)

// document is a text at one time: a buffer of the editor, or a file on disk.
// It never changes; an edit makes another one.
type document struct {
	uri     string // as the editor writes it
	path    string // or "" for a buffer that is no file
	version int    // the editor's number
	isOpen  bool
	text    *text

	declares sync.Once
	declared bool // a datasource

	reads sync.Once
	other string // see otherLanguage

	mu       sync.Mutex
	readings map[syntax.Version]*reading
}

// reading is a text as a version of Prisma reads it.
type reading struct {
	file *syntax.File
	tree *tree

	memory memory
}

// memory is what a text's trees are made of: the file's, that with its blocks
// closed, that without broken lines.
type memory struct{ file, closed, blanked syntax.Memory }

// key is what tells documents apart: an editor may write one file's URI in
// several ways.
func (d *document) key() string { return keyOf(d.uri) }

func keyOf(uri string) string {
	if path, ok := pathOf(uri); ok {
		return path
	}
	return uri
}

// file is the text as a version of Prisma reads it.
func (d *document) file(version syntax.Version) *syntax.File {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.reading(version).file
}

func (d *document) reading(version syntax.Version) *reading {
	r := d.readings[version]
	if r == nil {
		r = &reading{}
		if d.readings == nil {
			d.readings = map[syntax.Version]*reading{}
		}
		d.readings[version] = r
	}
	if r.file == nil {
		r.file = r.memory.file.ParseAs(version, d.key(), d.text.string)
	}
	return r
}

// inherit takes the memory of the document that d comes in the place of. No one
// may be looking at its trees any more.
func (d *document) inherit(old *document) {
	if len(old.text.string) > 2*len(d.text.string)+1<<16 {
		return // it is far too large
	}
	d.readings, old.readings = old.readings, nil
	for _, r := range d.readings {
		r.file, r.tree = nil, nil
	}
}

// tree is the text as it is probably meant.
func (d *document) tree(version syntax.Version) *tree {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.reading(version)
	if r.tree == nil {
		r.tree = mend(version, r.file, &r.memory)
	}
	return r.tree
}

// otherLanguage says what the text is that is not in the language of Prisma 6 and 7; empty for one that is.
func (d *document) otherLanguage() string {
	d.reads.Do(func() { d.other = project.OtherLanguage(d.text.string) })
	return d.other
}

// hasDatasource reports whether the text declares one. What it decides is which
// files belong together, so a line that only looks like it does no harm.
func (d *document) hasDatasource() bool {
	d.declares.Do(func() { d.declared = declaresDatasource(d.text.string) })
	return d.declared
}

func declaresDatasource(text string) bool {
	for {
		before, rest, found := strings.Cut(text, "datasource")
		if !found {
			return false
		}
		line, _, _ := strings.Cut(rest, "\n")
		indent := before[strings.LastIndexByte(before, '\n')+1:]
		if strings.Trim(indent, " \t") == "" && strings.Contains(line, "{") {
			return true
		}
		text = rest
	}
}
