package project

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Package is what package.json says. Err is set when it is not valid JSON;
// then the rest is empty, as it is for Prisma.
type Package struct {
	Path string // absolute
	Text []byte
	Err  error

	Name            string
	packageManager  string // the field of that name
	Scripts         map[string]string
	Dependencies    map[string]string
	DevDependencies map[string]string
	prismaSchema    string // prisma.schema

	peers      map[string]string
	workspaces []string
	entries    []string        // main and the like, as far as they are given
	exports    json.RawMessage // what other packages can import
	imports    json.RawMessage // what its own modules can import under names with #
}

// Range is the version range that a dependency is asked for with, wherever it
// is listed; empty if it is not.
func (p *Package) Range(name string) string {
	if r := p.Dependencies[name]; r != "" {
		return r
	}
	return p.DevDependencies[name]
}

// AsksForPrisma reports whether Prisma's command or its client is a dependency; a package that is not there asks for nothing.
func (p *Package) AsksForPrisma() bool {
	return p != nil && (p.Range("prisma") != "" || p.Range("@prisma/client") != "")
}

// Peer reports whether a package is one that others have to bring.
func (p *Package) Peer(name string) bool { return p.peers[name] != "" }

// ScriptHas reports whether a script has that text in it, itself or in a script that it names, as npm run NAME does.
func (p *Package) ScriptHas(name, text string) bool {
	return p.scriptHas(name, text, map[string]bool{})
}

func (p *Package) scriptHas(name, text string, seen map[string]bool) bool {
	script := p.Scripts[name]
	if seen[name] || script == "" {
		return false
	}
	seen[name] = true
	return strings.Contains(script, text) || slices.ContainsFunc(strings.Fields(script), func(word string) bool {
		return p.scriptHas(strings.Trim(word, `"'`), text, seen)
	})
}

func parsePackage(path string, text []byte) *Package {
	p := &Package{Path: path, Text: text}
	var raw struct {
		Name             string
		PackageManager   string
		Scripts          map[string]string
		Dependencies     map[string]string
		DevDependencies  map[string]string
		PeerDependencies map[string]string
		Prisma           struct{ Schema string }
		Workspaces       json.RawMessage
		Source           string
		Module           string
		Main             string
		Types            string
		Exports          json.RawMessage
		Imports          json.RawMessage
	}
	p.Err = decodeLoosely(text, &raw)
	p.Name, p.packageManager, p.Scripts = raw.Name, raw.PackageManager, raw.Scripts
	p.Dependencies, p.DevDependencies = raw.Dependencies, raw.DevDependencies
	p.peers = raw.PeerDependencies
	p.prismaSchema = raw.Prisma.Schema
	p.exports, p.imports = raw.Exports, raw.Imports
	for _, entry := range []string{raw.Source, raw.Types, raw.Module, raw.Main} {
		if entry != "" {
			p.entries = append(p.entries, entry)
		}
	}
	var yarn struct{ Packages []string }
	if json.Unmarshal(raw.Workspaces, &p.workspaces) != nil && json.Unmarshal(raw.Workspaces, &yarn) == nil {
		p.workspaces = yarn.Packages
	}
	return p
}

// decodeLoosely is json.Unmarshal that goes on behind a field of another type
// than expected: one odd field is no reason to know nothing.
func decodeLoosely(text []byte, into any) error {
	err := json.Unmarshal(bytes.TrimPrefix(text, []byte("\uFEFF")), into)
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return nil
	}
	return err
}

// findPackage looks for package.json in dir and above, as Prisma and npm do.
func (d *disk) findPackage(dir string) (root string, p *Package, err error) {
	for at := dir; ; at = filepath.Dir(at) {
		file := filepath.Join(at, "package.json")
		text, err := d.readFile(file)
		switch {
		case err == nil:
			return at, parsePackage(file, text), nil
		case !errors.Is(err, fs.ErrNotExist) && d.isFile(file):
			return "", nil, fmt.Errorf("read %s: %w", file, err)
		}
		if filepath.Dir(at) == at {
			return "", nil, nil
		}
	}
}

