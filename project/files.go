package project

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"
)

// Named are the files that a path stands for which is named to a command.
type Named struct {
	Files     []string // in the order of their names
	Generated []string // folders with generated clients, which are left out
}

// errNoSchemaByName keeps the lines of a file that was named by mistake, .env
// among them, from being shown as what is wrong with a schema.
var errNoSchemaByName = errors.New("it is no schema by its name, which would end in .prisma; give it on standard input: - < FILE")

// SchemaFiles are the schema files that path names: itself, or the ones in the
// folder and in those below it. Which files of a folder are a project's schema
// is for [Find] to say: this takes what is there, but for what is installed,
// hidden or generated.
func SchemaFiles(fsys afero.Fs, path string) (Named, error) {
	info, err := fsys.Stat(path)
	switch {
	case err != nil:
		return Named{}, err
	case info.Mode().IsRegular() && filepath.Ext(path) != ".prisma":
		return Named{}, errNoSchemaByName
	case !info.IsDir():
		return Named{Files: []string{path}}, nil
	}
	var named Named
	disk := newDisk(fsys)
	// The separator at the end makes the walk begin in the folder that a link
	// names; of the link itself it would find nothing.
	err = afero.Walk(fsys, path+string(filepath.Separator), func(found string, info fs.FileInfo, err error) error {
		switch {
		case err != nil:
			return err
		case info.IsDir() && filepath.Clean(found) == filepath.Clean(path):
			return nil
		case info.IsDir() && holdsNoSchema(info.Name()):
			return filepath.SkipDir
		case info.IsDir() && disk.isGeneratedClient(found):
			named.Generated = append(named.Generated, found)
			return filepath.SkipDir
		case !info.IsDir() && filepath.Ext(found) == ".prisma" && mayBeFile(fsys, found, info):
			named.Files = append(named.Files, found)
		}
		return nil
	})
	if err == nil && len(named.Files) == 0 {
		err = errors.New("no .prisma files in this folder")
	}
	return named, err
}

// mayBeFile is false for pipes, devices and links to folders, which are no files
// of a schema whatever their names are. A link that leads nowhere is a mistake to
// report.
func mayBeFile(fsys afero.Fs, path string, info fs.FileInfo) bool {
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := fsys.Stat(path)
		return err != nil || target.Mode().IsRegular()
	}
	return info.Mode().IsRegular()
}

// holdsNoSchema says of a folder, by its name, that no schema of a project is in it.
func holdsNoSchema(name string) bool {
	return name == "node_modules" || strings.HasPrefix(name, ".")
}
