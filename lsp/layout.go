package lsp

import (
	"cmp"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/afero"

	"create-app/doctor"
	"create-app/nextauth"
	"create-app/project"
	"create-app/project/env"
	"create-app/psl/syntax"
	"create-app/untrusted"
)

// layout knows which files make one schema and whose rules it follows, as far as
// it has been asked. It is made anew when a file that it looked at has changed
// on disk, or buffers came and went.
type layout struct {
	fsys *witness
	disk *disk

	mu    sync.Mutex
	units map[string]*unit // by the key of each file
	slots map[*unit]*analysis
	spare map[*unit]*schemaMemory // of analyses that are gone
}

// unit is the files of one schema.
type unit struct {
	keys    []string // in the order in which Prisma reads them
	version syntax.Version
	project *project.Project // nil for a buffer that is no file

	once  sync.Once
	names []string // of environment variables

	fsys           *witness
	doctorOnce     sync.Once
	doctorFindings []doctor.Finding

	signinOnce  sync.Once
	signinWants nextauth.Wants
	hasSignin   bool
}

func newLayout(fsys afero.Fs, d *disk) *layout {
	return &layout{fsys: &witness{Fs: fsys, seen: map[string]stamp{}}, disk: d, units: map[string]*unit{}, slots: map[*unit]*analysis{}, spare: map[*unit]*schemaMemory{}}
}

// isStale reports whether a file that the layout depends on has changed.
func (l *layout) isStale() bool { return l.fsys.hasChanged() }

// read is a file as it is on disk, or nil.
func (l *layout) read(key string) *document { return l.disk.read(l.fsys, key) }

// knows reports whether it has been found out where a file belongs.
func (l *layout) knows(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.units[key] != nil
}

// forget drops a buffer that is no file, and so a schema of its own.
func (l *layout) forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	u := l.units[key]
	delete(l.units, key)
	delete(l.slots, u)
	delete(l.spare, u)
}

// unitOf is the schema that a document belongs to.
func (l *layout) unitOf(w *world, d *document) *unit {
	l.mu.Lock()
	defer l.mu.Unlock()
	if u := l.units[d.key()]; u != nil {
		return u
	}
	u := l.find(w, d)
	for _, key := range u.keys {
		if l.units[key] == nil {
			l.units[key] = u
		}
	}
	return u
}

func (l *layout) find(w *world, d *document) *unit {
	if d.path == "" {
		return &unit{keys: []string{d.key()}, version: w.settings.version()}
	}
	u := &unit{fsys: l.fsys}
	named := false
	for _, dir := range l.roots(w, d.path) {
		p, err := project.Find(l.fsys, dir, project.Options{})
		if err != nil {
			continue
		}
		if u.project == nil {
			u.project = p
		}
		named = p.SchemaErr == nil && (p.Schema.How == project.ByConfig || p.Schema.How == project.ByPackage)
		if keys := l.filesOf(w, p); named && slices.Contains(keys, d.path) {
			u.keys, u.project = keys, p
			break
		}
	}
	if u.keys == nil {
		u.keys = l.neighbours(w, d)
	}
	u.version = w.settings.version()
	if u.version == 0 && u.project != nil {
		u.version = versionOf(u.project)
	}
	return u
}

// versionOf is the language that the project's Prisma speaks, or 0 where only
// the schema's own form tells.
func versionOf(p *project.Project) syntax.Version {
	switch {
	case p.Prisma.Major == 0 || !fromProject(p):
		return 0
	case p.Prisma.Major < 7:
		return syntax.Prisma6
	}
	return syntax.Prisma7
}

// fromProject reports whether the version was asked for or installed, and not
// read from the schema, whose text in the editor may be another.
func fromProject(p *project.Project) bool {
	return p.Version("prisma", "@prisma/client").Major != 0
}

// roots are the folders from which Prisma might be run for a file: those above
// it that have a package.json or a config, the nearest first, and its own.
func (l *layout) roots(w *world, path string) []string {
	var dirs []string
	limit := l.limit(w, path)
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if l.isRoot(dir) {
			dirs = append(dirs, dir)
		}
		if dir == limit || dir == filepath.Dir(dir) {
			break
		}
	}
	if len(dirs) == 0 {
		return []string{limit}
	}
	return dirs
}

