package git

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scripted is a Runner that fails the commands it is told to.
type scripted struct {
	fail map[string]string // a part of the command line, and what it prints
	ran  []string
}

func (s *scripted) Find(program string) (string, error) { return "/bin/" + program, nil }

func (s *scripted) Run(ctx context.Context, _ string, environ []string, output io.Writer, program string, args ...string) error {
	line := strings.Join(slices.Concat(environ, []string{program}, args), " ")
	s.ran = append(s.ran, line)
	for part, text := range s.fail {
		if strings.Contains(line, part) {
			_, _ = io.WriteString(output, text)
			return errors.New("exit status 1")
		}
	}
	return ctx.Err()
}

func TestInit(t *testing.T) {
	const commit = " -c commit.gpgSign=false commit --quiet --no-verify --message Start the project with create-app"
	for _, test := range []struct {
		name      string
		fail      map[string]string
		committed bool
		last      string
	}{
		{"with-a-name", nil, true, commit},
		{"without-a-name", map[string]string{"var": "who are you"}, false, " -c user.useConfigOnly=true var GIT_COMMITTER_IDENT"},
		{"without-a-branch-name", map[string]string{"config --get": ""}, true, commit},
	} {
		t.Run(test.name, func(t *testing.T) {
			run := &scripted{fail: test.fail}
			committed, err := Init(t.Context(), run, afero.NewMemMapFs(), "/app")
			require.NoError(t, err)
			assert.Equal(t, test.committed, committed)
			assert.True(t, strings.HasSuffix(run.ran[len(run.ran)-1], test.last), run.ran)
			branch := slices.ContainsFunc(run.ran, func(line string) bool { return strings.HasSuffix(line, "-c init.defaultBranch=main init --quiet") })
			_, named := test.fail["config --get"]
			assert.Equal(t, named, branch)
		})
	}
}

func TestInitLeavesNoHalfRepository(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".git"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "package.json"), []byte("{}"), 0o644))
	run := &scripted{fail: map[string]string{"add --all": "warning: something\nfatal: no\n"}}
	_, err := Init(t.Context(), run, afero.NewOsFs(), dir)
	assert.EqualError(t, err, "git could not make a repository (fatal: no)")
	assert.NoDirExists(t, filepath.Join(dir, ".git"))
	assert.FileExists(t, filepath.Join(dir, "package.json"))

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Init(ctx, &scripted{}, afero.NewOsFs(), dir)
	assert.ErrorIs(t, err, context.Canceled)
}

// A real repository, with one commit and nothing left to add.
func TestInitForReal(t *testing.T) {
	lab := newLaboratory(t)
	lab.write("app/.gitignore", "/.env\n")
	lab.write("app/.env", "SECRET=1\n")
	lab.write("app/package.json", "{}")
	lab.write("app/odd/config", "[core]\n\tfsmonitor = "+lab.path("evil.sh")+"\n")
	committed, err := Init(t.Context(), system{}, afero.NewOsFs(), lab.path("app"))
	require.NoError(t, err)
	assert.True(t, committed)
	assert.Empty(t, lab.git("app", "status", "--porcelain"))
	assert.Equal(t, ".gitignore\nodd/config\npackage.json", lab.git("app", "ls-files"))
	assert.Equal(t, "main Start the project with create-app", lab.git("app", "log", "--format=%S %s", "main"))
	assert.Empty(t, lab.git("app", "config", "--get", "--default=", "core.worktree"), "the folder may be moved")
}

func TestWorkTree(t *testing.T) {
	fsys, dir := afero.NewOsFs(), t.TempDir()
	repo := filepath.Join(dir, "repo")
	require.NoError(t, os.MkdirAll(filepath.Join(repo, ".git"), 0o755))
	require.NoError(t, os.MkdirAll(filepath.Join(repo, "apps"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(repo, "apps", "x"), nil, 0o644))
	assert.Equal(t, repo, WorkTree(fsys, repo))
	assert.Equal(t, repo, WorkTree(fsys, filepath.Join(repo, "apps", "not-yet", "web")))
	assert.NotEqual(t, repo, WorkTree(fsys, dir))
}
