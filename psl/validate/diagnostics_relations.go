package validate

import (
	"strings"

	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/internal/lines"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func mustBeIgnored(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := atField(f, code.IgnoredModel, "field %q refers to model %q, which is ignored", f.Name(), f.Type.Model.Name())
	return diag.WithHelp(d, "add @ignore to the field")
}

func actionNotSupported(m *schema.Model, span token.Span, a connector.Action, allowed connector.ActionSet, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(m.File.File, span, code.ActionNotSupported, "%s has no referential action %s in this relation mode", conn.Name, a)
	var names []string
	for _, action := range allowed.List() {
		names = append(names, action.String())
	}
	return diag.WithHelp(d, "use one of %s", strings.Join(names, ", "))
}

func namedForeignKey(m *schema.Model, f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(m.File.File, f.Relation.Attribute.Span, code.NamedForeignKey, "foreign keys have no names on %s", conn.Name)
	return diag.WithHelp(d, `remove the argument "map"`)
}

func missingIndex(m *schema.Model, f *schema.Field) diag.Diagnostic {
	d := diag.Errorf(m.File.File, f.Relation.Attribute.Span, code.MissingIndex, "relation %q has no index, because without foreign keys nothing makes one", f.Name())
	d.Severity = diag.Warning
	index := "@@index([" + fieldNames(f.Relation.Fields) + "])"
	d.Fix = addLine("add "+index, m.File.File, m.Node, index)
	return diag.WithHelp(d, "add %s", index)
}

// addLine puts a block attribute at the end of a block, indented as the lines there are.
func addLine(title string, file *token.File, b *syntax.Block, line string) *diag.Fix {
	body := file.Slice(b.Contents)
	indent, found := lines.Indent(body)
	if !found {
		indent = "  "
	}
	eol, at := lines.End(file.Slice(b.Span)), lines.Start(file.Text, b.Close.Start)
	text := indent + line + eol
	if last := len(b.Members) - 1; last >= 0 {
		switch b.Members[last].(type) {
		case *syntax.BlockAttribute, *syntax.BlankLines:
		default:
			text = eol + text // block attributes are set off by an empty line
		}
	}
	return &diag.Fix{Title: title, Edits: []diag.Edit{{Span: token.Span{Start: at, End: at}, Text: text}}}
}

func fieldNames(fields []*schema.Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name())
	}
	return strings.Join(names, ", ")
}

func setDefaultOnMySQL(m *schema.Model, span token.Span) diag.Diagnostic {
	d := diag.Errorf(m.File.File, span, code.SetDefaultOnMySQL, "MySQL reads SetDefault and does not carry it out")
	d.Severity = diag.Warning
	return diag.WithHelp(d, "use another referential action")
}

func ambiguousRelation(m *schema.Model, f *schema.Field, same []*schema.Field) diag.Diagnostic {
	d := atField(f, code.AmbiguousRelation, "it is not clear which relation field %q belongs to", f.Name())
	for _, other := range same {
		if other != f {
			d = diag.WithRelated(d, m.File.File, other.Node.Name.Span, "this field could be the same relation")
		}
	}
	return diag.WithHelp(d, `give each relation a name, the same on both sides, as in @relation("name")`)
}

func atForward(r *schema.Relation, code diag.Code, format string, args ...any) diag.Diagnostic {
	return atField(r.Forward, code, format, args...)
}

func missingOpposite(r *schema.Relation) diag.Diagnostic {
	f := r.Forward
	if f == nil {
		f = r.Back
	}
	d := atField(f, code.MissingOppositeField, "relation field %q has no opposite on model %q", f.Name(), f.Type.Model.Name())
	return diag.WithHelp(d, "add a field of type %s to model %q", f.Model.Name(), f.Type.Model.Name())
}

func referencesNotUnique(r *schema.Relation) diag.Diagnostic {
	references := r.Forward.Relation.References
	d := atForward(r, code.ReferencesNotUnique, "what %q refers to is no key of model %q", r.Forward.Name(), r.To.Name())
	if len(references) == 1 {
		return diag.WithHelp(d, "add @unique to field %q of model %q", references[0].Name(), r.To.Name())
	}
	return diag.WithHelp(d, "add @@unique([%s]) to model %q", fieldNames(references), r.To.Name())
}

