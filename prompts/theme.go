package prompts

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
)

// theme uses the terminal's own colours, which suit its background whatever
// that is.
func theme() *huh.Theme {
	const (
		red   = lipgloss.Color("1")
		green = lipgloss.Color("2")
		cyan  = lipgloss.Color("6")
	)
	t := huh.ThemeBase()
	faint := lipgloss.NewStyle().Faint(true)

	t.Focused.Base = lipgloss.NewStyle().PaddingLeft(1).BorderStyle(lipgloss.ThickBorder()).BorderLeft(true).BorderForeground(cyan)
	t.Focused.Title = t.Focused.Title.Foreground(cyan).Bold(true)
	t.Focused.Description = faint
	t.Focused.ErrorIndicator = t.Focused.ErrorIndicator.Foreground(red)
	t.Focused.ErrorMessage = lipgloss.NewStyle().Foreground(red)
	t.Focused.SelectSelector = t.Focused.SelectSelector.Foreground(cyan)
	t.Focused.MultiSelectSelector = t.Focused.MultiSelectSelector.Foreground(cyan)
	t.Focused.SelectedPrefix = lipgloss.NewStyle().Foreground(green).SetString("[x] ")
	t.Focused.UnselectedPrefix = lipgloss.NewStyle().SetString("[ ] ")
	t.Focused.SelectedOption = lipgloss.NewStyle()
	t.Focused.TextInput.Placeholder = faint
	t.Focused.TextInput.Prompt = lipgloss.NewStyle().Foreground(cyan)
	// Brackets, because without colours nothing else tells the two apart.
	t.Focused.FocusedButton = lipgloss.NewStyle().Bold(true).Foreground(cyan).MarginRight(1).
		Transform(func(text string) string { return "[" + text + "]" })
	t.Focused.BlurredButton = lipgloss.NewStyle().MarginRight(1).
		Transform(func(text string) string { return " " + text + " " })

	t.Blurred = t.Focused
	t.Blurred.Base = t.Focused.Base.BorderStyle(lipgloss.HiddenBorder())
	t.Blurred.Title = lipgloss.NewStyle()
	t.Blurred.SelectSelector = lipgloss.NewStyle().SetString("  ")
	t.Blurred.MultiSelectSelector = lipgloss.NewStyle().SetString("  ")

	t.Help.ShortKey, t.Help.ShortDesc, t.Help.ShortSeparator = faint, faint, faint
	t.Help.FullKey, t.Help.FullDesc, t.Help.FullSeparator = faint, faint, faint
	t.Help.Ellipsis = faint
	return t
}

// keys are huh's, with Esc for leaving and without the filter, which no list
// here is long enough for.
func keys() *huh.KeyMap {
	k := huh.NewDefaultKeyMap()
	k.Quit = key.NewBinding(key.WithKeys("ctrl+c", "esc"), key.WithHelp("esc", "leave"))
	k.Select.Filter.SetEnabled(false)
	k.MultiSelect.Filter.SetEnabled(false)
	k.MultiSelect.SelectAll.SetEnabled(false)
	k.MultiSelect.Toggle = key.NewBinding(key.WithKeys(" ", "x"), key.WithHelp("space", "choose"))
	k.Input.AcceptSuggestion.SetEnabled(false)
	return k
}
