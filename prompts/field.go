package prompts

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"create-app/plain"
	"create-app/prompts/palette"
	"create-app/scaffold"
)

// field is where one question is answered. It takes the keys that are not the
// wizard's own.
type field interface {
	update(key tea.KeyMsg)
	// draw gives the lines for a width, and the one with the cursor.
	draw(p palette.Palette, width int) (lines []string, cursor int)
	// value is the answer as it stands.
	value() string
	// hovered is the option under the cursor; false where there are none.
	hovered() (scaffold.Value, bool)
	// keys are its own keys when it is drawn in that width.
	keys(p palette.Palette, width int) []keyHelp
}

// keyHelp is one entry of the footer.
type keyHelp struct{ key, does string }

// textField is huh's input without its title and checks, which the page shows
// for all fields alike.
type textField struct {
	text  string
	input *huh.Input
}

// newTextField holds text; placeholder is what an empty field stands for.
func newTextField(p palette.Palette, text, placeholder string) *textField {
	f := &textField{text: text}
	f.input = huh.NewInput().Placeholder(plain.Line(placeholder)).Prompt("> ").Value(&f.text)
	f.input.WithTheme(theme(p)).WithKeyMap(keyMap())
	f.input.Focus()
	return f
}

// update drops the command by which the cursor would blink: a program that
// waits has nothing to do.
func (f *textField) update(msg tea.KeyMsg) { f.input.Update(msg) }

func (f *textField) draw(_ palette.Palette, width int) ([]string, int) {
	f.input.WithWidth(width)
	drawn := lines(f.input.View())
	for i, line := range drawn {
		drawn[i] = ansi.Truncate(strings.Map(shownInField, line), width, "")
	}
	return drawn, 0
}

// shownInField is a character of a field: what turns the direction of text would
// go on turning it behind the field. Controls do not get into it but for those it is
// drawn with.
func shownInField(r rune) rune {
	if r >= 0x80 && plain.IsControl(r) {
		return utf8.RuneError
	}
	return r
}

// value is what was typed without the blanks that come along with pasting.
func (f *textField) value() string { return strings.TrimSpace(f.text) }

func (f *textField) hovered() (scaffold.Value, bool) { return scaffold.Value{}, false }

func (f *textField) keys(palette.Palette, int) []keyHelp { return nil }

// listField is huh's select: one of several.
type listField struct {
	values []scaffold.Value
	chosen string
	list   *huh.Select[string]
}

func newListField(p palette.Palette, values []scaffold.Value, chosen string) *listField {
	f := &listField{values: values, chosen: chosen}
	var options []huh.Option[string]
	for _, v := range values {
		options = append(options, huh.NewOption(v.Name, v.Value))
	}
	f.list = huh.NewSelect[string]().Options(options...).Value(&f.chosen)
	f.list.WithTheme(theme(p)).WithKeyMap(keyMap())
	f.list.Focus()
	return f
}

func (f *listField) update(msg tea.KeyMsg) { f.list.Update(msg) }

// draw leaves the window to the page: huh's own begins at the cursor.
func (f *listField) draw(_ palette.Palette, width int) ([]string, int) {
	f.list.WithWidth(width)
	f.list.Update(nil) // huh measures there
	drawn := lines(f.list.View())
	for i, line := range drawn { // huh fills them up to the width
		drawn[i] = strings.TrimRight(line, " ")
	}
	at := slices.IndexFunc(f.values, func(v scaffold.Value) bool { return v.Value == f.value() })
	return drawn[:min(len(drawn), len(f.values))], max(at, 0)
}

func (f *listField) value() string {
	value, _ := f.list.Hovered()
	return value
}

func (f *listField) hovered() (scaffold.Value, bool) {
	for _, v := range f.values {
		if v.Value == f.value() {
			return v, true
		}
	}
	return scaffold.Value{}, false
}

func (f *listField) keys(p palette.Palette, _ int) []keyHelp {
	return []keyHelp{{p.Sign(palette.UpDown), "move"}}
}

// gridField is any number of several, in columns: huh's multi-select has one
// column, and a dozen rows are too many for a small screen.
type gridField struct {
	values  []scaffold.Value
	chosen  map[string]bool
	alone   string // a value that excludes all others; may be empty
	at      int
	columns int // as drawn last
}

func newGridField(values []scaffold.Value, chosen []string, alone string) *gridField {
	f := &gridField{values: values, chosen: map[string]bool{}, alone: alone, columns: 1}
	for _, value := range chosen {
		f.chosen[value] = true
	}
	f.at = max(slices.IndexFunc(values, func(v scaffold.Value) bool { return f.chosen[v.Value] }), 0)
	return f
}

func (f *gridField) rows() int { return (len(f.values) + f.columns - 1) / f.columns }

