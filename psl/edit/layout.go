package edit

import (
	"cmp"
	"strings"

	"create-app/psl/format"
	"create-app/psl/internal/lines"
	"create-app/psl/syntax"
)

// layout is how the lines of a file or block begin and end.
type layout struct{ indent, eol string }

var defaultLayout = layout{indent: "  ", eol: "\n"}

// layoutOfFile is the layout of most of the models of f, or, where it has
// none, of its other blocks.
func layoutOfFile(f *syntax.File) layout {
	l := layout{indent: mostUsedIndent(f, syntax.Model, syntax.View, syntax.Type, syntax.Enum), eol: lines.End(f.Text)}
	if l.indent == "" {
		l.indent = cmp.Or(mostUsedIndent(f), defaultLayout.indent)
	}
	return l
}

// mostUsedIndent is the indentation of most blocks of kinds, the first of
// several that are as frequent, or "".
func mostUsedIndent(f *syntax.File, kinds ...syntax.BlockKind) string {
	counts := make(map[string]int)
	most := ""
	for b := range f.Blocks(kinds...) {
		if indent, found := lines.Indent(f.Text[b.Contents.Start:b.Contents.End]); found {
			counts[indent]++
			if indent != most && counts[indent] > counts[most] {
				most = indent
			}
		}
	}
	return most
}

// layoutOfBlock is the layout of the lines of one block, given its text.
func layoutOfBlock(text string, file layout) layout {
	l := file
	if strings.Contains(text, "\n") {
		l.eol = lines.End(text)
	}
	if first := strings.IndexByte(text, '\n'); first >= 0 {
		if indent, found := lines.Indent(text[first+1:]); found {
			l.indent = indent
		}
	}
	return l
}

// normal is the text of a block as it would be with the default layout; ok is
// false where that cannot be undone, because lines differ in how they begin or end.
func (l layout) normal(text string) (normal string, ok bool) {
	normal = text
	if l.eol != "\n" {
		normal = strings.ReplaceAll(text, l.eol, "\n")
	}
	if l.indent != defaultLayout.indent {
		all := strings.Split(normal, "\n")
		for i, line := range all {
			if rest, found := strings.CutPrefix(line, l.indent); found && i > 0 && i < len(all)-1 {
				all[i] = defaultLayout.indent + rest
			}
		}
		normal = strings.Join(all, "\n")
	}
	return normal, l.apply(normal) == text
}

// apply gives text that has the default layout this one.
func (l layout) apply(text string) string {
	if l == defaultLayout {
		return text
	}
	var out strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			out.WriteString(l.eol)
		}
		if rest, found := strings.CutPrefix(line, defaultLayout.indent); found {
			out.WriteString(l.indent)
			line = rest
		}
		out.WriteString(line)
	}
	return out.String()
}

// canonical lays a block out as package format does, without the final line end.
func canonical(version syntax.Version, text string) string {
	return strings.TrimSuffix(format.SourceAs(version, text), "\n")
}
