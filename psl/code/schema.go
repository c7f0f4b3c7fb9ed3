package code

import "create-app/psl/diag"

func syntaxCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: InvalidLine, Summary: "a line outside every block starts none", Cure: "begin a block, comment the line out with //, or remove it"}},
		{Rule: diag.Rule{Code: UnknownBlock, Summary: "a block begins with a word that is no keyword", Cure: "use model, view, type, enum, datasource or generator"}},
		{Rule: diag.Rule{Code: TypeAlias, Summary: "a type is declared without a block of fields, which the language no longer has", Cure: "write the type out where it is used"}, Since: "4.0.0"},
		{Rule: diag.Rule{Code: InvalidFieldLine, Summary: "a line of a model, view or type is neither a field nor an attribute", Cure: "write \"name Type\", or \"@@attribute(…)\""}},
		{Rule: diag.Rule{Code: InvalidEnumLine, Summary: "a line of an enum is neither a value nor an attribute", Cure: "write one name on each line"}},
		{Rule: diag.Rule{Code: InvalidPropertyLine, Summary: "a line of a datasource or generator is no property", Cure: "write \"name = value\""}},
		{Rule: diag.Rule{Code: MissingType, Summary: "a field has no type", Cure: "write a type behind its name"}},
		{Rule: diag.Rule{Code: LegacyColon, Summary: "a field has a colon behind its name, as in Prisma 1", Cure: "remove the colon"}},
		{Rule: diag.Rule{Code: LegacyRequired, Summary: "a type has the \"!\" of Prisma 1", Cure: "remove it: fields are required unless marked with \"?\""}},
		{Rule: diag.Rule{Code: LegacyList, Summary: "a list is written as in Prisma 1", Cure: "write the brackets behind the type"}},
		{Rule: diag.Rule{Code: OptionalList, Summary: "a list is optional", Cure: "remove the \"?\": a list may be empty"}},
		{Rule: diag.Rule{Code: UnknownEscape, Summary: "a string has an escape sequence that does not exist", Cure: "write a backslash as \"\\\\\""}},
		{Rule: diag.Rule{Code: InvalidUnicodeEscape, Summary: "an escape sequence names no character", Cure: "write four hexadecimal digits behind \"\\u\""}},
		{Rule: diag.Rule{Code: NestedTooDeep, Summary: "brackets are nested deeper than any schema needs", Cure: "close the brackets"}},
		{Rule: diag.Rule{Code: InvalidUTF8, Summary: "the file is not UTF-8", Cure: "save it as UTF-8"}},
		{Rule: diag.Rule{Code: ByteOrderMark, Summary: "the file begins with a byte order mark, which costs Prisma its first line", Cure: "save it as UTF-8 without one"}},
		{Rule: diag.Rule{Code: SourceTooLarge, Summary: "the file is too large to read", Cure: "split the schema into several files"}},
		{Rule: diag.Rule{Code: TooManyFindings, Summary: "there are more findings than are kept of a schema", Cure: "cure those that are shown"}},
	}
}

func namesCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: ReservedTypeName, Summary: "a block has the name of a built-in type", Cure: "give it another name"}},
		{Rule: diag.Rule{Code: ReservedName, Summary: "a block has a name that the generated client cannot use", Cure: "give it another name, and keep the table by @@map"}},
		{Rule: diag.Rule{Code: NameStartsWithNumber, Summary: "a name starts with a digit", Cure: "begin it with a letter"}},
		{Rule: diag.Rule{Code: NameHasDash, Summary: "a name has a dash", Cure: "use letters, digits and \"_\""}},
		{Rule: diag.Rule{Code: DuplicateName, Summary: "two blocks have the same name", Cure: "rename or remove one"}},
		{Rule: diag.Rule{Code: DuplicateField, Summary: "a block has two fields of the same name", Cure: "rename or remove one"}},
		{Rule: diag.Rule{Code: DuplicateEnumValue, Summary: "an enum has the same value twice", Cure: "remove one"}},
		{Rule: diag.Rule{Code: DuplicateProperty, Summary: "a datasource or generator sets a property twice", Cure: "remove one"}},
		{Rule: diag.Rule{Code: DuplicateTable, Summary: "two models have the same table", Cure: "map one of them to another"}},
		{Rule: diag.Rule{Code: DuplicateColumn, Summary: "two fields of a block have the same name in the database", Cure: "map one of them to another name"}},
		{Rule: diag.Rule{Code: DuplicateEnumName, Summary: "two enums have the same name in the database", Cure: "map one of them to another name"}, Since: "4.16.0"},
	}
}

func typesCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: UnknownType, Summary: "a field has a type that does not exist", Cure: "correct the name, or declare the type"}},
		{Rule: diag.Rule{Code: RelationInCompositeType, Summary: "a composite type has a field whose type is a model", Cure: "declare the relation in the models that use the type"}},
		{Rule: diag.Rule{Code: EmptyEnum, Summary: "an enum has no values", Cure: "add one, or remove the enum"}},
		{Rule: diag.Rule{Code: CompositeBlockAttribute, Summary: "a composite type has a \"@@\" attribute", Cure: "declare keys and indexes in the models"}},
		{Rule: diag.Rule{Code: CompositeFieldAttribute, Summary: "a field of a composite type has @id, @unique or @relation", Cure: "declare keys in the models"}},
		{Rule: diag.Rule{Code: CompositeNotSupported, Summary: "the database has no composite types", Cure: "use a model or a Json field"}},
		{Rule: diag.Rule{Code: CompositeCycle, Summary: "a composite type holds itself", Cure: "make the field optional or a list"}},
		{Rule: diag.Rule{Code: EmptyComposite, Summary: "a composite type has no fields", Cure: "add one"}},
		{Rule: diag.Rule{Code: EnumNotSupported, Summary: "the database has no enums", Cure: "use a String"}},
		{Rule: diag.Rule{Code: TypeNotSupported, Summary: "the database does not have the type", Cure: "use another type"}},
		{Rule: diag.Rule{Code: ListNotSupported, Summary: "the database has no lists in a column", Cure: "use a model of its own, or Json"}},
		{Rule: diag.Rule{Code: SupportedType, Summary: "an unsupported type is one that Prisma knows", Cure: "use the native type"}},
	}
}

func nativeTypesCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: WrongNativeTypePrefix, Summary: "a native type does not begin with the name of the datasource", Cure: "write the name of the datasource before the dot"}},
		{Rule: diag.Rule{Code: UnknownNativeType, Summary: "the database does not have the native type", Cure: "use one it has"}},
		{Rule: diag.Rule{Code: NativeTypeArguments, Summary: "a native type has too many or too few arguments", Cure: "give as many as it takes"}},
		{Rule: diag.Rule{Code: IncompatibleNativeType, Summary: "a native type stands behind a field of another type", Cure: "change the one or the other"}},
		{Rule: diag.Rule{Code: WrongNativeTypeArgument, Summary: "an argument of a native type is not of the form or size it takes", Cure: "give one that is"}},
	}
}

func attributesCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: UnknownAttribute, Summary: "an attribute does not exist, or not at this place", Cure: "correct its name, or move it"}},
		{Rule: diag.Rule{Code: DuplicateAttribute, Summary: "an attribute is given twice", Cure: "keep one"}},
		{Rule: diag.Rule{Code: MissingArgument, Summary: "an attribute lacks an argument it needs", Cure: "add it"}},
		{Rule: diag.Rule{Code: MissingArgumentValue, Summary: "an argument has a name and no value", Cure: "write a value behind the colon"}},
		{Rule: diag.Rule{Code: UnknownArgument, Summary: "an attribute has an argument it does not take", Cure: "remove it, or correct its name"}},
		{Rule: diag.Rule{Code: DuplicateArgument, Summary: "an argument is given twice", Cure: "keep one"}},
		{Rule: diag.Rule{Code: SeveralUnnamedArguments, Summary: "more than one argument has no name", Cure: "put a list of fields in brackets"}},
		{Rule: diag.Rule{Code: TrailingComma, Summary: "the last argument is followed by a comma", Cure: "remove it"}},
		{Rule: diag.Rule{Code: WrongValue, Summary: "an argument has a value of the wrong kind", Cure: "give one of the kind that is wanted"}},
		{Rule: diag.Rule{Code: EmptyName, Summary: "an argument that is a name is empty", Cure: "write a name, or leave it out"}},
		{Rule: diag.Rule{Code: RedundantIgnore, Summary: "a field of an ignored model has @ignore", Cure: "remove it"}},
		{Rule: diag.Rule{Code: IgnoreOnUnsupported, Summary: "a field of an unsupported type has @ignore", Cure: "remove it: the client leaves such fields out"}},
		{Rule: diag.Rule{Code: UpdatedAtType, Summary: "@updatedAt stands on a field that is no DateTime", Cure: "make it a DateTime"}},
		{Rule: diag.Rule{Code: UpdatedAtList, Summary: "@updatedAt stands on a list", Cure: "remove the brackets or the attribute"}},
		{Rule: diag.Rule{Code: RelationOnScalar, Summary: "@relation stands on a field whose type is no model", Cure: "put it on the relation field"}},
		{Rule: diag.Rule{Code: ScalarAttributeOnRelation, Summary: "an attribute for columns stands on a relation field", Cure: "put it on the scalar field"}},
		{Rule: diag.Rule{Code: UnknownField, Summary: "a list names a field that the block does not have", Cure: "correct the name, or add the field"}},
		{Rule: diag.Rule{Code: RelationFieldInList, Summary: "a list of columns names a relation field", Cure: "name the scalar fields it is made of"}},
		{Rule: diag.Rule{Code: FieldListedTwice, Summary: "a list names a field twice", Cure: "name it once"}},
		{Rule: diag.Rule{Code: SchemaNotSupported, Summary: "the database takes no @@schema", Cure: "remove it"}},
		{Rule: diag.Rule{Code: UnknownSchema, Summary: "@@schema names a schema that the datasource does not list", Cure: "add it to the list, or correct the name"}},
		{Rule: diag.Rule{Code: MissingSchema, Summary: "the datasource lists schemas, and a block does not say which is its own", Cure: "add @@schema"}},
	}
}

