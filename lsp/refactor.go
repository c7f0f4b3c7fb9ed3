package lsp

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// refactor offers changes where nothing is wrong.
func (x *actions) refactor() {
	if x.judged().list.HasErrors() && len(x.file.Diagnostics) > 0 {
		return // what a line that does not parse is about cannot be known
	}
	if f := x.fieldAt(x.span); f != nil {
		if x.wants(refactorRewrite) {
			x.offerIndex(f)
			x.offerJoinModel(f)
		}
		if x.wants(refactorExtract) {
			x.offerEnum(f)
			x.offerCompositeType(f)
		}
	}
	if x.wants(refactorMove) {
		x.offerMove()
	}
}

// offerIndex is for relations that the database does not index by itself.
func (x *actions) offerIndex(f *schema.Field) {
	if f.Relation == nil || len(f.Relation.Fields) == 0 || f.Model.IsView || isIndexed(f.Model, f.Relation.Fields) || x.connector().Provider == "mysql" && !x.emulates() {
		return
	}
	x.offer(refactorRewrite, "Add "+indexOf(f), nil, x.addIndex(f))
}

// emulates reports whether the client looks after relations in the database's place.
func (x *actions) emulates() bool {
	sources := x.judged().schema.Datasources
	return len(sources) > 0 && sources[0].Text("relationMode") == "prisma"
}

// isIndexed reports whether an index or a key begins with fields.
func isIndexed(m *schema.Model, fields []*schema.Field) bool {
	return m.PrimaryKey != nil && m.PrimaryKey.StartsWith(fields) ||
		slices.ContainsFunc(m.Indexes, func(ix *schema.Index) bool { return ix.StartsWith(fields) })
}

// offerJoinModel turns an implicit relation of many to many into a model that
// has the table which the relation has.
func (x *actions) offerJoinModel(f *schema.Field) {
	if f.Relation == nil || f.Relation.Relation == nil {
		return
	}
	r := f.Relation.Relation
	if r.Type != schema.ManyToMany || !r.IsComplete() || r.IsSelf() || singleID(r.From) == nil || singleID(r.To) == nil {
		return
	}
	from, to := r.From, r.To // From has the lesser name: column A
	name := from.Name() + "On" + strings.ToUpper(to.Name()[:1]) + to.Name()[1:]
	if x.names().Type(name) != nil {
		return
	}
	a, b := strings.ToLower(from.Name()[:1])+from.Name()[1:], strings.ToLower(to.Name()[:1])+to.Name()[1:]
	column := func(own, letter string, m *schema.Model) string {
		id := singleID(m)
		native := ""
		if id.Native != nil {
			native = " " + m.File.Slice(id.Native.Attribute.Span)
		}
		return fmt.Sprintf("  %sId %s @map(%q)%s", own, m.File.Slice(id.Node.Type.Span), letter, native)
	}
	relation := func(own string, m *schema.Model) string {
		return fmt.Sprintf("  %s %s @relation(fields: [%sId], references: [%s], onDelete: Cascade)", own, m.Name(), own, singleID(m).Name())
	}
	table := "_" + relationName(r)
	key := fmt.Sprintf("  @@unique([%sId, %sId], map: %q)", a, b, table+"_AB_unique")
	if x.connector().Provider == "postgresql" {
		key = fmt.Sprintf("  @@id([%sId, %sId], map: %q)", a, b, table+"_AB_pkey")
	}
	lines := []string{
		"model " + name + " {", relation(a, from), column(a, "A", from), relation(b, to), column(b, "B", to), "",
		key, fmt.Sprintf("  @@index([%sId], map: %q)", b, table+"_B_index"), fmt.Sprintf("  @@map(%q)", table),
	}
	for attribute := range from.Node.BlockAttributes() {
		if attribute.Name.Is(from.File.File, "schema") {
			lines = append(lines, "  "+from.File.Slice(attribute.Span))
		}
	}
	text := strings.Join(append(lines, "}"), "\n")
	x.offer(refactorRewrite, fmt.Sprintf("Turn into a model %q of the same table", name), nil, x.draft(func(draft *edit.Draft) {
		for _, side := range []*schema.Field{r.Forward, r.Back} {
			draft.SetType(side.Model.Node, side.Name(), name+"[]")
			if side.Relation.Attribute != nil {
				draft.RemoveAttribute(side.Model.Node, side.Name(), "@relation")
			}
		}
		draft.AddModel(text, edit.AfterBlock(f.Model.Node))
	}))
}

