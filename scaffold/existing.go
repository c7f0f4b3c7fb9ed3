package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/project/prismaconfig"
	"create-app/psl/syntax"
)

// FindExisting looks for the project that dir belongs to, and in it for what
// Prisma would use. schema is the path given by the user, from dir, or empty.
func FindExisting(fsys afero.Fs, dir, schema string) (Existing, error) {
	p := Existing{Root: rootOf(fsys, dir), Prisma: 7, Variable: "DATABASE_URL", Env: ".env"}
	root, err := resolveLinks(fsys, p.Root)
	if err != nil {
		return p, fmt.Errorf("resolve %s: %w", p.Root, err)
	}
	p.Root = root
	if p.Package, err = readManifest(fsys, p.Root); err != nil {
		return p, err
	}
	config, err := readConfig(fsys, p.Root)
	if err != nil && schema == "" {
		return p, err
	}
	at := ""
	if schema != "" {
		at = Target(dir, schema)
	} else if at, err = p.schemaPlace(fsys, config); err != nil {
		return p, err
	}
	if err := p.readSchemaFiles(fsys, at); err != nil {
		return p, err
	}
	p.look(fsys, config)
	return p, nil
}

// rootOf is the nearest folder with a package.json, or dir.
func rootOf(fsys afero.Fs, dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if exists(fsys, filepath.Join(at, "package.json")) {
			return at
		}
		if filepath.Dir(at) == at {
			return dir
		}
	}
}

func exists(fsys afero.Fs, path string) bool {
	_, err := fsys.Stat(path)
	return err == nil
}

