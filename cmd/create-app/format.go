package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"create-app/plain"
	"create-app/project"
	"create-app/psl/syntax"
	"create-app/scaffold"
	"create-app/scaffold/change"
	"create-app/untrusted"
)

// formatOptions are the flags of "format".
type formatOptions struct {
	Paths             []string // "-" is standard input
	Write             bool
	List              bool
	Diff              bool
	Check             bool
	Github            bool
	CompleteRelations bool
	Prisma            string
	Schema            string
}

func newFormatCmd(env *Env, runF func(*formatOptions) error) *cobra.Command {
	o := &formatOptions{}
	cmd := &cobra.Command{
		Use:   "format [PATH...]",
		Short: "lay out Prisma schemas",
		Long: `format lays out schemas as Prisma's formatter does, and loses no comment. It writes
the files it is given and those in the folders it is given; "-" reads standard
input and prints. Without a path it takes the schema of the project.`,
		Example: `  create-app format
  create-app format --check prisma/
  create-app format - < schema.prisma`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			if err := o.validate(env.JSON); err != nil {
				return err
			}
			if err := refuseGithubWith(o.Github, env.JSON, "json"); err != nil {
				return err
			}
			if runF != nil {
				return runF(o)
			}
			if _, err := readSettings(cmd.Flags(), env); err != nil {
				return err
			}
			return runFormat(cmd.Context(), env, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVarP(&o.Write, "write", "w", false, "write the files (the default, unless one of the next three or --json is given)")
	flags.BoolVarP(&o.List, "list", "l", false, "list the files that would change")
	flags.BoolVarP(&o.Diff, "diff", "d", false, "show what would change as a diff")
	flags.BoolVar(&o.Check, "check", false, "write nothing, exit with 1 if a file would change")
	addGithubFlag(flags, &o.Github)
	flags.BoolVar(&o.CompleteRelations, "complete-relations", false, "add the fields and arguments that relations lack")
	flags.StringVar(&o.Prisma, "prisma", "7", "the language to read: 7 or 6")
	addSchemaFlag(flags, &o.Schema)
	_ = cmd.RegisterFlagCompletionFunc("prisma", cobra.FixedCompletions([]string{"7", "6"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// validate refuses what cannot go together.
func (o *formatOptions) validate(asJSON bool) error {
	stdin := slices.Contains(o.Paths, "-")
	switch {
	case stdin && len(o.Paths) > 1:
		return usageErrorf("", `"-" is standard input and goes with no other path`)
	case stdin && o.Write:
		return usageErrorf("leave --write out to print the result", "standard input cannot be written")
	case o.Github && !o.Check:
		return usageErrorf("add --check", "--github without --check")
	case o.Github && stdin:
		return usageErrorf("", "--github shows findings in files, and standard input is none")
	case o.Check && o.Write:
		return usageErrorf("", "--check and --write at once")
	case asJSON && (o.List || o.Diff):
		return usageErrorf("", "--json and %s at once", map[bool]string{true: "--list", false: "--diff"}[o.List])
	case o.Prisma != "6" && o.Prisma != "7":
		return usageErrorf("", "--prisma: %q is neither 6 nor 7", o.Prisma)
	case slices.Contains(o.Paths, ""):
		return usageErrorf("", "a path is empty")
	}
	return refuseBoth(o.Paths, o.Schema, nil)
}

func (o *formatOptions) version() syntax.Version {
	if o.Prisma == "6" {
		return syntax.Prisma6
	}
	return syntax.Prisma7
}

// writes reports whether files are to be written.
func (o *formatOptions) writes(asJSON bool) bool {
	return o.Write || !o.List && !o.Diff && !o.Check && !asJSON
}

func runFormat(ctx context.Context, env *Env, o *formatOptions) error {
	if slices.Equal(o.Paths, []string{"-"}) {
		return formatInput(ctx, env, o)
	}
	sources := findSchemas(env, o.Paths)
	if len(o.Paths) == 0 {
		source, p, err := projectSchema(env, project.Options{Schema: o.Schema})
		if err != nil {
			return err
		}
		if o.writes(env.JSON) {
			if err := refuseStray(p); err != nil {
				return err
			}
		}
		sources = []schemaSource{source}
	}
	run := formatRun{env: env, options: o}
	if o.writes(env.JSON) {
		return run.write(ctx, sources)
	}
	for result := range formatAll(ctx, env, o, sources) {
		if err := run.show(result); err != nil {
			return err
		}
	}
	if o.Github {
		if err := env.annotate("create-app format", run.annotations); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return change.ErrStopped
	}
	return run.outcome()
}

// write formats all files, writes those that change, and shows what came of it.
func (r *formatRun) write(ctx context.Context, sources []schemaSource) error {
	roots, err := lockRoots(ctx, r.env, sources)
	if err != nil {
		return err
	}
	defer roots.release()
	results := slices.Collect(formatAll(ctx, r.env, r.options, sources))
	if ctx.Err() != nil {
		return change.ErrStopped
	}
	for _, result := range results {
		if untrusted.OfSystem(result.Err) {
			return fmt.Errorf("%w; nothing was written", result.Err)
		}
	}
	written, failure := roots.write(ctx, results)
	for _, result := range results {
		if err := r.show(result); err != nil {
			return err
		}
	}
	if written > 0 && errors.Is(failure, change.ErrStopped) {
		return &change.StoppedError{Left: fmt.Sprintf("%d of the files were written", written)}
	}
	return cmp.Or(failure, r.outcome())
}

func formatInput(ctx context.Context, env *Env, o *formatOptions) error {
	text, err := readInput(ctx, env)
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	result := formatTexts(o, []formatResult{{Name: "-", before: text}})[0]
	run := formatRun{env: env, options: o}
	if err := run.show(result); err != nil {
		return err
	}
	if result.Err == nil && !o.List && !o.Diff && !o.Check && !env.JSON {
		if _, err := io.WriteString(env.payload(), result.After); err != nil {
			return err
		}
	}
	return run.outcome()
}

// formatRun shows results one by one and remembers what came out.
type formatRun struct {
	env     *Env
	options *formatOptions

	changed, failed int

	annotations []annotation // with --github
}

// show prints what there is to say of one file.
func (r *formatRun) show(result formatResult) error {
	if result.Err != nil {
		r.failed++
	}
	if result.Changed {
		r.changed++
	}
	if r.env.JSON {
		return r.printJSON(result)
	}
	if r.options.Github {
		r.annotate(result)
		return nil
	}
	if result.Err != nil {
		fmt.Fprintf(r.env.Err, "error: %s: %s\n", plain.Line(result.Name), reason(result.Err))
		return nil
	}
	for _, note := range result.Notes {
		r.env.Notef("%s: %s", result.Name, note)
	}
	if result.Written {
		r.env.Notef("formatted %s", result.Name)
	}
	return r.printChange(result)
}

// annotate marks the first line that the formatter would change.
func (r *formatRun) annotate(result formatResult) {
	switch {
	case result.Err != nil:
		r.annotations = append(r.annotations, annotation{Level: githubError, File: result.Name, Title: "not formatted", Message: reason(result.Err)})
	case result.Changed:
		line := 1
		for i := 0; i < min(len(result.before), len(result.After)) && result.before[i] == result.After[i]; i++ {
			if result.before[i] == '\n' {
				line++
			}
		}
		r.annotations = append(r.annotations, annotation{
			Level: githubError, File: result.Name, Line: line, Title: "not formatted",
			Message: "the layout is not the formatter's, from this line on\nrun " + r.env.program().Command("format"),
		})
	}
}

func (r *formatRun) printChange(result formatResult) error {
	if !result.Changed {
		return nil
	}
	if r.options.List || r.options.Check && !r.options.Diff {
		if _, err := io.WriteString(r.env.Out, plain.Line(result.Name)+"\n"); err != nil {
			return err
		}
	}
	if !r.options.Diff {
		return nil
	}
	_, err := io.WriteString(r.env.patch(), udiff.Unified(plain.PatchName(result.Name), plain.PatchName(result.Name+" (formatted)"), scaffold.MaskSchema(string(result.before)), scaffold.MaskSchema(result.After)))
	return err
}

// formatJSON is a line of --json.
type formatJSON struct {
	File    string   `json:"file"`
	Format  string   `json:"format"`
	Changed bool     `json:"changed"`
	Notes   []string `json:"notes,omitempty"`
	Error   string   `json:"error,omitempty"`
}

func (r *formatRun) printJSON(result formatResult) error {
	line := formatJSON{File: result.Name, Format: result.After, Changed: result.Changed, Notes: result.Notes}
	if result.Err != nil {
		line.Error = reason(result.Err)
	}
	return r.env.encoder().Encode(line)
}

// outcome is the error that makes the exit code.
func (r *formatRun) outcome() error {
	if r.failed > 0 || r.options.Check && r.changed > 0 {
		return errProblems
	}
	return nil
}
