package change

import (
	"io/fs"
	"os"
	"sync"
	"syscall"

	"github.com/spf13/afero"
)

// failingFS is a disk on which the n-th operation that changes anything
// fails, as on a full disk. Removing always works, as it does there.
type failingFS struct {
	afero.OsFs
	mu     sync.Mutex
	count  int
	fail   int             // which operation fails; 0 for none
	before func(op string) // called before each operation; may be nil

	removing bool // Remove counts as well
	stays    bool // all later operations fail, too
	files    []afero.File
}

// closeFiles does what the kernel does for a run that was killed.
func (f *failingFS) closeFiles() {
	for _, file := range f.files {
		_ = file.Close()
	}
}

func (f *failingFS) step(op, path string) error {
	if f.before != nil {
		f.before(op)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count++
	if f.count == f.fail || f.stays && f.fail > 0 && f.count > f.fail {
		return &fs.PathError{Op: op, Path: path, Err: syscall.ENOSPC}
	}
	return nil
}

func (f *failingFS) Mkdir(path string, mode os.FileMode) error {
	if err := f.step("mkdir", path); err != nil {
		return err
	}
	return f.OsFs.Mkdir(path, mode)
}

func (f *failingFS) MkdirAll(path string, mode os.FileMode) error {
	if err := f.step("mkdir", path); err != nil {
		return err
	}
	return f.OsFs.MkdirAll(path, mode)
}

func (f *failingFS) Rename(from, to string) error {
	if err := f.step("rename", to); err != nil {
		return err
	}
	return f.OsFs.Rename(from, to)
}

func (f *failingFS) Chmod(path string, mode os.FileMode) error {
	if err := f.step("chmod", path); err != nil {
		return err
	}
	return f.OsFs.Chmod(path, mode)
}

func (f *failingFS) OpenFile(path string, flag int, mode os.FileMode) (afero.File, error) {
	if flag&os.O_CREATE == 0 {
		return f.OsFs.OpenFile(path, flag, mode)
	}
	if err := f.step("open", path); err != nil {
		return nil, err
	}
	file, err := f.OsFs.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	f.files = append(f.files, file)
	return &failingFile{file, f}, nil
}

// failingFile writes half of what it should when it fails, and may also fail
// to close.
type failingFile struct {
	afero.File
	fs *failingFS
}

func (f *failingFile) Write(text []byte) (int, error) {
	if err := f.fs.step("write", f.Name()); err != nil {
		n, _ := f.File.Write(text[:len(text)/2])
		return n, err
	}
	return f.File.Write(text)
}

func (f *failingFile) Close() error {
	failed := f.fs.step("close", f.Name())
	if err := f.File.Close(); err != nil {
		return err
	}
	return failed
}

func (f *failingFS) Remove(path string) error {
	if f.removing {
		if err := f.step("remove", path); err != nil {
			return err
		}
	}
	return f.OsFs.Remove(path)
}
