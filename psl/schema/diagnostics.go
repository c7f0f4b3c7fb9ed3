package schema

import (
	"fmt"

	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The constructors of this file are the only places where this package words a
// diagnostic. The codes are explained in docs/diagnostics.md.

func errorAt(file *token.File, span token.Span, code, format string, args ...any) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Message: fmt.Sprintf(format, args...), File: file, Span: span}
}

func withHelp(d diag.Diagnostic, format string, args ...any) diag.Diagnostic {
	d.Help = fmt.Sprintf(format, args...)
	return d
}

func withRelated(d diag.Diagnostic, file *token.File, span token.Span, message string) diag.Diagnostic {
	d.Related = append(d.Related, diag.Related{File: file, Span: span, Message: message})
	return d
}

func replace(title string, span token.Span, text string) *diag.Fix {
	return &diag.Fix{Title: title, Edits: []diag.Edit{{Span: span, Text: text}}}
}

// Names.

func compositeBlockAttribute(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := errorAt(file, a.Span, "composite-block-attribute", `a composite type takes no "@@%s"`, a.Name.Text)
	return withHelp(d, "declare keys and indexes in the models that use the type")
}

func compositeFieldAttribute(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := errorAt(file, a.Span, "composite-field-attribute", `a field of a composite type takes no "@%s"`, a.Name.Text)
	return withHelp(d, "keys and relations belong to the models that use the type")
}

func reservedScalarName(file *token.File, b *syntax.Block) diag.Diagnostic {
	d := errorAt(file, b.Name.Span, "reserved-type-name", "%q is the name of a built-in type", b.Name.Text)
	return withHelp(d, "give the %s another name", b.Kind)
}

func reservedName(file *token.File, b *syntax.Block) diag.Diagnostic {
	d := errorAt(file, b.Name.Span, "reserved-name", "%q is reserved in the generated client", b.Name.Text)
	return withHelp(d, "give the %s another name; @@map keeps its name in the database", b.Kind)
}

func nameStartsWithNumber(file *token.File, name syntax.Ident, what string) diag.Diagnostic {
	d := errorAt(file, name.Span, "name-starts-with-number", "%s name %q starts with a number", what, name.Text)
	return withHelp(d, "begin it with a letter")
}

func nameHasDash(file *token.File, name syntax.Ident, what string) diag.Diagnostic {
	d := errorAt(file, name.Span, "name-has-dash", `%s name %q has a "-"`, what, name.Text)
	return withHelp(d, `use letters, digits and "_"; @map or @@map keeps a name in the database`)
}

func duplicateBlock(file *token.File, b *syntax.Block, first at, kind syntax.BlockKind) diag.Diagnostic {
	d := errorAt(file, b.Name.Span, "duplicate-name", "%s %q is declared already, as a %s", b.Kind, b.Name.Text, kind)
	d = withRelated(d, first.file, first.span, "first declared here")
	return withHelp(d, "rename one of the two, or remove it")
}

func duplicateField(file *token.File, name syntax.Ident, owner string, first syntax.Ident) diag.Diagnostic {
	d := errorAt(file, name.Span, "duplicate-field", "field %q is declared twice in %q", name.Text, owner)
	d = withRelated(d, file, first.Span, "first declared here")
	return withHelp(d, "rename one of the two, or remove it")
}

func duplicateEnumValue(file *token.File, v *syntax.EnumValue, enum string) diag.Diagnostic {
	d := errorAt(file, v.Name.Span, "duplicate-enum-value", "value %q is declared twice in enum %q", v.Name.Text, enum)
	return withHelp(d, "remove one of the two")
}

func duplicateKey(file *token.File, p *syntax.Property, b *syntax.Block, first token.Span) diag.Diagnostic {
	d := errorAt(file, p.Name.Span, "duplicate-property", "property %q is set twice in %s %q", p.Name.Text, b.Kind, b.Name.Text)
	d = withRelated(d, file, first, "first set here")
	return withHelp(d, "remove one of the two")
}

// Types.

