package join

import (
	"bytes"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/env"
	"create-app/scaffold"
	"create-app/templates"
)

// urls are the values that the project's own files have for the database's URL,
// as Next.js prefers them.
func (s *Seen) urls() []string {
	var urls []string
	for _, name := range project.NextEnvFiles() {
		if entry, set := s.env(name).Lookup(project.DatabaseURL); set && entry.Value != "" {
			urls = append(urls, entry.Value)
		}
	}
	return urls
}

// databaseOfURL is the database that the first of the URLs is for, as far as the project's Prisma can have it; empty where
// that does not show.
func databaseOfURL(urls []string, can func(templates.Database) bool) string {
	if len(urls) == 0 {
		return ""
	}
	d, _ := templates.DatabaseOfURL(urls[0])
	if !can(d) {
		d, _ = templates.DatabaseFor(d.Provider)
	}
	if !can(d) {
		return ""
	}
	return d.ID
}

// hasDatabase reports whether a URL of the project's own leads to a database
// that will do.
func (r *request) hasDatabase() bool {
	urls := r.urls()
	if len(urls) == 0 {
		return false
	}
	return r.fitsURL(urls[0])
}

// exampleURL is the URL that the project's own example of a .env has for its database: what its people start, or use. It is
// empty where that is none, or only shows what one looks like.
func (r *request) exampleURL() string {
	if !r.ownSchema() {
		return ""
	}
	for _, name := range project.EnvExamples() {
		entry, set := r.env(name).Lookup(project.DatabaseURL)
		if !set {
			continue
		}
		if !r.fitsURL(entry.Value) || strings.Contains(entry.Value, "...") || strings.ContainsAny(entry.Value, "'\"`$\\<>[]{} \t\r\n") {
			return ""
		}
		return entry.Value
	}
	return ""
}

// fitsURL reports whether a URL may lead to the database that was chosen.
func (r *request) fitsURL(url string) bool {
	d, known := templates.FindDatabase(r.options.Database)
	return known && d.FitsURL(url)
}

// startsDatabase reports whether the project has, or gets, a compose.yaml. A
// project whose database is somewhere already gets none: it would start one
// that nothing asks.
func (r *request) startsDatabase() bool {
	if r.exists(project.ComposeFiles()[0]) != "" {
		return true
	}
	return r.library == nil && !r.ownSchema() && !r.hasDatabase() && r.exists(project.ComposeFiles()[1:]...) == ""
}

// compose adds a file that starts the database, where that is to be.
func (r *request) compose() (d scaffold.Decision, _ error) {
	file, found := r.files[project.ComposeFiles()[0]]
	other := r.exists(project.ComposeFiles()[1:]...)
	switch {
	case !found || r.library != nil || r.hasDatabase():
	case other != "" && (!r.ownSchema() || r.exists(file.Path) != ""):
		d.Show("let "+other+" start the database, with a service such as this one", other, string(file.Content))
	case r.startsDatabase():
		d.Make(file.Path, file.Content)
	}
	return d, nil
}

// urlSteps ask for another DATABASE_URL where the one of file, which is called
// name, is missing, made up, or for another database.
func (r *request) urlSteps(file *env.File, name string) (d scaffold.Decision, _ error) {
	entry, set := file.Lookup(project.DatabaseURL)
	want, _ := env.Parse(r.files[".env"].Content).Lookup(project.DatabaseURL)
	switch {
	case !set:
		seen, err := r.project.Environment(env.Vars{})
		if err != nil {
			return d, err
		}
		if _, reads := seen.Vars.Lookup(project.DatabaseURL); !reads && !slices.ContainsFunc(r.project.Commands, func(c project.Command) bool { return c.Brings }) {
			d.Tell("set DATABASE_URL in " + name + ", too: Prisma's commands do not read the file that sets it")
		}
	case r.app.NoServer && entry.Value != "" && entry.Value == r.app.URL && !strings.HasPrefix(entry.Value, "file:"):
		d.Tell("set DATABASE_URL in " + name + " to the URL of your " + r.options.Database + " database; the one there now is that of the example")
	case strings.HasPrefix(entry.Value, "prisma://") || strings.HasPrefix(entry.Value, "prisma+postgres://"): // of Accelerate
	case entry.Value == "" || want.Value != "" && !r.fitsURL(entry.Value):
		d.Tell("set DATABASE_URL in " + name + " to the URL of a " + r.options.Database + " database; what is there stays as it is")
	case entry.Value == want.Value && r.files["compose.yaml"].Path != "" && r.app.NoServer:
		d.Tell("set DATABASE_URL in " + name + " to the URL of your " + r.options.Database + " database; the one there now is only an example")
	}
	return d, nil
}

// pushCommand brings the schema to the database as the project does it: by a
// migration where it has migrations, and not by a script of the same name that
// does something else.
func (r *request) pushCommand() string {
	if r.library != nil {
		return ""
	}
	manager := project.Manager(r.options.PackageManager)
	script, command := "db:push", "prisma db push"
	if dir := r.project.MigrationsDir(); dir != "" {
		if _, err := r.project.Mode(dir); err == nil {
			script, command = "db:migrate", "prisma migrate dev"
		}
	}
	there := r.pkg.String("scripts", script)
	switch other := r.scriptOf(command); {
	case strings.Contains(there, "prisma") && strings.Contains(there, strings.TrimPrefix(command, "prisma ")):
		return manager.Run(script)
	case other != "":
		return manager.Run(other)
	case there == "" && bytes.Contains(r.files["package.json"].Content, []byte(`"`+script+`"`)): // which is added
		return manager.Run(script)
	}
	return manager.Exec(command)
}
