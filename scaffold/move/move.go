package move

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/afero"

	"create-app/nextauth"
	"create-app/plain"
	"create-app/project"
	"create-app/psl/convert"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/validate"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Plan is what moving a project to another database changes, and what there is to
// know about it. The embedded plan is nil where the report refuses the move.
type Plan struct {
	*change.Plan
	From, To templates.Database
	Report   convert.Report
	Steps    []scaffold.Step
	// Code are places of the sources that the new database does not understand; Elsewhere is what other files hold of the
	// old one.
	Code, Elsewhere []Place
}

// NewPlan decides what moving a project to another database changes.
func NewPlan(fsys afero.Fs, s *Seen, to templates.Database) (*Plan, error) {
	r, err := s.request(to)
	if err != nil {
		return nil, err
	}
	plan := &Plan{From: r.from, To: r.to, Report: r.converted.Report, Code: r.code()}
	if plan.Report.Refused() {
		return plan, nil
	}
	var all scaffold.Decision
	if r.from.ID != r.to.ID {
		if all, err = r.decide(); err != nil {
			return nil, err
		}
	}
	plan.Steps, plan.Elsewhere = all.Steps, r.otherPlaces(all.Edits)
	if plan.Plan, err = change.NewPlan(fsys, s.root, all.Edits); err != nil {
		return nil, err
	}
	plan.Changes = slices.DeleteFunc(plan.Changes, func(c change.Change) bool { return c.Kind == change.Keep })
	return plan, nil
}

// request is what was seen and what is wanted, and what the schema becomes.
type request struct {
	*Seen
	from, to      templates.Database
	converted     *convert.Result
	variable      string // of the URL that the app reads
	before, after rendered
}

func (r *request) decide() (scaffold.Decision, error) {
	all, err := scaffold.Decide(r, (*request).models, (*request).generated, (*request).packages, (*request).environment, (*request).setAside)
	if err != nil {
		return all, err
	}
	starts := slices.ContainsFunc(all.Edits, func(e change.Edit) bool { return e.Path == project.ComposeFiles()[0] && !e.Delete })
	all.Join(r.commands(starts))
	return all, nil
}

// request moves the schema, and judges the result before it is shown.
func (s *Seen) request(to templates.Database) (*request, error) {
	r := &request{Seen: s, to: to, variable: s.variable}
	if !to.Has(s.forms()) {
		return nil, &change.Error{
			Message: fmt.Sprintf("%s cannot be had with Prisma %d, which the project is on", to.Name, s.prisma),
			Advice:  "nothing was written; take prisma and @prisma/client to another major first, by Prisma's upgrade guide",
		}
	}
	target, known := to.Schema()
	if !known {
		return nil, &change.Error{Message: "a project cannot be moved to " + to.Name, Advice: "nothing was written"}
	}
	from := func(provider string, emulated bool) (convert.Database, bool) {
		if r.from, known = s.runsOn(provider, emulated); !known {
			return convert.Database{}, false
		}
		return r.from.Schema()
	}
	var err error
	r.converted, err = convert.Schema(s.schema, target, convert.Options{From: from, LongText: longText(to.Models())})
	var invalid *diag.InvalidError
	if errors.As(err, &invalid) {
		return nil, &invalidSchemaError{invalid.Diagnostics, s.program}
	}
	if err != nil {
		return nil, &change.Error{Message: err.Error(), Advice: "nothing was written", Cause: err}
	}
	if list := validate.Schema(r.converted.Files, validate.Options{IgnoreMarks: true}); len(r.converted.Files) > 0 && list.HasErrors() {
		err := &invalidSchemaError{list, s.program}
		return nil, &change.Error{
			Message: fmt.Sprintf("the schema would not be valid for %s: %s", to.Name, err),
			Advice:  "nothing was written; change that place by hand and run again", Cause: err,
		}
	}
	if r.from.Direct != "" && r.variable == r.from.Direct {
		r.variable = project.DatabaseURL // the client's, which is for the same database
	}
	if r.before, err = s.render(r.from); err != nil {
		return nil, err
	}
	r.after, err = s.render(to)
	return r, err
}

// runsOn is what the project runs on, which the schema alone cannot tell: PlanetScale is MySQL to Prisma, and Neon is
// PostgreSQL. It goes by what was recorded, then by a driver that serves one database only, then by the datasource.
func (s *Seen) runsOn(provider string, emulated bool) (templates.Database, bool) {
	id := s.record.DB
	if id == "" && s.pkg != nil {
		id = templates.DatabaseOfDrivers(s.pkg.Names("dependencies"))
	}
	return templates.DatabaseOf(id, provider, emulated)
}