// singleID is the field that alone is a model's primary key, or nil.
func singleID(m *schema.Model) *schema.Field {
	if m.PrimaryKey == nil || len(m.PrimaryKey.Fields) != 1 {
		return nil
	}
	return m.PrimaryKey.Fields[0].Field
}

// offerEnum makes an enum of a text with a constant default, or without any.
func (x *actions) offerEnum(f *schema.Field) {
	if !f.Type.Is(connector.String) || f.Native != nil || f.Attribute("id") != nil || f.Attribute("unique") != nil || !x.connector().Has(connector.Enums) {
		return
	}
	value, isPlain := "VALUE", f.Default == nil
	if f.Default != nil {
		if s, ok := f.Default.Value.(*syntax.String); ok && isValueName(s.Value) {
			value, isPlain = s.Value, true
		}
	}
	name := f.Model.Name() + strings.ToUpper(f.Name()[:1]) + f.Name()[1:]
	if !isPlain || x.names().Type(name) != nil || !mayChangeType(x.judged().schema, f) {
		return
	}
	typ := strings.Replace(x.file.Slice(f.Node.Type.Span), "String", name, 1)
	edits := x.draft(func(draft *edit.Draft) {
		draft.SetType(f.Model.Node, f.Name(), typ)
		if f.Default != nil {
			draft.SetAttribute(f.Model.Node, f.Name(), "@default("+value+")")
		}
	})
	x.offer(refactorExtract, fmt.Sprintf("Turn into an enum %q", name), nil, append(edits, x.below(f.Model.Node, "enum "+name+" {\n  "+value+"\n}")))
}

// mayChangeType reports whether no relation compares a field, and no index needs
// it to be text.
func mayChangeType(s *schema.Schema, f *schema.Field) bool {
	for _, r := range s.Relations {
		for _, side := range []*schema.Field{r.Forward, r.Back} {
			if side != nil && (slices.Contains(side.Relation.Fields, f) || slices.Contains(side.Relation.References, f)) {
				return false
			}
		}
	}
	return !slices.ContainsFunc(f.Model.Indexes, func(ix *schema.Index) bool {
		return slices.ContainsFunc(ix.Fields, func(of schema.IndexField) bool {
			isPlain := !of.HasLength && of.Operators == nil && !of.HasRawOperators && ix.Where == nil && ix.Kind != schema.Fulltext && (ix.Algorithm == 0 || ix.Algorithm == connector.BTree)
			return of.Field == f && !isPlain
		})
	})
}

