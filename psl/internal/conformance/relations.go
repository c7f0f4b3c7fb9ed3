package conformance

import (
	"strings"

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

// reduceRelations takes from the fields that are completed what Prisma writes
// behind or in the middle of. It returns nil if the schema has a mistake that
// keeps relations as they are.
func reduceRelations(version syntax.Version, text string) *reducedRelations {
	f := syntax.ParseAs(version, "", text)
	s, diags := schema.Resolve([]*syntax.File{f})
	if diags.HasErrors() {
		return nil
	}
	r := reducedRelations{fields: fieldNames(f)}
	_, r.renamed, _ = complete.Relations([]*syntax.File{f})
	var edits []edit
	for _, relation := range s.Relations {
		if !relation.IsInline() || relation.Forward == nil {
			continue
		}
		edits = append(edits, reduceField(f, relation.Forward)...)
	}
	if len(edits) > 0 {
		r.declared = append(r.declared, "arguments of @relation")
	}
	r.text = apply(text, edits)
	return &r
}

// reduceField takes empty parentheses and a trailing comma from @relation, and
// blanks from within the type.
func reduceField(f *syntax.File, field *schema.Field) []edit {
	attribute, typ := field.Relation.Attribute, field.Node.Type
	marks := token.Span{Start: typ.Base.End, End: typ.Span.End}
	switch {
	case attribute == nil && strings.TrimSpace(f.Slice(marks)) != f.Slice(marks):
		return []edit{{marks, strings.TrimSpace(f.Slice(marks))}}
	case attribute == nil || attribute.Args == nil:
	case len(attribute.Args.List) == 0:
		return []edit{{attribute.Args.Span, ""}}
	case !attribute.Args.TrailingComma.IsZero():
		return []edit{{attribute.Args.TrailingComma, ""}}
	}
	return nil
}

func fieldNames(f *syntax.File) []map[string]bool {
	var list []map[string]bool
	for b := range f.Blocks() {
		names := make(map[string]bool)
		for field := range b.Fields() {
			names[field.Name.Text(f.File)] = true
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
			if renamed.Model == b.Name.Text(f.File) {
				prismas[renamed.Name] = renamed.Taken
			}
		}
		for field := range b.Fields() {
			if !r.fields[number][field.Name.Text(f.File)] {
				edits = append(edits, withoutRelationName(f, field)...)
			}
			if name, ok := prismas[field.Name.Text(f.File)]; ok {
				edits = append(edits, edit{field.Name.Span, name})
			}
			edits = append(edits, keyNames(f, field, prismas)...)
		}
		number++
	}
	if len(edits) == 0 {
		return out
	}
	return format.SourceAs(version, apply(out, edits))
}

func relationAttribute(f *syntax.File, field *syntax.Field) *syntax.Attribute {
	for i := range field.Attributes {
		if a := &field.Attributes[i]; a.Name.Text(f.File) == "relation" && a.Args != nil && len(a.Args.List) > 0 {
			return a
		}
	}
	return nil
}

// withoutRelationName takes the first argument of @relation away if it is the
// name, and the attribute if that is all there is.
func withoutRelationName(f *syntax.File, field *syntax.Field) []edit {
	a := relationAttribute(f, field)
	if a == nil || !a.Args.List[0].Name.IsZero() {
		return nil
	}
	if len(a.Args.List) == 1 {
		return []edit{{a.Span, ""}}
	}
	return []edit{{token.Span{Start: a.Args.List[0].Span.Start, End: a.Args.List[1].Span.Start}, ""}}
}

// keyNames renames the fields named in the argument fields of @relation.
func keyNames(f *syntax.File, field *syntax.Field, names map[string]string) (edits []edit) {
	a := relationAttribute(f, field)
	if a == nil {
		return nil
	}
	for _, arg := range a.Args.List {
		list, ok := arg.Value.(*syntax.Array)
		if !ok || arg.Name.Text(f.File) != "fields" {
			continue
		}
		for _, element := range list.Elements {
			if path, ok := element.(*syntax.Path); ok && names[path.Text(f.File)] != "" {
				edits = append(edits, edit{path.Span, names[path.Text(f.File)]})
			}
		}
	}
	return edits
}
