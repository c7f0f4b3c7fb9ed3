package project

import (
	"cmp"
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

// findLibrary looks, where a project has no schema, for the package of its
// workspace that it has its database from: one that it depends on, itself or
// through others, and that has Prisma and a schema. From the root of a
// workspace it is the one package that has.
func (p *Project) findLibrary(fsys afero.Fs, o Options) error {
	if p.isOfMember() && !o.alone {
		library, err := Find(fsys, filepath.Dir(p.SchemaPackage.Path), Options{Program: o.Program, Sources: o.Sources, alone: true})
		if err == nil && library.Schema.Path == p.Schema.Path {
			p.Library = library
		}
		return err
	}
	if p.leavesPrismaToMember() && !o.alone {
		library, err := Find(fsys, filepath.Dir(p.SchemaPackage.Path), Options{Program: o.Program, Sources: o.Sources, alone: true})
		if err == nil && library.Schema.Path == p.Schema.Path {
			p.modules.workspace = p.Root
			p.useLibrary(library, o)
		}
		return err
	}
	var none *NotFoundError
	if !errors.As(p.SchemaErr, &none) || none.Path != "" || o.alone || p.Package == nil {
		return nil
	}
	var candidates []string
	switch {
	case p.WorkspaceRoot != "":
		candidates = p.dependedOn()
	case len(p.disk.workspacePatterns(p.Root)) > 0:
		p.modules.workspace = p.Root
		for _, member := range p.modules.workspaceMembers() {
			candidates = append(candidates, filepath.Dir(member.Path))
		}
	}
	found, err := p.libraries(fsys, candidates, o)
	if len(found) == 0 && err == nil && p.WorkspaceRoot != "" && p.Package.AsksForPrisma() {
		found, err = p.schemaOfWorkspace(fsys, o)
	}
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
	case 1:
		p.useLibrary(found[0], o)
	default:
		for _, library := range found {
			none.Members = append(none.Members, p.Rel(library.Root))
		}
		none.Program = o.Program
	}
	return nil
}

// libraries are those of the folders that have Prisma, which the root of the workspace may have for all, and a schema; for a
// package of a workspace, the first alone.
func (p *Project) libraries(fsys afero.Fs, candidates []string, o Options) (found []*Project, _ error) {
	forAll := p.RootPackage().AsksForPrisma()
	for _, dir := range candidates {
		if member := p.modules.packageOf(dir); member == nil || !forAll && !member.AsksForPrisma() {
			continue
		}
		library, err := Find(fsys, dir, Options{Program: o.Program, Sources: o.Sources, alone: true})
		if err != nil {
			return nil, err
		}
		if len(library.Schema.Files) > 0 {
			found = append(found, library)
		}
		if len(found) > 0 && p.WorkspaceRoot != "" {
			break // the nearest
		}
	}
	return found, nil
}

// RootPackage is the package.json of the root of the workspace that the project is in, or the project's own; nil where there is none.
func (p *Project) RootPackage() *Package {
	if p.WorkspaceRoot == "" {
		return p.Package
	}
	return p.rootPackage
}

// readRootPackage reads it where it is not the project's own.
func (p *Project) readRootPackage() *Package {
	if p.WorkspaceRoot == "" {
		return nil
	}
	path := filepath.Join(p.WorkspaceRoot, "package.json")
	text, err := p.disk.readFile(path)
	if err != nil {
		return nil
	}
	return parsePackage(path, text)
}

