package lsp

import (
	"context"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"create-app/psl/refs"
	"create-app/psl/token"
)

var symbolKinds = map[refs.Kind]symbolKind{
	refs.Datasource: symbolStruct, refs.Generator: symbolFunction, refs.Model: symbolClass, refs.View: symbolClass,
	refs.CompositeType: symbolInterface, refs.Enum: symbolEnum, refs.EnumValue: symbolEnumMember, refs.Field: symbolField,
}

// maxSymbols is the number of symbols of a file from which on only its blocks are
// listed: an editor asks after every pause and reads each of them. The rest is
// found by workspace/symbol.
const maxSymbols = 5000

// documentSymbols lists the blocks of a file with what is in them.
func documentSymbols(_ context.Context, w *world, p documentParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	t := a.treeOf(doc)
	out := make(documentSymbolList, 0, len(a.names().Symbols))
	count := 0
	for _, s := range a.names().Symbols {
		if s.File == t.File {
			count += 1 + len(s.Members)
		}
	}
	for _, s := range a.names().Symbols {
		switch {
		case s.File != t.File:
		case count > maxSymbols:
			out = append(out, a.symbol(w, s, s.Block.Span))
		default:
			out = append(out, a.blockSymbol(w, s))
		}
	}
	if !w.client.TextDocument.DocumentSymbol.HierarchicalDocumentSymbolSupport {
		return flatSymbols(doc.uri, out), nil
	}
	return out, nil
}

func (a *analysis) blockSymbol(w *world, s *refs.Symbol) documentSymbol {
	out := a.symbol(w, s, s.Block.Span)
	out.Children = make(documentSymbolList, 0, len(s.Members))
	for _, m := range s.Members {
		if m.Field != nil {
			member := a.symbol(w, m, m.Field.Span)
			if m.Field.Type != nil {
				member.Detail = m.File.Slice(m.Field.Type.Span)
			}
			out.Children = append(out.Children, member)
		} else {
			out.Children = append(out.Children, a.symbol(w, m, m.Value.Span))
		}
	}
	for p := range s.Block.Properties() {
		out.Children = append(out.Children, documentSymbol{
			Name: p.Name.Text(s.File.File), Kind: symbolProperty,
			Range: a.rangeOf(s.File.File, p.Span, w.encoding), SelectionRange: a.rangeOf(s.File.File, p.Name.Span, w.encoding),
		})
	}
	if s.Kind != refs.Model {
		out.Detail = s.Kind.String()
	}
	return out
}

func (a *analysis) symbol(w *world, s *refs.Symbol, whole token.Span) documentSymbol {
	return documentSymbol{
		Name: s.Name, Kind: symbolKinds[s.Kind],
		Range: a.rangeOf(s.File.File, whole, w.encoding), SelectionRange: a.rangeOf(s.File.File, s.Span, w.encoding),
	}
}

// documentSymbolList writes itself: of a large schema there are ten thousand.
type documentSymbolList []documentSymbol

func (l documentSymbolList) appendJSON(to []byte) []byte {
	to = append(to, '[')
	for i := range l {
		if i > 0 {
			to = append(to, ',')
		}
		to = l[i].appendJSON(to)
	}
	return append(to, ']')
}

func (l documentSymbolList) size() int {
	n := 2
	for i := range l {
		n += len(`{"name":"","detail":"","kind":10,"range":{"start":{"line":12345,"character":10},"end":{"line":12345,"character":10}},`+
			`"selectionRange":{"start":{"line":12345,"character":10},"end":{"line":12345,"character":10}},"children":},`) + len(l[i].Name) + len(l[i].Detail)
		n += l[i].Children.size()
	}
	return n
}

func (s *documentSymbol) appendJSON(to []byte) []byte {
	to = appendText(append(to, `{"name":`...), s.Name)
	if s.Detail != "" {
		to = appendText(append(to, `,"detail":`...), s.Detail)
	}
	to = strconv.AppendInt(append(to, `,"kind":`...), int64(s.Kind), 10)
	to = s.Range.appendJSON(append(to, `,"range":`...))
	to = s.SelectionRange.appendJSON(append(to, `,"selectionRange":`...))
	if len(s.Children) > 0 {
		to = s.Children.appendJSON(append(to, `,"children":`...))
	}
	return append(to, '}')
}

func (r textRange) appendJSON(to []byte) []byte {
	to = r.Start.appendJSON(append(to, `{"start":`...))
	return append(r.End.appendJSON(append(to, `,"end":`...)), '}')
}

func (p position) appendJSON(to []byte) []byte {
	to = strconv.AppendInt(append(to, `{"line":`...), int64(p.Line), 10)
	to = strconv.AppendInt(append(to, `,"character":`...), int64(p.Character), 10)
	return append(to, '}')
}

// appendText writes a string. Most are names, which are written as they are.
func appendText(to []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			quoted, _ := json.Marshal(s) // a string can always be written
			return append(to, quoted...)
		}
	}
	return append(append(append(to, '"'), s...), '"')
}

// flatSymbols is for editors that show a list and no tree.
func flatSymbols(uri string, tree []documentSymbol) []symbolInformation {
	var list []symbolInformation
	for _, s := range tree {
		list = append(list, symbolInformation{Name: s.Name, Kind: s.Kind, Location: location{uri, s.Range}})
		for _, child := range s.Children {
			list = append(list, symbolInformation{Name: child.Name, Kind: child.Kind, Location: location{uri, child.Range}, ContainerName: s.Name})
		}
	}
	return list
}

// declared is what a symbol's declaration spans, with its block or line.
func declared(s *refs.Symbol) token.Span {
	switch {
	case s.Field != nil:
		return s.Field.Span
	case s.Value != nil:
		return s.Value.Span
	case s.Block != nil:
		return s.Block.Span
	}
	return s.Span
}
