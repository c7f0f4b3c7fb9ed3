package doctor

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/plain"
	"create-app/project"
	"create-app/project/gitignore"
	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/edit"
	"create-app/psl/format"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// readSchema parses the schema with the grammar of the project's Prisma.
func (x *examination) readSchema() {
	for _, f := range x.project.Schema.Files {
		x.files = append(x.files, syntax.ParseAs(x.version(), x.project.Rel(f.Path), string(f.Text)))
	}
}

func (x *examination) version() syntax.Version { return syntax.VersionOf(x.project.Prisma.Major) }

// checkSchema reports what "prisma validate" would refuse, and relations
// without an index where there are no foreign keys to need one.
func (x *examination) checkSchema() {
	if len(x.files) == 0 {
		return
	}
	x.checkCopies()
	list := slices.DeleteFunc(validate.Schema(x.files, validate.Options{}), x.takenByOlder)
	x.broken = list.HasErrors()
	if !x.broken {
		x.checkDatasource()
	}
	errors, indexes := 0, x.addIndexes()
	for _, d := range list {
		switch {
		case x.ofOtherMajor(d) && x.prismaMajorsDiffer():
			x.otherMajor = true // one mistake, which the versions' own check reports
		case d.Code == code.SeveralDatasources && x.isPlaceOf(d):
		case d.Severity == diag.Error:
			if errors++; errors <= shownErrors {
				x.add(x.schemaError(d))
			}
		case d.Code == code.MissingIndex:
			x.add(Finding{ID: "index-missing", Group: Schema, File: d.File.Name, Line: d.Line(), Message: d.Message,
				Why: "every query along the relation reads the whole table, and so does every delete", Cure: d.Help, Fix: indexes})
		}
	}
	if errors > shownErrors {
		x.add(Finding{ID: "schema-invalid", Group: Schema, Message: fmt.Sprintf("the schema has %d more errors", errors-shownErrors),
			Why: "Prisma stops at every command", Cure: x.project.Program.Command("validate")})
	}
}

// takenByOlder reports whether the project has a Prisma older than the first that refuses this.
func (x *examination) takenByOlder(d diag.Diagnostic) bool {
	since := code.Since(d.Code)
	return since != "" && x.project.Version("prisma", "@prisma/client").Before(since)
}

// isPlaceOf adds one more place to the finding that says the same of another one; false where there is none.
func (x *examination) isPlaceOf(d diag.Diagnostic) bool {
	at := slices.IndexFunc(x.report.Findings, func(f Finding) bool { return f.ID == "schema-invalid" && f.Message == d.Message })
	if at < 0 {
		return false
	}
	f := &x.report.Findings[at]
	if len(f.Places) == 0 {
		f.Places = []Place{{f.File, f.Line, f.Message}}
	}
	f.Places = append(f.Places, Place{d.File.Name, d.Line(), d.Message})
	return true
}

// checkCopies takes out of a schema folder what lies below its migrations, if
// something is wrong with that: Prisma reads those files, too.
func (x *examination) checkCopies() {
	if !x.project.Schema.Folder {
		return
	}
	var copies []Place
	var rest []*syntax.File
	for i, f := range x.files {
		below, err := filepath.Rel(x.project.Schema.Path, x.project.Schema.Files[i].Path)
		if err == nil && slices.Contains(strings.Split(filepath.ToSlash(filepath.Dir(below)), "/"), "migrations") {
			copies = append(copies, Place{File: f.Name, Message: "it is read as a part of the schema"})
			continue
		}
		rest = append(rest, f)
	}
	if len(copies) == 0 || len(rest) == 0 || !validate.Schema(x.files, validate.Options{}).HasErrors() {
		return
	}
	x.files = rest
	f := Finding{ID: "schema-copies-in-migrations", Group: Schema, Places: copies, Message: "this file below the migrations is read as a part of the schema",
		Why:  "the schema is a folder, of which Prisma reads every .prisma file, and stops at what is there twice",
		Cure: "mv " + plain.Path(copies[0].File) + " " + plain.Path(copies[0].File+".txt")}
	if len(copies) > 1 {
		f.Message = fmt.Sprintf("%d files below the migrations are read as parts of the schema", len(copies))
		f.Cure = "find " + plain.Path(x.project.Rel(filepath.Join(x.project.Schema.Path, "migrations"))) + " -name '*.prisma' -exec mv {} {}.txt ';'"
	}
	x.addPlaced(f)
}

