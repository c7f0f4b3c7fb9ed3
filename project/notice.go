package project

import (
	"fmt"
	"slices"
	"strings"

	"create-app/plain"
)

// schemaNotice says in a line which schema is used and why this one; empty if
// there is none.
func (p *Project) schemaNotice() string {
	if len(p.Schema.Files) == 0 {
		return ""
	}
	line := "schema: " + p.Rel(p.Schema.Path)
	if p.Schema.Folder {
		line += fmt.Sprintf("/ (%s)", count(len(p.Schema.Files), "file"))
	}
	switch p.Schema.How {
	case ByConfig:
		line += ", named by " + p.Rel(p.Config.File)
	case ByPackage:
		line += ", named by package.json"
	case ByScripts:
		line += ", named by the scripts of package.json"
	case ByTargets:
		line += ", run by a target of project.json"
	}
	return line
}

// EnvironmentNotice says in a line which .env files are read, or why none is.
func (p *Project) EnvironmentNotice(e *Environment) string {
	var files []string
	for _, f := range e.Files {
		file := p.Rel(f.Path)
		if f.by != "Prisma" && f.by != "--env-file" {
			file += " (loaded by " + f.by + ")"
		}
		files = append(files, file)
	}
	unknown := "what " + e.By + " loads, which only running it would tell"
	if len(files) > 0 && e.Computed {
		files = append(files, unknown)
	}
	switch {
	case len(files) > 0:
		return "environment: " + strings.Join(files, ", then ")
	case e.Computed:
		return "environment: " + unknown
	case len(e.Missing) > 0:
		return "environment: no .env; " + p.Rel(p.Config.File) + " would load " + p.Rel(e.Missing[0])
	case p.scriptEnv() != "":
		return "environment: no .env that Prisma loads by itself; the scripts run it with " + p.Rel(p.scriptEnv())
	case p.Config != nil:
		return "environment: no .env; " + p.Rel(p.Config.File) + " loads none, and Prisma leaves it to that file"
	case p.Prisma.Major == 7:
		return "environment: no .env; Prisma 7 loads none without a prisma.config.ts that does"
	}
	return "environment: no .env found"
}

// scriptEnv is the first file that scripts run Prisma with the variables of; empty where none do.
func (p *Project) scriptEnv() string {
	commands := p.Commands
	if p.Library != nil {
		commands = slices.Concat(commands, p.Library.Commands)
	}
	for _, c := range commands {
		for _, path := range c.EnvFiles {
			if len(c.Words) > 0 && c.Words[0] == "prisma" && p.disk.isFile(path) {
				return path
			}
		}
	}
	return ""
}

// Notices are the lines that every command that uses the schema and its
// environment says on stderr.
func (p *Project) Notices(e *Environment) []string {
	lines := append(p.SchemaNotices(), p.EnvironmentNotice(e))
	for _, app := range p.SignInApps {
		lines = append(lines, fmt.Sprintf("sign-in: %s sets it up; to look at it, \"%s\"", p.Rel(app.Root), p.Program.Command("doctor", "-C", plain.Path(p.Rel(app.Root)))))
	}
	return lines
}

// SignInNotice says in a line whose sign-in the models are held against, where that is an app's of the workspace; empty otherwise.
func (p *Project) SignInNotice() string {
	switch len(p.SignInApps) {
	case 0:
		return ""
	case 1:
		return "sign-in: as " + p.Rel(p.SignInApps[0].Root) + " sets it up"
	}
	var apps []string
	for _, app := range p.SignInApps {
		apps = append(apps, p.Rel(app.Root))
	}
	return "sign-in: set up in " + strings.Join(apps, ", ") + "; here the models are held against what any app may need, and there against what it needs"
}

// SchemaNotices say which schema is used, with what is odd about where it was
// found.
func (p *Project) SchemaNotices() []string {
	var lines []string
	for _, line := range []string{p.schemaNotice(), p.Schema.Note} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	for _, dir := range p.Schema.Generated {
		lines = append(lines, GeneratedNotice(p.Rel(dir)))
	}
	return lines
}

// GeneratedNotice says that the generated client in dir is no part of a schema folder.
func GeneratedNotice(dir string) string {
	return "left out: the generated client in " + dir + "; Prisma itself reads the schema copy in it, so move its output elsewhere"
}

// count writes "1 file", "2 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
