package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"strings"
	"time"
)

//go:embed npm/create-app.js
var shim []byte

//go:embed npm/platform.md
var platformReadme string

// npmPackage is a package.json. Fields come in the order npm's own documentation has.
type npmPackage struct {
	Name             string            `json:"name"`
	Version          string            `json:"version"`
	Description      string            `json:"description"`
	Keywords         []string          `json:"keywords,omitempty"`
	Homepage         string            `json:"homepage"`
	Bugs             string            `json:"bugs"`
	License          string            `json:"license"`
	Bin              map[string]string `json:"bin,omitempty"`
	Man              []string          `json:"man,omitempty"`
	Repository       npmRepository     `json:"repository"`
	OptionalPackages map[string]string `json:"optionalDependencies,omitempty"`
	Engines          map[string]string `json:"engines,omitempty"`
	OS               []string          `json:"os,omitempty"`
	CPU              []string          `json:"cpu,omitempty"`
	PreferUnplugged  bool              `json:"preferUnplugged,omitempty"` // Yarn has to unpack what is to be run
	PublishConfig    npmPublishConfig  `json:"publishConfig"`
}

type npmRepository struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type npmPublishConfig struct {
	Access string `json:"access"`
}

func newNPMPackage(a about, version, name, description string) npmPackage {
	return npmPackage{
		Name: name, Version: version, Description: description, License: a.Licence,
		Homepage: a.Repository + "#readme", Bugs: a.Repository + "/issues",
		Repository:    npmRepository{"git", "git+" + a.Repository + ".git"},
		PublishConfig: npmPublishConfig{"public"},
	}
}

// platformPackage has the program for one platform and nothing that runs by itself.
func platformPackage(a about, version string, at time.Time, t target, program, licence, notices []byte) (artifact, error) {
	p := newNPMPackage(a, version, a.npmName()+"-"+t.String(), "The program of "+a.npmName()+" for "+t.String())
	p.OS, p.CPU, p.PreferUnplugged = []string{t.Platform}, []string{t.Arch}, true
	readme := strings.ReplaceAll(platformReadme, "PACKAGE", a.npmName())
	return packNPM(p, at,
		entry{"bin/" + t.executable(a.Name), 0o755, program},
		entry{"LICENSE", 0o644, licence},
		entry{"README.md", 0o644, []byte(strings.ReplaceAll(readme, "PLATFORM", t.String()))},
		entry{"THIRD-PARTY-NOTICES.txt", 0o644, notices})
}

// mainPackage is the one that people install: the shim, and one package a platform of
// which npm takes the one that fits.
func mainPackage(a about, version string, at time.Time, x *texts) (artifact, error) {
	p := newNPMPackage(a, version, a.npmName(), a.Summary)
	p.Keywords = []string{"prisma", "next-auth", "nextjs", "create", "scaffold", "schema", "formatter", "validator"}
	p.Bin = map[string]string{a.Name: "bin/create-app.js"}
	p.Engines = map[string]string{"node": ">=18"}
	p.OptionalPackages = map[string]string{}
	for _, t := range targets() {
		p.OptionalPackages[a.npmName()+"-"+t.String()] = version
	}
	entries := []entry{
		{"bin/create-app.js", 0o755, shim},
		{"LICENSE", 0o644, x.Licence},
		{"README.md", 0o644, x.Readme},
	}
	for _, page := range x.Man {
		p.Man = append(p.Man, "man/"+page.Path)
		entries = append(entries, entry{"man/" + page.Path, 0o644, page.Data})
	}
	return packNPM(p, at, entries...)
}

// packNPM makes the tarball that npm publishes, under the name that "npm pack" gives it.
func packNPM(p npmPackage, at time.Time, entries ...entry) (artifact, error) {
	var manifest bytes.Buffer
	encoder := json.NewEncoder(&manifest)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(p); err != nil {
		return artifact{}, err
	}
	entries = append([]entry{{"package.json", 0o644, manifest.Bytes()}}, entries...)
	for i := range entries {
		entries[i].Path = "package/" + entries[i].Path
	}
	data, err := tarGz(entries, at)
	file := strings.ReplaceAll(strings.TrimPrefix(p.Name, "@"), "/", "-") + "-" + p.Version + ".tgz"
	return artifact{"npm/" + file, data}, err
}
