package validate

import (
	"strings"

	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
)

func emptyFieldList(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, code.EmptyFieldList, "%q has no fields", ix.AttributeName())
	return diag.WithHelp(d, "name at least one field in the brackets")
}

func compoundNameTaken(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, code.CompoundNameTaken, "the client would call this key %q, which is the name of a field", f.Name())
	d = diag.WithRelated(d, f.File().File, f.Node.Name.Span, "the field")
	return diag.WithHelp(d, "rename the field; @map keeps its name in the database")
}

func namedPrimaryKey(pk *schema.Index) diag.Diagnostic {
	// Prisma points at the model here, not at the attribute.
	d := atModel(pk.Model, code.NamedID, `the id of %q has a name in the database, which this database does not have for ids`, pk.Model.Name())
	d = diag.WithRelated(d, pk.Model.File.File, nameArgument(pk, "map"), "the name")
	return diag.WithHelp(d, `remove the argument "map"`)
}

func compoundID(pk *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(pk, code.CompoundID, "%s has no ids of several fields", conn.Name)
	return diag.WithHelp(d, "use a field of its own for the id, and @@unique for the others")
}

func sortInID(pk *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(pk, code.SortInID, "%s cannot sort an id", conn.Name)
	return diag.WithHelp(d, `remove the argument "sort"`)
}

func lengthNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, code.LengthNotSupported, "%s cannot index a part of a column", conn.Name)
	return diag.WithHelp(d, `remove the argument "length"`)
}

func lengthOnType(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, code.LengthOnType, `field %q has no length to index: its type is neither String nor Bytes`, f.Name())
	return diag.WithHelp(d, `remove the argument "length"`)
}

func indexTypeNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(ix.Model.File.File, nameArgument(ix, "type"), code.IndexTypeNotSupported, "%s has no indexes of type %s", conn.Name, ix.Algorithm)
	return diag.WithHelp(d, `remove the argument "type"`)
}

func sortInHash(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, code.SortInHash, "a hash index has no order")
	return diag.WithHelp(d, `remove the argument "sort", or use the type BTree`)
}

func fulltextNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, code.FulltextNotSupported, `%s has no "@@fulltext"`, conn.Name)
	return diag.WithHelp(d, "remove it; full-text indexes are for MySQL and MongoDB")
}

func lengthInFulltext(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, code.LengthInFulltext, "a full-text index covers the whole text")
	return diag.WithHelp(d, `remove the argument "length"`)
}

func sortInFulltext(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, code.SortInFulltext, "%s cannot sort a full-text index", conn.Name)
	return diag.WithHelp(d, `remove the argument "sort"`)
}

func fulltextNotAdjacent(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, code.FulltextNotAdjacent, "the text fields of a full-text index must stand side by side")
	return diag.WithHelp(d, "put the fields with a sort order before or behind them")
}

func severalFulltexts(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, code.SeveralFulltexts, "%s takes one full-text index for each model", conn.Name)
	return diag.WithHelp(d, "keep one, over all text fields")
}

func clusteredNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, code.ClusteredNotSupported, "%s has no clustered keys to choose", conn.Name)
	return diag.WithHelp(d, `remove the argument "clustered"`)
}

func severalClustered(ix, other *schema.Index) diag.Diagnostic {
	d := atIndex(ix, code.SeveralClustered, "a table has one clustered key, and this one would be the second")
	d = diag.WithRelated(d, other.Model.File.File, other.Attribute.Span, "the other one; an id is clustered unless it says otherwise")
	return diag.WithHelp(d, `give one of the two "clustered: false"`)
}

func operatorsNotAllowed(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, code.OperatorsNotAllowed, "operator classes belong to @@index only")
	return diag.WithHelp(d, `remove the argument "ops"`)
}

func compositeInCompound(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, code.CompositeInCompoundUnique, "field %q is of a composite type and cannot be unique together with others", f.Name())
	return diag.WithHelp(d, "remove it from the index, or index a field inside it")
}

func partialPreview(ix *schema.Index) diag.Diagnostic {
	d := diag.Errorf(ix.Model.File.File, nameArgument(ix, "where"), code.PartialIndexPreview, "partial indexes are a preview feature that is off")
	return diag.WithHelp(d, `add previewFeatures = ["partialIndexes"] to the generator`)
}

func partialNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(ix.Model.File.File, nameArgument(ix, "where"), code.PartialIndexNotSupported, "%s has no partial indexes", conn.Name)
	return diag.WithHelp(d, `remove the argument "where"`)
}

func spgistColumns(ix *schema.Index) diag.Diagnostic {
	d := atIndex(ix, code.SpGistColumns, "an index of type SpGist has one field")
	return diag.WithHelp(d, "make an index for each field")
}

func operatorsOfOtherIndex(ix *schema.Index, class *connector.OperatorClass, algorithm connector.Algorithm) diag.Diagnostic {
	d := atIndex(ix, code.OperatorsOfOtherIndex, "operator class %s does not go with indexes of type %s", class.Name, algorithm)
	var types []string
	for _, a := range class.Algorithms.List() {
		types = append(types, a.String())
	}
	return diag.WithHelp(d, "use type: %s, or another class", strings.Join(types, " or "))
}

func operatorsNotForField(ix *schema.Index, f *schema.Field, class *connector.OperatorClass, algorithm connector.Algorithm) diag.Diagnostic {
	if class == nil {
		d := atIndex(ix, code.IndexTypeOfField, "an index of type %s cannot hold field %q as it is", algorithm, f.Name())
		return diag.WithHelp(d, `name an operator class with "ops", or use another type of index`)
	}
	d := atIndex(ix, code.OperatorsOfOtherType, "operator class %s does not go with the type of field %q", class.Name, f.Name())
	return diag.WithHelp(d, "use a class for the type of the column, or give the field the native type of the class")
}

func operatorsNotSupported(ix *schema.Index, conn *connector.Connector) diag.Diagnostic {
	d := atIndex(ix, code.OperatorsNotSupported, "%s has no operator classes to choose", conn.Name)
	return diag.WithHelp(d, `remove the argument "ops"`)
}

func jsonNotLast(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, code.JSONNotLast, "field %q is of type Json and must be the last of an inverted index", f.Name())
	return diag.WithHelp(d, "move it to the end of the list")
}

func typeNotIndexable(ix *schema.Index, f *schema.Field, native *connector.NativeType) diag.Diagnostic {
	d := atIndex(ix, code.TypeNotIndexable, "field %q is of the native type %s, which cannot be part of a key or index", f.Name(), native.Name)
	if native.Indexing == connector.IndexWithLength {
		return diag.WithHelp(d, "say how much of it to index, as in %s(length: 100)", f.Name())
	}
	return diag.WithHelp(d, "use a type of limited length")
}

func typeNotIndexableAtField(ix *schema.Index, f *schema.Field, native *connector.NativeType) diag.Diagnostic {
	d := atField(f, code.TypeNotIndexable, "field %q is of the native type %s, which cannot be part of an index", f.Name(), native.Name)
	d = diag.WithRelated(d, ix.Model.File.File, ix.Attribute.Span, "the index")
	return diag.WithHelp(d, "use another native type, or remove the field from the index")
}

func bytesInID(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	d := atIndex(ix, code.BytesInID, "field %q is of type Bytes, which SQL Server does not take in an id", f.Name())
	return diag.WithHelp(d, "use another field for the id")
}
