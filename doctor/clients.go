package doctor

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"create-app/project"
)

// client is a source file that makes a PrismaClient.
type client struct {
	shown  string
	path   string
	code   []byte // without comments and strings
	from   string // the module it takes the class from, or ""
	line   int    // where it makes one
	shared bool   // keeps it on globalThis, or has somebody do so
}

// readSources finds the files of the app that make a PrismaClient.
func (x *examination) readSources() error {
	found, err := x.project.Sources(func(_ string, text []byte) bool { return project.CreatesClient(text) })
	if err != nil {
		return fmt.Errorf("list the source files: %w", err)
	}
	for _, s := range found {
		c := client{shown: x.project.Rel(s.Path), path: s.Path, code: project.Code(s.Text), from: classModule(s.Text), line: project.ClientLine(s.Text)}
		c.shared = project.SharesClient(c.code)
		if isTool(c.shown) && s.Path != x.project.ClientModule || isEdge(s.Text) {
			continue
		}
		x.clients = append(x.clients, c)
	}
	return nil
}

// classModule is where a file has PrismaClient from.
func classModule(text []byte) string {
	for _, form := range []string{
		`import\s+[^;'"]*\bPrismaClient\b[^;'"]*\bfrom\s*["']([^"']+)["']`,
		`\bPrismaClient\b[^;'"]*\}\s*=\s*(?:await\s+import|require)\(\s*["']([^"']+)["']`,
	} {
		if m := regexp.MustCompile(form).FindSubmatch(text); m != nil {
			return string(m[1])
		}
	}
	return ""
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

// isEdge reports whether a client is one of those that have no pool, or whose
// connection may not outlive a request: at the edge each request makes its own.
func isEdge(text []byte) bool {
	return slices.ContainsFunc([]string{
		"@prisma/client/edge", "@prisma/client/wasm", "/edge\"", "/edge'", "/wasm\"", "/wasm'",
		"@prisma/adapter-d1", "PrismaNeonHTTP", "PrismaNeonHttp", "getCloudflareContext", "getRequestContext", "HYPERDRIVE",
	}, func(mark string) bool { return bytes.Contains(text, []byte(mark)) })
}

// checkClients looks for clients besides the shared one, and for a shared one
// that is not shared.
func (x *examination) checkClients() {
	singleton := x.singleton()
	for _, c := range x.clients {
		switch {
		case singleton != nil && c.path == singleton.path, c.shared && singleton != nil && ofOtherDatabase(c, *singleton):
			x.checkSingleton(c)
		case len(x.clients) == 1 || singleton == nil && x.asks("next") == "" && c.path == x.clients[0].path:
			x.checkSingleton(c)
		default:
			x.add(x.secondClient(c, singleton))
		}
	}
}

func (x *examination) secondClient(c client, singleton *client) Finding {
	f := Finding{ID: "client-outside-singleton", Group: Client, File: c.shown, Line: c.line,
		Message: "a second PrismaClient is made here",
		Why:     "every client opens a connection pool of its own, and hot reload opens one more at each change, until the database refuses",
		Cure:    "export one from a module of its own, kept on globalThis, and import that here"}
	if singleton != nil {
		f.Cure = "import the one that " + singleton.shown + " exports"
	} else {
		f.Message = fmt.Sprintf("this is one of %d files that make a PrismaClient, and none shares it", len(x.clients))
	}
	return f
}

// ofOtherDatabase: two generated clients are of two schemas. The same module
// has a different name in each folder, so that only the ends of names count.
func ofOtherDatabase(a, b client) bool {
	one, other := moduleEnd(a.from), moduleEnd(b.from)
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
func (x *examination) singleton() *client {
	var usual, shared *client
	for i := range x.clients {
		c := &x.clients[i]
		if c.path == x.project.ClientModule {
			usual = c
		}
		if c.shared && shared == nil {
			shared = c
		}
	}
	if usual == nil || !usual.shared && shared != nil {
		return shared
	}
	return usual
}

func (x *examination) checkSingleton(c client) {
	if x.asks("next") == "" {
		return // no hot reload that runs the module again
	}
	if !c.shared {
		x.add(Finding{ID: "client-not-shared", Group: Client, File: c.shown, Line: c.line,
			Message: "the PrismaClient is not kept on globalThis",
			Why:     "hot reload runs this module again and leaves a connection pool behind each time",
			Cure:    "export const prisma = (globalThis.prisma ??= new PrismaClient({ adapter }))"})
		return
	}
	if line := c.guardLine(); line > 0 {
		x.add(Finding{ID: "client-shared-in-development-only", Group: Client, Note: true, File: c.shown, Line: line,
			Message: "the PrismaClient is kept on globalThis in development only",
			Why:     "in production Next.js loads this module once for pages and once for routes, which makes two clients and two pools",
			Cure:    "assign globalThis.prisma without asking for NODE_ENV"})
	}
}

// guard is the well-known way to share a client only outside of production;
// the value compared with is blank in the code.
var guard = regexp.MustCompile(`\bif\s*\([^()]*\bNODE_ENV\b[^()]*?([!=]==?)[^()]*\)\s*\{?\s*([^;{}]*)`)

// guardLine finds what happens if this is not production: the client goes to
// globalThis; or if it is: it is made without.
func (c client) guardLine() int {
	for _, m := range guard.FindAllSubmatchIndex(c.code, -1) {
		if then := c.code[m[4]:m[5]]; bytes.Contains(bytes.ToLower(then), []byte("global")) || bytes.Contains(then, []byte("new PrismaClient")) {
			return 1 + bytes.Count(c.code[:m[0]], []byte("\n"))
		}
	}
	return 0
}
