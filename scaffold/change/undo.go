package change

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
)

// Undo takes the plan back: what it wrote goes, what it replaced returns. What
// other tools have put beside it since, by leftByTools, which is asked with
// paths below the folder, goes too. If anything else was changed or added in the
// meantime, everything stays and the error is a *StoppedError that says so.
func (a *Applied) Undo(leftByTools func(path string) bool) error {
	reason := a.whyNot(leftByTools)
	if reason == "" {
		if err := a.remove(); err != nil {
			reason = rootCause(err)
		}
	}
	if reason == "" {
		return nil
	}
	return &StoppedError{Left: fmt.Sprintf("%s stays: %s", a.plan.Root, reason)}
}

// whyNot is the reason why the run can no longer be taken back, or "".
func (a *Applied) whyNot(leftByTools func(path string) bool) string {
	written := map[string]bool{}
	for _, c := range a.plan.Changes {
		written[c.Path] = true
		now, err := ReadFile(a.writer.FS, a.path(c))
		if c.Kind != Delete && (err != nil || !bytes.Equal(now, c.After)) {
			return c.Path + " has been changed since it was written"
		}
	}
	tops, err := a.added()
	if err != nil {
		return rootCause(err)
	}
	for _, top := range tops {
		stranger, err := a.stranger(top, func(path string) bool { return written[path] || leftByTools(path) })
		if err != nil {
			return rootCause(err)
		}
		if stranger != "" {
			return stranger + " has been added since"
		}
	}
	return ""
}

// added are the folders and files, absolute, that were not there before the run
// and go when it is taken back.
func (a *Applied) added() ([]string, error) {
	if a.top != "" {
		return []string{a.top}, nil
	}
	now, err := names(a.writer.FS, a.plan.Root)
	if err != nil {
		return nil, err
	}
	var tops []string
	for _, name := range now {
		if !slices.Contains(a.before, name) {
			tops = append(tops, filepath.Join(a.plan.Root, name))
		}
	}
	return tops, nil
}

// stranger is the first file or empty folder at or below top that is not known,
// as a path below the project; empty if all are. What is in a folder that is
// known is, too.
func (a *Applied) stranger(top string, known func(path string) bool) (string, error) {
	below, err := filepath.Rel(a.plan.Root, top)
	if err != nil {
		return "", err
	}
	below = filepath.ToSlash(below)
	if known(below) {
		return "", nil
	}
	info, err := lstat(a.writer.FS, top)
	if err != nil {
		return "", err
	}
	if !info.IsDir() || info.Mode()&fs.ModeSymlink != 0 {
		return below, nil
	}
	list, err := names(a.writer.FS, top)
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return below, nil
	}
	for _, name := range list {
		if stranger, err := a.stranger(filepath.Join(top, name), known); err != nil || stranger != "" {
			return stranger, err
		}
	}
	return "", nil
}

func (a *Applied) path(c Change) string {
	return filepath.Join(a.plan.Root, filepath.FromSlash(c.Path))
}

// remove puts the old files back, and then removes what is new.
func (a *Applied) remove() error {
	if a.top != "" {
		return removeAll(a.writer.FS, a.top)
	}
	if _, err := a.writer.Apply(context.Background(), a.reverse()); err != nil {
		return err
	}
	tops, err := a.added()
	if err != nil {
		return err
	}
	for _, top := range tops {
		if err := removeAll(a.writer.FS, top); err != nil {
			return err
		}
	}
	return removeEmpty(a.writer.FS, a.plan.Root, a.dirs)
}

// reverse is the plan that leads back.
func (a *Applied) reverse() *Plan {
	back := &Plan{Root: a.plan.Root, exists: true}
	for _, c := range a.plan.Changes {
		switch c.Kind {
		case Create:
			c.Kind, c.Before, c.After = Delete, c.After, nil
		case Modify:
			c.Before, c.After = c.After, c.Before
		case Delete:
			c.Kind, c.Before, c.After = Create, nil, c.Before
		}
		back.Changes = append(back.Changes, c)
	}
	return back
}
