package join

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/project"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/validate"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// otherConfigs are the names that Prisma's config may have besides ours.
func otherConfigs() []string {
	return []string{"prisma.config.js", "prisma.config.mts", "prisma.config.mjs", "prisma7.config.ts"}
}

// schema adds a schema, or NextAuth's models to the one that is there.
func (r *request) schema() (d scaffold.Decision, err error) {
	switch {
	case !r.HasSchema():
		d.Make("prisma/schema.prisma", r.files["prisma/schema.prisma"].Content)
		if config, found := r.files["prisma.config.ts"]; found && r.exists(otherConfigs()...) == "" {
			d.Make(config.Path, config.Content)
		}
		return d, nil
	case !r.app.Auth, r.otherStore(), r.isOld():
		return d, nil
	}
	home := r.home()
	schema, err := SchemaOf(home)
	if err != nil {
		return d, err
	}
	if schema.Root != home.Root {
		return d, &change.Error{Message: fmt.Sprintf("the schema %s is outside the project", home.Schema.Path), Advice: "nothing was written"}
	}
	if r.keepsNobody() || r.project.OtherAdapter() != "" && r.project.Package.Range("@auth/prisma-adapter") == "" && r.project.Package.Range("@next-auth/prisma-adapter") == "" {
		return d, nil
	}
	models := r.models()
	compared, err := nextauth.Compare(schema.Files, models)
	if err != nil {
		return d, &change.Error{Message: err.Error(), Advice: "nothing was written", Cause: err}
	}
	if len(r.ownAuth) > 0 && !slices.ContainsFunc(compared.Findings, func(f nextauth.Finding) bool { return f.Matters() && !models.Unused(f) }) {
		return d, nil // what is missing is nothing that the project's own settings ask for
	}
	edits, err := schema.Merge(compared)
	if err != nil {
		return d, err
	}
	if r.library != nil {
		if len(edits) > 0 {
			d.Tell(fmt.Sprintf("run \"%s\" in %s: NextAuth's models belong into the schema of %s", r.project.Program.Command("auth"), r.libraryDir(), r.libraryName()))
		}
		return d, nil
	}
	d.Edits = edits
	for _, f := range compared.Findings {
		if !f.Safe && f.Level >= nextauth.BreaksForSome {
			where := ""
			if f.File != nil {
				where = fmt.Sprintf("%s:%d: ", f.File.Name, f.File.Line(f.Span.Start))
			}
			d.Show(where+f.Message+"; "+f.Cure, "", strings.Join(f.Lines, "\n"))
		}
	}
	return d, nil
}

// models is what NextAuth needs of a schema that is there.
func (r *request) models() nextauth.Wants {
	w := nextauth.Wants{Strategy: nextauth.DatabaseSessions}
	if len(r.ownAuth) > 0 {
		w = nextauth.WantsOf(r.project)
	}
	w.Version, w.PlanetScale = r.app.NextAuth, r.options.Database == "planetscale"
	if len(r.ownAuth) == 0 || len(w.Providers) == 0 {
		w.Providers = r.options.Providers
	}
	return w
}

// Schema is a project's schema as it was found.
type Schema struct {
	Root   string         // the folder that the files are named from: the project's, or the schema's own if it is elsewhere
	Files  []*syntax.File // for the major that the project uses
	Before diag.List      // what is wrong with it
}

// schemaRoot is the folder that the files of a project's schema are named from.
func schemaRoot(p *project.Project) string {
	rel, err := filepath.Rel(p.Root, p.Schema.Path)
	switch {
	case err == nil && filepath.IsLocal(rel):
		return p.Root
	case p.Schema.Folder:
		return p.Schema.Path
	}
	return filepath.Dir(p.Schema.Path)
}

// SchemaOf takes the schema from a project that has one.
func SchemaOf(p *project.Project) (*Schema, error) {
	s := &Schema{Root: schemaRoot(p)}
	for _, f := range p.Schema.Files {
		name, err := filepath.Rel(s.Root, f.Path)
		if err != nil {
			return nil, err
		}
		s.Files = append(s.Files, syntax.ParseAs(syntax.VersionOf(p.Prisma.Major), filepath.ToSlash(name), string(f.Text)))
	}
	s.Before = judge(s.Files)
	return s, nil
}

// Merge adds to the schema what a comparison of it found missing. A schema that
// was valid still is.
func (s *Schema) Merge(c *nextauth.Comparison) ([]change.Edit, error) {
	merged, err := c.Merge()
	if err != nil {
		return nil, &change.Error{Message: fmt.Sprintf("change the schema: %s", err), Advice: "nothing was written", Cause: err}
	}
	if slices.Equal(merged, s.Files) {
		return nil, nil
	}
	if !s.Before.HasErrors() {
		if list := judge(merged); list.HasErrors() {
			return nil, &scaffold.SchemaError{Diagnostics: list}
		}
	}
	var edits []change.Edit
	for _, f := range merged {
		if !slices.Contains(s.Files, f) {
			edits = append(edits, change.Edit{Path: f.Name, Content: []byte(f.Text)})
		}
	}
	return edits, nil
}

// judge validates files as the project's Prisma does.
func judge(files []*syntax.File) diag.List {
	return validate.Schema(files, validate.Options{IgnoreMarks: true})
}
