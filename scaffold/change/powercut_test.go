package change

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"create-app/internal/sandbox"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recordingFS writes down what is done to a real disk, and which of it was asked to be on the disk for certain.
//
// From that, every state is made that a power cut may leave: of the changes of names that no sync of one of their
// folders has made certain, any subset is there, in their order; of the content of files without a sync, nothing, a part
// or all. That is more than journaling file systems lose, which keep the order of changes of names: what survives this
// survives ext4, XFS and btrfs in their normal modes. A single rename is whole or not at all, as all of these promise.
//
// A new project asks for less, and is tried with less: names are lost in the order of those file systems, the newest first.
type recordingFS struct {
	afero.OsFs
	events  []event
	ordered bool // changes of names reach the disk in their order
}

type event struct {
	op       string // mkdir, create, rename, remove, chmod; sync-file and sync-dir
	path, to string
	mode     os.FileMode
	content  string // of a file that was created, when it was closed
}

func (f *recordingFS) add(e event) *event {
	f.events = append(f.events, e)
	return &f.events[len(f.events)-1]
}

func (f *recordingFS) Mkdir(path string, mode os.FileMode) error {
	err := f.OsFs.Mkdir(path, mode)
	if err == nil {
		f.add(event{op: "mkdir", path: path, mode: mode})
	}
	return err
}

func (f *recordingFS) MkdirAll(path string, mode os.FileMode) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := f.MkdirAll(filepath.Dir(path), mode); err != nil {
		return err
	}
	return f.Mkdir(path, mode)
}

func (f *recordingFS) Rename(from, to string) error {
	err := f.OsFs.Rename(from, to)
	if err == nil {
		f.add(event{op: "rename", path: from, to: to})
	}
	return err
}

func (f *recordingFS) Remove(path string) error {
	err := f.OsFs.Remove(path)
	if err == nil {
		f.add(event{op: "remove", path: path})
	}
	return err
}

func (f *recordingFS) Chmod(path string, mode os.FileMode) error {
	err := f.OsFs.Chmod(path, mode)
	if err == nil {
		f.add(event{op: "chmod", path: path, mode: mode})
	}
	return err
}

func (f *recordingFS) OpenFile(path string, flag int, mode os.FileMode) (afero.File, error) {
	file, err := f.OsFs.OpenFile(path, flag, mode)
	if err == nil && flag&os.O_CREATE != 0 {
		f.add(event{op: "create", path: path, mode: mode})
		file = &recordingFile{file, f, len(f.events) - 1}
	}
	return file, err
}

func (f *recordingFS) Open(path string) (afero.File, error) {
	file, err := f.OsFs.Open(path)
	if err != nil {
		return nil, err
	}
	return &recordingFile{file, f, -1}, nil
}

type recordingFile struct {
	afero.File
	fs    *recordingFS
	event int
}

func (f *recordingFile) Fd() uintptr { return f.File.(*os.File).Fd() }

func (f *recordingFile) Write(text []byte) (int, error) {
	f.fs.events[f.event].content += string(text)
	return f.File.Write(text)
}

func (f *recordingFile) Sync() error {
	op := "sync-file"
	if info, err := f.Stat(); err == nil && info.IsDir() {
		op = "sync-dir"
	}
	f.fs.add(event{op: op, path: f.Name()})
	return f.File.Sync()
}

