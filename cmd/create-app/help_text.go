package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// readableWidth is how many columns help takes where there are more.
const readableWidth = 100

// showHelp prints the help of cmd for a screen of width columns. Only the
// examples may be longer: a command that was broken in two cannot be copied.
func showHelp(w io.Writer, cmd *cobra.Command, width int) {
	width = min(width, readableWidth)
	var out strings.Builder
	for paragraph := range strings.SplitSeq(aboutOf(cmd), "\n\n") {
		out.WriteString(filled(paragraph, "", width) + "\n\n")
	}
	out.WriteString("Usage:\n  " + cmd.UseLine() + "\n")
	if cmd.HasAvailableSubCommands() {
		out.WriteString("  " + cmd.CommandPath() + " [command]\n")
	}
	if cmd.HasExample() {
		out.WriteString("\nExamples:\n" + cmd.Example + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		out.WriteString("\nCommands:\n" + commandTable(cmd, width))
	}
	if cmd.HasAvailableLocalFlags() {
		out.WriteString("\nFlags:\n" + flagTable(cmd.LocalFlags(), width))
	}
	if cmd.HasAvailableInheritedFlags() {
		out.WriteString("\nFlags of every command:\n" + flagTable(cmd.InheritedFlags(), width))
	}
	if cmd.HasAvailableSubCommands() {
		out.WriteString("\n" + filled(fmt.Sprintf(`"%s [command] --help" explains a command.`, cmd.CommandPath()), "", width) + "\n")
	}
	_, _ = io.WriteString(w, out.String()) // nobody is left to tell
}

// commandTable lists the commands below cmd, a line each where there is room.
func commandTable(cmd *cobra.Command, width int) string {
	longest := 0
	for _, sub := range cmd.Commands() {
		longest = max(longest, len(sub.Name()))
	}
	indent := strings.Repeat(" ", longest+4)
	var out strings.Builder
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			text := strings.TrimPrefix(filled(sub.Short, indent, width), indent)
			fmt.Fprintf(&out, "  %-*s  %s\n", longest, sub.Name(), text)
		}
	}
	return out.String()
}

// flagTable lists flags with what they are for, which stands below the flag on
// a narrow screen.
func flagTable(flags *pflag.FlagSet, width int) string {
	var names, texts []string
	longest := 0
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		name := "      --" + flag.Name
		if flag.Shorthand != "" {
			name = fmt.Sprintf("  -%s, --%s", flag.Shorthand, flag.Name)
		}
		value, text := flagUsage(flag)
		if value != "" {
			name += " " + value
		}
		names, texts = append(names, name), append(texts, text)
		longest = max(longest, len(name))
	})
	var out strings.Builder
	for i, name := range names {
		if width < 2*longest {
			out.WriteString(name + "\n" + filled(texts[i], "          ", width) + "\n")
			continue
		}
		indent := strings.Repeat(" ", longest+3)
		text := strings.TrimPrefix(filled(texts[i], indent, width), indent)
		fmt.Fprintf(&out, "%-*s   %s\n", longest, name, text)
	}
	return out.String()
}

// flagUsage is the name of the value that a flag takes, if it takes one, and what the flag is for.
func flagUsage(flag *pflag.Flag) (value, text string) {
	value, text = pflag.UnquoteUsage(flag)
	if flag.Value.Type() == "string" && flag.DefValue != "" {
		text += fmt.Sprintf(" (default %q)", flag.DefValue)
	}
	return value, text
}

// filled breaks text into lines of at most width columns, indent included. A
// word that is longer has a line for itself.
func filled(text, indent string, width int) string {
	var out strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		switch {
		case out.Len() == 0:
			out.WriteString(indent)
			column = len(indent)
		case column+1+len([]rune(word)) > width:
			out.WriteString("\n" + indent)
			column = len(indent)
		default:
			out.WriteString(" ")
			column++
		}
		out.WriteString(word)
		column += len([]rune(word))
	}
	return out.String()
}
