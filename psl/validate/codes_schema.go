package validate

import "create-app/psl/diag"

func syntaxCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "invalid-line", Summary: "a line outside every block starts none", Cure: "begin a block, comment the line out with //, or remove it"}},
		{Rule: diag.Rule{Code: "unknown-block", Summary: "a block begins with a word that is no keyword", Cure: "use model, view, type, enum, datasource or generator"}},
		{Rule: diag.Rule{Code: "type-alias", Summary: "a type is declared without a block of fields, which the language no longer has", Cure: "write the type out where it is used"}},
		{Rule: diag.Rule{Code: "invalid-field-line", Summary: "a line of a model, view or type is neither a field nor an attribute", Cure: "write \"name Type\", or \"@@attribute(…)\""}},
		{Rule: diag.Rule{Code: "invalid-enum-line", Summary: "a line of an enum is neither a value nor an attribute", Cure: "write one name on each line"}},
		{Rule: diag.Rule{Code: "invalid-property-line", Summary: "a line of a datasource or generator is no property", Cure: "write \"name = value\""}},
		{Rule: diag.Rule{Code: "missing-type", Summary: "a field has no type", Cure: "write a type behind its name"}},
		{Rule: diag.Rule{Code: "legacy-colon", Summary: "a field has a colon behind its name, as in Prisma 1", Cure: "remove the colon"}},
		{Rule: diag.Rule{Code: "legacy-required", Summary: "a type has the \"!\" of Prisma 1", Cure: "remove it: fields are required unless marked with \"?\""}},
		{Rule: diag.Rule{Code: "legacy-list", Summary: "a list is written as in Prisma 1", Cure: "write the brackets behind the type"}},
		{Rule: diag.Rule{Code: "optional-list", Summary: "a list is optional", Cure: "remove the \"?\": a list may be empty"}},
		{Rule: diag.Rule{Code: "unknown-escape", Summary: "a string has an escape sequence that does not exist", Cure: "write a backslash as \"\\\\\""}},
		{Rule: diag.Rule{Code: "invalid-unicode-escape", Summary: "an escape sequence names no character", Cure: "write four hexadecimal digits behind \"\\u\""}},
		{Rule: diag.Rule{Code: "nested-too-deep", Summary: "brackets are nested deeper than any schema needs", Cure: "close the brackets"}},
		{Rule: diag.Rule{Code: "invalid-utf8", Summary: "the file is not UTF-8", Cure: "save it as UTF-8"}},
		{Rule: diag.Rule{Code: "byte-order-mark", Summary: "the file begins with a byte order mark, which costs Prisma its first line", Cure: "save it as UTF-8 without one"}},
		{Rule: diag.Rule{Code: "source-too-large", Summary: "the file is too large to read", Cure: "split the schema into several files"}},
	}
}

func namesCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "reserved-type-name", Summary: "a block has the name of a built-in type", Cure: "give it another name"}},
		{Rule: diag.Rule{Code: "reserved-name", Summary: "a block has a name that the generated client cannot use", Cure: "give it another name, and keep the table by @@map"}},
		{Rule: diag.Rule{Code: "name-starts-with-number", Summary: "a name starts with a digit", Cure: "begin it with a letter"}},
		{Rule: diag.Rule{Code: "name-has-dash", Summary: "a name has a dash", Cure: "use letters, digits and \"_\""}},
		{Rule: diag.Rule{Code: "duplicate-name", Summary: "two blocks have the same name", Cure: "rename or remove one"}},
		{Rule: diag.Rule{Code: "duplicate-field", Summary: "a block has two fields of the same name", Cure: "rename or remove one"}},
		{Rule: diag.Rule{Code: "duplicate-enum-value", Summary: "an enum has the same value twice", Cure: "remove one"}},
		{Rule: diag.Rule{Code: "duplicate-property", Summary: "a datasource or generator sets a property twice", Cure: "remove one"}},
		{Rule: diag.Rule{Code: "duplicate-table", Summary: "two models have the same table", Cure: "map one of them to another"}},
		{Rule: diag.Rule{Code: "duplicate-column", Summary: "two fields of a block have the same name in the database", Cure: "map one of them to another name"}},
		{Rule: diag.Rule{Code: "duplicate-enum-name", Summary: "two enums have the same name in the database", Cure: "map one of them to another name"}},
	}
}

func typesCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "unknown-type", Summary: "a field has a type that does not exist", Cure: "correct the name, or declare the type"}},
		{Rule: diag.Rule{Code: "relation-in-composite-type", Summary: "a composite type has a field whose type is a model", Cure: "declare the relation in the models that use the type"}},
		{Rule: diag.Rule{Code: "empty-enum", Summary: "an enum has no values", Cure: "add one, or remove the enum"}},
		{Rule: diag.Rule{Code: "composite-block-attribute", Summary: "a composite type has a \"@@\" attribute", Cure: "declare keys and indexes in the models"}},
		{Rule: diag.Rule{Code: "composite-field-attribute", Summary: "a field of a composite type has @id, @unique or @relation", Cure: "declare keys in the models"}},
		{Rule: diag.Rule{Code: "composite-not-supported", Summary: "the database has no composite types", Cure: "use a model or a Json field"}},
		{Rule: diag.Rule{Code: "composite-cycle", Summary: "a composite type holds itself", Cure: "make the field optional or a list"}},
		{Rule: diag.Rule{Code: "empty-composite", Summary: "a composite type has no fields", Cure: "add one"}},
		{Rule: diag.Rule{Code: "enum-not-supported", Summary: "the database has no enums", Cure: "use a String"}},
		{Rule: diag.Rule{Code: "type-not-supported", Summary: "the database does not have the type", Cure: "use another type"}},
		{Rule: diag.Rule{Code: "list-not-supported", Summary: "the database has no lists in a column", Cure: "use a model of its own, or Json"}},
		{Rule: diag.Rule{Code: "supported-type", Summary: "an unsupported type is one that Prisma knows", Cure: "use the native type"}},
	}
}

func nativeTypesCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "wrong-native-type-prefix", Summary: "a native type does not begin with the name of the datasource", Cure: "write the name of the datasource before the dot"}},
		{Rule: diag.Rule{Code: "unknown-native-type", Summary: "the database does not have the native type", Cure: "use one it has"}},
		{Rule: diag.Rule{Code: "native-type-arguments", Summary: "a native type has too many or too few arguments", Cure: "give as many as it takes"}},
		{Rule: diag.Rule{Code: "incompatible-native-type", Summary: "a native type stands behind a field of another type", Cure: "change the one or the other"}},
		{Rule: diag.Rule{Code: "wrong-native-type-argument", Summary: "an argument of a native type is not of the form or size it takes", Cure: "give one that is"}},
	}
}

func attributesCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "unknown-attribute", Summary: "an attribute does not exist, or not at this place", Cure: "correct its name, or move it"}},
		{Rule: diag.Rule{Code: "duplicate-attribute", Summary: "an attribute is given twice", Cure: "keep one"}},
		{Rule: diag.Rule{Code: "missing-argument", Summary: "an attribute lacks an argument it needs", Cure: "add it"}},
		{Rule: diag.Rule{Code: "missing-argument-value", Summary: "an argument has a name and no value", Cure: "write a value behind the colon"}},
		{Rule: diag.Rule{Code: "unknown-argument", Summary: "an attribute has an argument it does not take", Cure: "remove it, or correct its name"}},
		{Rule: diag.Rule{Code: "duplicate-argument", Summary: "an argument is given twice", Cure: "keep one"}},
		{Rule: diag.Rule{Code: "several-unnamed-arguments", Summary: "more than one argument has no name", Cure: "put a list of fields in brackets"}},
		{Rule: diag.Rule{Code: "trailing-comma", Summary: "the last argument is followed by a comma", Cure: "remove it"}},
		{Rule: diag.Rule{Code: "wrong-value", Summary: "an argument has a value of the wrong kind", Cure: "give one of the kind that is wanted"}},
		{Rule: diag.Rule{Code: "empty-name", Summary: "an argument that is a name is empty", Cure: "write a name, or leave it out"}},
		{Rule: diag.Rule{Code: "redundant-ignore", Summary: "a field of an ignored model has @ignore", Cure: "remove it"}},
		{Rule: diag.Rule{Code: "ignore-on-unsupported", Summary: "a field of an unsupported type has @ignore", Cure: "remove it: the client leaves such fields out"}},
		{Rule: diag.Rule{Code: "updated-at-type", Summary: "@updatedAt stands on a field that is no DateTime", Cure: "make it a DateTime"}},
		{Rule: diag.Rule{Code: "updated-at-list", Summary: "@updatedAt stands on a list", Cure: "remove the brackets or the attribute"}},
		{Rule: diag.Rule{Code: "relation-on-scalar", Summary: "@relation stands on a field whose type is no model", Cure: "put it on the relation field"}},
		{Rule: diag.Rule{Code: "scalar-attribute-on-relation", Summary: "an attribute for columns stands on a relation field", Cure: "put it on the scalar field"}},
		{Rule: diag.Rule{Code: "unknown-field", Summary: "a list names a field that the block does not have", Cure: "correct the name, or add the field"}},
		{Rule: diag.Rule{Code: "relation-field-in-list", Summary: "a list of columns names a relation field", Cure: "name the scalar fields it is made of"}},
		{Rule: diag.Rule{Code: "field-listed-twice", Summary: "a list names a field twice", Cure: "name it once"}},
		{Rule: diag.Rule{Code: "schema-not-supported", Summary: "the database takes no @@schema", Cure: "remove it"}},
		{Rule: diag.Rule{Code: "unknown-schema", Summary: "@@schema names a schema that the datasource does not list", Cure: "add it to the list, or correct the name"}},
		{Rule: diag.Rule{Code: "missing-schema", Summary: "the datasource lists schemas, and a block does not say which is its own", Cure: "add @@schema"}},
	}
}

