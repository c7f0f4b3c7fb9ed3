package lsp

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/complete"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// cure offers what cures a diagnostic: the change that it brings along, and
// those that need the rest of the schema.
func (x *actions) cure(d diag.Diagnostic) {
	if d.Fix != nil {
		var edits []fileEdit
		for _, e := range d.Fix.Edits {
			edits = append(edits, x.replace(e.Span, e.Text))
		}
		x.offer(quickFix, sentence(d.Fix.Title), &d, edits)
	}
	if cure := cures[string(d.Code)]; cure != nil {
		cure(x, d)
	}
}

// sentence is a title with a capital.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// cures are by the code of the diagnostic.
var cures = map[string]func(*actions, diag.Diagnostic){
	"invalid-line":              (*actions).spellKeyword,
	"unknown-type":              (*actions).declareType,
	"missing-opposite-field":    (*actions).addOpposite,
	"missing-relation-argument": (*actions).completeRelation,
	"one-to-one-not-unique":     (*actions).makeReferencingUnique,
	"references-not-unique":     (*actions).makeReferencesUnique,
	"missing-index":             (*actions).indexRelation,
	"set-default-on-mysql":      (*actions).replaceSetDefault,
	"missing-schema":            (*actions).addSchemaAttribute,
	"missing-property":          (*actions).addProperty,
	"unknown-schema":            (*actions).listSchema,
	"url-in-schema":             (*actions).removeProperty,
	"ignored-model":             (*actions).ignoreField,
	"relation-must-be-optional": (*actions).makeOptional,
	"both-sides-required":       (*actions).makeOptional,
	"missing-id":                (*actions).addID,
	"redundant-ignore":          (*actions).removeIgnore,
	"mongodb-id-name":           (*actions).mapID,
	"auto-needs-objectid":       (*actions).addObjectID,
	"views-need-preview":        (*actions).turnOnViews,
}

// spellKeyword puts the word that is meant before a line that opens a block.
func (x *actions) spellKeyword(d diag.Diagnostic) {
	line := d.File.Slice(d.Span)
	word, rest, found := strings.Cut(line, " ")
	name, _, opens := strings.Cut(rest, "{")
	if !found || !opens || len(strings.Fields(name)) != 1 {
		return
	}
	keyword := schema.Near(strings.ToLower(word), []string{"model", "enum", "type", "view", "datasource", "generator"})
	if keyword != "" {
		at := token.Span{Start: d.Span.Start, End: d.Span.Start + token.Pos(len(word))}
		x.offer(quickFix, fmt.Sprintf("Change to %q", keyword), &d, []fileEdit{x.replace(at, keyword)})
	}
}

// declareType offers a block of the unknown name, behind the one that uses it.
// It has what a block must have: an empty one would be the next error.
func (x *actions) declareType(d diag.Diagnostic) {
	b := x.blockAt(d.Span)
	if b == nil {
		return
	}
	name := d.File.Slice(d.Span)
	database := x.connector()
	id := "id Int @id"
	if database.Provider == "mongodb" {
		id = `id String @id @default(auto()) @map("_id") @db.ObjectId`
	}
	create := func(keyword, member string) {
		text := fmt.Sprintf("%s %s {\n  %s\n}", keyword, name, member)
		x.offer(quickFix, fmt.Sprintf("Create %s %q", keyword, name), &d, []fileEdit{x.below(b, text)})
	}
	if b.Kind != syntax.Type {
		create("model", id)
	}
	if database.Has(connector.Enums) {
		create("enum", "VALUE")
	}
	if database.Has(connector.CompositeTypes) {
		create("type", "value String")
	}
}

// connector is the schema's database.
func (a *analysis) connector() *connector.Connector {
	for _, c := range a.judged().schema.Datasources {
		if found, ok := connector.ByProvider(c.Text("provider")); ok {
			return found
		}
	}
	return connector.Empty()
}

