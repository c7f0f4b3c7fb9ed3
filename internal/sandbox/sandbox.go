// Package sandbox gives tests folders on a real disk: laid out from a map, and
// seen again as one.
package sandbox

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"
)

// Snapshot is everything below dir: permissions and content of files, where
// links lead, and folders with a slash behind them.
func Snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch {
		case info.Mode()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(path)
			all[rel] = "-> " + to
		case entry.IsDir():
			all[rel+"/"] = info.Mode().Perm().String()
		default:
			text, _ := os.ReadFile(path)
			all[rel] = info.Mode().Perm().String() + " " + string(text)
		}
		return nil
	}))
	return all
}

// Permissions makes what a test expects of Snapshot, written with the permissions of Unix, into
// what this system shows of it: Windows knows only files that cannot be written.
func Permissions(want map[string]string) map[string]string {
	if runtime.GOOS != "windows" {
		return want
	}
	shown := map[string]string{}
	for path, text := range want {
		switch _, content, file := strings.Cut(text, " "); {
		case strings.HasPrefix(text, "-> "):
			shown[path] = text
		case file:
			shown[path] = "-rw-rw-rw- " + content
		default:
			shown[path] = "-rwxrwxrwx"
		}
	}
	return shown
}

// NeedsLinks skips a test where symbolic links cannot be made, or look like what they lead to.
func NeedsLinks(t testing.TB) {
	t.Helper()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink("nowhere", link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Skip("symbolic links look like what they lead to here")
	}
}

// Lay makes files with the given contents below a new folder.
func Lay(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for path, text := range files {
		full := filepath.Join(dir, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(full), 0o755))
		require.NoError(t, os.WriteFile(full, []byte(text), 0o644))
	}
	real, err := filepath.EvalSymlinks(dir)
	require.NoError(t, err)
	return real
}

// Hasty is a real disk on which nothing waits until it is written for certain:
// for tests that are about something else.
func Hasty() afero.Fs { return hasty{afero.NewOsFs()} }

type hasty struct{ afero.Fs }

func (h hasty) Open(name string) (afero.File, error) {
	f, err := h.Fs.Open(name)
	if err != nil {
		return nil, err
	}
	return unsynced{f}, nil
}

func (h hasty) LstatIfPossible(name string) (fs.FileInfo, bool, error) {
	return h.Fs.(afero.Lstater).LstatIfPossible(name)
}

func (h hasty) ReadlinkIfPossible(name string) (string, error) {
	return h.Fs.(afero.LinkReader).ReadlinkIfPossible(name)
}

type unsynced struct{ afero.File }

func (unsynced) Sync() error { return nil }
