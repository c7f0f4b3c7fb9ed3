package project

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"create-app/project/typescript"
	"create-app/psl/syntax"
)

// Unrun is a middleware that Next.js does not run: it is in another place than beside app or pages, or has the name that
// only later versions look for.
type Unrun struct {
	Path  string // absolute
	Right string // where it would be run
	Name  bool   // it is the name that is wrong
	Bound bool   // it has to be changed with the move: it imports by relative paths, or exports what is called by the wrong name
	// Base is the path below which a route of NextAuth has its parameter, where that is the only thing that is wrong: it may be the
	// path that NextAuth is said to be at. It is empty otherwise.
	Base string
	// Default says that it exports its handler as the pages router calls it, and that the right place is of the app router.
	Default bool
}

// findUnrun looks where people put a middleware by mistake. It is nil where another is run.
func (p *Project) findUnrun() *Unrun {
	next := p.Version("next").Major
	if next < 13 || p.Router == "" || p.nextConfigSays("pageExtensions") {
		return nil
	}
	src := filepath.Join(p.Root, "src")
	right, others := p.Root, []string{src}
	if p.SrcDir {
		right, others = src, []string{p.Root}
	}
	names := []string{"middleware"}
	if next >= 16 {
		names = append(names, "proxy")
	}
	if len(p.middlewares(right, names...)) > 0 {
		return nil
	}
	if next < 16 {
		for _, path := range p.middlewares(right, "proxy") {
			if is, e, _ := p.middleware(path, "proxy"); is {
				return &Unrun{Path: path, Right: filepath.Join(right, "middleware"+filepath.Ext(path)), Name: true, Bound: !e.Default}
			}
		}
	}
	for _, dir := range append(others, filepath.Join(right, "app")) {
		for _, path := range p.middlewares(dir, names...) {
			if is, _, relative := p.middleware(path, names...); is {
				return &Unrun{Path: path, Right: filepath.Join(right, filepath.Base(path)), Bound: relative}
			}
		}
	}
	return nil
}

func (p *Project) middlewares(dir string, names ...string) (found []string) {
	for _, name := range names {
		for _, ext := range []string{".ts", ".js", ".tsx", ".jsx"} {
			if path := filepath.Join(dir, name+ext); p.disk.hasFile(path) {
				found = append(found, path)
			}
		}
	}
	return found
}

// middleware reports whether a source exports what Next.js calls, and whether it imports by relative paths. A default
// alone can be anything's, so that it has to show more of Next.js.
func (p *Project) middleware(path string, names ...string) (is bool, e Exports, relative bool) {
	text, err := p.disk.readFile(path)
	if err != nil {
		return false, Exports{}, false
	}
	src := typescript.Scan(path, string(text))
	e = exportsOf(src)
	is = slices.ContainsFunc(names, func(name string) bool { return slices.Contains(e.Names, name) }) ||
		e.Default && slices.Contains(e.Names, "config")
	for _, i := range src.Imports() {
		if isForeign(i.Module) || isOfAPIRoutes(i) {
			return false, e, false
		}
		relative = relative || strings.HasPrefix(i.Module, ".")
		is = is || e.Default && slices.Contains([]string{"next/server", "next-auth/middleware", "@clerk/nextjs/server"}, i.Module)
	}
	return is, e, relative
}

// isOfAPIRoutes reports whether an import is of the types that the pages router's API routes have, whose helpers are called middleware, too.
func isOfAPIRoutes(i typescript.Import) bool {
	return i.Module == "next" && slices.ContainsFunc(i.Bindings, func(b typescript.Binding) bool { return strings.HasPrefix(b.Name, "NextApi") })
}

// isForeign reports whether a module is of a library that has something else by the name of middleware.
func isForeign(module string) bool {
	return slices.ContainsFunc([]string{"redux", "@reduxjs/", "react-redux", "express", "koa", "hono", "@trpc/", "zustand", "graphql", "@apollo/", "socket.io", "fastify", "swr", "@nestjs/", "elysia", "next-connect", "openapi-fetch", "connect"},
		func(start string) bool { return strings.HasPrefix(module, start) })
}

// nextConfigSays reports whether a config of Next.js has a text in it.
func (p *Project) nextConfigSays(text string) bool {
	return slices.ContainsFunc(nextConfigs(p.Root), func(path string) bool {
		if !p.disk.mayHold(path) {
			return false
		}
		config, err := p.disk.readFile(path)
		return err == nil && bytes.Contains(config, []byte(text))
	})
}

