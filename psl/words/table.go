package words

var blocks = []Word{
	{Name: "model", Summary: "A table or collection of the database: its rows are what the client reads and writes."},
	{Name: "view", Summary: "A view of the database, which the client reads like a model. Preview feature `views`."},
	{Name: "enum", Summary: "A type with a fixed list of values."},
	{Name: "type", Summary: "A composite type: a document inside of another one. MongoDB only."},
	{Name: "datasource", Summary: "The database that the schema is for. A schema has one."},
	{Name: "generator", Summary: "What `prisma generate` makes of the schema, such as the client."},
}

var scalars = []Word{
	{Name: "String", Summary: "Text of any length the database's type allows. `string` in JavaScript."},
	{Name: "Boolean", Summary: "True or false. `boolean` in JavaScript."},
	{Name: "Int", Summary: "A whole number of 32 bits. `number` in JavaScript."},
	{Name: "BigInt", Summary: "A whole number of 64 bits. `bigint` in JavaScript."},
	{Name: "Float", Summary: "A number with a fraction, kept in binary: fine for measures, wrong for money. `number` in JavaScript."},
	{Name: "Decimal", Summary: "An exact decimal number. `Decimal` of decimal.js in JavaScript."},
	{Name: "DateTime", Summary: "A point in time. `Date` in JavaScript."},
	{Name: "Json", Summary: "Any JSON value. `null` in it is not the database's NULL: the client has `JsonNull` and `DbNull`."},
	{Name: "Bytes", Summary: "Binary data. `Uint8Array` in JavaScript."},
	{Name: "Unsupported", Summary: "A type of the database that Prisma has none for. The client cannot read or write the field.",
		Parameters: []Parameter{{Shape: `"type"`, Summary: "the type as the database calls it"}}},
}

var mapParameter = Parameter{"map", `"name"`, "the name of the constraint in the database; Prisma makes one of table and columns otherwise"}

var (
	fieldsParameter = Parameter{"fields", "[field, …]", "the fields it is made of, in their order"}
	nameParameter   = Parameter{"name", `"name"`, "what the client calls the key in `where`; the fields' names joined by `_` otherwise"}
	sortParameter   = Parameter{"sort", "Asc | Desc", "the order in which the index keeps the field"}
	lengthParameter = Parameter{"length", "number", "how many characters or bytes of the field are indexed (MySQL)"}
	clustered       = Parameter{"clustered", "true | false", "whether the table's rows are kept in this order (SQL Server)"}
	whereParameter  = Parameter{"where", `raw("…") | { field: value }`, "which rows are in the index (preview feature `partialIndexes`, Prisma 7)"}
)

var attributes = []Word{
	{Name: "id", Summary: "Makes the field the primary key: it identifies a row and cannot be empty.",
		Parameters: []Parameter{mapParameter, lengthParameter, sortParameter, clustered}},
	{Name: "unique", Summary: "No two rows have the same value here. The client can find a row by it.",
		Parameters: []Parameter{mapParameter, lengthParameter, sortParameter, clustered, whereParameter}},
	{Name: "default", Summary: "The value of a new row that gives none: a constant, a list, or a function.",
		Parameters: []Parameter{{"value", "value | function()", "the value"}, {"map", `"name"`, "the name of the constraint in the database (SQL Server)"}}},
	{Name: "updatedAt", Summary: "The client sets the field to the present time whenever it writes the row."},
	{Name: "relation", Summary: "Says how two models belong together. The side that holds the foreign key names its fields and what they refer to.",
		Parameters: []Parameter{
			{"name", `"name"`, "the relation's name, the same on both sides; needed where two models have several relations"},
			{"fields", "[field, …]", "the foreign key: fields of this model"},
			{"references", "[field, …]", "the key of the other model that the foreign key refers to"},
			{"onDelete", "action", "what happens to this row when the one it refers to is deleted"},
			{"onUpdate", "action", "what happens to this row when the key it refers to changes"},
			{"map", `"name"`, "the name of the foreign key in the database"},
		}},
	{Name: "map", Summary: "The name of the column, or of the enum's value, in the database, where it differs.",
		Parameters: []Parameter{{"name", `"name"`, "the name in the database"}}},
	{Name: "ignore", Summary: "The client does not know the field. It stays in the database."},
	{Name: "shardKey", Summary: "Rows are spread over shards by this field (PlanetScale, preview feature `shardKeys`)."},
}

var blockAttributes = []Word{
	{Name: "id", Summary: "A primary key of several fields.",
		Parameters: []Parameter{fieldsParameter, nameParameter, mapParameter, clustered}},
	{Name: "unique", Summary: "No two rows have the same values in these fields together. The client can find a row by them.",
		Parameters: []Parameter{fieldsParameter, nameParameter, mapParameter, clustered, whereParameter}},
	{Name: "index", Summary: "An index: queries by these fields, from the first on, need not read the whole table.",
		Parameters: []Parameter{fieldsParameter, mapParameter, {"type", "kind", "the kind of index; `BTree` otherwise"}, clustered, whereParameter}},
	{Name: "fulltext", Summary: "An index for searching words in texts (MySQL, MongoDB).",
		Parameters: []Parameter{fieldsParameter, mapParameter}},
	{Name: "map", Summary: "The name of the table, view, collection or enum in the database, where it differs.",
		Parameters: []Parameter{{"name", `"name"`, "the name in the database"}}},
	{Name: "ignore", Summary: "The client does not know the model. It stays in the database."},
	{Name: "schema", Summary: "The schema of the database that it lies in; one of the datasource's `schemas`.",
		Parameters: []Parameter{{"map", `"schema"`, "the schema"}}},
	{Name: "shardKey", Summary: "Rows are spread over shards by these fields (PlanetScale, preview feature `shardKeys`).",
		Parameters: []Parameter{fieldsParameter}},
}

