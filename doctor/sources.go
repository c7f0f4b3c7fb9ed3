package doctor

import (
	"bytes"
	"fmt"
	"strings"

	"create-app/project"
)

// readSources finds the files that make a PrismaClient.
func (x *examination) readSources() error {
	var err error
	x.clients, err = x.project.Sources(func(_ string, text []byte) bool { return project.CreatesClient(text) })
	if err != nil {
		return fmt.Errorf("list the source files: %w", err)
	}
	return nil
}

// isTool reports whether a file runs by itself rather than in the app: it has
// a process, and may have a client, of its own.
func isTool(shown string) bool {
	parts := strings.Split(strings.ToLower(shown), "/")
	name := parts[len(parts)-1]
	for _, p := range parts[:len(parts)-1] {
		switch p {
		case "prisma", "scripts", "script", "test", "tests", "__tests__", "e2e", "bench", "cypress", "playwright", "cli", "bin", "seed", "seeds":
			return true
		}
	}
	return strings.HasPrefix(name, "seed") || strings.Contains(name, ".test.") || strings.Contains(name, ".spec.") || strings.Contains(name, ".config.")
}

// checkClients looks for clients besides the shared one, and for a shared one
// that is not shared.
func (x *examination) checkClients() {
	singleton := x.singleton()
	for _, s := range x.clients {
		shown := x.project.Rel(s.Path)
		if isTool(shown) && s.Path != singleton {
			continue
		}
		line := clientLine(s.Text)
		if s.Path == singleton {
			x.checkSingleton(s, shown, line)
			continue
		}
		f := Finding{ID: "client-outside-singleton", Group: Client, File: shown, Line: line,
			Message: "a second PrismaClient is made here",
			Why:     "every client opens a connection pool of its own, and hot reload opens one more at each change, until the database refuses",
			Cure:    "import { prisma } from the module that shares one"}
		if singleton != "" {
			f.Cure = "import { prisma } from " + x.project.Rel(singleton)
		}
		x.add(f)
	}
}

// singleton is the module that shares the client: the one in a usual place,
// else the only one that keeps it on globalThis.
func (x *examination) singleton() string {
	if x.project.ClientModule != "" {
		return x.project.ClientModule
	}
	for _, s := range x.clients {
		if sharesClient(s.Text) {
			return s.Path
		}
	}
	return ""
}

func sharesClient(text []byte) bool {
	return bytes.Contains(text, []byte("globalThis")) || bytes.Contains(text, []byte("global."))
}

func (x *examination) checkSingleton(s project.Source, shown string, line int) {
	if !sharesClient(s.Text) {
		x.add(Finding{ID: "client-not-shared", Group: Client, File: shown, Line: line,
			Message: "the PrismaClient is not kept on globalThis",
			Why:     "hot reload runs this module again and leaves a connection pool behind each time",
			Cure:    "export const prisma = (globalThis.prisma ??= new PrismaClient({ adapter }))"})
		return
	}
	guard := guardLine(s.Text)
	if guard > 0 {
		x.add(Finding{ID: "client-shared-in-development-only", Group: Client, File: shown, Line: guard,
			Message: "the PrismaClient is kept on globalThis in development only",
			Why:     "in production Next.js loads this module once for pages and once for routes, which makes two clients and two pools",
			Cure:    "assign globalThis.prisma without asking for NODE_ENV"})
	}
}

// guardLine finds the well-known line that shares the client only outside
// production.
func guardLine(text []byte) int {
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		code, _, _ := strings.Cut(line, "//")
		if strings.Contains(code, "NODE_ENV") && strings.Contains(code, "production") && strings.Contains(code, "if") {
			return n
		}
	}
	return 0
}

func clientLine(text []byte) int {
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		if project.CreatesClient([]byte(line)) {
			return n
		}
	}
	return lineOf(text, "PrismaClient")
}
