package connector

var cockroachdb = Connector{
	Provider: "cockroachdb",
	Name:     "CockroachDB",
	Capabilities: ScalarLists | Enums | JsonType | DecimalType | MultiSchema |
		AutoIncrement | AutoIncrementAllowedOnNonID | AutoIncrementMultipleAllowed | AutoIncrementNonIndexedAllowed |
		CompoundIDs | AnyID | RelationFieldsInArbitraryOrder | ImplicitManyToMany |
		NamedPrimaryKeys | NamedForeignKeys | PartialIndexes | SequenceFunction | MissingIndexWarning,
	MaxIdentifier:   63,
	Actions:         actions(NoAction, Restrict, Cascade, SetNull, SetDefault),
	EmulatedActions: actions(NoAction, Restrict, Cascade, SetNull),
	RelationModes:   []RelationMode{ForeignKeys, Emulated},
	Algorithms:      algorithms(BTree, Gin),
	Scopes:          []Scope{{PerModel: true, PrimaryKeys: true, Indexes: true, ForeignKeys: true}},
	NativeTypes: byName(
		NativeType{Name: "Bit", Arguments: OptionalNumber, First: &Range{1, 1<<32 - 1}, Scalars: scalars(String)},
		NativeType{Name: "Bool", Scalars: scalars(Boolean), DefaultFor: scalars(Boolean)},
		NativeType{Name: "Bytes", Scalars: scalars(Bytes), DefaultFor: scalars(Bytes)},
		NativeType{Name: "Char", Arguments: OptionalNumber, Scalars: scalars(String)},
		NativeType{Name: "Date", Scalars: scalars(DateTime)},
		NativeType{Name: "Decimal", Arguments: OptionalNumbers, First: &Range{1, 1000}, Scalars: scalars(Decimal), DefaultFor: scalars(Decimal)},
		NativeType{Name: "Float4", Scalars: scalars(Float)},
		NativeType{Name: "Float8", Scalars: scalars(Float), DefaultFor: scalars(Float)},
		NativeType{Name: "Inet", Scalars: scalars(String)},
		NativeType{Name: "Int2", Scalars: scalars(Int)},
		NativeType{Name: "Int4", Scalars: scalars(Int), DefaultFor: scalars(Int)},
		NativeType{Name: "Int8", Scalars: scalars(BigInt), DefaultFor: scalars(BigInt)},
		NativeType{Name: "JsonB", Scalars: scalars(Json), DefaultFor: scalars(Json)},
		NativeType{Name: "Oid", Scalars: scalars(Int)},
		NativeType{Name: "CatalogSingleChar", Scalars: scalars(String)},
		NativeType{Name: "String", Arguments: OptionalNumber, Scalars: scalars(String), DefaultFor: scalars(String)},
		NativeType{Name: "Time", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime)},
		NativeType{Name: "Timestamp", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime), DefaultFor: scalars(DateTime)},
		NativeType{Name: "Timestamptz", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime)},
		NativeType{Name: "Timetz", Arguments: OptionalNumber, First: &Range{0, 6}, Scalars: scalars(DateTime)},
		NativeType{Name: "Uuid", Scalars: scalars(String)},
		NativeType{Name: "VarBit", Arguments: OptionalNumber, First: &Range{1, 1<<32 - 1}, Scalars: scalars(String)},
	),
}
