package project

import (
	"io"
	"io/fs"
	"path/filepath"

	"github.com/spf13/afero"
)

// entry is a name in a folder, and the type of what stands there.
type entry struct {
	name string
	kind fs.FileMode
}

// folder is one that is open for its list and for the files in it.
type folder interface {
	// list adds what is in it, in any order. The buffer is for its use.
	list(to []entry, buffer []byte) ([]entry, error)
	// open opens a file for a single read.
	open(name string) (io.ReadCloser, error)
	Close() error
}

// pathFolder asks any file system by the whole paths.
type pathFolder struct {
	fsys afero.Fs
	path string
	afero.File
}

func openPath(fsys afero.Fs, path string) (folder, error) {
	f, err := fsys.OpenFile(path, readFlags, 0)
	if err != nil {
		return nil, err
	}
	return pathFolder{fsys, path, f}, nil
}

// list does without a stat for each file where the file system can do that.
func (f pathFolder) list(entries []entry, _ []byte) ([]entry, error) {
	if list, ok := f.File.(fs.ReadDirFile); ok {
		all, err := list.ReadDir(-1)
		for _, e := range all {
			entries = append(entries, entry{e.Name(), e.Type()})
		}
		return entries, err
	}
	infos, err := f.Readdir(-1)
	for _, info := range infos {
		entries = append(entries, entry{info.Name(), info.Mode().Type()})
	}
	return entries, err
}

func (f pathFolder) open(name string) (io.ReadCloser, error) {
	return openSource(f.fsys, filepath.Join(f.path, name))
}
