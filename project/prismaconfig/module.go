package prismaconfig

import (
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/env"
	"create-app/project/typescript"
)

// How far constants are followed, and how much is worked out in all: a file
// could refer to itself, or double its text with every constant.
const (
	maxDepth = 20
	maxSteps = 10_000
)

// module is a parsed file: its constants, its imports, what it exports.
type module struct {
	file, dir string
	src       *typescript.Source
	imports   map[string]string // local name -> module.export; "*" is the module itself
	constants map[string]expr
	exported  expr
	steps     int
}

func (m *module) exhausted(depth int) bool {
	m.steps++
	return depth > maxDepth || m.steps > maxSteps
}

func parseModule(file, text string) *module {
	m := &module{file: file, src: typescript.Scan(file, text), imports: map[string]string{}, constants: map[string]expr{}}
	p := m.parser()
	for !p.done() {
		m.statement(p)
	}
	return m
}

func (m *module) parser() *parser { return &parser{src: m.src, end: len(m.src.Tokens)} }

func (m *module) statement(p *parser) {
	start := p.pos
	switch {
	case p.is("import"):
		m.importStatement(p)
	case p.take("export"):
		switch {
		case p.take("default") || p.take("="):
			m.exported = p.expression()
		case p.is("{"):
			m.exportList(p)
		}
	case p.is("const") || p.is("let") || p.is("var"):
		p.pos++
		m.declaration(p)
	case p.is("module") || p.is("exports"):
		if target, ok := p.operand().(ref); ok && p.take("=") {
			if path := strings.Join(target.path, "."); path == "module.exports" || path == "exports.default" {
				m.exported = p.expression()
			}
		}
	case p.is("{") || p.is("(") || p.is("["):
		p.skipGroup()
	}
	if p.pos == start {
		p.pos++
	}
}

// exportList reads export { a as default }, unless it is of another module.
func (m *module) exportList(p *parser) {
	at, names := p.peek(), map[string]string{}
	bind(names, p.group(), "as")
	if name := names["default"]; name != "" && !p.is("from") {
		m.exported = ref{line: at.line, path: []string{name}}
	}
}

// exportsNothing tells a file without a config from one whose config cannot be
// found.
func (m *module) exportsNothing() bool {
	for i := range m.src.Tokens {
		if m.src.Is(i, "export") || m.src.Is(i, "exports") || m.src.Is(i, "module") {
			return false
		}
	}
	return true
}

// importStatement reads every form of a static import.
func (m *module) importStatement(p *parser) {
	p.pos++
	if p.is("(") || p.is(".") || p.peek().kind == typescript.String {
		return
	}
	names := map[string]string{}
	if p.is("type") {
		p.pos++
	}
	for !p.done() && !p.take("from") {
		switch t := p.peek(); {
		case p.take("*"):
			p.take("as")
			names[p.peek().src] = "*"
		case p.is("{"):
			bind(names, p.group(), "as")
			continue
		case t.kind == typescript.Word:
			names[t.src] = "*" // a default export is as good as the module here
		}
		p.pos++
	}
	if p.peek().kind == typescript.String {
		p.pos++
		m.bind(names, p.src.Value(p.pos-1))
	}
}

// bind reads { a, b as c } or { a, b: c } into names.
func bind(names map[string]string, p *parser, rename string) {
	for !p.done() {
		p.take("type")
		exported := p.peek()
		p.pos++
		local := exported
		if p.take(rename) {
			local = p.peek()
			p.pos++
		}
		names[local.src] = exported.src
		for !p.done() && !p.take(",") {
			p.pos++
		}
	}
}

func (m *module) bind(names map[string]string, from string) {
	from = strings.TrimPrefix(from, "node:")
	if from == "@prisma/config" {
		from = "prisma/config"
	}
	for local, exported := range names {
		m.imports[local] = from + "." + exported
	}
}

