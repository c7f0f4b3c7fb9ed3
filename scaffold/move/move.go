package move

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/nextauth"
	"create-app/project"
	"create-app/project/env"
	"create-app/project/manifest"
	"create-app/psl/convert"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/validate"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Existing is a project as it was found on the disk.
type Existing struct {
	Root       string         // absolute; package.json and Prisma's config are here
	Package    *manifest.File // nil where there is no package.json
	Schema     []string       // files of the schema, below Root, slash separated
	Migrations string         // folder of the migrations, below Root
	Env        string         // the .env file that holds the database's URL, below Root
	Variable   string         // the variable of that URL
	Prisma     int            // 6 or 7
	manager    string         // the package manager
	Record     project.Record // of an earlier run
}

// Plan is what moving a project to another database changes, and what there is to
// know about it. The embedded plan is nil where the report refuses the move.
type Plan struct {
	*change.Plan
	From, To templates.Database
	Report   convert.Report
	Steps    []scaffold.Step
}

// invalidSchemaError says that the schema was not valid before anything was done.
type invalidSchemaError struct{ Diagnostics diag.List }

func (e *invalidSchemaError) Error() string {
	return (&diag.InvalidError{Diagnostics: e.Diagnostics}).Error()
}

// Hint says where to see all of it.
func (e *invalidSchemaError) Hint() string {
	return `nothing was written; "create-app validate" shows all that is wrong`
}

// NewPlan decides what moving a project to another database changes: the
// schema, .env, package.json, the files that create-app made and nobody
// changed since, and the migrations, which are put aside.
func NewPlan(fsys afero.Fs, p Existing, to templates.Database) (*Plan, error) {
	m := &mover{fsys: fsys, project: p, answers: scaffold.Recorded(p.Record), to: to}
	if !m.answers.Ours() && p.manager != "" {
		m.answers.PackageManager = p.manager
	}
	files, err := m.readSchema()
	if err != nil {
		return nil, err
	}
	result, err := m.convert(files)
	if err != nil {
		return nil, err
	}
	move := &Plan{From: m.from, To: m.to, Report: result.Report}
	if result.Report.Refused() {
		return move, nil
	}
	if m.from.ID != m.to.ID {
		if err := m.files(result); err != nil {
			return nil, err
		}
	}
	move.Steps = m.steps
	if move.Plan, err = change.NewPlan(fsys, p.Root, m.edits); err != nil {
		return nil, err
	}
	move.Plan.Changes = slices.DeleteFunc(move.Plan.Changes, func(c change.Change) bool { return c.Kind == change.Keep })
	return move, nil
}

// mover gathers what a move changes.
type mover struct {
	fsys     afero.Fs
	project  Existing
	answers  project.Record
	from, to templates.Database
	urls     []convert.URL
	all      map[string]rendered // by the ids of databases
	edits    []change.Edit
	steps    []scaffold.Step
}

func (m *mover) readSchema() ([]*syntax.File, error) {
	var files []*syntax.File
	for _, name := range m.project.Schema {
		text, err := m.read(name)
		if err != nil {
			return nil, err
		}
		files = append(files, syntax.ParseAs(syntax.VersionOf(m.project.Prisma), name, string(text)))
	}
	return files, nil
}

// convert moves the schema, and judges the result before anybody sees it.
func (m *mover) convert(files []*syntax.File) (*convert.Result, error) {
	if !m.to.Has(m.forms()) {
		return nil, &change.Error{
			Message: fmt.Sprintf("%s cannot be had with Prisma %d, which the project is on", m.to.Name, m.project.Prisma),
			Advice:  "nothing was written; take prisma and @prisma/client to another major first, by Prisma's upgrade guide",
		}
	}
	to, known := m.to.Schema()
	if !known {
		return nil, &change.Error{Message: "a project cannot be moved to " + m.to.Name, Advice: "nothing was written"}
	}
	result, err := convert.Schema(files, to, convert.Options{From: m.database, LongText: longText(m.to.Models())})
	var invalid *diag.InvalidError
	if errors.As(err, &invalid) {
		return nil, &invalidSchemaError{invalid.Diagnostics}
	}
	if err != nil {
		return nil, &change.Error{Message: err.Error(), Advice: "nothing was written", Cause: err}
	}
	diags := validate.Schema(result.Files, validate.Options{IgnoreMarks: true})
	if len(result.Files) > 0 && diags.HasErrors() {
		err := &invalidSchemaError{diags}
		return nil, &change.Error{
			Message: fmt.Sprintf("the schema would not be valid for %s: %s", m.to.Name, err),
			Advice:  "nothing was written; change that place by hand and run again", Cause: err,
		}
	}
	return result, nil
}