func (l *layout) isRoot(dir string) bool {
	for _, pattern := range []string{"package.json", "prisma.config.*", "prisma7.config.*", filepath.Join(".config", "prisma*")} {
		if found, _ := afero.Glob(l.fsys, filepath.Join(dir, pattern)); len(found) > 0 {
			return true
		}
	}
	return false
}

// limit is the folder above which a schema's project is not looked for: that of
// the workspace, else the file's own.
func (l *layout) limit(w *world, path string) string {
	limit := ""
	for _, folder := range w.folders {
		if isBelow(folder, path) && len(folder) > len(limit) {
			limit = folder
		}
	}
	if limit == "" {
		return filepath.Dir(path)
	}
	return limit
}

// isBelow reports whether path lies in dir.
func isBelow(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// filesOf are the files of a project's schema, with the unsaved buffers in its folder.
func (l *layout) filesOf(w *world, p *project.Project) []string {
	var keys []string
	for _, f := range p.Schema.Files {
		keys = append(keys, f.Path)
	}
	if p.Schema.Folder {
		for key, d := range w.docs {
			if d.path != "" && filepath.Ext(key) == ".prisma" && isBelow(p.Schema.Path, key) && !slices.Contains(keys, key) && !isInstalled(key) {
				keys = append(keys, key)
			}
		}
		slices.Sort(keys)
	}
	return keys
}

func isInstalled(path string) bool {
	return slices.Contains(strings.Split(filepath.ToSlash(path), "/"), "node_modules")
}

// neighbours are the files that belong together where nothing names a schema:
// the .prisma files of a folder and of those below it. Where more than one has
// a datasource, each of these is a schema of its own, with the files that lie
// nearer to it than to another.
func (l *layout) neighbours(w *world, d *document) []string {
	if isInstalled(d.path) {
		return []string{d.path}
	}
	top := filepath.Dir(d.path)
	limit := l.limit(w, d.path)
	for dir := top; dir != limit && isBelow(limit, dir) && dir != filepath.Dir(dir); {
		if dir = filepath.Dir(dir); l.hasSchemas(w, dir) {
			top = dir
		} else {
			break
		}
	}
	keys := l.schemasBelow(top, 0)
	for key, open := range w.docs {
		if open.path != "" && filepath.Ext(key) == ".prisma" && isBelow(top, key) && !isInstalled(key) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if !slices.Contains(keys, d.path) {
		keys = append(keys, d.path)
	}
	slices.Sort(keys)
	var sources []string
	for _, key := range keys {
		if other := l.documentFor(w, key); other != nil && other.hasDatasource() {
			sources = append(sources, key)
		}
	}
	if len(sources) < 2 {
		return keys
	}
	owner := ownerOf(sources, d.path)
	return slices.DeleteFunc(keys, func(key string) bool { return ownerOf(sources, key) != owner })
}

// ownerOf is the file with the datasource that a file belongs to: itself, or
// the one in the nearest folder above; with several there, none.
func ownerOf(sources []string, path string) string {
	if slices.Contains(sources, path) {
		return path
	}
	for dir := filepath.Dir(path); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		here := ""
		for _, s := range sources {
			switch {
			case filepath.Dir(s) != dir:
			case here != "":
				return path
			default:
				here = s
			}
		}
		if here != "" {
			return here
		}
	}
	return path
}

func (l *layout) documentFor(w *world, key string) *document {
	if d := w.docs[key]; d != nil {
		return d
	}
	return l.read(key)
}

func (l *layout) hasSchemas(w *world, dir string) bool {
	entries, _ := afero.ReadDir(l.fsys, dir)
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".prisma" && !e.IsDir() {
			return true
		}
	}
	for key, d := range w.docs {
		if d.path != "" && filepath.Dir(key) == dir && filepath.Ext(key) == ".prisma" {
			return true
		}
	}
	return false
}

// maxDepth and maxFiles keep a folder of something else from being read through.
const (
	maxDepth = 8
	maxFiles = 2000
)

