// Package signin reads from a project how it signs people in: what its sources
// show, and what an earlier run wrote into package.json.
//
// The call is [Read]; [Setup.Wants] is then what package nextauth holds a schema
// against. Nothing is run, and nothing is changed.
package signin

import (
	"cmp"
	"path"
	"path/filepath"
	"strings"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/manifest"
)

// Setup is how an app signs people in, as far as it shows.
type Setup struct {
	NextAuth int // 4 or 5
	Answers  Answers
	Evidence nextauth.Evidence
	Sources  []string // the files that configure NextAuth, from the project's root, with slashes
}

// Answers are those in package.json under "create-app".
type Answers struct {
	DB             string            `json:"db,omitempty"`
	NextAuth       int               `json:"next-auth,omitempty"`
	Providers      []string          `json:"providers,omitempty"`
	Strategy       nextauth.Strategy `json:"strategy,omitempty"`
	With           []string          `json:"with,omitempty"`
	Roles          map[string]string `json:"roles,omitempty"`
	Router         string            `json:"router,omitempty"`
	SrcDir         bool              `json:"src-dir,omitempty"`
	ImportAlias    string            `json:"import-alias,omitempty"`
	PackageManager string            `json:"package-manager,omitempty"`
}

// Added are the roles that were asked for.
func (a Answers) Added() []nextauth.Role {
	var roles []nextauth.Role
	for _, name := range a.With {
		if role, err := nextauth.ParseRole(name); err == nil {
			roles = append(roles, role)
		}
	}
	return roles
}

// Models are the models that somebody said play a role.
func (a Answers) Models() map[nextauth.Role]string {
	models := make(map[nextauth.Role]string)
	for name, model := range a.Roles {
		if role, err := nextauth.ParseRole(name); err == nil {
			models[role] = model
		}
	}
	return models
}

// Read looks at package.json and at the files that usually configure NextAuth.
// A package.json that is not valid has no answers.
func Read(p *project.Project) *Setup {
	s := &Setup{}
	if p.Package != nil {
		if file, err := manifest.Parse(p.Package.Text); err == nil {
			file.Get(&s.Answers, "create-app")
		}
	}
	s.NextAuth = cmp.Or(p.NextAuthMajor(s.Answers.NextAuth), 4)
	for _, name := range places() {
		text, err := p.Read(filepath.Join(p.Root, filepath.FromSlash(name)))
		if err != nil {
			continue
		}
		found := nextauth.ReadEvidence(string(text))
		if found.Strategy != "" || len(found.Providers) > 0 || strings.Contains(string(text), "next-auth") {
			s.Sources = append(s.Sources, name)
		}
		s.Evidence.Add(found)
	}
	return s
}

// Wants brings together what was remembered and what the sources show, which
// is newer.
func (s *Setup) Wants() nextauth.Wants {
	w := nextauth.Wants{
		Version:     s.NextAuth,
		Strategy:    s.Answers.Strategy,
		Providers:   s.Answers.Providers,
		With:        s.Answers.Added(),
		Models:      s.Answers.Models(),
		PlanetScale: s.Answers.DB == string(nextauth.PlanetScale),
	}
	if w.Strategy == "" {
		w.Strategy = s.Evidence.Strategy
	}
	if len(s.Evidence.Providers) > 0 {
		w.Providers = s.Evidence.Providers
	}
	return w
}

// places are those where NextAuth's options usually stand.
func places() []string {
	var names []string
	for _, place := range []string{
		"auth", "auth.config", "lib/auth", "server/auth", "server/auth/index", "server/auth/config", "utils/auth", "config/auth",
		"app/auth", "app/lib/auth", "app/api/auth/[...nextauth]/route", "app/api/auth/[...nextauth]/options", "pages/api/auth/[...nextauth]",
	} {
		for _, below := range []string{"", "src"} {
			for _, extension := range []string{".ts", ".js", ".tsx", ".mjs"} {
				names = append(names, path.Join(below, place+extension))
			}
		}
	}
	return names
}
