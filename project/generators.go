package project

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/psl/schema"
)

// Generator is a generator of the schema.
type Generator struct {
	Provider string
	Output   string // absolute; empty where the generator's own default counts, or Computed
	Computed bool   // the output is no plain string, such as env("DIR")
	Engine   string // engineType
	Runtime  string // what prisma-client writes for
	file     string // where it stands
}

// MakesClient reports whether it is one of Prisma's own, which make the PrismaClient.
func (g Generator) MakesClient() bool { return strings.HasPrefix(g.Provider, "prisma-client") }

// InPackages reports whether the schema says a place in node_modules for what it makes.
func (g Generator) InPackages() bool {
	return strings.Contains(filepath.ToSlash(g.Output), "/node_modules/")
}

// Generators lists the generators of the schema.
func (p *Project) Generators() []Generator { return p.Schema.generators() }

func (s Schema) generators() []Generator {
	var all []Generator
	for _, c := range schema.Generators(s.configs()...) {
		g := Generator{Provider: c.Text("provider"), Computed: c.IsComputed("output"), Engine: c.Text("engineType"), Runtime: c.Text("runtime"),
			file: c.File.Name}
		if output := c.Text("output"); output != "" {
			g.Output = filepath.FromSlash(output)
			if !filepath.IsAbs(g.Output) {
				g.Output = filepath.Join(filepath.Dir(g.file), g.Output)
			}
		}
		all = append(all, g)
	}
	return all
}

// dropGenerated takes out what lies where a generator of the schema writes.
func (s *Schema) dropGenerated() {
	for _, g := range s.generators() {
		inside := func(other SchemaFile) bool { return within(g.Output, other.Path) }
		isThere := slices.ContainsFunc(s.Files, func(f SchemaFile) bool { return f.Path == g.file })
		if !isThere || g.Output == "" || !within(s.Path, g.Output) || g.Output == s.Path || !slices.ContainsFunc(s.Files, inside) {
			continue
		}
		s.Files = slices.DeleteFunc(s.Files, inside)
		if !slices.Contains(s.Generated, g.Output) {
			s.Generated = append(s.Generated, g.Output)
		}
	}
}

// IsGeneratedClient recognizes the folder that prisma-client-js writes, which has a copy
// of the schema in it.
func IsGeneratedClient(fsys afero.Fs, dir string) bool { return newDisk(fsys).isGeneratedClient(dir) }

func (d *disk) isGeneratedClient(dir string) bool {
	text, err := d.readFile(filepath.Join(dir, "package.json"))
	name := parsePackage("", text).Name
	return err == nil && (name == ".prisma/client" || strings.HasPrefix(name, "prisma-client-"))
}
