package connector

var postgresql = Connector{
	Provider: "postgresql",
	Aliases:  []string{"postgres"},
	Name:     "PostgreSQL",
	Capabilities: ScalarLists | Enums | JsonType | JsonLists | DecimalType | MultiSchema |
		AutoIncrement | AutoIncrementAllowedOnNonID | AutoIncrementMultipleAllowed | AutoIncrementNonIndexedAllowed |
		CompoundIDs | AnyID | RelationFieldsInArbitraryOrder | ImplicitManyToMany |
		NamedPrimaryKeys | NamedForeignKeys | PartialIndexes | SetNullOnRequired | MissingIndexWarning,
	MaxIdentifier:   63,
	Actions:         actions(NoAction, Restrict, Cascade, SetNull, SetDefault),
	EmulatedActions: actions(Restrict, Cascade, SetNull),
	RelationModes:   []RelationMode{ForeignKeys, Emulated},
	Algorithms:      algorithms(BTree, Hash, Gist, Gin, SpGist, Brin),
	Scopes: []Scope{
		{PrimaryKeys: true, Indexes: true},
		{PerModel: true, PrimaryKeys: true, Indexes: true, ForeignKeys: true},
	},
	Extensions: true,
	NativeTypes: byName(
		NativeType{Name: "SmallInt", Scalars: scalars(Int)},
		NativeType{Name: "Integer", Scalars: scalars(Int), DefaultFor: scalars(Int)},
		NativeType{Name: "BigInt", Scalars: scalars(BigInt), DefaultFor: scalars(BigInt)},
		NativeType{Name: "Decimal", Arguments: OptionalNumbers, First: &Range{1, 1000}, Scalars: scalars(Decimal), DefaultFor: scalars(Decimal)},
		NativeType{Name: "Money", Scalars: scalars(Decimal)},
		NativeType{Name: "Inet", Scalars: scalars(String)},
		NativeType{Name: "Oid", Scalars: scalars(Int)},
		NativeType{Name: "Citext", Scalars: scalars(String)},
		NativeType{Name: "Real", Scalars: scalars(Float)},
		NativeType{Name: "DoublePrecision", Scalars: scalars(Float), DefaultFor: scalars(Float)},
		NativeType{Name: "VarChar", Arguments: OptionalNumber, Scalars: scalars(String)},
		NativeType{Name: "Char", Arguments: OptionalNumber, Scalars: scalars(String)},
		NativeType{Name: "Text", Scalars: scalars(String), DefaultFor: scalars(String)},
		NativeType{Name: "ByteA", Scalars: scalars(Bytes), DefaultFor: scalars(Bytes)},
		NativeType{Name: "Timestamp", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime), DefaultFor: scalars(DateTime)},
		NativeType{Name: "Timestamptz", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime)},
		NativeType{Name: "Date", Scalars: scalars(DateTime)},
		NativeType{Name: "Time", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime)},
		NativeType{Name: "Timetz", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime)},
		NativeType{Name: "Boolean", Scalars: scalars(Boolean), DefaultFor: scalars(Boolean)},
		NativeType{Name: "Bit", Arguments: OptionalNumber, First: &Range{1, 1<<32 - 1}, Scalars: scalars(String)},
		NativeType{Name: "VarBit", Arguments: OptionalNumber, First: &Range{1, 1<<32 - 1}, Scalars: scalars(String)},
		NativeType{Name: "Uuid", Scalars: scalars(String)},
		NativeType{Name: "Xml", Scalars: scalars(String), Indexing: NotIndexableOnly},
		NativeType{Name: "Json", Scalars: scalars(Json)},
		NativeType{Name: "JsonB", Scalars: scalars(Json), DefaultFor: scalars(Json)},
	),
}
