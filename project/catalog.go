package project

import (
	"encoding/json"
	"path/filepath"
	"strings"
)

// inCatalog is the range that a catalog of the workspace has for a package that is asked
// for with catalog: or catalog:NAME; any other range is returned as it is. It is empty
// where no catalog has the package.
func (p *Project) inCatalog(name, asked string) string {
	catalog, isCatalog := strings.CutPrefix(asked, "catalog:")
	if !isCatalog {
		return asked
	}
	if catalog == "default" {
		catalog = ""
	}
	root := p.WorkspaceRoot
	if root == "" {
		root = p.Root
	}
	for _, file := range []string{"pnpm-workspace.yaml", ".yarnrc.yml"} {
		if text, err := p.disk.readFile(filepath.Join(root, file)); err == nil {
			if version := yamlCatalog(string(text), catalog, name); version != "" {
				return version
			}
		}
	}
	text, err := p.disk.readFile(filepath.Join(root, "package.json"))
	if err != nil {
		return ""
	}
	type catalogs struct { // Bun's: beside the patterns of the workspace, or at the top
		Catalog  map[string]string
		Catalogs map[string]map[string]string
	}
	var manifest struct{ Workspaces json.RawMessage }
	var top, nested catalogs
	_ = decodeLoosely(text, &top)
	if decodeLoosely(text, &manifest) == nil {
		_ = json.Unmarshal(manifest.Workspaces, &nested) // a list has none
	}
	for _, c := range []catalogs{nested, top} {
		if version := c.Catalogs[catalog][name]; version != "" {
			return version
		}
		if version := c.Catalog[name]; version != "" && catalog == "" {
			return version
		}
	}
	return ""
}

// yamlCatalog reads what stands for a package under catalog:, or under a name below catalogs:.
func yamlCatalog(text, catalog, name string) string {
	top, below := "", "" // the keys that the line is under
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		inner := strings.TrimLeft(line, " ")
		if inner == "" || inner[0] == '#' {
			continue
		}
		key, value := yamlPair(inner)
		indent := len(line) - len(inner)
		switch {
		case indent == 0:
			top, below = key, ""
		case top == "catalog" && catalog == "" && key == name:
			return value
		case top == "catalogs" && value == "":
			below = key
		case top == "catalogs" && key == name && (below == catalog || below == "default" && catalog == ""):
			return value
		}
	}
	return ""
}

// yamlPair divides a line of a mapping; names with a scope stand in quotes.
func yamlPair(line string) (key, value string) {
	at := 0
	if line[0] == '"' || line[0] == '\'' {
		at = strings.IndexByte(line[1:], line[0]) + 2
	}
	colon := strings.IndexByte(line[min(at, len(line)):], ':')
	if colon < 0 {
		return unquoteYAML(line), ""
	}
	return unquoteYAML(line[:at+colon]), unquoteYAML(line[at+colon+1:])
}
