package project

import (
	"bytes"
	"cmp"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

// findLayout looks where Next.js looks: app and pages in the root, and only
// when neither is there, in src.
func (p *Project) findLayout() {
	for _, dir := range []string{p.Root, filepath.Join(p.Root, "src")} {
		app, pages := isDir(p.fsys, filepath.Join(dir, "app")), isDir(p.fsys, filepath.Join(dir, "pages"))
		if !app && !pages {
			continue
		}
		p.SrcDir = dir != p.Root
		p.Router = "pages"
		if app {
			p.Router = "app"
		}
		p.BothRouters = app && pages
		break
	}
	p.ClientModule = p.findClientModule()
}

// RouterOr is the router by the folders that are there, and by an earlier
// answer where both or none are. It is empty where nothing says.
func (p *Project) RouterOr(answer string) string {
	if p.Router == "" || p.BothRouters {
		return cmp.Or(answer, p.Router)
	}
	return p.Router
}

// clientModules are where people keep their PrismaClient, below the root or
// src, without the extension.
func clientModules() []string {
	return []string{
		"server/db/client", "server/db", "server/db/index", "server/prisma", "lib/prisma", "lib/db", "lib/prisma/index",
		"lib/db/index", "lib/prismadb", "lib/client", "lib/server/prisma", "utils/prisma", "utils/db", "db/index", "db/client", "db/prisma",
		"db", "prisma/client", "prisma/index", "prisma", "app/lib/prisma", "app/lib/db", "app/utils/db", "services/prisma", "libs/prismadb", "libs/prisma",
	}
}

func (p *Project) findClientModule() string {
	for _, dir := range []string{p.Root, filepath.Join(p.Root, "src")} {
		for _, name := range clientModules() {
			for _, ext := range []string{".ts", ".js", ".mjs", ".tsx"} {
				path := filepath.Join(dir, filepath.FromSlash(name)) + ext
				text, err := afero.ReadFile(p.fsys, path)
				if err == nil && CreatesClient(text) {
					return path
				}
			}
		}
	}
	return ""
}

// CreatesClient reports whether a source file makes a PrismaClient.
func CreatesClient(text []byte) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("PrismaClient"))
		if i < 0 {
			return false
		}
		i += at
		at = i + len("PrismaClient")
		before := bytes.TrimRight(text[:i], " \t\r\n")
		after := bytes.TrimLeft(text[at:], " \t\r\n")
		if bytes.HasSuffix(before, []byte("new")) && len(before) < i && len(after) > 0 && (after[0] == '(' || after[0] == '<') && !inComment(text, i) {
			return true
		}
	}
}

// inComment judges by the line alone, which is enough for code that people
// have commented out.
func inComment(text []byte, at int) bool {
	line := text[bytes.LastIndexByte(text[:at], '\n')+1 : at]
	trimmed := bytes.TrimLeft(line, " \t")
	return bytes.Contains(line, []byte("//")) || bytes.HasPrefix(trimmed, []byte("*")) || bytes.HasPrefix(trimmed, []byte("/*"))
}

// Sources lists the JavaScript and TypeScript files of the project, without
// what is installed, built or generated, and without nested projects.
func (p *Project) Sources() ([]string, error) {
	var files []string
	err := p.walk(p.Root, 0, &files)
	return files, err
}

func (p *Project) walk(dir string, depth int, files *[]string) error {
	entries, err := p.readDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		path := filepath.Join(dir, name)
		switch {
		case entry.IsDir():
			if depth < maxDepth && !skipDir(name) && !p.isPackage(path) {
				if err := p.walk(path, depth+1, files); err != nil {
					return err
				}
			}
		case slices.Contains([]string{".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"}, filepath.Ext(name)) && !strings.HasSuffix(name, ".d.ts"):
			*files = append(*files, path)
		}
	}
	return nil
}

// readDir lists a folder by name, without a stat for each file where the file
// system can do that.
func (p *Project) readDir(dir string) ([]fs.DirEntry, error) {
	f, err := p.fsys.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var entries []fs.DirEntry
	if list, ok := f.(fs.ReadDirFile); ok {
		entries, err = list.ReadDir(-1)
	} else {
		var infos []fs.FileInfo
		infos, err = f.Readdir(-1)
		for _, info := range infos {
			entries = append(entries, fs.FileInfoToDirEntry(info))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func skipDir(name string) bool {
	return name[0] == '.' || slices.Contains([]string{"node_modules", "dist", "build", "out", "coverage", "generated", "public", "vendor"}, name)
}

// isPackage: another package.json below is a package of its own, generated
// clients included.
func (p *Project) isPackage(dir string) bool {
	return isFile(p.fsys, filepath.Join(dir, "package.json"))
}

// Read reads a file of the project, by its absolute path.
func (p *Project) Read(path string) ([]byte, error) { return afero.ReadFile(p.fsys, path) }

// Open opens a file of the project, by its absolute path.
func (p *Project) Open(path string) (fs.File, error) { return p.fsys.Open(path) }

// Mode is the mode of a file, by its absolute path.
func (p *Project) Mode(path string) (fs.FileMode, error) {
	info, err := p.fsys.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Mode(), nil
}
