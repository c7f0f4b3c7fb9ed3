package format

import (
	"cmp"
	"slices"

	"create-app/psl/syntax"
)

// rank is the place of an attribute among the others of its field or block.
// Those without a place of their own go last, in the order they had.
func (p *printer) rank(a *syntax.Attribute) int {
	switch p.text[a.Name.Span.Start:a.Name.Span.End] {
	case "id":
		return 0
	case "unique":
		return 1
	case "default":
		return 2
	case "updatedAt":
		return 3
	case "index":
		return 4
	case "fulltext":
		return 5
	case "map":
		return 6
	case "relation":
		return 7
	case "ignore":
		return 8
	}
	return 9
}

func (p *printer) sortBlockAttrs(list []blockAttr) {
	slices.SortStableFunc(list, func(a, b blockAttr) int {
		return cmp.Compare(p.rank(&a.attr.Attribute), p.rank(&b.attr.Attribute))
	})
}

// sortedAttributes writes the attributes of a field. The list itself belongs
// to the tree and stays as it is.
func (p *printer) sortedAttributes(list []syntax.Attribute) {
	p.attrs = p.attrs[:0]
	for i := range list {
		p.attrs = append(p.attrs, &list[i])
	}
	if len(list) > 1 {
		slices.SortStableFunc(p.attrs, func(a, b *syntax.Attribute) int {
			return cmp.Compare(p.rank(a), p.rank(b))
		})
	}
	for i, a := range p.attrs {
		if i > 0 {
			p.write(" ")
		}
		p.write("@")
		p.attribute(a)
	}
}

// attribute writes an attribute without its "@" or "@@".
func (p *printer) attribute(a *syntax.Attribute) {
	p.writeSpan(a.Name.Span)
	if a.Args != nil {
		p.arguments(a.Args)
	}
}

func (p *printer) arguments(args *syntax.Arguments) {
	p.write("(")
	for i := range args.List {
		if i > 0 {
			p.write(", ")
		}
		arg := &args.List[i]
		if !arg.Name.IsZero() {
			p.writeSpan(arg.Name.Span)
			p.write(": ")
		}
		if arg.Value != nil {
			p.expr(arg.Value)
		}
	}
	p.write(")")
}

// expr writes a value. Strings, numbers and paths stay as they were written.
func (p *printer) expr(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Call:
		p.writeSpan(e.Name.Span)
		p.arguments(&e.Args)
	case *syntax.Array:
		p.write("[")
		for i, element := range e.Elements {
			if i > 0 {
				p.write(", ")
			}
			p.expr(element)
		}
		p.write("]")
	case *syntax.Object:
		p.object(e)
	default:
		p.writeSpan(e.Pos())
	}
}

// object writes "{ key: value }"; Prisma sets two blanks between the braces of
// an empty one.
func (p *printer) object(o *syntax.Object) {
	p.write("{ ")
	for i := range o.Entries {
		if i > 0 {
			p.write(", ")
		}
		p.writeSpan(o.Entries[i].Key.Span)
		p.write(": ")
		p.expr(o.Entries[i].Value)
	}
	p.write(" }")
}
