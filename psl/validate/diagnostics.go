package validate

import (
	"fmt"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The diagnostics of models, fields, keys and relations, one constructor each.

func errorAt(file *token.File, span token.Span, code, format string, args ...any) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Message: fmt.Sprintf(format, args...), File: file, Span: span}
}

func atField(f *schema.Field, code, format string, args ...any) diag.Diagnostic {
	return errorAt(f.File().File, f.Node.Name.Span, code, format, args...)
}

func atModel(m *schema.Model, code, format string, args ...any) diag.Diagnostic {
	return errorAt(m.File.File, head(m.Node), code, format, args...)
}

func atIndex(ix *schema.Index, code, format string, args ...any) diag.Diagnostic {
	return errorAt(ix.Model.File.File, ix.Attribute.Span, code, format, args...)
}

func withHelp(d diag.Diagnostic, format string, args ...any) diag.Diagnostic {
	d.Help = fmt.Sprintf(format, args...)
	return d
}

func withRelated(d diag.Diagnostic, file *token.File, span token.Span, message string) diag.Diagnostic {
	d.Related = append(d.Related, diag.Related{File: file, Span: span, Message: message})
	return d
}

func nameArgument(ix *schema.Index, name string) token.Span {
	if arg := ix.Argument(name); arg != nil {
		return arg.Span
	}
	return ix.Attribute.Span
}

// Models.

func missingID(m *schema.Model, loose bool) diag.Diagnostic {
	d := atModel(m, "missing-id", "%s %q has no key that identifies every row", m.Keyword(), m.Name())
	if loose {
		return withHelp(d, "make the fields of its unique key required, or mark another field with @id")
	}
	return withHelp(d, "mark a required field with @id or @unique, or add @@id([…]) or @@unique([…])")
}

func duplicateTable(m, other *schema.Model) diag.Diagnostic {
	if m.MappedName == nil {
		m, other = other, m
	}
	d := errorAt(m.File.File, m.MappedName.Span, "duplicate-table", "%s %q has the same table as %q: %q", m.Keyword(), m.Name(), other.Name(), m.DatabaseName())
	d = withRelated(d, other.File.File, head(other.Node), "the other one")
	return withHelp(d, "map one of the two to another table")
}

func schemaNotSupported(file *syntax.File, attr *syntax.String) diag.Diagnostic {
	d := errorAt(file.File, attr.Span, "schema-not-supported", `this database takes no "@@schema"`)
	return withHelp(d, "remove it; PostgreSQL, CockroachDB and SQL Server have schemas")
}

func unknownSchema(file *syntax.File, attr *syntax.String, ds *Datasource) diag.Diagnostic {
	d := errorAt(file.File, attr.Span, "unknown-schema", "schema %q is not in the datasource", attr.Value)
	return withHelp(d, "add it to the list schemas of datasource %q, or correct its name", ds.Block.Name.Text)
}

func missingSchema(file *syntax.File, b *syntax.Block) diag.Diagnostic {
	d := errorAt(file.File, head(b), "missing-schema", `%s %q needs an "@@schema", because the datasource lists schemas`, b.Kind, b.Name.Text)
	return withHelp(d, `add @@schema("…") with one of them`)
}

func emptyShardKey(m *schema.Model) diag.Diagnostic {
	d := errorAt(m.File.File, m.ShardKey.Attribute.Span, "empty-field-list", "the shard key has no fields")
	return withHelp(d, "name at least one field in the brackets")
}

func shardKeyFeature(m *schema.Model) diag.Diagnostic {
	d := errorAt(m.File.File, m.ShardKey.Attribute.Span, "shard-key-preview", "shard keys are a preview feature that is off")
	return withHelp(d, `add previewFeatures = ["shardKeys"] to the generator`)
}

func shardKeyNotSupported(m *schema.Model, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(m.File.File, m.ShardKey.Attribute.Span, "shard-key-not-supported", "%s has no shard keys", conn.Name)
	return withHelp(d, "remove it; shard keys are for MySQL")
}

// Keys and indexes.

func emptyFieldList(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, "empty-field-list", "%q has no fields", ix.AttributeName())
	return withHelp(d, "name at least one field in the brackets")
}