// shownErrors keeps a broken schema from filling the screen; validate shows all.
const shownErrors = 5

// schemaError gives the mistakes that come from the wrong major of Prisma a
// name of their own.
func (x *examination) schemaError(d diag.Diagnostic) Finding {
	f := Finding{ID: "schema-invalid", Group: Schema, File: d.File.Name, Line: d.Line(), Message: d.Message,
		Why: "Prisma stops at every command", Cure: d.Help}
	switch {
	case !x.ofOtherMajor(d):
	case d.Code == code.URLInSchema:
		f.ID = "schema-of-prisma-6"
		f.Fix = x.removeURL(d)
	default:
		f.ID = "schema-of-prisma-7"
	}
	for _, r := range d.Related {
		if r.File != nil && r.File.Name != d.File.Name {
			f.Message += fmt.Sprintf(" (the other is in %s:%d)", r.File.Name, r.File.Line(r.Span.Start))
			break
		}
	}
	if f.Cure == "" {
		f.Cure = x.project.Program.Command("validate") + " shows the place"
	}
	return f
}

// ofOtherMajor reports whether a schema would be right in this for another
// major of Prisma.
func (x *examination) ofOtherMajor(d diag.Diagnostic) bool {
	return d.Code == code.URLInSchema || d.Code == code.MissingProperty && d.Subject.Member == "url"
}

// checkDatasource: Prisma's parser takes a schema without a datasource, and its
// commands do not.
func (x *examination) checkDatasource() {
	if len(schema.Datasources(x.files...)) > 0 {
		return
	}
	x.broken = true // nothing could be judged or added
	x.add(Finding{ID: "datasource-missing", Group: Schema, File: x.project.Rel(x.project.Schema.Path),
		Message: "the schema has no datasource", Why: "prisma generate and every command for the database stop",
		Cure: x.datasourceCure()})
}

func (x *examination) datasourceCure() string {
	provider, decide := x.providerOfURL(), ""
	if provider == "" {
		provider, decide = "postgresql", ", with your provider"
	}
	if x.version() == syntax.Prisma6 {
		return fmt.Sprintf("add: datasource db { provider = %q url = env(%q) }, each property on a line of its own%s", provider, x.project.URLVariable(), decide)
	}
	return fmt.Sprintf("add: datasource db { provider = %q }, on three lines%s", provider, decide)
}

// providerOfURL is what the URL of the environment is for; empty where it does not say.
func (x *examination) providerOfURL() string {
	value, _ := x.environment.Vars.Lookup(x.project.URLVariable())
	scheme, _, _ := strings.Cut(value, ":")
	for _, provider := range []string{"postgresql", "mysql", "sqlite", "sqlserver", "mongodb"} {
		if own := schemes(provider); slices.Contains(own[:len(own)-2], scheme) { // Prisma's own proxies serve all
			return provider
		}
	}
	return ""
}

// removeURL takes the URL out of a schema that does not need it: where the
// config has one from the same variable.
func (x *examination) removeURL(d diag.Diagnostic) *Fix {
	name, _, _ := x.schemaURL()
	config := x.project.Config
	if config == nil || name == "" || config.URL.Var != name || d.Subject.Member != "url" {
		return nil
	}
	return x.changeDatasource(func(draft *edit.Draft, b *syntax.Block) { draft.RemoveProperty(b, "url") })
}

// checkGenerated looks at the generated clients: where they are, whether they
// are committed, whether they still fit the schema.
func (x *examination) checkGenerated() {
	for _, dir := range x.project.Schema.Generated {
		x.add(Finding{ID: "client-in-schema-folder", Group: Schema, File: x.project.Rel(dir),
			Message: "the generated client lies in the schema folder", Why: "Prisma reads the copy of the schema in it as part of the schema, and stops at every model that is there twice",
			Cure: "point the generator's output outside, then delete the folder and run " + x.run("prisma generate")})
	}
	for _, g := range x.project.Generators() {
		if !g.MakesClient() {
			continue
		}
		dir := g.Output
		if dir == "" {
			dir = x.project.DefaultOutput()
		}
		if g.Output != "" && !slices.Contains(x.project.Schema.Generated, dir) {
			x.checkCommitted(dir)
		}
		x.checkStale(dir)
	}
}

