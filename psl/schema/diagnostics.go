package schema

import (
	"strings"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The constructors of this file and those called like it alone word a
// diagnostic. The codes are explained in docs/diagnostics.md.

func replace(title string, span token.Span, text string) *diag.Fix {
	return &diag.Fix{Title: title, Edits: []diag.Edit{{Span: span, Text: text}}}
}

// rename offers a name that is near the wrong one.
func rename(span token.Span, near string) *diag.Fix {
	fix := replace("change it to "+near, span, near)
	fix.Guess = true
	return fix
}

// remove takes span out, and the blanks before it.
func remove(title string, file *token.File, span token.Span) *diag.Fix {
	start := token.Pos(len(strings.TrimRight(file.Text[:span.Start], " \t")))
	return replace(title, token.Span{Start: start, End: span.End}, "")
}

// Names.

func compositeBlockAttribute(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.CompositeBlockAttribute, `a composite type takes no "@@%s"`, a.Name.Text(file))
	return diag.WithHelp(d, "declare keys and indexes in the models that use the type")
}

func compositeFieldAttribute(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.CompositeFieldAttribute, `a field of a composite type takes no "@%s"`, a.Name.Text(file))
	return diag.WithHelp(d, "keys and relations belong to the models that use the type")
}

func reservedScalarName(file *token.File, b *syntax.Block) diag.Diagnostic {
	d := diag.Errorf(file, b.Name.Span, code.ReservedTypeName, "%q is the name of a built-in type", b.Name.Text(file))
	return diag.WithHelp(d, "give the %s another name", b.Kind)
}

func reservedName(file *token.File, b *syntax.Block) diag.Diagnostic {
	d := diag.Errorf(file, b.Name.Span, code.ReservedName, "%q is reserved in the generated client", b.Name.Text(file))
	return diag.WithHelp(d, "give the %s another name; @@map keeps its name in the database", b.Kind)
}

func nameStartsWithNumber(file *token.File, name syntax.Ident, what string) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.NameStartsWithNumber, "%s name %q starts with a number", what, name.Text(file))
	return diag.WithHelp(d, "begin it with a letter")
}

func nameHasDash(file *token.File, name syntax.Ident, what string) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.NameHasDash, `%s name %q has a "-"`, what, name.Text(file))
	return diag.WithHelp(d, `use letters, digits and "_"; @map or @@map keeps a name in the database`)
}

func duplicateBlock(file *token.File, b *syntax.Block, first at, kind syntax.BlockKind) diag.Diagnostic {
	d := diag.Errorf(file, b.Name.Span, code.DuplicateName, "%s %q is declared already, as a %s", b.Kind, b.Name.Text(file), kind)
	d = diag.WithRelated(d, first.file, first.span, "first declared here")
	return diag.WithHelp(d, "rename one of the two, or remove it")
}

func duplicateField(file *token.File, name syntax.Ident, owner string, first syntax.Ident) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.DuplicateField, "field %q is declared twice in %q", name.Text(file), owner)
	d = diag.WithRelated(d, file, first.Span, "first declared here")
	return diag.WithHelp(d, "rename one of the two, or remove it")
}

func duplicateEnumValue(file *token.File, v *syntax.EnumValue, enum string) diag.Diagnostic {
	d := diag.Errorf(file, v.Name.Span, code.DuplicateEnumValue, "value %q is declared twice in enum %q", v.Name.Text(file), enum)
	return diag.WithHelp(d, "remove one of the two")
}

func duplicateKey(file *token.File, p *syntax.Property, b *syntax.Block, first token.Span) diag.Diagnostic {
	d := diag.Errorf(file, p.Name.Span, code.DuplicateProperty, "property %q is set twice in %s %q", p.Name.Text(file), b.Kind, b.Name.Text(file))
	d = diag.WithRelated(d, file, first, "first set here")
	return diag.WithHelp(d, "remove one of the two")
}

// Types.

func unknownType(file *token.File, f *Field, near string) diag.Diagnostic {
	name := f.Node.Type.Name
	d := diag.Errorf(file, name.Span, code.UnknownType, "unknown type %q", name.Text(file))
	if near == "" {
		return diag.WithHelp(d, "a type is a built-in one, such as String, or the name of a model, an enum or a composite type")
	}
	d.Fix = rename(name.Span, near)
	return diag.WithHelp(d, "did you mean %q?", near)
}

