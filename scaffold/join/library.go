package join

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	"create-app/project"
	"create-app/project/manifest"
	"create-app/scaffold/change"
)

// findLibrary looks for the package of the same workspace that the project has its database from: one that it depends on,
// and that has Prisma and a schema.
func (a *adder) findLibrary() error {
	p := a.found
	if p.WorkspaceRoot == "" || len(p.Schema.Files) > 0 || p.Package.Range("prisma") != "" {
		return nil
	}
	for _, pattern := range []string{"*", "*/*"} {
		matches, err := afero.Glob(a.fsys, filepath.Join(p.WorkspaceRoot, filepath.FromSlash(pattern), "package.json"))
		if err != nil {
			return fmt.Errorf("look into the workspace %s: %w", p.WorkspaceRoot, err)
		}
		for _, match := range matches {
			dir := filepath.Dir(match)
			if dir == p.Root || strings.Contains(match, "node_modules") || !a.hasPrismaFrom(match) {
				continue
			}
			library, err := project.Find(a.fsys, dir, project.Options{Sources: true})
			if err != nil {
				return err
			}
			if library.Package != nil && len(library.Schema.Files) > 0 {
				a.library = library
				return nil
			}
		}
	}
	return nil
}

// hasPrismaFrom reports whether a package.json is that of a package with Prisma that the project depends on. One that
// cannot be read is none.
func (a *adder) hasPrismaFrom(path string) bool {
	content, err := change.ReadFile(a.fsys, path)
	if err != nil {
		return false
	}
	p, err := manifest.Parse(content)
	if err != nil || p.String("name") == "" || a.found.Package.Range(p.String("name")) == "" {
		return false
	}
	for _, group := range []string{"dependencies", "devDependencies"} {
		if p.Has(group, "prisma") || p.Has(group, "@prisma/client") {
			return true
		}
	}
	return false
}

// database is the project that has the schema: the library, or this one.
func (a *adder) database() *project.Project {
	if a.library != nil {
		return a.library
	}
	return a.found
}

// libraryName is how people know the library: its name, or where it is.
func (a *adder) libraryName() string {
	if a.library.Package.Name != "" {
		return a.library.Package.Name
	}
	return a.libraryDir()
}

// libraryDir is the library's folder, seen from the workspace.
func (a *adder) libraryDir() string {
	dir, err := filepath.Rel(a.found.WorkspaceRoot, a.library.Root)
	if err != nil {
		return a.library.Root
	}
	return filepath.ToSlash(dir)
}

// libraryClient passes the library's client on.
func (a *adder) libraryClient(path string) error {
	name := passedOn(a.library.SharedClient())
	if name == "" {
		a.step(fmt.Sprintf("let %s export its PrismaClient, and pass it on from %s as prisma", a.libraryName(), path), "", "")
		return nil
	}
	a.add(path, fmt.Appendf(nil, "// The client is made there, for the whole workspace.\nexport { %s } from %q;\n", name, a.libraryName()))
	return nil
}
