package prompts

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/scaffold"
	"create-app/scaffold/change"
)

// project is a wizard's work with everything possible and the given flags.
func project(given ...string) (Project, *scaffold.Options) {
	o := scaffold.DefaultOptions()
	o.Git, o.Install = true, true
	return Project{
		Options: &o,
		Given: func(flag string) bool {
			for _, name := range given {
				if name == flag {
					return true
				}
			}
			return false
		},
		CheckDir: func(dir string) error {
			if dir != "web" {
				return errors.New("only web will do")
			}
			return nil
		},
		Installed: func(manager string) bool { return manager != "bun" },
		CanGit:    func(string) bool { return true },
		Summary:   func() (string, error) { return "what it comes to", nil },
		Confirm:   true,
	}, &o
}

// drive sends keys to the wizard's form, one message after the other, and
// gives the frame as it is then.
func drive(t *testing.T, w *wizard, keys ...string) frame {
	t.Helper()
	terminal := &Terminal{Out: &strings.Builder{}, NoColor: true}
	f := newFrame(terminal.form(groups(w.pages())...))
	f = settle(f, f.Init())
	f = settle(f, func() tea.Msg { return tea.WindowSizeMsg{Width: 80, Height: 24} })
	for _, key := range keys {
		f = settle(f, func() tea.Msg { return keyMsg(key) })
	}
	return f
}

func keyMsg(key string) tea.KeyMsg {
	named := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "down": tea.KeyDown, "esc": tea.KeyEsc, "ctrl+c": tea.KeyCtrlC,
		"shift+tab": tea.KeyShiftTab, "left": tea.KeyLeft, "right": tea.KeyRight, "space": tea.KeySpace,
	}
	if kind, found := named[key]; found {
		return tea.KeyMsg{Type: kind, Runes: []rune(map[bool]string{true: " "}[key == "space"])}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(key)}
}

// settle runs a command and everything that follows from it, as the program's
// loop would; what only blinks is left out.
func settle(f frame, cmd tea.Cmd) frame {
	pending := []tea.Cmd{cmd}
	for len(pending) > 0 {
		next := pending[0]
		pending = pending[1:]
		if next == nil || blinks(next) {
			continue
		}
		msg := next()
		if more, ok := commands(msg); ok {
			pending = append(more, pending...)
			continue
		}
		model, cmd := f.Update(msg)
		f = model.(frame)
		pending = append(pending, cmd)
	}
	return f
}

func TestTheWizardFillsTheOptions(t *testing.T) {
	p, o := project()
	w := &wizard{Project: p, auth: true}
	f := drive(t, w, "web", "enter", "down", "down", "enter", "enter", "down", "space", "enter", "down", "enter", "n", "y")
	assert.Equal(t, huh.StateCompleted, f.form.State)
	w.settle()
	assert.Equal(t, scaffold.Options{
		Dir: "web", Database: "mysql", Auth: "nextauth", Providers: []string{"github", "google"},
		NextAuth: "4", Prisma: "7", Router: "app", ImportAlias: "@/*", PackageManager: "pnpm",
		Install: true, OnConflict: "abort",
	}, *o)
}

func TestWithoutNextAuthNobodyAsksForProviders(t *testing.T) {
	p, o := project("dir", "db")
	w := &wizard{Project: p, auth: true}
	f := drive(t, w, "n")
	assert.Contains(t, f.View(), "Which package manager?")
	f = settle(f, func() tea.Msg { return keyMsg("enter") })
	assert.Contains(t, f.View(), "Make a git repository?")
	w.settle()
	assert.Equal(t, "none", o.Auth)
	assert.Empty(t, o.Providers)
}

func TestProvidersMeanNextAuth(t *testing.T) {
	p, o := project("dir", "db", "providers")
	w := &wizard{Project: p, auth: true}
	assert.Contains(t, drive(t, w).View(), "Which package manager?")
	w.settle()
	assert.Equal(t, "nextauth", o.Auth)
	assert.Equal(t, []string{"github"}, o.Providers)
}