// findUndeclared: of Prisma's command and client, each needs the other. In a workspace another package may bring it.
func (p *Project) findUndeclared() string {
	if p.Package == nil || p.Package.Err != nil || p.WorkspaceRoot != "" || p.Library != nil || p.Schema.Path == "" {
		return ""
	}
	for _, pair := range [][2]string{{"prisma", "@prisma/client"}, {"@prisma/client", "prisma"}} {
		missing, has := pair[0], pair[1]
		if missing == "prisma" && p.Package.Range("@prisma/prisma7") != "" { // which brings it
			continue
		}
		if major := p.Version(has).Major; p.Package.Range(missing) != "" || p.Package.Peer(missing) || major == 0 || major > 7 || p.locks.brings(missing) {
			continue
		}
		if above := p.modules.packageOf(filepath.Dir(p.Root)); above != nil && above.Range(missing) != "" {
			continue // whose programs and modules are found from below
		}
		if !p.isInstalled(missing) {
			return missing
		}
	}
	return ""
}

// isInstalled reports whether a package is in node_modules, here or above.
func (p *Project) isInstalled(name string) bool {
	for at := p.Root; ; at = filepath.Dir(at) {
		if p.disk.isDir(filepath.Join(at, "node_modules", filepath.FromSlash(name))) {
			return true
		}
		if filepath.Dir(at) == at {
			return false
		}
	}
}

// undeclared is an import of a package that nothing brings; nil where something does, or may: a package above, a workspace,
// an alias of TypeScript's.
func (p *Project) undeclared(i *ModuleImport) *ModuleImport {
	if i == nil || p.Package == nil || p.Package.Err != nil || p.WorkspaceRoot != "" || p.Library != nil || !within(p.Root, i.Path) || len(p.disk.workspacePatterns(p.Root)) > 0 {
		return nil
	}
	above := filepath.Dir(p.Root)
	if bytes.Contains(p.Package.Text, []byte(`"`+i.Module+`"`)) || p.locks.brings(i.Module) || p.modules.packageOf(above) != nil || p.modules.packageOf(filepath.Dir(i.Path)) != p.modules.packageOf(p.Root) {
		return nil
	}
	if p.Maps(i.Module) || p.isInstalled(i.Module) {
		return nil
	}
	return i
}

// packageOfModule is the package that a module is of, by its name.
func packageOfModule(module string) string {
	first, rest, _ := strings.Cut(module, "/")
	if strings.HasPrefix(first, "@") {
		second, _, _ := strings.Cut(rest, "/")
		return first + "/" + second
	}
	return first
}

// isWellKnown reports whether a name is one of a package that signing in and databases are done with, and of nothing else.
func isWellKnown(name string) bool {
	switch name {
	case "bcrypt", "bcryptjs", "argon2", "@node-rs/argon2", "@node-rs/bcrypt", "jsonwebtoken", "nodemailer", "resend", "pg", "mysql2", "mariadb", "better-sqlite3",
		"@libsql/client", "@neondatabase/serverless", "@planetscale/database", "@prisma/extension-accelerate":
		return true
	}
	return strings.HasPrefix(name, "@prisma/adapter-")
}

// undeclaredPackages are those of the imports that nothing brings, each package once. Without a lockfile another package may.
func (p *Project) undeclaredPackages(imports []ModuleImport) (missing []ModuleImport) {
	for _, c := range p.Clients {
		if !IsTest(p.Below(c.Path)) {
			imports = append(imports, c.packages...)
		}
	}
	for _, i := range imports {
		known := slices.ContainsFunc(missing, func(m ModuleImport) bool { return m.Module == i.Module })
		if !known && p.Locked() && p.undeclared(&i) != nil {
			missing = append(missing, i)
		}
	}
	return missing
}

// Maps reports whether the name of a package may stand for something of the project's own: by an alias of TypeScript's, or
// because package.json has it from a folder.
func (p *Project) Maps(module string) bool {
	if p.Package != nil {
		for _, from := range []string{"file:", "link:", "portal:"} {
			if strings.HasPrefix(p.Package.Range(module), from) {
				return true
			}
		}
	}
	return slices.ContainsFunc(p.Aliases, func(a Alias) bool {
		_, fits := fitsPattern(a.Pattern, module)
		return fits && a.Pattern != "*"
	})
}

