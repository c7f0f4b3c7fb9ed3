package project

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"create-app/project/prismaconfig"
	"create-app/project/typescript"
)

// Client is a source file that makes a PrismaClient.
type Client struct {
	Path   string // absolute
	Line   int    // where it makes one
	Module string // what it takes the class from, as written; empty where that does not show
	From   int    // the line of that, or 0
	Shared bool   // it keeps the client over hot reload, or may
	// Guard is where it asks for NODE_ENV in order to keep the client in development only.
	Guard      Guard
	Edge       bool // for the edge, where each request makes its own
	Bound      bool // its driver is given a binding of Cloudflare's, or what one says
	Accelerate bool // connects through Prisma's proxy
	Proxied    bool // is extended for that proxy, which has the pool of connections then
	Fetches    bool // its driver reaches the database without Node's sockets
	OfArgument bool // what it is made with is an argument of the function around it
	Inside     bool // a function makes it, and uses it alone
	Closes     bool // and that function disconnects it
	Untaken    bool // it is put on the global object, and each time made anew
	Unput      bool // it is taken from the global object, where it is never put
	// Imported says that a source imports the module, and Reached that imports lead to it from what Next.js runs.
	Imported, Reached bool
	// Sides are the parts of what Next.js builds from which imports lead to it. SidesUnknown says that there may be more of them.
	Sides        []Side
	SidesUnknown bool
	// Unimported says that no import may be of the module, and that neither its place nor a package that could import it has it
	// run; Unused that what it makes has a name that stands nowhere else in the module.
	Unimported, Unused bool
	// script says that the module calls a function of its own as it is loaded, and ends the process, or the connection, itself.
	script bool
	Class  bool // it only declares a class that extends PrismaClient
	// Drivers are those packages of Prisma's with driver adapters that it imports.
	Drivers  []string
	packages []ModuleImport // well-known ones that it imports
	// Connections are how the clients that it makes find the database.
	Connections []prismaconfig.Connection
	Exports     Exports
	// Made is the expression that makes the client for the module, as it is written: with new, or by calling the function of its
	// own that does; empty where it goes over several lines. Maker is that function, if it is one, and Constant what has the
	// client for its value, which Exported says that the declaration exports.
	Made, Maker, Constant string
	Exported              bool
	// Holder is the variable of the module that has the client, and Giver a function without parameters that the module exports and
	// that gives the client; both are empty where none shows.
	Holder, Giver string
	// New is what the client is made with, from new to its last bracket; empty where it goes over several lines. ClassName is
	// the class as it is written there, and News are the lines of all that is made for the same variable.
	New, ClassName string
	News           []int
	// Export is the name under which other modules can import the client: one of
	// those that people use, "default", or empty where no export shows.
	Export string
}

// readClient reads a source of which [mayCreateClient] is true. Comments, strings and
// the text of JSX do not count.
func readClient(path string, text []byte) (Client, bool) {
	src := typescript.Scan(path, string(text))
	if declaresClass(src) {
		return Client{}, false // a stand-in of the project's own
	}
	names := classNames(src)
	at, unused := usedClient(src, names)
	c := Client{Path: path, Edge: isEdge(text), Fetches: fetches(text)}
	c.Module, c.From = classModule(src)
	for _, i := range src.Imports() {
		c.Proxied = c.Proxied || i.Module == "@prisma/extension-accelerate" && !i.Type
		if strings.HasPrefix(i.Module, "@prisma/adapter-") {
			c.Drivers = append(c.Drivers, strings.TrimSuffix(i.Module, "/web"))
		}
		if name := packageOfModule(i.Module); !i.Type && len(i.Bindings) > 0 && isWellKnown(name) {
			c.packages = append(c.packages, ModuleImport{Path: path, Line: i.Line, Module: name})
		}
	}
	if at < 0 {
		c.Connections = prismaconfig.Connections(path, src, ".", names)
		if c.Class = len(c.Connections) > 0; c.Class {
			c.Line = c.Connections[0].Line
		}
		return c, c.Class
	}
	inside := functionsOf(src)
	c.Unused, c.script = unused, inside.runByItself()
	c.Inside, c.Closes = inside.use(at)
	c.Line, c.Shared, c.Export = int(src.At(at).Line), sharesClient(src) || !c.Inside && inside.leaveSharing(at), clientExport(src)
	c.OfArgument, c.Reached = inside.giveArgument(at), src.Value(0) == "use server"
	if c.Shared {
		c.Untaken, c.Unput = inside.halfShare(at)
		c.Shared = !c.Untaken && !c.Unput
	}
	c.Connections, c.Exports = prismaconfig.Connections(path, src, ".", names), exportsOf(src)
	c.Made, c.Maker, c.Constant, c.Exported = inside.makes(at)
	if c.Holder = inside.holder(at); c.Holder == "" && !c.Inside {
		c.Giver = inside.giver(at, c.Exports)
	}
	c.New, c.ClassName, c.News = newAt(src, names, at)
	c.Bound = isBound(src, c.Connections)
	c.Edge = c.Edge || c.Bound
	if c.Shared {
		c.Guard = guardOf(src, cmp.Or(constantOf(src, at), c.Export))
	}
	for i := range src.Tokens {
		c.Accelerate = c.Accelerate || src.Is(i, "accelerateUrl")
	}
	return c, true
}

