package change

import (
	"os"
	"path/filepath"
	"testing"

	"create-app/scaffold/internal/sandbox"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func leftByTools(name string) bool { return name == "node_modules" || name == "package-lock.json" }

func TestUndoTakesEverythingBack(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		dir   string
	}{
		{"a new folder", nil, "my-app"},
		{"new folders", nil, "a/b/my-app"},
		{"an existing folder", map[string]string{"my-app/package.json": "{ }", "my-app/app/page.tsx": "x", "my-app/notes.txt": "mine"}, "my-app"},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := afero.NewOsFs()
			cwd := sandbox.Lay(t, test.files)
			before := sandbox.Snapshot(t, cwd)
			plan := planNew(t, fsys, filepath.Join(cwd, test.dir))
			applied, err := Apply(t.Context(), fsys, plan)
			require.NoError(t, err)
			require.NoError(t, os.MkdirAll(filepath.Join(plan.Root, "node_modules", "next"), 0o755))
			require.NoError(t, os.WriteFile(filepath.Join(plan.Root, "package-lock.json"), nil, 0o644))
			require.NotEqual(t, before, sandbox.Snapshot(t, cwd))

			require.NoError(t, applied.Undo(leftByTools))
			assert.Equal(t, before, sandbox.Snapshot(t, cwd))
		})
	}
}

func TestUndoStaysAwayFromTheWorkOfOthers(t *testing.T) {
	for name, disturb := range map[string]func(root string) error{
		"a file was edited": func(root string) error {
			return os.WriteFile(filepath.Join(root, "package.json"), []byte("{ }"), 0o644)
		},
		"a file was added": func(root string) error { return os.WriteFile(filepath.Join(root, "notes.txt"), nil, 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			fsys := afero.NewOsFs()
			cwd := sandbox.Lay(t, nil)
			plan := planNew(t, fsys, filepath.Join(cwd, "my-app"))
			applied, err := Apply(t.Context(), fsys, plan)
			require.NoError(t, err)
			require.NoError(t, disturb(plan.Root))
			before := sandbox.Snapshot(t, cwd)

			err = applied.Undo(leftByTools)
			require.ErrorIs(t, err, ErrStopped)
			assert.ErrorContains(t, err, plan.Root+" stays: ")
			assert.Equal(t, before, sandbox.Snapshot(t, cwd))
		})
	}
}
