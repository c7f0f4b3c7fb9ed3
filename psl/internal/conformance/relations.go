package conformance

import (
	"create-app/psl/complete"
	"create-app/psl/format"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// reducedRelations is a schema whose relations Prisma can complete without
// breaking a line.
type reducedRelations struct {
	text     string
	declared []string

	fields  []map[string]bool // the names of the fields of each block, before
	renamed []complete.Renamed
}

// reduceRelations takes empty parentheses and trailing commas from the
// @relation attributes that are completed: Prisma writes behind them. It
// returns nil if the schema has a mistake that keeps relations as they are.
func reduceRelations(version syntax.Version, text string) *reducedRelations {
	f := syntax.ParseAs(version, "", text)
	s, diags := schema.Resolve([]*syntax.File{f})
	if diags.HasErrors() {
		return nil
	}
	r := reducedRelations{fields: fieldNames(f)}
	_, r.renamed = complete.Source(version, text)
	var edits []edit
	for _, relation := range s.Relations {
		if !relation.IsInline() || relation.Forward == nil {
			continue
		}
		attribute := relation.Forward.Relation.Attribute
		if attribute == nil || attribute.Args == nil {
			continue
		}
		if args := attribute.Args; len(args.List) == 0 {
			edits = append(edits, edit{args.Span, ""})
		} else if !args.TrailingComma.IsZero() {
			edits = append(edits, edit{args.TrailingComma, ""})
		}
	}
	if len(edits) > 0 {
		r.declared = append(r.declared, "arguments of @relation")
	}
	r.text = apply(text, edits)
	return &r
}

func fieldNames(f *syntax.File) []map[string]bool {
	var list []map[string]bool
	for b := range f.Blocks() {
		names := make(map[string]bool)
		for field := range b.Fields() {
			names[field.Name.Text] = true
		}
		list = append(list, names)
	}
	return list
}

// undo gives the fields that were added to out the names that Prisma gives
// them, and takes the names of relations from them.
func (r *reducedRelations) undo(version syntax.Version, out string) string {
	f := syntax.ParseAs(version, "", out)
	var edits []edit
	number := 0
	for b := range f.Blocks() {
		prismas := make(map[string]string)
		for _, renamed := range r.renamed {
			if renamed.Model == b.Name.Text {
				prismas[renamed.Name] = renamed.Taken
			}
		}
		for field := range b.Fields() {
			if !r.fields[number][field.Name.Text] {
				edits = append(edits, withoutRelationName(field)...)
			}
			if name, ok := prismas[field.Name.Text]; ok {
				edits = append(edits, edit{field.Name.Span, name})
			}
			edits = append(edits, keyNames(field, prismas)...)
		}
		number++
	}
	if len(edits) == 0 {
		return out
	}
	return format.SourceAs(version, apply(out, edits))
}

func relationAttribute(field *syntax.Field) *syntax.Attribute {
	for i := range field.Attributes {
		if a := &field.Attributes[i]; a.Name.Text == "relation" && a.Args != nil && len(a.Args.List) > 0 {
			return a
		}
	}
	return nil
}

// withoutRelationName takes the first argument of @relation away if it is the
// name, and the attribute if that is all there is.
func withoutRelationName(field *syntax.Field) []edit {
	a := relationAttribute(field)
	if a == nil || a.Args.List[0].Name.Text != "" {
		return nil
	}
	if len(a.Args.List) == 1 {
		return []edit{{a.Span, ""}}
	}
	return []edit{{token.Span{Start: a.Args.List[0].Span.Start, End: a.Args.List[1].Span.Start}, ""}}
}

// keyNames renames the fields named in the argument fields of @relation.
func keyNames(field *syntax.Field, names map[string]string) (edits []edit) {
	a := relationAttribute(field)
	if a == nil {
		return nil
	}
	for _, arg := range a.Args.List {
		list, ok := arg.Value.(*syntax.Array)
		if !ok || arg.Name.Text != "fields" {
			continue
		}
		for _, element := range list.Elements {
			if path, ok := element.(*syntax.Path); ok && names[path.Text] != "" {
				edits = append(edits, edit{path.Span, names[path.Text]})
			}
		}
	}
	return edits
}
