package validate

import (
	"fmt"
	"strings"

	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// checkNativeType judges an attribute such as @db.VarChar(10), as Prisma's
// validate_native_type_arguments does.
func (c *checker) checkNativeType(f *schema.Field) {
	n := f.Native
	if n == nil || f.Type.Kind != schema.ScalarKind {
		return
	}
	file := f.File().File
	if ds := c.config.Datasource; ds != nil && n.Scope != ds.Name() {
		c.report(wrongScope(file, n, ds))
		return
	}
	t, ok := c.conn.NativeType(n.Name)
	if !ok {
		c.report(unknownNativeType(file, n, c.conn))
		return
	}
	var room [2]string
	args := argumentTexts(file, n, room[:0])
	required, optional := t.Counts()
	switch {
	case len(args) < required || len(args) > required+optional:
		c.report(nativeTypeArguments(file, n, required, required+optional))
	case !t.Scalars.Has(f.Type.Scalar):
		c.report(incompatibleNativeType(file, n, t, f))
	default:
		if p := t.Check(args, f.Type.Scalar); p != connector.NoProblem {
			c.report(wrongNativeArgument(file, n, t, p))
		}
	}
}

// argumentTexts appends the arguments as they are written, without names, to texts.
func argumentTexts(file *token.File, n *schema.NativeType, texts []string) []string {
	for _, arg := range n.Args() {
		if arg.Value != nil {
			texts = append(texts, strings.TrimSpace(file.Slice(arg.Value.Pos())))
		}
	}
	return texts
}

// checkUnsupportedType refuses Unsupported("…") for a type that is supported, as
// Prisma's validate_unsupported_field_type does.
func (c *checker) checkUnsupportedType(f *schema.Field) {
	ds := c.config.Datasource
	if f.Type.Kind != schema.UnsupportedKind || ds == nil {
		return
	}
	name, args := splitNativeType(f.Node.Type.Unsupported.Value)
	if t, ok := c.conn.NativeType(name); ok && t.Parses(args) {
		c.report(supportedType(f, t, args, ds))
	}
}

// splitNativeType takes "VarChar(10) and more" apart as Prisma does: the name up
// to the first parenthesis, and what stands in it.
func splitNativeType(text string) (name string, args []string) {
	name, rest, ok := strings.Cut(text, "(")
	name = strings.TrimSpace(name)
	if !ok {
		return name, nil
	}
	inside, _, ok := strings.Cut(rest, ")")
	if !ok {
		return name, nil
	}
	args = strings.Split(inside, ",")
	for i := range args {
		args[i] = strings.TrimSpace(args[i])
	}
	return name, args
}

func wrongScope(file *token.File, n *schema.NativeType, ds *Datasource) diag.Diagnostic {
	start := n.Attribute.Name.Span.Start
	span := token.Span{Start: start, End: start + token.Pos(len(n.Scope))}
	d := diag.Errorf(file, span, code.WrongNativeTypePrefix, "%q is not the name of the datasource", n.Scope)
	d.Fix = &diag.Fix{Title: "write " + ds.Name(), Edits: []diag.Edit{{Span: span, Text: ds.Name()}}}
	return diag.WithHelp(d, "write @%s.%s", ds.Name(), n.Name)
}

func unknownNativeType(file *token.File, n *schema.NativeType, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(file, n.Attribute.Span, code.UnknownNativeType, "%s has no native type %q", conn.Name, n.Name)
	for i := range conn.NativeTypes {
		if strings.EqualFold(conn.NativeTypes[i].Name, n.Name) {
			return diag.WithHelp(d, "did you mean %q?", conn.NativeTypes[i].Name)
		}
	}
	if len(conn.NativeTypes) == 0 {
		return diag.WithHelp(d, "remove the attribute")
	}
	return diag.WithHelp(d, "it has %s", enumerate(nativeTypeNames(conn), "and"))
}

func nativeTypeNames(conn *connector.Connector) []string {
	var names []string
	for i := range conn.NativeTypes {
		names = append(names, conn.NativeTypes[i].Name)
	}
	return names
}

func nativeTypeArguments(file *token.File, n *schema.NativeType, least, most int) diag.Diagnostic {
	d := diag.Errorf(file, n.Attribute.Span, code.NativeTypeArguments, "the native type %q takes %s, not %d", n.Name, countOf(least, most), len(n.Args()))
	switch {
	case most == 0:
		return diag.WithHelp(d, "remove the parentheses and what is in them")
	case least == 1:
		return diag.WithHelp(d, "give its length, as in @%s(191)", n.Attribute.Name.Text(file))
	}
	return d
}

func countOf(least, most int) string {
	switch {
	case most == 0:
		return "no arguments"
	case least == most:
		return fmt.Sprintf("%d argument", most)
	case most == 1:
		return "at most 1 argument"
	}
	return fmt.Sprintf("at most %d arguments", most)
}

func incompatibleNativeType(file *token.File, n *schema.NativeType, t *connector.NativeType, f *schema.Field) diag.Diagnostic {
	var fit []string
	for _, s := range t.Scalars.List() {
		fit = append(fit, s.String())
	}
	d := diag.Errorf(file, n.Attribute.Span, code.IncompatibleNativeType, "the native type %q does not hold a %s", n.Name, f.Type.Scalar)
	return diag.WithHelp(d, "make the field %q a %s, or choose another native type", f.Name(), enumerate(fit, "or"))
}

func wrongNativeArgument(file *token.File, n *schema.NativeType, t *connector.NativeType, p connector.Problem) diag.Diagnostic {
	const code = code.WrongNativeTypeArgument
	written := file.Slice(n.Attribute.Args.Span)
	switch p {
	case connector.ScaleTooLarge:
		d := diag.Errorf(file, n.Attribute.Span, code, "%s%s has a scale larger than its precision", n.Name, written)
		return diag.WithHelp(d, "the first number is the precision, the second the scale")
	case connector.FirstOutOfRange:
		return outOfRange(file, n, t.First, "the first argument")
	case connector.SecondOutOfRange:
		return outOfRange(file, n, t.Second, "the second argument")
	case connector.NotOneForBoolean:
		d := diag.Errorf(file, n.Attribute.Span, code, "%s%s does not hold a Boolean", n.Name, written)
		return diag.WithHelp(d, "write @%s(1)", n.Attribute.Name.Text(file))
	}
	d := diag.Errorf(file, n.Attribute.Span, code, "%s is not what the native type %q takes", written, n.Name)
	switch t.Arguments {
	case connector.OptionalNumbers:
		return diag.WithHelp(d, "give precision and scale, as in @%s(10, 2)", n.Attribute.Name.Text(file))
	case connector.OptionalSize:
		return diag.WithHelp(d, "give a number up to 65535, or Max")
	}
	return diag.WithHelp(d, "give a number that is not negative")
}

func outOfRange(file *token.File, n *schema.NativeType, r *connector.Range, which string) diag.Diagnostic {
	d := diag.Errorf(file, n.Attribute.Span, code.WrongNativeTypeArgument, "%s of %s%s is out of range", which, n.Name, file.Slice(n.Attribute.Args.Span))
	if r.Max == 1<<32-1 {
		return diag.WithHelp(d, "it is at least %d", r.Min)
	}
	return diag.WithHelp(d, "it is between %d and %d", r.Min, r.Max)
}

func supportedType(f *schema.Field, t *connector.NativeType, args []string, ds *Datasource) diag.Diagnostic {
	native := t.Name
	if required, optional := t.Counts(); len(args) > 0 && required+optional > 0 {
		native += "(" + strings.Join(args, ", ") + ")"
	}
	node := f.Node.Type
	want := fmt.Sprintf("%s @%s.%s", t.Scalars.List()[0], ds.Name(), native)
	d := diag.Errorf(f.File().File, node.Base, code.SupportedType, "Prisma supports the type %q of field %q", node.Unsupported.Value, f.Name())
	if len(f.Node.Attributes) == 0 && node.Arity == syntax.Required {
		d.Fix = &diag.Fix{Title: "write the type out", Edits: []diag.Edit{{Span: node.Span, Text: want}}}
	}
	return diag.WithHelp(d, "write %s", want)
}