// findStrays lists the schemas with a datasource of their own where Prisma finds none.
func (p *Project) findStrays() (strays []string) {
	if p.SchemaErr == nil {
		return nil
	}
	for _, path := range p.Schemas {
		if shown := p.Below(path); IsTest(shown) || isExample(shown) {
			continue
		}
		text, err := p.disk.readFile(path)
		if err != nil {
			continue
		}
		if p.hasConfigOfItsOwn(path) {
			p.RunElsewhere = true
			continue
		}
		for _, item := range syntax.Parse(path, string(text)).Items {
			if b, ok := item.(*syntax.Block); ok && b.Kind == syntax.Datasource {
				strays = append(strays, path)
				break
			}
		}
	}
	return strays
}

// hasConfigOfItsOwn reports whether a config of Prisma's lies beside a schema or above it, below the project's root.
func (p *Project) hasConfigOfItsOwn(schema string) bool {
	for dir := filepath.Dir(schema); dir != p.Root && within(p.Root, dir); dir = filepath.Dir(dir) {
		if slices.ContainsFunc(configNames(p.Prisma.Major), func(name string) bool { return p.disk.isFile(filepath.Join(dir, filepath.FromSlash(name))) }) {
			return true
		}
	}
	return false
}

// isExample reports whether a path is below a folder of what is shown or copied, and not run.
func isExample(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(name string) bool {
		return slices.Contains([]string{"examples", "example", "templates", "template", "fixtures", "docs"}, name)
	})
}

var catchAllName = regexp.MustCompile(`\[\[?\.\.\.(\w+)\]\]?`)

// findUnreached looks for the one route of NextAuth where the router does not see it, or where NextAuth 4, which goes by
// its parameter nextauth, is given another or what is before it. It is nil where another route is right.
func (p *Project) findUnreached() *Unrun {
	routes := p.authRoutes()
	if len(routes) == 0 {
		return p.unseenRoute()
	}
	if len(routes) > 1 || p.Version("next-auth").Major != 4 || !p.reachesNextAuth(routes[0]) {
		return nil
	}
	text, err := p.disk.readFile(routes[0])
	m := catchAllName.FindStringSubmatch(p.Below(routes[0]))
	if err != nil || m == nil || namesParameter(typescript.Scan(routes[0], string(text))) || p.nextConfigSays("api/auth") { // which may send requests on
		return nil
	}
	named := strings.Replace(m[0], m[1], "nextauth", 1)
	right := strings.Replace(routes[0], m[0], named, 1)
	if before, after, _ := strings.Cut(right, named); filepath.Base(before) == "api" {
		right = filepath.Join(before, "auth", named) + after
	}
	if right == routes[0] {
		return nil
	}
	u := p.unreached(routes[0], right)
	if m[1] == "nextauth" {
		u.Base = "/api"
	}
	return u
}

// namesParameter reports whether a route says nextauth: it gives NextAuth the parameter itself.
func namesParameter(src *typescript.Source) bool {
	for i := range src.Tokens {
		if src.Is(i, "nextauth") || src.Value(i) == "nextauth" {
			return true
		}
	}
	return false
}

func (p *Project) unreached(path, right string) *Unrun {
	_, e, relative := p.middleware(path)
	deeper := strings.Count(path, string(filepath.Separator)) != strings.Count(right, string(filepath.Separator))
	asPage := e.Default && !e.Unclear && !slices.Contains(e.Names, "GET") && RouterOf(p.Below(right)) == "app"
	return &Unrun{Path: path, Right: right, Bound: relative && deeper, Default: asPage}
}

// unseenRoute: below app, a route is called route and has a folder of its own.
func (p *Project) unseenRoute() *Unrun {
	dir := filepath.Join(p.Root, "app", "api", "auth")
	if p.SrcDir {
		dir = filepath.Join(p.Root, "src", "app", "api", "auth")
	}
	for _, name := range p.disk.names(dir) {
		if m := catchAllName.FindString(name); m == "" || !strings.HasPrefix(name, m) {
			continue
		}
		path := filepath.Join(dir, name)
		if typescript.IsSource(name) && p.reachesNextAuth(path) {
			ext := filepath.Ext(name)
			return p.unreached(path, filepath.Join(dir, strings.TrimSuffix(name, ext), "route"+ext))
		}
		for _, file := range p.disk.names(path) {
			if inner := filepath.Join(path, file); typescript.IsSource(file) && p.reachesNextAuth(inner) {
				return p.unreached(inner, filepath.Join(path, "route"+filepath.Ext(file)))
			}
		}
	}
	return nil
}
