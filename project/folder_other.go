//go:build !linux

package project

import "github.com/spf13/afero"

func openFolder(fsys afero.Fs, path string) (folder, error) { return openPath(fsys, path) }