func (x *examination) checkCommitted(dir string) {
	shown := x.project.Rel(dir)
	if !x.git.tracks(dir) {
		if x.git.wouldAdd(dir) {
			x.add(x.notIgnored(dir, shown))
		}
		return
	}
	cure := plain.Then("git rm -r --cached "+plain.Path(shown), x.ignoreCommand(dir))
	if x.builds() && !x.generatesByItself() {
		cure = plain.Then(cure, x.generateCure(x.clientPackage())) // what was committed is what was built with
	}
	x.add(Finding{ID: "client-committed", Group: Client, File: shown, Message: "git tracks the generated client",
		Why: "it changes with every schema and every version, and an old one is what others get", Cure: cure, Note: true})
}

func (x *examination) notIgnored(dir, shown string) Finding {
	f := Finding{ID: "client-not-ignored", Group: Client, File: shown, Message: "git does not ignore the generated client",
		Why: "the next git add -A stages it, and then an old one is what others get", Cure: x.ignoreCommand(dir)}
	if below, err := filepath.Rel(x.project.Root, dir); err == nil && filepath.IsLocal(below) {
		f.Fix = x.ignoreFix("generated by Prisma", gitignore.Pattern(below))
	}
	return f
}

// inlineSchema is the copy of the schema in a client of Prisma 7.
var inlineSchema = regexp.MustCompile(`"inlineSchema": ("(?:[^"\\]|\\.)*")`)

// checkStale compares the schema with the copy that a generated client holds.
func (x *examination) checkStale(dir string) {
	copied := ""
	if text, err := x.project.Read(filepath.Join(dir, "internal", "class.ts")); err == nil {
		m := inlineSchema.FindSubmatch(text)
		if m == nil || json.Unmarshal(m[1], &copied) != nil {
			return
		}
	} else if text, err := x.project.Read(filepath.Join(dir, "schema.prisma")); err == nil {
		copied = string(text)
	}
	if copied == "" || x.broken {
		return // not generated yet: postinstall will; or nothing that could be generated
	}
	file, line, changed := x.changedSince(syntax.ParseAs(x.version(), "", copied))
	if !changed || x.found("client-stale") {
		return
	}
	x.add(Finding{ID: "client-stale", Group: Client, File: file, Line: line,
		Message: "the schema has changed since the client was generated",
		Why:     "the app's queries and types are those of the old schema", Cure: x.run("prisma generate")})
}

// changedSince finds the first block of the schema that a copy of it does not
// have. Layout and comments are no difference: Prisma lays its copy out anew.
func (x *examination) changedSince(copied *syntax.File) (file string, line int, changed bool) {
	old := map[string]bool{}
	for b := range copied.Blocks() {
		if !x.makesClient(copied, b) {
			continue
		}
		old[significant(copied.Slice(b.Span))] = true
	}
	count := 0
	for _, f := range x.files {
		var laidOut *syntax.File // where the layout matters after all
		for b := range f.Blocks() {
			if !x.makesClient(f, b) {
				continue
			}
			count++
			if old[significant(f.Slice(b.Span))] {
				continue
			}
			if laidOut == nil {
				laidOut = syntax.ParseAs(x.version(), f.Name, format.File(f))
			}
			if !slices.ContainsFunc(slices.Collect(laidOut.Blocks()), func(o *syntax.Block) bool {
				return o.Kind == b.Kind && o.Name.Text(laidOut.File) == b.Name.Text(f.File) && old[significant(laidOut.Slice(o.Span))]
			}) {
				return f.Name, f.Line(b.Span.Start), true
			}
		}
	}
	return x.project.Rel(x.project.Schema.Path), 0, count < len(old)
}

// makesClient reports whether a block has a say in what a client is like: neither other generators have, nor what a client of Prisma 7
// is told where it is made.
func (x *examination) makesClient(f *syntax.File, b *syntax.Block) bool {
	switch b.Kind {
	case syntax.Datasource:
		return x.clientMajor() < 7
	case syntax.Generator:
		return strings.Contains(f.Slice(b.Span), `"prisma-client`)
	}
	return true
}

