package connector

var sqlserver = Connector{
	Provider: "sqlserver",
	Name:     "SQL Server",
	Capabilities: DecimalType | MultiSchema |
		AutoIncrement | AutoIncrementAllowedOnNonID | AutoIncrementMultipleAllowed | AutoIncrementNonIndexedAllowed |
		CompoundIDs | AnyID | ImplicitManyToMany | ReferenceCycleDetection |
		NamedPrimaryKeys | NamedForeignKeys | NamedDefaultValues | PrimaryKeySortOrderDefinition |
		ClusteringSetting | PartialIndexes | MissingIndexWarning,
	MaxIdentifier:   128,
	Actions:         actions(NoAction, Cascade, SetNull, SetDefault),
	EmulatedActions: actions(NoAction, Restrict, Cascade, SetNull),
	RelationModes:   []RelationMode{ForeignKeys, Emulated},
	Algorithms:      algorithms(BTree),
	Scopes: []Scope{
		{PrimaryKeys: true, ForeignKeys: true, Defaults: true},
		{PerModel: true, PrimaryKeys: true, Indexes: true},
	},
	NativeTypes: byName(
		NativeType{Name: "TinyInt", Scalars: scalars(Int)},
		NativeType{Name: "SmallInt", Scalars: scalars(Int)},
		NativeType{Name: "Int", Scalars: scalars(Int), DefaultFor: scalars(Int)},
		NativeType{Name: "BigInt", Scalars: scalars(BigInt), DefaultFor: scalars(BigInt)},
		NativeType{Name: "Decimal", Arguments: OptionalNumbers, First: &Range{1, 38}, Second: &Range{0, 38}, Scalars: scalars(Decimal), DefaultFor: scalars(Decimal)},
		NativeType{Name: "Money", Scalars: scalars(Float)},
		NativeType{Name: "SmallMoney", Scalars: scalars(Float)},
		NativeType{Name: "Bit", Scalars: scalars(Boolean, Int), DefaultFor: scalars(Boolean)},
		NativeType{Name: "Float", Arguments: OptionalNumber, First: &Range{1, 53}, Scalars: scalars(Float), DefaultFor: scalars(Float)},
		NativeType{Name: "Real", Scalars: scalars(Float)},
		NativeType{Name: "Date", Scalars: scalars(DateTime)},
		NativeType{Name: "Time", Scalars: scalars(DateTime)},
		NativeType{Name: "DateTime", Scalars: scalars(DateTime)},
		NativeType{Name: "DateTime2", Scalars: scalars(DateTime), DefaultFor: scalars(DateTime)},
		NativeType{Name: "DateTimeOffset", Scalars: scalars(DateTime)},
		NativeType{Name: "SmallDateTime", Scalars: scalars(DateTime)},
		NativeType{Name: "Char", Arguments: OptionalNumber, First: &Range{0, 8000}, Scalars: scalars(String)},
		NativeType{Name: "NChar", Arguments: OptionalNumber, First: &Range{0, 4000}, Scalars: scalars(String)},
		NativeType{Name: "VarChar", Arguments: OptionalSize, First: &Range{0, 8000}, Scalars: scalars(String), Indexing: NotIndexableMax},
		NativeType{Name: "Text", Scalars: scalars(String), Indexing: NotIndexable},
		NativeType{Name: "NVarChar", Arguments: OptionalSize, First: &Range{0, 4000}, Scalars: scalars(String), DefaultFor: scalars(String), Indexing: NotIndexableMax},
		NativeType{Name: "NText", Scalars: scalars(String), Indexing: NotIndexable},
		NativeType{Name: "Binary", Arguments: OptionalNumber, First: &Range{0, 8000}, Scalars: scalars(Bytes)},
		NativeType{Name: "VarBinary", Arguments: OptionalSize, First: &Range{0, 8000}, Scalars: scalars(Bytes), DefaultFor: scalars(Bytes), Indexing: NotIndexableMax},
		NativeType{Name: "Image", Scalars: scalars(Bytes), Indexing: NotIndexable},
		NativeType{Name: "Xml", Scalars: scalars(String), Indexing: NotIndexable},
		NativeType{Name: "UniqueIdentifier", Scalars: scalars(String)},
	),
}