func compoundNameTaken(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, "compound-name-taken", "the client would call this key %q, which is the name of a field", f.Name())
	d = withRelated(d, f.File().File, f.Node.Name.Span, "the field")
	return withHelp(d, "rename the field; @map keeps its name in the database")
}

func namedPrimaryKey(pk *schema.Index) diag.Diagnostic {
	// Prisma points at the model here, not at the attribute.
	d := atModel(pk.Model, "named-id", `the id of %q has a name in the database, which this database does not have for ids`, pk.Model.Name())
	d = withRelated(d, pk.Model.File.File, nameArgument(pk, "map"), "the name")
	return withHelp(d, `remove the argument "map"`)
}

func compoundID(pk *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(pk, "compound-id", "%s has no ids of several fields", conn.Name)
	return withHelp(d, "use a field of its own for the id, and @@unique for the others")
}

func sortInID(pk *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(pk, "sort-in-id", "%s cannot sort an id", conn.Name)
	return withHelp(d, `remove the argument "sort"`)
}

func lengthNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, "length-not-supported", "%s cannot index a part of a column", conn.Name)
	return withHelp(d, `remove the argument "length"`)
}

func lengthOnType(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, "length-on-type", `field %q has no length to index: its type is neither String nor Bytes`, f.Name())
	return withHelp(d, `remove the argument "length"`)
}

func indexTypeNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(ix.Model.File.File, nameArgument(ix, "type"), "index-type-not-supported", "%s has no indexes of type %s", conn.Name, ix.Algorithm)
	return withHelp(d, `remove the argument "type"`)
}

func sortInHash(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, "sort-in-hash", "a hash index has no order")
	return withHelp(d, `remove the argument "sort", or use the type BTree`)
}

func fulltextNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, "fulltext-not-supported", `%s has no "@@fulltext"`, conn.Name)
	return withHelp(d, "remove it; full-text indexes are for MySQL and MongoDB")
}

func lengthInFulltext(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, "length-in-fulltext", "a full-text index covers the whole text")
	return withHelp(d, `remove the argument "length"`)
}

func sortInFulltext(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, "sort-in-fulltext", "%s cannot sort a full-text index", conn.Name)
	return withHelp(d, `remove the argument "sort"`)
}

func fulltextNotAdjacent(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, "fulltext-not-adjacent", "the text fields of a full-text index must stand side by side")
	return withHelp(d, "put the fields with a sort order before or behind them")
}

func severalFulltexts(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, "several-fulltexts", "%s takes one full-text index for each model", conn.Name)
	return withHelp(d, "keep one, over all text fields")
}

func clusteredNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, "clustered-not-supported", "%s has no clustered keys to choose", conn.Name)
	return withHelp(d, `remove the argument "clustered"`)
}

func severalClustered(ix, other *schema.Index) diag.Diagnostic {
	d := atIndex(ix, "several-clustered", "a table has one clustered key, and this one would be the second")
	d = withRelated(d, other.Model.File.File, other.Attribute.Span, "the other one; an id is clustered unless it says otherwise")
	return withHelp(d, `give one of the two "clustered: false"`)
}

func operatorsNotAllowed(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, "operators-not-allowed", "operator classes belong to @@index only")
	return withHelp(d, `remove the argument "ops"`)
}

func compositeInCompound(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, "composite-in-compound-unique", "field %q is of a composite type and cannot be unique together with others", f.Name())
	return withHelp(d, "remove it from the index, or index a field inside it")
}

func partialPreview(ix *schema.Index) diag.Diagnostic {
	d := errorAt(ix.Model.File.File, nameArgument(ix, "where"), "partial-index-preview", "partial indexes are a preview feature that is off")
	return withHelp(d, `add previewFeatures = ["partialIndexes"] to the generator`)
}

func partialNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(ix.Model.File.File, nameArgument(ix, "where"), "partial-index-not-supported", "%s has no partial indexes", conn.Name)
	return withHelp(d, `remove the argument "where"`)
}

func spgistColumns(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, "spgist-columns", "an index of type SpGist has one field")
	return withHelp(d, "make an index for each field")
}

func operatorsOfOtherIndex(ix *schema.Index, class *connector.OperatorClass, algorithm connector.Algorithm) diag.Diagnostic {
	d := atIndex(ix, "operators-of-other-index", "operator class %s does not go with indexes of type %s", class.Name, algorithm)
	var types []string
	for _, a := range class.Algorithms.List() {
		types = append(types, a.String())
	}
	return withHelp(d, "use type: %s, or another class", strings.Join(types, " or "))
}

