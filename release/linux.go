package main

import (
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goreleaser/nfpm/v2"
	"github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
	"github.com/goreleaser/nfpm/v2/rpm"
)

// linuxPackages makes the .deb and the .rpm of a Linux target.
func linuxPackages(a about, id identity, t target, program, notices []byte, x *texts) ([]artifact, error) {
	var made []artifact
	for _, kind := range []struct {
		name     string
		packager nfpm.Packager
		zsh      string
	}{
		{"deb", deb.Default, "/usr/share/zsh/vendor-completions/"},
		{"rpm", rpm.DefaultRPM, "/usr/share/zsh/site-functions/"},
	} {
		stage, err := os.MkdirTemp("", "create-app-release-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(stage)
		entries, err := installed(a, program, notices, kind.zsh, x)
		if err != nil {
			return nil, err
		}
		contents, err := staged(stage, id, entries)
		if err != nil {
			return nil, err
		}
		info := nfpm.WithDefaults(&nfpm.Info{
			Name: a.Name, Arch: t.GOARCH, Platform: "linux", Version: id.Version, Release: "1",
			Section: "devel", Priority: "optional", Maintainer: a.Maintainer, Vendor: a.publisher(),
			Description: a.Summary, Homepage: a.Repository, License: a.Licence,
			MTime: id.Time, DisableGlobbing: true,
			Overridables: nfpm.Overridables{
				Contents: contents, Umask: 0o022,
				RPM: nfpm.RPM{BuildHost: "localhost", Summary: a.Summary, Group: "Development/Tools"},
			},
		})
		var out bytes.Buffer
		if err := kind.packager.Package(info, &out); err != nil {
			return nil, err
		}
		made = append(made, artifact{kind.packager.ConventionalFileName(info), out.Bytes()})
	}
	return made, nil
}

// installed are the files of a package at their places in the system.
func installed(a about, program, notices []byte, zsh string, x *texts) ([]entry, error) {
	doc := "/usr/share/doc/" + a.Name + "/"
	changelog, err := gzipped(x.Changelog)
	if err != nil {
		return nil, err
	}
	copyright := strings.Join([]string{string(x.Licence), string(notices)}, "\n")
	entries := []entry{
		{"/usr/bin/" + a.Name, 0o755, program},
		{doc + "copyright", 0o644, []byte(copyright)},
		{doc + "changelog.gz", 0o644, changelog},
		{doc + "README.md", 0o644, x.Readme},
	}
	places := map[string]string{
		"create-app.bash": "/usr/share/bash-completion/completions/create-app",
		"_create-app":     zsh + "_create-app",
		"create-app.fish": "/usr/share/fish/vendor_completions.d/create-app.fish",
	}
	for _, file := range slices.Sorted(maps.Keys(places)) {
		entries = append(entries, entry{places[file], 0o644, x.Completions[file]})
	}
	for _, page := range x.Man {
		data, err := gzipped(page.Data)
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{"/usr/share/man/man1/" + page.Path + ".gz", 0o644, data})
	}
	return entries, nil
}

// staged writes entries to a folder, from which nfpm reads them.
func staged(folder string, id identity, entries []entry) (files.Contents, error) {
	var contents files.Contents
	for _, e := range entries {
		file := filepath.Join(folder, filepath.FromSlash(e.Path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, e.Data, e.Mode); err != nil {
			return nil, err
		}
		contents = append(contents, &files.Content{
			Source: file, Destination: e.Path,
			FileInfo: &files.ContentFileInfo{Owner: "root", Group: "root", Mode: e.Mode, MTime: id.Time},
		})
	}
	return contents, nil
}

func gzipped(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
