package project

import (
	"strings"

	"create-app/plain"
)

// Manager is a package manager: npm, pnpm, yarn or bun. Its methods are the
// commands that are typed for it.
type Manager string

// Lockfile is the file in which it keeps the versions that it installed.
func (m Manager) Lockfile() string {
	switch m {
	case "pnpm":
		return "pnpm-lock.yaml"
	case "yarn", "bun":
		return string(m) + ".lock"
	}
	return "package-lock.json"
}

// Install installs what package.json asks for.
func (m Manager) Install() string { return string(m) + " install" }

// Add installs packages that package.json does not ask for yet.
func (m Manager) Add(packages ...string) string {
	if m == "npm" {
		return m.with("install", packages)
	}
	return m.with("add", packages)
}

// Remove takes packages out of package.json.
func (m Manager) Remove(packages ...string) string {
	if m == "npm" {
		return m.with("uninstall", packages)
	}
	return m.with("remove", packages)
}

// with is the command that does something with packages.
func (m Manager) with(verb string, packages []string) string {
	words := []string{string(m), verb}
	for _, name := range packages {
		words = append(words, plain.Word(name))
	}
	return strings.Join(words, " ")
}

// Run runs a script of package.json.
func (m Manager) Run(script string) string {
	switch m {
	case "pnpm", "yarn":
		return string(m) + " " + script
	}
	return string(m) + " run " + script
}

// Exec runs a program of an installed package.
func (m Manager) Exec(command string) string {
	switch m {
	case "pnpm":
		return "pnpm exec " + command
	case "yarn":
		return "yarn " + command
	case "bun":
		return "bunx " + command
	}
	return "npx " + command
}
