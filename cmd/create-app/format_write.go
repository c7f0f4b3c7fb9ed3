package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/afero"

	"create-app/scaffold/change"
)

// formatRoots locks what format is about to write, before it reads: the folders that
// the files are changed in, each in one go.
type formatRoots struct {
	env   *Env
	locks map[string]*change.Lock
}

// lockRoots locks the roots of all files. What a killed run left there is taken back.
func lockRoots(ctx context.Context, env *Env, sources []schemaSource) (*formatRoots, error) {
	r := &formatRoots{env: env, locks: map[string]*change.Lock{}}
	roots := map[string]bool{}
	for _, source := range sources {
		for _, file := range source.Files {
			roots[rootOf(env, source, file.Path)] = true
		}
	}
	for _, root := range slices.Sorted(maps.Keys(roots)) { // in one order, so that two runs do not wait for each other
		lock, err := env.writer().Lock(ctx, root)
		if errors.Is(err, fs.ErrNotExist) {
			continue // the file is not there either, which is said where it is read
		}
		if err != nil {
			r.release()
			return nil, err
		}
		r.locks[root] = lock
		recovered, err := lock.Recover()
		if err != nil {
			r.release()
			return nil, err
		}
		for _, line := range recovered.Notices(root) {
			env.Notef("%s", line)
		}
	}
	return r, nil
}

func (r *formatRoots) release() {
	if r == nil {
		return
	}
	for _, lock := range r.locks {
		lock.Release()
	}
}

// rootOf is the folder that a file is changed in: that of the project whose schema it
// is, the working directory for what is below it, else the file's own.
func rootOf(env *Env, source schemaSource, path string) string {
	for _, root := range []string{source.Root, env.Dir} {
		if root != "" && change.Within(root, path) {
			return root
		}
	}
	return filepath.Dir(path)
}

// write writes the files that change, all of one root or none of them.
func (r *formatRoots) write(ctx context.Context, results []formatResult) (written int, err error) {
	plans := map[string][]change.Edit{}
	places := map[string][]int{}
	for i := range results {
		f := &results[i]
		if f.Err != nil || !f.Changed {
			continue
		}
		if f.Err = checkWritable(r.env.FS, f.path); f.Err != nil {
			continue
		}
		edit, root, err := r.edit(f)
		if err != nil {
			f.Err = err
			continue
		}
		plans[root], places[root] = append(plans[root], edit), append(places[root], i)
	}
	for _, root := range slices.Sorted(maps.Keys(plans)) {
		if err := r.apply(ctx, root, plans[root]); err != nil {
			return written, err
		}
		for _, i := range places[root] {
			results[i].Written = true
			written++
		}
	}
	return written, nil
}

// edit is what a plan for the file's root is told. A link that leads out of it is refused.
func (r *formatRoots) edit(f *formatResult) (edit change.Edit, root string, err error) {
	root, err = change.Resolve(r.env.FS, f.root, f.Name)
	if err != nil {
		return edit, "", err
	}
	if !change.Within(root, f.path) {
		return edit, "", errors.New("it is a link that leads out of the folder; nothing was written")
	}
	below, err := filepath.Rel(root, f.path)
	return change.Edit{Path: filepath.ToSlash(below), Content: []byte(f.After)}, f.root, err
}

func (r *formatRoots) apply(ctx context.Context, root string, edits []change.Edit) error {
	real, err := change.Resolve(r.env.FS, root, root)
	if err != nil {
		return err
	}
	plan, err := change.NewPlan(r.env.FS, real, edits)
	if err != nil {
		return err
	}
	lock := r.locks[root]
	if lock == nil {
		return fmt.Errorf("%s is gone; nothing was written", root)
	}
	_, err = lock.Apply(ctx, plan)
	return err
}

// checkWritable refuses a file that the user may not write. Replacing it would
// need only the folder.
func checkWritable(fsys afero.Fs, path string) error {
	info, err := fsys.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is no file that could be replaced; nothing was written")
	}
	if info.Mode().Perm()&0o222 == 0 {
		return errors.New("it is read-only; nothing was written")
	}
	file, err := fsys.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return file.Close()
}