// createsClient reports whether a source file makes a PrismaClient.
func createsClient(path string, text []byte) bool {
	if !mayCreateClient(text) {
		return false
	}
	src := typescript.Scan(path, string(text))
	return clientToken(src, classNames(src), 0) >= 0
}

// mayCreateClient spares the many files that only mention the type.
func mayCreateClient(text []byte) bool {
	name, behind := []byte("PrismaClient"), text
	for {
		at := bytes.Index(behind, name)
		if at < 0 {
			return false
		}
		before := bytes.TrimRight(text[:len(text)-len(behind)+at], " \t\r\n.")
		behind = behind[at+len(name):]
		after := bytes.TrimLeft(behind, " \t\r\n")
		if bytes.HasPrefix(after, []byte("as")) || bytes.HasPrefix(after, []byte(":")) {
			return true
		}
		if i := bytes.LastIndexAny(before, " \t\r\n"); bytes.HasSuffix(before, []byte("new")) || bytes.HasSuffix(before, []byte("extends")) || i > 0 && bytes.HasSuffix(bytes.TrimRight(before[:i], " \t\r\n"), []byte("new")) {
			return true
		}
	}
}

// classNames are the names under which a source has the class.
func classNames(src *typescript.Source) []string {
	names := []string{"PrismaClient"}
	for i := range src.Tokens {
		if src.Is(i, "PrismaClient") && (src.Is(i+1, "as") || src.Is(i+1, ":")) && src.At(i+2).Kind == typescript.Word {
			names = append(names, src.Src(i+2))
		}
	}
	return names
}

// usedClient is the index of the first new that makes a client which the source uses or exports; where there is none, of the first
// that makes one, or -1.
func usedClient(src *typescript.Source, names []string) (at int, unused bool) {
	first := clientToken(src, names, 0)
	for at = first; at >= 0; at = clientToken(src, names, at+1) {
		if !isUnused(src, at) {
			return at, false
		}
	}
	return first, first >= 0
}

// isUnused reports whether the name that is given to what the new at i makes stands nowhere else, and is not exported: such a client
// connects to nothing.
func isUnused(src *typescript.Source, i int) bool {
	name := constantOf(src, i)
	if name == "" || src.Uses(name) {
		return false
	}
	end := classEnd(src, i)
	for src.Is(end, "(") {
		if end = int(src.At(end).Close) + 1; src.Is(end, ".") && src.Is(end+1, "$extends") {
			end += 2
		}
	}
	declared := slices.IndexFunc(src.Tokens[:i], func(t typescript.Token) bool { return t.Kind == typescript.Word && src.Code[t.Start:t.End] == name })
	return !src.Is(end, ".") && !src.Is(end, ",") && !src.Is(declared-2, "export")
}

// clientToken is the index of the first new, from a token on, that makes a client under one of the names, or -1.
func clientToken(src *typescript.Source, names []string, from int) int {
	for i := from; i < len(src.Tokens); i++ {
		if !src.Is(i, "new") || src.At(i).Kind != typescript.Word || src.Is(i-1, ".") {
			continue
		}
		class := i + 1
		if src.Is(class+1, ".") { // new prisma.PrismaClient()
			class += 2
		}
		if src.At(class).Kind == typescript.Word && slices.Contains(names, src.Src(class)) {
			return i
		}
	}
	return -1
}