// crash makes on a real disk what a power cut after the first n events may leave of them.
func (f *recordingFS) crash(t *testing.T, n int, lose func() bool, chance *rand.Rand) {
	t.Helper()
	certain := make([]bool, n)
	synced := map[int]bool{}   // events that created a file whose content is certain
	origin := map[string]int{} // where the file now at a path was created
	for i, e := range f.events[:n] {
		switch e.op {
		case "create":
			origin[e.path] = i
		case "rename":
			for path, at := range origin {
				if path == e.path || strings.HasPrefix(path, e.path+"/") {
					delete(origin, path)
					origin[e.to+path[len(e.path):]] = at
				}
			}
		case "remove":
			delete(origin, e.path)
		case "sync-file":
			if at, found := origin[e.path]; found {
				synced[at] = true
			}
		case "sync-dir":
			for k, before := range f.events[:i] {
				if filepath.Dir(before.path) == e.path || before.op == "rename" && filepath.Dir(before.to) == e.path {
					certain[k] = true
				}
			}
		}
	}
	// That a folder is gone for certain means that what was in it was gone before.
	for k := n - 1; k >= 0; k-- {
		if gone := f.events[k]; certain[k] && gone.op == "remove" {
			for i, e := range f.events[:k] {
				certain[i] = certain[i] || filepath.Dir(e.path) == gone.path || e.op == "rename" && filepath.Dir(e.to) == gone.path
			}
		}
	}
	lost := false
	for i, e := range f.events[:n] {
		if lost = !certain[i] && (lost && f.ordered || lose()); lost {
			continue
		}
		switch e.op {
		case "mkdir":
			_ = os.Mkdir(e.path, e.mode)
		case "create":
			content := e.content
			if !synced[i] {
				content = content[:chance.IntN(len(content)+1)]
				if chance.IntN(2) == 0 {
					content = ""
				}
			}
			if file, err := os.OpenFile(e.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, e.mode); err == nil {
				_, err = file.WriteString(content)
				require.NoError(t, err)
				require.NoError(t, file.Close())
			}
		case "rename":
			_ = os.Rename(e.path, e.to)
		case "remove":
			_ = os.Remove(e.path)
		case "chmod":
			_ = os.Chmod(e.path, e.mode)
		}
	}
}

// everyCut calls try for every event and several choices of what is lost: all, nothing, each certain half, any subset.
func (f *recordingFS) everyCut(subsets int, try func(n int, name string, lose func() bool, chance *rand.Rand)) {
	for n := 0; n <= len(f.events); n++ {
		for k := range subsets + 2 {
			chance := rand.New(rand.NewPCG(uint64(n), uint64(k)))
			lose := func() bool { return chance.IntN(2) == 0 }
			switch k {
			case 0:
				lose = func() bool { return true }
			case 1:
				lose = func() bool { return false }
			}
			try(n, fmt.Sprintf("power cut after event %d of %d, choice %d", n, len(f.events), k), lose, chance)
		}
	}
}

// restore lays files anew in the same place.
func restore(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, entry := range entries {
		require.NoError(t, os.RemoveAll(filepath.Join(dir, entry.Name())))
	}
	for path, text := range files {
		full := filepath.Join(dir, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(full), 0o755))
		require.NoError(t, os.WriteFile(full, []byte(text), 0o644))
	}
}

// without leaves out what belongs to no project: staging folders.
func without(snapshot map[string]string) map[string]string {
	for path := range snapshot {
		if strings.HasPrefix(path, stagingPrefix) {
			delete(snapshot, path)
		}
	}
	return snapshot
}

// subsetsToTry is small in the suite; make faults tries more.
func subsetsToTry() int {
	if n, err := strconv.Atoi(os.Getenv("FAULTS_SUBSETS")); err == nil {
		return n
	}
	return 2
}

// A change of an existing project survives a power cut at any moment as old or new, whole.
func TestAPowerCutLeavesTheOldOrTheNew(t *testing.T) {
	files, edits := editsOfEveryKind()
	dir := sandbox.Lay(t, files)
	state := filepath.Join(t.TempDir(), "state")
	before := sandbox.Snapshot(t, dir)
	fsys := &recordingFS{}
	plan, err := NewPlan(fsys, dir, edits)
	require.NoError(t, err)
	_, err = Writer{FS: fsys, State: state}.Apply(t.Context(), plan)
	require.NoError(t, err)
	after := sandbox.Snapshot(t, dir)

	tried, seen := 0, map[bool]int{}
	fsys.everyCut(subsetsToTry(), func(n int, name string, lose func() bool, chance *rand.Rand) {
		restore(t, dir, files)
		require.NoError(t, os.RemoveAll(state))
		fsys.crash(t, n, lose, chance)
		recoverIn(t, Writer{FS: afero.NewOsFs(), State: state}, dir)
		now := without(sandbox.Snapshot(t, dir))
		isNew := assert.ObjectsAreEqual(after, now)
		if !isNew {
			require.Equal(t, before, now, name)
		}
		seen[isNew]++
		tried++
	})
	assert.NotZero(t, seen[true])
	assert.NotZero(t, seen[false])
	t.Logf("%d states after a power cut: %d old, %d new", tried, seen[false], seen[true])
}