// update moves in columns, as they are read: down first.
func (f *gridField) update(msg tea.KeyMsg) {
	rows, last := f.rows(), len(f.values)-1
	switch msg.String() {
	case "up", "k":
		f.at = (f.at + last) % (last + 1)
	case "down", "j":
		f.at = (f.at + 1) % (last + 1)
	case "right", "l":
		if f.at+rows <= last {
			f.at += rows
		}
	case "left", "h":
		if f.at-rows >= 0 {
			f.at -= rows
		}
	case "home":
		f.at = 0
	case "end":
		f.at = last
	case " ", "x":
		f.toggle(f.values[f.at].Value)
	}
}

func (f *gridField) toggle(value string) {
	on := !f.chosen[value]
	if value == f.alone {
		f.chosen = map[string]bool{}
	}
	delete(f.chosen, f.alone)
	f.chosen[value] = on
}

// cells are as many columns as fit, up to three.
func (f *gridField) cells(width int) (size, columns int) {
	widest := 0
	for _, v := range f.values {
		widest = max(widest, lipgloss.Width(v.Name))
	}
	size = widest + 9 // "> [x] " before and a gap behind
	return size, max(1, min(3, width/size))
}

func (f *gridField) draw(p palette.Palette, width int) ([]string, int) {
	var cell int
	cell, f.columns = f.cells(width)
	rows := f.rows()
	drawn := make([]string, rows)
	for row := range rows {
		var b strings.Builder
		for column := range f.columns {
			i := column*rows + row
			if i >= len(f.values) {
				break
			}
			b.WriteString(f.cell(p, i, cell))
		}
		drawn[row] = strings.TrimRight(b.String(), " ")
	}
	return drawn, f.at % rows
}

func (f *gridField) cell(p palette.Palette, i, width int) string {
	v := f.values[i]
	box, style := "[ ] ", palette.Text
	if f.chosen[v.Value] {
		box, style = "[x] ", palette.Good
	}
	cursor, name := "  ", v.Name
	if i == f.at {
		cursor, name = p.Paint(palette.Accent, p.Sign(palette.Cursor)+" "), p.Paint(palette.Strong, name)
	}
	pad := strings.Repeat(" ", max(0, width-6-lipgloss.Width(v.Name)))
	return cursor + p.Paint(style, box) + name + pad
}

func (f *gridField) value() string {
	var ids []string
	for _, v := range f.values {
		if f.chosen[v.Value] {
			ids = append(ids, v.Value)
		}
	}
	return strings.Join(ids, ",")
}

// without is the answer without one value, with that one.
func (f *gridField) around(value string) (without, with string) {
	var before, after []string
	for _, v := range f.values {
		if v.Value == value {
			after = append(after, value)
		} else if f.chosen[v.Value] && (v.Value == f.alone) == (value == f.alone) {
			before, after = append(before, v.Value), append(after, v.Value)
		}
	}
	return strings.Join(before, ","), strings.Join(after, ",")
}

func (f *gridField) hovered() (scaffold.Value, bool) { return f.values[f.at], true }

func (f *gridField) keys(p palette.Palette, width int) []keyHelp {
	move := palette.UpDown
	if _, columns := f.cells(width); columns > 1 {
		move = palette.Around
	}
	return []keyHelp{{p.Sign(move), "move"}, {"space", "choose"}}
}

// theme is huh's with our palette and without borders and titles.
func theme(p palette.Palette) *huh.Theme {
	t := huh.ThemeBase()
	style := func(s palette.Style) lipgloss.Style { return lipglossStyle(p, s) }
	t.Focused.Base = lipgloss.NewStyle()
	t.Focused.SelectSelector = style(palette.Accent).SetString(p.Sign(palette.Cursor) + " ")
	t.Focused.SelectedOption = style(palette.Strong)
	t.Focused.UnselectedOption = lipgloss.NewStyle()
	t.Focused.TextInput.Prompt = style(palette.Accent)
	t.Focused.TextInput.Placeholder = style(palette.Dim)
	t.Focused.TextInput.Text = lipgloss.NewStyle()
	t.Focused.TextInput.Cursor = style(palette.Accent)
	t.Blurred = t.Focused
	return t
}

// lipglossStyle is a palette's style for huh, which draws with lipgloss.
func lipglossStyle(p palette.Palette, s palette.Style) lipgloss.Style {
	attribute, hue := p.Look(s)
	style := lipgloss.NewStyle().Bold(attribute == "1").Reverse(attribute == "7")
	if hue != "" {
		style = style.Foreground(lipgloss.Color(hue))
	}
	return style
}

// keyMap is huh's without filters, whose keys would mean something else than
// everywhere else, and without what the page does itself.
func keyMap() *huh.KeyMap {
	k := huh.NewDefaultKeyMap()
	for _, b := range []*key.Binding{
		&k.Select.Filter, &k.Select.SetFilter, &k.Select.ClearFilter, &k.Select.Next, &k.Select.Prev, &k.Select.Submit,
		&k.Select.Left, &k.Select.Right, &k.Input.AcceptSuggestion, &k.Input.Next, &k.Input.Prev, &k.Input.Submit,
	} {
		b.SetEnabled(false)
	}
	return k
}

func lines(text string) []string { return strings.Split(strings.TrimRight(text, "\n"), "\n") }
