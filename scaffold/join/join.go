package join

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/afero"

	"create-app/project"
	"create-app/project/manifest"
	"create-app/project/prismaconfig"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Plan is what adding Prisma and NextAuth to a project changes, and what is left
// to the user.
type Plan struct {
	*change.Plan
	Name    string           // npm package name
	Options scaffold.Options // as they were given, completed by what the project shows
	Steps   []scaffold.Step

	push string // the command that brings the schema to the database; empty where that is another package's business
}

// NextSteps are the commands that come next, for a shell in the folder where
// the plan was made from.
func (a *Plan) NextSteps(installed bool) []string {
	steps := scaffold.NextSteps(a.Plan, a.Options, installed)
	if at := slices.Index(steps, project.Manager(a.Options.PackageManager).Run("db:push")); at >= 0 {
		steps[at] = a.push
	}
	return slices.DeleteFunc(steps, func(step string) bool { return step == "" })
}

// IsProject reports whether the typed folder holds a package.json: a new
// project does not go there, but one can be added to.
func IsProject(fsys afero.Fs, cwd, typed string) bool {
	info, err := fsys.Stat(filepath.Join(scaffold.Target(cwd, typed), "package.json"))
	return typed != "" && err == nil && info.Mode().IsRegular()
}

// HasSchema reports whether the project in o.Dir has a Prisma schema, itself or
// in a package of its workspace, which says what its database is.
func HasSchema(fsys afero.Fs, cwd string, o scaffold.Options) bool {
	a, err := newAdder(fsys, cwd, o, func(string) bool { return false }, "")
	return err == nil && len(a.database().Schema.Files) > 0
}

// Observe completes options that were not given by what an existing project
// shows: its package manager, where its code is, its import alias, its database.
func Observe(fsys afero.Fs, cwd string, o scaffold.Options, given func(option string) bool) (scaffold.Options, error) {
	a, err := newAdder(fsys, cwd, o, given, "")
	if err != nil {
		return o, err
	}
	return a.options, nil
}

// NewPlan decides what adding Prisma, and NextAuth if it is asked for, to the
// Next.js project in o.Dir changes. Files that are there stay, unless
// o.OnConflict is given and says otherwise; what belongs into them is a step.
// What was added before is not added again.
func NewPlan(fsys afero.Fs, cwd string, o scaffold.Options, given func(option string) bool, version string) (*Plan, error) {
	a, err := newAdder(fsys, cwd, o, given, version)
	if err != nil {
		return nil, err
	}
	if err := a.options.Validate(); err != nil {
		return nil, err
	}
	if err := a.render(); err != nil {
		return nil, err
	}
	for _, step := range []func() error{a.manifest, a.builds, a.sources, a.schema, a.compose, a.ignore, a.environment, a.alias} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	plan, err := change.NewPlan(fsys, a.found.Root, a.edits)
	if err != nil {
		return nil, err
	}
	if err := a.resolve(plan); err != nil {
		return nil, err
	}
	plan.Changes = slices.DeleteFunc(plan.Changes, func(c change.Change) bool { return c.Kind == change.Keep })
	if len(a.found.Schema.Files) == 0 {
		if err := scaffold.CheckSchemas(plan, a.app.Prisma); err != nil {
			return nil, err
		}
	}
	return &Plan{Plan: plan, Name: a.found.Package.Name, Options: a.options, Steps: a.steps, push: a.pushCommand()}, nil
}

// rendered are the files of a new project by path.
type rendered map[string]templates.File

// adder gathers what is added.
type adder struct {
	fsys    afero.Fs
	options scaffold.Options
	given   func(string) bool
	version string

	found   *project.Project
	library *project.Project // of the same workspace, with the schema and the client; nil where there is none
	pkg     *manifest.File
	record  project.Record       // of an earlier run
	setUp   []project.SignInFile // where NextAuth is set up in files of the project's own
	app     templates.App
	files   rendered
	edits   []change.Edit
	ours    map[string]bool // edits that must not replace what is there
	steps   []scaffold.Step
}