func TestGoingBackChangesAnAnswer(t *testing.T) {
	p, o := project("auth", "providers", "package-manager", "git", "install")
	w := &wizard{Project: p, auth: true}
	f := drive(t, w, "web", "enter", "down", "shift+tab")
	assert.Contains(t, f.View(), "Where should the project go?")
	assert.Contains(t, f.View(), "> web")
	assert.Equal(t, "postgresql", o.Database)
}

func TestWhatIsClearIsNotAsked(t *testing.T) {
	p, o := project("dir", "db", "auth", "providers")
	p.CanGit = func(string) bool { return false }
	o.PackageManager = "bun" // not installed
	w := &wizard{Project: p, auth: true}
	f := drive(t, w, "enter")
	assert.Equal(t, huh.StateCompleted, f.form.State, f.View())
	w.settle()
	assert.False(t, o.Git)
	assert.False(t, o.Install)
}

func TestAWrongAnswerIsNotTaken(t *testing.T) {
	p, _ := project()
	f := drive(t, &wizard{Project: p, auth: true}, "web2", "enter")
	assert.Contains(t, f.View(), "only web will do")
	assert.Equal(t, huh.StateNormal, f.form.State)
}

func TestEscAndCtrlCLeave(t *testing.T) {
	for _, key := range []string{"esc", "ctrl+c"} {
		for _, before := range [][]string{nil, {"web", "enter"}, {"web", "enter", "enter", "enter"}} {
			p, _ := project()
			f := drive(t, &wizard{Project: p, auth: true}, append(before, key)...)
			assert.Equal(t, huh.StateAborted, f.form.State, "%s after %q", key, before)
		}
	}
}

func TestTheFrameStaysWithinTheTerminal(t *testing.T) {
	p, _ := project("dir", "db", "auth")
	f := drive(t, &wizard{Project: p, auth: true})
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 40, Height: 12}, {Width: 40, Height: 8}} {
		f = settle(f, func() tea.Msg { return size })
		lines := strings.Split(f.View(), "\n")
		assert.LessOrEqual(t, len(lines), size.Height)
		assert.Contains(t, lines[0], "Sign in with what?")
		for _, line := range lines {
			assert.LessOrEqual(t, len([]rune(line)), size.Width)
		}
	}
}

func TestLineByLine(t *testing.T) {
	p, o := project("package-manager", "git")
	var shown strings.Builder
	terminal := &Terminal{In: strings.NewReader("bad\nweb\n2\nn\nn\ny\n"), Out: &shown, Accessible: true, NoColor: true}
	require.NoError(t, terminal.NewProject(t.Context(), p))
	assert.Equal(t, "web", o.Dir)
	assert.Equal(t, "postgresql", o.Database)
	assert.Equal(t, "none", o.Auth)
	assert.False(t, o.Install)
	assert.Contains(t, shown.String(), "only web will do")
	assert.Contains(t, shown.String(), "what it comes to")
	assert.NotContains(t, shown.String(), "Sign in with what?")
}

func TestLineByLineNoMeansNo(t *testing.T) {
	p, _ := project("dir", "db", "auth", "providers", "package-manager", "git", "install")
	terminal := &Terminal{In: strings.NewReader("n\n"), Out: &strings.Builder{}, Accessible: true}
	assert.ErrorIs(t, terminal.NewProject(t.Context(), p), change.ErrStopped)
}

func TestTheEndOfInputIsNoAnswer(t *testing.T) {
	for _, input := range []string{"", "web\n", "web\n2\n", "web\n2\ny\n"} {
		p, _ := project()
		terminal := &Terminal{In: strings.NewReader(input), Out: &strings.Builder{}, Accessible: true}
		assert.ErrorIs(t, terminal.NewProject(t.Context(), p), change.ErrStopped, "%q", input)
	}
}
