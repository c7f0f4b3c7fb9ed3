package prompts

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"github.com/stretchr/testify/assert"

	"create-app/golden"
	"create-app/prompts/palette"
	"create-app/scaffold"
)

func init() { lipgloss.SetColorProfile(termenv.ANSI256) }

// plainText is a screen without colours, its lines without blanks at the end.
func plainText(screen string) string {
	list := strings.Split(ansi.Strip(screen), "\n")
	for i, line := range list {
		list[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(list, "\n")
}

type shownPage struct {
	name string
	make func(p palette.Palette) tea.Model
	keys []string
}

// pages are all there are.
func pages() []shownPage {
	asked := func(p palette.Palette) tea.Model {
		work, _ := project()
		return newWizard(&Terminal{Palette: p}, work)
	}
	menu := func(p palette.Palette) tea.Model {
		values := []scaffold.Value{
			{Value: "add", Name: "add Prisma and NextAuth", About: "the models, the client, the route and what signs people in"},
			{Value: "doctor", Name: "look for mistakes", About: "what Prisma and NextAuth will see, and what is wrong with it"},
			{Value: "new", Name: "a new project elsewhere"},
		}
		m := Menu{Title: "What shall it be?", Facts: [][2]string{{"Project", "web"}, {"Next.js", "16, App Router"}}, Values: values, Chosen: "add"}
		return newMenuPage(p, m)
	}
	change := func(p palette.Palette) tea.Model {
		preview := &Preview{
			Root: "web", Count: "1 new file, 1 changed", Notes: []string{"Account lacks refresh_token_expires_in: sign-in with a GitHub App would fail."},
			Files: []File{
				{Path: "server/auth.ts", Fate: Create, After: "export const a = 1; // one\n"},
				{Path: "prisma/schema.prisma", Fate: Modify, Before: "model User {\n  id Int @id\n}\n", After: "model User {\n  id    String @id\n  email String @unique\n}\n"},
			},
		}
		return newReviewPage(&Terminal{Palette: p}, "the models of NextAuth", preview, "write it", nil)
	}
	return []shownPage{
		{"folder", asked, nil},
		{"folder-wrong", asked, []string{"bad"}},
		{"folder-full", asked, []string{"full", "enter"}},
		{"database", asked, []string{"web", "enter", "down"}},
		{"sign-in", asked, []string{"web", "enter", "enter", "down", "space"}},
		{"packages", asked, []string{"web", "enter", "enter", "enter", "down", "down"}},
		{"install", asked, []string{"web", "enter", "enter", "enter", "enter"}},
		{"git", asked, []string{"web", "enter", "enter", "enter", "enter", "enter"}},
		{"more", asked, []string{"web", "enter", "enter", "enter", "enter", "enter", "enter", "down"}},
		{"router", asked, []string{"web", "enter", "enter", "enter", "enter", "enter", "enter", "down", "enter", "down"}},
		{"alias", asked, []string{"web", "enter", "enter", "enter", "enter", "enter", "enter", "down", "enter", "down", "enter"}},
		{"review", asked, []string{"web", "ctrl+f", "end"}},
		{"review-file", asked, []string{"web", "ctrl+f", "end", "tab"}},
		{"review-command", asked, []string{"web", "ctrl+f", "tab", "tab"}},
		{"edit", asked, []string{"web", "ctrl+f", "e", "down", "down"}},
		{"menu", menu, []string{"down"}},
		{"change", change, []string{"down", "down"}},
	}
}

// Every page at three sizes, in text and in colour. Whatever the size, a page
// fills the terminal exactly, and colours change no letter.
func TestScreens(t *testing.T) {
	for _, s := range pages() {
		for _, size := range []tea.WindowSizeMsg{{Width: 40, Height: 12}, {Width: 80, Height: 24}, {Width: 120, Height: 40}} {
			name := fmt.Sprintf("%s-%dx%d", s.name, size.Width, size.Height)
			t.Run(name, func(t *testing.T) {
				drawn := func(p palette.Palette) string {
					m := s.make(p)
					m.Update(size)
					send(m, s.keys...)
					return m.View()
				}
				coloured := drawn(colourful)
				golden.Compare(t, filepath.Join("testdata", "screens", name+".txt"), []byte(plainText(coloured)+"\n"))
				golden.Compare(t, filepath.Join("testdata", "screens", name+".ansi"), []byte(coloured+"\n"))
				assert.Equal(t, plainText(coloured), plainText(drawn(palette.Palette{Depth: palette.Plain, Unicode: true})))
				assert.NotRegexp(t, `\x1b\[[0-9;]*3[0-9]`, drawn(palette.Palette{Depth: palette.Plain, Unicode: true}), "a colour without colours")
				ascii := plainText(drawn(palette.Palette{}))
				assert.Equal(t, ascii, strings.Map(asASCII, ascii))
			})
		}
	}
}

func asASCII(r rune) rune {
	if r < 0x80 {
		return r
	}
	return '?'
}

// From 20 columns to 200 and from 5 lines to 60 every page fits.
func TestEveryPageFitsEverySize(t *testing.T) {
	for _, s := range pages() {
		m := s.make(colourful)
		m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		send(m, s.keys...)
		for width := 20; width <= 200; width += 9 {
			for _, height := range []int{5, 8, 12, 13, 15, 16, 18, 24, 31, 40, 60} {
				m.Update(tea.WindowSizeMsg{Width: width, Height: height})
				list := strings.Split(m.View(), "\n")
				assert.Len(t, list, height, "%s at %d×%d", s.name, width, height)
				for _, line := range list {
					assert.LessOrEqual(t, ansi.StringWidth(line), width, "%s at %d×%d: %q", s.name, width, height, line)
				}
			}
		}
	}
}

// What is asked can be read at 40×12: nothing of the question, its answers and
// the keys is cut off.
func TestNothingIsCutOnASmallScreen(t *testing.T) {
	for _, s := range pages() {
		m := s.make(colourful)
		m.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
		send(m, s.keys...)
		drawn := view(m)
		assert.Contains(t, drawn, "esc leave", s.name)
		if w, ok := m.(*wizard); ok && !w.reviewing() && !w.editing {
			assert.True(t, strings.Contains(drawn, w.all[w.at].title) || strings.Contains(drawn, "● "+w.all[w.at].label+"\n"), "%s\n%s", s.name, drawn)
		}
	}
}
