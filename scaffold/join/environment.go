package join

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/env"
	"create-app/project/gitignore"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// ignored adds what .gitignore lacks, and those of the folders above.
func (r *request) ignored() (d scaffold.Decision, _ error) {
	want := r.files[".gitignore"].Content
	content, there := r.text(".gitignore")
	if !there && !r.ignoredAbove("node_modules/") {
		d.Edit(".gitignore", want)
		return d, nil
	}
	example := r.exists(project.EnvExamples()[0]) != "" || r.writes((*request).example)
	spoken := !there && !example && r.ignoredAbove(".env") && !r.writes((*request).environment)
	silent := !bytes.Contains(content, []byte(".env")) && !spoken // else the project has its own idea of the others
	if name := r.envFile(); name != ".env" {
		silent = silent || !r.project.Ignores(r.path(name))
	}
	after := scaffold.WithIgnored(content, want, "", func(line string) bool {
		return (line == "node_modules/" || line == ".env" || line == ".env.*" && silent) && !r.ignoredAbove(line)
	})
	if example && (ignores(after, ".env.example") || r.ignoredAbove(".env.example")) {
		after = scaffold.WithIgnored(after, want, "", func(line string) bool { return line == "!.env.example" })
	}
	heading := "" // as the file has them
	if bytes.HasPrefix(content, []byte("#")) || bytes.Contains(content, []byte("\n#")) {
		heading = "what Prisma makes"
	}
	database := !r.ignoresDatabase()
	after = scaffold.WithIgnored(after, want, heading, func(line string) bool {
		return (database && (line == "*.db" || line == "*.db-*") || strings.HasSuffix(line, "generated/") && !r.HasSchema()) && !r.ignoredAbove(line)
	})
	if there || len(after) > 0 {
		d.Edit(".gitignore", after)
	}
	return d, nil
}

// writes reports whether a part of the plan changes a file.
func (r *request) writes(part func(*request) (scaffold.Decision, error)) bool {
	d, err := part(r)
	return err != nil || len(d.Edits) > 0
}

// ignoredAbove reports whether git ignores what a line of ours is for, as the project is.
func (r *request) ignoredAbove(line string) bool {
	name := strings.ReplaceAll(strings.TrimPrefix(line, "/"), "*", "x")
	if strings.HasSuffix(name, "/") {
		name += "x"
	}
	return r.project.Ignores(r.path(name))
}

// ignores reports whether a .gitignore alone has git ignore a file beside it.
func ignores(text []byte, name string) bool {
	return gitignore.Rules{".": gitignore.Parse(text)}.Ignores(name, false)
}

// ignoresDatabase reports whether git ignores the SQLite file that the project has already, by its URL, or whether it has none
// because another package has the schema.
func (r *request) ignoresDatabase() bool {
	if r.library != nil || !r.ownSchema() {
		return r.library != nil
	}
	seen, err := r.project.Environment(env.Vars{})
	if err != nil {
		return false
	}
	url, _ := seen.Vars.Lookup(cmp.Or(r.project.URLVariable(), project.DatabaseURL))
	dir := r.project.Root
	if r.app.Prisma < 7 {
		dir = filepath.Dir(r.project.Schema.Path)
	}
	file, ok := project.SQLiteFile(url, dir)
	return ok && r.project.Ignores(file)
}

// unignored says so where git would take .env, and .gitignore is left alone.
func (r *request) unignored() (d scaffold.Decision, _ error) {
	if name := r.envFile(); !r.project.Ignores(r.path(name)) {
		d.Tell("add " + name + " to .gitignore: it holds secrets")
	}
	return d, nil
}

// envFile is where variables go: .env, or the one file that the config loads in
// its place, where Next.js reads that too and there is no .env.
func (s *Seen) envFile() string {
	const usual, local = ".env", ".env.local"
	if s.project.Config == nil || s.exists(usual) != "" {
		return usual
	}
	seen, err := s.project.Environment(env.Vars{})
	if err != nil || seen.Computed {
		return usual
	}
	loaded := slices.Clone(seen.Missing)
	for _, file := range seen.Files {
		loaded = append(loaded, file.Path)
	}
	if slices.Contains(loaded, s.path(local)) && !slices.Contains(loaded, s.path(usual)) {
		return local
	}
	return usual
}