// Others are the databases that the project can be moved to: those that its Prisma
// has, without the one that it runs on.
func (s *Seen) Others() []templates.Database {
	now := ""
	if sources := schema.Datasources(s.schema...); len(sources) > 0 {
		if from, known := s.runsOn(sources[0].Text("provider"), sources[0].Text("relationMode") == "prisma"); known {
			now = from.ID
		}
	}
	return slices.DeleteFunc(targets(), func(d templates.Database) bool { return d.ID == now || !d.Has(s.forms()) })
}

// invalidSchemaError says that the schema was not valid before anything was done.
type invalidSchemaError struct {
	diagnostics diag.List
	program     plain.Program
}

func (e *invalidSchemaError) Error() string {
	return (&diag.InvalidError{Diagnostics: e.diagnostics}).Error()
}

// Hint says where to see all of it.
func (e *invalidSchemaError) Hint() string {
	return fmt.Sprintf(`nothing was written; "%s" shows all that is wrong`, e.program.Command("validate"))
}

// longText knows the fields of NextAuth's models that hold tokens.
func longText(database nextauth.Database) func(model, field string) bool {
	models, err := nextauth.Models(nextauth.Target{Version: 4, Database: database})
	if err != nil {
		return nil
	}
	return func(model, field string) bool {
		for _, known := range models {
			if f, found := known.Field(field); found && known.Name == model {
				return f.Long
			}
		}
		return false
	}
}

// models are the files of the schema.
func (r *request) models() (d scaffold.Decision, _ error) {
	for _, f := range r.converted.Files {
		d.Edit(f.Name, []byte(f.Text))
	}
	return d, nil
}

// setAside moves the migrations, which are SQL of the old database, to a
// folder beside their own, and brings back those that an earlier move put there.
func (r *request) setAside() (d scaffold.Decision, _ error) {
	if r.from.Provider == r.to.Provider || r.migrations.path == "" {
		return d, nil
	}
	back := r.putAside()
	move := func(f file, from, to string) {
		d.Edits = append(d.Edits,
			change.Edit{Path: path.Join(to, f.name), Content: f.content, Mode: f.mode},
			change.Edit{Path: path.Join(from, f.name), Delete: true})
	}
	to := ""
	if len(r.migrations.files) > 0 {
		to = r.migrations.freeName(r.migrations.path + "-" + r.from.ID)
		for _, f := range r.migrations.files {
			if i := slices.IndexFunc(back.files, func(other file) bool { return other.name == f.name }); i < 0 {
				move(f, r.migrations.path, to)
			} else {
				d.Edits = append(d.Edits, change.Edit{Path: path.Join(to, f.name), Content: f.content, Mode: f.mode})
			}
		}
	}
	for _, f := range back.files {
		move(f, back.path, r.migrations.path)
	}
	switch {
	case back.path != "" && to != "":
		d.Tell(fmt.Sprintf("the migrations for %s are back in %s, as they were in %s; those for %s are in %s", r.to.Name, r.migrations.path, back.path, r.from.Name, to))
	case back.path != "":
		d.Tell(fmt.Sprintf("the migrations for %s are back in %s, as they were in %s", r.to.Name, r.migrations.path, back.path))
	case to != "":
		d.Tell(fmt.Sprintf("the old migrations are in %s; the first of the new ones begins from nothing", to))
	}
	return d, nil
}

// putAside are the migrations for the new database that the last of earlier moves put aside; without files where there
// are none.
func (r *request) putAside() (back folder) {
	number := func(f folder) int {
		n, _ := strconv.Atoi(f.path[strings.LastIndex(f.path, "-")+1:])
		return n
	}
	for _, f := range r.back {
		if f.provider == r.to.Provider && (back.path == "" || number(f) > number(back)) {
			back = f
		}
	}
	return back
}

// commands lists what to run afterwards; starts says that the new database is
// started by a file of the plan.
func (r *request) commands(starts bool) (d scaffold.Decision) {
	manager := project.Manager(r.record.PackageManager)
	lines := []string{manager.Install()}
	if starts {
		lines = append(lines, "docker compose up -d --wait")
	}
	generate, push := manager.Exec("prisma generate"), manager.Exec("prisma db push")
	if r.hasScript("db:generate") {
		generate = manager.Run("db:generate")
	}
	if r.hasScript("db:push") {
		push = manager.Run("db:push")
	}
	if r.hasScript("postinstall") && strings.Contains(r.pkg.String("scripts", "postinstall"), "prisma generate") {
		lines = append(lines, push)
	} else {
		lines = append(lines, generate, push)
	}
	d.Show("make the tables; rows are not moved, they stay in the old database", "", strings.Join(lines, "\n"))
	if r.from.Provider != r.to.Provider {
		d.Show("to carry the rows over, if they are worth it: back for a moment, and forward again; a URL of your own goes into "+r.env+" again before the tables are made", "", r.carry(push))
	}
	return d
}