func (l *layout) schemasBelow(dir string, depth int) []string {
	entries, err := afero.ReadDir(l.fsys, dir)
	if err != nil || depth > 0 && project.IsGeneratedClient(l.fsys, dir) {
		return nil
	}
	var keys []string
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.IsDir() && depth < maxDepth && e.Name() != "node_modules" && !strings.HasPrefix(e.Name(), ".") && len(keys) < maxFiles:
			keys = append(keys, l.schemasBelow(path, depth+1)...)
		case e.Mode().IsRegular() && filepath.Ext(path) == ".prisma":
			keys = append(keys, path)
		}
	}
	return keys
}

// analyse returns what a schema says in w. It is kept until a text changes.
func (l *layout) analyse(w *world, u *unit) *analysis {
	var docs []*document
	for _, key := range u.keys {
		if d := w.document(key); d != nil && d.otherLanguage() == "" {
			docs = append(docs, d)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if a := l.slots[u]; a != nil && slices.Equal(a.docs, docs) {
		return a
	}
	delete(l.slots, u) // so that it need not live beside the new one
	a := newAnalysis(u, docs, cmp.Or(l.spare[u], &schemaMemory{}))
	delete(l.spare, u)
	l.slots[u] = a
	return a
}

// retire gives the memory of what was said of a text to what comes next. No one
// may be looking at it any more.
func (l *layout) retire(d *document) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for u, a := range l.slots {
		if slices.Contains(a.docs, d) {
			l.spare[u] = a.memory
			delete(l.slots, u)
		}
	}
}

// stamp tells whether a file is still the one that was looked at.
type stamp struct {
	exists bool
	mtime  time.Time
	size   int64
}

// witness is a file system that remembers what was asked of it, so that one can
// tell later whether the answers would still be the same.
type witness struct {
	afero.Fs

	mu   sync.Mutex
	seen map[string]stamp
}

func (x *witness) look(name string) (fs.FileInfo, error) {
	info, err := x.Fs.Stat(name)
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, known := x.seen[name]; !known {
		x.seen[name] = stampOf(info, err)
	}
	return info, err
}

func stampOf(info fs.FileInfo, err error) stamp {
	if err != nil {
		return stamp{}
	}
	return stamp{true, info.ModTime(), info.Size()}
}

// Stat is that of the file system.
func (x *witness) Stat(name string) (fs.FileInfo, error) { return x.look(name) }

// Open is that of the file system.
func (x *witness) Open(name string) (afero.File, error) {
	if _, err := x.look(name); err != nil {
		return nil, err
	}
	return x.Fs.Open(name)
}

// OpenFile is that of the file system.
func (x *witness) OpenFile(name string, flag int, perm fs.FileMode) (afero.File, error) {
	if _, err := x.look(name); err != nil {
		return nil, err
	}
	return x.Fs.OpenFile(name, flag, perm)
}

func (x *witness) hasChanged() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	for name, was := range x.seen {
		if stampOf(x.Fs.Stat(name)) != was {
			return true
		}
	}
	return false
}

// disk keeps the files that are no buffers, as long as they stay as they are.
type disk struct {
	mu    sync.Mutex
	files map[string]diskFile
}

type diskFile struct {
	stamp stamp
	doc   *document
}

func (k *disk) read(fsys *witness, path string) *document {
	info, err := fsys.look(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > syntax.MaxSource {
		return nil
	}
	now := stampOf(info, nil)
	k.mu.Lock()
	defer k.mu.Unlock()
	if kept, ok := k.files[path]; ok && kept.stamp == now {
		return kept.doc
	}
	content, err := untrusted.Read(fsys.Fs, path)
	if err != nil {
		return nil
	}
	doc := &document{uri: uriOf(path), path: path, text: newText(string(content))}
	k.files[path] = diskFile{now, doc}
	return doc
}

// variables are the names that the project's .env files set, in their order.
func (u *unit) variables() []string {
	if u.project == nil {
		return nil
	}
	u.once.Do(func() {
		e, err := u.project.Environment(env.Vars{})
		if err != nil {
			return
		}
		for _, f := range e.Files {
			for _, entry := range f.Entries {
				if !slices.Contains(u.names, entry.Key) {
					u.names = append(u.names, entry.Key)
				}
			}
		}
	})
	return u.names
}
