package project

import (
	"slices"

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
		for _, load := range p.loadsOf(c.File, dir, i, 0) {
			load.Line, load.By = i.Line, i.Module
			loads = append(loads, load)
		}
	}
	c.Loads = slices.Concat(loads, c.Loads) // imports come first, wherever they stand
}

// maxImports is deeper than the helpers of a config lie.
const maxImports = 4

func (p *Project) loadsOf(from, dir string, i prismaconfig.Import, depth int) []prismaconfig.Load {
	path := p.modules.resolve(from, i.Module)
	text, err := p.disk.readFile(path)
	if path == "" || err != nil || depth > maxImports {
		return []prismaconfig.Load{{Computed: true}}
	}
	loads, others := prismaconfig.Loads(path, text, dir)
	for _, other := range others {
		loads = append(loads, p.loadsOf(path, dir, other, depth+1)...)
	}
	return loads
}