// significant is the text of a block without comments, and without the blanks
// that separate nothing.
func significant(text string) string {
	var b strings.Builder
	blank := false
	for i := 0; i < len(text); {
		n := 1
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "//"):
			if n = strings.IndexByte(rest, '\n'); n < 0 {
				n = len(rest)
			}
			blank = true
		case strings.HasPrefix(rest, "/*"):
			if n = strings.Index(rest, "*/") + 2; n < 2 {
				n = len(rest)
			}
			blank = true
		case strings.ContainsRune(" \t\r\n", rune(rest[0])):
			blank = true
		default:
			if rest[0] == '"' {
				n = quotedLength(rest)
			}
			if so := b.String(); blank && so != "" && isWord(so[len(so)-1]) && isWord(rest[0]) {
				b.WriteByte(' ')
			}
			blank = false
			b.WriteString(rest[:n])
		}
		i += n
	}
	return b.String()
}

func quotedLength(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"', '\n':
			return i + 1
		}
	}
	return len(text)
}

func isWord(c byte) bool {
	return c == '_' || c == '@' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c > 127
}

var lockProvider = regexp.MustCompile(`(?m)^\s*provider\s*=\s*"([^"]*)"`)

// checkMigrationsPlace: of a schema in several files, Prisma 6 has the migrations beside the one with the datasource, and 7 in
// the folder, unless the config says.
func (x *examination) checkMigrationsPlace() {
	stray := x.project.StrayMigrations
	if stray == "" {
		return
	}
	dir := x.project.MigrationsDir()
	f := Finding{ID: "migrations-not-found", Group: Schema, File: x.project.Rel(stray),
		Message: "Prisma looks for migrations in " + x.project.Rel(dir) + ", and these are elsewhere",
		Why:     "prisma migrate takes the database for one without a history: it offers to reset it, and deploys nothing",
		Cure:    "mv " + plain.Path(x.project.Rel(stray)) + " " + plain.Path(x.project.Rel(dir))}
	if c := x.project.Config; c != nil {
		if below, err := filepath.Rel(filepath.Dir(c.File), stray); err == nil {
			f.Cure = fmt.Sprintf("add to %s: migrations: { path: %q }", x.project.Rel(c.File), filepath.ToSlash(below))
		}
	}
	x.add(f)
}

func (x *examination) checkMigrationLock() {
	dir := x.project.MigrationsDir()
	if dir == "" || x.project.Provider == "" {
		return
	}
	path := filepath.Join(dir, "migration_lock.toml")
	text, err := x.project.Read(path)
	if err != nil {
		return
	}
	m := lockProvider.FindSubmatch(text)
	if m == nil || canonical(string(m[1])) == canonical(x.project.Provider) {
		return
	}
	x.add(Finding{ID: "migrations-of-other-database", Group: Schema, File: x.project.Rel(path), Line: lineOf(text, string(m[0])),
		Message: fmt.Sprintf("the migrations are for %s, the schema for %s", m[1], x.project.Provider),
		Why:     "prisma migrate refuses to run them",
		Cure:    "move " + x.project.Rel(dir) + " aside, then: " + x.run("prisma migrate dev --name init")})
}

func canonical(provider string) string {
	if provider == "postgres" {
		return "postgresql"
	}
	return provider
}

// checkAuthModels holds the schema against what the adapter works with.
func (x *examination) checkAuthModels() {
	adapted := x.uses("@auth/prisma-adapter") || x.uses("@next-auth/prisma-adapter")
	if len(x.files) == 0 || x.broken || !adapted || x.lacksNextAuth() || x.callsNoAdapter() || x.mapsModels() || x.found("adapter-without-client") {
		return
	}
	wants := x.wants
	wants.PlanetScale = wants.PlanetScale || x.asks("@prisma/adapter-planetscale") != ""
	c, err := nextauth.Compare(x.files, wants)
	if err != nil {
		return // a schema that the comparison does not understand has been reported
	}
	var fix *Fix
	if !slices.ContainsFunc(c.Findings, func(f nextauth.Finding) bool { return f.Safe && !f.Certain() }) {
		fix = x.mergeAuth(wants)
	}
	shown := wants // if the providers that show are all
	shown.Closed = len(wants.Providers) > 0
	var merged []Finding // what create-app auth cures
	for _, f := range c.Findings {
		if f.Level < nextauth.BreaksForSome || wants.Unused(f) || f.Absent() && len(x.project.SignIn) == 0 { // a package alone asks for no models
			continue
		}
		finding := Finding{ID: "auth-" + f.Code, Group: Auth, Message: f.Message, Why: f.Reason, Cure: x.byHand(f), Note: f.Sometimes || shown.Unused(f)}
		if f.File != nil {
			finding.File, finding.Line = f.File.Name, f.File.Line(f.Span.Start)
		}
		switch {
		case x.indexReported(finding):
		case f.Safe:
			finding.Cure, finding.Fix = x.project.Program.Command("auth"), fix
			merged = append(merged, finding)
		default:
			x.add(finding)
		}
	}
	if len(merged) > 1 {
		merged = []Finding{modelsFinding(merged)}
	}
	for _, f := range merged {
		x.add(f)
	}
}

