package project

import (
	"strings"

	"create-app/plain"
)

// Manager is a package manager: npm, pnpm, yarn or bun. Its methods are the
// commands that are typed for it.
type Manager string

// Install installs what package.json asks for.
func (m Manager) Install() string { return string(m) + " install" }

// Add installs packages that package.json does not ask for yet.
func (m Manager) Add(packages ...string) string {
	verb := " add "
	if m == "npm" {
		verb = " install "
	}
	words := make([]string, len(packages))
	for i, name := range packages {
		words[i] = plain.Word(name)
	}
	return string(m) + verb + strings.Join(words, " ")
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
