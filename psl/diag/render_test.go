package diag

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/token"
)

// at makes a diagnostic whose span is what stands between "«" and "»" in text.
func at(t *testing.T, name, text, message, help string) Diagnostic {
	t.Helper()
	file, span := marked(t, name, text)
	return Diagnostic{Code: "test", Message: message, File: file, Span: span, Help: help}
}

func marked(t *testing.T, name, text string) (*token.File, token.Span) {
	t.Helper()
	before, rest, ok := strings.Cut(text, "«")
	require.True(t, ok)
	inside, after, ok := strings.Cut(rest, "»")
	require.True(t, ok)
	start := token.Pos(len(before))
	return token.NewFile(name, before+inside+after), token.Span{Start: start, End: start + token.Pos(len(inside))}
}

func TestPrint(t *testing.T) {
	for _, tt := range []struct {
		name, in, message, help string
		width                   int
		want                    string
	}{
		{
			name: "one-line", in: "model A {\n  name «Strng»?\n}\n", message: `unknown type "Strng"`, help: `did you mean "String"?`,
			want: `
a.prisma:2:8: error: unknown type "Strng"
  |
2 |   name Strng?
  |        ^^^^^
  = help: did you mean "String"?
`,
		},
		{
			name: "line-numbers-share-a-gutter", in: strings.Repeat("\n", 98) + "model A {\n  «x»\n}\n", message: "m",
			want: `
a.prisma:100:3: error: m
    |
100 |   x
    |   ^
`,
		},
		{
			name: "tabs-go-to-the-next-stop", in: "\ta\t«b»\tc\n", message: "m",
			want: `
a.prisma:1:4: error: m
  |
1 |     a   b   c
  |         ^
`,
		},
		{
			name: "wide-and-combining-characters", in: "// 日本 e\u0301 «字»x\n", message: "m",
			want: "\na.prisma:1:10: error: m\n  |\n1 | // 日本 e\u0301 字x\n  |           ^^\n",
		},
		{
			name: "CRLF", in: "a\r\n  «b»\r\nc\r\n", message: "m",
			want: `
a.prisma:2:3: error: m
  |
2 |   b
  |   ^
`,
		},
		{
			name: "two-lines", in: "  one «two\n  three» four\n", message: "m",
			want: `
a.prisma:1:7: error: m
  |
1 |   one two
  |       ^^^
2 |   three four
  |   ^^^^^
`,
		},
		{
			name: "many-lines", in: "model «A {\n  id\n  x\n}»\n", message: "m",
			want: `
a.prisma:1:7: error: m
  |
1 | model A {
  |       ^^^
  | …
4 | }
  | ^
`,
		},
		{
			name: "a-span-that-ends-with-a-line-end", in: "  «broken line\n»next\n", message: "m",
			want: `
a.prisma:1:3: error: m
  |
1 |   broken line
  |   ^^^^^^^^^^^
`,
		},
		{
			name: "nothing-at-the-end-of-the-text", in: "model A {«»", message: "m",
			want: `
a.prisma:1:10: error: m
  |
1 | model A {
  |          ^
`,
		},
		{
			name: "an-empty-text", in: "«»", message: "m",
			want: `
a.prisma:1:1: error: m
  |
1 |
  | ^
`,
		},
		{
			name: "control-characters-are-shown-not-sent", in: "a\x1b[31m «b» \u202e\n", message: "m \x1b[2J",
			want: "\na.prisma:1:8: error: m \u241b[2J\n  |\n1 | a\u241b[31m b \ufffd\n  |        ^\n",
		},
		{
			name: "forty-columns-the-end-is-cut", in: "  id «Int» @id @default(autoincrement()) @map(\"a very long name\")\n", width: 40,
			message: "the field needs something that it does not have", help: "add it, or do not, as you like it better",
			want: `
a.prisma:1:6: error: the field needs
    something that it does not have
  |
1 |   id Int @id @default(autoincrement…
  |      ^^^
  = help: add it, or do not, as you like
          it better
`,
		},
		{
			name: "forty-columns-the-start-is-cut-too", in: "  name String @default(\"0123456789012345678901234567890\") @«nope» @map(\"long\")\n", width: 40, message: "m",
			want: `
a.prisma:1:60: error: m
  |
1 | …6789012345678901234567890") @nope …
  |                               ^^^^
`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := at(t, "a.prisma", tt.in, tt.message, tt.help)
			got := Printer{Width: tt.width}.Sprint(List{d})
			assert.Equal(t, strings.TrimPrefix(tt.want, "\n"), got)
			if tt.width > 0 {
				for _, line := range strings.Split(got, "\n") {
					assert.LessOrEqual(t, displayWidth(line), tt.width, line)
				}
			}
		})
	}
}

func TestPrintHidesPasswords(t *testing.T) {
	for in, want := range map[string]string{
		"«url» = \"mysql://ann:p:ä@ss@host/shop\" // a@b": "1 | url = \"mysql://ann:*******@host/shop\" // a@b\n  | ^^^\n",
		"«url» = \"mysql://ann@host:3306/shop\"":          "1 | url = \"mysql://ann@host:3306/shop\"\n  | ^^^\n",
		"«url» = \"file:./dev.db\" // ann:x@y":            "1 | url = \"file:./dev.db\" // ann:x@y\n  | ^^^\n",
	} {
		assert.Contains(t, Printer{}.Sprint(List{at(t, "a.prisma", in, "no", "")}), want)
	}
}

