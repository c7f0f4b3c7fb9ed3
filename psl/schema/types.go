package schema

import (
	"create-app/psl/connector"
	"create-app/psl/token"
)

// resolveTypes finds out what every field's type stands for, as Prisma's
// types.rs does.
func (r *resolver) resolveTypes() {
	for _, decl := range r.order {
		switch d := decl.(type) {
		case *Model:
			r.related = r.related[:0]
			for _, f := range d.Fields {
				r.resolveType(d.File.File, f)
				if f.Type.Kind == RelationKind {
					f.Relation = r.relations.New()
					r.related = append(r.related, f)
				}
			}
			d.related = r.fieldRuns.Copy(r.related)
		case *CompositeType:
			for _, f := range d.Fields {
				r.resolveType(d.File.File, f)
				if f.Type.Kind == RelationKind {
					r.report(relationInComposite(d.File.File, f))
				}
			}
		case *Enum:
			if len(d.Values) == 0 {
				r.report(emptyEnum(d.File.File, d.Node))
			}
		}
	}
}

func (r *resolver) resolveType(file *token.File, f *Field) {
	t := f.Node.Type
	if t.Unsupported != nil {
		f.Type.Kind = UnsupportedKind
		return
	}
	if scalar, ok := connector.ScalarByName(t.Name.Text(file)); ok {
		f.Type.Kind, f.Type.Scalar = ScalarKind, scalar
		return
	}
	switch decl := r.schema.names[t.Name.Text(file)].(type) {
	case *Model:
		f.Type = Type{Kind: RelationKind, Model: decl}
	case *Enum:
		f.Type = Type{Kind: EnumKind, Enum: decl}
	case *CompositeType:
		f.Type = Type{Kind: CompositeKind, Composite: decl}
	default:
		r.report(unknownType(file, f, r.nearType(t.Name.Text(file))))
	}
}

// nearType looks for a type whose name is nearly that one, or gives "".
func (r *resolver) nearType(name string) string {
	best, distance := "", tooFar
	consider := func(candidate string) {
		d := editDistance(name, candidate, tooFar)
		if d < distance || d == distance && d < tooFar && candidate < best {
			best, distance = candidate, d
		}
	}
	for s := connector.Int; s <= connector.Decimal; s++ {
		consider(s.String())
	}
	if len(r.schema.names) <= 1000 { // a suggestion is not worth more
		for candidate := range r.schema.names {
			consider(candidate)
		}
	}
	return best
}
