package lsp

import (
	"context"
	"fmt"
	"strings"

	"create-app/psl/refs"
	"create-app/psl/schema"
	"create-app/psl/suggest"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func hoverAt(_ context.Context, w *world, params textDocumentPositionParams) (any, error) {
	p, ok := w.place(params)
	if !ok {
		return nil, nil
	}
	s, span := p.names().At(p.tree.File, p.pos)
	if s == nil || s.File == nil {
		return p.aboutWord(), nil
	}
	if place := p.suggestion(); s.Kind == refs.Datasource && s.Block.Span.Start > p.pos || s.Kind == refs.Datasource && s.Block.Span.End < p.pos {
		if code, doc, where, ok := suggest.About(place); ok {
			return p.page(code, doc, where), nil
		}
	}
	r := p.rangeOf(p.tree.File.File, span, w.encoding)
	return hover{Contents: markupContent{"markdown", p.describe(s, span)}, Range: &r}, nil
}

// aboutWord says what a word of the language means, or nothing.
func (p at) aboutWord() any {
	code, doc, span, ok := suggest.About(p.suggestion())
	if !ok {
		return nil
	}
	return p.page(code, doc, span)
}

func (p at) page(code, doc string, span token.Span) hover {
	g := &page{}
	g.code(code)
	g.say("%s", doc)
	r := p.rangeOf(p.tree.File.File, span, p.world.encoding)
	return hover{Contents: markupContent{"markdown", g.String()}, Range: &r}
}

// page is the text of a hover: code, then paragraphs.
type page struct{ parts []string }

func (g *page) code(text string) { g.parts = append(g.parts, "```prisma\n"+text+"\n```") }

func (g *page) say(format string, args ...any) {
	if text := strings.TrimSpace(fmt.Sprintf(format, args...)); text != "" {
		g.parts = append(g.parts, text)
	}
}

func (g *page) String() string { return strings.Join(g.parts, "\n\n") }

// describe says what a symbol is; span is the place that is asked about.
func (p at) describe(s *refs.Symbol, span token.Span) string {
	g := &page{}
	switch {
	case s.Field != nil:
		p.describeField(g, s)
	case s.Value != nil:
		g.code("enum " + s.Owner.Name + " {\n  " + s.File.Slice(s.Value.Span) + "\n}")
		g.say("%s", s.File.Documentation(s.Value))
	case s.Kind == refs.RelationName:
		g.say("relation `%s`", s.Name)
	case s.Kind == refs.DatabaseSchema:
		g.say("schema `%s` of the database", s.Name)
	default:
		p.describeBlock(g, s, span)
	}
	return g.String()
}

// describeBlock shows a block; where it is the type of a relation field, it
// shows the field on its other side first.
func (p at) describeBlock(g *page, s *refs.Symbol, span token.Span) {
	if f := p.fieldWithType(span); f != nil && f.Relation != nil && f.Relation.Relation != nil {
		p.describeOpposite(g, s, f)
	}
	g.code(p.blockText(s))
	g.say("%s", s.File.Documentation(s.Block))
	if m := p.resolved().Model(s.Name); m != nil && m.MappedName != nil {
		g.say("Called `%s` in the database.", m.DatabaseName())
	}
}

// fieldWithType is the field whose type is written at a span, or nil.
func (p at) fieldWithType(span token.Span) *schema.Field {
	s := p.resolved()
	for _, list := range [][]*schema.Model{s.Models, s.Views} {
		for _, m := range list {
			if m.File != p.tree.File || !m.Node.Span.Contains(span) {
				continue
			}
			for _, f := range m.Fields {
				if f.Node.Type.Name.Span == span {
					return f
				}
			}
		}
	}
	return nil
}

func (p at) describeOpposite(g *page, s *refs.Symbol, f *schema.Field) {
	r := f.Relation.Relation
	other := r.Forward
	if other == f {
		other = r.Back
	}
	if other == nil {
		g.say("%s; the other side has no field.", relationKind(r))
		return
	}
	file := other.File().File
	text := file.Slice(token.Span{Start: other.Node.Name.Span.Start, End: other.Node.Type.Span.End})
	g.code(fmt.Sprintf("%s %s {\n  ...\n  %s %s\n}", s.Kind, s.Name, text, relationText(r, other)))
	g.say("%s", relationKind(r))
}

// relationText is @relation as it would be written in full.
func relationText(r *schema.Relation, f *schema.Field) string {
	end := f.Relation
	args := []string{fmt.Sprintf("name: %q", relationName(r))}
	if len(end.Fields) > 0 {
		args = append(args, "fields: ["+fieldNames(end.Fields)+"]", "references: ["+fieldNames(end.References)+"]")
	}
	return "@relation(" + strings.Join(args, ", ") + ")"
}

// relationName is the name of a relation: its own, or the one that Prisma makes
// of its models.
func relationName(r *schema.Relation) string {
	for _, f := range []*schema.Field{r.Forward, r.Back} {
		if f != nil && f.Relation.Name != nil {
			return f.Relation.Name.Value
		}
	}
	return min(r.From.Name(), r.To.Name()) + "To" + max(r.From.Name(), r.To.Name())
}

func fieldNames(fields []*schema.Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name())
	}
	return strings.Join(names, ", ")
}

func relationKind(r *schema.Relation) string {
	kind := map[schema.RelationType]string{
		schema.OneToOne: "one-to-one", schema.OneToMany: "one-to-many", schema.ManyToMany: "many-to-many", schema.EmbeddedManyToMany: "many-to-many",
	}[r.Type]
	if r.IsSelf() {
		kind += " on itself"
	}
	return kind
}

// blockText is a block without its comments, as far as a hover has room.
func (p at) blockText(s *refs.Symbol) string {
	const room = 25
	lines := []string{fmt.Sprintf("%s %s {", s.Kind, s.Name)}
	for _, member := range s.Block.Members {
		text := ""
		switch m := member.(type) {
		case *syntax.Field:
			text = s.File.Slice(m.Span)
		case *syntax.EnumValue:
			text = s.File.Slice(m.Span)
		case *syntax.Property:
			text = s.File.Slice(m.Span)
			if value, ok := m.Value.(*syntax.String); ok && strings.Contains(value.Value, "://") {
				text = s.File.Slice(token.Span{Start: m.Span.Start, End: value.Span.Start}) + `"…"` // it may hold a password
			}
		case *syntax.BlockAttribute:
			text = s.File.Slice(m.Span)
		default:
			continue
		}
		if len(lines) > room {
			lines = append(lines, "  …")
			break
		}
		lines = append(lines, "  "+text)
	}
	return strings.Join(append(lines, "}"), "\n")
}

func (p at) describeField(g *page, s *refs.Symbol) {
	g.code(s.File.Slice(s.Field.Span))
	g.say("%s", s.File.Documentation(s.Field))
	if f := p.schemaField(s); f != nil && f.MappedName != nil {
		g.say("Called `%s` in the database.", f.DatabaseName())
	}
}

// schemaField is the resolved field of a symbol, or nil.
func (a *analysis) schemaField(s *refs.Symbol) *schema.Field {
	var f *schema.Field
	if m := a.resolved().Model(s.Owner.Name); m != nil {
		f = m.Field(s.Name)
	} else if c := a.resolved().CompositeType(s.Owner.Name); c != nil {
		f = c.Field(s.Name)
	}
	if f == nil || f.Node != s.Field {
		return nil
	}
	return f
}
