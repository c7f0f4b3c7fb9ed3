package change

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"create-app/scaffold/internal/sandbox"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A plan that creates, changes, deletes and keeps, in folders old and new.
func editsOfEveryKind() (files map[string]string, edits []Edit) {
	return map[string]string{
			"change.txt": "old", "gone.txt": "bye", "keep.txt": "same", "old/er/gone.txt": "bye", "sub/change.txt": "old too", "other.txt": "not ours",
		}, []Edit{
			{Path: "change.txt", Content: []byte("new")},
			{Path: "deep/er/new.txt", Content: []byte("made")},
			{Path: "gone.txt", Delete: true},
			{Path: "keep.txt", Content: []byte("same")},
			{Path: "old/er/gone.txt", Delete: true},
			{Path: "sub/change.txt", Content: []byte("new too")},
			{Path: "sub/secret.env", Content: []byte("A=b"), Mode: 0o600, Secret: true},
		}
}

func TestApplyEdits(t *testing.T) {
	files, edits := editsOfEveryKind()
	dir := sandbox.Lay(t, files)
	require.NoError(t, os.Chmod(filepath.Join(dir, "change.txt"), 0o755))
	plan, err := NewPlan(afero.NewOsFs(), dir, edits)
	require.NoError(t, err)
	_, err = Apply(t.Context(), afero.NewOsFs(), plan)
	require.NoError(t, err)
	after := sandbox.Snapshot(t, dir)
	assert.Equal(t, map[string]string{
		"./": "-rwxr-xr-x", "deep/": "-rwxr-xr-x", "deep/er/": "-rwxr-xr-x", "sub/": "-rwxr-xr-x",
		"change.txt": "-rwxr-xr-x new", "keep.txt": "-rw-r--r-- same", "other.txt": "-rw-r--r-- not ours",
		"deep/er/new.txt": "-rw-r--r-- made", "sub/change.txt": "-rw-r--r-- new too", "sub/secret.env": "-rw------- A=b",
	}, after)

	again, err := NewPlan(afero.NewOsFs(), dir, edits[:2])
	require.NoError(t, err)
	assert.False(t, again.Writes(), "the second time there is nothing to do")
}

// planNew is a small plan of new files only.
func planNew(t *testing.T, fsys afero.Fs, root string) *Plan {
	t.Helper()
	plan, err := NewPlan(fsys, root, []Edit{
		{Path: ".env", Content: []byte("A=b"), Mode: 0o600, Secret: true},
		{Path: "app/page.tsx", Content: []byte("page")},
		{Path: "package.json", Content: []byte("{}")},
	})
	require.NoError(t, err)
	return plan
}

// Whatever operation fails, the disk is as it was before the run.
func TestAFailureAtAnyPointLeavesNothing(t *testing.T) {
	files, edits := editsOfEveryKind()
	for _, test := range []struct {
		name  string
		files map[string]string
		plan  func(t *testing.T, fsys afero.Fs, dir string) *Plan
	}{
		{"a new folder", map[string]string{"other.txt": "not ours"}, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			return planNew(t, fsys, filepath.Join(dir, "my-app"))
		}},
		{"new folders in a new folder", nil, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			return planNew(t, fsys, filepath.Join(dir, "a/b/my-app"))
		}},
		{"an empty folder", map[string]string{"my-app/.git/HEAD": "ref"}, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			return planNew(t, fsys, filepath.Join(dir, "my-app"))
		}},
		{"edits", files, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			plan, err := NewPlan(fsys, dir, edits)
			require.NoError(t, err)
			return plan
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for n := 1; ; n++ {
				dir := sandbox.Lay(t, test.files)
				before := sandbox.Snapshot(t, dir)
				fsys := &failingFS{fail: n}
				plan := test.plan(t, fsys, dir)
				_, err := Apply(t.Context(), fsys, plan)
				if fsys.count < n {
					require.NoError(t, err)
					assert.Greater(t, n, 10, "the run had fewer operations than it must have")
					return
				}
				require.Error(t, err, "operation %d", n)
				require.Equal(t, before, sandbox.Snapshot(t, dir), "after a failure of operation %d", n)
				assert.Contains(t, err.Error(), "no space left on device; nothing was written")
			}
		})
	}
}

