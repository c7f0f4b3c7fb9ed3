package project

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"create-app/project/typescript"
)

// maxSource is the size from which on a file is not written by hand.
const maxSource = 1 << 20

// sourceFacts are what is wanted of a source.
type sourceFacts struct {
	path    string
	client  *Client
	secrets []SecretOption
	types   bool        // it declares the types of NextAuth's session
	imports []statement // that may be of the client
	policy  bool        // it names Keycloak's not-before-policy
	checks  bool        // it signs people in by other means
	halves  half        // it does half of that
	names   bool        // it names NextAuth
	adapter adapterUse  // what it does with Prisma's adapter
	bases   []string    // the paths that it says NextAuth is at
	uses    []Usage
}

// readSources reads the JavaScript and TypeScript files of the project, each
// once, and keeps what is wanted of them, in the order of their paths. What is
// installed, built, generated or larger than a megabyte is left out, and so are
// nested projects, and what cannot be read.
func (p *Project) readSources(usages, passwords bool) error {
	w := &sourceWalk{project: p, want: wanted{slices.Contains(p.Providers(), "keycloak"), passwords}, skip: map[string]bool{}, known: map[string]bool{}, open: []string{p.Root}, usages: usages}
	if usages { // of all that may use the database
		for _, member := range p.modules.workspaceMembers() {
			if dir := filepath.Dir(member.Path); dir != p.Root {
				w.open = append(w.open, dir)
			}
		}
	}
	w.roots = slices.Clone(w.open)
	for path := range p.disk.files {
		w.known[filepath.Dir(path)] = true
	}
	w.changed = sync.NewCond(&w.mutex)
	for _, g := range p.Generators() {
		w.skip[g.Output] = g.Output != p.Root
	}
	var wait sync.WaitGroup
	for range min(max(4, runtime.NumCPU()), 16) {
		wait.Go(w.work)
	}
	wait.Wait()
	kept := slices.Concat(w.kept...)
	slices.SortFunc(kept, func(a, b sourceFacts) int { return strings.Compare(a.path, b.path) })
	statements := map[string][]statement{}
	var signs, keeps string // the first that does each half
	var adapter adapterUse
	var named []string
	for _, f := range kept {
		if f.client != nil {
			p.Clients = append(p.Clients, *f.client)
		}
		p.SecretOptions = append(p.SecretOptions, f.secrets...)
		if f.types {
			p.SessionTypes = append(p.SessionTypes, f.path)
		}
		p.NamesNextAuth = p.NamesNextAuth || f.names
		if f.names {
			named = append(named, f.path)
		}
		adapter = max(adapter, f.adapter)
		p.AuthPaths = append(p.AuthPaths, f.bases...)
		p.HandlesPolicy = p.HandlesPolicy || f.policy
		if f.checks && p.Passwords == "" {
			p.Passwords = f.path
		}
		if f.halves&signsHalf != 0 {
			signs = cmp.Or(signs, f.path)
		}
		if f.halves&keepsHalf != 0 {
			keeps = cmp.Or(keeps, f.path)
		}
		if f.imports != nil {
			statements[f.path] = f.imports
		}
		p.Usages = append(p.Usages, f.uses...)
	}
	if p.Passwords == "" && signs != "" {
		p.Passwords = keeps
	}
	p.AdapterLeft = adapter == importsAdapter
	p.ClientImports = p.clientImports(statements)
	taken := slices.Concat(w.taken...)
	p.Rival = p.findRival(taken, named)
	p.reachClients(taken)
	p.dropOwnClasses()
	slices.Sort(p.Schemas)
	p.Strays = p.findStrays()
	if none := (*NotFoundError)(nil); errors.As(p.SchemaErr, &none) && len(p.Strays) > 1 {
		for _, path := range p.Strays {
			none.strays = append(none.strays, p.Rel(path))
		}
	}
	return w.err
}

// factsOf reads a source that has marks. It must not hold on to the text.
func factsOf(path string, text []byte, m marks) (f sourceFacts, wanted bool) {
	f = sourceFacts{path: path, imports: m.imports, policy: m.policy, checks: m.password, halves: m.halves, names: m.nextAuth}
	if m.types {
		f.types = declaresTypes(typescript.Scan(path, string(text)))
	}
	if m.client {
		if c, makes := readClient(path, text); makes {
			f.client = &c
		}
	}
	if m.nextAuth && bytes.Contains(text, []byte("secret")) {
		f.secrets = secretOptions(typescript.Scan(path, string(text)))
		for i := range f.secrets {
			f.secrets[i].Path = path
		}
	}
	if m.nextAuth && bytes.Contains(text, []byte("/prisma-adapter")) {
		f.adapter = adapterUseOf(typescript.Scan(path, string(text)))
	}
	if m.nextAuth && bytes.Contains(text, []byte("basePath")) {
		f.bases = basePathsOf(typescript.Scan(path, string(text)))
	}
	return f, f.client != nil || f.secrets != nil || f.types || f.imports != nil || f.policy || f.checks || f.halves != 0 || f.names
}

