package validate

import (
	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
)

// checkEnums follows Prisma's enums.rs: names in the database first, where the
// database has enums at all.
func (c *checker) checkEnums() {
	if c.conn.Has(connector.Enums) {
		c.checkEnumNames()
	}
	for _, e := range c.Enums {
		if !c.conn.Has(connector.Enums) {
			c.report(enumNotSupported(e, c.conn))
		}
		c.checkSchemaOf(e.File, e.Node, e.Schema)
	}
}

func (c *checker) checkEnumNames() {
	first := make(map[dbName]*schema.Enum, len(c.Enums))
	for _, e := range c.Enums {
		key := newDBName(e.Schema, e.DatabaseName())
		if other := first[key]; other != nil {
			c.report(duplicateEnumName(e, other))
			continue
		}
		first[key] = e
	}
}

func enumNotSupported(e *schema.Enum, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(e.File.File, head(e.Node), code.EnumNotSupported, "%s has no enums", conn.Name)
	return diag.WithHelp(d, "make the fields of type %q a String or an Int, and remove the enum", e.Name())
}

func duplicateEnumName(e, other *schema.Enum) diag.Diagnostic {
	d := diag.Errorf(e.File.File, head(e.Node), code.DuplicateEnumName, "enum %q has the same name in the database as %q: %q", e.Name(), other.Name(), e.DatabaseName())
	d = diag.WithRelated(d, other.File.File, head(other.Node), "the other one")
	return diag.WithHelp(d, "map one of the two to another name")
}
