package validate

import (
	"slices"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/token"
)

// checkRelations runs the rules of each relation, in Prisma's order.
func (c *checker) checkRelations() {
	c.checkCascades()
	for _, r := range c.Relations {
		switch r.Type {
		case schema.OneToOne, schema.OneToMany:
			c.checkInline(r)
		case schema.ManyToMany:
			c.checkManyToMany(r)
		case schema.EmbeddedManyToMany:
			c.checkEmbeddedManyToMany(r)
		}
	}
}

// checkInline runs the rules of a relation with a foreign key.
func (c *checker) checkInline(r *schema.Relation) {
	if r.Forward != nil {
		c.checkReferences(r)
		c.checkSameLength(r)
		c.checkRelationArity(r)
		c.checkReferencedTypes(r)
	}
	if c.names.isForeignKeyTaken(r) {
		c.report(duplicateForeignKey(r, c.foreignKeyName(r)))
	}
	if r.Forward != nil {
		c.checkSetNull(r)
	}
	switch {
	case !r.IsComplete():
		c.report(missingOpposite(r))
	case r.Type == schema.OneToOne:
		c.checkOneToOne(r)
	default:
		c.checkOneToMany(r)
	}
}

// checkReferences wants the fields referred to to be a key of their model.
func (c *checker) checkReferences(r *schema.Relation) {
	references := r.Forward.Relation.References
	if len(references) == 0 {
		return
	}
	ordered, any := false, false
	for ix := range r.To.UniqueCriteria {
		if ix.HasExactly(references) {
			ordered = true
		}
		any = any || sameNames(ix, references)
	}
	switch {
	case !any:
		c.report(referencesNotUnique(r))
	case !ordered && len(references) > 1 && !c.conn.Has(connector.RelationFieldsInArbitraryOrder):
		c.report(referencesOrder(r))
	}
}

