package scaffold

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// snapshot is everything below dir: permissions and content of files, where
// links lead, and folders with a slash behind them.
func snapshot(t testing.TB, dir string) map[string]string {
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

// lay makes files with the given contents below a new folder.
func lay(t testing.TB, files map[string]string) string {
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

func mustPlan(t testing.TB, fsys afero.Fs, cwd string, change func(*Options)) *Plan {
	t.Helper()
	o := answered(change)
	require.NoError(t, o.Validate())
	plan, err := NewPlan(fsys, cwd, o, "1.0.0")
	require.NoError(t, err)
	return plan
}

func TestApplyMakesEveryFileOfThePlanAndNothingElse(t *testing.T) {
	for _, dir := range []string{"my-app", "a/b/my-app", "@acme/web", "."} {
		t.Run(dir, func(t *testing.T) {
			fsys := afero.NewOsFs()
			cwd := filepath.Join(lay(t, map[string]string{"home-app/.git/HEAD": "ref"}), "home-app")
			before := snapshot(t, cwd)
			plan := mustPlan(t, fsys, cwd, func(o *Options) { o.Dir = dir })
			assert.Equal(t, before, snapshot(t, cwd), "planning writes nothing")

			_, err := Apply(t.Context(), fsys, plan)
			require.NoError(t, err)
			files := 0
			for path := range snapshot(t, plan.Root) {
				if path[len(path)-1] != '/' && path != ".git/HEAD" {
					files++
				}
			}
			assert.Equal(t, len(plan.Changes), files)
			for _, c := range plan.Changes {
				text, err := os.ReadFile(filepath.Join(plan.Root, c.Path))
				require.NoError(t, err)
				assert.Equal(t, string(c.After), string(text))
			}
			entries, err := os.ReadDir(cwd)
			require.NoError(t, err)
			for _, entry := range entries {
				assert.False(t, isStaging(fsys, cwd, entry.Name()), "%s is left behind", entry.Name())
			}
			if runtime.GOOS != "windows" {
				info, err := os.Stat(filepath.Join(plan.Root, ".env"))
				require.NoError(t, err)
				assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
			}
		})
	}
}

func TestApplyInMemory(t *testing.T) {
	fsys := afero.NewMemMapFs()
	require.NoError(t, fsys.MkdirAll("/home/ann", 0o755))
	plan := mustPlan(t, fsys, "/home/ann", nil)
	_, err := Apply(t.Context(), fsys, plan)
	require.NoError(t, err)
	text, err := afero.ReadFile(fsys, "/home/ann/my-app/package.json")
	require.NoError(t, err)
	assert.Contains(t, string(text), `"name": "my-app"`)
}

// A plan that creates, changes, deletes and keeps, in folders old and new.
func editsOfEveryKind() (files map[string]string, edits []Edit) {
	return map[string]string{
			"change.txt": "old", "gone.txt": "bye", "keep.txt": "same", "sub/change.txt": "old too", "other.txt": "not ours",
		}, []Edit{
			{Path: "change.txt", Content: []byte("new")},
			{Path: "deep/er/new.txt", Content: []byte("made")},
			{Path: "gone.txt", Delete: true},
			{Path: "keep.txt", Content: []byte("same")},
			{Path: "sub/change.txt", Content: []byte("new too")},
			{Path: "sub/secret.env", Content: []byte("A=b"), Mode: 0o600, Secret: true},
		}
}

func TestApplyEdits(t *testing.T) {
	files, edits := editsOfEveryKind()
	dir := lay(t, files)
	require.NoError(t, os.Chmod(filepath.Join(dir, "change.txt"), 0o755))
	plan, err := PlanEdits(afero.NewOsFs(), dir, edits)
	require.NoError(t, err)
	_, err = Apply(t.Context(), afero.NewOsFs(), plan)
	require.NoError(t, err)
	after := snapshot(t, dir)
	assert.Equal(t, map[string]string{
		"./": "-rwxr-xr-x", "deep/": "-rwxr-xr-x", "deep/er/": "-rwxr-xr-x", "sub/": "-rwxr-xr-x",
		"change.txt": "-rwxr-xr-x new", "keep.txt": "-rw-r--r-- same", "other.txt": "-rw-r--r-- not ours",
		"deep/er/new.txt": "-rw-r--r-- made", "sub/change.txt": "-rw-r--r-- new too", "sub/secret.env": "-rw------- A=b",
	}, after)

	again, err := PlanEdits(afero.NewOsFs(), dir, edits[:2])
	require.NoError(t, err)
	assert.False(t, again.Writes(), "the second time there is nothing to do")
}

// planNew is a small plan of new files only.
func planNew(t *testing.T, fsys afero.Fs, root string) *Plan {
	t.Helper()
	plan, err := PlanEdits(fsys, root, []Edit{
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
			plan, err := PlanEdits(fsys, dir, edits)
			require.NoError(t, err)
			return plan
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for n := 1; ; n++ {
				dir := lay(t, test.files)
				before := snapshot(t, dir)
				fsys := &failingFS{fail: n}
				plan := test.plan(t, fsys, dir)
				_, err := Apply(t.Context(), fsys, plan)
				if fsys.count < n {
					require.NoError(t, err)
					assert.Greater(t, n, 10, "the run had fewer operations than it must have")
					return
				}
				require.Error(t, err, "operation %d", n)
				require.Equal(t, before, snapshot(t, dir), "after a failure of operation %d", n)
				assert.Contains(t, err.Error(), "no space left on device; nothing was written")
			}
		})
	}
}

// Wherever the user stops the run, the disk is as it was before.
func TestStoppingAtAnyPointLeavesNothing(t *testing.T) {
	files, edits := editsOfEveryKind()
	for n := 1; ; n++ {
		dir := lay(t, files)
		before := snapshot(t, dir)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		steps := 0
		fsys := &failingFS{before: func(string) {
			if steps++; steps == n {
				cancel()
			}
		}}
		plan, err := PlanEdits(fsys, dir, edits)
		require.NoError(t, err)
		_, err = Apply(ctx, fsys, plan)
		if steps < n {
			require.NoError(t, err)
			assert.Greater(t, n, 10)
			return
		}
		require.ErrorIs(t, err, ErrStopped, "stopped at operation %d", n)
		require.Equal(t, before, snapshot(t, dir), "stopped at operation %d", n)
	}
}

// killed stands for a process that ends without a chance to clean up.
type killed struct{}

// Wherever the run is killed, the next run in that folder finds the state
// before it, and leaves no temporary folder.
func TestTheNextRunPutsAKilledOneRight(t *testing.T) {
	files, edits := editsOfEveryKind()
	for n := 1; ; n++ {
		dir := lay(t, files)
		before := snapshot(t, dir)
		steps := 0
		fsys := &failingFS{before: func(string) {
			if steps++; steps == n {
				panic(killed{})
			}
		}}
		plan, err := PlanEdits(fsys, dir, edits)
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
			require.Equal(t, before, snapshot(t, dir), "all steps done, not committed: taken back")
			return
		}
		require.Equal(t, before, snapshot(t, dir), "killed at operation %d", n)
	}
}

