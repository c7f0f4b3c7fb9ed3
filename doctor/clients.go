package doctor

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"create-app/project"
)

// findClients picks the files of the app that make a PrismaClient.
func (x *examination) findClients() {
	for _, c := range x.project.Clients {
		if (isTool(x.project.Rel(c.Path)) || x.isRun(c.Path)) && c.Path != x.project.ClientModule || c.Edge || c.Class {
			continue
		}
		x.clients = append(x.clients, c)
	}
}

// isRun reports whether a script of package.json runs a file by itself.
func (x *examination) isRun(path string) bool {
	return slices.ContainsFunc(x.project.Commands, func(c project.Command) bool {
		return slices.ContainsFunc(c.Words, func(w string) bool {
			word := filepath.Join(filepath.Dir(c.File), filepath.FromSlash(w))
			return word == path || word == strings.TrimSuffix(path, filepath.Ext(path)) && strings.Contains(w, "/")
		})
	})
}

// isTool reports whether a file runs by itself rather than in the app: it has
// a process, and may have a client, of its own.
func isTool(shown string) bool {
	parts := strings.Split(strings.ToLower(shown), "/")
	name := parts[len(parts)-1]
	for _, p := range parts[:len(parts)-1] {
		switch strings.Trim(p, "_") {
		case "prisma", "scripts", "script", "tools", "tasks", "cli", "bin", "bench", "benchmarks", "seed", "seeds", "seeders",
			"test", "tests", "test-utils", "testing", "e2e", "spec", "specs", "integration", "cypress", "playwright", "mocks", "fixtures",
			"cron", "jobs", "worker", "workers", "migrations":
			return true
		}
	}
	for _, part := range []string{".test.", ".spec.", ".e2e.", ".bench.", ".mock.", ".stories.", ".config.", ".setup.", "-setup.", ".seed.", ".script."} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return strings.HasPrefix(name, "seed")
}

// checkClients looks for clients besides the shared one, and for a shared one
// that is not shared.
func (x *examination) checkClients() {
	singleton := x.singleton()
	for _, c := range x.clients {
		switch {
		case singleton != nil && c.Path == singleton.Path, c.Shared && singleton != nil && ofOtherDatabase(c, *singleton):
			x.checkSingleton(c)
		case len(x.clients) == 1 || singleton == nil && x.asks("next") == "" && c.Path == x.clients[0].Path:
			x.checkSingleton(c)
		default:
			x.add(x.secondClient(c, singleton))
		}
	}
}

func (x *examination) secondClient(c project.Client, singleton *project.Client) Finding {
	f := Finding{ID: "client-outside-singleton", Group: Client, File: x.project.Rel(c.Path), Line: c.Line,
		Message: "a second PrismaClient is made here",
		Why:     "every client opens a connection pool of its own, and hot reload opens one more at each change, until the database refuses",
		Cure:    "export one from a module of its own, kept on globalThis, and import that here"}
	if singleton != nil {
		f.Cure = "import the one that " + x.project.Rel(singleton.Path) + " exports"
	} else {
		f.Message = fmt.Sprintf("this is one of %d files that make a PrismaClient, and none shares it", len(x.clients))
	}
	return f
}

// ofOtherDatabase: two generated clients are of two schemas. The same module
// has a different name in each folder, so that only the ends of names count.
func ofOtherDatabase(a, b project.Client) bool {
	one, other := moduleEnd(a.Module), moduleEnd(b.Module)
	return one != "" && other != "" && !strings.HasSuffix(one, other) && !strings.HasSuffix(other, one)
}

func moduleEnd(module string) string {
	for _, start := range []string{"@/", "~/", "#"} {
		module = strings.TrimPrefix(module, start)
	}
	for strings.HasPrefix(module, "./") || strings.HasPrefix(module, "../") {
		_, module, _ = strings.Cut(module, "/")
	}
	module = strings.TrimSuffix(module, ".js")
	return "/" + strings.TrimSuffix(strings.TrimSuffix(module, "/index"), "/client")
}

// singleton is the module that shares the client: the one in a usual place if
// it does, else any that does, else the one in a usual place.
func (x *examination) singleton() *project.Client {
	var usual, shared *project.Client
	for i := range x.clients {
		c := &x.clients[i]
		if c.Path == x.project.ClientModule {
			usual = c
		}
		if c.Shared && shared == nil {
			shared = c
		}
	}
	if usual == nil || !usual.Shared && shared != nil {
		return shared
	}
	return usual
}

// shareCure is how the client that is there is kept on globalThis, whatever it is
// made with and extended by.
func (x *examination) shareCure(c project.Client) string {
	made, name := c.Made, cmp.Or(c.Export, "prisma")
	if name == "default" {
		name = "prisma"
	}
	if made == "" {
		made = "/* what is made on line " + strconv.Itoa(c.Line) + ", as it is */"
	}
	if ext := filepath.Ext(c.Path); ext != ".ts" && ext != ".tsx" && ext != ".mts" && ext != ".cts" {
		return fmt.Sprintf("const %s = (globalThis.%s ??= %s)", name, name, made)
	}
	return fmt.Sprintf("const make = () => %s; const shared = globalThis as unknown as { %s?: ReturnType<typeof make> }; const %s = (shared.%s ??= make())", made, name, name, name)
}

func (x *examination) checkSingleton(c project.Client) {
	if x.asks("next") == "" {
		return // no hot reload that runs the module again
	}
	if !c.Shared {
		x.add(Finding{ID: "client-not-shared", Group: Client, File: x.project.Rel(c.Path), Line: c.Line,
			Message: "the PrismaClient is not kept on globalThis",
			Why:     "hot reload runs this module again and leaves a connection pool behind each time",
			Cure:    x.shareCure(c)})
		return
	}
	if c.Guard > 0 {
		x.add(Finding{ID: "client-shared-in-development-only", Group: Client, Note: true, File: x.project.Rel(c.Path), Line: c.Guard,
			Message: "the PrismaClient is kept on globalThis in development only",
			Why:     "in production Next.js loads this module once for pages and once for routes, which makes two clients and two pools",
			Cure:    "assign globalThis.prisma without asking for NODE_ENV"})
	}
}
