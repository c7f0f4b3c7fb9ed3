package prismaconfig

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/env"
)

// Config is what a config file says, paths made absolute.
type Config struct {
	File       string // as given to Read
	Schema     string // file or folder; empty when the config names none
	Migrations string
	URL        URL    // datasource.url
	NoURL      bool   // there is no datasource.url, nor anything that may bring one
	Loads      []Load // in the order of the file
	// Needs are the variables that it takes by Prisma's env() whenever it is
	// read: each command stops where one of them is not set.
	Needs []Variable
	// Imports are the modules that it takes in and that are not known to load
	// nothing: what they do with the environment has to be seen in them.
	Imports []Import
}

// Variable is an environment variable and where it is named.
type Variable struct {
	Name string
	Line int
}

// Import is a module that a config takes in.
type Import struct {
	Module string // as written
	Line   int
}

// URL says where a connection URL comes from. At most one of Var, Literal and
// Computed is set; none is when the config has no such entry, or an empty text.
type URL struct {
	Line     int
	Var      string // environment variable
	Strict   bool   // through Prisma's env(), which throws when Var is missing
	Literal  string // written into the file: a secret, not for printing
	Computed bool   // something that cannot be read statically
	// Or are the others that may stand in for it, in order: the second of a ?? b,
	// and of a choice.
	Or []URL
	// Either says that something else than what is set decides which of them counts.
	Either bool
}

// Set reports whether the config has the entry at all.
func (u URL) Set() bool { return u.Var != "" || u.Literal != "" || u.Computed }

// Load is one place where the config reads .env files.
type Load struct {
	Line     int
	Reader   env.Reader
	Files    []string // absolute; the first that sets a variable wins
	Override bool     // the file wins over the environment
	Computed bool     // which file it is cannot be read statically
	By       string   // the module that loads, where what it loads cannot be read statically
}

// UnreadableError says that the schema's place is computed in a way that only
// running the file could tell.
type UnreadableError struct {
	File string
	Line int
	What string // what stands there
}

func (e *UnreadableError) Error() string {
	return fmt.Sprintf("%s:%d: where the schema is cannot be read without running the file (it is given as %s); "+
		"say it with --schema", e.File, e.Line, e.What)
}

// Loads lists where a module that a config takes in loads .env files, and the
// modules that it takes in itself.
func Loads(file string, src []byte, dir string) ([]Load, []Import) {
	m := parseModule(file, string(src))
	m.dir = dir
	return m.loads(), m.otherImports()
}

// Read reads a config file. dir is where Prisma would be run: dotenv looks for
// .env there, while the schema's path starts at the file. The config is usable
// with an [UnreadableError] too, except for Schema.
func Read(file string, src []byte, dir string) (*Config, error) {
	m := parseModule(file, string(src))
	m.dir = dir
	c := &Config{File: file, Loads: m.loads(), Needs: m.needs()}
	c.Imports = m.otherImports()
	if m.exported == nil && m.exportsNothing() {
		c.NoURL = true
		return c, nil // as if it were empty, says Prisma
	}
	if m.exported == nil {
		return c, &UnreadableError{file, 1, "no default export that this can find"}
	}
	fields, problem := m.configObject(m.exported, 0)
	if problem != nil {
		return c, &UnreadableError{file, problem.line, problem.what}
	}
	c.NoURL = fields.open == nil && fields.value("datasource") == nil
	if datasource, ok := fields.object(m, "datasource"); ok {
		c.URL = m.url(datasource.value("url"), 0)
		c.NoURL = datasource.open == nil && datasource.value("url") == nil
	}
	if migrations, ok := fields.object(m, "migrations"); ok {
		if path, problem := m.eval(migrations.value("path"), 0); problem == nil {
			c.Migrations = m.fromFile(path)
		}
	}
	schema := fields.value("schema")
	if schema == nil {
		if fields.open != nil {
			return c, &UnreadableError{file, fields.open.line, fields.open.what}
		}
		return c, nil
	}
	path, problem := m.eval(schema, 0)
	switch {
	case problem != nil && problem.what == "undefined":
		return c, nil
	case problem != nil:
		return c, &UnreadableError{file, problem.line, problem.what}
	}
	c.Schema = m.fromFile(path)
	return c, nil
}

