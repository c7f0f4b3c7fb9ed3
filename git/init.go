package git

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"
)

// InitError says that no repository was made.
type InitError struct {
	said  string // by git
	cause error
}

func (e *InitError) Error() string {
	return fmt.Sprintf("git could not make a repository (%s)", e.said)
}
func (e *InitError) Unwrap() error { return e.cause }

// Hint says what to do about it.
func (e *InitError) Hint() string {
	return "the project is complete; run \"git init\" in it when git works"
}

// Init makes dir a repository with everything in one first commit. Where git does not know who the user is there is
// no commit, and committed is false: all is staged, and the user can commit after saying so. Hooks and signing of the
// user's own set-up stay out of it: they are made for the user's commits, and may ask questions.
func Init(ctx context.Context, run Runner, fsys afero.Fs, dir string) (committed bool, err error) {
	var output strings.Builder
	r := repository{run, dir}
	git := func(args ...string) error { return r.call(ctx, dir, &output, args...) }
	if git("config", "--get", "init.defaultBranch") == nil {
		err = git("init", "--quiet")
	} else {
		err = git("-c", "init.defaultBranch=main", "init", "--quiet")
	}
	if err == nil {
		err = git("add", "--all")
	}
	if err == nil && git("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT") == nil {
		err = git("-c", "commit.gpgSign=false", "commit", "--quiet", "--no-verify", "--message", "Start the project with create-app")
		committed = err == nil
	}
	if err == nil {
		return committed, nil
	}
	removed := removeAll(fsys, filepath.Join(dir, ".git"))
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	said := lastLines(output.String())
	if said == "" {
		said = err.Error()
	}
	return false, &InitError{said: said, cause: errors.Join(err, removed)}
}