func unknownType(file *token.File, f *Field, near string) diag.Diagnostic {
	name := f.Node.Type.Name
	d := errorAt(file, name.Span, "unknown-type", "unknown type %q", name.Text)
	if near == "" {
		return withHelp(d, "a type is a built-in one, such as String, or the name of a model, an enum or a composite type")
	}
	return withHelp(d, "did you mean %q?", near)
}

func relationInComposite(file *token.File, f *Field) diag.Diagnostic {
	d := errorAt(file, f.Node.Type.Name.Span, "relation-in-composite-type",
		"field %q of composite type %q refers to model %q", f.Name(), f.Composite.Name(), f.Type.Model.Name())
	return withHelp(d, "composite types have no relations: declare it in the models that use the type")
}

func emptyEnum(file *token.File, b *syntax.Block) diag.Diagnostic {
	d := errorAt(file, b.Name.Span, "empty-enum", "enum %q has no values", b.Name.Text)
	return withHelp(d, "add a value, or remove the enum")
}

// Attributes in general.

func duplicateAttribute(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := errorAt(file, a.Span, "duplicate-attribute", "attribute %q may be given only once", a.Name.Text)
	return withHelp(d, "keep one of them")
}

func unknownAttribute(file *token.File, a *syntax.Attribute, prefix string) diag.Diagnostic {
	d := errorAt(file, a.Span, "unknown-attribute", `attribute "%s%s" does not exist here`, prefix, a.Name.Text)
	return withHelp(d, "check its name, and whether it belongs to a field (@) or to a block (@@)")
}

func missingArgumentValue(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := errorAt(file, arg.Span, "missing-argument-value", "argument %q has no value", arg.Name.Text)
	return withHelp(d, `write a value behind the ":"`)
}

func trailingComma(file *token.File, span token.Span) diag.Diagnostic {
	d := errorAt(file, span, "trailing-comma", "the last argument is followed by a comma")
	d.Fix = replace("remove the comma", span, "")
	return withHelp(d, "remove the comma")
}

func (args *arguments) repeated(i, first int) diag.Diagnostic {
	arg := &args.list[i]
	if arg.Name.Text == "" {
		d := errorAt(args.file, arg.Span, "several-unnamed-arguments", "only one argument may have no name")
		return withHelp(d, "a list of fields stands in brackets, as in [a, b]")
	}
	d := errorAt(args.file, arg.Span, "duplicate-argument", "argument %q is given twice", arg.Name.Text)
	d = withRelated(d, args.file, args.list[first].Span, "first given here")
	return withHelp(d, "keep one of them")
}

func argumentGivenTwice(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := errorAt(file, arg.Span, "duplicate-argument", "argument %q is given twice, once without its name", arg.Name.Text)
	return withHelp(d, "keep one of them")
}

func missingArgument(file *token.File, a *syntax.Attribute, name string) diag.Diagnostic {
	d := errorAt(file, a.Span, "missing-argument", "attribute %q needs the argument %q", a.Name.Text, name)
	return withHelp(d, "write it in parentheses; its name may be left out")
}

func unknownArgument(file *token.File, a *syntax.Attribute, arg *syntax.Argument) diag.Diagnostic {
	if arg.Name.Text == "" {
		d := errorAt(file, arg.Span, "unknown-argument", "attribute %q takes no argument without a name", a.Name.Text)
		return withHelp(d, "remove the argument, or name it")
	}
	d := errorAt(file, arg.Span, "unknown-argument", "attribute %q takes no argument %q", a.Name.Text, arg.Name.Text)
	return withHelp(d, "remove the argument, or check its name")
}

func wrongValue(file *token.File, e syntax.Expr, want string) diag.Diagnostic {
	d := errorAt(file, e.Pos(), "wrong-value", "expected %s, found %s", want, describe(file, e))
	if p, ok := e.(*syntax.Path); ok && want == "a string" {
		d.Fix = replace("put it in quotes", p.Span, `"`+p.Text+`"`)
	}
	return withHelp(d, "write %s here", want)
}

