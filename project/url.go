package project

import (
	"path/filepath"
	"strings"

	"create-app/project/env"
	"create-app/psl/syntax"
)

// DatabaseURL is the variable that holds the database's URL unless a project
// says otherwise.
const DatabaseURL = "DATABASE_URL"

// URLVariable is the variable that holds the database's URL: as the config names
// it, else as the datasource does.
func (p *Project) URLVariable() string {
	if p.Config != nil && p.Config.URL.Var != "" {
		return p.Config.URL.Var
	}
	for _, ds := range p.Schema.datasources() {
		if variable := ds.Variable("url"); variable != "" {
			return variable
		}
	}
	return DatabaseURL
}

// URLVariables are all that may hold the database's URL: the config may have one stand in for another, as in a ?? b.
func (p *Project) URLVariables() []string {
	names := []string{p.URLVariable()}
	if p.Config != nil && p.Config.URL.Var != "" {
		for _, u := range p.Config.URL.Or {
			if u.Var != "" {
				names = append(names, u.Var)
			}
		}
	}
	return names
}

// WritesURL reports whether the schema has the database's URL itself, and asks
// no variable for it.
func (p *Project) WritesURL() bool {
	if p.Config != nil && (p.Config.URL.Set() || p.Config.URL.Computed) {
		return false
	}
	for _, ds := range p.Schema.datasources() {
		if property := ds.Property("url"); property != nil {
			_, written := property.Value.(*syntax.String)
			return written
		}
	}
	return false
}

// ConfigWritesURL reports whether the config has the database's URL itself, and
// asks no variable for it.
func (p *Project) ConfigWritesURL() bool {
	return p.Config != nil && p.Config.URL.Literal != "" && len(p.Config.URL.Or) == 0
}

// URLFile is the .env file that sets the variable of the database's URL, from
// Root, with slashes; .env where none does.
func (p *Project) URLFile() string {
	for _, name := range []string{".env", "prisma/.env"} {
		text, err := p.disk.readFile(p.Path(name))
		if _, set := env.Parse(text).Lookup(p.URLVariable()); err == nil && set {
			return name
		}
	}
	return ".env"
}

// SQLiteFile is the file that a SQLite URL is of, where relative paths start at
// dir; false where the URL is of none, as that of a database in memory.
func SQLiteFile(url, dir string) (file string, ok bool) {
	rest, ok := strings.CutPrefix(url, "file:")
	rest, _, _ = strings.Cut(rest, "?")
	if !ok || rest == "" || strings.HasPrefix(rest, ":memory:") {
		return "", false
	}
	if file = filepath.FromSlash(strings.TrimPrefix(rest, "//")); !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	return file, true
}