// madeAt is the expression that the new at i begins, with what is called on what
// it makes, if it is on one line.
func madeAt(src *typescript.Source, i int) string {
	end := i + 2
	for src.Is(end, ".") { // new prisma.PrismaClient()
		end += 2
	}
	for end < len(src.Tokens) {
		switch {
		case src.Is(end, "("):
			end = int(src.At(end).Close) + 1
		case src.Is(end, ".") && src.At(end+1).Kind == typescript.Word:
			end += 2
		default:
			made := src.Code[src.At(i).Start:src.At(end-1).End]
			if strings.Contains(made, "\n") {
				return ""
			}
			return made
		}
	}
	if made := src.Code[src.At(i).Start:]; end == len(src.Tokens) && !strings.Contains(strings.TrimSpace(made), "\n") {
		return strings.TrimSpace(made)
	}
	return ""
}

// makes gives the expression that makes a client for the module, by the new at i: that itself or, where it is in a function, the
// call of that, whose name is maker; and the constant whose value it is. All are empty where no constant is.
func (f *functions) makes(i int) (made, maker, constant string, exported bool) {
	src := f.src
	for range 3 { // one function may call another
		around := f.around(i)
		if len(around) == 0 {
			start := startOfName(src, i)
			if constant = constantOf(src, start); constant == "" {
				break
			}
			for at := start; at > start-maxCast && !exported && !src.Is(at, ";"); at-- {
				exported = src.Is(at, constant) && src.Is(at-2, "export")
			}
			if maker == "" {
				return madeAt(src, i), "", constant, exported
			}
			made = src.Code[src.At(start).Start:src.At(int(src.At(i+1).Close)).End]
			if strings.Contains(made, "\n") {
				made = ""
			}
			return made, maker, constant, exported
		}
		if src.Is(i-1, "=") && constantOf(src, i) == "" || src.Is(i-1, "??=") || src.Is(i-1, "||=") {
			break // the function keeps it
		}
		call := f.callOf(around[0])
		if call < 0 {
			break
		}
		i = call
		maker = src.Code[src.At(startOfName(src, i)).Start:src.At(i).End]
	}
	return "", "", "", false
}

// holder is the variable of the module that has what the new at i makes, or what is kept in place of it; empty where none shows.
func (f *functions) holder(i int) string {
	src, end := f.src, i+2
	if len(f.around(i)) > 0 {
		return ""
	}
	for src.Is(end, ".") || src.Is(end, "(") {
		if src.Is(end, "(") {
			end = int(src.At(end).Close) - 1
		} else if src.Is(end-1, ")") && !src.Is(end+1, "$extends") {
			return ""
		}
		end += 2
	}
	for at := i - 1; at >= 0 && at > i-2*maxCast && !src.Is(at, ";") && !src.Is(at, "{") && !src.Is(at, "}"); at-- {
		if src.Is(at, "const") || src.Is(at, "let") || src.Is(at, "var") {
			return src.Src(at + 1)
		}
		if name := src.Src(at - 1); src.Is(at, "=") && src.At(at-1).Fresh && declares(src, name) {
			return name
		}
	}
	return ""
}

// givesClient matches the name of a function that gives a client, and not what it asked one for.
var givesClient = regexp.MustCompile(`(?i)(prisma|client|db|database)(instance)?$`)

// giver is the exported function around the new at i that gives the client, by its name; empty where none does, or where
// it is to be given something or to be waited for.
func (f *functions) giver(i int, e Exports) string {
	for _, one := range f.around(i) {
		isAsync := f.src.Is(one.start-1, "async") || f.src.Is(one.start-3, "async")
		if slices.Contains(e.Names, one.name) && one.end == one.start+1 && !isAsync && givesClient.MatchString(one.name) {
			return one.name
		}
	}
	return ""
}

// classEnd is behind the name of the class of the new at i, which may be of a module, as in new prisma.PrismaClient().
func classEnd(src *typescript.Source, i int) int {
	end := i + 2
	for src.Is(end, ".") {
		end += 2
	}
	return end
}

