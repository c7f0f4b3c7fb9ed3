package scaffold

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
	"create-app/scaffold/change"
)

func mustPlan(t testing.TB, fsys afero.Fs, cwd string, alter func(*Options)) *Plan {
	t.Helper()
	o := answered(alter)
	require.NoError(t, o.Validate())
	plan, err := NewPlan(fsys, cwd, o, "1.0.0")
	require.NoError(t, err)
	return plan
}

func TestApplyMakesEveryFileOfThePlanAndNothingElse(t *testing.T) {
	for _, dir := range []string{"my-app", "a/b/my-app", "@acme/web", "."} {
		t.Run(dir, func(t *testing.T) {
			fsys := afero.NewOsFs()
			cwd := filepath.Join(sandbox.Lay(t, map[string]string{"home-app/.git/HEAD": "ref"}), "home-app")
			before := sandbox.Snapshot(t, cwd)
			plan := mustPlan(t, fsys, cwd, func(o *Options) { o.Dir = dir })
			assert.Equal(t, before, sandbox.Snapshot(t, cwd), "planning writes nothing")

			_, err := change.Writer{FS: fsys}.Apply(t.Context(), plan.Plan)
			require.NoError(t, err)
			files := 0
			for path := range sandbox.Snapshot(t, plan.Root) {
				if path[len(path)-1] != '/' && path != ".git/HEAD" {
					files++
				}
			}
			assert.Equal(t, len(plan.Changes), files)
			for _, c := range plan.Changes {
				text, err := os.ReadFile(filepath.Join(plan.Root, c.Path))
				require.NoError(t, err)
				assert.Equal(t, string(c.After), string(text))
			}
			entries, err := os.ReadDir(cwd)
			require.NoError(t, err)
			for _, entry := range entries {
				assert.False(t, strings.HasPrefix(entry.Name(), ".create-app-"), "%s is left behind", entry.Name())
			}
			if runtime.GOOS != "windows" {
				info, err := os.Stat(filepath.Join(plan.Root, ".env"))
				require.NoError(t, err)
				assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
			}
		})
	}
}

func TestApplyInMemory(t *testing.T) {
	fsys := afero.NewMemMapFs()
	require.NoError(t, fsys.MkdirAll("/home/ann", 0o755))
	plan := mustPlan(t, fsys, "/home/ann", nil)
	_, err := change.Writer{FS: fsys}.Apply(t.Context(), plan.Plan)
	require.NoError(t, err)
	text, err := afero.ReadFile(fsys, "/home/ann/my-app/package.json")
	require.NoError(t, err)
	assert.Contains(t, string(text), `"name": "my-app"`)
}