// completed is the schema with all that its relations lack, as Prisma's formatter
// completes them; nil where a mistake prevents that.
func (x *actions) completed() *schema.Schema {
	texts, _, ok := complete.Relations(x.files)
	if !ok {
		return nil
	}
	files := make([]*syntax.File, len(texts))
	for i, text := range texts {
		files[i] = syntax.ParseAs(x.version, x.files[i].Name, text)
	}
	s, _ := schema.Resolve(files)
	return s
}

// declaration is a field as it is written.
func declaration(f *schema.Field) string { return f.File().Slice(f.Node.Span) }

// addOpposite gives a relation its field on the other side.
func (x *actions) addOpposite(d diag.Diagnostic) {
	f := x.fieldAt(d.Span)
	if f == nil || f.Type.Model == nil {
		return
	}
	target, done := f.Type.Model, x.completed()
	if done == nil || done.Model(target.Name()) == nil {
		return
	}
	for _, added := range done.Model(target.Name()).Fields {
		if added.Type.Model == nil || added.Type.Model.Name() != f.Model.Name() || target.Field(added.Name()) != nil {
			continue
		}
		if added.Relation == nil || added.Relation.Relation == nil || !isSide(added.Relation.Relation, f) {
			continue
		}
		keys := x.foreignKeyOf(done, added, target)
		x.offer(quickFix, fmt.Sprintf("Add the other side, %q, to model %q", added.Name(), target.Name()), &d, x.draft(func(draft *edit.Draft) {
			draft.AddField(target.Node, declaration(added), edit.Last())
			for _, key := range keys {
				draft.AddField(target.Node, key, edit.Last())
			}
		}))
		x.offerList(d, f, added)
		return
	}
}

// offerList makes a relation of many to many of a list that has no other side.
func (x *actions) offerList(d diag.Diagnostic, f, added *schema.Field) {
	target := f.Type.Model
	if !f.IsList() || added.IsList() || singleID(f.Model) == nil || singleID(target) == nil || x.connector().Provider == "mongodb" {
		return
	}
	name := complete.ListName(f.Model.Name())
	if target.Field(name) != nil {
		return
	}
	text := name + " " + f.Model.Name() + "[]"
	if r := f.Relation; r != nil && r.Name != nil {
		text += " @relation(" + x.file.Slice(r.Name.Span) + ")"
	}
	x.offer(quickFix, fmt.Sprintf("Add a list, %q, to model %q: many to many", name, target.Name()), &d, x.draft(func(draft *edit.Draft) {
		draft.AddField(target.Node, text, edit.Last())
	}))
}

// isSide reports whether f, of a schema before, is a side of a relation after.
func isSide(r *schema.Relation, f *schema.Field) bool {
	for _, side := range []*schema.Field{r.Forward, r.Back} {
		if side != nil && side.Name() == f.Name() && side.Model.Name() == f.Model.Name() {
			return true
		}
	}
	return false
}

// foreignKeyOf are the declarations of the fields of a relation that the model
// does not have yet.
func (x *actions) foreignKeyOf(done *schema.Schema, f *schema.Field, model *schema.Model) []string {
	var keys []string
	for _, key := range f.Relation.Fields {
		if model.Field(key.Name()) == nil {
			keys = append(keys, declaration(key))
		}
	}
	return keys
}

// namedAfter is a completed relation whose foreign key is called like the field,
// as people do, and not like the model: two relations with one model keep apart.
func (x *actions) namedAfter(f, after *schema.Field, attribute string, keys []string) (string, []string) {
	if len(after.Relation.Fields) != len(after.Relation.References) {
		return attribute, keys
	}
	var before, names, declarations []string
	for i, key := range after.Relation.Fields {
		name := key.Name()
		before = append(before, name)
		j := slices.IndexFunc(keys, func(k string) bool { return strings.HasPrefix(k, name+" ") })
		if j >= 0 {
			reference := after.Relation.References[i].Name()
			own := f.Name() + strings.ToUpper(reference[:1]) + reference[1:]
			switch {
			case f.Model.Field(own) == nil:
				name = own
				declarations = append(declarations, own+strings.TrimPrefix(keys[j], key.Name()))
			case x.isFreeKey(f.Model.Field(own), after.Relation.References[i]):
				name = own
			default:
				declarations = append(declarations, keys[j])
			}
		}
		names = append(names, name)
	}
	list := func(of []string) string { return "fields: [" + strings.Join(of, ", ") + "]" }
	if !strings.Contains(attribute, list(before)) {
		return attribute, keys
	}
	return strings.Replace(attribute, list(before), list(names), 1), declarations
}

