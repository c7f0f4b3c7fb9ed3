package lsp

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"create-app/doctor"
	"create-app/project"
	"create-app/psl/connector"
	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// fromDoctor are the findings of doctor that are about a schema and that neither
// the validator nor NextAuth's comparison says, and the property at which each is
// shown where it names no line of the schema. What depends on the environment that
// the app is run in is not known here.
var fromDoctor = map[string]property{
	"client-stale": nowhere, "datasource-missing": nowhere, "schema-copies-in-migrations": nowhere, "schema-not-seen-by-prisma": nowhere,
	"migrations-of-other-database": provider, "database-without-prisma-7": provider, "driver-of-other-database": provider,
	"client-in-schema-folder": output,
}

// property is one of a kind of block.
type property struct {
	of   syntax.BlockKind
	name string
}

var (
	nowhere  = property{}
	provider = property{syntax.Datasource, "provider"}
	output   = property{syntax.Generator, "output"}
)

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
// that of the property it is about, or the first line of all.
func (a *analysis) placeOf(f doctor.Finding) (*document, token.Span) {
	lineOf := func(doc *document, line int) token.Span {
		return token.Span{Start: token.Pos(doc.text.starts[line]), End: token.Pos(doc.text.lineEnd(line))}
	}
	for _, doc := range a.docs {
		if doc.path != "" && a.unit.project.Rel(doc.path) == f.File {
			return doc, lineOf(doc, min(max(f.Line-1, 0), len(doc.text.starts)-1))
		}
	}
	if about := fromDoctor[f.ID]; about != nowhere {
		for i, file := range a.files {
			for b := range file.Blocks(about.of) {
				for p := range b.Properties() {
					if p.Name.Is(file.File, about.name) {
						return a.docs[i], p.Span
					}
				}
			}
		}
	}
	return a.docs[0], lineOf(a.docs[0], 0)
}

// doctorCures are what a change of files cures, by the finding. The others are
// cured by a command, which the finding names.
var doctorCures = map[string]func(*actions, doctor.Finding){
	"datasource-missing":          (*actions).addDatasource,
	"client-in-schema-folder":     (*actions).generateOutside,
	"schema-copies-in-migrations": (*actions).renameCopies,
	"schema-not-seen-by-prisma":   (*actions).writeConfig,
}

// cureDoctor offers what cures a finding of doctor's.
func (x *actions) cureDoctor() {
	for _, f := range x.unit.findings() {
		of, span := x.placeOf(f)
		cure := doctorCures[f.ID]
		if cure == nil || of != x.doc || !x.touches(span) || !x.isOnDisk(x.doc) {
			continue
		}
		before := len(x.list)
		cure(x, f)
		for i := before; i < len(x.list); i++ {
			x.list[i].Diagnostics = slices.DeleteFunc(x.doctorFindings(x.world, x.doc), func(d diagnostic) bool { return d.Code != "doctor-"+f.ID })
		}
	}
}

func (x *actions) addDatasource(doctor.Finding) {
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
}

// generateOutside has the generator that writes into the schema's folder write
// beside it, where create-app puts a client.
func (x *actions) generateOutside(f doctor.Finding) {
	p := x.unit.project
	outside := filepath.Join(p.Root, "generated", "prisma")
	if isBelow(p.Schema.Path, outside) {
		return
	}
	for i, file := range x.files {
		folder := filepath.Dir(x.docs[i].path)
		for _, g := range schema.Generators(file) {
			if written := g.Text("output"); written == "" || p.Rel(filepath.Join(folder, filepath.FromSlash(written))) != f.File {
				continue
			}
			to, err := filepath.Rel(folder, outside)
			if err != nil {
				return
			}
			to = filepath.ToSlash(to)
			x.offer(quickFix, "Generate the client into "+to, nil, x.draft(func(draft *edit.Draft) { draft.SetProperty(g.Block, "output", `"`+to+`"`) }))
		}
	}
}

// renameCopies gives the copies of the schema below its migrations names that
// Prisma does not read.
func (x *actions) renameCopies(f doctor.Finding) {
	shown := []string{f.File}
	for _, place := range f.Places {
		shown = append(shown, place.File)
	}
	slices.Sort(shown)
	var change workspaceEdit
	for _, file := range slices.Compact(shown) {
		old := uriOf(x.unit.project.Abs(file))
		change.DocumentChanges = append(change.DocumentChanges, documentChange{Kind: "rename", OldURI: old, NewURI: old + ".txt"})
	}
	if x.world.canDo("rename") {
		x.list = append(x.list, codeAction{Title: "Rename what is below the migrations to .prisma.txt", Kind: quickFix, Edit: change})
	}
}

func (x *actions) writeConfig(doctor.Finding) {
	if config, ok := x.newConfig(x.unit.project.URLVariable()); ok {
		x.list = append(x.list, codeAction{Title: "Name the schema in a new prisma.config.ts", Kind: quickFix, Edit: config})
	}
}

// newConfig is a config for a project of Prisma 7 that has none; ok is false for
// others. Before Prisma 7 it would keep .env from being read.
func (x *actions) newConfig(variable string) (config workspaceEdit, ok bool) {
	p := x.unit.project
	if p == nil || p.Config != nil || p.Prisma.Major < 7 || len(p.Schema.Files) == 0 || !x.world.canDo("create") {
		return config, false
	}
	path, err := filepath.Rel(p.Dir, p.Schema.Path)
	if err != nil {
		return config, false
	}
	text := fmt.Sprintf("import { defineConfig } from \"prisma/config\";\n\nexport default defineConfig({\n  schema: %q,\n  datasource: { url: process.env.%s },\n});\n", filepath.ToSlash(path), variable)
	if p.Package != nil && p.Package.Range("dotenv") != "" {
		text = "import \"dotenv/config\";\n\n" + text
	}
	return newFile(filepath.Join(p.Dir, "prisma.config.ts"), text), true
}

// isOnDisk reports whether a text is the one that the project was read with.
func (a *analysis) isOnDisk(doc *document) bool {
	return slices.ContainsFunc(a.unit.project.Schema.Files, func(f project.SchemaFile) bool {
		return f.Path == doc.path && string(f.Text) == doc.text.string
	})
}
