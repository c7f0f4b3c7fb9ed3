package join

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/psl/syntax"
	"create-app/psl/validate"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/scaffold/move"
	"create-app/templates"
)

// sources adds the files of the code. The client and the way in to NextAuth
// may be there under other names: then there are not two of them.
func (a *adder) sources() error {
	there := a.sharedClient()
	writesAuth := a.app.Auth && len(a.setUp) == 0
	names := []string{}
	if writesAuth || a.library == nil && (there == "" || there == a.source("server/db/client.ts")) { // which read it
		names = append(names, "server/env.ts")
	}
	if writesAuth {
		names = append(names, "server/auth.ts", "types/next-auth.d.ts")
	}
	for _, name := range names {
		if file, found := a.files[a.source(name)]; found {
			a.add(file.Path, file.Content)
		}
	}
	if err := a.client(); err != nil {
		return err
	}
	if a.app.Auth && len(a.setUp) > 0 {
		return a.adapterStep()
	}
	if a.app.Auth {
		a.route()
	}
	if a.app.Auth && a.app.Existing {
		if a.exists(a.source("server/auth.ts")) == "" {
			a.step("let people sign in and out: a link to /api/auth/signin and one to /api/auth/signout will do; on the server, "+
				authCall(a.app)+" of "+a.source("server/auth.ts")+" says who is signed in", "", "")
		}
		if a.found.BothRouters {
			a.step(BothRoutersStep(a.app), "", "")
		}
		if step := NextConfigStep(a.fsys, a.found.Root, a.app); step != "" {
			a.step(step, "", "")
		}
	}
	return nil
}

// BothRoutersStep says for which of a project's two routers NextAuth's files
// are written, and what is for the other.
func BothRoutersStep(app templates.App) string {
	if app.NextAuth == 5 {
		return "both routers are here, and auth() is for both: in pages/, getServerSideProps gives it its context"
	}
	why, other, call := "as NextAuth advises where there is an app folder", "pages/", "getServerSession(req, res, authOptions)"
	if app.Router == "pages" {
		why, other, call = "as asked", "app/", "getServerSession(authOptions)"
	}
	return fmt.Sprintf("both routers are here: the route and %s are for %s/, %s; in %s use %s", authCall(app), cmp.Or(app.Router, "app"), why, other, call)
}

// authCall is how code on the server asks who is signed in.
func authCall(app templates.App) string {
	switch {
	case app.Router != "pages":
		return "auth()"
	case app.NextAuth == 5:
		return "auth(context)"
	}
	return "auth(req, res)"
}

// NextConfigStep says what the settings of Next.js in root, the project's
// folder, lack for the files of app; it is empty where they lack nothing.
func NextConfigStep(fsys afero.Fs, root string, app templates.App) string {
	if !app.TranspilesNextAuth() {
		return ""
	}
	const why = `transpilePackages: ["next-auth"]; without it the pages router leaves next-auth to Node, which does not find what it imports`
	for _, name := range []string{"next.config.ts", "next.config.mjs", "next.config.js"} {
		text, err := afero.ReadFile(fsys, filepath.Join(root, name))
		switch {
		case err != nil:
		case regexp.MustCompile(`transpilePackages\s*:\s*\[[^\]]*["']next-auth["']|bundlePagesRouterDependencies\s*:\s*true`).Match(text):
			return ""
		default:
			return "let " + name + " say " + why
		}
	}
	return "write next.config.js, to say " + why
}

// client adds the module that makes the PrismaClient, or one that passes on the
// project's own.
func (a *adder) client() error {
	ours := a.files[a.source("server/db/client.ts")]
	if a.library != nil {
		return a.libraryClient(ours.Path)
	}
	there := a.sharedClient()
	module := strings.TrimSuffix(there, filepath.Ext(there))
	inPlace := module == strings.TrimSuffix(ours.Path, ".ts")
	switch {
	case there == "" && len(a.found.Schema.Files) > 0 && a.app.Client == "":
		a.clientStep(ours)
		return nil
	case there != "" && len(a.setUp) > 0:
		return nil // whoever imports the client does so from there
	case there == "", there == ours.Path && a.options.OnConflict != scaffold.ConflictSkip:
		a.add(ours.Path, ours.Content)
		return nil
	}
	switch name := passedOn(a.found.SharedClient()); {
	case inPlace && name == "prisma":
	case inPlace:
		a.step(fmt.Sprintf("let %s export its PrismaClient as prisma, which is what other files import", there), "", "")
	case name == "":
		a.step(fmt.Sprintf("export the PrismaClient of %s as prisma from %s as well", there, ours.Path), "", "")
	default:
		a.add(ours.Path, PassClientOn(ours.Path, there, a.found.SharedClient()))
	}
	return nil
}

