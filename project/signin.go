package project

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// SignInFile is a source that sets NextAuth up, and what it shows of how.
type SignInFile struct {
	Path      string   // from Root, with slashes
	Providers []string // ids: the last part of the modules that providers are imported from
	Strategy  string   // of sessions, as written: jwt or database; empty where it is not
	Adapter   bool     // it calls Prisma's adapter
}

// signInPlaces are the files where NextAuth's options usually stand.
func signInPlaces() []string {
	var names []string
	for _, place := range []string{
		"auth", "auth.config", "lib/auth", "server/auth", "server/auth/index", "server/auth/config", "utils/auth", "config/auth",
		"app/auth", "app/lib/auth", "app/api/auth/[...nextauth]/route", "app/api/auth/[...nextauth]/options", "pages/api/auth/[...nextauth]",
	} {
		for _, below := range []string{"", "src"} {
			for _, extension := range []string{".ts", ".js", ".tsx", ".mjs"} {
				names = append(names, path.Join(below, place+extension))
			}
		}
	}
	return names
}

// findSignIn reads the files that usually set NextAuth up.
func (p *Project) findSignIn() {
	for _, name := range signInPlaces() {
		path := filepath.Join(p.Root, filepath.FromSlash(name))
		if !p.disk.mayHold(path) {
			continue
		}
		text, err := p.disk.readFile(path)
		if err != nil {
			continue
		}
		f := readSignIn(name, string(text))
		if f.Strategy != "" || len(f.Providers) > 0 || f.Adapter || strings.Contains(string(text), "next-auth") {
			p.SignIn = append(p.SignIn, f)
		}
	}
}

// readSignIn reads one source.
func readSignIn(name, text string) SignInFile {
	f := SignInFile{Path: name}
	src := typescript.Scan(name, text)
	for i := range src.Tokens {
		switch {
		case src.At(i).Kind == typescript.String:
			if id := providerOf(src.Value(i)); id != "" && !slices.Contains(f.Providers, id) {
				f.Providers = append(f.Providers, id)
			}
		case f.Strategy == "" && src.Is(i, "strategy") && src.Is(i+1, ":"):
			if value := src.Value(i + 2); value == "jwt" || value == "database" {
				f.Strategy = value
			}
		case src.Is(i, "PrismaAdapter") && src.Is(i+1, "("):
			f.Adapter = true
		}
	}
	return f
}

// providerOf is the id of the provider that a module holds, or empty.
func providerOf(module string) string {
	for _, below := range []string{"next-auth/providers/", "@auth/core/providers/"} {
		id, found := strings.CutPrefix(module, below)
		if found && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
			return id
		}
	}
	return ""
}

// Providers are those of all files that set NextAuth up, each once.
func (p *Project) Providers() []string {
	var all []string
	for _, f := range p.SignIn {
		for _, id := range f.Providers {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all
}
