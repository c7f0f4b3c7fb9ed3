// Package project finds out what Prisma and Next.js will see in a folder: which
// schema, which .env files, which versions, where the code is.
//
// The first call is [Find]. It reads a handful of known places, each file once,
// and never walks node_modules; [Options.Sources] has the source files read as
// well. The [Project] it gives is all that was seen.
// Nothing is changed and nothing is run. Changing package.json and .env is the
// business of the packages manifest and env.
//
// Where it mirrors a rule of Prisma's CLI, the rule was seen in 6.19.3 and
// 7.10.1 and is checked against them by prisma_test.go.
package project

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/plain"
	"create-app/project/env"
	"create-app/project/gitignore"
	"create-app/project/prismaconfig"
)

// Options are what the user said; the zero value lets the project speak.
type Options struct {
	Schema   string   // --schema: file or folder, from the folder given
	Prisma   int      // --prisma: 6 or 7
	EnvFiles []string // --env-file, from the folder given: read instead of what Prisma would read
	// Sources says that all sources are to be read, for Clients and SecretOptions.
	Sources bool
	// Usages says that Usages is wanted, too: of the project's sources and of the workspace's other packages.
	Usages bool
	// Passwords says that Passwords is wanted, too.
	Passwords bool
	// NextApps says that NextApps and SchemaMembers are wanted, too.
	NextApps bool
	// Also are names of further files, from Root and from WorkspaceRoot, that are to
	// be read for [Project.Read] and [Project.Mode].
	Also []string
	// Program is how the user starts this program, for the commands that are printed.
	Program plain.Program

	alone bool // not to look for a library
}

