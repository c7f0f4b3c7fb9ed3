package connector

// Action is what happens to the rows that refer to one that goes or changes.
type Action uint8

// The referential actions.
const (
	NoAction Action = iota + 1
	Restrict
	Cascade
	SetNull
	SetDefault
)

var actionNames = [...]string{NoAction: "NoAction", Restrict: "Restrict", Cascade: "Cascade", SetNull: "SetNull", SetDefault: "SetDefault"}

// ActionByName returns the action that is written name.
func ActionByName(name string) (Action, bool) {
	for a := NoAction; a <= SetDefault; a++ {
		if actionNames[a] == name {
			return a, true
		}
	}
	return 0, false
}

// String is the action as it is written in a schema, or "" for the zero Action.
func (a Action) String() string {
	if int(a) < len(actionNames) {
		return actionNames[a]
	}
	return ""
}

// ActionSet is a set of referential actions.
type ActionSet uint8

func actions(list ...Action) ActionSet {
	var set ActionSet
	for _, a := range list {
		set |= 1 << a
	}
	return set
}

// Has reports whether a is in s.
func (s ActionSet) Has(a Action) bool { return s&(1<<a) != 0 }

// List gives the actions of s in the order they are declared in this package.
func (s ActionSet) List() []Action {
	var list []Action
	for a := NoAction; a <= SetDefault; a++ {
		if s.Has(a) {
			list = append(list, a)
		}
	}
	return list
}

// RelationMode says who looks after referential integrity.
type RelationMode uint8

// The relation modes: the database by foreign keys, or Prisma's client.
const (
	ForeignKeys RelationMode = iota + 1
	Emulated
)

// RelationModeByName returns the mode that is written name.
func RelationModeByName(name string) (RelationMode, bool) {
	switch name {
	case "foreignKeys":
		return ForeignKeys, true
	case "prisma":
		return Emulated, true
	}
	return 0, false
}

// String is the mode as it is written in a datasource.
func (m RelationMode) String() string {
	switch m {
	case ForeignKeys:
		return "foreignKeys"
	case Emulated:
		return "prisma"
	}
	return ""
}
