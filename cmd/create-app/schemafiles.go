package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	"create-app/project"
)

// schemaFile is a file that a command looks at.
type schemaFile struct {
	Name string // as given, or below the folder as given
	Path string // absolute
}

// schemaSource is one path of the command line: a file, or a folder whose
// files are one schema.
type schemaSource struct {
	Name  string
	Root  string // of the project, if the schema was found as that of one
	Files []schemaFile
	Err   error // why there are none
}

// findSchemas finds the files of every path. A path that cannot be read is
// returned with its reason, so that the others can still be done.
func findSchemas(env *Env, paths []string) []schemaSource {
	var sources []schemaSource
	for _, path := range paths {
		source := schemaSource{Name: path}
		source.Files, source.Err = findSchema(env, path)
		sources = append(sources, source)
	}
	return sources
}

// errNoSchemaByName keeps the lines of a file that was named by mistake, .env among them, from being shown as
// what is wrong with a schema.
var errNoSchemaByName = errors.New("it is no schema by its name, which would end in .prisma; give it on standard input: - < FILE")

func findSchema(env *Env, path string) ([]schemaFile, error) {
	info, err := env.FS.Stat(env.Path(path))
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		if info.Mode().IsRegular() && filepath.Ext(path) != ".prisma" {
			return nil, errNoSchemaByName
		}
		return []schemaFile{{Name: path, Path: env.Path(path)}}, nil
	}
	var files []schemaFile
	// The separator at the end makes the walk begin in the folder that a link
	// names; of the link itself it would find nothing.
	err = afero.Walk(env.FS, env.Path(path)+string(filepath.Separator), func(found string, info fs.FileInfo, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(env.Path(path), found)
		if err != nil {
			return err
		}
		name := filepath.Join(path, below)
		if info.IsDir() {
			switch {
			case below == ".":
				return nil
			case isSkipped(info.Name()):
				return filepath.SkipDir
			case project.IsGeneratedClient(env.FS, found):
				env.Notef("%s", project.GeneratedNotice(name))
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(found) != ".prisma" || !isFile(env.FS, found, info) {
			return nil
		}
		files = append(files, schemaFile{Name: name, Path: found})
		return nil
	})
	if err == nil && len(files) == 0 {
		err = errors.New("no .prisma files in this folder")
	}
	return files, err
}

// isFile is false for pipes, devices and links to folders, which are no files of a
// schema whatever their names are. A link that leads nowhere is a mistake to report.
func isFile(fsys afero.Fs, path string, info fs.FileInfo) bool {
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := fsys.Stat(path)
		return err != nil || target.Mode().IsRegular()
	}
	return info.Mode().IsRegular()
}

// isSkipped says which folders hold no schema of the project.
func isSkipped(name string) bool {
	return name == "node_modules" || strings.HasPrefix(name, ".")
}

// reason is what is wrong with a file, without the name that is shown before it.
func reason(err error) string {
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &pathError):
		return pathError.Err.Error()
	}
	var linkError *os.LinkError
	if errors.As(err, &linkError) {
		return linkError.Err.Error()
	}
	return err.Error()
}
