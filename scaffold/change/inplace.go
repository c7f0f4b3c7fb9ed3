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
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/untrusted"
)

// applyInPlace changes a folder that exists and is locked. Every file is written
// to the staging folder inside it first, then renamed into place one by one; a
// journal beside them says how to go back from any point in between.
func (w Writer) applyInPlace(ctx context.Context, plan *Plan) (_ *Applied, err error) {
	before, err := names(w.FS, plan.Root)
	if err != nil {
		return nil, err
	}
	for _, c := range plan.Changes {
		if err := unchanged(w.FS, plan.Root, c); err != nil {
			return nil, explainWrite(plan.Root, err)
		}
	}
	staging, err := w.newStaging(plan.Root)
	if err != nil {
		return nil, explainWrite(plan.Root, err)
	}
	defer staging.remove()
	j, err := replaceAll(ctx, staging, plan)
	if err != nil {
		return nil, explainWrite(plan.Root, err)
	}
	return &Applied{writer: w, plan: plan, before: before, dirs: j.Dirs}, nil
}

// unchanged makes sure that the disk is still what the plan was made from.
func unchanged(fsys afero.Fs, root string, c Change) error {
	real, err := below(fsys, root, c.Path)
	if err != nil {
		return err
	}
	now, _, err := readFile(fsys, real)
	switch {
	case untrusted.OfSystem(err):
		return err
	case c.Kind == Create && errors.Is(err, fs.ErrNotExist):
		return nil
	case c.Kind != Create && err == nil && bytes.Equal(now, c.Before) && real == filepath.Join(root, filepath.FromSlash(c.Path)):
		return nil
	}
	return changedMeanwhile{c.Path}
}

// changedMeanwhile is the error for a file that is no longer what the plan was made from.
type changedMeanwhile struct{ path string }

func (c changedMeanwhile) Error() string {
	return c.path + " changed while this run was deciding about it"
}

// step is one line of the journal.
type step struct {
	Path string `json:"path"`
	Kind Kind   `json:"kind"`
	From string `json:"from,omitempty"` // of a move: where the file was
	Sum  string `json:"sum,omitempty"`  // of the new content
	Was  string `json:"was,omitempty"`  // of the old content
}

// move is a step that takes a file from one name to another: a plan that deletes
// it here and creates it there means that.
const move Kind = "move"

// folder is one that a run may empty and remove, to be made again as it was.
type folder struct {
	Path string      `json:"path"`
	Mode fs.FileMode `json:"mode"`
}

// journal says what a run was about to do in a folder. Which of its steps are
// done can be seen from the files: a step takes its file out of new/, or puts one
// into old/.
type journal struct {
	Dirs    []string `json:"dirs"`    // folders to be made, parents first
	Emptied []folder `json:"emptied"` // folders that files go from, parents first
	Steps   []step   `json:"steps"`
}

// replaceAll prepares everything, then does the steps. After an error the
// folder is as it was. The order is what survives a power cut: what the journal
// speaks of is on the disk before it, the journal before the first step, and all
// steps before the journal goes.
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
		_ = syncDirs(s.fsys, []string{s.dir}) // a way back is no longer there; it would be the old state, whole
		return j, nil
	}
	changed, back := s.rollBack(plan.Root, j)
	_ = syncDirs(s.fsys, s.touched(plan.Root, j)) // nothing is lost if that fails: the journal is still there
	if back == nil && len(changed) == 0 {
		return nil, err
	}
	advice := "the old files are in "
	why := strings.Join(changed, ", ") + " changed meanwhile"
	switch {
	case back == nil:
		advice += s.keep()
	case s.recorded:
		s.kept = true // with its journal: the next run goes on with taking back
		why, advice = rootCause(back), "put that right, then run again: the next run that writes takes the rest back; until then "+advice+s.dir
	default:
		why = rootCause(back)
		advice += s.keep()
	}
	return nil, &Error{
		Message: fmt.Sprintf("%s, and %s could not be put back as it was: %s", rootCause(err), plan.Root, why),
		Advice:  advice,
		Cause:   err,
	}
}