// schemaOfWorkspace is the schema that the root of the workspace runs Prisma with, or else the only one that a package of it has:
// a client in @prisma/client is made from that for all of them.
func (p *Project) schemaOfWorkspace(fsys afero.Fs, o Options) (found []*Project, _ error) {
	dirs := []string{p.WorkspaceRoot}
	for _, member := range p.modules.workspaceMembers() {
		if dir := filepath.Dir(member.Path); dir != p.Root && (p.disk.isDir(filepath.Join(dir, "prisma")) || p.disk.isFile(filepath.Join(dir, "schema.prisma"))) {
			dirs = append(dirs, dir)
		}
	}
	for _, dir := range dirs {
		library, err := Find(fsys, dir, Options{Program: o.Program, Sources: o.Sources, alone: true})
		if err != nil {
			return nil, err
		}
		p.OtherSchemas = p.OtherSchemas || len(library.Schema.Files) > 0
		if len(library.Schema.Files) == 0 || !slices.ContainsFunc(library.Generators(), func(g Generator) bool { return g.Output == "" && g.Provider == "prisma-client-js" }) {
			continue
		}
		found = append(found, library)
		if dir == p.WorkspaceRoot {
			break
		}
	}
	return found, nil
}

// findImportedLibrary looks for the package that signing in takes its client from, where package.json does not ask for it.
func (p *Project) findImportedLibrary(fsys afero.Fs, o Options) error {
	var none *NotFoundError
	if p.Library != nil || len(p.signInFrom) == 0 || o.alone || !errors.As(p.SchemaErr, &none) || none.Path != "" {
		return nil
	}
	var candidates []string
	for _, file := range p.signInFrom {
		if home := p.modules.packageOf(filepath.Dir(file)); home != nil && !slices.Contains(candidates, filepath.Dir(home.Path)) {
			candidates = append(candidates, filepath.Dir(home.Path))
		}
	}
	found, err := p.libraries(fsys, candidates, o)
	if err != nil || len(found) == 0 {
		return err
	}
	p.useLibrary(found[0], o)
	p.readDatasource()
	return nil
}

// maxSignInApps is how many apps of a workspace are looked into for signing in.
const maxSignInApps = 10

// findSignInApps looks, from the root of a workspace or from the package with its schema, for the apps that sign people in with NextAuth.
func (p *Project) findSignInApps(fsys afero.Fs, o Options) error {
	if o.alone || p.Package == nil || len(p.SignIn) > 0 || len(p.Schema.Files) == 0 || p.Router != "" {
		return nil
	}
	p.modules.workspace = cmp.Or(p.WorkspaceRoot, p.Root)
	looked := 0
	for _, member := range p.modules.workspaceMembers() {
		if member.Path == p.Package.Path || member.Range("next") == "" || looked == maxSignInApps ||
			!slices.ContainsFunc(append(p.dependenciesOf(member), member), asksForNextAuth) {
			continue
		}
		looked++
		app, err := Find(fsys, filepath.Dir(member.Path), Options{Program: o.Program, alone: true})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(app.SignIn, func(f SignInFile) bool { return f.Route }) {
			p.SignInApps = append(p.SignInApps, app)
		}
	}
	return nil
}

// isOfMember reports whether the schema that the project's own files name is that of another package of the workspace.
func (p *Project) isOfMember() bool {
	return p.SchemaPackage != nil && p.Schema.How != ByFlag && p.WorkspaceRoot != "" && !within(p.Root, p.Schema.Path) && within(p.WorkspaceRoot, p.Schema.Path)
}

// leavesPrismaToMember reports whether the root of a workspace names the schema of one of its packages and runs no Prisma itself:
// the package does, where its own .env counts.
func (p *Project) leavesPrismaToMember() bool {
	return p.SchemaPackage.AsksForPrisma() && p.Schema.How == ByPackage && p.WorkspaceRoot == "" && len(p.disk.workspacePatterns(p.Root)) > 0 && !p.Package.AsksForPrisma() &&
		!slices.ContainsFunc(p.Commands, func(c Command) bool { return len(c.Words) > 0 && c.Words[0] == "prisma" })
}

// findSchemaPackage is the package.json that the schema lies beside or below, where that is not the project's.
func (p *Project) findSchemaPackage() *Package {
	if len(p.Schema.Files) == 0 || p.Package == nil {
		return nil
	}
	found := p.modules.packageOf(filepath.Dir(p.Schema.Files[0].Path))
	if found == nil || found.Path == p.Package.Path {
		return nil
	}
	return found
}

