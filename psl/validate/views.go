package validate

import (
	"slices"

	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
)

// checkView follows Prisma's views.rs: a view has neither primary key nor
// indexes, and its unique fields are a promise, not a constraint.
func (c *checker) checkView(v *schema.Model) {
	if !c.config.Previews.Has(connector.Views) {
		c.report(viewsNeedPreview(v))
	}
	if v.PrimaryKey != nil {
		c.report(viewPrimaryKey(v.PrimaryKey))
	}
}

// checkViewIndexes goes on where Prisma looks at indexes: behind the relations.
func (c *checker) checkViewIndexes(v *schema.Model) {
	for _, ix := range v.Indexes {
		switch {
		case ix.Kind != schema.Unique:
			c.report(viewIndex(ix))
		case ix.MapName != nil:
			c.report(viewUniqueArgument(ix, "map"))
		case ix.Clustered != schema.Unset:
			c.report(viewUniqueArgument(ix, "clustered"))
		case slices.ContainsFunc(ix.Fields, hasArguments):
			c.report(viewFieldArguments(ix))
		}
	}
}

func hasArguments(f schema.IndexField) bool {
	return f.Sort != schema.Unsorted || f.HasLength || f.Operators != nil || f.HasRawOperators
}

func viewsNeedPreview(v *schema.Model) diag.Diagnostic {
	return diag.WithHelp(atModel(v, code.ViewsNeedPreview, "view %q needs the preview feature views", v.Name()),
		`add previewFeatures = ["views"] to the generator`)
}

func viewPrimaryKey(pk *schema.Index) diag.Diagnostic {
	return diag.WithHelp(atIndex(pk, code.ViewPrimaryKey, "view %q cannot have a primary key", pk.Model.Name()),
		"use @unique or @@unique for what identifies a row")
}

func viewIndex(ix *schema.Index) diag.Diagnostic {
	return diag.WithHelp(atIndex(ix, code.ViewIndex, "view %q cannot have an index", ix.Model.Name()), "remove it")
}

func viewUniqueArgument(ix *schema.Index, argument string) diag.Diagnostic {
	d := diag.Errorf(ix.Model.File.File, nameArgument(ix, argument), code.ViewUniqueArgument,
		"a unique field of a view is no constraint of the database and takes no %s", argument)
	return diag.WithHelp(d, "remove the argument %s", argument)
}

func viewFieldArguments(ix *schema.Index) diag.Diagnostic {
	return diag.WithHelp(atIndex(ix, code.ViewUniqueArgument, "a unique field of a view is no constraint of the database and takes neither sort nor length"),
		"remove them")
}
