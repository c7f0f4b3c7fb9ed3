package lsp

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"create-app/psl/suggest"
)

// The protocol's kinds of completion items.
var itemKinds = map[suggest.Kind]int{
	suggest.Keyword: 14, suggest.Property: 10, suggest.Attribute: 10, suggest.Argument: 10, suggest.Function: 3, suggest.Scalar: 25,
	suggest.Type: 7, suggest.NativeType: 25, suggest.Field: 5, suggest.Value: 12, suggest.Variable: 6, suggest.Snippet: 15,
}

const (
	plainText = 1
	snippet   = 2
)

func completionAt(_ context.Context, w *world, params textDocumentPositionParams) (any, error) {
	p, ok := w.place(params)
	if !ok {
		return nil, nil
	}
	list := completionList{Items: []completionItem{}}
	for _, item := range suggest.At(p.suggestion()) {
		list.Items = append(list.Items, p.completionItem(item))
	}
	return list, nil
}

// suggestion is the place as package suggest is asked about it.
func (p at) suggestion() suggest.Place {
	line, at := p.line()
	return suggest.Place{
		Schema: p.resolved(), Names: p.names(), File: p.tree.File, Pos: p.pos, Line: line, At: at, Variables: p.unit.variables(),
	}
}

// line is the line that a place is on, as it is written, and where in it.
func (p at) line() (line string, at int) {
	here := p.tree.outPos(p.pos)
	n := p.doc.text.position(here, utf8Encoding).Line
	start := int(p.doc.text.starts[n])
	return p.doc.text.string[start:p.doc.text.lineEnd(n)], int(here) - start
}

func (p at) completionItem(i suggest.Item) completionItem {
	r := p.rangeOf(p.tree.File.File, i.Replace, p.world.encoding)
	out := completionItem{
		Label: i.Label, Kind: itemKinds[i.Kind], Detail: i.Detail, SortText: fmt.Sprintf("%03d %s", i.Rank, i.Label),
		InsertTextFormat: plainText, TextEdit: textEdit{r, i.Insert},
	}
	if i.Doc != "" {
		out.Documentation = &markupContent{"markdown", i.Doc}
	}
	if strings.Contains(i.Insert, "$") {
		out.InsertTextFormat = snippet
		if !p.world.client.TextDocument.Completion.CompletionItem.SnippetSupport {
			out.InsertTextFormat, out.TextEdit.NewText = plainText, withoutPlaces(i.Insert)
		}
	}
	if !i.Gone.IsZero() {
		out.AdditionalTextEdits = []textEdit{{Range: p.rangeOf(p.tree.File.File, i.Gone, p.world.encoding)}}
	}
	// Editors compare with the text that is replaced, up to the place: that may be
	// more than the beginning of a word, and lack the signs of the label.
	line, at := p.line()
	written := line[at-int(p.pos-i.Replace.Start) : at]
	if lead := strings.TrimRightFunc(written, isOfName); lead != "" || written != "" && !strings.HasPrefix(i.Label, written) {
		out.FilterText = lead + strings.TrimLeft(i.Label, "@\"")
	}
	return out
}

func isOfName(r rune) bool { return r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) }

var placeToFill = regexp.MustCompile(`\$(?:\d|\{\d:?([^}]*)\})`)

// withoutPlaces is a snippet as plain text.
func withoutPlaces(s string) string { return placeToFill.ReplaceAllString(s, "$1") }
