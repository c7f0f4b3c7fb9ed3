package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"create-app/scaffold"
)

// newRootCmd is the command line: the command that makes a project, with all
// the others below it.
func newRootCmd(env *Env) *cobra.Command {
	root := newNewCmd(env, nil)
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return flagError(env, cmd, err) })
	root.SetHelpCommand(newHelpCmd(env))
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if env.JSON {
			_ = env.PrintJSON(helpOf(cmd)) // the output is gone, and nothing else is left to do
			return
		}
		width := 80
		if env.OutTerminal {
			width = env.Width
		}
		showHelp(env.colouredOut(), cmd, env.Docs, width, env.outLook())
	})
	root.AddCommand(
		newAuthCmd(env, nil),
		newCompletionCmd(env),
		newFormatCmd(env, nil),
		newInspectCmd(env, nil),
		newLSPCmd(env, nil),
		newValidateCmd(env, nil),
		newDBCmd(env, nil),
		newDoctorCmd(env, nil),
		newVersionCmd(env),
	)
	addGlobalFlags(root, env)
	return root
}

// addGlobalFlags adds what every command has, and reads it into env before
// the command runs, together with the settings bound to the environment.
func addGlobalFlags(root *cobra.Command, env *Env) {
	flags := root.PersistentFlags()
	cwd := flags.StringP("cwd", "C", "", "run as if started in `DIR`")
	flags.BoolVar(&env.JSON, "json", false, "print the result as JSON")
	flags.BoolVarP(&env.Quiet, "quiet", "q", false, "print errors only")
	flags.BoolVar(&env.NoColor, "no-color", false, "print without colour (also NO_COLOR, TERM=dumb)")
	flags.BoolVar(&env.Accessible, "accessible", false, "ask in plain numbered lines, draw nothing (also ACCESSIBLE)")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		env.settle()
		if err := enterDir(env, *cwd, cmd.Flags().Changed("cwd")); err != nil {
			return err
		}
		return nil
	}
}

// enterDir makes dir, as --cwd has it, the working directory.
func enterDir(env *Env, dir string, given bool) error {
	if !given {
		if env.Dir == "" {
			return withHint(errors.New("the working directory is gone"), "change to one that exists, or see --cwd")
		}
		return nil
	}
	path := env.Path(dir)
	info, err := env.FS.Stat(path)
	switch {
	case dir == "" || err != nil:
		return usageErrorf("", "--cwd %q: no such directory", dir)
	case !info.IsDir():
		return usageErrorf("", "--cwd %q: not a directory", dir)
	}
	env.Dir = path
	return nil
}

// settingAnnotation marks flags that can be set in the environment.
const settingAnnotation = "create-app/environment"

// bindSettings lets each named flag be set by CREATE_APP_NAME as well. A flag
// on the command line wins.
func bindSettings(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		variable := "CREATE_APP_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		flag := flags.Lookup(name)
		flag.Annotations = map[string][]string{settingAnnotation: {variable}}
	}
}

// settingVariable is the environment variable bound to a flag, or "".
func settingVariable(flag *pflag.Flag) string {
	if names := flag.Annotations[settingAnnotation]; len(names) > 0 {
		return names[0]
	}
	return ""
}

// readSettings sets the flags that were not given from the environment. It
// returns what gave each flag its value: the flag itself, or a variable. A
// flag that is in there is an answered question.
func readSettings(flags *pflag.FlagSet, env *Env) (given map[string]string, failure error) {
	given = map[string]string{}
	flags.VisitAll(func(flag *pflag.Flag) {
		variable := settingVariable(flag)
		value, found := env.LookupEnv(variable)
		switch {
		case flag.Changed:
			given[flag.Name] = "--" + flag.Name
		case variable == "" || !found || value == "" || failure != nil:
		case flags.Set(flag.Name, value) != nil:
			failure = usageErrorf("", "%s: %q is not a value for --%s", variable, value, flag.Name)
		default:
			given[flag.Name] = variable
		}
	})
	return given, failure
}

// flagError turns what pflag says into a usage error, with the nearest flag
// for one that does not exist.
func flagError(env *Env, cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return usageErrorf("", "--%s: %q is not a value for it", invalid.GetFlag().Name, invalid.GetValue())
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usageErrorf("", "%s", err)
	}
	name := unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		hint := ""
		if name == "v" {
			hint = "for the version: " + env.program().Command("--version")
		}
		return usageErrorf(hint, "unknown flag \"-%s\"", name)
	}
	var names []string
	collect := func(flag *pflag.Flag) {
		if !flag.Hidden {
			names = append(names, flag.Name)
		}
	}
	cmd.Flags().VisitAll(collect)
	cmd.InheritedFlags().VisitAll(collect)
	hint := ""
	if near, found := scaffold.Nearest(name, names); found {
		hint = fmt.Sprintf("did you mean \"--%s\"?", near)
	} else if command, rest, err := cmd.Root().Find([]string{name}); err == nil && len(rest) == 0 {
		hint = fmt.Sprintf("%q is a command: %s", name, command.CommandPath())
	}
	return usageErrorf(hint, "unknown flag \"--%s\"", name)
}

// commandNear is the name of the command that word is probably a misspelling
// of. An exact name never arrives here: cobra has taken it.
func commandNear(root *cobra.Command, word string) (string, bool) {
	var names []string
	for _, cmd := range root.Commands() {
		if !cmd.Hidden && cmd.Name() != "help" {
			names = append(names, cmd.Name())
		}
	}
	slices.Sort(names)
	return scaffold.Nearest(word, names)
}