// Project is what was found. It does not change, and knows no file system: what
// its methods tell was read by [Find]. Paths are absolute and in the system's
// form.
type Project struct {
	Dir           string // where Prisma is to be run: the folder given, or Root if that is where the schema is
	Root          string // the nearest folder with a package.json, else Dir
	WorkspaceRoot string // the root of the monorepo that Root belongs to, or empty

	Package *Package // package.json of Root, nil if there is none
	// Library is the package of the same workspace that has the schema, where Root
	// has none; nil otherwise. Schema, Config and Dir are then as they are there,
	// unless the project's own files name that schema.
	Library *Project
	// SchemaPackage is the package.json that the schema is below, where that is not Package; nil otherwise.
	SchemaPackage *Package
	Schema        Schema
	// SchemaErr says why Schema has no files: a [*NotFoundError], a
	// [*prismaconfig.UnreadableError] or a failed read. Commands that can do
	// without a schema ignore it.
	SchemaErr error
	ZModel    string               // ZenStack's schema, of which it makes Prisma's, where SchemaErr is set; empty where there is none
	Misnamed  string               // what looks like a config and is in no place where Prisma looks for one; empty otherwise
	Config    *prismaconfig.Config // nil if there is none
	Provider  string               // of the datasource; empty if it cannot be read

	Prisma   Version
	NextAuth Version

	PackageManager string // npm, pnpm, yarn or bun
	ManagerFrom    string // what says so; empty when npm is only the default

	NextApps    []string // the folders of apps below Root, or beside a library, where Root is none
	NextLibrary bool     // a package of a workspace that has Next.js, and nothing that it could run
	// nextInWorkspace is what HasNext asks about a package that runs Next.js and lacks it.
	nextInWorkspace bool
	FoldersBelow    []string // the folders right below Root with projects, as shown, where there is no package.json here
	// SchemaMembers are the packages of the workspace with schemas that the project could have its database from, where
	// Options.NextApps asks for them.
	SchemaMembers []SchemaMember
	SrcDir        bool   // the code is in src/
	Router        string // app, pages, or empty; app where both are
	BothRouters   bool
	ClientModule  string // the file that creates the PrismaClient, or empty

	Program plain.Program // of Options

	Record Record       // of an earlier run of create-app; empty where there is none
	SignIn []SignInFile // the files that set NextAuth up
	// SignInApps are the apps of the workspace that set NextAuth up, where the project is its root, the package with the schema
	// or one that an app takes NextAuth from, and sets none up itself as far as it shows.
	SignInApps []*Project
	// Aliases are the names for modules that tsconfig.json, or jsconfig.json, gives with what it extends.
	Aliases []Alias

	Commands []Command // what the scripts of package.json run
	// ForSchema are the commands of the workspace's root that name a schema below Root.
	ForSchema []Command

	// Where Options.Sources asks for them:
	Clients       []Client // the files that make a PrismaClient
	ClientImports []ClientImport
	Schemas       []string // .prisma files in the folders of sources
	Strays        []string // those of them that have a datasource, where SchemaErr is set
	RunElsewhere  bool     // one of them has a config of Prisma's in a folder below Root, where Prisma is run then
	// HandlesPolicy says that a source names Keycloak's not-before-policy.
	HandlesPolicy bool
	Runs          []Command // of Prisma, in Dockerfiles, workflows and the like
	MayGenerate   bool      // what a script runs, or another file that says what is run, names the command that makes the client
	SecretOptions []SecretOption
	NamesNextAuth bool // a source says next-auth
	// AdapterLeft says that a source that says next-auth imports Prisma's adapter, and none that does so uses it.
	AdapterLeft bool
	AuthPaths   []string // where the sources that say next-auth have it, by basePath; empty for what cannot be read
	// Rival says what signs people in where NextAuth is left over, as in "has better-auth, and …"; empty where it is not.
	Rival        string
	Passwords    string   // the first file that compares a password with its hash, gets one at a route of sign-in, has a service sign people in, or goes by a session that another server makes, and has nothing to do with NextAuth; empty where there is none
	SessionTypes []string // files that declare the types of NextAuth's session
	Usages       []Usage
	// OtherSchemas says that packages of the workspace have schemas, where the project has none and depends on none of them.
	OtherSchemas bool
	// ClientName is the module that other packages of the workspace import the shared client from; empty where package.json shows none.
	ClientName string
	// StrayMigrations is a folder of migrations that Prisma does not find; empty where there is none.
	StrayMigrations   string
	Edge              *Edge         // nil where the middleware takes in no client
	UndeclaredAdapter *ModuleImport // of Prisma's adapter for NextAuth, which no package.json, lockfile or node_modules has; nil where there is none
	// UndeclaredPackages are imports of well-known packages by what sets NextAuth up and by what makes a client, one for each, which
	// no package.json, lockfile or node_modules has.
	UndeclaredPackages []ModuleImport
	Undeclared         string // prisma or @prisma/client, where package.json has only the other and nothing else brings this one
	Unreached          *Unrun // the route of NextAuth that no request comes to; nil where there is another, or none
	Unrun              *Unrun // nil where the middleware is run, or there is none

	cwd           string   // what Find was given
	envFiles      []string // of Options, absolute
	locks         *lockfiles
	disk          *disk
	modules       *modules
	signInFrom    []string        // the files of other packages of the workspace that signing in leads to, absolute
	rootPackage   *Package        // of the workspace, where that is not the project
	repository    string          // the root of the git repository, or Root
	ignored       gitignore.Rules // by their folders in it
	bringers      [][]byte        // texts of the files by which other tools set variables
	compose       []composeFile
	nextConfig    []byte
	imageInstalls []ImageInstall
	output        string // of a client whose generator names no place

	overlooksTypes bool // the config of Next.js says that next build is not to stop at types, or whose they are
}

