package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/afero"
	"golang.org/x/term"

	"create-app/prompts"
	"create-app/prompts/palette"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// Env is the world a command runs in, and all of it: a test that fills in an
// Env needs no terminal, no environment variables and, with a memory FS, no
// disk. The flags that every command has are read into it before the command
// runs.
type Env struct {
	In  io.Reader
	Out io.Writer                    // results, and nothing else
	Err io.Writer                    // questions, progress, diagnostics
	raw struct{ out, err io.Writer } // the same before guard

	InTerminal  bool
	OutTerminal bool
	ErrTerminal bool
	Width       int // columns of the terminal; 80 where there is none

	FS        afero.Fs
	Dir       string // the working directory, absolute; --cwd moves it
	LookupEnv func(string) (string, bool)
	Environ   func() []string // KEY=value, all of it; nil for an empty one

	Prompter Prompter // of the terminal, unless a test has put in its own
	Runner   scaffold.Runner

	Docs string // where the pages of docs can be read; "" where no owner is known

	lock *change.Lock // of the project that the command changes

	JSON    bool // --json: the result goes to Out as JSON
	Quiet   bool // --quiet: no progress, no next steps
	NoColor bool // --no-color, NO_COLOR or TERM=dumb

	Accessible bool // --accessible, ACCESSIBLE, or a terminal on which nothing can be drawn
}

// Prompter asks a person. Commands call it only when env.Interactive says
// that a person is there. Leaving a question gives change.ErrStopped.
type Prompter interface {
	// Confirm shows details above a yes/no question.
	Confirm(ctx context.Context, question, details string) (bool, error)
	// Choose asks for one of a few answers.
	Choose(ctx context.Context, menu prompts.Menu) (string, error)
	// Review shows a plan and asks whether to carry it out.
	Review(ctx context.Context, title string, preview *prompts.Preview, act string, command []string) error
	// NewProject is the wizard.
	NewProject(ctx context.Context, project prompts.Project) error
}

// systemEnv is the Env of a real run.
func systemEnv() *Env {
	env := &Env{
		Docs:        docsAddress(),
		In:          os.Stdin,
		Out:         os.Stdout,
		Err:         os.Stderr,
		InTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		ErrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Width:       80,
		FS:          afero.NewOsFs(),
		LookupEnv:   os.LookupEnv,
		Environ:     os.Environ,
		Runner:      systemRunner{},
	}
	if width, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil && width > 0 {
		env.Width = width
	}
	env.Dir, _ = os.Getwd()
	return env
}

// settle reads what the global flags and the environment say about output,
// before any command runs.
func (e *Env) settle() {
	dumb := e.Getenv("TERM") == "dumb"
	e.NoColor = e.NoColor || dumb || e.Getenv("NO_COLOR") != ""
	dumb = dumb || e.Getenv("TERM") == "" && runtime.GOOS != "windows"
	e.Accessible = e.Accessible || dumb || isSet(e.Getenv("ACCESSIBLE"))
	if e.Prompter == nil {
		e.Prompter = &prompts.Terminal{In: e.In, Out: e.screen(), Palette: e.palette(true), Accessible: e.Accessible, Width: e.columns()}
	}
}

// palette is what may be drawn on a stream, by what the environment says of
// the terminal; terminal says whether it is one.
func (e *Env) palette(terminal bool) palette.Palette {
	p := palette.Detect(e.Getenv)
	switch {
	case !terminal, e.Accessible:
		return palette.Palette{Unicode: p.Unicode}
	case e.NoColor:
		p.Depth = min(p.Depth, palette.Plain)
	}
	return p
}

// columns is how wide the terminal is now; it may have been resized.
func (e *Env) columns() int {
	if file, isFile := e.raw.err.(*os.File); isFile {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return e.Width
}

// Getenv is the value of an environment variable, empty if unset.
func (e *Env) Getenv(name string) string {
	value, _ := e.LookupEnv(name)
	return value
}

// Interactive reports whether questions may be asked: there is a terminal to
// read from and one to write to, CI is not set, and the user did not say yes
// to everything beforehand.
func (e *Env) Interactive(yes bool) bool {
	return e.InTerminal && e.ErrTerminal && !yes && !e.JSON && !isSet(e.Getenv("CI"))
}

// ColorOut and ColorErr report whether results and diagnostics may be coloured.
func (e *Env) ColorOut() bool { return e.OutTerminal && !e.NoColor }
func (e *Env) ColorErr() bool { return e.ErrTerminal && !e.NoColor }

// Path makes a path from the command line absolute, starting at the working
// directory (or what --cwd made of it).
func (e *Env) Path(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(e.Dir, path)
}

// short is a path as people write it: from the working directory if it is in
// it, with ~ for their own folder.
func (e *Env) short(path string) string {
	if below, err := filepath.Rel(e.Dir, path); err == nil && filepath.IsLocal(below) {
		return below
	}
	if home := e.Getenv("HOME"); home != "" {
		if below, err := filepath.Rel(home, path); err == nil && filepath.IsLocal(below) {
			return filepath.Join("~", below)
		}
	}
	return path
}

// isSet reads the value of a switch in the environment.
func isSet(value string) bool {
	switch strings.ToLower(value) {
	case "", "0", "false", "no":
		return false
	}
	return true
}
