package join

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/plain"
	"create-app/project"
	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/project/prismaconfig"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// Seen is a project as it is before anything is added to it.
type Seen struct {
	project  *project.Project
	library  *project.Project // of the same workspace, with the schema and the client; nil where there is none
	pkg      *manifest.File   // nil where there is none, or pkgErr
	pkgErr   error
	tsconfig *manifest.File // or jsconfig.json, which aliases says; nil where there is neither
	aliases  string         // the name of that file
	inner    string         // the folder of an app that has its packages from the project's package.json, as Nx has it; empty otherwise
}

// IsProject reports whether the typed folder holds a package.json: a new
// project does not go there, but one can be added to.
func IsProject(fsys afero.Fs, cwd, typed string) bool {
	info, err := fsys.Stat(filepath.Join(scaffold.Target(cwd, typed), "package.json"))
	return typed != "" && err == nil && info.Mode().IsRegular()
}

// BareApp is the error for a typed folder that holds an app of Nx without a package.json of its own: no new project goes there,
// and nothing is added to it. Nil for any other folder.
func BareApp(fsys afero.Fs, cwd, typed string) error {
	dir := scaffold.Target(cwd, typed)
	has := func(names ...string) bool {
		_, err := fsys.Stat(filepath.Join(names...))
		return err == nil
	}
	if typed == "" || has(dir, "package.json") || !has(dir, "project.json") {
		return nil
	}
	for above := filepath.Dir(dir); ; above = filepath.Dir(above) {
		if has(above, "nx.json") && has(above, "package.json") {
			return &change.Error{
				Message: fmt.Sprintf("%s is a project of Nx without a package.json of its own, below %s", change.Quote(typed), change.Quote(above)),
				Advice:  "nothing was written; give it a package.json with Next.js, or add Prisma and NextAuth there by hand",
			}
		}
		if filepath.Dir(above) == above {
			return nil
		}
	}
}

// Needs adds to what is asked of a look at a project what this package decides by.
func Needs(o project.Options) project.Options {
	o.Sources, o.NextApps, o.Passwords = true, true, true
	o.Also = append([]string{
		"tsconfig.json", "jsconfig.json", ".gitignore", "package.json", "pnpm-workspace.yaml", ".yarnrc.yml", "prisma.config.ts",
	}, slices.Concat(otherConfigs(), nextConfigs(), project.ComposeFiles(), project.EnvExamples(), project.NextEnvFiles())...)
	for _, below := range []string{"", "src/"} {
		for _, name := range append(authRoutes(), "app", "pages", "server/auth.ts", "server/env.ts", clientFile, "types/next-auth.d.ts") {
			o.Also = append(o.Also, below+name)
		}
	}
	return o
}

// Look completes what was seen of a project, which was found with [Needs], by
// the package of its workspace that it has its database from.
func Look(fsys afero.Fs, found *project.Project) (*Seen, error) {
	s := &Seen{project: found}
	if found.Package == nil {
		return s, nil
	}
	s.pkg, s.pkgErr = manifest.Parse(found.Package.Text)
	for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
		text, there := s.text(name)
		if file, err := manifest.Parse(text); there && err == nil {
			s.aliases, s.tsconfig = name, file
			break
		}
	}
	if found.Router == "" {
		s.inner = innerApp(fsys, found.Root)
	}
	s.library = found.Library
	return s, nil
}

// innerApp is the folder below apps or packages that Next.js runs in without a package.json; empty where there is none.
func innerApp(fsys afero.Fs, root string) string {
	for _, above := range []string{"apps", "packages", "projects", "libs"} {
		matches, _ := afero.Glob(fsys, filepath.Join(root, above, "*", "project.json"))
		for _, match := range matches {
			dir := filepath.Dir(match)
			if exists, _ := afero.Exists(fsys, filepath.Join(dir, "package.json")); exists {
				continue
			}
			for _, mark := range []string{"app", "pages", "src/app", "src/pages", "next.config.js", "next.config.mjs", "next.config.ts"} {
				if exists, _ := afero.Exists(fsys, filepath.Join(dir, filepath.FromSlash(mark))); exists {
					return above + "/" + filepath.Base(dir)
				}
			}
		}
	}
	return ""
}

