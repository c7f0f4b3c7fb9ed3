package change

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"create-app/internal/sandbox"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func leftByTools(path string) bool {
	return path == "node_modules" || path == "package-lock.json" || path == "src/generated"
}

func TestUndoTakesEverythingBack(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		dir   string
	}{
		{"a-new-folder", nil, "my-app"},
		{"new-folders", nil, "a/b/my-app"},
		{"an-existing-folder", map[string]string{"my-app/package.json": "{ }", "my-app/app/page.tsx": "x", "my-app/notes.txt": "mine"}, "my-app"},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := afero.NewOsFs()
			cwd := sandbox.Lay(t, test.files)
			before := sandbox.Snapshot(t, cwd)
			plan := planNew(t, fsys, filepath.Join(cwd, test.dir))
			applied, err := Writer{FS: fsys}.Apply(t.Context(), plan)
			require.NoError(t, err)
			require.NoError(t, os.MkdirAll(filepath.Join(plan.Root, "node_modules", "next"), 0o755))
			require.NoError(t, os.MkdirAll(filepath.Join(plan.Root, "src", "generated", "prisma"), 0o755))
			require.NoError(t, os.WriteFile(filepath.Join(plan.Root, "package-lock.json"), nil, 0o644))
			require.NotEqual(t, before, sandbox.Snapshot(t, cwd))

			require.NoError(t, applied.Undo(leftByTools))
			assert.Equal(t, before, sandbox.Snapshot(t, cwd))
		})
	}
}

func TestUndoStaysAwayFromTheWorkOfOthers(t *testing.T) {
	there := map[string]string{"my-app/notes.txt": "mine"}
	add := func(path string) func(root string) error {
		return func(root string) error {
			full := filepath.Join(root, filepath.FromSlash(path))
			return errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, nil, 0o644))
		}
	}
	for _, test := range []struct {
		name    string
		dir     string
		files   map[string]string
		disturb func(root string) error
		reason  string
	}{
		{"a-file-was-edited", "my-app", nil, func(root string) error {
			return os.WriteFile(filepath.Join(root, "package.json"), []byte("{ }"), 0o644)
		}, "package.json has been changed since it was written"},
		{"a-file-was-added", "my-app", nil, add("new.txt"), "new.txt has been added since"},
		{"a-file-was-added-to-a-folder-of-ours", "my-app", nil, add("app/mine.tsx"), "app/mine.tsx has been added since"},
		{"a-folder-was-made-that-tools-make-too", "my-app", there, add("src/index.ts"), "src/index.ts has been added since"},
		{"a-folder-was-made-and-is-empty", "my-app", there, func(root string) error { return os.Mkdir(filepath.Join(root, "src"), 0o755) }, "src has been added since"},
		{"a-file-was-added-beside-the-generated-client", "my-app", there, func(root string) error {
			return errors.Join(add("src/generated/client.ts")(root), add("src/index.ts")(root))
		}, "src/index.ts has been added since"},
		{"a-file-was-added-to-a-folder-on-the-way", "a/b/my-app", nil, add("../mine.txt"), "../mine.txt has been added since"},
		{"a-link-was-added", "my-app", there, func(root string) error { return os.Symlink("notes.txt", filepath.Join(root, "link")) }, "link has been added since"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.name == "a-link-was-added" {
				sandbox.NeedsLinks(t)
			}
			fsys := afero.NewOsFs()
			cwd := sandbox.Lay(t, test.files)
			plan := planNew(t, fsys, filepath.Join(cwd, filepath.FromSlash(test.dir)))
			applied, err := Writer{FS: fsys}.Apply(t.Context(), plan)
			require.NoError(t, err)
			require.NoError(t, test.disturb(plan.Root))
			before := sandbox.Snapshot(t, cwd)

			err = applied.Undo(leftByTools)
			require.ErrorIs(t, err, ErrStopped)
			assert.ErrorContains(t, err, plan.Root+" stays: "+test.reason)
			assert.Equal(t, before, sandbox.Snapshot(t, cwd))
		})
	}
}
