package join

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"create-app/project"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Complete fills in the options that were not given by what the project shows:
// its package manager, where its code is, its import alias, its database. It
// fails where one that was given contradicts the project. The steps tell of
// decisions that the user may want to turn.
func (s *Seen) Complete(o scaffold.Options, given func(option string) bool) (scaffold.Options, []scaffold.Step, error) {
	if err := s.check(o.Dir); err != nil {
		return o, nil, err
	}
	if err := s.checkMembers(o.Dir, given); err != nil {
		return o, nil, err
	}
	record := s.record()
	if !given("auth") {
		o.Auth = cmp.Or(record.Auth, o.Auth)
	}
	if !given("providers") && record.Ours() {
		o.Providers = record.Providers
	}
	if !given("package-manager") {
		o.PackageManager = s.packageManager(o.PackageManager)
	}
	if !given("on-conflict") {
		o.OnConflict = scaffold.ConflictSkip
	}
	for _, complete := range []func(o *scaffold.Options, given func(string) bool) error{
		s.completeSrcDir, s.completeAlias, s.completeNextAuth, s.completePrisma, s.completeRouter, s.completeDatabase,
	} {
		if err := complete(&o, given); err != nil {
			return o, nil, err
		}
	}
	var steps []scaffold.Step
	if bound := s.project.BoundClient(); bound != nil && o.Auth == "nextauth" && len(s.project.SignIn) == 0 && !record.Ours() {
		if given("auth") || given("providers") || given("next-auth") {
			return o, nil, &scaffold.OptionError{Option: "auth", Message: s.madeForEach(*bound), Advice: "set NextAuth up by hand, with a function for its options, and leave --auth out here"}
		}
		o.Auth, o.Providers = "none", nil
		steps = append(steps, scaffold.Step{Title: "NextAuth is left out: " + s.madeForEach(*bound)})
	} else if rival := s.rival(given); rival != "" {
		o.Auth, o.Providers = "none", nil
		steps = append(steps, scaffold.Step{Title: "NextAuth is left out: the project " + rival + "; --auth nextauth adds it all the same"})
	}
	if other := s.besides(); other != "" {
		steps = append(steps, scaffold.Step{Title: "the project has " + other + " already: Prisma comes beside it, with a schema and a client of its own; nothing is moved from one to the other"})
	}
	if ids, found := s.providers(o); found && !given("providers") && !record.Ours() {
		o.Providers = ids
	}
	return o, steps, nil
}

// madeForEach is why NextAuth's files do not go with a client of a binding.
func (s *Seen) madeForEach(bound project.Client) string {
	return s.project.Rel(bound.Path) + " makes the PrismaClient for each request, of a binding of Cloudflare's, and the files of NextAuth that are written here import one that stays"
}

// packageManager is the one that shows, that an earlier run was told, or other.
func (s *Seen) packageManager(other string) string {
	if s.project.ManagerFrom != "" {
		return s.project.PackageManager
	}
	if manager := s.record().PackageManager; project.IsManager(manager) {
		return manager
	}
	return other
}

// rival says what signs people in otherwise: a package, or a source of the project. NextAuth is left out beside
// it where nothing asks for it.
func (s *Seen) rival(given func(string) bool) string {
	switch {
	case given("auth") || given("providers") || given("next-auth") || s.record().Ours():
		return ""
	case s.project.Rival != "":
		return s.project.Rival
	case s.project.HasNextAuth():
		return ""
	}
	return s.project.OtherSignIn()
}

// ownSignIn are the files that set NextAuth up in a way of the project's own.
// There are none where NextAuth is not wanted, or is set up in our server/auth.ts.
func (s *Seen) ownSignIn(o scaffold.Options) []project.SignInFile {
	record := s.record()
	ours := record.Auth == "nextauth" && !record.OwnAuth && s.exists(source(o, "server/auth.ts")) != ""
	if o.Auth == "none" || ours {
		return nil
	}
	return s.project.SignIn
}

// providers are those that the project's own NextAuth has, of the ones that
// are known; false where it has none set up.
func (s *Seen) providers(o scaffold.Options) ([]string, bool) {
	if len(s.ownSignIn(o)) == 0 {
		return nil, false
	}
	ids := []string{}
	for _, id := range s.project.Providers() {
		if p, known := templates.FindProvider(id); known {
			ids = append(ids, p.ID)
		}
	}
	return ids, true
}

// completeSrcDir goes by where the code is: of app and src/app, Next.js overlooks the latter.
func (s *Seen) completeSrcDir(o *scaffold.Options, given func(string) bool) error {
	if s.project.Router == "" && given("src-dir") {
		return nil
	}
	if given("src-dir") && o.SrcDir != s.project.SrcDir {
		place, wanted := "outside of src/", "--src-dir"
		if s.project.SrcDir {
			place, wanted = "below src/", "--src-dir=false"
		}
		return &scaffold.OptionError{
			Option:  "src-dir",
			Message: "the project's code is " + place,
			Advice:  "leave out " + wanted + ", or move the code first",
		}
	}
	o.SrcDir = s.project.SrcDir
	return nil
}