// findWorkspaceRoot looks above root for the monorepo that lists it, no
// further than the repository.
func (d *disk) findWorkspaceRoot(root string) string {
	for at := root; filepath.Dir(at) != at; {
		if _, err := d.stat(filepath.Join(at, ".git")); err == nil {
			return ""
		}
		at = filepath.Dir(at)
		rel, err := filepath.Rel(at, root)
		if err == nil && listsWorkspace(d.workspacePatterns(at), filepath.ToSlash(rel)) {
			return at
		}
	}
	return ""
}

func (d *disk) workspacePatterns(dir string) []string {
	var patterns []string
	if text, err := d.readFile(filepath.Join(dir, "package.json")); err == nil {
		patterns = parsePackage("", text).workspaces
	}
	if text, err := d.readFile(filepath.Join(dir, "pnpm-workspace.yaml")); err == nil {
		patterns = append(patterns, yamlList(string(text), "packages")...)
	}
	return patterns
}

// yamlList reads the plain list under a top-level key, which is all that
// pnpm-workspace.yaml is needed for.
func yamlList(text, key string) (items []string) {
	inside := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		item, isItem := strings.CutPrefix(strings.TrimSpace(line), "- ")
		switch {
		case strings.HasPrefix(line, key+":"):
			inside = true
			flow := strings.Trim(strings.TrimSpace(line[len(key)+1:]), "[]")
			for f := range strings.SplitSeq(flow, ",") {
				if f = unquoteYAML(f); f != "" {
					items = append(items, f)
				}
			}
		case inside && isItem:
			items = append(items, unquoteYAML(item))
		case line != "" && line[0] != ' ' && line[0] != '#':
			inside = false
		}
	}
	return items
}

func unquoteYAML(s string) string {
	s = strings.TrimSpace(s)
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if i := strings.IndexByte(s[1:], s[0]); i >= 0 {
			return s[1 : 1+i]
		}
	}
	s, _, _ = strings.Cut(s, " #")
	return strings.TrimSpace(s)
}

// listsWorkspace matches a folder with the patterns of a workspace; later
// ones with "!" take out again.
func listsWorkspace(patterns []string, dir string) bool {
	listed := false
	for _, pattern := range patterns {
		pattern, negative := strings.CutPrefix(pattern, "!")
		pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
		if matchGlob(strings.Split(pattern, "/"), strings.Split(dir, "/")) {
			listed = !negative
		}
	}
	return listed
}

func matchGlob(pattern, names []string) bool {
	switch {
	case len(pattern) == 0:
		return len(names) == 0
	case pattern[0] == "**":
		return matchGlob(pattern[1:], names) || len(names) > 0 && matchGlob(pattern, names[1:])
	case len(names) == 0:
		return false
	}
	ok, err := path.Match(pattern[0], names[0])
	return err == nil && ok && matchGlob(pattern[1:], names[1:])
}

// packageManager goes by the packageManager field and the lockfiles, nearest
// first.
func (p *Project) packageManager() (manager, from string) {
	if p.Package != nil {
		if name := managerName(p.Package.packageManager); name != "" {
			return name, "package.json"
		}
	}
	if root := p.rootPackage; root != nil {
		if name := managerName(root.packageManager); name != "" {
			return name, p.Rel(root.Path)
		}
	}
	if len(p.locks.found) > 0 {
		lock := p.locks.found[0]
		return lock.manager, p.Rel(lock.path)
	}
	return "npm", ""
}

// managerName is the package manager that the field of package.json names; empty if it is none that is known.
func managerName(field string) string {
	if name, _, _ := strings.Cut(field, "@"); IsManager(name) {
		return name
	}
	return ""
}

// IsManager reports whether a name is that of a package manager. What a project names otherwise is no word for a
// command that people paste.
func IsManager(name string) bool {
	return slices.Contains([]string{"npm", "pnpm", "yarn", "bun"}, name)
}
