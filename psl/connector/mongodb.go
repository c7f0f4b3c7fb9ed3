package connector

var mongodb = Connector{
	Provider: "mongodb",
	Name:     "MongoDB",
	Capabilities: ScalarLists | Enums | JsonType | JsonLists | CompositeTypes | DefaultValueAuto |
		RelationFieldsInArbitraryOrder | TwoWayEmbeddedManyToMany | FullTextIndex | SortOrderInFullTextIndex,
	MaxIdentifier:   127,
	EmulatedActions: actions(NoAction, Restrict, Cascade, SetNull),
	RelationModes:   []RelationMode{Emulated},
	Algorithms:      algorithms(BTree),
	Scopes:          []Scope{{PerModel: true, Indexes: true}},
	NativeTypes: byName(
		NativeType{Name: "String", Scalars: scalars(String), DefaultFor: scalars(String)},
		NativeType{Name: "Double", Scalars: scalars(Float), DefaultFor: scalars(Float)},
		NativeType{Name: "BinData", Scalars: scalars(Bytes), DefaultFor: scalars(Bytes)},
		NativeType{Name: "ObjectId", Scalars: scalars(String, Bytes)},
		NativeType{Name: "Bool", Scalars: scalars(Boolean), DefaultFor: scalars(Boolean)},
		NativeType{Name: "Date", Scalars: scalars(DateTime), DefaultFor: scalars(DateTime)},
		NativeType{Name: "Int", Scalars: scalars(Int)},
		NativeType{Name: "Timestamp", Scalars: scalars(DateTime)},
		NativeType{Name: "Long", Scalars: scalars(Int, BigInt), DefaultFor: scalars(Int, BigInt)},
		NativeType{Name: "Json", Scalars: scalars(Json), DefaultFor: scalars(Json)},
	),
}