func referencesOrder(r *schema.Relation) diag.Diagnostic {
	d := atForward(r, code.ReferencesOrder, "the references of %q stand in another order than the key of model %q", r.Forward.Name(), r.To.Name())
	return diag.WithHelp(d, "put the fields and the references in the order of the key")
}

func differentLengths(r *schema.Relation) diag.Diagnostic {
	end := r.Forward.Relation
	d := diag.Errorf(r.From.File.File, end.Attribute.Span, code.DifferentLengths, "%d fields and %d references do not match", len(end.Fields), len(end.References))
	return diag.WithHelp(d, "each field needs the one it refers to")
}

func relationMustBeOptional(r *schema.Relation, f *schema.Field) diag.Diagnostic {
	d := diag.Errorf(r.From.File.File, r.Forward.Node.Type.Span, code.RelationMustBeOptional, "%q must be optional, because its field %q is", r.Forward.Name(), f.Name())
	return diag.WithHelp(d, "write %s?, or make field %q required", r.To.Name(), f.Name())
}

func differentTypes(r *schema.Relation, f, other *schema.Field) diag.Diagnostic {
	d := atForward(r, code.DifferentTypes, "field %q has another type than %q of model %q, to which it refers", f.Name(), other.Name(), other.Model.Name())
	d = diag.WithRelated(d, f.File().File, f.Node.Type.Span, "one type")
	d = diag.WithRelated(d, other.File().File, other.Node.Type.Span, "the other")
	return diag.WithHelp(d, "give both the same type")
}

func setNullOnRequired(r *schema.Relation, argument string, warn bool) diag.Diagnostic {
	d := atForward(r, code.SetNullOnRequired, "%s is SetNull, and a field of relation %q is required", argument, r.Forward.Name())
	if warn {
		d.Code, d.Severity = code.SetNullOnRequiredWarning, diag.Warning
	}
	return diag.WithHelp(d, "use another referential action, or make the fields optional")
}

func neitherSideHas(f, other *schema.Field, argument string) diag.Diagnostic {
	d := atField(f, code.MissingRelationArgument, `neither %q nor %q has the argument %q`, f.Name(), other.Name(), argument)
	d = diag.WithRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return diag.WithHelp(d, "add @relation(fields: […], references: […]) to the side that holds the foreign key")
}

func bothSidesHave(f, other *schema.Field, argument string) diag.Diagnostic {
	d := atField(f, code.ArgumentOnBothSides, "%q and %q both have the argument %s", f.Name(), other.Name(), argument)
	d = diag.WithRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return diag.WithHelp(d, "keep it on the side that holds the foreign key")
}

func argumentOnWrongSide(f, other *schema.Field, arguments string) diag.Diagnostic {
	d := atField(f, code.ArgumentOnWrongSide, "%s belong to the other side of the relation, %q of model %q", arguments, other.Name(), other.Model.Name())
	d = diag.WithRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return diag.WithHelp(d, "move them there")
}

func referencingNotUnique(r *schema.Relation) diag.Diagnostic {
	fields := r.Forward.Relation.Fields
	d := atForward(r, code.OneToOneNotUnique, "relation %q is one to one, and what it is made of is not unique", r.Forward.Name())
	if len(fields) == 1 {
		return diag.WithHelp(d, "add @unique to field %q, or make the other side a list", fields[0].Name())
	}
	return diag.WithHelp(d, "add @@unique([%s]), or make the other side a list", fieldNames(fields))
}

func splitArguments(f, other *schema.Field, here, there string) diag.Diagnostic {
	d := atField(f, code.SplitRelationArguments, "%q has the argument %q, and %q has %q", f.Name(), here, other.Name(), there)
	d = diag.WithRelated(d, other.File().File, other.Node.Name.Span, "the other side")
	return diag.WithHelp(d, "put both on the same side")
}