// prepare fills the staging folder: new texts, the old files, and at last the
// journal.
func prepare(ctx context.Context, s *staging, plan *Plan) (*journal, error) {
	j := &journal{Dirs: missingDirs(s.fsys, plan), Emptied: sourceDirs(s.fsys, plan)}
	for _, name := range []string{"new", "old"} {
		if err := s.fsys.Mkdir(s.path(name), 0o700); err != nil {
			return nil, err
		}
	}
	var written []string
	for _, st := range steps(plan) {
		if err := stopped(ctx); err != nil {
			return nil, err
		}
		paths, err := s.stage(plan.Root, st, len(j.Steps))
		if err != nil {
			return nil, err
		}
		written = append(written, paths...)
		j.Steps = append(j.Steps, st.step)
		s.items = len(j.Steps)
	}
	if err := syncFiles(s.fsys, written); err != nil {
		return nil, err
	}
	text, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	if err := writeNew(s.fsys, s.path("journal.part"), text, 0o600); err != nil {
		return nil, err
	}
	if err := syncFiles(s.fsys, []string{s.path("journal.part"), s.path("new"), s.path("old"), s.dir, plan.Root}); err != nil {
		return nil, err
	}
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	// Where no record can be written the run goes on: the journal serves this process.
	noted := s.writer.vouch(s.id, record{Path: s.dir, Device: device(s.fsys, s.dir), Journal: sum(text)}, s.made)
	s.recorded = s.writer.State != "" && noted == nil
	if err := s.fsys.Rename(s.path("journal.part"), s.path("journal")); err != nil {
		return nil, err
	}
	return j, syncDirs(s.fsys, []string{s.dir})
}

// planned is a step with the change that it carries out.
type planned struct {
	step
	change Change
	source Change // of a move: what goes
}

// steps are what a plan comes to, in its order. Where a file goes from one name
// to another, that is one step.
func steps(plan *Plan) []planned {
	var all []planned
	moved := map[int]bool{}
	sources := map[int]int{}
	for i, c := range plan.Changes {
		if c.Kind != Create {
			continue
		}
		for k, from := range plan.Changes {
			if from.Kind == Delete && !moved[k] && from.Mode == c.Mode && bytes.Equal(from.Before, c.After) {
				moved[k], sources[i] = true, k
				break
			}
		}
	}
	for i, c := range plan.Changes {
		p := planned{step: step{Path: c.Path, Kind: c.Kind}, change: c}
		k, isMove := sources[i]
		switch {
		case c.Kind == Keep || moved[i]:
			continue
		case isMove:
			p.Kind, p.From, p.source, p.Sum = move, plan.Changes[k].Path, plan.Changes[k], sum(c.After)
		case c.Kind == Delete:
			p.Was = sum(c.Before)
		case c.Kind == Modify:
			p.Sum, p.Was = sum(c.After), sum(c.Before)
		default:
			p.Sum = sum(c.After)
		}
		all = append(all, p)
	}
	return all
}

// stage writes what a step needs, and returns the files that have to be on the
// disk before it.
func (s *staging) stage(root string, p planned, i int) (written []string, err error) {
	if p.Kind != Create && p.Kind != Modify {
		return nil, nil
	}
	next := s.item("new", i)
	if err := writeNew(s.fsys, next, p.change.After, p.change.Mode); err != nil {
		return nil, err
	}
	if p.Kind == Create {
		return []string{next}, nil
	}
	// The umask must not take permissions from an existing file.
	if err := s.fsys.Chmod(next, p.change.Mode); err != nil {
		return nil, err
	}
	old := s.item("old", i)
	return []string{next, old}, s.keepOld(filepath.Join(root, filepath.FromSlash(p.Path)), old, p.change.Before)
}

// keepOld keeps the file that a step will replace: itself under a second name,
// or a copy where there is no such thing.
func (s *staging) keepOld(path, old string, content []byte) error {
	if _, real := s.fsys.(*afero.OsFs); real && os.Link(path, old) == nil {
		return nil
	}
	info, err := s.fsys.Stat(path)
	if err != nil {
		return err
	}
	if err := writeNew(s.fsys, old, content, 0o600); err != nil {
		return err
	}
	return s.fsys.Chmod(old, info.Mode().Perm())
}

