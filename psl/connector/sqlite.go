package connector

var sqlite = Connector{
	Provider: "sqlite",
	Name:     "SQLite",
	Capabilities: Enums | JsonType | DecimalType | AutoIncrement | CompoundIDs | AnyID |
		RelationFieldsInArbitraryOrder | ImplicitManyToMany | PartialIndexes | MissingIndexWarning,
	MaxIdentifier:   10000,
	Actions:         actions(NoAction, Restrict, Cascade, SetNull, SetDefault),
	EmulatedActions: actions(Restrict, Cascade, SetNull),
	RelationModes:   []RelationMode{ForeignKeys, Emulated},
	Algorithms:      algorithms(BTree),
	Scopes:          []Scope{{Indexes: true}},
}
