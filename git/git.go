// Package git is the one way from this program to git: what it asks a repository, and how it makes a new one.
//
// A repository may come from anywhere, and git obeys what its configuration says: programs to run when files are
// listed, places to fetch missing objects from, hooks. Every call goes through one function that lets none of that
// run. [Repository.Files] asks what git tracks and would add, [Init] makes the first commit of a new project.
package git

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

// Runner runs programs.
type Runner interface {
	// Find says where a program is, or fails.
	Find(program string) (string, error)
	// Run waits for the program to end, and ends it when ctx does. What the program prints, on either stream, goes
	// to output; environ is added to the environment it gets.
	Run(ctx context.Context, dir string, environ []string, output io.Writer, program string, args ...string) error
}

// WorkTree is the folder of the git work tree that dir is in or will be in, or "".
func WorkTree(fsys afero.Fs, dir string) string {
	for {
		if exists(fsys, filepath.Join(dir, ".git")) {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// exists looks at the link itself where the file system has links.
func exists(fsys afero.Fs, path string) bool {
	var err error
	if lstater, ok := fsys.(afero.Lstater); ok {
		_, _, err = lstater.LstatIfPossible(path)
	} else {
		_, err = fsys.Stat(path)
	}
	return err == nil
}

// errOwnGit says that the git on the PATH came with a project.
var errOwnGit = errors.New("the git on the PATH is a file of a project, and is not run")

// Installed fails where there is no git, or where the first one on the PATH lies in dir or in some node_modules: what
// is started by npx has the programs of the project's packages in front of its PATH.
func Installed(run Runner, dir string) error {
	program, err := run.Find("git")
	if err != nil {
		return err
	}
	if contains(dir, program) || slices.Contains(strings.Split(filepath.ToSlash(program), "/"), "node_modules") {
		return errOwnGit
	}
	return nil
}

func contains(dir, path string) bool {
	for _, within := range []string{dir, resolved(dir)} {
		for _, found := range []string{path, resolved(path)} {
			if rel, err := filepath.Rel(within, found); err == nil && filepath.IsLocal(rel) {
				return true
			}
		}
	}
	return false
}

func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// repository is where a call of git works. Both folders are named, so that git looks for none: a folder of a project
// that holds what a bare repository does would be found first.
type repository struct {
	run Runner
	top string // the work tree
}

// call runs git in dir, which is in the work tree. This is the only place where git is started.
//
// What a repository says for itself loses against -c: no monitor of files (empty, as versions before 2.36 take any
// other value for a program), no hooks, no look into submodules. Missing objects are not fetched: by the first
// variable in versions that know it, and in all because no transport is allowed. Nothing is written on the side.
func (r repository) call(ctx context.Context, dir string, output io.Writer, args ...string) error {
	if err := Installed(r.run, r.top); err != nil {
		return err
	}
	environ := []string{"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0"}
	harmless := []string{
		"--git-dir=" + filepath.Join(r.top, ".git"), "--work-tree=" + r.top,
		"-c", "core.fsmonitor=", "-c", "core.hooksPath=" + os.DevNull, "-c", "safe.bareRepository=explicit",
		"-c", "diff.ignoreSubmodules=all", "-c", "submodule.recurse=false",
	}
	return r.run.Run(ctx, dir, environ, output, "git", append(harmless, args...)...)
}

// removeAll tries again when a process that is just ending still wrote into the folder.
func removeAll(fsys afero.Fs, path string) error {
	var err error
	for range 3 {
		if err = fsys.RemoveAll(path); err == nil || errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	return err
}

// lastLines is what git said, without the warning before it.
func lastLines(said string) string {
	said = strings.TrimSpace(said)
	if _, last, found := strings.Cut(said, "\n"); found {
		return last
	}
	return said
}
