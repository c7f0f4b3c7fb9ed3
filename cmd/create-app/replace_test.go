package main

import (
	"errors"
	"os"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fullDisk is a file system on which nothing can be renamed.
type fullDisk struct{ afero.Fs }

var errFull = errors.New("no space left on device")

func (fullDisk) Rename(string, string) error { return errFull }

func fileOnDisk(t *testing.T, content string) string {
	t.Helper()
	path := t.TempDir() + "/a.prisma"
	require.NoError(t, os.WriteFile(path, []byte(content), 0o640))
	return path
}

func TestReplaceFileKeepsTheMode(t *testing.T) {
	path := fileOnDisk(t, "old")
	require.NoError(t, replaceFile(afero.NewOsFs(), path, []byte("old"), []byte("new")))
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "new", string(content))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode().Perm())
}

func TestReplaceFileLeavesTheOldOneWhenItFails(t *testing.T) {
	for name, test := range map[string]struct {
		fsys   afero.Fs
		before string
		want   string
	}{
		"the disk is full":     {fullDisk{afero.NewOsFs()}, "old", errFull.Error()},
		"it changed meanwhile": {afero.NewOsFs(), "older", "it was changed by somebody else in the meantime; nothing was written"},
	} {
		t.Run(name, func(t *testing.T) {
			path := fileOnDisk(t, "old")
			err := replaceFile(test.fsys, path, []byte(test.before), []byte("new"))
			require.EqualError(t, err, test.want)
			entries, err := os.ReadDir(path[:len(path)-len("/a.prisma")])
			require.NoError(t, err)
			assert.Len(t, entries, 1, "nothing is left beside it")
			content, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, "old", string(content))
		})
	}
}
