package project

import (
	"errors"
	"io/fs"

	"github.com/spf13/afero"
)

// errPipe says why a file of a project is not read: whoever opens a pipe waits
// for somebody to write to it, and no signal ends that.
var errPipe = errors.New("it is a pipe, and not a file")

// readFile reads a file that was found rather than named by the user, who may
// name a pipe.
func readFile(fsys afero.Fs, path string) ([]byte, error) {
	info, err := fsys.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeNamedPipe != 0:
		return nil, &fs.PathError{Op: "open", Path: path, Err: errPipe}
	}
	return afero.ReadFile(fsys, path)
}
