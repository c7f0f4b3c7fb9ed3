package project

import (
	"bytes"
	"encoding/json"
	"path"
	"path/filepath"
	"strings"
)

// lockfiles are those of a project, the nearest first. A file is read when
// it is asked for, and searched rather than decoded: it may have a million lines.
type lockfiles struct {
	disk      *disk
	found     []lockfile
	workspace string // the project's folder from the workspace root, or "."
	known     map[[2]string]locked
}

type lockfile struct {
	path    string
	manager string
	open    func(text []byte, workspace string) lookup
	lookup  lookup // of open, once it is asked for
}

// lookup finds the version of a package that is asked for with a range, or "".
type lookup func(name, asked string) string

func (d *disk) findLockfiles(root, workspaceRoot string) *lockfiles {
	l := &lockfiles{disk: d, workspace: ".", known: map[[2]string]locked{}}
	dirs := []string{root}
	if workspaceRoot != "" {
		dirs = append(dirs, workspaceRoot)
		if rel, err := filepath.Rel(workspaceRoot, root); err == nil {
			l.workspace = filepath.ToSlash(rel)
		}
	}
	for _, dir := range dirs {
		for _, kind := range []lockfile{
			{path: "pnpm-lock.yaml", manager: "pnpm", open: openPNPM},
			{path: "yarn.lock", manager: "yarn", open: openYarn},
			{path: "bun.lock", manager: "bun", open: openBun},
			{path: "bun.lockb", manager: "bun"}, // binary
			{path: "package-lock.json", manager: "npm", open: openNPM},
			{path: "npm-shrinkwrap.json", manager: "npm", open: openNPM},
		} {
			kind.path = filepath.Join(dir, kind.path)
			if d.hasFile(kind.path) {
				l.found = append(l.found, kind)
			}
		}
	}
	return l
}

// version looks a package up, in the project's own lockfile first.
func (l *lockfiles) version(name, asked string) (path, version string) {
	key := [2]string{name, asked}
	found, known := l.known[key]
	if !known {
		found.path, found.version = l.search(name, asked)
		l.known[key] = found
	}
	return found.path, found.version
}

// locked is where a version stands, and which.
type locked struct{ path, version string }

func (l *lockfiles) search(name, asked string) (path, version string) {
	for i := range l.found {
		f := &l.found[i]
		if f.open == nil {
			continue
		}
		if f.lookup == nil {
			text, _ := l.disk.readFile(f.path)
			f.lookup = f.open(text, l.workspace)
		}
		version = f.lookup(name, asked)
		if version = exactVersion.FindString(version) + suffixOf(version); version != "" {
			return f.path, version
		}
	}
	return "", ""
}

// Locked reports whether the project has a lockfile.
func (p *Project) Locked() bool { return len(p.locks.found) > 0 }

