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
	Unused    []string // those of them that nothing uses
	Strategy  string   // of sessions, as written: jwt or database; empty where it is not
	Adapter   bool     // it calls Prisma's adapter
	// LeftAdapter says that Prisma's adapter is left over: it is imported, or made, and nothing is done with it.
	LeftAdapter bool
	// OtherAdapter says that it gives NextAuth an adapter that does not show to be Prisma's.
	OtherAdapter bool
	// MapsModels says that Prisma's adapter is given an object that is written there, in place of a client: its models may have
	// any names in the schema.
	MapsModels bool
	// Clientless is Prisma's adapter as the options have it, where it is not called or is given no client; empty otherwise.
	// ClientlessLine is where it stands.
	Clientless     string
	ClientlessLine int
	Route          bool // Next.js reaches NextAuth through it
	// Lacks is what Next.js calls of a route and it does not export: default, or the methods; empty where nothing shows to be missing.
	Lacks string
	// Handler is what such a route has in its place.
	Handler Handler
	// Refused is what a route exports although next build allows it there no such export, and RefusedLine where the first stands.
	Refused     []string
	RefusedLine int

	Reached bool // a route leads to it
	Starts  bool // it calls NextAuth
	Calls   bool // it calls NextAuth with options that are written there
	Options bool // it lists providers
	// Others says that the providers it lists may be others than Providers: its own, computed ones, or those of a function.
	Others bool
	// OAuth1 says that people come by Twitter in the way of OAuth 1.0a, as with NextAuth 4 unless the options say version "2.0".
	OAuth1 bool
	// Form is the NextAuth that the call is written for, 4 or 5, and FormLine where it stands; 0 where it does not show. It is 3
	// where providers are taken out of a module that holds them all.
	Form, FormLine int
	// Own are the calls of an adapter that the project makes itself in place of Prisma's, such as createUser.
	Own []string
	// Profile are the names of what the profile() of a provider, as the project writes it, gives a new user.
	Profile   []string
	elsewhere []string // the modules that the lists of its providers are imported from
	// Unread says that its options take in something that cannot be read here.
	Unread bool
}

// Uses reports whether the source imports a provider and does something with it.
func (f SignInFile) Uses(id string) bool {
	return slices.Contains(f.Providers, id) && !slices.Contains(f.Unused, id)
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
// import, one where no request comes to it, and the places that are usual.
func (p *Project) findSignIn() {
	s := &signInSearch{project: p, seen: map[string]bool{}}
	routes := p.authRoutes()
	for _, route := range routes {
		s.follow(route, route)
	}
	if u := p.unseenRoute(); u != nil && len(routes) == 0 {
		s.follow(u.Path, "")
	}
	for _, name := range signInPlaces() {
		if file := p.Path(name); p.disk.mayHold(file) {
			s.follow(file, "")
		}
	}
	leaveUnreachedAdapters(s.found)
	leaveUnreachedProviders(s.found)
	p.SignIn, p.UndeclaredAdapter, p.UndeclaredPackages = s.found, s.adapter, s.packages
	for file := range s.seen {
		if !within(p.Root, file) {
			p.signInFrom = append(p.signInFrom, file)
		}
	}
	slices.Sort(p.signInFrom)
}

// leaveUnreachedAdapters: where a route leads to options that show whole and have no adapter, one that it does not lead to is left over.
func leaveUnreachedAdapters(files []SignInFile) {
	shown := false
	for _, f := range files {
		if f.Reached && (f.Adapter || f.OtherAdapter || f.Clientless != "" || f.Unread) {
			return
		}
		shown = shown || f.Reached && (f.Calls || f.Options)
	}
	for i := range files {
		if f := &files[i]; shown && f.Adapter {
			f.Adapter, f.LeftAdapter = false, true
		}
	}
}

// leaveUnreachedProviders: where a route leads to all of its providers, those that it does not lead to are left over.
func leaveUnreachedProviders(files []SignInFile) {
	shown := false
	for _, f := range files {
		if f.Reached && (f.Others || f.Unread) {
			return
		}
		shown = shown || f.Reached && f.Options && len(f.Providers) > 0
	}
	for i := range files {
		if f := &files[i]; shown && !f.Reached {
			f.Unused = f.Providers
		}
	}
}

// signInSearch collects the files that set NextAuth up.
type signInSearch struct {
	project *Project
	seen    map[string]bool
	found   []SignInFile
	adapter *ModuleImport // the first of Prisma's adapters that is no source of the project
	// packages are imports of well-known packages.
	packages []ModuleImport
}

// ModuleImport is an import of a package by a source.
type ModuleImport struct {
	Path   string // absolute
	Line   int
	Module string
	// By is the module of another package that imports it, and that the source imports; empty where the source does it itself.
	By string
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
		if err != nil || at.depth > 2 && !mentionsAuth(text) {
			continue
		}
		src := typescript.Scan(at.file, string(text))
		imports, named := src.Imports(), namesIn(src)
		if f, spread, sets := readSignIn(s.project.Below(at.file), src, imports); sets || at.file == route && len(imports) > 0 {
			f.Reached = route != ""
			if f.Route = at.file == route; f.Route {
				exports := exportsOf(src)
				if f.Lacks = lacksExport(s.project.Below(at.file), exports); f.Lacks != "" {
					f.Handler = handlerOf(src, exports)
				}
				f.Refused, f.RefusedLine = refusedExports(s.project.Below(at.file), src)
			}
			for _, module := range f.elsewhere {
				file := s.project.modules.resolve(at.file, module)
				text, err := s.project.disk.readFile(file)
				f.Others = f.Others || file == "" || err != nil || !listsProviders(file, text)
			}
			for _, module := range spread {
				file := s.project.modules.resolve(at.file, module)
				f.Unread = f.Unread || file == ""
				if s.project.saysSecret(file) {
					s.project.SecretOptions = append(s.project.SecretOptions, SecretOption{})
				}
			}
			s.found = append(s.found, f)
		}
		for _, i := range imports {
			if at.depth < maxSignInDepth && !i.Type {
				if file := s.project.modules.resolve(at.file, i.Module); file != "" {
					open = append(open, step{file, at.depth + 1})
				} else if name := packageOfModule(i.Module); isWellKnown(name) {
					s.packages = append(s.packages, ModuleImport{Path: at.file, Line: i.Line, Module: name})
				} else if needsMailer(i) && !(typescript.IsTyped(at.file) && leftOver(i, named)) {
					s.packages = append(s.packages, ModuleImport{Path: at.file, Line: i.Line, Module: "nodemailer", By: i.Module})
				} else if s.adapter == nil && isPrismaAdapter(i.Module) {
					s.adapter = &ModuleImport{Path: at.file, Line: i.Line, Module: i.Module}
				}
			}
		}
	}
}

