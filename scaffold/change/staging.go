package change

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/afero"
)

const (
	stagingPrefix = ".create-app-"
	stagingSuffix = ".tmp"
	keptSuffix    = ".kept" // of one that is left for a person to look at
)

// staging is the folder a run works in before anything is put into place. It
// is locked for as long as the run lives, so that one left by a run that was
// killed can be told from one in use. Git takes nothing of what is in it.
type staging struct {
	writer Writer
	fsys   afero.Fs
	id     string
	dir    string
	unlock func()
	items  int      // how many steps have files in it
	built  []string // the files of a new project, as long as they are in it
	kept   bool     // remove leaves it: what is in it is needed

	made     []string // folders that hold something new since there is a record of this
	recorded bool     // the next run can take back what the journal says
}

// newStaging makes and locks a staging folder in dir. The record of it comes
// first: whenever the run is killed, the next one knows the folder.
func (w Writer) newStaging(dir string) (*staging, error) {
	for {
		var random [6]byte
		if _, err := rand.Read(random[:]); err != nil {
			return nil, err
		}
		s := &staging{writer: w, fsys: w.FS, id: hex.EncodeToString(random[:])}
		s.dir = filepath.Join(dir, stagingPrefix+s.id+stagingSuffix)
		// Without the record a run works as well; only what is left of it, should it
		// be killed, is not put right by itself.
		s.made, _ = w.note(s.id, record{Path: s.dir, Device: device(w.FS, dir)})
		err := s.make()
		if errors.Is(err, errTaken) {
			w.forget(s.id)
			continue
		}
		if err != nil {
			w.forget(s.id)
			return nil, err
		}
		return s, nil
	}
}

// errTaken says that a folder of that name is there, or was swept away by
// another run between two steps.
var errTaken = errors.New("another run has the folder")

func (s *staging) make() error {
	if err := s.fsys.Mkdir(s.dir, 0o700); errors.Is(err, fs.ErrExist) {
		return errTaken
	} else if err != nil {
		return err
	}
	unlock, err := lockDir(s.fsys, s.dir)
	if errors.Is(err, errLocked) || errors.Is(err, fs.ErrNotExist) {
		return errTaken
	}
	if err != nil {
		return errors.Join(err, s.fsys.RemoveAll(s.dir))
	}
	defer func() {
		if s.unlock == nil {
			unlock()
		}
	}()
	if _, err := lstat(s.fsys, s.dir); err != nil {
		return errTaken
	}
	if err := writeNew(s.fsys, s.path(".gitignore"), []byte("*\n"), 0o600); err != nil {
		return errors.Join(err, s.fsys.RemoveAll(s.dir))
	}
	s.unlock = unlock
	return nil
}

func (s *staging) path(name string) string { return filepath.Join(s.dir, name) }

func (s *staging) item(folder string, i int) string {
	return filepath.Join(s.dir, folder, strconv.Itoa(i))
}

// remove ends the use of the folder. What cannot be removed is left for the
// next run, and so is the record of it.
func (s *staging) remove() {
	s.unlock() // a descriptor more for what follows
	if s.kept {
		return
	}
	// By name, file by file: that needs no descriptor, of which there may be none left.
	for _, path := range s.built {
		_ = s.fsys.Remove(path)
	}
	for _, dir := range slices.Backward(parents(s.path("new"), s.built)) {
		_ = removeIfEmpty(s.fsys, dir)
	}
	for i := range s.items {
		_ = s.fsys.Remove(s.item("new", i))
		_ = s.fsys.Remove(s.item("old", i))
	}
	for _, name := range []string{"new", "old", "journal.part", "journal", ".gitignore"} {
		_ = s.fsys.Remove(s.path(name))
	}
	if s.fsys.Remove(s.dir) != nil && removeAll(s.fsys, s.dir) != nil {
		return
	}
	s.writer.forget(s.id)
}

// keep leaves the folder for a person, under a name that no run looks for, and
// gives that name.
//
// Where that fails it stays as it is, with its journal: without one, the next
// run would take it for rubbish.
func (s *staging) keep() string {
	s.kept = true
	kept := strings.TrimSuffix(s.dir, stagingSuffix) + keptSuffix
	if s.fsys.Rename(s.dir, kept) != nil {
		return s.dir
	}
	_ = s.fsys.Remove(filepath.Join(kept, "journal"))
	s.writer.forget(s.id)
	return kept
}

