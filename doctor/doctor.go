// Package doctor examines a project for what a tired developer does not see:
// files that Prisma and Next.js read otherwise than one thinks, versions that
// do not go together, secrets that lie open, a schema that the adapter cannot
// work with.
//
// The first call is [Examine], which gives a [Report]; nothing is changed.
// [Cure] gives the edits that cure what needs no decision. No finding ever holds
// the value of a variable.
//
// Each mistake is one finding: a rule is silent where an earlier one has
// already reported the cause.
package doctor

import (
	"path/filepath"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/env"
	"create-app/psl/syntax"
)

// Group is where a finding is shown.
type Group string

// The groups, in the order of a report.
const (
	Environment Group = "environment"
	Schema      Group = "schema"
	Client      Group = "client"
	Auth        Group = "sign-in"
	Versions    Group = "versions"
)

// Groups lists all groups in the order of a report.
func Groups() []Group { return []Group{Environment, Schema, Client, Auth, Versions} }

// Finding is one thing that is wrong.
type Finding struct {
	ID      string `json:"id"` // stable; listed in docs/doctor.md
	Group   Group  `json:"group"`
	File    string `json:"file,omitempty"` // as shown; empty for what is nowhere
	Line    int    `json:"line,omitempty"` // from 1; 0 for a whole file
	Message string `json:"message"`        // what is wrong
	Why     string `json:"why"`            // what comes of it
	Cure    string `json:"cure"`           // the command or the line that cures it
	Fixable bool   `json:"fixable"`        // --fix does it
	Note    bool   `json:"note"`           // it works as it is, and could be better
	// Places are all of them where one cause has several, and what is wrong at each.
	Places []Place `json:"places,omitempty"`

	Fix *Fix `json:"-"`
}

// Place is one of several places of a finding.
type Place struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

// World is what the doctor sees besides the files.
type World struct {
	Inherited env.Vars // the environment of the process
	// Git answers for the repository; nil where there is none or no git.
	Git Git
	// Modes says that permissions mean something on this system.
	Modes bool
	// Closed reports whether a folder, by its absolute path, or one above it lets nobody else in; nil means that it is not
	// known.
	Closed func(dir string) bool
	// NewSecret makes a secret for a project that has none.
	NewSecret func() (string, error)
	// MayChange reports whether a file of the project, by its absolute path, may
	// be changed; nil means that all may.
	MayChange func(path string) bool
}

// Git is the little that the doctor asks a repository, once, and while it
// reads the project. Paths are absolute.
type Git interface {
	// Files lists the files at or below the paths: those that are tracked, and
	// those that are not and that git add -A would take.
	Files(paths []string) (tracked, untracked []string, err error)
}

// Report is everything that was found.
type Report struct {
	Notices  []string  `json:"notices"` // which schema and which .env were used
	Findings []Finding `json:"findings"`
}

// Problems counts the findings that are more than a note.
func (r *Report) Problems() int {
	problems := 0
	for _, f := range r.Findings {
		if !f.Note {
			problems++
		}
	}
	return problems
}

// Examine looks at a project whose sources have been read. An error means that something could not be read.
func Examine(p *project.Project, w World) (*Report, error) {
	e, err := p.Environment(w.Inherited)
	if err != nil {
		return nil, err
	}
	x := &examination{project: p, world: w, environment: e, wants: nextauth.WantsOf(p), copied: map[string]string{}}
	x.askGit()
	x.findClients()
	x.readSchema()
	rules := []func(){
		x.checkSchemaPlace, x.checkConflict, x.checkURL, x.checkNeeds, x.checkStray, x.checkReaders, x.checkSecret, x.checkFiles,
		x.checkSchema, x.checkGenerated, x.checkMigrationsPlace, x.checkMigrationLock,
		x.checkClients, x.checkClientModule, x.checkClientImports, x.checkNeverGenerated, x.checkImages, x.checkSignIn, x.checkEdge, x.checkUnreached, x.checkUnrun, x.checkAuthModels,
		x.checkPackage, x.checkVersions, x.checkGenerators, x.checkDriver, x.checkAdapter, x.checkConnections, x.checkUnpinned, x.checkUndeclared, x.checkUndeclaredAdapter, x.checkUndeclaredPackages,
	}
	if x.checkGeneration() {
		rules = nil
	}
	for _, rule := range rules {
		rule()
	}
	order := Groups()
	slices.SortStableFunc(x.report.Findings, func(a, b Finding) int {
		return slices.Index(order, a.Group) - slices.Index(order, b.Group)
	})
	x.report.Notices = p.Notices(e)
	if err := x.git.failure(); err != nil {
		x.report.Notices = append(x.report.Notices, "git: "+err.Error()+"; what it tracks is not known")
	}
	return &x.report, nil
}

