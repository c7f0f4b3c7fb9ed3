package connector

import (
	"strings"
	"unicode/utf8"
)

// PrimaryKeyName is the name the id of table gets where the schema gives none.
func (c *Connector) PrimaryKeyName(table string) string {
	return c.ConstraintName(table, "_pkey")
}

// UniqueName is the name of a unique constraint over columns of table where the
// schema gives none. Tables and columns go by their names in the database.
func (c *Connector) UniqueName(table string, columns []string) string {
	return c.ConstraintName(table+"_"+strings.Join(columns, "_"), "_key")
}

// IndexName is UniqueName for an index.
func (c *Connector) IndexName(table string, columns []string) string {
	return c.ConstraintName(table+"_"+strings.Join(columns, "_"), "_idx")
}

// ForeignKeyName is UniqueName for a foreign key; table and columns are those
// that refer, not those referred to.
func (c *Connector) ForeignKeyName(table string, columns []string) string {
	return c.ConstraintName(table+"_"+strings.Join(columns, "_"), "_fkey")
}

// DefaultName is the name of the default value of a column.
func (c *Connector) DefaultName(table, column string) string {
	return c.ConstraintName(table+"_"+column, "_df")
}

// ConstraintName is stem and suffix, such as "_key". The stem is cut, at a
// character, so that both fit.
func (c *Connector) ConstraintName(stem, suffix string) string {
	return Cut(stem, c.MaxIdentifier-len(suffix)) + suffix
}

// Cut is s, or as many of its characters as fit into size bytes.
func Cut(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for !utf8.RuneStart(s[size]) {
		size--
	}
	return s[:size]
}
