package syntax

import (
	"iter"
	"strings"
	"unicode/utf8"

	"create-app/psl/diag"
	"create-app/psl/internal/slab"
	"create-app/psl/token"
)

// Version is a major version of Prisma. The zero Version stands for Prisma7.
type Version int

// The versions. Their grammars differ in one thing: Prisma 6 has no object
// literals. What else they judge differently is the business of package validate.
const (
	Prisma6 Version = 6
	Prisma7 Version = 7
)

// VersionOf is the version whose language a major version of Prisma speaks: the
// ones before 6 speak that of 6. A major that is not known, 0, is taken for 7.
func VersionOf(major int) Version {
	if major != 0 && major < 7 {
		return Prisma6
	}
	return Prisma7
}

// orLatest is v, or what the zero Version stands for.
func (v Version) orLatest() Version {
	if v == 0 {
		return Prisma7
	}
	return v
}

// MaxSource is the largest source that is read, in bytes.
const MaxSource = 1 << 30

// maxDepth is how deep brackets may nest. Prisma's own parser, as built for
// its CLI, runs out of stack somewhere between 1,100 and 3,000.
const maxDepth = 1024

// Parse reads text with the grammar of Prisma 7. It never fails: what does not
// fit is in the tree as a broken line and in the file's Diagnostics. The name is
// only used in messages. Text that is not UTF-8 is read as far as it can be and
// reported; a text of more than 1 GiB is reported and not read.
func Parse(name, text string) *File { return ParseAs(Prisma7, name, text) }

// ParseAs is Parse with the grammar of the given version.
func ParseAs(version Version, name, text string) *File {
	return read(version.orLatest(), token.NewFile(name, text))
}

func read(version Version, src *token.File) *File {
	return new(Memory).read(version, src)
}

// Memory is what a tree is made of. A caller that reads one text after the other,
// and needs of each only until the next, has the same memory used again, which
// saves most of the work of a garbage collector. The zero Memory is ready.
type Memory struct{ parts []*nodeSlabs }

// ParseAs is the function of that name. The file that the memory was used for
// before is gone: none of its nodes may be looked at any more.
func (m *Memory) ParseAs(version Version, name, text string) *File {
	return m.read(version.orLatest(), token.NewFile(name, text))
}

func (m *Memory) read(version Version, src *token.File) *File {
	for _, nodes := range m.parts {
		nodes.reset()
	}
	p := newParser(version, src)
	f := &File{File: src, Version: version, BOM: p.bom}
	f.readInParts(m, p)
	return f
}

// part is the memory of one of the parsers that read a source.
func (m *Memory) part(i int) *nodeSlabs {
	for len(m.parts) <= i {
		m.parts = append(m.parts, &nodeSlabs{})
	}
	return m.parts[i]
}

// As is f as version reads it: f itself where it was read so, else the same
// source read again.
func (f *File) As(version Version) *File {
	if version = version.orLatest(); version == f.Version {
		return f
	}
	return read(version, f.File)
}

// InOneVersion are files as the version of the first one reads them. The list
// itself comes back where all of them were read so.
func InOneVersion(files []*File) []*File {
	for i := range files {
		if files[i].Version == files[0].Version {
			continue
		}
		same := make([]*File, len(files))
		for i, f := range files {
			same[i] = f.As(files[0].Version)
		}
		return same
	}
	return files
}

// BOM is the byte order mark at the start of a text, or the zero Span.
func BOM(text string) token.Span {
	const mark = "\ufeff"
	if strings.HasPrefix(text, mark) {
		return token.Span{End: token.Pos(len(mark))}
	}
	return token.Span{}
}

// Items reads text with the grammar of a version, item by item, for a caller that
// needs neither the whole tree nor diagnostics: a text of any length takes the
// memory of its longest item. An item and what belongs to it are gone when the
// next one is read. A byte order mark is in no item, and a text of more than 1 GiB
// has none. Most callers want Parse.
func Items(version Version, text string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		p := newParser(version.orLatest(), token.NewFile("", text))
		p.silent = true // in a text without one good line they take more memory than all else
		for item := p.next(); item != nil && yield(item); item = p.next() {
			p.release()
		}
	}
}

// WithMarkAsText reads f again as Prisma does, which knows no byte order mark
// and takes it for text: the line that it begins is lost, and with it the block
// that starts there. A file without a mark is returned as it is.
func (f *File) WithMarkAsText() *File {
	if f.BOM.IsZero() {
		return f
	}
	p := newParser(f.Version, f.File)
	p.pos = 0
	line := p.brokenLine()
	p.report(byteOrderMark(f.BOM))
	again := &File{File: f.File, Version: f.Version}
	again.readInParts(&Memory{parts: []*nodeSlabs{p.nodes}}, p, line)
	return again
}

