package project

import (
	"cmp"
	"io/fs"
	"path/filepath"
)

// findLayout looks where Next.js looks: app and pages in the root, and only
// when neither is there, in src.
func (p *Project) findLayout() {
	for _, dir := range []string{p.Root, filepath.Join(p.Root, "src")} {
		app, pages := p.disk.isDir(filepath.Join(dir, "app")), p.disk.isDir(filepath.Join(dir, "pages"))
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
				if !p.disk.mayHold(path) {
					continue
				}
				text, err := p.disk.readFile(path)
				if err == nil && createsClient(path, text) {
					return path
				}
			}
		}
	}
	return ""
}

// SharedClient is the file that makes the app's one PrismaClient: ClientModule,
// else the first source that makes one and shares it, or the only one that
// exports one, which only [Options.Sources] can tell; nil if there is none.
func (p *Project) SharedClient() *Client {
	if p.ClientModule != "" {
		text, err := p.disk.readFile(p.ClientModule)
		if c, makes := readClient(p.ClientModule, text); err == nil && makes {
			return &c
		}
	}
	var exported []*Client
	for i := range p.Clients {
		c := &p.Clients[i]
		if c.Shared {
			return c
		}
		if c.Export != "" && !c.Edge {
			exported = append(exported, c)
		}
	}
	if len(exported) == 1 {
		return exported[0]
	}
	return nil
}

// Read reads a file of the project, by its absolute path.
func (p *Project) Read(path string) ([]byte, error) { return p.disk.readFile(path) }

// Mode is the mode of a file, by its absolute path.
func (p *Project) Mode(path string) (fs.FileMode, error) {
	info, err := p.disk.stat(path)
	if err != nil {
		return 0, err
	}
	return info.Mode(), nil
}

// ComposeFiles are the names that Docker Compose looks for, the first before the
// others.
func ComposeFiles() []string {
	return []string{"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"}
}
