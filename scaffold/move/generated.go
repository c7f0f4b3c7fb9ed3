package move

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// rendered are the files of a new project by path.
type rendered map[string]templates.File

// render makes the project anew as it would have been, and as it would be, and
// for all other databases: a file that an earlier move left alone may still be
// that of another one. Where create-app did not make the project, the files
// tell packages and URLs.
func (m *mover) render() (before, after rendered, err error) {
	app := appOf(m.answers, m.project.Package)
	app.Prisma = m.forms()
	m.all = make(map[string]rendered)
	for _, database := range templates.Movable() {
		if !database.Has(app.Prisma) {
			continue
		}
		files, err := renderAs(app, database.ID)
		if err != nil {
			return nil, nil, err
		}
		m.all[database.ID] = files
	}
	return m.all[m.from.ID], m.all[m.to.ID], nil
}

func renderAs(app templates.App, database string) (rendered, error) {
	app.Database = database
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
func (m *mover) isOurs(path string, content []byte) bool {
	for _, files := range m.all {
		if f, found := files[path]; found && scaffold.SameText(content, f.Content) {
			return true
		}
	}
	return false
}

// varies reports whether a file is another one for another database.
func (m *mover) varies(path string) bool {
	for _, files := range m.all {
		if !bytes.Equal(files[path].Content, m.all[m.to.ID][path].Content) {
			return true
		}
	}
	return false
}

// ownPaths are files that a move treats in ways of their own.
func ownPaths() []string {
	return []string{"package.json", ".env", "prisma/schema.prisma", ".gitignore", ".env.example"}
}

const composeFile = "compose.yaml"

// generated replaces the files that are still as create-app wrote them by those
// for the new database. What somebody changed is left, and shown.
func (m *mover) generated(before, after rendered) error {
	if !m.answers.Ours() {
		return m.byHand(after)
	}
	paths := map[string]bool{composeFile: true}
	for _, files := range m.all {
		for path := range files {
			paths[path] = m.varies(path) && !slices.Contains(ownPaths(), path) && (!m.answers.Added || !isPage(path))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if !paths[path] {
			continue
		}
		if err := m.generatedFile(path, after); err != nil {
			return err
		}
	}
	if err := m.ignore(after); err != nil {
		return err
	}
	return m.example(before, after)
}

// isPage reports files that only a project of our own has from us.
func isPage(name string) bool {
	folder, _, _ := strings.Cut(strings.TrimPrefix(name, "src/"), "/")
	return name == "README.md" || slices.Contains(scaffold.Choices("router"), folder) && !strings.Contains(name, "/api/")
}

// generatedFile decides about one file.
func (m *mover) generatedFile(path string, after rendered) error {
	content, found, err := m.readIfThere(path)
	if err != nil {
		return err
	}
	now, has := after[path]
	switch ours := m.isOurs(path, content); {
	case has && !found && path == composeFile:
		m.compose(now.Content)
	case has && found && ours:
		m.edit(path, likeText(now.Content, content))
	case !found: // somebody took it out
	case has:
		m.steps = append(m.steps, scaffold.Step{
			Title: fmt.Sprintf("%s was changed by hand; for %s create-app writes", path, m.to.Name), File: path, Text: string(now.Content),
		})
	case ours:
		m.edits = append(m.edits, change.Edit{Path: path, Delete: true})
	default:
		m.steps = append(m.steps, scaffold.Step{Title: fmt.Sprintf("%s was changed by hand and is for %s; remove it if it is of no more use", path, m.from.Name)})
	}
	return nil
}

// likeText gives text the line ends of like.
func likeText(text, like []byte) []byte {
	if bytes.Contains(like, []byte("\r\n")) {
		return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	return text
}

// clientPath is where a project of ours makes its PrismaClient.
func (m *mover) clientPath() string {
	if m.answers.SrcDir {
		return "src/server/db/client.ts"
	}
	return "server/db/client.ts"
}

// byHand shows what create-app would write where it did not make the project,
// and adds what starts the database if nothing there does.
func (m *mover) byHand(after rendered) error {
	if compose, found := after[composeFile]; found {
		m.compose(compose.Content)
	}
	if m.forms() == 6 {
		return nil
	}
	m.steps = append(m.steps, scaffold.Step{
		Title: "the file that makes the PrismaClient needs the driver of " + m.to.Name + "; create-app's own is",
		File:  m.clientPath(), Text: string(after[m.clientPath()].Content),
	})
	return nil
}

// compose adds the file that starts the new database, unless the project has
// one by this or another name.
func (m *mover) compose(content []byte) {
	for _, name := range []string{composeFile, "compose.yml", "docker-compose.yaml", "docker-compose.yml"} {
		if exists(m.fsys, filepath.Join(m.project.Root, name)) {
			m.steps = append(m.steps, scaffold.Step{
				Title: fmt.Sprintf("%s is yours; to start %s, create-app writes", name, m.to.Name), File: name, Text: string(content),
			})
			return
		}
	}
	m.edit(composeFile, content)
}
