//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package change

import (
	"errors"
	"syscall"

	"github.com/spf13/afero"
)

// errLocked says that another process holds the lock.
var errLocked = errors.New("locked by another process")

// lockDir locks a folder against other runs until unlock is called or the
// process ends, however it ends. It writes nothing: the lock is on the open
// folder itself. File systems that know no locks, such as one in memory, give
// a lock that holds nothing.
func lockDir(fsys afero.Fs, dir string) (unlock func(), err error) {
	f, err := fsys.Open(dir)
	if err != nil {
		return nil, err
	}
	file, ok := f.(interface{ Fd() uintptr })
	if !ok {
		return func() { _ = f.Close() }, nil
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		_ = f.Close()
		return nil, errLocked
	}
	return func() { _ = f.Close() }, nil
}

func isNoSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