// HasSchema reports whether the project has a Prisma schema, itself or in a
// package of its workspace, which says what its database is.
func (s *Seen) HasSchema() bool { return len(s.home().Schema.Files) > 0 }

// ownSchema reports whether the project has a Prisma schema itself.
func (s *Seen) ownSchema() bool { return s.library == nil && len(s.project.Schema.Files) > 0 }

// home is the project that has the schema: the library, or this one.
func (s *Seen) home() *project.Project {
	if s.library != nil {
		return s.library
	}
	return s.project
}

// record is what an earlier run left in package.json; empty where that is not
// complete.
func (s *Seen) record() project.Record {
	if s.project.Record.Ours() {
		return s.project.Record
	}
	return project.Record{}
}

func (s *Seen) path(name string) string {
	return s.project.Path(name)
}

// text is a file of the project; false where it is missing or cannot be read. A
// plan that changes it says what is wrong with it.
func (s *Seen) text(name string) ([]byte, bool) {
	text, err := s.project.Read(s.path(name))
	return text, err == nil
}

// exists is the first of the names that there is something under, or "".
func (s *Seen) exists(names ...string) string {
	for _, name := range names {
		if _, err := s.project.Mode(s.path(name)); err == nil {
			return name
		}
	}
	return ""
}

// env is a .env file of the project; empty where it is missing.
func (s *Seen) env(name string) *env.File {
	text, _ := s.text(name)
	return env.Parse(text)
}

// client is the file that makes the project's one client, from its root; empty
// where there is none.
func (s *Seen) client() (path string, client project.Client) {
	shared := s.project.SharedClient()
	if shared == nil {
		return "", project.Client{}
	}
	below, err := filepath.Rel(s.project.Root, shared.Path)
	if err != nil {
		return "", project.Client{}
	}
	return filepath.ToSlash(below), *shared
}

// check refuses what is no Next.js project, or cannot be read as one.
func (s *Seen) check(dir string) error {
	p := s.project.Package
	switch {
	case p == nil:
		return errors.New("there is no package.json")
	case p.Err != nil:
		return scaffold.BrokenManifest(p.Err)
	case s.pkgErr != nil && s.project.HasNext():
		return scaffold.BrokenManifest(s.pkgErr)
	case !s.project.HasNext():
		advice := "for a new project, name a folder that does not exist yet"
		if len(s.project.NextApps) > 0 {
			advice = s.toApps()
		}
		return &change.Error{Message: fmt.Sprintf("%s has a package.json without next: it is no Next.js project", change.Quote(dir)), Advice: advice}
	case s.project.NextLibrary && s.inner == "":
		advice := "name the folder of an app"
		if len(s.project.NextApps) > 0 {
			advice = s.toApps()
		}
		return &change.Error{Message: fmt.Sprintf("%s has next in its package.json, and neither pages nor a script that runs it: it is a library and no Next.js project", change.Quote(dir)), Advice: advice}
	case len(s.project.NextApps) > 0:
		return &change.Error{Message: fmt.Sprintf("%s is the root of a workspace and has Next.js for its packages: it is no app itself", change.Quote(dir)), Advice: s.toApps()}
	case p.Peer("next") && s.project.Router == "":
		return &change.Error{Message: fmt.Sprintf("%s is a library for Next.js, which package.json has among its peers, and no app", change.Quote(dir)), Advice: "name the folder of an app"}
	case s.inner != "":
		return &change.Error{
			Message: fmt.Sprintf("the Next.js app is in %s, which has no package.json of its own", s.inner),
			Advice:  "nothing was written: files in this folder would be no part of it; give the app a package.json, or add Prisma and NextAuth there by hand",
		}
	}
	var missing *project.NotFoundError
	if err := s.project.SchemaErr; err != nil && (!errors.As(err, &missing) || missing.Path != "") {
		return schemaError(s.project.Program, err) // there may be a schema, which a second one would not become
	}
	if strays := s.project.Strays; len(strays) > 0 && p.AsksForPrisma() {
		return s.strayError(strays)
	}
	if other := s.project.OtherGeneration(); other != "" && s.project.Prisma.Major < 8 {
		return &change.Error{Message: other, Advice: "nothing was written"}
	}
	if s.library != nil && !s.library.HasClient() {
		return &change.Error{
			Message: fmt.Sprintf("the schema of %s, in %s, generates no PrismaClient, and NextAuth's adapter for Prisma needs one", s.libraryName(), s.libraryDir()),
			Advice:  fmt.Sprintf("nothing was written; add a generator with provider = \"prisma-client\" there, or keep its client (%s) and set NextAuth up with an adapter for that", s.otherClient()),
		}
	}
	return nil
}

