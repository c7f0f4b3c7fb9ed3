package project

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"create-app/project/typescript"
)

// maxSource is the size from which on a file is not written by hand.
const maxSource = 1 << 20

// SecretOption is a "secret" among options in a source that uses NextAuth.
type SecretOption struct {
	Variables []string // what it names of the environment
}

// sourceFacts are what is wanted of a source.
type sourceFacts struct {
	path    string
	client  *Client
	secrets []SecretOption
	types   bool        // it declares the types of NextAuth's session
	imports []statement // that may be of the client
	policy  bool        // it names Keycloak's not-before-policy
	uses    []Usage
}

// readSources reads the JavaScript and TypeScript files of the project, each
// once, and keeps what is wanted of them, in the order of their paths. What is
// installed, built, generated or larger than a megabyte is left out, and so are
// nested projects, and what cannot be read.
func (p *Project) readSources(usages bool) error {
	w := &sourceWalk{project: p, skip: map[string]bool{}, open: []string{p.Root}, usages: usages}
	if usages { // of all that may use the database
		for _, member := range p.modules.workspaceMembers() {
			if dir := filepath.Dir(member.Path); dir != p.Root {
				w.open = append(w.open, dir)
			}
		}
	}
	w.roots = slices.Clone(w.open)
	w.changed = sync.NewCond(&w.mutex)
	for _, g := range p.Generators() {
		w.skip[g.Output] = g.Output != p.Root
	}
	var wait sync.WaitGroup
	for range min(max(4, runtime.NumCPU()), 16) {
		wait.Go(w.work)
	}
	wait.Wait()
	slices.SortFunc(w.kept, func(a, b sourceFacts) int { return strings.Compare(a.path, b.path) })
	statements := map[string][]statement{}
	for _, f := range w.kept {
		if f.client != nil {
			p.Clients = append(p.Clients, *f.client)
		}
		p.SecretOptions = append(p.SecretOptions, f.secrets...)
		if f.types {
			p.SessionTypes = append(p.SessionTypes, f.path)
		}
		p.HandlesPolicy = p.HandlesPolicy || f.policy
		if f.imports != nil {
			statements[f.path] = f.imports
		}
		p.Usages = append(p.Usages, f.uses...)
	}
	p.ClientImports = p.clientImports(statements)
	slices.Sort(p.Schemas)
	return w.err
}