// Find looks at the project that dir (absolute) is in. An error means that the
// disk could not be read; that there is no project, no schema or no
// package.json is part of the answer.
func Find(fsys afero.Fs, dir string, o Options) (*Project, error) {
	dir = filepath.Clean(dir)
	p := &Project{Dir: dir, Program: o.Program, cwd: dir, disk: newDisk(fsys)}
	var err error
	if p.Root, p.Package, err = p.disk.findPackage(dir); err != nil {
		return nil, err
	}
	p.Root = cmp.Or(p.Root, dir)
	p.WorkspaceRoot = p.disk.findWorkspaceRoot(p.Root)
	p.rootPackage = p.readRootPackage()
	p.modules = newModules(p.disk, p.WorkspaceRoot)
	p.locks = p.disk.findLockfiles(p.Root, p.WorkspaceRoot)
	p.PackageManager, p.ManagerFrom = p.packageManager()
	p.modules.hoisted = p.PackageManager != "pnpm"
	p.Prisma = p.Version("prisma", "@prisma/client")
	if client := p.Version("@prisma/client"); p.Prisma.Major >= 8 && client.Major != 0 && client.Major < 8 {
		p.Prisma = client // npm's latest may be 8 in a project that is on another major
	}
	if o.Prisma != 0 {
		p.Prisma = Version{Major: o.Prisma, From: "--prisma"}
	}
	p.Commands = p.readScripts()
	p.findSchema(o)
	p.findBelow()
	p.SchemaPackage = p.findSchemaPackage()
	if err := p.findLibrary(fsys, o); err != nil {
		return nil, err
	}
	p.Commands = append(p.Commands, p.libraryScripts()...)
	p.readDatasource()
	p.NextAuth = p.nextAuth()
	if p.Misnamed == "" {
		p.Misnamed = p.findMisnamed()
	}
	p.findLayout()
	p.Aliases = p.modules.aliases(p.Root).paths
	p.findSignIn()
	p.Unreached = p.findUnreached()
	if err := p.findImportedLibrary(fsys, o); err != nil {
		return nil, err
	}
	if err := p.findSignInApps(fsys, o); err != nil {
		return nil, err
	}
	if p.Package != nil && p.Package.Range("next-auth") == "" {
		p.NextAuth = p.nextAuthElsewhere()
	}
	if p.Package != nil {
		p.Record = readRecord(p.Package.Text)
	}
	if o.Sources {
		p.Runs = p.readRuns()
		p.readMayGenerate()
		p.imageInstalls = p.readImages()
		if err := p.readSources(o.Usages, o.Passwords); err != nil {
			return nil, fmt.Errorf("list the source files: %w", err)
		}
		p.Edge, p.Unrun = p.findEdge(), p.findUnrun()
	}
	for _, f := range o.EnvFiles {
		p.envFiles = append(p.envFiles, p.fromUser(f))
	}
	p.look(o)
	p.disk.seal()
	if err := p.disk.failed; err != nil {
		return nil, fmt.Errorf("read the project: %w", err)
	}
	return p, nil
}

// look reads what is asked for later, when the disk is not to be read any more.
func (p *Project) look(o Options) {
	p.nextInWorkspace = p.findNextInWorkspace()
	if o.NextApps {
		p.NextLibrary = p.WorkspaceRoot != "" && p.Package != nil && p.disk.isNextLibrary(p.Package)
		p.NextApps, p.SchemaMembers = p.findNextApps(), p.findSchemaMembers()
	}
	_, _ = p.Environment(env.Vars{}) // its error is for those who ask for it
	commands := slices.Concat(p.Commands, p.ForSchema)
	if p.Library != nil {
		commands = append(commands, p.Library.Commands...)
	}
	for _, c := range commands {
		for _, path := range c.EnvFiles {
			if p.disk.isFile(path) {
				_, _ = p.disk.readFile(path) // as above
			}
		}
	}
	p.Version("prisma", "@prisma/client")
	p.Version("next-auth")
	p.OtherGeneration()
	p.output = p.defaultOutput()
	p.findIgnored()
	p.ZModel = p.findZModel()
	p.readBringers()
	p.readCompose()
	p.readNextConfig()
	p.disk.stat(filepath.Join(p.Dir, "prisma"))
	for _, dir := range []string{p.Root, p.Dir, filepath.Join(p.Dir, "prisma"), filepath.Join(p.Root, "prisma"), filepath.Dir(p.Schema.Path), p.WorkspaceRoot} {
		if dir == "" {
			continue
		}
		for _, name := range EnvFiles() {
			if path := filepath.Join(dir, name); p.disk.isFile(path) {
				_, _ = p.disk.readFile(path) // as above
			}
		}
	}
	for _, path := range p.EnvCopies() {
		_, _ = p.disk.readFile(path) // as above
	}
	p.disk.stat(filepath.Join(p.WorkspaceRoot, "nx.json"))
	for _, dir := range []string{p.Root, p.Dir, p.WorkspaceRoot} {
		for _, name := range EnvExamples() {
			if path := filepath.Join(dir, name); dir != "" && p.disk.hasFile(path) {
				_, _ = p.disk.readFile(path) // as above
			}
		}
	}
	if dir := p.MigrationsDir(); dir != "" {
		p.disk.stat(dir)
		_, _ = p.disk.readFile(filepath.Join(dir, "migration_lock.toml"))
	}
	for _, root := range []string{p.Root, p.WorkspaceRoot} {
		for _, name := range o.Also {
			if path := filepath.Join(root, filepath.FromSlash(name)); root != "" && p.disk.isFile(path) {
				_, _ = p.disk.readFile(path) // as above
			}
		}
	}
	p.StrayMigrations = p.findStrayMigrations()
	if !o.Sources {
		return
	}
	p.ClientName = p.findClientName()
	p.Undeclared = p.findUndeclared()
	p.UndeclaredAdapter = p.undeclared(p.UndeclaredAdapter)
	p.UndeclaredPackages = p.undeclaredPackages(p.UndeclaredPackages)
	_, _ = p.disk.readFile(filepath.Join(p.output, "schema.prisma"))
	for _, g := range p.Generators() {
		dir := cmp.Or(g.Output, p.output)
		if _, err := p.disk.readFile(filepath.Join(dir, "internal", "class.ts")); err != nil {
			_, _ = p.disk.readFile(filepath.Join(dir, "schema.prisma"))
		}
	}
	if p.Package != nil {
		for _, list := range []map[string]string{p.Package.Dependencies, p.Package.DevDependencies} {
			for name := range list {
				if name == "next" || strings.HasPrefix(name, "@prisma/") {
					p.Version(name)
				}
			}
		}
	}
}

