package change

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"create-app/internal/sandbox"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A plan that creates, changes, deletes and keeps, in folders old and new.
func editsOfEveryKind() (files map[string]string, edits []Edit) {
	return map[string]string{
			"change.txt": "old", "gone.txt": "bye", "keep.txt": "same", "old/er/gone.txt": "bye", "sub/change.txt": "old too", "other.txt": "not ours",
			"from/deep/gone.sql": "drop", "from/moved.sql": "create table",
		}, []Edit{
			{Path: "change.txt", Content: []byte("new")},
			{Path: "deep/er/new.txt", Content: []byte("made")},
			{Path: "from/deep/gone.sql", Delete: true},
			{Path: "from/moved.sql", Delete: true},
			{Path: "gone.txt", Delete: true},
			{Path: "keep.txt", Content: []byte("same")},
			{Path: "old/er/gone.txt", Delete: true},
			{Path: "sub/change.txt", Content: []byte("new too")},
			{Path: "sub/secret.env", Content: []byte("A=b"), Mode: 0o600, Secret: true},
			{Path: "to/moved.sql", Content: []byte("create table")},
		}
}

func TestApplyEdits(t *testing.T) {
	files, edits := editsOfEveryKind()
	dir := sandbox.Lay(t, files)
	require.NoError(t, os.Chmod(filepath.Join(dir, "change.txt"), 0o755))
	plan, err := NewPlan(afero.NewOsFs(), dir, edits)
	require.NoError(t, err)
	_, err = disk(t).Apply(t.Context(), plan)
	require.NoError(t, err)
	after := sandbox.Snapshot(t, dir)
	assert.Equal(t, sandbox.Permissions(map[string]string{
		"./": "-rwxr-xr-x", "deep/": "-rwxr-xr-x", "deep/er/": "-rwxr-xr-x", "sub/": "-rwxr-xr-x",
		"change.txt": "-rwxr-xr-x new", "keep.txt": "-rw-r--r-- same", "other.txt": "-rw-r--r-- not ours",
		"to/": "-rwxr-xr-x", "to/moved.sql": "-rw-r--r-- create table",
		"deep/er/new.txt": "-rw-r--r-- made", "sub/change.txt": "-rw-r--r-- new too", "sub/secret.env": "-rw------- A=b",
	}), after)

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
		{"a-new-folder", map[string]string{"other.txt": "not ours"}, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			return planNew(t, fsys, filepath.Join(dir, "my-app"))
		}},
		{"new-folders-in-a-new-folder", nil, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			return planNew(t, fsys, filepath.Join(dir, "a/b/my-app"))
		}},
		{"an-empty-folder", map[string]string{"my-app/.git/HEAD": "ref"}, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			return planNew(t, fsys, filepath.Join(dir, "my-app"))
		}},
		{"edits", files, func(t *testing.T, fsys afero.Fs, dir string) *Plan {
			plan, err := NewPlan(fsys, dir, edits)
			require.NoError(t, err)
			return plan
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			unrecorded := 0
			for n := 1; ; n++ {
				dir := sandbox.Lay(t, test.files)
				before := sandbox.Snapshot(t, dir)
				fsys := &failingFS{fail: n}
				plan := test.plan(t, fsys, dir)
				_, err := Writer{FS: fsys, State: t.TempDir()}.Apply(t.Context(), plan)
				if fsys.count < n {
					require.NoError(t, err)
					assert.Greater(t, n, 10, "the run had fewer operations than it must have")
					assert.LessOrEqual(t, unrecorded, 10)
					return
				}
				if err == nil { // it was about a record, without which a run works as well
					require.NotEqual(t, before, sandbox.Snapshot(t, dir), "after a failure of operation %d", n)
					unrecorded++
					continue
				}
				require.Equal(t, before, sandbox.Snapshot(t, dir), "after a failure of operation %d", n)
				assert.Contains(t, err.Error(), "no space left on device; nothing was written")
			}
		})
	}
}

