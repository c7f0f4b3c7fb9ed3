package connector

import "strings"

// Preview is a set of preview features that a generator may turn on.
type Preview uint16

// The preview features that can still be turned on.
const (
	FullTextSearchPostgres Preview = 1 << iota
	Metrics
	NativeDistinct
	PartialIndexesPreview
	PostgresqlExtensions
	ReactNative
	RelationJoins
	SchemaEngineDriverAdapters
	ShardKeysPreview
	StrictUndefinedChecks
	TypedSQL
	Views
)

// Has reports whether every feature of x is in p.
func (p Preview) Has(x Preview) bool { return p&x == x }

// Standing is what became of a preview feature.
type Standing uint8

// The standings of a preview feature.
const (
	UnknownFeature  Standing = iota
	ActiveFeature            // can be turned on
	SettledFeature           // is always on: naming it is worth a warning
	LeavingFeature           // can be turned on and will be removed: worth a warning
	RenamedFeature           // has another name on this database: worth a warning
	hiddenFromLists          // active, but not shown to people
)

// feature is a row of the table below: what a feature is in Prisma 6 and 7.
type feature struct {
	name       string
	bit        Preview
	six, seven Standing
}

var features = [...]feature{
	{"fullTextSearchPostgres", FullTextSearchPostgres, ActiveFeature, ActiveFeature}, // PostgreSQL only
	{"metrics", Metrics, LeavingFeature, UnknownFeature},
	{"nativeDistinct", NativeDistinct, ActiveFeature, ActiveFeature},
	{"partialIndexes", PartialIndexesPreview, UnknownFeature, ActiveFeature},
	{"postgresqlExtensions", PostgresqlExtensions, ActiveFeature, ActiveFeature},
	{"reactNative", ReactNative, hiddenFromLists, hiddenFromLists},
	{"relationJoins", RelationJoins, ActiveFeature, ActiveFeature},
	{"schemaEngineDriverAdapters", SchemaEngineDriverAdapters, ActiveFeature, ActiveFeature},
	{"shardKeys", ShardKeysPreview, ActiveFeature, ActiveFeature},
	{"strictUndefinedChecks", StrictUndefinedChecks, ActiveFeature, ActiveFeature},
	{"typedSql", TypedSQL, hiddenFromLists, ActiveFeature},
	{"views", Views, ActiveFeature, ActiveFeature},
}

// settled are the features that both majors have for good.
var settled = [...]string{
	"aggregateApi", "atomicNumberOperations", "clientExtensions", "cockroachdb", "connectOrCreate", "createMany", "dataProxy", "deno",
	"distinct", "driverAdapters", "extendedIndexes", "extendedWhereUnique", "fieldReference", "filterJson", "filteredRelationCount",
	"fullTextIndex", "fullTextSearch", "groupBy", "improvedQueryRaw", "interactiveTransactions", "jsonProtocol", "microsoftSqlServer",
	"middlewares", "mongoDb", "multiSchema", "namedConstraints", "nApi", "nativeTypes", "omitApi", "orderByAggregateGroup",
	"orderByNulls", "orderByRelation", "prismaSchemaFolder", "queryCompiler", "referentialActions", "referentialIntegrity",
	"selectRelationCount", "tracing", "transactionApi", "uncheckedScalarInputs",
}

// PreviewByName looks up a preview feature as a generator names it, in any
// case, under Prisma 6 or 7 (major). c is the database, or Empty.
func PreviewByName(name string, major int, c *Connector) (Preview, Standing) {
	if c == &postgresql && strings.EqualFold(name, "fullTextSearch") {
		return FullTextSearchPostgres, RenamedFeature
	}
	for _, f := range features {
		if !strings.EqualFold(name, f.name) || f.bit == FullTextSearchPostgres && c != &postgresql {
			continue
		}
		standing := f.standing(major)
		if standing == hiddenFromLists {
			standing = ActiveFeature
		}
		if standing == UnknownFeature {
			return 0, UnknownFeature
		}
		return f.bit, standing
	}
	for _, old := range settled {
		if strings.EqualFold(name, old) {
			return 0, SettledFeature
		}
	}
	return 0, UnknownFeature
}

// PreviewNames lists the features worth suggesting, in alphabetical order.
func PreviewNames(major int, c *Connector) []string {
	var names []string
	for _, f := range features {
		if s := f.standing(major); s != ActiveFeature || f.bit == FullTextSearchPostgres && c != &postgresql {
			continue
		}
		names = append(names, f.name)
	}
	return names
}

func (f feature) standing(major int) Standing {
	if major == 6 {
		return f.six
	}
	return f.seven
}
