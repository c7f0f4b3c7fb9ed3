package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// verdict is what came of one try.
type verdict int

const (
	survived verdict = iota
	lost             // neither the old state nor the new one, or not what was said
	leaked           // a secret in what was said, or in a file that git would take
	hung
	crashed // a trace of the stack, or an exit code that means nothing
)

func (v verdict) String() string { return []string{"survived", "lost", "leaked", "hung", "crashed"}[v] }

// problem is a try that was not survived.
type problem struct {
	verdict verdict
	what    string
}

func (p *problem) Error() string { return fmt.Sprintf("%s: %s", p.verdict, p.what) }

func problemf(v verdict, format string, args ...any) error {
	return &problem{v, fmt.Sprintf(format, args...)}
}

// tree is what a folder holds: for each path its kind, permissions and content. Secrets that are made anew by each run
// are alike in it.
type tree map[string]string

func secret() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z0-9+/]{43}=`) }

// snapshot reads a folder, without what runs leave for each other.
func snapshot(dir string) (tree, error) {
	all := tree{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if isLeft(entry.Name()) {
			return fs.SkipDir
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		below, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		text := []byte{}
		if info.Mode().IsRegular() {
			if text, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		all[below] = info.Mode().String() + " " + string(secret().ReplaceAll(text, []byte("SECRET")))
		return nil
	})
	return all, err
}

func isLeft(name string) bool { return strings.HasPrefix(name, ".create-app-") }

// left are the folders and records that runs have left.
func (p place) left() []string {
	var all []string
	_ = filepath.WalkDir(p.dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && isLeft(entry.Name()) {
			all = append(all, path)
			return fs.SkipDir
		}
		return nil
	})
	records, err := os.ReadDir(p.state())
	if err == nil {
		for _, entry := range records {
			if !strings.HasSuffix(entry.Name(), ".part") { // begun and never read; swept after a day
				all = append(all, filepath.Join(p.state(), entry.Name()))
			}
		}
	}
	return all
}

// states are what a command starts from and what it comes to.
type states struct {
	old, new tree
	ops      []op
}

// learn runs the command without a fault.
func (s scenario) learn(program, top string) (states, error) {
	p, err := s.lay(program, top)
	if err != nil {
		return states{}, err
	}
	var st states
	if st.old, err = snapshot(p.dir); err != nil {
		return st, err
	}
	r, err := traced(p.command(s.args...), fault{}, -1)
	if err != nil {
		return st, err
	}
	if st.new, err = snapshot(p.dir); err != nil {
		return st, err
	}
	st.ops = r.ops
	if maps.Equal(st.old, st.new) || r.exit != 0 && s.args[0] != "doctor" {
		return st, fmt.Errorf("%s does nothing or fails without a fault (exit %d): %s", s.name, r.exit, r.said)
	}
	return st, s.quiet(p, r)
}

// which says what of the two states a place is in.
func (st states) which(p place) (string, error) {
	now, err := snapshot(p.dir)
	switch {
	case err != nil:
		return "", err
	case maps.Equal(now, st.new):
		return "new", nil
	case maps.Equal(now, st.old):
		return "old", nil
	}
	return st.difference(now), nil
}

// difference names what differs from the old state and from the new one.
func (st states) difference(now tree) string {
	var names []string
	for path := range now {
		if now[path] != st.old[path] && now[path] != st.new[path] {
			names = append(names, path+" is neither")
		}
	}
	fromOld, fromNew := 0, 0
	for _, path := range slices.Sorted(maps.Keys(with(st.old, st.new))) {
		if now[path] != st.old[path] {
			fromOld++
		}
		if now[path] != st.new[path] {
			fromNew++
		}
	}
	slices.Sort(names)
	return fmt.Sprintf("a mixture (%d paths differ from the old state, %d from the new one) %s", fromOld, fromNew, strings.Join(names, ", "))
}

// apart reports whether each file is as before and named, or new.
func (st states) apart(p place, r ran) bool {
	now, err := snapshot(p.dir)
	for path := range st.new {
		if now[path] != st.new[path] && (now[path] != st.old[path] || !strings.Contains(r.said, "error: "+path)) {
			return false
		}
	}
	return err == nil
}

// judge looks at what a run has left that met a fault, lets the next command put it right, and runs it again.
func (s scenario) judge(p place, st states, r ran, f fault) error {
	if err := s.quiet(p, r); err != nil {
		return err
	}
	state, err := st.which(p)
	if err != nil {
		return err
	}
	switch {
	case r.exit == -1 && f.signal == 9:
	case r.exit == 0 && state != "new":
		return problemf(lost, "exit 0, but the disk holds %s", state)
	case (r.exit == 1 || r.exit == 130) && strings.Contains(r.said, "nothing was written") && state != "old":
		return problemf(lost, "%q was said, but the disk holds %s", "nothing was written", state)
	case s.apart && r.exit == 1 && st.apart(p, r):
		state = "old" // what may not be opened is named and left alone, the other files are done
	case !f.stays && state != "old" && state != "new":
		return problemf(lost, "exit %d, and the disk holds %s; said: %s", r.exit, state, r.said)
	case r.exit == 1 && !f.stays && state == "new" && !s.finds():
		return problemf(lost, "exit 1, but the disk holds the new state; said: %s", r.said)
	}
	next := []string{"format", tidy}
	if s.fresh {
		next = []string{"other", "--yes", "--no-git", "--no-install"}
	}
	if out, err := p.command(next...).CombinedOutput(); err != nil {
		return problemf(lost, "the next command fails: %v: %s", err, out)
	}
	if s.fresh {
		if err := os.RemoveAll(filepath.Join(p.dir, "other")); err != nil {
			return err
		}
	}
	if state, err = st.which(p); err != nil {
		return err
	} else if state != "old" && state != "new" && !(s.apart && r.exit == 1 && st.apart(p, r)) {
		return problemf(lost, "after the next command the disk holds %s; said: %s", state, r.said)
	}
	if left := p.left(); len(left) > 0 {
		return problemf(lost, "after the next command there is still %s", strings.Join(left, ", "))
	}
	if state == "new" {
		return nil
	}
	again := p.command(s.args...)
	if out, err := again.CombinedOutput(); err != nil && !s.finds() {
		return problemf(lost, "the same command again fails: %v: %s", err, out)
	}
	if state, err = st.which(p); err != nil {
		return err
	} else if state != "new" {
		return problemf(lost, "after the same command again the disk holds %s", state)
	}
	return nil
}

// finds reports whether the command exits with 1 when it has done its work: it reports what is left.
func (s scenario) finds() bool { return s.args[0] == "doctor" }

// quiet makes sure that a run ended, as programs do, and kept its secrets.
func (s scenario) quiet(p place, r ran) error {
	switch {
	case r.hung:
		return problemf(hung, "still running after %s; said: %s", tooLong, r.said)
	case strings.Contains(r.said, "goroutine ") || strings.Contains(r.said, "panic:") || strings.Contains(r.said, "fatal error:"):
		return problemf(crashed, "%.400s", r.said)
	case !slices.Contains([]int{-1, 0, 1, 130}, r.exit):
		return problemf(crashed, "exit %d: %s", r.exit, r.said)
	case strings.Contains(r.said, marked):
		return problemf(leaked, "what is said: %s", r.said)
	}
	env := filepath.Join(p.made, ".env")
	if info, err := os.Stat(env); err == nil && info.Mode().IsRegular() && info.Size() < 1<<24 { // a trap may stand there
		text, err := os.ReadFile(env)
		if err != nil {
			return err
		}
		for _, made := range secret().FindAllString(string(text), -1) {
			if strings.Contains(r.said, made) {
				return problemf(leaked, "the new secret is said: %s", r.said)
			}
		}
	}
	return s.hidden(p)
}

// hidden makes sure that no secret lies where git would take it, or others could read it.
func (s scenario) hidden(p place) error {
	return filepath.WalkDir(p.top, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(p.dir, path)
		if err != nil {
			return err
		}
		if _, mine := s.files[below]; mine || !entry.Type().IsRegular() || below == ".env" || strings.HasSuffix(below, "/.env") {
			return nil
		}
		if info, err := entry.Info(); err != nil || info.Size() > 1<<24 { // a trap
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), marked) {
			return err
		}
		for dir := filepath.Dir(path); len(dir) > len(p.dir); dir = filepath.Dir(dir) {
			if ignored, err := os.ReadFile(filepath.Join(dir, ".gitignore")); err == nil && string(ignored) == "*\n" {
				if info, err := os.Stat(dir); err == nil && info.Mode().Perm() == 0o700 {
					return nil
				}
			}
		}
		return problemf(leaked, "%s holds a secret", below)
	})
}
