package scaffold

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/afero"

	"create-app/templates"
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
}

// Plan is what a run would do. It is made by [NewPlan] or [PlanEdits], and
// nothing changes on the disk before [Apply].
type Plan struct {
	Root    string // the project's folder, absolute, free of symbolic links
	Name    string // npm package name; empty in a plan of edits
	Changes []Change
	exists  bool // the folder was there
}

// Writes reports whether applying the plan changes anything.
func (p *Plan) Writes() bool {
	return slices.ContainsFunc(p.Changes, func(c Change) bool { return c.Kind != Keep })
}

// NewPlan decides what a new project consists of. The options must have
// passed [Options.Validate]. version is create-app's own, for package.json.
// cwd is absolute.
func NewPlan(fsys afero.Fs, cwd string, o Options, version string) (*Plan, error) {
	where, err := locate(fsys, cwd, o.Dir)
	if err != nil {
		return nil, err
	}
	exists, err := checkTarget(fsys, where.path, o)
	if err != nil {
		return nil, err
	}
	secret, err := NewSecret()
	if err != nil {
		return nil, err
	}
	files, err := templates.Render(templates.App{
		Name: where.name, Database: o.Database, Auth: o.Auth == "nextauth", Providers: o.Providers, NextAuth: o.nextAuthMajor(),
		Prisma: o.prismaMajor(), Router: o.Router, SrcDir: o.SrcDir, ImportAlias: o.ImportAlias, PackageManager: o.PackageManager,
		Secret: secret, Version: version,
	})
	if err != nil {
		return nil, err
	}
	edits := make([]Edit, len(files))
	for i, f := range files {
		edits[i] = Edit{Path: f.Path, Content: f.Content, Mode: f.Mode, Secret: f.Secret}
	}
	plan, err := PlanEdits(fsys, where.path, edits)
	if err != nil {
		return nil, err
	}
	plan.Name, plan.exists = where.name, exists
	switch o.OnConflict {
	case ConflictAbort:
		err = onlyNew(plan)
	case ConflictSkip:
		keepExisting(plan)
	}
	if err != nil {
		return nil, err
	}
	return plan, checkSchemas(plan, o.prismaMajor())
}

// onlyNew refuses a plan that meets files of its own names in a folder that
// was empty a moment ago: another run has been quicker.
func onlyNew(plan *Plan) error {
	if slices.ContainsFunc(plan.Changes, func(c Change) bool { return c.Kind != Create }) {
		return taken(plan.Root)
	}
	return nil
}

// keepExisting turns what would replace a file into leaving it alone.
func keepExisting(plan *Plan) {
	for i, c := range plan.Changes {
		if c.Kind == Modify {
			plan.Changes[i].Kind, plan.Changes[i].After = Keep, c.Before
		}
	}
}

// checkTarget reports whether the folder exists, and refuses it if the
// project cannot go there.
func checkTarget(fsys afero.Fs, path string, o Options) (exists bool, err error) {
	info, err := fsys.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, readable(err)
	case !info.IsDir():
		return false, &Error{Message: fmt.Sprintf("%s is a file", quote(o.Dir)), Advice: "choose another name, or move the file away"}
	}
	count, err := occupants(fsys, path)
	if err != nil || count == 0 || o.OnConflict != ConflictAbort {
		return true, err
	}
	things := "files"
	if count == 1 {
		things = "file"
	}
	return true, &Error{
		Message: fmt.Sprintf("%s is not empty (%d %s)", quote(o.Dir), count, things),
		Advice:  "choose another name, or see --on-conflict",
		Cause:   ErrNotEmpty,
	}
}

// occupants counts what a folder holds besides a repository and what desktop
// programs leave everywhere.
func occupants(fsys afero.Fs, dir string) (int, error) {
	list, err := names(fsys, dir)
	if err != nil {
		return 0, err
	}
	harmless := []string{".git", ".DS_Store", "Thumbs.db", "desktop.ini"}
	count := 0
	for _, name := range list {
		if !slices.Contains(harmless, name) && !isStaging(fsys, dir, name) {
			count++
		}
	}
	return count, nil
}

// NewSecret is 32 bytes of the system's randomness as text.
func NewSecret() (string, error) {
	var secret [32]byte
	if _, err := rand.Read(secret[:]); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return base64.StdEncoding.EncodeToString(secret[:]), nil
}

// Edit is what a command wants one file to be.
type Edit struct {
	Path    string // below the project, slash separated
	Content []byte
	Mode    fs.FileMode // of a new file; an existing one keeps its own. 0 is 0644
	Secret  bool
	Delete  bool // the file goes; Content does not count
}

// PlanEdits compares edits with what is on the disk below root, an absolute
// path. It refuses paths that are not below root, by themselves or through a
// symbolic link. The changes come sorted by path.
func PlanEdits(fsys afero.Fs, root string, edits []Edit) (*Plan, error) {
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
	change := Change{Path: edit.Path, Kind: Create, After: edit.Content, Mode: cmp.Or(edit.Mode, 0o644), Secret: edit.Secret}
	real, err := inside(fsys, root, edit.Path)
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
	below, err := filepath.Rel(root, path)
	if err == nil {
		_, err = inside(fsys, root, filepath.ToSlash(below))
	}
	return err == nil
}

// inside resolves a path below root and makes sure that it stays there.
func inside(fsys afero.Fs, root, path string) (string, error) {
	local := filepath.FromSlash(path)
	if !filepath.IsLocal(local) {
		return "", &Error{Message: fmt.Sprintf("%s is outside the project", quote(path))}
	}
	real, err := resolveLinks(fsys, filepath.Join(root, local))
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return "", &Error{Message: fmt.Sprintf("%s: a file stands where a folder is needed", path), Advice: "move it away", Cause: err}
	case err != nil:
		return "", linkError(path, err)
	case !within(root, real):
		return "", &Error{
			Message: fmt.Sprintf("%s is a symbolic link that leaves the project", quote(path)),
			Advice:  "nothing is written through such a link; replace it by the real thing",
		}
	}
	return real, nil
}

// readFile reads a regular file and its permissions.
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
	content, err := afero.ReadFile(fsys, path)
	if err != nil {
		return nil, 0, readable(err)
	}
	return content, info.Mode().Perm(), nil
}

// isSchema reports whether a change gives the project a Prisma schema.
func isSchema(c Change) bool {
	return strings.HasSuffix(c.Path, ".prisma") && (c.Kind == Create || c.Kind == Modify)
}
