package project

import (
	"path/filepath"
	"regexp"
	"strings"

	"create-app/project/env"
)

// composeFile is one that says what runs in containers.
type composeFile struct {
	path, text string
	files      []string // of variables that it gives to them, by env_file, absolute
}

// composeName matches what people call those files, for one purpose or another.
var composeName = regexp.MustCompile(`^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$`)

// readCompose reads them, here and at the root of the workspace, for [Project.InContainer].
func (p *Project) readCompose() {
	seen := map[string]bool{}
	for _, root := range []string{p.Root, p.Dir, p.WorkspaceRoot} {
		if root == "" || seen[root] {
			continue
		}
		seen[root] = true
		for _, name := range p.disk.names(root) {
			path := filepath.Join(root, name)
			if !composeName.MatchString(name) || !p.disk.hasFile(path) {
				continue
			}
			text, err := p.disk.readFile(path)
			if err != nil {
				continue
			}
			c := composeFile{path: path, text: string(text)}
			for _, file := range composeEnvFiles(c.text) {
				if file = inDir(root, file); within(root, file) && p.disk.isFile(file) {
					_, _ = p.disk.readFile(file) // its error is for those who ask for it
					c.files = append(c.files, file)
				}
			}
			p.compose = append(p.compose, c)
		}
	}
}

// InContainer is the compose file that gives a variable to what runs in a container, and the line that does; built reports
// whether a container of it is built here. It is empty where there is none. What only hands a variable on, as
// ${DATABASE_URL} does, sets none, and arguments are for the build alone.
func (p *Project) InContainer(name string) (path string, line int, built bool) {
	for _, c := range p.compose {
		at := composeLine(c.text, name)
		for _, file := range c.files {
			text, err := p.disk.readFile(file)
			if entry, ok := env.Parse(text).Lookup(name); at == 0 && err == nil && ok && entry.Value != "" {
				at = 1 + strings.Count(c.text[:max(0, strings.Index(c.text, "env_file"))], "\n")
			}
		}
		if at > 0 {
			return c.path, at, composeBuilds.MatchString(c.text)
		}
	}
	return "", 0, false
}

var composeBuilds = regexp.MustCompile(`(?m)^\s+build:`)

// composeLine is the line of a compose file that sets a variable, in the form of a map or of a list; 0 where none does. Only lines
// are understood, so that what an anchor keeps for several services counts.
func composeLine(text, name string) int {
	number, args := 0, -1
	for line := range strings.Lines(text) {
		number++
		inner := strings.TrimLeft(line, " ")
		indent := len(line) - len(inner)
		inner = strings.TrimSpace(inner)
		if inner == "" || inner[0] == '#' {
			continue
		}
		if args >= 0 && (indent > args || indent == args && strings.HasPrefix(inner, "- ")) {
			continue
		}
		args = -1
		if inner == "args:" {
			args = indent
			continue
		}
		inner = strings.TrimLeft(strings.TrimPrefix(inner, "- "), `"' `)
		rest, ok := strings.CutPrefix(inner, name)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, `"'`)
		if rest == "" || rest[0] != ':' && rest[0] != '=' {
			continue
		}
		value, _, _ := strings.Cut(rest[1:], " #")
		if value = strings.Trim(strings.TrimSpace(value), `"'`); value != "" && !handedOn(value) {
			return number
		}
	}
	return 0
}

// handedOn: the value of a variable of the machine, without one to fall back on.
func handedOn(value string) bool {
	inner, ok := strings.CutPrefix(value, "$")
	if !ok {
		return false
	}
	inner = strings.TrimSuffix(strings.TrimPrefix(inner, "{"), "}")
	name, rest, _ := strings.Cut(inner, ":")
	name, other, _ := strings.Cut(name, "?")
	return isVariable(name) && (rest == "" || rest[0] == '?' || rest == "-") && !strings.ContainsAny(other, "$")
}

// composeEnvFiles are the files that env_file names, in its three forms.
func composeEnvFiles(text string) (files []string) {
	inside := -1
	for line := range strings.Lines(text) {
		inner := strings.TrimLeft(line, " ")
		indent := len(line) - len(inner)
		inner, _, _ = strings.Cut(strings.TrimSpace(inner), " #")
		if inner == "" || inner[0] == '#' {
			continue
		}
		isItem := strings.HasPrefix(inner, "- ")
		if inside >= 0 && (indent < inside || indent == inside && !isItem) {
			inside = -1
		}
		value := ""
		if rest, ok := strings.CutPrefix(inner, "env_file:"); ok {
			inside, value = indent, rest
		} else if inside >= 0 {
			value = strings.TrimPrefix(strings.TrimPrefix(inner, "- "), "path:")
		}
		for name := range strings.SplitSeq(strings.Trim(value, " []"), ",") {
			if name = strings.Trim(name, `"' `); name != "" && !strings.ContainsAny(name, "$:{") {
				files = append(files, name)
			}
		}
	}
	return files
}