// Wherever the user stops the run, the disk is as it was before.
func TestStoppingAtAnyPointLeavesNothing(t *testing.T) {
	files, edits := editsOfEveryKind()
	for n := 1; ; n++ {
		dir := sandbox.Lay(t, files)
		before := sandbox.Snapshot(t, dir)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		steps := 0
		fsys := &failingFS{before: func(string) {
			if steps++; steps == n {
				cancel()
			}
		}}
		plan, err := NewPlan(fsys, dir, edits)
		require.NoError(t, err)
		_, err = Apply(ctx, fsys, plan)
		if steps < n {
			require.NoError(t, err)
			assert.Greater(t, n, 10)
			return
		}
		require.ErrorIs(t, err, ErrStopped, "stopped at operation %d", n)
		require.Equal(t, before, sandbox.Snapshot(t, dir), "stopped at operation %d", n)
	}
}

// killed stands for a process that ends without a chance to clean up.
type killed struct{}

// Wherever the run is killed, the next run in that folder finds the state
// before it, and leaves no temporary folder.
func TestTheNextRunPutsAKilledOneRight(t *testing.T) {
	files, edits := editsOfEveryKind()
	for n := 1; ; n++ {
		dir := sandbox.Lay(t, files)
		before := sandbox.Snapshot(t, dir)
		steps := 0
		fsys := &failingFS{before: func(string) {
			if steps++; steps == n {
				panic(killed{})
			}
		}}
		plan, err := NewPlan(fsys, dir, edits)
		require.NoError(t, err)
		ended := runKilled(t, func() {
			s, err := newStaging(fsys, dir)
			require.NoError(t, err)
			defer s.unlock() // as the kernel does it
			j, err := prepare(t.Context(), s, plan)
			require.NoError(t, err)
			require.NoError(t, perform(t.Context(), s, plan, j))
		})
		require.NoError(t, sweep(afero.NewOsFs(), dir))
		if ended {
			assert.Greater(t, n, 10)
			require.Equal(t, before, sandbox.Snapshot(t, dir), "all steps done, not committed: taken back")
			return
		}
		require.Equal(t, before, sandbox.Snapshot(t, dir), "killed at operation %d", n)
	}
}

func TestRecoverSaysWhetherThereWasAnything(t *testing.T) {
	fsys := afero.NewOsFs()
	files, edits := editsOfEveryKind()
	dir := sandbox.Lay(t, files)
	before := sandbox.Snapshot(t, dir)
	recovered, err := Recover(fsys, dir)
	require.NoError(t, err)
	assert.False(t, recovered)

	plan, err := NewPlan(fsys, dir, edits)
	require.NoError(t, err)
	s, err := newStaging(fsys, dir)
	require.NoError(t, err)
	j, err := prepare(t.Context(), s, plan)
	require.NoError(t, err)
	require.NoError(t, perform(t.Context(), s, plan, j))
	s.unlock()
	recovered, err = Recover(fsys, dir)
	require.NoError(t, err)
	assert.True(t, recovered)
	assert.Equal(t, before, sandbox.Snapshot(t, dir))
}

func runKilled(t *testing.T, run func()) (ended bool) {
	t.Helper()
	defer func() {
		if cause := recover(); cause != nil {
			require.IsType(t, killed{}, cause)
			ended = false
		}
	}()
	run()
	return true
}