// newAt is what the new at i makes a client with, the class, and the lines of all news whose clients the same variable has.
func newAt(src *typescript.Source, names []string, i int) (made, class string, lines []int) {
	end := classEnd(src, i)
	class = src.Code[src.At(i+1).Start:src.At(end-1).End]
	if src.Is(end, "<") {
		for end < len(src.Tokens)-1 && !src.Is(end, "(") && !src.Is(end, ";") {
			end++
		}
	}
	if src.Is(end, "(") {
		end = min(int(src.At(end).Close), len(src.Tokens)-1) + 1
	}
	if made = src.Code[src.At(i).Start:src.At(end-1).End]; strings.Contains(made, "\n") {
		made = ""
	}
	variable := func(at int) string {
		if slices.Contains([]string{"=", "??=", "||="}, src.Src(at-1)) {
			return src.Src(at - 2)
		}
		return ""
	}
	for at := i; at >= 0; at = clientToken(src, names, at+1) {
		if at == i || variable(i) != "" && variable(at) == variable(i) {
			lines = append(lines, int(src.At(at).Line))
		}
	}
	return made, class, lines
}

// callOf is the index of the name by which a module calls a function of its own, from outside of that; -1 where it does not.
func (f *functions) callOf(one function) int {
	for i := range f.src.Tokens {
		if one.name != "" && f.src.Is(i, one.name) && f.src.Is(i+1, "(") && i != one.start-1 && !one.holds(i) && !f.src.Is(i-1, "function") {
			return i
		}
	}
	return -1
}

// startOfName is where the name begins whose last part is at i, as in this.client.
func startOfName(src *typescript.Source, i int) int {
	for src.Is(i-1, ".") && src.At(i-2).Kind == typescript.Word {
		i -= 2
	}
	return i
}

// sharesClient reports whether a source that makes a client keeps it over hot
// reload: on the global object, on that of the process, or by one of the helpers that do so.
func sharesClient(src *typescript.Source) bool {
	for i := range src.Tokens {
		if src.At(i).Kind != typescript.Word {
			continue
		}
		switch name := src.Src(i); {
		case strings.Contains(strings.ToLower(name), "global"), name == "process" && src.Is(i+1, "as"),
			(name == "remember" || strings.Contains(strings.ToLower(name), "singleton")) && src.Is(i+1, "(") && !calledAlone(src, i):
			return true
		}
	}
	return false
}

// calledAlone: a function without arguments is given nothing that it could keep.
func calledAlone(src *typescript.Source, i int) bool { return src.Is(i+2, ")") }

// halfShare reports whether a module makes a client, by the new at i, each time that it runs and puts it on the global object without
// ever taking it from there, or takes it from there, and makes another for want of it, without ever putting it there.
func (f *functions) halfShare(i int) (untaken, unput bool) {
	src, puts, takes := f.src, false, false
	isGlobal, assigned := globalNames(src), assignedNames(src)
	for at := range src.Tokens {
		if src.At(at).Kind != typescript.Word || src.Is(at-1, ".") || !isGlobal(src.Src(at)) {
			continue
		}
		end := at + 1
		if src.Is(at-1, "(") && src.Is(end, "as") { // (global as any).prisma
			end = int(src.At(at-1).Close) + 1
		}
		switch {
		case slices.Contains([]string{"const", "let", "var", "declare", "typeof", "interface", "type", "as", ":"}, src.Src(at-1)):
		case src.Is(at-1, "=") && (src.Is(end, "as") || src.Is(end, ";") || src.At(end).Fresh):
		case !src.Is(end, ".") || src.At(end+1).Kind != typescript.Word || assigned[src.Src(end+1)]:
			return false, false
		case src.Is(end+2, "="):
			puts = true
		case src.Is(end+2, "??=") || src.Is(end+2, "||="):
			return false, false
		default:
			takes = true
		}
	}
	inModule := len(f.around(i)) == 0
	untaken = puts && !takes && inModule && constantOf(src, i) != ""
	for at := 0; takes && !puts && !unput && at < len(src.Tokens); at++ {
		if src.Is(at-1, "||") || src.Is(at-1, "??") {
			unput = at == i || !inModule && src.Is(at+1, "(") && declares(src, src.Src(at)) // ?? new PrismaClient(), ?? make()
		}
	}
	return untaken, unput
}

