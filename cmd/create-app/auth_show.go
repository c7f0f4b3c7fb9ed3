package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/project"
	"create-app/scaffold/change"
)

// authReport is the result of a run, as --json prints it.
type authReport struct {
	Schema        []string                 `json:"schema"`
	Database      nextauth.Database        `json:"database,omitempty"`
	NextAuth      int                      `json:"nextAuth"`
	Roles         map[nextauth.Role]string `json:"roles"`
	InvalidBefore int                      `json:"errorsBefore"` // what was wrong with the schema to begin with
	Findings      []authFinding            `json:"findings"`
	Changes       []newChange              `json:"changes"`
	Diff          string                   `json:"diff,omitempty"`
	Written       bool                     `json:"written"`
	Steps         []string                 `json:"steps,omitempty"`       // what --wire leaves to do
	NotCompared   string                   `json:"notCompared,omitempty"` // why nothing was

	command string
	tables  string // what brings a changed schema to the client and to the database
	dry     bool
}

// authFinding is one finding for tools.
type authFinding struct {
	Level   nextauth.Level       `json:"level"`
	Code    string               `json:"code"`
	Role    nextauth.Role        `json:"role"`
	Subject string               `json:"subject"`
	File    string               `json:"file,omitempty"`
	Line    int                  `json:"line,omitempty"`
	Column  int                  `json:"column,omitempty"`
	Start   int                  `json:"start,omitempty"`
	End     int                  `json:"end,omitempty"`
	Message string               `json:"message"`
	Reason  string               `json:"reason"`
	Cure    string               `json:"cure"`
	Lines   []string             `json:"lines,omitempty"`
	Needs   string               `json:"needs,omitempty"`
	Fails   []nextauth.Operation `json:"fails,omitempty"`
	Adds    bool                 `json:"adds"` // a run adds the lines

	matters bool
}

func newAuthReport(r *authRun) *authReport {
	report := &authReport{
		Database: r.compared.Database(), NextAuth: r.wants.Version, Roles: make(map[nextauth.Role]string),
		Findings: []authFinding{}, Changes: []newChange{}, command: r.commandLine(), dry: r.o.Check || r.o.DryRun || r.o.Diff,
	}
	report.NotCompared, report.tables = r.notCompared, tablesStep(r.found, r.compared.Database())
	shown := func(name string) string { return r.found.Rel(filepath.Join(r.schema.Root, filepath.FromSlash(name))) }
	for _, f := range r.schema.Files {
		report.Schema = append(report.Schema, shown(f.Name))
	}
	for _, role := range nextauth.Roles() {
		if model := r.compared.Model(role); model != "" {
			report.Roles[role] = model
		}
	}
	for _, d := range r.schema.Before {
		if d.Severity == 0 {
			report.InvalidBefore++
		}
	}
	for _, f := range r.compared.Findings {
		finding := newAuthFinding(f)
		if f.Absent() && r.wants.Unused(f) && !slices.Contains(r.wants.With, f.Role) {
			finding.Level, finding.Fails, finding.matters = nextauth.Choice, nil, false
			finding.Message += "; with the options that show, NextAuth does not use it"
		}
		if finding.File != "" {
			finding.File = shown(finding.File)
		}
		report.Findings = append(report.Findings, finding)
	}
	for _, c := range r.plan.Changes {
		if c.Kind != change.Keep {
			report.Changes = append(report.Changes, newChange{shown(c.Path), c.Kind})
		}
	}
	for _, step := range r.steps {
		report.Steps = append(report.Steps, strings.TrimSpace(step.Title+"\n"+step.Text))
	}
	return report
}

// tablesStep is how the client and the tables follow the schema: by a migration where the project has some.
func tablesStep(p *project.Project, database nextauth.Database) string {
	manager := project.Manager(p.PackageManager)
	tables := manager.Exec("prisma db push")
	if dir := p.MigrationsDir(); dir != "" && database != nextauth.MongoDB {
		if _, err := p.Mode(dir); err == nil {
			tables = manager.Exec("prisma migrate dev")
		}
	}
	return manager.Exec("prisma generate") + ", and " + tables
}

