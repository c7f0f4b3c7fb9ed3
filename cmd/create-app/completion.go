package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"create-app/scaffold"
	"create-app/templates"
)

// newCompletionCmd prints the script that teaches a shell our flags.
func newCompletionCmd(env *Env) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "print the completion script for bash, zsh, fish or powershell",
		Example:   "  source <(create-app completion bash)\n  create-app completion fish > ~/.config/fish/completions/create-app.fish",
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageErrorf("", "name one shell: %s", strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return cmd.Root().GenBashCompletionV2(env.Out, true)
			case "zsh":
				return cmd.Root().GenZshCompletion(env.Out)
			case "fish":
				return cmd.Root().GenFishCompletion(env.Out, true)
			case "powershell":
				return cmd.Root().GenPowerShellCompletionWithDesc(env.Out)
			}
			hint := "known: " + strings.Join(shells, ", ")
			if near, found := scaffold.Nearest(args[0], shells); found {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return usageErrorf(hint, "no completion for shell %q", args[0])
		},
	}
}

// completeList completes the last of several values with commas between them,
// by those that are not there yet.
func completeList(values []string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var list []string
		for _, value := range values {
			if !slices.Contains(strings.Split(before, ","), value) {
				list = append(list, before+value)
			}
		}
		return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

// providerIDs are the ways to sign in, as --providers takes them.
func providerIDs() []string {
	var ids []string
	for _, p := range templates.Providers() {
		ids = append(ids, p.ID)
	}
	return ids
}