// environment adds the variables that .env lacks. What is set, there or in a
// file that Next.js prefers, stays.
func (r *request) environment() (d scaffold.Decision, err error) {
	name := r.envFile()
	file, d, err := r.variables(name, r.setElsewhere())
	if err != nil {
		return d, err
	}
	_, set := file.Lookup(project.DatabaseURL)
	switch {
	case !r.ownURL():
		steps, err := r.urlSteps(file, name)
		if err != nil {
			return d, err
		}
		d.Join(steps)
	case r.library != nil && !set && !r.setElsewhere()[project.DatabaseURL] && r.app.Prisma == 7:
		d.Tell("set " + project.DatabaseURL + " in " + name + " as " + r.libraryDir() + " has it: the app opens the database itself")
	}
	d.Join(r.secretStep())
	return d, nil
}

// example lists all variables in .env.example, unless the project has its own
// way of saying them.
func (r *request) example() (scaffold.Decision, error) {
	usual := project.EnvExamples()[0]
	if r.exists(project.EnvExamples()[1:]...) != "" {
		return scaffold.Decision{}, nil
	}
	_, d, err := r.variables(usual, nil)
	return d, err
}

// variables adds to one file the variables that it lacks, but for those that
// other files set.
func (r *request) variables(name string, elsewhere map[string]bool) (*env.File, scaffold.Decision, error) {
	var d scaffold.Decision
	want := r.files[name]
	if name == r.envFile() {
		want = r.files[".env"]
	}
	content, there := r.text(name)
	file := env.Parse(content)
	if !there && len(r.setElsewhere()) == 0 && !r.ownURL() {
		file = env.Parse(want.Content)
	}
	comments := commentsAbove(want.Content)
	for _, entry := range env.Parse(want.Content).Entries {
		_, set := file.Lookup(entry.Key)
		if set || elsewhere[entry.Key] || r.ownURL() && entry.Key == project.DatabaseURL {
			continue
		}
		var err error
		if file, err = file.AppendApart(entry.Key, entry.Value, comments[entry.Key]); err != nil {
			return nil, d, &change.Error{Message: fmt.Sprintf("%s: %s", name, err), Advice: "add the variable by hand, then run again", Cause: err}
		}
	}
	if len(file.Bytes()) > 0 && !(there && bytes.Equal(file.Bytes(), content)) {
		d.Edits = append(d.Edits, change.Edit{Path: name, Content: file.Bytes(), Mode: want.Mode, Secret: want.Secret})
	}
	return file, d, nil
}

// ownURL reports whether the database's URL is none of the app's business, has
// another name than in projects of ours, or stands in another file than .env,
// such as the schema.
// With Prisma 6 only the schema reads it, and one that stands in .env as well
// would stop Prisma. With Prisma 7 the project's clients read one, too.
func (r *request) ownURL() bool {
	switch {
	case r.library != nil:
		return true
	case !r.ownSchema():
		return false
	case r.app.Prisma == 6:
		return r.project.WritesURL() || r.project.URLVariable() != project.DatabaseURL || r.project.URLFile() != ".env"
	}
	return (r.project.URLVariable() != project.DatabaseURL || r.project.ConfigWritesURL()) && r.clientsReadOther()
}

// clientsReadOther reports whether the project has clients, and all show to
// connect with variables that are not called as in projects of ours, or with a
// URL that is written out.
func (s *Seen) clientsReadOther() bool {
	for _, c := range s.project.Clients {
		for _, connection := range c.Connections {
			if url := connection.URL; !url.Set() || url.Computed || url.Var == project.DatabaseURL {
				return false
			}
		}
	}
	return len(s.project.Clients) > 0
}

// setElsewhere are the variables of files that Next.js reads before .env.
func (s *Seen) setElsewhere() map[string]bool {
	set := map[string]bool{}
	for _, name := range project.NextEnvFiles() {
		if name == ".env" {
			continue
		}
		for _, entry := range s.env(name).Entries {
			set[entry.Key] = true
		}
	}
	return set
}

// commentsAbove are the comment lines right above each variable.
func commentsAbove(text []byte) map[string]string {
	comments := map[string]string{}
	var lines []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		comment, isComment := strings.CutPrefix(line, "#")
		key, _, assigns := strings.Cut(line, "=")
		switch {
		case isComment:
			lines = append(lines, strings.TrimSpace(comment))
			continue
		case assigns:
			comments[key] = strings.Join(lines, "\n")
		}
		lines = nil
	}
	return comments
}
