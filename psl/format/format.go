// Package format lays out Prisma schemas as Prisma's own formatter does.
//
// Source is the first call: text in, text out. There are no options. Layout
// and order change, nothing else: every token and every comment of the input
// is in the output, broken lines are kept as they are, and formatting twice
// gives what formatting once gave. docs/format.md lists where that differs
// from Prisma's formatter, which drops some text.
//
// What Prisma's formatter adds to incomplete relations is not layout: see
// package complete.
package format

import "create-app/psl/syntax"

// Source returns text laid out. Any text will do: what cannot be read is kept.
func Source(text string) string { return SourceAs(syntax.Prisma7, text) }

// SourceAs is Source with the grammar of one major version of Prisma. They
// differ in the lines that do not parse: only 7 reads object literals.
func SourceAs(version syntax.Version, text string) string {
	p := printer{text: text, out: make([]byte, 0, len(text)+len(text)/4+1)}
	parser := syntax.NewParser(version, text)
	for item := parser.Next(); item != nil; item = parser.Next() {
		p.item(item)
	}
	return p.finish()
}

// File returns the text of f laid out; f stays as it is.
func File(f *syntax.File) string {
	p := printer{text: f.Text, out: make([]byte, 0, len(f.Text)+len(f.Text)/4+1)}
	p.write(f.Slice(f.BOM))
	for _, item := range f.Items {
		p.item(item)
	}
	return p.finish()
}
