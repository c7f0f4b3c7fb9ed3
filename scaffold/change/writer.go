package change

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/afero"
)

// Writer is what carries plans out.
type Writer struct {
	FS afero.Fs
	// State is a folder of the user's, outside of all projects, for the records of
	// runs that are under way. Without one, what a killed run leaves is named by the
	// next one and not put right: the folder alone proves nothing.
	State string

	patience time.Duration // how long to wait for a lock; 0 is lockPatience
}

// Apply carries the plan out, wholly or not at all: after an error, or when
// ctx ends before the last step, the disk is as it was. It fails if a file is
// no longer what the plan was made from.
func (w Writer) Apply(ctx context.Context, plan *Plan) (*Applied, error) {
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if !plan.exists {
		return w.applyFresh(ctx, plan)
	}
	lock, err := w.Lock(ctx, plan.Root)
	if err != nil {
		return nil, err
	}
	defer lock.Release()
	return lock.Apply(ctx, plan)
}

// Lock keeps other runs out of a folder. A command that changes a project takes
// it before it looks, and applies its plan with it: what it decides is then
// about what it saw, and runs on one folder end as if one came after the other.
type Lock struct {
	writer Writer
	root   string
	unlock func()
}

// lockPatience is how long a run waits for another one in the same folder.
const lockPatience = 10 * time.Second

// Lock waits for the folder, which must exist, and says after a while who has it.
func (w Writer) Lock(ctx context.Context, root string) (*Lock, error) {
	real, err := resolveLinks(w.FS, root)
	if err != nil {
		return nil, readable(err)
	}
	for start := time.Now(); ; {
		unlock, err := lockDir(w.FS, real)
		switch {
		case err == nil:
			return &Lock{writer: w, root: real, unlock: unlock}, nil
		case !errors.Is(err, errLocked):
			return nil, explainWrite(real, err)
		case time.Since(start) > cmp.Or(w.patience, lockPatience):
			return nil, &Error{
				Message: fmt.Sprintf("another create-app%s is at work in %s; nothing was written", holder(real), root),
				Advice:  "wait for it to end, then run again",
				Cause:   err,
			}
		}
		select {
		case <-ctx.Done():
			return nil, ErrStopped
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Release lets other runs in. It may be called more than once.
func (l *Lock) Release() {
	if l != nil && l.unlock != nil {
		l.unlock()
		l.unlock = nil
	}
}

// Apply is [Writer.Apply] for a plan of the locked folder.
func (l *Lock) Apply(ctx context.Context, plan *Plan) (*Applied, error) {
	if !plan.exists || plan.Root != l.root || l.unlock == nil {
		return l.writer.Apply(ctx, plan)
	}
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if _, err := l.Recover(); err != nil {
		return nil, err
	}
	return l.writer.applyInPlace(ctx, plan)
}
