package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"create-app/project/env"
	"create-app/psl/connector"
	"create-app/psl/refs"
	"create-app/psl/schema"
	"create-app/psl/suggest"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// inlayHints show what a schema implies: the names of keys and indexes in the
// database, what happens to rows that refer to others, what kind a relation is.
func inlayHints(_ context.Context, w *world, p rangeParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	t := a.treeOf(doc)
	h := &hinter{analysis: a, world: w, tree: t, list: []inlayHint{}}
	h.span = doc.text.span(p.Range, w.encoding)
	for _, list := range [][]*schema.Model{a.resolved().Models, a.resolved().Views} {
		for _, m := range list {
			if m.File == t.File {
				h.model(m)
			}
		}
	}
	return h.list, nil
}

type hinter struct {
	*analysis
	world *world
	tree  *tree
	span  token.Span
	list  []inlayHint
}

// add shows a text behind a place.
func (h *hinter) add(at token.Pos, label, tooltip string) {
	out := h.tree.outPos(at)
	if out < h.span.Start || out > h.span.End {
		return
	}
	p := h.rangeOf(h.tree.File.File, token.Span{Start: at, End: at}, h.world.encoding).Start
	h.list = append(h.list, inlayHint{Position: p, Label: label, Tooltip: tooltip, PaddingLeft: true})
}

func (h *hinter) model(m *schema.Model) {
	settings := h.world.settings.InlayHints
	if settings.Constraints {
		if m.PrimaryKey != nil {
			h.constraint(m.PrimaryKey)
		}
		for _, ix := range m.Indexes {
			h.constraint(ix)
		}
	}
	for _, f := range m.RelationFields() {
		if f.Relation == nil || f.Relation.Relation == nil {
			continue
		}
		r := f.Relation.Relation
		if settings.Relations {
			h.add(f.Node.Type.Span.End, relationKind(r), "relation "+relationName(r))
		}
		if settings.Actions && r.Forward == f && len(f.Relation.Fields) > 0 {
			h.actions(r, f)
		}
	}
}

// constraint shows the name of a key or an index that the schema does not name.
func (h *hinter) constraint(ix *schema.Index) {
	c := h.connector()
	if ix.MapName != nil || ix.Model.IsView || c == connector.Empty() {
		return
	}
	var columns []string
	for _, f := range ix.Fields {
		columns = append(columns, f.Field.DatabaseName())
	}
	table := ix.Model.DatabaseName()
	name := ""
	switch ix.Kind {
	case schema.PrimaryKey:
		if !c.Has(connector.NamedPrimaryKeys) {
			return
		}
		name = c.PrimaryKeyName(table)
	case schema.Unique:
		name = c.UniqueName(table, columns)
	default:
		name = c.IndexName(table, columns)
	}
	h.add(ix.Attribute.Span.End, name, "its name in the database")
}

// actions shows the referential actions that are meant where none are given.
func (h *hinter) actions(r *schema.Relation, f *schema.Field) {
	mode := h.connector().Actions
	if h.emulatesRelations() {
		mode = h.connector().EmulatedActions
	}
	var parts []string
	if f.Relation.OnDelete == 0 {
		parts = append(parts, "onDelete: "+r.OnDelete(mode).String())
	}
	if f.Relation.OnUpdate == 0 {
		parts = append(parts, "onUpdate: "+r.OnUpdate().String())
	}
	if h.connector().Provider != "mongodb" && len(parts) > 0 && f.Relation.Attribute != nil {
		h.add(f.Relation.Attribute.Span.End, strings.Join(parts, ", "), "what is meant where nothing is said")
	}
}

func (a *analysis) emulatesRelations() bool {
	x := actions{analysis: a}
	return x.emulates()
}

// codeLenses stand above blocks: how often they are used, and what NextAuth takes
// them for.
func codeLenses(_ context.Context, w *world, p documentParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	t := a.treeOf(doc)
	list := []codeLens{}
	if !w.settings.CodeLens.Enable {
		return list, nil
	}
	roles := a.roles()
	for _, s := range a.names().Symbols {
		if s.File != t.File || !s.IsType() {
			continue
		}
		r := a.rangeOf(s.File.File, s.Span, w.encoding)
		lens := codeLens{Range: r, Command: command{Title: countOf(len(s.Uses), "reference")}}
		if w.settings.ShowReferences {
			lens.Command.Command = "create-app.showReferences"
			lens.Command.Arguments = []any{doc.uri, r.Start, a.places(w, s)}
		}
		list = append(list, lens)
		if role, ok := roles[s.Name]; ok {
			list = append(list, codeLens{Range: r, Command: command{Title: "NextAuth: " + role.Model()}})
		}
	}
	return list, nil
}

func (a *analysis) places(w *world, s *refs.Symbol) []location {
	list := []location{}
	for _, use := range s.Uses {
		list = append(list, a.location(use.File.File, use.Span, w.encoding))
	}
	return list
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// documentLinks lead from env("NAME") to the line of .env that sets it, and from
// a generator's output to its folder.
func documentLinks(_ context.Context, w *world, p documentParams) (any, error) {
	a, doc := w.asked(p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	t := a.treeOf(doc)
	list := []documentLink{}
	add := func(s *syntax.String, target, tooltip string) {
		inside := token.Span{Start: s.Span.Start + 1, End: s.Span.End - 1}
		list = append(list, documentLink{a.rangeOf(t.File.File, inside, w.encoding), target, tooltip})
	}
	for b := range t.Blocks(syntax.Datasource, syntax.Generator) {
		for property := range b.Properties() {
			switch v := property.Value.(type) {
			case *syntax.String:
				if b.Kind == syntax.Generator && property.Name.Is(t.File.File, "output") && doc.path != "" {
					folder := filepath.FromSlash(v.Value)
					if !filepath.IsAbs(folder) {
						folder = filepath.Join(filepath.Dir(doc.path), folder)
					}
					add(v, uriOf(folder), "the folder that is generated")
				}
			case *syntax.Call:
				if v.Name.Is(t.File.File, "env") && len(v.Args.List) == 1 {
					if name, ok := v.Args.List[0].Value.(*syntax.String); ok {
						if target := a.unit.lineOf(name.Value); target != "" {
							add(name, target, "where "+name.Value+" is set")
						}
					}
				}
			}
		}
	}
	return list, nil
}

// lineOf is the URI of the line that sets a variable, or "".
func (u *unit) lineOf(name string) string {
	if u.project == nil {
		return ""
	}
	e, err := u.project.Environment(env.Vars{})
	if err != nil {
		return ""
	}
	for _, f := range e.Files {
		if entry, ok := f.Lookup(name); ok {
			return fmt.Sprintf("%s#L%d", uriOf(f.Path), entry.Line)
		}
	}
	return ""
}

// signatureHelpAt shows what an attribute or a function takes.
func signatureHelpAt(_ context.Context, w *world, params textDocumentPositionParams) (any, error) {
	p, ok := w.place(params)
	if !ok {
		return nil, nil
	}
	s, ok := suggest.SignatureAt(p.suggestion())
	if !ok {
		return nil, nil
	}
	out := signatureInformation{Label: s.Label, Documentation: markupContent{"markdown", s.Doc}, Parameters: []parameterInformation{}}
	for _, parameter := range s.Parameters {
		out.Parameters = append(out.Parameters, parameterInformation{suggest.ParameterLabel(parameter), markupContent{"markdown", parameter.Summary}})
	}
	help := signatureHelp{Signatures: []signatureInformation{out}}
	if s.Active >= 0 {
		help.ActiveParameter = &s.Active
	}
	return help, nil
}