// database is what the project runs on, which the schema alone cannot tell: PlanetScale is MySQL to Prisma, and Neon is
// PostgreSQL. It goes by what was recorded, then by a driver that serves one database only, then by the datasource.
func (m *mover) database(provider string, emulated bool) (convert.Database, bool) {
	id := m.answers.DB
	if id == "" && m.project.Package != nil {
		id = templates.DatabaseOfDrivers(m.project.Package.Names("dependencies"))
	}
	var known bool
	if m.from, known = templates.DatabaseOf(id, provider, emulated); !known {
		return convert.Database{}, false
	}
	if m.from.Direct != "" && m.project.Variable == m.from.Direct {
		m.project.Variable = project.DatabaseURL // the client's, which is for the same database
	}
	return m.from.Schema()
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

// files plans every file of the project.
func (m *mover) files(result *convert.Result) error {
	for _, f := range result.Files {
		m.edit(f.Name, []byte(f.Text))
	}
	m.urls = result.URLs
	before, after, err := m.render()
	if err != nil {
		return err
	}
	for _, step := range []func(before, after rendered) error{m.generated, m.manifest, m.environment} {
		if err := step(before, after); err != nil {
			return err
		}
	}
	if m.from.Provider != m.to.Provider {
		if err := m.setAside(); err != nil {
			return err
		}
	}
	m.commands(after)
	return nil
}

func (m *mover) edit(path string, content []byte) {
	m.edits = append(m.edits, change.Edit{Path: path, Content: content})
}

func (m *mover) read(name string) ([]byte, error) {
	content, err := change.ReadFile(m.fsys, filepath.Join(m.project.Root, filepath.FromSlash(name)))
	return content, err
}

// readIfThere is read for a file that may be missing.
func (m *mover) readIfThere(name string) (content []byte, found bool, err error) {
	content, err = m.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return content, err == nil, err
}

// environment gives .env the new database's URL and keeps the old line as a comment.
func (m *mover) environment(before, after rendered) error {
	content, _, err := m.readIfThere(m.project.Env)
	if err != nil {
		return err
	}
	if err := m.otherFiles(); err != nil {
		return err
	}
	file, local := env.Parse(content), localURL(after)
	if local == "" {
		m.wantURL(m.project.Variable)
	}
	want := local
	if entry, _ := file.Lookup(m.project.Variable); m.mayBe(entry.Value, local, before) {
		want = entry.Value
	} else if earlier := m.earlierFile(file); earlier != "" {
		want = earlier
	}
	if file, err = m.keepURLs(file); err == nil {
		file, err = file.Replace(m.project.Variable, want)
	}
	if err != nil {
		return &change.Error{Message: fmt.Sprintf("%s: %s", m.project.Env, err), Advice: "set the variable by hand, then run again", Cause: err}
	}
	if want == local || m.to.File {
		file = file.Recomment(m.project.Variable, aboutURL(before), aboutURL(after))
	}
	if file, err = m.variables(file); err != nil {
		return &change.Error{Message: fmt.Sprintf("%s: %s", m.project.Env, err), Advice: "set the variable by hand, then run again", Cause: err}
	}
	if !bytes.Equal(content, file.Bytes()) {
		m.edits = append(m.edits, change.Edit{Path: m.project.Env, Content: file.Bytes(), Mode: 0o600, Secret: true})
	}
	return nil
}

// variables takes out what only the old database reads beside its URL, and adds what only the new one does.
func (m *mover) variables(file *env.File) (*env.File, error) {
	named := func(list []templates.Variable, name string) bool {
		return slices.ContainsFunc(list, func(v templates.Variable) bool { return v.Name == name })
	}
	var err error
	for _, v := range m.from.Variables {
		if named(m.to.Variables, v.Name) {
			continue
		}
		if file, err = file.Retire(v.Name, v.Comment()); err != nil {
			return nil, err
		}
	}
	for _, v := range m.to.Variables {
		if _, set := file.Lookup(v.Name); set {
			file = file.Recomment(v.Name, "# "+m.commentOf(v.Name), "# "+v.Comment())
			continue
		}
		if file, err = file.Insert(m.project.Variable, v.Name, "", v.Comment()); err != nil {
			return nil, err
		}
		if v.Name == m.to.Direct {
			m.wantURL(v.Name)
		}
	}
	return file, nil
}

// commentOf is what stands above a variable of the old database.
func (m *mover) commentOf(name string) string {
	for _, v := range m.from.Variables {
		if v.Name == name {
			return v.Comment()
		}
	}
	return ""
}

// earlierFile is the URL that an earlier move from SQLite made a comment of: its
// rows are still there. Servers are another matter: who wrote such a comment by
// hand may have meant one that nothing is to be pushed to.
func (m *mover) earlierFile(file *env.File) string {
	if !m.to.File {
		return ""
	}
	earlier := ""
	for _, url := range file.Commented(m.project.Variable) {
		if strings.HasPrefix(url, "file:") {
			earlier = url
		}
	}
	return earlier
}

func (m *mover) wantURL(variable string) {
	m.steps = append(m.steps, scaffold.Step{Title: fmt.Sprintf("put the URL of the %s database into %s, as %s", m.to.Name, m.project.Env, variable)})
}

// keepURLs makes comments of the URLs that stood in the schema itself, above
// the variables that it reads now.
func (m *mover) keepURLs(file *env.File) (*env.File, error) {
	for _, url := range m.urls {
		entry, _ := file.Lookup(url.Variable)
		var err error
		if file, err = file.Replace(url.Variable, url.Value); err == nil {
			file, err = file.Replace(url.Variable, entry.Value)
		}
		if err != nil {
			return nil, err
		}
		if url.Variable != m.project.Variable {
			m.wantURL(url.Variable)
		}
	}
	return file, nil
}

// otherFiles names the files that Next.js reads before .env and that have the
// URL of another database.
func (m *mover) otherFiles() error {
	for _, name := range []string{".env.local", ".env.development", ".env.development.local", ".env.production", ".env.production.local"} {
		content, _, err := m.readIfThere(name)
		if err != nil {
			return err
		}
		entry, set := env.Parse(content).Lookup(m.project.Variable)
		if set && name != m.project.Env && !m.to.FitsURL(entry.Value) {
			m.steps = append(m.steps, scaffold.Step{Title: fmt.Sprintf("change %s in %s, line %d: Next.js reads it before %s, and it is not for %s", m.project.Variable, name, entry.Line, m.project.Env, m.to.Name)})
		}
	}
	return nil
}

// mayBe reports whether a URL can be that of the new database already: because
// it is for no other, or because there is nothing better and the old database
// has the same kind of URL.
func (m *mover) mayBe(url, local string, before rendered) bool {
	if !m.to.FitsURL(url) {
		return false
	}
	return !m.from.FitsURL(url) || local == "" && url != localURL(before)
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

// setAside moves the migrations, which are SQL of the old database, to a
// folder beside their own.
func (m *mover) setAside() error {
	from := m.project.Migrations
	if from == "" {
		return nil
	}
	dir := filepath.Join(m.project.Root, filepath.FromSlash(from))
	if info, err := m.fsys.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	to, err := m.freeName(from + "-" + m.from.ID)
	if err != nil {
		return err
	}
	moved := 0
	err = afero.Walk(m.fsys, dir, func(found string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		below, err := filepath.Rel(dir, found)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(below)
		content, err := m.read(path.Join(from, name))
		if err != nil {
			return err
		}
		moved++
		m.edits = append(m.edits,
			change.Edit{Path: path.Join(to, name), Content: content, Mode: info.Mode().Perm()},
			change.Edit{Path: path.Join(from, name), Delete: true})
		return nil
	})
	if moved > 0 {
		m.steps = append(m.steps, scaffold.Step{Title: fmt.Sprintf("the old migrations are in %s; the first of the new ones begins from nothing", to)})
	}
	return err
}

// freeName is name, or name with a number where that is taken.
func (m *mover) freeName(name string) (string, error) {
	for n := 1; ; n++ {
		candidate := name
		if n > 1 {
			candidate = fmt.Sprintf("%s-%d", name, n)
		}
		taken, err := change.Occupied(m.fsys, filepath.Join(m.project.Root, filepath.FromSlash(candidate)))
		if err != nil {
			return "", err
		}
		if !taken {
			return candidate, nil
		}
	}
}

// commands lists what to run afterwards.
func (m *mover) commands(after rendered) {
	manager := project.Manager(m.answers.PackageManager)
	lines := []string{manager.Install()}
	if _, found := after["compose.yaml"]; found && m.planned("compose.yaml") {
		lines = append(lines, "docker compose up -d --wait")
	}
	generate, push := manager.Exec("prisma generate"), manager.Exec("prisma db push")
	if m.hasScript("db:generate") {
		generate = manager.Run("db:generate")
	}
	if m.hasScript("db:push") {
		push = manager.Run("db:push")
	}
	if m.hasScript("postinstall") && strings.Contains(m.project.Package.String("scripts", "postinstall"), "prisma generate") {
		lines = append(lines, push)
	} else {
		lines = append(lines, generate, push)
	}
	m.steps = append(m.steps, scaffold.Step{Title: "make the tables; rows are not moved, they stay in the old database", Text: strings.Join(lines, "\n")})
}

func (m *mover) planned(path string) bool {
	return slices.ContainsFunc(m.edits, func(e change.Edit) bool { return e.Path == path && !e.Delete })
}

func (m *mover) hasScript(name string) bool {
	return m.project.Package != nil && m.project.Package.Has("scripts", name)
}
