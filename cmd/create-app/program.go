package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	"create-app/plain"
	"create-app/project"
)

// program is how the user can start this program again. The npm package's shim says in CREATE_APP_NPM_PACKAGE which
// package it belongs to; a program that was started otherwise is found under its own name.
//
// The name alone is never given to npx or bunx: where nothing of that name is installed they would fetch it, and on npm
// it is a stranger's.
func (e *Env) program() plain.Program {
	name := e.Getenv("CREATE_APP_NPM_PACKAGE")
	if name == "" {
		return ""
	}
	name = plain.Word(name)
	agent := e.Getenv("npm_config_user_agent")
	if _, err := e.Runner.Find("create-app"); agent == "" && err == nil {
		return "" // installed for all projects
	}
	manager, rest, _ := strings.Cut(agent, "/")
	installed := e.installedNear(name)
	switch {
	case (manager == "pnpm" || manager == "yarn") && installed:
		return plain.Program(project.Manager(manager).Exec("create-app"))
	case manager == "pnpm":
		return plain.Program("pnpm dlx " + name)
	case manager == "yarn" && !strings.HasPrefix(rest, "1."): // Yarn 1 has no dlx
		return plain.Program("yarn dlx " + name)
	case manager == "bun":
		return plain.Program("bunx " + name)
	}
	return plain.Program("npx " + name)
}

// installedNear reports whether a package is installed in the working directory or above it.
func (e *Env) installedNear(name string) bool {
	for dir := e.Dir; ; dir = filepath.Dir(dir) {
		if found, err := afero.Exists(e.FS, filepath.Join(dir, "node_modules", filepath.FromSlash(name), "package.json")); err == nil && found {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
