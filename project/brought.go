package project

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"create-app/project/env"
)

// bringers are the files by which tools other than Node's set variables for all that is run in a folder: direnv, mise, a dev
// container, Nix and what is made of it.
func bringers() []string {
	return []string{
		".envrc", "mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml", ".config/mise.toml", ".config/mise/config.toml", "mise/config.toml",
		".devcontainer/devcontainer.json", ".devcontainer.json", "flake.nix", "shell.nix", "devenv.nix",
	}
}

// readBringers reads them, here and at the root of the workspace, for [Project.MayBring].
func (p *Project) readBringers() {
	for _, root := range []string{p.Root, p.Dir, p.WorkspaceRoot} {
		for _, name := range bringers() {
			path := filepath.Join(root, filepath.FromSlash(name))
			if root == "" || !p.disk.hasFile(path) {
				continue
			}
			if text, err := p.disk.readFile(path); err == nil {
				p.bringers = append(p.bringers, text)
			}
		}
	}
}

// bringsAny matches what has one of these tools take variables from somewhere else: other files, a vault, a program.
var bringsAny = regexp.MustCompile(`(?m)^\s*(?:dotenv\w*|source\w*|eval|\.|set -a)(?:\s|$)|_\.(?:file|source)\b|\benv_file\b|--env-file`)

// MayBring reports whether a tool that sets variables in this folder may set one of them.
func (p *Project) MayBring(name string) bool {
	for _, text := range p.bringers {
		if namesVariable(text, name) || bringsAny.Match(text) {
			return true
		}
	}
	return false
}

// namesVariable reports whether a text has a name that is no part of another one, outside of its comments.
func namesVariable(text []byte, name string) bool {
	for line := range bytes.Lines(text) {
		said, _, _ := bytes.Cut(line, []byte("#"))
		for at := 0; ; {
			next := bytes.Index(said[at:], []byte(name))
			if next < 0 {
				break
			}
			at += next + len(name)
			if (at == len(name) || !env.IsWordByte(said[at-len(name)-1])) && (at == len(said) || !env.IsWordByte(said[at])) {
				return true
			}
		}
	}
	return false
}

// NextConfigSets reports whether the config of Next.js names a variable: what it has in env is there wherever the app runs.
func (p *Project) NextConfigSets(name string) bool { return namesVariable(p.nextConfig, name) }

// nextConfigs are where the config of Next.js may be in a folder.
func nextConfigs(dir string) (paths []string) {
	for _, ext := range []string{".js", ".mjs", ".ts", ".cjs", ".mts"} {
		paths = append(paths, filepath.Join(dir, "next.config"+ext))
	}
	return paths
}

// readNextConfig reads it, for [Project.NextConfigSets] and [Project.ChecksRoutes].
func (p *Project) readNextConfig() {
	for _, path := range nextConfigs(p.Root) {
		if !p.disk.mayHold(path) {
			continue
		}
		text, err := p.disk.readFile(path)
		if err != nil {
			continue
		}
		p.overlooksTypes = p.overlooksTypes || strings.Contains(string(text), "ignoreBuildErrors") || strings.Contains(string(text), "tsconfigPath")
		if strings.Contains(string(text), "env") {
			p.nextConfig = text
			return
		}
	}
}
