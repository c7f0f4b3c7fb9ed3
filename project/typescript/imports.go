package typescript

// Import is a module that a source names: by an import or a re-export, or in
// require() or import().
type Import struct {
	Module   string
	Line     int
	Type     bool // only types are taken from it
	Passes   bool // a re-export
	Bindings []Binding
}

// Binding is a name that a source takes from a module. Name is that in the
// module: "default", or "*" for all of it. Of a re-export, Local is what others
// import it by.
type Binding struct{ Local, Name string }

// Imports lists what a source imports and re-exports, in its order. What no
// plain string names is left out.
func (s *Source) Imports() (imports []Import) {
	for i := range s.Tokens {
		if s.At(i).Kind != Word || s.Is(i-1, ".") {
			continue
		}
		imp, module := Import{Line: int(s.At(i).Line)}, 0
		switch s.Src(i) {
		case "import":
			imp, module = s.importAt(i, imp)
		case "export":
			imp.Passes = true
			imp, module = s.reexportAt(i, imp)
		case "require":
			if s.Is(i+1, "(") && s.Is(i+3, ")") {
				imp.Bindings, module = s.requiredAt(i), i+2
			}
		}
		if s.At(module).Kind == String && module > 0 {
			imp.Module = s.Value(module)
			imports = append(imports, imp)
		}
	}
	return imports
}

// Uses reports whether a name that the source imports stands in it besides.
func (s *Source) Uses(name string) bool {
	times := 0
	for i := range s.Tokens {
		if s.Is(i, name) && !s.Is(i-1, ".") {
			times++
		}
	}
	return times > 1
}

// importAt reads the import at i, up to the index of its module.
func (s *Source) importAt(i int, imp Import) (Import, int) {
	if s.Is(i+1, "(") {
		return imp, i + 2
	}
	at := i + 1
	if s.Is(at, "type") && !s.Is(at+1, "from") && !s.Is(at+1, ",") {
		imp.Type = true
		at++
	}
	for ; at < len(s.Tokens); at++ {
		switch {
		case s.At(at).Kind == String:
			return imp, at
		case s.Is(at, "from") && s.At(at+1).Kind == String, s.Is(at, ","):
		case s.Is(at, "*") && s.Is(at+1, "as"):
			imp.Bindings = append(imp.Bindings, Binding{s.Src(at + 2), "*"})
			at += 2
		case s.Is(at, "{"):
			imp.Bindings = append(imp.Bindings, s.bindings(at, "as")...)
			at = int(s.At(at).Close)
		case s.At(at).Kind == Word && s.Is(at+1, "="):
			return imp, 0 // import x = require("y"), which is read as the latter
		case s.At(at).Kind == Word:
			imp.Bindings = append(imp.Bindings, Binding{s.Src(at), "default"})
		default:
			return imp, 0
		}
	}
	return imp, 0
}

// reexportAt reads an export of what another module has.
func (s *Source) reexportAt(i int, imp Import) (Import, int) {
	at := i + 1
	if s.Is(at, "type") && (s.Is(at+1, "{") || s.Is(at+1, "*")) {
		imp.Type = true
		at++
	}
	switch {
	case s.Is(at, "*") && s.Is(at+1, "as"):
		imp.Bindings = []Binding{{s.Src(at + 2), "*"}}
		at += 3
	case s.Is(at, "*"):
		imp.Bindings = []Binding{{"*", "*"}}
		at++
	case s.Is(at, "{"):
		imp.Bindings = s.bindings(at, "as")
		at = int(s.At(at).Close) + 1
	default:
		return imp, 0
	}
	if !s.Is(at, "from") {
		return imp, 0
	}
	return imp, at + 1
}

// requiredAt are the names that a declaration gives to what require() returns.
func (s *Source) requiredAt(i int) []Binding {
	switch {
	case !s.Is(i-1, "="):
	case s.At(i-2).Kind == Word && s.Is(i+4, ".") && s.At(i+5).Kind == Word:
		return []Binding{{s.Src(i - 2), s.Src(i + 5)}}
	case s.At(i-2).Kind == Word:
		return []Binding{{s.Src(i - 2), "*"}}
	case s.Is(i-2, "}"):
		for open := i - 3; open >= 0; open-- {
			if int(s.At(open).Close) == i-2 {
				return s.bindings(open, ":")
			}
		}
	}
	return nil
}

// bindings reads { a, b as c }; in a pattern, { a, b: c }.
func (s *Source) bindings(open int, rename string) (bindings []Binding) {
	end := int(s.At(open).Close)
	for at := open + 1; at < end; at++ {
		if s.Is(at, "type") && s.At(at+1).Kind == Word && !s.Is(at+1, "as") {
			at++
		}
		b := Binding{s.Src(at), s.Src(at)}
		if s.Is(at+1, rename) {
			at += 2
			b.Local = s.Src(at)
		}
		bindings = append(bindings, b)
		for at < end && !s.Is(at, ",") {
			if next := int(s.At(at).Close); next > at {
				at = next
				continue
			}
			at++
		}
	}
	return bindings
}