// isFreeKey reports whether a field has the type of what it would refer to, and
// is of no relation yet.
func (x *actions) isFreeKey(f, reference *schema.Field) bool {
	taken := slices.ContainsFunc(f.Model.Fields, func(other *schema.Field) bool {
		return other.Relation != nil && slices.Contains(other.Relation.Fields, f)
	})
	return !taken && !f.IsList() && f.IsScalar() && f.Type == reference.Type
}

// completeRelation gives a relation its arguments and its foreign key.
func (x *actions) completeRelation(d diag.Diagnostic) {
	f := x.fieldAt(d.Span)
	if f == nil || f.Type.Model == nil {
		return
	}
	if done := x.completed(); done != nil && done.Model(f.Model.Name()) != nil {
		if after := done.Model(f.Model.Name()).Field(f.Name()); after != nil && after.Relation != nil && after.Relation.Attribute != nil && len(after.Relation.Fields) > 0 {
			attribute, keys := x.namedAfter(f, after, after.File().Slice(after.Relation.Attribute.Span), x.foreignKeyOf(done, after, f.Model))
			x.offer(quickFix, "Complete the relation: "+attribute, &d, x.draft(func(draft *edit.Draft) {
				draft.SetAttribute(f.Model.Node, f.Name(), attribute)
				at := f.Name()
				for _, key := range keys {
					draft.AddField(f.Model.Node, key, edit.After(at))
					at, _, _ = strings.Cut(key, " ")
				}
			}))
		}
	}
	if f.IsList() {
		return
	}
	x.offer(quickFix, fmt.Sprintf("Make %q a list", f.Name()), &d, x.draft(func(draft *edit.Draft) {
		draft.SetType(f.Model.Node, f.Name(), f.Type.Model.Name()+"[]")
	}))
}

// makeReferencingUnique makes the foreign key of a one-to-one relation unique.
func (x *actions) makeReferencingUnique(d diag.Diagnostic) {
	if f := x.fieldAt(d.Span); f != nil && f.Relation != nil {
		x.makeUnique(d, f.Model, f.Relation.Fields)
	}
}

// makeReferencesUnique makes a key of what a relation refers to.
func (x *actions) makeReferencesUnique(d diag.Diagnostic) {
	if f := x.fieldAt(d.Span); f != nil && f.Relation != nil && f.Type.Model != nil {
		x.makeUnique(d, f.Type.Model, f.Relation.References)
	}
}

func (x *actions) makeUnique(d diag.Diagnostic, m *schema.Model, fields []*schema.Field) {
	if len(fields) == 0 {
		return
	}
	title := fmt.Sprintf("Make %s of model %q unique", fieldNames(fields), m.Name())
	x.offer(quickFix, title, &d, x.draft(func(draft *edit.Draft) {
		if len(fields) == 1 {
			draft.AddAttribute(m.Node, fields[0].Name(), "@unique")
		} else {
			draft.AddBlockAttribute(m.Node, "@@unique(["+fieldNames(fields)+"])")
		}
	}))
}

// indexRelation adds the index that no foreign key brings.
func (x *actions) indexRelation(d diag.Diagnostic) {
	if f := x.fieldAt(d.Span); f != nil && f.Relation != nil {
		x.offer(quickFix, "Add "+indexOf(f), &d, x.addIndex(f))
	}
}

func indexOf(f *schema.Field) string { return "@@index([" + fieldNames(f.Relation.Fields) + "])" }

func (x *actions) addIndex(f *schema.Field) []fileEdit {
	return x.draft(func(draft *edit.Draft) { draft.AddBlockAttribute(f.Model.Node, indexOf(f)) })
}

