package change

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

const (
	stagingPrefix = ".create-app-"
	stagingSuffix = ".tmp"
)

// staging is the folder a run works in before anything is put into place. It
// is locked for as long as the run lives, so that one left by a run that was
// killed can be told from one in use.
type staging struct {
	fsys   afero.Fs
	dir    string
	unlock func()
	kept   bool // remove leaves it: somebody needs what is in it
}

// newStaging makes and locks a staging folder in dir.
func newStaging(fsys afero.Fs, dir string) (*staging, error) {
	for {
		var id [6]byte
		if _, err := rand.Read(id[:]); err != nil {
			return nil, err
		}
		path := filepath.Join(dir, stagingPrefix+hex.EncodeToString(id[:])+stagingSuffix)
		if err := fsys.Mkdir(path, 0o700); errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		unlock, err := lockDir(fsys, path)
		if errors.Is(err, errLocked) || errors.Is(err, fs.ErrNotExist) {
			continue // a sweep got hold of it between the two steps
		}
		if err != nil {
			return nil, errors.Join(err, fsys.RemoveAll(path))
		}
		if _, err := lstat(fsys, path); err != nil {
			unlock()
			continue
		}
		return &staging{fsys: fsys, dir: path, unlock: unlock}, nil
	}
}

func (s *staging) path(name string) string { return filepath.Join(s.dir, name) }

// remove ends the use of the folder. What cannot be removed is left for the
// next run's sweep.
func (s *staging) remove() {
	defer s.unlock()
	if !s.kept {
		_ = removeAll(s.fsys, s.dir)
	}
}

// isStaging recognises a staging folder in dir by its name and nature.
func isStaging(fsys afero.Fs, dir, name string) bool {
	id, ok := strings.CutPrefix(name, stagingPrefix)
	if !ok {
		return false
	}
	id, ok = strings.CutSuffix(id, stagingSuffix)
	if _, err := hex.DecodeString(id); !ok || err != nil || len(id) != 12 {
		return false
	}
	info, err := lstat(fsys, filepath.Join(dir, name))
	return err == nil && info.IsDir()
}

// List lists what a folder holds, but for the staging folders of runs.
func List(fsys afero.Fs, dir string) ([]string, error) {
	list, err := names(fsys, dir)
	return slices.DeleteFunc(list, func(name string) bool { return isStaging(fsys, dir, name) }), err
}

// names lists what a folder holds, without looking at each: there may be a
// great deal beside a new project.
func names(fsys afero.Fs, dir string) ([]string, error) {
	f, err := fsys.Open(dir)
	if err != nil {
		return nil, readable(err)
	}
	defer f.Close()
	list, err := f.Readdirnames(-1)
	if err != nil {
		return nil, readable(err)
	}
	slices.Sort(list)
	return list, nil
}

// sweep puts right what killed runs have left in dir: their staging folders
// go, and changes that were under way in dir are taken back.
func sweep(fsys afero.Fs, dir string) error {
	list, err := names(fsys, dir)
	if err != nil {
		return err
	}
	for _, name := range list {
		if !isStaging(fsys, dir, name) {
			continue
		}
		path := filepath.Join(dir, name)
		unlock, err := lockDir(fsys, path)
		if err != nil {
			continue // in use, or not ours
		}
		old := &staging{fsys: fsys, dir: path, unlock: unlock}
		if err := takeBack(old, dir); err != nil {
			unlock()
			return err
		}
		old.remove()
	}
	return nil
}