// declaration reads what follows const: name = value, or {names} = require().
func (m *module) declaration(p *parser) {
	names := map[string]string{}
	if p.is("{") {
		bind(names, p.group(), ":")
	} else {
		names[p.peek().src] = "*"
		p.pos++
		if p.take(":") {
			p.skipType()
		}
	}
	if !p.take("=") {
		return
	}
	value := p.expression()
	if c, ok := value.(call); ok && len(c.args) == 1 {
		callee, _ := c.callee.(ref)
		from, isText := c.args[0].(str)
		if isText && slices.Equal(callee.path, []string{"require"}) {
			m.bind(names, from.value)
			return
		}
	}
	for local, exported := range names {
		if exported == "*" {
			m.constants[local] = value
		}
	}
}

// constant finds the value of a name of this file, or of a property of one.
func (m *module) constant(r ref) (expr, bool) {
	value, ok := m.constants[r.path[0]]
	for _, name := range r.path[1:] {
		o, isObject := value.(object)
		if !ok || !isObject {
			return nil, false
		}
		ok = false
		for _, p := range o.props {
			if p.name == name {
				value, ok = p.value, true
			}
		}
	}
	return value, ok
}

// target names what a call calls: the module and its export, or the global.
func (m *module) target(callee expr) string {
	r, ok := callee.(ref)
	if !ok {
		return ""
	}
	path := slices.Clone(r.path)
	if required, ok := strings.CutPrefix(path[0], "require:"); ok {
		path[0] = strings.TrimPrefix(required, "node:")
	} else if from, ok := m.imports[path[0]]; ok {
		path[0] = strings.TrimSuffix(from, ".*")
	}
	return strings.Join(path, ".")
}

// eval works out a string.
func (m *module) eval(e expr, depth int) (string, *unknown) {
	if e == nil {
		return "", &unknown{1, "nothing"}
	}
	if m.exhausted(depth) {
		return "", &unknown{e.at(), "a value that refers to itself"}
	}
	switch e := e.(type) {
	case str:
		return e.value, nil
	case tmpl:
		return m.concat(e.parts, depth)
	case binary:
		if e.op == "+" {
			return m.concat([]expr{e.left, e.right}, depth)
		}
		return "", &unknown{e.line, "an expression with " + e.op}
	case ref:
		return m.evalRef(e, depth)
	case call:
		return m.evalCall(e, depth)
	case unknown:
		return "", &e
	}
	return "", &unknown{e.at(), "an object"}
}

