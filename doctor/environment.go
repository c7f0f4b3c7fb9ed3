package doctor

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"create-app/plain"
	"create-app/project"
	"create-app/project/env"
	"create-app/project/prismaconfig"
	"create-app/psl/schema"
	"create-app/templates"
)

// checkSchemaPlace reports a schema that is not there, or that Prisma itself
// would not find.
func (x *examination) checkSchemaPlace() {
	p := x.project
	var unreadable *prismaconfig.UnreadableError
	switch {
	case errors.As(p.SchemaErr, &unreadable):
		x.add(Finding{ID: "schema-place-unknown", Group: Schema, Note: true, File: unreadable.File, Line: unreadable.Line,
			Message: "where the schema is cannot be read without running this file",
			Why:     "everything that depends on the schema goes unchecked",
			Cure:    x.project.Program.Command("doctor", "--schema", "PATH")})
	case p.Misnamed != "" && !p.Version("prisma").Before("6.4.0"): // as its packages have it, older ones read none
		x.add(x.configMisnamed())
	case len(p.Strays) > 1 && x.isNowhere():
		x.add(x.schemasUnnamed())
	case p.ZModel != "" && (x.asks("@zenstackhq/orm") != "" || x.asks("@zenstackhq/cli") != ""): // which needs no client of Prisma's
	case p.OtherSchemas && !x.runsPrisma(): // what asks for Prisma is left over
	case p.RunElsewhere && x.isNowhere() && !x.scriptsRunPrisma(): // what asks for Prisma is for there
	case p.SchemaErr != nil && (x.asks("prisma") != "" || x.asks("@prisma/client") != "" || p.Config != nil || x.namesNoFile()):
		x.add(x.schemaMissing())
	case p.Schema.Note != "":
		x.add(Finding{ID: "schema-not-seen-by-prisma", Group: Schema, File: p.Rel(p.Schema.Path),
			Message: "Prisma does not find this schema", Why: "its commands stop or take another one", Cure: p.Schema.Note})
	}
}

// namesNoFile reports whether package.json names a schema that is not there, which stops every command that is run below it, in
// a workspace whose root asks for no Prisma itself as well.
func (x *examination) namesNoFile() bool {
	var none *project.NotFoundError
	return errors.As(x.project.SchemaErr, &none) && none.Path != "" && none.How == project.ByPackage
}

// runsPrisma reports whether the project makes a client, or has scripts that run Prisma.
func (x *examination) runsPrisma() bool {
	return x.project.Config != nil || len(x.clients) > 0 || x.scriptsRunPrisma()
}

func (x *examination) scriptsRunPrisma() bool {
	return slices.ContainsFunc(x.project.Commands, func(c project.Command) bool {
		return len(c.Words) > 0 && c.Words[0] == "prisma"
	})
}

// isNowhere reports whether nothing names a schema, and none is where Prisma looks.
func (x *examination) isNowhere() bool {
	var none *project.NotFoundError
	return errors.As(x.project.SchemaErr, &none) && none.Path == "" && len(none.Members) == 0
}

// schemasUnnamed: a project of several databases says with each command which it means.
func (x *examination) schemasUnnamed() Finding {
	f := Finding{ID: "schema-place-unknown", Group: Schema, Note: true,
		Message: fmt.Sprintf("there are %d schemas, and nothing says which is to be examined", len(x.project.Strays)),
		Why:     "Prisma's commands find none of them without --schema",
		Cure:    x.project.Program.Command("doctor", "--schema", plain.Path(x.project.Rel(x.project.Strays[0])))}
	for _, path := range x.project.Strays {
		f.Places = append(f.Places, Place{File: x.project.Rel(path), Line: 1, Message: "a schema with a datasource"})
	}
	f.File, f.Line = f.Places[0].File, 1
	return f
}

