package schema

import (
	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func duplicateColumn(file *token.File, name *syntax.String, first *Field) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.DuplicateColumn, "field %q has the name %q in the database, too", first.Name(), name.Value)
	d = diag.WithRelated(d, file, first.Node.Name.Span, "the other field")
	return diag.WithHelp(d, "map one of the two to another name")
}

func redundantIgnore(file *token.File, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, f.Attribute("ignore").Span, code.RedundantIgnore, `the model is ignored as a whole, and with it field %q`, f.Name())
	d.Fix = remove("remove the @ignore", file, d.Span)
	return diag.WithHelp(d, "remove the @ignore")
}

func ignoreOnUnsupported(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.IgnoreOnUnsupported, "a field of an unsupported type is ignored in any case")
	d.Fix = remove("remove the @ignore", file, a.Span)
	return diag.WithHelp(d, "remove the @ignore")
}

func relationOnScalar(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.RelationOnScalar, `"@relation" stands on field %q, whose type is not a model`, f.Name())
	return diag.WithHelp(d, "put it on the field whose type is the other model")
}

func scalarAttributeOnRelation(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.ScalarAttributeOnRelation, `relation field %q takes no "@%s"`, f.Name(), a.Name.Text(file))
	if scalars := f.Relation.Fields; len(scalars) > 0 {
		return diag.WithHelp(d, "put it on the scalar field, such as %q", scalars[0].Name())
	}
	return diag.WithHelp(d, "put it on a scalar field")
}

func updatedAtType(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.UpdatedAtType, `"@updatedAt" needs a field of type DateTime, and %q is none`, f.Name())
	return diag.WithHelp(d, "change the type to DateTime, or remove the attribute")
}

func updatedAtList(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.UpdatedAtList, `a list takes no "@updatedAt"`)
	return diag.WithHelp(d, "remove the [] or the attribute")
}

func unknownAction(file *token.File, e syntax.Expr) diag.Diagnostic {
	d := diag.Errorf(file, e.Pos(), code.UnknownReferentialAction, "unknown referential action %q", file.Slice(e.Pos()))
	return diag.WithHelp(d, "the actions are Cascade, Restrict, NoAction, SetNull and SetDefault")
}

// Defaults.

func defaultOnComposite(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.DefaultOnComposite, "field %q of a composite type cannot have a default", f.Name())
	return diag.WithHelp(d, "remove the @default; the fields inside the type may have defaults")
}

func defaultOnUnsupported(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, value.Pos(), code.DefaultOnUnsupported, "field %q has an unsupported type, whose values Prisma cannot write", f.Name())
	return diag.WithHelp(d, `in a model dbgenerated("…") gives it a default in SQL`)
}

func mapOnCompositeDefault(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := diag.Errorf(file, arg.Span, code.MapOnCompositeDefault, "the default of a composite type's field has no name in the database")
	return diag.WithHelp(d, `remove the argument "map"`)
}

func namedAutoincrement(file *token.File, name *syntax.String) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.NamedAutoincrement, "autoincrement() takes no constraint name")
	return diag.WithHelp(d, `remove the argument "map"`)
}

func functionOnType(file *token.File, call *syntax.Call, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, call.Pos(), code.FunctionOnType, "%s() gives no value for field %q of type %s", call.Name.Text(file), f.Name(), f.Type.Scalar)
	return diag.WithHelp(d, "%s", functionHelp(call.Name.Text(file)))
}

func functionHelp(name string) string {
	switch name {
	case "autoincrement":
		return "it goes with Int and BigInt"
	case "now":
		return "it goes with DateTime"
	}
	return "it goes with String"
}

func functionInComposite(file *token.File, call *syntax.Call) diag.Diagnostic {
	d := diag.Errorf(file, call.Pos(), code.FunctionInComposite, "%s() does not work in a composite type", call.Name.Text(file))
	return diag.WithHelp(d, "set the value in the program, or use another default")
}

// UnknownFunction reports a default by an unknown function.
func UnknownFunction(file *token.File, call *syntax.Call) diag.Diagnostic {
	d := diag.Errorf(file, call.Name.Span, code.UnknownFunction, "unknown function %q", call.Name.Text(file))
	return diag.WithHelp(d, "the functions are autoincrement, auto, cuid, dbgenerated, nanoid, now, ulid and uuid, and sequence on CockroachDB")
}

func functionTakesNothing(file *token.File, call *syntax.Call) diag.Diagnostic {
	d := diag.Errorf(file, call.Args.Span, code.FunctionArgument, "%s() takes no arguments", call.Name.Text(file))
	d.Fix = replace("remove the arguments", call.Args.Span, "()")
	return diag.WithHelp(d, "write %s()", call.Name.Text(file))
}

func functionArgument(file *token.File, call *syntax.Call, want string) diag.Diagnostic {
	d := diag.Errorf(file, call.Args.Span, code.FunctionArgument, "%s() takes no argument, or %s", call.Name.Text(file), want)
	return diag.WithHelp(d, "write %s() to leave the choice to Prisma", call.Name.Text(file))
}

func defaultNotList(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, value.Pos(), code.DefaultNotList, "field %q is a list, its default is not", f.Name())
	text := file.Slice(value.Pos())
	return diag.WithHelp(d, "put the default in brackets, as in [%s]", text)
}

func defaultIsList(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, value.Pos(), code.DefaultIsList, "field %q is not a list, its default is", f.Name())
	return diag.WithHelp(d, "remove the brackets, or make the field a list")
}

func notAnEnumValue(file *token.File, value syntax.Expr, e *Enum) diag.Diagnostic {
	d := diag.Errorf(file, value.Pos(), code.NotAnEnumValue, "%s is no value of enum %q", file.Slice(value.Pos()), e.Name())
	if len(e.Values) == 0 {
		return d
	}
	return diag.WithHelp(d, "write one of its values without quotes, such as %s", e.Values[0].Node.Name.Text(e.File.File))
}

func wrongDefault(file *token.File, value syntax.Expr, s connector.Scalar) diag.Diagnostic {
	d := diag.Errorf(file, value.Pos(), code.WrongDefault, "expected a %s as default, found %s", s, describe(file, value))
	if n, ok := value.(*syntax.Number); ok && s == connector.String {
		d.Fix = replace("put it in quotes", n.Span, `"`+file.Slice(n.Span)+`"`)
	}
	return diag.WithHelp(d, "%s", literalHelp(s))
}

func literalHelp(s connector.Scalar) string {
	switch s {
	case connector.Boolean:
		return "write true or false"
	case connector.Int, connector.BigInt, connector.Float:
		return "write a number"
	case connector.Decimal:
		return "write a number, or a string that holds one"
	}
	return "write a string in quotes"
}
