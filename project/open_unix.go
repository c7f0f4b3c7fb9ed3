//go:build unix

package project

import (
	"io"
	"os"
	"syscall"

	"github.com/spf13/afero"
)

// readFlags spare the runtime of finding out, with four system calls, that
// this never blocks.
const readFlags = os.O_RDONLY | syscall.O_NONBLOCK

// openSource opens a file for a single read. On the system's own disk it does
// without what the runtime keeps for an os.File, which costs as much as the
// reading itself where thousands of small files are read.
func openSource(fsys afero.Fs, path string) (io.ReadCloser, error) {
	if _, ok := fsys.(*afero.OsFs); !ok {
		return fsys.OpenFile(path, readFlags, 0)
	}
	fd, err := uninterrupted(func() (int, error) { return syscall.Open(path, readFlags|syscall.O_CLOEXEC, 0) })
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return descriptor(fd), nil
}

// uninterrupted calls the system until no signal comes in between.
func uninterrupted(call func() (int, error)) (n int, err error) {
	for {
		if n, err = call(); err != syscall.EINTR {
			return n, err
		}
	}
}

// descriptor is an open file or folder.
type descriptor int

// Read takes less than was asked for as the end, which it is in a regular file:
// asking again would be one of four system calls.
func (d descriptor) Read(into []byte) (int, error) {
	n, err := uninterrupted(func() (int, error) { return syscall.Read(int(d), into) })
	switch {
	case err != nil:
		return 0, err
	case n < len(into):
		return n, io.EOF
	}
	return n, nil
}

func (d descriptor) Close() error { return syscall.Close(int(d)) }
