package change

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

// Undo takes the plan back: what it wrote goes, what it replaced returns, and
// what leftByTools knows, a name at the top of the folder, goes too. If anything
// else has been changed or added in the meantime, everything stays and the
// error is a *StoppedError that says so.
func (a *Applied) Undo(leftByTools func(name string) bool) error {
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
func (a *Applied) whyNot(leftByTools func(name string) bool) string {
	ours := []string{}
	for _, c := range a.plan.Changes {
		top, _, _ := strings.Cut(c.Path, "/")
		ours = append(ours, top)
		now, err := afero.ReadFile(a.fsys, a.path(c))
		if c.Kind != Delete && (err != nil || !bytes.Equal(now, c.After)) {
			return c.Path + " has been changed since it was written"
		}
	}
	now, err := names(a.fsys, a.plan.Root)
	if err != nil {
		return rootCause(err)
	}
	for _, name := range now {
		if !slices.Contains(a.before, name) && !slices.Contains(ours, name) && !leftByTools(name) {
			return name + " has been added since"
		}
	}
	return ""
}

func (a *Applied) path(c Change) string {
	return filepath.Join(a.plan.Root, filepath.FromSlash(c.Path))
}

func (a *Applied) remove() error {
	if a.top != "" {
		return removeAll(a.fsys, a.top)
	}
	now, err := names(a.fsys, a.plan.Root)
	if err != nil {
		return err
	}
	for _, name := range now {
		if slices.Contains(a.before, name) {
			continue
		}
		if err := removeAll(a.fsys, filepath.Join(a.plan.Root, name)); err != nil {
			return err
		}
	}
	if _, err = applyInPlace(context.Background(), a.fsys, a.reverse()); err != nil {
		return err
	}
	return removeEmpty(a.fsys, a.plan.Root, a.dirs)
}

// reverse is the plan that brings back what stood below folders that stay.
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
		if _, err := lstat(a.fsys, a.path(c)); err != nil && c.Kind == Delete {
			continue // went with its folder
		}
		back.Changes = append(back.Changes, c)
	}
	return back
}
