package doctor

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// repository is what git has said about the files that are none of its
// business: secrets, and generated clients. Nil is no repository.
type repository struct {
	answered           sync.WaitGroup
	tracked, untracked []string
	err                error
}

// askGit asks while the rest is being read: git is a process of its own.
func (x *examination) askGit() {
	paths := x.secretFiles()
	for _, g := range x.project.Generators() {
		if g.Output != "" {
			paths = append(paths, g.Output)
		}
	}
	if x.world.Git == nil || len(paths) == 0 {
		return
	}
	r := &repository{}
	r.answered.Go(func() { r.tracked, r.untracked, r.err = x.world.Git.Files(paths) })
	x.git = r
}

// tracks reports whether git tracks a file, or one below a folder.
func (r *repository) tracks(path string) bool {
	if r == nil {
		return false
	}
	r.answered.Wait()
	return holdsPath(r.tracked, path)
}

// wouldAdd reports whether git add -A would take a file, or one below a folder.
func (r *repository) wouldAdd(path string) bool {
	if r == nil {
		return false
	}
	r.answered.Wait()
	return holdsPath(r.untracked, path)
}

// failure is why git has not answered.
func (r *repository) failure() error {
	if r == nil {
		return nil
	}
	r.answered.Wait()
	return r.err
}

func holdsPath(files []string, path string) bool {
	return slices.ContainsFunc(files, func(f string) bool {
		return f == path || strings.HasPrefix(f, path+string(filepath.Separator))
	})
}
