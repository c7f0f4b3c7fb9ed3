package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"create-app/plain"
	"create-app/psl/inspect"
	"create-app/psl/validate"
)

func newInspectCmd(env *Env, runF func(*schemaOptions) error) *cobra.Command {
	o := &schemaOptions{}
	cmd := &cobra.Command{
		Use:   "inspect [PATH...]",
		Short: "print schemas as JSON for other tools",
		Long: `inspect prints what schemas declare, as JSON: datasources, generators, models,
fields, attributes, relations, documentation, and where each stands. A schema
with mistakes is printed as far as it can be read, with "ok": false. The JSON is
explained in docs/inspect.md. With several paths or with --json, each schema is
one line.`,
		Example: `  create-app inspect
  create-app inspect prisma/ | jq '.models[].name'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			if err := o.validate(); err != nil {
				return err
			}
			if runF != nil {
				return runF(o)
			}
			if _, err := readSettings(cmd.Flags(), env); err != nil {
				return err
			}
			return runInspect(cmd.Context(), env, o)
		},
	}
	o.addFlags(cmd)
	return cmd
}

func runInspect(ctx context.Context, env *Env, o *schemaOptions) error {
	schemas, err := readSchemas(ctx, env, o)
	if err != nil {
		return err
	}
	printer := inspect.Printer{Indent: len(schemas) == 1 && !env.JSON}
	failed := false
	for _, s := range schemas {
		if s.Err != nil {
			failed = true
			err := fmt.Errorf("%s: %s", s.ErrFile, reason(s.Err))
			fmt.Fprintf(env.Err, "error: %s\n", plain.Line(err.Error()))
			if env.JSON {
				reportJSON(env, err, exitFailed)
			}
			continue
		}
		resolved, list := validate.Resolve(s.Files, validate.Options{})
		if list.HasErrors() {
			env.Notef("%s: %s; see %s", s.Name, verdict(list), env.program().Command("validate"))
		}
		if err := printer.Print(env.jsonOut(), resolved, !list.HasErrors()); err != nil {
			return err
		}
	}
	if failed {
		return errProblems
	}
	return nil
}
