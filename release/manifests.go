package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"strings"
	"text/template"
)

//go:embed manifests
var manifestFiles embed.FS

// release is what the manifests of package managers are filled in from.
type release struct {
	about
	Version string
	Date    string

	archives map[string]artifact // by target
}

// Folder is the one folder in the archive of a target.
func (r release) Folder(target string) string { return archiveFolder(r.about, r.Version, target) }

func archiveFolder(a about, version, target string) string {
	return a.Name + "-" + version + "-" + target
}

func (r release) URL(target string) string { return r.download(r.Version, r.archives[target].Name) }

func (r release) SHA256(target string) string { return r.archives[target].sha256() }

// UpperSHA256 is how winget writes it.
func (r release) UpperSHA256(target string) string { return strings.ToUpper(r.SHA256(target)) }

func (r release) Publisher() string { return r.publisher() }

// Windows are the targets that winget knows.
func (r release) Windows() []target {
	var windows []target
	for _, t := range targets() {
		if t.GOOS == "windows" {
			windows = append(windows, t)
		}
	}
	return windows
}

func (a artifact) sha256() string {
	sum := sha256.Sum256(a.Data)
	return hex.EncodeToString(sum[:])
}

// manifests are the files that other people's package managers read.
func manifests(r release) ([]artifact, error) {
	id := r.publisher() + "." + r.about.Name
	var made []artifact
	for _, m := range []struct{ template, file string }{
		{"homebrew.rb.tmpl", "homebrew/create-app.rb"},
		{"scoop.json.tmpl", "scoop/create-app.json"},
		{"winget.yaml.tmpl", "winget/" + id + ".yaml"},
		{"winget.installer.yaml.tmpl", "winget/" + id + ".installer.yaml"},
		{"winget.locale.en-US.yaml.tmpl", "winget/" + id + ".locale.en-US.yaml"},
	} {
		t, err := template.New(m.template).Option("missingkey=error").ParseFS(manifestFiles, "manifests/"+m.template)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		if err := t.Execute(&out, r); err != nil {
			return nil, err
		}
		made = append(made, artifact{m.file, out.Bytes()})
	}
	return made, nil
}
