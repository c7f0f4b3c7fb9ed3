package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"create-app/git"
	"create-app/scaffold"
	"create-app/scaffold/join"
)

// newOptions are the flags of a new project.
type newOptions struct {
	scaffold.Options
	Yes    bool
	DryRun bool
	Diff   bool

	noInstall  bool
	noGit      bool
	noTailwind bool
	noAgentsMD bool
	forget     bool
	version    bool
	providers  string
	given      map[string]string // answered settings, and what gave each: a flag or a variable
	caller     bool              // the package manager is the one that runs us
	suggest    string            // a folder for the wizard to offer; empty for one in this folder

	plans map[string]*scaffold.Plan // by their options; the one that was reviewed is among them
}

// newNewCmd is the root command: it makes a project. runF replaces the run in
// tests; it gets the options as the flags and the environment have them.
func newNewCmd(env *Env, runF func(*newOptions) error) *cobra.Command {
	o := &newOptions{Options: scaffold.DefaultOptions()}
	cmd := &cobra.Command{
		Use:   "create-app [dir]",
		Short: "make a Next.js project with Prisma and NextAuth",
		Long: `create-app makes a Next.js project with Prisma and NextAuth that installs, builds
and runs as it is. On a terminal it asks for what the flags leave open. In a
folder that has a package.json, it adds Prisma and NextAuth to the Next.js
project there.

The flags from --name to --on-conflict, and --yes, can also be set in the
environment, as CREATE_APP_DB and so on; a flag wins.

Every command exits with 0 when it is done, 1 when it failed or found problems,
2 for wrong usage, when nothing was touched, and 130 when you stopped it.`,
		Example: `  create-app my-app
  create-app my-app --db postgresql --providers github,google
  create-app my-app --yes --dry-run
  create-app . --diff`,
		Args: func(cmd *cobra.Command, args []string) error { return checkArgs(cmd, env, args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.version {
				return runVersion(env)
			}
			if err := o.settle(cmd.Flags(), env, args); err != nil {
				return err
			}
			if runF != nil {
				return runF(o)
			}
			return runNew(cmd.Context(), env, o)
		},
	}
	o.addFlags(cmd)
	return cmd
}

func (o *newOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	oneOf := func(field *string, name, about string) {
		values := scaffold.Choices(name)
		flags.StringVar(field, name, *field, about+": "+strings.Join(values, ", "))
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	flags.StringVar(&o.Name, "name", "", "the package's `NAME`, where the folder's cannot be it")
	oneOf(&o.Database, "db", "the database")
	oneOf(&o.Auth, "auth", "how people sign in")
	flags.StringVar(&o.providers, "providers", strings.Join(o.Providers, ","), "ways to sign in, separated by commas, or none: "+strings.Join(providerIDs(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("providers", completeList(providerIDs()))
	oneOf(&o.NextAuth, "next-auth", "the major of NextAuth")
	oneOf(&o.Prisma, "prisma", "the major of Prisma")
	oneOf(&o.Router, "router", "Next.js's router")
	flags.BoolVar(&o.Tailwind, "tailwind", o.Tailwind, "style the pages with Tailwind")
	flags.BoolVar(&o.noTailwind, "no-tailwind", false, "style the pages with a plain style sheet")
	oneOf(&o.Linter, "linter", "what looks for mistakes in the code")
	flags.BoolVar(&o.AgentsMD, "agents-md", o.AgentsMD, "write AGENTS.md, for coding agents")
	flags.BoolVar(&o.noAgentsMD, "no-agents-md", false, "write no AGENTS.md")
	flags.BoolVar(&o.SrcDir, "src-dir", false, "put the code below src/")
	flags.StringVar(&o.ImportAlias, "import-alias", o.ImportAlias, "prefix of the imports of the project's own files")
	oneOf(&o.PackageManager, "package-manager", "what installs")
	flags.BoolVar(&o.Install, "install", false, "install the packages")
	flags.BoolVar(&o.noInstall, "no-install", false, "do not install the packages (the default, except in the wizard)")
	flags.BoolVar(&o.Git, "git", false, "make a git repository (the default outside of one)")
	flags.BoolVar(&o.noGit, "no-git", false, "make no git repository")
	oneOf(&o.OnConflict, "on-conflict", "files that are there already")
	flags.BoolVarP(&o.Yes, "yes", "y", false, "ask nothing, take the defaults")
	flags.BoolVar(&o.forget, "no-remember", false, "in the wizard, neither offer nor keep the last project's answers")
	flags.BoolVar(&o.version, "version", false, "print the version")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show the files, write nothing")
	flags.BoolVar(&o.Diff, "diff", false, "show the changes as a diff, write nothing")
	bindSettings(flags, "name", "db", "auth", "providers", "next-auth", "prisma", "router", "tailwind", "linter", "agents-md", "src-dir", "import-alias",
		"package-manager", "install", "git", "on-conflict", "yes", "no-remember")
	groupFlags(flags, "What the project is made of", "name", "db", "auth", "providers", "next-auth", "prisma", "router",
		"tailwind", "no-tailwind", "linter", "agents-md", "no-agents-md", "src-dir", "import-alias")
	groupFlags(flags, "What is done with it", "package-manager", "install", "no-install", "git", "no-git", "on-conflict")
	groupFlags(flags, "How it runs", "yes", "no-remember", "dry-run", "diff", "version")
}

// checkArgs takes one folder, and tells a misspelt command from one.
func checkArgs(cmd *cobra.Command, env *Env, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near, found := commandNear(cmd.Root(), args[0]); found {
		if _, err := env.FS.Stat(env.Path(args[0])); err != nil {
			hint := fmt.Sprintf("did you mean %q? for a folder of that name, type \"./%s\"", near, args[0])
			return usageErrorf(hint, "%q is not a command", args[0])
		}
	}
	if len(args) > 1 {
		return usageErrorf("a folder name with spaces is not possible", "two folders given, %q and %q", args[0], args[1])
	}
	return nil
}

// settle brings flags, environment and what can be seen around us together
// into the options, in that order of authority.
func (o *newOptions) settle(flags *pflag.FlagSet, env *Env, args []string) error {
	given, err := readSettings(flags, env)
	if err != nil {
		return err
	}
	o.given = given
	o.Program = env.program()
	if len(args) > 0 {
		o.Dir = args[0]
		o.given["dir"] = asTyped
	}
	for _, name := range []string{"install", "git", "tailwind", "agents-md"} {
		if o.given[name] == "--"+name && o.given["no-"+name] != "" {
			return usageErrorf("", "--%s and --no-%s at once", name, name)
		}
	}
	o.answerNo("install", o.noInstall, &o.Install)
	o.answerNo("git", o.noGit, &o.Git)
	o.answerNo("tailwind", o.noTailwind, &o.Tailwind)
	o.answerNo("agents-md", o.noAgentsMD, &o.AgentsMD)
	o.Providers = scaffold.ParseProviders(o.providers)
	if o.Auth == "none" && o.given["providers"] == "" {
		o.Providers = nil
	}
	if major, only := o.OnlyPrisma(); only && o.given["prisma"] == "" && o.Prisma != major {
		o.Prisma = major
		env.Notef("--prisma %s: there is no other for %s", major, o.Database)
	}
	if o.given["package-manager"] == "" {
		o.PackageManager, o.caller = callingManager(env.Getenv("npm_config_user_agent"), o.PackageManager)
	}
	return nil
}

// answerNo reads --no-NAME as an answer to --NAME; it also wins over the
// environment.
func (o *newOptions) answerNo(name string, no bool, field *bool) {
	if o.given["no-"+name] == "" {
		return
	}
	*field = !no
	o.given[name] = "--no-" + name
}

// callingManager is the package manager that started us, as "pnpm dlx" or
// "npm exec" do, else the fallback.
func callingManager(agent, fallback string) (manager string, found bool) {
	name, _, _ := strings.Cut(agent, "/")
	if slices.Contains(scaffold.Choices("package-manager"), name) {
		return name, true
	}
	return fallback, false
}

// runNew asks, plans, shows, applies, and then runs the tools.
func runNew(ctx context.Context, env *Env, o *newOptions) error {
	if join.IsProject(env.FS, env.Dir, o.Dir) {
		return runAdd(ctx, env, o)
	}
	if done, err := o.runHere(ctx, env); done || err != nil {
		return err
	}
	if err := o.ask(ctx, env); err != nil {
		return err
	}
	if join.IsProject(env.FS, env.Dir, o.Dir) { // typed into the wizard
		return runAdd(ctx, env, o)
	}
	if err := join.BareApp(env.FS, env.Dir, o.Dir); err != nil {
		return err
	}
	plan, err := o.plan(env, &o.Options)
	if err != nil {
		return o.blame(err)
	}
	if o.DryRun || o.Diff {
		return showPlan(env, plan, o)
	}
	if err := o.checkTools(env); err != nil {
		return err
	}
	if folder := filepath.Base(plan.Root); o.Name == "" && plan.Name != folder && !strings.HasSuffix(plan.Name, "/"+folder) {
		env.Notef("the package is called %s: %q cannot be a package's name; --name gives it another", plan.Name, folder)
	}
	applied, err := env.apply(ctx, plan.Plan)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return undone(applied)
	}
	o.remember(env)
	return o.finish(ctx, env, plan)
}

// plan is what the options come to. The plan that a person has looked at is
// the one that is carried out.
func (o *newOptions) plan(env *Env, options *scaffold.Options) (*scaffold.Plan, error) {
	if err := options.Validate(); err != nil {
		return nil, err
	}
	key := fmt.Sprint(*options)
	if plan, found := o.plans[key]; found {
		return plan, nil
	}
	plan, err := scaffold.NewPlan(env.FS, env.Dir, *options, version)
	if err == nil && o.plans != nil {
		o.plans[key] = plan
	}
	return plan, err
}

// checkGiven refuses wrong flags before the first question rather than after
// the last.
func (o *newOptions) checkGiven(env *Env) error {
	trial := o.Options
	if trial.Dir == "" {
		trial.Dir = scaffold.UsualDir
	} else if err := o.checkDir(env, trial.Dir); err != nil {
		return err
	}
	return trial.Validate()
}

// asTyped is where the folder comes from that stands in the command without a flag.
const asTyped = "as typed"

// blame puts the flag or variable that gave a wrong value before the message.
func (o *newOptions) blame(err error) error {
	var option *scaffold.OptionError
	if !errors.As(err, &option) {
		return err
	}
	source := o.given[option.Option]
	if source == "" || source == asTyped {
		return err
	}
	return &scaffold.OptionError{Option: option.Option, Message: source + ": " + option.Message, Advice: option.Advice}
}

// checkTools fails while nothing is written yet, when a tool that the user
// asked for is missing.
func (o *newOptions) checkTools(env *Env) error {
	if o.Install {
		if _, err := env.Runner.Find(o.PackageManager); err != nil {
			return withHint(fmt.Errorf("cannot install: %s is not on the PATH", o.PackageManager), "install it, or see --no-install and --package-manager")
		}
	}
	if o.Git {
		if err := git.Installed(env.Runner, scaffold.Target(env.Dir, o.Dir)); err != nil {
			return withHint(fmt.Errorf("cannot make a repository: %w", err), "install git, or see --no-git")
		}
	}
	return nil
}
