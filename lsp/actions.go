package lsp

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"create-app/psl/diag"
	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The kinds of code action.
const (
	quickFix        = "quickfix"
	refactorExtract = "refactor.extract"
	refactorRewrite = "refactor.rewrite"
	refactorMove    = "refactor.move"
	anyKind         = "" // the editor did not say which kinds it wants
)

func codeActionsAt(_ context.Context, w *world, p codeActionParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil || w.client.TextDocument.CodeAction.CodeActionLiteralSupport == nil {
		return nil, nil
	}
	i := slices.Index(a.docs, doc)
	x := &actions{analysis: a, world: w, doc: doc, file: a.files[i], span: doc.text.span(p.Range, w.encoding), only: p.Context.Only, list: []codeAction{}}
	if x.wants(quickFix) {
		for _, d := range a.judged().list {
			if of, _ := a.documentOf(d.File); of == doc && x.touches(d.Span) {
				x.cure(d)
			}
		}
		x.cureSignIn()
		x.cureDoctor()
	}
	x.refactor()
	return x.list, nil
}

// actions gathers what can be done at a place.
type actions struct {
	*analysis
	world *world
	doc   *document
	file  *syntax.File
	span  token.Span
	only  []string
	list  []codeAction
}

// wants reports whether the editor asks for a kind.
func (x *actions) wants(kind string) bool {
	return len(x.only) == 0 || slices.ContainsFunc(x.only, func(only string) bool {
		return only == anyKind || kind == only || strings.HasPrefix(kind, only+".")
	})
}

// touches reports whether the place and a span have a line in common.
func (x *actions) touches(s token.Span) bool {
	f := x.file.File
	return f.Line(s.Start) <= f.Line(x.span.End) && f.Line(x.span.Start) <= f.Line(max(s.Start, s.End))
}

// offer adds an action, unless it changes nothing.
func (x *actions) offer(kind, title string, d *diag.Diagnostic, edits []fileEdit) {
	if len(edits) == 0 {
		return
	}
	action := codeAction{Title: title, Kind: kind, Edit: x.world.workspaceEdit(edits)}
	for i := range x.list {
		if d != nil && x.list[i].Title == title && reflect.DeepEqual(x.list[i].Edit, action.Edit) { // one cure of two mistakes
			x.list[i].Diagnostics = append(x.list[i].Diagnostics, x.diagnostic(x.world, *d))
			return
		}
	}
	if d != nil {
		action.Diagnostics = []diagnostic{x.diagnostic(x.world, *d)}
		action.IsPreferred = d.Fix != nil
	}
	x.list = append(x.list, action)
}

// draft makes edits of what change does to the schema; none where it cannot be
// done.
func (x *actions) draft(change func(d *edit.Draft)) []fileEdit {
	d := edit.New(x.files...)
	change(d)
	files, err := d.Apply()
	if err != nil {
		return nil
	}
	var edits []fileEdit
	for i, f := range x.files {
		if files[i] != f {
			edits = append(edits, x.changes(i, files[i].Text)...)
		}
	}
	return edits
}

// changes are the edits that make text of a file.
func (x *actions) changes(i int, text string) []fileEdit {
	var edits []fileEdit
	for _, e := range editsBetween(x.docs[i].text, text, x.world.encoding) {
		edits = append(edits, fileEdit{x.docs[i], e})
	}
	return edits
}

// replace is an edit of the file.
func (x *actions) replace(s token.Span, text string) fileEdit {
	return fileEdit{x.doc, textEdit{x.doc.text.rangeOf(s, x.world.encoding), text}}
}

// below is an edit that puts a block behind another one of the file.
func (x *actions) below(b *syntax.Block, text string) fileEdit {
	return x.replace(token.Span{Start: b.Span.End, End: b.Span.End}, withLineEnds("\n\n"+text, x.doc.text.string))
}

// fieldAt is the field of a model that a span lies in, resolved, or nil.
func (x *actions) fieldAt(s token.Span) *schema.Field {
	m := x.modelAt(s)
	if m == nil {
		return nil
	}
	for _, f := range m.Fields {
		if line := x.file.LineSpan(x.file.Line(f.Node.Span.Start)); line.Start <= s.Start && s.Start <= line.End {
			return f
		}
	}
	return nil
}

// modelAt is the model or view that a span lies in, or nil.
func (x *actions) modelAt(s token.Span) *schema.Model {
	resolved := x.judged().schema
	for _, list := range [][]*schema.Model{resolved.Models, resolved.Views} {
		for _, m := range list {
			if m.File.Name == x.file.Name && m.Node.Span.Start <= s.Start && s.Start <= m.Node.Span.End {
				return m
			}
		}
	}
	return nil
}

// blockAt is the block that a span lies in, or nil.
func (x *actions) blockAt(s token.Span) *syntax.Block {
	for b := range x.file.Blocks() {
		if b.Span.Start <= s.Start && s.Start <= b.Span.End {
			return b
		}
	}
	return nil
}
