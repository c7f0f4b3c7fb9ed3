package prismaconfig

import (
	"path/filepath"
	"slices"
	"strings"

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
	unset     map[string]bool // variables that are declared without a value
	changed   map[string]bool // those that were taken out of the constants
	exported  expr
	steps     int
}

func (m *module) exhausted(depth int) bool {
	m.steps++
	return depth > maxDepth || m.steps > maxSteps
}

func parseModule(file, text string) *module {
	m := &module{file: file, src: typescript.Scan(file, text), imports: map[string]string{}, constants: map[string]expr{}, unset: map[string]bool{}, changed: map[string]bool{}}
	p := m.parser()
	for !p.done() {
		m.statement(p)
	}
	m.followChanges()
	return m
}

// followChanges: what is given to a variable later on may be its value as well
// as the first one. One of whose properties is set cannot be read.
func (m *module) followChanges() {
	for i := range m.src.Tokens {
		name := m.src.Src(i)
		if m.src.At(i).Kind != typescript.Word || m.constants[name] == nil && !m.unset[name] || m.src.Is(i-1, ".") {
			continue
		}
		assigned := i + 1
		for m.src.Is(assigned, ".") {
			assigned += 2
		}
		declares := m.isOneOf(i-1, "const", "let", "var", ",") || m.src.Is(i-1, "{") && !m.isOneOf(i-2, ")", "else", "=>", "try", "finally", "do")
		p := m.parser()
		p.pos = assigned + 1
		switch {
		case assigned == i+1 && declares:
		case m.src.Is(assigned, "=") && assigned > i+1:
			delete(m.constants, name)
			m.changed[name] = true
		case m.src.Is(assigned, "="):
			m.constants[name] = orElse(name, m.constants[name], p.expression())
		case m.constants[name] != nil && (m.src.Is(assigned, "??=") || m.src.Is(assigned, "||=")):
			m.constants[name] = binary{int(m.src.At(i).Line), "??", m.constants[name], p.expression()}
		}
	}
}

func (m *module) isOneOf(i int, texts ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return m.src.Is(i, text) })
}

// orElse is a variable that has one value so far, and another one later.
func orElse(name string, value, later expr) choice {
	c, again := value.(choice)
	switch {
	case value == nil:
		return choice{line: later.at(), of: name, either: []expr{later}}
	case !again || c.of != name:
		c = choice{line: value.at(), of: name, either: []expr{value}}
	}
	c.either = append(slices.Clone(c.either), later)
	return c
}

// forgetChanged takes out the variables that are given something later on: in functions
// it is not known which of their values is the one.
func (m *module) forgetChanged() {
	m.followChanges()
	for name, value := range m.constants {
		if c, again := value.(choice); again && c.of == name {
			delete(m.constants, name)
			m.changed[name] = true
		}
	}
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
		case p.take("="): // import name = require("module")
			if c, ok := p.operand().(call); ok && m.target(c.callee) == "require" {
				if from, ok := firstArg(c).(str); ok {
					m.bind(names, from.value)
				}
			}
			return
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

// bind reads { a, b as c } or { a, b: c } into names, and returns what stands in for
// those that are undefined.
func bind(names map[string]string, p *parser, rename string) map[string]expr {
	defaults := map[string]expr{}
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
		if p.take("=") {
			defaults[local.src] = p.expression()
		}
		for !p.done() && !p.take(",") {
			p.pos++
		}
	}
	return defaults
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
	var defaults map[string]expr
	if p.is("{") {
		defaults = bind(names, p.group(), ":")
	} else {
		names[p.peek().src] = "*"
		p.pos++
		if p.take(":") {
			p.skipType()
		}
	}
	if !p.take("=") {
		for name := range names {
			m.unset[name] = true
		}
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
			continue
		}
		r, isRef := value.(ref)
		switch {
		case !isRef:
		case m.isEnvironment(r.path): // const { A } = process.env
			m.constants[local] = ref{r.line, []string{"process", "env", exported}}
			if instead := defaults[local]; instead != nil {
				m.constants[local] = binary{r.line, "??", m.constants[local], instead}
			}
		case m.imports[r.path[0]] != "": // const { a } = what is imported
			m.imports[local] = m.target(r) + "." + exported
		}
	}
}

// isEnvironment reports whether a path is process.env, or what was imported as it.
func (m *module) isEnvironment(path []string) bool {
	name := m.target(ref{path: path})
	return name == "process.env" || name == "process.default.env" || name == "Bun.env"
}

// variable is the environment variable that an expression stands for.
func (m *module) variable(r ref, depth int) (name string, ok bool) {
	last := len(r.path) - 1
	if last == 0 {
		return "", false
	}
	if m.isEnvironment(r.path[:last]) {
		return r.path[last], true
	}
	if held, isRef := m.constants[r.path[0]].(ref); isRef && !m.exhausted(depth) { // const e = process.env
		return m.variable(ref{r.line, slices.Concat(held.path, r.path[1:])}, depth+1)
	}
	return "", false
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
		return "", &unknown{line: 1, what: "nothing"}
	}
	if m.exhausted(depth) {
		return "", &unknown{line: e.at(), what: "a value that refers to itself"}
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
		return "", &unknown{line: e.line, what: "an expression with " + e.op}
	case choice:
		return m.evalChoice(e, depth)
	case function:
		return m.eval(e.body, depth+1)
	case made:
		return m.evalURL(e, depth)
	case ref:
		return m.evalRef(e, depth)
	case call:
		return m.evalCall(e, depth)
	case unknown:
		return "", &e
	}
	return "", &unknown{line: e.at(), what: "an object"}
}

// evalChoice is what a choice gives whichever way it goes.
func (m *module) evalChoice(c choice, depth int) (string, *unknown) {
	what := "an expression with ?"
	if c.of != "" {
		what = c.of + ", which is set again"
	}
	first, problem := m.eval(c.either[0], depth+1)
	for _, e := range c.either[1:] {
		if other, also := m.eval(e, depth+1); problem != nil || also != nil || other != first {
			return "", &unknown{line: c.line, what: what}
		}
	}
	return first, problem
}

// evalURL is the path of new URL("./x", import.meta.url), which is a URL of a file.
func (m *module) evalURL(e made, depth int) (string, *unknown) {
	if len(e.args) == 2 && slices.Equal(e.class.path, []string{"URL"}) {
		name, problem := m.eval(e.args[0], depth+1)
		base, ofFile := e.args[1].(ref)
		if problem == nil && ofFile && strings.Join(base.path, ".") == "import.meta.url" && !strings.Contains(name, ":") {
			return filepath.Join(filepath.Dir(m.file), filepath.FromSlash(name)), nil
		}
	}
	return "", &unknown{line: e.line, what: "a new"}
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
	return "", &unknown{line: r.line, what: m.unread(r)}
}

// unread says what a name is whose value is not in this file.
func (m *module) unread(r ref) string {
	switch {
	case m.changed[r.path[0]]:
		return r.path[0] + ", which is changed after it is made"
	case m.imports[r.path[0]] != "":
		return strings.Join(r.path, ".") + ", which is imported"
	}
	return strings.Join(r.path, ".")
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
	return "", &unknown{line: c.line, what: "a call of " + name + "()"}
}