// schemaMissing: prisma init makes a schema where there is no trace of one. It
// refuses where there is a folder called prisma, and makes a second config
// beside the first.
func (x *examination) schemaMissing() Finding {
	f := Finding{ID: "schema-missing", Group: Schema, Message: x.project.SchemaErr.Error(),
		Why: "Prisma stops at every command", Cure: x.run("prisma init")}
	var none *project.NotFoundError
	switch named := errors.As(x.project.SchemaErr, &none) && none.Path != ""; {
	case named && none.How == project.ByConfig:
		f.File = x.project.Rel(x.project.Config.File)
		f.Cure = "put the schema there, or correct its place in " + f.File
	case named:
		f.Cure = "put the schema there, or correct its place in " + string(none.How)
	case none == nil:
		f.Cure = "put the schema there"
	case len(none.Members) > 0:
		f.ID, f.Note, f.Why = "schema-place-unknown", true, "each of them is examined by itself"
		f.Cure = x.project.Program.Command("doctor", "-C", plain.Path(none.Members[0]))
	case x.project.ZModel != "":
		f.File = x.project.Rel(x.project.ZModel)
		f.Message = "Prisma's schema is not there: ZenStack makes it of this one"
		f.Cure = x.run("zenstack generate")
	case len(x.project.Schemas) > 0:
		f.Cure = x.nameSchema(x.project.Schemas)
	default:
		if _, err := x.project.Mode(filepath.Join(x.project.Dir, "prisma")); err == nil {
			f.Cure = "put it into " + x.project.Rel(filepath.Join(x.project.Dir, "prisma", "schema.prisma"))
		}
	}
	return f
}

// nameSchema has Prisma find a schema that lies elsewhere: the one there is, or
// the folder that holds them all.
func (x *examination) nameSchema(paths []string) string {
	place := paths[0]
	for _, path := range paths[1:] {
		for place != x.project.Dir && !strings.HasPrefix(path, place+string(filepath.Separator)) {
			place = filepath.Dir(place)
		}
	}
	if place == x.project.Dir {
		place = paths[0]
	}
	below, err := filepath.Rel(x.project.Root, place)
	if err != nil {
		below = place
	}
	below = filepath.ToSlash(below)
	if x.project.Prisma.Major != 0 && x.project.Prisma.Major < 7 && x.project.Config == nil {
		return "npm pkg set " + plain.Word("prisma.schema="+below)
	}
	return fmt.Sprintf("name the one that is there in prisma.config.ts: schema: %q", below)
}

// configMisnamed: Prisma goes by the name of the file and by where it is.
func (x *examination) configMisnamed() Finding {
	p := x.project
	ext := filepath.Ext(p.Misnamed)
	right := filepath.Join(p.Dir, "prisma.config"+ext)
	f := Finding{ID: "config-misnamed", Group: Schema, File: p.Rel(p.Misnamed), Message: "Prisma looks for no config of this name, and runs without it",
		Why: "what it says about schema, URL and migrations has no effect", Cure: "mv " + plain.Path(p.Rel(p.Misnamed)) + " " + plain.Path(p.Rel(right))}
	if filepath.Dir(p.Misnamed) != p.Dir {
		f.Message = "Prisma looks for no config in this folder, and runs without it"
		f.Cure += ", and correct the paths in it, which start at the file"
	}
	return f
}

func (x *examination) checkConflict() {
	c := x.environment.Conflict
	if c == nil {
		return
	}
	line := 0
	for _, f := range x.environment.Files {
		if x.project.Rel(f.Path) == c.Second {
			entry, _ := f.Lookup(c.Keys[0])
			line = entry.Line
		}
	}
	x.add(Finding{ID: "env-conflict", Group: Environment, File: c.Second, Line: line, Message: c.Error(),
		Why:  "Prisma and Next.js can end up with different databases",
		Cure: fmt.Sprintf("move the lines of %s into %s and delete %s", c.Second, c.First, c.Second)})
}

// urlVariable is the variable that holds the connection URL, and where that
// is said: of several that may, the first that is set. It is empty where
// something else than a variable counts.
func (x *examination) urlVariable() (name, file string, line int) {
	c := x.project.Config
	if c == nil || !c.URL.Set() {
		return x.schemaURL()
	}
	first := c.URL
	for _, u := range append([]prismaconfig.URL{c.URL}, c.URL.Or...) {
		if u.Var == "" {
			if first.Var == "" {
				return x.schemaURL()
			}
			return "", "", 0 // what is written, or computed, stands in
		}
		if x.isSet(u.Var) {
			first = u
			break
		}
		if u.Strict { // env() throws before the next is asked
			first = u
			break
		}
	}
	return first.Var, x.project.Rel(c.File), first.Line
}

func (x *examination) isSet(name string) bool {
	value, _ := x.environment.Vars.Lookup(name)
	return value != ""
}

