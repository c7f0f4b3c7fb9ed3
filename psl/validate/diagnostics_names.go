package validate

import (
	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func duplicateConstraint(file *token.File, a *syntax.Attribute, name string) diag.Diagnostic {
	span := a.Span
	for _, argument := range [...]string{"map", "name"} {
		if arg := schema.Argument(file, a, argument); arg != nil {
			span = arg.Span
			break
		}
	}
	d := diag.Errorf(file, span, code.DuplicateConstraint, "%q is the name of another constraint, too", name)
	return diag.WithHelp(d, `give it another name with the argument "map"`)
}

func duplicateForeignKey(r *schema.Relation, name string) diag.Diagnostic {
	if r.Forward == nil {
		d := atModel(r.To, code.DuplicateConstraint, "two foreign keys of %q would be called %q", r.From.Name(), name)
		return diag.WithHelp(d, "add the relation fields that are missing on %q", r.From.Name())
	}
	span := r.Forward.Node.Name.Span
	if arg := schema.Argument(r.From.File.File, r.Forward.Relation.Attribute, "map"); arg != nil {
		span = arg.Span
	}
	d := diag.Errorf(r.From.File.File, span, code.DuplicateConstraint, "%q is the name of another constraint, too", name)
	return diag.WithHelp(d, `give the foreign key another name with the argument "map"`)
}

func nameTooLong(file *token.File, name *syntax.String, a *syntax.Attribute, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.NameTooLong, "the name for %q has %d bytes, and %s takes %d", a.Name.Text(file), len(name.Value), conn.Name, conn.MaxIdentifier)
	return diag.WithHelp(d, "shorten the name")
}

func duplicateCustomName(ix, other *schema.Index) diag.Diagnostic {
	d := diag.Errorf(ix.Model.File.File, nameArgument(ix, "name"), code.DuplicateKeyName, "another key of the model is called %q, too", ix.Name.Value)
	d = diag.WithRelated(d, other.Model.File.File, nameArgument(other, "name"), "the other one")
	return diag.WithHelp(d, "give one of the two another name")
}

func customNameIsField(ix *schema.Index, f *schema.Field) diag.Diagnostic {
	// Prisma points at the model here.
	d := atModel(ix.Model, code.KeyNameIsField, "%q of %q is called like its field %q", ix.AttributeName(), ix.Model.Name(), f.Name())
	d = diag.WithRelated(d, ix.Model.File.File, nameArgument(ix, "name"), "the name of the key")
	return diag.WithHelp(d, "give the key another name")
}