func (m *module) concat(parts []expr, depth int) (string, *unknown) {
	var b strings.Builder
	for _, part := range parts {
		s, problem := m.eval(part, depth+1)
		if problem != nil {
			return "", problem
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

func (m *module) evalRef(r ref, depth int) (string, *unknown) {
	name := strings.Join(r.path, ".")
	switch name {
	case "__dirname", "import.meta.dirname":
		return filepath.Dir(m.file), nil
	case "__filename", "import.meta.filename", "import.meta.url":
		return m.file, nil
	}
	if value, ok := m.constant(r); ok {
		return m.eval(value, depth+1)
	}
	return "", &unknown{r.line, name}
}

func (m *module) evalCall(c call, depth int) (string, *unknown) {
	name := m.target(c.callee)
	if name == "process.cwd" {
		return m.dir, nil
	}
	args := make([]string, len(c.args))
	for i, arg := range c.args {
		s, problem := m.eval(arg, depth+1)
		if problem != nil {
			return "", problem
		}
		args[i] = filepath.FromSlash(s)
	}
	switch name {
	case "path.join", "path.posix.join":
		return filepath.Join(args...), nil
	case "path.resolve", "path.posix.resolve":
		path := m.dir
		for _, a := range args {
			if filepath.IsAbs(a) {
				path = a
			} else {
				path = filepath.Join(path, a)
			}
		}
		return path, nil
	case "path.dirname":
		if len(args) == 1 {
			return filepath.Dir(args[0]), nil
		}
	case "url.fileURLToPath", "path.normalize":
		if len(args) == 1 {
			return filepath.Clean(args[0]), nil
		}
	}
	return "", &unknown{c.line, "a call of " + name + "()"}
}

// loads finds every place that reads .env files, wherever it stands: a load
// behind a condition is still what people mean to have loaded.
func (m *module) loads() []Load {
	var loads []Load
	p := m.parser()
	p.depth = maxNesting - 10 // every name is a new beginning: what it calls need not be read far
	for !p.done() {
		t := p.peek()
		if t.kind != typescript.Word || m.src.Is(p.pos-1, ".") {
			p.pos++
			continue
		}
		if load, ok := m.sideEffectImport(p); ok {
			loads = append(loads, load)
			continue
		}
		if !m.mayLoad(t.src) {
			p.pos++
			continue
		}
		start := p.pos
		if load, ok := m.load(p.operand()); ok {
			loads = append(loads, load)
		} else {
			p.pos = start + 1
		}
	}
	return loads
}

func (m *module) mayLoad(name string) bool {
	from := m.imports[name]
	return name == "process" || name == "require" || strings.HasPrefix(from, "dotenv") || strings.HasPrefix(from, "@next/env") || strings.HasPrefix(from, "process")
}

func (m *module) sideEffectImport(p *parser) (Load, bool) {
	t := p.peek()
	if t.src != "import" || p.src.Value(p.pos+1) != "dotenv/config" {
		return Load{}, false
	}
	p.pos += 2
	return m.dotEnv(t.line, env.Dotenv), true
}

func (m *module) dotEnv(line int, reader env.Reader) Load {
	return Load{Line: line, Reader: reader, Files: []string{filepath.Join(m.dir, ".env")}}
}

func (m *module) load(e expr) (Load, bool) {
	c, ok := e.(call)
	if !ok {
		return Load{}, false
	}
	switch m.target(c.callee) {
	case "require":
		if s, ok := firstArg(c).(str); ok && s.value == "dotenv/config" {
			return m.dotEnv(c.line, env.Dotenv), true
		}
	case "dotenv.config", "dotenv.configDotenv":
		return m.dotenvConfig(c), true
	case "dotenv-expand.expand", "dotenv-expand":
		if len(c.args) == 1 {
			if load, ok := m.load(c.args[0]); ok {
				load.Reader = env.DotenvExpand
				return load, true
			}
		}
	case "process.loadEnvFile":
		load := m.dotEnv(c.line, env.Dotenv)
		if len(c.args) > 0 {
			m.setFiles(&load, c.args[:1])
		}
		return load, true
	case "@next/env.loadEnvConfig":
		return m.nextEnv(c), true
	}
	return Load{}, false
}

// dotenvConfig reads config({ path, override }).
func (m *module) dotenvConfig(c call) Load {
	load := m.dotEnv(c.line, env.Dotenv)
	if len(c.args) == 0 {
		return load
	}
	options, problem := m.configObject(c.args[0], 0)
	if problem != nil {
		load.Computed = true
		return load
	}
	if override, ok := options.value("override").(ref); ok {
		load.Override = slices.Equal(override.path, []string{"true"})
	}
	if path := options.value("path"); path != nil {
		m.setFiles(&load, pathList(path))
	}
	return load
}

func pathList(e expr) []expr {
	if l, ok := e.(list); ok {
		return l.items
	}
	return []expr{e}
}

func (m *module) setFiles(load *Load, paths []expr) {
	load.Files = nil
	for _, e := range paths {
		path, problem := m.eval(e, 0)
		if problem != nil {
			load.Computed = true
			continue
		}
		path = filepath.FromSlash(path)
		if !filepath.IsAbs(path) {
			path = filepath.Join(m.dir, path)
		}
		load.Files = append(load.Files, path)
	}
}

// nextEnv is Next's own loader, which reads the files of production unless
// told that it is for development.
func (m *module) nextEnv(c call) Load {
	load := Load{Line: c.line, Reader: env.Next}
	dir := m.dir
	if len(c.args) > 0 {
		path, problem := m.eval(c.args[0], 0)
		if problem != nil {
			load.Computed = true
			return load
		}
		if dir = filepath.FromSlash(path); !filepath.IsAbs(dir) {
			dir = filepath.Join(m.dir, dir)
		}
	}
	mode := "production"
	if len(c.args) > 1 {
		if r, ok := c.args[1].(ref); ok && slices.Equal(r.path, []string{"true"}) {
			mode = "development"
		}
	}
	for _, name := range []string{".env." + mode + ".local", ".env.local", ".env." + mode, ".env"} {
		load.Files = append(load.Files, filepath.Join(dir, name))
	}
	return load
}

func firstArg(c call) expr {
	if len(c.args) == 0 {
		return nil
	}
	return c.args[0]
}
