package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"create-app/nextauth"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/scaffold"
)

// authOptions are the flags of "create-app auth".
type authOptions struct {
	Schema    string
	Roles     map[nextauth.Role]string
	With      []nextauth.Role
	Strategy  string
	Providers []string // nil where not given
	NextAuth  string
	Wire      bool
	Check     bool
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
			if runF != nil {
				return runF(o)
			}
			return runAuth(cmd.Context(), env, o)
		},
	}
	o.addFlags(cmd)
	return cmd
}

func (o *authOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.Schema, "schema", "", "the schema, a `FILE` or a folder")
	flags.StringArrayVar(&o.roles, "role", nil, "which model plays a role, as in `user=Member`; remembered in package.json")
	flags.StringSliceVar(&o.with, "with", nil, "add these too: session, verification-token, authenticator")
	flags.StringVar(&o.Strategy, "strategy", "", "how the app keeps sessions: database, jwt")
	flags.StringVar(&o.providers, "providers", "", "the ways to sign in, separated by commas, or none")
	flags.StringVar(&o.NextAuth, "next-auth", "", "4, 5 (otherwise as package.json has it)")
	flags.BoolVar(&o.Wire, "wire", false, "also add the client, server/auth.ts, the route and the keys in .env where the project lacks them")
	flags.BoolVar(&o.Check, "check", false, "write nothing; exit with 1 if something is missing or breaks")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show what would change, write nothing")
	flags.BoolVar(&o.Diff, "diff", false, "show the changes as a diff, write nothing")
	flags.BoolVarP(&o.Yes, "yes", "y", false, "ask nothing, add what is safe")
	bindSettings(flags, "schema", "strategy", "providers", "next-auth", "yes")
}

