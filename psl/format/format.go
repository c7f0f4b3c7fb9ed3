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
// A text longer than syntax.MaxSource comes back as it is.
func Source(text string) string { return SourceAs(syntax.Prisma7, text) }

// SourceAs is Source with the grammar of one major version of Prisma. They
// differ in the lines that do not parse: only 7 reads object literals.
func SourceAs(version syntax.Version, text string) string {
	if len(text) > syntax.MaxSource {
		return text
	}
	p := newPrinter(text)
	p.writeSpan(syntax.BOM(text))
	for item := range syntax.Items(version, text) {
		p.item(item)
	}
	return p.finish(version)
}

// File is SourceAs for a file that has been read already, as which version it
// knows; it saves reading it again. f stays as it is.
func File(f *syntax.File) string {
	if len(f.Text) > syntax.MaxSource {
		return f.Text
	}
	p := newPrinter(f.Text)
	p.writeSpan(f.BOM)
	for _, item := range f.Items {
		p.item(item)
	}
	return p.finish(f.Version)
}
