package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"create-app/nextauth"
	"create-app/project"
	"create-app/psl/diag"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/scaffold/join"
)

// authOptions are the flags of "create-app auth".
type authOptions struct {
	Schema    string
	EnvFiles  []string
	Roles     map[nextauth.Role]string
	With      []nextauth.Role
	Strategy  string
	Providers []string // nil where not given
	NextAuth  string
	Wire      bool
	Check     bool
	Github    bool
	DryRun    bool
	Diff      bool
	Yes       bool

	roles, with []string
	providers   string
	given       map[string]string
}

// newAuthCmd adds to a schema what the adapter of NextAuth needs.
func newAuthCmd(env *Env, runF func(*authOptions) error) *cobra.Command {
	o := &authOptions{}
	cmd := &cobra.Command{
		Use:   "auth",
		Short: "add the NextAuth models to an existing schema, losing nothing",
		Long: `create-app auth holds the project's schema against what the Prisma adapter of
NextAuth needs, says what breaks and why, and adds what is missing. It only
adds: nothing is renamed, retyped, moved or removed, and a second run does
nothing. What cannot be done safely is listed with the lines to write.`,
		Example: `  create-app auth
  create-app auth --check
  create-app auth --yes --providers github,email
  create-app auth --role user=Member --diff`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageErrorf("name the schema with --schema", "\"create-app auth\" takes no arguments, but got %q", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			given, err := readSettings(cmd.Flags(), env)
			if err != nil {
				return err
			}
			if err := o.settle(given); err != nil {
				return err
			}
			if o.Github && !o.Check {
				return usageErrorf("add --check", "--github without --check")
			}
			if err := refuseGithubWith(o.Github, env.JSON, "json"); err != nil {
				return err
			}
			if err := refuseGithubWith(o.Github, o.Diff, "diff"); err != nil {
				return err
			}
			if runF != nil {
				return runF(o)
			}
			return runAuth(cmd.Context(), env, o)
		},
	}
	o.addFlags(cmd)
	return cmd
}

// authRun is one run: what it found out, and what would come of it.
type authRun struct {
	env      *Env
	o        *authOptions
	found    *project.Project
	schema   *join.Schema
	wants    nextauth.Wants
	compared *nextauth.Comparison
	// notCompared is why nothing was, where the project's NextAuth asks for other models than those that are known.
	notCompared string
	steps       []scaffold.Step // that --wire leaves to the user
	plan        *change.Plan
}

// runAuth compares, asks, shows and applies.
func runAuth(ctx context.Context, env *Env, o *authOptions) error {
	r := &authRun{env: env, o: o}
	if err := r.look(ctx); err != nil {
		return err
	}
	if err := r.askUndecided(ctx); err != nil {
		return err
	}
	if err := r.merge(); err != nil {
		return err
	}
	report := newAuthReport(r)
	if o.Check || o.DryRun || o.Diff {
		return r.showOnly(report)
	}
	if !r.plan.Writes() {
		return report.show(env)
	}
	if err := refuseStray(r.found); err != nil {
		return err
	}
	if env.Interactive(o.Yes) {
		if err := r.confirm(ctx, report); err != nil {
			return err
		}
	}
	if _, err := env.apply(ctx, r.plan); err != nil {
		return err
	}
	report.Written = true
	return report.show(env)
}

// look reads the project and compares for the first time.
func (r *authRun) look(ctx context.Context) error {
	var err error
	asked := project.Options{Schema: r.o.Schema, EnvFiles: r.o.EnvFiles, Sources: true, Passwords: true}
	if r.o.Wire {
		asked = join.Needs(asked)
	}
	r.found, err = findProject(ctx, r.env, r.env.Dir, asked, !r.o.Check && !r.o.DryRun && !r.o.Diff)
	if err != nil {
		return err
	}
	if other := r.found.OtherGeneration(); other != "" {
		return errors.New(other)
	}
	if r.found.SchemaErr != nil {
		return r.found.SchemaErr
	}
	if r.schema, err = join.SchemaOf(r.found); err != nil {
		return err
	}
	r.wants = r.o.wants(r.found)
	if r.o.Wire && r.wants.Providers == nil && len(r.found.SignIn) == 0 { // else nobody could sign in to what it writes
		r.wants.Providers = scaffold.DefaultOptions().Providers
	}
	noteSchema(r.env, r.found)
	if line := r.found.SignInNotice(); line != "" {
		r.env.Notef("%s", line)
	}
	if _, err := noteEnvironment(r.env, r.found); err != nil {
		return err
	}
	r.compared, err = nextauth.Compare(r.schema.Files, r.wants)
	if err != nil {
		return usageErrorf("", "%s", err)
	}
	if !r.o.asks() {
		if r.notCompared = r.whyNot(); r.notCompared != "" {
			r.compared.Findings = nil
			return nil
		}
	}
	if other := cmp.Or(r.rival(), r.otherSignIn()); other != "" {
		r.env.Notef("the project %s: these are the models that NextAuth would need in its place", other)
	}
	if without := r.withoutAdapter(); without != "" && !r.o.Wire {
		r.env.Notef("%s: these are the models for when it has one", without)
	}
	if r.schema.Before.HasErrors() {
		r.env.Notef("the schema is not valid to begin with (%s); what can be read of it is used, and \"%s\" says what is wrong", countErrors(r.schema.Before), r.env.program().Command("validate"))
	}
	if r.compared.Database() == "" {
		r.env.Notef("the schema does not say which database it is for: no native types are added")
	}
	return nil
}

