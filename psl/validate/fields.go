package validate

import (
	"strconv"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// checkScalarField runs the rules of one field that is no relation.
func (c *checker) checkScalarField(m *schema.Model, f *schema.Field) {
	c.checkFieldType(m, f)
	c.checkClientName(f)
	if f.Native != nil {
		c.checkNativeType(f)
	}
	if f.Default != nil {
		c.checkNamedDefault(m, f)
		c.checkDefaultValue(m.File.File, f)
	}
	if f.Type.Kind == schema.UnsupportedKind {
		c.checkUnsupportedType(f)
	}
}

// checkFieldType follows validate_scalar_field_connector_specific.
func (c *checker) checkFieldType(m *schema.Model, f *schema.Field) {
	switch f.Type.Scalar {
	case connector.Json:
		if !c.conn.Has(connector.JsonType) {
			c.report(typeNotSupported(m.File.File, f, "Json", c.conn))
		}
		if f.IsList() && !c.conn.Has(connector.JsonLists) {
			c.report(typeNotSupported(m.File.File, f, "Json[]", c.conn))
		}
	case connector.Decimal:
		if !c.conn.Has(connector.DecimalType) {
			c.report(typeNotSupported(m.File.File, f, "Decimal", c.conn))
		}
	}
	if f.IsList() && !c.conn.Has(connector.ScalarLists) {
		c.report(listNotSupported(m.File.File, f, c.conn))
	}
}

// checkNamedDefault follows Prisma's rules for map: of @default.
func (c *checker) checkNamedDefault(m *schema.Model, f *schema.Field) {
	if f.Default.MapName != nil {
		if !c.conn.Has(connector.NamedDefaultValues) {
			c.report(namedDefault(m.File.File, f, c.conn))
		}
		c.checkNameLength(f.Default.Attribute, f.Default.MapName, m)
	}
	if c.names.isDefaultTaken(f) {
		c.report(duplicateConstraint(m.File.File, f.Default.Attribute, c.defaultName(f)))
	}
}

// checkDefaultValue follows Prisma's default_value.rs: the text of a literal
// must have a meaning for its type.
func (c *checker) checkDefaultValue(file *token.File, f *schema.Field) {
	if call, ok := f.Default.Value.(*syntax.Call); ok {
		if call.Name.Text(file) == "auto" && !c.conn.Has(connector.DefaultValueAuto) {
			c.report(autoNotSupported(file, call, c.conn))
		}
		return
	}
	if array, ok := f.Default.Value.(*syntax.Array); ok {
		for _, e := range array.Elements {
			c.checkLiteral(file, e, f.Type.Scalar)
		}
		return
	}
	c.checkLiteral(file, f.Default.Value, f.Type.Scalar)
}

func (c *checker) checkLiteral(file *token.File, e syntax.Expr, s connector.Scalar) {
	switch v := e.(type) {
	case *syntax.String:
		if problem := literalProblem(v.Value, s); problem != "" {
			c.report(badLiteral(file, v.Span, s, problem))
		}
	case *syntax.Number:
		if s != connector.Int && s != connector.BigInt {
			return
		}
		if _, err := strconv.ParseInt(file.Slice(v.Span), 10, 64); err != nil {
			c.report(badLiteral(file, v.Span, s, "a whole number of 64 bits"))
		}
	}
}

// checkUnknownFunctions judges the functions the language itself does not know,
// as validate_scalar_field_unknown_default_functions does: CockroachDB has one.
func (c *checker) checkUnknownFunctions() {
	for m := range c.models {
		for _, f := range m.Fields {
			if f.Default == nil || !f.Default.IsUnknownFunction {
				continue
			}
			call := f.Default.Value.(*syntax.Call)
			if call.Name.Text(m.File.File) == "sequence" && c.conn.Has(connector.SequenceFunction) {
				c.checkSequence(m.File.File, call)
				continue
			}
			c.report(schema.UnknownFunction(m.File.File, call))
		}
	}
}

func (c *checker) checkSequence(file *token.File, call *syntax.Call) {
	for i := range call.Args.List {
		arg := &call.Args.List[i]
		ok := false
		switch arg.Name.Text(file) {
		case "virtual":
			p, isPath := arg.Value.(*syntax.Path)
			ok = isPath && (p.Text(file) == "true" || p.Text(file) == "false")
		case "cache", "increment", "minValue", "maxValue", "start":
			if n, isNumber := arg.Value.(*syntax.Number); isNumber {
				_, err := strconv.ParseInt(file.Slice(n.Span), 10, 64)
				ok = err == nil
			}
		}
		if !ok {
			c.report(sequenceArgument(file, arg))
		}
	}
}