// dependedOn are the folders of the workspace's packages that the project
// depends on, the nearest first.
func (p *Project) dependedOn() (dirs []string) {
	for _, member := range p.DependedOn() {
		dirs = append(dirs, filepath.Dir(member.Path))
	}
	return dirs
}

// DependedOn are the packages of the workspace that the project depends on, itself or through others, the nearest first. An alias
// of tsconfig.json that leads into a package stands for a dependency.
func (p *Project) DependedOn() []*Package {
	if p.Package == nil || p.WorkspaceRoot == "" {
		return nil
	}
	return p.dependenciesOf(p.Package)
}

// dependenciesOf are the packages of the workspace that one of them depends on.
func (p *Project) dependenciesOf(of *Package) (found []*Package) {
	for open := []*Package{of}; len(open) > 0; open = open[1:] {
		for _, member := range p.modules.workspaceMembers() {
			depends := member.Name != "" && open[0].Range(member.Name) != "" || open[0] == p.Package && p.aliases(filepath.Dir(member.Path))
			if member.Path != of.Path && depends && !slices.Contains(found, member) {
				found, open = append(found, member), append(open, member)
			}
		}
	}
	return found
}

// aliases reports whether an alias of the project's leads into a folder.
func (p *Project) aliases(dir string) bool {
	return slices.ContainsFunc(p.modules.aliases(p.Root).paths, func(a Alias) bool {
		return slices.ContainsFunc(a.Targets, func(target string) bool { return within(dir, target) && !within(p.Root, target) })
	})
}

// useLibrary makes the schema of another package the project's: Prisma is run
// there, and its config and its .env files count.
func (p *Project) useLibrary(library *Project, o Options) {
	p.Library, p.SchemaErr = library, nil
	p.Schema, p.Config, p.Dir = library.Schema, library.Config, library.Dir
	if o.Prisma == 0 {
		p.Prisma = library.Prisma
	}
}

// HasClient reports whether a generator of the schema makes a PrismaClient:
// others make types, or clients of another kind.
func (p *Project) HasClient() bool {
	return slices.ContainsFunc(p.Generators(), func(g Generator) bool { return g.Provider == "prisma-client-js" || g.Provider == "prisma-client" })
}

// findNextApps looks where the root itself is no app, though its package.json may have Next.js for all: among the packages of
// its workspace or, where it is none, up to two levels down. A library is told the apps beside it.
func (p *Project) findNextApps() (apps []string) {
	root, patterns := p.Root, p.disk.workspacePatterns(p.Root)
	if p.NextLibrary {
		root, patterns = p.WorkspaceRoot, p.disk.workspacePatterns(p.WorkspaceRoot)
	} else if p.Package == nil || p.Package.Range("next") != "" && (p.Router != "" || len(patterns) == 0) {
		return nil
	}
	forAll, inWorkspace := p.Package.Range("next") != "", len(patterns) > 0
	if !inWorkspace {
		patterns = []string{"*", "*/*"}
	}
	members := p.disk.packages(root, patterns)
	forAll = forAll || inWorkspace && slices.ContainsFunc(members, hasNext)
	for _, member := range members {
		if inWorkspace && p.disk.isNextLibrary(member) {
			continue
		}
		if hasNext(member) || forAll && runsNext(member) {
			apps = append(apps, filepath.ToSlash(p.Rel(filepath.Dir(member.Path))))
		}
	}
	return apps
}

// isNextLibrary reports whether a package of a workspace has Next.js for what it gives to apps: it has nothing that Next.js
// could run, and no script that runs it.
func (d *disk) isNextLibrary(p *Package) bool {
	if p.Range("next") == "" || runsNext(p) {
		return false
	}
	dir := filepath.Dir(p.Path)
	for _, name := range []string{"app", "pages", "src/app", "src/pages"} {
		if d.isDir(filepath.Join(dir, filepath.FromSlash(name))) {
			return false
		}
	}
	return !slices.ContainsFunc(nextConfigs(dir), d.hasFile)
}

