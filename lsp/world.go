package lsp

import (
	"maps"

	"create-app/psl/token"
)

// world is all that the editor has told, at one moment. It never changes.
type world struct {
	docs     map[string]*document // the open ones, by key
	folders  []string             // the workspace's, as paths
	settings settings
	client   clientCapabilities
	encoding encoding
	docsAt   string // the address of the documentation, or ""

	layout *layout // which files are one schema
}

// with is w with some of it changed.
func (w *world) with(change func(*world)) *world {
	next := *w
	change(&next)
	return &next
}

// withDocument is w with one document more, or another one in its place.
func (w *world) withDocument(d *document) *world {
	return w.with(func(next *world) {
		next.docs = maps.Clone(w.docs)
		next.docs[d.key()] = d
	})
}

// withoutDocument is w after a buffer was closed.
func (w *world) withoutDocument(key string) *world {
	return w.with(func(next *world) {
		next.docs = maps.Clone(w.docs)
		delete(next.docs, key)
	})
}

// document is the text of a key: the editor's, else the disk's, else nil.
func (w *world) document(key string) *document {
	if d := w.docs[key]; d != nil {
		return d
	}
	return w.layout.read(key)
}

// schema is what the schema of a document says, or nil where the document is
// not known or not Prisma's language.
func (w *world) schema(uri string) *analysis {
	d := w.docs[keyOf(uri)]
	if d == nil || d.otherLanguage() != "" {
		return nil
	}
	return w.layout.analyse(w, w.layout.unitOf(w, d))
}

// asked is the file that the editor asks about and the schema that it is of; nil where there is nothing to say.
func (w *world) asked(uri string) (*analysis, *document) {
	if a := w.schema(uri); a != nil {
		if doc := a.document(keyOf(uri)); doc != nil {
			return a, doc
		}
	}
	return nil, nil
}

// at is a place that the editor asks about.
type at struct {
	*analysis
	world *world
	doc   *document
	tree  *tree
	pos   token.Pos // in the tree
}

// place finds what an editor asks about; ok is false where there is nothing to say.
func (w *world) place(p textDocumentPositionParams) (at, bool) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return at{}, false
	}
	t := a.treeOf(doc)
	return at{analysis: a, world: w, doc: doc, tree: t, pos: t.in(doc.text.offset(p.Position, w.encoding))}, true
}
