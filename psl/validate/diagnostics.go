package validate

import (
	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The diagnostics of the rules, one constructor each, are in this file and those
// called like it.

func atField(f *schema.Field, code diag.Code, format string, args ...any) diag.Diagnostic {
	return diag.Errorf(f.File().File, f.Node.Name.Span, code, format, args...)
}

func atModel(m *schema.Model, code diag.Code, format string, args ...any) diag.Diagnostic {
	return diag.Errorf(m.File.File, head(m.Node), code, format, args...)
}

func atIndex(ix *schema.Index, code diag.Code, format string, args ...any) diag.Diagnostic {
	return diag.Errorf(ix.Model.File.File, ix.Attribute.Span, code, format, args...)
}

func nameArgument(ix *schema.Index, name string) token.Span {
	if arg := ix.Argument(name); arg != nil {
		return arg.Span
	}
	return ix.Attribute.Span
}

func missingID(m *schema.Model, loose bool) diag.Diagnostic {
	d := atModel(m, code.MissingID, "%s %q has no key that identifies every row", m.Keyword(), m.Name())
	if loose {
		return diag.WithHelp(d, "make the fields of its unique key required, or mark another field with @id")
	}
	return diag.WithHelp(d, "mark a required field with @id or @unique, or add @@id([…]) or @@unique([…])")
}

func duplicateTable(m, other *schema.Model) diag.Diagnostic {
	if m.MappedName == nil {
		m, other = other, m
	}
	d := diag.Errorf(m.File.File, m.MappedName.Span, code.DuplicateTable, "%s %q has the same table as %q: %q", m.Keyword(), m.Name(), other.Name(), m.DatabaseName())
	d = diag.WithRelated(d, other.File.File, head(other.Node), "the other one")
	return diag.WithHelp(d, "map one of the two to another table")
}

func schemaNotSupported(file *syntax.File, attr *syntax.String) diag.Diagnostic {
	d := diag.Errorf(file.File, attr.Span, code.SchemaNotSupported, `this database takes no "@@schema"`)
	return diag.WithHelp(d, "remove it; PostgreSQL, CockroachDB and SQL Server have schemas")
}

func unknownSchema(file *syntax.File, attr *syntax.String, ds *Datasource) diag.Diagnostic {
	d := diag.Errorf(file.File, attr.Span, code.UnknownSchema, "schema %q is not in the datasource", attr.Value)
	return diag.WithHelp(d, "add it to the list schemas of datasource %q, or correct its name", ds.Name())
}

func missingSchema(file *syntax.File, b *syntax.Block) diag.Diagnostic {
	d := diag.Errorf(file.File, head(b), code.MissingSchema, `%s %q needs an "@@schema", because the datasource lists schemas`, b.Kind, b.Name.Text(file.File))
	return diag.WithHelp(d, `add @@schema("…") with one of them`)
}

func emptyShardKey(m *schema.Model) diag.Diagnostic {
	d := diag.Errorf(m.File.File, m.ShardKey.Attribute.Span, code.EmptyFieldList, "the shard key has no fields")
	return diag.WithHelp(d, "name at least one field in the brackets")
}

func shardKeyFeature(m *schema.Model) diag.Diagnostic {
	d := diag.Errorf(m.File.File, m.ShardKey.Attribute.Span, code.ShardKeyPreview, "shard keys are a preview feature that is off")
	return diag.WithHelp(d, `add previewFeatures = ["shardKeys"] to the generator`)
}

func shardKeyNotSupported(m *schema.Model, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(m.File.File, m.ShardKey.Attribute.Span, code.ShardKeyNotSupported, "%s has no shard keys", conn.Name)
	return diag.WithHelp(d, "remove it; shard keys are for MySQL")
}