// findBelow looks where there is no project for those in the folders below, as in a repository with a frontend and a backend.
func (p *Project) findBelow() {
	var none *NotFoundError
	if p.Package != nil || !errors.As(p.SchemaErr, &none) || none.Path != "" {
		return
	}
	for _, member := range p.disk.packages(p.Root, []string{"*"}) {
		dir := filepath.Dir(member.Path)
		p.FoldersBelow = append(p.FoldersBelow, p.Rel(dir))
		if p.disk.isFile(filepath.Join(dir, "prisma", "schema.prisma")) || p.disk.isFile(filepath.Join(dir, "schema.prisma")) {
			none.below = append(none.below, p.Rel(dir))
		}
	}
	none.Program = p.Program
}

// runsNext reports whether a script of a package runs Next.js.
func runsNext(p *Package) bool {
	for _, script := range p.Scripts {
		if words := strings.Fields(script); slices.ContainsFunc(words, func(w string) bool { return path.Base(strings.Trim(w, `"'`)) == "next" }) {
			return true
		}
	}
	return false
}

// HasNext reports whether the project has Next.js: itself, or as an app of a workspace whose root or another package has it.
func (p *Project) HasNext() bool {
	switch {
	case p.Package == nil:
		return false
	case p.Package.Range("next") != "":
		return true
	}
	return p.WorkspaceRoot != "" && p.Router != "" && runsNext(p.Package) && p.nextInWorkspace
}

// findNextInWorkspace reports whether the root of the workspace or a package of it has Next.js: it is installed for all of them.
func (p *Project) findNextInWorkspace() bool {
	if p.Package == nil || p.WorkspaceRoot == "" || p.Package.Range("next") != "" || !runsNext(p.Package) {
		return false
	}
	root := p.RootPackage()
	return root != nil && root.Range("next") != "" || slices.ContainsFunc(p.modules.workspaceMembers(), hasNext)
}

func hasNext(p *Package) bool { return p.Range("next") != "" }

// SchemaMember is a package of the workspace that has a schema, where the project has none and does not depend on it.
type SchemaMember struct {
	Dir, Name string // as shown, and as package.json has it
	Shared    bool   // other packages depend on it
}

func (p *Project) findSchemaMembers() (found []SchemaMember) {
	if p.WorkspaceRoot == "" || p.Library != nil || len(p.Schema.Files) > 0 || p.Package == nil {
		return nil
	}
	members := p.modules.workspaceMembers()
	forAll := p.RootPackage().AsksForPrisma()
	for _, member := range members {
		dir := filepath.Dir(member.Path)
		if member.Path == p.Package.Path || !forAll && !member.AsksForPrisma() {
			continue
		}
		if !p.disk.isFile(filepath.Join(dir, "prisma", "schema.prisma")) && !p.disk.isFile(filepath.Join(dir, "schema.prisma")) && !p.disk.isDir(filepath.Join(dir, "prisma", "schema")) {
			continue
		}
		found = append(found, SchemaMember{p.Rel(dir), member.Name, slices.ContainsFunc(members, func(other *Package) bool {
			return member.Name != "" && other.Path != member.Path && other.Range(member.Name) != ""
		})})
	}
	for _, pattern := range p.disk.workspacePatterns(p.WorkspaceRoot) {
		above, all := strings.CutSuffix(pattern, "/*")
		if !forAll || !all || strings.ContainsAny(above, "*!{") {
			continue
		}
		above = filepath.Join(p.WorkspaceRoot, filepath.FromSlash(above))
		for _, name := range p.disk.names(above) { // folders that need no package.json of their own
			dir := filepath.Join(above, name)
			if p.disk.isFile(filepath.Join(dir, "prisma", "schema.prisma")) && !p.disk.hasFile(filepath.Join(dir, "package.json")) {
				found = append(found, SchemaMember{Dir: p.Rel(dir)})
			}
		}
	}
	return found
}
