package format

import (
	"strings"

	"create-app/psl/syntax"
	"create-app/psl/token"
)

// printer writes the pieces of a file one after the other. Its slices are
// reused from block to block, so that a large file takes no more memory than
// its largest block.
type printer struct {
	text string // the source; all spans are offsets into it
	out  strings.Builder

	last  lastItem
	blank bool // blank lines stand between the last item and the next

	// broken is set by text that was kept as it is. What is laid out around it
	// may make it read otherwise: a comment that begins in such a line, for
	// example, ends it once a line end stands behind "*/".
	broken bool

	rows       []syntax.Member // lines that are aligned with each other
	blockAttrs []blockAttr
	attrs      []*syntax.Attribute
}

// lastItem is what the printer must know of the item before.
type lastItem uint8

const (
	nothing lastItem = iota
	block
	other
)

// blockAttr is a "@@" attribute with the comment that moves along with it.
type blockAttr struct {
	comment *syntax.CommentBlock
	attr    *syntax.BlockAttribute
}

// newPrinter has room for the output: layout mostly adds blanks, and an eighth
// more is enough as a rule.
func newPrinter(text string) *printer {
	p := &printer{text: text}
	p.out.Grow(len(text) + len(text)/8 + 64)
	return p
}

// item writes one piece of the file. Blank lines are written with the piece
// behind them, so that there are none at either end of the output.
func (p *printer) item(item syntax.Item) {
	if _, ok := item.(*syntax.BlankLines); ok {
		p.blank = true
		return
	}
	// Prisma sets what follows a "}" on the same line right below it, and puts
	// an empty line there when it is run again.
	if p.last == block || p.blank && p.last != nothing {
		p.out.WriteByte('\n')
	}
	p.blank, p.last = false, other
	switch item := item.(type) {
	case *syntax.Block:
		p.block(item)
		p.last = block
	case *syntax.CommentBlock:
		p.comments("", item)
	case *syntax.BrokenLine:
		p.broken = true
		p.writeSpan(item.Span)
		p.writeSpan(item.End)
	default: // a type alias or an unknown block
		p.broken = true
		p.writeSpan(item.Pos())
	}
}

// finish returns what was written, with the line end that every file has.
func (p *printer) finish(version syntax.Version) string {
	if !strings.HasSuffix(p.out.String(), "\n") {
		p.out.WriteByte('\n')
	}
	out := p.out.String()
	if p.broken && out != p.text {
		return SourceAs(version, out)
	}
	return out
}

func (p *printer) block(b *syntax.Block) {
	p.write(b.Kind.String())
	p.write(" ")
	p.writeSpan(b.Name.Span)
	p.write(" {")
	if b.Rest.Len() > 0 {
		p.write(" ")
		p.writeSpan(b.Rest)
	}
	p.write("\n")
	p.body(b.Members)
	p.write("}\n")
}

// body writes the lines of a block. Empty lines end a group of aligned rows,
// and block attributes go to the end, each with the comment right above it.
func (p *printer) body(members []syntax.Member) {
	p.blockAttrs = p.blockAttrs[:0]
	start := p.out.Len()
	for i := 0; i < len(members); i++ {
		gap := false
		if _, gap = members[i].(*syntax.BlankLines); gap {
			if i++; i == len(members) {
				break
			}
		}
		var next syntax.Member
		if i+1 < len(members) {
			next = members[i+1]
		}
		switch m := members[i].(type) {
		case *syntax.BlockAttribute:
			p.blockAttrs = append(p.blockAttrs, blockAttr{attr: m})
			continue
		case *syntax.CommentBlock:
			if attr, ok := next.(*syntax.BlockAttribute); ok {
				p.blockAttrs = append(p.blockAttrs, blockAttr{comment: m, attr: attr})
				i++
				continue
			}
		}
		if gap {
			p.flushRows()
			// Prisma leaves an empty first line where block attributes that
			// stood above it moved away, and removes it when run again.
			if p.out.Len() > start {
				p.write("\n")
			}
		}
		p.rows = append(p.rows, members[i])
	}
	p.flushRows()
	p.writeBlockAttrs()
}

func (p *printer) writeBlockAttrs() {
	if len(p.blockAttrs) == 0 {
		return
	}
	p.write("\n")
	p.sortBlockAttrs(p.blockAttrs)
	for _, a := range p.blockAttrs {
		if a.comment != nil {
			p.comments(indent, a.comment)
		}
		p.write(indent)
		p.write("@@")
		p.attribute(&a.attr.Attribute)
		p.trailing(a.attr.Comment)
		p.write("\n")
	}
}

func (p *printer) trailing(c syntax.Comment) {
	if c.Kind != syntax.NoComment {
		p.write(" ")
		p.writeSpan(c.Span)
	}
}

func (p *printer) write(s string) { p.out.WriteString(s) }

func (p *printer) writeSpan(s token.Span) { p.out.WriteString(p.text[s.Start:s.End]) }

const (
	indent = "  "
	blanks = "                                                                "
)

// pad writes n spaces.
func (p *printer) pad(n int) {
	for n > len(blanks) {
		p.write(blanks)
		n -= len(blanks)
	}
	if n > 0 {
		p.write(blanks[:n])
	}
}
