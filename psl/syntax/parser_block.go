package syntax

import "create-app/psl/token"

// contents are the three kinds of body a block may have.
type contents int

const (
	fieldContents contents = iota
	valueContents
	propertyContents
)

func contentsOf(kind BlockKind) contents {
	switch kind {
	case Enum:
		return valueContents
	case Datasource, Generator:
		return propertyContents
	}
	return fieldContents
}

// bitset holds offsets of the source; the zero value is empty.
type bitset []uint64

func (b bitset) has(p token.Pos) bool { return b != nil && b[p>>6]&(1<<(p&63)) != 0 }

func (b *bitset) add(p token.Pos, size int) {
	if *b == nil {
		*b = make(bitset, size>>6+1)
	}
	(*b)[p>>6] |= 1 << (p & 63)
}

// block reads a block whose keyword has just been read. Without a closing brace
// there is no block, and nothing of the attempt stays but the place.
func (p *parser) block(kind BlockKind, start token.Pos, doc *CommentBlock) *Block {
	b := Block{Kind: kind, Keyword: token.Span{Start: start, End: p.pos}, Doc: doc}
	p.blanks()
	b.Name = Ident{p.name()}
	if b.Name.Span.Len() == 0 {
		return nil
	}
	p.blanks()
	var ok bool
	if b.Open, b.Rest, ok = p.blockOpen(); !ok {
		return nil
	}
	reported := len(p.diagnostics)
	b.Contents.Start = p.pos
	if b.Members, ok = p.contents(kind); !ok {
		for _, m := range b.Members {
			p.openEnded[contentsOf(kind)].add(m.Pos().Start, len(p.src))
		}
		p.nodes.member.Undo(len(b.Members))
		p.diagnostics = p.diagnostics[:reported]
		return nil
	}
	b.Close = token.Span{Start: p.pos, End: p.pos + 1}
	b.Contents.End = p.pos
	p.pos++
	b.Span = token.Span{Start: start, End: p.pos}
	return p.nodes.block.Put(b)
}

// contents reads the members up to the closing brace, and reports whether there
// is one. A place from which an earlier attempt found none is not tried again,
// so that a thousand unclosed blocks cost no more than one.
func (p *parser) contents(kind BlockKind) (members []Member, closed bool) {
	var doc *CommentBlock      // for the next field or value
	var directly *CommentBlock // for a block attribute that follows at once
	openEnded := p.openEnded[contentsOf(kind)]
	for {
		p.blanks()
		if p.atEnd() || openEnded.has(p.pos) {
			return members, false
		}
		if p.peek() == '}' {
			return members, true
		}
		m := p.memberOf(kind, doc, directly)
		members = p.nodes.member.Extend(members)
		members[len(members)-1] = m
		directly = nil
		switch m := m.(type) {
		case *CommentBlock:
			doc, directly = m, m
		case *Field, *EnumValue:
			doc = nil
		}
	}
}

func (p *parser) memberOf(kind BlockKind, doc, directly *CommentBlock) Member {
	start, reported := p.pos, len(p.diagnostics)
	p.tooDeep = false
	switch c := p.peek(); {
	case classes[c]&isLineEnd != 0:
		return p.blankLines()
	case c == '/':
		if comments := p.commentBlock(); comments != nil {
			return comments
		}
	case c == '@':
		if contentsOf(kind) != propertyContents {
			if a := p.blockAttribute(directly); a != nil {
				return a
			}
		}
	default:
		if m := p.named(kind, doc); m != nil {
			return m
		}
	}
	p.pos, p.diagnostics = start, p.diagnostics[:reported]
	line := p.brokenLine()
	if p.tooDeep {
		p.report(nestedTooDeep(line.Span))
	} else {
		p.report(invalidMember(kind, line.Span, p.src[line.Span.Start:line.Span.End]))
	}
	return line
}

// named reads the member that starts with a name: which one it is depends on
// the kind of block.
func (p *parser) named(kind BlockKind, doc *CommentBlock) Member {
	name := Ident{p.name()}
	if name.Span.Len() == 0 {
		return nil
	}
	switch contentsOf(kind) {
	case valueContents:
		if v := p.enumValue(name, doc); v != nil {
			return v
		}
	case propertyContents:
		if v := p.property(name); v != nil {
			return v
		}
	default:
		if f := p.field(name, doc); f != nil {
			return f
		}
	}
	return nil
}

func (p *parser) field(name Ident, doc *CommentBlock) *Field {
	f := p.nodes.field.New()
	if !p.readField(f, name) {
		p.nodes.field.Undo(1)
		return nil
	}
	f.Doc = doc
	return f
}

// readField reads what stands behind the name.
func (p *parser) readField(f *Field, name Ident) bool {
	f.Name, f.Span = name, name.Span
	p.blanks()
	if p.peek() == ':' {
		f.Colon = token.Span{Start: p.pos, End: p.pos + 1}
		f.Span.End = f.Colon.End
		p.pos++
		p.blanks()
	}
	if f.Type = p.fieldType(); f.Type != nil {
		f.Span.End = f.Type.Span.End
	}
	reported := len(p.diagnostics)
	if f.Attributes = p.fieldAttributes(); len(f.Attributes) > 0 {
		f.Span.End = f.Attributes[len(f.Attributes)-1].Span.End
	}
	var ok bool
	if f.Comment, ok = p.endOfLine(); !ok {
		return false
	}
	p.checkField(f, reported)
	return true
}