// byHand is what a person has to do to a model, with the lines to write; of a whole model it says what prints it.
func (x *examination) byHand(f nextauth.Finding) string {
	switch {
	case len(f.Lines) == 0 || strings.Contains(f.Cure, f.Lines[0]):
		return f.Cure
	case strings.HasPrefix(f.Lines[0], "model "):
		return f.Cure + "; " + x.project.Program.Command("auth", "--check") + " prints the model"
	}
	return f.Cure + "; write " + strings.Join(f.Lines, " and ")
}

// modelsFinding is one finding for all that one run of create-app auth cures, with a place for each.
func modelsFinding(all []Finding) Finding {
	f := all[0]
	f.ID = "auth-models"
	f.Message = fmt.Sprintf("the schema lacks %d things that NextAuth's adapter needs", len(all))
	f.Why = "the adapter writes and finds rows by them: people cannot sign in, or some cannot"
	for _, each := range all {
		f.Note = f.Note && each.Note
		f.Places = append(f.Places, Place{each.File, each.Line, each.Message})
	}
	return f
}

// lacksNextAuth reports whether the adapter is a leftover: nothing is set up with it, or nothing is there that could call it.
func (x *examination) lacksNextAuth() bool {
	p := x.project
	if x.runsNoNextAuth() {
		return true
	}
	return len(p.SignIn) == 0 && !p.NamesNextAuth && p.Package != nil && (p.Package.Range("better-auth") != "" ||
		!slices.ContainsFunc([]*project.Package{p.Package, p.SchemaPackage}, func(of *project.Package) bool {
			return of != nil && (of.Range("next-auth") != "" || of.Range("@auth/core") != "" || of.Range("@auth/express") != "" || of.Range("@auth/sveltekit") != "")
		}))
}

// runsNoNextAuth reports whether options are left over in a project without Next.js, which NextAuth runs in: no source of it, and no
// other package of a workspace, hands them on.
func (x *examination) runsNoNextAuth() bool {
	p := x.project
	if p.Package == nil || p.WorkspaceRoot != "" || p.HasNext() || p.Package.Peer("next") || x.startsNextAuth() {
		return false
	}
	return !slices.ContainsFunc(slices.Collect(maps.Keys(p.Package.Dependencies)), func(name string) bool {
		return strings.HasPrefix(name, "@auth/") && !strings.HasSuffix(name, "-adapter")
	})
}

// mapsModels reports whether Prisma's adapter is given an object with models under names of its own, and nothing says which.
func (x *examination) mapsModels() bool {
	return len(x.wants.Models) == 0 && slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool { return f.MapsModels })
}

// callsNoAdapter: NextAuth is set up, as far as that was found, and is given no adapter, or one that does not show to be
// Prisma's, or that one is left over: a package alone asks nothing of the schema.
func (x *examination) callsNoAdapter() bool {
	set := x.project.OtherAdapter() != "" || x.project.AdapterLeft
	for _, f := range x.project.SignIn {
		if f.Adapter {
			return false
		}
		set = set || f.Calls || f.Options || f.LeftAdapter
	}
	return set
}

// indexReported: an index that the schema's own check has missed already.
func (x *examination) indexReported(f Finding) bool {
	return strings.Contains(f.ID, "index") && slices.ContainsFunc(x.report.Findings, func(other Finding) bool {
		return other.ID == "index-missing" && other.File == f.File
	})
}
