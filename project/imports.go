package project

import (
	"bytes"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// Exports are what a module exports.
type Exports struct {
	Names    []string // by name
	Types    []string // types, by name
	Default  bool     // a default, or the whole of module.exports
	Local    string   // the name, in the module, of what is exported by default; empty where it has none
	CommonJS bool     // by module.exports
	Unclear  bool     // more than can be read
}

// None reports whether a module exports nothing: it can only be run.
func (e Exports) None() bool {
	return len(e.Names) == 0 && !e.Default && !e.CommonJS && !e.Unclear
}

// exportsOf reads what a source exports.
func exportsOf(src *typescript.Source) (e Exports) {
	for i := range src.Tokens {
		switch {
		case src.At(i).Kind != typescript.Word || src.Is(i-1, "."):
		case src.Is(i, "exports") || src.Is(i, "module") && src.Is(i+1, ".") && src.Is(i+2, "exports"):
			e.readCommonJS(src, i)
		case !src.Is(i, "export"):
		case src.Is(i+1, "default"):
			e.Default = true
			if src.At(i+2).Kind == typescript.Word && (src.Is(i+3, ";") || src.At(i+3).Fresh || src.At(i+3).Kind == typescript.None) {
				e.Local = src.Src(i + 2)
			}
		case src.Is(i+1, "{"):
			for at := i + 2; at < int(src.At(i+1).Close); at++ {
				switch {
				case !src.Is(at+1, ",") && !src.Is(at+1, "}"):
				case src.Is(at-1, "type") || src.Is(at-1, "as") && src.Is(at-3, "type"):
					e.Types = append(e.Types, src.Src(at))
				default:
					e.name(src.Src(at))
					if src.Is(at, "default") && src.Is(at-1, "as") {
						e.Local = src.Src(at - 2)
					}
				}
			}
		case src.Is(i+1, "const") || src.Is(i+1, "let") || src.Is(i+1, "var"):
			if src.At(i+2).Kind != typescript.Word {
				e.Unclear = true // a pattern
				continue
			}
			e.name(src.Src(i + 2))
			for at := i + 3; at < len(src.Tokens) && !src.Is(at, ";") && !src.At(at).Fresh; at++ {
				if end := int(src.At(at).Close); end > at {
					at = end
				}
				if src.Is(at, ",") {
					e.name(src.Src(at + 1))
				}
			}
		case src.Is(i+1, "async"):
			e.name(src.Src(i + 3))
		case src.Is(i+1, "function") || src.Is(i+1, "class") || src.Is(i+1, "enum"):
			e.name(src.Src(i + 2))
		case (src.Is(i+1, "type") || src.Is(i+1, "interface")) && src.At(i+2).Kind == typescript.Word:
			e.Types = append(e.Types, src.Src(i+2))
		case src.Is(i+1, "type") && src.Is(i+2, "{"):
			for at := i + 3; at < int(src.At(i+2).Close); at++ {
				if src.Is(at+1, ",") || src.Is(at+1, "}") {
					e.Types = append(e.Types, src.Src(at))
				}
			}
		case src.Is(i+1, "type") || src.Is(i+1, "interface") || src.Is(i+1, "declare"):
		default:
			e.Unclear = true // of another module
		}
	}
	return e
}

func (e *Exports) name(name string) {
	if name == "default" {
		e.Default = true
		return
	}
	e.Names = append(e.Names, name)
}

// readCommonJS reads module.exports = name, module.exports = { … } and
// exports.name = ….
func (e *Exports) readCommonJS(src *typescript.Source, i int) {
	e.CommonJS = true
	if src.Is(i, "module") {
		i += 2
	}
	switch {
	case src.Is(i+1, ".") && src.Is(i+3, "="):
		e.name(src.Src(i + 2))
	case src.Is(i+1, "=") && src.Is(i+2, "{"):
		e.Default = true
		for at := i + 3; at < int(src.At(i+2).Close); at++ {
			if src.Is(at, "...") {
				e.Unclear = true
			}
			if src.At(at).Kind == typescript.Word && (src.Is(at-1, "{") || src.Is(at-1, ",")) {
				e.name(src.Src(at))
			}
			if end := int(src.At(at).Close); end > at {
				at = end
			}
		}
	case src.Is(i+1, "=") && src.At(i+2).Kind == typescript.Word && !src.Is(i+2, "new"):
		e.Default, e.Local = true, src.Src(i+2)
		if src.Is(i+3, ".") || src.Is(i+3, "(") || src.Is(i+3, "=") {
			e.Unclear = true
		}
	case src.Is(i+1, "="):
		e.Default = true
	default:
		e.Unclear = true
	}
}

// ClientImport is where a source takes the client in.
type ClientImport struct {
	From    string // the source, absolute
	Line    int
	Module  string   // as written
	Client  string   // the file that makes the client
	Names   []string // taken in by name, as they are exported
	Default string   // the name under which the default is taken in; empty where it is not
}

// statement is an import that may be of a client, before it is known which files
// make one.
type statement struct {
	line         int
	module, text string
}

// head is the part of a source that its imports stand in: up to the first line that begins something else. Most sources are
// long, and most of them import no client.
func head(text []byte) []byte {
	at := 0
	for at < len(text) {
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			return text
		}
		line := text[at : at+end]
		if begins(line) {
			return text[:at]
		}
		at += end + 1
	}
	return text
}

