package lsp

import (
	"cmp"
	"path/filepath"
	"slices"

	"create-app/doctor"
	"create-app/project"
	"create-app/psl/token"
)

// fromDoctor are the findings of doctor that are about a schema and that neither
// the validator nor NextAuth's comparison says. What depends on the environment
// that the app is run in is not known here.
var fromDoctor = []string{"client-stale", "datasource-missing"}

// findings are what doctor says of the schema as it is on disk. They are made
// once for each layout.
func (u *unit) findings() []doctor.Finding {
	u.doctorOnce.Do(func() {
		if u.project == nil || len(u.project.Schema.Files) != len(u.keys) {
			return
		}
		for _, f := range u.project.Schema.Files {
			if !slices.Contains(u.keys, f.Path) {
				return // the project's schema is another one
			}
		}
		p, err := project.Find(u.fsys, u.project.Dir, project.Options{Also: copies(u.project)})
		if err != nil {
			return
		}
		report, err := doctor.Examine(p, doctor.World{})
		if err != nil {
			return // validate and the other commands say why
		}
		u.doctorFindings = slices.DeleteFunc(report.Findings, func(f doctor.Finding) bool { return !slices.Contains(fromDoctor, f.ID) })
	})
	return u.doctorFindings
}

// copies are where a project's generated clients keep what they were made from,
// from its root: more of an app's sources need not be read.
func copies(p *project.Project) []string {
	var names []string
	for _, g := range p.Generators() {
		dir := cmp.Or(g.Output, p.DefaultOutput())
		if below, err := filepath.Rel(p.Root, dir); err == nil {
			names = append(names, filepath.Join(below, "internal", "class.ts"), filepath.Join(below, "schema.prisma"))
		}
	}
	return names
}

// doctorFindings are those in one file, as long as its text is what is on disk:
// of another one doctor has not heard.
func (a *analysis) doctorFindings(w *world, doc *document) []diagnostic {
	var list []diagnostic
	for _, f := range a.unit.findings() {
		i := slices.IndexFunc(a.docs, func(d *document) bool { return d.path != "" && a.unit.project.Rel(d.path) == f.File })
		i = max(i, 0) // what is of the whole schema is said at the top of its first file
		if a.docs[i] != doc || !a.isOnDisk(doc) {
			continue
		}
		line := min(max(f.Line-1, 0), len(doc.text.starts)-1)
		d := diagnostic{
			Range:    doc.text.rangeOf(token.Span{Start: token.Pos(doc.text.starts[line]), End: token.Pos(doc.text.lineEnd(line))}, w.encoding),
			Severity: severityWarning, Source: source, Code: "doctor-" + f.ID, Message: f.Message + "\n" + f.Why + "\n" + f.Cure,
		}
		if f.Note {
			d.Severity = severityInformation
		}
		list = append(list, d)
	}
	return list
}

// isOnDisk reports whether a text is the one that the project was read with.
func (a *analysis) isOnDisk(doc *document) bool {
	return slices.ContainsFunc(a.unit.project.Schema.Files, func(f project.SchemaFile) bool {
		return f.Path == doc.path && string(f.Text) == doc.text.string
	})
}