func operatorsNotForField(ix *schema.Index, f *schema.Field, class *connector.OperatorClass, algorithm connector.Algorithm) diag.Diagnostic {
	if class == nil {
		d := atIndex(ix, "index-type-of-field", "an index of type %s cannot hold field %q as it is", algorithm, f.Name())
		return withHelp(d, `name an operator class with "ops", or use another type of index`)
	}
	d := atIndex(ix, "operators-of-other-type", "operator class %s does not go with the type of field %q", class.Name, f.Name())
	return withHelp(d, "use a class for the type of the column, or give the field the native type of the class")
}

func operatorsNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, "operators-not-supported", "%s has no operator classes to choose", conn.Name)
	return withHelp(d, `remove the argument "ops"`)
}

func jsonNotLast(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, "json-not-last", "field %q is of type Json and must be the last of an inverted index", f.Name())
	return withHelp(d, "move it to the end of the list")
}

func typeNotIndexable(ix *schema.Index, f *schema.Field, native *connector.NativeType) diag.Diagnostic {
	d := atIndex(ix, "type-not-indexable", "field %q is of the native type %s, which cannot be part of a key or index", f.Name(), native.Name)
	if native.Indexing == connector.IndexWithLength {
		return withHelp(d, "say how much of it to index, as in %s(length: 100)", f.Name())
	}
	return withHelp(d, "use a type of limited length")
}

func typeNotIndexableAtField(ix *schema.Index, f *schema.Field, native *connector.NativeType) diag.Diagnostic {
	d := atField(f, "type-not-indexable", "field %q is of the native type %s, which cannot be part of an index", f.Name(), native.Name)
	d = withRelated(d, ix.Model.File.File, ix.Attribute.Span, "the index")
	return withHelp(d, "use another native type, or remove the field from the index")
}

func bytesInID(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, "bytes-in-id", "field %q is of type Bytes, which SQL Server does not take in an id", f.Name())
	return withHelp(d, "use another field for the id")
}

// Names.

func duplicateConstraint(file *token.File, a *syntax.Attribute, name string) diag.Diagnostic {
	span := a.Span
	for _, argument := range [...]string{"map", "name"} {
		if arg := schema.Argument(a, argument); arg != nil {
			span = arg.Span
			break
		}
	}
	d := errorAt(file, span, "duplicate-constraint", "%q is the name of another constraint, too", name)
	return withHelp(d, `give it another name with the argument "map"`)
}

func duplicateForeignKey(r *schema.Relation, name string) diag.Diagnostic {
	if r.Forward == nil {
		d := atModel(r.To, "duplicate-constraint", "two foreign keys of %q would be called %q", r.From.Name(), name)
		return withHelp(d, "add the relation fields that are missing on %q", r.From.Name())
	}
	span := r.Forward.Node.Name.Span
	if arg := schema.Argument(r.Forward.Relation.Attribute, "map"); arg != nil {
		span = arg.Span
	}
	d := errorAt(r.From.File.File, span, "duplicate-constraint", "%q is the name of another constraint, too", name)
	return withHelp(d, `give the foreign key another name with the argument "map"`)
}

func nameTooLong(file *token.File, name *syntax.String, a *syntax.Attribute, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(file, name.Span, "name-too-long", "the name for %q has %d bytes, and %s takes %d", a.Name.Text, len(name.Value), conn.Name, conn.MaxIdentifier)
	return withHelp(d, "shorten the name")
}

func duplicateCustomName(ix, other *schema.Index) diag.Diagnostic {
	d := errorAt(ix.Model.File.File, nameArgument(ix, "name"), "duplicate-key-name", "another key of the model is called %q, too", ix.Name.Value)
	d = withRelated(d, other.Model.File.File, nameArgument(other, "name"), "the other one")
	return withHelp(d, "give one of the two another name")
}

func customNameIsField(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	// Prisma points at the model here.
	d := atModel(ix.Model, "key-name-is-field", "%q of %q is called like its field %q", ix.AttributeName(), ix.Model.Name(), f.Name())
	d = withRelated(d, ix.Model.File.File, nameArgument(ix, "name"), "the name of the key")
	return withHelp(d, "give the key another name")
}

// Fields.