func TestPrintRelatedPlaces(t *testing.T) {
	file, first := marked(t, "a.prisma", "model «A» {\n}\nmodel A {\n}\n")
	other, elsewhere := marked(t, "b.prisma", "enum «A» {\n}\n")
	d := Diagnostic{
		Message: "declared twice", File: file, Span: token.Span{Start: 18, End: 19},
		Related: []Related{
			{File: file, Span: first, Message: "first declared here"},
			{File: other, Span: elsewhere, Message: "and here"},
		},
	}
	assert.Equal(t, `a.prisma:3:7: error: declared twice
  |
3 | model A {
  |       ^
  |
1 | model A {
  |       - first declared here
 --> b.prisma:1:6
  |
1 | enum A {
  |      - and here
`, Printer{}.Sprint(List{d}))
}

func TestPrintSeparatesDiagnosticsByAnEmptyLine(t *testing.T) {
	d := at(t, "a.prisma", "«x»\n", "m", "")
	w := d
	w.Severity = Warning
	assert.Equal(t, "a.prisma:1:1: error: m\n  |\n1 | x\n  | ^\n\na.prisma:1:1: warning: m\n  |\n1 | x\n  | ^\n", Printer{}.Sprint(List{d, w}))
}

func TestPrintInColor(t *testing.T) {
	d := at(t, "a.prisma", "«x»\n", "m", "h")
	got := Printer{Color: true}.Sprint(List{d})
	assert.Contains(t, got, "\x1b[1;31merror: \x1b[0mm\n")
	assert.Contains(t, got, "\x1b[1;31m^\x1b[0m\n")
	plain := got
	for _, code := range []string{reset, bold, red, yellow, blue} {
		plain = strings.ReplaceAll(plain, code, "")
	}
	assert.Equal(t, Printer{}.Sprint(List{d}), plain, "colour changes nothing else")
}

func FuzzPrint(f *testing.F) {
	f.Add("model A {\n\tid 日本 @id\r\n}\n", 4, 9, 40)
	f.Add("\xff\x1b\u202e", 0, 1, 0)
	f.Fuzz(func(t *testing.T, text string, start, end, width int) {
		start = min(max(start, 0), len(text))
		end = min(max(end, start), len(text))
		width = min(max(width, 0), 200)
		d := Diagnostic{Message: text, Help: text, File: token.NewFile("a", text), Span: token.Span{Start: token.Pos(start), End: token.Pos(end)}}
		d.Related = []Related{{File: d.File, Span: d.Span, Message: "r"}}
		got := Printer{Width: width}.Sprint(List{d})
		assert.NotContains(t, got, "\x1b")
		// The text may hold marks as well, and in a message it may end a line: only lines of marks are looked at.
		d.Message, d.Help = "m", "h"
		marks := 0
		for line := range strings.Lines(Printer{Width: width}.Sprint(List{d})) {
			if under, found := strings.CutPrefix(strings.TrimLeft(line, " "), "| "); found && strings.Contains(under, "^") {
				assert.Regexp(t, `^ *\^+\n$`, under, "marks end a line")
				marks++
			}
		}
		assert.Contains(t, []int{1, 2}, marks)
	})
}

// A line with thousands of diagnostics is laid out once, and each costs what it shows.
func TestManyDiagnosticsOnALongLine(t *testing.T) {
	const n = 20_000
	file := token.NewFile("a.prisma", strings.Repeat("ä\t漢 x", n))
	unit := token.Pos(len("ä\t漢 x"))
	var list List
	for i := range token.Pos(n) {
		list = append(list, Errorf(file, token.Span{Start: (i+1)*unit - 1, End: (i + 1) * unit}, "x", "wrong"))
	}
	start := time.Now()
	text := Printer{Width: 80}.Sprint(list)
	report := NewReport(file, list)
	require.NoError(t, WriteSARIF(io.Discard, Tool{}, list))
	assert.Less(t, time.Since(start), 30*time.Second)
	assert.Equal(t, 1+(n-1)*5+4, report.Errors[n-1].Column)
	assert.Equal(t, n, strings.Count(text, "a.prisma:1:"))
	assert.Contains(t, text, "a.prisma:1:100000: error: wrong\n")
	for line := range strings.Lines(text) {
		assert.LessOrEqual(t, displayWidth(strings.TrimSuffix(line, "\n")), 80)
	}
}

func TestRelatedMessagesAreShownOnTheirLine(t *testing.T) {
	file := token.NewFile("a.prisma", "model A {")
	d := Errorf(file, token.Span{Start: 0, End: 5}, "x", "wrong")
	d.Related = []Related{{File: file, Span: token.Span{Start: 6, End: 7}, Message: "here\n\x1b[2J"}}
	assert.Contains(t, Printer{}.Sprint(List{d}), "- here␊␛[2J\n")
}
