package code

import "create-app/psl/diag"

func keysCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: MissingID, Summary: "a model has no key that identifies every row", Cure: "add @id, @unique, @@id or @@unique over required fields"}},
		{Rule: diag.Rule{Code: SeveralIDs, Summary: "a model has more than one id", Cure: "keep one"}},
		{Rule: diag.Rule{Code: OptionalID, Summary: "a field of the id is not required", Cure: "remove the \"?\""}},
		{Rule: diag.Rule{Code: EmptyFieldList, Summary: "a key or index has no fields", Cure: "name at least one"}},
		{Rule: diag.Rule{Code: CompoundID, Summary: "the database has no ids of several fields", Cure: "use @@unique"}},
		{Rule: diag.Rule{Code: CompoundNameTaken, Summary: "a field has the name that the client gives to a compound key", Cure: "rename the field"}},
		{Rule: diag.Rule{Code: ClientName, Summary: "the name of a key cannot be a name in the client", Cure: "use letters, digits and \"_\""}},
		{Rule: diag.Rule{Code: DuplicateKeyName, Summary: "two keys of a model have the same name", Cure: "rename one"}},
		{Rule: diag.Rule{Code: KeyNameIsField, Summary: "a key is called like a field of its model", Cure: "rename it"}},
		{Rule: diag.Rule{Code: NamedID, Summary: "the database has no names for ids", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: SortInID, Summary: "the database cannot sort an id", Cure: "remove the argument sort"}},
		{Rule: diag.Rule{Code: BytesInID, Summary: "the id of SQL Server has a field of type Bytes", Cure: "use another field"}},
		{Rule: diag.Rule{Code: DuplicateConstraint, Summary: "two constraints have the same name where names must differ", Cure: "give one of them another name"}},
		{Rule: diag.Rule{Code: NameTooLong, Summary: "the name of a constraint is longer than the database allows", Cure: "shorten it"}},
		{Rule: diag.Rule{Code: OptionalShardKey, Summary: "a field of the shard key is not required", Cure: "remove the \"?\""}},
		{Rule: diag.Rule{Code: SeveralShardKeys, Summary: "a model has more than one shard key", Cure: "keep one"}},
		{Rule: diag.Rule{Code: ShardKeyPreview, Summary: "shard keys are a preview feature that is off", Cure: "turn shardKeys on in the generator"}},
		{Rule: diag.Rule{Code: ShardKeyNotSupported, Summary: "the database has no shard keys", Cure: "remove the attribute"}},
	}
}

func indexesCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: NameAndMap, Summary: "@@index has both name and map, which mean the same", Cure: "keep map"}},
		{Rule: diag.Rule{Code: UnknownSort, Summary: "a sort order does not exist", Cure: "write Asc or Desc"}},
		{Rule: diag.Rule{Code: UnknownIndexType, Summary: "a type of index does not exist", Cure: "use BTree, Hash, Gist, Gin, SpGist or Brin"}},
		{Rule: diag.Rule{Code: IndexTypeNotSupported, Summary: "the database does not have the type of index", Cure: "remove the argument type"}},
		{Rule: diag.Rule{Code: UnknownOperatorClass, Summary: "an operator class does not exist", Cure: "correct its name, or use raw(\"…\")"}},
		{Rule: diag.Rule{Code: OperatorsOfOtherIndex, Summary: "an operator class does not go with the type of index", Cure: "use another of the two"}},
		{Rule: diag.Rule{Code: OperatorsOfOtherType, Summary: "an operator class does not go with the type of the field", Cure: "use another class"}},
		{Rule: diag.Rule{Code: IndexTypeOfField, Summary: "a type of index cannot hold the type of the field", Cure: "name an operator class, or use another type of index"}},
		{Rule: diag.Rule{Code: OperatorsNotAllowed, Summary: "an operator class stands outside @@index", Cure: "remove the argument ops"}, Since: "4.0.0"},
		{Rule: diag.Rule{Code: OperatorsNotSupported, Summary: "the database has no operator classes to choose", Cure: "remove the argument ops"}},
		{Rule: diag.Rule{Code: SpGistColumns, Summary: "an index of type SpGist has several fields", Cure: "make one index for each"}},
		{Rule: diag.Rule{Code: JSONNotLast, Summary: "a Json field is not the last of an inverted index", Cure: "move it to the end"}},
		{Rule: diag.Rule{Code: LengthNotSupported, Summary: "the database cannot index a part of a column", Cure: "remove the argument length"}},
		{Rule: diag.Rule{Code: LengthOnType, Summary: "a field with a length is neither String nor Bytes", Cure: "remove the argument length"}},
		{Rule: diag.Rule{Code: SortInHash, Summary: "a hash index has a sort order", Cure: "remove it, or use BTree"}},
		{Rule: diag.Rule{Code: TypeNotIndexable, Summary: "a field has a native type that cannot be indexed as it is", Cure: "give a length, or use another native type"}},
		{Rule: diag.Rule{Code: FulltextNotSupported, Summary: "the database has no @@fulltext", Cure: "remove it"}},
		{Rule: diag.Rule{Code: LengthInFulltext, Summary: "a full-text index has a length", Cure: "remove it"}},
		{Rule: diag.Rule{Code: SortInFulltext, Summary: "the database cannot sort a full-text index", Cure: "remove the argument sort"}},
		{Rule: diag.Rule{Code: FulltextNotAdjacent, Summary: "the text fields of a full-text index do not stand together", Cure: "put sorted fields before or behind them"}},
		{Rule: diag.Rule{Code: SeveralFulltexts, Summary: "the database takes one full-text index for each model", Cure: "keep one over all fields"}},
		{Rule: diag.Rule{Code: ClusteredNotSupported, Summary: "the database has no clustered keys to choose", Cure: "remove the argument clustered"}},
		{Rule: diag.Rule{Code: SeveralClustered, Summary: "a model has two clustered keys", Cure: "give one of them \"clustered: false\""}},
		{Rule: diag.Rule{Code: CompositeInCompoundUnique, Summary: "a composite type is unique together with other fields", Cure: "name a field inside it"}, Since: "5.22.0"},
		{Rule: diag.Rule{Code: BadCondition, Summary: "the condition of a partial index has no meaning", Cure: "write raw(\"…\") or an object of fields and values"}, Prisma: 7},
		{Rule: diag.Rule{Code: PartialIndexPreview, Summary: "partial indexes are a preview feature that is off", Cure: "turn partialIndexes on in the generator"}, Prisma: 7},
		{Rule: diag.Rule{Code: PartialIndexNotSupported, Summary: "the database has no partial indexes", Cure: "remove the argument where"}, Prisma: 7},
	}
}

func relationsCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: MissingOppositeField, Summary: "a relation has a field on one side only", Cure: "add the other field"}},
		{Rule: diag.Rule{Code: MissingRelationArgument, Summary: "a relation lacks fields or references", Cure: "add both on the side that holds the foreign key"}},
		{Rule: diag.Rule{Code: AmbiguousRelation, Summary: "several fields could be the same relation", Cure: "give each relation a name"}},
		{Rule: diag.Rule{Code: ReferencesNotUnique, Summary: "a relation refers to fields that are no key", Cure: "make them unique"}},
		{Rule: diag.Rule{Code: ReferencesOrder, Summary: "references stand in another order than the key", Cure: "put them in its order"}},
		{Rule: diag.Rule{Code: DifferentLengths, Summary: "a relation has more fields than references, or fewer", Cure: "name a reference for each field"}},
		{Rule: diag.Rule{Code: DifferentTypes, Summary: "a field has another type than the one it refers to", Cure: "give both the same type"}},
		{Rule: diag.Rule{Code: RelationMustBeOptional, Summary: "a required relation is made of optional fields", Cure: "make it optional"}},
		{Rule: diag.Rule{Code: OneToOneNotUnique, Summary: "the foreign key of a relation of one to one is not unique", Cure: "add @unique, or make the other side a list"}, Since: "4.0.0"},
		{Rule: diag.Rule{Code: BothSidesRequired, Summary: "both sides of a relation of one to one are required", Cure: "make one optional"}},
		{Rule: diag.Rule{Code: ArgumentOnBothSides, Summary: "both sides of a relation have the same argument", Cure: "keep it on the side of the foreign key"}},
		{Rule: diag.Rule{Code: ArgumentOnWrongSide, Summary: "an argument stands on the side without the foreign key", Cure: "move it"}},
		{Rule: diag.Rule{Code: SplitRelationArguments, Summary: "fields stands on one side and references on the other", Cure: "put both on one side"}},
		{Rule: diag.Rule{Code: UnknownReferentialAction, Summary: "a referential action does not exist", Cure: "use Cascade, Restrict, NoAction, SetNull or SetDefault"}},
		{Rule: diag.Rule{Code: ActionNotSupported, Summary: "the database does not have a referential action", Cure: "use one it has"}},
		{Rule: diag.Rule{Code: SetNullOnRequired, Summary: "SetNull would empty a required field", Cure: "use another action, or make the field optional"}, Since: "4.16.0"},
		{Rule: diag.Rule{Code: SetNullOnRequiredWarning, Summary: "SetNull would empty a required field, which PostgreSQL finds out too late", Cure: "use another action, or make the field optional"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: SetDefaultOnMySQL, Summary: "MySQL does not carry out SetDefault", Cure: "use another action"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: NamedForeignKey, Summary: "the database has no names for foreign keys", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: IgnoredModel, Summary: "a field refers to an ignored model", Cure: "add @ignore to it"}},
		{Rule: diag.Rule{Code: MissingIndex, Summary: "a relation without a foreign key has no index", Cure: "add one"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: CascadeCycle, Summary: "referential actions come round to where they began", Cure: "set them to NoAction in one relation"}},
		{Rule: diag.Rule{Code: CascadePaths, Summary: "referential actions reach a model on two ways", Cure: "set them to NoAction on one"}},
		{Rule: diag.Rule{Code: ManyToManyWithoutID, Summary: "a model in a relation of many to many has no id of one field", Cure: "give it an @id"}},
		{Rule: diag.Rule{Code: ManyToManyReferences, Summary: "a relation of many to many has the argument references", Cure: "remove it"}, Since: "4.0.0"},
		{Rule: diag.Rule{Code: ActionOnManyToMany, Summary: "a relation of many to many has referential actions", Cure: "remove them"}},
		{Rule: diag.Rule{Code: ManyToManyNotSupported, Summary: "the database has no relations of many to many without fields", Cure: "add lists of ids on both sides"}},
		{Rule: diag.Rule{Code: ManyToManyOnView, Summary: "a view is part of a relation of many to many", Cure: "make one side a single row"}},
		{Rule: diag.Rule{Code: EmbeddedManyToMany, Summary: "the database keeps no lists of ids", Cure: "remove fields and references"}},
		{Rule: diag.Rule{Code: EmbeddedArgument, Summary: "one side of a relation of many to many lacks fields or references", Cure: "add them on both sides"}},
		{Rule: diag.Rule{Code: EmbeddedNotID, Summary: "a relation of many to many does not refer to the id", Cure: "name the id"}},
		{Rule: diag.Rule{Code: EmbeddedType, Summary: "a list of ids has another type than the id", Cure: "give both the same type"}},
	}
}

func viewsCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: ViewsNeedPreview, Summary: "views are a preview feature that is off", Cure: "turn views on in the generator"}},
		{Rule: diag.Rule{Code: ViewPrimaryKey, Summary: "a view has a primary key", Cure: "use @unique"}, Since: "6.16.0"},
		{Rule: diag.Rule{Code: ViewIndex, Summary: "a view has an index", Cure: "remove it"}, Since: "6.16.0"},
		{Rule: diag.Rule{Code: ViewUniqueArgument, Summary: "a unique field of a view has arguments", Cure: "remove them"}, Since: "6.16.0"},
	}
}

func mongoDBCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: MongoDBIDMissing, Summary: "a model of MongoDB has no id", Cure: "add one"}},
		{Rule: diag.Rule{Code: MongoDBIDName, Summary: "the id of MongoDB is not called \"_id\" in the database", Cure: "add @map(\"_id\")"}},
		{Rule: diag.Rule{Code: AutoNeedsObjectID, Summary: "auto() stands on a field that is no ObjectId", Cure: "add @db.ObjectId"}},
		{Rule: diag.Rule{Code: AutoNeedsID, Summary: "auto() stands on a field that is not the id", Cure: "move it to the id"}},
		{Rule: diag.Rule{Code: MongoDBDBGenerated, Summary: "MongoDB generates no values", Cure: "use another default"}},
		{Rule: diag.Rule{Code: MongoDBFieldName, Summary: "the name of a field has a character MongoDB does not allow", Cure: "map it to another name"}},
		{Rule: diag.Rule{Code: DuplicateIndex, Summary: "two indexes of MongoDB have the same fields", Cure: "keep one"}},
		{Rule: diag.Rule{Code: UniqueID, Summary: "the id of MongoDB is also @unique", Cure: "remove @unique"}},
		{Rule: diag.Rule{Code: MongoDBNativeTypes, Summary: "a field and the one it refers to have different native types", Cure: "give both the same"}, Severity: diag.Warning},
	}
}

func configurationCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: SeveralDatasources, Summary: "a schema has several datasources", Cure: "keep one"}},
		{Rule: diag.Rule{Code: MissingProperty, Summary: "a datasource or generator lacks a property it needs", Cure: "add it"}},
		{Rule: diag.Rule{Code: MissingPropertyValue, Summary: "a property has no value", Cure: "write one, or remove the line"}},
		{Rule: diag.Rule{Code: UnknownProperty, Summary: "a datasource has a property that does not exist", Cure: "correct its name, or remove it"}},
		{Rule: diag.Rule{Code: WrongPropertyValue, Summary: "a property has a value of the wrong kind", Cure: "give one of the kind that is wanted"}},
		{Rule: diag.Rule{Code: WrongEnvArguments, Summary: "env() has other arguments than the name of a variable", Cure: "write env(\"NAME\")"}},
		{Rule: diag.Rule{Code: NamedEnvArgument, Summary: "the argument of env() has a name", Cure: "remove the name"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: EnvProvider, Summary: "the provider of the datasource comes from the environment", Cure: "write it out"}},
		{Rule: diag.Rule{Code: UnknownProvider, Summary: "the provider is no database Prisma knows", Cure: "correct its name"}},
		{Rule: diag.Rule{Code: ReferentialIntegrity, Summary: "relationMode goes by its old name", Cure: "rename it"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: BothRelationModes, Summary: "relationMode is there by both its names", Cure: "keep relationMode"}},
		{Rule: diag.Rule{Code: UnknownRelationMode, Summary: "relationMode has a value that does not exist", Cure: "use \"foreignKeys\" or \"prisma\""}},
		{Rule: diag.Rule{Code: WrongRelationMode, Summary: "the database does not have the relation mode", Cure: "remove the line"}},
		{Rule: diag.Rule{Code: URLInSchema, Summary: "Prisma 7 does not read URLs from the schema", Cure: "move them to prisma.config.ts"}, Prisma: 7},
		{Rule: diag.Rule{Code: ShadowDatabaseShared, Summary: "the shadow database is the database itself", Cure: "give it a URL of its own"}, Prisma: 6, Since: "5.22.0"},
		{Rule: diag.Rule{Code: PreviewsInDatasource, Summary: "preview features are turned on in the datasource", Cure: "move them to the generator"}},
		{Rule: diag.Rule{Code: SchemasNotSupported, Summary: "the database does not divide into schemas", Cure: "remove the property schemas"}},
		{Rule: diag.Rule{Code: NoSchemas, Summary: "the list of schemas is empty", Cure: "name one, or remove it"}},
		{Rule: diag.Rule{Code: DuplicateSchema, Summary: "a schema is listed twice", Cure: "remove one"}},
		{Rule: diag.Rule{Code: ExtensionsNeedPreview, Summary: "database extensions are a preview feature that is off", Cure: "turn postgresqlExtensions on in the generator"}},
		{Rule: diag.Rule{Code: ExtensionName, Summary: "an extension has a name that cannot be one", Cure: "choose another and give the database's in map"}},
		{Rule: diag.Rule{Code: ExtensionArgument, Summary: "an extension has an argument it does not take", Cure: "it takes map, schema and version, each once"}},
		{Rule: diag.Rule{Code: UnknownPreviewFeature, Summary: "a preview feature does not exist", Cure: "correct its name, or remove it"}, Since: "5.0.0"},
		{Rule: diag.Rule{Code: SettledPreviewFeature, Summary: "a preview feature is always on by now", Cure: "remove it from the list"}, Severity: diag.Warning},
		{Rule: diag.Rule{Code: LeavingPreviewFeature, Summary: "a preview feature goes away in the next version", Cure: "do without it"}, Severity: diag.Warning, Prisma: 6},
		{Rule: diag.Rule{Code: RenamedPreviewFeature, Summary: "a preview feature has another name on PostgreSQL", Cure: "rename it"}, Severity: diag.Warning},
	}
}
