package join

import (
	"cmp"
	"strings"

	"create-app/project"
	"create-app/project/env"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// urls are the values that the project's own files have for the database's URL,
// as Next.js prefers them.
func (a *adder) urls() []string {
	var urls []string
	for _, name := range project.NextEnvFiles() {
		content, err := change.ReadFile(a.fsys, a.path(name))
		if err != nil {
			continue
		}
		if entry, set := env.Parse(content).Lookup(scaffold.DatabaseURL); set && entry.Value != "" {
			urls = append(urls, entry.Value)
		}
	}
	return urls
}

// databaseOfURL is the database that the first of the URLs is for, as far as a major of Prisma can have it; empty where
// that does not show.
func databaseOfURL(urls []string, prisma int) string {
	if len(urls) == 0 {
		return ""
	}
	if strings.HasPrefix(urls[0], "prisma+postgres:") {
		return "postgresql"
	}
	d, _ := templates.DatabaseOfURL(urls[0])
	if !d.Has(prisma) {
		d, _ = templates.DatabaseFor(d.Provider)
	}
	return d.ID
}

// hasDatabase reports whether a URL of the project's own leads to a database
// that will do.
func (a *adder) hasDatabase() bool {
	urls := a.urls()
	if len(urls) == 0 {
		return false
	}
	d, _ := templates.FindDatabase(a.options.Database)
	kind := map[string]string{"sqlite": "file", "cockroachdb": "postgresql"}[d.Provider]
	return scheme(urls[0]) == cmp.Or(kind, d.Provider)
}

// scheme is the kind of database a URL is for.
func scheme(url string) string {
	before, _, _ := strings.Cut(url, ":")
	switch before {
	case "postgres", "prisma+postgres":
		return "postgresql"
	case "libsql":
		return "file"
	}
	return before
}

// otherCompose is a file of another name that Docker Compose takes in place of ours.
func (a *adder) otherCompose() string {
	return a.exists("compose.yml", "docker-compose.yaml", "docker-compose.yml")
}

// startsDatabase reports whether the project has, or gets, a compose.yaml. A
// project whose database is somewhere already gets none: it would start one
// that nobody asks.
func (a *adder) startsDatabase() bool {
	if a.exists("compose.yaml") != "" {
		return true
	}
	return a.library == nil && len(a.found.Schema.Files) == 0 && !a.hasDatabase() && a.otherCompose() == ""
}

// compose adds a file that starts the database, where that is to be.
func (a *adder) compose() error {
	file, found := a.files["compose.yaml"]
	other := a.otherCompose()
	switch {
	case !found || a.library != nil || a.hasDatabase():
	case other != "" && (len(a.found.Schema.Files) == 0 || a.exists("compose.yaml") != ""):
		a.step("let "+other+" start the database, with a service such as this one", other, string(file.Content))
	case a.startsDatabase():
		a.add(file.Path, file.Content)
	}
	return nil
}

// checkURL asks for another DATABASE_URL where the one of file, .env, is
// missing, made up, or for another database.
func (a *adder) checkURL(file *env.File) error {
	entry, set := file.Lookup(scaffold.DatabaseURL)
	want, _ := env.Parse(a.files[".env"].Content).Lookup(scaffold.DatabaseURL)
	switch {
	case !set:
		seen, err := a.found.Environment(env.Vars{})
		if err != nil {
			return err
		}
		if _, reads := seen.Vars.Lookup(scaffold.DatabaseURL); !reads {
			a.step("set DATABASE_URL in .env, too: Prisma's commands do not read the file that sets it", "", "")
		}
	case entry.Value == "" || want.Value != "" && scheme(entry.Value) != scheme(want.Value):
		a.step("set DATABASE_URL in .env to the URL of a "+a.options.Database+" database; what is there stays as it is", "", "")
	case entry.Value == want.Value && a.files["compose.yaml"].Path != "" && a.app.NoServer:
		a.step("set DATABASE_URL in .env to the URL of your "+a.options.Database+" database; the one there now is only an example", "", "")
	}
	return nil
}

// pushCommand brings the schema to the database as the project does it: by a
// migration where it has migrations, and not by a script of the same name that
// does something else.
func (a *adder) pushCommand() string {
	if a.library != nil {
		return ""
	}
	manager := project.Manager(a.options.PackageManager)
	script, command := "db:push", "prisma db push"
	if dir := a.found.MigrationsDir(); dir != "" && exists(a.fsys, dir) {
		script, command = "db:migrate", "prisma migrate dev"
	}
	if there := a.pkg.String("scripts", script); there == "" || strings.Contains(there, "prisma") {
		return manager.Run(script)
	}
	return manager.Exec(command)
}
