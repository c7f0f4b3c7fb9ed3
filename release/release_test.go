package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The one file for the owner can be read, and until it is filled in nothing is published.
func TestPlaceholdersAreNotPublished(t *testing.T) {
	a, err := readAbout("release.json")
	require.NoError(t, err)
	if len(a.unfilled()) == 0 {
		t.Skip("release.json is filled in")
	}
	var out, errOut bytes.Buffer
	code := run(t.Context(), []string{"-root", "..", "-out", t.TempDir(), "publish"}, &out, &errOut)
	assert.Equal(t, 1, code)
	assert.Empty(t, out.String())
	assert.Regexp(t, `release\.json: scope, repository, maintainer: still a placeholder; .*; nothing was published\n$`, errOut.String())
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"nope"}, {"build", "publish"}, {"-nope"}} {
		var out, errOut bytes.Buffer
		assert.Equal(t, 2, run(t.Context(), args, &out, &errOut), "%v", args)
		assert.Contains(t, errOut.String(), "usage: release ")
	}
}

func TestAboutIsChecked(t *testing.T) {
	good := example(t)
	require.NoError(t, good.check())
	assert.Empty(t, good.unfilled())
	for want, spoil := range map[string]func(*about){
		"has to begin with create-": func(a *about) { a.Name = "makeapp" },
		"is not one of npm":         func(a *about) { a.Scope = "acme" },
		"scope \"@Acme\"":           func(a *about) { a.Scope = "@Acme" },
		"is not an address":         func(a *about) { a.Repository = "git@example.com:acme/create-app" },
		"repository \"https://e":    func(a *about) { a.Repository = "https://example.com/acme" },
		"must not be empty":         func(a *about) { a.Licence = "" },
		"is not of the form":        func(a *about) { a.Maintainer = "acme" },
	} {
		a := good
		spoil(&a)
		assert.ErrorContains(t, a.check(), want)
	}
}

func TestChangesOf(t *testing.T) {
	log := "# Changes\n\nIntro.\n\n## 0.2.0 (unreleased)\n\n- new\n\n## 0.1.0 (2026-12-24)\n\n- first\n"
	got, err := changesOf([]byte(log), "0.2.0")
	require.NoError(t, err)
	assert.Equal(t, changes{"", "- new"}, got)
	got, err = changesOf([]byte(log[strings.Index(log, "## 0.1.0"):]), "0.1.0")
	require.NoError(t, err)
	assert.Equal(t, changes{"2026-12-24", "- first"}, got)
	for text, want := range map[string]string{
		log:                        "docs/changelog.md begins with 0.2.0, and the program says 0.1.0",
		"# Changes\n":              "has no heading such as",
		"## 0.1.0 (unreleased)\n":  "says nothing about 0.1.0",
		"## 0.1.0\n\n- no date\n":  "has no heading such as",
		"## 0.1.0 (tomorrow)\n- x": "has no heading such as",
	} {
		_, err := changesOf([]byte(text), "0.1.0")
		assert.ErrorContains(t, err, want)
	}
}

// The licences of our modules are recognised, and nothing else is taken for one of them.
func TestLicenceOf(t *testing.T) {
	own, err := os.ReadFile("../LICENSE")
	require.NoError(t, err)
	assert.Equal(t, "MIT", licenceOf(own))
	for text, want := range map[string]string{
		"Apache License\n   Version 2.0, January 2004":                                                                    "Apache-2.0",
		"Redistribution and use in source and binary forms, with or without\nmodification ... used to endorse or promote": "BSD-3-Clause",
		"Redistribution and use in source and binary\nforms are permitted":                                                "BSD-2-Clause",
		"GNU GENERAL PUBLIC LICENSE Version 3":                                                                            "",
		"Permission is hereby granted to nobody":                                                                          "",
	} {
		assert.Equal(t, want, licenceOf([]byte(text)), text)
	}
}

func TestArchivesAreTheSameTwice(t *testing.T) {
	at := time.Unix(1700000000, 0).UTC()
	entries := []entry{{"a/b", 0o755, []byte("program")}, {"a/README.md", 0o644, []byte("one\ntwo\n")}}
	for name, pack := range map[string]func([]entry, time.Time) ([]byte, error){"tar.gz": tarGz, "zip": zipped} {
		first, err := pack(entries, at)
		require.NoError(t, err)
		second, err := pack(entries, at)
		require.NoError(t, err)
		assert.Equal(t, first, second, name)
	}
}

// dist is replaced as a whole, and a folder with something else in it stays.
func TestWriteDist(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "dist")
	require.NoError(t, writeDist(folder, []artifact{{"npm/old.tgz", []byte("old")}, {sumsFile, nil}}))
	require.NoError(t, writeDist(folder, []artifact{{"new", []byte("new")}, {sumsFile, nil}}))
	assert.NoFileExists(t, filepath.Join(folder, "npm/old.tgz"))
	assert.FileExists(t, filepath.Join(folder, "new"))
	other := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(other, "thesis.txt"), []byte("x"), 0o644))
	assert.ErrorContains(t, writeDist(other, nil), "did not make")
	assert.FileExists(t, filepath.Join(other, "thesis.txt"))
}

// fill replaces the placeholders wherever people or programs read them, and then
// publishing gets past them.
func TestFill(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"README.md":                 "npm create @SCOPE/app\nhttps://github.com/OWNER/create-app/releases\n",
		"docs/ci.md":                "uses: OWNER/create-app@v0.1.0\n",
		"cmd/create-app/version.go": "const repository = \"https://github.com/OWNER/create-app\"\n",
		".github/workflows/ci.yml":  "# nothing to replace\n",
		"untracked.md":              "@SCOPE",
	} {
		require.NoError(t, os.MkdirAll(filepath.Join(root, filepath.Dir(name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o644))
	}
	git := func(args ...string) {
		cmd := exec.Command("git", append([]string{"-C", root, "-c", "user.name=t", "-c", "user.email=t@example.com"}, args...)...)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
	}
	git("init", "--quiet")
	git("add", "README.md", "docs", "cmd", ".github")
	git("commit", "--quiet", "--message", "source")
	s := settings{Root: root, About: "testdata/about.json", Out: filepath.Join(root, "dist")}
	assert.ErrorContains(t, publish(t.Context(), s, &bytes.Buffer{}), "README.md, cmd/create-app/version.go, docs/ci.md: still a placeholder")
	var out bytes.Buffer
	require.NoError(t, fill(t.Context(), s, &out))
	assert.Equal(t, "README.md\ncmd/create-app/version.go\ndocs/ci.md\n", out.String())
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	assert.Equal(t, "npm create @example/app\nhttps://example.com/example/create-app/releases\n", string(text))
	assert.ErrorContains(t, publish(t.Context(), s, &bytes.Buffer{}), "changes that are not committed")
}
