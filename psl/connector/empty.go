package connector

import "math"

// empty judges a schema that has no datasource, as Prisma does: few features,
// every referential action, and no native types.
var empty = Connector{
	Name:            "no database",
	Capabilities:    AutoIncrement | CompoundIDs | Enums | JsonType | ImplicitManyToMany | MissingIndexWarning,
	MaxIdentifier:   math.MaxInt,
	Actions:         actions(NoAction, Restrict, Cascade, SetNull, SetDefault),
	EmulatedActions: actions(NoAction, Restrict, Cascade, SetNull),
	RelationModes:   []RelationMode{ForeignKeys, Emulated},
	Algorithms:      algorithms(BTree),
}
