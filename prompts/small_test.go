package prompts

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/prompts/palette"
	"create-app/scaffold"
)

// Nothing that a small terminal has no room for is out of reach.

func TestALongCommandIsReadToItsEnd(t *testing.T) {
	command := []string{"create-app", "web"}
	for i := range 60 {
		command = append(command, fmt.Sprintf("--flag-%d", i))
	}
	r := newReviewPage(&Terminal{Palette: palette.Palette{Unicode: true}}, "a plan", &Preview{Root: "web", Count: "no file"}, "make it", command)
	r.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
	send(r, "tab", "tab")
	assert.Contains(t, view(r), "--flag-0")
	assert.Contains(t, view(r), " more lines")
	for range 40 {
		send(r, "down")
	}
	assert.Contains(t, view(r), "--flag-59")
	assert.NotContains(t, view(r), " more lines")

	r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	assert.Contains(t, view(r), "c copies all of it", "where the command has a few lines only")
}

func TestAListSaysThatItGoesOn(t *testing.T) {
	preview := &Preview{Root: "web", Count: "40 new files"}
	for i := range 40 {
		preview.Files = append(preview.Files, File{Path: fmt.Sprintf("file-%02d", i), Fate: Create})
	}
	r := newReviewPage(&Terminal{Palette: palette.Palette{Unicode: true}}, "a plan", preview, "make it", nil)
	r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	assert.Contains(t, view(r), "file-00")
	assert.Regexp(t, `\n   … \d+ below `, view(r))
	send(r, "end")
	assert.Contains(t, view(r), "> file-39")
	assert.Regexp(t, `\n   … \d+ above `, view(r))
	assert.NotContains(t, view(r), " below")

	work, _ := project("dir")
	for i := range 9 {
		work.Settings[1].Values = append(work.Settings[1].Values, scaffold.Value{Value: fmt.Sprint(i), Name: fmt.Sprintf("database %d", i)})
	}
	w := begin(work)
	w.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
	assert.Regexp(t, `\n       database \d  …\n`, view(w))
}

func TestTheKeysAreThoseOfTheFirstPage(t *testing.T) {
	w := begin(func() Project { p, _ := project("dir", "db"); return p }())
	require.Contains(t, view(w), "How do people sign in?")
	first := view(w)
	assert.Equal(t, first, view(w), "drawn once more")
	assert.Contains(t, first, "↑↓←→ move")
}

func TestAPathIsCutAtItsBeginning(t *testing.T) {
	p := palette.Palette{Unicode: true}
	assert.Equal(t, "app/page.tsx", lastPart(p, "app/page.tsx", 12))
	assert.Equal(t, "…age.tsx", lastPart(p, "app/page.tsx", 8))
	assert.Equal(t, "…/日本.tsx", lastPart(p, "日本語日本語/日本.tsx", 10))
}

func TestPlainQuestionsBreakBetweenWords(t *testing.T) {
	var out strings.Builder
	work, _ := project("dir", "package-manager", "install", "git")
	terminal := &Terminal{In: strings.NewReader("\n\n\n\n"), Out: &out, Accessible: true, Width: 40}
	require.NoError(t, terminal.NewProject(context.Background(), work))
	text := out.String()
	assert.Contains(t, text, "  2. PostgreSQL: the usual choice for\n     production; compose.yaml starts one\n     here\n")
	command := false
	for line := range strings.SplitSeq(text, "\n") {
		if !command {
			assert.LessOrEqual(t, ansi.StringWidth(line), 40, line)
		}
		command = line == "The same without questions:"
	}
	assert.Contains(t, text, "The same without questions:\ncreate-app ")
}

func TestWhatIsBelowStaysWhereItIs(t *testing.T) {
	work, _ := project("dir")
	work.Settings[1].Values[1].About = strings.Repeat("long ", 30)
	w := begin(work)
	below := func() int {
		return slices.IndexFunc(strings.Split(view(w), "\n"), func(line string) bool { return strings.Contains(line, "Sign in with") })
	}
	at := below()
	send(w, "down")
	assert.Contains(t, view(w), "long long")
	assert.Equal(t, at, below())
}
