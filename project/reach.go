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

// reachClients finds which clients nothing imports and, of several, what imports each, and whether that is run by Next.js.
func (p *Project) reachClients(sources []sourceImports) {
	if len(p.Clients) == 0 {
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
	resolved, elsewhere := 0, p.isImportedElsewhere()
	isImported := func(file string) bool {
		for _, name := range namesOf(file) {
			for _, t := range byName[name] {
				if resolved++; resolved > maxResolved || t.from != file && !IsTest(p.Below(t.from)) && p.mayImport(t.from, t.module, file) {
					return true
				}
			}
		}
		return false
	}
	for i := range p.Clients {
		c := &p.Clients[i]
		c.Unimported = (!elsewhere || c.script) && !p.isEntry(c.Path) && !p.isServed(c.Path) && !isImported(c.Path)
		c.Reached = c.Reached || p.isRunByNext(c.Path)
		c.addSide(p.sideOf(c.Path))
		c.SidesUnknown = elsewhere
		seen := map[string]bool{c.Path: true}
		for open := []string{c.Path}; len(open) > 0; open = open[1:] {
			if len(seen) >= maxReach {
				c.SidesUnknown = true
				break
			}
			at := open[0]
			for _, name := range namesOf(at) {
				for _, t := range byName[name] {
					if resolved++; resolved > maxResolved {
						c.SidesUnknown = true
						return
					}
					if seen[t.from] || IsTest(p.Below(t.from)) || p.modules.resolve(t.from, t.module) != at {
						continue
					}
					seen[t.from], c.Imported = true, true
					c.Reached = c.Reached || p.isRunByNext(t.from)
					c.addSide(p.sideOf(t.from))
					open = append(open, t.from)
				}
			}
		}
	}
}

// Side is a part of what Next.js builds for production that has modules of its own.
type Side string

// The sides.
const (
	Pages  Side = "pages"  // and what they render, with the server's actions
	Routes Side = "routes" // route handlers, and API routes of the pages router
	Beside Side = "beside" // middleware, proxy and instrumentation
)

// sideOf is the side that a source is an entry of; empty where Next.js runs it for none by its place.
func (p *Project) sideOf(file string) Side {
	below := p.Below(file)
	switch router := RouterOf(below); {
	case !p.isServed(file):
		return ""
	case router == "":
		return Beside
	case router == "app" && stemOf(filepath.Base(file)) == "route", router == "pages" && strings.HasPrefix(strings.TrimPrefix(below, "src/"), "pages/api/"):
		return Routes
	}
	return Pages
}

func (c *Client) addSide(side Side) {
	if side != "" && !slices.Contains(c.Sides, side) {
		c.Sides = append(c.Sides, side)
	}
}

// namesOf are the last parts of the names under which a module can be imported.
func namesOf(file string) []string {
	names := []string{stemOf(filepath.Base(file))}
	if names[0] == "index" {
		names = append(names, stemOf(filepath.Base(filepath.Dir(file))), ".", "..")
	}
	return names
}

// mayImport reports whether a source imports a file under a name, or may: by an alias of which nothing says where it leads.
func (p *Project) mayImport(from, name, file string) bool {
	if at := p.modules.resolve(from, name); at != "" || strings.HasPrefix(name, ".") {
		return at == file
	}
	alias, below, _ := strings.Cut(name, "/")
	if scope, _, _ := strings.Cut(below, "/"); p.Package.Range(alias) != "" || p.Package.Range(alias+"/"+scope) != "" {
		return false
	}
	path := "/" + strings.TrimSuffix(p.Below(file), filepath.Ext(file))
	if below = "/" + below; typescript.IsSource(below) {
		below = strings.TrimSuffix(below, filepath.Ext(below))
	}
	return strings.HasSuffix(path, below) || strings.HasSuffix(strings.TrimSuffix(path, "/index"), below)
}

// isImportedElsewhere reports whether sources that are not read may import those of the project: of other packages of the workspace.
func (p *Project) isImportedElsewhere() bool {
	if p.Package == nil || len(p.disk.workspacePatterns(p.Root)) > 0 {
		return true
	}
	return slices.ContainsFunc(p.modules.workspaceMembers(), func(member *Package) bool {
		dir := filepath.Dir(member.Path)
		return dir != p.Root && (p.Package.Name != "" && member.Range(p.Package.Name) != "" || slices.ContainsFunc(p.modules.aliases(dir).paths, func(a Alias) bool {
			return slices.ContainsFunc(a.Targets, func(target string) bool { return within(p.Root, target) })
		}))
	})
}

// isEntry reports whether a file has a name that says nothing of its path, by an alias or by package.json.
func (p *Project) isEntry(file string) bool {
	config, names := p.modules.aliases(p.Root), slices.Concat(p.Package.entries, leavesOf(p.Package.exports), leavesOf(p.Package.imports))
	for _, a := range config.paths {
		if !strings.HasSuffix(a.Pattern, "*") && slices.ContainsFunc(a.Targets, func(target string) bool { return p.modules.source(target) == file }) {
			return true
		}
	}
	return config.base == filepath.Dir(file) || slices.ContainsFunc(names, func(name string) bool { return p.modules.entry(p.Root, []string{name}) == file })
}

// isServed reports whether Next.js runs a source of this name in its place, where nothing imports it.
func (p *Project) isServed(file string) bool {
	if !p.isRunByNext(file) || RouterOf(p.Below(file)) == "pages" {
		return p.isRunByNext(file)
	}
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	return RouterOf(p.Below(file)) == "" || slices.Contains([]string{
		"page", "route", "layout", "template", "default", "loading", "error", "global-error", "not-found", "forbidden", "unauthorized",
		"sitemap", "robots", "manifest", "icon", "apple-icon", "opengraph-image", "twitter-image",
	}, name)
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
