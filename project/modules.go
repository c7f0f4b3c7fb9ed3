package project

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/manifest"
	"create-app/project/typescript"
)

// modules finds the files that sources import: relative ones, those by the
// aliases of tsconfig.json, and those of other packages of the workspace.
type modules struct {
	disk      *disk
	workspace string              // its root, or empty
	hoisted   bool                // its packages find each other without being asked for: npm and its like put all of them into one folder
	configs   map[string]aliases  // by folder
	files     map[string]aliases  // by the file that says it, for those that many extend
	packages  map[string]*Package // by their folders; nil where there is none
	members   []*Package          // of the workspace, once they are asked for
	listed    bool
}

// aliases are what a tsconfig.json says about the names of modules. Paths are
// absolute.
type aliases struct {
	base  string // baseUrl; empty where there is none
	paths []Alias
}

// Alias is one row of paths in tsconfig.json.
type Alias struct {
	Pattern string   // with at most one *
	Targets []string // absolute
}

func newModules(d *disk, workspace string) *modules {
	return &modules{disk: d, workspace: workspace, configs: map[string]aliases{}, files: map[string]aliases{}, packages: map[string]*Package{}}
}

// resolve finds the file that a source imports under a name; empty where that is
// no source of the project or its workspace.
func (m *modules) resolve(from, name string) string {
	if name == "." || name == ".." || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") {
		return m.source(filepath.Join(filepath.Dir(from), filepath.FromSlash(name)))
	}
	home := m.packageOf(filepath.Dir(from))
	if home == nil {
		return ""
	}
	root := filepath.Dir(home.Path)
	if strings.HasPrefix(name, "#") {
		if path := m.entry(root, exported(home.imports, name)); path != "" {
			return path
		}
	}
	config := m.aliases(root)
	for _, a := range config.paths {
		if rest, fits := fitsPattern(a.Pattern, name); fits {
			for _, target := range a.Targets {
				if path := m.source(strings.Replace(target, "*", filepath.FromSlash(rest), 1)); path != "" {
					return path
				}
			}
		}
	}
	if config.base != "" {
		if path := m.source(filepath.Join(config.base, filepath.FromSlash(name))); path != "" {
			return path
		}
	}
	return m.ofWorkspace(home, name)
}

// ofWorkspace finds what a package of the workspace has under a name.
func (m *modules) ofWorkspace(home *Package, name string) string {
	scope, rest, _ := strings.Cut(name, "/")
	if strings.HasPrefix(scope, "@") {
		var base string
		base, rest, _ = strings.Cut(rest, "/")
		scope += "/" + base
	}
	if home.Name != scope && home.Range(scope) == "" && !m.hoisted {
		return ""
	}
	for _, p := range m.workspaceMembers() {
		if p.Name != scope {
			continue
		}
		root := filepath.Dir(p.Path)
		if rest == "" {
			return m.entry(root, slices.Concat(exported(p.exports, "."), p.entries, []string{"index", "src/index"}))
		}
		return m.entry(root, append(exported(p.exports, "./"+rest), rest, "src/"+rest))
	}
	return ""
}

// entry is the first of a package's files that is a source. What is built stands
// for what it is built from.
func (m *modules) entry(root string, names []string) string {
	for _, name := range names {
		if path := m.source(filepath.Join(root, filepath.FromSlash(name))); path != "" {
			return path
		}
		first, rest, below := strings.Cut(strings.TrimPrefix(name, "./"), "/")
		if below && slices.Contains([]string{"dist", "build", "lib", "out"}, first) {
			if path := m.source(filepath.Join(root, "src", filepath.FromSlash(rest))); path != "" {
				return path
			}
		}
	}
	return ""
}

// source finds the file of a module: by its name, with an extension, or as the
// index of a folder. TypeScript is imported under the names of what it becomes.
func (m *modules) source(path string) string {
	if typescript.IsSource(path) && m.disk.mayHold(path) && m.disk.isFile(path) {
		return path
	}
	stems := []string{path}
	for _, ending := range []string{".d.ts", ".js", ".mjs", ".cjs", ".jsx"} {
		if stem, cut := strings.CutSuffix(path, ending); cut {
			stems = append(stems, stem)
		}
	}
	for _, stem := range append(stems, filepath.Join(path, "index")) {
		for _, extension := range []string{".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", ".cts", ".cjs"} {
			if file := stem + extension; m.disk.mayHold(file) && m.disk.isFile(file) {
				return file
			}
		}
	}
	return ""
}

