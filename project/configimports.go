package project

import (
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/prismaconfig"
)

// followImports adds what the modules that a config takes in load. A module that
// cannot be found may load anything.
func (p *Project) followImports(c *prismaconfig.Config, dir string) {
	if c == nil {
		return
	}
	var loads []prismaconfig.Load
	for _, i := range c.Imports {
		for _, load := range p.loadsOf(filepath.Dir(c.File), dir, i, 0) {
			load.Line, load.By = i.Line, i.Module
			loads = append(loads, load)
		}
	}
	c.Loads = slices.Concat(loads, c.Loads) // imports come first, wherever they stand
}

// maxImports is deeper than the helpers of a config lie.
const maxImports = 4

func (p *Project) loadsOf(from, dir string, i prismaconfig.Import, depth int) []prismaconfig.Load {
	path := p.moduleFile(from, i.Module)
	text, err := p.disk.readFile(path)
	if path == "" || err != nil || depth > maxImports {
		return []prismaconfig.Load{{Computed: true}}
	}
	loads, others := prismaconfig.Loads(path, text, dir)
	for _, other := range others {
		loads = append(loads, p.loadsOf(filepath.Dir(path), dir, other, depth+1)...)
	}
	return loads
}

// moduleFile is the file that a module of the project is, seen from a folder;
// empty where there is none.
func (p *Project) moduleFile(from, module string) string {
	var bases []string
	switch start, rest, _ := strings.Cut(module, "/"); start {
	case ".", "..":
		bases = []string{filepath.Join(from, filepath.FromSlash(module))}
	case "@", "~", "#":
		bases = []string{filepath.Join(p.Root, filepath.FromSlash(rest)), filepath.Join(p.Root, "src", filepath.FromSlash(rest))}
	case "src":
		bases = []string{filepath.Join(p.Root, filepath.FromSlash(module))}
	}
	for _, base := range bases {
		for _, ext := range []string{"", ".ts", ".js", ".mjs", ".mts", ".cjs", ".cts", ".tsx", "/index.ts", "/index.js"} {
			path := base + filepath.FromSlash(ext)
			if p.disk.mayHold(path) && p.disk.isFile(path) {
				return path
			}
		}
		if stem, isJS := strings.CutSuffix(base, ".js"); isJS && p.disk.isFile(stem+".ts") {
			return stem + ".ts"
		}
	}
	return ""
}
