package change

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/afero"
)

// record is what a run writes down about its staging folder where no repository
// reaches: in the user's own folder. A journal counts only if a record names its
// place, the device it is on and its contents; what came with a repository has none.
type record struct {
	Path    string `json:"path"`
	Device  uint64 `json:"device"`
	Journal string `json:"journal,omitempty"` // the sum of the journal, once there is one
}

const recordSuffix = ".json"

func (w Writer) recordPath(id string) string { return filepath.Join(w.State, id+recordSuffix) }

// note writes a record, and returns the folders that hold something new by that.
func (w Writer) note(id string, r record) (made []string, err error) { return w.put(id, r, nil) }

// vouch is note for a journal that is about to count by the record: it waits until that is on the disk, with what
// stands in the folders in made.
func (w Writer) vouch(id string, r record, made []string) error {
	more, err := w.put(id, r, func(part string) error { return syncFiles(w.FS, []string{part}) })
	if err != nil || w.State == "" {
		return err
	}
	return syncDirs(w.FS, slices.Concat(made, more, []string{w.State}))
}

// put writes a record beside its place, lets settle wait for it, and renames it into its place.
func (w Writer) put(id string, r record, settle func(part string) error) (made []string, err error) {
	if w.State == "" {
		return nil, nil
	}
	if made, err = w.makeState(); err != nil {
		return made, err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return made, err
	}
	part := w.recordPath(id) + ".part"
	if err = writeNew(w.FS, part, text, 0o600); err == nil && settle != nil {
		err = settle(part)
	}
	if err == nil {
		err = w.FS.Rename(part, w.recordPath(id))
	}
	if err != nil {
		return made, errors.Join(err, w.FS.Remove(part))
	}
	return made, nil
}

// makeState makes the folder of the records where it is missing, and returns the
// folders that hold something new by that.
func (w Writer) makeState() (changed []string, err error) {
	for dir := w.State; ; dir = filepath.Dir(dir) {
		if _, err := lstat(w.FS, dir); err == nil || filepath.Dir(dir) == dir {
			break
		}
		changed = append(changed, filepath.Dir(dir))
	}
	if len(changed) == 0 {
		return nil, nil
	}
	return changed, w.FS.MkdirAll(w.State, 0o700)
}

// forget removes a record, and the folder of them with the last one.
func (w Writer) forget(id string) {
	if w.State != "" {
		_ = w.FS.Remove(w.recordPath(id))
		_ = w.FS.Remove(w.State)
	}
}

// oldAge is when what stands beside the records and speaks of nothing is rubbish.
const oldAge = 24 * time.Hour

// tidy removes records, and beginnings of some, that have spoken of nothing for a
// day: the folder was removed by hand, or there never was one.
func (w Writer) tidy() {
	list, err := names(w.FS, w.State)
	if err != nil {
		return
	}
	for _, name := range list {
		path := filepath.Join(w.State, name)
		info, err := lstat(w.FS, path)
		if err != nil || !info.Mode().IsRegular() || time.Since(info.ModTime()) < oldAge {
			continue
		}
		var r record
		text, _, err := readFile(w.FS, path)
		if err == nil && json.Unmarshal(text, &r) == nil && r.Path != "" {
			if _, err := lstat(w.FS, r.Path); !errors.Is(err, fs.ErrNotExist) {
				continue
			}
		}
		_ = w.FS.Remove(path)
	}
}

// records are those of staging folders in dir, by their ids. What cannot be read
// is no record.
func (w Writer) records(dir string) map[string]record {
	found := map[string]record{}
	if w.State == "" {
		return found
	}
	list, err := names(w.FS, w.State)
	if err != nil {
		return found
	}
	for _, name := range list {
		id, ok := strings.CutSuffix(name, recordSuffix)
		if !ok || !isID(id) {
			continue
		}
		text, _, err := readFile(w.FS, filepath.Join(w.State, name))
		var r record
		if err == nil && json.Unmarshal(text, &r) == nil && r.Path == filepath.Join(dir, stagingPrefix+id+stagingSuffix) {
			found[id] = r
		}
	}
	return found
}

// device is the number of the device that a folder is on, 0 where the system has none.
func device(fsys afero.Fs, path string) uint64 {
	info, err := lstat(fsys, path)
	if err != nil {
		return 0
	}
	return deviceOf(info)
}

// vouches reports whether the record speaks of this folder as it is now.
func (r record) vouches(fsys afero.Fs) bool {
	info, err := lstat(fsys, r.Path)
	return err == nil && info.Mode()&fs.ModeType == fs.ModeDir && deviceOf(info) == r.Device
}
