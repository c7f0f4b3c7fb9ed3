package prompts

import (
	"cmp"
	"context"
	"slices"

	"github.com/charmbracelet/huh"

	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/templates"
)

// Project is what the wizard for a new project works on.
type Project struct {
	Options *scaffold.Options // the defaults; the answers go where they stand
	Given   func(flag string) bool

	CheckDir  func(dir string) error    // may look at the disk
	Installed func(manager string) bool // is the package manager there
	CanGit    func(dir string) bool     // would a repository make sense in dir
	Summary   func() (string, error)    // of what the options come to; called after the last question
	Confirm   bool                      // ask before going on
	Question  string                    // that is asked then; empty is that of a new project
}

// NewProject asks for everything that is not given, shows what it comes to,
// and asks whether to go on.
func (t *Terminal) NewProject(ctx context.Context, p Project) error {
	w := &wizard{Project: p, auth: p.Options.Auth != "none"}
	if err := w.ask(ctx, t); err != nil {
		return err
	}
	w.settle()
	if !p.Confirm {
		return nil
	}
	summary, err := p.Summary()
	if err != nil {
		return err
	}
	yes, err := t.Confirm(ctx, cmp.Or(p.Question, "Make this project?"), summary)
	if err == nil && !yes {
		return change.ErrStopped
	}
	return err
}

// wizard holds answers that are not yet in the shape the options have.
type wizard struct {
	Project
	auth bool
}

// page is one page of the form, asked only when its condition holds. Drawn
// forms decide on the way, since people can go back; line by line, each page
// is a form of its own.
type page struct {
	when   func() bool
	fields []huh.Field
}

func (w *wizard) ask(ctx context.Context, t *Terminal) error {
	pages := w.pages()
	if t.Accessible {
		for _, p := range pages {
			if p.when != nil && !p.when() {
				continue
			}
			if err := t.run(ctx, huh.NewGroup(p.fields...)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(pages) == 0 {
		return nil
	}
	return t.run(ctx, groups(pages)...)
}

// groups are the pages of a drawn form.
func groups(pages []page) []*huh.Group {
	list := make([]*huh.Group, len(pages))
	for i, p := range pages {
		list[i] = huh.NewGroup(p.fields...)
		if p.when != nil {
			list[i].WithHideFunc(func() bool { return !p.when() })
		}
	}
	return list
}

// pages are the questions that are open, in order.
func (w *wizard) pages() []page {
	var pages []page
	add := func(flag string, when func() bool, make func() huh.Field) {
		if !w.Given(flag) {
			pages = append(pages, page{when, []huh.Field{make()}})
		}
	}
	withAuth := func() bool { return w.auth }
	add("dir", nil, w.folder)
	add("db", nil, w.database)
	if !w.Given("providers") { // that answers this one too
		add("auth", nil, w.authentication)
	}
	add("providers", withAuth, w.providers)
	add("package-manager", nil, w.manager)
	add("git", func() bool { return w.CanGit(w.Options.Dir) }, w.git)
	add("install", func() bool { return w.Installed(w.Options.PackageManager) }, w.install)
	return pages
}

// settle brings the answers into the options. A question that was not asked
// because its answer is clear is answered here.
func (w *wizard) settle() {
	o := w.Options
	if !w.Given("auth") {
		o.Auth = "nextauth"
		if !w.auth {
			o.Auth = "none"
		}
	}
	if o.Auth == "none" && !w.Given("providers") {
		o.Providers = nil
	}
	if !w.Given("git") && !w.CanGit(o.Dir) {
		o.Git = false
	}
	if !w.Given("install") && !w.Installed(o.PackageManager) {
		o.Install = false
	}
}

func (w *wizard) folder() huh.Field {
	return huh.NewInput().
		Title("Where should the project go?").
		Description("A new folder; its name becomes the app's name.").
		Placeholder("my-app").
		Value(&w.Options.Dir).
		Validate(w.CheckDir)
}

func (w *wizard) database() huh.Field {
	return huh.NewSelect[string]().
		Title("Which database?").
		Options(databases()...).
		Value(&w.Options.Database)
}

func databases() []huh.Option[string] {
	var list []huh.Option[string]
	for _, d := range templates.Databases() {
		list = append(list, huh.NewOption(d.Name+": "+d.About, d.ID))
	}
	return list
}

func (w *wizard) authentication() huh.Field {
	return confirm("Sign-in with NextAuth?", &w.auth)
}

func (w *wizard) providers() huh.Field {
	var list []huh.Option[string]
	for _, provider := range templates.Providers() {
		list = append(list, huh.NewOption(provider.Name, provider.ID).
			Selected(slices.Contains(w.Options.Providers, provider.ID)))
	}
	return huh.NewMultiSelect[string]().
		Title("Sign in with what?").
		Description("The keys go into .env later.").
		Options(list...).
		Filterable(false).
		Value(&w.Options.Providers)
}

func (w *wizard) manager() huh.Field {
	names := map[string]string{}
	for _, manager := range scaffold.Choices("package-manager") {
		names[manager] = manager
		if !w.Installed(manager) {
			names[manager] = manager + " (not installed)"
		}
	}
	return huh.NewSelect[string]().
		Title("Which package manager?").
		Options(options(scaffold.Choices("package-manager"), names)...).
		Value(&w.Options.PackageManager)
}

func (w *wizard) git() huh.Field {
	return confirm("Make a git repository?", &w.Options.Git)
}

func (w *wizard) install() huh.Field {
	return confirm("Install the packages now?", &w.Options.Install)
}

func confirm(title string, value *bool) huh.Field {
	return huh.NewConfirm().Title(title).Affirmative("Yes").Negative("No").Value(value).WithButtonAlignment(0)
}

func options(values []string, names map[string]string) []huh.Option[string] {
	list := make([]huh.Option[string], len(values))
	for i, value := range values {
		list[i] = huh.NewOption(names[value], value)
	}
	return list
}
