package project

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Source is a source file.
type Source struct {
	Path string // absolute
	Text []byte
}

// maxSource is the size from which on a file is not somebody's source.
const maxSource = 1 << 20

// Sources reads the JavaScript and TypeScript files of the project, and
// returns those that keep asks for, in the order of their paths. What is
// installed, built, generated or larger than a megabyte is left out, and so are
// nested projects, and what cannot be read. keep is called by several goroutines at
// once and must not hold on to the text.
func (p *Project) Sources(keep func(path string, text []byte) bool) ([]Source, error) {
	w := &sourceWalk{project: p, keep: keep, skip: map[string]bool{}, open: []string{p.Root}}
	w.changed = sync.NewCond(&w.mutex)
	for _, g := range p.Generators() {
		w.skip[g.Output] = g.Output != p.Root
	}
	var wait sync.WaitGroup
	for range min(max(4, runtime.NumCPU()), 16) {
		wait.Go(w.work)
	}
	wait.Wait()
	slices.SortFunc(w.kept, func(a, b Source) int { return strings.Compare(a.Path, b.Path) })
	return w.kept, w.err
}

// sourceWalk is one walk, by several workers that take folders from a common
// pile and read what is in them.
type sourceWalk struct {
	project *Project
	keep    func(path string, text []byte) bool
	skip    map[string]bool // folders that are not walked

	mutex   sync.Mutex
	changed *sync.Cond
	open    []string // folders to be walked
	busy    int      // workers that may still find folders
	kept    []Source
	err     error // why the root cannot be listed
}

func (w *sourceWalk) work() {
	buffer := make([]byte, 64<<10)
	for dir, ok := w.next(); ok; dir, ok = w.next() {
		entries, err := w.project.readDir(dir)
		folders, files := w.sort(dir, entries)
		w.mutex.Lock()
		w.open = append(w.open, folders...)
		if dir == w.project.Root {
			w.err = err
		}
		w.mutex.Unlock()
		w.changed.Broadcast()
		var kept []Source
		for _, path := range files {
			var text []byte
			if text, buffer = w.project.readSource(path, buffer); w.keep(path, text) {
				kept = append(kept, Source{path, bytes.Clone(text)})
			}
		}
		w.done(kept)
	}
}

// next waits for a folder; there is none when all are walked.
func (w *sourceWalk) next() (dir string, ok bool) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for len(w.open) == 0 && w.busy > 0 {
		w.changed.Wait()
	}
	if len(w.open) == 0 {
		return "", false
	}
	dir = w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	w.busy++
	return dir, true
}

func (w *sourceWalk) done(kept []Source) {
	w.mutex.Lock()
	w.busy--
	w.kept = append(w.kept, kept...)
	w.mutex.Unlock()
	w.changed.Broadcast()
}

// sort divides what a folder holds into folders to walk and files to read. A
// folder with a package.json is a project of its own, or a generated client.
func (w *sourceWalk) sort(dir string, entries []fs.DirEntry) (folders, files []string) {
	root, below := w.project.Root, dir+string(filepath.Separator)
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case name == "package.json" && dir != root:
			return nil, nil
		case entry.IsDir():
			if path := below + name; !skipDir(name) && !w.skip[path] {
				folders = append(folders, path)
			}
		case isSource(name) && entry.Type()&^fs.ModeSymlink == 0:
			files = append(files, below+name)
		}
	}
	return folders, files
}

func isSource(name string) bool {
	switch filepath.Ext(name) {
	case ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs":
		return !strings.HasSuffix(name, ".d.ts") && !strings.HasSuffix(name, ".min.js")
	}
	return false
}

// readSource reads a file into the buffer, or into a larger one, and returns
// the one to go on with. The text is empty for what is left out.
func (p *Project) readSource(path string, buffer []byte) (text, next []byte) {
	f, err := openSource(p.fsys, path)
	if err != nil {
		return nil, buffer
	}
	defer f.Close()
	for n := 0; n < maxSource; {
		if n == len(buffer) {
			buffer = append(buffer, make([]byte, len(buffer))...)
		}
		read, err := f.Read(buffer[n:])
		n += read
		switch {
		case errors.Is(err, io.EOF):
			return buffer[:n], buffer
		case err != nil:
			return nil, buffer
		}
	}
	return nil, buffer
}

// readDir lists a folder, in any order, without a stat for each file where the
// file system can do that.
func (p *Project) readDir(dir string) ([]fs.DirEntry, error) {
	f, err := p.fsys.OpenFile(dir, readFlags, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if list, ok := f.(fs.ReadDirFile); ok {
		return list.ReadDir(-1)
	}
	infos, err := f.Readdir(-1)
	var entries []fs.DirEntry
	for _, info := range infos {
		entries = append(entries, fs.FileInfoToDirEntry(info))
	}
	return entries, err
}

func skipDir(name string) bool {
	return name[0] == '.' || slices.Contains([]string{"node_modules", "dist", "build", "out", "coverage", "generated", "public", "vendor"}, name)
}