// toApps names the apps of a workspace in place of its root.
func (s *Seen) toApps() string {
	apps := s.project.NextApps
	return "the workspace has Next.js in " + strings.Join(apps, ", ") + "; add to one of these, as in \"" + s.project.Program.Command(apps[0]) + "\""
}

// checkMembers refuses to make a second database where the workspace has one that the project does not depend on: it may want that
// one, or none. A flag that says which database is an answer.
func (s *Seen) checkMembers(dir string, given func(option string) bool) error {
	members, p := s.project.SchemaMembers, s.project.Package
	if len(members) == 0 || given("db") || s.record().Ours() || p.AsksForPrisma() {
		return nil
	}
	var dirs, names []string
	for _, m := range members {
		dirs = append(dirs, m.Dir)
		if m.Shared {
			names = append(names, m.Name)
		}
	}
	advice := "it may have its data from there by requests, and need no Prisma"
	if len(names) > 0 {
		version := "workspace:*"
		if s.project.PackageManager == "npm" {
			version = "*"
		}
		advice = fmt.Sprintf("to have its database from there, add %q: %q to its dependencies", names[0], version)
	}
	return &change.Error{
		Message: fmt.Sprintf("the workspace has a Prisma schema in %s, and %s does not depend on it", strings.Join(dirs, ", "), change.Quote(dir)),
		Advice:  fmt.Sprintf("nothing was written; %s; for a database of its own, say which, as in \"%s\"", advice, s.project.Program.Command(plain.Path(dir), "--db", "sqlite")),
	}
}

// strayError is about schemas that Prisma finds only where a command names them: a second database beside theirs is not
// what was asked for.
func (s *Seen) strayError(strays []string) error {
	var shown []string
	for _, path := range strays {
		shown = append(shown, s.project.Rel(path))
	}
	example := "npm pkg set " + plain.Word("prisma.schema="+s.project.Below(strays[0]))
	if s.project.Prisma.Major >= 7 || s.project.Config != nil {
		example = fmt.Sprintf("schema: %q in prisma.config.ts", s.project.Below(strays[0]))
	}
	what := "has a Prisma schema that none of its commands finds"
	if len(shown) > 1 {
		what = "has several Prisma schemas, and nothing says which is its own"
	}
	return &change.Error{
		Message: fmt.Sprintf("the project %s: %s", what, strings.Join(shown, ", ")),
		Advice:  "nothing was written; name it, as in " + example,
	}
}

// schemaError is about a schema that cannot be found; here, no flag names it.
func schemaError(program plain.Program, err error) error {
	var computed *prismaconfig.UnreadableError
	if !errors.As(err, &computed) {
		return err
	}
	return &change.Error{
		Message: fmt.Sprintf("%s:%d: where the schema is cannot be read without running the file (it is given as %s)", computed.File, computed.Line, computed.What),
		Advice:  fmt.Sprintf("write its path there as a text, or see \"%s\"; nothing was written", program.Command("auth", "--schema")),
		Cause:   err,
	}
}
