package schema

import (
	"cmp"

	"create-app/psl/syntax"
)

// inferRelations pairs relation fields, as Prisma's relations.rs does.
func (r *resolver) inferRelations() {
	for _, decl := range r.order {
		if m, ok := decl.(*Model); ok {
			for _, f := range m.related {
				r.inferRelation(m, f)
			}
		}
	}
}

// relationKey tells the relation fields of a model apart.
type relationKey struct {
	to    *Model
	name  string
	named bool
}

func keyOf(f *Field) relationKey {
	key := relationKey{to: f.Type.Model}
	if name := f.Relation.Name; name != nil {
		key.name, key.named = name.Value, true
	}
	return key
}

// opposite returns the first field on the other model that refers back and
// bears the same relation name or, like f, none. It is nil if there is none.
func (f *Field) opposite() *Field {
	other := f.Type.Model
	want := keyOf(f)
	want.to = f.Model
	if len(other.related) > smallScan {
		pair := other.relationsByKey()[want]
		if pair[0] == f {
			return pair[1]
		}
		return pair[0]
	}
	for _, candidate := range other.related {
		if candidate != f && candidate.Type.Model == f.Model && keyOf(candidate) == want {
			return candidate
		}
	}
	return nil
}

func (m *Model) relationsByKey() map[relationKey][2]*Field {
	if m.relations != nil {
		return m.relations
	}
	m.relations = make(map[relationKey][2]*Field, len(m.related))
	for _, f := range m.related {
		key := keyOf(f)
		pair := m.relations[key]
		switch {
		case pair[0] == nil:
			pair[0] = f
		case pair[1] == nil:
			pair[1] = f
		default:
			continue
		}
		m.relations[key] = pair
	}
	return m.relations
}

// inferRelation adds the relation f begins. Of two fields that belong together
// only one does.
func (r *resolver) inferRelation(m *Model, f *Field) {
	other := f.opposite()
	rel := Relation{From: m, To: f.Type.Model, Forward: f, Back: other}
	switch {
	case other == nil && f.IsList():
		rel = Relation{Type: OneToMany, From: f.Type.Model, To: m, Back: f}
	case other == nil:
		rel.Type = OneToMany
		if f.Relation.HasFields && hasUniqueOver(m, f.Relation.Fields) {
			rel.Type = OneToOne
		}
	case f.IsList() && other.IsList():
		rel.Type = ManyToMany
		if f.Relation.HasFields || other.Relation.HasFields {
			rel.Type = EmbeddedManyToMany
		}
		if m.Name() > f.Type.Model.Name() || rel.IsSelf() && f.Name() > other.Name() {
			return
		}
	case f.IsList():
		return // the other side begins it
	case other.IsList():
		rel.Type = OneToMany
	default:
		rel.Type = OneToOne
		if !f.beginsOneToOne(other) {
			return
		}
	}
	r.addRelation(rel)
}

func hasUniqueOver(m *Model, fields []*Field) bool {
	for _, ix := range m.Indexes {
		if ix.Kind == Unique && ix.HasExactly(fields) {
			return true
		}
	}
	return false
}

// beginsOneToOne decides which side of a relation of one to one holds the
// foreign key: the required one, else the one that names fields, else the one
// that comes first by name.
func (f *Field) beginsOneToOne(other *Field) bool {
	if f.Arity() != other.Arity() {
		return f.Arity() == syntax.Required
	}
	if f.IsOptional() {
		if f.Relation.HasFields {
			return true
		}
		if other.Relation.HasFields {
			return false
		}
	}
	return cmp.Or(cmp.Compare(f.Model.Name(), other.Model.Name()), cmp.Compare(f.Name(), other.Name())) <= 0
}

func (r *resolver) addRelation(rel Relation) {
	p := r.rels.New()
	*p = rel
	r.schema.Relations = append(r.schema.Relations, p)
	for _, f := range [...]*Field{rel.Forward, rel.Back} {
		if f != nil {
			f.Relation.Relation = p
		}
	}
}
