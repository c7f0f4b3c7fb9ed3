package main

import (
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/afero"
	"github.com/spf13/pflag"

	"create-app/plain"
)

// githubLevel is how GitHub shows an annotation, worst first.
type githubLevel int

const (
	githubError githubLevel = iota
	githubWarning
	githubNotice
)

func (l githubLevel) String() string { return [...]string{"error", "warning", "notice"}[l] }

// githubShown is how many annotations of each level GitHub shows of one step.
const githubShown = 10

// githubSummaryRows keeps a summary below the size that GitHub takes.
const githubSummaryRows = 1000

// annotation is a finding as --github shows it: at its line in the pull request.
type annotation struct {
	Level              githubLevel
	File               string // from the working directory, or absolute; empty for what is nowhere
	Line, Column       int    // from 1; 0 where it is about a whole file
	EndLine, EndColumn int
	Title              string
	Message            string // may have several lines
}

func addGithubFlag(flags *pflag.FlagSet, github *bool) {
	flags.BoolVar(github, "github", false, "print the findings as annotations of GitHub Actions")
}

// refuseGithubWith is for outputs that exclude each other.
func refuseGithubWith(github, other bool, name string) error {
	if github && other {
		return usageErrorf("", "--%s and --github at once", name)
	}
	return nil
}

// annotate prints findings as workflow commands, the worst first, as many as GitHub shows. The
// rest goes to the summary of the job, or where there is none, to the output. A title
// is what the findings are of, as in "create-app validate".
func (e *Env) annotate(title string, all []annotation) error {
	slices.SortStableFunc(all, func(a, b annotation) int { return int(a.Level) - int(b.Level) })
	shown := map[githubLevel]int{}
	var rest []annotation
	for _, a := range all {
		if shown[a.Level]++; shown[a.Level] > githubShown {
			rest = append(rest, a)
			continue
		}
		if _, err := io.WriteString(e.workflow(), e.workflowCommand(a)+"\n"); err != nil {
			return err
		}
	}
	var out strings.Builder
	summary := e.Getenv("GITHUB_STEP_SUMMARY")
	switch {
	case len(rest) > 0 && summary != "":
		if err := appendFile(e.FS, summary, e.githubSummary(title, rest)); err != nil {
			return fmt.Errorf("write the summary of the job: %w", err)
		}
		fmt.Fprintf(&out, "%d more are in the summary of the job\n", len(rest))
	case len(rest) > 0:
		for _, a := range rest {
			fmt.Fprintf(&out, "%s%s: %s\n", e.githubPlace(a), a.Level, plain.Line(firstLine(a.Message)))
		}
	}
	_, err := io.WriteString(e.Out, out.String())
	return err
}

// workflowCommand is a line that the runner turns into an annotation.
func (e *Env) workflowCommand(a annotation) string {
	var properties []string
	add := func(name, value string) {
		value = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(value)
		properties = append(properties, name+"="+value)
	}
	if a.File != "" {
		add("file", e.fromWorkspace(a.File))
	}
	for _, number := range []struct {
		name  string
		value int
	}{{"line", a.Line}, {"endLine", a.EndLine}, {"col", a.Column}, {"endColumn", a.EndColumn}} {
		if number.value > 0 {
			add(number.name, fmt.Sprint(number.value))
		}
	}
	add("title", a.Title)
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(a.Message)
	return "::" + a.Level.String() + " " + strings.Join(properties, ",") + "::" + message
}

// fromWorkspace is the name of a file from the root of the checkout, which is what GitHub
// goes by wherever the command runs.
func (e *Env) fromWorkspace(name string) string {
	root := e.Getenv("GITHUB_WORKSPACE")
	if root == "" {
		return filepath.ToSlash(nameBelow(e.Dir, name))
	}
	return filepath.ToSlash(nameBelow(root, e.Path(name)))
}

func (e *Env) githubPlace(a annotation) string {
	switch {
	case a.File == "":
		return ""
	case a.Line == 0:
		return plain.Line(e.fromWorkspace(a.File)) + ": "
	}
	return fmt.Sprintf("%s:%d: ", plain.Line(e.fromWorkspace(a.File)), a.Line)
}

// githubSummary is a table for the page of the job.
func (e *Env) githubSummary(title string, all []annotation) string {
	var out strings.Builder
	fmt.Fprintf(&out, "### %s: %d more\n\n| where | what |\n| --- | --- |\n", title, len(all))
	for i, a := range all {
		if i == githubSummaryRows {
			fmt.Fprintf(&out, "\nand %d more\n", len(all)-i)
			break
		}
		place := strings.TrimSuffix(e.githubPlace(a), ": ")
		fmt.Fprintf(&out, "| %s | %s: %s |\n", tableCell(place), a.Level, tableCell(firstLine(a.Message)))
	}
	out.WriteString("\n")
	return out.String()
}

// tableCell is text that Markdown shows as it is.
func tableCell(text string) string {
	var out strings.Builder
	for _, r := range html.EscapeString(plain.Line(text)) {
		if strings.ContainsRune("\\`*_{}[]()#+!|~", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// appendFile adds to a file that other steps write to, too.
func appendFile(fs afero.Fs, path, text string) error {
	file, err := fs.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, text)
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}
