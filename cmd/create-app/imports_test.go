package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// importOrder has every package of the module: each may import those behind it.
func importOrder() []string {
	return []string{
		"cmd/create-app", "lsp", "prompts", "prompts/background", "prompts/palette", "doctor", "scaffold/join", "scaffold/move", "scaffold", "scaffold/change",
		"git", "templates", "nextauth",
		"project", "project/prismaconfig", "project/typescript", "project/gitignore", "project/env", "project/manifest",
		"psl/internal/conformance/format", "psl/internal/conformance/lint", "psl/internal/conformance",
		"psl/internal/corpus",
		"psl", "psl/suggest", "psl/words", "psl/inspect", "psl/convert", "psl/complete", "psl/edit", "psl/validate", "psl/format", "psl/refs", "psl/schema",
		"psl/connector", "psl/internal/splice", "psl/syntax", "psl/internal/lines", "psl/internal/slab", "psl/code", "psl/diag", "psl/token",
		"internal/faults", "untrusted", "plain", "golden", "internal/projects/lay", "internal/projects", "internal/oracle", "internal/sandbox", "internal/mutate",
	}
}

func TestImportsGoOneWay(t *testing.T) {
	order := importOrder()
	packages := packageImports(t, filepath.Join("..", ".."))
	for name, imports := range packages {
		require.Contains(t, order, name, "give the new package its place in importOrder and in docs/architecture.md")
		for _, path := range imports {
			if own, found := strings.CutPrefix(path, "create-app/"); found {
				assert.Greater(t, slices.Index(order, own), slices.Index(order, name), "%s imports %s", name, own)
			}
		}
	}
	assert.Len(t, packages, len(order), "importOrder names a package that is gone")
}

func TestOnlySomePackagesKnowOfTheOutside(t *testing.T) {
	for name, imports := range packageImports(t, filepath.Join("..", "..")) {
		for _, path := range imports {
			assert.True(t, mayImport(name, path), "%s imports %s", name, path)
		}
	}
	assert.False(t, mayImport("scaffold", "github.com/charmbracelet/huh"))
	assert.False(t, mayImport("psl/syntax", "os"))
	assert.False(t, mayImport("psl", "github.com/spf13/afero"))
	assert.True(t, mayImport("scaffold", "github.com/spf13/afero"))
	assert.False(t, mayImport("scaffold/change", "create-app/project/env"))
}

// mayImport says what a package may import from outside of the module: cobra
// is for the commands, the terminal for prompts, files and folders are all that
// scaffold/change knows, with how they are shown, and the language is all that psl knows; its internal comparisons with Prisma run it and read files.
func mayImport(name, path string) bool {
	under := func(folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }
	_, isOwn := strings.CutPrefix(path, "create-app/")
	compares := under("psl/internal/conformance") || under("psl/internal/corpus")
	outside := strings.Contains(path, ".")
	switch {
	case strings.HasPrefix(path, "github.com/spf13/cobra"), strings.HasPrefix(path, "github.com/spf13/pflag"):
		return under("cmd")
	case strings.HasPrefix(path, "github.com/charmbracelet/"):
		return under("prompts")
	case name == "scaffold/change" && isOwn:
		return path == "create-app/untrusted" || path == "create-app/plain" // files, folders and how their names are shown are all it knows
	case under("psl") && !compares:
		forbidden := []string{"os", "os/exec", "io/fs", "path/filepath", "net", "net/http", "syscall", "embed"}
		return !outside && !slices.Contains(forbidden, path)
	}
	return true
}

// packageImports are the imports of every package below root, without those of its tests.
func packageImports(t *testing.T, root string) map[string][]string {
	t.Helper()
	packages := make(map[string][]string)
	require.NoError(t, fs.WalkDir(os.DirFS(root), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.IsDir() && path == "release": // a module of its own
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(filepath.Dir(path))
		if _, known := packages[name]; !known {
			packages[name] = nil // it is there, even if it imports nothing
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			packages[name] = append(packages[name], imported)
		}
		return nil
	}))
	return packages
}
