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

// findLibrary looks for the package of the same workspace that a project has its database from: one that it depends on,
// and that has Prisma and a schema. It is nil where there is none.
func findLibrary(fsys afero.Fs, p *project.Project) (*project.Project, error) {
	if p.WorkspaceRoot == "" || len(p.Schema.Files) > 0 || p.Package.Range("prisma") != "" {
		return nil, nil
	}
	for _, pattern := range []string{"*", "*/*"} {
		matches, err := afero.Glob(fsys, filepath.Join(p.WorkspaceRoot, filepath.FromSlash(pattern), "package.json"))
		if err != nil {
			return nil, fmt.Errorf("look into the workspace %s: %w", p.WorkspaceRoot, err)
		}
		for _, match := range matches {
			dir := filepath.Dir(match)
			if dir == p.Root || strings.Contains(match, "node_modules") || !providesPrisma(fsys, match, p.Package) {
				continue
			}
			library, err := project.Find(fsys, dir, project.Options{Sources: true})
			if err != nil {
				return nil, err
			}
			if library.Package != nil && len(library.Schema.Files) > 0 {
				return library, nil
			}
		}
	}
	return nil, nil
}

// providesPrisma reports whether a package.json is that of a package with Prisma that user depends on. One that cannot be
// read is none.
func providesPrisma(fsys afero.Fs, path string, user *project.Package) bool {
	content, err := change.ReadFile(fsys, path)
	if err != nil {
		return false
	}
	p, err := manifest.Parse(content)
	if err != nil || p.String("name") == "" || user.Range(p.String("name")) == "" {
		return false
	}
	for _, group := range []string{"dependencies", "devDependencies"} {
		if p.Has(group, "prisma") || p.Has(group, "@prisma/client") {
			return true
		}
	}
	return false
}

// libraryName is how people know the library: its name, or where it is.
func (s *Seen) libraryName() string {
	if s.library.Package.Name != "" {
		return s.library.Package.Name
	}
	return s.libraryDir()
}

// libraryDir is the library's folder, seen from the workspace.
func (s *Seen) libraryDir() string {
	dir, err := filepath.Rel(s.project.WorkspaceRoot, s.library.Root)
	if err != nil {
		return s.library.Root
	}
	return filepath.ToSlash(dir)
}
