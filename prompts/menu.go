package prompts

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"create-app/plain"
	"create-app/prompts/palette"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// Menu is a single question with a few answers.
type Menu struct {
	Title  string
	Facts  [][2]string // what was found, by name
	Values []scaffold.Value
	Chosen string // the answer Enter gives at once
}

// Choose asks for one of the values.
func (t *Terminal) Choose(ctx context.Context, m Menu) (string, error) {
	for i, fact := range m.Facts {
		m.Facts[i] = [2]string{fact[0], plain.Line(fact[1])}
	}
	m.Title = plain.Line(m.Title)
	if t.Accessible {
		return t.chooseByLine(ctx, m)
	}
	page := &menuPage{menu: m, palette: t.Palette, field: newListField(t.Palette, m.Values, m.Chosen), width: 80, height: 24}
	final, err := t.show(ctx, page)
	if err != nil {
		return "", err
	}
	page = final.(*menuPage)
	if page.end != finished {
		return "", change.ErrStopped
	}
	v, _ := page.field.hovered()
	p := t.Palette
	return v.Value, t.print(" " + p.Paint(palette.Good, p.Sign(palette.Done)) + " " + v.Name + "\n")
}

type menuPage struct {
	menu          Menu
	palette       palette.Palette
	field         *listField
	width, height int
	end           ending
}

func (m *menuPage) Init() tea.Cmd { return nil }

func (m *menuPage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyMsg:
		switch msg.String() {
		case "esc", "ctrl+c":
			m.end = stopped
		case "enter":
			m.end = finished
		default:
			if !msg.Paste {
				m.field.update(msg)
			}
		}
	}
	if m.end != running {
		return m, tea.Quit
	}
	return m, nil
}

func (m *menuPage) View() string {
	if m.end != running {
		return ""
	}
	keys := append(m.field.keys(m.palette), keyHelp{"enter", "choose"}, keyHelp{"esc", "leave"})
	head := []string{header(m.palette, m.palette.Paint(palette.Strong, "create-app"), "", m.width)}
	return strings.Join(frame(head, m.body, footer(m.palette, keys, m.width), m.width, m.height), "\n")
}

func (m *menuPage) body(width, height int) []string {
	p := m.palette
	widest := 0
	for _, fact := range m.menu.Facts {
		widest = max(widest, ansi.StringWidth(fact[0]))
	}
	var facts []string
	for _, fact := range m.menu.Facts {
		pad := strings.Repeat(" ", widest+2-ansi.StringWidth(fact[0]))
		facts = append(facts, ansi.Truncate(" "+p.Paint(palette.Good, p.Sign(palette.Done))+" "+fact[0]+pad+fact[1], width-1, p.Sign(palette.Ellipsis)))
	}
	var about []string
	if v, found := m.field.hovered(); found && v.About != "" {
		for _, line := range lines(ansi.Wrap(v.About, max(10, width-8), "")) {
			about = append(about, "     "+p.Paint(palette.Dim, line))
		}
	}
	title := []string{" " + p.Paint(palette.Accent, p.Sign(palette.Here)) + " " + p.Paint(palette.Strong, m.menu.Title)}
	field, cursor := m.field.draw(p, width-6)
	spare := height - len(title) - len(about) - len(field)
	if len(facts)+2 <= spare && len(facts) > 0 {
		facts = append(facts, "")
	}
	if len(facts) > spare {
		facts = facts[:max(0, spare)]
	}
	field = window(field, cursor, max(1, height-len(title)-len(about)-len(facts)))
	drawn := append(facts, title...)
	drawn = append(drawn, indented(field, "     ")...)
	if height > len(drawn)+len(about) {
		drawn = append(drawn, "")
	}
	return append(drawn, about...)
}
