package join

import (
	"fmt"
	"slices"
	"strconv"

	"create-app/nextauth"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Wire decides what brings NextAuth's models in the project's schema to life: the
// client, the settings and the route of NextAuth, and their variables in .env,
// where the project lacks them. What is there stays as it is; what package.json,
// tsconfig.json and .gitignore lack are steps. version is create-app's own.
func (s *Seen) Wire(w nextauth.Wants, version string) ([]change.Edit, []scaffold.Step, error) {
	if err := s.canWire(w); err != nil {
		return nil, nil, err
	}
	o, err := s.wiredOptions(w)
	if err != nil {
		return nil, nil, err
	}
	r, err := s.request(o, version)
	if err != nil {
		return nil, nil, fmt.Errorf("--wire: %w", err)
	}
	all, err := r.sources()
	if err != nil {
		return nil, nil, err
	}
	all.Edits = slices.DeleteFunc(all.Edits, func(e change.Edit) bool { return s.exists(e.Path) != "" })
	rest := []func(*request) (scaffold.Decision, error){(*request).environment, (*request).unignored, (*request).missing}
	if len(all.Edits) > 0 {
		rest = append([]func(*request) (scaffold.Decision, error){(*request).unaliased}, rest...)
	}
	more, err := scaffold.Decide(r, rest...)
	if err != nil {
		return nil, nil, err
	}
	all.Join(more)
	return all.Edits, all.Steps, nil
}

// canWire refuses what the templates do not cover.
func (s *Seen) canWire(w nextauth.Wants) error {
	refuse := func(advice, format string, args ...any) error {
		return &scaffold.OptionError{Option: "wire", Message: fmt.Sprintf(format, args...), Advice: advice}
	}
	if has := s.project.NextAuthMajor(s.project.Record.NextAuth); has != 0 && has != w.Version {
		return refuse("leave --wire or --next-auth out; the models are added all the same",
			"--wire writes files that run with the project's NextAuth, which is %d and not %d", has, w.Version)
	}
	if schemaRoot(s.project) != s.project.Root || s.project.Package == nil {
		return refuse("start in the project's folder, or see --cwd", "--wire needs a project: a package.json, and the schema below its folder")
	}
	if s.pkgErr != nil {
		return scaffold.BrokenManifest(s.pkgErr)
	}
	if !s.project.HasNext() && s.project.Router == "" && len(s.project.SignIn) == 0 {
		return refuse("leave --wire out, or start in the folder of the app, or see --cwd", "--wire writes the code of a Next.js app, and package.json has no next")
	}
	if w.Strategy == nextauth.JWTSessions && len(s.project.SignIn) == 0 {
		return refuse("leave --wire out, or use --strategy database", "--wire writes an app that keeps its sessions in the database, and this one uses JWT")
	}
	if bound := s.project.BoundClient(); bound != nil && len(s.project.SignIn) == 0 {
		return refuse("leave --wire out; the models are added all the same", "%s", s.madeForEach(*bound))
	}
	if s.project.Provider == "" {
		return refuse("give the schema a datasource first", "--wire needs to know the database, and the schema does not say")
	}
	return nil
}

// wiredOptions are the options of a project that has NextAuth as it is wanted.
func (s *Seen) wiredOptions(w nextauth.Wants) (scaffold.Options, error) {
	o := scaffold.DefaultOptions()
	o.NextAuth, o.Providers, o.OnConflict = strconv.Itoa(w.Version), []string{}, scaffold.ConflictSkip
	for _, id := range w.Providers {
		if p, known := templates.FindProvider(id); known {
			o.Providers = append(o.Providers, p.ID)
		}
	}
	o.PackageManager = s.packageManager(o.PackageManager)
	for _, complete := range []func(o *scaffold.Options, given func(string) bool) error{
		s.completeSrcDir, s.completeAlias, s.completePrisma, s.completeRouter, s.completeDatabase,
	} {
		if err := complete(&o, func(string) bool { return false }); err != nil {
			return o, err
		}
	}
	return o, nil
}
