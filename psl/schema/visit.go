package schema

import (
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// attributeName is the name of an attribute that Prisma knows somewhere.
type attributeName uint8

const (
	otherAttribute attributeName = iota
	defaultAttribute
	fulltextAttribute
	idAttribute
	ignoreAttribute
	indexAttribute
	mapAttribute
	relationAttribute
	schemaAttribute
	shardKeyAttribute
	uniqueAttribute
	updatedAtAttribute
)

func attributeNamed(text string) attributeName {
	switch text {
	case "default":
		return defaultAttribute
	case "fulltext":
		return fulltextAttribute
	case "id":
		return idAttribute
	case "ignore":
		return ignoreAttribute
	case "index":
		return indexAttribute
	case "map":
		return mapAttribute
	case "relation":
		return relationAttribute
	case "schema":
		return schemaAttribute
	case "shardKey":
		return shardKeyAttribute
	case "unique":
		return uniqueAttribute
	case "updatedAt":
		return updatedAtAttribute
	}
	return otherAttribute
}

// visited are the attributes of one declaration while they are looked at. Each
// is taken by name; finish reports those that nobody took.
type visited struct {
	attrs   []*syntax.Attribute
	names   []attributeName // of attrs
	seen    []bool          // which of attrs were taken
	present uint16          // the names there are, by bit
}

func (v *visited) reset() {
	v.attrs, v.names, v.seen, v.present = v.attrs[:0], v.names[:0], v.seen[:0], 0
}

func (v *visited) add(file *token.File, a *syntax.Attribute) {
	name := attributeNamed(a.Name.Text(file))
	v.attrs = append(v.attrs, a)
	v.names = append(v.names, name)
	v.seen = append(v.seen, false)
	v.present |= 1 << name
}

// visitBlock begins with the attributes of a block.
func (r *resolver) visitBlock(file *token.File, b *syntax.Block) {
	r.reset()
	for _, member := range b.Members {
		if a, ok := member.(*syntax.BlockAttribute); ok {
			r.add(file, &a.Attribute)
		}
	}
}

// visit begins with the attributes of a field or an enum value.
func (r *resolver) visit(file *token.File, list []syntax.Attribute) {
	r.reset()
	for i := range list {
		r.add(file, &list[i])
	}
}

// single returns the arguments of the one attribute of that name. Of several,
// each is reported and none is read.
func (r *resolver) single(file *token.File, name attributeName) (*arguments, bool) {
	if r.present&(1<<name) == 0 {
		return nil, false
	}
	first, count := 0, 0
	for i := range r.attrs {
		if r.names[i] == name {
			r.seen[i] = true
			if count++; count == 1 {
				first = i
			}
		}
	}
	if count == 1 {
		return r.arguments(file, r.attrs[first])
	}
	for i, a := range r.attrs {
		if r.names[i] == name {
			r.report(duplicateAttribute(file, a))
		}
	}
	return nil, false
}

// repeated yields the arguments of every attribute of that name.
func (r *resolver) repeated(file *token.File, name attributeName) func(func(*arguments) bool) {
	return func(yield func(*arguments) bool) {
		if r.present&(1<<name) == 0 {
			return
		}
		for i, a := range r.attrs {
			if r.names[i] != name {
				continue
			}
			r.seen[i] = true
			if args, ok := r.arguments(file, a); ok && !yield(args) {
				return
			}
		}
	}
}

// finish reports the attributes nobody took.
func (r *resolver) finish(file *token.File, prefix string) {
	for i, a := range r.attrs {
		if !r.seen[i] {
			r.report(unknownAttribute(file, a, prefix))
		}
	}
}
