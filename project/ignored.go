package project

import (
	"path/filepath"

	"create-app/project/gitignore"
)

// findIgnored reads the .gitignore files from the repository's root down to the
// project, and those of the folders that hold .env files.
func (p *Project) findIgnored() {
	p.repository = p.Root
	for at := p.Root; ; at = filepath.Dir(at) {
		if _, err := p.disk.stat(filepath.Join(at, ".git")); err == nil {
			p.repository = at
			break
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	p.ignored = gitignore.Rules{}
	read := func(dir string) {
		text, err := p.disk.readFile(filepath.Join(dir, ".gitignore"))
		if below, relErr := filepath.Rel(p.repository, dir); err == nil && relErr == nil {
			p.ignored[filepath.ToSlash(below)] = gitignore.Parse(text)
		}
	}
	for at := p.Root; at != p.repository; at = filepath.Dir(at) {
		read(at)
	}
	read(p.repository)
	read(filepath.Join(p.Root, "prisma"))
}

// Ignores reports whether git ignores a file of the project, by its absolute
// path, as its .gitignore files have it.
func (p *Project) Ignores(path string) bool {
	below, err := filepath.Rel(p.repository, path)
	return err == nil && filepath.IsLocal(below) && p.ignored.Ignores(filepath.ToSlash(below), false)
}