func describe(file *token.File, e syntax.Expr) string {
	kind := "a word"
	switch e.(type) {
	case *syntax.String:
		kind = "the string"
	case *syntax.Number:
		kind = "the number"
	case *syntax.Call:
		kind = "a function"
	case *syntax.Array:
		kind = "a list"
	case *syntax.Object:
		kind = "an object"
	case *syntax.Path:
		kind = "the word"
	}
	return kind + " " + file.Slice(e.Pos())
}

func emptyArgument(file *token.File, s *syntax.String, name string) diag.Diagnostic {
	d := errorAt(file, s.Span, "empty-name", "argument %q is empty", name)
	return withHelp(d, "write a name, or leave the argument out")
}

// Fields in lists.

func unknownField(file *token.File, name syntax.Ident, m *Model) diag.Diagnostic {
	d := errorAt(file, name.Span, "unknown-field", "%s %q has no field %q", m.Keyword(), m.Name(), name.Text)
	if near := nearField(m.Fields, name.Text); near != "" {
		return withHelp(d, "did you mean %q?", near)
	}
	return withHelp(d, "add the field, or correct its name")
}

func nearField(fields []*Field, name string) string {
	best, distance := "", tooFar
	for _, f := range fields {
		if d := editDistance(name, f.Name(), distance); d < distance {
			best, distance = f.Name(), d
		}
	}
	return best
}

func unknownPathField(file *token.File, name syntax.Ident, part string, c *CompositeType) diag.Diagnostic {
	d := errorAt(file, name.Span, "unknown-field", "composite type %q has no field %q", c.Name(), part)
	return withHelp(d, "correct the path, or add the field to the type")
}

func pathThroughScalar(file *token.File, name syntax.Ident, f *Field) diag.Diagnostic {
	d := errorAt(file, name.Span, "unknown-field", "field %q has no fields of its own", f.Name())
	return withHelp(d, "a path leads through composite types only")
}

func relationFieldInList(file *token.File, name syntax.Ident, f *Field) diag.Diagnostic {
	d := errorAt(file, name.Span, "relation-field-in-list", "%q is a relation field, not a column", name.Text)
	if f.Relation == nil {
		d.Message = fmt.Sprintf("%q is no column, as its type is unknown", name.Text)
		return withHelp(d, "correct its type first")
	}
	if scalars := f.Relation.Fields; len(scalars) > 0 {
		return withHelp(d, "name the fields it is made of, such as %q", scalars[0].Name())
	}
	return withHelp(d, "name scalar fields only")
}

func fieldListedTwice(file *token.File, name syntax.Ident) diag.Diagnostic {
	d := errorAt(file, name.Span, "field-listed-twice", "field %q is in the list twice", name.Text)
	return withHelp(d, "name each field once")
}

// Keys and indexes.

func secondID(m *Model, a *syntax.Attribute) diag.Diagnostic {
	d := errorAt(m.File.File, keyword(m.Node), "several-ids", "%s %q has more than one id", m.Keyword(), m.Name())
	d = withRelated(d, m.File.File, m.PrimaryKey.Attribute.Span, "one is here")
	d = withRelated(d, m.File.File, a.Span, "another is here")
	return withHelp(d, "keep one @id, or one @@id over several fields")
}

func optionalInID(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := errorAt(file, a.Span, "optional-id", "field %q is part of the id, but not required", f.Name())
	return withHelp(d, `remove the mark behind its type`)
}

func optionalInShardKey(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := errorAt(file, a.Span, "optional-shard-key", "field %q is part of the shard key, but not required", f.Name())
	return withHelp(d, `remove the mark behind its type`)
}

func secondShardKey(m *Model, a *syntax.Attribute) diag.Diagnostic {
	d := errorAt(m.File.File, keyword(m.Node), "several-shard-keys", "%s %q has more than one shard key", m.Keyword(), m.Name())
	d = withRelated(d, m.File.File, a.Span, "another is here")
	return withHelp(d, "keep one @shardKey, or one @@shardKey over several fields")
}