// checkNeeds reports what the config takes by Prisma's env(), and Prisma 6's
// schema as its direct URL, and what is not set: every command stops there.
func (x *examination) checkNeeds() {
	url, _, _ := x.urlVariable()
	missing := func(name string) bool {
		if x.unloaded != nil {
			if entry, ok := x.unloaded.Lookup(name); ok && entry.Value != "" {
				return false // the cure for the URL is that for this one
			}
		}
		return name != url && !x.isSet(name) && !x.environment.Computed && !x.isBrought(name, "prisma")
	}
	if c := x.project.Config; c != nil {
		for _, v := range c.Needs {
			if missing(v.Name) {
				x.add(Finding{ID: "config-variable-missing", Group: Environment, File: x.project.Rel(c.File), Line: v.Line,
					Message: v.Name + " is not set, and env() here asks for it",
					Why:     "Prisma reads this file at every command and stops there, prisma generate included",
					Cure:    fmt.Sprintf("set %s in %s, or write process.env.%s in place of env(%q)", v.Name, x.envFile(), v.Name, v.Name)})
			}
		}
		if c.URL.Set() {
			return // the schema's own are not read
		}
	}
	for _, ds := range schema.Datasources(x.files...) {
		if name := ds.Variable("directUrl"); x.project.Prisma.Major < 7 && name != "" && missing(name) {
			x.add(Finding{ID: "direct-url-missing", Group: Environment, File: ds.File.Name, Line: ds.File.Line(ds.Property("directUrl").Span.Start),
				Message: name + ", the directUrl of the schema, is not set",
				Why:     "prisma validate, migrate and db push stop there",
				Cure:    fmt.Sprintf("set %s in %s to a URL that goes to the database without a pooler; where there is no pooler, to that of %s", name, x.envFile(), cmp.Or(url, "url"))})
		}
	}
}

// envFile is the file that a variable of Prisma's commands is to be set in: that of the scripts, the
// first of those that are loaded, or .env.
func (x *examination) envFile() string {
	if file := x.scriptsFile(); file != "" {
		return x.project.Rel(file)
	}
	if len(x.environment.Files) > 0 {
		return x.project.Rel(x.environment.Files[0].Path)
	}
	if len(x.environment.Missing) > 0 {
		return x.project.Rel(x.environment.Missing[0])
	}
	if p := x.project; p.RunsIn() != p.Dir || p.Library != nil && p.Config == nil {
		return p.Rel(filepath.Join(p.RunsIn(), ".env"))
	}
	return ".env"
}

// schemaURL is the variable that the schema itself names.
func (x *examination) schemaURL() (name, file string, line int) {
	for _, ds := range schema.Datasources(x.files...) {
		if name := ds.Variable("url"); name != "" {
			return name, ds.File.Name, ds.File.Line(ds.Property("url").Span.Start)
		}
	}
	return "", "", 0
}

func (x *examination) checkURL() {
	name, file, line := x.urlVariable()
	x.checkURLPlace()
	if name == "" || x.project.Provider == "" {
		return
	}
	value, set := x.environment.Vars.Lookup(name)
	if !set || value == "" {
		if !x.environment.Computed {
			x.reportMissingURL(name, file, line)
		}
		return
	}
	file, line = "", 0
	for _, f := range slices.Backward(x.environment.Files) {
		if entry, ok := f.Lookup(name); ok {
			file, line = x.project.Rel(f.Path), entry.Line
		}
	}
	x.checkURLValue(name, value, file, line)
}

// checkURLPlace: Prisma 7's commands for the database take its URL from the config alone.
func (x *examination) checkURLPlace() {
	p := x.project
	if p.Prisma.Major != 7 || p.Provider == "" || x.broken || x.prismaMajorsDiffer() || p.Config != nil && !p.Config.NoURL || p.Misnamed != "" {
		return
	}
	for _, ds := range schema.Datasources(x.files...) {
		if ds.Property("url") != nil {
			return // which is said
		}
	}
	if slices.ContainsFunc(p.Commands, func(c project.Command) bool { return c.Flag("--url") != "" }) {
		return
	}
	f := Finding{ID: "config-without-url", Group: Environment, Why: "prisma db push, migrate and studio stop: they take the database's URL from there alone"}
	name := x.clientVariable()
	url, loads := "datasource: { url: process.env."+name+" }", `import "dotenv/config";`
	if _, file, _ := x.nextValue(name); file != "" && filepath.Base(file) != ".env" { // which dotenv loads by itself
		loads = fmt.Sprintf(`import { config } from "dotenv"; config({ path: %q });`, filepath.Base(file))
	}
	if p.Config != nil {
		f.File, f.Line = p.Rel(p.Config.File), 1
		f.Message = "this config has no datasource.url"
		f.Cure = "add " + url + " to it"
		x.add(f)
		return
	}
	f.File = p.Rel(p.Schema.Path)
	f.Message = "there is no prisma.config.ts, and Prisma 7 reads the URL of the database nowhere else"
	if f.Cure = x.newConfig(loads, url); f.Cure == "" {
		return
	}
	f.Cure = x.withDotenv(f.Cure)
	x.add(f)
}