func TestSweepLeavesStrangersAndRunsThatLive(t *testing.T) {
	fsys := afero.NewOsFs()
	dir := sandbox.Lay(t, map[string]string{
		".create-app-0123456789ab.tmp/new/x": "left by a killed run",
		".create-app-mine.tmp/x":             "somebody's own folder",
		".create-app-ffffffffffff.tmp":       "a file",
	})
	living, err := newStaging(fsys, dir)
	require.NoError(t, err)
	require.NoError(t, sweep(fsys, dir))
	assert.NoDirExists(t, filepath.Join(dir, ".create-app-0123456789ab.tmp"))
	assert.DirExists(t, filepath.Join(dir, ".create-app-mine.tmp"))
	assert.FileExists(t, filepath.Join(dir, ".create-app-ffffffffffff.tmp"))
	if runtime.GOOS != "windows" {
		assert.DirExists(t, living.dir)
	}
	living.remove()
	assert.NoDirExists(t, living.dir)
}

func TestAJournalThatLeavesTheFolderIsRefused(t *testing.T) {
	root := sandbox.Lay(t, map[string]string{
		"precious.txt": "mine",
		"app/.create-app-0123456789ab.tmp/journal": `{"dirs":["../x"],"steps":[{"path":"../precious.txt","kind":"modify","sum":"` + sum([]byte("mine")) + `"}]}`,
		"app/.create-app-0123456789ab.tmp/old/0":   "planted",
	})
	err := sweep(afero.NewOsFs(), filepath.Join(root, "app"))
	require.Error(t, err)
	text, readErr := os.ReadFile(filepath.Join(root, "precious.txt"))
	require.NoError(t, readErr)
	assert.Equal(t, "mine", string(text))
}

func TestApplyStopsWhenAFileChangedSinceThePlan(t *testing.T) {
	files, edits := editsOfEveryKind()
	for name, disturb := range map[string]func(dir string) error{
		"changed":   func(dir string) error { return os.WriteFile(filepath.Join(dir, "change.txt"), []byte("mine"), 0o644) },
		"removed":   func(dir string) error { return os.Remove(filepath.Join(dir, "gone.txt")) },
		"appeared":  func(dir string) error { return os.WriteFile(filepath.Join(dir, "sub", "secret.env"), nil, 0o644) },
		"made link": func(dir string) error { return os.Symlink(os.TempDir(), filepath.Join(dir, "deep")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := sandbox.Lay(t, files)
			plan, err := NewPlan(afero.NewOsFs(), dir, edits)
			require.NoError(t, err)
			require.NoError(t, disturb(dir))
			before := sandbox.Snapshot(t, dir)
			_, err = Apply(t.Context(), afero.NewOsFs(), plan)
			require.Error(t, err)
			assert.Equal(t, before, sandbox.Snapshot(t, dir))
		})
	}
}

func TestOnlyOneOfTwoRunsGetsTheFolder(t *testing.T) {
	fsys := afero.NewOsFs()
	cwd := sandbox.Lay(t, nil)
	first, second := planNew(t, fsys, filepath.Join(cwd, "my-app")), planNew(t, fsys, filepath.Join(cwd, "my-app"))
	_, err := Apply(t.Context(), fsys, first)
	require.NoError(t, err)
	before := sandbox.Snapshot(t, cwd)
	_, err = Apply(t.Context(), fsys, second)
	require.ErrorContains(t, err, "was filled by somebody else while this run was deciding; nothing was written")
	assert.Equal(t, before, sandbox.Snapshot(t, cwd))
}

func TestAFolderInUseIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the lock is a file there, and one process may take it twice")
	}
	fsys := afero.NewOsFs()
	cwd := sandbox.Lay(t, map[string]string{"my-app/.git/HEAD": "ref"})
	plan := planNew(t, fsys, filepath.Join(cwd, "my-app"))
	unlock, err := lockDir(fsys, plan.Root)
	require.NoError(t, err)
	before := sandbox.Snapshot(t, cwd)
	_, err = Apply(t.Context(), fsys, plan)
	require.ErrorContains(t, err, "another create-app is at work")
	assert.Equal(t, before, sandbox.Snapshot(t, cwd))

	unlock()
	_, err = Apply(t.Context(), fsys, plan)
	require.NoError(t, err)
}
