package project

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/spf13/afero"

	"create-app/untrusted"
)

var (
	// errNotLookedAt is a mistake in this program: what a finding or a plan needs
	// of the disk has its place in [Project.look].
	errNotLookedAt = errors.New("not looked at with the project")
)

// disk is what was seen of the file system: each file and folder is asked for
// once. When the look is over it is sealed, and from then on gives the same
// answers without the file system.
type disk struct {
	fsys    afero.Fs
	files   map[string]*seen
	folders map[string]map[string]bool // the names in a folder; nil where it cannot be listed

	mutex  sync.Mutex
	failed error
}

// note keeps the first error of the system: no look is better than one that takes for missing what is there.
func (d *disk) note(err error) {
	if untrusted.OfSystem(err) {
		d.mutex.Lock()
		d.failed = cmp.Or(d.failed, err)
		d.mutex.Unlock()
	}
}

// seen is a file or a folder.
type seen struct {
	info    fs.FileInfo
	statErr error
	read    bool
	text    []byte
	readErr error
}

func newDisk(fsys afero.Fs) *disk {
	return &disk{fsys: fsys, files: map[string]*seen{}, folders: map[string]map[string]bool{}}
}

func (d *disk) seal() { d.fsys = nil }

func (d *disk) at(path string) *seen {
	path = filepath.Clean(path) // one name for each file, whichever slashes the asker writes
	if s := d.files[path]; s != nil {
		return s
	}
	if d.fsys == nil {
		return &seen{statErr: &fs.PathError{Op: "stat", Path: path, Err: errNotLookedAt}}
	}
	s := &seen{}
	s.info, s.statErr = d.fsys.Stat(path)
	d.note(s.statErr)
	d.files[path] = s
	return s
}

func (d *disk) stat(path string) (fs.FileInfo, error) {
	s := d.at(path)
	return s.info, s.statErr
}

func (d *disk) isFile(path string) bool {
	info, err := d.stat(path)
	return err == nil && info.Mode().IsRegular()
}

func (d *disk) isDir(path string) bool {
	info, err := d.stat(path)
	return err == nil && info.IsDir()
}

// readFile reads a file that was found rather than named by the user, who may
// name a pipe.
func (d *disk) readFile(path string) ([]byte, error) {
	s := d.at(path)
	if s.statErr != nil {
		return nil, s.statErr
	}
	if err := untrusted.Regular(path, s.info); err != nil {
		return nil, err
	}
	return d.readBy(untrusted.Read, path)
}

// readNamed reads a file that the user named.
func (d *disk) readNamed(path string) ([]byte, error) {
	return d.readBy(untrusted.ReadNamed, path)
}

func (d *disk) readBy(read func(afero.Fs, string) ([]byte, error), path string) ([]byte, error) {
	s := d.at(path)
	switch {
	case s.read:
	case d.fsys == nil && s.statErr != nil:
		return nil, s.statErr
	case d.fsys == nil:
		return nil, &fs.PathError{Op: "open", Path: path, Err: errNotLookedAt}
	default:
		s.text, s.readErr = read(d.fsys, path)
		s.read = true
		d.note(s.readErr)
	}
	return s.text, s.readErr
}

// mayHold spares the file system of being asked for files of many names in a
// folder: it lists the folder, once.
func (d *disk) mayHold(path string) bool {
	dir, name := filepath.Split(path)
	return d.folder(filepath.Clean(dir))[name]
}

// names are those in a folder, sorted.
func (d *disk) names(dir string) []string { return slices.Sorted(maps.Keys(d.folder(dir))) }

// folder lists a folder, unless the one above, if that is listed, has none of its name.
func (d *disk) folder(dir string) map[string]bool {
	names, listed := d.folders[dir]
	if listed || d.fsys == nil {
		return names
	}
	if parent := filepath.Dir(dir); parent == dir || d.folders[parent] == nil || d.folders[parent][filepath.Base(dir)] {
		f, err := d.fsys.Open(dir)
		if err == nil {
			var found []string
			found, err = f.Readdirnames(-1)
			_ = f.Close() // it was only read
			if err == nil {
				names = make(map[string]bool, len(found))
				for _, n := range found {
					names[n] = true
				}
			}
		}
		d.note(err)
	}
	if names == nil {
		names = map[string]bool{}
	}
	d.folders[dir] = names
	return names
}
