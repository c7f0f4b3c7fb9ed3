package project

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// nxProject is what counts of a project.json of Nx.
type nxProject struct {
	Targets map[string]struct {
		Command string
		Options struct {
			Command  string
			Commands []json.RawMessage // a line, or an object with one
			Cwd      string
		}
	}
}

// How far project.json files are looked for.
const (
	maxNxDepth    = 4
	maxNxProjects = 200
)

// schemasOfTargets are the schemas that targets of Nx run Prisma with, each once: what --schema names, or what lies where the target
// has Prisma run. There are none without nx.json.
func (p *Project) schemasOfTargets() (found []string) {
	if !p.disk.hasFile(filepath.Join(p.Root, "nx.json")) {
		return nil
	}
	for _, file := range p.nxProjects() {
		text, err := p.disk.readFile(file)
		var project nxProject
		if err != nil || decodeLoosely(text, &project) != nil {
			continue
		}
		for _, target := range project.Targets {
			lines := []string{target.Command, target.Options.Command}
			for _, raw := range target.Options.Commands {
				var line string
				var object struct{ Command string }
				if json.Unmarshal(raw, &line) == nil {
					lines = append(lines, line)
				} else if json.Unmarshal(raw, &object) == nil {
					lines = append(lines, object.Command)
				}
			}
			for _, line := range lines {
				found = append(found, p.schemasOfTarget(line, filepath.Dir(file), target.Options.Cwd)...)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// goesInto matches a line that goes into a folder first.
var goesInto = regexp.MustCompile(`^\s*cd\s+(\S+)\s*&&\s*(.+)$`)

// schemasOfTarget are those of a line, in a project of Nx in a folder.
func (p *Project) schemasOfTarget(line, home, cwd string) (found []string) {
	tokens := strings.NewReplacer("{projectRoot}", p.Below(home), "{workspaceRoot}", ".")
	dir, line := inDir(p.Root, tokens.Replace(cwd)), tokens.Replace(line)
	if m := goesInto.FindStringSubmatch(line); m != nil {
		dir, line = inDir(dir, m[1]), m[2]
	}
	r := commandReader{dir: dir, wrapped: map[string]Command{}}
	for _, c := range r.line(line, 0) {
		if len(c.Words) == 0 || c.Words[0] != "prisma" || !readsSchema(c) {
			continue
		}
		places := []string{filepath.Join(dir, "schema.prisma"), filepath.Join(dir, "prisma", "schema.prisma")}
		if named := c.Flag("--schema"); named != "" {
			places = []string{inDir(dir, named)}
		}
		for _, path := range places {
			if _, err := p.disk.stat(path); within(p.Root, path) && err == nil {
				found = append(found, path)
				break
			}
		}
	}
	return found
}

// nxProjects are the project.json files of the workspace.
func (p *Project) nxProjects() (files []string) {
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		if path := filepath.Join(dir, "project.json"); p.disk.hasFile(path) {
			files = append(files, path)
		}
		for _, name := range p.disk.names(dir) {
			below := filepath.Join(dir, name)
			if name[0] == '.' || slices.Contains([]string{"node_modules", "dist", "tmp", "src", "app", "pages", "public"}, name) || depth == maxNxDepth || len(files) >= maxNxProjects {
				continue
			}
			if p.disk.isDir(below) {
				walk(below, depth+1)
			}
		}
	}
	walk(p.Root, 0)
	return files
}