// begins reports whether a line begins something that is no import: a declaration or a call at the left edge.
func begins(line []byte) bool {
	line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	if len(line) == 0 || !('a' <= line[0] && line[0] <= 'z' || 'A' <= line[0] && line[0] <= 'Z') {
		return false // blank, indented, a comment, a bracket, a directive
	}
	word, _, _ := bytes.Cut(line, []byte(" "))
	switch string(word) {
	case "import", "from", "declare", "type", "interface":
		return false
	case "const", "let", "var":
		return !bytes.Contains(line, []byte("require(")) && !bytes.Contains(line, []byte("import(")) && !bytes.HasSuffix(bytes.TrimRight(line, "\r"), []byte("{"))
	case "export":
		return !bytes.Contains(line, []byte(" from ")) && !bytes.HasSuffix(bytes.TrimRight(line, "\r"), []byte("export {"))
	}
	return !bytes.HasPrefix(line, []byte("require(")) && !bytes.HasPrefix(line, []byte("import"))
}

// clientStatements picks the imports of modules whose names are those of clients, and appends to modules those that may be of the
// project, one a line. It must not hold on to the text.
func clientStatements(text, modules []byte) (found []statement, all []byte) {
	whole := text
	text = head(text)
	modules = modulesBehind(whole[len(text):], modules)
	for _, way := range [][2]string{{"from", "import"}, {"require(", "const"}} {
		word, first := []byte(way[0]), []byte(way[1])
		for at := 0; ; {
			next := bytes.Index(text[at:], word)
			if next < 0 {
				break
			}
			start := at + next
			at = start + len(word)
			module, end := quotedAfter(text, at)
			if end < 0 {
				continue
			}
			if mayBeOfProject(module) {
				modules = append(append(modules, module...), '\n')
			}
			if !namesClient(module) {
				continue
			}
			from := max(0, start-400)
			begin := bytes.LastIndex(text[from:start], first)
			if begin < 0 {
				continue
			}
			begin += from
			if inComment(text, begin) {
				continue
			}
			found = append(found, statement{1 + bytes.Count(text[:begin], []byte("\n")), string(module), string(text[begin:end])})
		}
	}
	return found, modules
}

// modulesBehind appends the modules that a source asks for behind its head, by a call or a re-export.
func modulesBehind(text, modules []byte) []byte {
	for _, way := range []string{"import(", "require(", " from"} {
		for rest := text; ; {
			at := bytes.Index(rest, []byte(way))
			if at < 0 {
				break
			}
			rest = rest[at+len(way):]
			if module, end := quotedAfter(rest, 0); end >= 0 && mayBeOfProject(module) {
				modules = append(append(modules, module...), '\n')
			}
		}
	}
	return modules
}