// settle reads the lists and checks every value.
func (o *authOptions) settle(given map[string]string) error {
	o.given = given
	for _, pair := range o.roles {
		name, model, found := strings.Cut(pair, "=")
		role, err := nextauth.ParseRole(name)
		if err != nil || !found || model == "" {
			return usageErrorf("as in --role user=Member; roles: user, account, session, verification-token, authenticator",
				"--role %q: not a role and a model", pair)
		}
		if o.Roles == nil {
			o.Roles = make(map[nextauth.Role]string)
		}
		o.Roles[role] = model
	}
	for _, name := range o.with {
		role, err := nextauth.ParseRole(name)
		if err != nil || role == nextauth.RoleUser || role == nextauth.RoleAccount {
			return usageErrorf("known: session, verification-token, authenticator", "--with %q: not a model that can be left out", name)
		}
		o.With = append(o.With, role)
	}
	if !slices.Contains([]string{"", "database", "jwt"}, o.Strategy) {
		return usageErrorf("use database or jwt", "--strategy %q: not a way to keep sessions", o.Strategy)
	}
	if !slices.Contains([]string{"", "4", "5"}, o.NextAuth) {
		return usageErrorf("use 4 or 5", "--next-auth %q: not a version this knows", o.NextAuth)
	}
	if given["providers"] != "" {
		o.Providers = append([]string{}, scaffold.ParseProviders(o.providers)...)
	}
	for _, id := range o.Providers {
		if !slices.Contains(nextauth.ProviderIDs(), id) {
			hint := "use the name it is imported by, as in next-auth/providers/github"
			if near, found := scaffold.Nearest(id, nextauth.ProviderIDs()); found {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return usageErrorf(hint, "--providers: no provider %q", id)
		}
	}
	if o.Check && o.Wire {
		return usageErrorf("", "--check writes nothing and --wire writes files: not at once")
	}
	return nil
}

// authRun is one run: what it found out, and what would come of it.
type authRun struct {
	env      *Env
	o        *authOptions
	project  *authProject
	wants    nextauth.Wants
	compared *nextauth.Comparison
	after    []*syntax.File
	before   diag.List // what was wrong with the schema to begin with
	wired    *wiring
	plan     *scaffold.Plan
}

// runAuth compares, asks, shows and applies.
func runAuth(ctx context.Context, env *Env, o *authOptions) error {
	r := &authRun{env: env, o: o}
	if err := r.look(); err != nil {
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
	if env.Interactive(o.Yes) {
		if err := r.confirm(ctx, report); err != nil {
			return err
		}
	}
	if _, err := scaffold.Apply(ctx, env.FS, r.plan); err != nil {
		return err
	}
	report.Written = true
	return report.show(env)
}

// look reads the project and compares for the first time.
func (r *authRun) look() error {
	project, err := readAuthProject(r.env, r.o.Schema)
	if err != nil {
		return err
	}
	r.project = project
	r.wants = r.o.wants(project)
	for _, line := range []string{project.found.SchemaNotice(), project.found.Schema.Note} {
		if line != "" {
			r.env.Notef("%s", line)
		}
	}
	if err := noteEnvironment(r.env, project.found); err != nil {
		return err
	}
	r.compared, err = nextauth.Compare(project.files, r.wants)
	if err != nil {
		return usageErrorf("", "%s", err)
	}
	r.before = project.judge(project.files)
	if r.before.HasErrors() {
		r.env.Notef("the schema is not valid to begin with (%s); what can be read of it is used, and \"create-app validate\" says what is wrong", countErrors(r.before))
	}
	if r.compared.Database() == "" {
		r.env.Notef("the schema does not say which database it is for: no native types are added")
	}
	return nil
}

// wants brings flags, what was remembered, and what the sources show together,
// in that order of authority.
func (o *authOptions) wants(p *authProject) nextauth.Wants {
	w := nextauth.Wants{
		Version:   p.nextAuth,
		Strategy:  p.remembered.Strategy,
		Providers: p.remembered.Providers,
		With:      p.remembered.with(),
		Models:    p.remembered.models(),
	}
	w.PlanetScale = p.remembered.DB == string(nextauth.PlanetScale)
	if w.Strategy == "" {
		w.Strategy = p.evidence.Strategy
	}
	if len(p.evidence.Providers) > 0 {
		w.Providers = p.evidence.Providers
	}
	if o.given["next-auth"] != "" {
		w.Version, _ = strconv.Atoi(o.NextAuth)
	}
	if o.given["strategy"] != "" {
		w.Strategy = nextauth.Strategy(o.Strategy)
	}
	if o.Providers != nil {
		w.Providers = o.Providers
	}
	for _, role := range o.With {
		if !slices.Contains(w.With, role) {
			w.With = append(w.With, role)
		}
	}
	for role, model := range o.Roles {
		w.Models[role] = model
	}
	return w
}

// askUndecided asks what neither flags nor sources answer and what makes a
// difference for this schema.
func (r *authRun) askUndecided(ctx context.Context) error {
	if !r.env.Interactive(r.o.Yes) || r.o.Check {
		return nil
	}
	asked := false
	for _, role := range r.compared.Undecided() {
		question := "Do people sign in by a link in an e-mail?"
		if role == nextauth.RoleSession {
			question = "Does the app keep its sessions in the database?"
		}
		yes, err := r.env.Prompter.Confirm(ctx, question, "")
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
	r.compared, err = nextauth.Compare(r.project.files, r.wants)
	return err
}

func (r *authRun) answer(role nextauth.Role, yes bool) {
	switch {
	case role == nextauth.RoleSession && yes:
		r.wants.Strategy, r.o.Strategy = nextauth.DatabaseSessions, string(nextauth.DatabaseSessions)
	case role == nextauth.RoleSession:
		r.wants.Strategy, r.o.Strategy = nextauth.JWTSessions, string(nextauth.JWTSessions)
	case yes:
		r.wants.With = append(r.wants.With, role)
		r.o.With = append(r.o.With, role)
	default:
		if r.wants.Providers == nil {
			r.wants.Providers = []string{}
		}
	}
}

// merge makes the new schema, sees that it is no worse than the old one, and
// plans what to write.
func (r *authRun) merge() error {
	var err error
	if r.after, err = r.compared.Merge(); err != nil {
		return fmt.Errorf("change the schema: %w", err)
	}
	if !r.before.HasErrors() && r.changesSchema() {
		if list := r.project.judge(r.after); list.HasErrors() {
			first := list[slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Severity == diag.Error })]
			return withHint(
				fmt.Errorf("%s:%d: the result would not be valid: %s; nothing was written", first.File.Name, first.Line(), first.Message),
				"see --check for what is missing, and add it by hand")
		}
	}
	edits, err := r.edits()
	if err != nil {
		return err
	}
	r.plan, err = scaffold.PlanEdits(r.env.FS, r.project.root, edits)
	return err
}

func (r *authRun) changesSchema() bool {
	if len(r.after) != len(r.project.files) {
		return true
	}
	for i, f := range r.after {
		if f != r.project.files[i] {
			return true
		}
	}
	return false
}

// edits are the files of the schema that change, the answers to remember, and
// what --wire adds.
func (r *authRun) edits() ([]scaffold.Edit, error) {
	var edits []scaffold.Edit
	for _, f := range r.after {
		if !slices.Contains(r.project.files, f) {
			edits = append(edits, scaffold.Edit{Path: f.Name, Content: []byte(f.Text)})
		}
	}
	edit, err := r.remember()
	if err != nil {
		return nil, err
	}
	if edit != nil {
		edits = append(edits, *edit)
	}
	if r.o.Wire {
		wired, err := r.wire()
		if err != nil {
			return nil, err
		}
		r.wired = wired
		edits = append(edits, wired.edits...)
	}
	return edits, nil
}

// confirm shows what was found and what would change, and asks.
func (r *authRun) confirm(ctx context.Context, report *authReport) error {
	var details strings.Builder
	report.write(&details)
	details.WriteString("\n" + r.plan.Diff())
	report.shown = true
	yes, err := r.env.Prompter.Confirm(ctx, "Write these changes?", details.String())
	if err == nil && !yes {
		return scaffold.ErrStopped
	}
	return err
}

// showOnly prints for --check, --dry-run and --diff.
func (r *authRun) showOnly(report *authReport) error {
	switch {
	case r.env.JSON:
		report.Diff = r.plan.Diff()
		if err := r.env.PrintJSON(report); err != nil {
			return err
		}
	case r.o.Diff:
		var findings strings.Builder
		report.write(&findings)
		r.env.Notef("%s", strings.TrimRight(findings.String(), "\n"))
		if _, err := fmt.Fprint(r.env.Out, r.plan.Diff()); err != nil {
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