func typeNotSupported(file *token.File, f *schema.Field, what string, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(file, f.Node.Type.Span, "type-not-supported", "%s has no type %s", conn.Name, what)
	return withHelp(d, "use another type for field %q", f.Name())
}

func listNotSupported(file *token.File, f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(file, f.Node.Type.Span, "list-not-supported", "%s has no lists in a column", conn.Name)
	return withHelp(d, "move the values of %q to a model of their own, or use a Json field", f.Name())
}

func namedDefault(file *token.File, f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(file, f.Default.Attribute.Span, "named-default", "defaults have no names on %s", conn.Name)
	return withHelp(d, `remove the argument "map"`)
}

func autoNotSupported(file *token.File, call *syntax.Call, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(file, call.Pos(), "auto-not-supported", "%s has no auto()", conn.Name)
	return withHelp(d, "use autoincrement(), cuid() or uuid(); auto() is for MongoDB")
}

func badLiteral(file *token.File, span token.Span, s connector.Scalar, want string) diag.Diagnostic {
	d := errorAt(file, span, "bad-literal", "this is no default for a field of type %s", s)
	return withHelp(d, "write %s", want)
}

func sequenceArgument(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := errorAt(file, arg.Span, "sequence-argument", "sequence() does not take this argument")
	return withHelp(d, "it takes virtual: true or false, and numbers for cache, increment, minValue, maxValue and start")
}

func autoincrementNotSupported(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := errorAt(m.File.File, f.Default.Attribute.Span, "autoincrement-not-supported", "this database has no autoincrement()")
	return withHelp(d, "use auto(), cuid() or uuid()")
}

func autoincrementNotID(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := errorAt(m.File.File, f.Default.Attribute.Span, "autoincrement-not-id", "autoincrement() stands on %q, which is not the id", f.Name())
	return withHelp(d, "this database counts ids only: make the field the @id")
}

func autoincrementNotIndexed(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := errorAt(m.File.File, f.Default.Attribute.Span, "autoincrement-not-indexed", "autoincrement() stands on %q, with which no index begins", f.Name())
	return withHelp(d, "mark the field with @id or @unique, or add an index that begins with it")
}

func severalAutoincrements(m *schema.Model) diag.Diagnostic {
	d := atModel(m, "several-autoincrements", "model %q has more than one autoincrement()", m.Name())
	return withHelp(d, "this database takes one for each table")
}

func autoincrementOnInt(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := errorAt(m.File.File, f.Default.Attribute.Span, "autoincrement-on-int", "CockroachDB's autoincrement() gives numbers too large for an Int")
	return withHelp(d, "use BigInt for %q, or sequence() as its default", f.Name())
}

// Relation fields.

func mustBeIgnored(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := atField(f, "ignored-model", "field %q refers to model %q, which is ignored", f.Name(), f.Type.Model.Name())
	return withHelp(d, "add @ignore to the field")
}

func actionNotSupported(m *schema.Model, span token.Span, a connector.Action, allowed connector.ActionSet, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(m.File.File, span, "action-not-supported", "%s has no referential action %s in this relation mode", conn.Name, a)
	var names []string
	for _, action := range allowed.List() {
		names = append(names, action.String())
	}
	return withHelp(d, "use one of %s", strings.Join(names, ", "))
}

func namedForeignKey(m *schema.Model, f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := errorAt(m.File.File, f.Relation.Attribute.Span, "named-foreign-key", "foreign keys have no names on %s", conn.Name)
	return withHelp(d, `remove the argument "map"`)
}

func missingIndex(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := errorAt(m.File.File, f.Relation.Attribute.Span, "missing-index", "relation %q has no index, because without foreign keys nothing makes one", f.Name())
	d.Severity = diag.Warning
	return withHelp(d, "add @@index([%s])", fieldNames(f.Relation.Fields))
}

func fieldNames(fields []*schema.Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name())
	}
	return strings.Join(names, ", ")
}

func setDefaultOnMySQL(m *schema.Model, span token.Span) diag.Diagnostic {
	d := errorAt(m.File.File, span, "set-default-on-mysql", "MySQL reads SetDefault and does not carry it out")
	d.Severity = diag.Warning
	return withHelp(d, "use another referential action")
}