func newAuthFinding(f nextauth.Finding) authFinding {
	out := authFinding{
		Level: f.Level, Code: f.Code, Role: f.Role, Subject: f.Subject, Message: f.Message, Reason: f.Reason,
		Cure: f.Cure, Lines: f.Lines, Needs: f.Needs, Fails: f.Fails, Adds: f.Safe, matters: f.Matters(),
	}
	if f.File != nil {
		p := f.File.Position(f.Span.Start)
		out.File, out.Line, out.Column = f.File.Name, p.Line, p.Column
		out.Start, out.End = int(f.Span.Start), int(f.Span.End)
	}
	return out
}

// Problems reports whether there is what --check fails for.
func (r *authReport) Problems() bool {
	return slices.ContainsFunc(r.Findings, func(f authFinding) bool { return f.matters })
}

// show prints the report.
func (r *authReport) show(env *Env) error {
	if env.JSON {
		return env.PrintJSON(r)
	}
	var out strings.Builder
	r.write(&out)
	r.writeOutcome(&out)
	if _, err := io.WriteString(env.results(), out.String()); err != nil {
		return err
	}
	if r.command != "" && !r.dry && r.NotCompared == "" {
		env.Notef("equivalent: %s", r.command)
	}
	return nil
}

// annotate prints the findings for GitHub: what --check fails for as errors.
func (r *authReport) annotate(env *Env) error {
	var all []annotation
	problems := 0
	for _, f := range r.Findings {
		a := annotation{
			Level: githubNotice, File: f.File, Line: f.Line, Column: f.Column, Title: f.Code,
			Message: strings.Join(append([]string{f.Message, "why: " + f.Reason, "cure: " + f.Cure}, f.Lines...), "\n"),
		}
		if f.matters {
			problems++
			a.Level = githubError
		}
		all = append(all, a)
	}
	if err := env.annotate("create-app auth", all); err != nil {
		return err
	}
	_, err := fmt.Fprintln(env.Out, countOf(problems, "problem"))
	return err
}

// write prints the findings: first what is added, then what is left to a person.
func (r *authReport) write(out *strings.Builder) {
	adds, rest := r.split()
	if len(adds) > 0 {
		out.WriteString("to add:\n")
		for _, f := range adds {
			f.writeShort(out)
		}
	}
	if len(rest) > 0 {
		if len(adds) > 0 {
			out.WriteByte('\n')
		}
		out.WriteString("for you to decide:\n")
		for _, f := range rest {
			f.writeLong(out)
		}
	}
}

func (r *authReport) split() (adds, rest []authFinding) {
	for _, f := range r.Findings {
		if f.Adds {
			adds = append(adds, f)
		} else {
			rest = append(rest, f)
		}
	}
	return adds, rest
}

// place is where a finding is, as tools that open files read it.
func (f authFinding) place() string {
	if f.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d: ", f.File, f.Line, f.Column)
}

func (f authFinding) writeShort(out *strings.Builder) {
	fmt.Fprintf(out, "  %s%s: %s\n", f.place(), f.Level, f.Message)
	if f.Needs != "" {
		fmt.Fprintf(out, "      needs: %s\n", f.Needs)
	}
}

func (f authFinding) writeLong(out *strings.Builder) {
	fmt.Fprintf(out, "  %s%s: %s\n      why: %s\n      cure: %s\n", f.place(), f.Level, f.Message, f.Reason, f.Cure)
	for _, line := range f.Lines {
		out.WriteString(strings.TrimRight("      | "+line, " ") + "\n")
	}
}

// writeOutcome says in a line or two what came of it.
func (r *authReport) writeOutcome(out *strings.Builder) {
	if len(r.Findings) > 0 {
		out.WriteByte('\n')
	}
	switch {
	case r.NotCompared != "":
		fmt.Fprintf(out, "%s: nothing was compared\nto compare all the same, say what for: --strategy database\n", r.NotCompared)
	case len(r.Findings) == 0 && len(r.Changes) == 0:
		out.WriteString("the schema has all that NextAuth needs; nothing to do\n")
	case len(r.Changes) == 0:
		out.WriteString("nothing to write\n")
	default:
		for _, c := range r.Changes {
			fmt.Fprintf(out, "%s %s\n", c.Kind, c.Path)
		}
		if r.dry {
			out.WriteString("nothing was written\n")
		}
	}
	for _, step := range r.Steps {
		fmt.Fprintf(out, "then: %s\n", step)
	}
	if r.Written && slices.ContainsFunc(r.Changes, func(c newChange) bool { return strings.HasSuffix(c.Path, ".prisma") }) {
		fmt.Fprintf(out, "then: %s\n", r.tables)
	}
}
