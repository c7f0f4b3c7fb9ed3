package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIsClosed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing here")
	}
	fsys := afero.NewMemMapFs()
	for path, mode := range map[string]os.FileMode{"/": 0o755, "/home": 0o755, "/home/me": 0o700, "/home/me/app": 0o755, "/srv": 0o755, "/srv/app": 0o755, "/team": 0o750, "/team/app": 0o755} {
		require.NoError(t, fsys.MkdirAll(path, 0o755))
		require.NoError(t, fsys.Chmod(path, mode))
	}
	for dir, want := range map[string]bool{"/home/me/app": true, "/home/me": true, "/srv/app": false, "/team/app": false, "/none": false} {
		assert.Equal(t, want, isClosed(fsys, filepath.FromSlash(dir)), dir)
	}
}