// Abs is the path that Rel shows so.
func (p *Project) Abs(shown string) string { return p.fromUser(shown) }

// fromUser makes a path that was typed absolute.
func (p *Project) fromUser(path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(p.cwd, path)
}

// Rel is a path as it is shown: from the folder that Find was given, with
// slashes.
func (p *Project) Rel(path string) string {
	rel, err := filepath.Rel(p.cwd, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

// nextAuth finds the version of NextAuth, or guesses from the variables that
// the root's .env sets: 4 and 5 read different ones. A file that sets both says
// nothing.
func (p *Project) nextAuth() Version {
	v := p.Version("next-auth")
	if v.Major != 0 || p.Package == nil || p.Package.Range("next-auth") == "" {
		return v
	}
	for _, name := range []string{".env", ".env.local"} {
		text, err := p.disk.readFile(filepath.Join(p.Root, name))
		if err != nil {
			continue
		}
		f := env.Parse(text)
		_, four := f.Lookup("NEXTAUTH_SECRET")
		_, five := f.Lookup("AUTH_SECRET")
		switch {
		case four && !five:
			return Version{Major: 4, From: "NEXTAUTH_SECRET in " + name}
		case five && !four:
			return Version{Major: 5, From: "AUTH_SECRET in " + name}
		}
	}
	return v
}

// nextAuthElsewhere is the NextAuth of another package of the workspace, where signing in
// is set up.
func (p *Project) nextAuthElsewhere() Version {
	for _, f := range p.SignIn {
		if !f.Elsewhere() {
			continue
		}
		home := p.modules.packageOf(filepath.Dir(p.Path(f.Path)))
		if home == nil || home.Range("next-auth") == "" {
			continue
		}
		listed := p.inCatalog("next-auth", home.Range("next-auth"))
		if major := MajorOf(listed); major != 0 {
			return Version{major, listed, false, p.Rel(home.Path)}
		}
	}
	return Version{}
}

// NextAuthMajor is 4 or 5, by what is installed or asked for: the tag "beta",
// and Auth.js without NextAuth, are 5. Where nothing says, it is an earlier
// answer, or 0 if there is none.
func (p *Project) NextAuthMajor(answer int) int {
	asked, core := "", ""
	if p.Package != nil {
		asked, core = p.Package.Range("next-auth"), p.Package.Range("@auth/core")
	}
	switch {
	case p.NextAuth.Major >= 5, asked == "beta", asked == "" && core != "":
		return 5
	case asked != "", p.NextAuth.Major != 0:
		return 4
	}
	return answer
}
