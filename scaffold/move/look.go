package move

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/plain"
	"create-app/project"
	"create-app/project/manifest"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Seen is a project as it is before it moves. Paths are below its root, with
// slashes.
type Seen struct {
	root       string         // absolute, free of symbolic links
	pkg        *manifest.File // nil where there is no package.json
	schema     []*syntax.File
	prisma     int            // 6 or 7
	record     project.Record // of an earlier run, completed by defaults
	variable   string         // of the database's URL
	env        string         // the .env file that sets it
	migrations folder
	made       map[string]rendered // a project of ours as create-app makes it, by the ids of databases
	texts      map[string][]byte   // of the files that a move may change, as far as they are there
	program    plain.Program       // of the look
	uses       []usage             // what the sources use of a database
	elsewhere  []mention           // of servers and URLs in files that a move does not change
	back       []folder            // migrations that an earlier move put aside
	database   bool                // a file of the project may be a database of SQLite's
}

// usage is a place in a source, named from the root.
type usage struct {
	file string
	project.Usage
}

// folder holds migrations.
type folder struct {
	path     string // empty where there is no place for any
	files    []file
	besides  []string // the names in the folder above
	provider string   // of migration_lock.toml; empty where it does not say
}

// file is one of a folder.
type file struct {
	name    string
	content []byte
	mode    fs.FileMode
}

// Look takes from a project, as it was found with its environment, what a move
// has to know, and reads the files that it may change.
func Look(fsys afero.Fs, found *project.Project, environment *project.Environment) (*Seen, error) {
	if found.SchemaErr != nil {
		return nil, found.SchemaErr
	}
	root, err := change.Resolve(fsys, found.Root, found.Root)
	if err != nil {
		return nil, err
	}
	s := &Seen{root: root, program: found.Program, record: scaffold.Recorded(found.Record), variable: found.URLVariable(), env: found.URLFile(), texts: map[string][]byte{}}
	if !s.record.Ours() && found.PackageManager != "" {
		s.record.PackageManager = found.PackageManager
	}
	if found.Package != nil {
		if s.pkg, err = manifest.Parse(found.Package.Text); err != nil {
			return nil, scaffold.BrokenManifest(err)
		}
	}
	if err := s.useEnvironment(fsys, environment); err != nil {
		return nil, err
	}
	if err := s.readSchema(fsys, found); err != nil {
		return nil, err
	}
	if s.record.Ours() {
		if s.made, err = s.renderAll(); err != nil {
			return nil, err
		}
	}
	if err := s.readMigrations(fsys, found); err != nil {
		return nil, err
	}
	if err := s.readTexts(fsys); err != nil {
		return nil, err
	}
	for _, use := range found.Usages {
		file, err := filepath.Rel(root, use.Path)
		if err != nil {
			return nil, err
		}
		s.uses = append(s.uses, usage{filepath.ToSlash(file), use})
	}
	s.readElsewhere(fsys, found)
	s.database = mayHoldDatabase(fsys, root)
	return s, nil
}

// Needs adds to what is asked of a look at a project what this package tells of.
func Needs(o project.Options) project.Options {
	o.Sources, o.Usages = true, true
	return o
}

// useEnvironment makes the move change the file that gives the database's
// variable its value: of those that are loaded, the first that sets it. Where
// none does, it stays with the project's own.
func (s *Seen) useEnvironment(fsys afero.Fs, environment *project.Environment) error {
	if environment == nil {
		return nil
	}
	for _, f := range environment.Files {
		if _, set := f.Lookup(s.variable); !set {
			continue
		}
		name, err := s.below(fsys, f.Path)
		if err != nil {
			return err
		}
		if name == "" {
			return &change.Error{
				Message: fmt.Sprintf("%s, which sets %s, is outside the project %s", f.Path, s.variable, s.root),
				Advice:  "name the project's own file with --env-file",
			}
		}
		s.env = name
		return nil
	}
	return nil
}

// below is an absolute path as a plan has it; empty if it is outside.
func (s *Seen) below(fsys afero.Fs, path string) (string, error) {
	real, err := change.Resolve(fsys, path, path)
	if err != nil {
		return "", err
	}
	name, err := filepath.Rel(s.root, real)
	if err != nil || !filepath.IsLocal(name) {
		return "", nil
	}
	return filepath.ToSlash(name), nil
}

func (s *Seen) readSchema(fsys afero.Fs, found *project.Project) error {
	s.prisma = min(max(found.Prisma.Major, 6), 7)
	if found.Prisma.Major == 0 {
		s.prisma = 7
	}
	for _, f := range found.Schema.Files {
		name, err := s.below(fsys, f.Path)
		if err != nil {
			return err
		}
		if name == "" {
			return &change.Error{Message: fmt.Sprintf("the schema %s is outside the project %s", f.Path, s.root), Advice: "run it in the project that the schema belongs to"}
		}
		s.schema = append(s.schema, syntax.ParseAs(syntax.VersionOf(s.prisma), name, string(f.Text)))
	}
	return nil
}

