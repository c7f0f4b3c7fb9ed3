package scaffold

import (
	"regexp"
	"slices"
	"strings"

	"create-app/plain"
	"create-app/project/env"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/scaffold/change"
)

const (
	maskOld = "<hidden>"
	maskNew = "<hidden, new>"
)

// Mask hides the secrets of a change: the values of a .env file, and the URLs
// that stand in a schema itself. Of a URL elsewhere it hides the password.
func Mask(c change.Change) (before, after string) {
	before, after = string(c.Before), string(c.After)
	switch {
	case c.Secret:
		return maskPair(before, after)
	case strings.HasSuffix(c.Path, ".prisma"):
		return MaskSchema(before), MaskSchema(after)
	}
	return plain.HidePasswords(before), plain.HidePasswords(after)
}

// maskPair hides the values of two versions of a .env file. A line of the
// second that the first does not have is marked, so that a changed value
// still shows as a change.
func maskPair(before, after string) (string, string) {
	known := map[string]bool{}
	for line := range strings.Lines(before) {
		known[strings.TrimRight(line, "\r\n")] = true
	}
	first := env.Parse([]byte(before)).Masked(func(string) string { return maskOld })
	second := env.Parse([]byte(after)).Masked(func(line string) string {
		if known[line] {
			return maskOld
		}
		return maskNew
	})
	return first, second
}

// MaskSchema hides the URLs that stand in a schema itself, where env() should be:
// they hold the password of the database. What Prisma reads as one is hidden,
// and whatever looks like such a line in a comment or in a broken schema.
func MaskSchema(schema string) string {
	properties := []string{"url", "directUrl", "shadowDatabaseUrl"}
	file := syntax.Parse("", schema)
	var urls []token.Span
	for b := range file.Blocks(syntax.Datasource) {
		for property := range b.Properties() {
			if value, isText := property.Value.(*syntax.String); isText && slices.Contains(properties, property.Name.Text(file.File)) {
				urls = append(urls, value.Span)
			}
		}
	}
	for _, span := range slices.Backward(urls) {
		schema = schema[:span.Start] + `"` + maskOld + `"` + schema[span.End:]
	}
	line := regexp.MustCompile(`(?m)^([ \t]*(?://+[ \t]*)?(?:` + strings.Join(properties, "|") + `)[ \t]*=[^"(\r\n]*")[^\r\n]+`)
	return plain.HidePasswords(line.ReplaceAllStringFunc(schema, func(text string) string {
		begin, _, _ := strings.Cut(text, `"`)
		if begin += `"` + maskOld + `"`; strings.HasPrefix(text, begin) {
			return text
		}
		return begin
	}))
}
