package change

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"
)

// Applied is a plan that has been carried out; it can be taken back with
// [Applied.Undo] as long as nobody else has touched the files.
type Applied struct {
	fsys   afero.Fs
	plan   *Plan
	top    string   // the topmost folder the run made; empty if the root was there
	before []string // what the root held then, if it was
	dirs   []string // the folders the run made in it
}

// Apply carries the plan out, wholly or not at all: after an error, or when
// ctx ends before the last step, the disk is as it was. It fails if a file is
// no longer what the plan was made from, or if another run is at work in the
// same folder. Folders that the plan's deletions leave empty go, too.
func Apply(ctx context.Context, fsys afero.Fs, plan *Plan) (*Applied, error) {
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if !plan.exists {
		return applyFresh(ctx, fsys, plan)
	}
	applied, err := applyInPlace(ctx, fsys, plan)
	if err == nil {
		removeEmptied(fsys, plan)
	}
	return applied, err
}

// stopped is ErrStopped once ctx has ended.
func stopped(ctx context.Context) error {
	if ctx.Err() != nil {
		return ErrStopped
	}
	return nil
}

// applyFresh builds the project in a folder beside its place and renames it
// into place in one step. Of two runs, the second one finds the place taken.
func applyFresh(ctx context.Context, fsys afero.Fs, plan *Plan) (_ *Applied, err error) {
	anchor, top, err := firstMissing(fsys, plan.Root)
	if err != nil {
		return nil, err
	}
	if err := sweep(fsys, anchor); err != nil {
		return nil, err
	}
	staging, err := newStaging(fsys, anchor)
	if err != nil {
		return nil, explainWrite(anchor, err)
	}
	defer staging.remove()

	built := staging.path("new")
	rest, err := filepath.Rel(top, plan.Root)
	if err != nil {
		return nil, err
	}
	for _, c := range plan.Changes {
		if err := stopped(ctx); err != nil {
			return nil, err
		}
		if err := writeBelow(fsys, filepath.Join(built, rest), c); err != nil {
			return nil, explainWrite(plan.Root, err)
		}
	}
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if _, err := lstat(fsys, top); !errors.Is(err, fs.ErrNotExist) {
		return nil, Taken(top)
	}
	if err := fsys.Rename(built, top); err != nil {
		if _, statErr := lstat(fsys, top); statErr == nil {
			return nil, Taken(top)
		}
		return nil, explainWrite(plan.Root, err)
	}
	return &Applied{fsys: fsys, plan: plan, top: top}, nil
}

// Taken says that another program was quicker to fill the place of a new folder.
func Taken(path string) error {
	return &Error{
		Message: fmt.Sprintf("%s was filled by somebody else while this run was deciding; nothing was written", path),
		Advice:  "look at what is there, then run again",
	}
}

// firstMissing splits an absolute path into the folder that exists and the
// first part below it that does not.
func firstMissing(fsys afero.Fs, path string) (anchor, top string, err error) {
	top = path
	for {
		anchor = filepath.Dir(top)
		info, err := fsys.Stat(anchor)
		switch {
		case err == nil && info.IsDir():
			return anchor, top, nil
		case err == nil:
			return "", "", &Error{Message: fmt.Sprintf("%s is a file", anchor), Advice: "choose another name"}
		case !errors.Is(err, fs.ErrNotExist):
			return "", "", readable(err)
		case anchor == top:
			return "", "", &Error{Message: fmt.Sprintf("%s does not exist", anchor)}
		}
		top = anchor
	}
}

// writeBelow writes one change of a new project into dir.
func writeBelow(fsys afero.Fs, dir string, c Change) error {
	path := filepath.Join(dir, filepath.FromSlash(c.Path))
	if err := fsys.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return writeNew(fsys, path, c.After, c.Mode)
}

// writeNew makes a file that does not exist yet. A file that only its owner
// may read never has wider permissions, not even for a moment.
func writeNew(fsys afero.Fs, path string, content []byte, mode fs.FileMode) error {
	f, err := fsys.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	n, err := f.Write(content)
	if err == nil && n < len(content) {
		err = io.ErrShortWrite
	}
	return errors.Join(err, f.Close())
}

// explainWrite says what could not be written, and that nothing was.
func explainWrite(path string, err error) error {
	var own *Error
	if errors.Is(err, ErrStopped) || errors.As(err, &own) {
		return err
	}
	message := fmt.Sprintf("cannot write %s: %s; nothing was written", failedPath(path, err), rootCause(err))
	advice := ""
	switch {
	case errors.Is(err, fs.ErrPermission):
		advice = "make the folder writable, or choose another place"
	case isNoSpace(err):
		advice = "make room on the disk, then run again"
	}
	return &Error{Message: message, Advice: advice, Cause: err}
}

// failedPath is the file below root that an error is about; root itself where
// that is one of the run's own temporary files.
func failedPath(root string, err error) string {
	var paths []string
	var linkErr *os.LinkError
	if errors.As(err, &linkErr) {
		paths = append(paths, linkErr.New, linkErr.Old)
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		paths = append(paths, pathErr.Path)
	}
	for _, path := range paths {
		if below, err := filepath.Rel(root, path); err == nil && filepath.IsLocal(below) && !strings.HasPrefix(below, stagingPrefix) {
			return path
		}
	}
	return root
}

// rootCause is the innermost cause: the paths of temporary files in a failed
// call would only puzzle.
func rootCause(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	var linkErr *os.LinkError
	if errors.As(err, &linkErr) {
		return linkErr.Err.Error()
	}
	return err.Error()
}

// removeAll removes a folder and what is in it. It tries again when a process that is just ending still wrote into
// the folder.
func removeAll(fsys afero.Fs, path string) error {
	var err error
	for range 3 {
		if err = fsys.RemoveAll(path); err == nil {
			return nil
		}
	}
	return err
}

// removeEmptied removes the folders that deleting the plan's files has left
// empty. What cannot be removed stays.
func removeEmptied(fsys afero.Fs, plan *Plan) {
	for _, c := range plan.Changes {
		if c.Kind != Delete {
			continue
		}
		for dir := filepath.Dir(filepath.FromSlash(c.Path)); dir != "."; dir = filepath.Dir(dir) {
			full := filepath.Join(plan.Root, dir)
			if entries, err := afero.ReadDir(fsys, full); err != nil || len(entries) > 0 || fsys.Remove(full) != nil {
				break
			}
		}
	}
}
