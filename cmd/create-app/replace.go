package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/afero"
)

// replaceFile gives the file at path new content in one step: whoever opens it
// sees the old one or the new one. It keeps the file's mode, and writes what a
// link leads to instead of the link. before is what the file must still hold.
func replaceFile(fsys afero.Fs, path string, before, after []byte) error {
	path, err := followLinks(fsys, path)
	if err != nil {
		return err
	}
	mode, err := checkWritable(fsys, path)
	if err != nil {
		return err
	}
	if now, err := afero.ReadFile(fsys, path); err != nil || !bytes.Equal(now, before) {
		return errors.Join(err, errors.New("it was changed by somebody else in the meantime; nothing was written"))
	}
	temporary, err := writeTemporary(fsys, path, mode, after)
	if err == nil {
		err = fsys.Rename(temporary, path)
	}
	if err != nil && temporary != "" {
		_ = fsys.Remove(temporary)
	}
	return err
}

// checkWritable refuses a file that the user may not write. Replacing it would
// need only the folder.
func checkWritable(fsys afero.Fs, path string) (fs.FileMode, error) {
	info, err := fsys.Stat(path)
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, errors.New("it is no file that could be replaced; nothing was written")
	}
	if info.Mode().Perm()&0o222 == 0 {
		return 0, errors.New("it is read-only; nothing was written")
	}
	file, err := fsys.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	return info.Mode().Perm(), file.Close()
}

// writeTemporary writes a new file beside path. Its name is returned also if
// it could not be written.
func writeTemporary(fsys afero.Fs, path string, mode fs.FileMode, content []byte) (name string, err error) {
	file, err := afero.TempFile(fsys, filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return "", err
	}
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = fsys.Chmod(file.Name(), mode)
	}
	return file.Name(), err
}

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
