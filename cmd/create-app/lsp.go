package main

import (
	"errors"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"create-app/lsp"
	"create-app/psl/syntax"
)

// lspOptions are the flags of "lsp".
type lspOptions struct {
	Prisma string
}

func newLSPCmd(env *Env, runF func(*lspOptions) error) *cobra.Command {
	o := &lspOptions{}
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "a language server for Prisma schemas",
		Long: `lsp speaks the Language Server Protocol over standard input and output: editors
start it and show what it knows of the schemas they have open. It needs neither
Node nor Prisma, judges each schema by the Prisma of its own project, and reads
no network. docs/lsp.md says how to set up an editor.`,
		Example: `  create-app lsp`,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch o.Prisma {
			case "", "6", "7":
			default:
				return usageErrorf("", "--prisma %q: it is 6 or 7", o.Prisma)
			}
			if runF != nil {
				return runF(o)
			}
			return runLSP(cmd, env, o)
		},
	}
	cmd.Flags().StringVar(&o.Prisma, "prisma", "", "judge by this `MAJOR` version of Prisma, 6 or 7 (default: that of each project)")
	cmd.Flags().Bool("stdio", true, "speak over standard input and output; it always does, and editors say so")
	return cmd
}

func runLSP(cmd *cobra.Command, env *Env, o *lspOptions) error {
	runtime.GOMAXPROCS(1)   // an answer takes milliseconds: several processors wake each other for longer than that
	debug.SetGCPercent(400) // what a key makes is thrown away with the next one, and what stays is small
	memory{least: 16 << 20, percent: 250}.limit(0)
	server := lsp.Server{FS: env.FS, Version: version, Docs: env.Docs, Prisma: map[string]syntax.Version{"6": syntax.Prisma6, "7": syntax.Prisma7}[o.Prisma]}
	err := server.Run(cmd.Context(), env.In, env.payload())
	if errors.Is(err, lsp.ErrAbandoned) {
		return errProblems
	}
	return err
}
