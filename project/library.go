package project

import (
	"errors"
	"path/filepath"
	"slices"

	"github.com/spf13/afero"
)

// findLibrary looks, where a project has no schema, for the package of its
// workspace that it has its database from: one that it depends on, itself or
// through others, and that has Prisma and a schema. From the root of a
// workspace it is the one package that has.
func (p *Project) findLibrary(fsys afero.Fs, o Options) error {
	var none *NotFoundError
	if !errors.As(p.SchemaErr, &none) || none.Path != "" || o.alone || p.Package == nil || p.Package.Range("prisma") != "" {
		return nil
	}
	var candidates []string
	switch {
	case p.WorkspaceRoot != "":
		candidates = p.dependedOn()
	case len(p.disk.workspacePatterns(p.Root)) > 0:
		p.modules.workspace = p.Root
		for _, member := range p.modules.workspaceMembers() {
			candidates = append(candidates, filepath.Dir(member.Path))
		}
	}
	var found []*Project
	for _, dir := range candidates {
		if member := p.modules.packageOf(dir); member == nil || member.Range("prisma") == "" && member.Range("@prisma/client") == "" {
			continue
		}
		library, err := Find(fsys, dir, Options{Program: o.Program, Sources: o.Sources, alone: true})
		if err != nil {
			return err
		}
		if len(library.Schema.Files) > 0 {
			found = append(found, library)
		}
		if len(found) > 0 && p.WorkspaceRoot != "" {
			break // the nearest
		}
	}
	switch len(found) {
	case 0:
	case 1:
		p.useLibrary(found[0], o)
	default:
		for _, library := range found {
			none.Members = append(none.Members, p.Rel(library.Root))
		}
		none.Program = o.Program
	}
	return nil
}

// dependedOn are the folders of the workspace's packages that the project
// depends on, the nearest first.
func (p *Project) dependedOn() (dirs []string) {
	for _, member := range p.DependedOn() {
		dirs = append(dirs, filepath.Dir(member.Path))
	}
	return dirs
}

// DependedOn are the packages of the workspace that the project depends on, itself or through others, the nearest first.
func (p *Project) DependedOn() (found []*Package) {
	if p.Package == nil || p.WorkspaceRoot == "" {
		return nil
	}
	for open := []*Package{p.Package}; len(open) > 0; open = open[1:] {
		for _, member := range p.modules.workspaceMembers() {
			if member.Name != "" && member.Path != p.Package.Path && open[0].Range(member.Name) != "" && !slices.Contains(found, member) {
				found, open = append(found, member), append(open, member)
			}
		}
	}
	return found
}

// useLibrary makes the schema of another package the project's: Prisma is run
// there, and its config and its .env files count.
func (p *Project) useLibrary(library *Project, o Options) {
	p.Library, p.SchemaErr = library, nil
	p.Schema, p.Config, p.Dir = library.Schema, library.Config, library.Dir
	if o.Prisma == 0 {
		p.Prisma = library.Prisma
	}
}

// HasClient reports whether a generator of the schema makes a PrismaClient:
// others make types, or clients of another kind.
func (p *Project) HasClient() bool {
	return slices.ContainsFunc(p.Generators(), func(g Generator) bool { return g.Provider == "prisma-client-js" || g.Provider == "prisma-client" })
}

// findNextApps looks where the root itself is no app: among the packages of its workspace or, where it is
// none, up to two levels down.
func (p *Project) findNextApps() (apps []string) {
	if p.Package == nil || p.Package.Range("next") != "" {
		return nil
	}
	patterns := p.disk.workspacePatterns(p.Root)
	if len(patterns) == 0 {
		patterns = []string{"*", "*/*"}
	}
	for _, member := range p.disk.packages(p.Root, patterns) {
		if member.Range("next") != "" {
			apps = append(apps, filepath.ToSlash(p.Rel(filepath.Dir(member.Path))))
		}
	}
	return apps
}
