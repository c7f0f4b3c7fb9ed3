package project

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// findMisnamed looks for a config that Prisma does not find: under a name that is
// nearly right, or in a folder where it does not look. What is in the file has to
// show that it is one.
func (p *Project) findMisnamed() string {
	if p.Config != nil {
		return ""
	}
	right := configNames(p.Prisma.Major)
	for _, folder := range []string{"", "prisma", "config", ".config", "src"} {
		dir := filepath.Join(p.Dir, folder)
		if folder != "" && !p.disk.mayHold(dir) {
			continue
		}
		for _, name := range p.disk.names(dir) {
			lower := strings.ToLower(name)
			nearly := strings.Contains(lower, "prisma") && strings.Contains(lower, "conf") || folder == "prisma" && strings.HasPrefix(lower, "config.")
			if !nearly || !typescript.IsSource(name) || strings.HasSuffix(name, ".d.ts") || slices.Contains(right, filepath.ToSlash(filepath.Join(folder, name))) {
				continue
			}
			path := filepath.Join(dir, name)
			if text, err := p.disk.readFile(path); err == nil && isConfig(text) {
				return path
			}
		}
	}
	return ""
}

func isConfig(text []byte) bool {
	return slices.ContainsFunc([]string{`"prisma/config"`, `'prisma/config'`, "@prisma/config", "PrismaConfig"}, func(mark string) bool {
		return bytes.Contains(text, []byte(mark))
	})
}

// schemaOfScripts is the schema that the scripts name with --schema, if they
// name one that is there, and the first script that runs Prisma without it.
func (p *Project) schemaOfScripts() (path, without string) {
	for _, c := range p.Commands {
		if len(c.Words) == 0 || c.Words[0] != "prisma" || c.File != p.packagePath() {
			continue
		}
		named := c.Flag("--schema")
		if named == "" {
			if readsSchema(c) && without == "" {
				without = c.script
			}
			continue
		}
		named = inDir(p.Root, named)
		if _, err := p.disk.stat(named); err == nil && path == "" {
			path = named
		}
	}
	return path, without
}

// schemaOfAllScripts is the schema that each script that reads one names with --schema: that is what the project is run
// with, whatever lies where Prisma looks by itself. Empty where they do not agree, or it is not there.
func (p *Project) schemaOfAllScripts() (path string) {
	for _, c := range p.Commands {
		if len(c.Words) == 0 || c.Words[0] != "prisma" || c.File != p.packagePath() || !readsSchema(c) {
			continue
		}
		named := c.Flag("--schema")
		if named == "" {
			return ""
		}
		if named = inDir(p.Root, named); path != "" && path != named {
			return ""
		}
		path = named
	}
	if path == "" {
		return ""
	}
	if _, err := p.disk.stat(path); err != nil {
		return ""
	}
	return path
}

func (p *Project) packagePath() string {
	if p.Package == nil {
		return ""
	}
	return p.Package.Path
}

func readsSchema(c Command) bool {
	return slices.ContainsFunc([]string{"generate", "migrate", "db", "studio", "validate", "format"}, func(verb string) bool { return c.Is("prisma", verb) })
}

// configOfScripts is the config that the scripts name with --config; empty where
// none is there.
func (p *Project) configOfScripts() string {
	for _, c := range p.Commands {
		if len(c.Words) == 0 || c.Words[0] != "prisma" {
			continue
		}
		if named := c.Flag("--config"); named != "" {
			if path := inDir(filepath.Dir(c.File), named); p.disk.isFile(path) {
				return path
			}
		}
	}
	return ""
}

// overlooksFolder: from 5.15 to 6.5, Prisma with the preview feature looks into prisma/schema by itself. Of a range that begins
// before 6.6 and does not end there, nothing is said.
func (p *Project) overlooksFolder(s Schema) bool {
	asks := slices.ContainsFunc(s.Files, func(f SchemaFile) bool { return bytes.Contains(f.Text, []byte("prismaSchemaFolder")) })
	all, none := p.Prisma.between("5.15.0", "6.6.0")
	return !asks || none || !all && p.Prisma.Major == 7
}

// nameFolder is how Prisma is told of a schema in prisma/schema. There is no config before 6.4.
func (p *Project) nameFolder() string {
	if p.Prisma.Major != 0 && p.Prisma.Major < 6 {
		return `Prisma 5 reads a folder from 5.15 on, and with previewFeatures = ["prismaSchemaFolder"] in the generator alone`
	}
	return `Prisma does not look into prisma/schema by itself: set schema: "prisma/schema" in prisma.config.ts`
}

// findZModel looks for ZenStack's schema where Prisma finds none.
func (p *Project) findZModel() string {
	if p.SchemaErr == nil {
		return ""
	}
	for _, name := range []string{"schema.zmodel", "zenstack/schema.zmodel", "prisma/schema.zmodel"} {
		if path := p.Path(name); p.disk.hasFile(path) {
			return path
		}
	}
	return ""
}
