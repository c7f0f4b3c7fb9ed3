package scaffold

import (
	"strings"

	"create-app/plain"
)

// CommandLine is the command that gives these options again, every answer
// spelt out, quoted for the shells of this system.
func (o Options) CommandLine() string {
	return strings.Join(o.CommandWords(), " ")
}

// CommandWords are the words of the command line, in pieces that belong on one
// line: a flag and its value are one.
func (o Options) CommandWords() []string {
	words := []string{o.Program.Command(), plain.Path(o.Dir)}
	if o.Name != "" {
		words = append(words, "--name "+plain.Word(o.Name))
	}
	words = append(words, "--db "+o.Database, "--auth "+o.Auth)
	if o.Auth != "none" {
		providers := strings.Join(o.Providers, ",")
		if providers == "" {
			providers = noProviders
		}
		words = append(words, "--providers "+plain.Word(providers), "--next-auth "+o.NextAuth)
	}
	words = append(words, "--prisma "+o.Prisma, "--router "+o.Router,
		onOff("tailwind", o.Tailwind), "--linter "+o.Linter, onOff("agents-md", o.AgentsMD))
	if o.SrcDir {
		words = append(words, "--src-dir")
	}
	words = append(words, "--import-alias "+plain.Word(o.ImportAlias), "--package-manager "+o.PackageManager)
	if o.OnConflict != ConflictAbort {
		words = append(words, "--on-conflict "+o.OnConflict)
	}
	return append(words, onOff("install", o.Install), onOff("git", o.Git))
}

func onOff(flag string, on bool) string {
	if on {
		return "--" + flag
	}
	return "--no-" + flag
}