// sharedClient is the project's file that makes its one client, or "".
func (a *adder) sharedClient() string {
	shared := a.found.SharedClient()
	if shared == nil {
		return ""
	}
	below, err := filepath.Rel(a.found.Root, shared.Path)
	if err != nil {
		return ""
	}
	return filepath.ToSlash(below)
}

// clientStep leaves the client to the user, where it cannot be seen what it needs.
func (a *adder) clientStep(ours templates.File) {
	if a.exists(ours.Path) != "" {
		return
	}
	place := "for a client that Prisma 7 generates to " + a.source("generated/prisma") + " this is it"
	if a.app.Prisma == 6 {
		place = "imported from where the schema's generator puts it, and with the driver adapter that it may need"
	}
	a.step("make the PrismaClient once, in "+ours.Path+", and export it as prisma; "+place, ours.Path, string(ours.Content))
}

// clientModule is the module that an existing schema's client is generated to; empty where there is no schema, or where
// more than the module is to be known: a client of Prisma 6 may have to be made with a driver adapter, and one of Prisma 7
// in ways that the project shows.
func (a *adder) clientModule() (string, error) {
	from := a.source("server/db/client.ts")
	switch {
	case len(a.found.Schema.Files) == 0:
		return "", nil
	case a.options.Prisma == "6":
		return EngineClient(a.found, from), nil
	}
	there := a.sharedClient()
	if there != "" && (there != from || !a.record.Ours()) || there == "" && a.connectsInItsOwnWay() {
		return "", nil
	}
	return DriverClient(a.found, from, a.options.ImportAlias), nil
}

// connectsInItsOwnWay reports whether the packages or the settings of a project with Prisma 7 show that its client is not
// made as ours is.
func (a *adder) connectsInItsOwnWay() bool {
	has, err := move.NewExisting(a.fsys, a.found)
	if err != nil || has.Variable != scaffold.DatabaseURL {
		return true
	}
	for _, group := range []string{"dependencies", "devDependencies"} {
		for _, name := range a.pkg.Names(group) {
			if strings.HasPrefix(name, "@prisma/adapter-") || name == "@prisma/extension-accelerate" {
				return true
			}
		}
	}
	return slices.ContainsFunc(a.urls(), func(url string) bool { return strings.HasPrefix(url, "prisma") })
}

// PassClientOn is the text of a module, at, that exports a client, which is made
// in the file there, as prisma; nil if no export of it shows.
func PassClientOn(at, there string, c *project.Client) []byte {
	name := passedOn(c)
	if name == "" {
		return nil
	}
	return fmt.Appendf(nil, "// The client of this project is made there; a second one would open a second pool of connections.\nexport { %s } from %q;\n",
		name, relativeModule(at, strings.TrimSuffix(there, filepath.Ext(there))))
}

// passedOn is what stands between the braces of an import or export that gives a
// client the name prisma; empty if no export of it shows.
func passedOn(c *project.Client) string {
	switch {
	case c == nil || c.Export == "":
		return ""
	case c.Export == "prisma":
		return "prisma"
	}
	return c.Export + " as prisma"
}

// route adds NextAuth's way in, unless the project has one.
func (a *adder) route() {
	ours := a.files[a.app.AuthRoute()]
	var others []string
	for _, dir := range []string{"", "src/"} {
		for _, ext := range []string{".ts", ".js", ".tsx", ".jsx"} {
			others = append(others, dir+"pages/api/auth/[...nextauth]"+ext, dir+"app/api/auth/[...nextauth]/route"+ext)
		}
	}
	others = slices.DeleteFunc(others, func(name string) bool { return name == ours.Path })
	if there := a.exists(others...); there != "" {
		what := "authOptions"
		if a.app.NextAuth == 5 {
			what = "handlers"
		}
		a.step(there+" is there already: let it use "+what+" of "+a.source("server/auth.ts"), ours.Path, string(ours.Content))
		return
	}
	a.add(ours.Path, ours.Content)
}