// fromFile makes a path absolute, starting at the config file's folder.
func (m *module) fromFile(path string) string {
	path = filepath.FromSlash(path)
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(m.file), path)
}

// fields are the properties of an object, spreads of known objects resolved.
// open is a spread that is not known.
type fields struct {
	values map[string]expr
	open   *unknown
}

func (f fields) value(name string) expr { return f.values[name] }

func (f fields) object(m *module, name string) (fields, bool) {
	if f.values[name] == nil {
		return fields{}, false
	}
	inner, problem := m.configObject(f.values[name], 0)
	return inner, problem == nil
}

// configObject follows an expression to the object that it stands for.
func (m *module) configObject(e expr, depth int) (fields, *unknown) {
	if m.exhausted(depth) {
		return fields{}, &unknown{line: e.at(), what: "a value that refers to itself"}
	}
	switch e := e.(type) {
	case object:
		return m.fields(e, depth), nil
	case ref:
		if isNothing(e) {
			return fields{}, nil
		}
		if value, ok := m.constant(e); ok {
			return m.configObject(value, depth+1)
		}
		return fields{}, &unknown{line: e.line, what: m.unread(e)}
	case choice:
		return m.eitherOf(e, depth)
	case binary:
		switch e.op {
		case "&&":
			return m.either([]expr{e.right, object{line: e.line}}, depth)
		case "??", "||":
			return m.either([]expr{e.left, e.right}, depth)
		}
	case call:
		if callee, ok := e.callee.(ref); ok && callee.path[len(callee.path)-1] == "defineConfig" && len(e.args) == 1 {
			return m.configObject(e.args[0], depth+1)
		}
		return fields{}, &unknown{line: e.line, what: "the result of a function"}
	case function:
		return m.configObject(e.body, depth+1)
	case unknown:
		return fields{}, &e
	}
	return fields{}, &unknown{line: e.at(), what: "something else than an object"}
}

// isNothing reports whether an expression is written out as nothing.
func isNothing(e expr) bool {
	r, ok := e.(ref)
	return ok && len(r.path) == 1 && slices.Contains([]string{"undefined", "null", "false"}, r.path[0])
}

// eitherOf are the properties of what a choice gives. What a variable is given later may
// be made of what it was before.
func (m *module) eitherOf(c choice, depth int) (fields, *unknown) {
	if c.of == "" {
		return m.either(c.either, depth)
	}
	defer func() { m.constants[c.of] = c }()
	delete(m.constants, c.of)
	all := make([]fields, 0, len(c.either))
	for i, value := range c.either {
		if i > 0 {
			m.constants[c.of] = choice{line: c.line, of: c.of, either: c.either[:i]}
		}
		one, problem := m.configObject(value, depth+1)
		if problem != nil {
			return fields{}, problem
		}
		all = append(all, one)
	}
	return merge(all), nil
}

// either are the properties of objects of which one counts.
func (m *module) either(objects []expr, depth int) (fields, *unknown) {
	all := make([]fields, 0, len(objects))
	for _, o := range objects {
		one, problem := m.configObject(o, depth+1)
		if problem != nil {
			return fields{}, problem
		}
		all = append(all, one)
	}
	return merge(all), nil
}

// merge: of what several objects have, each property is a choice.
func merge(all []fields) fields {
	merged := fields{values: map[string]expr{}}
	for _, one := range all {
		if one.open != nil {
			merged.open = one.open
		}
		for name, value := range one.values {
			merged.values[name] = value
		}
	}
	for name, value := range merged.values {
		c := choice{line: value.at()}
		for _, one := range all {
			if has := one.values[name]; has != nil {
				c.either = append(c.either, has)
			} else {
				c.either = append(c.either, ref{c.line, []string{"undefined"}})
			}
		}
		merged.values[name] = c
	}
	return merged
}

func (m *module) fields(o object, depth int) fields {
	f := fields{values: map[string]expr{}}
	for _, p := range o.props {
		if p.name != "" {
			f.values[p.name] = p.value
			continue
		}
		spread, problem := m.configObject(p.value, depth+1)
		if problem != nil {
			// What stands before it may be overwritten, what follows counts.
			f = fields{values: map[string]expr{}, open: &unknown{line: p.value.at(), what: "a spread of " + problem.what}}
			continue
		}
		for name, value := range spread.values {
			f.values[name] = value
		}
		if spread.open != nil {
			f.open = spread.open
		}
	}
	return f
}

