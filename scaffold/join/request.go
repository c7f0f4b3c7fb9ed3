package join

import (
	"create-app/project"
	"create-app/scaffold"
	"create-app/templates"
)

// request is what was seen and what is wanted, and the files of a new project
// that is wanted so: all that the parts decide from.
type request struct {
	*Seen
	options scaffold.Options
	ownAuth []project.SignInFile // where NextAuth is set up in files of the project's own
	app     templates.App
	files   map[string]templates.File
}

// request makes the files of a new project with these options, which are complete.
func (s *Seen) request(o scaffold.Options, version string) (*request, error) {
	secret, err := scaffold.NewSecret()
	if err != nil {
		return nil, err
	}
	name := s.project.Package.Name
	if scaffold.ValidateName(name) != nil {
		name = scaffold.SuggestName(name)
	}
	r := &request{Seen: s, options: o, ownAuth: s.ownSignIn(o)}
	r.app = templates.App{
		Name: name, Database: o.Database, Auth: o.Auth == "nextauth", Providers: o.Providers, Router: o.Router,
		NextAuth: o.NextAuthMajor(), Prisma: o.PrismaMajor(), Client: s.clientModule(o), SrcDir: o.SrcDir,
		ImportAlias: o.ImportAlias, PackageManager: o.PackageManager, Secret: secret, Version: version,
		Tailwind: s.record().Tailwind, Linter: s.record().Linter, AgentsMD: s.record().AgentsMD, // nothing of it comes to a project that is there
		Existing: !s.hasOurPages(o), OwnAuth: len(r.ownAuth) > 0, NoServer: !r.startsDatabase(), URL: r.exampleURL(),
		OldMail: s.project.AsksForOldMail(), Adapter: s.adapterPackage(),
	}
	files, err := templates.Render(r.app)
	if err != nil {
		return nil, err
	}
	r.files = make(map[string]templates.File, len(files))
	for _, f := range files {
		r.files[f.Path] = f
	}
	return r, nil
}

// hasOurPages reports whether the pages are those of a new project that is made
// so: one that was made without NextAuth has none to sign in on.
func (s *Seen) hasOurPages(o scaffold.Options) bool {
	record := s.record()
	return record.Ours() && !record.Added && (o.Auth == "none" || record.Auth == o.Auth)
}

// source is a path below the folder of the code.
func (r *request) source(path string) string { return source(r.options, path) }

// writesAuth reports whether NextAuth is set up in files of ours.
func (r *request) writesAuth() bool { return r.app.Auth && len(r.ownAuth) == 0 }
