package connector

// Scope is a set of constraints whose names must differ from one another.
type Scope struct {
	PerModel    bool // only within one model, else within one schema
	PrimaryKeys bool
	ForeignKeys bool
	Indexes     bool // indexes and unique constraints
	Defaults    bool
}

// Description names the scope for people; model is the one it is about.
func (s Scope) Description(model string) string {
	kinds := make([]string, 0, 4)
	for _, kind := range []struct {
		in   bool
		name string
	}{
		{s.PrimaryKeys, "primary keys"},
		{s.ForeignKeys, "foreign keys"},
		{s.Indexes, "indexes and unique constraints"},
		{s.Defaults, "default values"},
	} {
		if kind.in {
			kinds = append(kinds, kind.name)
		}
	}
	where := "the whole schema"
	if s.PerModel {
		where = `model "` + model + `"`
	}
	return enumerate(kinds) + " of " + where
}

func enumerate(words []string) string {
	out := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			out += " and "
		default:
			out += ", "
		}
		out += w
	}
	return out
}