func unknownSort(file *token.File, e syntax.Expr) diag.Diagnostic {
	d := errorAt(file, e.Pos(), "unknown-sort", "unknown sort order %q", file.Slice(e.Pos()))
	return withHelp(d, "write Asc or Desc")
}

func unknownAlgorithm(file *token.File, e syntax.Expr) diag.Diagnostic {
	d := errorAt(file, e.Pos(), "unknown-index-type", "unknown index type %q", file.Slice(e.Pos()))
	return withHelp(d, "the index types are BTree, Hash, Gist, Gin, SpGist and Brin")
}

func unknownOperatorClass(file *token.File, p *syntax.Path) diag.Diagnostic {
	d := errorAt(file, p.Span, "unknown-operator-class", "unknown operator class %q", p.Text)
	return withHelp(d, `for a class Prisma does not know, write raw("%s")`, p.Text)
}

func nameAndMap(file *token.File, name *syntax.String) diag.Diagnostic {
	d := errorAt(file, name.Span, "name-and-map", `"@@index" takes "name" or "map", not both: they mean the same`)
	return withHelp(d, `keep "map"`)
}

func clientNameCharacters(file *token.File, ix *Index) diag.Diagnostic {
	d := errorAt(file, ix.Name.Span, "client-name", "name %q of %q cannot be a name in the client", ix.Name.Value, ix.AttributeName())
	return withHelp(d, `use letters, digits and "_"; the name in the database is set by "map"`)
}

func badCondition(file *token.File, e syntax.Expr, problem string) diag.Diagnostic {
	d := errorAt(file, e.Pos(), "bad-condition", "%s", problem)
	return withHelp(d, `write where: raw("price > 0") or where: { active: true }`)
}

func badConditionValue(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := errorAt(file, value.Pos(), "bad-condition", "field %q cannot be compared with %s", f.Name(), file.Slice(value.Pos()))
	return withHelp(d, `write a value of the field's type, null, or { not: … }; raw("…") takes any SQL`)
}

// Fields.

func duplicateColumn(file *token.File, name *syntax.String, first *Field) diag.Diagnostic {
	d := errorAt(file, name.Span, "duplicate-column", "field %q has the name %q in the database, too", first.Name(), name.Value)
	d = withRelated(d, file, first.Node.Name.Span, "the other field")
	return withHelp(d, "map one of the two to another name")
}

func redundantIgnore(file *token.File, f *Field) diag.Diagnostic {
	d := errorAt(file, f.Attribute("ignore").Span, "redundant-ignore", `the model is ignored as a whole, and with it field %q`, f.Name())
	return withHelp(d, "remove the @ignore")
}

func ignoreOnUnsupported(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := errorAt(file, a.Span, "ignore-on-unsupported", "a field of an unsupported type is ignored in any case")
	return withHelp(d, "remove the @ignore")
}

func relationOnScalar(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := errorAt(file, a.Span, "relation-on-scalar", `"@relation" stands on field %q, whose type is not a model`, f.Name())
	return withHelp(d, "put it on the field whose type is the other model")
}

func scalarAttributeOnRelation(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := errorAt(file, a.Span, "scalar-attribute-on-relation", `relation field %q takes no "@%s"`, f.Name(), a.Name.Text)
	if scalars := f.Relation.Fields; len(scalars) > 0 {
		return withHelp(d, "put it on the scalar field, such as %q", scalars[0].Name())
	}
	return withHelp(d, "put it on a scalar field")
}

func updatedAtType(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := errorAt(file, a.Span, "updated-at-type", `"@updatedAt" needs a field of type DateTime, and %q is none`, f.Name())
	return withHelp(d, "change the type to DateTime, or remove the attribute")
}

func updatedAtList(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := errorAt(file, a.Span, "updated-at-list", `a list takes no "@updatedAt"`)
	return withHelp(d, "remove the [] or the attribute")
}