func isID(text string) bool {
	_, err := hex.DecodeString(text)
	return err == nil && len(text) == 12
}

// isStaging recognises a staging folder in dir by its name and nature.
func isStaging(fsys afero.Fs, dir, name string) bool {
	id, ok := strings.CutPrefix(name, stagingPrefix)
	if !ok {
		return false
	}
	id, ok = strings.CutSuffix(id, stagingSuffix)
	if !ok || !isID(id) {
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

// Recovery is what was done about killed runs.
type Recovery struct {
	takenBack bool     // changes were under way, and are undone
	changed   []string // files of these that were changed since, and stay as they are
	kept      string   // the folder with what changed files were before; empty if there are none
	strange   []string // folders that look like a run's and are not known here; they are left alone
}

// Notices are what a person should know of it.
func (r Recovery) Notices(root string) []string {
	var lines []string
	if r.takenBack {
		lines = append(lines, fmt.Sprintf("a run that was killed had left its work half done in %s; that was taken back", root))
	}
	if r.kept != "" {
		what := "its journal is broken, and nothing was taken back by it"
		if len(r.changed) > 0 {
			what = strings.Join(r.changed, ", ") + " changed since that run, so it was left as it is"
		}
		lines = append(lines, fmt.Sprintf("%s; what the run had put aside is in %s", what, filepath.Base(r.kept)))
	}
	for _, name := range r.strange {
		lines = append(lines, fmt.Sprintf("%s was not made by a run of yours on this machine and is left alone; look at what is in it, then remove it", name))
	}
	return lines
}

// Recover puts right what killed runs have left in the folder: changes that were
// under way are taken back. A command that changes a project calls it before it
// looks: what it would see otherwise was never meant to be.
func (l *Lock) Recover() (Recovery, error) {
	r, err := l.writer.sweep(l.root)
	if err != nil {
		return r, err
	}
	list, err := names(l.writer.FS, l.root)
	if err != nil {
		return r, err
	}
	records := l.writer.records(l.root)
	for _, name := range list {
		id := strings.TrimSuffix(strings.TrimPrefix(name, stagingPrefix), stagingSuffix)
		if _, known := records[id]; !known && isStaging(l.writer.FS, l.root, name) {
			r.strange = append(r.strange, name)
		}
	}
	return r, nil
}

// HalfDone reports whether a run that was killed has left its work half done in
// root, which the next one that writes takes back. A command that only looks can
// say so.
func (w Writer) HalfDone(root string) bool {
	for _, r := range w.records(root) {
		if _, err := lstat(w.FS, filepath.Join(r.Path, "journal")); err != nil || !r.vouches(w.FS) {
			continue // it has changed nothing
		}
		if unlock, err := lockDir(w.FS, r.Path); err == nil {
			unlock()
			return true
		}
	}
	return false
}

// sweep goes through the records of killed runs in dir. Their staging folders
// go, and changes that were under way are taken back. A folder without a record
// is not looked at.
func (w Writer) sweep(dir string) (Recovery, error) {
	var all Recovery
	if w.State == "" {
		return all, nil
	}
	w.tidy()
	for id, r := range w.records(dir) {
		if _, err := lstat(w.FS, r.Path); errors.Is(err, fs.ErrNotExist) {
			w.forget(id)
			continue
		}
		if !r.vouches(w.FS) {
			continue
		}
		unlock, err := lockDir(w.FS, r.Path)
		if err != nil {
			continue // in use
		}
		old := &staging{writer: w, fsys: w.FS, id: id, dir: r.Path, unlock: unlock}
		back, err := old.takeBack(dir, r)
		if err != nil {
			unlock()
			return all, err
		}
		old.remove()
		all.takenBack = all.takenBack || back.takenBack
		all.changed = append(all.changed, back.changed...)
		if back.kept != "" {
			all.kept = back.kept
		}
	}
	return all, nil
}