// FieldParameters are what a field of @@id, @@unique or @@index takes, as in
// title(sort: Desc).
func FieldParameters() []Parameter {
	return []Parameter{
		sortParameter, lengthParameter,
		{"ops", `Class | raw("class")`, "the operator class, which says what the index can answer (PostgreSQL)"},
	}
}

var functions = []Word{
	{Name: "autoincrement", Summary: "A number that the database counts up."},
	{Name: "cuid", Summary: "A collision-resistant id, made by the client: sorted by time in version 1, random in 2.",
		Parameters: []Parameter{{"", "1 | 2", "the version; 1 otherwise"}}},
	{Name: "uuid", Summary: "A UUID, made by the client: random in version 4, sorted by time in 7.",
		Parameters: []Parameter{{"", "4 | 7", "the version; 4 otherwise"}}},
	{Name: "ulid", Summary: "An id of 26 characters, sorted by time, made by the client."},
	{Name: "nanoid", Summary: "A short random id, made by the client.",
		Parameters: []Parameter{{"", "number", "its length, from 2 to 255; 21 otherwise"}}},
	{Name: "now", Summary: "The time at which the row is written."},
	{Name: "auto", Summary: "An id that MongoDB makes."},
	{Name: "sequence", Summary: "A number of a sequence of the database (CockroachDB).",
		Parameters: []Parameter{
			{"virtual", "true | false", "numbers that need no place on disk"},
			{"cache", "number", "how many numbers each connection keeps ready"},
			{"increment", "number", "the distance between two numbers"},
			{"minValue", "number", "the least number"},
			{"maxValue", "number", "the largest number"},
			{"start", "number", "the first number"},
		}},
	{Name: "dbgenerated", Summary: "An expression of the database, which gives the value.",
		Parameters: []Parameter{{"", `"expression"`, "the expression, as the database has it"}}},
	{Name: "env", Summary: "The value of an environment variable, read when Prisma needs it.",
		Parameters: []Parameter{{"", `"NAME"`, "the variable"}}},
	{Name: "raw", Summary: "What the database has and the schema language has no word for.",
		Parameters: []Parameter{{"", `"text"`, "the text, as the database has it"}}},
}

var actions = []Word{
	{Name: "Cascade", Summary: "The row goes, or changes, with the one it refers to."},
	{Name: "Restrict", Summary: "The database refuses while rows refer to the one that would go or change."},
	{Name: "NoAction", Summary: "Like Restrict on most databases, but checked at the end of the transaction where they can."},
	{Name: "SetNull", Summary: "The foreign key becomes NULL; its fields must be optional."},
	{Name: "SetDefault", Summary: "The foreign key gets its default value."},
}

var algorithms = []Word{
	{Name: "BTree", Summary: "For equality, ranges and order. What is meant where no kind is named."},
	{Name: "Hash", Summary: "For equality only."},
	{Name: "Gin", Summary: "For values that hold many, such as JSON documents and lists."},
	{Name: "Gist", Summary: "For ranges, places and nearest neighbours."},
	{Name: "SpGist", Summary: "For data that falls into regions of uneven size, such as networks and texts by prefix."},
	{Name: "Brin", Summary: "Small, for large tables whose rows lie on disk in the field's order, such as logs by time."},
}

var datasourceProperties = []Word{
	{Name: "provider", Summary: "Which database it is."},
	{Name: "url", Summary: "Where the database is (Prisma 6). Under Prisma 7 it stands in `prisma.config.ts`."},
	{Name: "directUrl", Summary: "Where the database is for migrations, if `url` goes through a pool (Prisma 6)."},
	{Name: "shadowDatabaseUrl", Summary: "An empty database that `prisma migrate dev` tries migrations on (Prisma 6)."},
	{Name: "relationMode", Summary: "Who looks after relations: the database by `foreignKeys`, or the client, `prisma`, which needs an index on each relation."},
	{Name: "extensions", Summary: "The extensions of PostgreSQL that the schema needs. Preview feature `postgresqlExtensions`."},
	{Name: "schemas", Summary: "The schemas of the database that models and enums lie in."},
}

var generatorProperties = []Word{
	{Name: "provider", Summary: "What is generated: `prisma-client`, `prisma-client-js`, or the command of another generator."},
	{Name: "output", Summary: "The folder to write to, from the folder of this file."},
	{Name: "previewFeatures", Summary: "The preview features to turn on."},
	{Name: "engineType", Summary: "How the client runs queries (Prisma 6): `library`, `binary` or `client`."},
	{Name: "binaryTargets", Summary: "The platforms whose engines are fetched (Prisma 6)."},
	{Name: "runtime", Summary: "Where the generated client runs."},
	{Name: "moduleFormat", Summary: "Whether the generated code is ES modules or CommonJS."},
	{Name: "generatedFileExtension", Summary: "The extension of the generated files."},
	{Name: "importFileExtension", Summary: "The extension that imports between the generated files have."},
	{Name: "compilerBuild", Summary: "Whether the query compiler is built for speed or for size."},
}

// Values are what a property may be, where that is a short list; without quotes.
func Values(property string) []string { return values[property] }

var values = map[string][]string{
	"runtime":                {"nodejs", "deno", "bun", "workerd", "cloudflare", "vercel-edge", "edge-light", "react-native"},
	"moduleFormat":           {"esm", "cjs"},
	"generatedFileExtension": {"ts", "mts", "cts"},
	"importFileExtension":    {"ts", "mts", "cts", "js", "mjs", "cjs"},
	"compilerBuild":          {"fast", "small"},
	"engineType":             {"library", "binary", "client"},
}