// newConfig is the cure that makes a prisma.config.ts, which loads files and says where the database is.
func (x *examination) newConfig(loads, url string) string {
	p := x.project
	below, err := filepath.Rel(p.Dir, p.Schema.Path)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("write %s: %s import { defineConfig } from \"prisma/config\"; export default defineConfig({ schema: %q, %s })",
		p.Rel(filepath.Join(p.Dir, "prisma.config.ts")), loads, filepath.ToSlash(below), url)
}

// clientVariable is the variable that the app's clients take the URL from.
func (x *examination) clientVariable() string {
	for _, c := range slices.Concat(x.project.Clients, x.libraryClients()) {
		for _, connection := range c.Connections {
			if name := connection.URL.Var; name != "" {
				return name
			}
		}
	}
	return project.DatabaseURL
}

// reportMissingURL tells a URL that is nowhere from one in a file that Prisma
// does not load.
func (x *examination) reportMissingURL(name, file string, line int) {
	for _, dir := range []string{x.project.Dir, x.project.Root, filepath.Join(x.project.Root, "prisma"), x.project.WorkspaceRoot} {
		if _, err := x.project.Mode(filepath.Join(dir, "nx.json")); dir == "" || err == nil && dir == x.project.WorkspaceRoot { // Nx reads it for its tasks
			continue
		}
		for _, base := range []string{".env", ".env.local", ".env.development", ".env.development.local"} {
			path := filepath.Join(dir, base)
			text, err := x.project.Read(path)
			if err != nil {
				continue
			}
			entry, ok := env.Parse(text).Lookup(name)
			if !ok || entry.Value == "" || x.isLoaded(path) {
				continue
			}
			if x.isBrought(name, "prisma") {
				return
			}
			x.unloaded = env.Parse(text)
			why := "Prisma's commands run without a database URL"
			if strings.HasPrefix(base, ".env.development") && dir == x.project.Root && x.asks("next") != "" {
				why = "next dev reads it, and Prisma's commands run without a database URL"
			}
			x.add(Finding{ID: "env-not-loaded", Group: Environment, File: x.project.Rel(path), Line: entry.Line,
				Message: name + " is set here, and Prisma does not load this file", Why: why,
				Cure: x.loadCure(path), Fix: x.loadFix(path)})
			return
		}
	}
	if x.isBrought(name, "next", "prisma") {
		return
	}
	message := name + " is not set"
	if c := x.project.Config; c != nil && c.URL.Var == name && !c.URL.Strict && len(c.URL.Or) > 0 {
		names := []string{name}
		for _, u := range c.URL.Or {
			names = append(names, u.Var)
		}
		message, name = "none of "+strings.Join(names, ", ")+" is set", names[len(names)-1]
		if slices.Contains(names, project.DatabaseURL) { // which the code of the app is likely to ask for
			name = project.DatabaseURL
		}
	}
	if f, l := x.emptyLine(name); f != "" {
		file, line, message = f, l, name+" is empty"
	}
	why := "neither Prisma's commands nor the app can connect"
	if c := x.project.Config; c != nil && c.URL.Var != "" { // the app has what its driver is given
		why = "Prisma's commands cannot connect, nor can an app that reads it"
	}
	example, note := x.copyExample(name, x.copiedTo()), false
	bound := x.project.BoundClient()
	switch compose, _, built := x.project.InContainer(name); {
	case bound != nil:
		why = "Prisma's commands for the database stop; the app itself has its database from a binding of Cloudflare's, in " + x.project.Rel(bound.Path)
		note = canonical(x.project.Provider) == "sqlite" // D1, whose migrations are wrangler's
	case compose != "":
		why = x.project.Rel(compose) + " sets it in a container; elsewhere " + why
		note = built && example == "" // all may be run there
	case x.inProduction(name) && x.asks("next") != "":
		why = "next build and next start alone have it, from the file for production; neither Prisma's commands nor next dev can connect"
	}
	x.add(Finding{ID: "database-url-missing", Group: Environment, File: file, Line: line, Note: note,
		Message: message, Why: why,
		Cure: x.andForNext(cmp.Or(example, fmt.Sprintf("set it in %s: %s=%q", x.envFile(), name, x.exampleURL())) + x.andLoad())})
}