// A disk that takes nothing any more lets nothing be put back either: the next run does that.
func TestTheNextRunPutsBackWhatADiskRefused(t *testing.T) {
	files, edits := editsOfEveryKind()
	half := 0
	for n := 1; ; n++ {
		dir := sandbox.Lay(t, files)
		before := sandbox.Snapshot(t, dir)
		w := disk(t)
		fsys := &failingFS{fail: n, stays: true, removing: true}
		plan, err := NewPlan(fsys, dir, edits)
		require.NoError(t, err)
		_, err = Writer{FS: fsys, State: w.State}.Apply(t.Context(), plan)
		if fsys.count < n {
			require.NoError(t, err)
			assert.Greater(t, half, 10)
			return
		}
		if err == nil { // only the record could not be removed
			recoverIn(t, w, dir)
			assert.NotEqual(t, before, sandbox.Snapshot(t, dir))
			continue
		}
		if !strings.Contains(err.Error(), "nothing was written") {
			assert.Contains(t, err.(*Error).Hint(), "the next run that writes takes the rest back")
			half++
		}
		recoverIn(t, w, dir)
		require.Equal(t, before, sandbox.Snapshot(t, dir), "refused from operation %d on", n)
		require.Empty(t, w.records(dir))
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
		_, err = Writer{FS: fsys, State: t.TempDir()}.Apply(ctx, plan)
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

// disk is a Writer on the real disk, with records of its own.
func disk(t testing.TB) Writer {
	t.Helper()
	return Writer{FS: afero.NewOsFs(), State: filepath.Join(t.TempDir(), "state")}
}

// begin is a run up to its last step, as one does it that is killed before the commit.
func begin(t *testing.T, w Writer, plan *Plan) *staging {
	t.Helper()
	s, err := w.newStaging(plan.Root)
	require.NoError(t, err)
	j, err := prepare(t.Context(), s, plan)
	require.NoError(t, err)
	require.NoError(t, perform(t.Context(), s, plan, j))
	return s
}

// recoverIn does what the next run that writes does first.
func recoverIn(t *testing.T, w Writer, dir string) Recovery {
	t.Helper()
	lock, err := w.Lock(t.Context(), dir)
	require.NoError(t, err)
	defer lock.Release()
	r, err := lock.Recover()
	require.NoError(t, err)
	return r
}

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
		w := disk(t)
		ended := runKilled(t, func() {
			s, err := Writer{FS: fsys, State: w.State}.newStaging(dir)
			require.NoError(t, err)
			defer s.unlock() // as the kernel does it
			j, err := prepare(t.Context(), s, plan)
			require.NoError(t, err)
			require.NoError(t, perform(t.Context(), s, plan, j))
		})
		fsys.closeFiles()
		r := recoverIn(t, w, dir)
		if ended {
			assert.Greater(t, n, 10)
			assert.Equal(t, Recovery{takenBack: true}, r)
			require.Equal(t, before, sandbox.Snapshot(t, dir), "all steps done, not committed: taken back")
			return
		}
		require.Equal(t, before, sandbox.Snapshot(t, dir), "killed at operation %d", n)
		require.Empty(t, r.strange, "killed at operation %d", n)
		require.Empty(t, w.records(dir), "killed at operation %d", n)
	}
}

// Recovering can be killed, too, as often as you like.
func TestTheNextRunGoesOnWithRecovering(t *testing.T) {
	files, edits := editsOfEveryKind()
	for n := 1; ; n++ {
		dir := sandbox.Lay(t, files)
		before := sandbox.Snapshot(t, dir)
		w := disk(t)
		plan, err := NewPlan(w.FS, dir, edits)
		require.NoError(t, err)
		begin(t, w, plan).unlock()
		steps := 0
		fsys := &failingFS{removing: true, before: func(string) {
			if steps++; steps == n {
				panic(killed{})
			}
		}}
		ended := runKilled(t, func() {
			for id, r := range w.records(dir) {
				unlock, err := lockDir(w.FS, r.Path)
				require.NoError(t, err)
				defer unlock() // as the kernel does it
				old := &staging{writer: Writer{FS: fsys, State: w.State}, fsys: fsys, id: id, dir: r.Path, unlock: func() {}}
				_, err = old.takeBack(dir, r)
				require.NoError(t, err)
				old.remove()
			}
		})
		fsys.closeFiles()
		recoverIn(t, w, dir)
		require.Equal(t, before, sandbox.Snapshot(t, dir), "killed at operation %d", n)
		if ended {
			assert.Greater(t, n, 8)
			return
		}
	}
}

