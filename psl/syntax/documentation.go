package syntax

import (
	"strings"

	"create-app/psl/token"
)

// Documentation is the text that documents n, a node of f: that of its "///"
// and "/* */" comments, one line each, then that of a "///" at the end of its own
// line, as Prisma hands it on to generators. It is "" for nodes that have none.
func (f *File) Documentation(n Node) string {
	switch n := n.(type) {
	case *Block:
		return documentation(f.File, n.Doc, Comment{})
	case *Field:
		return documentation(f.File, n.Doc, n.Comment)
	case *EnumValue:
		return documentation(f.File, n.Doc, n.Comment)
	case *CommentBlock:
		return documentation(f.File, n, Comment{})
	}
	return ""
}

func documentation(file *token.File, above *CommentBlock, behind Comment) string {
	var lines []string
	if above != nil {
		for _, c := range above.Lines {
			lines = c.appendText(file, lines)
		}
	}
	if behind.Kind == DocComment {
		lines = behind.appendText(file, lines)
	}
	return strings.Join(lines, "\n")
}

func (c Comment) appendText(file *token.File, lines []string) []string {
	text := file.Slice(c.Span)
	switch c.Kind {
	case DocComment:
		return append(lines, strings.TrimLeft(strings.TrimPrefix(text, "///"), " \t"))
	case BlockComment:
		return append(lines, strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(text, "/*"), "*/")))
	}
	return lines
}
