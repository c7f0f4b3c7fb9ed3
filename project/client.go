package project

import (
	"bytes"
	"slices"
	"strings"

	"create-app/project/prismaconfig"
	"create-app/project/typescript"
)

// Client is a source file that makes a PrismaClient.
type Client struct {
	Path   string // absolute
	Line   int    // where it makes one
	Module string // what it takes the class from, as written; empty where that does not show
	Shared bool   // it keeps the client over hot reload
	// Guard is the line on which it asks for NODE_ENV in order to keep the client
	// in development only, or 0.
	Guard      int
	Edge       bool // for the edge, where each request makes its own
	Accelerate bool // connects through Prisma's proxy
	Class      bool // it only declares a class that extends PrismaClient
	// Connections are how the clients that it makes find the database.
	Connections []prismaconfig.Connection
	Exports     Exports
	// Made is the expression that makes the client, as it is written; empty where
	// it goes over several lines.
	Made string
	// Export is the name under which other modules can import the client: one of
	// those that people use, "default", or empty where no export shows.
	Export string
}

// readClient reads a source of which [mayCreateClient] is true. Comments, strings and
// the text of JSX do not count.
func readClient(path string, text []byte) (Client, bool) {
	src := typescript.Scan(path, string(text))
	names := classNames(src)
	at := clientToken(src, names)
	c := Client{Path: path, Module: classModule(src), Edge: isEdge(text)}
	if at < 0 {
		c.Connections = prismaconfig.Connections(path, src, ".", names)
		if c.Class = len(c.Connections) > 0; c.Class {
			c.Line = c.Connections[0].Line
		}
		return c, c.Class
	}
	c.Line, c.Shared, c.Export = int(src.At(at).Line), sharesClient(src), clientExport(src)
	c.Connections, c.Exports, c.Made = prismaconfig.Connections(path, src, ".", names), exportsOf(src), madeAt(src, at)
	if c.Shared {
		c.Guard = guardLine(src)
	}
	for i := range src.Tokens {
		c.Accelerate = c.Accelerate || src.Is(i, "accelerateUrl")
	}
	return c, true
}

// createsClient reports whether a source file makes a PrismaClient.
func createsClient(path string, text []byte) bool {
	if !mayCreateClient(text) {
		return false
	}
	src := typescript.Scan(path, string(text))
	return clientToken(src, classNames(src)) >= 0
}

// mayCreateClient spares the many files that only mention the type.
func mayCreateClient(text []byte) bool {
	name, behind := []byte("PrismaClient"), text
	for {
		at := bytes.Index(behind, name)
		if at < 0 {
			return false
		}
		before := bytes.TrimRight(text[:len(text)-len(behind)+at], " \t\r\n.")
		behind = behind[at+len(name):]
		after := bytes.TrimLeft(behind, " \t\r\n")
		if bytes.HasPrefix(after, []byte("as")) || bytes.HasPrefix(after, []byte(":")) {
			return true
		}
		if i := bytes.LastIndexAny(before, " \t\r\n"); bytes.HasSuffix(before, []byte("new")) || bytes.HasSuffix(before, []byte("extends")) || i > 0 && bytes.HasSuffix(bytes.TrimRight(before[:i], " \t\r\n"), []byte("new")) {
			return true
		}
	}
}

// classNames are the names under which a source has the class.
func classNames(src *typescript.Source) []string {
	names := []string{"PrismaClient"}
	for i := range src.Tokens {
		if src.Is(i, "PrismaClient") && (src.Is(i+1, "as") || src.Is(i+1, ":")) && src.At(i+2).Kind == typescript.Word {
			names = append(names, src.Src(i+2))
		}
	}
	return names
}

// clientToken is the index of the first new that makes a client under one of the
// names, or -1.
func clientToken(src *typescript.Source, names []string) int {
	for i := range src.Tokens {
		if !src.Is(i, "new") || src.At(i).Kind != typescript.Word || src.Is(i-1, ".") {
			continue
		}
		class := i + 1
		if src.Is(class+1, ".") { // new prisma.PrismaClient()
			class += 2
		}
		if src.At(class).Kind == typescript.Word && slices.Contains(names, src.Src(class)) {
			return i
		}
	}
	return -1
}

// madeAt is the expression that the new at i begins, with what is called on what
// it makes, if it is on one line.
func madeAt(src *typescript.Source, i int) string {
	end := i + 2
	for src.Is(end, ".") { // new prisma.PrismaClient()
		end += 2
	}
	for end < len(src.Tokens) {
		switch {
		case src.Is(end, "("):
			end = int(src.At(end).Close) + 1
		case src.Is(end, ".") && src.At(end+1).Kind == typescript.Word:
			end += 2
		default:
			made := src.Code[src.At(i).Start:src.At(end-1).End]
			if strings.Contains(made, "\n") {
				return ""
			}
			return made
		}
	}
	if made := src.Code[src.At(i).Start:]; end == len(src.Tokens) && !strings.Contains(strings.TrimSpace(made), "\n") {
		return strings.TrimSpace(made)
	}
	return ""
}