func isValueName(s string) bool {
	for i, c := range s {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// offerCompositeType makes a composite type of the fields that are selected.
func (x *actions) offerCompositeType(first *schema.Field) {
	if !x.connector().Has(connector.CompositeTypes) || x.span.Len() == 0 {
		return
	}
	var chosen []*schema.Field
	for _, f := range first.Model.Fields {
		if !x.touches(f.Node.Span) {
			continue
		}
		if !f.IsScalar() || f.Attribute("id") != nil || f.Attribute("unique") != nil || f.Attribute("updatedAt") != nil || x.isUsed(f) {
			return // what a composite type cannot have
		}
		chosen = append(chosen, f)
	}
	if len(chosen) < 2 {
		return
	}
	name := first.Model.Name() + "Part"
	if x.names().Type(name) != nil {
		return
	}
	lines := []string{"type " + name + " {"}
	for _, f := range chosen {
		lines = append(lines, "  "+declaration(f))
	}
	edits := x.draft(func(draft *edit.Draft) {
		draft.AddField(first.Model.Node, "part "+name, edit.Before(chosen[0].Name()))
		for _, f := range chosen {
			draft.RemoveField(first.Model.Node, f.Name())
		}
	})
	if len(edits) > 0 {
		edits = append(edits, x.below(first.Model.Node, strings.Join(append(lines, "}"), "\n")))
	}
	x.offer(refactorExtract, fmt.Sprintf("Move %d fields into a type %q", len(chosen), name), nil, edits)
}

// isUsed reports whether a key, an index or a relation names a field.
func (x *actions) isUsed(f *schema.Field) bool {
	s := x.names().Type(f.Model.Name())
	return s == nil || s.Member(f.Name()) == nil || len(s.Member(f.Name()).Uses) > 0
}

// offerMove moves a block to another file of the schema, or to one of its own
// where the schema is a folder.
func (x *actions) offerMove() {
	b := x.blockAt(x.span)
	if b == nil || b.Kind == syntax.Datasource || b.Kind == syntax.Generator || x.file.Line(x.span.Start) != x.file.Line(b.Span.Start) {
		return
	}
	text := x.file.Slice(b.Span)
	if b.Doc != nil {
		text = x.file.Slice(token.Span{Start: b.Doc.Span.Start, End: b.Span.End})
	}
	removal := x.draft(func(draft *edit.Draft) { draft.RemoveBlock(b) })
	const most = 8
	for i, doc := range x.docs {
		if doc == x.doc || i > most {
			continue
		}
		end := token.Pos(len(doc.text.string))
		addition := fileEdit{doc, textEdit{doc.text.rangeOf(token.Span{Start: end, End: end}, x.world.encoding), separated(doc.text.string, text)}}
		x.offer(refactorMove, fmt.Sprintf("Move to %s", filepath.Base(doc.path)), nil, append(slices.Clone(removal), addition))
	}
	x.offerOwnFile(b, text, removal)
}

// separated is a block as it stands behind a text.
func separated(before, block string) string {
	switch {
	case before == "":
		return block + "\n"
	case strings.HasSuffix(before, "\n"):
		return "\n" + block + "\n"
	}
	return "\n\n" + block + "\n"
}

// offerOwnFile moves a block to a new file beside this one.
func (x *actions) offerOwnFile(b *syntax.Block, text string, removal []fileEdit) {
	w := x.world
	isFolder := len(x.docs) > 1 || x.unit.project != nil && x.unit.project.Schema.Folder
	if !isFolder || x.doc.path == "" || len(removal) == 0 || !w.canDo("create") {
		return
	}
	name := b.Name.Text(x.file.File)
	path := filepath.Join(filepath.Dir(x.doc.path), strings.ToLower(name[:1])+name[1:]+".prisma")
	if w.document(path) != nil {
		return
	}
	change := w.workspaceEdit(removal)
	change.DocumentChanges = append(change.DocumentChanges, newFile(path, text+"\n").DocumentChanges...)
	x.list = append(x.list, codeAction{Title: "Move to a new file " + filepath.Base(path), Kind: refactorMove, Edit: change})
}

// canDo reports whether the editor takes a kind of operation on files in an edit.
func (w *world) canDo(operation string) bool {
	can := w.client.Workspace.WorkspaceEdit
	return can.DocumentChanges && slices.Contains(can.ResourceOperations, operation)
}

// newFile is an edit that makes a file.
func newFile(path, text string) workspaceEdit {
	uri := uriOf(path)
	return workspaceEdit{DocumentChanges: []documentChange{
		{Kind: "create", URI: uri},
		{TextDocument: &optionalVersionedTextDocumentIdentifier{URI: uri}, Edits: []textEdit{{NewText: text}}},
	}}
}
