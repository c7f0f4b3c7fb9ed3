package move

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/env"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// environment gives .env the new database's URL and keeps the old line as a comment.
func (r *request) environment() (d scaffold.Decision, err error) {
	d.Join(r.otherFiles())
	content := r.texts[r.env]
	file, local := env.Parse(content), localURL(r.after)
	if local == "" {
		d.Tell(r.wanted(r.variable))
	}
	want := r.url(file)
	if file, err = r.keepURLs(&d, file); err == nil {
		file, err = file.Replace(r.variable, want)
	}
	if name := r.driverVariable(); err == nil && name != "" {
		if entry, _ := file.Lookup(name); !r.mayBe(entry.Value, local) {
			file, err = file.Replace(name, want)
		}
	}
	if err == nil && (want == local || r.to.File) {
		file = file.Recomment(r.variable, aboutURL(r.before), aboutURL(r.after))
	}
	if err == nil {
		file, err = r.variables(&d, file)
	}
	if err != nil {
		return d, &change.Error{Message: fmt.Sprintf("%s: %s", r.env, err), Advice: "set the variable by hand, then run again", Cause: err}
	}
	if !bytes.Equal(content, file.Bytes()) {
		d.Edits = append(d.Edits, change.Edit{Path: r.env, Content: file.Bytes(), Mode: 0o600, Secret: true})
	}
	return d, nil
}

// url is the new database's: the one that is set, if it can be that, the file of an earlier move, or a new project's.
func (r *request) url(file *env.File) string {
	local := localURL(r.after)
	if entry, _ := file.Lookup(r.variable); r.mayBe(entry.Value, local) {
		return entry.Value
	}
	return cmp.Or(r.earlierFile(file), local)
}

// variables takes out what only the old database reads beside its URL, and adds what only the new one does.
func (r *request) variables(d *scaffold.Decision, file *env.File) (*env.File, error) {
	named := func(list []templates.Variable, name string) bool {
		return slices.ContainsFunc(list, func(v templates.Variable) bool { return v.Name == name })
	}
	var err error
	for _, v := range r.from.Variables {
		if named(r.to.Variables, v.Name) {
			continue
		}
		if file, err = file.Retire(v.Name, v.Comment()); err != nil {
			return nil, err
		}
	}
	for _, v := range r.to.Variables {
		if _, set := file.Lookup(v.Name); set {
			file = file.Recomment(v.Name, "# "+r.commentOf(v.Name), "# "+v.Comment())
			continue
		}
		if file, err = file.Insert(r.variable, v.Name, "", v.Comment()); err != nil {
			return nil, err
		}
		if v.Name == r.to.Direct {
			d.Tell(r.wanted(v.Name))
		}
	}
	return file, nil
}

// commentOf is what stands above a variable of the old database.
func (r *request) commentOf(name string) string {
	for _, v := range r.from.Variables {
		if v.Name == name {
			return v.Comment()
		}
	}
	return ""
}

// earlierFile is the URL that an earlier move from SQLite made a comment of: its
// rows are still there. Servers are another matter: who wrote such a comment by
// hand may have meant one that nothing is to be pushed to.
func (r *request) earlierFile(file *env.File) string {
	if !r.to.File {
		return ""
	}
	earlier := ""
	for _, url := range file.Commented(r.variable) {
		if strings.HasPrefix(url, "file:") {
			earlier = url
		}
	}
	return earlier
}

// wanted asks for the URL that a variable is to hold.
func (r *request) wanted(variable string) string {
	return fmt.Sprintf("put the URL of the %s database into %s, as %s", r.to.Name, r.env, variable)
}

// keepURLs makes comments of the URLs that stood in the schema itself, above
// the variables that it reads now.
func (r *request) keepURLs(d *scaffold.Decision, file *env.File) (*env.File, error) {
	for _, url := range r.converted.URLs {
		entry, _ := file.Lookup(url.Variable)
		var err error
		if file, err = file.Replace(url.Variable, url.Value); err == nil {
			file, err = file.Replace(url.Variable, entry.Value)
		}
		if err != nil {
			return nil, err
		}
		if url.Variable != r.variable {
			d.Tell(r.wanted(url.Variable))
		}
	}
	return file, nil
}

// otherFiles names the files that Next.js reads before .env and that have the
// URL of another database.
func (r *request) otherFiles() (d scaffold.Decision) {
	switch {
	case r.configURL != "" && r.configComputes:
		d.Tell(fmt.Sprintf("have %s give the URL of the %s database: Prisma's commands go by it, and not by %s", r.configURL, r.to.Name, r.env))
	case r.configURL != "":
		d.Tell(fmt.Sprintf("put the URL of the %s database into %s in place of the one that stands there: Prisma's commands go by it, and not by %s", r.to.Name, r.configURL, r.env))
	}
	for _, name := range project.EnvFiles() {
		entry, set := env.Parse(r.texts[name]).Lookup(r.variable)
		if name != ".env" && set && name != r.env && !r.to.FitsURL(entry.Value) {
			d.Tell(fmt.Sprintf("change %s in %s, line %d: Next.js reads it before %s, and it is not for %s", r.variable, name, entry.Line, r.env, r.to.Name))
		}
	}
	return d
}

// mayBe reports whether a URL can be that of the new database already: because
// it is for no other, or because there is nothing better and the old database
// has the same kind of URL.
func (r *request) mayBe(url, local string) bool {
	if !r.to.FitsURL(url) {
		return false
	}
	return !r.from.FitsURL(url) || local == "" && url != localURL(r.before)
}

// localURL is the URL of the database that a new project starts with, or "".
func localURL(files rendered) string {
	entry, _ := env.Parse(files[".env"].Content).Lookup(project.DatabaseURL)
	return entry.Value
}

// aboutURL is what create-app's own .env says above the URL.
func aboutURL(files rendered) string {
	above, _, _ := strings.Cut(string(files[".env"].Content), "\nDATABASE_URL=")
	return above[strings.LastIndex(above, "\n")+1:]
}

// example keeps .env.example in step: wholly where it was not changed, else in
// the one variable.
func (r *request) example() (d scaffold.Decision) {
	const name = ".env.example"
	content, there := r.texts[name]
	now, known := r.after[name]
	switch {
	case !there || !known:
		return d
	case r.isOurs(name):
		d.Edit(name, likeText(now.Content, content))
		return d
	}
	entry, _ := env.Parse(now.Content).Lookup(project.DatabaseURL)
	file, err := env.Parse(content).Replace(project.DatabaseURL, entry.Value)
	if err != nil {
		d.Show("say in "+name+" what the new DATABASE_URL looks like", name, "")
		return d
	}
	d.Edit(name, file.Recomment(project.DatabaseURL, aboutURL(r.before), aboutURL(r.after)).Bytes())
	return d
}
