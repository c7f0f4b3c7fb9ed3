package format_test

import (
	"maps"
	"strings"
	"testing"
	"unicode"

	"create-app/psl/format"
	"create-app/psl/internal/corpus"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func FuzzSource(f *testing.F) {
	for _, text := range corpus.Schemas(f, dir) {
		f.Add(text)
	}
	for _, d := range declared(f) {
		f.Add(d.before)
	}
	f.Fuzz(func(t *testing.T, text string) {
		out := format.Source(text)
		if again := format.Source(out); again != out {
			t.Errorf("not stable\ninput %q\nonce  %q\ntwice %q", text, out, again)
		}
		before, after := syntax.Parse("", text), syntax.Parse("", out)
		if b, a := characters(text), characters(out); !maps.Equal(b, a) {
			t.Errorf("characters changed\ninput  %q\noutput %q\nbefore %v\nafter  %v", text, out, b, a)
		}
		if len(before.Diagnostics) == 0 && !maps.Equal(words(before), words(after)) {
			t.Errorf("words changed\ninput  %q\noutput %q\nbefore %v\nafter  %v", text, out, words(before), words(after))
		}
		if !rewritesErrors(before) && after.BOM == before.BOM && before.Diagnostics.HasErrors() != after.Diagnostics.HasErrors() {
			t.Errorf("verdict changed\ninput  %q %v\noutput %q %v", text, before.Diagnostics, out, after.Diagnostics)
		}
	})
}

// characters counts the characters of text, but for blanks and those format
// may add or remove: the stars of comments, trailing commas, and the marks of
// Prisma 1.
func characters(text string) map[rune]int {
	count := make(map[rune]int)
	for _, r := range text {
		if !unicode.IsSpace(r) && !strings.ContainsRune("*,:!", r) {
			count[r]++
		}
	}
	return count
}

// words counts the tokens and comments of f, which has no mistakes, without
// trailing commas. Of a "/* … */" it is the words between the stars that count.
func words(f *syntax.File) map[string]int {
	count := make(map[string]int)
	for t := range f.Tokens() {
		text := f.Slice(t.Span)
		switch {
		case t.Kind == token.Blank, t.Kind == token.Newline, text == ",":
		case t.Kind == token.BlockComment:
			for word := range strings.FieldsSeq(strings.ReplaceAll(text, "*", " ")) {
				count[word]++
			}
		default:
			count[strings.TrimSpace(text)]++ // behind "{" a comment loses its last blanks
		}
	}
	return count
}

// rewritesErrors reports whether format may turn what is a mistake in f into
// the language of today: the forms of Prisma 1, and a line with a comment that
// begins there and, laid out, ends with its line.
func rewritesErrors(f *syntax.File) bool {
	for _, d := range f.Diagnostics {
		if strings.HasPrefix(string(d.Code), "legacy-") || strings.Contains(f.Slice(d.Span), "/*") {
			return true
		}
	}
	return false
}