// brings reports whether a package is in a lockfile at all, for whatever reason. A binary one may have it.
func (l *lockfiles) brings(name string) bool {
	for i := range l.found {
		f := &l.found[i]
		text, err := l.disk.readFile(f.path)
		if err != nil || f.open == nil {
			return true
		}
		if f.manager == "npm" && versionInFolder(text, "node_modules", name) != "" {
			return true
		}
		for _, before := range []string{"\n", `"`, "'", "/", " "} {
			if f.manager != "npm" && bytes.Contains(text, []byte(before+name+"@")) {
				return true
			}
		}
	}
	return false
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

// openNPM reads package-lock.json: "packages" by path since version 2,
// before that nested "dependencies" by name, of which the outermost counts.
func openNPM(text []byte, workspace string) lookup {
	folders := []string{"node_modules"}
	if workspace != "." {
		folders = []string{workspace + "/node_modules", "node_modules"}
	}
	return func(name, _ string) string {
		for _, folder := range folders {
			if v := versionInFolder(text, folder, name); v != "" {
				return v
			}
		}
		return outermostVersion(text, name)
	}
}

// versionInFolder decodes the object behind the key "folder/name". What it
// searches for begins with the slash, which is rarer than the quote or a letter.
func versionInFolder(text []byte, folder, name string) string {
	end := []byte("/" + name + `"`)
	for rest := text; ; {
		at := bytes.Index(rest, end)
		if at < 0 {
			return ""
		}
		before, after := rest[:at], bytes.TrimLeft(rest[at+len(end):], " \t\r\n")
		rest = rest[at+len(end):]
		after, isKey := bytes.CutPrefix(after, []byte(":"))
		if after = bytes.TrimLeft(after, " \t\r\n"); isKey && bytes.HasPrefix(after, []byte("{")) && bytes.HasSuffix(before, []byte(`"`+folder)) {
			return objectVersion(after)
		}
	}
}

func objectVersion(text []byte) string {
	var entry struct{ Version string }
	if json.NewDecoder(bytes.NewReader(text)).Decode(&entry) != nil {
		return ""
	}
	return entry.Version
}

func outermostVersion(text []byte, name string) string {
	if bytes.Contains(text, []byte(`"packages"`)) || !bytes.Contains(text, []byte(`"dependencies"`)) {
		return ""
	}
	key := []byte(`"` + name + `"`)
	best, indent := -1, 0
	for at := 0; ; {
		found := bytes.Index(text[at:], key)
		if found < 0 {
			break
		}
		start := at + found
		at = start + len(key)
		before := bytes.TrimRight(text[:start], " \t")
		after, isKey := bytes.CutPrefix(bytes.TrimLeft(text[at:], " \t\r\n"), []byte(":"))
		after = bytes.TrimLeft(after, " \t\r\n")
		if !isKey || !bytes.HasPrefix(after, []byte("{")) || len(before) > 0 && before[len(before)-1] != '\n' {
			continue
		}
		if here := start - len(before); best < 0 || here < indent {
			best, indent = len(text)-len(after), here
		}
	}
	if best < 0 {
		return ""
	}
	return objectVersion(text[best:])
}

// openPNPM reads the part of pnpm-lock.yaml that says what each workspace
// depends on; before version 6 names stand directly before their version.
func openPNPM(text []byte, workspace string) lookup {
	hasImporters := bytes.HasPrefix(text, []byte("importers:")) || bytes.Contains(text, []byte("\nimporters:"))
	return func(name, _ string) string { return pnpmVersion(text, hasImporters, workspace, name) }
}

func pnpmVersion(text []byte, hasImporters bool, workspace, name string) string {
	section, importer := "", ""
	inPackage, packageIndent := false, 0
	for bytes := range bytes.Lines(text) {
		line := string(bytes)
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

// openYarn reads yarn.lock of version 1 and of the later ones: a line of
// descriptors, the version on a line below. The descriptor with the range of
// package.json counts; failing that, the only one there is.
func openYarn(text []byte, _ string) lookup {
	var entries []int32 // where they begin; a file has as many as it has lines
	for at := 0; at < len(text); {
		switch text[at] {
		case ' ', '\t', '\r', '\n', '#':
		default:
			entries = append(entries, int32(at))
		}
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	return func(name, asked string) string { return yarnVersion(text, entries, name, asked) }
}

func yarnVersion(text []byte, entries []int32, name, asked string) string {
	found, exact := map[string]bool{}, ""
	start := []byte(name + "@")
	for _, at := range entries {
		entry := text[at:]
		if !bytes.HasPrefix(bytes.TrimPrefix(entry, []byte(`"`)), start) {
			continue
		}
		head, body, _ := bytes.Cut(entry, []byte("\n"))
		matches := yarnDescriptors(strings.TrimSuffix(strings.TrimSpace(string(head)), ":"), name, asked)
		for line := range bytes.Lines(body) {
			if line[0] != ' ' {
				break
			}
			if v, ok := strings.CutPrefix(strings.TrimSpace(string(line)), "version"); ok {
				v = strings.Trim(strings.TrimLeft(v, ": "), `"`)
				if found[v] = true; matches {
					exact = v
				}
				break
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

func yarnDescriptors(line, name, asked string) (matches bool) {
	for d := range strings.SplitSeq(strings.ReplaceAll(line, `"`, ""), ",") {
		wanted, ok := strings.CutPrefix(strings.TrimSpace(d), name+"@")
		matches = matches || ok && (wanted == asked || wanted == "npm:"+asked)
	}
	return matches
}

// openBun reads bun.lock: "name": ["name@version", …] under "packages", with
// the workspace's name before it where versions differ.
func openBun(text []byte, workspace string) lookup {
	return func(name, _ string) string {
		if workspace != "." {
			if v := bunVersion(text, path.Base(workspace)+"/"+name, name); v != "" {
				return v
			}
		}
		return bunVersion(text, name, name)
	}
}

func bunVersion(text []byte, key, name string) string {
	start, before := []byte(`["`+name+"@"), []byte(`"`+key+`":`)
	for rest := text; ; {
		at := bytes.Index(rest, start)
		if at < 0 {
			return ""
		}
		isKey := bytes.HasSuffix(bytes.TrimRight(rest[:at], " \t\r\n"), before)
		rest = rest[at+len(start):]
		if end := bytes.IndexByte(rest, '"'); isKey && end > 0 {
			return string(rest[:end])
		}
	}
}