// assignedNames are the names of variables that are assigned to after they were declared, those that let declares here left out:
// to assign to one of the others may be to keep something on the global object.
func assignedNames(src *typescript.Source) map[string]bool {
	names := map[string]bool{}
	for i := range src.Tokens {
		if src.At(i).Kind == typescript.Word && (src.Is(i+1, "=") || src.Is(i+1, "??=") || src.Is(i+1, "||=")) && !slices.Contains([]string{".", "const", "let", "var"}, src.Src(i-1)) {
			names[src.Src(i)] = true
		}
	}
	for i := range src.Tokens {
		if src.Is(i, "let") {
			delete(names, src.Src(i+1))
		}
	}
	return names
}

// constantOf is the name of the constant or the variable that the new at i is the value of; empty where it is none.
func constantOf(src *typescript.Source, i int) string {
	at := i - 1
	if src.Is(at, "await") {
		at--
	}
	if !src.Is(at, "=") {
		return ""
	}
	if src.Is(at-2, ":") {
		at -= 2
	}
	if name := at - 1; src.Is(name-1, "const") || src.Is(name-1, "let") || src.Is(name-1, "var") {
		return src.Src(name)
	}
	return ""
}

// use reports whether the function that makes a client by the new at i uses it itself, and hands it to nothing; closes says that it
// disconnects it, too.
func (f *functions) use(i int) (inside, closes bool) {
	src, name, around := f.src, constantOf(f.src, i), f.around(i)
	if name == "" || len(around) == 0 {
		return false, false
	}
	for at := i + 1; at < len(src.Tokens); at++ {
		if !src.Is(at, name) || src.Is(at-1, ".") || src.Is(at+1, ":") || !around[0].holds(at) {
			continue
		}
		if !src.Is(at+1, ".") || src.Is(at+2, "$extends") {
			return false, false
		}
		inside, closes = true, closes || src.Is(at+2, "$disconnect")
	}
	return inside, closes
}

// leaveSharing reports whether it is for another module to keep the client that the new at i makes: it is made in a function that
// does not use it itself, and that this one only exports, or hands to a helper that it imports.
func (f *functions) leaveSharing(i int) bool {
	src := f.src
	for _, one := range f.around(i) {
		if callee, at := f.calleeOf(one.start); callee != "" {
			return !isReactCache(src, callee) && (src.Is(at-1, ".") || !declares(src, callee))
		}
		if one.name == "" && src.Is(one.start-1, "(") {
			continue // called where it stands
		}
		if storesOutside(src, i) {
			return false
		}
		return !f.uses(one)
	}
	return false
}

// storesOutside reports whether what the new at i makes is assigned to what was declared before.
func storesOutside(src *typescript.Source, i int) bool {
	if !slices.Contains([]string{"=", "??=", "||="}, src.Src(i-1)) {
		return false
	}
	for at := i - 2; at > i-maxCast; at-- {
		switch {
		case src.Is(at, "const") || src.Is(at, "let") || src.Is(at, "var"):
			return false
		case src.Is(at, ";") || src.Is(at, "{") || src.Is(at, "}") || src.At(at+1).Fresh:
			return true
		}
	}
	return true
}

// uses reports whether a module calls a function of its own, or hands it to another of its own.
func (f *functions) uses(one function) bool {
	src := f.src
	for i := range src.Tokens {
		if one.name == "" || !src.Is(i, one.name) || i == one.start-1 || src.Is(i-1, ".") || src.Is(i-1, "typeof") || src.Is(i-1, "const") || src.Is(i-1, "let") {
			continue
		}
		if src.Is(i+1, "(") {
			return true
		}
		if callee, at := f.calleeOf(i); callee != "" {
			return isReactCache(src, callee) || !src.Is(at-1, ".") && declares(src, callee)
		}
	}
	return false
}

// declares reports whether a source has a function, or a constant, of a name.
func declares(src *typescript.Source, name string) bool {
	for i := range src.Tokens {
		if src.Is(i, name) && isDeclared(src, i) {
			return true
		}
	}
	return false
}

// isDeclared reports whether the name at i is declared there, as a function, a constant or a variable.
func isDeclared(src *typescript.Source, i int) bool {
	return src.Is(i-1, "const") || src.Is(i-1, "let") || src.Is(i-1, "var") || src.Is(i-1, "function")
}