func newAdder(fsys afero.Fs, cwd string, o scaffold.Options, given func(string) bool, version string) (*adder, error) {
	root, err := change.Resolve(fsys, scaffold.Target(cwd, o.Dir), o.Dir)
	if err != nil {
		return nil, err
	}
	found, err := project.Find(fsys, root, project.Options{Sources: true})
	if err != nil {
		return nil, err
	}
	a := &adder{fsys: fsys, options: o, given: given, version: version, found: found, ours: map[string]bool{}}
	if err := a.check(); err != nil {
		return nil, err
	}
	a.pkg, err = manifest.Parse(found.Package.Text)
	if err != nil {
		return nil, &change.Error{Message: "package.json: " + err.Error(), Advice: "correct it, then run again; nothing was written", Cause: err}
	}
	var missing *project.NotFoundError
	if found.SchemaErr != nil && (!errors.As(found.SchemaErr, &missing) || missing.Path != "") {
		return nil, schemaError(found.SchemaErr) // there may be a schema, which a second one would not become
	}
	if err := a.findLibrary(); err != nil {
		return nil, err
	}
	return a, a.observe()
}

// schemaError is about a schema that cannot be found; here, no flag names it.
func schemaError(err error) error {
	var computed *prismaconfig.UnreadableError
	if !errors.As(err, &computed) {
		return err
	}
	return &change.Error{
		Message: fmt.Sprintf("%s:%d: where the schema is cannot be read without running the file (it is given as %s)", computed.File, computed.Line, computed.What),
		Advice:  "write its path there as a text, or see \"create-app auth --schema\"; nothing was written",
		Cause:   err,
	}
}

// check refuses what is no Next.js project.
func (a *adder) check() error {
	p := a.found.Package
	switch {
	case p == nil:
		return errors.New("there is no package.json")
	case p.Err != nil:
		return &change.Error{Message: "package.json: " + p.Err.Error(), Advice: "correct it, then run again; nothing was written", Cause: p.Err}
	case p.Range("next") != "":
		return nil
	}
	advice := "for a new project, name a folder that does not exist yet"
	if apps := a.nextApps(); len(apps) > 0 {
		advice = "the workspace has Next.js in " + strings.Join(apps, ", ") + "; add to one of these, as in \"create-app " + apps[0] + "\""
	}
	return &change.Error{Message: fmt.Sprintf("%s has a package.json without next: it is no Next.js project", change.Quote(a.options.Dir)), Advice: advice}
}

// nextApps lists the folders of a monorepo, two levels down, that use Next.js.
func (a *adder) nextApps() []string {
	var apps []string
	for _, pattern := range []string{"*", "*/*"} {
		matches, _ := afero.Glob(a.fsys, filepath.Join(a.found.Root, filepath.FromSlash(pattern), "package.json"))
		for _, match := range matches {
			content, err := change.ReadFile(a.fsys, match)
			if err != nil || strings.Contains(match, "node_modules") {
				continue
			}
			p, err := manifest.Parse(content)
			below, relErr := filepath.Rel(a.found.Root, filepath.Dir(match))
			if err == nil && relErr == nil && (p.Has("dependencies", "next") || p.Has("devDependencies", "next")) {
				apps = append(apps, filepath.ToSlash(below))
			}
		}
	}
	return apps
}

// observe takes from the project what nobody said.
func (a *adder) observe() error {
	o := &a.options
	set := func(option string, field *string, value string) {
		if value != "" && !a.given(option) {
			*field = value
		}
	}
	a.record = scaffold.Recorded(a.found.Record)
	if a.record.Ours() {
		set("db", &o.Database, a.record.DB)
		set("auth", &o.Auth, a.record.Auth)
		if !a.given("providers") {
			o.Providers = a.record.Providers
		}
	}
	if a.record.Ours() {
		set("package-manager", &o.PackageManager, a.record.PackageManager)
	}
	if a.found.ManagerFrom != "" {
		set("package-manager", &o.PackageManager, a.found.PackageManager)
	}
	if err := a.observeSrcDir(); err != nil {
		return err
	}
	if !a.given("import-alias") {
		o.ImportAlias = cmp.Or(a.importAlias(), o.ImportAlias)
	}
	if !a.given("on-conflict") {
		o.OnConflict = scaffold.ConflictSkip
	}
	if err := a.observeNextAuth(); err != nil {
		return err
	}
	a.observeAuth()
	a.observeSignIn()
	if err := a.observePrisma(); err != nil {
		return err
	}
	if err := a.observeRouter(); err != nil {
		return err
	}
	return a.observeDatabase()
}

