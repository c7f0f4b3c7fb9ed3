package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commandHelp is the help of a command as --json prints it.
type commandHelp struct {
	Command  string     `json:"command"`
	Summary  string     `json:"summary"`
	About    string     `json:"about"`
	Usage    string     `json:"usage"`
	Examples []string   `json:"examples"`
	Commands []string   `json:"commands"` // the names of those below it
	Flags    []flagHelp `json:"flags"`
}

type flagHelp struct {
	Name     string `json:"name"`
	Short    string `json:"short,omitempty"`
	Value    string `json:"value,omitempty"` // what the value is called; none: the flag takes none
	About    string `json:"about"`
	Variable string `json:"variable,omitempty"` // sets it in the environment
}

func helpOf(cmd *cobra.Command) commandHelp {
	help := commandHelp{
		Command: cmd.CommandPath(), Summary: cmd.Short, About: aboutOf(cmd), Usage: cmd.UseLine(),
		Examples: []string{}, Commands: []string{}, Flags: []flagHelp{},
	}
	if cmd.HasExample() {
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			help.Examples = append(help.Examples, strings.TrimSpace(line))
		}
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			help.Commands = append(help.Commands, sub.Name())
		}
	}
	collect := func(flag *pflag.Flag) {
		if !flag.Hidden {
			value, text := flagUsage(flag)
			help.Flags = append(help.Flags, flagHelp{flag.Name, flag.Shorthand, value, text, settingVariable(flag)})
		}
	}
	cmd.LocalFlags().VisitAll(collect)
	cmd.InheritedFlags().VisitAll(collect)
	return help
}

// aboutOf is what the help of cmd begins with.
func aboutOf(cmd *cobra.Command) string { return cmp.Or(cmd.Long, cmd.Short) }

// manPage is the help of cmd for man, in the macros of man(7).
func manPage(cmd *cobra.Command) string {
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	var out strings.Builder
	fmt.Fprintf(&out, ".TH %s 1 \"\" \"create\\-app %s\" \"create\\-app\"\n", roff(strings.ToUpper(name)), version)
	fmt.Fprintf(&out, ".SH NAME\n%s \\- %s\n", roff(name), roff(cmd.Short))
	fmt.Fprintf(&out, ".SH SYNOPSIS\n.B %s\n", roff(cmd.UseLine()))
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&out, ".br\n.B %s\n", roff(cmd.CommandPath()+" [command]"))
	}
	out.WriteString(".SH DESCRIPTION\n")
	for i, paragraph := range strings.Split(aboutOf(cmd), "\n\n") {
		if i > 0 {
			out.WriteString(".PP\n")
		}
		out.WriteString(roff(paragraph) + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		out.WriteString(".SH COMMANDS\n")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(&out, ".TP\n.B %s\n%s\n", roff(sub.Name()), roff(sub.Short))
			}
		}
	}
	manFlags(&out, "OPTIONS", cmd.LocalFlags())
	manFlags(&out, "OPTIONS OF EVERY COMMAND", cmd.InheritedFlags())
	if cmd.HasExample() {
		fmt.Fprintf(&out, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(cmd.Example))
	}
	manRelated(&out, cmd)
	return out.String()
}

func manFlags(out *strings.Builder, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	out.WriteString(".SH " + title + "\n")
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		value, text := flagUsage(flag)
		names := `\fB` + roff("--"+flag.Name) + `\fR`
		if flag.Shorthand != "" {
			names = `\fB` + roff("-"+flag.Shorthand) + `\fR, ` + names
		}
		if value != "" {
			names += ` \fI` + roff(value) + `\fR`
		}
		fmt.Fprintf(out, ".TP\n%s\n%s\n", names, roff(text))
	})
}

// manRelated names the pages of the other commands: all of them on the page of
// the program, and that one on theirs.
func manRelated(out *strings.Builder, cmd *cobra.Command) {
	var pages []string
	if cmd.HasParent() {
		pages = append(pages, cmd.Root().Name())
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			pages = append(pages, cmd.Name()+"-"+sub.Name())
		}
	}
	for i, page := range pages {
		pages[i] = `\fB` + roff(page) + `\fR(1)`
	}
	fmt.Fprintf(out, ".SH SEE ALSO\n%s\n", strings.Join(pages, ",\n"))
}

// roff is text as man(7) has to have it: a minus that is one when copied, and
// no line that is taken for a request.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
