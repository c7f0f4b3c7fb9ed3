package change

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/afero"
)

// applyInPlace changes a folder that exists. Every file is written to the
// staging folder inside it first, then renamed into place one by one; a
// journal beside them says how to go back from any point in between.
func applyInPlace(ctx context.Context, fsys afero.Fs, plan *Plan) (_ *Applied, err error) {
	unlock, err := lockRoot(fsys, plan.Root)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := sweep(fsys, plan.Root); err != nil {
		return nil, err
	}
	before, err := names(fsys, plan.Root)
	if err != nil {
		return nil, err
	}
	for _, c := range plan.Changes {
		if err := unchanged(fsys, plan.Root, c); err != nil {
			return nil, err
		}
	}
	staging, err := newStaging(fsys, plan.Root)
	if err != nil {
		return nil, explainWrite(plan.Root, err)
	}
	defer staging.remove()
	j, err := replaceAll(ctx, staging, plan)
	if err != nil {
		return nil, explainWrite(plan.Root, err)
	}
	return &Applied{fsys: fsys, plan: plan, before: before, dirs: j.Dirs}, nil
}

// lockRoot keeps other runs out of a folder.
func lockRoot(fsys afero.Fs, root string) (unlock func(), err error) {
	unlock, err = lockDir(fsys, root)
	if errors.Is(err, errLocked) {
		return nil, &Error{
			Message: fmt.Sprintf("another create-app is at work in %s", root),
			Advice:  "wait for it to end, then run again",
			Cause:   err,
		}
	}
	if err != nil {
		return nil, explainWrite(root, err)
	}
	return unlock, nil
}

// Recover takes back what a run that was killed has left half done in root, and
// reports whether there was anything. A command that changes a project calls it
// before it looks: what it would see otherwise was never meant to be.
func Recover(fsys afero.Fs, root string) (bool, error) {
	list, err := names(fsys, root)
	if err != nil {
		return false, err
	}
	if !slices.ContainsFunc(list, func(name string) bool { return isStaging(fsys, root, name) }) {
		return false, nil
	}
	unlock, err := lockRoot(fsys, root)
	if err != nil {
		return false, err
	}
	defer unlock()
	return true, sweep(fsys, root)
}

// HalfDone reports whether a run that was killed has left its work half done in
// root, which [Recover] would take back. A command that only looks can say so.
func HalfDone(fsys afero.Fs, root string) bool {
	list, err := names(fsys, root)
	return err == nil && slices.ContainsFunc(list, func(name string) bool {
		if !isStaging(fsys, root, name) {
			return false
		}
		if _, err := lstat(fsys, filepath.Join(root, name, "journal")); err != nil {
			return false // it has changed nothing
		}
		unlock, err := lockDir(fsys, filepath.Join(root, name))
		if err != nil {
			return false // at work
		}
		unlock()
		return true
	})
}

// unchanged makes sure that the disk is still what the plan was made from.
func unchanged(fsys afero.Fs, root string, c Change) error {
	real, err := below(fsys, root, c.Path)
	if err != nil {
		return err
	}
	now, _, err := readFile(fsys, real)
	switch {
	case c.Kind == Create && errors.Is(err, fs.ErrNotExist):
		return nil
	case c.Kind != Create && err == nil && bytes.Equal(now, c.Before) && real == filepath.Join(root, filepath.FromSlash(c.Path)):
		return nil
	}
	return &Error{
		Message: fmt.Sprintf("%s changed while this run was deciding about it; nothing was written", c.Path),
		Advice:  "run again",
	}
}

// step is one line of the journal.
type step struct {
	Path string `json:"path"`
	Kind Kind   `json:"kind"`
	Sum  string `json:"sum,omitempty"` // of the new content
}

// journal says what a run was about to do in a folder. Which of its steps are
// done can be seen from the staging folder: a step takes its file out of
// new/, or puts one into old/.
type journal struct {
	Dirs  []string `json:"dirs"` // folders to be made, parents first
	Steps []step   `json:"steps"`
}

// replaceAll prepares everything, then does the steps. After an error the
// folder is as it was.
func replaceAll(ctx context.Context, s *staging, plan *Plan) (*journal, error) {
	j, err := prepare(ctx, s, plan)
	if err != nil {
		return nil, err
	}
	err = perform(ctx, s, plan, j)
	if err == nil {
		// Without its journal the staging folder is mere rubbish: done.
		err = s.fsys.Remove(s.path("journal"))
	}
	if err == nil {
		return j, nil
	}
	if back := rollBack(s, plan.Root, j); back != nil {
		s.kept = true
		return nil, &Error{
			Message: fmt.Sprintf("%s, and %s could not be put back as it was: %s", rootCause(err), plan.Root, rootCause(back)),
			Advice:  "the old files are in " + s.dir,
			Cause:   err,
		}
	}
	return nil, err
}

