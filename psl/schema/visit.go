package schema

import (
	"cmp"

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
// is taken by name; finish reports those that were not taken.
type visited struct {
	attrs   []visitedAttribute
	present uint16 // the names there are, by bit
}

type visitedAttribute struct {
	*syntax.Attribute
	name attributeName
	seen bool // it was taken
}

func (v *visited) reset() { v.attrs, v.present = v.attrs[:0], 0 }

func (v *visited) add(file *token.File, a *syntax.Attribute) {
	name := attributeNamed(a.Name.Text(file))
	v.attrs = append(v.attrs, visitedAttribute{Attribute: a, name: name})
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
	var first *syntax.Attribute
	several := false
	for i := range r.attrs {
		if a := &r.attrs[i]; a.name == name {
			a.seen = true
			several = several || first != nil
			first = cmp.Or(first, a.Attribute)
		}
	}
	if !several {
		return r.arguments(file, first)
	}
	for _, a := range r.attrs {
		if a.name == name {
			r.report(duplicateAttribute(file, a.Attribute))
		}
	}
	return nil, false
}

// written is the text that the first attribute of that name has as argument, for
// one of which single has reported a mistake; nil where there is none.
func (r *resolver) written(file *token.File, name attributeName, argument string) *syntax.String {
	if r.present&(1<<name) == 0 {
		return nil
	}
	for i := range r.attrs {
		if r.attrs[i].name == name {
			return textArgument(file, r.attrs[i].Attribute, argument)
		}
	}
	return nil
}

// repeated yields the arguments of every attribute of that name.
func (r *resolver) repeated(file *token.File, name attributeName) func(func(*arguments) bool) {
	return func(yield func(*arguments) bool) {
		if r.present&(1<<name) == 0 {
			return
		}
		for i := range r.attrs {
			a := &r.attrs[i]
			if a.name != name {
				continue
			}
			a.seen = true
			if args, ok := r.arguments(file, a.Attribute); ok && !yield(args) {
				return
			}
		}
	}
}

// finish reports the attributes that were not taken.
func (r *resolver) finish(file *token.File, prefix string) {
	for _, a := range r.attrs {
		if !a.seen {
			r.report(unknownAttribute(file, a.Attribute, prefix))
		}
	}
}
