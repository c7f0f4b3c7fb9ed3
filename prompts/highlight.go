package prompts

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"create-app/prompts/palette"
)

// highlight colours one line of code: words of the language, what is quoted,
// comments. It knows no more of the language than that, and a line at a time,
// which is enough to find one's way in a dozen lines.
func highlight(p palette.Palette, file, line string) string {
	comment, words := language(file)
	if comment == "" {
		return line
	}
	var b strings.Builder
	for i := 0; i < len(line); {
		rest := line[i:]
		switch r := rune(rest[0]); {
		case strings.HasPrefix(rest, comment):
			b.WriteString(p.Paint(palette.Dim, rest))
			return b.String()
		case r == '"' || r == '\'' || r == '`':
			end := closing(rest)
			b.WriteString(p.Paint(palette.Literal, rest[:end]))
			i += end
		case unicode.IsLetter(r) || r == '_' || r == '@':
			end := 1
			for end < len(rest) && (unicode.IsLetter(rune(rest[end])) || unicode.IsDigit(rune(rest[end])) || rest[end] == '_' || rest[end] == '@') {
				end++
			}
			if slices.Contains(words, rest[:end]) {
				b.WriteString(p.Paint(palette.Keyword, rest[:end]))
			} else {
				b.WriteString(rest[:end])
			}
			i += end
		default:
			b.WriteByte(rest[0])
			i++
		}
	}
	return b.String()
}

// closing is where a quoted text ends, or the line.
func closing(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i + 1
		}
	}
	return len(text)
}

// language is how a file's comments begin and what its words are. A file
// without comments is not coloured.
func language(file string) (comment string, words []string) {
	switch path.Ext(file) {
	case ".ts", ".tsx", ".mjs", ".js":
		return "//", strings.Fields("import export from const let function return async await if else new default type interface as true false null undefined declare extends typeof for of throw try catch class")
	case ".prisma":
		return "//", strings.Fields("model generator datasource enum view type @id @@id @unique @@unique @relation @@index @default @map @@map @updatedAt @db true false")
	case ".json":
		return "//", []string{"true", "false", "null"}
	case ".yaml", ".yml":
		return "#", nil
	case ".css":
		return "/*", nil
	}
	if base := path.Base(file); strings.HasPrefix(base, ".env") || base == ".gitignore" {
		return "#", nil
	}
	return "", nil
}
