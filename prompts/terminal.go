// Package prompts asks a person for what the flags leave open.
//
// [Terminal] is the whole of it: [Terminal.NewProject] is the wizard, and
// [Terminal.Confirm] a single question. They fill in the options of package
// scaffold and check them with its functions; they know nothing of commands
// and decide nothing. Whoever calls makes sure that somebody is there.
//
// Leaving a form by Esc or Ctrl-C gives [change.ErrStopped].
package prompts

import (
	"context"
	"fmt"
	"io"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	_ "create-app/prompts/background"
	"create-app/scaffold/change"
)

// Terminal is where the questions go and the answers come from.
type Terminal struct {
	In         io.Reader
	Out        io.Writer
	Width      int  // columns
	Accessible bool // plain lines instead of a drawn form, for screen readers and dumb terminals
	NoColor    bool
}

// Confirm asks a yes/no question; details are printed above it and stay. The
// answer that Enter gives is yes.
func (t *Terminal) Confirm(ctx context.Context, question, details string) (bool, error) {
	if details != "" {
		if _, err := io.WriteString(t.Out, details+"\n"); err != nil {
			return false, err
		}
	}
	yes := true
	field := huh.NewConfirm().Title(question).Affirmative("Yes").Negative("No").Value(&yes).WithButtonAlignment(lipgloss.Left)
	err := t.run(ctx, huh.NewGroup(field))
	return yes && err == nil, err
}

// run shows the groups as one form, page after page.
func (t *Terminal) run(ctx context.Context, groups ...*huh.Group) error {
	form := t.form(groups...)
	if t.Accessible {
		return t.runAccessible(ctx, form)
	}
	_, err := tea.NewProgram(newFrame(form),
		tea.WithInput(t.In), tea.WithOutput(t.Out), tea.WithContext(ctx), tea.WithoutSignalHandler(),
	).Run()
	if form.State == huh.StateAborted || ctx.Err() != nil {
		return change.ErrStopped
	}
	if err != nil {
		return fmt.Errorf("show the questions: %w", err)
	}
	return nil
}

func (t *Terminal) form(groups ...*huh.Group) *huh.Form {
	profile := termenv.Ascii
	if !t.NoColor {
		profile = termenv.NewOutput(t.Out).EnvColorProfile()
	}
	lipgloss.SetColorProfile(profile)
	return huh.NewForm(groups...).WithTheme(theme()).WithKeyMap(keys()).WithAccessible(t.Accessible)
}

// runAccessible asks line by line. huh reads on after the end of the input
// and cannot be interrupted there, so both are watched from outside.
func (t *Terminal) runAccessible(ctx context.Context, form *huh.Form) error {
	input := &lineReader{from: t.In}
	done := make(chan error, 1)
	go func() {
		done <- form.WithInput(input).WithOutput(t.Out).RunWithContext(ctx)
	}()
	select {
	case <-ctx.Done():
		return change.ErrStopped
	case err := <-done:
		if err == nil && input.ended {
			return change.ErrStopped
		}
		return err
	}
}

// lineReader gives one byte at a time, because every question of a form reads
// ahead for itself, and remembers whether the input has ended.
type lineReader struct {
	from  io.Reader
	ended bool
}

func (r *lineReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, err := r.from.Read(p[:1])
	if err != nil {
		r.ended = true
	}
	return n, err
}
