package scaffold

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"
)

// Runner runs other programs. What a program prints, on either stream, goes
// to output; it gets no input.
type Runner interface {
	// Find says where a program is, or fails.
	Find(program string) (string, error)
	// Run waits for the program to end, and ends it when ctx does.
	Run(ctx context.Context, dir string, output io.Writer, program string, args ...string) error
}

// Install has the package manager install what the project depends on.
func Install(ctx context.Context, run Runner, dir, manager string, output io.Writer) error {
	if _, err := run.Find(manager); err != nil {
		return &Error{
			Message: manager + " is not installed, or not on the PATH; the project is complete but its packages are missing",
			Advice:  "see --package-manager for the others",
			Cause:   err,
		}
	}
	err := run.Run(ctx, dir, output, manager, "install")
	if err == nil {
		return nil
	}
	if err := stopped(ctx); err != nil {
		return err
	}
	return &Error{
		Message: fmt.Sprintf("\"%s install\" failed (%s); the project is complete but its packages are missing", manager, err),
		Advice:  fmt.Sprintf("look at what %s says above, then run it again in %s", manager, dir),
		Cause:   err,
	}
}

// WorkTree is the folder of the git work tree that dir is in or will be in,
// or "".
func WorkTree(fsys afero.Fs, dir string) string {
	for {
		if _, err := lstat(fsys, filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// InitGit makes dir a repository with everything in one first commit. Where
// git does not know who the user is there is no commit, and committed is
// false: all is staged, and the user can commit after saying so. Hooks and
// signing of the user's own set-up stay out of it: they are made for the
// user's commits, and may ask questions.
func InitGit(ctx context.Context, run Runner, fsys afero.Fs, dir string) (committed bool, err error) {
	var output strings.Builder
	git := func(args ...string) error { return run.Run(ctx, dir, &output, "git", args...) }
	if git("config", "--get", "init.defaultBranch") == nil {
		err = git("init", "--quiet")
	} else {
		err = git("-c", "init.defaultBranch=main", "init", "--quiet")
	}
	if err == nil {
		err = git("-c", "core.hooksPath=/dev/null", "add", "--all")
	}
	if err == nil && git("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT") == nil {
		err = git("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false",
			"commit", "--quiet", "--no-verify", "--message", "Start the project with create-app")
		committed = err == nil
	}
	if err == nil {
		return committed, nil
	}
	removed := removeAll(fsys, filepath.Join(dir, ".git"))
	if stop := stopped(ctx); stop != nil {
		return false, stop
	}
	said := strings.TrimSpace(output.String())
	if _, last, found := strings.Cut(said, "\n"); found {
		said = last
	}
	return false, &Error{
		Message: fmt.Sprintf("git could not make a repository (%s)", said),
		Advice:  "the project is complete; run \"git init\" in it when git works",
		Cause:   errors.Join(err, removed),
	}
}
