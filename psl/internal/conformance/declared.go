// Package conformance compares format with Prisma's formatter.
//
// Ours differs from it on purpose where Prisma's loses text; docs/format.md
// lists the cases. Each is checked here and not just waived: Reduce rewrites a
// schema so that Prisma has nothing to lose, and Restore puts what was taken
// out back into Prisma's answer, which must then be ours to the byte.
package conformance

import (
	"fmt"
	"sort"
	"strings"

	"create-app/psl/format"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Reduced is a schema with everything gone that Prisma's formatter loses.
type Reduced struct {
	Text string
	// Declared names the declared differences the schema has.
	Declared []string

	version      syntax.Version
	bom          string
	behindBrace  map[int]string    // by number of the block
	placeholders map[string]string // what stands for a comment, and the comment
	emptyValue   string            // what stands for a missing value
}

// edit replaces a span of the text being reduced.
type edit struct {
	span token.Span
	text string
}

// reducer collects the edits for one schema.
type reducer struct {
	Reduced
	file  *syntax.File
	edits []edit
}

// Reduce takes from text what Prisma's formatter would lose.
func Reduce(version syntax.Version, text string) *Reduced {
	r := &reducer{file: syntax.ParseAs(version, "", text)}
	r.version = version
	r.placeholders = make(map[string]string)
	r.behindBrace = make(map[int]string)
	r.emptyValue = unused(text, "emptyvalue")
	if !r.file.BOM.IsZero() {
		r.bom = r.file.Slice(r.file.BOM)
		r.replace("byte order mark", r.file.BOM, "")
	}
	blocks := 0
	for _, item := range r.file.Items {
		switch item := item.(type) {
		case *syntax.CommentBlock:
			r.comments(item)
		case *syntax.Block:
			r.block(item, blocks)
			blocks++
		}
	}
	r.Text = apply(text, r.edits)
	return &r.Reduced
}

// unused returns a name that does not occur in text.
func unused(text, name string) string {
	for strings.Contains(text, name) {
		name += "x"
	}
	return name
}

func (r *reducer) replace(difference string, span token.Span, text string) {
	r.edits = append(r.edits, edit{span, text})
	r.declare(difference)
}

func (r *reducer) declare(difference string) {
	for _, d := range r.Declared {
		if d == difference {
			return
		}
	}
	r.Declared = append(r.Declared, difference)
}

func (r *reducer) block(b *syntax.Block, number int) {
	if b.Rest.Len() > 0 {
		r.behindBrace[number] = r.file.Slice(b.Rest)
		r.replace("text behind {", b.Rest, "")
	}
	for _, m := range b.Members {
		switch m := m.(type) {
		case *syntax.CommentBlock:
			r.comments(m)
		case *syntax.Property:
			if m.Value == nil {
				r.replace("key without a value", token.Span{Start: m.Equals.End, End: m.Equals.End}, " "+r.emptyValue)
			}
		case *syntax.EnumValue:
			if len(m.Attributes) > 1 {
				r.declare("attributes of an enum value")
			}
		}
	}
}

// comments puts a line comment in the place of each "/* … */" that is not laid
// out by Prisma without loss.
func (r *reducer) comments(block *syntax.CommentBlock) {
	for i, c := range block.Lines {
		if c.Kind != syntax.BlockComment {
			continue
		}
		text := r.file.Slice(c.Span)
		if i == 0 && losesNothing(text) { // the others get a second "/*", at the latest once they are indented
			continue
		}
		name := unused(r.file.Text, fmt.Sprintf("//comment%dx", len(r.placeholders)))
		r.placeholders[name] = text
		end := "\n"
		if rest := r.file.Text[c.Span.End:]; strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r") {
			end = ""
		}
		r.replace("text of /* */", c.Span, name+end)
	}
}

// losesNothing reports whether Prisma's layout of a "/* … */", each line
// trimmed and its first "*" dropped, is also ours.
func losesNothing(comment string) bool {
	lines := []string{"/**"}
	for line := range strings.SplitSeq(comment[2:len(comment)-2], "\n") {
		line = strings.TrimSpace(line)
		if after, ok := strings.CutPrefix(line, "*"); ok {
			line = strings.TrimLeft(after, whiteSpace)
		}
		if line != "" {
			lines = append(lines, " * "+line)
		}
	}
	return strings.Join(append(lines, " */\n"), "\n") == format.Source(comment)
}

// whiteSpace are the characters that Prisma trims: Unicode's White_Space.
const whiteSpace = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

// Restore puts back into out, Prisma's layout of the reduced text, what Reduce
// took out.
func (r *Reduced) Restore(out string) string {
	f := syntax.ParseAs(r.version, "", out)
	var edits []edit
	blocks := 0
	for _, item := range f.Items {
		switch item := item.(type) {
		case *syntax.CommentBlock:
			edits = append(edits, r.restoreComments(f, item, "")...)
		case *syntax.Block:
			if text, ok := r.behindBrace[blocks]; ok {
				edits = append(edits, edit{token.Span{Start: item.Open.End, End: item.Open.End}, " " + text})
			}
			edits = append(edits, r.restoreBlock(f, item)...)
			blocks++
		}
	}
	return r.bom + apply(out, edits)
}

func (r *Reduced) restoreBlock(f *syntax.File, b *syntax.Block) (edits []edit) {
	for _, m := range b.Members {
		switch m := m.(type) {
		case *syntax.CommentBlock:
			edits = append(edits, r.restoreComments(f, m, "  ")...)
		case *syntax.Property:
			if m.Value != nil && f.Slice(m.Value.Pos()) == r.emptyValue {
				edits = append(edits, edit{token.Span{Start: m.Equals.End, End: m.Value.Pos().End}, ""})
			}
		case *syntax.EnumValue:
			for i := 1; i < len(m.Attributes); i++ {
				if at := m.Attributes[i].Span.Start; at == m.Attributes[i-1].Span.End {
					edits = append(edits, edit{token.Span{Start: at, End: at}, " "})
				}
			}
		}
	}
	return edits
}

func (r *Reduced) restoreComments(f *syntax.File, block *syntax.CommentBlock, margin string) (edits []edit) {
	for _, c := range block.Lines {
		comment, ok := r.placeholders[f.Slice(c.Span)]
		if !ok {
			continue
		}
		text := strings.TrimSuffix(format.Source(comment), "\n")
		edits = append(edits, edit{c.Span, strings.ReplaceAll(text, "\n", "\n"+margin)})
	}
	return edits
}

// apply carries out edits that do not overlap.
func apply(text string, edits []edit) string {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].span.Start < edits[j].span.Start })
	var out strings.Builder
	at := token.Pos(0)
	for _, e := range edits {
		out.WriteString(text[at:e.span.Start])
		out.WriteString(e.text)
		at = e.span.End
	}
	out.WriteString(text[at:])
	return out.String()
}
