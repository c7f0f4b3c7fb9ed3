// Package untrusted reads files that other people made: every file of a project.
//
// [Read] takes regular files only, through links if what they lead to is one, and none that is larger than its kind
// ever is: a device or a pipe has no end, and a file that only claims to be package.json may fill the memory.
package untrusted

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/afero"
)

var (
	errPipe = errors.New("it is a pipe, and not a file")
	errKind = errors.New("it is not a regular file")
)

// Limit is the size from which on a file of that name is not read. The largest that are known of each kind are a tenth
// of it or less.
func Limit(path string) int64 {
	name := filepath.Base(path)
	switch {
	case strings.HasPrefix(name, ".env"), strings.HasPrefix(name, ".git"), strings.HasPrefix(name, "tsconfig"), strings.HasPrefix(name, "jsconfig"),
		strings.HasPrefix(name, "prisma.config."), strings.HasPrefix(name, "prisma7.config."), name == "migration_lock.toml", name == "pnpm-workspace.yaml":
		return 1 << 20
	case name == "package.json":
		return 4 << 20
	case strings.HasSuffix(name, ".prisma"):
		return 8 << 20
	case strings.Contains(name, "lock"), name == "npm-shrinkwrap.json":
		return 256 << 20 // searched, and not taken apart
	case name == "class.ts": // of a generated client, with the whole schema in it
		return 16 << 20
	case isSource(name), strings.HasSuffix(name, ".yml"), strings.HasSuffix(name, ".yaml"), strings.HasPrefix(name, "Dockerfile"):
		return 1 << 20 // more is not written by hand
	}
	return 16 << 20
}

// isSource reports whether a name is that of JavaScript or TypeScript that people write.
func isSource(name string) bool {
	return name != "class.ts" && slices.Contains([]string{".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"}, filepath.Ext(name))
}

// Read reads a file that was found.
func Read(fsys afero.Fs, path string) ([]byte, error) {
	info, err := fsys.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := Regular(path, info); err != nil {
		return nil, err
	}
	f, err := open(fsys, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// Another file may stand there by now.
	if info, err = f.Stat(); err != nil {
		return nil, err
	}
	if err := Regular(path, info); err != nil {
		return nil, err
	}
	return upTo(f, path, info.Size())
}

// ReadNamed reads a file that the user named, which may be a pipe as well.
func ReadNamed(fsys afero.Fs, path string) ([]byte, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return upTo(f, path, 0)
}

// TooLarge is the error for a file of that name that is larger than its kind ever is.
func TooLarge(path string) error {
	return fmt.Errorf("it is larger than %d MiB", Limit(path)>>20)
}

// Regular is the error for what is no regular file; nil for one.
func Regular(path string, info fs.FileInfo) error {
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode&fs.ModeNamedPipe != 0:
		return &fs.PathError{Op: "open", Path: path, Err: errPipe}
	}
	return &fs.PathError{Op: "open", Path: path, Err: errKind}
}

// OfSystem reports whether an error is of the system, such as too many open files, and not of what is asked for: what could not be
// read may be there all the same.
func OfSystem(err error) bool {
	return slices.ContainsFunc([]error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.EIO}, func(of error) bool { return errors.Is(err, of) })
}

func upTo(r io.Reader, path string, size int64) ([]byte, error) {
	limit := Limit(path)
	if size > limit {
		return nil, &fs.PathError{Op: "read", Path: path, Err: TooLarge(path)}
	}
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, err
	}
	if int64(b.Len()) > limit {
		return nil, &fs.PathError{Op: "read", Path: path, Err: TooLarge(path)}
	}
	if err := Dense(path, b.Bytes()); err != nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: err}
	}
	return b.Bytes(), nil
}

// open does not wait for a pipe that has taken the file's place.
func open(fsys afero.Fs, path string) (afero.File, error) {
	return fsys.OpenFile(path, os.O_RDONLY|nonblock, 0)
}
