package prismaconfig

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/env"
	"create-app/project/typescript"
)

// loads finds every place that reads .env files, wherever it stands: a load
// behind a condition is still what people mean to have loaded. Where there is
// none, a string that names such a file is in the hands of code that only
// running it would tell.
func (m *module) loads() []Load {
	var loads, unclear []Load
	sets := 0 // the line of the first assignment of a variable
	p := m.parser()
	p.depth = maxNesting - 10 // every name is a new beginning: what it calls need not be read far
	for !p.done() {
		t := p.peek()
		if t.kind == typescript.String && isEnvFile(p.src.Value(p.pos)) {
			unclear = append(unclear, Load{Line: t.line, Computed: true})
		}
		if t.kind != typescript.Word || m.src.Is(p.pos-1, ".") {
			p.pos++
			continue
		}
		if t.src == "import" {
			if load, ok := m.importLoad(p); ok {
				loads = append(loads, load)
				continue
			}
			p.pos++
			continue
		}
		if t.src == "Bun" && p.token(p.pos+1).src == "." { // which runs this file, and may have read .env for it
			unclear = append(unclear, Load{Line: t.line, Computed: true, By: "Bun"})
		}
		if m.setsEnvironment(p.pos) {
			sets = cmp.Or(sets, t.line)
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
	if len(loads) == 0 {
		loads = unclear
	}
	if sets > 0 && !slices.ContainsFunc(loads, func(l Load) bool { return l.Computed }) {
		loads = append(loads, Load{Line: sets, Computed: true, By: "process.env"})
	}
	return loads
}

// setsEnvironment reports whether a word at i begins the assignment of a variable: process.env.NAME = …, process.env[name] ??= …,
// Object.assign(process.env, …).
func (m *module) setsEnvironment(i int) bool {
	if !m.src.Is(i, "process") || !m.src.Is(i+1, ".") || !m.src.Is(i+2, "env") {
		return false
	}
	end := i + 3
	switch {
	case m.src.Is(end, "."):
		end += 2
	case m.src.Is(end, "["):
		end = int(m.src.At(end).Close) + 1
	default:
		return m.src.Is(i-1, "(") && m.src.Is(i-2, "assign")
	}
	return m.src.Is(end, "=") || m.src.Is(end, "??=") || m.src.Is(end, "||=")
}

func isEnvFile(name string) bool {
	base := filepath.Base(filepath.FromSlash(name))
	return base == ".env" || strings.HasPrefix(base, ".env.")
}

func (m *module) mayLoad(name string) bool {
	module, _, _ := cutExport(m.imports[name])
	return name == "process" || name == "require" || loader(module) != other || strings.HasPrefix(module, "process")
}

// cutExport divides what a name is bound to into the module and its export.
func cutExport(bound string) (module, export string, found bool) {
	i := strings.LastIndexByte(bound, '.')
	if i < 0 {
		return bound, "", false
	}
	return bound[:i], bound[i+1:], true
}

// kind is how a module loads .env files.
type kind int

const (
	other     kind = iota // not known to load any
	plain                 // as dotenv
	expanding             // as dotenv with dotenv-expand
	flow                  // .env.local and those of the mode, too
	next
	own // by rules of its own
)

// loader is how a module of npm loads .env files.
func loader(module string) kind {
	name := strings.TrimSuffix(module, ".js")
	for _, part := range []string{"/config", "/load", "/auto", "/register", "/auto-load"} {
		name = strings.TrimSuffix(name, part)
	}
	switch name {
	case "dotenv", "dotenv-safe":
		return plain
	case "@dotenvx/dotenvx", "dotenv-expand":
		return expanding
	case "dotenv-flow":
		return flow
	case "@next/env":
		return next
	case "env-cmd", "custom-env", "dotenv-mono", "dotenv-defaults", "dotenv-extended", "dotenv-vault", "dotenv-vault-core", "dotenv-conversion",
		"dotenv-cli", "dotenv-run", "@dotenv-run/core", "varlock", "envfile", "node-env-file", "env2", "c12", "vite", "@infisical/sdk", "infisical-node", "doppler",
		"config", "nconf", "convict", "@nestjs/config", "envalid":
		return own
	}
	return other
}

// importLoad is a module that is taken in for what it does, and that loads.
func (m *module) importLoad(p *parser) (Load, bool) {
	line, at := p.peek().line, p.pos+1
	if p.src.Is(at, "(") {
		at++
	}
	module := p.src.Value(at)
	load, ok := m.sideEffect(line, module)
	if !ok && at > p.pos+1 && loader(module) != other { // await import("dotenv"), for what is called then
		load, ok = Load{Line: line, Computed: true, By: module}, true
	}
	if ok {
		p.pos = at + 1
	}
	return load, ok
}

// sideEffect is what taking in a module loads, without a call.
func (m *module) sideEffect(line int, module string) (Load, bool) {
	name, known := loader(module), strings.TrimSuffix(module, ".js")
	_, part, nested := strings.Cut(strings.TrimPrefix(known, "@"), "/")
	if strings.HasPrefix(known, "@") {
		_, part, nested = strings.Cut(part, "/")
	}
	switch {
	case name == own:
		return Load{Line: line, Computed: true, By: module}, true
	case !nested || part != "config":
		return Load{}, false
	case name == plain:
		return m.dotEnv(line, env.Dotenv), true
	case name == expanding:
		return m.dotEnv(line, env.DotenvExpand), true
	case name == flow:
		return m.flow(line), true
	}
	return Load{}, false
}

func (m *module) dotEnv(line int, reader env.Reader) Load {
	return Load{Line: line, Reader: reader, Files: []string{filepath.Join(m.dir, ".env")}}
}

// flow is what dotenv-flow loads without a mode.
func (m *module) flow(line int) Load {
	return Load{Line: line, Reader: env.Dotenv, Files: []string{filepath.Join(m.dir, ".env.local"), filepath.Join(m.dir, ".env")}}
}

func (m *module) load(e expr) (Load, bool) {
	c, ok := e.(call)
	if !ok {
		return Load{}, false
	}
	target := m.target(c.callee)
	switch target {
	case "require":
		if s, ok := firstArg(c).(str); ok {
			return m.sideEffect(c.line, s.value)
		}
		return Load{}, false
	case "dotenv-expand.expand", "dotenv-expand":
		if len(c.args) == 1 {
			if load, ok := m.load(c.args[0]); ok {
				load.Reader = env.DotenvExpand
				return load, true
			}
		}
		return Load{}, false
	case "process.loadEnvFile":
		load := m.dotEnv(c.line, env.Dotenv)
		if len(c.args) > 0 {
			m.setFiles(&load, c.args[:1])
		}
		return load, true
	case "@next/env.loadEnvConfig":
		return m.nextEnv(c), true
	}
	module, function, _ := cutExport(target)
	if module == "" || target == module {
		module = target
	}
	loads := function == "config" || function == "configDotenv" || function == "load"
	switch k := loader(module); {
	case k == plain && loads:
		return m.dotenvConfig(c, env.Dotenv), true
	case k == expanding && loads:
		return m.dotenvConfig(c, env.DotenvExpand), true
	case k == flow && loads && len(c.args) == 0:
		return m.flow(c.line), true
	case k != other && k != next:
		return Load{Line: c.line, Computed: true, By: module}, true
	}
	return Load{}, false
}

// otherImports lists the modules that are taken in for something that cannot be
// known without looking into them: those of the project, and what is taken in
// only for what it does.
func (m *module) otherImports() (all []Import) {
	for i := range m.src.Tokens {
		at := i + 1
		switch {
		case m.src.At(i).Kind != typescript.Word || m.src.Is(i-1, "."):
			continue
		case m.src.Is(i, "import") || m.src.Is(i, "require"):
			if m.src.Is(at, "type") && !m.src.Is(at+1, "from") {
				continue
			}
			if m.src.Is(at, "(") {
				at++
			}
		case m.src.Is(i, "from"):
			if typeOnly(m.src, i) {
				continue
			}
		default:
			continue
		}
		if m.src.At(at).Kind != typescript.String {
			continue
		}
		module := m.src.Value(at)
		bare := m.src.Is(i, "import") && at == i+1
		if ofProject(module) || bare && loader(module) == other && !strings.HasPrefix(module, "node:") {
			all = append(all, Import{module, int(m.src.At(i).Line)})
		}
	}
	return all
}

// typeOnly reports whether the import that has its "from" at i brings types
// only, which leave nothing behind.
func typeOnly(src *typescript.Source, i int) bool {
	for at := i - 1; at >= 0 && at > i-200; at-- {
		if (src.Is(at, "import") || src.Is(at, "export")) && src.At(at).Kind == typescript.Word {
			return src.Is(at+1, "type") && at+1 != i-1
		}
	}
	return false
}

// ofProject: a relative path, or one of the aliases that people use.
func ofProject(module string) bool {
	return slices.ContainsFunc([]string{"./", "../", "@/", "~/", "#", "src/", "$"}, func(start string) bool { return strings.HasPrefix(module, start) }) || module == "." || module == ".."
}

// dotenvConfig reads config({ path, override }).
func (m *module) dotenvConfig(c call, reader env.Reader) Load {
	load := m.dotEnv(c.line, reader)
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
	if options.value("convention") != nil { // of dotenvx: the files of another tool
		load.Computed = true
		return load
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
