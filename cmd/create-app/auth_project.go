package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/manifest"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// authProject is what "create-app auth" sees of a project.
type authProject struct {
	found      *project.Project
	root       string // absolute; what is written lies below it
	files      []*syntax.File
	prisma     syntax.Version
	nextAuth   int
	evidence   nextauth.Evidence
	sources    []string       // the files that configure NextAuth, below root
	manifest   *manifest.File // package.json; nil where there is none
	remembered authAnswers
}

// authAnswers are the answers in package.json under "create-app".
type authAnswers struct {
	DB             string            `json:"db,omitempty"`
	NextAuth       int               `json:"next-auth,omitempty"`
	Providers      []string          `json:"providers,omitempty"`
	Strategy       nextauth.Strategy `json:"strategy,omitempty"`
	With           []string          `json:"with,omitempty"`
	Roles          map[string]string `json:"roles,omitempty"`
	Router         string            `json:"router,omitempty"`
	SrcDir         bool              `json:"src-dir,omitempty"`
	ImportAlias    string            `json:"import-alias,omitempty"`
	PackageManager string            `json:"package-manager,omitempty"`
}

func (a authAnswers) with() []nextauth.Role {
	var roles []nextauth.Role
	for _, name := range a.With {
		if role, err := nextauth.ParseRole(name); err == nil {
			roles = append(roles, role)
		}
	}
	return roles
}

func (a authAnswers) models() map[nextauth.Role]string {
	models := make(map[nextauth.Role]string)
	for name, model := range a.Roles {
		if role, err := nextauth.ParseRole(name); err == nil {
			models[role] = model
		}
	}
	return models
}

// readAuthProject finds the schema, by the flags or as Prisma does, and what
// else tells how the app signs people in.
func readAuthProject(env *Env, o project.Options) (*authProject, error) {
	found, err := project.Find(env.FS, env.Dir, o)
	if err != nil {
		return nil, err
	}
	if found.SchemaErr != nil {
		return nil, found.SchemaErr
	}
	p := &authProject{found: found, root: found.Root, nextAuth: 4, prisma: syntax.Prisma7}
	if err := p.readPackage(); err != nil {
		return nil, err
	}
	if err := p.readSchema(); err != nil {
		return nil, err
	}
	p.nextAuth = p.nextAuthVersion()
	if found.Prisma.Major != 0 && found.Prisma.Major < 7 || found.Prisma.Major == 0 && p.hasURL() {
		p.prisma = syntax.Prisma6
	}
	p.readSources(env)
	return p, nil
}

func (p *authProject) readPackage() error {
	if p.found.Package == nil {
		return nil
	}
	file, err := manifest.Parse(p.found.Package.Text)
	if err != nil {
		return withHint(fmt.Errorf("read %s: %w", p.found.Rel(p.found.Package.Path), err), "npm could not read it either; mend it, then run again")
	}
	file.Get(&p.remembered, "create-app")
	p.manifest = file
	return nil
}

// readSchema reads the files of the schema under their names below the root.
// A schema elsewhere makes its own folder the root.
func (p *authProject) readSchema() error {
	schema := p.found.Schema
	if rel, err := filepath.Rel(p.root, schema.Path); err != nil || !filepath.IsLocal(rel) {
		p.root, p.manifest = schema.Path, nil // the package.json is another project's
		if !schema.Folder {
			p.root = filepath.Dir(schema.Path)
		}
	}
	for _, f := range schema.Files {
		name, err := filepath.Rel(p.root, f.Path)
		if err != nil {
			return err
		}
		p.files = append(p.files, syntax.Parse(filepath.ToSlash(name), string(f.Text)))
	}
	return nil
}

// nextAuthVersion is NextAuth's major: as installed or asked for, else as
// remembered. The tag "beta", and Auth.js without NextAuth, are 5.
func (p *authProject) nextAuthVersion() int {
	major := p.found.NextAuth.Major
	asked, core := "", ""
	if p.found.Package != nil {
		asked, core = p.found.Package.Range("next-auth"), p.found.Package.Range("@auth/core")
	}
	switch {
	case major >= 5, asked == "beta", asked == "" && core != "", asked == "" && p.remembered.NextAuth == 5:
		return 5
	}
	return 4
}

// hasURL reports whether the datasource has a url, which it has not since Prisma 7.
func (p *authProject) hasURL() bool {
	for _, f := range p.files {
		for b := range f.Blocks(syntax.Datasource) {
			for property := range b.Properties() {
				if property.Name.Text(f.File) == "url" {
					return true
				}
			}
		}
	}
	return false
}

// readSources looks into the files that usually configure NextAuth.
func (p *authProject) readSources(env *Env) {
	for _, name := range authSources() {
		text, err := afero.ReadFile(env.FS, filepath.Join(p.found.Root, filepath.FromSlash(name)))
		if err != nil {
			continue
		}
		found := nextauth.ReadEvidence(string(text))
		if found.Strategy != "" || len(found.Providers) > 0 || strings.Contains(string(text), "next-auth") {
			p.sources = append(p.sources, name)
		}
		p.evidence.Add(found)
	}
}

// authSources are the places where NextAuth's options usually stand.
func authSources() []string {
	var names []string
	for _, place := range []string{
		"auth", "auth.config", "lib/auth", "server/auth", "server/auth/index", "server/auth/config", "utils/auth", "config/auth",
		"app/auth", "app/lib/auth", "app/api/auth/[...nextauth]/route", "app/api/auth/[...nextauth]/options", "pages/api/auth/[...nextauth]",
	} {
		for _, below := range []string{"", "src"} {
			for _, extension := range []string{".ts", ".js", ".tsx", ".mjs"} {
				names = append(names, path.Join(below, place+extension))
			}
		}
	}
	return names
}

// judge validates files as the project's Prisma does.
func (p *authProject) judge(files []*syntax.File) diag.List {
	if p.prisma == syntax.Prisma6 {
		files = slices.Clone(files)
		for i, f := range files {
			files[i] = syntax.ParseAs(syntax.Prisma6, f.Name, f.Text)
		}
	}
	return validate.Schema(files, validate.Options{Prisma: p.prisma, IgnoreMarks: true})
}
