package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"create-app/prompts/palette"
)

// readableWidth is how many columns help takes where there are more.
const readableWidth = 100

// showHelp prints the help of cmd for a screen of width columns, with its page
// below docs, unless that is "". Only the examples and the address may be longer:
// what was broken in two cannot be copied.
func showHelp(w io.Writer, cmd *cobra.Command, docs string, width int, look palette.Palette) {
	head := func(text string) string { return look.Paint(palette.Strong, text) + "\n" }
	width = min(width, readableWidth)
	var out strings.Builder
	for paragraph := range strings.SplitSeq(aboutOf(cmd), "\n\n") {
		out.WriteString(filled(paragraph, "", width) + "\n\n")
	}
	out.WriteString(head("Usage:") + "  " + cmd.UseLine() + "\n")
	if cmd.HasAvailableSubCommands() {
		out.WriteString("  " + cmd.CommandPath() + " [command]\n")
	}
	if cmd.HasExample() {
		out.WriteString("\n" + head("Examples:") + cmd.Example + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		out.WriteString("\n" + head("Commands:") + commandTable(cmd, width))
	}
	if cmd.HasAvailableLocalFlags() {
		for _, group := range flagGroups(cmd.LocalFlags()) {
			out.WriteString("\n" + head(group.title+":") + flagTable(group.flags, width))
		}
	}
	if cmd.HasAvailableInheritedFlags() {
		out.WriteString("\n" + head("Flags of every command:") + flagTable(cmd.InheritedFlags(), width))
	}
	if cmd.HasAvailableSubCommands() {
		out.WriteString("\n" + filled(fmt.Sprintf(`"%s [command] --help" explains a command.`, cmd.CommandPath()), "", width) + "\n")
	}
	if docs != "" {
		page := docs + "/" + pageOf(cmd)
		out.WriteString("\n" + head("Documentation:") + "  " + look.Link(page, page) + "\n")
	}
	_, _ = io.WriteString(w, out.String()) // there is no other place to tell it
}

// pageOf is the page of docs that is about cmd.
func pageOf(cmd *cobra.Command) string {
	switch name := cmd.Name(); name {
	case "auth", "db", "doctor", "format", "inspect", "lsp":
		return name + ".md"
	case "validate":
		return "diagnostics.md"
	case "completion", "help", "version":
		return "install.md"
	}
	return "wizard.md"
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

// groupAnnotation names the part of the help that a flag stands in.
const groupAnnotation = "create-app/group"

// groupFlags puts flags into a part of the help of their own.
func groupFlags(flags *pflag.FlagSet, title string, names ...string) {
	for _, name := range names {
		_ = flags.SetAnnotation(name, groupAnnotation, []string{title})
	}
}

type flagGroup struct {
	title string
	flags *pflag.FlagSet
}

// flagGroups are the parts in the order of their first flags; what has none
// comes last.
func flagGroups(flags *pflag.FlagSet) []flagGroup {
	var groups []flagGroup
	rest := flagGroup{"Flags", pflag.NewFlagSet("", pflag.ContinueOnError)}
	rest.flags.SortFlags = flags.SortFlags
	flags.VisitAll(func(flag *pflag.Flag) {
		titles := flag.Annotations[groupAnnotation]
		if len(titles) == 0 {
			rest.flags.AddFlag(flag)
			return
		}
		at := slices.IndexFunc(groups, func(g flagGroup) bool { return g.title == titles[0] })
		if at < 0 {
			at = len(groups)
			groups = append(groups, flagGroup{titles[0], pflag.NewFlagSet("", pflag.ContinueOnError)})
			groups[at].flags.SortFlags = false
		}
		groups[at].flags.AddFlag(flag)
	})
	if rest.flags.HasAvailableFlags() {
		groups = append(groups, rest)
	}
	return groups
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
func filled(text, indent string, width int) string { return flowed(text, indent, indent, width) }

// flowed is filled with another beginning for the first line.
func flowed(text, first, rest string, width int) string {
	var out strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		switch {
		case out.Len() == 0:
			out.WriteString(first)
			column = len([]rune(first))
		case column+1+len([]rune(word)) > width:
			out.WriteString("\n" + rest)
			column = len([]rune(rest))
		default:
			out.WriteString(" ")
			column++
		}
		out.WriteString(word)
		column += len([]rune(word))
	}
	return out.String()
}
