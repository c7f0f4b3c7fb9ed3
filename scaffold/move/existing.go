package move

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/afero"

	"create-app/project"
	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/project/prismaconfig"
	"create-app/psl/syntax"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// NewExisting takes what a move needs from a project as it was found.
func NewExisting(fsys afero.Fs, found *project.Project) (Existing, error) {
	p := Existing{Prisma: found.Prisma.Major, Variable: project.DatabaseURL, Env: ".env", manager: found.PackageManager, Record: found.Record}
	if found.SchemaErr != nil {
		return p, found.SchemaErr
	}
	root, err := change.Resolve(fsys, found.Root, found.Root)
	if err != nil {
		return p, err
	}
	p.Root = root
	if found.Package != nil {
		if p.Package, err = manifest.Parse(found.Package.Text); err != nil {
			return p, scaffold.BrokenManifest(err)
		}
	}
	for _, f := range found.Schema.Files {
		name, err := p.below(fsys, f.Path)
		if err != nil {
			return p, err
		}
		p.Schema = append(p.Schema, name)
	}
	p.look(fsys, found)
	return p, nil
}

// UseEnvironment makes the move change the file that gives the database's
// variable its value: of those that are loaded, the first that sets it. Where
// none does, it stays with .env.
func (p *Existing) UseEnvironment(fsys afero.Fs, e *project.Environment) error {
	for _, f := range e.Files {
		if _, set := f.Lookup(p.Variable); !set {
			continue
		}
		real, err := change.Resolve(fsys, f.Path, f.Path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(p.Root, real)
		if err != nil || !filepath.IsLocal(name) {
			return &change.Error{
				Message: fmt.Sprintf("%s, which sets %s, is outside the project %s", f.Path, p.Variable, p.Root),
				Advice:  "name the project's own file with --env-file",
			}
		}
		p.Env = filepath.ToSlash(name)
		return nil
	}
	return nil
}

// below is a path of the project as a plan has it: from the root, with slashes.
func (p *Existing) below(fsys afero.Fs, path string) (string, error) {
	real, err := change.Resolve(fsys, path, path)
	if err != nil {
		return "", err
	}
	name, err := filepath.Rel(p.Root, real)
	if err != nil || !filepath.IsLocal(name) {
		return "", &change.Error{Message: fmt.Sprintf("the schema %s is outside the project %s", path, p.Root), Advice: "run it in the project that the schema belongs to"}
	}
	return filepath.ToSlash(name), nil
}

func exists(fsys afero.Fs, path string) bool {
	_, err := fsys.Stat(path)
	return err == nil
}

// look finds out what else a move has to know: the version, the variable of the
// URL, its .env file and the migrations.
func (p *Existing) look(fsys afero.Fs, found *project.Project) {
	home, sixURL := p.Schema[0], false
	for i, f := range found.Schema.Files {
		file := syntax.Parse(f.Path, string(f.Text))
		for b := range file.Blocks(syntax.Datasource) {
			home = p.Schema[i]
			for property := range b.Properties() {
				if property.Name.Text(file.File) == "url" {
					sixURL = true
					p.Variable = environmentCall(file, property.Value, p.Variable)
				}
			}
		}
	}
	switch {
	case p.Prisma == 0 && sixURL:
		p.Prisma = 6
	case p.Prisma == 0:
		p.Prisma = 7
	}
	p.Prisma = min(max(p.Prisma, 6), 7)
	if found.Config != nil && found.Config.URL.Var != "" {
		p.Variable = found.Config.URL.Var
	}
	p.Migrations = p.migrations(fsys, found.Config, home)
	for _, name := range []string{".env", "prisma/.env"} {
		content, err := change.ReadFile(fsys, filepath.Join(p.Root, filepath.FromSlash(name)))
		if _, set := env.Parse(content).Lookup(p.Variable); err == nil && set {
			p.Env = name
			return
		}
	}
}

// environmentCall is X of env("X"), or other.
func environmentCall(file *syntax.File, value syntax.Expr, other string) string {
	if call, ok := value.(*syntax.Call); ok && call.Name.Text(file.File) == "env" && len(call.Args.List) == 1 {
		if s, ok := call.Args.List[0].Value.(*syntax.String); ok {
			return s.Value
		}
	}
	return other
}

func (p *Existing) migrations(fsys afero.Fs, config *prismaconfig.Config, home string) string {
	places := []string{filepath.Join(p.Root, filepath.Dir(filepath.FromSlash(home)), "migrations"), filepath.Join(p.Root, "prisma", "migrations")}
	if config != nil && config.Migrations != "" {
		places = []string{config.Migrations}
	}
	for _, place := range places {
		if below, err := filepath.Rel(p.Root, place); err == nil && filepath.IsLocal(below) && exists(fsys, place) {
			return filepath.ToSlash(below)
		}
	}
	return ""
}