func ambiguousRelation(m *schema.Model, f *schema.Field, same []*schema.Field) diag.Diagnostic {
	d := atField(f, "ambiguous-relation", "it is not clear which relation field %q belongs to", f.Name())
	for _, other := range same {
		if other != f {
			d = withRelated(d, m.File.File, other.Node.Name.Span, "this field could be the same relation")
		}
	}
	return withHelp(d, `give each relation a name, the same on both sides, as in @relation("name")`)
}

// Relations.

func atForward(r *schema.Relation, code, format string, args ...any) diag.Diagnostic {
	return atField(r.Forward, code, format, args...)
}

func missingOpposite(r *schema.Relation) diag.Diagnostic {
	f := r.Forward
	if f == nil {
		f = r.Back
	}
	d := atField(f, "missing-opposite-field", "relation field %q has no opposite on model %q", f.Name(), f.Type.Model.Name())
	return withHelp(d, "add a field of type %s to model %q", f.Model.Name(), f.Type.Model.Name())
}

func referencesNotUnique(r *schema.Relation) diag.Diagnostic {
	references := r.Forward.Relation.References
	d := atForward(r, "references-not-unique", "what %q refers to is no key of model %q", r.Forward.Name(), r.To.Name())
	if len(references) == 1 {
		return withHelp(d, "add @unique to field %q of model %q", references[0].Name(), r.To.Name())
	}
	return withHelp(d, "add @@unique([%s]) to model %q", fieldNames(references), r.To.Name())
}

func referencesOrder(r *schema.Relation) diag.Diagnostic {
	d := atForward(r, "references-order", "the references of %q stand in another order than the key of model %q", r.Forward.Name(), r.To.Name())
	return withHelp(d, "put the fields and the references in the order of the key")
}

func differentLengths(r *schema.Relation) diag.Diagnostic {
	end := r.Forward.Relation
	d := errorAt(r.From.File.File, end.Attribute.Span, "different-lengths", "%d fields and %d references do not match", len(end.Fields), len(end.References))
	return withHelp(d, "each field needs the one it refers to")
}

func relationMustBeOptional(r *schema.Relation, f *schema.Field) diag.Diagnostic {
	d := errorAt(r.From.File.File, r.Forward.Node.Type.Span, "relation-must-be-optional", "%q must be optional, because its field %q is", r.Forward.Name(), f.Name())
	return withHelp(d, "write %s?, or make field %q required", r.To.Name(), f.Name())
}

func differentTypes(r *schema.Relation, f, other *schema.Field) diag.Diagnostic {
	d := atForward(r, "different-types", "field %q has another type than %q of model %q, to which it refers", f.Name(), other.Name(), other.Model.Name())
	d = withRelated(d, f.File().File, f.Node.Type.Span, "one type")
	d = withRelated(d, other.File().File, other.Node.Type.Span, "the other")
	return withHelp(d, "give both the same type")
}

func setNullOnRequired(r *schema.Relation, argument string, warn bool) diag.Diagnostic {
	d := atForward(r, "set-null-on-required", "%s is SetNull, and a field of relation %q is required", argument, r.Forward.Name())
	if warn {
		d.Code, d.Severity = "set-null-on-required-warning", diag.Warning
	}
	return withHelp(d, "use another referential action, or make the fields optional")
}

func neitherSideHas(f, other *schema.Field, argument string) diag.Diagnostic {
	d := atField(f, "missing-relation-argument", `neither %q nor %q has the argument %q`, f.Name(), other.Name(), argument)
	d = withRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return withHelp(d, "add @relation(fields: […], references: […]) to the side that holds the foreign key")
}

func bothSidesHave(f, other *schema.Field, argument string) diag.Diagnostic {
	d := atField(f, "argument-on-both-sides", "%q and %q both have the argument %s", f.Name(), other.Name(), argument)
	d = withRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return withHelp(d, "keep it on the side that holds the foreign key")
}

func argumentOnWrongSide(f, other *schema.Field, arguments string) diag.Diagnostic {
	d := atField(f, "argument-on-wrong-side", "%s belong to the other side of the relation, %q of model %q", arguments, other.Name(), other.Model.Name())
	d = withRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return withHelp(d, "move them there")
}

