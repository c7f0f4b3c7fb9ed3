package refs

import (
	"cmp"
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Index knows the names of one schema. It is to be read, not changed, and safe
// for concurrent use.
type Index struct {
	Files []*syntax.File
	// Symbols are the blocks, file by file in the order of the text.
	Symbols []*Symbol

	types   map[string]*Symbol        // the first of each name
	others  map[string]*Symbol        // the types that no block declares
	blocks  map[*syntax.Block]*Symbol // every block
	configs map[string]*Symbol        // datasources, by name
	places  map[*syntax.File][]entry  // in the order of the text
	strings map[stringKey]*Symbol
}

// entry is one place of a file and what is written there.
type entry struct {
	span   token.Span
	symbol *Symbol
}

// stringKey tells apart the names that are written between quotes.
type stringKey struct {
	kind        Kind
	name        string
	one, second *Symbol // the models of a relation, in the order of their names
}

// New looks at the files of one schema.
func New(files []*syntax.File) *Index {
	x := &Index{
		Files: files, types: map[string]*Symbol{}, others: map[string]*Symbol{}, blocks: map[*syntax.Block]*Symbol{}, configs: map[string]*Symbol{},
		places: make(map[*syntax.File][]entry, len(files)), strings: map[stringKey]*Symbol{},
	}
	for _, f := range files {
		for b := range f.Blocks() {
			x.declare(f, b)
		}
	}
	for _, s := range x.Symbols {
		x.resolveTypes(s)
	}
	for _, s := range x.Symbols { // which declare the database schemas
		if s.Kind == Datasource {
			x.resolveBlock(s)
		}
	}
	for _, s := range x.Symbols {
		if s.Kind != Datasource {
			x.resolveBlock(s)
		}
	}
	x.collectUses()
	return x
}

// collectUses sorts the places of every file and gives each symbol its own.
func (x *Index) collectUses() {
	for _, f := range x.Files {
		slices.SortStableFunc(x.places[f], func(a, b entry) int { return cmp.Compare(a.span.Start, b.span.Start) })
		for _, e := range x.places[f] {
			if e.symbol.File != f || e.symbol.Span != e.span {
				e.symbol.Uses = append(e.symbol.Uses, Place{f, e.span})
			}
		}
	}
}

// Type is the model, view, composite type or enum of that name, or nil. Of
// several it is the first.
func (x *Index) Type(name string) *Symbol { return x.types[name] }

// Block is the symbol of a block of the index's files.
func (x *Index) Block(b *syntax.Block) *Symbol { return x.blocks[b] }

// At returns the symbol whose name is written at a place, and the span of the
// name there. A place right behind a name belongs to it. It returns nil where
// there is none.
func (x *Index) At(f *syntax.File, pos token.Pos) (*Symbol, token.Span) {
	list := x.places[f]
	i, _ := slices.BinarySearchFunc(list, pos, func(e entry, pos token.Pos) int {
		if e.span.End < pos {
			return -1
		}
		return 1
	})
	if i < len(list) && i+1 < len(list) && list[i].span.End == pos && list[i+1].span.Start == pos {
		i++ // between two names the second counts
	}
	if i < len(list) && list[i].span.Start <= pos {
		return list[i].symbol, list[i].span
	}
	return nil, token.Span{}
}

// In yields the places of f, in the order of the text, and what is written there.
func (x *Index) In(f *syntax.File) func(yield func(token.Span, *Symbol) bool) {
	return func(yield func(token.Span, *Symbol) bool) {
		for _, e := range x.places[f] {
			if !yield(e.span, e.symbol) {
				return
			}
		}
	}
}

var kindOfBlock = [...]Kind{
	syntax.Model: Model, syntax.View: View, syntax.Type: CompositeType, syntax.Enum: Enum,
	syntax.Datasource: Datasource, syntax.Generator: Generator,
}

func (x *Index) declare(f *syntax.File, b *syntax.Block) {
	s := &Symbol{Kind: kindOfBlock[b.Kind], Name: b.Name.Text(f.File), File: f, Span: b.Name.Span, Block: b}
	x.Symbols = append(x.Symbols, s)
	x.blocks[b] = s
	x.put(s)
	switch {
	case s.IsType() && x.types[s.Name] == nil:
		x.types[s.Name] = s
	case s.Kind == Datasource && x.configs[s.Name] == nil:
		x.configs[s.Name] = s
	}
	for _, member := range b.Members {
		switch m := member.(type) {
		case *syntax.Field:
			x.member(s, &Symbol{Kind: Field, Span: m.Name.Span, Field: m})
		case *syntax.EnumValue:
			x.member(s, &Symbol{Kind: EnumValue, Span: m.Name.Span, Value: m})
		}
	}
}

func (x *Index) member(owner, m *Symbol) {
	m.File, m.Block, m.Owner, m.Name = owner.File, owner.Block, owner, owner.File.Slice(m.Span)
	owner.Members = append(owner.Members, m)
	x.put(m)
}

func (x *Index) put(s *Symbol) { x.places[s.File] = append(x.places[s.File], entry{s.Span, s}) }

// use notes that a symbol's name is written at a place. It ignores nil.
func (x *Index) use(f *syntax.File, span token.Span, s *Symbol) {
	if s == nil {
		return
	}
	x.places[f] = append(x.places[f], entry{span, s})
}

// resolveTypes looks up the types of a block's fields.
func (x *Index) resolveTypes(block *Symbol) {
	for _, m := range block.Members {
		if m.Field == nil || m.Field.Type == nil || m.Field.Type.Unsupported != nil {
			continue
		}
		name := m.Field.Type.Name
		text := name.Text(m.File.File)
		_, scalar := connector.ScalarByName(text)
		if !scalar {
			m.Type = x.types[text]
		}
		if m.Type != nil {
			x.use(m.File, name.Span, m.Type)
		} else {
			x.use(m.File, name.Span, x.other(text, scalar))
		}
	}
}

// other is a type that no block declares.
func (x *Index) other(name string, scalar bool) *Symbol {
	s := x.others[name]
	if s == nil {
		s = &Symbol{Kind: UnknownType, Name: name}
		if scalar {
			s.Kind = Scalar
		}
		x.others[name] = s
	}
	return s
}

// resolveBlock looks up the names in the attributes and properties of a block.
func (x *Index) resolveBlock(s *Symbol) {
	for _, member := range s.Block.Members {
		switch m := member.(type) {
		case *syntax.Field:
			for i := range m.Attributes {
				x.fieldAttribute(s, m, &m.Attributes[i])
			}
		case *syntax.BlockAttribute:
			x.blockAttribute(s, &m.Attribute)
		case *syntax.Property:
			if s.Kind == Datasource && m.Name.Is(s.File.File, "schemas") {
				x.schemaNames(s.File, m.Value)
			}
		}
	}
}

// datasourceName notes the use of a datasource's name in "@db.Text".
func (x *Index) datasourceName(f *syntax.File, name syntax.Ident) {
	if dot := strings.IndexByte(name.Text(f.File), '.'); dot > 0 {
		span := token.Span{Start: name.Span.Start, End: name.Span.Start + token.Pos(dot)}
		x.use(f, span, x.configs[f.Slice(span)])
	}
}