// copyExample makes the .env of a fresh clone, at the path to, of the example that is there, where
// that has the variable; empty where there is a .env, or no such example.
func (x *examination) copyExample(name, to string) string {
	byScripts := to == x.scriptsFile()
	for _, path := range []string{to, filepath.Join(x.project.Root, ".env")} {
		if _, err := x.project.Mode(path); err == nil && (path == to || !byScripts) {
			return ""
		}
	}
	dirs := []string{filepath.Dir(to)}
	if byScripts {
		dirs = append(dirs, x.project.Dir)
	}
	if x.project.Router == "" || byScripts {
		dirs = append(dirs, x.project.Root)
	}
	if x.project.WorkspaceRoot != "" {
		dirs = append(dirs, x.project.WorkspaceRoot)
	}
	for _, dir := range dirs {
		for _, example := range project.EnvExamples() {
			path := filepath.Join(dir, example)
			text, err := x.project.Read(path)
			if _, has := env.Parse(text).Lookup(name); err == nil && has {
				form := "cp %s %s, then put your own value for %s there"
				switch before, copied := x.copied[to]; { // a second copy would take away the value that was put into the first
				case copied && before != path:
					return ""
				case copied:
					form = "after cp %s %s, put your own value for %s there"
				}
				x.copied[to] = path
				return fmt.Sprintf(form, x.project.Rel(path), x.project.Rel(to), name)
			}
		}
	}
	return ""
}

// copiedTo is the .env that an example becomes for Prisma's commands: that of the project, or of the package that they are run in.
func (x *examination) copiedTo() string {
	switch p := x.project; {
	case x.scriptsFile() != "":
		return x.scriptsFile()
	case p.Library == nil && p.RunsIn() == p.Dir:
		return filepath.Join(p.Root, ".env")
	case len(x.environment.Missing) > 0:
		return x.environment.Missing[0]
	default:
		return filepath.Join(p.RunsIn(), ".env")
	}
}

// scriptsFile is the file that the scripts run Prisma's commands with, as with dotenv -e ../../.env or --env-file: of several the
// first, which goes before the others, unless another is there already. It is empty where they say none, or run some without;
// those for tests and for other places than this one do not count.
func (x *examination) scriptsFile() string {
	commands := slices.Concat(x.project.Commands, x.project.ForSchema)
	if library := x.project.Library; library != nil {
		commands = slices.Concat(library.Commands, commands)
	}
	var files []string
	for _, c := range commands {
		if len(c.Words) == 0 || c.Words[0] != "prisma" || !isRunByHand(c) {
			continue
		}
		if len(c.EnvFiles) == 0 {
			return ""
		}
		for _, path := range c.EnvFiles {
			if !forElsewhere.MatchString(filepath.Base(path)) {
				files = append(files, path)
			}
		}
	}
	for _, path := range files {
		if _, err := x.project.Mode(path); err == nil {
			return path
		}
	}
	if len(files) == 0 {
		return ""
	}
	return files[0]
}

// forElsewhere matches the names of files for tests, or for where an app runs.
var forElsewhere = regexp.MustCompile(`(?i)(?:test|e2e|prod|stag|preview|remote|\bci\b)`)

// andForNext adds to a cure that sets a variable in the file of the scripts where Next.js has it from, which reads others.
func (x *examination) andForNext(cure string) string {
	file, root := x.scriptsFile(), x.project.Root
	if file == "" || x.asks("next") == "" || filepath.Dir(file) == root && slices.Contains(project.NextEnvFiles(), filepath.Base(file)) {
		return cure
	}
	for _, c := range x.project.Commands {
		if c.Is("next", "dev") && !c.Brings && !slices.Contains(c.EnvFiles, file) {
			return cure + "; next dev reads " + x.project.Rel(filepath.Join(root, ".env")) + ": put it there, too"
		}
	}
	return cure
}

// emptyLine is where a variable is set to nothing.
func (x *examination) emptyLine(name string) (file string, line int) {
	for _, f := range x.environment.Files {
		if entry, ok := f.Lookup(name); ok {
			return x.project.Rel(f.Path), entry.Line
		}
	}
	return "", 0
}

func (x *examination) isLoaded(path string) bool {
	return slices.ContainsFunc(x.environment.Files, func(f project.EnvFile) bool { return f.Path == path })
}

