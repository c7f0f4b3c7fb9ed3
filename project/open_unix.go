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
	for {
		switch fd, err := syscall.Open(path, readFlags|syscall.O_CLOEXEC, 0); err {
		case nil:
			return descriptor(fd), nil
		case syscall.EINTR:
		default:
			return nil, &os.PathError{Op: "open", Path: path, Err: err}
		}
	}
}

// descriptor is an open regular file.
type descriptor int

// Read takes less than was asked for as the end, which it is in a regular file:
// asking again would be one of four system calls.
func (d descriptor) Read(into []byte) (int, error) {
	for {
		n, err := syscall.Read(int(d), into)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return 0, err
		case n < len(into):
			return n, io.EOF
		default:
			return n, nil
		}
	}
}

func (d descriptor) Close() error { return syscall.Close(int(d)) }
