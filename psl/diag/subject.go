package diag

import "cmp"

// Subject is what a diagnostic is about, by the names in the schema: the
// innermost declaration, and the attribute within it, that the diagnostic
// concerns. Parts that it does not concern are "".
type Subject struct {
	Block     string // a model, view, enum, type, datasource or generator
	Member    string // a field, a value or a property; one that is missing, too
	Attribute string // with its signs, such as "@relation" or "@@index"
	Argument  string // of the attribute; "" for one without a name, too
}

// Or is s with what it leaves open filled in from o.
func (s Subject) Or(o Subject) Subject {
	return Subject{
		Block: cmp.Or(s.Block, o.Block), Member: cmp.Or(s.Member, o.Member),
		Attribute: cmp.Or(s.Attribute, o.Attribute), Argument: cmp.Or(s.Argument, o.Argument),
	}
}