// prepare fills the staging folder: new texts, copies of the old ones, and at
// last the journal.
func prepare(ctx context.Context, s *staging, plan *Plan) (*journal, error) {
	j := &journal{Dirs: missingDirs(s.fsys, plan)}
	for _, name := range []string{"new", "old"} {
		if err := s.fsys.Mkdir(s.path(name), 0o700); err != nil {
			return nil, err
		}
	}
	for _, c := range plan.Changes {
		if c.Kind == Keep {
			continue
		}
		if err := stopped(ctx); err != nil {
			return nil, err
		}
		i := len(j.Steps)
		next := step{Path: c.Path, Kind: c.Kind}
		if c.Kind != Delete {
			next.Sum = sum(c.After)
			if err := writeNew(s.fsys, s.item("new", i), c.After, c.Mode); err != nil {
				return nil, err
			}
		}
		if c.Kind == Modify {
			// The umask must not take permissions from an existing file.
			if err := s.fsys.Chmod(s.item("new", i), c.Mode); err != nil {
				return nil, err
			}
			if err := s.keepOld(plan.Root, c, i); err != nil {
				return nil, err
			}
		}
		j.Steps = append(j.Steps, next)
	}
	text, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	if err := writeNew(s.fsys, s.path("journal.part"), text, 0o600); err != nil {
		return nil, err
	}
	return j, s.fsys.Rename(s.path("journal.part"), s.path("journal"))
}

func (s *staging) item(folder string, i int) string {
	return filepath.Join(s.dir, folder, strconv.Itoa(i))
}

// keepOld copies the file that a step will replace.
func (s *staging) keepOld(root string, c Change, i int) error {
	info, err := s.fsys.Stat(filepath.Join(root, filepath.FromSlash(c.Path)))
	if err != nil {
		return err
	}
	if err := writeNew(s.fsys, s.item("old", i), c.Before, 0o600); err != nil {
		return err
	}
	return s.fsys.Chmod(s.item("old", i), info.Mode().Perm())
}

// missingDirs lists the folders the plan needs and does not find.
func missingDirs(fsys afero.Fs, plan *Plan) []string {
	var dirs []string
	for _, c := range plan.Changes {
		var chain []string
		for dir := filepath.Dir(filepath.FromSlash(c.Path)); dir != "."; dir = filepath.Dir(dir) {
			if _, err := lstat(fsys, filepath.Join(plan.Root, dir)); err == nil || c.Kind != Create {
				break
			}
			chain = append(chain, filepath.ToSlash(dir))
		}
		slices.Reverse(chain)
		for _, dir := range chain {
			if !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

// perform does the steps in order, looking at each file once more before.
func perform(ctx context.Context, s *staging, plan *Plan, j *journal) error {
	for _, dir := range j.Dirs {
		if err := s.fsys.Mkdir(filepath.Join(plan.Root, filepath.FromSlash(dir)), 0o755); err != nil {
			return err
		}
	}
	i := 0
	for _, c := range plan.Changes {
		if c.Kind == Keep {
			continue
		}
		if err := stopped(ctx); err != nil {
			return err
		}
		if err := unchanged(s.fsys, plan.Root, c); err != nil {
			return err
		}
		path := filepath.Join(plan.Root, filepath.FromSlash(c.Path))
		from, to := s.item("new", i), path
		if c.Kind == Delete {
			from, to = path, s.item("old", i)
		}
		if err := s.fsys.Rename(from, to); err != nil {
			return err
		}
		i++
	}
	return stopped(ctx)
}

// takeBack undoes what the run of an abandoned staging folder had done in
// dir. A folder without a journal had done nothing, or everything.
func takeBack(s *staging, dir string) error {
	text, err := afero.ReadFile(s.fsys, s.path("journal"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return readable(err)
	}
	var j journal
	if err := json.Unmarshal(text, &j); err != nil {
		return &Error{Message: fmt.Sprintf("%s: the journal of a broken run cannot be read", s.dir), Advice: "look at the files in it, then remove it", Cause: err}
	}
	for _, st := range j.Steps {
		if _, err := below(s.fsys, dir, st.Path); err != nil {
			return err
		}
	}
	return rollBack(s, dir, &j)
}

// rollBack takes the done steps back, last one first.
func rollBack(s *staging, root string, j *journal) error {
	var failures []error
	for i := len(j.Steps) - 1; i >= 0; i-- {
		if err := s.undoStep(root, j.Steps[i], i); err != nil {
			failures = append(failures, err)
		}
	}
	return errors.Join(append(failures, removeEmpty(s.fsys, root, j.Dirs))...)
}

// removeEmpty removes folders that the run has made, children first, where
// nobody has put anything into them.
func removeEmpty(fsys afero.Fs, root string, dirs []string) error {
	var failures []error
	for _, dir := range slices.Backward(dirs) {
		if path := filepath.Join(root, filepath.FromSlash(dir)); filepath.IsLocal(filepath.FromSlash(dir)) && isEmptyDir(fsys, path) {
			failures = append(failures, fsys.Remove(path))
		}
	}
	return errors.Join(failures...)
}

func (s *staging) undoStep(root string, st step, i int) error {
	path := filepath.Join(root, filepath.FromSlash(st.Path))
	if st.Kind != Delete {
		if _, err := s.fsys.Stat(s.item("new", i)); err == nil {
			return nil // not done yet
		}
		now, err := afero.ReadFile(s.fsys, path)
		if err != nil || sum(now) != st.Sum {
			return nil // somebody has changed it since; it is theirs now
		}
	}
	if st.Kind == Create {
		return s.fsys.Remove(path)
	}
	if _, err := s.fsys.Stat(s.item("old", i)); err != nil {
		return nil
	}
	return s.fsys.Rename(s.item("old", i), path)
}

func isEmptyDir(fsys afero.Fs, path string) bool {
	info, err := lstat(fsys, path)
	if err != nil || !info.IsDir() {
		return false
	}
	entries, err := names(fsys, path)
	return err == nil && len(entries) == 0
}

func sum(content []byte) string {
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:])
}
