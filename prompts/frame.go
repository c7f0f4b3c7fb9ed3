package prompts

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// frame shows a form without the blank lines by which huh makes every page as
// tall as the tallest one, and keeps it within the terminal: huh forgets to
// count the line above its help, and then the question itself scrolls away.
type frame struct {
	form *huh.Form
}

func newFrame(form *huh.Form) frame {
	form.SubmitCmd = tea.Quit
	form.CancelCmd = tea.Quit
	return frame{form}
}

func (f frame) Init() tea.Cmd { return f.form.Init() }

func (f frame) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok && size.Height > 1 {
		size.Height--
		msg = size
	}
	model, cmd := f.form.Update(msg)
	if form, ok := model.(*huh.Form); ok {
		f.form = form
	}
	return f, cmd
}

func (f frame) View() string {
	var lines []string
	blank := false
	for line := range strings.SplitSeq(f.form.View(), "\n") {
		empty := strings.TrimSpace(line) == ""
		if !empty || !blank {
			lines = append(lines, line)
		}
		blank = empty
	}
	return strings.Join(lines, "\n")
}
