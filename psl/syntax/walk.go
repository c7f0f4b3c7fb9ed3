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