func referencingNotUnique(r *schema.Relation) diag.Diagnostic {
	fields := r.Forward.Relation.Fields
	d := atForward(r, "one-to-one-not-unique", "relation %q is one to one, and what it is made of is not unique", r.Forward.Name())
	if len(fields) == 1 {
		return withHelp(d, "add @unique to field %q, or make the other side a list", fields[0].Name())
	}
	return withHelp(d, "add @@unique([%s]), or make the other side a list", fieldNames(fields))
}

func splitArguments(f, other *schema.Field, here, there string) diag.Diagnostic {
	d := atField(f, "split-relation-arguments", "%q has the argument %q, and %q has %q", f.Name(), here, other.Name(), there)
	d = withRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return withHelp(d, "put both on the same side")
}

func bothSidesRequired(r *schema.Relation) diag.Diagnostic {
	d := atField(r.Back, "both-sides-required", "field %q cannot be required: no database can make sure that the other row is there", r.Back.Name())
	return withHelp(d, "write %s?", r.From.Name())
}

func missingRelationArgument(r *schema.Relation, argument string) diag.Diagnostic {
	d := atForward(r, "missing-relation-argument", "relation %q needs the argument %q", r.Forward.Name(), argument)
	return withHelp(d, "add @relation(fields: […], references: […])")
}

func manyToManyOnView(f *schema.Field) diag.Diagnostic {
	d := atField(f, "many-to-many-on-view", "views take no part in relations of many to many")
	return withHelp(d, "make one side of the relation a single row")
}

func manyToManyNotSupported(f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := atField(f, "many-to-many-not-supported", "%s has no relations of many to many without fields", conn.Name)
	return withHelp(d, "add a list of ids on both sides, and @relation(fields: […], references: […])")
}

func manyToManyWithoutID(f *schema.Field) diag.Diagnostic {
	d := atField(f, "many-to-many-without-id", "model %q has no id of one field, which a relation of many to many needs", f.Type.Model.Name())
	return withHelp(d, "give it an @id, or put a model of your own between the two")
}

func manyToManyReferences(f *schema.Field) diag.Diagnostic {
	d := atField(f, "many-to-many-references", "a relation of many to many refers to the id of model %q", f.Type.Model.Name())
	return withHelp(d, `remove the argument "references"`)
}

func referencesOnManyToMany(f *schema.Field) diag.Diagnostic {
	d := atField(f, "many-to-many-references", `a relation of many to many takes no argument "references"`)
	return withHelp(d, "remove it, or make one side a single row")
}

func actionOnManyToMany(f *schema.Field, span token.Span) diag.Diagnostic {
	d := errorAt(f.File().File, span, "action-on-many-to-many", "a relation of many to many has no referential actions")
	return withHelp(d, "remove the argument, or put a model of your own between the two")
}

func embeddedNotSupported(f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := atField(f, "embedded-many-to-many", "%s keeps no lists of ids for a relation", conn.Name)
	return withHelp(d, `remove the arguments "fields" and "references" on both sides`)
}

func embeddedArgument(f *schema.Field, argument string) diag.Diagnostic {
	d := atField(f, "embedded-argument", "relation %q needs the argument %q with one field", f.Name(), argument)
	return withHelp(d, "write @relation(fields: [ids], references: [id]) on both sides")
}

func embeddedNotID(f *schema.Field) diag.Diagnostic {
	d := atField(f, "embedded-not-id", "relation %q must refer to the id of model %q", f.Name(), f.Type.Model.Name())
	return withHelp(d, "name its @id field in references")
}

func embeddedType(f, own, other *schema.Field) diag.Diagnostic {
	d := atField(f, "embedded-type", "field %q must be a list of the type of %q", own.Name(), other.Name())
	d = withRelated(d, own.File().File, own.Node.Type.Span, "the list")
	return withHelp(d, "give both the same type and the same native type")
}

func cascadeCycle(r *schema.Relation) diag.Diagnostic {
	d := atForward(r, "cascade-cycle", "the referential actions of %q come round to model %q again", r.Forward.Name(), r.From.Name())
	return withHelp(d, "set onDelete and onUpdate to NoAction in one relation of the cycle")
}

func cascadePaths(r *schema.Relation) diag.Diagnostic {
	d := atForward(r, "cascade-paths", "the referential actions of %q reach a model that another relation of %q reaches, too", r.Forward.Name(), r.From.Name())
	return withHelp(d, "set onDelete and onUpdate to NoAction in one of the two")
}