// readMigrations looks where the config says, or beside the datasource and in
// prisma/.
func (s *Seen) readMigrations(fsys afero.Fs, found *project.Project) error {
	home := s.schema[0].Name
	for _, ds := range schema.Datasources(s.schema...) {
		home = ds.File.Name
	}
	places := []string{filepath.Join(s.root, filepath.Dir(filepath.FromSlash(home)), "migrations"), filepath.Join(s.root, "prisma", "migrations")}
	if found.Config != nil && found.Config.Migrations != "" {
		places = []string{found.Config.Migrations}
	}
	isFolder := func(place string) bool {
		info, err := fsys.Stat(place)
		return err == nil && info.IsDir()
	}
	place := places[max(0, slices.IndexFunc(places, isFolder))]
	name, err := filepath.Rel(s.root, place)
	if err != nil || !filepath.IsLocal(name) {
		return nil
	}
	if s.migrations, err = readMigrations(fsys, place, filepath.ToSlash(name)); err != nil {
		return err
	}
	return s.readPutAside(fsys, place)
}

// readPutAside reads the migrations that earlier moves put beside those in place.
func (s *Seen) readPutAside(fsys afero.Fs, place string) (err error) {
	if s.migrations.besides, err = change.List(fsys, filepath.Dir(place)); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	for _, name := range s.migrations.besides {
		if !strings.HasPrefix(name, filepath.Base(place)+"-") {
			continue
		}
		aside, err := readMigrations(fsys, filepath.Join(filepath.Dir(place), name), path.Join(path.Dir(s.migrations.path), name))
		if err != nil {
			return err
		}
		s.back = append(s.back, aside)
	}
	return nil
}

// readMigrations reads a folder of migrations.
func readMigrations(fsys afero.Fs, dir, name string) (f folder, err error) {
	f.path = name
	if info, err := fsys.Stat(dir); err != nil || !info.IsDir() {
		return f, nil
	}
	if f.files, err = readFolder(fsys, dir); err != nil {
		return f, err
	}
	for _, file := range f.files {
		if m := lockProvider().FindSubmatch(file.content); file.name == "migration_lock.toml" && m != nil {
			f.provider = string(m[1])
		}
	}
	return f, nil
}

// lockProvider finds the provider in a migration_lock.toml.
func lockProvider() *regexp.Regexp { return regexp.MustCompile(`(?m)^\s*provider\s*=\s*"([a-z]+)"`) }

// readFolder reads the files of a folder and of those in it.
func readFolder(fsys afero.Fs, dir string) (files []file, _ error) {
	return files, afero.Walk(fsys, dir, func(found string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, found)
		if err != nil {
			return err
		}
		content, err := change.ReadFile(fsys, found)
		files = append(files, file{filepath.ToSlash(name), content, info.Mode().Perm()})
		return err
	})
}

// readTexts reads the files that a move may change.
func (s *Seen) readTexts(fsys afero.Fs) error {
	names := append([]string{s.env, ".gitignore"}, project.EnvFiles()...)
	names = append(names, project.ComposeFiles()...)
	for _, files := range s.made {
		for name := range files {
			names = append(names, name)
		}
	}
	for _, name := range names {
		content, err := change.ReadFile(fsys, filepath.Join(s.root, filepath.FromSlash(name)))
		switch {
		case err == nil, slices.Contains(project.ComposeFiles()[1:], name) && !errors.Is(err, fs.ErrNotExist):
			s.texts[name] = content
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

// mayHoldDatabase reports whether a file of the project may be a database of
// SQLite's.
func mayHoldDatabase(fsys afero.Fs, root string) bool {
	return afero.Walk(fsys, root, func(name string, info fs.FileInfo, err error) error {
		switch {
		case err != nil:
			return err
		case info.IsDir() && slices.Contains([]string{"node_modules", ".git", ".next"}, info.Name()):
			return fs.SkipDir
		case strings.Contains(info.Name(), ".db"):
			return fs.ErrExist
		}
		return nil
	}) != nil
}

// forms is the major of Prisma whose files and packages serve the project: with a driver adapter, Prisma 6 has those of 7.
func (s *Seen) forms() int {
	if s.prisma == 6 && s.usesAdapter() {
		return 7
	}
	return s.prisma
}

func (s *Seen) usesAdapter() bool {
	return s.pkg != nil && slices.ContainsFunc(s.pkg.Names("dependencies"), func(name string) bool {
		return strings.HasPrefix(name, "@prisma/adapter-")
	})
}

func (s *Seen) hasScript(name string) bool { return s.pkg != nil && s.pkg.Has("scripts", name) }

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

// freeName is a name for a folder beside that of the migrations, with a number
// where it is taken.
func (f folder) freeName(name string) string {
	taken := func(candidate string) bool {
		return slices.ContainsFunc(f.besides, func(n string) bool { return strings.EqualFold(n, path.Base(candidate)) })
	}
	for n := 1; ; n++ {
		candidate := name
		if n > 1 {
			candidate = fmt.Sprintf("%s-%d", name, n)
		}
		if !taken(candidate) {
			return candidate
		}
	}
}
