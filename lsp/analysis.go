package lsp

import (
	"cmp"
	"slices"
	"sync"

	"create-app/nextauth"
	"create-app/psl/diag"
	"create-app/psl/refs"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/validate"
)

// analysis is what the files of one schema say, at one time. Its parts are made
// when they are first asked for.
type analysis struct {
	unit    *unit
	docs    []*document
	version syntax.Version

	files []*syntax.File // the texts as they are, for diagnostics and edits; questions are about treeOf

	judged   func() verdict
	resolved func() *schema.Schema
	names    func() *refs.Index
	signIn   func() *nextauth.Comparison // nil where NextAuth has nothing to say

	memory *schemaMemory
}

// schemaMemory is what the schemas of an analysis are made of: that of the texts
// as they are, and that of what is meant.
type schemaMemory struct{ judged, resolved schema.Memory }

// verdict is what Prisma would say.
type verdict struct {
	schema *schema.Schema
	list   diag.List
}

func newAnalysis(u *unit, docs []*document, memory *schemaMemory) *analysis {
	a := &analysis{unit: u, docs: docs, version: cmp.Or(u.version, formOf(docs)), memory: memory}
	for _, d := range docs {
		a.files = append(a.files, d.file(a.version))
	}
	a.judged = sync.OnceValue(func() verdict {
		s, list := validate.Resolve(a.files, validate.Options{Memory: &memory.judged})
		return verdict{s, list}
	})
	a.resolved = sync.OnceValue(func() *schema.Schema {
		meant := a.treeFiles()
		if slices.Equal(meant, a.files) {
			return a.judged().schema
		}
		s, _ := validate.Resolve(meant, validate.Options{IgnoreMarks: true, Memory: &memory.resolved})
		return s
	})
	a.signIn = sync.OnceValue(a.compareSignIn)
	a.names = sync.OnceValue(func() *refs.Index { return refs.New(a.treeFiles()) })
	return a
}

func (a *analysis) treeFiles() []*syntax.File {
	files := make([]*syntax.File, len(a.docs))
	for i, d := range a.docs {
		files[i] = d.tree(a.version).File
	}
	return files
}

// formOf is the version whose form a schema has.
func formOf(docs []*document) syntax.Version {
	for _, d := range docs {
		if !d.hasDatasource() {
			continue
		}
		if schema.WrittenFor(d.file(syntax.Prisma7)) == syntax.Prisma6 {
			return syntax.Prisma6
		}
	}
	return syntax.Prisma7
}

// document is the text of a key, or nil.
func (a *analysis) document(key string) *document {
	for _, d := range a.docs {
		if d.key() == key {
			return d
		}
	}
	return nil
}

// documentOf is the text that a file or tree was read from.
func (a *analysis) documentOf(f *token.File) (*document, *tree) {
	for i, d := range a.docs {
		if a.files[i].File == f {
			return d, &tree{File: a.files[i]}
		}
	}
	for _, d := range a.docs {
		if t := d.tree(a.version); t.File.File == f {
			return d, t
		}
	}
	for i, d := range a.docs {
		if a.files[i].Name == f.Name { // or one that was read from the same text again
			return d, &tree{File: a.files[i]}
		}
	}
	return nil, nil
}

// treeOf is what a document of the schema probably means.
func (a *analysis) treeOf(d *document) *tree {
	if slices.Contains(a.docs, d) {
		return d.tree(a.version)
	}
	return nil
}

// rangeOf is a span of a file or tree, in the editor's terms.
func (a *analysis) rangeOf(f *token.File, s token.Span, enc encoding) textRange {
	d, t := a.documentOf(f)
	return d.text.rangeOf(t.out(s), enc)
}

// location is rangeOf with the file.
func (a *analysis) location(f *token.File, s token.Span, enc encoding) location {
	d, t := a.documentOf(f)
	return location{d.uri, d.text.rangeOf(t.out(s), enc)}
}
