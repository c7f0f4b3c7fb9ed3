package project

import (
	"encoding/binary"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/afero"
)

// systemFolder is a folder of the system's own disk. Its files are opened from it, so that the way to them is gone once a
// folder, and its list is read as the system gives it: of a project of thousands of files these are what takes the time.
type systemFolder struct {
	descriptor
	path string
}

func openFolder(fsys afero.Fs, path string) (folder, error) {
	if _, ok := fsys.(*afero.OsFs); !ok {
		return openPath(fsys, path)
	}
	fd, err := uninterrupted(func() (int, error) {
		return syscall.Open(path, readFlags|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return systemFolder{descriptor(fd), path}, nil
}

func (f systemFolder) open(name string) (io.ReadCloser, error) {
	fd, err := uninterrupted(func() (int, error) {
		return syscall.Openat(int(f.descriptor), name, readFlags|syscall.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: filepath.Join(f.path, name), Err: err}
	}
	return descriptor(fd), nil
}

// The parts of an entry as the system gives it: its number and place, its length, its type, its name with zeros behind it.
const (
	lengthAt = 16
	typeAt   = 18
	nameAt   = 19
)

func (f systemFolder) list(entries []entry, buffer []byte) ([]entry, error) {
	for {
		n, err := uninterrupted(func() (int, error) { return syscall.ReadDirent(int(f.descriptor), buffer) })
		if err != nil {
			return entries, &os.PathError{Op: "readdirent", Path: f.path, Err: err}
		}
		if n == 0 {
			return entries, nil
		}
		text := string(buffer[:n]) // one for all of their names
		for at := 0; at+nameAt < n; {
			length := int(binary.NativeEndian.Uint16(buffer[at+lengthAt:]))
			if length < nameAt || at+length > n {
				break
			}
			name, _, _ := strings.Cut(text[at+nameAt:at+length], "\x00")
			if name != "." && name != ".." {
				entries = append(entries, entry{name, f.kind(name, buffer[at+typeAt])})
			}
			at += length
		}
	}
}

// kind is what an entry says of its type. Some file systems leave it open.
func (f systemFolder) kind(name string, said byte) fs.FileMode {
	switch said {
	case syscall.DT_REG:
		return 0
	case syscall.DT_DIR:
		return fs.ModeDir
	case syscall.DT_LNK:
		return fs.ModeSymlink
	case syscall.DT_UNKNOWN:
		if info, err := os.Lstat(filepath.Join(f.path, name)); err == nil {
			return info.Mode().Type()
		}
	}
	return fs.ModeIrregular
}
