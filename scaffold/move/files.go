package move

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/project"
	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/scaffold"
	"create-app/templates"
)

// appOf is the project as the templates see it.
func appOf(a project.Record, p *manifest.File) templates.App {
	name := ""
	if p != nil {
		name = p.String("name")
	}
	if scaffold.ValidateName(name) != nil {
		name = "app"
	}
	return templates.App{
		Name: name, Auth: a.Auth == "nextauth", Providers: a.Providers, NextAuth: a.NextAuth, Router: a.Router, SrcDir: a.SrcDir,
		ImportAlias: a.ImportAlias, PackageManager: a.PackageManager, Version: a.Version,
		Secret:   strings.Repeat("x", 44), // goes into .env only, which is not taken from here
		Existing: a.Added, OwnAuth: a.OwnAuth,
	}
}

func (m *mover) usesAdapter() bool {
	if m.project.Package == nil {
		return false
	}
	return slices.ContainsFunc(m.project.Package.Names("dependencies"), func(name string) bool {
		return strings.HasPrefix(name, "@prisma/adapter-")
	})
}

// forms is the major of Prisma whose files and packages serve the project: with a driver adapter, Prisma 6 has those of 7.
func (m *mover) forms() int {
	if m.project.Prisma == 6 && m.usesAdapter() {
		return 7
	}
	return m.project.Prisma
}

// manifest changes the packages in package.json that the databases differ in.
func (m *mover) manifest(before, after rendered) error {
	was, err := dependencies(before)
	if err != nil {
		return err
	}
	now, err := dependencies(after)
	if err != nil {
		return err
	}
	file := m.project.Package
	if file == nil {
		for _, name := range slices.Sorted(maps.Keys(now)) {
			if _, had := was[name]; !had {
				m.steps = append(m.steps, scaffold.Step{Title: fmt.Sprintf("add the package %s %s: there is no package.json here to add it to", name, now[name])})
			}
		}
		return nil
	}
	if m.forms() == 7 {
		if file, err = swapPackages(file, was, now); err != nil {
			return err
		}
	}
	if m.answers.Ours() {
		if file, err = file.Set(m.to.ID, project.RecordKey, "db"); err != nil {
			return err
		}
	}
	content, _, err := m.readIfThere("package.json")
	if err != nil || bytes.Equal(content, file.Bytes()) {
		return err
	}
	m.edit("package.json", file.Bytes())
	return nil
}

// swapPackages takes out what only the old database needed, and adds what only
// the new one needs. A package of the old one lends its version if it is pinned
// to another than ours.
func swapPackages(file *manifest.File, was, now map[string]string) (*manifest.File, error) {
	version := ""
	var err error
	for _, name := range slices.Sorted(maps.Keys(was)) {
		if _, still := now[name]; still {
			continue
		}
		if had := file.String("dependencies", name); had != "" && had != was[name] {
			version = had
		}
		if file, err = file.Remove("dependencies", name); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if _, had := was[name]; had || file.Has("dependencies", name) {
			continue
		}
		want := now[name]
		if version != "" && strings.HasPrefix(name, "@prisma/") {
			want = version
		}
		if file, err = file.Set(want, "dependencies", name); err != nil {
			return nil, err
		}
	}
	return file, nil
}

// dependencies are those of a new project.
func dependencies(files rendered) (map[string]string, error) {
	p, err := manifest.Parse(files["package.json"].Content)
	if err != nil {
		return nil, err
	}
	var list map[string]string
	p.Get(&list, "dependencies")
	return list, nil
}

// ignore adds the lines that .gitignore lacks for the new database. The old
// ones stay while there is a file that they keep out of git.
func (m *mover) ignore(after rendered) error {
	content, found, err := m.readIfThere(".gitignore")
	if err != nil || !found {
		return err
	}
	if m.isOurs(".gitignore", content) && m.holdsNoDatabase() {
		m.edit(".gitignore", likeText(after[".gitignore"].Content, content))
		return nil
	}
	m.edit(".gitignore", scaffold.WithIgnored(content, after[".gitignore"].Content, func(line string) bool {
		return strings.Contains(line, ".db")
	}))
	return nil
}

// holdsNoDatabase reports whether it is sure that no file of the project is a
// database of SQLite's.
func (m *mover) holdsNoDatabase() bool {
	err := afero.Walk(m.fsys, m.project.Root, func(name string, info fs.FileInfo, err error) error {
		switch {
		case err != nil:
			return err
		case info.IsDir() && slices.Contains([]string{"node_modules", ".git", ".next"}, info.Name()):
			return fs.SkipDir
		case strings.Contains(info.Name(), ".db"):
			return fs.ErrExist
		}
		return nil
	})
	return err == nil
}

// example keeps .env.example in step: wholly where nobody changed it, else in
// the one variable.
func (m *mover) example(before, after rendered) error {
	const name = ".env.example"
	content, found, err := m.readIfThere(name)
	now, known := after[name]
	switch {
	case err != nil || !found || !known:
		return err
	case m.isOurs(name, content):
		m.edit(name, likeText(now.Content, content))
		return nil
	}
	entry, _ := env.Parse(now.Content).Lookup(project.DatabaseURL)
	file, err := env.Parse(content).Replace(project.DatabaseURL, entry.Value)
	if err != nil {
		m.steps = append(m.steps, scaffold.Step{Title: "say in " + name + " what the new DATABASE_URL looks like", File: name})
		return nil
	}
	m.edit(name, file.Recomment(project.DatabaseURL, aboutURL(before), aboutURL(after)).Bytes())
	return nil
}