// observeSrcDir goes by where the code is: of app and src/app, Next.js overlooks the latter.
func (a *adder) observeSrcDir() error {
	if a.found.Router == "" && a.given("src-dir") {
		return nil
	}
	if a.given("src-dir") && a.options.SrcDir != a.found.SrcDir {
		place, wanted := "outside of src/", "--src-dir"
		if a.found.SrcDir {
			place, wanted = "below src/", "--src-dir=false"
		}
		return &scaffold.OptionError{
			Option:  "src-dir",
			Message: "the project's code is " + place,
			Advice:  "leave out " + wanted + ", or move the code first",
		}
	}
	a.options.SrcDir = a.found.SrcDir
	return nil
}

// observeRouter goes by the folders that are there. Where both are, it is as
// an earlier run had it, and else the app router: its route is the one that
// NextAuth advises wherever there is an app folder.
func (a *adder) observeRouter() error {
	there, wanted := a.found.RouterOr(a.record.Router), a.options.Router
	switch {
	case there == "":
	case !a.given("router"):
		a.options.Router = there
	case wanted != there && !a.found.BothRouters && slices.Contains(scaffold.Choices("router"), wanted):
		return &scaffold.OptionError{
			Option:  "router",
			Message: fmt.Sprintf("the project has the %s router", there),
			Advice:  fmt.Sprintf("leave out --router, or make the folder %s first", a.source(wanted)),
		}
	}
	return nil
}

// observeNextAuth goes by the NextAuth that is there, too.
func (a *adder) observeNextAuth() error {
	answer := 0
	if a.record.Ours() {
		answer = a.record.NextAuth
	}
	major := a.found.NextAuthMajor(answer)
	if major == 0 {
		return nil
	}
	is := strconv.Itoa(major)
	if a.given("next-auth") && a.options.NextAuth != is && slices.Contains(scaffold.Choices("next-auth"), a.options.NextAuth) {
		return &scaffold.OptionError{
			Option:  "next-auth",
			Message: fmt.Sprintf("the project is on NextAuth %d (%s), and files for %s would not run with it", major, cmp.Or(a.found.NextAuth.From, "package.json"), a.options.NextAuth),
			Advice:  fmt.Sprintf("leave out --next-auth; to move, take next-auth to %s first, by its migration guide", a.options.NextAuth),
		}
	}
	a.options.NextAuth = is
	return nil
}

// observePrisma goes by the Prisma that is there: files of another major would not run with it.
func (a *adder) observePrisma() error {
	has := a.database().Prisma
	if a.library != nil {
		has.From += ", for " + a.libraryName()
	}
	major := min(max(has.Major, 6), 7) // what is written for 6, 5 takes as well
	switch {
	case has.Major > 7:
		return &change.Error{
			Message: fmt.Sprintf("the project is on Prisma %d (%s), and create-app writes for 6 and 7", has.Major, has.From),
			Advice:  "nothing was written",
		}
	case has.Major == 0 && (!a.record.Ours() || a.record.Prisma == 0):
		return nil
	case has.Major == 0:
		major = a.record.Prisma
	}
	is := strconv.Itoa(major)
	if a.given("prisma") && a.options.Prisma != is && slices.Contains(scaffold.Choices("prisma"), a.options.Prisma) {
		return &scaffold.OptionError{
			Option:  "prisma",
			Message: fmt.Sprintf("the project is on Prisma %d (%s), and files for %s would not run with it", cmp.Or(has.Major, major), cmp.Or(has.From, "package.json"), a.options.Prisma),
			Advice:  fmt.Sprintf("leave out --prisma; to move, take prisma and @prisma/client to %s first, by Prisma's upgrade guide", a.options.Prisma),
		}
	}
	a.options.Prisma = is
	return nil
}

