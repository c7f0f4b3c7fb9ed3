package validate

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// names holds the constraints whose names are not unique where the database
// wants them to be. Usually there are none, and then no name was ever built.
type names struct {
	indexes   map[*schema.Index]bool
	relations map[*schema.Relation]bool
	defaults  map[*schema.Field]bool
}

func (n *names) isTaken(ix *schema.Index) bool             { return n.indexes[ix] }
func (n *names) isForeignKeyTaken(r *schema.Relation) bool { return n.relations[r] }
func (n *names) isDefaultTaken(f *schema.Field) bool       { return n.defaults[f] }

// constraint is anything that has a name in the database. One of the three
// pointers is set.
type constraint struct {
	index    *schema.Index
	relation *schema.Relation
	field    *schema.Field // whose default it is
}

// findNames looks for names that come twice, in Prisma's constraint_namespace.rs
// a map of strings. Here the names are hashed piece by piece; only where two
// hashes are equal are names built and compared.
func (c *checker) findNames() {
	for i, scope := range c.conn.Scopes {
		set := newHashSet(c.countConstraints(scope))
		clash := false
		c.constraints(scope, func(x constraint) {
			if !set.add(c.hashName(uint64(i), scope, x)) {
				clash = true
			}
		})
		if clash {
			c.findClashes(scope)
		}
	}
}

// constraints calls f for every constraint of the scope.
func (c *checker) constraints(scope connector.Scope, f func(constraint)) {
	for m := range c.models {
		if pk := m.PrimaryKey; pk != nil && scope.PrimaryKeys && c.conn.Has(connector.NamedPrimaryKeys) {
			f(constraint{index: pk})
		}
		if scope.Indexes {
			for _, ix := range m.Indexes {
				f(constraint{index: ix})
			}
		}
		if !scope.Defaults {
			continue
		}
		for _, field := range m.Fields {
			if field.Default != nil {
				f(constraint{field: field})
			}
		}
	}
	if !scope.ForeignKeys {
		return
	}
	for _, r := range c.Relations {
		x := constraint{relation: r}
		if r.IsInline() && !(scope.PerModel && x.owner().IsView) { // Prisma forgets those of views there
			f(x)
		}
	}
}

func (c *checker) countConstraints(scope connector.Scope) int {
	n := len(c.Relations)
	for m := range c.models {
		n += 1 + len(m.Indexes)
		if scope.Defaults {
			n += len(m.Fields)
		}
	}
	return n
}

// name is a constraint's name in the pieces Prisma makes it of.
type name struct {
	model  *schema.Model // whose table it is about
	mapped *syntax.String
	suffix string
}

func (x constraint) name() name {
	switch {
	case x.field != nil:
		return name{x.field.Model, x.field.Default.MapName, "_df"}
	case x.relation != nil:
		n := name{model: x.relation.From, suffix: "_fkey"}
		if x.relation.Forward != nil {
			n.mapped = x.relation.Forward.Relation.MapName
		}
		return n
	}
	n := name{x.index.Model, x.index.MapName, "_idx"}
	switch x.index.Kind {
	case schema.PrimaryKey:
		n.suffix = "_pkey"
	case schema.Unique:
		n.suffix = "_key"
	}
	return n
}

// pieces calls f with every piece of the name's stem, in order.
func (x constraint) pieces(f func(string)) {
	f(x.name().model.DatabaseName())
	switch {
	case x.field != nil:
		f("_")
		f(x.field.DatabaseName())
	case x.relation != nil:
		if len(x.relation.Referencing()) == 0 {
			f("_")
		}
		for _, field := range x.relation.Referencing() {
			f("_")
			f(field.DatabaseName())
		}
	case x.index.Kind != schema.PrimaryKey:
		if len(x.index.Fields) == 0 {
			f("_")
		}
		for i := range x.index.Fields {
			columns(&x.index.Fields[i], f)
		}
	}
}

// hashName hashes the name of x together with the place where it must be unique.
func (c *checker) hashName(scopeNumber uint64, scope connector.Scope, x constraint) uint64 {
	n := x.name()
	h := newHash()
	h.number(scopeNumber)
	if scope.PerModel {
		h.number(uint64(x.owner().Number()))
	} else if n.model.Schema != nil {
		h.text(n.model.Schema.Value)
		h.number(1)
	}
	if n.mapped != nil {
		h.text(n.mapped.Value)
		return uint64(h)
	}
	room := c.conn.MaxIdentifier - len(n.suffix)
	x.pieces(func(piece string) {
		if len(piece) > room {
			piece, room = connector.Cut(piece, room), 0
		} else {
			room -= len(piece)
		}
		h.text(piece)
	})
	h.text(n.suffix)
	return uint64(h)
}

// owner is the model that a name is counted for: a relation that only the other
// side declares counts there.
func (x constraint) owner() *schema.Model {
	if x.relation != nil && x.relation.Forward == nil {
		return x.relation.To
	}
	return x.name().model
}