func TestRecoverSaysWhetherThereWasAnything(t *testing.T) {
	w := disk(t)
	files, edits := editsOfEveryKind()
	dir := sandbox.Lay(t, files)
	before := sandbox.Snapshot(t, dir)
	assert.Empty(t, recoverIn(t, w, dir).Notices(dir))
	assert.False(t, w.HalfDone(dir))

	plan, err := NewPlan(w.FS, dir, edits)
	require.NoError(t, err)
	s := begin(t, w, plan)
	assert.False(t, w.HalfDone(dir), "it is at work")
	s.unlock()
	assert.True(t, w.HalfDone(dir))
	assert.Equal(t, []string{"a run that was killed had left its work half done in " + dir + "; that was taken back"}, recoverIn(t, w, dir).Notices(dir))
	assert.Equal(t, before, sandbox.Snapshot(t, dir))
}

// A run that had committed is done, also if it was killed before it could tidy up.
func TestACommittedRunIsNotTakenBack(t *testing.T) {
	w := disk(t)
	files, edits := editsOfEveryKind()
	dir := sandbox.Lay(t, files)
	plan, err := NewPlan(w.FS, dir, edits)
	require.NoError(t, err)
	s := begin(t, w, plan)
	require.NoError(t, os.Remove(s.path("journal")))
	s.unlock()
	assert.False(t, w.HalfDone(dir))
	assert.Empty(t, recoverIn(t, w, dir))
	again, err := NewPlan(w.FS, dir, edits[:2])
	require.NoError(t, err)
	assert.False(t, again.Writes())
	assert.NotContains(t, sandbox.Snapshot(t, dir), filepath.Base(s.dir)+"/")
}

// What was changed after the run was killed is the user's work: it stays, is
// named, and what the run had put aside can be looked at.
func TestWhatChangedSinceIsLeftAlone(t *testing.T) {
	for name, test := range map[string]struct {
		disturb func(dir string) error
		path    string
		kept    string
	}{
		"a-file-that-was-changed": {func(dir string) error { return os.WriteFile(filepath.Join(dir, "change.txt"), []byte("mine"), 0o644) }, "change.txt", "old"},
		"a-file-that-was-made": {func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "deep/er/new.txt"), []byte("mine"), 0o644)
		}, "deep/er/new.txt", ""},
		"a-file-that-was-deleted": {func(dir string) error { return os.WriteFile(filepath.Join(dir, "gone.txt"), []byte("mine"), 0o644) }, "gone.txt", "bye"},
		"a-file-that-was-moved":   {func(dir string) error { return os.WriteFile(filepath.Join(dir, "to/moved.sql"), []byte("mine"), 0o644) }, "to/moved.sql", ""},
		"a-link-instead": {func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "change.txt")), os.Symlink("other.txt", filepath.Join(dir, "change.txt")))
		}, "change.txt", "old"},
		"a-folder-instead": {func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "change.txt")), os.Mkdir(filepath.Join(dir, "change.txt"), 0o755))
		}, "change.txt", "old"},
	} {
		t.Run(name, func(t *testing.T) {
			w := disk(t)
			files, edits := editsOfEveryKind()
			dir := sandbox.Lay(t, files)
			before := sandbox.Snapshot(t, dir)
			plan, err := NewPlan(w.FS, dir, edits)
			require.NoError(t, err)
			begin(t, w, plan).unlock()
			require.NoError(t, test.disturb(dir))
			disturbed := sandbox.Snapshot(t, dir)

			r := recoverIn(t, w, dir)
			assert.True(t, r.takenBack)
			assert.Equal(t, []string{test.path}, r.changed)
			notices := strings.Join(r.Notices(dir), "\n")
			assert.Contains(t, notices, test.path+" changed since that run, so it was left as it is; what the run had put aside is in .create-app-")
			after := sandbox.Snapshot(t, dir)
			assert.Equal(t, disturbed[test.path], after[test.path])
			kept := false
			for path, text := range after {
				if strings.HasPrefix(path, filepath.Base(r.kept)) {
					kept = kept || test.kept != "" && strings.HasSuffix(text, " "+test.kept)
					delete(after, path)
				}
			}
			assert.Equal(t, test.kept != "", kept, "the old text can be found")
			for path, text := range before {
				if path != test.path && !strings.HasPrefix(test.path, path) && path != "from/moved.sql" {
					assert.Equal(t, text, after[path], path)
				}
			}
			assert.Empty(t, recoverIn(t, w, dir), "it is said once")
		})
	}
}

