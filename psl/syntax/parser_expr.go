package syntax

import "create-app/psl/token"

// fieldAttributes reads the attributes of a field, an enum value or a type
// alias, and the blanks before them.
func (p *parser) fieldAttributes() []Attribute {
	var list []Attribute
	for p.blanks(); p.peek() == '@'; p.blanks() {
		start := p.pos
		list = p.nodes.attribute.Extend(list)
		if !p.attribute(&list[len(list)-1]) {
			p.pos = start
			p.nodes.attribute.Undo(1)
			list = list[:len(list)-1]
			break
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// attribute reads an attribute, and perhaps blanks behind it, into a, which is
// zero. Where it fails the place is somewhere behind the start.
func (p *parser) attribute(a *Attribute) bool {
	a.Span.Start = p.pos
	p.pos++ // the "@"
	p.blanks()
	a.Name = Ident{p.path()}
	if a.Name.Span.Len() == 0 {
		return false
	}
	a.Span.End = p.pos
	p.blanks()
	if p.peek() == '(' {
		args := p.nodes.arguments.New()
		if p.argumentList(args) {
			a.Args, a.Span.End = args, p.pos
		} else {
			p.nodes.arguments.Undo(1)
			p.pos = a.Span.End
		}
	}
	return true
}

// argumentList reads arguments in parentheses, into a list that is zero. Where
// it fails the place is somewhere behind the start.
func (p *parser) argumentList(list *Arguments) bool {
	list.Span.Start = p.pos
	if !p.eat('(') || !p.deeper() {
		return false
	}
	p.readArguments(list)
	p.depth--
	list.Span.End = p.pos + 1
	return p.eat(')')
}

// readArguments reads what stands between the parentheses.
func (p *parser) readArguments(list *Arguments) {
	mark := len(p.arguments)
	for p.blanks(); ; p.blanks() {
		a, ok := p.argument()
		if !ok {
			break
		}
		p.arguments = append(p.arguments, a)
		p.blanks()
		comma := p.pos
		if !p.eat(',') {
			break
		}
		list.TrailingComma = token.Span{Start: comma, End: p.pos}
	}
	list.List, p.arguments = p.nodes.argument.Copy(p.arguments[mark:]), p.arguments[:mark]
	p.closeTrailingComma(list)
}

// closeTrailingComma decides about the last comma that was read: with nothing
// behind it, it is the trailing one. A list of a comma alone has one too.
func (p *parser) closeTrailingComma(list *Arguments) {
	p.blanks()
	if len(list.List) == 0 {
		if start := p.pos; p.eat(',') {
			list.TrailingComma = token.Span{Start: start, End: p.pos}
			p.blanks()
		}
		return
	}
	if list.TrailingComma.Start < list.List[len(list.List)-1].Span.End {
		list.TrailingComma = token.Span{}
	}
}

func (p *parser) argument() (Argument, bool) {
	name := p.name()
	if name.Len() == 0 {
		value := p.expression()
		if value == nil {
			return Argument{}, false
		}
		return Argument{Span: value.Pos(), Value: value}, true
	}
	p.blanks()
	if !p.eat(':') {
		p.pos = name.End
		value := p.word(name) // never nil
		return Argument{Span: value.Pos(), Value: value}, true
	}
	a := Argument{Name: Ident{name}, Span: token.Span{Start: name.Start, End: p.pos}}
	p.blanks()
	if a.Value = p.expression(); a.Value != nil {
		a.Span.End = a.Value.Pos().End
	}
	p.pos = a.Span.End
	return a, true
}

// expression reads a value; where there is none it returns nil and stays.
func (p *parser) expression() Expr {
	start := p.pos
	switch c := p.peek(); {
	case c == '"':
		if s := p.str(); s != nil {
			return s
		}
	case c == '[':
		if a := p.array(); a != nil {
			return a
		}
	case c == '{':
		if o := p.object(); o != nil {
			return o
		}
	case c == '-':
		if p.number() {
			return p.nodes.number.Put(Number{token.Span{Start: start, End: p.pos}})
		}
	default:
		if name := p.name(); name.Len() > 0 {
			return p.word(name)
		}
	}
	p.pos = start
	return nil
}

// word reads a call, a number or a path; all of them may start with a digit. Its
// first name has been read.
func (p *parser) word(first token.Span) Expr {
	start, name := first.Start, p.pathFrom(first)
	p.blanks()
	if p.peek() == '(' {
		call := Call{Name: Ident{name}}
		if p.argumentList(&call.Args) {
			return p.nodes.call.Put(call)
		}
	}
	p.pos = start
	if p.number() {
		return p.nodes.number.Put(Number{token.Span{Start: start, End: p.pos}})
	}
	p.pos = name.End
	return p.nodes.path.Put(Path{Ident{name}})
}

func (p *parser) array() *Array {
	a := Array{Span: token.Span{Start: p.pos}}
	mark := len(p.elements)
	ok := p.list('[', ']', func() bool {
		value := p.expression()
		if value != nil {
			p.elements = append(p.elements, value)
		}
		return value != nil
	})
	if !ok {
		p.elements = p.elements[:mark]
		return nil
	}
	a.Elements, p.elements = p.nodes.element.Copy(p.elements[mark:]), p.elements[:mark]
	a.Span.End = p.pos
	return p.nodes.array.Put(a)
}

func (p *parser) object() *Object {
	if p.version < Prisma7 {
		return nil
	}
	o := Object{Span: token.Span{Start: p.pos}}
	mark := len(p.entries)
	ok := p.list('{', '}', func() bool {
		e, ok := p.entry()
		if ok {
			p.entries = append(p.entries, e)
		}
		return ok
	})
	if !ok {
		p.entries = p.entries[:mark]
		return nil
	}
	o.Entries, p.entries = p.nodes.entry.Copy(p.entries[mark:]), p.entries[:mark]
	o.Span.End = p.pos
	return p.nodes.object.Put(o)
}

// list reads what element reads, any number of times with commas between,
// in brackets. There is no trailing comma.
func (p *parser) list(open, closing byte, element func() bool) bool {
	if !p.eat(open) || !p.deeper() {
		return false
	}
	ok := p.elementsUntil(closing, element)
	p.depth--
	return ok
}

func (p *parser) elementsUntil(closing byte, element func() bool) bool {
	p.blanks()
	if p.eat(closing) {
		return true
	}
	for element() {
		p.blanks()
		if p.eat(closing) {
			return true
		}
		if !p.eat(',') {
			return false
		}
		p.blanks()
	}
	return false
}

func (p *parser) entry() (Entry, bool) {
	start := p.pos
	e := Entry{Key: Ident{p.name()}}
	p.blanks()
	if e.Key.Span.Len() == 0 || !p.eat(':') {
		p.pos = start
		return e, false
	}
	p.blanks()
	if e.Value = p.expression(); e.Value == nil {
		p.pos = start
		return e, false
	}
	e.Span = token.Span{Start: start, End: e.Value.Pos().End}
	return e, true
}

// deeper notes one more open bracket, unless there are too many.
func (p *parser) deeper() bool {
	if p.depth >= maxDepth {
		p.tooDeep = true
		return false
	}
	p.depth++
	return true
}
