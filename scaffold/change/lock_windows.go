package change

import (
	"errors"
	"path/filepath"

	"github.com/spf13/afero"
	"golang.org/x/sys/windows"
)

// errLocked says that another process holds the lock.
var errLocked = errors.New("locked by another process")

// lockDir locks a folder against other runs until unlock is called or the
// process ends. Windows cannot lock a folder, so the lock is a file in it that
// no other process may open and that goes away with its handle.
func lockDir(fsys afero.Fs, dir string) (unlock func(), err error) {
	if _, ok := fsys.(*afero.OsFs); !ok {
		return func() {}, nil
	}
	name, err := windows.UTF16PtrFromString(filepath.Join(dir, ".create-app-lock"))
	if err != nil {
		return nil, err
	}
	handle, err := windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.CREATE_ALWAYS,
		windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	return func() { _ = windows.CloseHandle(handle) }, nil
}

func isNoSpace(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL)
}