// adapterUse is what a source does with Prisma's adapter for NextAuth.
type adapterUse uint8

const (
	noAdapter adapterUse = iota
	importsAdapter
	usesAdapter
)

func adapterUseOf(src *typescript.Source) (use adapterUse) {
	named := namesIn(src)
	for _, i := range src.Imports() {
		switch {
		case !isPrismaAdapter(i.Module):
		case leftOver(i, named):
			use = max(use, importsAdapter)
		default:
			return usesAdapter
		}
	}
	return use
}

// basePathsOf are the values of basePath in a source, as an option or of <SessionProvider>; empty for one that is no text.
func basePathsOf(src *typescript.Source) (paths []string) {
	for i := range src.Tokens {
		if !src.Is(i, "basePath") || src.Is(i-1, ".") || !src.Is(i+1, "=") && !src.Is(i+1, ":") {
			continue
		}
		at := i + 2
		if src.Is(at, "{") {
			at++
		}
		paths = append(paths, strings.Clone(src.Value(at)))
	}
	return paths
}

// declaresTypes reports whether a source declares the types of NextAuth's session.
func declaresTypes(src *typescript.Source) bool {
	for i := range src.Tokens {
		if src.Is(i, "declare") && src.Is(i+1, "module") && declaresSession(src.Value(i+2)) {
			return true
		}
	}
	return false
}

// sourceWalk is one walk, by several workers that take folders from a common
// pile and read what is in them.
type sourceWalk struct {
	project *Project
	skip    map[string]bool // folders that are not walked
	known   map[string]bool // folders with files that were read with the settings
	roots   []string        // where it begins
	usages  bool            // these are wanted, too
	want    wanted

	mutex   sync.Mutex
	changed *sync.Cond
	open    []string // folders to be walked
	busy    int      // workers that may still find folders
	kept    [][]sourceFacts
	taken   [][]sourceImports
	err     error // why the root cannot be listed
}

func (w *sourceWalk) work() {
	k := sourceWorker{sourceWalk: w, buffer: make([]byte, 64<<10)}
	for dir, ok := w.next(); ok; dir, ok = w.next() {
		w.done(k.read(dir))
	}
	w.mutex.Lock()
	w.taken = append(w.taken, k.taken)
	w.mutex.Unlock()
}

// sourceImports are the modules that a source imports and that may be of the project, one a line.
type sourceImports struct {
	dir, name string
	modules   []byte
}

// sourceWorker is one of those who walk. What it needs for each folder it uses again.
type sourceWorker struct {
	*sourceWalk
	buffer         []byte // for a list or a text
	entries        []entry
	folders, files []string

	taken   []sourceImports
	modules []byte // what they hold, one behind the other
}

// read reads what is in a folder.
func (k *sourceWorker) read(dir string) (kept []sourceFacts) {
	open, err := openFolder(k.project.disk.fsys, dir)
	if err != nil {
		k.found(dir, nil, err)
		return nil
	}
	defer open.Close()
	k.entries, err = open.list(k.entries[:0], k.buffer)
	k.sort(dir)
	k.found(dir, k.folders, err)
	for _, name := range k.files {
		text, read := k.readBefore(dir, name)
		if !read {
			text = k.readSource(open, name)
		}
		m := k.marks(dir, name, text)
		uses := k.usages && mayUseDatabase(text)
		if !uses && !m.any() {
			continue
		}
		facts, wanted := factsOf(dir+string(filepath.Separator)+name, text, m)
		if uses {
			facts.uses = usesOf(facts.path, text)
		}
		if wanted || facts.uses != nil {
			kept = append(kept, facts)
		}
	}
	return kept
}

// marks are those of a source; what it imports is kept.
func (k *sourceWorker) marks(dir, name string, text []byte) (m marks) {
	before := len(k.modules)
	m, k.modules = marksOf(dir, name, text, k.want, k.modules)
	if len(k.modules) > before {
		k.taken = append(k.taken, sourceImports{dir, name, k.modules[before:len(k.modules):len(k.modules)]})
	}
	return m
}

