package refs

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Edit replaces a span of a file by a text.
type Edit struct {
	File *syntax.File
	Span token.Span
	Text string
}

// CanRename says why a symbol cannot get another name, or nil.
func (x *Index) CanRename(s *Symbol) error {
	switch s.Kind {
	case Scalar:
		return fmt.Errorf("%s is a built-in type", s.Name)
	case UnknownType:
		return fmt.Errorf("%s is declared nowhere", s.Name)
	}
	return nil
}

// CheckName says why a symbol cannot be called name, or nil.
func (x *Index) CheckName(s *Symbol, name string) error {
	if err := x.CanRename(s); err != nil {
		return err
	}
	if s.Kind == RelationName || s.Kind == DatabaseSchema {
		if name == "" || strings.ContainsAny(name, "\"\\\n\r") {
			return fmt.Errorf("%q cannot be the name of a %s", name, s.Kind)
		}
		return nil
	}
	if !isName(name) {
		return fmt.Errorf("%q is no name: it takes a letter, then letters, digits and _", name)
	}
	if taken := x.taken(s, name); taken != nil && taken != s {
		if taken.Owner != nil {
			return fmt.Errorf("%s %s has a %s %s already", taken.Owner.Kind, taken.Owner.Name, taken.Kind, name)
		}
		return fmt.Errorf("there is a %s %s already", taken.Kind, name)
	}
	if _, scalar := connector.ScalarByName(name); scalar && s.IsType() {
		return fmt.Errorf("%s is a built-in type", name)
	}
	if s.IsType() && s.Kind != CompositeType && schema.IsReservedName(name) {
		return fmt.Errorf("%s is reserved in the generated client", name)
	}
	return nil
}

func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// taken is what has the name that s is to get, or nil.
func (x *Index) taken(s *Symbol, name string) *Symbol {
	switch {
	case s.Owner != nil:
		return s.Owner.Member(name)
	case s.IsType():
		return x.types[name]
	}
	for _, other := range x.Symbols {
		if other.Kind == s.Kind && other.Name == name {
			return other
		}
	}
	return nil
}

// Rename gives a symbol another name wherever it is written. keepDatabase adds
// what lets tables, columns and values keep their names in the database: @@map
// and @map, and the names of implicit tables of relations that involve a model.
// resolved is the schema of the index's files. The edits are in no order and do
// not overlap.
func (x *Index) Rename(s *Symbol, name string, keepDatabase bool, resolved *schema.Schema) ([]Edit, error) {
	if err := x.CheckName(s, name); err != nil {
		return nil, err
	}
	if name == s.Name {
		return nil, nil
	}
	edits := []Edit{{s.File, s.Span, name}}
	for _, use := range s.Uses {
		edits = append(edits, Edit{use.File, use.Span, name})
	}
	if keepDatabase {
		edits = append(edits, keepName(s)...)
		if s.Kind == Model {
			edits = append(edits, keepTables(s, resolved)...)
		}
	}
	return edits, nil
}

// keepName adds the name in the database to what is renamed.
func keepName(s *Symbol) []Edit {
	switch s.Kind {
	case Model, View, Enum:
		for a := range s.Block.BlockAttributes() {
			if a.Name.Is(s.File.File, "map") {
				return nil
			}
		}
		return []Edit{blockAttribute(s, fmt.Sprintf("@@map(%q)", s.Name))}
	case Field:
		isRelation := s.Type != nil && (s.Type.Kind == Model || s.Type.Kind == View)
		if isRelation || hasAttribute(s.File, s.Field.Attributes, "map") {
			return nil
		}
		return []Edit{{s.File, token.Span{Start: s.Field.Span.End, End: s.Field.Span.End}, fmt.Sprintf(" @map(%q)", s.Name)}}
	case EnumValue:
		if hasAttribute(s.File, s.Value.Attributes, "map") {
			return nil
		}
		return []Edit{{s.File, token.Span{Start: s.Value.Span.End, End: s.Value.Span.End}, fmt.Sprintf(" @map(%q)", s.Name)}}
	}
	return nil
}

func hasAttribute(f *syntax.File, list []syntax.Attribute, name string) bool {
	return slices.ContainsFunc(list, func(a syntax.Attribute) bool { return a.Name.Is(f.File, name) })
}

// blockAttribute adds a line at the end of a block, apart from its fields.
func blockAttribute(s *Symbol, text string) Edit {
	f, b := s.File, s.Block
	newline := "\n"
	if line := f.LineSpan(f.Line(b.Open.Start)); int(line.End) < len(f.Text) && f.Text[line.End] == '\r' {
		newline = "\r\n"
	}
	indent, apart := "  ", ""
	for _, m := range b.Members {
		switch m.(type) {
		case *syntax.Field, *syntax.EnumValue:
			indent, apart = indentOf(f, m), newline
		case *syntax.BlockAttribute:
			indent, apart = indentOf(f, m), ""
		case *syntax.BlankLines:
			apart = ""
		}
	}
	at := lineStart(f, b.Close.Start)
	return Edit{f, token.Span{Start: at, End: at}, apart + indent + text + newline}
}

func indentOf(f *syntax.File, n syntax.Node) string {
	return f.Slice(token.Span{Start: lineStart(f, n.Pos().Start), End: n.Pos().Start})
}

func lineStart(f *syntax.File, at token.Pos) token.Pos {
	for at > 0 && f.Text[at-1] != '\n' && f.Text[at-1] != '\r' {
		at--
	}
	return at
}

// keepTables names the relations of many to many that have no name: that of their
// table is made of the models' names.
func keepTables(s *Symbol, resolved *schema.Schema) []Edit {
	var edits []Edit
	for _, r := range resolved.Relations {
		if r.Type != schema.ManyToMany || !r.IsComplete() || r.From.Node != s.Block && r.To.Node != s.Block || r.Forward.Relation.Name != nil || r.Back.Relation.Name != nil {
			continue
		}
		name := fmt.Sprintf("%q", min(r.From.Name(), r.To.Name())+"To"+max(r.From.Name(), r.To.Name()))
		for _, f := range []*schema.Field{r.Forward, r.Back} {
			edits = append(edits, nameRelation(f, name))
		}
	}
	return edits
}

func nameRelation(f *schema.Field, name string) Edit {
	a := f.Relation.Attribute
	switch {
	case a == nil:
		end := f.Node.Type.Span.End
		return Edit{f.File(), token.Span{Start: end, End: end}, " @relation(" + name + ")"}
	case a.Args == nil:
		return Edit{f.File(), token.Span{Start: a.Span.End, End: a.Span.End}, "(" + name + ")"}
	}
	at := a.Args.Span.Start + 1
	if len(a.Args.List) > 0 {
		name += ", "
	}
	return Edit{f.File(), token.Span{Start: at, End: at}, name}
}

// SwapsColumns reports the tables of relations of many to many whose columns
// change places when a model gets another name: A is that of the model whose name
// comes first.
func (x *Index) SwapsColumns(s *Symbol, name string, resolved *schema.Schema) []string {
	var tables []string
	for _, r := range resolved.Relations {
		if r.Type != schema.ManyToMany || !r.IsComplete() || r.IsSelf() {
			continue
		}
		other := r.To
		switch {
		case r.To.Node == s.Block:
			other = r.From
		case r.From.Node != s.Block:
			continue
		}
		if (s.Name < other.Name()) != (name < other.Name()) {
			table := min(s.Name, other.Name()) + "To" + max(s.Name, other.Name())
			if r.Forward.Relation.Name != nil {
				table = r.Forward.Relation.Name.Value
			}
			tables = append(tables, "_"+table)
		}
	}
	return tables
}
