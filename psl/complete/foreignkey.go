package complete

import (
	"slices"
	"strings"

	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// keyField is one field of the foreign key of a relation that names none.
type keyField struct {
	name   string
	arity  syntax.Arity
	exists bool          // on the model; else it is to be added
	target *schema.Field // what it refers to
}

// foreignKey are the fields that Prisma takes for a foreign key: one for each
// field of the other model's first unique criterion. A field of the right name
// that is there already is used, whatever its type.
func foreignKey(r *schema.Relation) []keyField {
	var key []keyField
	for criterion := range r.To.UniqueCriteria {
		for _, part := range criterion.Fields {
			key = append(key, newKeyField(r, part.Field))
		}
		break
	}
	return key
}

func newKeyField(r *schema.Relation, target *schema.Field) keyField {
	k := keyField{name: scalarField(r.To.Name(), target.Name()), target: target, arity: syntax.Optional}
	if r.Forward != nil {
		k.arity = r.Forward.Arity()
	}
	if f := r.From.Field(k.name); f != nil && f.Relation == nil {
		k.arity, k.exists = f.Arity(), true
	}
	return k
}

// scalars are the lines of the fields of the key that are not there, with the
// database type of what they refer to. A field whose type is no scalar ends
// them, as it does for Prisma. Names that are taken are changed in key.
func (c *completer) scalars(r *schema.Relation, key []keyField) []string {
	var lines []string
	for i := range key {
		k := &key[i]
		if k.exists {
			continue
		}
		if k.target.Type.Kind != schema.ScalarKind {
			break
		}
		k.name = c.freeName(r.From, k.name)
		line := k.name + " " + k.target.Type.Scalar.String() + arityMark(k.arity)
		if native := k.target.Native; native != nil {
			line += " " + r.To.File.Slice(native.Attribute.Span)
		}
		lines = append(lines, line)
	}
	return lines
}

func arityMark(a syntax.Arity) string {
	switch a {
	case syntax.Optional:
		return "?"
	case syntax.List:
		return "[]"
	}
	return ""
}

// arguments are those of fields and references that the relation lacks.
func arguments(r *schema.Relation, key []keyField) string {
	var args []string
	if r.Forward == nil || !r.Forward.Relation.HasFields {
		names := make([]string, len(key))
		for i := range key {
			names[i] = key[i].name
		}
		args = append(args, "fields: ["+strings.Join(names, ", ")+"]")
	}
	if r.Forward == nil || !r.Forward.Relation.HasReferences {
		args = append(args, "references: ["+strings.Join(references(r), ", ")+"]")
	}
	return strings.Join(args, ", ")
}

// references are the names of the fields of the first unique criterion that
// all rows have a value for.
func references(r *schema.Relation) []string {
	for criterion := range r.To.UniqueCriteria {
		var names []string
		strict := !slices.ContainsFunc(criterion.Fields, func(f schema.IndexField) bool {
			names = append(names, f.Field.Name())
			return f.Field.IsOptional() || f.Field.Type.Kind == schema.UnsupportedKind
		})
		if strict {
			return names
		}
	}
	return nil
}