// readBefore is the text of a file that was read with the settings.
func (w *sourceWalk) readBefore(dir, name string) (text []byte, ok bool) {
	if !w.known[dir] {
		return nil, false
	}
	s := w.project.disk.files[dir+string(filepath.Separator)+name]
	if s == nil || !s.read || len(s.text) >= maxSource {
		return nil, false
	}
	return s.text, true
}

// found puts folders on the pile.
func (w *sourceWalk) found(dir string, folders []string, err error) {
	w.mutex.Lock()
	w.open = append(w.open, folders...)
	w.project.disk.note(err)
	if dir == w.project.Root {
		w.err = err
	}
	w.mutex.Unlock()
	w.changed.Broadcast()
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

func (w *sourceWalk) done(kept []sourceFacts) {
	w.mutex.Lock()
	w.busy--
	w.kept = append(w.kept, kept)
	w.mutex.Unlock()
	w.changed.Broadcast()
}

// sort divides what a folder holds into folders to walk and names of files to read. A
// folder with a package.json is a project of its own, or a generated client.
func (k *sourceWorker) sort(dir string) {
	isRoot, below := slices.Contains(k.roots, dir), dir+string(filepath.Separator)
	k.folders, k.files = k.folders[:0], k.files[:0]
	for _, entry := range k.entries {
		name := entry.name
		switch {
		case name == "package.json" && !isRoot:
			k.folders, k.files = nil, nil
			return
		case entry.kind.IsDir():
			if !skipDir(name) && !k.skip[below+name] {
				k.folders = append(k.folders, below+name)
			}
		case strings.HasSuffix(name, ".prisma") && entry.kind.IsRegular():
			k.mutex.Lock()
			k.project.Schemas = append(k.project.Schemas, below+name)
			k.mutex.Unlock()
		case isSource(name) && (k.usages || !isTestName(name)) && k.project.isRegular(dir, entry):
			k.files = append(k.files, name)
		}
	}
}

// isRegular reports whether an entry is a regular file, or a link to one: a pipe has no end.
func (p *Project) isRegular(dir string, e entry) bool {
	if e.kind&fs.ModeSymlink == 0 {
		return e.kind.IsRegular()
	}
	info, err := p.disk.fsys.Stat(filepath.Join(dir, e.name))
	p.disk.note(err)
	return err == nil && info.Mode().IsRegular()
}

func isSource(name string) bool {
	return typescript.IsSource(name) && !strings.HasSuffix(name, ".min.js")
}

// readSource reads a file into the buffer. The text is empty for what is left out.
func (k *sourceWorker) readSource(in folder, name string) (text []byte) {
	f, err := in.open(name)
	if err != nil {
		k.project.disk.note(err)
		return nil
	}
	defer f.Close()
	for n := 0; n < maxSource; {
		if n == len(k.buffer) {
			k.buffer = append(k.buffer, make([]byte, len(k.buffer))...)
		}
		read, err := f.Read(k.buffer[n:])
		n += read
		switch {
		case errors.Is(err, io.EOF):
			return k.buffer[:n]
		case err != nil:
			k.project.disk.note(err)
			return nil
		}
	}
	return nil
}

// IsTest: what a test makes may be a stand-in. The path is one within the project, with slashes.
func IsTest(path string) bool {
	for part := range strings.SplitSeq(strings.ToLower(path), "/") {
		switch strings.Trim(part, "_") {
		case "test", "tests", "testing", "test-utils", "e2e", "spec", "specs", "mocks", "fixtures", "cypress", "playwright", "integration":
			return true
		}
		if isTestName(part) {
			return true
		}
	}
	return false
}

// RouterOf is the router of Next.js that may take a file for a page or a route, by its place: "app", "pages", or empty. The path
// is one within the project, with slashes.
func RouterOf(path string) string {
	if first, _, _ := strings.Cut(strings.TrimPrefix(path, "src/"), "/"); first == "app" || first == "pages" {
		return first
	}
	return ""
}

// isTestName tells by the name of a file. Of the sources these are many, and what they say of clients and settings is of the tests alone.
func isTestName(name string) bool {
	return strings.Contains(name, ".test.") || strings.Contains(name, ".spec.") || strings.Contains(name, ".mock.")
}

func skipDir(name string) bool {
	return name[0] == '.' || slices.Contains([]string{"node_modules", "dist", "build", "out", "coverage", "generated", "public", "vendor"}, name)
}
