package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// newHelpCmd shows the help of a command. Cobra's own takes a command that
// does not exist for a success.
func newHelpCmd(env *Env) *cobra.Command {
	man := false
	cmd := &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "show the help of a command",
		Long: `help shows what "create-app COMMAND --help" shows. With --man it prints that as a
manual page, with --json for other programs.`,
		Example: `  create-app help auth
  create-app help --man auth | man -l -`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if len(args) == 0 {
				for _, other := range cmd.Root().Commands() {
					names = append(names, other.Name())
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				hint := ""
				if near, ok := commandNear(cmd.Root(), args[0]); ok {
					hint = fmt.Sprintf("did you mean %q?", near)
				}
				return usageErrorf(hint, "there is no command %q", strings.Join(args, " "))
			}
			found.InitDefaultHelpFlag()
			if man && env.JSON {
				return usageErrorf("", "--man and --json at once")
			}
			if man {
				_, err := io.WriteString(env.Out, manPage(found))
				return err
			}
			return found.Help()
		},
	}
	cmd.Flags().BoolVar(&man, "man", false, "print it as a manual page")
	return cmd
}
