package format

import "create-app/psl/syntax"

// widths are those of the columns that others follow, in bytes as Prisma
// counts them. The last column of a row is never padded, so what a field's
// attributes take does not matter.
type widths struct{ name, typ int }

// flushRows writes the rows collected so far, aligned with each other.
func (p *printer) flushRows() {
	w := measure(p.rows)
	for _, row := range p.rows {
		switch row := row.(type) {
		case *syntax.Field:
			p.field(row, w)
		case *syntax.EnumValue:
			p.enumValue(row, w)
		case *syntax.Property:
			p.property(row, w)
		case *syntax.CommentBlock:
			p.comments(indent, row)
		case *syntax.BrokenLine:
			p.brokenLine(row)
		}
	}
	p.rows = p.rows[:0]
}

func measure(rows []syntax.Member) widths {
	var w widths
	for _, row := range rows {
		switch row := row.(type) {
		case *syntax.Field:
			w.name = max(w.name, row.Name.Span.Len())
			if row.Type != nil {
				w.typ = max(w.typ, row.Type.Base.Len()+len(arityMark(row.Type)))
			}
		case *syntax.EnumValue:
			w.name = max(w.name, row.Name.Span.Len())
		case *syntax.Property:
			w.name = max(w.name, row.Name.Span.Len())
		}
	}
	return w
}

func (p *printer) field(f *syntax.Field, w widths) {
	p.write(indent)
	p.writeSpan(f.Name.Span)
	if f.Type != nil || len(f.Attributes) > 0 {
		p.pad(w.name - f.Name.Span.Len() + 1)
	}
	width := 0
	if f.Type != nil {
		mark := arityMark(f.Type)
		p.writeSpan(f.Type.Base)
		p.write(mark)
		width = f.Type.Base.Len() + len(mark)
	}
	if len(f.Attributes) > 0 {
		p.pad(w.typ - width + 1)
		p.sortedAttributes(f.Attributes)
	}
	p.trailing(f.Comment)
	p.write("\n")
}

// arityMark is what stands behind the type; the forms of Prisma 1 get today's.
func arityMark(t *syntax.FieldType) string {
	switch {
	case t.Legacy == syntax.LegacyList || t.Arity == syntax.List:
		return "[]"
	case t.Arity == syntax.Optional:
		return "?"
	case t.Arity == syntax.OptionalList:
		return "[]?"
	}
	return ""
}

// enumValue keeps the order of the attributes, as Prisma does.
func (p *printer) enumValue(v *syntax.EnumValue, w widths) {
	p.write(indent)
	p.writeSpan(v.Name.Span)
	for i := range v.Attributes {
		if i == 0 {
			p.pad(w.name - v.Name.Span.Len() + 1)
		} else {
			p.write(" ")
		}
		p.write("@")
		p.attribute(&v.Attributes[i])
	}
	p.trailing(v.Comment)
	p.write("\n")
}

func (p *printer) property(prop *syntax.Property, w widths) {
	p.write(indent)
	p.writeSpan(prop.Name.Span)
	p.pad(w.name - prop.Name.Span.Len() + 1)
	p.write("=")
	if prop.Value != nil {
		p.write(" ")
		p.expr(prop.Value)
	}
	p.trailing(prop.Comment)
	p.write("\n")
}

// brokenLine keeps the "\r" of its line end, as Prisma does.
func (p *printer) brokenLine(l *syntax.BrokenLine) {
	p.write(indent)
	p.broken = true
	p.writeSpan(l.Span)
	end := p.text[l.End.Start:l.End.End]
	if len(end) > 0 && end[0] == '\r' {
		p.write("\r")
	}
	p.write("\n")
}
