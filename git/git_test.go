package git

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// system runs the real git, as the program does.
type system struct{}

func (system) Find(program string) (string, error) { return exec.LookPath(program) }

func (system) Run(ctx context.Context, dir string, environ []string, output io.Writer, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, output, output
	cmd.Env = append(os.Environ(), environ...)
	return cmd.Run()
}

// laboratory is a folder in which git is tried, with nothing of the user's set-up. A program called evil.sh is there
// that leaves a mark.
type laboratory struct {
	*testing.T
	dir, mark string
}

func newLaboratory(t *testing.T) laboratory {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	for name, value := range map[string]string{
		"HOME": dir, "XDG_CONFIG_HOME": dir, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.DevNull,
		"GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.com", "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.com",
	} {
		t.Setenv(name, value)
	}
	lab := laboratory{t, dir, filepath.Join(dir, "mark")}
	lab.write("evil.sh", "#!/bin/sh\necho ran >> "+lab.mark+"\n")
	require.NoError(t, os.Chmod(lab.path("evil.sh"), 0o755))
	return lab
}

func (lab laboratory) path(name string) string {
	return filepath.Join(lab.dir, filepath.FromSlash(name))
}

func (lab laboratory) write(name, text string) {
	lab.Helper()
	require.NoError(lab, os.MkdirAll(filepath.Dir(lab.path(name)), 0o755))
	require.NoError(lab, os.WriteFile(lab.path(name), []byte(text), 0o644))
}

