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

// hasFile is isFile for what is looked for among many names, most of which are not there.
func (d *disk) hasFile(path string) bool { return d.mayHold(path) && d.isFile(path) }

// mayHold spares the file system of being asked for files of many names in a
// folder: it lists the folder, once. One that cannot be listed may hold any.
func (d *disk) mayHold(path string) bool {
	dir, name := filepath.Split(path)
	names := d.folder(filepath.Clean(dir))
	return names == nil || names[name]
}

// names are those in a folder, sorted.
func (d *disk) names(dir string) []string { return slices.Sorted(maps.Keys(d.folder(dir))) }

// folder lists a folder, unless the one above, if that is listed, has none of its name.
func (d *disk) folder(dir string) map[string]bool {
	names, listed := d.folders[dir]
	if listed || d.fsys == nil {
		return names
	}
	if above := d.folders[filepath.Dir(dir)]; above != nil && filepath.Dir(dir) != dir && !above[filepath.Base(dir)] {
		names = map[string]bool{}
	} else {
		var err error
		names, err = d.list(dir)
		d.note(err)
	}
	d.folders[dir] = names
	return names
}

// list is what is in a folder: nothing where there is none.
func (d *disk) list(dir string) (map[string]bool, error) {
	if info, err := d.stat(dir); err == nil && !info.IsDir() { // opening a pipe would wait
		return map[string]bool{}, nil
	}
	f, err := d.fsys.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]bool{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	found, err := f.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool, len(found))
	for _, name := range found {
		names[name] = true
	}
	return names, nil
}
