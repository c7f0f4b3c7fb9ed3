package project

import (
	"bytes"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// SignInFile is a source that sets NextAuth up, and what it shows of how.
type SignInFile struct {
	Path      string   // from Root, with slashes
	Providers []string // ids: the last part of the modules that providers are imported from
	Strategy  string   // of sessions, as written: jwt or database; empty where it is not
	Adapter   bool     // it calls Prisma's adapter
	// OtherAdapter says that it gives NextAuth an adapter that does not show to be Prisma's.
	OtherAdapter bool
	Route        bool // Next.js reaches NextAuth through it
	Calls        bool // it calls NextAuth with options that are written there
	Options      bool // it lists providers
	// Own are the calls of an adapter that the project makes itself in place of Prisma's, such as createUser.
	Own []string
	// Unread says that its options take in something that cannot be read here.
	Unread bool
}

// Elsewhere reports whether the source is of another package of the workspace.
func (f SignInFile) Elsewhere() bool { return strings.HasPrefix(f.Path, "../") }

// signInPlaces are the files where NextAuth's options usually stand.
func signInPlaces() []string {
	var names []string
	for _, place := range []string{
		"auth", "auth.config", "lib/auth", "lib/auth/index", "lib/auth.config", "server/auth", "server/auth/index", "server/auth/config",
		"utils/auth", "config/auth", "app/auth", "app/lib/auth",
	} {
		for _, below := range []string{"", "src"} {
			for _, extension := range []string{".ts", ".js", ".tsx", ".mjs"} {
				names = append(names, path.Join(below, place+extension))
			}
		}
	}
	return names
}

// How far the imports of a route are followed.
const (
	maxSignInDepth = 6
	maxSignInFiles = 80
)

// findSignIn reads the files that set NextAuth up: its routes with what they
// import, and the places that are usual.
func (p *Project) findSignIn() {
	s := &signInSearch{project: p, seen: map[string]bool{}}
	for _, route := range p.authRoutes() {
		s.follow(route, route)
	}
	for _, name := range signInPlaces() {
		if file := filepath.Join(p.Root, filepath.FromSlash(name)); p.disk.mayHold(file) {
			s.follow(file, "")
		}
	}
	p.SignIn = s.found
}

// signInSearch collects the files that set NextAuth up.
type signInSearch struct {
	project *Project
	seen    map[string]bool
	found   []SignInFile
}

// follow reads a source, and those that it imports if it has to do with
// signing in. Of a route, all that follows from it goes behind it.
func (s *signInSearch) follow(start, route string) {
	type step struct {
		file  string
		depth int
	}
	for open := []step{{start, 0}}; len(open) > 0; open = open[1:] {
		at := open[0]
		if s.seen[at.file] || len(s.seen) >= maxSignInFiles {
			continue
		}
		s.seen[at.file] = true
		text, err := s.project.disk.readFile(at.file)
		if err != nil || len(text) > maxSource || at.depth > 2 && !mentionsAuth(text) {
			continue
		}
		src := typescript.Scan(at.file, string(text))
		imports := src.Imports()
		if f, spread, sets := readSignIn(s.project.below(at.file), src, imports); sets || at.file == route && len(imports) > 0 {
			f.Route = at.file == route
			for _, module := range spread {
				f.Unread = f.Unread || s.project.modules.resolve(at.file, module) == ""
			}
			s.found = append(s.found, f)
		}
		for _, i := range imports {
			if at.depth < maxSignInDepth && !i.Type {
				if file := s.project.modules.resolve(at.file, i.Module); file != "" {
					open = append(open, step{file, at.depth + 1})
				}
			}
		}
	}
}

// mentionsAuth reports whether a source can have to do with signing in, or pass
// on what does.
func mentionsAuth(text []byte) bool {
	return bytes.Contains(text, []byte("uth")) || bytes.Contains(text, []byte("dapter"))
}

// below is an absolute path as seen from Root, with slashes.
func (p *Project) below(path string) string {
	rel, err := filepath.Rel(p.Root, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

// authRoutes are the files through which Next.js can reach NextAuth: of both
// routers, in groups and below parameters too. Those that are not called
// nextauth have "auth" in their URL, and import NextAuth or what does.
func (p *Project) authRoutes() (routes []string) {
	src := ""
	if p.SrcDir {
		src = "src"
	}
	for _, router := range []string{"app", "pages"} {
		for _, file := range p.catchAlls(filepath.Join(p.Root, src, router), router, 0) {
			if name := ofRoute(p.below(file)); strings.Contains(name, "[...nextauth]") || strings.Contains(name, "auth") && p.reachesNextAuth(file) {
				routes = append(routes, file)
			}
		}
	}
	return routes
}

// ofRoute is a file's path in small letters, without the groups that are no part of its URL.
func ofRoute(name string) string {
	parts := strings.Split(strings.ToLower(name), "/")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return strings.HasPrefix(part, "(") }), "/")
}

