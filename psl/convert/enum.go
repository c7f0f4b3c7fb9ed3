package convert

import (
	"strings"

	"create-app/psl/connector"
	"create-app/psl/internal/lines"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// enums turns enums into comments where the target has none; their fields
// become text. The comment keeps what the values were.
func (m *mover) enums() {
	for _, e := range m.schema.Enums {
		if m.has(connector.Enums) {
			m.schemaAttribute(e.File, e.Node)
			continue
		}
		m.commentOut(e.File, e.Node)
		at := place{e.File, e.Node.Name.Span, e.Name()}
		m.note(Code, at, "check the values in the application", "the enum becomes a comment: %s has none, and its fields take any text", m.to.Name)
	}
}

func (m *mover) commentOut(f *syntax.File, b *syntax.Block) {
	for at := b.Span.Start; at < b.Span.End; at = lines.Next(f.Text, at) {
		prefix := "// "
		if strings.TrimSpace(f.Text[at:lines.Next(f.Text, at)]) == "" {
			prefix = "//"
		}
		m.text.Insert(f, at, prefix)
	}
}

// enumField makes text of a field of an enum type.
func (m *mover) enumField(f *schema.Field) {
	m.text.Replace(f.File(), f.Node.Type.Base, "String")
	m.note(Code, m.atField(f), "", "enum %s becomes a String", f.Type.Enum.Name())
	if f.Default == nil {
		return
	}
	if value, ok := f.Default.Value.(*syntax.Path); ok {
		m.text.Replace(f.File(), value.Span, `"`+value.Text(f.File().File)+`"`)
	}
	m.defaultName(f)
}

// schemaAttribute removes @@schema where the target has one schema only.
func (m *mover) schemaAttribute(f *syntax.File, b *syntax.Block) {
	if m.has(connector.MultiSchema) {
		return
	}
	for a := range b.BlockAttributes() {
		if a.Name.Text(f.File) == "schema" {
			m.removeBlockAttribute(f, b, a)
			m.lost(place{f, a.Span, b.Name.Text(f.File)}, "", "%s goes: %s has one schema only", f.Slice(a.Span), m.to.Name)
		}
	}
}

// removeBlockAttribute removes the line of a, and the empty line above it if it
// set off this one alone.
func (m *mover) removeBlockAttribute(f *syntax.File, b *syntax.Block, a *syntax.BlockAttribute) {
	start, end := lines.Start(f.Text, a.Span.Start), lines.Next(f.Text, a.Span.End)
	if a.Doc != nil && a.Doc.Span.Start >= b.Open.End {
		start = lines.Start(f.Text, a.Doc.Span.Start)
	}
	count := 0
	for range b.BlockAttributes() {
		count++
	}
	above := lines.Start(f.Text, max(start-1, 0))
	if count == 1 && above > b.Open.End && strings.TrimSpace(f.Text[above:start]) == "" && strings.TrimSpace(f.Text[end:b.Close.Start]) == "" {
		start = above
	}
	m.text.Replace(f, token.Span{Start: start, End: end}, "")
}
