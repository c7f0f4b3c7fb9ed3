package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/nextauth"
	"create-app/project/manifest"
	"create-app/project/prismaconfig"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

// authProject is what "create-app auth" sees of a project.
type authProject struct {
	root       string // absolute; what is written lies below it
	files      []*syntax.File
	schemaName string
	prisma     syntax.Version
	nextAuth   int
	evidence   nextauth.Evidence
	sources    []string       // the files that configure NextAuth, below root
	manifest   *manifest.File // package.json; nil where there is none
	remembered authAnswers
}

// authAnswers are the answers in package.json under "create-app".
type authAnswers struct {
	DB             string            `json:"db,omitempty"`
	NextAuth       int               `json:"next-auth,omitempty"`
	Providers      []string          `json:"providers,omitempty"`
	Strategy       nextauth.Strategy `json:"strategy,omitempty"`
	With           []string          `json:"with,omitempty"`
	Roles          map[string]string `json:"roles,omitempty"`
	SrcDir         bool              `json:"src-dir,omitempty"`
	ImportAlias    string            `json:"import-alias,omitempty"`
	PackageManager string            `json:"package-manager,omitempty"`
}

func (a authAnswers) with() []nextauth.Role {
	var roles []nextauth.Role
	for _, name := range a.With {
		if role, err := nextauth.ParseRole(name); err == nil {
			roles = append(roles, role)
		}
	}
	return roles
}

func (a authAnswers) models() map[nextauth.Role]string {
	models := make(map[nextauth.Role]string)
	for name, model := range a.Roles {
		if role, err := nextauth.ParseRole(name); err == nil {
			models[role] = model
		}
	}
	return models
}

// packageFile is what matters of package.json.
type packageFile struct {
	Dependencies    map[string]string `json:"dependencies"`
	DevDependencies map[string]string `json:"devDependencies"`
	Prisma          struct {
		Schema string `json:"schema"`
	} `json:"prisma"`
	CreateApp authAnswers `json:"create-app"`
}

// version is the range in which a package is wanted, or "".
func (p packageFile) version(name string) string {
	if v := p.Dependencies[name]; v != "" {
		return v
	}
	return p.DevDependencies[name]
}

// readAuthProject finds the schema, by the flag or as Prisma does, and what
// else tells how the app signs people in.
func readAuthProject(env *Env, schemaFlag string) (*authProject, error) {
	p := &authProject{root: env.Dir}
	pkg, err := p.readPackage(env)
	if err != nil {
		return nil, err
	}
	where, err := p.schemaPath(env, schemaFlag, pkg)
	if err != nil {
		return nil, err
	}
	if err := p.readSchema(env, where); err != nil {
		return nil, err
	}
	p.prisma = p.prismaVersion(pkg)
	p.nextAuth = nextAuthVersion(pkg)
	p.readSources(env)
	return p, nil
}

