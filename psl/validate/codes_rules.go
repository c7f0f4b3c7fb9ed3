package validate

import "create-app/psl/diag"

func keysCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "missing-id", Summary: "a model has no key that identifies every row", Cure: "add @id, @unique, @@id or @@unique over required fields"}},
		{Rule: diag.Rule{Code: "several-ids", Summary: "a model has more than one id", Cure: "keep one"}},
		{Rule: diag.Rule{Code: "optional-id", Summary: "a field of the id is not required", Cure: "remove the \"?\""}},
		{Rule: diag.Rule{Code: "empty-field-list", Summary: "a key or index has no fields", Cure: "name at least one"}},
		{Rule: diag.Rule{Code: "compound-id", Summary: "the database has no ids of several fields", Cure: "use @@unique"}},
		{Rule: diag.Rule{Code: "compound-name-taken", Summary: "a field has the name that the client gives to a compound key", Cure: "rename the field"}},
		{Rule: diag.Rule{Code: "client-name", Summary: "the name of a key cannot be a name in the client", Cure: "use letters, digits and \"_\""}},
		{Rule: diag.Rule{Code: "duplicate-key-name", Summary: "two keys of a model have the same name", Cure: "rename one"}},
		{Rule: diag.Rule{Code: "key-name-is-field", Summary: "a key is called like a field of its model", Cure: "rename it"}},
		{Rule: diag.Rule{Code: "named-id", Summary: "the database has no names for ids", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: "sort-in-id", Summary: "the database cannot sort an id", Cure: "remove the argument sort"}},
		{Rule: diag.Rule{Code: "bytes-in-id", Summary: "the id of SQL Server has a field of type Bytes", Cure: "use another field"}},
		{Rule: diag.Rule{Code: "duplicate-constraint", Summary: "two constraints have the same name where names must differ", Cure: "give one of them another name"}},
		{Rule: diag.Rule{Code: "name-too-long", Summary: "the name of a constraint is longer than the database allows", Cure: "shorten it"}},
		{Rule: diag.Rule{Code: "optional-shard-key", Summary: "a field of the shard key is not required", Cure: "remove the \"?\""}},
		{Rule: diag.Rule{Code: "several-shard-keys", Summary: "a model has more than one shard key", Cure: "keep one"}},
		{Rule: diag.Rule{Code: "shard-key-preview", Summary: "shard keys are a preview feature that is off", Cure: "turn shardKeys on in the generator"}},
		{Rule: diag.Rule{Code: "shard-key-not-supported", Summary: "the database has no shard keys", Cure: "remove the attribute"}},
	}
}

func indexesCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "name-and-map", Summary: "@@index has both name and map, which mean the same", Cure: "keep map"}},
		{Rule: diag.Rule{Code: "unknown-sort", Summary: "a sort order does not exist", Cure: "write Asc or Desc"}},
		{Rule: diag.Rule{Code: "unknown-index-type", Summary: "a type of index does not exist", Cure: "use BTree, Hash, Gist, Gin, SpGist or Brin"}},
		{Rule: diag.Rule{Code: "index-type-not-supported", Summary: "the database does not have the type of index", Cure: "remove the argument type"}},
		{Rule: diag.Rule{Code: "unknown-operator-class", Summary: "an operator class does not exist", Cure: "correct its name, or use raw(\"…\")"}},
		{Rule: diag.Rule{Code: "operators-of-other-index", Summary: "an operator class does not go with the type of index", Cure: "use another of the two"}},
		{Rule: diag.Rule{Code: "operators-of-other-type", Summary: "an operator class does not go with the type of the field", Cure: "use another class"}},
		{Rule: diag.Rule{Code: "index-type-of-field", Summary: "a type of index cannot hold the type of the field", Cure: "name an operator class, or use another type of index"}},
		{Rule: diag.Rule{Code: "operators-not-allowed", Summary: "an operator class stands outside @@index", Cure: "remove the argument ops"}},
		{Rule: diag.Rule{Code: "operators-not-supported", Summary: "the database has no operator classes to choose", Cure: "remove the argument ops"}},
		{Rule: diag.Rule{Code: "spgist-columns", Summary: "an index of type SpGist has several fields", Cure: "make one index for each"}},
		{Rule: diag.Rule{Code: "json-not-last", Summary: "a Json field is not the last of an inverted index", Cure: "move it to the end"}},
		{Rule: diag.Rule{Code: "length-not-supported", Summary: "the database cannot index a part of a column", Cure: "remove the argument length"}},
		{Rule: diag.Rule{Code: "length-on-type", Summary: "a field with a length is neither String nor Bytes", Cure: "remove the argument length"}},
		{Rule: diag.Rule{Code: "sort-in-hash", Summary: "a hash index has a sort order", Cure: "remove it, or use BTree"}},
		{Rule: diag.Rule{Code: "type-not-indexable", Summary: "a field has a native type that cannot be indexed as it is", Cure: "give a length, or use another native type"}},
		{Rule: diag.Rule{Code: "fulltext-not-supported", Summary: "the database has no @@fulltext", Cure: "remove it"}},
		{Rule: diag.Rule{Code: "length-in-fulltext", Summary: "a full-text index has a length", Cure: "remove it"}},
		{Rule: diag.Rule{Code: "sort-in-fulltext", Summary: "the database cannot sort a full-text index", Cure: "remove the argument sort"}},
		{Rule: diag.Rule{Code: "fulltext-not-adjacent", Summary: "the text fields of a full-text index do not stand together", Cure: "put sorted fields before or behind them"}},
		{Rule: diag.Rule{Code: "several-fulltexts", Summary: "the database takes one full-text index for each model", Cure: "keep one over all fields"}},
		{Rule: diag.Rule{Code: "clustered-not-supported", Summary: "the database has no clustered keys to choose", Cure: "remove the argument clustered"}},
		{Rule: diag.Rule{Code: "several-clustered", Summary: "a model has two clustered keys", Cure: "give one of them \"clustered: false\""}},
		{Rule: diag.Rule{Code: "composite-in-compound-unique", Summary: "a composite type is unique together with other fields", Cure: "name a field inside it"}},
		{Rule: diag.Rule{Code: "bad-condition", Summary: "the condition of a partial index has no meaning", Cure: "write raw(\"…\") or an object of fields and values"}, Prisma: 7},
		{Rule: diag.Rule{Code: "partial-index-preview", Summary: "partial indexes are a preview feature that is off", Cure: "turn partialIndexes on in the generator"}, Prisma: 7},
		{Rule: diag.Rule{Code: "partial-index-not-supported", Summary: "the database has no partial indexes", Cure: "remove the argument where"}, Prisma: 7},
	}
}

func relationsCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "missing-opposite-field", Summary: "a relation has a field on one side only", Cure: "add the other field"}},
		{Rule: diag.Rule{Code: "missing-relation-argument", Summary: "a relation lacks fields or references", Cure: "add both on the side that holds the foreign key"}},
		{Rule: diag.Rule{Code: "ambiguous-relation", Summary: "several fields could be the same relation", Cure: "give each relation a name"}},
		{Rule: diag.Rule{Code: "references-not-unique", Summary: "a relation refers to fields that are no key", Cure: "make them unique"}},
		{Rule: diag.Rule{Code: "references-order", Summary: "references stand in another order than the key", Cure: "put them in its order"}},
		{Rule: diag.Rule{Code: "different-lengths", Summary: "a relation has more fields than references, or fewer", Cure: "name a reference for each field"}},
		{Rule: diag.Rule{Code: "different-types", Summary: "a field has another type than the one it refers to", Cure: "give both the same type"}},
		{Rule: diag.Rule{Code: "relation-must-be-optional", Summary: "a required relation is made of optional fields", Cure: "make it optional"}},
		{Rule: diag.Rule{Code: "one-to-one-not-unique", Summary: "the foreign key of a relation of one to one is not unique", Cure: "add @unique, or make the other side a list"}},
		{Rule: diag.Rule{Code: "both-sides-required", Summary: "both sides of a relation of one to one are required", Cure: "make one optional"}},
		{Rule: diag.Rule{Code: "argument-on-both-sides", Summary: "both sides of a relation have the same argument", Cure: "keep it on the side of the foreign key"}},
		{Rule: diag.Rule{Code: "argument-on-wrong-side", Summary: "an argument stands on the side without the foreign key", Cure: "move it"}},
		{Rule: diag.Rule{Code: "split-relation-arguments", Summary: "fields stands on one side and references on the other", Cure: "put both on one side"}},
		{Rule: diag.Rule{Code: "unknown-referential-action", Summary: "a referential action does not exist", Cure: "use Cascade, Restrict, NoAction, SetNull or SetDefault"}},
		{Rule: diag.Rule{Code: "action-not-supported", Summary: "the database does not have a referential action", Cure: "use one it has"}},
		{Rule: diag.Rule{Code: "set-null-on-required", Summary: "SetNull would empty a required field", Cure: "use another action, or make the field optional"}},
		{Rule: diag.Rule{Code: "set-null-on-required-warning", Summary: "SetNull would empty a required field, which PostgreSQL finds out too late", Cure: "use another action, or make the field optional"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: "set-default-on-mysql", Summary: "MySQL does not carry out SetDefault", Cure: "use another action"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: "named-foreign-key", Summary: "the database has no names for foreign keys", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: "ignored-model", Summary: "a field refers to an ignored model", Cure: "add @ignore to it"}},
		{Rule: diag.Rule{Code: "missing-index", Summary: "a relation without a foreign key has no index", Cure: "add one"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: "cascade-cycle", Summary: "referential actions come round to where they began", Cure: "set them to NoAction in one relation"}},
		{Rule: diag.Rule{Code: "cascade-paths", Summary: "referential actions reach a model on two ways", Cure: "set them to NoAction on one"}},
		{Rule: diag.Rule{Code: "many-to-many-without-id", Summary: "a model in a relation of many to many has no id of one field", Cure: "give it an @id"}},
		{Rule: diag.Rule{Code: "many-to-many-references", Summary: "a relation of many to many has the argument references", Cure: "remove it"}},
		{Rule: diag.Rule{Code: "action-on-many-to-many", Summary: "a relation of many to many has referential actions", Cure: "remove them"}},
		{Rule: diag.Rule{Code: "many-to-many-not-supported", Summary: "the database has no relations of many to many without fields", Cure: "add lists of ids on both sides"}},
		{Rule: diag.Rule{Code: "many-to-many-on-view", Summary: "a view is part of a relation of many to many", Cure: "make one side a single row"}},
		{Rule: diag.Rule{Code: "embedded-many-to-many", Summary: "the database keeps no lists of ids", Cure: "remove fields and references"}},
		{Rule: diag.Rule{Code: "embedded-argument", Summary: "one side of a relation of many to many lacks fields or references", Cure: "add them on both sides"}},
		{Rule: diag.Rule{Code: "embedded-not-id", Summary: "a relation of many to many does not refer to the id", Cure: "name the id"}},
		{Rule: diag.Rule{Code: "embedded-type", Summary: "a list of ids has another type than the id", Cure: "give both the same type"}},
	}
}

func viewsCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "views-need-preview", Summary: "views are a preview feature that is off", Cure: "turn views on in the generator"}},
		{Rule: diag.Rule{Code: "view-primary-key", Summary: "a view has a primary key", Cure: "use @unique"}},
		{Rule: diag.Rule{Code: "view-index", Summary: "a view has an index", Cure: "remove it"}},
		{Rule: diag.Rule{Code: "view-unique-argument", Summary: "a unique field of a view has arguments", Cure: "remove them"}},
	}
}

func mongoDBCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "mongodb-id-missing", Summary: "a model of MongoDB has no id", Cure: "add one"}},
		{Rule: diag.Rule{Code: "mongodb-id-name", Summary: "the id of MongoDB is not called \"_id\" in the database", Cure: "add @map(\"_id\")"}},
		{Rule: diag.Rule{Code: "auto-needs-objectid", Summary: "auto() stands on a field that is no ObjectId", Cure: "add @db.ObjectId"}},
		{Rule: diag.Rule{Code: "auto-needs-id", Summary: "auto() stands on a field that is not the id", Cure: "move it to the id"}},
		{Rule: diag.Rule{Code: "mongodb-dbgenerated", Summary: "MongoDB generates no values", Cure: "use another default"}},
		{Rule: diag.Rule{Code: "mongodb-field-name", Summary: "the name of a field has a character MongoDB does not allow", Cure: "map it to another name"}},
		{Rule: diag.Rule{Code: "duplicate-index", Summary: "two indexes of MongoDB have the same fields", Cure: "keep one"}},
		{Rule: diag.Rule{Code: "unique-id", Summary: "the id of MongoDB is also @unique", Cure: "remove @unique"}},
		{Rule: diag.Rule{Code: "mongodb-native-types", Summary: "a field and the one it refers to have different native types", Cure: "give both the same"}, Severity: diag.Warning},
	}
}

func configurationCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "several-datasources", Summary: "a schema has several datasources", Cure: "keep one"}},
		{Rule: diag.Rule{Code: "missing-property", Summary: "a datasource or generator lacks a property it needs", Cure: "add it"}},
		{Rule: diag.Rule{Code: "missing-property-value", Summary: "a property has no value", Cure: "write one, or remove the line"}},
		{Rule: diag.Rule{Code: "unknown-property", Summary: "a datasource has a property that does not exist", Cure: "correct its name, or remove it"}},
		{Rule: diag.Rule{Code: "wrong-property-value", Summary: "a property has a value of the wrong kind", Cure: "give one of the kind that is wanted"}},
		{Rule: diag.Rule{Code: "wrong-env-arguments", Summary: "env() has other arguments than the name of a variable", Cure: "write env(\"NAME\")"}},
		{Rule: diag.Rule{Code: "named-env-argument", Summary: "the argument of env() has a name", Cure: "remove the name"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: "env-provider", Summary: "the provider of the datasource comes from the environment", Cure: "write it out"}},
		{Rule: diag.Rule{Code: "unknown-provider", Summary: "the provider is no database Prisma knows", Cure: "correct its name"}},
		{Rule: diag.Rule{Code: "referential-integrity", Summary: "relationMode goes by its old name", Cure: "rename it"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: "both-relation-modes", Summary: "relationMode is there by both its names", Cure: "keep relationMode"}},
		{Rule: diag.Rule{Code: "unknown-relation-mode", Summary: "relationMode has a value that does not exist", Cure: "use \"foreignKeys\" or \"prisma\""}},
		{Rule: diag.Rule{Code: "wrong-relation-mode", Summary: "the database does not have the relation mode", Cure: "remove the line"}},
		{Rule: diag.Rule{Code: "url-in-schema", Summary: "Prisma 7 does not read URLs from the schema", Cure: "move them to prisma.config.ts"}, Prisma: 7},
		{Rule: diag.Rule{Code: "shadow-database-shared", Summary: "the shadow database is the database itself", Cure: "give it a URL of its own"}, Prisma: 6},
		{Rule: diag.Rule{Code: "previews-in-datasource", Summary: "preview features are turned on in the datasource", Cure: "move them to the generator"}},
		{Rule: diag.Rule{Code: "schemas-not-supported", Summary: "the database does not divide into schemas", Cure: "remove the property schemas"}},
		{Rule: diag.Rule{Code: "no-schemas", Summary: "the list of schemas is empty", Cure: "name one, or remove it"}},
		{Rule: diag.Rule{Code: "duplicate-schema", Summary: "a schema is listed twice", Cure: "remove one"}},
		{Rule: diag.Rule{Code: "extensions-need-preview", Summary: "database extensions are a preview feature that is off", Cure: "turn postgresqlExtensions on in the generator"}},
		{Rule: diag.Rule{Code: "extension-name", Summary: "an extension has a name that cannot be one", Cure: "choose another and give the database's in map"}},
		{Rule: diag.Rule{Code: "extension-argument", Summary: "an extension has an argument it does not take", Cure: "it takes map, schema and version, each once"}},
		{Rule: diag.Rule{Code: "unknown-preview-feature", Summary: "a preview feature does not exist", Cure: "correct its name, or remove it"}},
		{Rule: diag.Rule{Code: "settled-preview-feature", Summary: "a preview feature is always on by now", Cure: "remove it from the list"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: "leaving-preview-feature", Summary: "a preview feature goes away in the next version", Cure: "do without it"}, Severity: diag.Warning, Prisma: 6},
		{Rule: diag.Rule{Code: "renamed-preview-feature", Summary: "a preview feature has another name on PostgreSQL", Cure: "rename it"}, Severity: diag.Warning},
	}
}
