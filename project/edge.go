package project

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"create-app/project/typescript"
)

// Edge is how Next.js's middleware takes in a file that makes a PrismaClient.
type Edge struct {
	Middleware string // absolute
	Line       int    // of the import that leads there
	Client     string // the file that makes the client
	Fetches    bool   // the client's driver is one for the edge
	Through    string // the file that the middleware imports; Client itself where nothing is between them
}

// findEdge follows the imports of the middleware, which is beside app or pages, to a
// client that needs Node. It is nil where there is none, and where the middleware asks for Node.
func (p *Project) findEdge() *Edge {
	dir := p.Root
	if p.SrcDir {
		dir = filepath.Join(p.Root, "src")
	}
	for _, name := range []string{"middleware.ts", "middleware.js", "middleware.tsx", "middleware.mjs"} {
		path := filepath.Join(dir, name)
		if !p.disk.hasFile(path) {
			continue
		}
		text, err := p.disk.readFile(path)
		if err != nil {
			return nil
		}
		src := typescript.Scan(path, string(text))
		if asksForNode(src) {
			return nil
		}
		return p.edgeFrom(path, src)
	}
	return nil
}

// asksForNode reports whether a middleware says runtime: "nodejs", or something that may be it.
func asksForNode(src *typescript.Source) bool {
	for i := range src.Tokens {
		if (src.Is(i, "runtime") || src.Value(i) == "runtime") && (src.Is(i+1, ":") && src.Value(i+2) != "edge" || src.Is(i+1, ",") || src.Is(i+1, "}")) {
			return true
		}
	}
	return false
}

func (p *Project) edgeFrom(middleware string, src *typescript.Source) *Edge {
	clients, fetching := map[string]bool{}, map[string]bool{}
	for _, c := range p.Clients {
		clients[c.Path], fetching[c.Path] = !c.Edge && !c.Class && !c.Accelerate, c.Fetches
	}
	type step struct {
		file  string
		first typescript.Import // of the middleware
		via   string
		depth int
	}
	var open []step
	for _, i := range src.Imports() {
		if file := p.modules.resolve(middleware, i.Module); file != "" && takesValues(middleware, src, i) {
			open = append(open, step{file, i, file, 1})
		}
	}
	seen := map[string]bool{middleware: true}
	for ; len(open) > 0; open = open[1:] {
		at := open[0]
		if seen[at.file] || len(seen) > maxSignInFiles {
			continue
		}
		seen[at.file] = true
		if clients[at.file] {
			return &Edge{Middleware: middleware, Line: at.first.Line, Client: at.file, Fetches: fetching[at.file], Through: at.via}
		}
		text, err := p.disk.readFile(at.file)
		if err != nil || at.depth == maxSignInDepth {
			continue
		}
		source := typescript.Scan(at.file, string(text))
		for _, i := range source.Imports() {
			if file := p.modules.resolve(at.file, i.Module); file != "" && takesValues(at.file, source, i) {
				open = append(open, step{file, at.first, at.via, at.depth + 1})
			}
		}
	}
	return nil
}

// takesValues reports whether an import is one of more than types, as far as that shows: what begins with a capital
// letter may be a type, and then nothing is left of the import. Nor is there of a name that TypeScript sees nowhere else.
func takesValues(path string, src *typescript.Source, i typescript.Import) bool {
	return !i.Type && slices.ContainsFunc(i.Bindings, func(b typescript.Binding) bool {
		isValue := b.Local != "" && !unicode.IsUpper([]rune(strings.TrimLeft(b.Local, "_$") + "A")[0])
		return (b.Name == "*" || isValue) && (i.Passes || !typescript.IsTyped(path) || src.Uses(b.Local))
	})
}