func defaultsCodes() []Kind {
	return []Kind{
		{Rule: diag.Rule{Code: WrongDefault, Summary: "a default is not of the type of its field", Cure: "write a value of that type"}},
		{Rule: diag.Rule{Code: BadLiteral, Summary: "the text of a default has no meaning for the type of its field", Cure: "correct the text"}},
		{Rule: diag.Rule{Code: NotAnEnumValue, Summary: "the default of an enum field is none of its values", Cure: "write one of the values, without quotes"}},
		{Rule: diag.Rule{Code: DefaultNotList, Summary: "the default of a list is no list", Cure: "put it in brackets"}},
		{Rule: diag.Rule{Code: DefaultIsList, Summary: "the default of a single value is a list", Cure: "remove the brackets"}},
		{Rule: diag.Rule{Code: DefaultOnComposite, Summary: "a field of a composite type has a default", Cure: "give the fields inside the type their defaults"}},
		{Rule: diag.Rule{Code: DefaultOnUnsupported, Summary: "a field of an unsupported type has a default that is not SQL", Cure: "use dbgenerated(\"…\")"}},
		{Rule: diag.Rule{Code: MapOnCompositeDefault, Summary: "the default in a composite type has a name", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: UnknownFunction, Summary: "a default calls a function that does not exist", Cure: "correct its name"}},
		{Rule: diag.Rule{Code: FunctionOnType, Summary: "a function gives no value for the type of the field", Cure: "use another function, or another type"}},
		{Rule: diag.Rule{Code: FunctionArgument, Summary: "a function has an argument it does not take", Cure: "correct or remove it"}},
		{Rule: diag.Rule{Code: FunctionInComposite, Summary: "a function does not work in a composite type", Cure: "use another default"}},
		{Rule: diag.Rule{Code: NamedAutoincrement, Summary: "autoincrement() has a name", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: NamedDefault, Summary: "the database has no names for defaults", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: AutoNotSupported, Summary: "the database has no auto()", Cure: "use another function"}},
		{Rule: diag.Rule{Code: SequenceArgument, Summary: "sequence() has an argument it does not take", Cure: "it takes virtual, cache, increment, minValue, maxValue and start"}},
		{Rule: diag.Rule{Code: AutoincrementNotSupported, Summary: "the database has no autoincrement()", Cure: "use auto() or uuid()"}},
		{Rule: diag.Rule{Code: AutoincrementNotID, Summary: "autoincrement() stands on a field that is not the id", Cure: "move it to the id"}},
		{Rule: diag.Rule{Code: AutoincrementNotIndexed, Summary: "autoincrement() stands on a field with which no index begins", Cure: "add an index"}},
		{Rule: diag.Rule{Code: SeveralAutoincrements, Summary: "a model has more than one autoincrement()", Cure: "keep one"}},
		{Rule: diag.Rule{Code: AutoincrementOnInt, Summary: "autoincrement() of CockroachDB stands on an Int", Cure: "use BigInt, or sequence()"}},
	}
}
