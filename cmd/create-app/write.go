package main

import (
	"context"
	"path/filepath"
	"runtime"

	"create-app/project"
	"create-app/scaffold/change"
)

// writer carries plans out, with records in the folder for the user's state.
func (e *Env) writer() change.Writer { return change.Writer{FS: e.FS, State: e.stateDir()} }

// stateDir is where the system keeps what programs remember for a user; empty where
// there is no such place.
func (e *Env) stateDir() string {
	home := e.Getenv("XDG_STATE_HOME")
	switch {
	case filepath.IsAbs(home):
	case runtime.GOOS == "windows":
		home = e.Getenv("LOCALAPPDATA")
	default:
		home = filepath.Join(e.Getenv("HOME"), ".local", "state")
	}
	if !filepath.IsAbs(home) {
		return ""
	}
	return filepath.Join(home, "create-app")
}

// findProject is project.Find for a command that may change the project. One that
// does locks it first, until it is done: it decides about what it saw. What a killed
// run has left half done is taken back before it looks.
func findProject(ctx context.Context, env *Env, dir string, o project.Options, changes bool) (*project.Project, error) {
	o.Program = env.program()
	if !changes {
		found, err := project.Find(env.FS, dir, o)
		if err == nil {
			noteHalfDone(env, found)
		}
		return found, err
	}
	found, err := project.Find(env.FS, dir, project.Options{}) // for its root
	if err != nil {
		return nil, err
	}
	for {
		root := found.Root
		if env.lock, err = env.writer().Lock(ctx, root); err != nil {
			return nil, err
		}
		recovered, err := env.lock.Recover()
		if err != nil {
			return nil, err
		}
		for _, line := range recovered.Notices(root) {
			env.Notef("%s", line)
		}
		if found, err = project.Find(env.FS, dir, o); err != nil || found.Root == root {
			return found, err
		}
		env.release() // it is another project by now
	}
}

// noteHalfDone says what a command that only looks should know: what it sees was never
// meant to be.
func noteHalfDone(env *Env, p *project.Project) {
	if env.writer().HalfDone(p.Root) {
		env.Notef("a run that was killed has left its work half done in %s; the next one that writes takes that back first", p.Root)
	}
}

// apply carries out a plan, under the lock of findProject where there is one.
func (e *Env) apply(ctx context.Context, plan *change.Plan) (*change.Applied, error) {
	if e.lock != nil {
		return e.lock.Apply(ctx, plan)
	}
	return e.writer().Apply(ctx, plan)
}

// release lets other runs into the project.
func (e *Env) release() {
	e.lock.Release()
	e.lock = nil
}
