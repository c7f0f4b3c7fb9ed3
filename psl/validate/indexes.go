package validate

import (
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
)

// checkIndexes runs the rules of each index of m, following Prisma's indexes.rs.
func (c *checker) checkIndexes(m *schema.Model) {
	if m.IsView {
		c.checkViewIndexes(m)
		return
	}
	for _, ix := range m.Indexes {
		c.checkIndex(ix)
	}
	c.checkSeveralFulltexts(m)
}

func (c *checker) checkIndex(ix *schema.Index) {
	if len(ix.Fields) == 0 {
		c.report(emptyFieldList(ix))
	}
	if c.names.isTaken(ix) {
		c.report(duplicateConstraint(ix.Model.File.File, ix.Attribute, c.constraintName(ix)))
	}
	if ix.Kind == schema.Unique {
		c.checkCompoundName(ix)
	}
	c.checkCustomName(ix)
	if ix.Algorithm != 0 && !c.conn.Algorithms.Has(ix.Algorithm) {
		c.report(indexTypeNotSupported(ix, c.conn))
	}
	if ix.Algorithm == connector.Hash && c.conn.Algorithms.Has(connector.Hash) && hasSort(ix) {
		c.report(sortInHash(ix))
	}
	if ix.Kind == schema.Fulltext {
		c.checkFulltext(ix)
	}
	c.checkNameLength(ix.Attribute, ix.MapName, ix.Model)
	c.checkLengths(ix)
	c.checkClustered(ix)
	c.checkOperatorsAllowed(ix)
	c.checkCompositeInIndex(ix)
	c.checkPartial(ix)
}

// checkPartial follows the rules for where:, which Prisma 7 has.
func (c *checker) checkPartial(ix *schema.Index) {
	if ix.Where == nil {
		return
	}
	if !c.config.Previews.Has(connector.PartialIndexesPreview) {
		c.report(partialPreview(ix))
	}
	if !c.conn.Has(connector.PartialIndexes) {
		c.report(partialNotSupported(ix, c.conn))
	}
}

func hasSort(ix *schema.Index) bool {
	for i := range ix.Fields {
		if ix.Fields[i].Sort != schema.Unsorted {
			return true
		}
	}
	return false
}

// checkLengths follows the rules for length: it needs MySQL, and a column of
// characters or bytes.
func (c *checker) checkLengths(ix *schema.Index) {
	for i := range ix.Fields {
		f := &ix.Fields[i]
		if !f.HasLength {
			continue
		}
		switch {
		case !c.conn.Has(connector.IndexColumnLengthPrefixing):
			c.report(lengthNotSupported(ix, c.conn))
			return
		case f.Field.Type.Kind == schema.UnsupportedKind,
			f.Field.Type.Is(connector.String), f.Field.Type.Is(connector.Bytes):
		default:
			c.report(lengthOnType(ix, f.Field))
		}
	}
}

// checkFulltext follows the rules for @@fulltext.
func (c *checker) checkFulltext(ix *schema.Index) {
	if !c.conn.Has(connector.FullTextIndex) {
		c.report(fulltextNotSupported(ix, c.conn))
		return
	}
	for i := range ix.Fields {
		if ix.Fields[i].HasLength {
			c.report(lengthInFulltext(ix))
			break
		}
	}
	if !c.conn.Has(connector.SortOrderInFullTextIndex) {
		if hasSort(ix) {
			c.report(sortInFulltext(ix, c.conn))
		}
		return
	}
	if !textFieldsAdjacent(ix) {
		c.report(fulltextNotAdjacent(ix))
	}
}

// textFieldsAdjacent reports whether the fields without a sort order, which are
// the text, stand together.
func textFieldsAdjacent(ix *schema.Index) bool {
	inText, ended := false, false
	for i := range ix.Fields {
		switch isText := ix.Fields[i].Sort == schema.Unsorted; {
		case isText && ended:
			return false
		case isText:
			inText = true
		case inText:
			ended = true
		}
	}
	return true
}

// checkSeveralFulltexts follows only_one_fulltext_attribute_allowed.
func (c *checker) checkSeveralFulltexts(m *schema.Model) {
	if !c.conn.Has(connector.FullTextIndex) || c.conn.Has(connector.MultipleFullTextAttributesPerModel) {
		return
	}
	var list []*schema.Index
	for _, ix := range m.Indexes {
		if ix.Kind == schema.Fulltext {
			list = append(list, ix)
		}
	}
	if len(list) > 1 {
		for _, ix := range list {
			c.report(severalFulltexts(ix, c.conn))
		}
	}
}

// checkClustered allows one clustered key in a model; an id is one unless it
// says otherwise.
func (c *checker) checkClustered(ix *schema.Index) {
	if !c.conn.Has(connector.ClusteringSetting) {
		if ix.Clustered != schema.Unset {
			c.report(clusteredNotSupported(ix, c.conn))
		}
		return
	}
	isClustered := ix.Clustered == schema.True || ix.Kind == schema.PrimaryKey && ix.Clustered == schema.Unset
	if !isClustered {
		return
	}
	if pk := ix.Model.PrimaryKey; pk != nil && pk != ix && pk.Clustered != schema.False {
		c.report(severalClustered(ix, pk))
		return
	}
	for _, other := range ix.Model.Indexes {
		if other != ix && other.Clustered == schema.True {
			c.report(severalClustered(ix, other))
			return
		}
	}
}

// checkOperatorsAllowed wants operator classes in @@index only.
func (c *checker) checkOperatorsAllowed(ix *schema.Index) {
	if ix.Kind == schema.Normal {
		return
	}
	for i := range ix.Fields {
		if ix.Fields[i].Operators != nil || ix.Fields[i].HasRawOperators {
			c.report(operatorsNotAllowed(ix))
			return
		}
	}
}

// checkCompositeInIndex follows composite_type_in_compound_unique_index.
func (c *checker) checkCompositeInIndex(ix *schema.Index) {
	if ix.Kind != schema.Unique || len(ix.Fields) < 2 {
		return
	}
	for i := range ix.Fields {
		if f := ix.Fields[i].Field; f.Type.Kind == schema.CompositeKind {
			c.report(compositeInCompound(ix, f))
			return
		}
	}
}

// checkCompoundName refuses a field whose name is the one the client gives to a
// compound key: the names of its fields, joined by "_".
func (c *checker) checkCompoundName(ix *schema.Index) {
	if len(ix.Fields) < 2 {
		return
	}
	if f := ix.Model.Field(joinedName(ix)); f != nil && f.Relation == nil {
		c.report(compoundNameTaken(ix, f))
	}
}

// joinedName is the names of ix's fields, joined by "_".
func joinedName(ix *schema.Index) string {
	var names []string
	for i := range ix.Fields {
		path := ix.Fields[i].Path
		if path == nil || ix.Kind == schema.PrimaryKey {
			path = []*schema.Field{ix.Fields[i].Field}
		}
		for _, f := range path {
			names = append(names, f.Name())
		}
	}
	return strings.Join(names, "_")
}
