package validate

import (
	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func typeNotSupported(file *token.File, f *schema.Field, what string, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(file, f.Node.Type.Span, code.TypeNotSupported, "%s has no type %s", conn.Name, what)
	return diag.WithHelp(d, "use another type for field %q", f.Name())
}

func listNotSupported(file *token.File, f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(file, f.Node.Type.Span, code.ListNotSupported, "%s has no lists in a column", conn.Name)
	return diag.WithHelp(d, "move the values of %q to a model of their own, or use a Json field", f.Name())
}

func namedDefault(file *token.File, f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(file, f.Default.Attribute.Span, code.NamedDefault, "defaults have no names on %s", conn.Name)
	return diag.WithHelp(d, `remove the argument "map"`)
}

func autoNotSupported(file *token.File, call *syntax.Call, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(file, call.Pos(), code.AutoNotSupported, "%s has no auto()", conn.Name)
	return diag.WithHelp(d, "use autoincrement(), cuid() or uuid(); auto() is for MongoDB")
}

func badLiteral(file *token.File, span token.Span, s connector.Scalar, want string) diag.Diagnostic {
	d := diag.Errorf(file, span, code.BadLiteral, "this is no default for a field of type %s", s)
	return diag.WithHelp(d, "write %s", want)
}

func sequenceArgument(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := diag.Errorf(file, arg.Span, code.SequenceArgument, "sequence() does not take this argument")
	return diag.WithHelp(d, "it takes virtual: true or false, and numbers for cache, increment, minValue, maxValue and start")
}

func autoincrementNotSupported(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := diag.Errorf(m.File.File, f.Default.Attribute.Span, code.AutoincrementNotSupported, "this database has no autoincrement()")
	return diag.WithHelp(d, "use auto(), cuid() or uuid()")
}

func autoincrementNotID(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := diag.Errorf(m.File.File, f.Default.Attribute.Span, code.AutoincrementNotID, "autoincrement() stands on %q, which is not the id", f.Name())
	return diag.WithHelp(d, "this database counts ids only: make the field the @id")
}

func autoincrementNotIndexed(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := diag.Errorf(m.File.File, f.Default.Attribute.Span, code.AutoincrementNotIndexed, "autoincrement() stands on %q, with which no index begins", f.Name())
	return diag.WithHelp(d, "mark the field with @id or @unique, or add an index that begins with it")
}

func severalAutoincrements(m *schema.Model) diag.Diagnostic {
	d := atModel(m, code.SeveralAutoincrements, "model %q has more than one autoincrement()", m.Name())
	return diag.WithHelp(d, "this database takes one for each table")
}

func autoincrementOnInt(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := diag.Errorf(m.File.File, f.Default.Attribute.Span, code.AutoincrementOnInt, "CockroachDB's autoincrement() gives numbers too large for an Int")
	return diag.WithHelp(d, "use BigInt for %q, or sequence() as its default", f.Name())
}