func (m *module) url(e expr, depth int) URL {
	switch e := e.(type) {
	case nil:
		return URL{}
	case str:
		return URL{Line: e.line, Literal: e.value}
	case tmpl:
		if whole := e.whole(); whole != nil {
			return m.url(whole, depth)
		}
	case binary:
		if e.op == "??" || e.op == "||" {
			return alternatives(m.url(e.left, depth), m.url(e.right, depth))
		}
	case choice:
		urls := make([]URL, 0, 2)
		for _, either := range e.either {
			urls = append(urls, m.url(either, depth))
		}
		u := alternatives(urls...)
		u.Either = len(u.Or) > 0 && !m.asksForItself(e)
		return u
	case ref:
		if isNothing(e) {
			return URL{}
		}
		if name, ok := m.variable(e, depth); ok {
			return URL{Line: e.line, Var: name}
		}
		if value, ok := m.constant(e); ok && !m.exhausted(depth) {
			return m.url(value, depth+1)
		}
	case call:
		if name, ok := m.envCall(e); ok {
			return URL{Line: e.line, Var: name, Strict: true}
		}
	}
	return URL{Line: e.at(), Computed: true}
}

// asksForItself reports whether a choice is one between what is set and something else: a ? a : b.
func (m *module) asksForItself(c choice) bool {
	test, ok := c.test.(ref)
	first, same := c.either[0].(ref)
	return ok && same && slices.Equal(test.path, first.path)
}

// alternatives are URLs of which any may count. What says nothing is none, and what says
// the same as one before is none more.
func alternatives(urls ...URL) URL {
	var all []URL
	either := false
	for _, u := range urls {
		or := u.Or
		either = either || u.Either
		if u.Or, u.Either = nil, false; u.Set() {
			all = append(all, u)
		}
		all = append(all, or...)
	}
	if len(all) == 0 {
		return urls[0]
	}
	for i := 1; i < len(all); i++ {
		if slices.ContainsFunc(all[:i], func(u URL) bool { return u.Var == all[i].Var && u.Literal == all[i].Literal && !u.Computed }) {
			all = slices.Delete(all, i, i+1)
			i--
		}
	}
	if len(all) > 1 {
		all[0].Or, all[0].Either = all[1:], either
	}
	return all[0]
}

// envCall is the variable that a call of Prisma's env() takes.
func (m *module) envCall(c call) (name string, ok bool) {
	if m.target(c.callee) != "prisma/config.env" || len(c.args) != 1 {
		return "", false
	}
	name, problem := m.eval(c.args[0], 0)
	return name, problem == nil
}

// needs lists the variables that are taken by env() for certain: not in a
// function, and not where something else decides whether they are.
func (m *module) needs() (all []Variable) {
	var walk func(e expr, depth int)
	walk = func(e expr, depth int) {
		if m.exhausted(depth) {
			return
		}
		switch e := e.(type) {
		case call:
			if name, ok := m.envCall(e); ok {
				all = append(all, Variable{name, e.line})
				return
			}
			walk(e.callee, depth+1)
			for _, arg := range e.args {
				walk(arg, depth+1)
			}
		case object:
			for _, p := range e.props {
				walk(p.value, depth+1)
			}
		case list:
			for _, item := range e.items {
				walk(item, depth+1)
			}
		case tmpl:
			for _, part := range e.parts {
				walk(part, depth+1)
			}
		case binary:
			walk(e.left, depth+1)
			if e.op != "??" && e.op != "||" && e.op != "&&" {
				walk(e.right, depth+1)
			}
		case choice:
			walk(e.test, depth+1)
		case made:
			for _, arg := range e.args {
				walk(arg, depth+1)
			}
		case unknown:
			walk(e.of, depth+1)
		case str, ref, function:
		}
	}
	for _, value := range m.constants {
		walk(value, 0)
	}
	switch exported := m.exported.(type) {
	case nil:
	case function: // Prisma calls it
		walk(exported.body, 0)
	default:
		walk(exported, 0)
	}
	slices.SortFunc(all, func(a, b Variable) int { return cmp.Or(a.Line-b.Line, strings.Compare(a.Name, b.Name)) })
	return slices.Compact(all)
}
