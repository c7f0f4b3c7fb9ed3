package project

import (
	"path"
	"slices"
	"strings"

	"create-app/project/typescript"
)

// routeFields are what a route of the app router may export, as the types have it that next build checks it with.
func routeFields() []string {
	return []string{
		"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH",
		"config", "generateStaticParams", "revalidate", "dynamic", "dynamicParams", "fetchCache", "preferredRegion", "runtime", "maxDuration",
	}
}

// refusedExports are what a route exports and those types do not have, with the line of the first of them. Types are no matter,
// and JavaScript is not checked.
func refusedExports(route string, src *typescript.Source) (names []string, line int) {
	if ext := path.Ext(route); RouterOf(route) != "app" || ext != ".ts" && ext != ".tsx" {
		return nil, 0
	}
	known := map[string]bool{}
	for _, name := range routeFields() {
		known[name] = true
	}
	note := func(at int) {
		name := src.Src(at)
		if known[name] || strings.HasPrefix(name, "unstable_") || strings.HasPrefix(name, "experimental_") {
			return
		}
		known[name] = true
		names = append(names, name)
		if line == 0 {
			line = int(src.At(at).Line)
		}
	}
	for i := range src.Tokens {
		if !src.Is(i, "export") || src.Is(i-1, ".") {
			continue
		}
		at := i + 1
		if src.Is(at, "async") || src.Is(at, "const") || src.Is(at, "let") || src.Is(at, "var") {
			at++
		}
		switch {
		case src.Is(at, "{"):
			for end := int(src.At(at).Close); at < end; at++ {
				if (src.Is(at+1, ",") || src.Is(at+1, "}")) && src.At(at).Kind == typescript.Word && !src.Is(at-1, "type") && !src.Is(at-3, "type") {
					note(at)
				}
			}
		case src.Is(at, "default"):
			note(at)
		case src.Is(at, "function") || src.Is(at, "class") || src.Is(at, "enum"):
			note(at + 1)
		case at > i+1 && src.At(at).Kind == typescript.Word:
			note(at)
		}
	}
	return names, line
}

// Handler is what a route has for its requests.
type Handler struct {
	Name string // in the source, for what answers; empty where it has none, or where that is of another module
	// Exported says that it is exported under this name.
	Exported bool
	Default  bool   // something is exported by default
	Function bool   // by default it is a function that is written out there
	Method   bool   // one of GET and POST is exported
	Free     string // a name that the source has for nothing
}

// handlerOf reads the handler of a route.
func handlerOf(src *typescript.Source, e Exports) Handler {
	h := Handler{Name: e.Local, Default: e.Default, Method: slices.Contains(e.Names, "GET") || slices.Contains(e.Names, "POST")}
	named := namesIn(src)
	for _, name := range []string{"handler", "authHandler", "nextAuthHandler"} {
		if h.Free == "" && named(name) == 0 {
			h.Free = name
		}
	}
	callees := []string{"NextAuth"}
	for _, i := range src.Imports() {
		for _, b := range i.Bindings {
			if (i.Module == "next-auth" || i.Module == "next-auth/next") && b.Name == "default" && len(callees) < 5 {
				callees = append(callees, b.Local)
			}
		}
	}
	for i := range src.Tokens {
		isMethod := src.Is(i, "GET") || src.Is(i, "POST")
		switch {
		case src.Is(i, "export") && src.Is(i+1, "default"):
			at := i + 2
			if src.Is(at, "async") {
				at++
			}
			h.Function = src.Is(at, "function") || src.Is(at+1, "=>") || src.Is(at, "(") && bodyBehind(src, int(src.At(at).Close)) > 0
			if src.Is(at, "function") && src.At(at+1).Kind == typescript.Word {
				h.Name = src.Src(at + 1)
			}
		case h.Method && isMethod && isDeclared(src, i):
			h.Name = src.Src(i)
		case h.Method && isMethod && src.Is(i-1, "as") && !isPassedOn(src, i):
			h.Name = src.Src(i - 2)
		case !h.Method && h.Name == "" && src.Is(i+1, "=") && isDeclared(src, i) && slices.Contains(callees, src.Src(i+2)) && src.Is(i+3, "("):
			h.Name = src.Src(i)
		}
	}
	h.Exported = h.Name != "" && slices.Contains(e.Names, h.Name)
	return h
}

// isPassedOn reports whether the name at i, in the braces of an export, is that of another module.
func isPassedOn(src *typescript.Source, i int) bool {
	for ; i < len(src.Tokens) && !src.Is(i, ";") && !src.Is(i, "export"); i++ {
		if src.Is(i, "}") {
			return src.Is(i+1, "from")
		}
	}
	return false
}

// ChecksRoutes reports whether next build shows to check what routes export: from Next.js 13.3 on, where webpack builds, and unless the
// config has it overlook what is wrong with types.
func (p *Project) ChecksRoutes() bool {
	all, _ := p.Version("next").between("13.3.4", "16.0.0")
	return all && !p.overlooksTypes && !slices.ContainsFunc(p.Commands, func(c Command) bool {
		return c.Is("next", "build") && slices.ContainsFunc(c.Words, func(w string) bool { return strings.HasPrefix(w, "--turbo") })
	})
}