func relationInComposite(file *token.File, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, f.Node.Type.Name.Span, code.RelationInCompositeType,
		"field %q of composite type %q refers to model %q", f.Name(), f.Composite.Name(), f.Type.Model.Name())
	return diag.WithHelp(d, "composite types have no relations: declare it in the models that use the type")
}

func emptyEnum(file *token.File, b *syntax.Block) diag.Diagnostic {
	d := diag.Errorf(file, b.Name.Span, code.EmptyEnum, "enum %q has no values", b.Name.Text(file))
	return diag.WithHelp(d, "add a value, or remove the enum")
}

// Attributes in general.

func duplicateAttribute(file *token.File, a *syntax.Attribute) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.DuplicateAttribute, "attribute %q may be given only once", a.Name.Text(file))
	return diag.WithHelp(d, "keep one of them")
}

func unknownAttribute(file *token.File, a *syntax.Attribute, prefix string) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.UnknownAttribute, `attribute "%s%s" does not exist here`, prefix, a.Name.Text(file))
	return diag.WithHelp(d, "check its name, and whether it belongs to a field (@) or to a block (@@)")
}

func missingArgumentValue(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := diag.Errorf(file, arg.Span, code.MissingArgumentValue, "argument %q has no value", arg.Name.Text(file))
	return diag.WithHelp(d, `write a value behind the ":"`)
}

func trailingComma(file *token.File, span token.Span) diag.Diagnostic {
	d := diag.Errorf(file, span, code.TrailingComma, "the last argument is followed by a comma")
	d.Fix = replace("remove the comma", span, "")
	return diag.WithHelp(d, "remove the comma")
}

func (args *arguments) repeated(i, first int) diag.Diagnostic {
	arg := &args.list[i]
	if arg.Name.IsZero() {
		d := diag.Errorf(args.file, arg.Span, code.SeveralUnnamedArguments, "only one argument may have no name")
		return diag.WithHelp(d, "a list of fields stands in brackets, as in [a, b]")
	}
	d := diag.Errorf(args.file, arg.Span, code.DuplicateArgument, "argument %q is given twice", arg.Name.Text(args.file))
	d = diag.WithRelated(d, args.file, args.list[first].Span, "first given here")
	return diag.WithHelp(d, "keep one of them")
}

func argumentGivenTwice(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	d := diag.Errorf(file, arg.Span, code.DuplicateArgument, "argument %q is given twice, once without its name", arg.Name.Text(file))
	return diag.WithHelp(d, "keep one of them")
}

func missingArgument(file *token.File, a *syntax.Attribute, name string) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.MissingArgument, "attribute %q needs the argument %q", a.Name.Text(file), name)
	return diag.WithHelp(d, "write it in parentheses; its name may be left out")
}

func unknownArgument(file *token.File, a *syntax.Attribute, arg *syntax.Argument) diag.Diagnostic {
	if arg.Name.IsZero() {
		d := diag.Errorf(file, arg.Span, code.UnknownArgument, "attribute %q takes no argument without a name", a.Name.Text(file))
		return diag.WithHelp(d, "remove the argument, or name it")
	}
	d := diag.Errorf(file, arg.Span, code.UnknownArgument, "attribute %q takes no argument %q", a.Name.Text(file), arg.Name.Text(file))
	return diag.WithHelp(d, "remove the argument, or check its name")
}

func wrongValue(file *token.File, e syntax.Expr, want string) diag.Diagnostic {
	d := diag.Errorf(file, e.Pos(), code.WrongValue, "expected %s, found %s", want, describe(file, e))
	if p, ok := e.(*syntax.Path); ok && want == "a string" {
		d.Fix = replace("put it in quotes", p.Span, `"`+p.Text(file)+`"`)
	}
	return diag.WithHelp(d, "write %s here", want)
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
	d := diag.Errorf(file, s.Span, code.EmptyName, "argument %q is empty", name)
	return diag.WithHelp(d, "write a name, or leave the argument out")
}
