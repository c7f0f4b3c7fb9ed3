// Command create-app makes Next.js projects with Prisma and NextAuth that run
// on the first try, and looks after their schemas afterwards.
//
// Every command is one file with a flags type, a constructor and a run
// function; what they share of the world is Env. Rules about schemas,
// templates and names live in the packages below, not here.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"create-app/scaffold"
	"create-app/scaffold/change"
)

// The exit codes of every command.
const (
	exitDone    = 0   // what was asked for is done
	exitFailed  = 1   // it failed, or problems were found
	exitUsage   = 2   // wrong usage; nothing was touched
	exitStopped = 130 // stopped by the user; nothing was written, or only a tool was stopped
)

func main() {
	collectLess()
	os.Exit(run(os.Args[1:], systemEnv()))
}

// collectLess lets the heap of a short run grow before garbage is looked for: it takes milliseconds, and on most schemas
// it is over before that pays. What a large one needs stays near to what lives in it. GOGC overrides it.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
		memory{least: 24 << 20, percent: 130}.limit(0)
	}
}

// run is the whole program on a given Env. It alone prints errors.
func run(args []string, env *Env) int {
	// Signals are listened to until the process ends, or two seconds after the first: one that comes when all
	// is done must not make it look like a run that was stopped half way.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	endAtTheNext(ctx, stop, 2*time.Second)
	out := &watchedWriter{Writer: env.Out}
	env.Out = out
	env.guard()
	defer env.release()
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
	report(env, cmd, err, code)
	if (env.JSON || asksForJSON(args)) && !out.written {
		reportJSON(env, err, code)
	}
	return code
}

// endAtTheNext lets a signal that comes a while after the first end the process: what takes long and writes nothing does not ask
// whether it is to stop. What is half done then is taken back as after a kill.
func endAtTheNext(ctx context.Context, stop func(), while time.Duration) {
	context.AfterFunc(ctx, func() { time.AfterFunc(while, stop) })
}

// watchedWriter remembers whether anything was written.
type watchedWriter struct {
	io.Writer
	written bool
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	w.written = w.written || len(p) > 0
	return w.Writer.Write(p)
}

// asksForJSON is for a command line with a mistake in it: flags behind the
// mistake have not been read.
func asksForJSON(args []string) bool {
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	return slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// exitCode is the one table from errors to exit codes.
func exitCode(err error) int {
	var usage *usageError
	var option *scaffold.OptionError
	switch {
	case errors.Is(err, change.ErrStopped), errors.Is(err, context.Canceled):
		return exitStopped
	case errors.As(err, &usage), errors.As(err, &option):
		return exitUsage
	default:
		return exitFailed
	}
}

// report prints what went wrong, what to do about it, and after wrong usage
// where the right usage is written down.
func report(env *Env, cmd *cobra.Command, err error, code int) {
	w, width := env.Err, 0
	if env.ErrTerminal {
		width = env.columns()
	}
	if code == exitStopped {
		fmt.Fprintln(w, hanging(message(err, code), "", "  ", width))
		return
	}
	if errors.Is(err, errProblems) || errors.Is(err, syscall.EPIPE) {
		return
	}
	for i, line := range strings.Split(message(err, code), "\n") {
		first := "error: "
		if i > 0 { // what may be a line end in a name begins no line like those of report
			first = "  "
		}
		fmt.Fprintln(w, hanging(line, first, "  ", width))
	}
	if help := hint(err); help != "" {
		for line := range strings.SplitSeq(help, "\n") {
			fmt.Fprintln(w, hanging(line, "hint: ", "  ", width))
		}
	}
	if code == exitUsage {
		fmt.Fprintf(w, "usage: %s\n", cmd.UseLine())
		fmt.Fprintf(w, "see \"%s --help\"\n", cmd.CommandPath())
	}
}

// jsonError is what --json prints where there is no result.
type jsonError struct {
	Code    string `json:"code"` // usage, failed or stopped
	Message string `json:"message"`
	Help    string `json:"help,omitempty"`
	Exit    int    `json:"exit"`
}

// reportJSON prints an error in one line, so that it can be read both by those
// who wait for an object and by those who wait for one a line.
func reportJSON(env *Env, err error, code int) {
	if errors.Is(err, syscall.EPIPE) {
		return
	}
	kind := map[int]string{exitUsage: "usage", exitStopped: "stopped"}[code]
	_ = env.encoder().Encode(map[string]jsonError{"error": {Code: cmp.Or(kind, "failed"), Message: message(err, code), Help: hint(err), Exit: code}})
}

// message is what went wrong, as a person is told it.
func message(err error, code int) string {
	var stopped *change.StoppedError
	switch {
	case code == exitStopped && errors.As(err, &stopped):
		return stopped.Error()
	case code == exitStopped:
		return "stopped; nothing was written"
	}
	return err.Error()
}

// hint is what to do about it; it may be empty.
func hint(err error) string {
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		return hinted.Hint()
	}
	return ""
}