// loadCure has Prisma read a file: dotenv looks for .env where Prisma is run, and for others where it is told.
func (x *examination) loadCure(path string) string {
	if x.project.Config == nil && x.project.Prisma.Major < 7 { // which loads it without one
		return "put the line into " + x.envFile() + ", too"
	}
	below, err := filepath.Rel(x.project.Dir, path)
	switch {
	case err != nil:
		below = path
	case x.project.Config == nil && x.project.Schema.Path != "":
		name, _, _ := x.urlVariable()
		loads := `import "dotenv/config";`
		if below != ".env" {
			loads = fmt.Sprintf(`import { config } from "dotenv"; config({ path: %q });`, filepath.ToSlash(below))
		}
		return x.withDotenv(x.newConfig(loads, "datasource: { url: process.env."+cmp.Or(name, project.DatabaseURL)+" }"))
	case below == ".env":
		return x.withDotenv(`put import "dotenv/config" at the top of ` + x.configName())
	}
	load := fmt.Sprintf(`load the file in %s with dotenv's config({ path: %q })`, x.configName(), filepath.ToSlash(below))
	if filepath.Dir(below) == "." {
		return x.withDotenv("put the line into .env, or " + load)
	}
	return x.withDotenv(load)
}

// andLoad adds to a cure that sets a variable in .env what has Prisma read that file, where nothing does.
func (x *examination) andLoad() string {
	p := x.project
	if p.Config == nil || len(p.Config.Loads) > 0 || x.scriptsFile() != "" {
		return ""
	}
	return ", and " + x.withDotenv(`put import "dotenv/config" at the top of `+x.configName()+`, which loads no .env`)
}

// withDotenv adds the installation of dotenv to a cure that needs it.
func (x *examination) withDotenv(cure string) string {
	if x.asks("dotenv") != "" || x.home() != nil && x.home().Range("dotenv") != "" {
		return cure
	}
	return x.installIn(x.home(), "dotenv@16") + ", then " + cure
}

func (x *examination) configName() string {
	if c := x.project.Config; c != nil {
		return x.project.Rel(c.File)
	}
	return "prisma.config.ts"
}

// loadFix has the config load .env as Prisma's own template does, where dotenv
// is installed. Prisma takes the import in CommonJS as well: tried with 6 and 7, .js, .cjs and .mjs, whatever "type" says.
func (x *examination) loadFix(path string) *Fix {
	config := x.project.Config
	if config == nil || path != filepath.Join(x.project.Dir, ".env") || x.asks("dotenv") == "" || len(config.Loads) > 0 {
		return nil
	}
	return editFix(config.File, false, func(text []byte) ([]byte, error) {
		eol := "\n"
		if bytes.Contains(text, []byte("\r\n")) {
			eol = "\r\n"
		}
		bom := text[:len(text)-len(bytes.TrimPrefix(text, []byte("\uFEFF")))]
		return slices.Concat(bom, []byte(`import "dotenv/config";`+eol), text[len(bom):]), nil
	})
}

// exampleURL is a URL as the variable is to have.
func (x *examination) exampleURL() string {
	if x.withoutEngine() {
		return "prisma://accelerate.prisma-data.net/?api_key=KEY"
	}
	return exampleURL(x.project.Provider)
}

// withoutEngine reports whether the client that the project works with is made without an engine, by every command that makes one:
// such a client speaks to Accelerate, and to no database. What it is given in the code is looked at elsewhere.
func (x *examination) withoutEngine() bool {
	if major := x.clientMajor(); major == 0 || major >= 7 {
		return false
	}
	here := false
	for _, c := range x.allCommands() {
		if !generates(c) {
			continue
		}
		if !c.Is("prisma", "generate") || !slices.ContainsFunc(c.Words, func(w string) bool {
			return slices.Contains([]string{"--no-engine", "--accelerate", "--data-proxy"}, w)
		}) {
			return false
		}
		here = here || c.Develops()
	}
	return here && !slices.ContainsFunc(slices.Concat(x.project.Clients, x.libraryClients()), func(c project.Client) bool {
		return slices.ContainsFunc(c.Connections, func(made prismaconfig.Connection) bool { return made.Way != prismaconfig.Nothing || made.URL.Set() })
	})
}

// exampleURL is what a URL for a provider looks like.
func exampleURL(provider string) string {
	db, _ := templates.DatabaseFor(provider)
	return db.Example
}

// schemes are the beginnings of URLs that a provider takes. SQLite has those of
// the drivers that speak to a server, too; Prisma's own proxies serve all.
func schemes(provider string) []string {
	own := map[string][]string{
		"sqlite": {"file", "libsql", "http", "https", "ws", "wss"}, "postgresql": {"postgresql", "postgres"}, "postgres": {"postgresql", "postgres"},
		"cockroachdb": {"postgresql", "postgres"}, "mysql": {"mysql", "mariadb"}, "sqlserver": {"sqlserver"}, "mongodb": {"mongodb", "mongodb+srv"},
	}[provider]
	return append(own, "prisma", "prisma+postgres")
}

