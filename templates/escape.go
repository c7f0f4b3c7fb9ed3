package templates

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"text/template"
)

// functions are the escapes, one for each language a value lands in.
func functions() template.FuncMap {
	return template.FuncMap{
		"quote":    quote,
		"object":   object,
		"dotenv":   dotenv,
		"markdown": markdown,
		"part":     partOf(nil), // of no template yet: render gives each file its own
	}
}

// quote writes a string as JSON, which is also a string of TypeScript, of YAML and of JSX expressions.
func quote(s string) (string, error) { return object(s) }

// object writes any value as JSON, indented as it stands in package.json one level deep.
func object(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("  ", "  ")
	if err := e.Encode(v); err != nil {
		return "", fmt.Errorf("encode %T as JSON: %w", v, err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// dotenv writes a value so that dotenv, dotenv-expand and the shells that source the file read the same. There is
// no such form for the characters they disagree on, so these are refused rather than written wrong.
func dotenv(s string) (string, error) {
	if strings.ContainsAny(s, "\"'`$\\\r\n\x00") {
		return "", fmt.Errorf("value for .env holds a quote, a dollar sign, a backslash or a line break")
	}
	return `"` + s + `"`, nil
}

// sentence begins with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// markdown makes a string stand for itself in a heading or a paragraph.
func markdown(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return regexp.MustCompile("[\\\\`*_{}\\[\\]<>()#+!|~&]").ReplaceAllStringFunc(s, func(c string) string { return `\` + c })
}