func defaultsCodes() []Code {
	return []Code{
		{Rule: diag.Rule{Code: "wrong-default", Summary: "a default is not of the type of its field", Cure: "write a value of that type"}},
		{Rule: diag.Rule{Code: "bad-literal", Summary: "the text of a default has no meaning for the type of its field", Cure: "correct the text"}},
		{Rule: diag.Rule{Code: "not-an-enum-value", Summary: "the default of an enum field is none of its values", Cure: "write one of the values, without quotes"}},
		{Rule: diag.Rule{Code: "default-not-list", Summary: "the default of a list is no list", Cure: "put it in brackets"}},
		{Rule: diag.Rule{Code: "default-is-list", Summary: "the default of a single value is a list", Cure: "remove the brackets"}},
		{Rule: diag.Rule{Code: "default-on-composite", Summary: "a field of a composite type has a default", Cure: "give the fields inside the type their defaults"}},
		{Rule: diag.Rule{Code: "default-on-unsupported", Summary: "a field of an unsupported type has a default that is not SQL", Cure: "use dbgenerated(\"…\")"}},
		{Rule: diag.Rule{Code: "map-on-composite-default", Summary: "the default in a composite type has a name", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: "unknown-function", Summary: "a default calls a function that does not exist", Cure: "correct its name"}},
		{Rule: diag.Rule{Code: "function-on-type", Summary: "a function gives no value for the type of the field", Cure: "use another function, or another type"}},
		{Rule: diag.Rule{Code: "function-argument", Summary: "a function has an argument it does not take", Cure: "correct or remove it"}},
		{Rule: diag.Rule{Code: "function-in-composite", Summary: "a function does not work in a composite type", Cure: "use another default"}},
		{Rule: diag.Rule{Code: "named-autoincrement", Summary: "autoincrement() has a name", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: "named-default", Summary: "the database has no names for defaults", Cure: "remove the argument map"}},
		{Rule: diag.Rule{Code: "auto-not-supported", Summary: "the database has no auto()", Cure: "use another function"}},
		{Rule: diag.Rule{Code: "sequence-argument", Summary: "sequence() has an argument it does not take", Cure: "it takes virtual, cache, increment, minValue, maxValue and start"}},
		{Rule: diag.Rule{Code: "autoincrement-not-supported", Summary: "the database has no autoincrement()", Cure: "use auto() or uuid()"}},
		{Rule: diag.Rule{Code: "autoincrement-not-id", Summary: "autoincrement() stands on a field that is not the id", Cure: "move it to the id"}},
		{Rule: diag.Rule{Code: "autoincrement-not-indexed", Summary: "autoincrement() stands on a field with which no index begins", Cure: "add an index"}},
		{Rule: diag.Rule{Code: "several-autoincrements", Summary: "a model has more than one autoincrement()", Cure: "keep one"}},
		{Rule: diag.Rule{Code: "autoincrement-on-int", Summary: "autoincrement() of CockroachDB stands on an Int", Cure: "use BigInt, or sequence()"}},
	}
}
