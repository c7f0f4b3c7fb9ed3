package change

import (
	"errors"
	"os"
	"slices"
	"sync"
	"syscall"

	"github.com/spf13/afero"
)

// What was written is on the disk for certain only after it was asked for: a
// power cut may otherwise lose any of it, the newest first or last, and leave a
// file that was renamed into place empty.

// syncFiles waits until files are on the disk, whole.
func syncFiles(fsys afero.Fs, paths []string) error { return syncEach(fsys, paths) }

// syncDirs waits until the names in folders are on the disk. Where a system
// cannot do that for folders, it orders names itself.
func syncDirs(fsys afero.Fs, dirs []string) error {
	dirs = slices.Clone(dirs)
	slices.Sort(dirs)
	return syncEach(fsys, slices.Compact(dirs))
}

// syncEach asks for several at once on a real disk: it writes them together.
func syncEach(fsys afero.Fs, paths []string) error {
	if _, real := fsys.(*afero.OsFs); !real || len(paths) < 2 {
		var failures []error
		for _, path := range paths {
			failures = append(failures, syncOne(fsys, path))
		}
		return errors.Join(failures...)
	}
	failures := make([]error, len(paths))
	slots := make(chan struct{}, 16)
	var wait sync.WaitGroup
	for i, path := range paths {
		slots <- struct{}{}
		wait.Go(func() {
			failures[i] = syncOne(fsys, path)
			<-slots
		})
	}
	wait.Wait()
	return errors.Join(failures...)
}

func syncOne(fsys afero.Fs, path string) error {
	f, err := fsys.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cannotSync(err) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

// cannotSync: the file system does not know the request, which is no failure to
// write; Windows grants it only to those who opened the file for writing.
func cannotSync(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) || errors.Is(err, os.ErrPermission)
}