func (s *Seen) completeAlias(o *scaffold.Options, given func(string) bool) error {
	if !given("import-alias") {
		o.ImportAlias = cmp.Or(s.alias(o.SrcDir), o.ImportAlias)
	}
	return nil
}

// completeRouter goes by the folders that are there. Where both are, it is as
// an earlier run had it, and else the app router: its route is the one that
// NextAuth advises wherever there is an app folder.
func (s *Seen) completeRouter(o *scaffold.Options, given func(string) bool) error {
	there, wanted := s.project.RouterOr(s.project.Record.Router), o.Router
	switch {
	case there == "":
	case !given("router"):
		o.Router = there
	case wanted != there && !s.project.BothRouters && slices.Contains(scaffold.Choices("router"), wanted):
		return &scaffold.OptionError{
			Option:  "router",
			Message: fmt.Sprintf("the project has the %s router", there),
			Advice:  fmt.Sprintf("leave out --router, or make the folder %s first", source(*o, wanted)),
		}
	}
	return nil
}

// completeNextAuth goes by the NextAuth that is there, too.
func (s *Seen) completeNextAuth(o *scaffold.Options, given func(string) bool) error {
	major := s.project.NextAuthMajor(s.record().NextAuth)
	if major == 0 {
		return nil
	}
	is := strconv.Itoa(major)
	if given("next-auth") && o.NextAuth != is && slices.Contains(scaffold.Choices("next-auth"), o.NextAuth) {
		return &scaffold.OptionError{
			Option:  "next-auth",
			Message: fmt.Sprintf("the project is on NextAuth %d (%s), and files for %s would not run with it", major, cmp.Or(s.project.NextAuth.From, "package.json"), o.NextAuth),
			Advice:  fmt.Sprintf("leave out --next-auth; to move, take next-auth to %s first, by its migration guide", o.NextAuth),
		}
	}
	o.NextAuth = is
	return nil
}

// completePrisma goes by the Prisma that is there: files of another major would not run with it.
func (s *Seen) completePrisma(o *scaffold.Options, given func(string) bool) error {
	has, record := s.home().Prisma, s.record()
	if s.library != nil {
		has.From += ", for " + s.libraryName()
	}
	major := min(max(has.Major, 6), 7) // what is written for 6, 5 takes as well
	switch {
	case has.Major > 7:
		return &change.Error{
			Message: fmt.Sprintf("the project is on Prisma %d (%s), and create-app writes for 6 and 7", has.Major, has.From),
			Advice:  "nothing was written",
		}
	case has.Major == 0 && record.Prisma == 0:
		return nil
	case has.Major == 0:
		major = record.Prisma
	}
	is := strconv.Itoa(major)
	if given("prisma") && o.Prisma != is && slices.Contains(scaffold.Choices("prisma"), o.Prisma) {
		return &scaffold.OptionError{
			Option:  "prisma",
			Message: fmt.Sprintf("the project is on Prisma %d (%s), and files for %s would not run with it", cmp.Or(has.Major, major), cmp.Or(has.From, "package.json"), o.Prisma),
			Advice:  fmt.Sprintf("leave out --prisma; to move, take prisma and @prisma/client to %s first, by Prisma's upgrade guide", o.Prisma),
		}
	}
	o.Prisma = is
	return nil
}

// completeDatabase goes by the schema that is there. Another database needs a
// move, not an addition.
func (s *Seen) completeDatabase(o *scaffold.Options, given func(string) bool) error {
	record := s.record()
	if !s.HasSchema() {
		if !given("db") {
			open := !given("prisma") && s.home().Prisma.Major == 0 && record.Prisma == 0
			o.Database = cmp.Or(record.DB, databaseOfURL(s.urls(), func(d templates.Database) bool { return open || d.Has(o.PrismaMajor()) }), o.Database)
			if major, only := o.OnlyPrisma(); only && open {
				o.Prisma = major
			}
		}
		return nil
	}
	home, id := s.home(), s.project.Record.DB
	if id == "" {
		id = templates.DatabaseOfDrivers(s.pkg.Names("dependencies"))
	}
	db, known := templates.DatabaseOf(id, home.Provider, false)
	if !known {
		if home.Provider == "" {
			return &change.Error{Message: "the schema has no datasource with a provider, which says what database it is for", Advice: "nothing was written; add one, as \"" + s.project.Program.Command("doctor") + "\" shows"}
		}
		return &change.Error{Message: fmt.Sprintf("the schema is for %q, which cannot be added to", home.Provider), Advice: "nothing was written"}
	}
	if wanted, found := templates.FindDatabase(o.Database); given("db") && found && wanted.ID != db.ID {
		return &scaffold.OptionError{
			Option:  "db",
			Message: fmt.Sprintf("the project is on %s", db.Name),
			Advice:  fmt.Sprintf("leave out --db; to move, run \"%s\" first", o.Program.Command("db", wanted.ID)),
		}
	}
	o.Database = db.ID
	return nil
}

// source is a path below the folder of the code.
func source(o scaffold.Options, path string) string {
	if o.SrcDir {
		return "src/" + path
	}
	return path
}
