package prismaconfig

import (
	"slices"
	"strings"

	"create-app/project/typescript"
)

// Way is how a PrismaClient is told where the database is.
type Way int

// The ways.
const (
	Unclear    Way = iota // what it is given cannot be read statically
	Nothing               // neither a driver nor a proxy
	Driver                // a driver adapter
	Accelerate            // Prisma's proxy
)

// Connection is how a source connects a PrismaClient that it makes.
type Connection struct {
	Line   int // of the new, or of the class that extends it
	Way    Way
	Driver string // the class of the driver adapter, such as PrismaPg; empty where that does not show
	// URL is what the driver, or the proxy, is given, or the client itself up to Prisma 6. A path that is put together
	// from the folder that the app runs in is a Literal.
	URL URL
	// Options are the names of what the client is given for certain, as far as they are written out.
	Options []Option
	// IgnoredPool says that the driver is given nothing but a pool of connections under a name, which none takes.
	IgnoredPool bool
}

// Option is one of the options that a PrismaClient is given.
type Option struct {
	Name string
	Line int
}

// Connections are how a source, of which the tokens are given, connects the
// clients that it makes under one of the names. dir is where the app runs.
func Connections(file string, src *typescript.Source, dir string, names []string) (all []Connection) {
	m := &module{file: file, dir: dir, src: src, imports: map[string]string{}, constants: map[string]expr{}, unset: map[string]bool{}, changed: map[string]bool{}}
	m.declareAll()
	for i := range src.Tokens {
		if src.At(i).Kind != typescript.Word || src.Is(i-1, ".") {
			continue
		}
		p := m.parser()
		p.pos = i
		switch {
		case src.Is(i, "new"):
			if made, ok := p.primary().(made); ok && slices.Contains(names, made.class.path[len(made.class.path)-1]) {
				all = append(all, m.connection(int(src.At(i).Line), made.args))
			}
		case src.Is(i, "extends") && src.Is(i-2, "class") && slices.Contains(names, src.Src(i+1)):
			if args, ok := m.superCall(i + 2); ok {
				all = append(all, m.connection(int(src.At(i).Line), args))
			}
		}
	}
	return all
}

// declareAll reads the imports and the constants of a source, those in functions
// included. A name that is declared twice stands for nothing.
func (m *module) declareAll() {
	twice := map[string]bool{}
	for i := range m.src.Tokens {
		if m.src.At(i).Kind != typescript.Word || m.src.Is(i-1, ".") {
			continue
		}
		p := m.parser()
		p.pos = i
		switch {
		case p.is("import"):
			m.importStatement(p)
		case p.is("const") || p.is("let") || p.is("var"):
			p.pos++
			if name := p.peek().src; m.constants[name] != nil {
				twice[name] = true
			}
			m.declaration(p)
		}
	}
	for name := range twice {
		delete(m.constants, name)
	}
	m.forgetChanged()
}

// superCall finds what the constructor of a class, the body of which opens at or
// behind i, gives the class that it extends.
func (m *module) superCall(i int) (args []expr, ok bool) {
	for ; i < len(m.src.Tokens) && !m.src.Is(i, "{"); i++ {
		if m.src.Is(i, "}") || m.src.Is(i, ";") {
			return nil, false
		}
	}
	if m.src.At(i).Close == 0 {
		return nil, false
	}
	for at := i + 1; at < int(m.src.At(i).Close); at++ {
		if m.src.Is(at, "super") && m.src.Is(at+1, "(") {
			p := m.parser()
			p.pos = at + 1
			return p.list("(", ")"), true
		}
	}
	return nil, true
}

func (m *module) connection(line int, args []expr) Connection {
	c := Connection{Line: line, Way: Nothing}
	if len(args) > 0 {
		m.given(&c, args[0], 0)
		for _, p := range m.written(args[0], 0).props {
			if _, either := p.value.(choice); p.name != "" && !either && !isNothing(p.value) {
				c.Options = append(c.Options, Option{p.name, p.value.at()})
			}
		}
	}
	return c
}

// written is the object that an expression stands for; empty where it is none that is written out.
func (m *module) written(e expr, depth int) object {
	switch e := e.(type) {
	case object:
		return e
	case ref:
		if value, known := m.constant(e); known && !m.exhausted(depth) {
			return m.written(value, depth+1)
		}
	}
	return object{}
}

