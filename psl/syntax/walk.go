package syntax

import "iter"

// Blocks yields the blocks of f that are of one of kinds, or all of them.
func (f *File) Blocks(kinds ...BlockKind) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		for _, item := range f.Items {
			if b, ok := item.(*Block); ok && b.isOneOf(kinds) && !yield(b) {
				return
			}
		}
	}
}

func (b *Block) isOneOf(kinds []BlockKind) bool {
	for _, k := range kinds {
		if b.Kind == k {
			return true
		}
	}
	return len(kinds) == 0
}

// Fields yields the fields of a model, view or type.
func (b *Block) Fields() iter.Seq[*Field] { return membersOf[*Field](b) }

// Values yields the values of an enum.
func (b *Block) Values() iter.Seq[*EnumValue] { return membersOf[*EnumValue](b) }

// Properties yields the properties of a datasource or generator.
func (b *Block) Properties() iter.Seq[*Property] { return membersOf[*Property](b) }

// BlockAttributes yields the "@@" attributes of b.
func (b *Block) BlockAttributes() iter.Seq[*BlockAttribute] { return membersOf[*BlockAttribute](b) }

func membersOf[M Member](b *Block) iter.Seq[M] {
	return func(yield func(M) bool) {
		for _, member := range b.Members {
			if m, ok := member.(M); ok && !yield(m) {
				return
			}
		}
	}
}

// Walk calls visit for n and then, where visit returns true, for each of the
// nodes that n is made of, in the order of the text. Names, which are no nodes,
// are in the fields of the nodes that they name.
func Walk(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	children(n, func(inner Node) bool {
		Walk(inner, visit)
		return true
	})
}

// children yields the nodes that n is made of, in the order of the text.
func children(n Node, yield func(Node) bool) {
	switch n := n.(type) {
	case *File:
		each(n.Items, yield)
	case *Block:
		each(n.Members, yield)
	case *Field:
		_ = (n.Type == nil || yield(n.Type)) && attributes(n.Attributes, yield) && comment(&n.Comment, yield)
	case *FieldType:
		if n.Unsupported != nil {
			yield(n.Unsupported)
		}
	case *EnumValue:
		_ = attributes(n.Attributes, yield) && comment(&n.Comment, yield)
	case *Property:
		_ = (n.Value == nil || yield(n.Value)) && comment(&n.Comment, yield)
	case *BlockAttribute:
		_ = (n.Args == nil || yield(n.Args)) && comment(&n.Comment, yield)
	case *Attribute:
		if n.Args != nil {
			yield(n.Args)
		}
	case *Arguments:
		for i := range n.List {
			if !yield(&n.List[i]) {
				return
			}
		}
	case *Argument:
		if n.Value != nil {
			yield(n.Value)
		}
	case *Call:
		yield(&n.Args)
	case *Array:
		each(n.Elements, yield)
	case *Object:
		for i := range n.Entries {
			if !yield(&n.Entries[i]) {
				return
			}
		}
	case *Entry:
		if n.Value != nil {
			yield(n.Value)
		}
	case *CommentBlock:
		for i := range n.Lines {
			if !yield(&n.Lines[i]) {
				return
			}
		}
	}
}

func each[N Node](list []N, yield func(Node) bool) {
	for _, n := range list {
		if !yield(n) {
			return
		}
	}
}

func attributes(list []Attribute, yield func(Node) bool) bool {
	for i := range list {
		if !yield(&list[i]) {
			return false
		}
	}
	return true
}

func comment(c *Comment, yield func(Node) bool) bool {
	return c.Kind == NoComment || yield(c)
}