// A journal that cannot be read keeps no command from running.
func TestABrokenJournal(t *testing.T) {
	for _, text := range []string{"", "{", "\x00\x00\x00", `{"steps":[{"path":"other.txt","kind":"create"}]}`} {
		w := disk(t)
		files, edits := editsOfEveryKind()
		dir := sandbox.Lay(t, files)
		plan, err := NewPlan(w.FS, dir, edits)
		require.NoError(t, err)
		s := begin(t, w, plan)
		require.NoError(t, os.WriteFile(s.path("journal"), []byte(text), 0o600))
		s.unlock()
		before := sandbox.Snapshot(t, dir)["other.txt"]
		notices := recoverIn(t, w, dir).Notices(dir)
		require.Len(t, notices, 1)
		assert.Contains(t, notices[0], "its journal is broken, and nothing was taken back by it; what the run had put aside is in .create-app-")
		assert.Equal(t, before, sandbox.Snapshot(t, dir)["other.txt"])
		assert.Empty(t, recoverIn(t, w, dir))
	}
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
	w := disk(t)
	dir := sandbox.Lay(t, map[string]string{
		".create-app-0123456789ab.tmp/new/x": "came with the repository",
		".create-app-mine.tmp/x":             "the user's own folder",
		".create-app-ffffffffffff.tmp":       "a file",
	})
	before := sandbox.Snapshot(t, dir)
	living, err := w.newStaging(dir)
	require.NoError(t, err)
	dead, err := w.newStaging(dir)
	require.NoError(t, err)
	dead.unlock()
	r := recoverIn(t, w, dir)
	assert.Equal(t, Recovery{strange: []string{".create-app-0123456789ab.tmp"}}, r)
	assert.Equal(t, []string{".create-app-0123456789ab.tmp was not made by a run of yours on this machine and is left alone; look at what is in it, then remove it"}, r.Notices(dir))
	if runtime.GOOS != "windows" {
		assert.DirExists(t, living.dir)
	}
	living.remove()
	assert.Equal(t, before, sandbox.Snapshot(t, dir))
	assert.NoDirExists(t, w.State, "the last record takes the folder with it")
}

