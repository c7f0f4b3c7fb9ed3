package scaffold

import (
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/validate"
	"create-app/scaffold/change"
)

// SchemaError says that a plan would write a schema that Prisma rejects. That
// is a mistake of this program, so the plan is not handed out.
type SchemaError struct {
	Diagnostics diag.List
}

func (e *SchemaError) Error() string {
	return "the schema to be written is not valid; nothing was written\n" + diag.Printer{}.Sprint(e.Diagnostics)
}

// Hint says that it is not the user's fault.
func (e *SchemaError) Hint() string {
	return "this is a mistake in create-app; please report it with the command you typed"
}

// CheckSchemas judges the schemas a plan would write, together as one, by a major of Prisma.
func CheckSchemas(plan *change.Plan, prisma int) error {
	var files []*syntax.File
	for _, c := range plan.Changes {
		if isSchema(c) {
			files = append(files, syntax.ParseAs(syntax.VersionOf(prisma), c.Path, string(c.After)))
		}
	}
	if len(files) == 0 {
		return nil
	}
	if list := validate.Schema(files, validate.Options{}); list.HasErrors() {
		return &SchemaError{Diagnostics: list}
	}
	return nil
}
