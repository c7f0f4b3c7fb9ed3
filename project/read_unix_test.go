//go:build unix

package project_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project"
	"create-app/project/env"
)

// Nobody writes to these pipes: reading one would never end.
func TestPipesInAProjectAreNotWaitedFor(t *testing.T) {
	for _, pipe := range []string{".env", "package.json", "package-lock.json", "lib/prisma.ts", "prisma/schema.prisma"} {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"package.json":         `{"dependencies":{"prisma":"6.19.3"}}`,
			"prisma/schema.prisma": "datasource db {\n  provider = \"sqlite\"\n  url = env(\"DATABASE_URL\")\n}\n",
		} {
			require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
		}
		path := filepath.Join(dir, filepath.FromSlash(pipe))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		_ = os.Remove(path)
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Skip("no pipes here:", err)
		}
		link := filepath.Join(dir, "lib", "other.ts")
		require.NoError(t, os.MkdirAll(filepath.Dir(link), 0o755))
		require.NoError(t, os.Symlink(path, link))
		_, err := project.Find(afero.NewCopyOnWriteFs(afero.NewReadOnlyFs(afero.NewOsFs()), afero.NewMemMapFs()), dir, project.Options{Sources: true})
		require.NoError(t, err, "%s, as doctor --fix looks at it", pipe)
		p, err := project.Find(afero.NewOsFs(), dir, project.Options{Sources: true})
		require.NoError(t, err, pipe)
		_, err = p.Environment(env.Vars{})
		assert.NoError(t, err, pipe)
		_, err = p.Read(path)
		assert.ErrorContains(t, err, "it is a pipe, and not a file")
	}
}

// Nor to these, which stand where folders are looked into.
func TestPipesInThePlaceOfFoldersAreNotWaitedFor(t *testing.T) {
	for _, pipe := range []string{".config", "server", "server/db", "lib", "prisma", "app", "src", "node_modules", "prisma/schema", ".github/workflows"} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"dependencies":{"prisma":"6.19.3"}}`), 0o644))
		path := filepath.Join(dir, filepath.FromSlash(pipe))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, syscall.Mkfifo(path, 0o600))
		_, err := project.Find(afero.NewOsFs(), dir, project.Options{Sources: true, Usages: true, NextApps: true})
		assert.NoError(t, err, pipe)
	}
}