func unknownAction(file *token.File, e syntax.Expr) diag.Diagnostic {
	d := errorAt(file, e.Pos(), "unknown-referential-action", "unknown referential action %q", file.Slice(e.Pos()))
	return withHelp(d, "the actions are Cascade, Restrict, NoAction, SetNull and SetDefault")
}

// Defaults.

func defaultOnComposite(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := errorAt(file, a.Span, "default-on-composite", "field %q of a composite type cannot have a default", f.Name())
	return withHelp(d, "remove the @default; the fields inside the type may have defaults")
}

func defaultOnUnsupported(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := errorAt(file, value.Pos(), "default-on-unsupported", "field %q has an unsupported type, whose values Prisma cannot write", f.Name())
	return withHelp(d, `in a model dbgenerated("…") gives it a default in SQL`)
}

func mapOnCompositeDefault(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := errorAt(file, arg.Span, "map-on-composite-default", "the default of a composite type's field has no name in the database")
	return withHelp(d, `remove the argument "map"`)
}

func namedAutoincrement(file *token.File, name *syntax.String) diag.Diagnostic {
	d := errorAt(file, name.Span, "named-autoincrement", "autoincrement() takes no constraint name")
	return withHelp(d, `remove the argument "map"`)
}

func functionOnType(file *token.File, call *syntax.Call, f *Field) diag.Diagnostic {
	d := errorAt(file, call.Pos(), "function-on-type", "%s() gives no value for field %q of type %s", call.Name.Text, f.Name(), f.Type.Scalar)
	return withHelp(d, "%s", functionHelp(call.Name.Text))
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
	d := errorAt(file, call.Pos(), "function-in-composite", "%s() does not work in a composite type", call.Name.Text)
	return withHelp(d, "set the value in the program, or use another default")
}

// UnknownFunction reports a default by a function nobody knows.
func UnknownFunction(file *token.File, call *syntax.Call) diag.Diagnostic {
	d := errorAt(file, call.Name.Span, "unknown-function", "unknown function %q", call.Name.Text)
	return withHelp(d, "the functions are autoincrement, auto, cuid, dbgenerated, nanoid, now, ulid and uuid, and sequence on CockroachDB")
}

func functionTakesNothing(file *token.File, call *syntax.Call) diag.Diagnostic {
	d := errorAt(file, call.Args.Span, "function-argument", "%s() takes no arguments", call.Name.Text)
	d.Fix = replace("remove the arguments", call.Args.Span, "()")
	return withHelp(d, "write %s()", call.Name.Text)
}

func functionArgument(file *token.File, call *syntax.Call, want string) diag.Diagnostic {
	d := errorAt(file, call.Args.Span, "function-argument", "%s() takes no argument, or %s", call.Name.Text, want)
	return withHelp(d, "write %s() to leave the choice to Prisma", call.Name.Text)
}

func defaultNotList(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := errorAt(file, value.Pos(), "default-not-list", "field %q is a list, its default is not", f.Name())
	text := file.Slice(value.Pos())
	return withHelp(d, "put the default in brackets, as in [%s]", text)
}

func defaultIsList(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := errorAt(file, value.Pos(), "default-is-list", "field %q is not a list, its default is", f.Name())
	return withHelp(d, "remove the brackets, or make the field a list")
}

func notAnEnumValue(file *token.File, value syntax.Expr, e *Enum) diag.Diagnostic {
	d := errorAt(file, value.Pos(), "not-an-enum-value", "%s is no value of enum %q", file.Slice(value.Pos()), e.Name())
	if len(e.Values) == 0 {
		return d
	}
	return withHelp(d, "write one of its values without quotes, such as %s", e.Values[0].Node.Name.Text)
}

func wrongDefault(file *token.File, value syntax.Expr, s connector.Scalar) diag.Diagnostic {
	d := errorAt(file, value.Pos(), "wrong-default", "expected a %s as default, found %s", s, describe(file, value))
	if n, ok := value.(*syntax.Number); ok && s == connector.String {
		d.Fix = replace("put it in quotes", n.Span, `"`+file.Slice(n.Span)+`"`)
	}
	return withHelp(d, "%s", literalHelp(s))
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
