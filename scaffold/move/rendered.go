package move

import (
	"strings"

	"create-app/scaffold"
	"create-app/templates"
)

// rendered are the files of a new project by path.
type rendered map[string]templates.File

// renderAll makes the project anew for all databases: a file that an earlier move
// left alone may still be that of another one.
func (s *Seen) renderAll() (map[string]rendered, error) {
	made := make(map[string]rendered)
	for _, database := range templates.Movable() {
		files, err := s.render(database)
		if err != nil {
			return nil, err
		}
		if files != nil {
			made[database.ID] = files
		}
	}
	return made, nil
}

// render makes the project anew for a database; nil where its Prisma cannot have
// that. Where create-app did not make the project, the files tell packages and
// URLs.
func (s *Seen) render(database templates.Database) (rendered, error) {
	if files, known := s.made[database.ID]; known {
		return files, nil
	}
	app := templates.App{
		Name: "app", Auth: s.record.Auth == "nextauth", Providers: s.record.Providers, NextAuth: s.record.NextAuth, Router: s.record.Router,
		SrcDir: s.record.SrcDir, ImportAlias: s.record.ImportAlias, PackageManager: s.record.PackageManager, Version: s.record.Version,
		Tailwind: s.record.Tailwind, Linter: s.record.Linter, AgentsMD: s.record.AgentsMD,
		Secret: strings.Repeat("x", 44), // goes into .env only, which is not taken from here
		Prisma: s.forms(), Existing: s.record.Added, OwnAuth: s.record.OwnAuth, Database: database.ID,
	}
	if !database.Has(app.Prisma) {
		return nil, nil
	}
	if s.pkg != nil && scaffold.ValidateName(s.pkg.String("name")) == nil {
		app.Name = s.pkg.String("name")
	}
	files, err := templates.Render(app)
	if err != nil {
		return nil, err
	}
	byPath := make(rendered, len(files))
	for _, f := range files {
		byPath[f.Path] = f
	}
	return byPath, nil
}

// isOurs reports whether a file is as create-app writes it, for any database.
func (s *Seen) isOurs(name string) bool {
	content, there := s.texts[name]
	for _, files := range s.made {
		if f, found := files[name]; there && found && scaffold.SameText(content, f.Content) {
			return true
		}
	}
	return false
}