// isReactCache: it keeps what it is given for one request.
func isReactCache(src *typescript.Source, callee string) bool {
	return callee == "cache" && slices.ContainsFunc(src.Imports(), func(i typescript.Import) bool { return i.Module == "react" })
}

// giveArgument reports whether the new at i is given what is a parameter of a function around it.
func (f *functions) giveArgument(i int) bool {
	src, open := f.src, i+2
	for src.Is(open, ".") {
		open += 2
	}
	if !src.Is(open, "(") {
		return false
	}
	parameters := map[string]bool{}
	for _, one := range f.around(i) {
		for at := one.start; at < one.end; at++ {
			if src.At(at).Kind == typescript.Word {
				parameters[src.Src(at)] = true
			}
		}
	}
	for at := open + 1; at < int(src.At(open).Close); at++ {
		if src.At(at).Kind == typescript.Word && parameters[src.Src(at)] && !src.Is(at-1, ".") && !src.Is(at+1, ":") {
			return true
		}
	}
	return false
}

// declaresClass reports whether a source declares the class itself.
func declaresClass(src *typescript.Source) bool {
	for i := range src.Tokens {
		if src.Is(i, "class") && src.Is(i+1, "PrismaClient") {
			return true
		}
	}
	return false
}

// classModule is where a file has PrismaClient from: the module of the import,
// or of the require, that names it.
func classModule(src *typescript.Source) (module string, line int) {
	for i := range src.Tokens {
		if !src.Is(i, "{") || !slices.Contains([]string{"import", "type", ",", "const", "let", "var"}, src.Src(i-1)) || !lists(src, i, "PrismaClient") {
			continue
		}
		end := int(src.At(i).Close) + 1
		if src.Is(end, "from") && src.At(end+1).Kind == typescript.String {
			return src.Value(end + 1), int(src.At(end + 1).Line)
		}
		for src.Is(end, "=") || src.Is(end, "await") || src.Is(end, "(") || src.Is(end, "import") || src.Is(end, "require") {
			end++
		}
		if src.Is(end-1, "(") && src.At(end).Kind == typescript.String {
			return src.Value(end), int(src.At(end).Line)
		}
	}
	return importedWhole(src), 0
}

// lists reports whether the braces at i, of an import, an export or a pattern,
// hold a name. What is nested in them is no name.
func lists(src *typescript.Source, i int, name string) bool {
	for at := i + 1; at < int(src.At(i).Close) && src.At(at).Close == 0; at++ {
		if src.Is(at, name) {
			return true
		}
	}
	return false
}

// importedWhole is the module that a file imports under the name of the class.
func importedWhole(src *typescript.Source) string {
	for i := range src.Tokens {
		if src.Is(i, "import") && src.Is(i+1, "PrismaClient") && src.Is(i+2, "from") {
			return src.Value(i + 3)
		}
	}
	return ""
}

// isEdge reports whether a client is one of those that have no pool, or whose
// connection may not outlive a request.
func isEdge(text []byte) bool {
	return slices.ContainsFunc([]string{
		"@prisma/client/edge", "@prisma/client/wasm", "/edge\"", "/edge'", "/wasm\"", "/wasm'",
		"@prisma/adapter-d1", "PrismaNeonHTTP", "PrismaNeonHttp", "getCloudflareContext", "getRequestContext", "HYPERDRIVE",
	}, func(mark string) bool { return bytes.Contains(text, []byte(mark)) })
}

// isBound reports whether each client of a source has its database from a binding of Cloudflare's: the driver of D1, or what a
// source that asks for bindings computes.
func isBound(src *typescript.Source, connections []prismaconfig.Connection) bool {
	asks := bindingURL.MatchString(src.Code) || slices.ContainsFunc([]string{"getCloudflareContext", "getRequestContext", "getOptionalRequestContext", "cloudflare:workers", "HYPERDRIVE"},
		func(mark string) bool { return strings.Contains(src.Code, mark) })
	return len(connections) > 0 && !slices.ContainsFunc(connections, func(c prismaconfig.Connection) bool {
		return c.Way != prismaconfig.Driver || c.URL.Var != "" || c.URL.Literal != "" || c.Driver != "PrismaD1" && !asks
	})
}

// bindingURL matches the URL that a binding of Hyperdrive gives.
var bindingURL = regexp.MustCompile(`\benv\b[\w.!?\[\]"']*\.connectionString\b`)