// parser reads a source item by item.
type parser struct {
	scanner
	version Version
	file    *token.File
	bom     token.Span

	diagnostics diag.List
	above       *CommentBlock // the comment block that ends where the next item starts
	depth       int           // of brackets
	tooDeep     bool          // brackets of the current line nest too deep
	silent      bool          // the diagnostics are not wanted
	openEnded   [3]bitset     // places from which no closing brace is found, by kind of contents

	// Stacks of what belongs to a node that is not complete yet and may hold
	// nodes of its own kind.
	arguments []Argument
	elements  []Expr
	entries   []Entry

	nodes *nodeSlabs
}

// nodeSlabs hold the memory of the tree.
type nodeSlabs struct {
	item         slab.Of[Item]
	block        slab.Of[Block]
	field        slab.Of[Field]
	fieldType    slab.Of[FieldType]
	value        slab.Of[EnumValue]
	property     slab.Of[Property]
	attribute    slab.Of[Attribute]
	blockAttr    slab.Of[BlockAttribute]
	arguments    slab.Of[Arguments]
	argument     slab.Of[Argument]
	str          slab.Of[String]
	number       slab.Of[Number]
	path         slab.Of[Path]
	call         slab.Of[Call]
	array        slab.Of[Array]
	object       slab.Of[Object]
	entry        slab.Of[Entry]
	element      slab.Of[Expr]
	comment      slab.Of[Comment]
	commentBlock slab.Of[CommentBlock]
	blankLines   slab.Of[BlankLines]
	brokenLine   slab.Of[BrokenLine]
	member       slab.Of[Member]
}

// expect tells the slabs how many nodes text has, as far as that can be seen
// from its beginning without reading it.
func (n *nodeSlabs) expect(text string) {
	sample := text[:min(len(text), 16<<10)]
	count := func(sign string) int {
		return int(int64(strings.Count(sample, sign)) * int64(len(text)) / int64(max(len(sample), 1)))
	}
	blocks, lines, lists, arrays := count("{"), count("\n"), count("("), count("[")
	n.item.Expect(2 * blocks) // and blank lines between them
	n.block.Expect(blocks)
	n.member.Expect(lines)
	n.field.Expect(lines * 5 / 8)
	n.fieldType.Expect(lines * 5 / 8)
	n.attribute.Expect(count("@"))
	n.arguments.Expect(lists)
	n.argument.Expect(lists + count(","))
	n.str.Expect(count(`"`) / 2)
	n.array.Expect(arrays)
	n.element.Expect(arrays)
	n.path.Expect(arrays)
}

// newParser returns a parser at the start of file, behind a byte order mark.
func newParser(version Version, file *token.File) *parser {
	p := parserAt(version, file, 0)
	if len(file.Text) > MaxSource {
		p.report(sourceTooLarge())
		p.src = ""
		return p
	}
	if !utf8.ValidString(p.src) {
		at := firstInvalid(p.src)
		p.report(invalidUTF8(token.Span{Start: at, End: at + 1}))
	}
	p.bom = BOM(p.src)
	p.pos = p.bom.End
	return p
}

// parserAt returns a parser at pos, which has looked at nothing yet.
func parserAt(version Version, file *token.File, pos token.Pos) *parser {
	return &parser{
		scanner: scanner{src: file.Text, pos: pos}, version: version, file: file, nodes: &nodeSlabs{},
		arguments: make([]Argument, 0, 8), elements: make([]Expr, 0, 8),
	}
}

func firstInvalid(s string) token.Pos {
	for i := 0; ; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size <= 1 {
			return token.Pos(i)
		}
		i += size
	}
}

// release says that the items returned so far are no longer used. Their memory
// serves for the items to come.
func (p *parser) release() {
	p.nodes.reset()
	p.above = nil
}

func (n *nodeSlabs) reset() {
	n.item.Reset()
	n.block.Reset()
	n.field.Reset()
	n.fieldType.Reset()
	n.value.Reset()
	n.property.Reset()
	n.attribute.Reset()
	n.blockAttr.Reset()
	n.arguments.Reset()
	n.argument.Reset()
	n.str.Reset()
	n.number.Reset()
	n.path.Reset()
	n.call.Reset()
	n.array.Reset()
	n.object.Reset()
	n.entry.Reset()
	n.element.Reset()
	n.comment.Reset()
	n.commentBlock.Reset()
	n.blankLines.Reset()
	n.brokenLine.Reset()
	n.member.Reset()
}

