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

	"create-app/project"
	"create-app/psl/schema"
	"create-app/scaffold/change"
)

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
