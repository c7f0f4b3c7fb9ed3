package change

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/spf13/afero"

	"create-app/untrusted"
)

// Kind says what happens to a file.
type Kind string

// The kinds of change. Keep is part of a plan so that it can be shown: a file
// that was in the way and stays, or one that already has the right text.
const (
	Create Kind = "create"
	Modify Kind = "modify"
	Keep   Kind = "keep"
	Delete Kind = "delete"
)

// Change is one file of a plan.
type Change struct {
	Path   string // below the project, slash separated
	Kind   Kind
	Before []byte // what is on the disk; nil for Create
	After  []byte // what will be; nil for Delete
	Mode   fs.FileMode
	Secret bool // values in it are never shown
	Fresh  bool // as the edit has it
}

// Plan is what a run would do. It is made by [NewPlan], and nothing changes on
// the disk before [Writer.Apply].
type Plan struct {
	Root    string // the project's folder, absolute, free of symbolic links
	Changes []Change

	exists bool // the folder was there
}

// Fresh reports whether the folder itself is to be made.
func (p *Plan) Fresh() bool { return !p.exists }

// Writes reports whether applying the plan changes anything.
func (p *Plan) Writes() bool {
	return slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Kind != Keep })
}

// Edit is what a command wants one file to be.
type Edit struct {
	Path    string // below the project, slash separated
	Content []byte
	Mode    fs.FileMode // of a new file; an existing one keeps its own. 0 is 0644
	Secret  bool
	Fresh   bool // the file is to be a new one: what stands in its place is for the caller to decide about
	Delete  bool // the file goes; Content does not count
}

// NewPlan compares edits with what is on the disk below root, an absolute
// path. It refuses paths that are not below root, by themselves or through a
// symbolic link. The changes come sorted by path.
func NewPlan(fsys afero.Fs, root string, edits []Edit) (*Plan, error) {
	info, err := fsys.Stat(root)
	plan := &Plan{Root: root, exists: err == nil && info.IsDir()}
	for _, edit := range edits {
		change, err := planEdit(fsys, root, edit)
		if err != nil {
			return nil, err
		}
		plan.Changes = append(plan.Changes, change)
	}
	slices.SortFunc(plan.Changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return plan, nil
}

func planEdit(fsys afero.Fs, root string, edit Edit) (Change, error) {
	change := Change{Path: edit.Path, Kind: Create, After: edit.Content, Mode: cmp.Or(edit.Mode, 0o644), Secret: edit.Secret, Fresh: edit.Fresh}
	real, err := below(fsys, root, edit.Path)
	if err != nil {
		return Change{}, err
	}
	before, mode, err := readFile(fsys, real)
	if errors.Is(err, fs.ErrNotExist) && !edit.Delete {
		return change, nil
	}
	if err != nil {
		return Change{}, err
	}
	if rel, err := filepath.Rel(root, real); err == nil {
		change.Path = filepath.ToSlash(rel) // the file behind a link, so that the link stays one
	}
	change.Before, change.Mode = before, mode
	switch {
	case edit.Delete:
		change.Kind, change.After = Delete, nil
	case bytes.Equal(before, edit.Content):
		change.Kind = Keep
	default:
		change.Kind = Modify
	}
	if change.Secret && change.Kind == Modify {
		change.Mode &= 0o600
	}
	return change, nil
}

// MayChange reports whether a plan for the project at root may change the file
// at path, which is absolute: not where that is outside, or a link to there.
func MayChange(fsys afero.Fs, root, path string) bool {
	rel, err := filepath.Rel(root, path)
	if err == nil {
		_, err = below(fsys, root, filepath.ToSlash(rel))
	}
	return err == nil
}

// below resolves a path below root and makes sure that it stays there.
func below(fsys afero.Fs, root, path string) (string, error) {
	local := filepath.FromSlash(path)
	if !filepath.IsLocal(local) {
		return "", &Error{Message: fmt.Sprintf("%s is outside the project", Quote(path))}
	}
	real, err := resolveLinks(fsys, filepath.Join(root, local))
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return "", &Error{Message: fmt.Sprintf("%s: a file stands where a folder is needed", path), Advice: "move it away", Cause: err}
	case err != nil:
		return "", explainLinks(path, err)
	case !Within(root, real):
		return "", &Error{
			Message: fmt.Sprintf("%s is a symbolic link that leaves the project", Quote(path)),
			Advice:  "nothing is written through such a link; replace it by the real thing",
		}
	}
	return real, nil
}

// ReadFile reads a regular file, through links.
func ReadFile(fsys afero.Fs, path string) ([]byte, error) {
	content, _, err := readFile(fsys, path)
	return content, err
}

// readFile also says what the permissions of the file are.
func readFile(fsys afero.Fs, path string) ([]byte, fs.FileMode, error) {
	info, err := fsys.Stat(path)
	switch {
	case err != nil:
		return nil, 0, readable(err)
	case info.IsDir():
		return nil, 0, &Error{Message: fmt.Sprintf("%s is a folder, and a file of that name is needed", path), Advice: "move it away"}
	case !info.Mode().IsRegular():
		return nil, 0, &Error{Message: fmt.Sprintf("%s is not a regular file", path), Advice: "move it away"}
	}
	content, err := untrusted.Read(fsys, path)
	if err != nil {
		return nil, 0, readable(err)
	}
	return content, info.Mode().Perm(), nil
}
