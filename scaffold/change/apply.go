package change

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

// Applied is a plan that has been carried out; it can be taken back with
// [Applied.Undo] as long as nothing else has touched the files.
type Applied struct {
	writer Writer
	plan   *Plan
	top    string   // the topmost folder the run made; empty if the root was there
	before []string // what the root held then, if it was
	dirs   []string // the folders the run made in it
}

// stopped is ErrStopped once ctx has ended.
func stopped(ctx context.Context) error {
	if ctx.Err() != nil {
		return ErrStopped
	}
	return nil
}

// applyFresh builds the project in a folder beside its place, waits until its
// contents are on the disk, and renames it into place in one step. Of two runs, the
// second one finds the place taken. A power cut leaves all of it or nothing, where
// changes of names reach the disk in their order, as they do on journaling file
// systems: to wait for each folder as well takes a third longer, and here nothing
// is at stake but a command to type again.
func (w Writer) applyFresh(ctx context.Context, plan *Plan) (_ *Applied, err error) {
	anchor, top, err := firstMissing(w.FS, plan.Root)
	if err != nil {
		return nil, err
	}
	if _, err := w.sweep(anchor); err != nil {
		return nil, err
	}
	staging, err := w.newStaging(anchor)
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
		path := filepath.Join(built, rest, filepath.FromSlash(c.Path))
		staging.built = append(staging.built, path)
		if err := writeBelow(w.FS, path, c); err != nil {
			return nil, explainWrite(plan.Root, err)
		}
	}
	if err := syncFiles(w.FS, staging.built); err != nil {
		return nil, explainWrite(plan.Root, err)
	}
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if _, err := lstat(w.FS, top); !errors.Is(err, fs.ErrNotExist) {
		return nil, Taken(top)
	}
	if err := w.FS.Rename(built, top); err != nil {
		if _, statErr := lstat(w.FS, top); statErr == nil {
			return nil, Taken(top)
		}
		return nil, explainWrite(plan.Root, err)
	}
	staging.built = nil
	return &Applied{writer: w, plan: plan, top: top}, nil
}

// parents are the folders of files, up to top.
func parents(top string, files []string) []string {
	seen := map[string]bool{}
	for _, file := range files {
		for dir := filepath.Dir(file); Within(top, dir); dir = filepath.Dir(dir) {
			seen[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Taken says that another program was quicker to fill the place of a new folder.
func Taken(path string) error {
	return &Error{
		Message: fmt.Sprintf("%s was filled by another program while this run was deciding; nothing was written", path),
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

// writeBelow writes one change of a new project to path, with the folders above it.
func writeBelow(fsys afero.Fs, path string, c Change) error {
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
	if conflict := (changedMeanwhile{}); errors.As(err, &conflict) {
		return &Error{Message: conflict.Error() + "; nothing was written", Advice: "run again", Cause: err}
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