// maxRouteDepth is how deep in app the routes of an API may be.
const maxRouteDepth = 8

// catchAlls are the routes with [...name] in the folders of an API.
func (p *Project) catchAlls(dir, router string, depth int) (files []string) {
	inAPI := strings.Contains(filepath.ToSlash(dir[len(p.Root):])+"/", "/api/")
	for _, name := range p.disk.names(dir) {
		file, catchAll := filepath.Join(dir, name), strings.HasPrefix(name, "[...") || strings.HasPrefix(name, "[[...")
		switch {
		case catchAll && router == "pages" && typescript.IsSource(name):
			files = append(files, file)
		case catchAll && router == "app":
			for _, route := range p.disk.names(file) {
				if strings.HasPrefix(route, "route.") && typescript.IsSource(route) {
					files = append(files, filepath.Join(file, route))
				}
			}
		case depth < maxRouteDepth && !strings.Contains(name, ".") &&
			(inAPI || name == "api" || router == "app" && (name == "auth" || strings.ContainsAny(name[:1], "([@"))):
			files = append(files, p.catchAlls(file, router, depth+1)...)
		}
	}
	return files
}

// reachesNextAuth reports whether a route imports NextAuth, or a module of the
// project that does.
func (p *Project) reachesNextAuth(file string) bool {
	s := &signInSearch{project: p, seen: map[string]bool{}}
	s.follow(file, "")
	return slices.ContainsFunc(s.found, func(f SignInFile) bool { return f.Calls || f.Options })
}

// readSignIn reads one source, and reports whether it sets NextAuth up. spread are the modules whose objects its options
// take in.
func readSignIn(name string, src *typescript.Source, imports []typescript.Import) (f SignInFile, spread []string, sets bool) {
	f = SignInFile{Path: name}
	callees, adapters := []string{"NextAuth"}, []string{"PrismaAdapter"}
	for _, i := range imports {
		if id := providerOf(i.Module); id != "" && !slices.Contains(f.Providers, id) {
			f.Providers = append(f.Providers, id)
		}
		for _, b := range i.Bindings {
			switch {
			case i.Module == "next-auth" && b.Name == "default":
				callees = append(callees, b.Local)
			case i.Module == "@auth/prisma-adapter" || i.Module == "@next-auth/prisma-adapter":
				adapters = append(adapters, b.Local)
			}
		}
		sets = sets || isNextAuth(i)
	}
	var braces []int // that are open
	for i := range src.Tokens {
		for len(braces) > 0 && int(src.At(braces[len(braces)-1]).Close) <= i {
			braces = braces[:len(braces)-1]
		}
		if len(braces) > 0 {
			open := braces[len(braces)-1]
			if src.Is(i, "...") && takesOptions(src, open) && !slices.Contains(adapters, src.Src(i+1)) {
				module, known := whence(src, i+1, imports)
				if module != "" {
					spread = append(spread, module)
				}
				f.Unread = f.Unread || !known
			}
			if call := ownCall(src, i, open); call != "" && !slices.Contains(f.Own, call) {
				f.Own = append(f.Own, call)
			}
		}
		switch {
		case src.Is(i, "{"):
			braces = append(braces, i)
		case src.At(i).Kind == typescript.String && src.Value(i) == "strategy" && src.Is(i+1, ":"):
			f.strategy(src.Value(i + 2))
		case src.At(i).Kind != typescript.Word || src.Is(i-1, ".") && !src.Is(i-2, "."): // ...PrismaAdapter(p) is no member
		case src.Is(i, "strategy") && src.Is(i+1, ":"):
			f.strategy(src.Value(i + 2))
		case src.Is(i+1, "(") && slices.Contains(adapters, src.Src(i)) && !src.Is(i-1, "function"):
			f.Adapter = true
		case src.Is(i+1, "(") && slices.Contains(callees, src.Src(i)):
			f.Calls = f.Calls || writesOptions(src, i+1)
		case src.Is(i, "providers"):
			f.Options = f.Options || isKey(src, i) && len(braces) > 0
		case src.Is(i, "adapter"):
			f.OtherAdapter = f.OtherAdapter || isKey(src, i) && len(braces) > 0 && givesAdapter(src, i, braces[len(braces)-1])
		}
	}
	if f.Adapter {
		f.OtherAdapter = false
	}
	return f, spread, sets || f.Strategy != "" || len(f.Providers) > 0 || f.Adapter
}

func (f *SignInFile) strategy(value string) {
	if f.Strategy == "" && (value == "jwt" || value == "database") {
		f.Strategy = value
	}
}

// takesOptions reports whether the braces at open are those of options: the argument of NextAuth, what has other options
// in it, or what they say about sessions.
func takesOptions(src *typescript.Source, open int) bool {
	return ofOptions(src, open) || src.Is(open-1, ":") && (src.Is(open-2, "session") || src.Value(open-2) == "session")
}

