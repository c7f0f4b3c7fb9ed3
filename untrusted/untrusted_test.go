//go:build unix

package untrusted

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(at("package.json"), []byte("{}"), 0o600))
	require.NoError(t, os.Symlink("package.json", at("link")))
	require.NoError(t, os.Symlink("/dev/zero", at(".env")))
	require.NoError(t, os.Symlink("nowhere", at("dangling")))
	require.NoError(t, syscall.Mkfifo(at("pipe"), 0o600))
	require.NoError(t, os.Symlink("pipe", at(".gitignore")))
	require.NoError(t, os.Mkdir(at("folder"), 0o700))
	for name, size := range map[string]int64{"big/package.json": 4 << 20, "bigger/package.json": 4<<20 + 1, "sparse/schema.prisma": 1 << 40, "big/.env.local": 1<<20 + 1} {
		require.NoError(t, os.MkdirAll(filepath.Dir(at(name)), 0o700))
		require.NoError(t, os.WriteFile(at(name), nil, 0o600))
		require.NoError(t, os.Truncate(at(name), size))
	}
	for name, want := range map[string]string{
		"package.json": "", "link": "", "big/package.json": "",
		".env": "it is not a regular file", "dangling": "no such file or directory", "pipe": "it is a pipe, and not a file", ".gitignore": "it is a pipe, and not a file",
		"folder": "it is not a regular file", "missing": "no such file or directory",
		"bigger/package.json": "it is larger than 4 MiB", "sparse/schema.prisma": "it is larger than 8 MiB", "big/.env.local": "it is larger than 1 MiB",
	} {
		text, err := Read(afero.NewOsFs(), at(name))
		if want == "" {
			assert.NoError(t, err, name)
			assert.NotEmpty(t, text, name)
		} else {
			assert.ErrorContains(t, err, want, name)
			assert.Empty(t, text, name)
		}
	}
}

// What a user names may be a pipe, and ends even so.
func TestReadNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), ".env")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	go func() { _ = os.WriteFile(path, []byte("A=b\n"), 0o600) }()
	text, err := ReadNamed(afero.NewOsFs(), path)
	require.NoError(t, err)
	assert.Equal(t, "A=b\n", string(text))

	endless := filepath.Join(t.TempDir(), ".env")
	require.NoError(t, os.Symlink("/dev/zero", endless))
	_, err = ReadNamed(afero.NewOsFs(), endless)
	assert.ErrorContains(t, err, "it is larger than 1 MiB")
}

func TestOfSystem(t *testing.T) {
	for err, want := range map[error]bool{
		&fs.PathError{Op: "open", Path: ".env", Err: syscall.EMFILE}: true, fmt.Errorf("read .env: %w", syscall.EIO): true,
		fs.ErrNotExist: false, syscall.EACCES: false, errKind: false,
	} {
		assert.Equal(t, want, OfSystem(err), err)
	}
	assert.False(t, OfSystem(nil))
}

func TestReadInMemory(t *testing.T) {
	fsys := afero.NewMemMapFs()
	require.NoError(t, afero.WriteFile(fsys, "/a/.env", []byte("A=b\n"), 0o600))
	text, err := Read(fsys, "/a/.env")
	require.NoError(t, err)
	assert.Equal(t, "A=b\n", string(text))
}
