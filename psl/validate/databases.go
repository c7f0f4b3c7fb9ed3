package validate

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
)

// checkPostgresIndexes follows the validations.rs of Prisma's PostgreSQL: types
// that cannot be indexed, and operator classes.
func (c *checker) checkPostgresIndexes(m *schema.Model) {
	for _, ix := range m.Indexes {
		c.checkXML(ix)
		if ix.Algorithm == connector.SpGist && len(ix.Fields) != 1 {
			c.report(spgistColumns(ix))
		}
		for i := range ix.Fields {
			c.checkOperators(ix, &ix.Fields[i])
		}
	}
}

// checkXML refuses fields of a type PostgreSQL cannot compare. Prisma shows the
// mistake at the field.
func (c *checker) checkXML(ix *schema.Index) {
	for i := range ix.Fields {
		if native := c.nativeOf(ix.Fields[i].Field); native != nil && native.Indexing == connector.NotIndexableOnly {
			c.report(typeNotIndexableAtField(ix, ix.Fields[i].Field, native))
			return
		}
	}
}

// nativeOf is the native type of f if it is one the database has, with
// arguments it takes.
func (c *checker) nativeOf(f *schema.Field) *connector.NativeType {
	if f.Native == nil {
		return nil
	}
	native, ok := c.conn.NativeType(f.Native.Name)
	var room [2]string
	if !ok || !native.Parses(argumentTexts(f.File().File, f.Native, room[:0])) {
		return nil
	}
	return native
}

// checkOperators follows generalized_index_validations: a field needs an
// operator class that goes with its type and with the kind of index.
func (c *checker) checkOperators(ix *schema.Index, field *schema.IndexField) {
	if field.HasRawOperators {
		return
	}
	algorithm := ix.Algorithm
	if algorithm == 0 {
		algorithm = connector.BTree
	}
	class := field.Operators
	if class != nil && !class.Algorithms.Has(algorithm) {
		c.report(operatorsOfOtherIndex(ix, class, algorithm))
		return
	}
	if algorithm == connector.BTree || algorithm == connector.Hash {
		return
	}
	native := c.nativeOf(field.Field)
	ok := false
	switch {
	case class == nil && native == nil:
		ok = field.Field.Type.Kind == schema.UnsupportedKind ||
			algorithm.TakesScalar(field.Field.Type.Scalar, field.Field.IsList())
	case class == nil:
		ok = algorithm.TakesNative(native.Name) || algorithm == connector.Gin && field.Field.IsList()
	case class.Name == "ArrayOps":
		ok = field.Field.IsList() || field.Path != nil
	case native == nil:
		ok = class.Scalar != 0 && class.Scalar == field.Field.Type.Scalar
	default:
		ok = class.TakesNative(native.Name)
	}
	if !ok {
		c.report(operatorsNotForField(ix, field.Field, class, algorithm))
	}
}

// checkCockroach follows the validations.rs of Prisma's CockroachDB.
func (c *checker) checkCockroach(m *schema.Model) {
	for _, f := range m.Fields {
		if f.DefaultFunction() == "autoincrement" && f.Type.Is(connector.Int) {
			c.report(autoincrementOnInt(m, f))
		}
	}
	for _, ix := range m.Indexes {
		if ix.Algorithm == connector.Gin {
			c.checkInverted(ix)
		}
	}
}

// checkInverted follows inverted_index_validations.
func (c *checker) checkInverted(ix *schema.Index) {
	for i := range ix.Fields {
		field := &ix.Fields[i]
		if field.Operators != nil || field.HasRawOperators {
			c.report(operatorsNotSupported(ix, c.conn))
			return
		}
		f := field.Field
		if f.Type.Kind != schema.UnsupportedKind && !connector.Gin.TakesScalar(f.Type.Scalar, f.IsList()) {
			c.report(operatorsNotForField(ix, f, nil, connector.Gin))
		}
		if f.Type.Is(connector.Json) && i < len(ix.Fields)-1 {
			c.report(jsonNotLast(ix, f))
		}
	}
}

// checkKeyTypes refuses native types in keys and indexes that the database
// cannot index, or only in part.
func (c *checker) checkKeyTypes(m *schema.Model) {
	if pk := m.PrimaryKey; pk != nil {
		c.checkKeyType(pk)
	}
	for _, ix := range m.Indexes {
		c.checkKeyType(ix)
	}
}

func (c *checker) checkKeyType(ix *schema.Index) {
	for i := range ix.Fields {
		field := &ix.Fields[i]
		if native := c.nativeOf(field.Field); native != nil && !c.isIndexable(ix, field, native) {
			c.report(typeNotIndexable(ix, field.Field, native))
			return
		}
		if ix.Kind == schema.PrimaryKey && c.conn.Provider == "sqlserver" && field.Field.Type.Is(connector.Bytes) {
			c.report(bytesInID(ix, field.Field))
			return
		}
	}
}

func (c *checker) isIndexable(ix *schema.Index, field *schema.IndexField, native *connector.NativeType) bool {
	switch native.Indexing {
	case connector.IndexWithLength:
		return field.HasLength || ix.Kind == schema.Fulltext
	case connector.NotIndexable:
		return false
	case connector.NotIndexableMax:
		args := argumentTexts(ix.Model.File.File, field.Field.Native, nil)
		return len(args) == 0 || !connector.IsMax(args[0])
	}
	return true
}
