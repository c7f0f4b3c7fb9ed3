package lsp

import (
	"context"
	"strings"

	"create-app/psl/refs"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// foldingRanges folds blocks, and comments of several lines.
func foldingRanges(_ context.Context, w *world, p documentParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	f := a.treeOf(doc)
	list := []foldingRange{}
	add := func(s token.Span, kind string) {
		r := a.rangeOf(f.File.File, s, w.encoding)
		last := r.End.Line
		if kind == "" {
			last-- // the brace stays in sight
		}
		if last > r.Start.Line {
			list = append(list, foldingRange{StartLine: r.Start.Line, EndLine: last, Kind: kind})
		}
	}
	for _, item := range f.Items {
		switch n := item.(type) {
		case *syntax.CommentBlock:
			add(n.Span, "comment")
		case *syntax.Block:
			add(token.Span{Start: n.Open.Start, End: n.Span.End}, "")
			for _, m := range n.Members {
				if c, ok := m.(*syntax.CommentBlock); ok {
					add(c.Span, "comment")
				}
			}
		}
	}
	return list, nil
}

// selectionRanges are what a selection grows to: the word, the value, the
// argument, the attribute, the line, the body, the block, the file.
func selectionRanges(_ context.Context, w *world, p selectionRangeParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	t := a.treeOf(doc)
	list := []selectionRange{}
	for _, position := range p.Positions {
		at := t.in(doc.text.offset(position, w.encoding))
		spans := spansAround(t.File, at)
		var outer *selectionRange
		for _, s := range spans {
			r := a.rangeOf(t.File.File, s, w.encoding)
			if outer == nil || outer.Range != r {
				outer = &selectionRange{Range: r, Parent: outer}
			}
		}
		list = append(list, *outer)
	}
	return list, nil
}

// spansAround are the nodes around a place, the outermost first. Each lies in
// the one before it.
func spansAround(f *syntax.File, at token.Pos) []token.Span {
	spans := []token.Span{{Start: 0, End: token.Pos(len(f.Text))}}
	grow := func(s token.Span) bool {
		inside := s.Start <= at && at <= s.End && spans[len(spans)-1].Contains(s)
		if inside {
			spans = append(spans, s)
		}
		return inside
	}
	for _, item := range f.Items {
		b, ok := item.(*syntax.Block)
		if !ok {
			grow(item.Pos())
			continue
		}
		if !grow(b.Span) {
			continue
		}
		grow(b.Name.Span)
		grow(token.Span{Start: b.Contents.Start, End: b.Close.Start})
		for _, m := range b.Members {
			if !grow(m.Pos()) {
				continue
			}
			around(m, grow)
		}
	}
	return spans
}

// around grows a selection into the parts of a node.
func around(n syntax.Node, grow func(token.Span) bool) {
	attribute := func(a *syntax.Attribute) {
		if !grow(a.Span) {
			return
		}
		grow(a.Name.Span)
		if a.Args != nil && grow(a.Args.Span) {
			for i := range a.Args.List {
				around(&a.Args.List[i], grow)
			}
		}
	}
	switch n := n.(type) {
	case *syntax.Field:
		grow(n.Name.Span)
		if n.Type != nil && grow(n.Type.Span) {
			grow(n.Type.Base)
		}
		for i := range n.Attributes {
			attribute(&n.Attributes[i])
		}
	case *syntax.EnumValue:
		grow(n.Name.Span)
		for i := range n.Attributes {
			attribute(&n.Attributes[i])
		}
	case *syntax.BlockAttribute:
		attribute(&n.Attribute)
	case *syntax.Property:
		grow(n.Name.Span)
		if n.Value != nil {
			around(n.Value, grow)
		}
	case *syntax.Argument:
		if grow(n.Span) && n.Value != nil {
			around(n.Value, grow)
		}
	case *syntax.Array:
		if grow(n.Span) {
			for _, e := range n.Elements {
				around(e, grow)
			}
		}
	case *syntax.Call:
		if grow(n.Pos()) && grow(n.Args.Span) {
			for i := range n.Args.List {
				around(&n.Args.List[i], grow)
			}
		}
	case *syntax.String:
		if grow(n.Span) && n.Span.Len() >= 2 {
			grow(token.Span{Start: n.Span.Start + 1, End: n.Span.End - 1})
		}
	case syntax.Expr:
		grow(n.Pos())
	}
}

// documentHighlights marks the places of a name in one file.
func documentHighlights(_ context.Context, w *world, params textDocumentPositionParams) (any, error) {
	p, ok := w.place(params)
	if !ok {
		return nil, nil
	}
	s, _ := p.names().At(p.tree.File, p.pos)
	if s == nil {
		return nil, nil
	}
	const read, write = 2, 3
	list := []documentHighlight{}
	if s.File == p.tree.File {
		list = append(list, documentHighlight{p.rangeOf(s.File.File, s.Span, w.encoding), write})
	}
	for _, use := range s.Uses {
		if use.File == p.tree.File {
			list = append(list, documentHighlight{p.rangeOf(use.File.File, use.Span, w.encoding), read})
		}
	}
	return list, nil
}

// linkedEditingRanges are the places of a relation's name, which is only a name
// if both sides have it.
func linkedEditingRanges(_ context.Context, w *world, params textDocumentPositionParams) (any, error) {
	p, ok := w.place(params)
	if !ok {
		return nil, nil
	}
	s, _ := p.names().At(p.tree.File, p.pos)
	if s == nil || s.Kind != refs.RelationName || s.File != p.tree.File {
		return nil, nil
	}
	out := linkedEditing{Ranges: []textRange{p.rangeOf(s.File.File, s.Span, w.encoding)}, WordPattern: `[^"\\]*`}
	for _, use := range s.Uses {
		if use.File != p.tree.File {
			return nil, nil // what is in another file would not follow
		}
		out.Ranges = append(out.Ranges, p.rangeOf(use.File.File, use.Span, w.encoding))
	}
	return out, nil
}

// workspaceSymbols finds blocks, fields and values of all schemas that are open,
// by letters of their names in their order.
func workspaceSymbols(ctx context.Context, w *world, p workspaceSymbolParams) (any, error) {
	const most = 500
	list := []symbolInformation{}
	seen := map[*analysis]bool{}
	for _, d := range w.docs {
		a := w.schema(d.uri)
		if a == nil || seen[a] {
			continue
		}
		seen[a] = true
		for _, s := range a.names().Symbols {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			for _, one := range append([]*refs.Symbol{s}, s.Members...) {
				if !matches(p.Query, one.Name) || len(list) == most {
					continue
				}
				info := symbolInformation{Name: one.Name, Kind: symbolKinds[one.Kind], Location: a.location(one.File.File, one.Span, w.encoding)}
				if one.Owner != nil {
					info.ContainerName = one.Owner.Name
				}
				list = append(list, info)
			}
		}
	}
	return list, nil
}

// matches reports whether the letters of query are in name, in their order.
func matches(query, name string) bool {
	query, name = strings.ToLower(query), strings.ToLower(name)
	for _, c := range query {
		i := strings.IndexRune(name, c)
		if i < 0 {
			return false
		}
		name = name[i+len(string(c)):]
	}
	return true
}
