package doctor

import (
	"fmt"

	"create-app/project"
)

// checkImages: what is installed in an image before the schema is copied finds none where a script generates the client then.
func (x *examination) checkImages() {
	p := x.project
	script := p.GeneratesOnInstall()
	if script == "" || len(p.Schema.Files) == 0 {
		return
	}
	schema := p.Below(p.Schema.Files[0].Path)
	for _, i := range p.InstallsBefore(schema) {
		cure := fmt.Sprintf("put %s in front of line %d", project.CopyLine(schema), i.Line)
		if i.Builds > 0 && p.GeneratesBeside() && !p.BuildGenerates() {
			cure += fmt.Sprintf(", and RUN %s in front of line %d, whose stage has no client", project.Manager(p.PackageManager).Exec("prisma generate"), i.Builds)
		}
		x.add(Finding{ID: "schema-not-in-image", Group: Client, File: p.Rel(i.File), Line: i.Line,
			Message: "the packages are installed before the schema is copied, and " + script + " in package.json runs prisma generate then",
			Why:     "prisma generate finds no schema and fails, the install with it: the image is not built",
			Cure:    cure})
	}
}