// whence is the module that a name is imported from; empty where it is of the source itself. It is not known where it is
// neither, or is not a name but what a call gives.
func whence(src *typescript.Source, i int, imports []typescript.Import) (module string, known bool) {
	name := src.Src(i)
	for _, one := range imports {
		for _, b := range one.Bindings {
			if b.Local == name {
				return one.Module, !src.Is(i+1, "(")
			}
		}
	}
	for at := range src.Tokens {
		if src.Is(at, name) && (src.Is(at-1, "const") || src.Is(at-1, "let") || src.Is(at-1, "var") || src.Is(at-1, "function")) {
			return "", true
		}
	}
	return "", src.Is(i, "(") || src.Is(i, "{") // what is written out there
}

// ownCall is the call of an adapter that the name at i, in the braces at open, is given in place of Prisma's: in an object that
// takes the rest from an adapter, or is the adapter; empty for any other. Events have some of the same names.
func ownCall(src *typescript.Source, i, open int) string {
	name := src.Src(i)
	if !slices.Contains(adapterCalls(), name) {
		return ""
	}
	if src.Is(i-1, ".") {
		if src.Is(i+1, "=") && strings.Contains(strings.ToLower(src.Src(i-2)), "adapter") {
			return name
		}
		return ""
	}
	isMethod := src.Is(i+1, "(") && (src.Is(i-1, "{") || src.Is(i-1, ",") || src.Is(i-1, "async")) && src.Is(int(src.At(i+1).Close)+1, "{")
	if !isKey(src, i) && !isMethod || src.Is(open-2, "events") {
		return ""
	}
	if src.Is(open-1, ":") && src.Is(open-2, "adapter") {
		return name
	}
	for at := open + 1; at < int(src.At(open).Close); at++ {
		if src.Is(at, "...") && strings.Contains(strings.ToLower(src.Src(at+1)), "adapter") {
			return name
		}
		if end := int(src.At(at).Close); end > at {
			at = end
		}
	}
	return ""
}

// adapterCalls are what NextAuth calls an adapter for.
func adapterCalls() []string {
	return []string{
		"createUser", "getUser", "getUserByEmail", "getUserByAccount", "updateUser", "deleteUser", "linkAccount", "unlinkAccount",
		"createSession", "getSessionAndUser", "updateSession", "deleteSession", "createVerificationToken", "useVerificationToken",
	}
}

// isNextAuth reports whether an import is of NextAuth itself, or of the types of
// its options.
func isNextAuth(i typescript.Import) bool {
	if i.Type {
		return slices.ContainsFunc(i.Bindings, func(b typescript.Binding) bool {
			return slices.Contains([]string{"NextAuthOptions", "AuthOptions", "NextAuthConfig"}, b.Name)
		})
	}
	return slices.Contains([]string{"next-auth", "next-auth/next", "@auth/core", "@auth/nextjs"}, i.Module)
}

// declaresSession reports whether a module is one that people extend by the types of their session.
func declaresSession(module string) bool {
	return module == "next-auth" || module == "next-auth/types" || module == "@auth/core/types"
}

// isKey reports whether a word is the key of an object: in full or in short.
func isKey(src *typescript.Source, i int) bool {
	if src.Is(i+1, ":") {
		return true
	}
	return (src.Is(i-1, "{") || src.Is(i-1, ",")) && (src.Is(i+1, ",") || src.Is(i+1, "}"))
}

// writesOptions reports whether the arguments of a call hold an object, or a
// function that makes one.
func writesOptions(src *typescript.Source, open int) bool {
	for i := open + 1; i < int(src.At(open).Close); i++ {
		if src.Is(i, "{") {
			return true
		}
	}
	return false
}

// givesAdapter reports whether the key "adapter" at i, in the braces at open, is
// one of options: not that of a PrismaClient, of a pattern or of an import.
func givesAdapter(src *typescript.Source, i, open int) bool {
	switch before := open - 1; {
	case src.Is(before, "(") && src.At(before-1).Kind == typescript.Word && (src.Is(before-2, "new") || src.Is(before-2, ".")):
		return false
	case slices.Contains([]string{"import", "export", "type", "const", "let", "var"}, src.Src(before)), src.Is(int(src.At(open).Close)+1, "from"):
		return false
	}
	return !(src.Is(i+1, ":") && (src.Is(i+2, "undefined") || src.Is(i+2, "null")))
}

// providerOf is the id of the provider that a module holds, or empty.
func providerOf(module string) string {
	for _, below := range []string{"next-auth/providers/", "@auth/core/providers/"} {
		id, found := strings.CutPrefix(strings.TrimSuffix(module, ".js"), below)
		if found && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
			return id
		}
	}
	return ""
}

// Providers are those of all files that set NextAuth up, each once.
func (p *Project) Providers() []string {
	var all []string
	for _, f := range p.SignIn {
		for _, id := range f.Providers {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all
}
