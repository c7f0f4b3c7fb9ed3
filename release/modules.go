package main

import (
	"bytes"
	"context"
	"debug/buildinfo"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// module is a dependency that is in the program.
type module struct {
	Path, Version string
	Licence       string // SPDX
	Text          string // the licence, and the notice if there is one
}

// modulesOf are the modules in the programs, as these say themselves, and Go's own library.
func modulesOf(ctx context.Context, root, goVersion string, programs []string) ([]module, error) {
	versions := map[string]string{}
	for _, program := range programs {
		info, err := buildinfo.ReadFile(program)
		if err != nil {
			return nil, err
		}
		for _, m := range info.Deps {
			if m.Replace != nil {
				return nil, fmt.Errorf("%s is replaced; a release is made from published modules only", m.Path)
			}
			versions[m.Path] = m.Version
		}
	}
	folders, err := moduleFolders(ctx, root)
	if err != nil {
		return nil, err
	}
	goroot, err := output(ctx, root, nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	std := module{Path: "std", Version: strings.TrimPrefix(goVersion, "go")}
	if err := std.readLicence(strings.TrimSpace(goroot)); err != nil {
		return nil, err
	}
	modules := []module{std}
	for path, version := range versions {
		m := module{Path: path, Version: version}
		if err := m.readLicence(folders[path]); err != nil {
			return nil, err
		}
		modules = append(modules, m)
	}
	slices.SortFunc(modules, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return modules, nil
}

// moduleFolders are where the sources of the modules are.
func moduleFolders(ctx context.Context, root string) (map[string]string, error) {
	list, err := output(ctx, root, []string{"GOFLAGS=", "GOWORK=off"}, "go", "list", "-m", "-json", "all")
	if err != nil {
		return nil, err
	}
	folders := map[string]string{}
	decoder := json.NewDecoder(strings.NewReader(list))
	for {
		var m struct{ Path, Dir string }
		switch err := decoder.Decode(&m); {
		case errors.Is(err, io.EOF):
			return folders, nil
		case err != nil:
			return nil, err
		}
		folders[m.Path] = m.Dir
	}
}

// readLicence reads the texts that have to go along. A licence that is not one of
// those below is an error: it has to be looked at before it is shipped.
func (m *module) readLicence(folder string) error {
	if folder == "" {
		return fmt.Errorf("the source of %s is not here", m.Path)
	}
	names, err := fs.Glob(os.DirFS(folder), "*")
	if err != nil {
		return err
	}
	named := regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([.-].*)?$`)
	var all []string
	for _, name := range names {
		if !named.MatchString(name) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if m.Licence == "" {
			m.Licence = licenceOf(text)
		}
		all = append(all, strings.TrimSpace(string(text)))
	}
	if said, found := saidInReadme()[m.Path+"@"+m.Version]; m.Licence == "" && found {
		m.Licence = "MIT"
		all = append(all, said+"\n\n"+mitTerms)
	}
	if m.Licence == "" {
		return fmt.Errorf("%s: its licence is none of those that the release program knows; look at %s", m.Path, folder)
	}
	m.Text = strings.Join(all, "\n\n")
	return nil
}

//go:embed mit.txt
var mitTerms string

// saidInReadme are the modules that have no file for it: the README of each names the
// MIT licence and the author, in these words.
func saidInReadme() map[string]string {
	return map[string]string{
		"github.com/mattn/go-localereader@v0.0.1": "License: MIT. Author: Yasuhiro Matsumoto (a.k.a. mattn)",
	}
}

// licenceOf recognises the licences we can ship by what only they say.
func licenceOf(text []byte) string {
	flat := strings.Join(strings.Fields(string(text)), " ")
	has := func(parts ...string) bool {
		return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(flat, part) })
	}
	switch {
	case has("Apache License", "Version 2.0"):
		return "Apache-2.0"
	case has("Permission is hereby granted, free of charge", "The above copyright notice and this permission notice"):
		return "MIT"
	case has("Permission to use, copy, modify, and/or distribute this software for any purpose"):
		return "ISC"
	case has("Redistribution and use in source and binary forms", "endorse or promote"):
		return "BSD-3-Clause"
	case has("Redistribution and use in source and binary forms"):
		return "BSD-2-Clause"
	}
	return ""
}

// notices are the licences of all modules in one text.
func notices(a about, modules []module) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s contains the work of others, under these licences.\n", a.Name)
	for _, m := range modules {
		name := m.Path + " " + m.Version
		if m.Path == "std" {
			name = "The standard library of Go " + m.Version
		}
		fmt.Fprintf(&out, "\n%s\n%s (%s)\n%s\n\n%s\n", strings.Repeat("=", 80), name, m.Licence, strings.Repeat("=", 80), m.Text)
	}
	return out.Bytes()
}