func readManifest(fsys afero.Fs, root string) (*manifest.File, error) {
	content, _, err := readFile(fsys, filepath.Join(root, "package.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	file, err := manifest.Parse(content)
	if err != nil {
		return nil, &Error{Message: "package.json: " + err.Error(), Advice: "correct it, then run again; nothing was written", Cause: err}
	}
	return file, nil
}

// readConfig reads Prisma's own configuration, which may be missing.
func readConfig(fsys afero.Fs, root string) (*prismaconfig.Config, error) {
	for _, name := range []string{"prisma7.config", "prisma.config"} {
		for _, ext := range []string{".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"} {
			path := filepath.Join(root, name+ext)
			content, _, err := readFile(fsys, path)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			return prismaconfig.Read(path, content, root)
		}
	}
	return nil, nil
}

// schemaPlace is where Prisma would look for the schema.
func (p *Existing) schemaPlace(fsys afero.Fs, config *prismaconfig.Config) (string, error) {
	if p.Package != nil {
		if place := p.Package.String("prisma", "schema"); place != "" {
			return filepath.Join(p.Root, filepath.FromSlash(place)), nil
		}
	}
	if config != nil && config.Schema != "" {
		return config.Schema, nil
	}
	for _, place := range []string{"prisma/schema.prisma", "schema.prisma", "prisma/schema"} {
		if path := filepath.Join(p.Root, filepath.FromSlash(place)); exists(fsys, path) {
			return path, nil
		}
	}
	return "", &Error{
		Message: "no schema: there is no prisma/schema.prisma, no schema.prisma and no prisma/schema in " + p.Root,
		Advice:  "name it with --schema, or see --cwd",
	}
}

func (p *Existing) readSchemaFiles(fsys afero.Fs, at string) error {
	var found []string
	err := afero.Walk(fsys, at, func(path string, info fs.FileInfo, err error) error {
		switch {
		case err != nil:
			return err
		case info.IsDir() && (info.Name() == "node_modules" || path != at && strings.HasPrefix(info.Name(), ".")):
			return filepath.SkipDir
		case !info.IsDir() && (path == at || filepath.Ext(path) == ".prisma"):
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("schema: %w", readable(err))
	}
	for _, path := range found {
		real, err := resolveLinks(fsys, path)
		if err != nil {
			return linkError(path, err)
		}
		below, err := filepath.Rel(p.Root, real)
		if err != nil || !filepath.IsLocal(below) {
			return &Error{Message: fmt.Sprintf("the schema %s is outside the project %s", path, p.Root), Advice: "run it in the project that the schema belongs to"}
		}
		p.Schema = append(p.Schema, filepath.ToSlash(below))
	}
	if len(p.Schema) == 0 {
		return &Error{Message: fmt.Sprintf("no .prisma files in %s", at), Advice: "name the schema with --schema"}
	}
	slices.Sort(p.Schema)
	return nil
}

// look finds out what else a command has to know: the version, the variable of
// the URL, its .env file and the migrations.
func (p *Existing) look(fsys afero.Fs, config *prismaconfig.Config) {
	home := p.Schema[0]
	sixURL := false
	for _, name := range p.Schema {
		content, _, _ := readFile(fsys, filepath.Join(p.Root, filepath.FromSlash(name)))
		for b := range syntax.Parse(name, string(content)).Blocks(syntax.Datasource) {
			home = name
			for property := range b.Properties() {
				if property.Name.Text == "url" {
					sixURL = true
					p.Variable = environmentCall(property.Value, p.Variable)
				}
			}
		}
	}
	p.Prisma = p.major(sixURL)
	if config != nil && config.URL.Var != "" {
		p.Variable = config.URL.Var
	}
	p.Migrations = p.migrations(fsys, config, home)
	for _, name := range []string{".env", "prisma/.env"} {
		content, _, err := readFile(fsys, filepath.Join(p.Root, filepath.FromSlash(name)))
		if _, set := env.Parse(content).Lookup(p.Variable); err == nil && set {
			p.Env = name
			return
		}
	}
}

// environmentCall is X of env("X"), or other.
func environmentCall(value syntax.Expr, other string) string {
	if call, ok := value.(*syntax.Call); ok && call.Name.Text == "env" && len(call.Args.List) == 1 {
		if s, ok := call.Args.List[0].Value.(*syntax.String); ok {
			return s.Value
		}
	}
	return other
}

// major is Prisma's major by package.json, else by the form of the schema.
func (p *Existing) major(schemaHasURL bool) int {
	if p.Package != nil {
		for _, group := range []string{"dependencies", "devDependencies"} {
			for _, name := range []string{"prisma", "@prisma/client"} {
				if n := majorOf(p.Package.String(group, name)); n != 0 {
					return min(max(n, 6), 7)
				}
			}
		}
	}
	if schemaHasURL {
		return 6
	}
	return 7
}

// majorOf is the first number of a version or range, or 0.
func majorOf(version string) int {
	n := 0
	for _, r := range regexp.MustCompile(`\d+`).FindString(version) {
		n = n*10 + int(r-'0')
	}
	return n
}

func (p *Existing) migrations(fsys afero.Fs, config *prismaconfig.Config, home string) string {
	places := []string{filepath.Join(p.Root, filepath.Dir(filepath.FromSlash(home)), "migrations"), filepath.Join(p.Root, "prisma", "migrations")}
	if config != nil && config.Migrations != "" {
		places = []string{config.Migrations}
	}
	for _, place := range places {
		if below, err := filepath.Rel(p.Root, place); err == nil && filepath.IsLocal(below) && exists(fsys, place) {
			return filepath.ToSlash(below)
		}
	}
	return ""
}

// RemoveEmptied removes the folders that deleting the plan's files has left
// empty. What cannot be removed stays.
func RemoveEmptied(fsys afero.Fs, plan *Plan) {
	for _, c := range plan.Changes {
		if c.Kind != Delete {
			continue
		}
		for dir := filepath.Dir(filepath.FromSlash(c.Path)); dir != "."; dir = filepath.Dir(dir) {
			full := filepath.Join(plan.Root, dir)
			if entries, err := afero.ReadDir(fsys, full); err != nil || len(entries) > 0 || fsys.Remove(full) != nil {
				break
			}
		}
	}
}
