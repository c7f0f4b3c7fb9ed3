package lsp

import (
	"cmp"
	"path/filepath"
	"slices"

	"create-app/doctor"
	"create-app/project"
	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// fromDoctor are the findings of doctor that are about a schema and that neither
// the validator nor NextAuth's comparison says. What depends on the environment
// that the app is run in is not known here. True are those that are about the
// database, and belong where the datasource names it.
var fromDoctor = map[string]bool{
	"client-stale": false, "datasource-missing": false, "client-in-schema-folder": false, "schema-copies-in-migrations": false, "schema-not-seen-by-prisma": false,
	"migrations-of-other-database": true, "database-without-prisma-7": true, "driver-of-other-database": true,
}

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
		u.doctorFindings = slices.DeleteFunc(report.Findings, func(f doctor.Finding) bool { _, ok := fromDoctor[f.ID]; return !ok })
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
		of, span := a.placeOf(f)
		if of != doc || !a.isOnDisk(doc) {
			continue
		}
		d := diagnostic{
			Range: doc.text.rangeOf(span, w.encoding), Severity: severityWarning, Source: source, Code: "doctor-" + f.ID, Message: f.Message + "\n" + f.Why + "\n" + f.Cure,
		}
		if f.Note {
			d.Severity = severityInformation
		}
		if w.docsAt != "" && w.client.TextDocument.PublishDiagnostics.CodeDescriptionSupport {
			d.CodeDescription = &codeDescription{w.docsAt + "/doctor.md"}
		}
		list = append(list, d)
	}
	return list
}

// placeOf is where a finding is shown: its own line, where that is in the schema,
// that of the datasource's provider, or the first line of all.
func (a *analysis) placeOf(f doctor.Finding) (*document, token.Span) {
	lineOf := func(doc *document, line int) token.Span {
		return token.Span{Start: token.Pos(doc.text.starts[line]), End: token.Pos(doc.text.lineEnd(line))}
	}
	for _, doc := range a.docs {
		if doc.path != "" && a.unit.project.Rel(doc.path) == f.File {
			return doc, lineOf(doc, min(max(f.Line-1, 0), len(doc.text.starts)-1))
		}
	}
	for i, file := range a.files {
		for b := range file.Blocks(syntax.Datasource) {
			for p := range b.Properties() {
				if fromDoctor[f.ID] && p.Name.Is(file.File, "provider") {
					return a.docs[i], p.Span
				}
			}
		}
	}
	return a.docs[0], lineOf(a.docs[0], 0)
}

// cureDoctor offers what a change of the schema cures.
func (x *actions) cureDoctor() {
	for _, f := range x.unit.findings() {
		of, span := x.placeOf(f)
		if f.ID != "datasource-missing" || of != x.doc || !x.touches(span) || !x.isOnDisk(x.doc) {
			continue
		}
		before := len(x.list)
		for _, provider := range connector.Providers() {
			if provider == "mongodb" && x.version != syntax.Prisma6 {
				continue
			}
			text := "datasource db {\n  provider = \"" + provider + "\"\n"
			if x.version == syntax.Prisma6 {
				text += "  url      = env(\"DATABASE_URL\")\n"
			}
			x.offer(quickFix, "Add a datasource of "+provider, nil, []fileEdit{x.replace(token.Span{}, withLineEnds(text+"}\n\n", x.doc.text.string))})
		}
		for i := before; i < len(x.list); i++ {
			x.list[i].Diagnostics = slices.DeleteFunc(x.doctorFindings(x.world, x.doc), func(d diagnostic) bool { return d.Code != "doctor-"+f.ID })
		}
	}
}

// isOnDisk reports whether a text is the one that the project was read with.
func (a *analysis) isOnDisk(doc *document) bool {
	return slices.ContainsFunc(a.unit.project.Schema.Files, func(f project.SchemaFile) bool {
		return f.Path == doc.path && string(f.Text) == doc.text.string
	})
}