// factsOf reads a source; keycloak asks for its key, too. It must not hold on to the text. What it looks for in each begins
// with a letter that is rare.
func factsOf(path string, text []byte, keycloak bool) (f sourceFacts, wanted bool) {
	f.path = path
	auth := bytes.Contains(text, []byte("xt-auth")) // next-auth
	if (auth || bytes.Contains(text, []byte("@auth/core"))) && bytes.Contains(text, []byte("declare module")) {
		f.types = declaresTypes(typescript.Scan(path, string(text)))
	}
	if strings.HasSuffix(path, ".d.ts") {
		return f, f.types
	}
	if mayCreateClient(text) {
		if c, makes := readClient(path, text); makes {
			f.client = &c
		}
	}
	if auth && bytes.Contains(text, []byte("secret")) {
		f.secrets = secretOptions(typescript.Scan(path, string(text)))
	}
	f.imports = clientStatements(text)
	f.policy = keycloak && bytes.Contains(text, []byte("not-before-policy"))
	return f, f.client != nil || f.secrets != nil || f.types || f.imports != nil || f.policy
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

// secretOptions finds the secrets among options, with the variables that are
// named up to the end of the line.
func secretOptions(src *typescript.Source) (options []SecretOption) {
	var open []int // braces
	for i := range src.Tokens {
		for len(open) > 0 && int(src.At(open[len(open)-1]).Close) <= i {
			open = open[:len(open)-1]
		}
		if src.Is(i, "{") {
			open = append(open, i)
		}
		if !src.Is(i, "secret") || src.Is(i-1, ".") || !isKey(src, i) || len(open) == 0 || !ofOptions(src, open[len(open)-1]) {
			continue
		}
		if !src.Is(i+1, ":") { // the name of a variable, which may hold any
			options = append(options, SecretOption{})
			continue
		}
		line, _, _ := strings.Cut(src.Code[src.At(i+1).End:], "\n")
		options = append(options, SecretOption{Variables: variableName.FindAllString(line, -1)})
	}
	return options
}

// ofOptions reports whether the braces at open are those of NextAuth's options: an
// argument of NextAuth, or what has other options in it. The secret of a provider,
// of a token or of another library is none of NextAuth's.
func ofOptions(src *typescript.Source, open int) bool {
	if src.Is(open-1, "(") && (src.Is(open-2, "NextAuth") || src.Is(open-2, "withAuth")) {
		return src.Is(open-2, "NextAuth")
	}
	for i := open + 1; i < int(src.At(open).Close); i++ {
		for _, name := range []string{"providers", "adapter", "callbacks", "session", "pages", "authorized"} {
			if src.Is(i, name) && (isKey(src, i) || src.Is(i+1, "(")) {
				return true
			}
		}
		if src.Is(i, "...") && strings.Contains(strings.ToLower(src.Src(i+1)), "auth") {
			return true
		}
		if end := int(src.At(i).Close); end > i {
			i = end
		}
	}
	return false
}

var variableName = regexp.MustCompile(`\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b`)

// sourceWalk is one walk, by several workers that take folders from a common
// pile and read what is in them.
type sourceWalk struct {
	project *Project
	skip    map[string]bool // folders that are not walked
	roots   []string        // where it begins
	usages  bool            // these are wanted, too

	mutex   sync.Mutex
	changed *sync.Cond
	open    []string // folders to be walked
	busy    int      // workers that may still find folders
	kept    []sourceFacts
	err     error // why the root cannot be listed
}

func (w *sourceWalk) work() {
	buffer, keycloak := make([]byte, 64<<10), slices.Contains(w.project.Providers(), "keycloak")
	for dir, ok := w.next(); ok; dir, ok = w.next() {
		entries, err := w.project.readDir(dir)
		folders, files := w.sort(dir, entries)
		w.mutex.Lock()
		w.open = append(w.open, folders...)
		w.project.disk.note(err)
		if dir == w.project.Root {
			w.err = err
		}
		w.mutex.Unlock()
		w.changed.Broadcast()
		var kept []sourceFacts
		for _, path := range files {
			var text []byte
			text, buffer = w.project.readSource(path, buffer)
			facts, wanted := factsOf(path, text, keycloak)
			if w.usages {
				facts.uses = usesOf(path, text)
			}
			if wanted || facts.uses != nil {
				kept = append(kept, facts)
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

func (w *sourceWalk) done(kept []sourceFacts) {
	w.mutex.Lock()
	w.busy--
	w.kept = append(w.kept, kept...)
	w.mutex.Unlock()
	w.changed.Broadcast()
}

// sort divides what a folder holds into folders to walk and files to read. A
// folder with a package.json is a project of its own, or a generated client.
func (w *sourceWalk) sort(dir string, entries []fs.DirEntry) (folders, files []string) {
	isRoot, below := slices.Contains(w.roots, dir), dir+string(filepath.Separator)
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case name == "package.json" && !isRoot:
			return nil, nil
		case entry.IsDir():
			if path := below + name; !skipDir(name) && !w.skip[path] {
				folders = append(folders, path)
			}
		case strings.HasSuffix(name, ".prisma") && entry.Type().IsRegular():
			w.mutex.Lock()
			w.project.Schemas = append(w.project.Schemas, below+name)
			w.mutex.Unlock()
		case isSource(name) && w.project.isRegular(below+name, entry):
			files = append(files, below+name)
		}
	}
	return folders, files
}

// isRegular reports whether an entry is a regular file, or a link to one: a pipe has no end.
func (p *Project) isRegular(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := p.disk.fsys.Stat(path)
	p.disk.note(err)
	return err == nil && info.Mode().IsRegular()
}

func isSource(name string) bool {
	return typescript.IsSource(name) && !strings.HasSuffix(name, ".min.js")
}

// readSource reads a file into the buffer, or into a larger one, and returns
// the one to go on with. The text is empty for what is left out.
func (p *Project) readSource(path string, buffer []byte) (text, next []byte) {
	if s := p.disk.files[path]; s != nil && s.read && len(s.text) < maxSource {
		return s.text, buffer
	}
	f, err := openSource(p.disk.fsys, path)
	if err != nil {
		p.disk.note(err)
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
			p.disk.note(err)
			return nil, buffer
		}
	}
	return nil, buffer
}

// readDir lists a folder, in any order, without a stat for each file where the
// file system can do that.
func (p *Project) readDir(dir string) ([]fs.DirEntry, error) {
	f, err := p.disk.fsys.OpenFile(dir, readFlags, 0)
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
