package move

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/env"
	"create-app/project/gitignore"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// ownPaths are files that a move treats in ways of their own.
func ownPaths() []string {
	return []string{"package.json", ".env", "prisma/schema.prisma", ".gitignore", ".env.example"}
}

// generated replaces the files that are still as create-app wrote them by those
// for the new database. What was changed since is left, and shown.
func (r *request) generated() (d scaffold.Decision, _ error) {
	if !r.record.Ours() {
		return r.byHand(), nil
	}
	paths := map[string]bool{project.ComposeFiles()[0]: true}
	for _, files := range r.made {
		for path := range files {
			if r.varies(path) && !slices.Contains(ownPaths(), path) && (!r.record.Added || !isPage(path)) {
				paths[path] = true
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		d.Join(r.generatedFile(path))
	}
	d.Join(r.ignore())
	d.Join(r.example())
	return d, nil
}

// varies reports whether a file is another one for another database.
func (r *request) varies(path string) bool {
	for _, files := range r.made {
		if !bytes.Equal(files[path].Content, r.after[path].Content) {
			return true
		}
	}
	return false
}

// isPage reports files that only a project of our own has from us.
func isPage(name string) bool {
	folder, _, _ := strings.Cut(strings.TrimPrefix(name, "src/"), "/")
	return name == "README.md" || slices.Contains(scaffold.Choices("router"), folder) && !strings.Contains(name, "/api/")
}

// generatedFile decides about one file.
func (r *request) generatedFile(path string) (d scaffold.Decision) {
	content, found := r.texts[path]
	now, has := r.after[path]
	switch ours := r.isOurs(path); {
	case has && !found && path == project.ComposeFiles()[0]:
		return r.compose()
	case has && found && ours:
		d.Edit(path, likeText(now.Content, content))
	case !found: // it was taken out
	case has:
		d.Show(fmt.Sprintf("%s was changed by hand; for %s create-app writes", path, r.to.Name), path, string(now.Content))
	case ours:
		d.Edits = append(d.Edits, change.Edit{Path: path, Delete: true})
	default:
		d.Tell(fmt.Sprintf("%s was changed by hand and is for %s; remove it if it is of no more use", path, r.from.Name))
	}
	return d
}

// ignore adds the lines that .gitignore lacks for the new database. The old
// ones stay while there is a file that they keep out of git.
func (r *request) ignore() (d scaffold.Decision) {
	content, found := r.texts[".gitignore"]
	want := r.after[".gitignore"].Content
	switch {
	case !found:
	case r.isOurs(".gitignore") && !r.database:
		d.Edit(".gitignore", likeText(want, content))
	default:
		d.Edit(".gitignore", scaffold.WithIgnored(content, want, "", func(line string) bool { return strings.Contains(line, ".db") }))
	}
	return d
}

// likeText gives text the line ends of like.
func likeText(text, like []byte) []byte {
	if bytes.Contains(like, []byte("\r\n")) {
		return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	return text
}

// clientPath is where a project of ours makes its PrismaClient.
func (r *request) clientPath() string {
	if r.record.SrcDir {
		return "src/server/db/client.ts"
	}
	return "server/db/client.ts"
}

// byHand shows what create-app would write where it did not make the project,
// and adds what starts the database if nothing there does. What an earlier move
// wrote goes with the database that it was for.
func (r *request) byHand() (d scaffold.Decision) {
	name := project.ComposeFiles()[0]
	content, there := r.texts[name]
	was, made := r.before[name]
	ours := there && made && scaffold.SameText(content, was.Content)
	switch now, has := r.after[name]; {
	case has && ours:
		d.Edit(name, likeText(now.Content, r.texts[name]))
	case has:
		d.Join(r.compose())
	case ours:
		d.Edits = append(d.Edits, change.Edit{Path: name, Delete: true})
	}
	d.Join(r.ignoreEnvironment(r.ignoreFiles()))
	switch steps, shown := r.drivers(); {
	case shown:
		d.Join(steps)
	case r.forms() != 6:
		d.Show("the file that makes the PrismaClient needs the driver of "+r.to.Name+"; create-app's own is", r.clientPath(), string(r.after[r.clientPath()].Content))
	}
	return d
}

// ignoreFiles keeps the files of a database out of git where it has some, and
// takes the lines for them out again where it has none.
func (r *request) ignoreFiles() (d scaffold.Decision) {
	const name = ".gitignore"
	content, found := r.texts[name]
	of := func(files rendered, text []byte) []byte {
		return scaffold.WithIgnored(text, files[name].Content, "", func(line string) bool { return strings.Contains(line, ".db") })
	}
	switch {
	case r.to.File:
		file := r.databaseFile()
		if file != "" && r.ignores(filepath.Join(r.root, filepath.FromSlash(file))) {
			return d // by a line of the project's own
		}
		text := of(r.after, content)
		if rules := (gitignore.Rules{".": gitignore.Parse(text)}); file != "" && !rules.Ignores(file, false) {
			text = gitignore.Append(text, "", gitignore.Pattern(file))
		}
		d.Edit(name, text)
	case found && r.from.File && !r.database:
		// What is added stands at the end: the text without it is one to which it would be added so.
		without := content
		lines := bytes.Count(r.before[name].Content, []byte("\n")) + 1
		for end := len(content) - 1; end >= 0 && lines >= 0; end-- {
			if end > 0 && content[end-1] != '\n' {
				continue
			}
			if lines--; bytes.Equal(of(r.before, content[:end]), content) {
				without = content[:end]
			}
		}
		d.Edit(name, without)
	}
	return d
}

// ignoreEnvironment adds to what becomes of .gitignore the line for a .env that is new, where git would take it.
func (r *request) ignoreEnvironment(d scaffold.Decision) scaffold.Decision {
	const name = ".gitignore"
	if _, there := r.texts[r.env]; there || r.ignores(filepath.Join(r.root, filepath.FromSlash(r.env))) {
		return d
	}
	line := gitignore.Pattern(r.env)
	if i := slices.IndexFunc(d.Edits, func(e change.Edit) bool { return e.Path == name }); i >= 0 {
		d.Edits[i].Content = gitignore.Append(d.Edits[i].Content, "secrets", line)
		return d
	}
	d.Edit(name, gitignore.Append(r.texts[name], "secrets", line))
	return d
}

// databaseFile is where SQLite's file will be; empty where that is outside of the project.
func (r *request) databaseFile() string {
	folder := ""
	if r.forms() == 6 && len(r.schema) > 0 { // which starts at the schema
		folder = path.Dir(r.schema[0].Name)
	}
	file, ok := project.SQLiteFile(r.url(env.Parse(r.texts[r.env])), folder)
	if !ok || !filepath.IsLocal(file) {
		return ""
	}
	return filepath.ToSlash(file)
}

// compose adds the file that starts the new database, unless the project has
// one by this or another name.
func (r *request) compose() (d scaffold.Decision) {
	content := r.after[project.ComposeFiles()[0]].Content
	for _, name := range project.ComposeFiles() {
		if _, there := r.texts[name]; there {
			d.Show(fmt.Sprintf("%s is yours; to start %s, create-app writes", name, r.to.Name), name, string(content))
			return d
		}
	}
	d.Edit(project.ComposeFiles()[0], content)
	return d
}
