package prompts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"golang.org/x/term"

	"create-app/scaffold/change"
)

// The sequences that take the whole screen, and give it back as it was.
const (
	takeScreen = "\x1b[?1049h\x1b[2J\x1b[?25l\x1b[?2004h" // the other screen, no cursor, pastes in brackets
	giveScreen = "\x1b[?2004l\x1b[?25h\x1b[?1049l"
)

// show runs one program on the whole screen. Bubble Tea's own renderer looks
// 60 times a second whether there is something to draw; ours draws when
// something has happened, so a page that waits costs nothing, and the first
// one is there at once.
func (t *Terminal) show(ctx context.Context, model tea.Model) (tea.Model, error) {
	// huh draws through lipgloss, whose global setting this is; what may be
	// drawn is settled by the palette.
	lipgloss.SetColorProfile(termenv.ANSI256)
	restore, err := rawTerminal(t.In, t.Out)
	if err != nil {
		return nil, fmt.Errorf("prepare the terminal: %w", err)
	}
	defer restore()
	page := &page{Model: model, screen: &screen{out: t.Out}}
	if err := page.screen.write(takeScreen); err != nil {
		return nil, fmt.Errorf("show the questions: %w", err)
	}
	defer func() { _ = page.screen.write(giveScreen) }()
	if width, height, found := sizeOf(t.Out); found {
		page.Update(tea.WindowSizeMsg{Width: width, Height: height})
	} else {
		page.draw()
	}
	program := tea.NewProgram(page, tea.WithInput(t.In), tea.WithOutput(t.Out), tea.WithContext(ctx),
		tea.WithoutSignalHandler(), tea.WithoutRenderer(), tea.WithoutCatchPanics())
	defer whenResized(func() {
		if width, height, found := sizeOf(t.Out); found {
			program.Send(tea.WindowSizeMsg{Width: width, Height: height})
		}
	})()
	_, err = program.Run()
	switch {
	case ctx.Err() != nil:
		return nil, change.ErrStopped
	case errors.Is(err, io.EOF):
		return nil, change.ErrStopped // the terminal is gone
	case err != nil:
		return nil, fmt.Errorf("show the questions: %w", err)
	}
	return page.Model, page.screen.err
}

// rawTerminal has keys arrive as they are pressed, and nothing echoed.
func rawTerminal(in io.Reader, out io.Writer) (restore func(), err error) {
	file, isFile := in.(*os.File)
	if !isFile || !term.IsTerminal(int(file.Fd())) {
		return func() {}, nil
	}
	state, err := term.MakeRaw(int(file.Fd()))
	if err != nil {
		return nil, err
	}
	undo := drawable(out)
	return func() {
		undo()
		_ = term.Restore(int(file.Fd()), state)
	}, nil
}

func sizeOf(out io.Writer) (width, height int, found bool) {
	file, isFile := out.(*os.File)
	if !isFile {
		return 0, 0, false
	}
	width, height, err := term.GetSize(int(file.Fd()))
	return width, height, err == nil && width > 0 && height > 0
}

// page draws a model whenever it has been told something.
type page struct {
	tea.Model
	screen *screen
}

func (p *page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		p.screen.resize(size.Width)
	}
	model, cmd := p.Model.Update(msg)
	p.Model = model
	p.draw()
	if p.screen.err != nil {
		return p, tea.Quit
	}
	return p, cmd
}

func (p *page) draw() {
	if drawn := p.Model.View(); drawn != "" { // an empty one is the last
		p.screen.draw(strings.Split(drawn, "\n"))
	}
}

// View is for a renderer, and there is none.
func (p *page) View() string { return "" }

// screen knows what is shown and writes what becomes different.
type screen struct {
	out   io.Writer
	width int
	shown []string
	err   error // of the terminal
}

func (s *screen) write(text string) error {
	if s.err == nil {
		_, s.err = io.WriteString(s.out, text)
	}
	return s.err
}

// resize forgets what is shown: terminals do what they like with it.
func (s *screen) resize(width int) { s.width, s.shown = width, nil }

func (s *screen) draw(lines []string) {
	var b strings.Builder
	if s.shown == nil {
		b.WriteString("\x1b[2J")
	}
	for i, line := range lines {
		if i < len(s.shown) && s.shown[i] == line {
			continue
		}
		fmt.Fprintf(&b, "\x1b[%d;1H%s", i+1, line)
		if s.width == 0 || ansi.StringWidth(line) < s.width {
			b.WriteString("\x1b[K") // behind a full line it would take the last character
		}
	}
	for i := len(lines); i < len(s.shown); i++ {
		fmt.Fprintf(&b, "\x1b[%d;1H\x1b[K", i+1)
	}
	s.shown = lines
	if b.Len() > 0 {
		_ = s.write(b.String())
	}
}
