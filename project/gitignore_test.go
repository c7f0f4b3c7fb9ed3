package project

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAppendIgnored(t *testing.T) {
	for _, c := range []struct {
		name, in string
		patterns []string
		want     string
	}{
		{"new file", "", []string{".env"}, "# secrets\n.env\n"},
		{"appended", "node_modules\n", []string{".env", "/generated"}, "node_modules\n\n# secrets\n.env\n/generated\n"},
		{"no final newline", "node_modules", []string{".env"}, "node_modules\n\n# secrets\n.env\n"},
		{"CRLF", "a\r\n", []string{".env"}, "a\r\n\r\n# secrets\r\n.env\r\n"},
		{"there", ".env\n", []string{".env"}, ".env\n"},
		{"there, spelled otherwise", "generated/\n/.env \n", []string{"/generated", ".env"}, "generated/\n/.env \n"},
		{"one of two", ".env\n", []string{".env", "*.db"}, ".env\n\n# secrets\n*.db\n"},
		{"taken out again", ".env\n!.env\n", []string{".env"}, ".env\n!.env\n\n# secrets\n.env\n"},
		{"an exception", ".env*\n", []string{"!.env.example"}, ".env*\n\n# secrets\n!.env.example\n"},
		{"an exception that is there", ".env*\n!.env.example\n", []string{"!.env.example"}, ".env*\n!.env.example\n"},
		{"only in a comment", "# .env\n", []string{".env"}, "# .env\n\n# secrets\n.env\n"},
	} {
		got := AppendIgnored([]byte(c.in), "secrets", c.patterns...)
		assert.Equal(t, c.want, string(got), c.name)
		assert.Equal(t, c.want, string(AppendIgnored(got, "secrets", c.patterns...)), c.name)
	}
}

func TestIgnorePattern(t *testing.T) {
	for path, want := range map[string]string{
		"generated/prisma": "/generated/prisma", "a*b?[c]": `/a\*b\?\[c]`, "end ": `/end\ `, "in the middle": "/in the middle",
		"a\n!.env": "/a?!.env", "\x1b[2J": `/?\[2J`, `back\slash`: `/back\\slash`,
	} {
		if filepath.Separator == '/' || !strings.Contains(path, `\`) {
			assert.Equal(t, want, IgnorePattern(path))
		}
	}
}