// sameNames reports whether a key has fields of the same names, in any order.
func sameNames(ix *schema.Index, fields []*schema.Field) bool {
	if len(ix.Fields) != len(fields) {
		return false
	}
	var mine, theirs [8]string
	a, b := mine[:0], theirs[:0]
	for i := range fields {
		a = append(a, ix.Fields[i].Field.Name())
		b = append(b, fields[i].Name())
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// checkSameLength wants as many fields as references.
func (c *checker) checkSameLength(r *schema.Relation) {
	end := r.Forward.Relation
	if end.HasFields && end.HasReferences && len(end.Fields) != len(end.References) {
		c.report(differentLengths(r))
	}
}

// checkRelationArity wants a relation over an optional field to be optional.
func (c *checker) checkRelationArity(r *schema.Relation) {
	if !r.Forward.IsRequired() {
		return
	}
	for _, f := range r.Forward.Relation.Fields {
		if f.IsOptional() {
			c.report(relationMustBeOptional(r, f))
			return
		}
	}
}

// checkReferencedTypes wants the two columns of a pair to have one type. Where
// no references are given, Prisma takes the first key of the other model.
func (c *checker) checkReferencedTypes(r *schema.Relation) {
	for i, f := range r.Forward.Relation.Fields {
		other := referenced(r, i)
		if other != nil && !f.SameType(other) {
			c.report(differentTypes(r, f, other))
		}
	}
}

// checkSetNull refuses SetNull over required fields, or warns of it where the
// database lets it pass.
func (c *checker) checkSetNull(r *schema.Relation) {
	end := r.Forward.Relation
	if end.OnDelete != connector.SetNull && end.OnUpdate != connector.SetNull {
		return
	}
	if end.HasFields && !slices.ContainsFunc(end.Fields, (*schema.Field).IsRequired) {
		return
	}
	warn := c.mode == connector.ForeignKeys && c.conn.Has(connector.SetNullOnRequired)
	if end.OnDelete == connector.SetNull {
		c.report(setNullOnRequired(r, "onDelete", warn))
	}
	if end.OnUpdate == connector.SetNull {
		c.report(setNullOnRequired(r, "onUpdate", warn))
	}
}

// checkOneToOne follows Prisma's one_to_one.rs.
func (c *checker) checkOneToOne(r *schema.Relation) {
	forward, back := r.Forward.Relation, r.Back.Relation
	for _, arg := range [...]struct {
		name          string
		forward, back []*schema.Field
	}{
		{"fields", forward.Fields, back.Fields},
		{"references", forward.References, back.References},
	} {
		switch {
		case len(arg.forward) == 0 && len(arg.back) == 0:
			c.report(neitherSideHas(r.Forward, r.Back, arg.name))
			c.report(neitherSideHas(r.Back, r.Forward, arg.name))
		case len(arg.forward) > 0 && len(arg.back) > 0:
			c.report(bothSidesHave(r.Forward, r.Back, arg.name))
			c.report(bothSidesHave(r.Back, r.Forward, arg.name))
		}
	}
	c.checkOneToOneActions(r)
	c.checkUniqueReferencing(r)
	c.checkSides(r)
}

func (c *checker) checkOneToOneActions(r *schema.Relation) {
	if !hasAction(r.Back) {
		return
	}
	if hasAction(r.Forward) {
		c.report(bothSidesHave(r.Back, r.Forward, "onDelete or onUpdate"))
		c.report(bothSidesHave(r.Forward, r.Back, "onDelete or onUpdate"))
		return
	}
	c.report(argumentOnWrongSide(r.Back, r.Forward, "onDelete and onUpdate"))
}

func hasAction(f *schema.Field) bool {
	return f.Relation.OnDelete != 0 || f.Relation.OnUpdate != 0
}

// checkUniqueReferencing wants the foreign key of a relation of one to one to
// be unique.
func (c *checker) checkUniqueReferencing(r *schema.Relation) {
	end := r.Forward.Relation
	if !end.HasFields {
		return
	}
	for ix := range r.From.UniqueCriteria {
		if ix.HasExactly(end.Fields) {
			return
		}
	}
	c.report(referencingNotUnique(r))
}

// checkSides looks at what is on which side. Each of the three rules runs only
// while there is no error at all, of whatever rule.
func (c *checker) checkSides(r *schema.Relation) {
	forward, back := r.Forward.Relation, r.Back.Relation
	if c.found.Errors() == 0 {
		if len(forward.Fields) > 0 && len(back.References) > 0 {
			c.report(splitArguments(r.Forward, r.Back, "fields", "references"))
			c.report(splitArguments(r.Back, r.Forward, "references", "fields"))
		}
		if len(forward.References) > 0 && len(back.Fields) > 0 {
			c.report(splitArguments(r.Forward, r.Back, "references", "fields"))
		}
	}
	if c.found.Errors() == 0 && r.Back.IsRequired() {
		c.report(bothSidesRequired(r))
	}
	if c.found.Errors() == 0 && r.Forward.IsRequired() && (back.HasFields || back.HasReferences) {
		c.report(argumentOnWrongSide(r.Back, r.Forward, "fields and references"))
	}
}

// checkOneToMany follows Prisma's one_to_many.rs.
func (c *checker) checkOneToMany(r *schema.Relation) {
	forward, back := r.Forward.Relation, r.Back.Relation
	if len(forward.Fields) == 0 {
		c.report(missingRelationArgument(r, "fields"))
	}
	if len(forward.References) == 0 {
		c.report(missingRelationArgument(r, "references"))
	}
	if len(back.Fields) > 0 || len(back.References) > 0 {
		c.report(argumentOnWrongSide(r.Back, r.Forward, "fields and references"))
	}
	if hasAction(r.Back) {
		c.report(argumentOnWrongSide(r.Back, r.Forward, "onDelete and onUpdate"))
	}
}

// checkManyToMany follows Prisma's implicit.rs.
func (c *checker) checkManyToMany(r *schema.Relation) {
	for _, f := range [...]*schema.Field{r.Forward, r.Back} {
		if r.From.IsView || r.To.IsView {
			c.report(manyToManyOnView(f))
			continue
		}
		if !c.conn.Has(connector.ImplicitManyToMany) {
			c.report(manyToManyNotSupported(f, c.conn))
		}
		c.checkJoinKey(f)
		for _, span := range actionSpans(f) {
			c.report(actionOnManyToMany(f, span))
		}
		if f.Relation.HasReferences {
			c.report(referencesOnManyToMany(f))
		}
	}
}

// checkJoinKey wants the other side of an implicit relation to have an id of
// one field.
func (c *checker) checkJoinKey(f *schema.Field) {
	pk := f.Type.Model.PrimaryKey
	if pk == nil || len(pk.Fields) != 1 {
		c.report(manyToManyWithoutID(f))
		return
	}
	if f.Relation.HasReferences && !pk.HasExactly(f.Relation.References) {
		c.report(manyToManyReferences(f))
	}
}

// referenced is the field that the i-th field of the foreign key refers to, or
// nil. Without the argument references it is that of the first strict key.
func referenced(r *schema.Relation, i int) *schema.Field {
	end := r.Forward.Relation
	if end.HasReferences {
		if i < len(end.References) {
			return end.References[i]
		}
		return nil
	}
	for ix := range r.To.UniqueCriteria {
		if ix.IsStrict() {
			if i < len(ix.Fields) && ix.Fields[i].Path == nil {
				return ix.Fields[i].Field
			}
			return nil
		}
	}
	return nil
}

// checkEmbeddedManyToMany follows Prisma's embedded.rs: a list of ids on both sides.
func (c *checker) checkEmbeddedManyToMany(r *schema.Relation) {
	for _, f := range [...]*schema.Field{r.Forward, r.Back} {
		if !c.conn.Has(connector.TwoWayEmbeddedManyToMany) {
			c.report(embeddedNotSupported(f, c.conn))
			continue
		}
		c.checkEmbeddedEnd(f)
		for _, span := range actionSpans(f) {
			c.report(actionOnManyToMany(f, span))
		}
	}
}

func (c *checker) checkEmbeddedEnd(f *schema.Field) {
	end := f.Relation
	if len(end.References) != 1 {
		c.report(embeddedArgument(f, "references"))
	}
	if len(end.Fields) != 1 {
		c.report(embeddedArgument(f, "fields"))
	}
	if len(end.References) > 0 && !f.Type.Model.IsSinglePrimaryKey(end.References[0]) {
		c.report(embeddedNotID(f))
	}
	if len(end.References) == 0 || len(end.Fields) == 0 {
		return
	}
	own, other := end.Fields[0], end.References[0]
	if !own.IsList() || other.IsList() || own.Type != other.Type || nativeName(own) != nativeName(other) {
		c.report(embeddedType(f, own, other))
	}
}

func nativeName(f *schema.Field) string {
	if f.Native == nil {
		return ""
	}
	return f.Native.Name
}

// actionSpans are the places of f's referential actions.
func actionSpans(f *schema.Field) []token.Span {
	var spans []token.Span
	if f.Relation.OnDelete != 0 {
		spans = append(spans, f.Relation.OnDeleteSpan)
	}
	if f.Relation.OnUpdate != 0 {
		spans = append(spans, f.Relation.OnUpdateSpan)
	}
	return spans
}
