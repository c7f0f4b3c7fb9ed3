package validate

import (
	"encoding/binary"
	"hash/maphash"

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
// a map of strings. Here they are only hashed; names are kept and compared where
// two hashes are equal.
func (c *checker) findNames() {
	for _, scope := range c.conn.Scopes {
		set := newHashSet(c.countConstraints(scope))
		clash := false
		c.constraints(scope, func(x constraint) {
			if !set.add(c.appendKey(set.room(), scope, x)) {
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

// appendName appends the name of x in the database to b.
func (c *checker) appendName(b []byte, x constraint) []byte {
	n := x.name()
	if n.mapped != nil {
		return append(b, n.mapped.Value...)
	}
	start := len(b)
	b = x.appendStem(b)
	if room := c.conn.MaxIdentifier - len(n.suffix); len(b)-start > room {
		b = append(b[:start], connector.Cut(string(b[start:]), room)...)
	}
	return append(b, n.suffix...)
}

// appendStem appends what the name of x begins with, where the schema gives none.
func (x constraint) appendStem(b []byte) []byte {
	b = append(b, x.name().model.DatabaseName()...)
	switch {
	case x.field != nil:
		return append(append(b, '_'), x.field.DatabaseName()...)
	case x.relation != nil:
		if len(x.relation.Referencing()) == 0 {
			b = append(b, '_')
		}
		for _, field := range x.relation.Referencing() {
			b = append(append(b, '_'), field.DatabaseName()...)
		}
	case x.index.Kind != schema.PrimaryKey:
		if len(x.index.Fields) == 0 {
			b = append(b, '_')
		}
		for i := range x.index.Fields {
			b = appendColumns(b, &x.index.Fields[i])
		}
	}
	return b
}

// appendColumns appends the names of the columns that lead to an indexed field,
// each after "_".
func appendColumns(b []byte, field *schema.IndexField) []byte {
	if field.Path == nil {
		return append(append(b, '_'), field.Field.DatabaseName()...)
	}
	for _, part := range field.Path {
		b = append(append(b, '_'), part.DatabaseName()...)
	}
	return b
}

// appendKey appends the name of x and the place where it must be unique.
func (c *checker) appendKey(b []byte, scope connector.Scope, x constraint) []byte {
	if scope.PerModel {
		b = binary.LittleEndian.AppendUint64(b, uint64(x.owner().Number()))
	} else if s := x.name().model.Schema; s != nil {
		b = append(append(b, s.Value...), 0)
	}
	return c.appendName(b, x)
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

// nameOf is the name of x in the database.
func (c *checker) nameOf(x constraint) string { return string(c.appendName(nil, x)) }

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
	if len(c.named) == 0 {
		return
	}
	if same := c.named[f.Name()]; len(same) > 0 {
		c.report(customNameIsField(same[0], f))
	}
}

// hashSet is a set of texts of which it keeps the hashes alone. Its size is
// known beforehand.
type hashSet struct {
	seed  maphash.Seed
	slots []uint64
	mask  uint64
	text  []byte
}

func newHashSet(n int) *hashSet {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &hashSet{seed: maphash.MakeSeed(), slots: make([]uint64, size), mask: uint64(size - 1)}
}

// room is an empty slice to put a text together in, for one call of add.
func (s *hashSet) room() []byte { return s.text[:0] }

// add reports whether text was not in the set yet. Two texts may count as one,
// so a caller that is told that one was there has to look again.
func (s *hashSet) add(text []byte) bool {
	s.text = text
	h := maphash.Bytes(s.seed, text) | 1 // an empty slot is 0
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
