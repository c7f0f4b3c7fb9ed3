package scaffold

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUndoTakesEverythingBack(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		dir   string
	}{
		{"a new folder", nil, "my-app"},
		{"new folders", nil, "a/b/my-app"},
		{"an existing folder", map[string]string{"my-app/package.json": "{}", "my-app/app/page.tsx": "x", "my-app/notes.txt": "mine"}, "my-app"},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := afero.NewOsFs()
			cwd := lay(t, test.files)
			before := snapshot(t, cwd)
			plan := mustPlan(t, fsys, cwd, func(o *Options) { o.Dir, o.OnConflict = test.dir, ConflictOverwrite })
			applied, err := Apply(t.Context(), fsys, plan)
			require.NoError(t, err)
			require.NoError(t, os.MkdirAll(filepath.Join(plan.Root, "node_modules", "next"), 0o755))
			require.NoError(t, os.WriteFile(filepath.Join(plan.Root, "package-lock.json"), nil, 0o644))
			require.NotEqual(t, before, snapshot(t, cwd))

			require.NoError(t, applied.Undo())
			assert.Equal(t, before, snapshot(t, cwd))
		})
	}
}

func TestUndoStaysAwayFromTheWorkOfOthers(t *testing.T) {
	for name, disturb := range map[string]func(root string) error{
		"a file was edited": func(root string) error {
			return os.WriteFile(filepath.Join(root, "package.json"), []byte("{}"), 0o644)
		},
		"a file was added": func(root string) error { return os.WriteFile(filepath.Join(root, "notes.txt"), nil, 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			fsys := afero.NewOsFs()
			cwd := lay(t, nil)
			plan := mustPlan(t, fsys, cwd, nil)
			applied, err := Apply(t.Context(), fsys, plan)
			require.NoError(t, err)
			require.NoError(t, disturb(plan.Root))
			before := snapshot(t, cwd)

			err = applied.Undo()
			require.ErrorIs(t, err, ErrStopped)
			assert.ErrorContains(t, err, plan.Root+" stays: ")
			assert.Equal(t, before, snapshot(t, cwd))
		})
	}
}