// git runs git as a user would, below the laboratory.
func (lab laboratory) git(dir string, args ...string) string {
	lab.Helper()
	cmd := exec.Command("git", append([]string{"-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = lab.path(dir)
	out, err := cmd.CombinedOutput()
	require.NoError(lab, err, "git %v: %s", args, out)
	return strings.TrimSpace(string(out))
}

// repository is one with a tracked file, an ignored one and one that is neither.
func (lab laboratory) repository(dir string) {
	lab.Helper()
	lab.write(dir+"/.env", "SECRET=1\n")
	lab.write(dir+"/deep/tracked", "x")
	lab.write(dir+"/.gitignore", "/ignored\n")
	lab.git(dir, "init", "--quiet", "--initial-branch=main")
	lab.git(dir, "add", "deep", ".gitignore")
	lab.git(dir, "commit", "--quiet", "--message", "one")
	lab.write(dir+"/ignored", "x")
}

// obeyed runs the command that this program would run without any care, and wants it to do what the repository says:
// a trap that does not work proves nothing.
func (lab laboratory) obeyed(dir string, environ ...string) {
	lab.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard")
	cmd.Dir = lab.path(dir)
	cmd.Env = append(os.Environ(), environ...)
	_ = cmd.Run()
	if _, err := os.Stat(lab.mark); err != nil {
		lab.Skip("this git does not obey the repository here")
	}
	require.NoError(lab, os.Remove(lab.mark))
}

// files asks for .env and the folder deep of a project, and wants nothing to run.
func (lab laboratory) files(dir string) (tracked, untracked []string, err error) {
	lab.Helper()
	r := Open(lab.Context(), afero.NewOsFs(), system{}, lab.path(dir))
	require.NotNil(lab, r)
	tracked, untracked, err = r.Files([]string{lab.path(dir + "/.env"), lab.path(dir + "/deep"), lab.path(dir + "/ignored")})
	assert.NoFileExists(lab, lab.mark, "the repository had something run")
	return tracked, untracked, err
}

func TestFiles(t *testing.T) {
	lab := newLaboratory(t)
	lab.repository("repo")
	tracked, untracked, err := lab.files("repo")
	require.NoError(t, err)
	assert.Equal(t, []string{lab.path("repo/deep/tracked")}, tracked)
	assert.Equal(t, []string{lab.path("repo/.env")}, untracked)

	r := Open(t.Context(), afero.NewOsFs(), system{}, lab.path("repo/deep"))
	tracked, untracked, err = r.Files([]string{lab.path("repo/deep/tracked"), lab.path("repo/.env"), lab.path("evil.sh"), lab.dir})
	require.NoError(t, err)
	assert.Equal(t, []string{lab.path("repo/deep/tracked")}, tracked, "from a folder below the top")
	assert.Equal(t, []string{lab.path("repo/.env")}, untracked)

	for _, outside := range [][]string{nil, {lab.path("evil.sh")}, {lab.dir}} {
		tracked, untracked, err = r.Files(outside)
		require.NoError(t, err)
		assert.Empty(t, tracked, "without a path of its own git would list everything")
		assert.Empty(t, untracked)
	}
}

// Names are names: neither patterns, nor git's own words, nor the end of a line.
func TestFilesWithOddNames(t *testing.T) {
	lab := newLaboratory(t)
	lab.repository("repo")
	odd := []string{lab.path("repo/*"), lab.path("repo/:(exclude)x"), lab.path("repo/a\n? b"), lab.path("repo/ä")}
	for _, path := range odd {
		require.NoError(t, os.WriteFile(path, nil, 0o644))
	}
	tracked, untracked, err := Open(t.Context(), afero.NewOsFs(), system{}, lab.path("repo")).Files(odd)
	require.NoError(t, err)
	assert.Empty(t, tracked)
	assert.ElementsMatch(t, odd, untracked)
}

func TestTagged(t *testing.T) {
	for entry, want := range map[string]string{
		"H a": "H a", "? a b": "? a b", "warning: x\nwarning: y\nH a\nH b": "H a\nH b", "": "", "fatal: no": "", "H": "",
	} {
		tag, path, found := tagged(entry)
		got := ""
		if found {
			got = string(tag) + " " + path
		}
		assert.Equal(t, want, got, "%q", entry)
	}
}

func TestFilesSaysWhyNot(t *testing.T) {
	lab := newLaboratory(t)
	lab.repository("repo")
	lab.write("repo/.git/index", "no index")
	_, _, err := lab.files("repo")
	assert.ErrorContains(t, err, "it does not list its files (exit status ")
}

func TestOpenWithoutARepository(t *testing.T) {
	lab := newLaboratory(t)
	assert.Nil(t, Open(t.Context(), afero.NewOsFs(), system{}, lab.dir))
	lab.repository("repo")
	assert.Nil(t, Open(t.Context(), afero.NewOsFs(), nil, lab.path("repo")))
	assert.Nil(t, Open(t.Context(), afero.NewOsFs(), found("/repo/bin/git", nil), "/repo"))
}

// Every way in which a repository can have something run when its files are listed.
func TestNothingOfTheRepositoryRuns(t *testing.T) {
	for name, trap := range map[string]func(lab laboratory) (dir string){
		"a-monitor-in-.git-config": func(lab laboratory) string {
			lab.repository("repo")
			lab.git("repo", "config", "core.fsmonitor", lab.path("evil.sh"))
			return "repo"
		},
		"a-.git-file-that-points-elsewhere": func(lab laboratory) string {
			lab.repository("repo")
			require.NoError(lab, os.Rename(lab.path("repo/.git"), lab.path("repo/innocent")))
			lab.write("repo/.git", "gitdir: innocent\n")
			lab.git("repo", "config", "core.fsmonitor", lab.path("evil.sh"))
			return "repo"
		},
		"a-worktree": func(lab laboratory) string {
			lab.repository("main")
			lab.git("main", "worktree", "add", "--quiet", lab.path("repo"))
			lab.git("main", "config", "core.fsmonitor", lab.path("evil.sh"))
			return "repo"
		},
		"the-configuration-of-one-worktree": func(lab laboratory) string {
			lab.repository("main")
			lab.git("main", "worktree", "add", "--quiet", lab.path("repo"))
			lab.git("main", "config", "extensions.worktreeConfig", "true")
			lab.git("repo", "config", "--worktree", "core.fsmonitor", lab.path("evil.sh"))
			return "repo"
		},
		"a-file-that-the-configuration-includes": func(lab laboratory) string {
			lab.repository("repo")
			lab.write("repo/harmless", "[core]\n\tfsmonitor = "+lab.path("evil.sh")+"\n")
			lab.git("repo", "config", "include.path", "../harmless")
			return "repo"
		},
		"a-submodule": func(lab laboratory) string {
			lab.repository("lib")
			lab.repository("main")
			lab.git("main", "submodule", "--quiet", "add", lab.path("lib"), "repo")
			lab.git("main/repo", "config", "core.fsmonitor", lab.path("evil.sh"))
			return "main/repo"
		},
		"a-bare-repository-as-files-of-a-folder": func(lab laboratory) string {
			lab.repository("repo")
			lab.write("repo/web/HEAD", "ref: refs/heads/main\n")
			lab.write("repo/web/config", "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = "+lab.path("evil.sh")+"\n")
			lab.write("repo/web/objects/.keep", "")
			lab.write("repo/web/refs/.keep", "")
			return "repo/web"
		},
		"a-promisor-and-its-uploadpack":  func(lab laboratory) string { return missingTree(lab, "uploadpack", lab.path("evil.sh"), ".") },
		"a-promisor-and-its-ssh-command": func(lab laboratory) string { return missingTree(lab, "", "", "ssh://host/x") },
		"a-promisor-and-a-helper":        func(lab laboratory) string { return missingTree(lab, "", "", "ext::"+lab.path("evil.sh")) },
	} {
		t.Run(name, func(t *testing.T) {
			lab := newLaboratory(t)
			dir := trap(lab)
			lab.obeyed(dir)
			_, _, _ = lab.files(dir)
			assert.NoFileExists(t, lab.mark)
		})
	}
}

// missingTree is a sparse repository that lacks a tree its index names, and says where to fetch it.
func missingTree(lab laboratory, key, program, url string) string {
	lab.repository("repo")
	lab.git("repo", "sparse-checkout", "set", "--cone", "--sparse-index", "none")
	tree := lab.git("repo", "rev-parse", "HEAD:deep")
	lab.git("repo", "config", "remote.origin.url", url)
	lab.git("repo", "config", "remote.origin.promisor", "true")
	lab.git("repo", "config", "extensions.partialClone", "origin")
	lab.git("repo", "config", "core.repositoryFormatVersion", "1")
	lab.git("repo", "config", "core.sshCommand", lab.path("evil.sh"))
	lab.git("repo", "config", "protocol.ext.allow", "always")
	if key != "" {
		lab.git("repo", "config", "remote.origin."+key, program)
	}
	require.NoError(lab, os.Remove(lab.path("repo/.git/objects/"+tree[:2]+"/"+tree[2:])))
	return "repo"
}

// found is a Runner that finds git in one place and runs nothing.
type foundAt struct {
	path string
	err  error
}

func found(path string, err error) Runner { return foundAt{path, err} }

func (f foundAt) Find(string) (string, error) { return f.path, f.err }
func (foundAt) Run(context.Context, string, []string, io.Writer, string, ...string) error {
	return errors.New("it was run")
}

// What npx starts has the programs of the project's packages in front of its PATH.
func TestTheGitOfAProjectIsNotRun(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "bin", "git")
	require.NoError(t, os.MkdirAll(filepath.Dir(own), 0o755))
	require.NoError(t, os.WriteFile(own, nil, 0o755))
	link := filepath.Join(t.TempDir(), "git")
	require.NoError(t, os.Symlink(own, link))
	for _, path := range []string{own, link, filepath.Join(t.TempDir(), "node_modules", ".bin", "git")} {
		assert.ErrorIs(t, Installed(found(path, nil), dir), errOwnGit, path)
		assert.ErrorIs(t, repository{found(path, nil), dir}.call(t.Context(), dir, io.Discard, "version"), errOwnGit)
	}
	assert.NoError(t, Installed(found("/usr/bin/git", nil), dir))
	missing := errors.New("not found")
	assert.ErrorIs(t, Installed(found("", missing), dir), missing)
}

// Every call names both folders, and goes through the one function.
func TestEveryCallIsHarmless(t *testing.T) {
	run := &scripted{}
	_, err := Init(t.Context(), run, afero.NewMemMapFs(), "/app")
	require.NoError(t, err)
	r := Repository{repository{run, "/app"}, afero.NewMemMapFs(), t.Context(), "/app", time.Minute}
	_, _, err = r.Files([]string{"/app/.env"})
	require.NoError(t, err)
	require.Len(t, run.ran, 6)
	for _, call := range run.ran {
		assert.True(t, strings.HasPrefix(call, "GIT_NO_LAZY_FETCH=1 GIT_ALLOW_PROTOCOL=none GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 git "+
			"--git-dir="+filepath.Join("/app", ".git")+" --work-tree=/app -c core.fsmonitor= -c core.hooksPath="+os.DevNull+" -c safe.bareRepository=explicit "), call)
	}
}

// stuck is a git that waits for what never comes, as one does that finds a pipe among its own files.
type stuck struct{ system }

func (stuck) Run(ctx context.Context, _ string, _ []string, _ io.Writer, _ string, _ ...string) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestFilesDoesNotWaitForEver(t *testing.T) {
	lab := newLaboratory(t)
	lab.git(".", "init", "-q", "repo")
	repo := Open(t.Context(), afero.NewOsFs(), stuck{}, lab.path("repo"))
	require.NotNil(t, repo)
	assert.Equal(t, 10*time.Second, repo.patience)
	repo.patience = time.Millisecond
	_, _, err := repo.Files([]string{lab.path("repo")})
	assert.EqualError(t, err, "it has not listed its files within 1ms")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	repo.ctx = ctx
	_, _, err = repo.Files([]string{lab.path("repo")})
	assert.ErrorIs(t, err, context.Canceled, "that the user stopped it is no fault of git")
}

// git itself reads a device until the memory is gone.
func TestFilesOfGitThatAreNone(t *testing.T) {
	for _, name := range []string{"HEAD", "commondir", "info/exclude"} {
		fsys := afero.NewMemMapFs()
		require.NoError(t, fsys.MkdirAll("/app/.git/"+name, 0o755))
		run := &scripted{}
		_, _, err := (&Repository{repository{run, "/app"}, fsys, t.Context(), "/app", time.Minute}).Files([]string{"/app/.env"})
		assert.EqualError(t, err, "it cannot be asked: .git/"+name+" is not a regular file")
		assert.Empty(t, run.ran)
	}
}
