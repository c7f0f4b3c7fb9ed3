package git

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/afero"

	"create-app/untrusted"
)

// Repository is the one that a folder is in.
type Repository struct {
	repository
	fsys     afero.Fs
	ctx      context.Context
	dir      string
	patience time.Duration // with git, which waits for as long as it takes where a pipe stands among its own files
}

// Open is the repository that dir is in; nil where there is none, or no git to ask.
func Open(ctx context.Context, fsys afero.Fs, run Runner, dir string) *Repository {
	top := WorkTree(fsys, dir)
	if run == nil || top == "" || Installed(run, top) != nil {
		return nil
	}
	return &Repository{repository{run, top}, fsys, ctx, dir, 10 * time.Second}
}

// Files lists the files at or below the paths: those that are tracked, and those that are not and that git add -A
// would take. Paths are absolute; those outside of the work tree are left out, as git knows nothing of them.
func (r *Repository) Files(paths []string) (tracked, untracked []string, err error) {
	var specs []string
	for _, path := range paths {
		if below, err := filepath.Rel(r.top, path); err == nil && filepath.IsLocal(below) {
			specs = append(specs, path)
		}
	}
	if len(specs) == 0 {
		return nil, nil, nil // without a path git would list everything
	}
	if err := r.regular(); err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	args := slices.Concat([]string{"--literal-pathspecs", "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--"}, specs)
	ctx, cancel := context.WithTimeout(r.ctx, r.patience)
	defer cancel()
	if err := r.call(ctx, r.dir, &out, args...); err != nil {
		if ctx.Err() != nil && r.ctx.Err() == nil {
			return nil, nil, fmt.Errorf("it has not listed its files within %s", r.patience)
		}
		return nil, nil, fmt.Errorf("it does not list its files (%w)", err)
	}
	for entry := range strings.SplitSeq(out.String(), "\x00") {
		tag, path, found := tagged(entry)
		switch {
		case !found:
		case tag == '?':
			untracked = append(untracked, r.absolute(path))
		default:
			tracked = append(tracked, r.absolute(path))
		}
	}
	return tracked, untracked, nil
}

// regular is the error for a file of git's own that is none: git would wait for a pipe, and read a device for as long as there is memory.
func (r *Repository) regular() error {
	for _, name := range []string{
		"HEAD", "config", "config.worktree", "commondir", "index", "packed-refs", "shallow", "info/exclude", "info/attributes", "info/sparse-checkout",
		"objects/info/alternates",
	} {
		path := filepath.Join(r.top, ".git", filepath.FromSlash(name))
		if info, err := r.fsys.Stat(path); err == nil && untrusted.Regular(path, info) != nil {
			return fmt.Errorf("it cannot be asked: .git/%s is not a regular file", name)
		}
	}
	return nil
}

// tagged splits an entry of ls-files -t, which may stand behind warnings: these end with a line end, and an entry
// begins with one letter and a blank.
func tagged(entry string) (tag byte, path string, found bool) {
	for {
		if len(entry) > 2 && entry[1] == ' ' && strings.IndexByte("?HSMRCK", entry[0]) >= 0 {
			return entry[0], entry[2:], true
		}
		_, rest, more := strings.Cut(entry, "\n")
		if !more {
			return 0, "", false
		}
		entry = rest
	}
}

func (r *Repository) absolute(path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.dir, path)
}
