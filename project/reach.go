package project

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// maxReach is how many sources are looked through for those that import one of them, and maxResolved how many imports that may be of
// it are followed: a repository may have as many as it likes.
const (
	maxReach    = 500
	maxResolved = 20_000
)

// reachClients finds what imports each of several clients, and whether that is run by Next.js.
func (p *Project) reachClients(sources []sourceImports) {
	if len(p.Clients) < 2 {
		return
	}
	slices.SortFunc(sources, func(a, b sourceImports) int {
		return cmp.Or(strings.Compare(a.dir, b.dir), strings.Compare(a.name, b.name))
	})
	type taken struct{ from, module string }
	byName := map[string][]taken{} // by the last part of the module's name
	for _, s := range sources {
		for module := range strings.Lines(string(s.modules)) {
			module = strings.TrimSuffix(module, "\n")
			name := path.Base(module)
			if typescript.IsSource(name) {
				name = stemOf(name)
			}
			byName[name] = append(byName[name], taken{filepath.Join(s.dir, s.name), module})
		}
	}
	resolved := 0
	for i := range p.Clients {
		c := &p.Clients[i]
		c.Reached = c.Reached || p.isRunByNext(c.Path)
		seen := map[string]bool{c.Path: true}
		for open := []string{c.Path}; len(open) > 0 && len(seen) < maxReach; open = open[1:] {
			at := open[0]
			names := []string{stemOf(filepath.Base(at))}
			if names[0] == "index" {
				names = append(names, stemOf(filepath.Base(filepath.Dir(at))), ".", "..")
			}
			for _, name := range names {
				for _, t := range byName[name] {
					if resolved++; resolved > maxResolved {
						return
					}
					if seen[t.from] || IsTest(p.Below(t.from)) || p.modules.resolve(t.from, t.module) != at {
						continue
					}
					seen[t.from], c.Imported = true, true
					c.Reached = c.Reached || p.isRunByNext(t.from)
					open = append(open, t.from)
				}
			}
		}
	}
}

// dropOwnClasses: what a class of the project's own by this name is given is not what Prisma's is.
func (p *Project) dropOwnClasses() {
	for i := range p.Clients {
		c := &p.Clients[i]
		if c.Module == "" || c.Module == "@prisma/client" {
			continue
		}
		file := p.modules.resolve(c.Path, c.Module)
		if file == "" || slices.ContainsFunc(p.Generators(), func(g Generator) bool { return g.Output != "" && within(g.Output, file) }) {
			continue
		}
		if text, err := p.disk.readFile(file); err == nil && declaresClass(typescript.Scan(file, string(text))) {
			c.Connections = nil
		}
	}
}

// stemOf is a file's name without its extension.
func stemOf(name string) string {
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// isRunByNext reports whether Next.js runs a source by its place: a page, a route, or what is beside app and pages.
func (p *Project) isRunByNext(file string) bool {
	below := p.Below(file)
	if RouterOf(below) != "" {
		return !IsTest(below)
	}
	switch stemOf(strings.TrimPrefix(below, "src/")) {
	case "middleware", "proxy", "instrumentation":
		return true
	}
	return false
}