func (x *examination) checkURLValue(name, value, file string, line int) {
	if sealed(value) {
		return
	}
	scheme, rest, ok := strings.Cut(value, ":")
	scheme = strings.ToLower(scheme)
	wanted := schemes(x.project.Provider)
	switch {
	case slices.Contains(wanted, scheme) && ok && wellFormed(scheme, rest) && parametersInName(rest):
		x.add(Finding{ID: "database-url-parameters", Group: Environment, File: file, Line: line,
			Message: "the parameters of " + name + " begin with & and not with a question mark",
			Why:     "they become part of the database's name, and do not count", Cure: "write ? in place of the first &"})
		return
	case slices.Contains(wanted, scheme) && ok && wellFormed(scheme, rest):
		if !strings.HasPrefix(scheme, "prisma") && x.withoutEngine() {
			x.add(Finding{ID: "driver-of-other-url", Group: Client, File: file, Line: line,
				Message: name + " is the URL of a database, and the client is made without an engine: it takes one that begins with prisma:// or prisma+postgres://",
				Why:     "every query throws; a client without an engine asks Prisma's Accelerate",
				Cure:    fmt.Sprintf("take --no-engine out of the scripts that run prisma generate, and generate again; or set %s to the prisma:// URL of Accelerate, and directUrl in the datasource to this one", name)})
		}
		return
	case ok && !slices.Contains(wanted, scheme) && slices.Contains([]string{"file", "libsql", "postgresql", "postgres", "mysql", "mariadb", "sqlserver", "mongodb", "mongodb+srv"}, scheme):
		x.add(Finding{ID: "database-url-other-provider", Group: Environment, File: file, Line: line,
			Message: fmt.Sprintf("%s is the URL of another database than the schema's %s", name, x.project.Provider),
			Why:     "every query fails to connect", Cure: x.project.Program.Command("db", "PROVIDER") + " moves the project; or give a URL such as " + exampleURL(x.project.Provider)})
		return
	}
	x.add(Finding{ID: "database-url-malformed", Group: Environment, File: file, Line: line,
		Message: name + " is not a connection URL",
		Why:     "Prisma and the driver refuse it; characters such as #, /, ? and @ in a password must be percent-encoded",
		Cure:    "write it as " + exampleURL(x.project.Provider)})
}

// sealed: what is encrypted, or only says where a vault has it, is read by those
// who have the key.
func sealed(value string) bool {
	return slices.ContainsFunc([]string{"encrypted:", "op://", "ref+", "vault:", "doppler:", "infisical:", "bws://", "secretsmanager:"}, func(start string) bool { return strings.HasPrefix(value, start) })
}

// wellFormed checks what stands behind "scheme:", no stricter than the parsers
// of Prisma and of the drivers: a password may hold anything but /, ? and #.
func wellFormed(scheme, rest string) bool {
	if strings.ContainsAny(rest, "\n\r\t") || strings.Contains(rest, "${") || placeholder(rest) {
		return false
	}
	authority, hasAuthority := strings.CutPrefix(rest, "//")
	switch scheme {
	case "file":
		return strings.TrimLeft(rest, "/.") != ""
	case "sqlserver":
		return hasAuthority && authority != ""
	case "mongodb": // may list several hosts
		return hasAuthority && authority != "" && !strings.Contains(rest, " ")
	}
	path := ""
	if i := strings.IndexAny(authority, "/?#"); i >= 0 {
		authority, path = authority[:i], authority[i:]
	}
	host := authority[strings.LastIndex(authority, "@")+1:]
	name, port := host, ""
	if i := strings.LastIndex(host, ":"); i > strings.LastIndex(host, "]") {
		name, port = host[:i], host[i+1:]
	}
	if n, err := strconv.Atoi(cmp.Or(port, "0")); err != nil || n < 0 || n > 65535 {
		return false
	}
	_, query, _ := strings.Cut(path, "?")
	parameters, _ := url.ParseQuery(query)
	if strings.HasPrefix(scheme, "postgres") {
		name = strings.ReplaceAll(name, "%2F", "") // the path of a socket
	}
	return hasAuthority && !strings.ContainsAny(name, " <>^|%\\") && (name != "" || parameters.Get("host") != "")
}

