package main

import (
	"path/filepath"

	"github.com/spf13/afero"
)

// isClosed reports whether a folder, or one above it, lets nobody but its owner in.
func isClosed(fsys afero.Fs, dir string) bool {
	for {
		info, err := fsys.Stat(dir)
		if err != nil {
			return false
		}
		const searchOthers, searchGroup = 0o001, 0o010
		if mode := info.Mode().Perm(); mode&searchOthers == 0 && (mode&searchGroup == 0 || ofOwnGroup(info)) {
			return true
		}
		above := filepath.Dir(dir)
		if above == dir {
			return false
		}
		dir = above
	}
}