// PackageOf is the package that a file belongs to, or nil.
func (p *Project) PackageOf(file string) *Package { return p.modules.packageOf(filepath.Dir(file)) }

// packageOf is the nearest package.json of a folder, or nil.
func (m *modules) packageOf(dir string) *Package {
	p, known := m.packages[dir]
	if known {
		return p
	}
	file := filepath.Join(dir, "package.json")
	text, err := m.disk.readFile(file)
	switch {
	case err == nil:
		p = parsePackage(file, text)
	case errors.Is(err, fs.ErrNotExist) || !m.disk.isFile(file):
		if above := filepath.Dir(dir); above != dir {
			p = m.packageOf(above)
		}
	}
	m.packages[dir] = p
	return p
}

// workspaceMembers are the packages of the workspace, in the order of their folders.
func (m *modules) workspaceMembers() []*Package {
	if !m.listed && m.workspace != "" {
		m.listed, m.members = true, m.disk.members(m.workspace)
	}
	return m.members
}

// aliases are those of the tsconfig.json, or else the jsconfig.json, of a folder.
func (m *modules) aliases(root string) aliases {
	config, known := m.configs[root]
	if !known {
		for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
			if path := filepath.Join(root, name); m.disk.mayHold(path) {
				config = m.readConfig(path)
				break
			}
		}
		m.configs[root] = config
	}
	return config
}

// readConfig reads a tsconfig.json with those that it extends: what it says
// itself goes before what they say.
func (m *modules) readConfig(path string) (c aliases) {
	if known, read := m.files[path]; read {
		return known
	}
	m.files[path] = c // for those that extend each other
	defer func() { m.files[path] = c }()
	text, err := m.disk.readFile(path)
	if err != nil {
		return c
	}
	file, err := manifest.Parse(text)
	if err != nil {
		return c
	}
	var extended []string
	if one := file.String("extends"); one != "" {
		extended = []string{one}
	} else {
		file.Get(&extended, "extends")
	}
	for _, name := range extended {
		if other := m.extended(filepath.Dir(path), name); other != "" {
			from := m.readConfig(other)
			if from.base != "" {
				c.base = from.base
			}
			if from.paths != nil {
				c.paths = from.paths
			}
		}
	}
	if base := file.String("compilerOptions", "baseUrl"); base != "" {
		c.base = filepath.Join(filepath.Dir(path), filepath.FromSlash(base))
	}
	var paths map[string][]string
	if !file.Get(&paths, "compilerOptions", "paths") {
		return c
	}
	base := c.base
	if base == "" {
		base = filepath.Dir(path)
	}
	c.paths = []Alias{}
	for _, pattern := range slices.SortedFunc(maps.Keys(paths), longestFirst) {
		a := Alias{Pattern: pattern}
		for _, target := range paths[pattern] {
			a.Targets = append(a.Targets, filepath.Join(base, filepath.FromSlash(target)))
		}
		c.paths = append(c.paths, a)
	}
	return c
}