// findClashes builds the names of a scope and marks those that come twice.
func (c *checker) findClashes(scope connector.Scope) {
	type place struct {
		model  *schema.Model
		schema string
		has    bool
		name   string
	}
	at := func(x constraint, m *schema.Model) place {
		p := place{name: c.nameOf(x)}
		if scope.PerModel {
			p.model = m
		} else if s := x.name().model.Schema; s != nil {
			p.schema, p.has = s.Value, true
		}
		return p
	}
	count := map[place]int{}
	c.constraints(scope, func(x constraint) { count[at(x, x.owner())]++ })
	c.constraints(scope, func(x constraint) {
		if count[at(x, x.name().model)] > 1 {
			c.names.mark(x, scope)
		}
	})
}

// mark notes that x has a name that is taken. In a scope of one model with
// foreign keys, Prisma does not report indexes.
func (n *names) mark(x constraint, scope connector.Scope) {
	switch {
	case x.field != nil:
		if n.defaults == nil {
			n.defaults = map[*schema.Field]bool{}
		}
		n.defaults[x.field] = true
	case x.relation != nil:
		if n.relations == nil {
			n.relations = map[*schema.Relation]bool{}
		}
		n.relations[x.relation] = true
	case x.index.Kind == schema.PrimaryKey || !scope.PerModel || !scope.ForeignKeys:
		if n.indexes == nil {
			n.indexes = map[*schema.Index]bool{}
		}
		n.indexes[x.index] = true
	}
}

// nameOf builds the name of x in the database.
func (c *checker) nameOf(x constraint) string {
	n := x.name()
	if n.mapped != nil {
		return n.mapped.Value
	}
	stem := ""
	x.pieces(func(piece string) { stem += piece })
	return c.conn.ConstraintName(stem, n.suffix)
}

func (c *checker) constraintName(ix *schema.Index) string   { return c.nameOf(constraint{index: ix}) }
func (c *checker) defaultName(f *schema.Field) string       { return c.nameOf(constraint{field: f}) }
func (c *checker) foreignKeyName(r *schema.Relation) string { return c.nameOf(constraint{relation: r}) }

// checkNameLength refuses a map: that the database would cut.
func (c *checker) checkNameLength(a *syntax.Attribute, name *syntax.String, m *schema.Model) {
	if name != nil && len(name.Value) > c.conn.MaxIdentifier {
		c.report(nameTooLong(m.File.File, name, a, c.conn))
	}
}

// checkCustomName wants the client's names of a model's keys to differ.
func (c *checker) checkCustomName(ix *schema.Index) {
	if ix.Name == nil {
		return
	}
	if same := c.named[ix.Name.Value]; len(same) > 1 {
		other := same[0]
		if other == ix {
			other = same[1]
		}
		c.report(duplicateCustomName(ix, other))
	}
}

// findCustomNames notes the keys of m that have a name in the client.
func (c *checker) findCustomNames(m *schema.Model) {
	c.named = nil
	for ix := range m.UniqueCriteria {
		if ix.Name == nil {
			continue
		}
		if c.named == nil {
			c.named = map[string][]*schema.Index{}
		}
		c.named[ix.Name.Value] = append(c.named[ix.Name.Value], ix)
	}
}

// checkClientName refuses a key whose name in the client is that of a field.
func (c *checker) checkClientName(f *schema.Field) {
	if same := c.named[f.Name()]; len(same) > 0 {
		c.report(customNameIsField(same[0], f))
	}
}

// hash is the FNV-1a hash, which can be fed in pieces.
type hash uint64

func newHash() hash { return 14695981039346656037 }

func (h *hash) text(s string) {
	x := *h
	for i := range len(s) {
		x = (x ^ hash(s[i])) * 1099511628211
	}
	*h = x
}

func (h *hash) number(n uint64) {
	*h = (*h ^ hash(n+0x9e3779b97f4a7c15)) * 1099511628211
}

// hashSet is a set of hashes, of a size known beforehand.
type hashSet struct {
	slots []uint64
	mask  uint64
}

func newHashSet(n int) *hashSet {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &hashSet{slots: make([]uint64, size), mask: uint64(size - 1)}
}

// add reports whether h was not in the set yet. Two hashes that share their
// upper 63 bits count as one, which is what a caller has to bear with anyway.
func (s *hashSet) add(h uint64) bool {
	h |= 1 // an empty slot is 0
	for i := (h >> 20) & s.mask; ; i = (i + 1) & s.mask {
		switch s.slots[i] {
		case 0:
			s.slots[i] = h
			return true
		case h:
			return false
		}
	}
}

// columns calls f with the names of the columns that lead to an indexed field,
// each after "_".
func columns(field *schema.IndexField, f func(string)) {
	if field.Path == nil {
		f("_")
		f(field.Field.DatabaseName())
		return
	}
	for _, part := range field.Path {
		f("_")
		f(part.DatabaseName())
	}
}