// A staging folder that came with a repository is never obeyed, whatever it says.
func TestAJournalThatCameWithARepository(t *testing.T) {
	files := map[string]string{"precious.txt": "mine", "app/.env": "SECRET", "empty/x/.keep": ""}
	for name, journal := range map[string]string{
		"replaces-a-file":       `{"dirs":[],"steps":[{"path":".env","kind":"delete"}]}`,
		"leaves-the-folder":     `{"dirs":["../empty/x"],"steps":[{"path":"../precious.txt","kind":"modify","sum":"` + sum([]byte("mine")) + `"}]}`,
		"changes-a-file":        `{"dirs":[],"steps":[{"path":".env","kind":"modify","sum":"` + sum([]byte("SECRET")) + `"}]}`,
		"removes-what-was-made": `{"dirs":["x"],"steps":[{"path":".env","kind":"create","sum":"` + sum([]byte("SECRET")) + `"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			files["app/.create-app-0123456789ab.tmp/journal"] = journal
			files["app/.create-app-0123456789ab.tmp/old/0"] = "planted"
			dir := sandbox.Lay(t, files)
			before := sandbox.Snapshot(t, dir)
			w := disk(t)
			assert.False(t, w.HalfDone(filepath.Join(dir, "app")))
			assert.Len(t, recoverIn(t, w, filepath.Join(dir, "app")).strange, 1)
			assert.Equal(t, before, sandbox.Snapshot(t, dir))

			// Nor where there are records of other folders, or of this one in another place.
			require.NoError(t, w.vouch("0123456789ab", record{Path: filepath.Join(dir, ".create-app-0123456789ab.tmp"), Journal: sum([]byte(journal))}, nil))
			assert.Len(t, recoverIn(t, w, filepath.Join(dir, "app")).strange, 1)
			require.NoError(t, w.vouch("0123456789ab", record{Path: filepath.Join(dir, "app/.create-app-0123456789ab.tmp"), Device: 1, Journal: sum([]byte(journal))}, nil))
			recoverIn(t, w, filepath.Join(dir, "app"))
			assert.Equal(t, before, sandbox.Snapshot(t, dir), "on another device")
		})
	}
}

func TestApplyStopsWhenAFileChangedSinceThePlan(t *testing.T) {
	files, edits := editsOfEveryKind()
	for name, disturb := range map[string]func(dir string) error{
		"changed":   func(dir string) error { return os.WriteFile(filepath.Join(dir, "change.txt"), []byte("mine"), 0o644) },
		"removed":   func(dir string) error { return os.Remove(filepath.Join(dir, "gone.txt")) },
		"appeared":  func(dir string) error { return os.WriteFile(filepath.Join(dir, "sub", "secret.env"), nil, 0o644) },
		"made-link": func(dir string) error { return os.Symlink(os.TempDir(), filepath.Join(dir, "deep")) },
	} {
		t.Run(name, func(t *testing.T) {
			if name == "made-link" {
				sandbox.NeedsLinks(t)
			}
			dir := sandbox.Lay(t, files)
			plan, err := NewPlan(afero.NewOsFs(), dir, edits)
			require.NoError(t, err)
			require.NoError(t, disturb(dir))
			before := sandbox.Snapshot(t, dir)
			_, err = disk(t).Apply(t.Context(), plan)
			require.Error(t, err)
			assert.Equal(t, before, sandbox.Snapshot(t, dir))
		})
	}
}

func TestOnlyOneOfTwoRunsGetsTheFolder(t *testing.T) {
	fsys := afero.NewOsFs()
	cwd := sandbox.Lay(t, nil)
	first, second := planNew(t, fsys, filepath.Join(cwd, "my-app")), planNew(t, fsys, filepath.Join(cwd, "my-app"))
	_, err := disk(t).Apply(t.Context(), first)
	require.NoError(t, err)
	before := sandbox.Snapshot(t, cwd)
	_, err = disk(t).Apply(t.Context(), second)
	require.ErrorContains(t, err, "was filled by another program while this run was deciding; nothing was written")
	assert.Equal(t, before, sandbox.Snapshot(t, cwd))
}

func TestAFolderInUseIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the lock is a file there, and one process may take it twice")
	}
	fsys := afero.NewOsFs()
	cwd := sandbox.Lay(t, map[string]string{"my-app/.git/HEAD": "ref"})
	plan := planNew(t, fsys, filepath.Join(cwd, "my-app"))
	first, err := disk(t).Lock(t.Context(), plan.Root)
	require.NoError(t, err)
	before := sandbox.Snapshot(t, cwd)
	impatient := disk(t)
	impatient.patience = 50 * time.Millisecond
	_, err = impatient.Apply(t.Context(), plan)
	require.ErrorContains(t, err, "another create-app"+holder(plan.Root)+" is at work in "+plan.Root+"; nothing was written")
	if runtime.GOOS == "linux" {
		assert.Equal(t, fmt.Sprintf(" (process %d)", os.Getpid()), holder(plan.Root))
	}
	assert.Equal(t, before, sandbox.Snapshot(t, cwd))
	_, err = first.Apply(t.Context(), planNew(t, fsys, plan.Root))
	require.NoError(t, err, "with the lock")

	stop, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = disk(t).Lock(stop, plan.Root)
	require.ErrorIs(t, err, ErrStopped)
	first.Release()
	first.Release()
	plan = planNew(t, fsys, plan.Root)
	_, err = Writer{FS: fsys, State: t.TempDir()}.Apply(t.Context(), plan)
	require.NoError(t, err)
}