// parametersInName reports whether what stands before the query has a parameter, as in "/name&connection_limit=5". The
// password has been checked: what is left of & in it stands before the host.
func parametersInName(rest string) bool {
	rest, _, _ = strings.Cut(rest, "?")
	name := rest[strings.LastIndexByte(rest, '/')+1:]
	_, parameter, found := strings.Cut(name, "&")
	key, _, isParameter := strings.Cut(parameter, "=")
	return found && isParameter && key != "" && !strings.ContainsAny(name, "@;")
}

// placeholder: what the consoles of hosts have people put their password in
// place of.
func placeholder(rest string) bool {
	upper := strings.ToUpper(rest)
	return slices.ContainsFunc([]string{"[YOUR-PASSWORD]", "[YOUR_PASSWORD]", "[PASSWORD]", "<PASSWORD>", "<DB_PASSWORD>", "YOUR_PASSWORD"}, func(p string) bool { return strings.Contains(upper, p) })
}

// checkStray reports a .env beside the schema that nothing reads: Prisma 6 did,
// unless a config or the schema's place in package.json kept it from it.
func (x *examination) checkStray() {
	p := x.project
	if x.environment.Computed {
		return
	}
	folder := filepath.Join(p.Dir, "prisma")
	for _, dir := range slices.Compact([]string{folder, filepath.Dir(cmp.Or(p.Schema.Path, filepath.Join(folder, "schema.prisma")))}) {
		path := filepath.Join(dir, ".env")
		text, err := p.Read(path)
		reported := slices.ContainsFunc(x.report.Findings, func(f Finding) bool { return f.File == p.Rel(path) })
		named := slices.ContainsFunc(p.Commands, func(c project.Command) bool { return slices.Contains(c.EnvFiles, path) })
		if err != nil || dir == p.Dir || dir == p.Root || x.isLoaded(path) || reported || named {
			continue
		}
		if entries := env.Parse(text).Entries; len(entries) > 0 {
			x.add(Finding{ID: "env-not-read", Group: Environment, File: p.Rel(path), Line: entries[0].Line,
				Message: "neither Prisma nor Next.js reads this file",
				Why:     "what it sets, from " + entries[0].Key + " on, has no effect, whatever one changes in it",
				Cure:    "move the lines that are still right into .env and delete it"})
		}
	}
}

// checkReaders compares the URL that Prisma reads with the one that Next.js
// reads: .env.local and "$" make them differ.
func (x *examination) checkReaders() {
	name, _, _ := x.urlVariable()
	prisma, _ := x.environment.Vars.Lookup(name)
	if name == "" || prisma == "" || x.environment.Conflict != nil || x.asks("next") == "" {
		return
	}
	if _, inherited := x.world.Inherited.Lookup(name); inherited || x.isBrought(name, "prisma") {
		return
	}
	next, file, line := x.nextValue(name)
	if next == "" || next == prisma {
		return
	}
	if ours, _, ok := x.commandsFile(); ok && strings.HasPrefix(next, "file:") && x.appFile(next) == ours {
		return // the same file, seen from two packages
	}
	cure := "keep one line for it, in .env, without $"
	why := "migrations go to one database and the app uses another; Next.js expands $ in values and reads .env.local before .env"
	if x.project.Dir != x.project.Root {
		why = "migrations go to one database and the app uses another, as each reads the files of its own package"
		cure = "give it the same value in " + file + " and where Prisma's commands read it"
		for _, f := range x.environment.Files {
			if _, has := f.Lookup(name); has {
				cure = "give it the same value in " + file + " and " + x.project.Rel(f.Path)
			}
		}
		if ours, _, ok := x.commandsFile(); ok && strings.HasPrefix(next, "file:") {
			cure = "have it name " + x.project.Rel(ours) + ", which Prisma's commands use, by the path from where the app runs"
		}
	}
	x.add(Finding{ID: "env-readers-differ", Group: Environment, File: file, Line: line,
		Message: name + " is one thing to Next.js and another to Prisma's commands",
		Why:     why, Cure: cure})
}

// nextValue is what "next dev" makes of a variable, and where it takes it from.
func (x *examination) nextValue(name string) (value, file string, line int) {
	environ := x.world.Inherited.Clone()
	for _, base := range project.NextEnvFiles() {
		path := filepath.Join(x.project.Root, base)
		text, err := x.project.Read(path)
		if err != nil {
			continue
		}
		f := env.Parse(text)
		vars, err := env.Next.Load(f, &environ)
		if err != nil {
			continue
		}
		if v, ok := vars.Lookup(name); ok {
			entry, _ := f.Lookup(name)
			return v, x.project.Rel(path), entry.Line
		}
	}
	return "", "", 0
}
