package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"create-app/psl/refs"
)

func prepareRenameAt(_ context.Context, w *world, params textDocumentPositionParams) (any, error) {
	p, ok := w.place(params)
	if !ok {
		return nil, nil
	}
	s, span := p.names().At(p.tree.File, p.pos)
	if s == nil {
		return nil, nil
	}
	if err := p.names().CanRename(s); err != nil {
		return nil, failure(err.Error())
	}
	return prepareRenameResult{p.rangeOf(p.tree.File.File, span, w.encoding), s.Name}, nil
}

func renameAt(s *Server, _ context.Context, w *world, params renameParams) (any, error) {
	p, ok := w.place(params.textDocumentPositionParams)
	if !ok {
		return nil, nil
	}
	symbol, _ := p.names().At(p.tree.File, p.pos)
	if symbol == nil {
		return nil, failure("there is no name here")
	}
	edits, err := p.names().Rename(symbol, params.NewName, w.settings.Rename.KeepDatabaseNames, p.resolved())
	if err != nil {
		return nil, failure(err.Error())
	}
	if tables := p.names().SwapsColumns(symbol, params.NewName, p.resolved()); symbol.Kind == refs.Model && len(tables) > 0 {
		s.notify("window/showMessage", logMessageParams{Type: messageWarning, Message: fmt.Sprintf(
			"%s comes at another place in the alphabet than %s: the columns A and B of the table %s change places in the database, which needs a migration by hand",
			params.NewName, symbol.Name, strings.Join(tables, ", "))})
	}
	var list []fileEdit
	for _, e := range edits {
		doc, t := p.documentOf(e.File.File)
		list = append(list, fileEdit{doc, textEdit{doc.text.rangeOf(t.out(e.Span), w.encoding), e.Text}})
	}
	return w.workspaceEdit(list), nil
}

const messageWarning = 2

// fileEdit is an edit of a document.
type fileEdit struct {
	doc  *document
	edit textEdit
}

// workspaceEdit puts edits into the form that the editor takes.
func (w *world) workspaceEdit(list []fileEdit) workspaceEdit {
	slices.SortStableFunc(list, func(a, b fileEdit) int {
		if c := strings.Compare(a.doc.uri, b.doc.uri); c != 0 {
			return c
		}
		x, y := a.edit.Range.Start, b.edit.Range.Start
		return (x.Line-y.Line)*1_000_000 + x.Character - y.Character
	})
	var out workspaceEdit
	for _, e := range list {
		if !w.client.Workspace.WorkspaceEdit.DocumentChanges {
			if out.Changes == nil {
				out.Changes = map[string][]textEdit{}
			}
			out.Changes[e.doc.uri] = append(out.Changes[e.doc.uri], e.edit)
			continue
		}
		if n := len(out.DocumentChanges); n > 0 && out.DocumentChanges[n-1].TextDocument.URI == e.doc.uri {
			out.DocumentChanges[n-1].Edits = append(out.DocumentChanges[n-1].Edits, e.edit)
			continue
		}
		id := optionalVersionedTextDocumentIdentifier{URI: e.doc.uri}
		if e.doc.isOpen {
			id.Version = &e.doc.version
		}
		out.DocumentChanges = append(out.DocumentChanges, documentChange{TextDocument: &id, Edits: []textEdit{e.edit}})
	}
	return out
}
