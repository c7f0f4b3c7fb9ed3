package move

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/plain"
	"create-app/project"
	"create-app/project/manifest"
	"create-app/psl/syntax"
	"create-app/scaffold"
	"create-app/scaffold/change"
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
	configURL  string // where the config has the URL itself, for people; empty where a variable has it
	// configComputes says that it is put together there.
	configComputes bool
	made           map[string]rendered // a project of ours as create-app makes it, by the ids of databases
	texts          map[string][]byte   // of the files that a move may change, as far as they are there
	program        plain.Program       // of the look
	clients        []driven            // what connects by a driver, in a project that somebody else made
	uses           []usage             // what the sources use of a database
	elsewhere      []mention           // of servers and URLs in files that a move does not change
	back           []folder            // migrations that an earlier move put aside
	database       bool                // a file of the project may be a database of SQLite's
	ignores        func(path string) bool
}

// usage is a place in a source, named from the root.
type usage struct {
	file string
	project.Usage
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
	if err := s.useEnvironment(fsys, environment, found.URLVariables()); err != nil {
		return nil, err
	}
	s.findConfigURL(found)
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
	if s.clients, err = findDriven(root, found); err != nil {
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
	slices.SortStableFunc(s.uses, func(a, b usage) int { return strings.Compare(a.file, b.file) })
	s.database, s.ignores = mayHoldDatabase(fsys, root), found.Ignores
	return s, nil
}

// Needs adds to what is asked of a look at a project what this package tells of.
func Needs(o project.Options) project.Options {
	o.Sources, o.Usages = true, true
	return o
}

// useEnvironment makes the move change the file that gives the database's
// variable, or the first of those that may have its URL and is set, its value:
// of the files that are loaded, the first that sets it. Where none does, it
// stays with the project's own.
func (s *Seen) useEnvironment(fsys afero.Fs, environment *project.Environment, variables []string) error {
	if environment == nil {
		return nil
	}
	for _, variable := range variables { // of a ?? b, the one that is set
		if slices.ContainsFunc(environment.Files, func(f project.EnvFile) bool { _, set := f.Lookup(variable); return set }) {
			s.variable = variable
			break
		}
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
	if loads := environment.Loads(); len(loads) > 0 && !slices.Contains(loads, filepath.Join(s.root, s.env)) { // by the config, where no file sets it yet
		if name, err := s.below(fsys, loads[0]); err == nil && name != "" {
			s.env = name
		}
	}
	return nil
}

// findConfigURL notes where the config has the URL of the database itself, by no variable: a move does not change it.
func (s *Seen) findConfigURL(found *project.Project) {
	c := found.Config
	if c == nil || len(found.URLVariables()) > 1 || c.URL.Var != "" || !c.URL.Set() {
		return
	}
	s.configURL, s.configComputes = fmt.Sprintf("%s, line %d", found.Rel(c.File), c.URL.Line), c.URL.Computed
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

// readTexts reads the files that a move may change. One that starts a database under a name that is not ours
// only has to be there: it stays as it is, so it may be one that cannot be read.
func (s *Seen) readTexts(fsys afero.Fs) error {
	names := append([]string{s.env, ".gitignore"}, project.EnvFiles()...)
	names = append(names, project.ComposeFiles()...)
	for _, files := range s.made {
		for name := range files {
			names = append(names, name)
		}
	}
	others := project.ComposeFiles()[1:]
	for _, name := range names {
		content, err := change.ReadFile(fsys, filepath.Join(s.root, filepath.FromSlash(name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err == nil, slices.Contains(others, name):
			s.texts[name] = content
		default:
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
