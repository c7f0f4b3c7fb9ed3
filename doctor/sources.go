package doctor

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"create-app/project"
)

// source is a source file that has to do with Prisma or NextAuth.
type source struct {
	path    string
	text    []byte
	creates bool // makes a PrismaClient
}

// readSources reads the project's code, in parallel because it is the one part
// that grows with the project, and keeps the few files that matter.
func (x *examination) readSources() error {
	paths, err := x.project.Sources()
	if err != nil {
		return fmt.Errorf("list the source files: %w", err)
	}
	kept := make([]*source, len(paths))
	var wait sync.WaitGroup
	workers := max(2, runtime.NumCPU())
	for w := range workers {
		wait.Go(func() {
			var buffer bytes.Buffer
			for i := w; i < len(paths); i += workers {
				kept[i] = x.readSource(paths[i], &buffer)
			}
		})
	}
	wait.Wait()
	for _, s := range kept {
		if s != nil {
			x.sources = append(x.sources, *s)
		}
	}
	return nil
}

// readSource returns nil for a file that says nothing here, or cannot be read:
// a source file without permission is not what the doctor is asked about. The
// buffer saves making one for each of thousands of files.
func (x *examination) readSource(path string, buffer *bytes.Buffer) *source {
	f, err := x.project.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	buffer.Reset()
	if _, err := buffer.ReadFrom(f); err != nil {
		return nil
	}
	text := buffer.Bytes()
	if !bytes.Contains(text, []byte("PrismaClient")) && !bytes.Contains(text, []byte("next-auth")) {
		return nil
	}
	return &source{path: path, text: bytes.Clone(text), creates: project.CreatesClient(text)}
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
	for _, s := range x.sources {
		shown := x.project.Rel(s.path)
		if !s.creates || isTool(shown) && s.path != singleton {
			continue
		}
		line := clientLine(s.text)
		if s.path == singleton {
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
	for _, s := range x.sources {
		if s.creates && sharesClient(s.text) {
			return s.path
		}
	}
	return ""
}

func sharesClient(text []byte) bool {
	return bytes.Contains(text, []byte("globalThis")) || bytes.Contains(text, []byte("global."))
}

func (x *examination) checkSingleton(s source, shown string, line int) {
	if !sharesClient(s.text) {
		x.add(Finding{ID: "client-not-shared", Group: Client, File: shown, Line: line,
			Message: "the PrismaClient is not kept on globalThis",
			Why:     "hot reload runs this module again and leaves a connection pool behind each time",
			Cure:    "export const prisma = (globalThis.prisma ??= new PrismaClient({ adapter }))"})
		return
	}
	guard := guardLine(s.text)
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