func (x *actions) replaceSetDefault(d diag.Diagnostic) {
	text := d.File.Slice(d.Span)
	if !strings.Contains(text, "SetDefault") {
		return
	}
	x.offer(quickFix, "Replace SetDefault by NoAction", &d, []fileEdit{x.replace(d.Span, strings.Replace(text, "SetDefault", "NoAction", 1))})
}

// databaseSchemas are the schemas that the datasource lists.
func (x *actions) databaseSchemas() []string {
	var list []string
	for _, c := range x.judged().schema.Datasources {
		list = append(list, c.Texts("schemas")...)
	}
	return list
}

func (x *actions) addSchemaAttribute(d diag.Diagnostic) {
	b := x.blockAt(d.Span)
	if b == nil {
		return
	}
	for _, name := range x.databaseSchemas() {
		attribute := fmt.Sprintf("@@schema(%q)", name)
		x.offer(quickFix, "Add "+attribute, &d, x.draft(func(draft *edit.Draft) { draft.AddBlockAttribute(b, attribute) }))
	}
}

// listSchema adds a schema to the datasource.
func (x *actions) listSchema(d diag.Diagnostic) {
	b := x.blockAt(d.Span)
	sources := x.judged().schema.Datasources
	if b == nil || len(sources) == 0 {
		return
	}
	for a := range b.BlockAttributes() {
		if !a.Name.Is(x.file.File, "schema") || a.Args == nil || len(a.Args.List) == 0 {
			continue
		}
		if name, ok := a.Args.List[0].Value.(*syntax.String); ok {
			var quoted []string
			for _, s := range append(x.databaseSchemas(), name.Value) {
				quoted = append(quoted, fmt.Sprintf("%q", s))
			}
			x.offer(quickFix, fmt.Sprintf("Add %q to the datasource's schemas", name.Value), &d, x.draft(func(draft *edit.Draft) {
				draft.SetProperty(sources[0].Block, "schemas", "["+strings.Join(quoted, ", ")+"]")
			}))
		}
	}
}

// addProperty adds what a datasource or a generator must have.
func (x *actions) addProperty(d diag.Diagnostic) {
	b := x.blockAt(d.Span)
	if b == nil {
		return
	}
	var values []string
	switch name := d.Subject.Member; {
	case name == "url":
		values = []string{`env("DATABASE_URL")`}
	case name == "provider" && b.Kind == syntax.Generator && x.version == syntax.Prisma6:
		values = []string{`"prisma-client-js"`}
	case name == "provider" && b.Kind == syntax.Generator:
		values = []string{`"prisma-client"`, `"prisma-client-js"`}
	case name == "provider":
		for _, provider := range connector.Providers() {
			values = append(values, `"`+provider+`"`)
		}
	}
	for _, value := range values {
		text := d.Subject.Member + " = " + value
		x.offer(quickFix, "Add "+text, &d, x.draft(func(draft *edit.Draft) { draft.SetProperty(b, d.Subject.Member, value) }))
	}
}

// removeProperty takes out what a datasource of Prisma 7 does not have.
func (x *actions) removeProperty(d diag.Diagnostic) {
	b := x.blockAt(d.Span)
	if b == nil {
		return
	}
	for p := range b.Properties() {
		if name := p.Name.Text(x.file.File); p.Span.Contains(d.Span) || d.Span.Contains(p.Span) {
			removal := x.draft(func(draft *edit.Draft) { draft.RemoveProperty(b, name) })
			x.moveURL(d, schema.Config{File: x.file, Block: b}, name, removal)
			x.offer(quickFix, "Remove "+name+", which belongs into prisma.config.ts", &d, removal)
		}
	}
}

