// Package prompts asks a person for what the flags leave open.
//
// [Terminal] is the whole of it: [Terminal.NewProject] is the wizard,
// [Terminal.Review] shows a plan and asks whether to go on, [Terminal.Choose]
// and [Terminal.Confirm] are single questions. They fill in the options of
// package scaffold and check them with its functions; what is on the disk and
// what a plan comes to is told to them by functions. They know nothing of
// commands and decide nothing. The caller makes sure that a person is there.
//
// A page fills the screen while it is there, and leaves a line for every
// answer on the terminal when it goes. Leaving by Esc or Ctrl-C gives
// [change.ErrStopped].
package prompts

import (
	"context"
	"io"

	"create-app/plain"
	_ "create-app/prompts/background"
	"create-app/prompts/palette"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// Terminal is where the questions go and the answers come from.
type Terminal struct {
	In         io.Reader
	Out        io.Writer
	Palette    palette.Palette
	Accessible bool // numbered questions, line by line, for screen readers and dumb terminals
	Width      int  // where lines of questions are broken; 0 leaves that to the terminal

	input <-chan string // lines, once a question has begun to read them
}

// Confirm asks a yes/no question below details. The answer that Enter gives is
// yes.
func (t *Terminal) Confirm(ctx context.Context, question, details string) (bool, error) {
	if details != "" {
		if err := t.print(printableLines(details) + "\n"); err != nil {
			return false, err
		}
	}
	answer, err := t.Choose(ctx, Menu{
		Title:  question,
		Values: []scaffold.Value{{Value: scaffold.On, Name: "yes"}, {Value: scaffold.Off, Name: "no"}},
		Chosen: scaffold.On,
	})
	return answer == scaffold.On, err
}

// Review shows a plan and asks whether to carry it out: act is what Enter
// does, command what gives the same without questions; there may be none.
func (t *Terminal) Review(ctx context.Context, title string, preview *Preview, act string, command []string) error {
	if t.Accessible {
		return t.reviewByLine(ctx, plain.Line(title), preview.harmless(), act, command)
	}
	final, err := t.show(ctx, newReviewPage(t, title, preview, act, command))
	if err == nil && final.(*reviewPage).end != finished {
		return change.ErrStopped
	}
	return err
}

func (t *Terminal) print(text string) error {
	_, err := io.WriteString(t.Out, text)
	return err
}
