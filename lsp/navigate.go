package lsp

import (
	"context"

	"create-app/psl/refs"
	"create-app/psl/token"
)

// symbolAt is the name at a place. A native type stands for the datasource it
// is of.
func (p at) symbolAt() (*refs.Symbol, token.Span) {
	if s, span := p.names().At(p.tree.File, p.pos); s != nil {
		return s, span
	}
	start := p.pos
	for start > 0 && isWord(p.tree.Text[start-1]) {
		start--
	}
	if start > 1 && p.tree.Text[start-1] == '.' {
		if s, span := p.names().At(p.tree.File, start-2); s != nil && s.Kind == refs.Datasource {
			return s, nativeType(refs.Place{File: p.tree.File, Span: span})
		}
	}
	return nil, token.Span{}
}

func definitionAt(_ context.Context, w *world, params textDocumentPositionParams) (any, error) {
	p, ok := w.place(params)
	if !ok {
		return nil, nil
	}
	s, span := p.symbolAt()
	if s == nil || s.File == nil {
		return nil, nil
	}
	target := p.location(s.File.File, s.Span, w.encoding)
	if !w.client.TextDocument.Definition.LinkSupport {
		return []location{target}, nil
	}
	return []locationLink{{
		OriginSelectionRange: p.rangeOf(p.tree.File.File, span, w.encoding), TargetURI: target.URI,
		TargetRange: p.rangeOf(s.File.File, declared(s), w.encoding), TargetSelectionRange: target.Range,
	}}, nil
}

func referencesAt(_ context.Context, w *world, params referenceParams) (any, error) {
	p, ok := w.place(params.textDocumentPositionParams)
	if !ok {
		return nil, nil
	}
	s, _ := p.symbolAt()
	if s == nil {
		return nil, nil
	}
	list := []location{}
	if params.Context.IncludeDeclaration && s.File != nil {
		list = append(list, p.location(s.File.File, s.Span, w.encoding))
	}
	for _, use := range s.Uses {
		span := use.Span
		if s.Kind == refs.Datasource {
			span = nativeType(use)
		}
		list = append(list, p.location(use.File.File, span, w.encoding))
	}
	return list, nil
}

// nativeType is the whole name of a native type, of which a datasource's name
// is the beginning.
func nativeType(p refs.Place) token.Span {
	end := p.Span.End
	for int(end) < len(p.File.Text) && (p.File.Text[end] == '.' || isWord(p.File.Text[end])) {
		end++
	}
	return token.Span{Start: p.Span.Start, End: end}
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
