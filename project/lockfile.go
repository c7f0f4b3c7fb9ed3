package project

import (
	"bytes"
	"encoding/json"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/afero"
)

// lockfiles are those of a project, the nearest first. A file is read when
// somebody asks, and searched rather than decoded: it may have a million lines.
type lockfiles struct {
	fsys      afero.Fs
	found     []lockfile
	workspace string // the project's folder from the workspace root, or "."
}

type lockfile struct {
	path    string
	manager string
	lookup  func(text []byte, workspace, name, asked string) string
	text    []byte
	read    bool
}

func readLockfiles(fsys afero.Fs, root, workspaceRoot string) *lockfiles {
	l := &lockfiles{fsys: fsys, workspace: "."}
	dirs := []string{root}
	if workspaceRoot != "" {
		dirs = append(dirs, workspaceRoot)
		if rel, err := filepath.Rel(workspaceRoot, root); err == nil {
			l.workspace = filepath.ToSlash(rel)
		}
	}
	for _, dir := range dirs {
		for _, kind := range []lockfile{
			{path: "pnpm-lock.yaml", manager: "pnpm", lookup: lookupPNPM},
			{path: "yarn.lock", manager: "yarn", lookup: lookupYarn},
			{path: "bun.lock", manager: "bun", lookup: lookupBun},
			{path: "bun.lockb", manager: "bun"}, // binary
			{path: "package-lock.json", manager: "npm", lookup: lookupNPM},
			{path: "npm-shrinkwrap.json", manager: "npm", lookup: lookupNPM},
		} {
			kind.path = filepath.Join(dir, kind.path)
			if isFile(fsys, kind.path) {
				l.found = append(l.found, kind)
			}
		}
	}
	return l
}

// version looks a package up, in the project's own lockfile first.
func (l *lockfiles) version(name, asked string) (path, version string) {
	for i := range l.found {
		f := &l.found[i]
		if f.lookup == nil {
			continue
		}
		if !f.read {
			f.text, _ = afero.ReadFile(l.fsys, f.path)
			f.read = true
		}
		version = f.lookup(f.text, l.workspace, name, asked)
		if version = exactVersion.FindString(version) + suffixOf(version); version != "" {
			return f.path, version
		}
	}
	return "", ""
}

