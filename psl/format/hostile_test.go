package format_test

import (
	"strings"
	"testing"
	"time"

	"create-app/psl/format"
)

// hostile are texts that a careless reader takes quadratic time or too much
// stack for, as functions of their size.
var hostile = map[string]func(n int) string{
	"brackets": func(n int) string {
		return "model A {\n  a Int @x(" + strings.Repeat("[", n) + strings.Repeat("]", n) + ")\n}\n"
	},
	"open-brackets": func(n int) string { return "model A {\n  a Int @x(" + strings.Repeat("[", n) + "\n}\n" },
	"calls":         func(n int) string { return "model A {\n  a Int @x(" + strings.Repeat("f(", n) + "\n}\n" },
	"objects":       func(n int) string { return "model A {\n  a Int @x(" + strings.Repeat("{a:", n) + "\n}\n" },
	"many-lines-of-calls": func(n int) string {
		return "model A {\n" + strings.Repeat("  a Int @x(f(f(f(f(f(f(f(f(\n", n/24) + "}\n"
	},
	"long-name":         func(n int) string { return "model A {\n  " + strings.Repeat("a", n) + " Int\n}\n" },
	"long-string":       func(n int) string { return "model A {\n  a Int @x(\"" + strings.Repeat("\\\"", n/2) + "\")\n}\n" },
	"long-comment":      func(n int) string { return "// " + strings.Repeat("é ", n/3) },
	"blanks":            func(n int) string { return strings.Repeat(" ", n) + "x" },
	"blank-lines":       func(n int) string { return strings.Repeat("\n ", n/2) },
	"unclosed-blocks":   func(n int) string { return strings.Repeat("model A {\n", n/10) },
	"unclosed-unknown":  func(n int) string { return strings.Repeat("foo {\n", n/6) },
	"unclosed-comments": func(n int) string { return strings.Repeat("/* a\n", n/5) },
	"comments-in-block": func(n int) string { return "model A {\n" + strings.Repeat("a /*\n", n/5) + "}\n" },
	"carriage-returns":  func(n int) string { return strings.Repeat("model A {\ra Int\r}\r", n/18) },
	"broken-by-returns": func(n int) string { return strings.Repeat("?\r", n/2) },
	"attributes":        func(n int) string { return "model A {\n  a Int" + strings.Repeat(" @map @id", n/9) + "\n}\n" },
	"block-attributes":  func(n int) string { return "model A {\n" + strings.Repeat("  @@map\n  @@id\n", n/15) + "}\n" },
	"starred-comment":   func(n int) string { return "/*" + strings.Repeat(" *a\n", n/4) + "*/" },
	"NUL":               func(n int) string { return strings.Repeat("\x00", n) },
	"not-utf-8":         func(n int) string { return strings.Repeat("model \xff {\n a \xfe\n}\n", n/18) },
	"one-wide-column": func(n int) string {
		return "model A {\n  " + strings.Repeat("a", n/2) + " Int\n" + strings.Repeat("a\n", n/4) + "}\n"
	},
}

// Four times the text may take four times as long, not sixteen. What takes no
// time worth measuring is no danger.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			small, large := text(1<<17), text(1<<19)
			var short, long time.Duration
			for range 5 { // a busy machine may stretch any one of them
				short, long = measure(small), measure(large)
				if long < 250*time.Millisecond || long < 9*short {
					return
				}
			}
			t.Errorf("%d bytes take %v, %d bytes take %v", len(small), short, len(large), long)
		})
	}
}

func measure(text string) time.Duration {
	start := time.Now()
	format.Source(text)
	return time.Since(start)
}
