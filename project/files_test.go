package project

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
)

func TestSchemaFiles(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"b.prisma", "a.prisma", "sub/c.prisma", "sub/notes.txt", ".hidden/d.prisma", "node_modules/x/e.prisma", "client/schema.prisma", ".env",
		"empty/readme.md",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, nil, 0o644))
	}
	require.NoError(t, os.WriteFile(filepath.Join(root, "client", "package.json"), []byte(`{"name":".prisma/client"}`), 0o644))
	sandbox.NeedsLinks(t)
	require.NoError(t, os.Symlink("sub", filepath.Join(root, "linked.prisma")))
	at := func(names ...string) (paths []string) {
		for _, name := range names {
			paths = append(paths, filepath.Join(root, filepath.FromSlash(name)))
		}
		return paths
	}
	fsys := afero.NewOsFs()

	named, err := SchemaFiles(fsys, root)
	require.NoError(t, err)
	assert.Equal(t, Named{Files: at("a.prisma", "b.prisma", "sub/c.prisma"), Generated: at("client")}, named)

	named, err = SchemaFiles(fsys, filepath.Join(root, "linked.prisma")) // a folder, by a link
	require.NoError(t, err)
	assert.Equal(t, at("linked.prisma/c.prisma"), named.Files)

	named, err = SchemaFiles(fsys, filepath.Join(root, "b.prisma"))
	require.NoError(t, err)
	assert.Equal(t, at("b.prisma"), named.Files)

	_, err = SchemaFiles(fsys, filepath.Join(root, ".env"))
	assert.ErrorIs(t, err, errNoSchemaByName)
	_, err = SchemaFiles(fsys, filepath.Join(root, "empty"))
	assert.EqualError(t, err, "no .prisma files in this folder")
	_, err = SchemaFiles(fsys, filepath.Join(root, "absent"))
	assert.ErrorIs(t, err, fs.ErrNotExist)
}
