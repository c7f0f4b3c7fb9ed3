package syntax

import (
	"runtime"
	"strings"
	"sync"

	"create-app/psl/token"
)

// partSize is the least text, in bytes, that is worth a parser of its own.
const partSize = 64 << 10

// part is a stretch of a source that is read on its own, from start up to end,
// where the next part starts, or a little further.
type part struct {
	parser     *parser
	start, end token.Pos
	items      []Item
}

// readInParts reads the source of p with several parsers at once, or with p
// alone where it is too short to be worth that. Where a part
// starts is a guess: it may be within a comment. So its items count only if the
// parser before ends exactly there, with nothing that reaches over; otherwise
// that parser goes on to the end itself. The result is that of one parser, behind
// the items in first, which are in the memory m as what comes is.
func (f *File) readInParts(m *Memory, p *parser, first ...Item) {
	parts := split(p)
	for i, part := range parts {
		part.parser.nodes = m.part(i)
		part.parser.nodes.expect(p.src[part.start:part.end])
	}
	for _, item := range first {
		parts[0].add(item)
	}
	if len(parts) > 1 {
		readAtOnce(parts)
	}

	last := 0
	for last+1 < len(parts) && parts[last].endsAt(parts[last+1].start) {
		last++
	}
	parts[last].readTo(token.Pos(len(p.src)))
	f.Items, f.Diagnostics = parts[0].items, p.diagnostics
	for _, part := range parts[1 : last+1] {
		f.Items = append(f.Items, part.items...)
		f.Diagnostics = append(f.Diagnostics, part.parser.diagnostics...)
	}
	f.Diagnostics.Sort()
	f.Diagnostics = f.Diagnostics[:min(len(f.Diagnostics), MaxDiagnostics+1)]
	NameSubjects(f.Diagnostics, []*File{f})
}

// readAtOnce reads every part up to the next one, the last up to the end.
func readAtOnce(parts []*part) {
	var wait sync.WaitGroup
	for _, part := range parts {
		wait.Go(func() { part.readTo(part.end) })
	}
	wait.Wait()
}

// split guesses where the parts of what p has to read start: p itself has the first.
func split(p *parser) []*part {
	end := token.Pos(len(p.src))
	parts := []*part{{parser: p, start: p.pos, end: end}}
	rest := len(p.src) - int(p.pos)
	n := min(runtime.GOMAXPROCS(0), rest/partSize)
	for i := 1; i < n; i++ {
		start, ok := blockAfterBlankLine(p.src, int(p.pos)+i*(rest/n))
		if !ok {
			break
		}
		if last := parts[len(parts)-1]; start > last.start {
			last.end = start
			parts = append(parts, &part{parser: parserAt(p.version, p.file, start), start: start, end: end})
		}
	}
	return parts
}

// blockAfterBlankLine finds a line from offset from on that starts with a letter
// and has an empty line before it.
func blockAfterBlankLine(src string, from int) (token.Pos, bool) {
	for at := from; ; {
		n := strings.Index(src[at:], "\n\n")
		if n < 0 {
			return 0, false
		}
		at += n + 2
		if at < len(src) && src[at] >= 'a' && src[at] <= 'z' {
			return token.Pos(at), true
		}
		at-- // the second line end may be the first of the next pair
	}
}

// readTo reads items until one ends at end or behind it.
func (r *part) readTo(end token.Pos) {
	for r.parser.pos < end {
		item := r.parser.next()
		if item == nil {
			return
		}
		r.add(item)
	}
}

func (r *part) add(item Item) {
	r.items = r.parser.nodes.item.Extend(r.items)
	r.items[len(r.items)-1] = item
}

// endsAt reports whether the part ends at start, with no comment that would
// belong to what follows.
func (r *part) endsAt(start token.Pos) bool {
	return r.parser.pos == start && r.parser.above == nil
}
