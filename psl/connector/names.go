package connector

import (
	"strings"
	"unicode/utf8"
)

// PrimaryKeyName is the name the id of table gets where the schema gives none.
func (c *Connector) PrimaryKeyName(table string) string {
	return c.constraintName(table, "_pkey", 5)
}

// UniqueName is the name of a unique constraint over columns of table where the
// schema gives none. Tables and columns go by their names in the database.
func (c *Connector) UniqueName(table string, columns []string) string {
	return c.constraintName(table+"_"+strings.Join(columns, "_"), "_key", 4)
}

// IndexName is UniqueName for an index.
func (c *Connector) IndexName(table string, columns []string) string {
	return c.constraintName(table+"_"+strings.Join(columns, "_"), "_idx", 4)
}

// ForeignKeyName is UniqueName for a foreign key; table and columns are those
// that refer, not those referred to.
func (c *Connector) ForeignKeyName(table string, columns []string) string {
	return c.constraintName(table+"_"+strings.Join(columns, "_"), "_fkey", 5)
}

// DefaultName is the name of the default value of a column.
func (c *Connector) DefaultName(table, column string) string {
	return c.constraintName(table+"_"+column, "_df", 3)
}

// constraintName cuts stem, at a character, so that stem and suffix fit. As in
// Prisma, a stem that would fill the limit exactly is not cut.
func (c *Connector) constraintName(stem, suffix string, reserve int) string {
	cut := c.MaxIdentifier - reserve
	if len(stem) > cut {
		for !utf8.RuneStart(stem[cut]) {
			cut--
		}
		stem = stem[:cut]
	}
	return stem + suffix
}