// moveURL takes the variable of the URL along into a config, where there is none yet.
func (x *actions) moveURL(d diag.Diagnostic, datasource schema.Config, name string, removal []fileEdit) {
	variable := datasource.Variable(name)
	if name != "url" || variable == "" || len(removal) == 0 {
		return
	}
	if config, ok := x.newConfig(variable); ok {
		change := x.world.workspaceEdit(removal)
		change.DocumentChanges = append(change.DocumentChanges, config.DocumentChanges...)
		x.list = append(x.list, codeAction{Title: "Move url into a new prisma.config.ts", Kind: quickFix, Diagnostics: []diagnostic{x.diagnostic(x.world, d)}, Edit: change})
	}
}

func (x *actions) ignoreField(d diag.Diagnostic) {
	if f := x.fieldAt(d.Span); f != nil {
		x.offer(quickFix, "Add @ignore", &d, x.draft(func(draft *edit.Draft) { draft.AddAttribute(f.Model.Node, f.Name(), "@ignore") }))
	}
}

func (x *actions) removeIgnore(d diag.Diagnostic) {
	if f := x.fieldAt(d.Span); f != nil {
		x.offer(quickFix, "Remove @ignore", &d, x.draft(func(draft *edit.Draft) { draft.RemoveAttribute(f.Model.Node, f.Name(), "@ignore") }))
	}
}

func (x *actions) makeOptional(d diag.Diagnostic) {
	if f := x.fieldAt(d.Span); f != nil && f.IsRequired() {
		typ := x.file.Slice(f.Node.Type.Base) + "?"
		x.offer(quickFix, fmt.Sprintf("Make %q optional", f.Name()), &d, x.draft(func(draft *edit.Draft) { draft.SetType(f.Model.Node, f.Name(), typ) }))
	}
}

// addID gives a model a primary key: a field that is called id, or a new one.
func (x *actions) addID(d diag.Diagnostic) {
	m := x.modelAt(d.Span)
	if m == nil || m.IsView {
		return
	}
	if f := m.Field("id"); f != nil {
		x.offer(quickFix, `Make "id" the primary key`, &d, x.draft(func(draft *edit.Draft) { draft.AddAttribute(m.Node, "id", "@id") }))
		return
	}
	decl := "id Int @id @default(autoincrement())"
	if x.connector().Provider == "mongodb" {
		decl = `id String @id @default(auto()) @map("_id") @db.ObjectId`
	}
	x.offer(quickFix, "Add "+decl, &d, x.draft(func(draft *edit.Draft) { draft.AddField(m.Node, decl, edit.First()) }))
}

func (x *actions) mapID(d diag.Diagnostic) {
	if f := x.fieldAt(d.Span); f != nil {
		x.offer(quickFix, `Add @map("_id")`, &d, x.draft(func(draft *edit.Draft) { draft.SetAttribute(f.Model.Node, f.Name(), `@map("_id")`) }))
	}
}

func (x *actions) addObjectID(d diag.Diagnostic) {
	f := x.fieldAt(d.Span)
	sources := x.judged().schema.Datasources
	if f == nil || len(sources) == 0 {
		return
	}
	attribute := "@" + sources[0].Block.Name.Text(sources[0].File.File) + ".ObjectId"
	x.offer(quickFix, "Add "+attribute, &d, x.draft(func(draft *edit.Draft) { draft.AddAttribute(f.Model.Node, f.Name(), attribute) }))
}

// turnOnViews turns the preview feature on in the first generator.
func (x *actions) turnOnViews(d diag.Diagnostic) {
	generators := x.judged().schema.Generators
	if len(generators) == 0 {
		return
	}
	c := generators[0]
	if slices.Contains(c.Texts("previewFeatures"), "views") {
		return // the generator is not read, for another mistake
	}
	features := []string{`"views"`}
	for p := range c.Block.Properties() {
		if a, ok := p.Value.(*syntax.Array); ok && p.Name.Is(c.File.File, "previewFeatures") {
			for _, e := range slices.Backward(a.Elements) {
				features = append([]string{c.File.Slice(e.Pos())}, features...)
			}
		}
	}
	x.offer(quickFix, "Turn the preview feature views on", &d, x.draft(func(draft *edit.Draft) {
		draft.SetProperty(c.Block, "previewFeatures", "["+strings.Join(features, ", ")+"]")
	}))
}
