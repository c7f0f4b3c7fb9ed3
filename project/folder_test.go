package project

import (
	"fmt"
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

// What an open folder lists and opens is what the file system has, whichever way it is asked.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	var want []entry
	for i := range 2_000 { // more than one list of the system holds
		name := fmt.Sprintf("item%d%s.ts", i, strings.Repeat("x", i%200))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
		want = append(want, entry{name, 0})
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".hidden ä"), nil, 0o600))
	want = append(want, entry{"sub", os.ModeDir}, entry{".hidden ä", 0})
	link := filepath.Join(dir, "link.ts")
	_ = os.Symlink("item0.ts", link) // a system may make none, without a word, or one that looks like what it leads to
	if info, err := os.Lstat(link); err == nil {
		want = append(want, entry{"link.ts", info.Mode().Type()})
	}
	byName := func(a, b entry) int { return strings.Compare(a.name, b.name) }
	slices.SortFunc(want, byName)
	for _, fsys := range []afero.Fs{afero.NewOsFs(), afero.NewReadOnlyFs(afero.NewOsFs())} {
		f, err := openFolder(fsys, dir)
		require.NoError(t, err)
		got, err := f.list(nil, make([]byte, 4<<10))
		require.NoError(t, err)
		slices.SortFunc(got, byName)
		assert.Equal(t, want, got, fsys.Name())
		file, err := f.open("item7xxxxxxx.ts")
		require.NoError(t, err)
		text := make([]byte, 100)
		n, err := file.Read(text)
		if err != nil {
			assert.ErrorIs(t, err, io.EOF)
		}
		assert.Equal(t, "item7xxxxxxx.ts", string(text[:n]))
		require.NoError(t, file.Close())
		_, err = f.open("missing.ts")
		assert.ErrorIs(t, err, os.ErrNotExist)
		assert.ErrorContains(t, err, filepath.Join(dir, "missing.ts"))
		require.NoError(t, f.Close())
		_, err = openFolder(fsys, filepath.Join(dir, "missing"))
		assert.ErrorIs(t, err, os.ErrNotExist)
	}
}

// Of the tests of a project only a move wants to know.
func TestTestsAreReadForUsages(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json": "{}",
		"lib/db.ts":    "export const prisma = new PrismaClient()",
		"lib/db.test.ts": "import { PrismaClient } from \"@prisma/client\"\nconst prisma = new PrismaClient()\n" +
			"prisma.post.createMany({ data, skipDuplicates: true })\n",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	p, err := Find(afero.NewOsFs(), dir, Options{Sources: true})
	require.NoError(t, err)
	require.Len(t, p.Clients, 1)
	assert.Equal(t, filepath.Join(dir, "lib", "db.ts"), p.Clients[0].Path)
	p, err = Find(afero.NewOsFs(), dir, Options{Sources: true, Usages: true})
	require.NoError(t, err)
	assert.NotEmpty(t, p.Usages)
}