func (p *authProject) readPackage(env *Env) (packageFile, error) {
	var pkg packageFile
	text, err := afero.ReadFile(env.FS, filepath.Join(p.root, "package.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return pkg, nil
	}
	if err != nil {
		return pkg, fmt.Errorf("read package.json: %s", reason(err))
	}
	file, err := manifest.Parse(text)
	if err != nil {
		return pkg, withHint(fmt.Errorf("read package.json: %w", err), "npm could not read it either; mend it, then run again")
	}
	file.Get(&pkg.Dependencies, "dependencies")
	file.Get(&pkg.DevDependencies, "devDependencies")
	file.Get(&pkg.CreateApp, "create-app")
	pkg.Prisma.Schema = file.String("prisma", "schema")
	p.manifest, p.remembered = file, pkg.CreateApp
	return pkg, nil
}

// schemaPath is where the schema is said to be, or where Prisma looks.
func (p *authProject) schemaPath(env *Env, flag string, pkg packageFile) (string, error) {
	switch {
	case flag != "":
		return flag, nil
	case pkg.Prisma.Schema != "":
		return filepath.FromSlash(pkg.Prisma.Schema), nil
	}
	where, err := schemaOfConfig(env)
	if where != "" || err != nil {
		return where, err
	}
	if where, err = defaultSchema(env); err != nil {
		return "", withHint(err, "name it: --schema FILE")
	}
	return where, nil
}

// schemaOfConfig is the place that Prisma's config file names, or "".
func schemaOfConfig(env *Env) (string, error) {
	for _, name := range []string{"prisma7.config.ts", "prisma.config.ts", "prisma.config.mts", "prisma.config.cts", "prisma.config.js", "prisma.config.mjs", "prisma.config.cjs"} {
		text, err := afero.ReadFile(env.FS, env.Path(name))
		if err != nil {
			continue
		}
		config, err := prismaconfig.Read(env.Path(name), text, env.Dir)
		if err != nil || config.Schema == "" {
			return "", err
		}
		return filepath.Rel(env.Dir, config.Schema)
	}
	return "", nil
}

// readSchema reads the files of the schema under their names below the root.
// A schema elsewhere makes its own folder the root.
func (p *authProject) readSchema(env *Env, where string) error {
	found, err := findSchema(env, where)
	if err != nil {
		return withHint(fmt.Errorf("%s: %s", where, reason(err)), "name the schema: --schema FILE")
	}
	p.schemaName = where
	if rel, err := filepath.Rel(p.root, found[0].Path); err != nil || !filepath.IsLocal(rel) {
		p.root = filepath.Dir(env.Path(where))
		p.manifest = nil // that of another project
	}
	for _, f := range found {
		text, err := afero.ReadFile(env.FS, f.Path)
		if err != nil {
			return fmt.Errorf("read %s: %s", f.Name, reason(err))
		}
		name, err := filepath.Rel(p.root, f.Path)
		if err != nil {
			return err
		}
		p.files = append(p.files, syntax.Parse(filepath.ToSlash(name), string(text)))
	}
	return nil
}

// prismaVersion is Prisma's major as package.json has it, else by the form of
// the schema: since 7 the datasource has no url.
func (p *authProject) prismaVersion(pkg packageFile) syntax.Version {
	for _, name := range []string{"prisma", "@prisma/client"} {
		switch major(pkg.version(name)) {
		case 0:
		case 7:
			return syntax.Prisma7
		default:
			return syntax.Prisma6
		}
	}
	for _, f := range p.files {
		for b := range f.Blocks(syntax.Datasource) {
			for property := range b.Properties() {
				if property.Name.Text == "url" {
					return syntax.Prisma6
				}
			}
		}
	}
	return syntax.Prisma7
}

// major is the first number of a version range, or 0.
func major(version string) int {
	digits := strings.TrimLeft(version, "^~>=v ")
	if digits == "" || digits[0] < '0' || digits[0] > '9' {
		return 0
	}
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' {
			break
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// nextAuthVersion is NextAuth's major as package.json has it: the beta is 5,
// and nothing means 4.
func nextAuthVersion(pkg packageFile) int {
	version := pkg.version("next-auth")
	switch {
	case major(version) >= 5, version == "beta", version == "" && pkg.version("@auth/core") != "":
		return 5
	case version != "":
		return 4
	case pkg.CreateApp.NextAuth == 5:
		return 5
	}
	return 4
}

// readSources looks into the files that usually configure NextAuth.
func (p *authProject) readSources(env *Env) {
	for _, name := range authSources() {
		text, err := afero.ReadFile(env.FS, filepath.Join(env.Dir, filepath.FromSlash(name)))
		if err != nil {
			continue
		}
		found := nextauth.ReadEvidence(string(text))
		if found.Strategy != "" || len(found.Providers) > 0 || strings.Contains(string(text), "next-auth") {
			p.sources = append(p.sources, name)
		}
		p.evidence.Add(found)
	}
}

// authSources are the places where NextAuth's options usually stand.
func authSources() []string {
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

// judge validates files as the project's Prisma does.
func (p *authProject) judge(files []*syntax.File) diag.List {
	if p.prisma == syntax.Prisma6 {
		files = slices.Clone(files)
		for i, f := range files {
			files[i] = syntax.ParseAs(syntax.Prisma6, f.Name, f.Text)
		}
	}
	return validate.Schema(files, validate.Options{Prisma: p.prisma})
}