// whyNot is why a schema is not to be held against Prisma's adapter; empty where it is.
func (r *authRun) whyNot() string {
	if old := r.found.OldNextAuth(); old != "" {
		return fmt.Sprintf("next-auth is %s, whose adapters ask for other models than those of 4 and 5", old)
	}
	if other := r.found.OtherAdapter(); other != "" {
		return r.found.Rel(r.found.Path(other)) + " gives NextAuth an adapter that does not show to be Prisma's, and which models that needs is its own affair"
	}
	if without := r.withoutAdapter(); without != "" && r.o.Check && !r.found.AsksForAdapter() { // else the models are what was asked for
		return without
	}
	if framework := r.found.Serves(); framework != "" && r.found.Record.Auth != "nextauth" && r.o.given["next-auth"] == "" {
		return "the schema is that of a server with " + framework + ", which has nothing of NextAuth"
	}
	if rival := r.rival(); rival != "" && r.o.given["next-auth"] == "" {
		return "the project " + rival
	}
	if other := r.otherSignIn(); other != "" && r.o.given["next-auth"] == "" {
		return "the project " + other + ", and nothing of NextAuth, whose models are of no use beside that"
	}
	return ""
}

// withoutAdapter says that NextAuth has no models yet; empty where it may have some.
func (r *authRun) withoutAdapter() string {
	place := r.found.WithoutAdapter()
	if place == "" || r.found.Record.Auth == "nextauth" {
		return ""
	}
	return r.found.Rel(place) + " shows no adapter for NextAuth, which keeps nothing in the database without one"
}

// rival is what signs people in where NextAuth is left over; empty where it is not, or was asked for before.
func (r *authRun) rival() string {
	if r.found.Record.Auth == "nextauth" {
		return ""
	}
	return r.found.Rival
}

// otherSignIn is what signs people in where nothing of NextAuth does; empty where something of it is there, or was asked for before.
func (r *authRun) otherSignIn() string {
	if r.found.HasNextAuth() || len(r.found.SignIn) > 0 || len(r.found.SignInApps) > 0 || r.found.Record.Auth == "nextauth" {
		return ""
	}
	return r.found.OtherSignIn()
}

// asks reports whether the user said what is to be compared.
func (o *authOptions) asks() bool {
	return o.Wire || o.Strategy != "" || o.Providers != nil || len(o.With) > 0 || len(o.Roles) > 0
}

// askUndecided asks what neither flags nor sources answer and what makes a
// difference for this schema.
func (r *authRun) askUndecided(ctx context.Context) error {
	if !r.env.Interactive(r.o.Yes) || r.o.Check || r.notCompared != "" {
		return nil
	}
	asked := false
	for _, role := range r.compared.Undecided() {
		yes, err := r.env.Prompter.Confirm(ctx, role.Question(), "")
		if err != nil {
			return err
		}
		asked = true
		r.answer(role, yes)
	}
	if !asked {
		return nil
	}
	var err error
	r.compared, err = nextauth.Compare(r.schema.Files, r.wants)
	return err
}

// answer keeps an answer for this run and for package.json.
func (r *authRun) answer(role nextauth.Role, yes bool) {
	r.wants.Decide(role, yes)
	switch {
	case role == nextauth.RoleSession:
		r.o.Strategy = string(r.wants.Strategy)
	case yes:
		r.o.With = append(r.o.With, role)
	}
}

// merge plans what to write: the schema's files that change, the answers to
// remember, and what --wire adds.
func (r *authRun) merge() (err error) {
	if r.notCompared != "" {
		r.plan, err = change.NewPlan(r.env.FS, r.schema.Root, nil)
		return err
	}
	edits, err := r.schema.Merge(r.compared)
	if err != nil {
		return err
	}
	remembered, err := r.remember()
	if err != nil {
		return err
	}
	edits = append(edits, remembered...)
	if r.o.Wire {
		seen, err := join.Look(r.env.FS, r.found)
		if err != nil {
			return err
		}
		wired, steps, err := seen.Wire(r.wants, version)
		if err != nil {
			return err
		}
		edits, r.steps = append(edits, wired...), steps
	}
	r.plan, err = change.NewPlan(r.env.FS, r.schema.Root, edits)
	return err
}

// confirm shows what was found and what would change, and asks.
func (r *authRun) confirm(ctx context.Context, report *authReport) error {
	var found strings.Builder
	report.write(&found)
	view := preview(r.plan, "")
	view.Notes = []string{strings.TrimSpace(found.String())}
	return r.env.Prompter.Review(ctx, "the models of NextAuth", view, "write these changes", nil)
}

// showOnly prints for --check, --dry-run and --diff.
func (r *authRun) showOnly(report *authReport) error {
	switch {
	case r.env.JSON:
		report.Diff = r.plan.Diff(scaffold.Mask)
		if err := r.env.PrintJSON(report); err != nil {
			return err
		}
	case r.o.Github:
		if err := report.annotate(r.env); err != nil {
			return err
		}
	case r.o.Diff:
		var findings strings.Builder
		report.write(&findings)
		r.env.Notef("%s", block(strings.TrimRight(findings.String(), "\n")))
		if _, err := fmt.Fprint(r.env.patch(), r.plan.Diff(scaffold.Mask)); err != nil {
			return err
		}
	default:
		if err := report.show(r.env); err != nil {
			return err
		}
	}
	if r.o.Check && report.Problems() {
		return errProblems
	}
	return nil
}

func countErrors(list diag.List) string {
	count := 0
	for _, d := range list {
		if d.Severity == diag.Error {
			count++
		}
	}
	if count == 1 {
		return "1 error"
	}
	return fmt.Sprintf("%d errors", count)
}