// missingDirs lists the folders the plan needs and does not find.
func missingDirs(fsys afero.Fs, plan *Plan) []string {
	var dirs []string
	for _, c := range plan.Changes {
		var chain []string
		for dir := path.Dir(c.Path); dir != "."; dir = path.Dir(dir) {
			if _, err := lstat(fsys, filepath.Join(plan.Root, filepath.FromSlash(dir))); err == nil || c.Kind != Create {
				break
			}
			chain = append(chain, dir)
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

// sourceDirs lists the folders that files go from.
func sourceDirs(fsys afero.Fs, plan *Plan) []folder {
	var dirs []folder
	for _, c := range plan.Changes {
		if c.Kind != Delete {
			continue
		}
		for dir := path.Dir(c.Path); dir != "."; dir = path.Dir(dir) {
			info, err := lstat(fsys, filepath.Join(plan.Root, filepath.FromSlash(dir)))
			if err == nil && !slices.ContainsFunc(dirs, func(f folder) bool { return f.Path == dir }) {
				dirs = append(dirs, folder{dir, info.Mode().Perm()})
			}
		}
	}
	slices.SortFunc(dirs, func(a, b folder) int { return strings.Compare(a.Path, b.Path) })
	return dirs
}

// perform does the steps in order, looking at each file once more before, and
// waits until all of it is on the disk.
func perform(ctx context.Context, s *staging, plan *Plan, j *journal) error {
	for _, dir := range j.Dirs {
		if err := s.fsys.Mkdir(filepath.Join(plan.Root, filepath.FromSlash(dir)), 0o755); err != nil {
			return err
		}
	}
	for i, p := range steps(plan) {
		if err := stopped(ctx); err != nil {
			return err
		}
		if err := s.do(plan.Root, p, i); err != nil {
			return err
		}
	}
	for _, dir := range slices.Backward(j.Emptied) {
		if err := removeIfEmpty(s.fsys, filepath.Join(plan.Root, filepath.FromSlash(dir.Path))); err != nil {
			return err
		}
	}
	if err := syncDirs(s.fsys, s.touched(plan.Root, j)); err != nil {
		return err
	}
	return stopped(ctx)
}

func (s *staging) do(root string, p planned, i int) error {
	if err := unchanged(s.fsys, root, p.change); err != nil {
		return err
	}
	target := filepath.Join(root, filepath.FromSlash(p.Path))
	switch p.Kind {
	case move:
		if err := unchanged(s.fsys, root, p.source); err != nil {
			return err
		}
		return s.fsys.Rename(filepath.Join(root, filepath.FromSlash(p.From)), target)
	case Delete:
		return s.fsys.Rename(target, s.item("old", i))
	}
	return s.fsys.Rename(s.item("new", i), target)
}

// touched are the folders whose names the steps change, as far as they are there.
func (s *staging) touched(root string, j *journal) []string {
	var dirs []string
	for _, full := range []string{root, s.path("new"), s.path("old")} {
		if s.exists(full) {
			dirs = append(dirs, full)
		}
	}
	add := func(path string) {
		full := filepath.Join(root, filepath.FromSlash(path))
		if info, err := lstat(s.fsys, full); err == nil && info.IsDir() {
			dirs = append(dirs, full)
		}
	}
	for _, dir := range j.Dirs {
		add(dir)
	}
	for _, dir := range j.Emptied {
		add(dir.Path)
		add(path.Dir(dir.Path))
	}
	for _, st := range j.Steps {
		add(path.Dir(st.Path))
	}
	return dirs
}

// takeBack undoes what the run of an abandoned staging folder had done in root.
// A folder without a journal had done nothing, or everything.
func (s *staging) takeBack(root string, r record) (Recovery, error) {
	text, _, err := readFile(s.fsys, s.path("journal"))
	if errors.Is(err, fs.ErrNotExist) {
		return Recovery{}, nil
	}
	var j journal
	if err != nil || sum(text) != r.Journal || json.Unmarshal(text, &j) != nil {
		return Recovery{kept: s.keep()}, nil
	}
	s.items = len(j.Steps)
	changed, err := s.rollBack(root, &j)
	if err == nil {
		err = syncDirs(s.fsys, s.touched(root, &j))
	}
	if err != nil {
		return Recovery{}, explainBack(root, err)
	}
	result := Recovery{takenBack: true, changed: changed}
	if len(changed) > 0 {
		result.kept = s.keep()
		return result, nil
	}
	if err := s.fsys.Remove(s.path("journal")); err != nil {
		return Recovery{}, explainBack(root, err)
	}
	return result, syncDirs(s.fsys, []string{s.dir})
}

// explainBack says what keeps a killed run from being taken back.
func explainBack(root string, err error) error {
	return &Error{
		Message: fmt.Sprintf("a run that was killed has left its work half done in %s, and it cannot be taken back: %s: %s", root, failedPath(root, err), rootCause(err)),
		Advice:  "put that right, then run again",
		Cause:   err,
	}
}

// rollBack takes the done steps back, last one first. Files that are no longer
// what the run made of them stay as they are, and are returned. It may be called
// again after it was stopped in between.
func (s *staging) rollBack(root string, j *journal) (changed []string, err error) {
	var failures []error
	for i, st := range slices.Backward(j.Steps) {
		free, err := s.undoStep(root, j, st, i)
		if err != nil {
			failures = append(failures, err)
		} else if !free {
			changed = append(changed, st.Path)
		}
	}
	for _, dir := range j.Emptied {
		failures = append(failures, s.makeAgain(root, j, dir.Path))
	}
	failures = append(failures, removeEmpty(s.fsys, root, j.Dirs))
	slices.Reverse(changed)
	return changed, errors.Join(failures...)
}

// removeEmpty removes folders that the run has made, children first, where
// nothing has been put into them.
func removeEmpty(fsys afero.Fs, root string, dirs []string) error {
	var failures []error
	for _, dir := range slices.Backward(dirs) {
		if path, err := below(fsys, root, dir); err == nil {
			failures = append(failures, removeIfEmpty(fsys, path))
		}
	}
	return errors.Join(failures...)
}

// makeAgain makes the folders of a path that the run has emptied and removed.
func (s *staging) makeAgain(root string, j *journal, dir string) error {
	for _, f := range j.Emptied {
		if f.Path != dir && !strings.HasPrefix(dir, f.Path+"/") {
			continue
		}
		full, err := below(s.fsys, root, f.Path)
		if err != nil {
			return err
		}
		if err := s.fsys.Mkdir(full, f.Mode); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// undoStep takes one step back, if it was done. It reports whether the file is
// as it was before the run; it is not where it was changed since.
func (s *staging) undoStep(root string, j *journal, st step, i int) (asBefore bool, err error) {
	here, err := s.at(root, st.Path)
	if err != nil {
		return false, err
	}
	switch st.Kind {
	case Create:
		if s.exists(s.item("new", i)) || here == nothing {
			return true, nil
		}
		if here != st.Sum {
			return false, nil
		}
		return true, s.fsys.Remove(filepath.Join(root, filepath.FromSlash(st.Path)))
	case Modify:
		if s.exists(s.item("new", i)) || here == st.Was {
			return true, nil
		}
		if here != st.Sum || !s.exists(s.item("old", i)) {
			return false, nil
		}
		return true, s.fsys.Rename(s.item("old", i), filepath.Join(root, filepath.FromSlash(st.Path)))
	case Delete:
		if !s.exists(s.item("old", i)) {
			return true, nil
		}
		if here != nothing {
			return false, nil
		}
		return true, s.bring(root, j, s.item("old", i), st.Path)
	case move:
		from, err := s.at(root, st.From)
		if err != nil || from != nothing {
			return err == nil && here != st.Sum, err
		}
		if here != st.Sum {
			return false, nil
		}
		return true, s.bring(root, j, filepath.Join(root, filepath.FromSlash(st.Path)), st.From)
	}
	return false, nil
}

// bring puts a file back where it was, in folders that may be gone.
func (s *staging) bring(root string, j *journal, from, to string) error {
	if err := s.makeAgain(root, j, path.Dir(to)); err != nil {
		return err
	}
	return s.fsys.Rename(from, filepath.Join(root, filepath.FromSlash(to)))
}

// What stands at a path, besides the sum of a file: nothing, or something that no
// run makes.
const (
	nothing = ""
	other   = "other"
)

// at says what stands at a path below root: the sum of its content, nothing, or
// other, which is also what a path leads to that leaves root by now.
func (s *staging) at(root, path string) (string, error) {
	full := filepath.Join(root, filepath.FromSlash(path))
	real, err := below(s.fsys, root, path)
	if err != nil || real != full {
		return other, nil
	}
	content, _, err := readFile(s.fsys, full)
	var own *Error
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nothing, nil
	case errors.As(err, &own):
		return other, nil
	case err != nil:
		return "", err
	}
	return sum(content), nil
}

func (s *staging) exists(path string) bool {
	_, err := lstat(s.fsys, path)
	return err == nil
}

// removeIfEmpty removes a folder with nothing in it. A disk refuses to remove any
// other, and needs no descriptor for that; a file system in memory has to be asked.
func removeIfEmpty(fsys afero.Fs, path string) error {
	info, err := lstat(fsys, path)
	if err != nil || !info.IsDir() {
		return nil
	}
	if _, real := fsys.(*afero.OsFs); !real {
		if entries, err := names(fsys, path); err != nil || len(entries) > 0 {
			return nil
		}
	}
	err = fsys.Remove(path)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func sum(content []byte) string {
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:])
}