// mayBeOfProject: what is certainly a package of npm's is left out, for there are many.
func mayBeOfProject(module []byte) bool {
	if bytes.IndexByte(module, '/') < 0 {
		return bytes.HasPrefix(module, []byte("."))
	}
	return !bytes.HasPrefix(module, []byte("next/")) && !bytes.HasPrefix(module, []byte("react-")) && !bytes.HasPrefix(module, []byte("@radix-ui/"))
}

// inComment reports whether what stands at an index of the head of a source, where there are imports and little else, is
// in a comment.
func inComment(text []byte, at int) bool {
	before := text[:at]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return bytes.Contains(line, []byte("//")) || bytes.LastIndex(before, []byte("/*")) > bytes.LastIndex(before, []byte("*/"))
}

// quotedAfter is the string that follows, and where it ends; -1 if there is none.
func quotedAfter(text []byte, at int) (value []byte, end int) {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t') {
		at++
	}
	if at >= len(text) || text[at] != '"' && text[at] != '\'' {
		return nil, -1
	}
	length := bytes.IndexByte(text[at+1:min(len(text), at+200)], text[at])
	if length < 0 {
		return nil, -1
	}
	return text[at+1 : at+1+length], at + length + 2
}

// namesClient: a module of the project whose name is one that people give to the
// file with their client.
func namesClient(module []byte) bool {
	folder := bytes.TrimRight(module, "/")
	if name := folder[bytes.LastIndexByte(folder, '/')+1:]; string(name) == "index" || bytes.HasPrefix(name, []byte("index.")) && typescript.IsSource(string(name)) {
		folder = folder[:max(0, len(folder)-len(name)-1)]
	}
	last := bytes.LastIndexByte(folder, '/')
	if bytes.IndexByte(module, '/') < 0 || !mayNameClient(folder[last+1:]) {
		return false
	}
	return !bytes.HasPrefix(module, []byte("@prisma/")) && !bytes.Contains(module, []byte("generated"))
}

// mayNameClient tells by the last part of a name, in any case of its letters.
func mayNameClient(name []byte) bool {
	for i := range name {
		for _, word := range []string{"db", "prisma", "database", "client"} {
			if rest := name[i:]; len(rest) >= len(word) && (i == 0 || word != "db") && strings.EqualFold(string(rest[:len(word)]), word) {
				return true
			}
		}
	}
	return false
}

// read finds what a statement takes in by name and by default, types left out.
func (s statement) read() (names []string, byDefault string) {
	src := typescript.Scan("x.ts", s.text)
	if src.Is(1, "type") && !src.Is(2, "from") && !src.Is(2, ",") {
		return nil, ""
	}
	if src.Is(0, "import") && src.At(1).Kind == typescript.Word {
		byDefault = src.Src(1)
	}
	for i := range src.Tokens {
		if !src.Is(i, "{") {
			continue
		}
		for at := i + 1; at < int(src.At(i).Close); at++ {
			if begins := src.Is(at-1, "{") || src.Is(at-1, ","); begins && src.At(at).Kind == typescript.Word {
				if src.Is(at, "type") && src.At(at+1).Kind == typescript.Word && !src.Is(at+1, "as") {
					continue
				}
				names = append(names, src.Src(at))
			}
		}
	}
	return names, byDefault
}

// clientImports finds which of the statements take in a client.
func (p *Project) clientImports(statements map[string][]statement) (all []ClientImport) {
	files := map[string]bool{}
	for _, c := range p.Clients {
		files[c.Path] = !c.Class
	}
	froms := make([]string, 0, len(statements))
	for from := range statements {
		froms = append(froms, from)
	}
	slices.Sort(froms)
	for _, from := range froms {
		for _, s := range statements[from] {
			file := p.modules.resolve(from, s.module)
			if !files[file] {
				continue
			}
			names, byDefault := s.read()
			all = append(all, ClientImport{From: from, Line: s.line, Module: s.module, Client: file, Names: names, Default: byDefault})
		}
	}
	return all
}
