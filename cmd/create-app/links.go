package main

import (
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/afero"
)

// followLinks returns what path leads to if it is a symbolic link.
func followLinks(fsys afero.Fs, path string) (string, error) {
	reader, ok := fsys.(afero.LinkReader)
	stater, canStat := fsys.(afero.Lstater)
	if !ok || !canStat {
		return path, nil
	}
	for range 40 {
		info, lstat, err := stater.LstatIfPossible(path)
		if err != nil || !lstat || info.Mode()&fs.ModeSymlink == 0 {
			return path, err
		}
		target, err := reader.ReadlinkIfPossible(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return "", fmt.Errorf("more than 40 links lead to each other")
}
