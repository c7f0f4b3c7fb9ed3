package project

import (
	"encoding/json"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// GeneratedModule is how the module from, a path below the project, imports what a generator makes; empty where the schema does not say it.
func (p *Project) GeneratedModule(g Generator, from string) string {
	switch {
	case g.Computed:
		return ""
	case g.Output == "" && g.Provider == "prisma-client-js":
		return "@prisma/client"
	case g.Output == "":
		return ""
	}
	if _, name, found := strings.Cut(filepath.ToSlash(g.Output), "/node_modules/"); found {
		return strings.Replace(name, ".prisma/client", "@prisma/client", 1)
	}
	made, err := filepath.Rel(p.Root, g.Output)
	if err != nil || !filepath.IsLocal(made) {
		return ""
	}
	if g.Provider == "prisma-client" {
		made = filepath.Join(made, "client")
	}
	return RelativeModule(from, filepath.ToSlash(made))
}

// RelativeModule is how one source file names another module of the project. Beside src/server/db.ts there may be a
// folder src/server/db, from which that is ../db.
func RelativeModule(from, to string) string {
	to = filepath.FromSlash(to)
	below, err := filepath.Rel(filepath.Dir(filepath.FromSlash(from)), filepath.Dir(to))
	if err != nil {
		return ""
	}
	below = path.Join(filepath.ToSlash(below), filepath.Base(to))
	if !strings.HasPrefix(below, "../") {
		below = "./" + below
	}
	return below
}

// AsPrisma is what stands between the braces of an import or export that takes
// a client from its module under the name prisma; empty if it is not exported.
func (c Client) AsPrisma() string {
	switch c.Export {
	case "", "prisma":
		return c.Export
	}
	return c.Export + " as prisma"
}

// findClientName looks for what leads to the shared client among what package.json lets others import: the package itself, or
// else what it has below a name. Without exports, that is any of its files. An entry that is not there yet may lead to it.
func (p *Project) findClientName() string {
	shared := p.SharedClient()
	if shared == nil || p.Package == nil || p.Package.Name == "" {
		return ""
	}
	entries := exported(p.Package.exports, ".")
	if len(p.Package.exports) == 0 {
		entries = slices.Concat(p.Package.entries, []string{"index", "src/index"})
	}
	if len(entries) > 0 {
		if entry := p.modules.entry(p.Root, entries); entry == "" || p.leadsTo(entry, *shared) {
			return p.Package.Name
		}
	}
	if len(p.Package.exports) == 0 {
		below := filepath.ToSlash(strings.TrimSuffix(p.Below(shared.Path), filepath.Ext(shared.Path)))
		return p.Package.Name + "/" + strings.TrimSuffix(below, "/index")
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(p.Package.exports, &keys) != nil {
		return ""
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		below, named := strings.CutPrefix(key, "./")
		if entry := p.modules.entry(p.Root, exported(p.Package.exports, key)); named && !strings.Contains(below, "*") && p.leadsTo(entry, *shared) {
			return p.Package.Name + "/" + below
		}
	}
	return ""
}

// maxReexports is how many modules are looked into for what passes a client on.
const maxReexports = 30

// leadsTo reports whether a module is that of a client, or imports it through those of its own package. A default has to be
// passed on as one, which export * does not.
func (p *Project) leadsTo(file string, client Client) bool {
	seen := map[string]bool{}
	for open := []string{file}; len(open) > 0 && len(seen) < maxReexports; open = open[1:] {
		at := open[0]
		if at == client.Path {
			return true
		}
		text, err := p.disk.readFile(at)
		if seen[at] || at == "" || err != nil {
			continue
		}
		seen[at] = true
		src := typescript.Scan(at, string(text))
		local := exportsOf(src).Local
		for _, i := range src.Imports() {
			if client.Export == "default" && !slices.ContainsFunc(i.Bindings, func(b typescript.Binding) bool {
				return b.Name == "default" && (i.Passes && b.Local == "default" || !i.Passes && local != "" && b.Local == local)
			}) {
				continue
			}
			if strings.HasPrefix(i.Module, ".") && len(open) <= maxReexports {
				open = append(open, p.modules.resolve(at, i.Module))
			}
		}
	}
	return false
}