// longestFirst is TypeScript's order: of the patterns that fit, the one with
// the longest beginning counts.
func longestFirst(a, b string) int {
	before := func(s string) int { s, _, _ = strings.Cut(s, "*"); return len(s) }
	if d := before(b) - before(a); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

// extended is the file that a tsconfig.json in dir extends; empty where it is
// not there.
func (m *modules) extended(dir, name string) string {
	places := []string{filepath.Join(dir, filepath.FromSlash(name))}
	if !strings.HasPrefix(name, ".") && !filepath.IsAbs(name) {
		places = nil
		for at := dir; ; at = filepath.Dir(at) {
			places = append(places, filepath.Join(at, "node_modules", filepath.FromSlash(name)))
			if at == m.workspace || filepath.Dir(at) == at {
				break
			}
		}
		for _, p := range m.workspaceMembers() {
			if rest, below := strings.CutPrefix(name, p.Name); below && (rest == "" || rest[0] == '/') && p.Name != "" {
				places = append(places, filepath.Join(filepath.Dir(p.Path), filepath.FromSlash(rest)))
			}
		}
	}
	for _, place := range places {
		for _, ending := range []string{"", ".json", string(filepath.Separator) + "tsconfig.json"} {
			if m.disk.isFile(place + ending) {
				return place + ending
			}
		}
	}
	return ""
}

// fitsPattern reports whether a name fits a pattern with at most one *, and what
// stands in its place.
func fitsPattern(pattern, name string) (rest string, fits bool) {
	before, after, wild := strings.Cut(pattern, "*")
	if !wild {
		return "", pattern == name
	}
	if len(name) < len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after) {
		return "", false
	}
	return name[len(before) : len(name)-len(after)], true
}

// exported are the files that exports, or imports, of a package.json give for a
// name, under whatever condition.
func exported(raw json.RawMessage, name string) []string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return nil
	}
	rows, isTable := value.(map[string]any)
	for key := range rows {
		isTable = isTable && (strings.HasPrefix(key, ".") || strings.HasPrefix(key, "#"))
	}
	if !isTable {
		if name != "." {
			return nil
		}
		return leaves(value, "", 0)
	}
	for _, pattern := range slices.SortedFunc(maps.Keys(rows), longestFirst) {
		if rest, fits := fitsPattern(pattern, name); fits {
			return leaves(rows[pattern], rest, 0)
		}
	}
	return nil
}

// How deep conditions nest, and how long a path is that stands for another one.
const (
	maxConditions = 8
	maxPath       = 1 << 16
)

// leavesOf are the files that exports, or imports, of a package.json give for any name.
func leavesOf(raw json.RawMessage) []string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return nil
	}
	return leaves(value, "*", 0)
}

// leaves are the texts in a value, with rest in the place of a *.
func leaves(value any, rest string, depth int) (texts []string) {
	switch value := value.(type) {
	case string:
		if strings.Count(value, "*")*len(rest) <= maxPath {
			return []string{strings.ReplaceAll(value, "*", rest)}
		}
	case []any:
		for _, v := range value {
			if depth < maxConditions {
				texts = append(texts, leaves(v, rest, depth+1)...)
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			if depth < maxConditions {
				texts = append(texts, leaves(value[key], rest, depth+1)...)
			}
		}
	}
	return texts
}

// maxMemberDepth is how deep below the root of a workspace its packages may lie.
const maxMemberDepth = 5

// members are the packages that a workspace lists.
func (d *disk) members(root string) []*Package { return d.packages(root, d.workspacePatterns(root)) }

// packages are those below root in the folders that patterns name.
func (d *disk) packages(root string, patterns []string) (members []*Package) {
	var walk func(dir, rel string, depth int)
	walk = func(dir, rel string, depth int) {
		if rel != "" && listsWorkspace(patterns, rel) {
			file := filepath.Join(dir, "package.json")
			if text, err := d.readFile(file); err == nil {
				members = append(members, parsePackage(file, text))
			}
		}
		if depth == maxMemberDepth {
			return
		}
		for _, name := range d.names(dir) {
			below := name
			if rel != "" {
				below = rel + "/" + name
			}
			if name[0] != '.' && name != "node_modules" && mayListBelow(patterns, below) && d.isDir(filepath.Join(dir, name)) {
				walk(filepath.Join(dir, name), below, depth+1)
			}
		}
	}
	if len(patterns) > 0 {
		walk(root, "", 0)
	}
	return members
}

// mayListBelow reports whether patterns can fit a folder or one below it.
func mayListBelow(patterns []string, dir string) bool {
	names := strings.Split(dir, "/")
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/"), "/")
		for i, part := range parts {
			if part == "**" || i == len(names) {
				return true
			}
			if !matchGlob(parts[i:i+1], names[i:i+1]) {
				return false
			}
		}
		return len(parts) >= len(names)
	})
}