// isPoolAlone reports whether an object has a pool and nothing else that leads to a database.
func isPoolAlone(o object) bool {
	pool := false
	for _, p := range o.props {
		pool = pool || p.name == "pool"
		if !slices.Contains([]string{"pool", "schema", "max", "min", "idleTimeoutMillis", "connectionTimeoutMillis"}, p.name) {
			return false
		}
	}
	return pool
}

// given reads the options of a client.
func (m *module) given(c *Connection, e expr, depth int) {
	if choice, ok := e.(choice); ok && !m.exhausted(depth) {
		for _, either := range choice.either {
			one := Connection{Line: c.Line, Way: Nothing}
			m.given(&one, either, depth+1)
			if one.Way != Nothing {
				*c = Connection{Line: c.Line, Way: Unclear}
			}
		}
		return
	}
	if isNothing(e) {
		return
	}
	options, problem := m.configObject(e, depth)
	if problem != nil {
		c.Way = Unclear
		return
	}
	adapter, proxy := options.value("adapter"), options.value("accelerateUrl")
	switch {
	case adapter != nil && !isNothing(adapter):
		c.Way = Driver
		m.driver(c, adapter, depth)
	case proxy != nil && !isNothing(proxy):
		c.Way, c.URL = Accelerate, m.text(proxy)
	case options.open != nil:
		c.Way = Unclear
	case options.value("datasourceUrl") != nil:
		c.URL = m.text(options.value("datasourceUrl"))
	case options.value("datasources") != nil:
		c.URL = m.datasource(options.value("datasources"), depth)
	}
}

// datasource is the URL in the option datasources, which has it below the name of one.
func (m *module) datasource(e expr, depth int) URL {
	sources, problem := m.configObject(e, depth)
	for _, source := range sources.values {
		if one, problem := m.configObject(source, depth); problem == nil && len(sources.values) == 1 && one.value("url") != nil {
			return m.text(one.value("url"))
		}
	}
	if problem == nil && sources.open == nil && len(sources.values) == 0 {
		return URL{}
	}
	return URL{Line: e.at(), Computed: true}
}

// driver reads a driver adapter and what it is given.
func (m *module) driver(c *Connection, e expr, depth int) {
	c.URL = URL{Line: e.at(), Computed: true}
	if r, ok := e.(ref); ok && !m.exhausted(depth) {
		if value, known := m.constant(r); known {
			m.driver(c, value, depth+1)
		}
		return
	}
	made, ok := e.(made)
	if !ok {
		return
	}
	c.Driver = made.class.path[len(made.class.path)-1]
	if !strings.HasPrefix(c.Driver, "Prisma") {
		c.Driver = ""
		return
	}
	if len(made.args) > 0 {
		c.URL = m.database(made.args[0], depth)
		c.IgnoredPool = isPoolAlone(m.written(made.args[0], depth))
	}
}

// database reads what a driver is given: a URL, options that hold one, or a pool
// or a client that is made of such.
func (m *module) database(e expr, depth int) URL {
	computed := URL{Line: e.at(), Computed: true}
	if m.exhausted(depth) {
		return computed
	}
	switch e := e.(type) {
	case made:
		if len(e.args) > 0 {
			return m.database(e.args[0], depth+1)
		}
		return computed
	case object:
		options := m.fields(e, depth)
		for _, name := range []string{"connectionString", "url", "uri"} {
			if value := options.value(name); value != nil {
				return m.text(value)
			}
		}
		return computed
	case ref:
		if value, known := m.constant(e); known {
			return m.database(value, depth+1)
		}
	case call:
		if name := m.target(e.callee); strings.HasSuffix(name, ".createClient") || strings.HasSuffix(name, ".createPool") {
			if len(e.args) > 0 {
				return m.database(e.args[0], depth+1)
			}
			return computed
		}
	}
	return m.text(e)
}

// text is where a URL comes from, worked out where it is put together of what is
// known.
func (m *module) text(e expr) URL {
	u := m.url(e, 0)
	if u.Computed {
		if value, problem := m.eval(e, 0); problem == nil {
			return URL{Line: e.at(), Literal: value}
		}
	}
	return u
}
