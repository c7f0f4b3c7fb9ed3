package lsp

import (
	"strings"
	"sync"

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

	mu    sync.Mutex
	files map[syntax.Version]*syntax.File
	trees map[syntax.Version]*tree
}

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
	return d.parsed(version)
}

func (d *document) parsed(version syntax.Version) *syntax.File {
	if d.files[version] == nil {
		if d.files == nil {
			d.files = map[syntax.Version]*syntax.File{}
		}
		d.files[version] = syntax.ParseAs(version, d.key(), d.text.string)
	}
	return d.files[version]
}

// tree is the text as it is probably meant.
func (d *document) tree(version syntax.Version) *tree {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.trees[version] == nil {
		if d.trees == nil {
			d.trees = map[syntax.Version]*tree{}
		}
		d.trees[version] = mend(version, d.parsed(version))
	}
	return d.trees[version]
}

// isPrismaNext reports whether the text is of Prisma 8, whose language is
// another one.
func (d *document) isPrismaNext() bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(d.text.string, "\ufeff"), "\n")
	comment, found := strings.CutPrefix(strings.TrimSpace(first), "//")
	return found && strings.TrimSpace(comment) == "use prisma-next"
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
