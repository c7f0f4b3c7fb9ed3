package schema

import (
	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// RelationEnd is what a relation field says of its relation.
type RelationEnd struct {
	// Attribute is @relation, or nil.
	Attribute *syntax.Attribute
	// Name is the name of the relation, or nil.
	Name *syntax.String
	// Fields and References are the arguments of these names. HasFields and
	// HasReferences say that they are there, be they empty.
	Fields, References       []*Field
	HasFields, HasReferences bool
	// OnDelete and OnUpdate are zero where they are not given.
	OnDelete, OnUpdate         connector.Action
	OnDeleteSpan, OnUpdateSpan token.Span
	// MapName is the name of the foreign key, or nil.
	MapName *syntax.String
	// Relation is the relation the field belongs to, or nil where it was not inferred.
	Relation *Relation
}

// RelationType tells what a relation is.
type RelationType uint8

// The kinds of relation. ManyToMany has a table of its own that the schema does
// not show, EmbeddedManyToMany has a list of ids on both sides.
const (
	OneToOne RelationType = iota + 1
	OneToMany
	ManyToMany
	EmbeddedManyToMany
)

// Relation joins two models.
type Relation struct {
	Type RelationType
	// From is the model that refers to To by a foreign key. In a relation of
	// many to many, From's name is the lesser one.
	From, To *Model
	// Forward is the field on From, Back the one on To. One of them is nil where
	// the other side says nothing of the relation.
	Forward, Back *Field
}

// IsInline reports whether one side holds a foreign key: all but many to many.
func (r *Relation) IsInline() bool { return r.Type == OneToOne || r.Type == OneToMany }

// IsComplete reports whether both sides have their field.
func (r *Relation) IsComplete() bool { return r.Forward != nil && r.Back != nil }

// IsSelf reports whether both sides are the same model.
func (r *Relation) IsSelf() bool { return r.From == r.To }

// Referencing are the fields that hold the foreign key; nil where none are named.
func (r *Relation) Referencing() []*Field {
	if r.Forward == nil {
		return nil
	}
	return r.Forward.Relation.Fields
}

// IsRequiredRelation reports whether a row of the referring model must have a partner:
// one of the foreign key's fields is required, or the relation field is.
func (f *Field) IsRequiredRelation() bool {
	for _, scalar := range f.Relation.Fields {
		if scalar.IsRequired() {
			return true
		}
	}
	return f.IsRequired()
}

// OnUpdate is what happens when the row referred to changes its key.
func (r *Relation) OnUpdate() connector.Action {
	if a := r.Forward.Relation.OnUpdate; a != 0 {
		return a
	}
	return connector.Cascade
}

// OnDelete is what happens when the row referred to goes, given the actions a
// database has.
func (r *Relation) OnDelete(allowed connector.ActionSet) connector.Action {
	switch a := r.Forward.Relation.OnDelete; {
	case a != 0:
		return a
	case !r.Forward.IsRequiredRelation():
		return connector.SetNull
	case allowed.Has(connector.Restrict):
		return connector.Restrict
	}
	return connector.NoAction
}