// schema adds a schema, or NextAuth's models to the one that is there.
func (a *adder) schema() error {
	home := a.database()
	if len(home.Schema.Files) == 0 {
		a.add("prisma/schema.prisma", a.files["prisma/schema.prisma"].Content)
		if a.exists("prisma.config.js", "prisma.config.mts", "prisma.config.mjs", "prisma7.config.ts") == "" {
			if config, found := a.files["prisma.config.ts"]; found {
				a.add(config.Path, config.Content)
			}
		}
		return nil
	}
	if !a.app.Auth {
		return nil
	}
	var files []*syntax.File
	for _, f := range home.Schema.Files {
		below, err := filepath.Rel(home.Root, f.Path)
		if err != nil || !filepath.IsLocal(below) {
			return &change.Error{Message: fmt.Sprintf("the schema %s is outside the project", f.Path), Advice: "nothing was written"}
		}
		files = append(files, syntax.ParseAs(syntax.VersionOf(home.Prisma.Major), filepath.ToSlash(below), string(f.Text)))
	}
	c, err := nextauth.Compare(files, a.wantsModels())
	if err != nil {
		return &change.Error{Message: err.Error(), Advice: "nothing was written", Cause: err}
	}
	merged, err := c.Merge()
	if err != nil {
		return &change.Error{Message: err.Error(), Advice: "nothing was written", Cause: err}
	}
	if err := checkMerge(files, merged); err != nil {
		return err
	}
	if a.library != nil {
		if !slices.Equal(files, merged) {
			a.step(fmt.Sprintf("run \"create-app auth\" in %s: NextAuth's models belong into the schema of %s", a.libraryDir(), a.libraryName()), "", "")
		}
		return nil
	}
	for _, f := range merged {
		if !slices.Contains(files, f) {
			a.merged(f.Name, []byte(f.Text))
		}
	}
	for _, f := range c.Findings {
		if !f.Safe && f.Level >= nextauth.BreaksForSome {
			where := ""
			if f.File != nil {
				where = fmt.Sprintf("%s:%d: ", f.File.Name, f.File.Line(f.Span.Start))
			}
			a.step(where+f.Subject+": "+f.Message+"; "+f.Cure, "", strings.Join(f.Lines, "\n"))
		}
	}
	return nil
}

// checkMerge makes sure that a schema that was valid still is.
func checkMerge(before, after []*syntax.File) error {
	options := validate.Options{IgnoreMarks: true}
	if validate.Schema(before, options).HasErrors() {
		return nil
	}
	if list := validate.Schema(after, options); list.HasErrors() {
		return &scaffold.SchemaError{Diagnostics: list}
	}
	return nil
}

// ignore adds what .gitignore lacks.
func (a *adder) ignore() error {
	want := a.files[".gitignore"].Content
	content, err := change.ReadFile(a.fsys, a.path(".gitignore"))
	if errors.Is(err, fs.ErrNotExist) {
		a.merged(".gitignore", want)
		return nil
	}
	if err != nil {
		return err
	}
	a.merged(".gitignore", scaffold.WithIgnored(content, want, func(line string) bool {
		switch line {
		case ".env", ".env.*", "!.env.example", "node_modules/", "*.db", "*.db-*":
			return true
		}
		return strings.HasSuffix(line, "generated/") && len(a.database().Schema.Files) == 0
	}))
	return nil
}

// environment adds the variables that .env and .env.example lack. What is set,
// there or in a file that Next.js prefers, stays.
func (a *adder) environment() error {
	if err := a.variables(".env", false); err != nil {
		return err
	}
	a.checkSecret()
	for _, name := range []string{".env.sample", ".env.template", ".env.dist"} {
		if a.exists(name) != "" {
			return nil // the project has its own way of saying it
		}
	}
	return a.variables(".env.example", true)
}