// observeDatabase goes by the schema that is there. Another database needs a
// move, not an addition.
func (a *adder) observeDatabase() error {
	home := a.database()
	if len(home.Schema.Files) == 0 {
		if id := databaseOfURL(a.urls(), a.options.PrismaMajor()); id != "" && !a.given("db") && !a.record.Ours() {
			a.options.Database = id
		}
		return nil
	}
	id := a.record.DB
	if id == "" {
		id = templates.DatabaseOfDrivers(a.pkg.Names("dependencies"))
	}
	db, known := templates.DatabaseOf(id, home.Provider, false)
	if _, moves := db.Schema(); !known || !moves {
		return &change.Error{Message: fmt.Sprintf("the schema is for %q, which cannot be added to", home.Provider), Advice: "nothing was written"}
	}
	if wanted, found := templates.FindDatabase(a.options.Database); a.given("db") && found && wanted.ID != db.ID {
		return &scaffold.OptionError{
			Option:  "db",
			Message: fmt.Sprintf("the project is on %s", db.Name),
			Advice:  fmt.Sprintf("leave out --db; to move, run \"create-app db %s\" first", wanted.ID),
		}
	}
	a.options.Database = db.ID
	return nil
}

// render makes the files of a new project with these options.
func (a *adder) render() error {
	o := a.options
	secret, err := scaffold.NewSecret()
	if err != nil {
		return err
	}
	name := a.found.Package.Name
	if scaffold.ValidateName(name) != nil {
		name = scaffold.SuggestName(name)
	}
	client, err := a.clientModule()
	if err != nil {
		return err
	}
	a.app = templates.App{
		Name: name, Database: o.Database, Auth: o.Auth == "nextauth", Providers: o.Providers, Router: o.Router,
		NextAuth: o.NextAuthMajor(), Prisma: o.PrismaMajor(), Client: client, SrcDir: o.SrcDir,
		ImportAlias: o.ImportAlias, PackageManager: o.PackageManager, Secret: secret, Version: a.version,
		Existing: !a.record.Ours() || a.record.Added, OwnAuth: len(a.setUp) > 0, NoServer: !a.startsDatabase(),
	}
	files, err := templates.Render(a.app)
	if err != nil {
		return err
	}
	a.files = make(rendered, len(files))
	for _, f := range files {
		a.files[f.Path] = f
	}
	return nil
}

func (a *adder) step(title, file, text string) {
	a.steps = append(a.steps, scaffold.Step{Title: title, File: file, Text: text})
}

// source is a path below the folder of the code.
func (a *adder) source(path string) string {
	if a.options.SrcDir {
		return "src/" + path
	}
	return path
}

func (a *adder) path(name string) string {
	return filepath.Join(a.found.Root, filepath.FromSlash(name))
}

func (a *adder) exists(names ...string) string {
	for _, name := range names {
		if exists(a.fsys, a.path(name)) {
			return name
		}
	}
	return ""
}

// merged is an edit of a file that keeps what is in it.
func (a *adder) merged(path string, content []byte) {
	a.edits = append(a.edits, change.Edit{Path: path, Content: content})
}

// add is an edit that makes a file and must not replace another.
func (a *adder) add(path string, content []byte) {
	a.ours[path] = true
	a.edits = append(a.edits, change.Edit{Path: path, Content: content})
}

// resolve decides about the files that are in the way of ours.
func (a *adder) resolve(plan *change.Plan) error {
	var taken []string
	for i, c := range plan.Changes {
		if c.Kind != change.Modify || !a.ours[c.Path] {
			continue
		}
		switch {
		case scaffold.SameText(c.Before, c.After):
			plan.Changes[i].Kind = change.Keep
		case a.options.OnConflict == scaffold.ConflictAbort:
			taken = append(taken, c.Path)
		case a.options.OnConflict == scaffold.ConflictSkip:
			a.step(fmt.Sprintf("%s is there already and stays; what create-app would write is below, to merge by hand (or see --on-conflict overwrite)", c.Path), c.Path, string(c.After))
			plan.Changes[i].Kind = change.Keep
		}
	}
	if len(taken) > 0 {
		return &change.Error{
			Message: "already there: " + strings.Join(taken, ", ") + "; nothing was written",
			Advice:  "move them away, or see --on-conflict",
			Cause:   scaffold.ErrNotEmpty,
		}
	}
	return nil
}
