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

// ChecksRoutes reports whether next build shows to check what routes export: from Next.js 13.3 on, where webpack builds, and unless the
// config has it overlook what is wrong with types.
func (p *Project) ChecksRoutes() bool {
	all, _ := p.Version("next").between("13.3.4", "16.0.0")
	return all && !p.overlooksTypes && !slices.ContainsFunc(p.Commands, func(c Command) bool {
		return c.Is("next", "build") && slices.ContainsFunc(c.Words, func(w string) bool { return strings.HasPrefix(w, "--turbo") })
	})
}