func bothSidesRequired(r *schema.Relation) diag.Diagnostic {
	d := atField(r.Back, code.BothSidesRequired, "field %q cannot be required: no database can make sure that the other row is there", r.Back.Name())
	return diag.WithHelp(d, "write %s?", r.From.Name())
}

func missingRelationArgument(r *schema.Relation, argument string) diag.Diagnostic {
	d := atForward(r, code.MissingRelationArgument, "relation %q needs the argument %q", r.Forward.Name(), argument)
	return diag.WithHelp(d, "add @relation(fields: […], references: […])")
}

func manyToManyOnView(f *schema.Field) diag.Diagnostic {
	d := atField(f, code.ManyToManyOnView, "views take no part in relations of many to many")
	return diag.WithHelp(d, "make one side of the relation a single row")
}

func manyToManyNotSupported(f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := atField(f, code.ManyToManyNotSupported, "%s has no relations of many to many without fields", conn.Name)
	return diag.WithHelp(d, "add a list of ids on both sides, and @relation(fields: […], references: […])")
}

func manyToManyWithoutID(f *schema.Field) diag.Diagnostic {
	d := atField(f, code.ManyToManyWithoutID, "model %q has no id of one field, which a relation of many to many needs", f.Type.Model.Name())
	return diag.WithHelp(d, "give it an @id, or put a model of your own between the two")
}

func manyToManyReferences(f *schema.Field) diag.Diagnostic {
	d := atField(f, code.ManyToManyReferences, "a relation of many to many refers to the id of model %q", f.Type.Model.Name())
	return diag.WithHelp(d, `remove the argument "references"`)
}

func referencesOnManyToMany(f *schema.Field) diag.Diagnostic {
	d := atField(f, code.ManyToManyReferences, `a relation of many to many takes no argument "references"`)
	return diag.WithHelp(d, "remove it, or make one side a single row")
}

func actionOnManyToMany(f *schema.Field, span token.Span) diag.Diagnostic {
	d := diag.Errorf(f.File().File, span, code.ActionOnManyToMany, "a relation of many to many has no referential actions")
	return diag.WithHelp(d, "remove the argument, or put a model of your own between the two")
}

func embeddedNotSupported(f *schema.Field, conn *connector.Connector) diag.Diagnostic {
	d := atField(f, code.EmbeddedManyToMany, "%s keeps no lists of ids for a relation", conn.Name)
	return diag.WithHelp(d, `remove the arguments "fields" and "references" on both sides`)
}

func embeddedArgument(f *schema.Field, argument string) diag.Diagnostic {
	d := atField(f, code.EmbeddedArgument, "relation %q needs the argument %q with one field", f.Name(), argument)
	return diag.WithHelp(d, "write @relation(fields: [ids], references: [id]) on both sides")
}

func embeddedNotID(f *schema.Field) diag.Diagnostic {
	d := atField(f, code.EmbeddedNotID, "relation %q must refer to the id of model %q", f.Name(), f.Type.Model.Name())
	return diag.WithHelp(d, "name its @id field in references")
}

func embeddedType(f, own, other *schema.Field) diag.Diagnostic {
	d := atField(f, code.EmbeddedType, "field %q must be a list of the type of %q", own.Name(), other.Name())
	d = diag.WithRelated(d, own.File().File, own.Node.Type.Span, "the list")
	return diag.WithHelp(d, "give both the same type and the same native type")
}

func cascadeCycle(r *schema.Relation) diag.Diagnostic {
	d := atForward(r, code.CascadeCycle, "the referential actions of %q come round to model %q again", r.Forward.Name(), r.From.Name())
	return diag.WithHelp(d, "set onDelete and onUpdate to NoAction in one relation of the cycle")
}

func cascadePaths(r *schema.Relation) diag.Diagnostic {
	d := atForward(r, code.CascadePaths, "the referential actions of %q reach a model that another relation of %q reaches, too", r.Forward.Name(), r.From.Name())
	return diag.WithHelp(d, "set onDelete and onUpdate to NoAction in one of the two")
}