// BoundClient is a client that has its database from a binding of Cloudflare's, where all that the app makes do; nil otherwise.
func (p *Project) BoundClient() *Client {
	var bound *Client
	for i := range p.Clients {
		c := &p.Clients[i]
		if c.Class || IsTest(p.Rel(c.Path)) || len(c.Connections) == 0 {
			continue
		}
		if !c.Bound {
			return nil
		}
		if bound == nil || c.Path == p.ClientModule {
			bound = c
		}
	}
	return bound
}

// fetches reports whether a client is made with one of the drivers that Prisma's documentation lists for the edge.
func fetches(text []byte) bool {
	return slices.ContainsFunc([]string{"@prisma/adapter-neon", "@prisma/adapter-planetscale", "@prisma/adapter-ppg", "@prisma/adapter-libsql/web"},
		func(module string) bool { return bytes.Contains(text, []byte(module)) })
}

// Guard is an if that keeps a client on the global object in development only.
type Guard struct {
	Line int // 0 where there is none
	// Keeps is the branch that does, "if" or "else"; Statement is all of it, where that is a single assignment on one line and
	// there is no other branch, and empty otherwise.
	Keeps, Statement string
	Else             bool // it has two branches
	// Inverted says that it keeps the client everywhere but in development.
	Inverted bool
}

// guardOf finds the well-known way to keep a client in development only: if
// this is not production, it goes to the global object; or if it is, it is made
// without. Of several, that which names the client's constant counts before the others.
func guardOf(src *typescript.Source, client string) (first Guard) {
	isGlobal := globalNames(src)
	for i := range src.Tokens {
		if !src.Is(i, "if") || !src.Is(i+1, "(") {
			continue
		}
		asks, compares, end := false, false, int(src.At(i+1).Close)
		for at := i + 2; at < end && !src.Is(at, "("); at++ {
			asks = asks || src.Is(at, "NODE_ENV")
			compares = compares || asks && (src.Is(at, "==") || src.Is(at, "===") || src.Is(at, "!=") || src.Is(at, "!=="))
		}
		if asks && compares && keepsClient(src, end+1, isGlobal) {
			g := guardAt(src, i, end+1, isGlobal)
			g.Inverted = (!g.Else || g.Keeps == "else") && keepsOutsideDevelopment(src, i+2, end, g.Keeps)
			if client == "" || namesBetween(src, end+1, branchEnd(src, end+1), client) {
				return g
			}
			if first.Line == 0 {
				first = g
			}
		}
	}
	return first
}

// branchEnd is where the branch of an if ends that begins at a token.
func branchEnd(src *typescript.Source, at int) int {
	if src.Is(at, "{") {
		return int(src.At(at).Close)
	}
	return endOfStatement(src, at)
}

func namesBetween(src *typescript.Source, from, to int, name string) bool {
	for at := from; at < to; at++ {
		if src.Is(at, name) && !src.Is(at-1, ".") {
			return true
		}
	}
	return false
}

// keepsOutsideDevelopment reports whether a single comparison, which stands there, has the branch that keeps a client run where this is
// not development, and only there.
func keepsOutsideDevelopment(src *typescript.Source, from, to int, keeps string) bool {
	equal, mode := false, ""
	for at := from; at < to; at++ {
		switch {
		case src.Is(at, "&&") || src.Is(at, "||") || src.Is(at, "!"):
			return false
		case src.Is(at, "==") || src.Is(at, "==="):
			equal = true
		case src.At(at).Kind == typescript.String:
			mode = src.Value(at)
		}
	}
	if keeps == "else" {
		equal = !equal
	}
	return equal && mode == "production" || !equal && mode == "development"
}

