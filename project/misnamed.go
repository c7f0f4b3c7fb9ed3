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

// readsSchemaFolder: up to 6.5, Prisma with the preview feature looks into
// prisma/schema by itself.
func (p *Project) readsSchemaFolder(s Schema) bool {
	if version := p.Prisma.Text; !exactVersion.MatchString(version) || OlderThan(version, "5.15.0") || !OlderThan(version, "6.6.0") {
		return false
	}
	return slices.ContainsFunc(s.Files, func(f SchemaFile) bool { return bytes.Contains(f.Text, []byte("prismaSchemaFolder")) })
}
