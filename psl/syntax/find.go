package syntax

import "create-app/psl/token"

// Block returns the first block of that name, or nil.
func (f *File) Block(name string) *Block {
	for b := range f.Blocks() {
		if b.Name.Is(f.File, name) {
			return b
		}
	}
	return nil
}

// Field returns the first field of that name in b, a block of f, or nil.
func (f *File) Field(b *Block, name string) *Field {
	for field := range b.Fields() {
		if field.Name.Is(f.File, name) {
			return field
		}
	}
	return nil
}

// Pos is all of the source: a file is the node that holds its items.
func (f *File) Pos() token.Span { return token.Span{End: token.Pos(len(f.Text))} }

// At returns the nodes that hold the byte at pos, or end there, from f down to
// the smallest. Of two nodes that meet at pos, the latter counts.
func (f *File) At(pos token.Pos) []Node {
	var path []Node
	var node Node = f
	for node != nil {
		path = append(path, node)
		var inner Node
		children(node, func(n Node) bool {
			if span := n.Pos(); span.Start <= pos && pos <= span.End {
				inner = n
			}
			return true
		})
		node = inner
	}
	return path
}
