package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"create-app/project"
	"create-app/project/manifest"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// authProject is what "create-app auth" sees of a project.
type authProject struct {
	found    *project.Project
	root     string // absolute; what is written lies below it
	files    []*syntax.File
	prisma   syntax.Version
	manifest *manifest.File // package.json; nil where there is none
}

// readAuthProject finds the schema, by the flags or as Prisma does, and what
// else tells how the app signs people in.
func readAuthProject(env *Env, o project.Options, changes bool) (*authProject, error) {
	found, err := findProject(env, o, changes)
	if err != nil {
		return nil, err
	}
	if found.SchemaErr != nil {
		return nil, found.SchemaErr
	}
	p := &authProject{found: found, root: found.Root, prisma: syntax.Prisma7}
	if err := p.readPackage(); err != nil {
		return nil, err
	}
	if err := p.readSchema(); err != nil {
		return nil, err
	}
	if found.Prisma.Major != 0 {
		p.prisma = syntax.VersionOf(found.Prisma.Major)
	} else if p.hasURL() {
		p.prisma = syntax.Prisma6
	}
	for i, f := range p.files {
		p.files[i] = f.As(p.prisma)
	}
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

// hasURL reports whether the datasource has a url, which it has not since Prisma 7.
func (p *authProject) hasURL() bool {
	return slices.ContainsFunc(schema.Datasources(p.files...), func(ds schema.Config) bool { return ds.Property("url") != nil })
}

// judge validates files as the project's Prisma does.
func (p *authProject) judge(files []*syntax.File) diag.List {
	return validate.Schema(files, validate.Options{IgnoreMarks: true})
}
