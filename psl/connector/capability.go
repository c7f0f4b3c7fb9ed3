package connector

// Capability is a set of things the schema language can say only for some databases.
type Capability uint32

// The capabilities.
const (
	ScalarLists                        Capability = 1 << iota // lists of scalars and enums
	Enums                                                     // enum blocks
	JsonType                                                  // the type Json
	JsonLists                                                 // Json[]
	DecimalType                                               // the type Decimal
	CompositeTypes                                            // type blocks
	MultiSchema                                               // schemas and @@schema
	AutoIncrement                                             // @default(autoincrement())
	AutoIncrementAllowedOnNonID                               // … on a field that is not the id
	AutoIncrementMultipleAllowed                              // … on several fields of a model
	AutoIncrementNonIndexedAllowed                            // … on a field without an index
	DefaultValueAuto                                          // @default(auto())
	CompoundIDs                                               // @@id
	AnyID                                                     // a unique field serves as the id
	RelationFieldsInArbitraryOrder                            // references in another order than the key's
	ImplicitManyToMany                                        // lists on both sides, without a join model
	TwoWayEmbeddedManyToMany                                  // lists of ids on both sides
	ReferenceCycleDetection                                   // cycles of cascades are refused
	NamedPrimaryKeys                                          // map: on @id and @@id
	NamedForeignKeys                                          // map: on @relation
	NamedDefaultValues                                        // map: on @default
	IndexColumnLengthPrefixing                                // length: in an index
	PrimaryKeySortOrderDefinition                             // sort: in an id
	FullTextIndex                                             // @@fulltext
	SortOrderInFullTextIndex                                  // sort: in @@fulltext
	MultipleFullTextAttributesPerModel                        // several @@fulltext
	ClusteringSetting                                         // clustered:
	PartialIndexes                                            // where: of an index (Prisma 7)
	ShardKeys                                                 // @shardKey, @@shardKey
	SetNullOnRequired                                         // SetNull over required fields, with foreign keys
	SequenceFunction                                          // @default(sequence())
	MissingIndexWarning                                       // a relation without an index is worth a warning
)

// Has reports whether every capability of x is in c.
func (c Capability) Has(x Capability) bool { return c&x == x }