// sharesClient reports whether a source that makes a client keeps it over hot
// reload: on the global object, or by one of the helpers that do so.
func sharesClient(src *typescript.Source) bool {
	for i := range src.Tokens {
		if src.Is(i, "global") || src.Is(i, "globalThis") || (src.Is(i, "remember") || src.Is(i, "singleton")) && src.Is(i+1, "(") {
			return true
		}
	}
	return false
}

// classModule is where a file has PrismaClient from: the module of the import,
// or of the require, that names it.
func classModule(src *typescript.Source) string {
	for i := range src.Tokens {
		if !src.Is(i, "{") || !slices.Contains([]string{"import", "type", ",", "const", "let", "var"}, src.Src(i-1)) || !lists(src, i, "PrismaClient") {
			continue
		}
		end := int(src.At(i).Close) + 1
		if src.Is(end, "from") && src.At(end+1).Kind == typescript.String {
			return src.Value(end + 1)
		}
		for src.Is(end, "=") || src.Is(end, "await") || src.Is(end, "(") || src.Is(end, "import") || src.Is(end, "require") {
			end++
		}
		if src.Is(end-1, "(") && src.At(end).Kind == typescript.String {
			return src.Value(end)
		}
	}
	return importedWhole(src)
}

// lists reports whether the braces at i, of an import, an export or a pattern,
// hold a name. What is nested in them is no name.
func lists(src *typescript.Source, i int, name string) bool {
	for at := i + 1; at < int(src.At(i).Close) && src.At(at).Close == 0; at++ {
		if src.Is(at, name) {
			return true
		}
	}
	return false
}

// importedWhole is the module that a file imports under the name of the class.
func importedWhole(src *typescript.Source) string {
	for i := range src.Tokens {
		if src.Is(i, "import") && src.Is(i+1, "PrismaClient") && src.Is(i+2, "from") {
			return src.Value(i + 3)
		}
	}
	return ""
}

// isEdge reports whether a client is one of those that have no pool, or whose
// connection may not outlive a request.
func isEdge(text []byte) bool {
	return slices.ContainsFunc([]string{
		"@prisma/client/edge", "@prisma/client/wasm", "/edge\"", "/edge'", "/wasm\"", "/wasm'",
		"@prisma/adapter-d1", "PrismaNeonHTTP", "PrismaNeonHttp", "getCloudflareContext", "getRequestContext", "HYPERDRIVE",
	}, func(mark string) bool { return bytes.Contains(text, []byte(mark)) })
}

// guardLine finds the well-known way to keep a client in development only: if
// this is not production, it goes to the global object; or if it is, it is made
// without.
func guardLine(src *typescript.Source) int {
	for i := range src.Tokens {
		if !src.Is(i, "if") || !src.Is(i+1, "(") {
			continue
		}
		asks, compares, end := false, false, int(src.At(i+1).Close)
		for at := i + 2; at < end && !src.Is(at, "("); at++ {
			asks = asks || src.Is(at, "NODE_ENV")
			compares = compares || asks && (src.Is(at, "==") || src.Is(at, "===") || src.Is(at, "!=") || src.Is(at, "!=="))
		}
		if asks && compares && keepsClient(src, end+1) {
			return int(src.At(i).Line)
		}
	}
	return 0
}

// keepsClient reads what is done first in the statement at i.
func keepsClient(src *typescript.Source, i int) bool {
	if src.Is(i, "{") {
		i++
	}
	for ; i < len(src.Tokens) && !src.Is(i, ";") && !src.Is(i, "{") && !src.Is(i, "}") && !src.Is(i, "if"); i++ {
		if strings.Contains(strings.ToLower(src.Src(i)), "global") && src.At(i).Kind == typescript.Word || src.Is(i, "new") && src.Is(i+1, "PrismaClient") {
			return true
		}
	}
	return false
}

// clientExport is the name under which a module exports its client: the first
// of those that people use.
func clientExport(src *typescript.Source) string {
	names := []string{"prisma", "db", "prismaClient", "client", "prismadb"}
	best := len(names)
	byDefault := false
	note := func(name string) {
		if at := slices.Index(names, name); at >= 0 {
			best = min(best, at)
		}
	}
	for i := range src.Tokens {
		switch {
		case !src.Is(i, "export"):
		case src.Is(i+1, "const") || src.Is(i+1, "let") || src.Is(i+1, "var"):
			note(src.Src(i + 2))
		case src.Is(i+1, "default"):
			byDefault = byDefault || src.At(i+2).Kind == typescript.Word
		case src.Is(i+1, "{"):
			for at := i + 2; at < int(src.At(i+1).Close) && src.At(at).Close == 0; at++ {
				if src.Is(at+1, ",") || src.Is(at+1, "}") { // the last name counts: x as prisma
					note(src.Src(at))
				}
			}
		}
	}
	switch {
	case best < len(names):
		return names[best]
	case byDefault:
		return "default"
	}
	return ""
}
