package join

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/env"
	"create-app/project/gitignore"
	"create-app/scaffold/change"
)

// ignored adds what .gitignore lacks.
func (r *request) ignored() (o outcome, _ error) {
	want := r.files[".gitignore"].Content
	content, there := r.text(".gitignore")
	if !there {
		o.merged(".gitignore", want)
		return o, nil
	}
	o.merged(".gitignore", gitignore.Append(content, "", slices.DeleteFunc(patterns(want), func(line string) bool {
		switch line {
		case ".env", ".env.*", "!.env.example", "node_modules/", "*.db", "*.db-*":
			return false
		}
		return !strings.HasSuffix(line, "generated/") || r.HasSchema()
	})...))
	return o, nil
}

// patterns are the lines of a .gitignore that say something.
func patterns(text []byte) []string {
	var all []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// unignored says so where git would take .env, and .gitignore is left alone.
func (r *request) unignored() (o outcome, _ error) {
	if !r.project.Ignores(r.path(".env")) {
		o.step("add .env to .gitignore: it holds secrets", "", "")
	}
	return o, nil
}

// environment adds the variables that .env lacks. What is set, there or in a
// file that Next.js prefers, stays.
func (r *request) environment() (o outcome, err error) {
	file, o, err := r.variables(".env", r.setElsewhere())
	if err != nil {
		return o, err
	}
	_, set := file.Lookup(project.DatabaseURL)
	switch {
	case !r.ownURL():
		steps, err := r.urlSteps(file)
		if err != nil {
			return o, err
		}
		o.join(steps)
	case r.library != nil && !set && !r.setElsewhere()[project.DatabaseURL] && r.app.Prisma == 7:
		o.step("set "+project.DatabaseURL+" in .env as "+r.libraryDir()+" has it: the app opens the database itself", "", "")
	}
	o.join(r.secretStep())
	return o, nil
}

// exampleFiles are the names that projects have for what .env.example is to us.
func exampleFiles() []string {
	return []string{".env.example", ".env.sample", ".env.template", ".env.dist"}
}

// example lists all variables in .env.example, unless the project has its own
// way of saying them.
func (r *request) example() (outcome, error) {
	if r.exists(exampleFiles()[1:]...) != "" {
		return outcome{}, nil
	}
	_, o, err := r.variables(exampleFiles()[0], nil)
	return o, err
}

// variables adds to one file the variables that it lacks, but for those that
// other files set.
func (r *request) variables(name string, elsewhere map[string]bool) (*env.File, outcome, error) {
	var o outcome
	want := r.files[name]
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
		if file, err = file.Append(entry.Key, entry.Value, comments[entry.Key]); err != nil {
			return nil, o, &change.Error{Message: fmt.Sprintf("%s: %s", name, err), Advice: "add the variable by hand, then run again", Cause: err}
		}
	}
	if len(file.Bytes()) > 0 && !(there && bytes.Equal(file.Bytes(), content)) {
		o.edits = append(o.edits, change.Edit{Path: name, Content: file.Bytes(), Mode: want.Mode, Secret: want.Secret})
	}
	return file, o, nil
}

// ownURL reports whether the database's URL is none of the app's business, has
// another name than in projects of ours, or stands in another file than .env.
// With Prisma 6 only the schema reads it, and one that stands in .env as well
// would stop Prisma.
func (r *request) ownURL() bool {
	if r.library != nil {
		return true
	}
	return r.app.Prisma == 6 && r.ownSchema() && (r.project.URLVariable() != project.DatabaseURL || r.project.URLFile() != ".env")
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
