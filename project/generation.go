package project

import (
	"regexp"
	"strings"
)

// OtherLanguage says what a schema is that is not written in the language of
// Prisma 2 to 7; empty for one that is.
func OtherLanguage(text string) string {
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		line = strings.TrimSpace(line)
		if rest, comment := strings.CutPrefix(line, "//"); comment {
			if strings.TrimSpace(rest) == "use prisma-next" {
				return "it is a contract of Prisma 8, which is another language; Prisma 6 and 7 are what this program knows, and it leaves the file alone"
			}
			continue
		}
		if len(line) > 0 {
			break
		}
	}
	if isDatamodel(text) {
		return "it is a datamodel of Prisma 1, which is another language; Prisma's upgrade guide makes a schema of it, and this program leaves the file alone"
	}
	return ""
}

// isDatamodel recognizes the types of Prisma 1, which are those of GraphQL.
func isDatamodel(text string) bool {
	return strings.Contains(text, "ID!") && regexp.MustCompile(`(?m)^type\s+\w+[^{\n]*\{\s*$`).MatchString(text) &&
		regexp.MustCompile(`(?m)^\s+\w+:\s*ID!`).MatchString(text)
}

// OtherGeneration says why a project is none of Prisma 6 or 7: by its schema, or
// by the versions that it installs. It is empty for one that is.
func (p *Project) OtherGeneration() string {
	for _, f := range p.Schema.Files {
		if other := OtherLanguage(string(f.Text)); other != "" {
			return p.Rel(f.Path) + ": " + other
		}
	}
	if len(p.Schema.Files) == 0 {
		for _, name := range []string{"prisma.yml", "prisma/prisma.yml", "database/prisma.yml"} {
			path := p.Path(name)
			if text, err := p.disk.readFile(path); err == nil && strings.Contains(string(text), "datamodel:") {
				return p.Rel(path) + ": it is the configuration of Prisma 1, which is another product; Prisma's upgrade guide makes a schema of its datamodel, and this program leaves the project alone"
			}
		}
	}
	if p.Prisma.Major >= 8 {
		return p.Prisma.From + " has Prisma " + p.Prisma.Text + ", which is another product with a language of its own; Prisma 6 and 7 are what this program knows, and it leaves the project alone"
	}
	return ""
}