// needsMailer reports whether an import is of a provider that itself imports nodemailer, which is none of NextAuth's dependencies.
func needsMailer(i typescript.Import) bool {
	id := providerOf(i.Module)
	return id == "email" || id == "nodemailer"
}

// saysSecret reports whether a module whose objects NextAuth's options take in has a secret among them, and does not say itself
// that it is about NextAuth: those that do are read with the sources.
func (p *Project) saysSecret(file string) bool {
	text, err := p.disk.readFile(file)
	if file == "" || err != nil || !bytes.Contains(text, []byte("secret")) || namesNextAuth(text) {
		return false
	}
	src := typescript.Scan(file, string(text))
	for i := range src.Tokens {
		if src.Is(i, "secret") && !src.Is(i-1, ".") && isKey(src, i) {
			return true
		}
	}
	return false
}

// writtenObjects are the names that objects are written out under.
func writtenObjects(src *typescript.Source) map[string]bool {
	written := map[string]bool{}
	for i := range src.Tokens {
		name := src.Src(i)
		if _, known := written[name]; known || !src.Is(i-1, "const") && !src.Is(i-1, "let") {
			continue
		}
		at := i + 1
		for end := i + maxCall; at < end && !src.Is(at, ";") && !src.Is(at, "="); at++ {
		}
		written[name] = src.Is(at, "=") && src.Is(at+1, "{")
	}
	return written
}

// lacksExport is what Next.js calls of a route and the route does not export.
func lacksExport(route string, e Exports) string {
	has := func(name string) bool { return slices.Contains(e.Names, name) }
	switch isPage := RouterOf(route) == "pages"; {
	case e.CommonJS:
	case isPage && !e.Default: // which no pattern and no export * brings
		return "default"
	case !isPage && !e.Unclear && !has("GET"):
		return "GET"
	case !isPage && !e.Unclear && !has("POST"):
		return "POST"
	}
	return ""
}

// mentionsAuth reports whether a source can have to do with signing in, or pass
// on what does.
func mentionsAuth(text []byte) bool {
	return bytes.Contains(text, []byte("uth")) || bytes.Contains(text, []byte("dapter"))
}

