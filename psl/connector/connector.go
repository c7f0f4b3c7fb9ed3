package connector

import (
	"slices"
	"sort"
	"strings"
)

// Connector is one database as Prisma sees it. It is to be read, not changed.
type Connector struct {
	Provider string   // the name tools use, such as "postgresql"
	Aliases  []string // other names a datasource may give
	Name     string   // the name for people, such as "PostgreSQL"

	Capabilities Capability
	// MaxIdentifier is the length of the longest constraint name, in bytes.
	MaxIdentifier int
	// Actions are those of relationMode "foreignKeys", EmulatedActions those of "prisma".
	Actions, EmulatedActions ActionSet
	// RelationModes are those a datasource may choose; the first is the default.
	RelationModes []RelationMode
	// Algorithms are the kinds of index that type: may name.
	Algorithms AlgorithmSet
	// Scopes are the places within which constraint names must differ.
	Scopes []Scope
	// NativeTypes are sorted by name.
	NativeTypes []NativeType
	// Extensions reports whether a datasource may list database extensions.
	Extensions bool
}

// ByProvider returns the connector that a datasource's provider names, exactly
// as it is written.
func ByProvider(name string) (*Connector, bool) {
	for _, c := range connectors {
		if c.Provider == name || slices.Contains(c.Aliases, name) {
			return c, true
		}
	}
	return nil, false
}

// Empty returns the connector of a schema without a datasource.
func Empty() *Connector { return &empty }

// Providers lists the provider names, without aliases, in the order in which
// they are shown to people.
func Providers() []string {
	var names []string
	for _, c := range connectors {
		names = append(names, c.Provider)
	}
	return names
}

var connectors = [...]*Connector{&sqlite, &postgresql, &mysql, &sqlserver, &cockroachdb, &mongodb}

// Has reports whether the database has every capability of x.
func (c *Connector) Has(x Capability) bool { return c.Capabilities.Has(x) }

// ActionsIn returns the referential actions that may be used under mode.
func (c *Connector) ActionsIn(mode RelationMode) ActionSet {
	if mode == Emulated {
		return c.EmulatedActions
	}
	return c.Actions
}

// DefaultMode is the relation mode where a datasource names none.
func (c *Connector) DefaultMode() RelationMode { return c.RelationModes[0] }

// NativeType returns the native type called name, exactly as it is written
// behind "@db.".
func (c *Connector) NativeType(name string) (*NativeType, bool) {
	i, found := sort.Find(len(c.NativeTypes), func(i int) int {
		return strings.Compare(name, c.NativeTypes[i].Name)
	})
	if !found {
		return nil, false
	}
	return &c.NativeTypes[i], true
}

// DefaultType is the native type of a field of type s that names none, or nil
// where the database has no native types or no such scalar.
func (c *Connector) DefaultType(s Scalar) *NativeType {
	for i := range c.NativeTypes {
		if c.NativeTypes[i].DefaultFor.Has(s) {
			return &c.NativeTypes[i]
		}
	}
	return nil
}

func byName(list ...NativeType) []NativeType {
	slices.SortFunc(list, func(a, b NativeType) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return list
}