// variables adds to one file what it lacks, but for what other files set. An
// example lists that, too.
func (a *adder) variables(name string, example bool) error {
	want := a.files[name]
	content, err := change.ReadFile(a.fsys, a.path(name))
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return err
	}
	elsewhere, ownURL := a.setElsewhere(), a.library != nil || a.app.Prisma == 6 && HasOwnURL(a.fsys, a.found)
	file := env.Parse(content)
	if missing && len(elsewhere) == 0 && !ownURL {
		file = env.Parse(want.Content)
	}
	comments := commentsAbove(want.Content)
	for _, entry := range env.Parse(want.Content).Entries {
		_, set := file.Lookup(entry.Key)
		if set || elsewhere[entry.Key] && !example || ownURL && entry.Key == scaffold.DatabaseURL {
			continue
		}
		if file, err = file.Append(entry.Key, entry.Value, comments[entry.Key]); err != nil {
			return &change.Error{Message: fmt.Sprintf("%s: %s", name, err), Advice: "add the variable by hand, then run again", Cause: err}
		}
	}
	mode := fs.FileMode(0o644)
	if !example {
		mode = 0o600
		switch _, set := file.Lookup(scaffold.DatabaseURL); {
		case !ownURL:
			if err := a.checkURL(file); err != nil {
				return err
			}
		case a.library != nil && !set && !elsewhere[scaffold.DatabaseURL] && a.app.Prisma == 7:
			a.step("set "+scaffold.DatabaseURL+" in .env as "+a.libraryDir()+" has it: the app opens the database itself", "", "")
		}
	}
	if !missing || len(file.Bytes()) > 0 {
		a.edits = append(a.edits, change.Edit{Path: name, Content: file.Bytes(), Mode: mode, Secret: !example})
	}
	return nil
}

// setElsewhere are the variables of files that Next.js reads before .env.
func (a *adder) setElsewhere() map[string]bool {
	set := map[string]bool{}
	for _, name := range project.NextEnvFiles() {
		content, err := change.ReadFile(a.fsys, a.path(name))
		if err != nil || name == ".env" {
			continue
		}
		for _, entry := range env.Parse(content).Entries {
			set[entry.Key] = true
		}
	}
	return set
}

// commentsAbove are the comment lines right above each variable.
func commentsAbove(text []byte) map[string]string {
	comments := map[string]string{}
	var lines []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		comment, isComment := strings.CutPrefix(line, "#")
		key, _, assigns := strings.Cut(line, "=")
		switch {
		case isComment:
			lines = append(lines, strings.TrimSpace(comment))
			continue
		case assigns:
			comments[key] = strings.Join(lines, "\n")
		}
		lines = nil
	}
	return comments
}

// manifest merges packages and scripts into package.json. Versions that are
// there stay.
func (a *adder) manifest() error {
	ours, err := manifest.Parse(a.files["package.json"].Content)
	if err != nil {
		return err
	}
	file := a.pkg
	for _, group := range []string{"dependencies", "devDependencies"} {
		for _, name := range ours.Names(group) {
			if !a.needs(name) {
				continue
			}
			if there := a.found.Package.Range(name); there != "" {
				a.compareVersions(name, there, ours.String(group, name))
				continue
			}
			if file, err = file.Set(a.fitting(name, ours.String(group, name)), group, name); err != nil {
				return scaffold.BrokenManifest(err)
			}
		}
	}
	if file, err = a.scripts(file, ours); err != nil {
		return scaffold.BrokenManifest(err)
	}
	if file, err = a.remember(file, ours); err != nil {
		return scaffold.BrokenManifest(err)
	}
	a.merged("package.json", file.Bytes())
	return nil
}

// remember records the answers, so that a later run knows them.
func (a *adder) remember(file, ours *manifest.File) (*manifest.File, error) {
	var record, before map[string]any
	ours.Get(&record, project.RecordKey)
	switch there := file.Get(&before, project.RecordKey); {
	case !there && file.Has(project.RecordKey):
		a.step(fmt.Sprintf("give %q in package.json another name, and run again: it is in the place where the answers are remembered", project.RecordKey), "", "")
		return file, nil
	case there:
		record["version"] = before["version"]
	}
	if a.app.Existing {
		record["added"] = true
	}
	if a.app.OwnAuth {
		record["own-auth"] = true
	}
	if reflect.DeepEqual(record, before) {
		return file, nil
	}
	return file.Set(record, project.RecordKey)
}

// needs says which packages of a new project an existing one has to have, too.
func (a *adder) needs(name string) bool {
	switch name {
	case "next", "react", "react-dom":
		return false
	case "@auth/prisma-adapter":
		return len(a.setUp) == 0 || a.adapterPackage() == name
	case "@types/react", "@types/react-dom": // next build asks for them as soon as there is a tsconfig.json
		return a.exists("tsconfig.json") == ""
	case "prisma", "@prisma/client", "dotenv":
		return len(a.database().Schema.Files) == 0 || name == "@prisma/client" || name == "prisma" && a.library == nil
	}
	if strings.HasPrefix(name, "@prisma/adapter-") {
		return len(a.database().Schema.Files) == 0 || a.app.Client != "" && a.exists(a.source("server/db/client.ts")) == ""
	}
	return true
}

