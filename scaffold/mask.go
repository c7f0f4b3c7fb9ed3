package scaffold

import (
	"regexp"
	"strings"

	"create-app/scaffold/change"
)

const (
	maskOld = "<hidden>"
	maskNew = "<hidden, new>"
)

// Mask hides the secrets of a change: the values of a .env file, and the URLs
// that stand in a schema itself.
func Mask(c change.Change) (before, after string) {
	before, after = string(c.Before), string(c.After)
	switch {
	case c.Secret:
		return maskPair(before, after)
	case strings.HasSuffix(c.Path, ".prisma"):
		return maskURLs(before), maskURLs(after)
	}
	return before, after
}

// maskPair hides the values of two versions of a .env file. A line of the
// second that the first does not have is marked, so that a changed value
// still shows as a change.
func maskPair(before, after string) (string, string) {
	known := map[string]bool{}
	for _, line := range strings.Split(before, "\n") {
		known[line] = true
	}
	first := maskLines(before, func(string) string { return maskOld })
	second := maskLines(after, func(line string) string {
		if known[line] {
			return maskOld
		}
		return maskNew
	})
	return first, second
}

// maskLines keeps comments, blank lines and the names of variables, and
// replaces all that may be a value, also in variables that are commented out.
func maskLines(text string, mask func(line string) string) string {
	lines := strings.Split(text, "\n")
	quote := byte(0) // of a value that goes on over several lines
	for i, line := range lines {
		if quote != 0 {
			lines[i] = mask(line)
			if strings.IndexByte(line, quote) >= 0 {
				quote = 0
			}
			continue
		}
		trimmed := strings.TrimSpace(line)
		name, value, assigned := strings.Cut(line, "=")
		switch {
		case trimmed == "", !assigned && strings.HasPrefix(trimmed, "#"):
		case !assigned:
			lines[i] = mask(line)
		case strings.TrimSpace(value) != "":
			quote = openQuote(value)
			lines[i] = name + "=" + mask(line)
		}
	}
	return strings.Join(lines, "\n")
}

// openQuote is the quote that value begins with, if it does not end there.
func openQuote(value string) byte {
	value = strings.TrimSpace(value)
	if value == "" || !strings.ContainsRune("\"'`", rune(value[0])) || strings.IndexByte(value[1:], value[0]) >= 0 {
		return 0
	}
	return value[0]
}

// maskURLs hides the URLs that stand in a schema itself, where env() should be:
// they hold the password of the database.
func maskURLs(schema string) string {
	return regexp.MustCompile(`(?m)^([ \t]*(?://[ \t]*)?(?:url|directUrl|shadowDatabaseUrl)[ \t]*=[ \t]*")[^"\r\n]+"`).
		ReplaceAllString(schema, "${1}"+maskOld+`"`)
}
