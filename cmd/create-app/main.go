// Command create-app makes Next.js projects with Prisma and NextAuth that run
// on the first try, and looks after their schemas afterwards.
//
// Every command is one file with a flags type, a constructor and a run
// function; what they share of the world is Env. Rules about schemas,
// templates and names live in the packages below, not here.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"create-app/scaffold"
)

// The exit codes of every command.
const (
	exitDone    = 0   // what was asked for is done
	exitFailed  = 1   // it failed, or problems were found
	exitUsage   = 2   // wrong usage; nothing was touched
	exitStopped = 130 // stopped by the user; nothing was written
)

func main() {
	collectLess()
	os.Exit(run(os.Args[1:], systemEnv()))
}

// collectLess lets the heap grow before garbage is looked for: a run takes
// milliseconds, and on most schemas it is over before that pays. GOGC overrides it.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// run is the whole program on a given Env. It alone prints errors.
func run(args []string, env *Env) int {
	// Signals are listened to until the process ends: one that comes when all
	// is done must not make it look like a run that was stopped half way.
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	root := newRootCmd(env)
	root.SetArgs(args)
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitDone
	}
	code := exitCode(err)
	report(env.Err, cmd, err, code)
	return code
}

// exitCode is the one table from errors to exit codes.
func exitCode(err error) int {
	var usage *usageError
	var option *scaffold.OptionError
	switch {
	case errors.Is(err, scaffold.ErrStopped), errors.Is(err, context.Canceled):
		return exitStopped
	case errors.As(err, &usage), errors.As(err, &option):
		return exitUsage
	default:
		return exitFailed
	}
}

// report prints what went wrong, what to do about it, and after wrong usage
// where the right usage is written down.
func report(w io.Writer, cmd *cobra.Command, err error, code int) {
	if code == exitStopped {
		text := "stopped; nothing was written"
		var stopped *scaffold.StoppedError
		if errors.As(err, &stopped) {
			text = stopped.Error()
		}
		fmt.Fprintln(w, text)
		return
	}
	if errors.Is(err, errProblems) || errors.Is(err, syscall.EPIPE) {
		return
	}
	fmt.Fprintf(w, "error: %s\n", err)
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) && hinted.Hint() != "" {
		for line := range strings.SplitSeq(hinted.Hint(), "\n") {
			fmt.Fprintf(w, "hint: %s\n", line)
		}
	}
	if code == exitUsage {
		fmt.Fprintf(w, "usage: %s\n", cmd.UseLine())
		fmt.Fprintf(w, "see \"%s --help\"\n", cmd.CommandPath())
	}
}