// fitting is our version of a package that is missing, or the one that goes with what is there.
func (a *adder) fitting(name, ours string) string {
	if sister := PrismaSister(name); sister != "" {
		if there := cmp.Or(a.database().Package.Range(name), a.database().Package.Range(sister)); a.understood(there, name) {
			return there
		}
		if is := a.database().Prisma; is.Exact {
			return is.Text
		}
	}
	if react := project.MajorOf(a.found.Package.Range("react")); strings.HasPrefix(name, "@types/react") && react != 0 && react != project.MajorOf(ours) {
		return fmt.Sprintf("^%d", react)
	}
	return ours
}

// understood reports whether the package manager knows what a range means for
// this package: a catalog has only the packages that stand in it.
func (a *adder) understood(asked, name string) bool {
	if !strings.HasPrefix(asked, "catalog:") {
		return asked != ""
	}
	if there := a.database().Package.Range(name); there == asked {
		return true
	}
	listed := regexp.MustCompile(`(?m)^\s+["']?` + regexp.QuoteMeta(name) + `["']?\s*:`)
	for _, root := range []string{a.found.WorkspaceRoot, a.found.Root} {
		for _, file := range []string{"pnpm-workspace.yaml", ".yarnrc.yml", "package.json"} {
			content, err := change.ReadFile(a.fsys, filepath.Join(cmp.Or(root, a.found.Root), file))
			if err == nil && listed.Match(content) && bytes.Contains(content, []byte("catalog")) {
				return true
			}
		}
	}
	return false
}

// builds answers what pnpm asks about Prisma's install scripts, without which it calls the installation a failure. Where
// Prisma was there before us, so is an answer.
func (a *adder) builds() error {
	ours, usesPNPM := a.files["pnpm-workspace.yaml"]
	if !usesPNPM || a.library != nil || a.found.Package.Range("prisma") != "" || a.found.Package.Range("@prisma/client") != "" {
		return nil
	}
	shown, file := ours.Path, a.path(ours.Path)
	if root := a.found.WorkspaceRoot; root != "" && root != a.found.Root {
		file = filepath.Join(root, ours.Path)
		shown = ours.Path + " of the workspace"
	}
	content, err := change.ReadFile(a.fsys, file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && file == a.path(ours.Path):
		a.add(ours.Path, ours.Content)
	case err != nil:
		return err
	case !bytes.Contains(content, []byte("@prisma/engines")):
		a.step("let pnpm know that Prisma's install scripts need not run, in "+shown, shown, string(ours.Content))
	}
	return nil
}

// compareVersions tells of a package whose major is not the one our files are
// written for. Prisma's is: observePrisma has seen to it.
func (a *adder) compareVersions(name, there, ours string) {
	written := []string{"next-auth", "@auth/prisma-adapter"}
	if major := project.MajorOf(there); slices.Contains(written, name) && major != 0 && major != project.MajorOf(ours) {
		a.step(fmt.Sprintf("package.json asks for %s %s, and the files are written for %s: change the one or the other", name, there, ours), "", "")
	}
}

// scripts adds the scripts that are missing, and sees that the client is generated. Those that are there stay.
func (a *adder) scripts(file, ours *manifest.File) (*manifest.File, error) {
	var err error
	for _, name := range ours.Names("scripts") {
		text := ours.String("scripts", name)
		there := a.pkg.String("scripts", name)
		switch {
		case a.library != nil && (strings.HasPrefix(name, "db:") || name == "postinstall"):
		case there == "":
			if file, err = file.Set(text, "scripts", name); err != nil {
				return nil, err
			}
		case name == "postinstall" && !strings.Contains(there, "prisma generate"):
			a.step("let postinstall in package.json generate the client, too", "package.json", fmt.Sprintf("%q: %q", name, there+" && "+text))
		}
	}
	return file, nil
}

func exists(fsys afero.Fs, path string) bool {
	_, err := fsys.Stat(path)
	return err == nil
}