// Below is an absolute path as seen from Root, with slashes.
func (p *Project) Below(path string) string {
	rel, err := filepath.Rel(p.Root, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

// Path is the absolute path of one from Root, with slashes: Below the other way round.
func (p *Project) Path(below string) string { return filepath.Join(p.Root, filepath.FromSlash(below)) }

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
			if name := ofRoute(p.Below(file)); strings.Contains(name, "[...nextauth]") || strings.Contains(name, "auth") && p.reachesNextAuth(file) {
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
	named := namesIn(src)
	callees, adapters := []string{"NextAuth"}, []string{"PrismaAdapter"}
	var namespaces []string // the names that all of NextAuth's module is imported under
	var prismas []string    // the names that Prisma's adapter is imported under
	var providers []string  // the names that providers are imported under
	for _, i := range imports {
		id := providerOf(i.Module)
		if id != "" && leftOver(i, named) {
			f.Unused = append(f.Unused, id)
		}
		f.LeftAdapter = f.LeftAdapter || isPrismaAdapter(i.Module) && leftOver(i, named)
		if id != "" && !slices.Contains(f.Providers, id) {
			f.Providers = append(f.Providers, id)
		}
		for _, b := range i.Bindings {
			switch {
			case id != "":
				providers = append(providers, b.Local)
				f.OAuth1 = f.OAuth1 || id == "twitter" && isOAuth1(src, b)
			case i.Module == "next-auth/providers" && b.Name == "default" && callsMember(src, b.Local):
				f.Form, f.FormLine = 3, i.Line
			case i.Module == "next-auth" && b.Name == "default":
				callees = append(callees, b.Local)
			case i.Module == "next-auth" && b.Name == "*":
				namespaces = append(namespaces, b.Local)
			case isPrismaAdapter(i.Module):
				adapters = append(adapters, b.Local)
				if b.Name == "PrismaAdapter" {
					prismas = append(prismas, b.Local)
				}
			case b.Local == "PrismaAdapter" && isLocal(i.Module):
				adapters[0] = "" // the project's own has this name
			}
		}
		sets = sets || isNextAuth(i)
	}
	const most = 20 // names for one thing: nobody has more, and each is looked for at every word
	for _, names := range []*[]string{&callees, &adapters, &namespaces, &prismas, &providers} {
		*names = (*names)[:min(len(*names), most)]
	}
	own := ownCalls{src: src, made: adaptersMade(src, adapters), adapted: map[int]bool{}}
	whence, outer, options := originsOf(src, imports), outerBrackets(src), map[int]bool{}
	list, written, lists := providersFrom(imports), writtenObjects(src), map[int]bool{}
	var braces []int // that are open
	for i := range src.Tokens {
		for len(braces) > 0 && int(src.At(braces[len(braces)-1]).Close) <= i {
			braces = braces[:len(braces)-1]
		}
		if len(braces) > 0 {
			open := braces[len(braces)-1]
			if src.Is(i, "...") {
				own.adapted[open] = own.adapted[open] || int(outer[i]) == open && own.isAdapter(i+1)
				takes, known := options[open]
				if !known {
					takes = takesOptions(src, open)
					options[open] = takes
				}
				if takes && !slices.Contains(adapters, src.Src(i+1)) {
					module, known := whence(i + 1)
					spread = appendNew(spread, module)
					f.Unread = f.Unread || !known
				}
			}
			f.Own = appendNew(f.Own, own.at(i, open))
		} else {
			f.Own = appendNew(f.Own, own.set(i))
		}
		switch {
		case src.Is(i, "{"):
			braces = append(braces, i)
		case src.At(i).Kind == typescript.String && src.Value(i) == "strategy" && src.Is(i+1, ":"):
			f.strategy(src.Value(i + 2))
		case src.Is(i, "profile") && len(braces) > 0 && (src.Is(i+1, "(") || src.Is(i+1, ":")):
			for _, key := range returnedKeys(src, i+1, int(src.At(braces[len(braces)-1]).Close)) {
				f.Profile = appendNew(f.Profile, key)
			}
		case src.Is(i, "adapter") && src.Is(i-1, ".") && src.Is(i+1, "="): // options.adapter = …
			f.OtherAdapter = true
		case src.At(i).Kind != typescript.Word || src.Is(i-1, ".") && !src.Is(i-2, "."): // ...PrismaAdapter(p) is no member
		case src.Is(i, "strategy") && src.Is(i+1, ":"):
			f.strategy(src.Value(i + 2))
		case src.Is(i+1, "(") && slices.Contains(adapters, src.Src(i)) && !src.Is(i-1, "function"):
			if isMadeForNothing(src, i, named) {
				f.LeftAdapter = true
				break
			}
			f.Adapter = true
			f.MapsModels = f.MapsModels || src.Is(i+2, "{") || src.At(i+2).Kind == typescript.Word && written[src.Src(i+2)]
		case slices.Contains(callees, src.Src(i)), slices.Contains(namespaces, src.Src(i)):
			start, open := callOf(src, i)
			if slices.Contains(namespaces, src.Src(i)) {
				start, open = callOfDefault(src, i)
			}
			if open < 0 {
				break
			}
			f.Starts, f.Calls = true, f.Calls || writesOptions(src, open)
			module, _ := whence(lastArgument(src, open)) // options that are made, or lie, elsewhere
			spread = appendNew(spread, module)
			if form := formOf(src, start, open); form != 0 && f.Form == 0 {
				f.Form, f.FormLine = form, int(src.At(i).Line)
			}
		case src.Is(i, "providers"):
			if src.Is(i-1, "typeof") || listsNames(src, i) || isImported(src, int(outer[i])) {
				break
			}
			f.Options = f.Options || isKey(src, i) && len(braces) > 0
			if list != "" && standsFor(src, i) {
				f.elsewhere = appendNew(f.elsewhere, list)
			} else if !looksOnly(src, i) {
				f.Others = f.Others || !listsOnly(src, i, providers)
			}
		case src.Is(i, "session"):
			value := i // in short
			if src.Is(i+1, ":") {
				value = i + 2
			}
			if len(braces) == 0 || !isKey(src, i) || src.At(value).Kind != typescript.Word {
				break
			}
			open := braces[len(braces)-1]
			if _, known := lists[open]; !known {
				lists[open] = hasKey(src, open, "providers") || hasKey(src, open, "adapter")
			}
			if !lists[open] { // those of callbacks, or of what a callback is given
				break
			}
			module, known := whence(value)
			spread = appendNew(spread, module)
			f.Unread = f.Unread || !known
		case src.Is(i, "adapter"):
			if !isKey(src, i) || len(braces) == 0 {
				break
			}
			open := braces[len(braces)-1]
			f.OtherAdapter = f.OtherAdapter || givesAdapter(src, i, open)
			if givesAdapter(src, i, open) && slices.Contains(prismas, src.Src(i+2)) && isGivenToNextAuth(src, open, callees) {
				f.Clientless, f.ClientlessLine = clientless(src, i+2), int(src.At(i).Line)
			}
		}
	}
	if f.Adapter {
		f.OtherAdapter = false
	}
	return f, spread, sets || f.Strategy != "" || len(f.Providers) > 0 || f.Adapter
}

// hasKey reports whether the braces at open have a key, in full or in short.
func hasKey(src *typescript.Source, open int, key string) bool {
	for i := open + 1; i < int(src.At(open).Close); i++ {
		if src.Is(i, key) && isKey(src, i) {
			return true
		}
		if end := int(src.At(i).Close); end > i {
			i = end
		}
	}
	return false
}

// callsMember reports whether something is taken out of a name and called, as in Providers.Google(…).
func callsMember(src *typescript.Source, name string) bool {
	for i := range src.Tokens {
		if src.Is(i, name) && src.Is(i+1, ".") && src.Is(i+3, "(") && !src.Is(i-1, ".") {
			return true
		}
	}
	return false
}

// isOAuth1 reports whether a provider of Twitter's is called, under a name that it is imported by, in the old way: under the name
// that says so, or with options that are written out and say no version.
func isOAuth1(src *typescript.Source, b typescript.Binding) bool {
	for i := range src.Tokens {
		if !src.Is(i, b.Local) || !src.Is(i+1, "(") || src.Is(i-1, ".") {
			continue
		}
		if b.Name == "TwitterLegacy" {
			return true
		}
		if b.Name != "default" || !src.Is(i+2, "{") {
			continue
		}
		said := false
		for at := i + 3; at < int(src.At(i+2).Close); at++ {
			said = said || src.Is(at, "version") || src.Value(at) == "version" || src.Is(at, "...")
		}
		if !said {
			return true
		}
	}
	return false
}

// listsNames reports whether the word "providers" at i is declared as a list of texts: what the pages show, and nothing that
// NextAuth is given.
func listsNames(src *typescript.Source, i int) bool {
	if !src.Is(i-1, "const") || !src.Is(i+1, "=") || !src.Is(i+2, "[") || src.Is(i+3, "]") {
		return false
	}
	for each := i + 3; each < int(src.At(i+2).Close); each++ {
		if src.At(each).Kind != typescript.String && !src.Is(each, ",") {
			return false
		}
	}
	return true
}

// isImported reports whether the brackets at open are the braces of an import.
func isImported(src *typescript.Source, open int) bool {
	return open >= 0 && src.Is(open, "{") && (src.Is(open-1, "import") || src.Is(open-1, ",") && src.Is(open-3, "import") || src.Is(open-1, "type") && src.Is(open-2, "import"))
}

// providersFrom is the module that the list "providers" is imported from under that name; empty where there is none.
func providersFrom(imports []typescript.Import) string {
	for _, one := range imports {
		for _, b := range one.Bindings {
			if b.Local == "providers" && b.Name == "providers" {
				return one.Module
			}
		}
	}
	return ""
}

// standsFor reports whether the word "providers" at i stands for a list of that name, or in front of it.
func standsFor(src *typescript.Source, i int) bool {
	if src.Is(i+1, ":") && src.Is(i+2, "providers") {
		i += 2
	}
	return src.Is(i+1, ",") || src.Is(i+1, "}")
}

// returnedKeys are the keys of the objects that the function of a property gives back, which goes from i to the next property or to end.
func returnedKeys(src *typescript.Source, i, end int) (keys []string) {
	for at := i; at < end; at++ {
		if src.Is(at, ",") {
			end = at
		} else if close := int(src.At(at).Close); close > at {
			at = close
		}
	}
	for at := i; at < end; at++ {
		open := at + 1
		if src.Is(open, "(") {
			open++
		}
		if !src.Is(at, "return") && !src.Is(at, "=>") || !src.Is(open, "{") || src.Is(at, "=>") && open == at+1 {
			continue
		}
		for key := open + 1; key < int(src.At(open).Close); key++ {
			if src.At(key).Kind == typescript.Word && isKey(src, key) {
				keys = append(keys, src.Src(key))
			}
			if close := int(src.At(key).Close); close > key {
				key = close
			}
		}
	}
	return keys
}

// leftOver reports whether nothing that an import brings is named again, by how often each name stands in the source.
func leftOver(i typescript.Import, named func(name string) int) bool {
	return !i.Passes && len(i.Bindings) > 0 && !slices.ContainsFunc(i.Bindings, func(b typescript.Binding) bool { return named(b.Local) > 1 })
}

// namesIn tells how often a name stands in a source, other than as a member of something. The source is walked once, when it is first
// asked.
func namesIn(src *typescript.Source) func(name string) int {
	var times map[string]int
	return func(name string) int {
		if times == nil {
			times = map[string]int{}
			for i := range src.Tokens {
				if src.At(i).Kind == typescript.Word && !src.Is(i-1, ".") {
					times[src.Src(i)]++
				}
			}
		}
		return times[name]
	}
}

// isMadeForNothing reports whether what the call at i gives has a name of its own in the source, and nothing names it again.
func isMadeForNothing(src *typescript.Source, i int, named func(name string) int) bool {
	at := i - 2
	if !src.Is(i-1, "=") {
		return false
	}
	for at > i-maxCast && !isDeclared(src, at) && !src.Is(at, "=") && !src.Is(at, ";") { // the type behind the name
		at--
	}
	typed := at == i-2 || src.Is(at+1, ":")
	return typed && isDeclared(src, at) && !src.Is(at-2, "export") && named(src.Src(at)) == 1
}

// appendNew appends what is not empty and not there yet.
func appendNew(list []string, value string) []string {
	if value == "" || slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// looksOnly reports whether the list "providers" at i is only looked at, as for the buttons of a page.
func looksOnly(src *typescript.Source, i int) bool {
	return src.Is(i+1, ".") && src.Is(i+3, "(") && !src.Is(i-1, ":") &&
		slices.Contains([]string{"map", "filter", "find", "forEach", "some", "every", "reduce", "flatMap"}, src.Src(i+2))
}

// listsProviders reports whether a source declares the list "providers", and all of it shows there.
func listsProviders(file string, text []byte) bool {
	src := typescript.Scan(file, string(text))
	f, _, _ := readSignIn(file, src, src.Imports())
	declared := false
	for i := range src.Tokens {
		declared = declared || src.Is(i, "providers") && (src.Is(i-1, "const") || src.Is(i-1, "let"))
	}
	return declared && !f.Others && len(f.elsewhere) == 0 && len(f.Providers) > 0
}

// listsOnly reports whether the word "providers" at i stands before a list of what these names give, or for such a list
// that is written elsewhere in the source.
func listsOnly(src *typescript.Source, i int, names []string) bool {
	at := i + 1
	switch {
	case src.Is(i-1, "const") || src.Is(i-1, "let") || src.Is(i-1, "var"):
		for at < i+12 && !src.Is(at, "=") { // behind the type
			at++
		}
		at++
	case src.Is(at, ":"):
		at++
	default:
		for j := range src.Tokens {
			if src.Is(j, "providers") && (src.Is(j-1, "const") || src.Is(j-1, "let") || src.Is(j-1, "var")) {
				return j != i && (src.Is(at, ",") || src.Is(at, "}") || src.Is(at, ";"))
			}
		}
		return false
	}
	if !src.Is(at, "[") {
		return src.Is(at, "providers") && (src.Is(at+1, ",") || src.Is(at+1, "}")) // which is declared, and judged there
	}
	for each := at + 1; each < int(src.At(at).Close); each++ {
		if !slices.Contains(names, src.Src(each)) {
			return false
		}
		for each++; each < int(src.At(at).Close) && !src.Is(each, ","); each++ {
			if end := int(src.At(each).Close); end > each {
				each = end
			} else if src.Is(each, "?") {
				return false
			}
		}
	}
	return true
}

func (f *SignInFile) strategy(value string) {
	if f.Strategy == "" && (value == "jwt" || value == "database") {
		f.Strategy = value
	}
}

// callOf is the call of the function that is named at i: where it starts, and the bracket of its arguments. The function may
// be cast: (NextAuth as any)(options), (<any>NextAuth)(options). The bracket is -1 where the name is not called.
func callOf(src *typescript.Source, i int) (start, open int) {
	if src.Is(i+1, "(") {
		return i, i + 1
	}
	start = i - 1
	if src.Is(start, ">") {
		for start--; start > i-maxCast && !src.Is(start, "<"); {
			start--
		}
		start--
	}
	open = int(src.At(start).Close) + 1
	cast := src.Is(i+1, "as") || src.Is(i+1, "!") || src.Is(i+1, ")")
	isArgument := src.At(start-1).Kind == typescript.Word && !slices.Contains([]string{"default", "return", "await"}, src.Src(start-1))
	if !src.Is(start, "(") || !cast || isArgument || src.Is(start-1, ")") || !src.Is(open, "(") {
		return i, -1
	}
	return start, open
}

// callOfDefault is the call of the default of the module that is named at i, which may be cast: NextAuthModule.default(options),
// (NextAuthModule as any).default(options).
func callOfDefault(src *typescript.Source, i int) (start, open int) {
	start, at := i, i+1
	if src.Is(i-1, "(") {
		start, at = i-1, int(src.At(i-1).Close)+1
	}
	if src.Is(at, ".") && src.Is(at+1, "default") && src.Is(at+2, "(") {
		return start, at + 2
	}
	return i, -1
}

// maxCast is how many words and marks a type has in front of what is cast.
const maxCast = 12

// lastArgument is the first token of the last argument of a call: NextAuth 4 is given its options there, behind a request and
// a response or alone.
func lastArgument(src *typescript.Source, open int) int {
	last, end := open+1, int(src.At(open).Close)
	for i := open + 1; i < end; i++ {
		if src.Is(i, ",") && i+1 < end {
			last = i + 1
		}
		if close := int(src.At(i).Close); close > i {
			i = close
		}
	}
	return last
}

// formOf is the NextAuth that a call is written for, which starts at i and has its arguments in the brackets at open: 4 gives a
// handler, 5 gives what is taken out of an object. It is 0 where neither shows.
func formOf(src *typescript.Source, i, open int) int {
	end := int(src.At(open).Close)
	switch {
	case src.Is(end+1, "."): // NextAuth(config).auth
		return 5
	case src.Is(i-1, "=") && src.Is(i-2, "}"):
		return 5
	case src.Is(i-1, "default") && src.Is(i-2, "export"), src.At(open+1).Kind == typescript.Word && src.Is(open+2, ",") && src.At(open+3).Kind == typescript.Word && src.Is(open+4, ","):
		return 4
	case src.Is(i-1, "=") && src.At(i-2).Kind == typescript.Word:
		return formOfName(src, src.Src(i-2))
	}
	return 0
}

// formOfName is the same by how what the call gives is used.
func formOfName(src *typescript.Source, name string) int {
	for i := range src.Tokens {
		if !src.Is(i, name) || src.Is(i-1, ".") {
			continue
		}
		switch {
		case src.Is(i+1, "as") && (src.Is(i+2, "GET") || src.Is(i+2, "POST")), src.Is(i-1, "default") && src.Is(i-2, "export") && !src.Is(i+1, "."),
			src.Is(i-1, "=") && (src.Is(i-2, "GET") || src.Is(i-2, "POST")) && !src.Is(i+1, "."):
			return 4
		case src.Is(i+1, ".") && (src.Is(i+2, "handlers") || src.Is(i+2, "auth")), src.Is(i-1, "=") && src.Is(i-2, "}"):
			return 5
		}
	}
	return 0
}

// takesOptions reports whether the braces at open are those of options: the argument of NextAuth, what has other options
// in it, or what they say about sessions.
func takesOptions(src *typescript.Source, open int) bool {
	return ofOptions(src, open) || src.Is(open-1, ":") && (src.Is(open-2, "session") || src.Value(open-2) == "session")
}

// originsOf tells the module that the name at i is imported from; empty where it is of the source itself. It is not known where it
// is neither, or is not a name but what a call gives.
func originsOf(src *typescript.Source, imports []typescript.Import) func(i int) (module string, known bool) {
	modules, declared := map[string]string{}, map[string]bool{}
	for _, one := range slices.Backward(imports) { // the first counts
		for _, b := range one.Bindings {
			modules[b.Local] = one.Module
		}
	}
	for at := range src.Tokens {
		if isDeclared(src, at) {
			declared[src.Src(at)] = true
		}
	}
	return func(i int) (string, bool) {
		name := src.Src(i)
		if module, imported := modules[name]; imported {
			return module, !src.Is(i+1, "(")
		}
		return "", declared[name] || src.Is(i, "(") || src.Is(i, "{") // what is written out there
	}
}

// adaptersMade are the names that a source gives what these functions make: const base = PrismaAdapter(prisma).
func adaptersMade(src *typescript.Source, adapters []string) map[string]bool {
	names := map[string]bool{}
	for i := range src.Tokens {
		if src.Is(i, "(") && src.Is(i-2, "=") && src.At(i-3).Kind == typescript.Word && slices.Contains(adapters, src.Src(i-1)) {
			names[src.Src(i-3)] = true
		}
	}
	return names
}

// ownCalls finds the calls of an adapter that a source gives in place of Prisma's.
type ownCalls struct {
	src     *typescript.Source
	made    map[string]bool // the names of adapters that were made
	adapted map[int]bool    // the braces that have taken the rest from an adapter so far: what comes in front of that would be taken from it
}

func (c ownCalls) isAdapter(at int) bool {
	return strings.Contains(strings.ToLower(c.src.Src(at)), "adapter") || c.made[c.src.Src(at)]
}

// at is the call of an adapter that the name at i, in the braces at open, is given in place of Prisma's: in an object that takes the
// rest from an adapter, such as one of those that were made, or is the adapter; empty for any other. Events have some of the same
// names.
func (c ownCalls) at(i, open int) string {
	src, name := c.src, c.src.Src(i)
	if !slices.Contains(adapterCalls(), name) {
		return ""
	}
	if src.Is(i-1, ".") {
		return c.set(i)
	}
	isMethod := src.Is(i+1, "(") && (src.Is(i-1, "{") || src.Is(i-1, ",") || src.Is(i-1, "async")) && src.Is(int(src.At(i+1).Close)+1, "{")
	if !isKey(src, i) && !isMethod || src.Is(open-2, "events") {
		return ""
	}
	if src.Is(open-1, ":") && src.Is(open-2, "adapter") || c.adapted[open] {
		return name
	}
	return ""
}

// set is the call of an adapter that the name at i is given to it as by assignment; empty for any other.
func (c ownCalls) set(i int) string {
	if c.src.Is(i-1, ".") && c.src.Is(i+1, "=") && slices.Contains(adapterCalls(), c.src.Src(i)) && c.isAdapter(i-2) {
		return c.src.Src(i)
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

// PrismaAdapters are the packages with Prisma's adapter for NextAuth.
func PrismaAdapters() []string { return []string{"@auth/prisma-adapter", "@next-auth/prisma-adapter"} }

// isPrismaAdapter reports whether a module is one of Prisma's adapters for NextAuth.
func isPrismaAdapter(module string) bool {
	return slices.Contains(PrismaAdapters(), module)
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

// isGivenToNextAuth reports whether the options at open are no argument of a call but NextAuth's: another one may call the
// adapter itself.
func isGivenToNextAuth(src *typescript.Source, open int, callees []string) bool {
	return ofOptions(src, open) && (!src.Is(open-1, "(") && !src.Is(open-1, ",") || slices.Contains(callees, src.Src(open-2)) || src.Is(open-2, "=>") || givenToNextAuth(src, open))
}

// clientless is the adapter whose name is at i, as it is written, if it is not called or is given nothing; empty otherwise.
func clientless(src *typescript.Source, i int) string {
	switch {
	case src.Is(i+1, ",") || src.Is(i+1, "}") || src.Is(i+1, "as"):
		return src.Src(i)
	case src.Is(i+1, "(") && int(src.At(i+1).Close) == i+2:
		return src.Src(i) + "()"
	}
	return ""
}

// isLocal reports whether a module is one of the project's sources, by how it is named.
func isLocal(module string) bool {
	return strings.HasPrefix(module, ".") || strings.HasPrefix(module, "@/") || strings.HasPrefix(module, "~/") || strings.HasPrefix(module, "#")
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

// OtherAdapter is the file, from Root, that gives NextAuth an adapter, where none of them shows to be Prisma's: what Prisma's asks of a
// schema is nothing to it. It is empty where there is none.
func (p *Project) OtherAdapter() string {
	other := ""
	for _, f := range p.SignIn {
		if f.Adapter {
			return ""
		}
		if f.OtherAdapter && other == "" {
			other = f.Path
		}
	}
	return other
}

// Providers are those of all files that set NextAuth up, each once: where some are used, without those that are left over.
func (p *Project) Providers() []string {
	var all, used []string
	for _, f := range p.SignIn {
		for _, id := range f.Providers {
			all = appendNew(all, id)
			if f.Uses(id) {
				used = appendNew(used, id)
			}
		}
	}
	if len(used) > 0 {
		return used
	}
	return all
}

// WithoutAdapter is a file, absolute, that sets NextAuth up here or in one of SignInApps, where none of them shows an adapter: NextAuth
// has no models then. It is empty where there is none, and where one of Prisma's is among the packages and the options do not show
// whole.
func (p *Project) WithoutAdapter() string {
	place, options, hidden := "", false, false // the file that lists the providers before others
	for _, app := range append([]*Project{p}, p.SignInApps...) {
		shown := len(app.SignIn) == 0 || app.AdapterLeft
		for _, f := range app.SignIn {
			if f.Adapter || f.OtherAdapter || f.Clientless != "" {
				return ""
			}
			if path := app.Path(f.Path); f.Options && !options || place == "" && (f.Calls || f.Starts) {
				place, options = path, f.Options
			}
			shown, hidden = shown || f.Calls || f.Options || f.LeftAdapter, hidden || f.Unread
		}
		hidden = hidden || !shown
	}
	if hidden && p.AsksForAdapter() {
		return ""
	}
	return place
}

// AsksForAdapter reports whether Prisma's adapter for NextAuth is among the packages, here or in one of SignInApps.
func (p *Project) AsksForAdapter() bool {
	return slices.ContainsFunc(append([]*Project{p}, p.SignInApps...), func(app *Project) bool {
		packages := append([]*Package{app.Package, app.SchemaPackage, app.RootPackage()}, app.DependedOn()...)
		return slices.ContainsFunc(packages, func(of *Package) bool {
			return of != nil && slices.ContainsFunc(PrismaAdapters(), func(name string) bool { return of.Range(name) != "" })
		})
	})
}

// Serves is the framework of a package that answers requests without Next.js, where that is what has the schema and it has
// nothing of Auth.js; empty where it does not show.
func (p *Project) Serves() string {
	home := p.Package
	if p.Library != nil {
		home = p.Library.Package
	}
	if home == nil || p.HasNext() {
		return ""
	}
	for _, list := range []map[string]string{home.Dependencies, home.DevDependencies} {
		for name := range list {
			if name == "next" || name == "next-auth" || strings.HasPrefix(name, "@auth/") || strings.HasPrefix(name, "@next-auth/") {
				return ""
			}
		}
	}
	for _, name := range []string{"@nestjs/core", "express", "fastify", "koa", "hono", "@hapi/hapi", "@adonisjs/core", "@feathersjs/feathers", "elysia", "@redwoodjs/api"} {
		if home.Range(name) != "" {
			return name
		}
	}
	return ""
}