// next returns the next item, or nil at the end of the source.
func (p *parser) next() Item {
	p.blanks()
	if p.atEnd() {
		return nil
	}
	above := p.above
	p.above = nil
	switch c := p.peek(); {
	case classes[c]&isLineEnd != 0:
		return p.blankLines()
	case c == '/':
		if comments := p.commentBlock(); comments != nil {
			p.above = comments
			return comments
		}
	default:
		if item := p.declaration(above); item != nil {
			return item
		}
	}
	line := p.brokenLine()
	p.report(invalidLine(line.Span))
	return line
}

// declaration reads whatever starts with a word.
func (p *parser) declaration(doc *CommentBlock) Item {
	start := p.pos
	for kind := Model; kind <= Generator; kind++ {
		if !p.eatText(keywords[kind]) {
			continue
		}
		if b := p.block(kind, start, doc); b != nil {
			return b
		}
		p.pos = start
		if kind == Type {
			if a := p.typeAlias(); a != nil {
				return a
			}
			p.pos = start
		}
		break
	}
	if b := p.brokenBlock(); b != nil {
		return b
	}
	p.pos = start
	return nil
}

func (p *parser) typeAlias() *TypeAlias {
	start := p.pos
	p.eatText(keywords[Type])
	p.blanks()
	name := Ident{p.name()}
	p.blanks()
	if name.Span.Len() == 0 || !p.eat('=') {
		return nil
	}
	p.blanks()
	var base FieldType
	if !p.baseType(&base) {
		return nil
	}
	// As for Prisma, blanks behind it belong to it unless it ends with ")".
	if attributes := p.fieldAttributes(); len(attributes) > 0 {
		if last := &attributes[len(attributes)-1]; last.Args != nil {
			p.pos = last.Span.End
		}
	}
	a := &TypeAlias{Span: token.Span{Start: start, End: p.pos}, Name: name}
	p.report(typeAlias(a.Span, name.Text(p.file)))
	return a
}

func (p *parser) brokenBlock() *BrokenBlock {
	start := p.pos
	name := Ident{p.name()}
	if name.Span.Len() == 0 {
		return nil
	}
	p.blanks()
	if _, _, ok := p.blockOpen(); !ok {
		return nil
	}
	end := p.brace.find(p.src, "}", p.pos)
	if int(end) == len(p.src) {
		return nil
	}
	p.pos = end + 1
	b := &BrokenBlock{Span: token.Span{Start: start, End: p.pos}, Name: name}
	p.report(unknownBlock(name.Span, name.Text(p.file)))
	return b
}

// blockOpen reads "{" and the rest of its line, line end included.
func (p *parser) blockOpen() (open, rest token.Span, ok bool) {
	open.Start = p.pos
	if !p.eat('{') {
		return open, rest, false
	}
	open.End = p.pos
	p.blanks()
	rest.Start = p.pos
	p.toLineEnd()
	rest.End = p.pos
	if !p.lineEnd() {
		return open, rest, false
	}
	return open, trimBlanks(p.src, rest), true
}

// trimBlanks takes trailing blanks from span; an empty span becomes zero.
func trimBlanks(src string, span token.Span) token.Span {
	text := strings.TrimRightFunc(src[span.Start:span.End], isBlankRune)
	if text == "" {
		return token.Span{}
	}
	return token.Span{Start: span.Start, End: span.Start + token.Pos(len(text))}
}

// blankLines reads line ends and the blanks between them.
func (p *parser) blankLines() *BlankLines {
	b := BlankLines{Span: token.Span{Start: p.pos}}
	for p.lineEnd() {
		b.Count++
		b.Span.End = p.pos
		p.blanks()
	}
	p.pos = b.Span.End
	return p.nodes.blankLines.Put(b)
}

// commentBlock reads comments on lines that follow each other, and the line end
// behind the last. Blanks behind "*/" end the block, as they do for Prisma.
func (p *parser) commentBlock() *CommentBlock {
	var b CommentBlock
	for at := p.pos; ; at = p.pos {
		p.blanks()
		c, ok := p.comment()
		if !ok {
			p.pos = at
			break
		}
		b.Lines = p.nodes.comment.Extend(b.Lines)
		b.Lines[len(b.Lines)-1] = c
		p.lineEnd()
	}
	if len(b.Lines) == 0 {
		return nil
	}
	b.Span = token.Span{Start: b.Lines[0].Span.Start, End: b.Lines[len(b.Lines)-1].Span.End}
	return p.nodes.commentBlock.Put(b)
}

// brokenLine reads what is left of the line, line end included.
func (p *parser) brokenLine() *BrokenLine {
	b := BrokenLine{Span: token.Span{Start: p.pos}}
	p.toLineEnd()
	b.Span.End, b.End.Start = p.pos, p.pos
	p.lineEnd()
	b.End.End = p.pos
	return p.nodes.brokenLine.Put(b)
}