// checkField reports a declaration that only looks like a field. Such a field
// has no part in anything Prisma looks at later, so neither have mistakes in
// its attributes, which are those from mark on.
func (p *parser) checkField(f *Field, mark int) {
	if f.Valid() {
		return
	}
	p.diagnostics = p.diagnostics[:mark]
	switch {
	case !f.Colon.IsZero():
		p.report(legacyColon(f))
	case f.Type == nil:
		p.report(missingType(f.Name.Span, f.Name.Text(p.file)))
	default:
		p.report(legacyType(f.Type, p.file.Slice(f.Type.Base)))
	}
}

// Valid reports whether f is a field at all: it has a type and nothing of
// Prisma 1's syntax. A field that is not valid has been reported already.
func (f *Field) Valid() bool {
	return f.Colon.IsZero() && f.Type != nil && f.Type.Legacy == NotLegacy && f.Type.Arity != OptionalList
}

// fieldType reads a type with its marks and blanks behind it. Marks that do not
// fit are left out, and the line then fails for them.
func (p *parser) fieldType() *FieldType {
	t := p.nodes.fieldType.New()
	t.Span.Start = p.pos
	ok := false
	if p.peek() == '[' {
		ok = p.bracketedType(t)
	} else {
		ok = p.markedType(t)
	}
	if !ok {
		p.pos = t.Span.Start
		p.nodes.fieldType.Undo(1)
		return nil
	}
	return t
}

// bracketedType reads "[Type]" as Prisma 1 had it.
func (p *parser) bracketedType(t *FieldType) bool {
	p.pos++
	p.blanks()
	if !p.baseType(t) {
		return false
	}
	p.blanks()
	if !p.eat(']') {
		return false
	}
	t.Arity, t.Legacy = List, LegacyList
	t.Span.End = p.pos
	return true
}

// markedType reads a type and "[]" or "?".
func (p *parser) markedType(t *FieldType) bool {
	if !p.baseType(t) {
		return false
	}
	t.Span.End = p.pos
	p.blanks()
	switch {
	case p.eatText("[]"):
		t.Arity = List
		t.Span.End = p.pos
		p.blanks()
		if p.eat('?') {
			t.Arity = OptionalList
			t.Span.End = p.pos
		}
	case p.eat('?'):
		t.Arity = Optional
		t.Span.End = p.pos
	case p.eat('!'):
		t.Legacy = LegacyRequired
		t.Span.End = p.pos
	}
	return true
}

// baseType reads a type without its marks into t.
func (p *parser) baseType(t *FieldType) bool {
	start := p.pos
	if p.at("Unsupported(") && p.unsupported(t) {
		return true
	}
	p.pos = start
	t.Name = Ident{p.name()}
	t.Base = t.Name.Span
	return t.Name.Span.Len() > 0
}

func (p *parser) unsupported(t *FieldType) bool {
	const word = "Unsupported"
	t.Name = Ident{token.Span{Start: p.pos, End: p.pos + token.Pos(len(word))}}
	p.pos = t.Name.Span.End + 1
	p.blanks()
	s := p.str()
	if s == nil {
		return false
	}
	p.blanks()
	if !p.eat(')') {
		return false
	}
	t.Unsupported = s
	t.Base = token.Span{Start: t.Name.Span.Start, End: p.pos}
	return true
}

func (p *parser) enumValue(name Ident, doc *CommentBlock) *EnumValue {
	v := EnumValue{Name: name, Doc: doc, Span: name.Span}
	if v.Attributes = p.fieldAttributes(); len(v.Attributes) > 0 {
		v.Span.End = v.Attributes[len(v.Attributes)-1].Span.End
	}
	var ok bool
	if v.Comment, ok = p.endOfLine(); !ok {
		return nil
	}
	return p.nodes.value.Put(v)
}

func (p *parser) property(name Ident) *Property {
	v := Property{Name: name, Span: name.Span}
	p.blanks()
	v.Equals.Start = p.pos
	if !p.eat('=') {
		return nil
	}
	v.Equals.End, v.Span.End = p.pos, p.pos
	p.blanks()
	if v.Value = p.expression(); v.Value != nil {
		v.Span.End = v.Value.Pos().End
	}
	var ok bool
	if v.Comment, ok = p.endOfLine(); !ok {
		return nil
	}
	return p.nodes.property.Put(v)
}

func (p *parser) blockAttribute(doc *CommentBlock) *BlockAttribute {
	if !p.at("@@") {
		return nil
	}
	a := p.nodes.blockAttr.New()
	if !p.readBlockAttribute(a) {
		p.nodes.blockAttr.Undo(1)
		return nil
	}
	a.Doc = doc
	return a
}

func (p *parser) readBlockAttribute(a *BlockAttribute) bool {
	start := p.pos
	p.pos++ // the second "@" and what follows it read like those of a field
	if !p.attribute(&a.Attribute) {
		return false
	}
	a.Span.Start = start
	var ok bool
	a.Comment, ok = p.endOfLine()
	return ok
}

// endOfLine reads a comment, if there is one, and the line end behind it.
func (p *parser) endOfLine() (Comment, bool) {
	p.blanks()
	var c Comment
	if p.peek() == '/' {
		var ok bool
		if c, ok = p.comment(); !ok {
			return Comment{}, false
		}
		p.blanks()
	}
	return c, p.lineEnd()
}
