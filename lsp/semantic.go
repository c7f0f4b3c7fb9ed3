package lsp

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/refs"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The legend of the semantic tokens. Models, enums and what is built in have
// names of their own, so that they look different.
var (
	tokenTypes = []string{"keyword", "class", "enum", "enumMember", "property", "type", "decorator", "function", "parameter", "string", "number", "comment", "variable", "interface"}
	tokenMods  = []string{"declaration", "defaultLibrary", "documentation", "readonly"}
)

const (
	modDeclaration = 1 << iota
	modLibrary
	modDocumentation
	modReadonly
)

// semanticTokens tells what each word is.
func semanticTokens(_ context.Context, w *world, p documentParams) (any, error) {
	return w.tokens(p.TextDocument.URI, nil)
}

func semanticTokensRange(_ context.Context, w *world, p rangeParams) (any, error) {
	return w.tokens(p.TextDocument.URI, &p.Range)
}

func (w *world) tokens(uri string, only *textRange) (any, error) {
	a, doc := w.asked(uri)
	if a == nil {
		return nil, nil
	}
	t := a.treeOf(doc)
	c := &colours{tree: t, names: a.names()}
	c.list = make([]coloured, 0, len(t.Text)/8) // few words are shorter
	c.file()
	slices.SortFunc(c.list, func(x, y coloured) int { return int(x.span.Start) - int(y.span.Start) })
	data := make([]uint32, 0, 5*len(c.list))
	last := position{}
	for _, k := range c.list {
		r := doc.text.rangeOf(t.out(k.span), w.encoding)
		if r.Start.Line != r.End.Line || r.Start == r.End || only != nil && (r.Start.Line < only.Start.Line || r.Start.Line > only.End.Line) {
			continue
		}
		if r.Start.Line != last.Line {
			last.Character = 0
		}
		data = append(data, uint32(r.Start.Line-last.Line), uint32(r.Start.Character-last.Character), uint32(r.End.Character-r.Start.Character), uint32(k.kind), k.mods)
		last = r.Start
	}
	return semanticTokensResult{data}, nil
}

// They write themselves: of a large schema there are a hundred thousand numbers.
func (r semanticTokensResult) appendJSON(to []byte) []byte {
	to = append(to, `{"data":[`...)
	for i, n := range r.Data {
		if i > 0 {
			to = append(to, ',')
		}
		to = strconv.AppendUint(to, uint64(n), 10)
	}
	return append(to, "]}"...)
}

func (r semanticTokensResult) size() int { return 20 + 3*len(r.Data) }

// coloured is a word and what it is.
type coloured struct {
	span token.Span
	kind int
	mods uint32
}

// colours gathers the words of a tree.
type colours struct {
	tree  *tree
	names *refs.Index
	list  []coloured
}

func (c *colours) add(s token.Span, kind string, mods uint32) {
	if s.Len() > 0 {
		c.list = append(c.list, coloured{s, slices.Index(tokenTypes, kind), mods})
	}
}

var kindTokens = map[refs.Kind]string{
	refs.Model: "class", refs.View: "class", refs.Enum: "enum", refs.CompositeType: "interface", refs.EnumValue: "enumMember",
	refs.Field: "property", refs.Datasource: "variable", refs.Generator: "variable", refs.Scalar: "type",
}

func (c *colours) file() {
	f := c.tree.File
	for span, s := range c.names.In(f) {
		kind := kindTokens[s.Kind]
		mods := uint32(0)
		if s.File == f && s.Span == span {
			mods = modDeclaration
		}
		if s.Kind == refs.Scalar {
			mods = modLibrary
		}
		if kind != "" {
			c.add(span, kind, mods)
		}
	}
	for b := range f.Blocks() {
		c.add(b.Keyword, "keyword", 0)
		for _, member := range b.Members {
			switch m := member.(type) {
			case *syntax.Field:
				if m.Type != nil && m.Type.Unsupported != nil {
					c.add(m.Type.Name.Span, "type", modLibrary)
				}
				c.attributes(m.Attributes)
			case *syntax.EnumValue:
				c.attributes(m.Attributes)
			case *syntax.BlockAttribute:
				c.attribute(&m.Attribute)
			case *syntax.Property:
				c.add(m.Name.Span, "property", 0)
				c.expr(m.Value)
			}
		}
	}
	for t := range f.Tokens() {
		switch t.Kind {
		case token.Comment:
			c.add(t.Span, "comment", 0)
		case token.DocComment:
			c.add(t.Span, "comment", modDocumentation)
		case token.String:
			c.add(t.Span, "string", 0)
		case token.Number:
			c.add(t.Span, "number", 0)
		}
	}
}

func (c *colours) attributes(list []syntax.Attribute) {
	for i := range list {
		c.attribute(&list[i])
	}
}

func (c *colours) attribute(a *syntax.Attribute) {
	name := a.Name.Span
	c.add(token.Span{Start: a.Span.Start, End: name.Start}, "decorator", 0)
	if dot := strings.IndexByte(c.tree.Slice(name), '.'); dot > 0 {
		c.add(token.Span{Start: name.Start + token.Pos(dot) + 1, End: name.End}, "type", modLibrary)
	} else {
		c.add(name, "decorator", 0)
	}
	if a.Args != nil {
		c.arguments(a.Args)
	}
}

func (c *colours) arguments(args *syntax.Arguments) {
	for i := range args.List {
		c.add(args.List[i].Name.Span, "parameter", 0)
		c.expr(args.List[i].Value)
	}
}

func (c *colours) expr(e syntax.Expr) {
	switch v := e.(type) {
	case *syntax.Array:
		for _, element := range v.Elements {
			c.expr(element)
		}
	case *syntax.Object:
		for i := range v.Entries {
			c.expr(v.Entries[i].Value)
		}
	case *syntax.Call:
		if s, _ := c.names.At(c.tree.File, v.Name.Span.Start); s == nil {
			c.add(v.Name.Span, "function", modLibrary)
		}
		c.arguments(&v.Args)
	case *syntax.Path:
		text := v.Text(c.tree.File.File)
		_, isAction := connector.ActionByName(text)
		_, isAlgorithm := connector.AlgorithmByName(text)
		_, isClass := connector.OperatorClassByName(text)
		if isAction || isAlgorithm || isClass || text == "Asc" || text == "Desc" {
			c.add(v.Span, "enumMember", modLibrary|modReadonly)
		} else if text == "true" || text == "false" {
			c.add(v.Span, "keyword", 0)
		}
	}
}