// suffixOf is the prerelease part of a version without the peers that pnpm
// writes behind it.
func suffixOf(version string) string {
	core := exactVersion.FindString(version)
	rest := version[len(core):]
	if core == "" || !strings.HasPrefix(rest, "-") {
		return ""
	}
	if i := strings.IndexAny(rest, "(_+ "); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// lookupNPM reads package-lock.json: "packages" by path since version 2,
// before that nested "dependencies" by name, of which the outermost counts.
func lookupNPM(text []byte, workspace, name, _ string) string {
	paths := []string{"node_modules/" + name}
	if workspace != "." {
		paths = append([]string{workspace + "/node_modules/" + name}, paths...)
	}
	for _, p := range paths {
		if v := versionBehind(text, regexp.MustCompile(`"`+regexp.QuoteMeta(p)+`"\s*:\s*\{`)); v != "" {
			return v
		}
	}
	return outermostVersion(text, name)
}

// versionBehind decodes the object that a key opens.
func versionBehind(text []byte, key *regexp.Regexp) string {
	at := key.FindIndex(text)
	if at == nil {
		return ""
	}
	return objectVersion(text[at[1]-1:])
}

func objectVersion(text []byte) string {
	var entry struct{ Version string }
	if json.NewDecoder(bytes.NewReader(text)).Decode(&entry) != nil {
		return ""
	}
	return entry.Version
}

func outermostVersion(text []byte, name string) string {
	if !bytes.Contains(text, []byte(`"dependencies"`)) || bytes.Contains(text, []byte(`"packages"`)) {
		return ""
	}
	best, version := -1, ""
	for _, at := range regexp.MustCompile(`(?m)^([ \t]*)"`+regexp.QuoteMeta(name)+`"\s*:\s*\{`).FindAllSubmatchIndex(text, -1) {
		if indent := at[3] - at[2]; best < 0 || indent < best {
			best, version = indent, objectVersion(text[at[1]-1:])
		}
	}
	return version
}

// lookupPNPM reads the part of pnpm-lock.yaml that says what each workspace
// depends on; before version 6 names stand directly before their version.
func lookupPNPM(text []byte, workspace, name, _ string) string {
	hasImporters := bytes.HasPrefix(text, []byte("importers:")) || bytes.Contains(text, []byte("\nimporters:"))
	section, importer := "", ""
	inPackage, packageIndent := false, 0
	for line := range strings.Lines(string(text)) {
		body := strings.TrimSpace(line)
		if body == "" || body[0] == '#' {
			continue
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		key, value, _ := strings.Cut(body, ": ")
		key = strings.Trim(strings.TrimSuffix(key, ":"), `'"`)
		switch {
		case indent == 0:
			section, importer, inPackage = key, "", false
			continue
		case section == "packages" || section == "snapshots":
			return ""
		case section == "importers" && indent == 2:
			importer, inPackage = key, false
			continue
		}
		mine := importer == workspace && section == "importers" || !hasImporters && strings.HasSuffix(strings.ToLower(section), "dependencies")
		switch {
		case !mine || section == "importers" && indent == 4:
			inPackage = false
		case inPackage && indent > packageIndent && key == "version":
			return strings.Trim(value, `'"`)
		case key == name && exactVersion.MatchString(strings.Trim(value, `'"`)):
			return strings.Trim(value, `'"`)
		case key == name:
			inPackage, packageIndent = true, indent
		case indent <= packageIndent:
			inPackage = false
		}
	}
	return ""
}

// lookupYarn reads yarn.lock of version 1 and of the later ones: a line of
// descriptors, the version on a line below. The descriptor with the range of
// package.json counts; failing that, the only one there is.
func lookupYarn(text []byte, _, name, asked string) string {
	found, exact := map[string]bool{}, ""
	mine, matches := false, false
	for line := range strings.Lines(string(text)) {
		body := strings.TrimSpace(line)
		switch {
		case body == "" || body[0] == '#':
		case line[0] != ' ':
			mine, matches = yarnDescriptors(strings.TrimSuffix(body, ":"), name, asked)
		case mine:
			v, ok := strings.CutPrefix(body, "version")
			if !ok {
				continue
			}
			v = strings.Trim(strings.TrimLeft(v, ": "), `"`)
			found[v] = true
			if mine = false; matches {
				exact = v
			}
		}
	}
	if exact == "" && len(found) == 1 {
		for v := range found {
			return v
		}
	}
	return exact
}

func yarnDescriptors(line, name, asked string) (mine, matches bool) {
	for d := range strings.SplitSeq(strings.ReplaceAll(line, `"`, ""), ",") {
		wanted, ok := strings.CutPrefix(strings.TrimSpace(d), name+"@")
		if !ok {
			continue
		}
		mine = true
		matches = matches || wanted == asked || wanted == "npm:"+asked
	}
	return mine, matches
}

// lookupBun reads bun.lock: "name": ["name@version", …] under "packages",
// with the workspace's name before it where versions differ.
func lookupBun(text []byte, workspace, name, _ string) string {
	keys := []string{name}
	if workspace != "." {
		keys = append([]string{path.Base(workspace) + "/" + name}, keys...)
	}
	for _, key := range keys {
		entry := regexp.MustCompile(`"` + regexp.QuoteMeta(key) + `"\s*:\s*\[\s*"` + regexp.QuoteMeta(name) + `@([^"]+)"`)
		if m := entry.FindSubmatch(text); m != nil {
			return string(m[1])
		}
	}
	return ""
}