// guardAt is the guard whose if is at i, and whose branch begins at from.
func guardAt(src *typescript.Source, i, from int, isGlobal func(name string) bool) Guard {
	g := Guard{Line: int(src.At(i).Line), Keeps: "if"}
	to := endOfStatement(src, from)
	behind := to
	if src.Is(from, "{") {
		from, to, behind = from+1, int(src.At(from).Close), int(src.At(from).Close)+1
	} else if src.Is(behind, ";") {
		behind++
	}
	names := func(from, to int) bool {
		for at := from; at < to; at++ {
			if src.At(at).Kind == typescript.Word && isGlobal(src.Src(at)) {
				return true
			}
		}
		return false
	}
	if g.Else = src.Is(behind, "else"); g.Else {
		if !names(from, to) {
			g.Keeps = "else"
		}
		return g
	}
	if src.Is(to-1, ";") {
		to--
	}
	if endOfStatement(src, from) < to || from >= to {
		return g
	}
	if text := src.Code[src.At(from).Start:src.At(to-1).End]; !strings.Contains(text, "\n") && !src.Is(from, "if") {
		g.Statement = text
	}
	return g
}

// endOfStatement is where the statement ends that begins at a token: at a semicolon, or at a line that begins another.
func endOfStatement(src *typescript.Source, at int) int {
	for start := at; at < len(src.Tokens) && !src.Is(at, ";") && !src.Is(at, "}"); at++ {
		if at > start && src.At(at).Fresh && src.At(at).Kind == typescript.Word && (src.At(at-1).Kind != typescript.Mark || src.Is(at-1, ")") || src.Is(at-1, "]") || src.Is(at-1, "}")) {
			break
		}
		if end := int(src.At(at).Close); end > at {
			at = end
		}
	}
	return at
}

// globalNames tells whether a name is that of the global object: by what it says, or by what it is declared as.
func globalNames(src *typescript.Source) func(name string) bool {
	declared := map[string]bool{}
	for i := range src.Tokens {
		name := src.Src(i)
		if _, known := declared[name]; known || !src.Is(i-1, "const") && !src.Is(i-1, "let") && !src.Is(i-1, "var") {
			continue
		}
		for at := i + 1; at < i+12 && !src.Is(at, ";"); at++ {
			if src.Is(at, "=") {
				declared[name] = (src.Is(at+1, "globalThis") || src.Is(at+1, "global")) && !src.Is(at+2, ".") && !src.Is(at+2, "?.") // what it holds is not the object
				break
			}
		}
	}
	return func(name string) bool { return declared[name] || strings.Contains(strings.ToLower(name), "global") }
}

// keepsClient reads what is done first in the statement at i.
func keepsClient(src *typescript.Source, i int, isGlobal func(name string) bool) bool {
	if src.Is(i, "{") {
		i++
	}
	for ; i < len(src.Tokens) && !src.Is(i, ";") && !src.Is(i, "{") && !src.Is(i, "}") && !src.Is(i, "if"); i++ {
		if src.At(i).Kind == typescript.Word && isGlobal(src.Src(i)) || src.Is(i, "new") && src.Is(i+1, "PrismaClient") {
			return true
		}
	}
	return false
}

// makesLater reports whether what is assigned at i is an object, such as one whose getter makes a client, or a function that does.
func makesLater(src *typescript.Source, i int) bool {
	if !src.Is(i, "=") {
		return false
	}
	end := int(src.At(i + 1).Close)
	return src.Is(i+1, "{") || src.Is(i+1, "async") || src.Is(i+1, "function") || src.Is(i+1, "(") && (src.Is(end+1, "=>") || src.Is(end+1, ":"))
}

// clientExport is the name under which a module exports its client: the first
// of those that people use.
func clientExport(src *typescript.Source) string {
	names := []string{"prisma", "db", "prismaClient", "client", "prismadb"}
	best := len(names)
	byDefault := false
	note := func(name string) {
		if at := slices.Index(names, name); at >= 0 {
			best = min(best, at)
		}
	}
	for i := range src.Tokens {
		switch {
		case !src.Is(i, "export"):
		case src.Is(i+1, "const") || src.Is(i+1, "let") || src.Is(i+1, "var"):
			if !makesLater(src, i+3) {
				note(src.Src(i + 2))
			}
		case src.Is(i+1, "default"):
			byDefault = byDefault || src.At(i+2).Kind == typescript.Word
		case src.Is(i+1, "{"):
			for at := i + 2; at < int(src.At(i+1).Close) && src.At(at).Close == 0; at++ {
				if src.Is(at+1, ",") || src.Is(at+1, "}") { // the last name counts: x as prisma
					note(src.Src(at))
				}
			}
		}
	}
	switch {
	case best < len(names):
		return names[best]
	case byDefault:
		return "default"
	}
	return ""
}
