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
	if t.Accessible {
		return t.chooseByLine(ctx, m.harmless())
	}
	final, err := t.show(ctx, newMenuPage(t.Palette, m))
	if err != nil {
		return "", err
	}
	page := final.(*menuPage)
	if page.end != finished {
		return "", change.ErrStopped
	}
	v, _ := page.field.hovered()
	p := t.Palette
	return v.Value, t.print(" " + p.Paint(palette.Good, p.Sign(palette.Done)) + " " + v.Name + "\n")
}

// harmless has nothing in it that a terminal would act upon.
func (m Menu) harmless() Menu {
	safe := Menu{Title: plain.Line(m.Title), Chosen: m.Chosen}
	for _, fact := range m.Facts {
		safe.Facts = append(safe.Facts, [2]string{plain.Line(fact[0]), plain.Line(fact[1])})
	}
	for _, v := range m.Values {
		safe.Values = append(safe.Values, scaffold.Value{Value: v.Value, Name: plain.Line(v.Name), About: plain.Line(v.About)})
	}
	return safe
}

func newMenuPage(p palette.Palette, m Menu) *menuPage {
	m = m.harmless()
	return &menuPage{menu: m, palette: p, field: newListField(p, m.Values, m.Chosen), width: 80, height: 24}
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
	keys := append(m.field.keys(m.palette, m.width), keyHelp{"enter", "choose"}, keyHelp{"esc", "leave"})
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
	var title []string
	for i, line := range lines(ansi.Wrap(m.menu.Title, max(10, width-4), "")) {
		mark := " "
		if i == 0 {
			mark = p.Sign(palette.Here)
		}
		title = append(title, " "+p.Paint(palette.Accent, mark)+" "+p.Paint(palette.Strong, line))
	}
	field, cursor := m.field.draw(p, width-6)
	spare := height - len(title) - len(about) - len(field)
	if len(facts)+2 <= spare && len(facts) > 0 {
		facts = append(facts, "")
	}
	if len(facts) > spare {
		facts = facts[:max(0, spare)]
	}
	field = marked(p, field, cursor, max(1, height-len(title)-len(about)-len(facts)))
	drawn := append(facts, title...)
	drawn = append(drawn, indented(field, "     ")...)
	if height > len(drawn)+len(about) {
		drawn = append(drawn, "")
	}
	return append(drawn, about...)
}