func TestRecoverSaysWhetherThereWasAnything(t *testing.T) {
	fsys := afero.NewOsFs()
	files, edits := editsOfEveryKind()
	dir := lay(t, files)
	before := snapshot(t, dir)
	recovered, err := Recover(fsys, dir)
	require.NoError(t, err)
	assert.False(t, recovered)

	plan, err := PlanEdits(fsys, dir, edits)
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
	assert.Equal(t, before, snapshot(t, dir))
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
	dir := lay(t, map[string]string{
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
	root := lay(t, map[string]string{
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
			dir := lay(t, files)
			plan, err := PlanEdits(afero.NewOsFs(), dir, edits)
			require.NoError(t, err)
			require.NoError(t, disturb(dir))
			before := snapshot(t, dir)
			_, err = Apply(t.Context(), afero.NewOsFs(), plan)
			require.Error(t, err)
			assert.Equal(t, before, snapshot(t, dir))
		})
	}
}

func TestOnlyOneOfTwoRunsGetsTheFolder(t *testing.T) {
	fsys := afero.NewOsFs()
	cwd := lay(t, nil)
	first := mustPlan(t, fsys, cwd, nil)
	second := mustPlan(t, fsys, cwd, func(o *Options) { o.Database = "mysql" })
	_, err := Apply(t.Context(), fsys, first)
	require.NoError(t, err)
	before := snapshot(t, cwd)
	_, err = Apply(t.Context(), fsys, second)
	require.ErrorContains(t, err, "was filled by somebody else while this run was deciding; nothing was written")
	assert.Equal(t, before, snapshot(t, cwd))
}

func TestAFolderInUseIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the lock is a file there, and one process may take it twice")
	}
	fsys := afero.NewOsFs()
	cwd := lay(t, map[string]string{"my-app/.git/HEAD": "ref"})
	plan := mustPlan(t, fsys, cwd, nil)
	unlock, err := lockDir(fsys, plan.Root)
	require.NoError(t, err)
	before := snapshot(t, cwd)
	_, err = Apply(t.Context(), fsys, plan)
	require.ErrorContains(t, err, "another create-app is at work")
	assert.Equal(t, before, snapshot(t, cwd))

	unlock()
	_, err = Apply(t.Context(), fsys, plan)
	require.NoError(t, err)
}