// examination is one run: what was read, and what was found so far.
type examination struct {
	project     *project.Project
	world       World
	environment *project.Environment
	clients     []project.Client // what makes a PrismaClient in the app
	files       []*syntax.File   // of the schema
	broken      bool             // the schema has errors
	otherMajor  bool             // the schema is not for the major of Prisma's command, but for the client's
	git         *repository
	unloaded    *env.File         // what Prisma does not load and the database's URL is in, which is said
	wants       nextauth.Wants    // what the project asks of its schema
	copied      map[string]string // the examples of the .env files that a cure copies, by these
	report      Report
}

func (x *examination) add(f Finding) {
	if f.Fix != nil && !x.mayCarryOut(f.Fix) {
		f.Fix = nil
	}
	f.Fixable = f.Fix != nil
	x.report.Findings = append(x.report.Findings, f)
}

// addPlaced adds a finding of one cause that stands at the first of its places, of which there is one at least; a single
// one is not listed.
func (x *examination) addPlaced(f Finding) {
	f.File, f.Line = f.Places[0].File, f.Places[0].Line
	if len(f.Places) == 1 {
		f.Places = nil
	}
	x.add(f)
}

func (x *examination) found(id string) bool {
	return slices.ContainsFunc(x.report.Findings, func(f Finding) bool { return f.ID == id })
}

// foundIn reports whether a finding has been made in a file, by its absolute path.
func (x *examination) foundIn(id, path string) bool {
	shown := x.project.Rel(path)
	return slices.ContainsFunc(x.report.Findings, func(f Finding) bool {
		return f.ID == id && (f.File == shown || slices.ContainsFunc(f.Places, func(p Place) bool { return p.File == shown }))
	})
}

// asks returns the version range of a dependency, or "".
func (x *examination) asks(name string) string {
	if x.project.Package == nil {
		return ""
	}
	return x.project.Package.Range(name)
}

// uses reports whether the project asks for a package, or a package of its workspace that it depends on and that sets NextAuth
// up for it does.
func (x *examination) uses(name string) bool {
	if x.asks(name) != "" {
		return true
	}
	for _, member := range x.project.DependedOn() {
		dir := filepath.Dir(member.Path)
		if member.Range(name) != "" && slices.ContainsFunc(x.project.SignIn, func(f project.SignInFile) bool {
			return f.Elsewhere() && f.Reached && strings.HasPrefix(x.project.Path(f.Path), dir+string(filepath.Separator))
		}) {
			return true
		}
	}
	return false
}

// run is the command that runs a program of the project.
func (x *examination) run(command string) string {
	return project.Manager(x.project.PackageManager).Exec(command)
}

// install is the command that installs packages.
func (x *examination) install(packages ...string) string {
	return project.Manager(x.project.PackageManager).Add(packages...)
}

// lineOf is the line of the first occurrence of a text, 0 if there is none.
func lineOf(text []byte, find string) int {
	before, _, found := strings.Cut(string(text), find)
	if !found {
		return 0
	}
	return 1 + strings.Count(before, "\n")
}
