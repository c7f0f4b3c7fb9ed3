//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	untidy = "model   A{\nid Int @id\n}\n"
	tidy   = "model A {\n  id Int @id\n}\n"
)

// failsAt is a disk on which the n-th change of a name fails.
type failsAt struct {
	afero.OsFs
	n, count int
}

func (f *failsAt) Rename(from, to string) error {
	if f.count++; f.count == f.n {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: os.ErrInvalid}
	}
	return f.OsFs.Rename(from, to)
}

// Whatever fails, all of the files are formatted or none.
func TestFormatIsAllOrNothing(t *testing.T) {
	for n := 1; ; n++ {
		env, _, _ := testEnv(t, "XDG_STATE_HOME="+t.TempDir())
		dir, err := filepath.EvalSymlinks(t.TempDir())
		require.NoError(t, err)
		fsys := &failsAt{n: n}
		env.FS, env.Dir = fsys, dir
		for i := range 5 {
			require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.prisma", i)), []byte(untidy), 0o640))
		}
		code := run([]string{"format", "."}, env)
		want := tidy
		if code != exitDone {
			want = untidy
		}
		assert.Len(t, listing(t, dir), 5, "nothing is left beside them")
		for i := range 5 {
			path := filepath.Join(dir, fmt.Sprintf("%d.prisma", i))
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, want, string(text), "rename %d fails", n)
			info, err := os.Stat(path)
			require.NoError(t, err)
			assert.Equal(t, os.FileMode(0o640), info.Mode().Perm())
		}
		if fsys.count < n {
			assert.Equal(t, exitDone, code)
			assert.Greater(t, n, 6)
			return
		}
	}
}

// A link that leads out of the folder is not written through, whichever part of the path it is.
func TestFormatStaysInItsFolder(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	dir, outside := filepath.Join(root, "project"), filepath.Join(root, "outside")
	for _, path := range []string{filepath.Join(dir, "in"), outside} {
		require.NoError(t, os.MkdirAll(path, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(path, "a.prisma"), []byte(untidy), 0o644))
	}
	require.NoError(t, os.Symlink(filepath.Join(outside, "a.prisma"), filepath.Join(dir, "file.prisma")))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "folder")))
	require.NoError(t, os.Symlink("in/a.prisma", filepath.Join(dir, "inside.prisma")))
	for _, path := range []string{"file.prisma", "folder/a.prisma", "folder", filepath.Join(dir, "file.prisma")} {
		env, _, errOut := testEnv(t, "XDG_STATE_HOME="+t.TempDir())
		env.FS, env.Dir = afero.NewOsFs(), dir
		assert.Equal(t, exitFailed, run([]string{"format", path}, env), path)
		assert.Contains(t, errOut.String(), "it is a link that leads out of the folder; nothing was written", path)
		text, err := os.ReadFile(filepath.Join(outside, "a.prisma"))
		require.NoError(t, err)
		assert.Equal(t, untidy, string(text), path)
	}
	env, _, _ := testEnv(t, "XDG_STATE_HOME="+t.TempDir())
	env.FS, env.Dir = afero.NewOsFs(), dir
	assert.Equal(t, exitDone, run([]string{"format", "inside.prisma", filepath.Join(outside, "a.prisma")}, env))
	for _, path := range []string{filepath.Join(dir, "in", "a.prisma"), filepath.Join(outside, "a.prisma")} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, tidy, string(text), "a path that is given is the user's word")
	}
	target, err := os.Readlink(filepath.Join(dir, "inside.prisma"))
	require.NoError(t, err)
	assert.Equal(t, "in/a.prisma", target)
}

// A file that is no schema by its name is not shown, line by line, as what is wrong with one.
func TestAFileThatIsNoSchema(t *testing.T) {
	for _, args := range []string{"validate .env", "validate --json .env", "validate --sarif .env", "format .env", "format -d .env", "format --json .env", "inspect .env", "inspect --json .env"} {
		env, out, errOut := testEnv(t)
		require.NoError(t, afero.WriteFile(env.FS, "/home/ann/.env", []byte("SECRET=hunter2\n"), 0o600))
		assert.Equal(t, exitFailed, run(strings.Fields(args), env), args)
		assert.NotContains(t, out.String()+errOut.String(), "hunter2", args)
		assert.Contains(t, out.String()+errOut.String(), "it is no schema by its name", args)
	}
}

func TestFormatShowsNoPassword(t *testing.T) {
	env, out, errOut := testEnv(t)
	schema := "datasource db{\n  provider = \"postgresql\"\n  url = \"postgres://ann:hunter2@host/db\"\n}\n"
	require.NoError(t, afero.WriteFile(env.FS, "/home/ann/a.prisma", []byte(schema), 0o600))
	assert.Equal(t, exitDone, run([]string{"format", "-d", "a.prisma"}, env))
	assert.Contains(t, out.String(), "+  url      = \"<hidden>\"\n")
	assert.NotContains(t, out.String()+errOut.String(), "hunter2")
}
