package format

import (
	"strings"
	"unicode"

	"create-app/psl/syntax"
)

// comments writes a comment block, every line of it behind margin.
func (p *printer) comments(margin string, block *syntax.CommentBlock) {
	for i := range block.Lines {
		c := &block.Lines[i]
		text := p.text[c.Span.Start:c.Span.End]
		if c.Kind == syntax.BlockComment {
			p.blockComment(margin, text)
			continue
		}
		p.write(margin)
		p.write(text)
		p.write("\n")
	}
}

// blockComment writes "/* … */" with every line of its text behind " * ", as
// Prisma does. Prisma drops empty lines, indentation and every leading "*";
// here only the common indentation goes, and the stars of a margin.
func (p *printer) blockComment(margin, comment string) {
	p.write(margin)
	p.write("/**\n")
	for _, line := range commentLines(comment) {
		p.write(margin)
		p.write(" *")
		if line != "" {
			p.write(" ")
			p.write(line)
		}
		p.write("\n")
	}
	p.write(margin)
	p.write(" */\n")
}

// commentLines is the text of a "/* … */" without its margin and without
// empty lines around it.
func commentLines(comment string) []string {
	inner := strings.TrimSuffix(strings.TrimPrefix(comment, "/*"), "*/")
	lines := strings.Split(inner, "\n")
	first := strings.TrimSpace(strings.TrimPrefix(lines[0], "*")) // "/**"
	rest := lines[1:]
	for i, line := range rest {
		rest[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	if allStarred(rest) {
		for i, line := range rest {
			rest[i] = strings.TrimPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "*")
		}
	}
	dedent(rest)
	lines[0] = first
	return trimEmpty(lines)
}

// allStarred reports whether all lines that are not empty start with "*".
func allStarred(lines []string) bool {
	for _, line := range lines {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if line != "" && line[0] != '*' {
			return false
		}
	}
	return true
}

// dedent removes the indentation that all lines have in common; lines that
// are empty have no say.
func dedent(lines []string) {
	common, found := "", false
	for _, line := range lines {
		if line == "" {
			continue
		}
		own := line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))]
		if !found {
			common, found = own, true
			continue
		}
		n := 0
		for n < len(common) && n < len(own) && common[n] == own[n] {
			n++
		}
		common = common[:n]
	}
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, common)
	}
}

func trimEmpty(lines []string) []string {
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
