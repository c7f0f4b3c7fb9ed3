package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

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

func findSchema(env *Env, path string) ([]schemaFile, error) {
	named, err := project.SchemaFiles(env.FS, env.Path(path))
	name := func(found string) string {
		below, err := filepath.Rel(env.Path(path), found)
		if err != nil || below == "." {
			return path
		}
		return filepath.Join(path, below)
	}
	for _, dir := range named.Generated {
		env.Notef("%s", project.GeneratedNotice(name(dir)))
	}
	var files []schemaFile
	for _, file := range named.Files {
		files = append(files, schemaFile{Name: name(file), Path: file})
	}
	return files, err
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