// So does taking a killed run back.
func TestAPowerCutWhileRecovering(t *testing.T) {
	files, edits := editsOfEveryKind()
	dir := sandbox.Lay(t, files)
	state := filepath.Join(t.TempDir(), "state")
	before := sandbox.Snapshot(t, dir)
	real := Writer{FS: afero.NewOsFs(), State: state}
	lay := func() {
		restore(t, dir, files)
		require.NoError(t, os.RemoveAll(state))
		plan, err := NewPlan(real.FS, dir, edits)
		require.NoError(t, err)
		begin(t, real, plan).unlock()
	}
	lay()
	// The names of staging folders are random: what is recorded once is done again to another.
	first := stagingOf(t, dir)
	fsys := &recordingFS{}
	_, err := Writer{FS: fsys, State: state}.sweep(dir)
	require.NoError(t, err)
	events := fsys.events
	for n := 0; n <= len(events); n++ {
		for k := range subsetsToTry() + 1 {
			lay()
			now := stagingOf(t, dir)
			again := &recordingFS{events: renamed(events, first, now)}
			chance := rand.New(rand.NewPCG(uint64(n), uint64(k)))
			again.crash(t, n, func() bool { return k > 0 && chance.IntN(2) == 0 }, chance)
			recoverIn(t, real, dir)
			require.Equal(t, before, without(sandbox.Snapshot(t, dir)), "power cut after event %d of %d, choice %d", n, len(events), k)
		}
	}
}

func stagingOf(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, stagingPrefix+"*"+stagingSuffix))
	require.NoError(t, err)
	require.Len(t, found, 1)
	return strings.TrimSuffix(strings.TrimPrefix(filepath.Base(found[0]), stagingPrefix), stagingSuffix)
}

func renamed(events []event, from, to string) []event {
	var all []event
	for _, e := range events {
		e.path, e.to = strings.ReplaceAll(e.path, from, to), strings.ReplaceAll(e.to, from, to)
		all = append(all, e)
	}
	return all
}

// A new project is there, whole, or not at all.
func TestAPowerCutLeavesNoHalfProject(t *testing.T) {
	dir := sandbox.Lay(t, nil)
	state := filepath.Join(t.TempDir(), "state")
	fsys := &recordingFS{ordered: true}
	plan := planNew(t, fsys, filepath.Join(dir, "a/my-app"))
	_, err := Writer{FS: fsys, State: state}.Apply(t.Context(), plan)
	require.NoError(t, err)
	after := sandbox.Snapshot(t, dir)
	for _, e := range fsys.events {
		require.NotEqual(t, "sync-dir", e.op, "with names in order none has to be certain, and each takes time")
	}
	seen := map[bool]int{}
	fsys.everyCut(20*subsetsToTry(), func(n int, name string, lose func() bool, chance *rand.Rand) {
		restore(t, dir, nil)
		require.NoError(t, os.RemoveAll(state))
		fsys.crash(t, n, lose, chance)
		now := without(sandbox.Snapshot(t, dir))
		isNew := assert.ObjectsAreEqual(after, now)
		if !isNew {
			require.Equal(t, sandbox.Permissions(map[string]string{"./": "-rwxr-xr-x"}), now, name)
		}
		seen[isNew]++
	})
	assert.NotZero(t, seen[true])
	assert.NotZero(t, seen[false])
}
