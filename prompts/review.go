package prompts

import (
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"create-app/plain"
	"create-app/prompts/palette"
)

// review shows a plan, every file of it, and the command that gives the same.
// From a certain size on the files and the chosen one stand side by side;
// below that they are tabs.
type review struct {
	palette palette.Palette
	out     io.Writer // for what the terminal is asked to keep in its clipboard
	preview *Preview
	err     error
	command []string
	act     string // what Enter does

	at     int // the chosen file
	scroll int // its first line shown
	tab    int
	copies bool // the clipboard is to be filled
	copied bool
}

// The tabs of a small terminal.
const (
	tabFiles = iota
	tabFile
	tabCommand
	tabs
)

func newReview(t *Terminal, preview *Preview, err error, command []string, act string) *review {
	if preview == nil {
		preview = &Preview{}
	}
	return &review{palette: t.Palette, out: t.Out, preview: preview, err: err, command: command, act: act}
}

// side reports whether there is room for two panes.
func (r *review) side(width, height int) bool { return width >= 76 && height >= 18 }

// entries are what can be looked at: what is to be known, if anything, and the
// files.
func (r *review) entries() []File {
	if len(r.preview.Notes) == 0 {
		return r.preview.Files
	}
	notes := File{Path: "what to know", Fate: Keep, After: strings.Join(r.preview.Notes, "\n\n")}
	return append([]File{notes}, r.preview.Files...)
}

func (r *review) isNotes(i int) bool { return i == 0 && len(r.preview.Notes) > 0 }

func (r *review) press(key tea.KeyMsg, width, height int) {
	page := max(1, height-8)
	scrolls := !r.side(width, height) && r.tab != tabFiles
	switch name := key.String(); {
	case name == "tab" && !r.side(width, height):
		r.tab, r.scroll = (r.tab+1)%tabs, 0
	case name == "c" && len(r.command) > 0:
		r.copies = true
	case (name == "down" || name == "j") && scrolls:
		r.scroll++
	case (name == "up" || name == "k") && scrolls:
		r.scroll--
	case name == "down" || name == "j":
		r.choose(r.at + 1)
	case name == "up" || name == "k":
		r.choose(r.at - 1)
	case name == "home":
		r.choose(0)
	case name == "end":
		r.choose(len(r.entries()) - 1)
	case name == "pgdown" || name == " ":
		r.scroll += page
	case name == "pgup" || name == "b":
		r.scroll -= page
	}
	r.scroll = max(0, r.scroll)
}

func (r *review) choose(i int) {
	r.at, r.scroll = max(0, min(i, len(r.entries())-1)), 0
}

// effect fills the clipboard, by OSC 52, if that was asked for.
func (r *review) effect() tea.Cmd {
	if !r.copies {
		return nil
	}
	r.copies, r.copied = false, true
	text := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(strings.Join(r.command, " "))) + "\x07"
	return func() tea.Msg {
		_, _ = io.WriteString(r.out, text)
		return nil
	}
}

func (r *review) keys(width, height int) []keyHelp {
	keys := []keyHelp{}
	if r.err == nil && r.act != "" {
		keys = append(keys, keyHelp{"enter", r.act})
	}
	if !r.side(width, height) {
		keys = append(keys, keyHelp{"tab", "other tab"})
	}
	if r.err == nil {
		keys = append(keys, keyHelp{r.palette.Sign(palette.UpDown), "file"}, keyHelp{"space", "read on"})
	}
	if len(r.command) > 0 {
		keys = append(keys, keyHelp{"c", "copy the command"})
	}
	return keys
}

func (r *review) draw(width, height int, title string, keys []keyHelp) string {
	right := r.preview.Count
	if r.copied {
		right = "copied, if the terminal allows it"
	}
	head := []string{header(r.palette, title, r.palette.Paint(palette.Dim, right), width)}
	body := r.panes
	switch {
	case r.err != nil:
		body = r.failure
	case !r.side(width, height):
		head = append(head, r.tabs(width))
		body = r.oneTab
	}
	return strings.Join(frame(head, body, footer(r.palette, keys, width), width, height), "\n")
}

// failure is shown where the answers come to nothing that could be done.
func (r *review) failure(width, _ int) []string {
	var drawn []string
	for _, line := range lines(ansi.Wrap(inWords(r.err), max(10, width-4), "")) {
		drawn = append(drawn, "  "+r.palette.Paint(palette.Bad, line))
	}
	return drawn
}

func (r *review) tabs(width int) string {
	file := "file"
	if entries := r.entries(); len(entries) > 0 {
		file = entries[r.at].Path
	}
	var drawn []string
	for i, name := range []string{"files", file, "command"} {
		name = ansi.Truncate(name, max(4, width-24), r.palette.Sign(palette.Ellipsis))
		if i == r.tab {
			drawn = append(drawn, r.palette.Paint(palette.Accent, "["+name+"]"))
		} else {
			drawn = append(drawn, r.palette.Paint(palette.Dim, " "+name+" "))
		}
	}
	return " " + strings.Join(drawn, " ")
}

func (r *review) oneTab(width, height int) []string {
	switch r.tab {
	case tabFile:
		return r.content(width-1, height)
	case tabCommand:
		return r.scrolled(indented(lines(wrapCommand(r.command, width-2)), " "), height)
	}
	return r.list(width-1, height)
}

// panes has the files on the left, the chosen one on the right, the command
// below both.
func (r *review) panes(width, height int) []string {
	var command []string
	if len(r.command) > 0 {
		command = indented(lines(wrapCommand(r.command, width-3)), " ")
		if room := max(2, height/3); len(command) > room {
			command = append(command[:room-1:room-1], r.palette.Paint(palette.Dim, "     "+r.palette.Sign(palette.Ellipsis)+" c copies all of it"))
		}
		command = append([]string{""}, command...)
	}
	rows := height - len(command)
	left := max(28, min(width*2/5, 56))
	files, content := r.list(left-1, rows), r.content(width-left-3, rows)
	for len(files) < rows {
		files = append(files, "")
	}
	return append(sideBySide(r.palette, files, content, left, width), command...)
}

func (r *review) list(width, height int) []string {
	var drawn []string
	for i, f := range r.entries() {
		drawn = append(drawn, r.entry(i, f, width))
	}
	if len(drawn) <= height {
		return drawn
	}
	shown, from := window(drawn, r.at, max(1, height-1))
	var rest []string
	if from > 0 {
		rest = append(rest, fmt.Sprintf("%d above", from))
	}
	if below := len(drawn) - from - len(shown); below > 0 {
		rest = append(rest, fmt.Sprintf("%d below", below))
	}
	return append(slices.Clone(shown), "   "+r.palette.Paint(palette.Dim, r.palette.Sign(palette.Ellipsis)+" "+strings.Join(rest, ", ")))
}

// lastPart is the end of a path, which tells more than its beginning, where there is
// no room for all of it.
func lastPart(p palette.Palette, path string, room int) string {
	if cut := ansi.StringWidth(path) - max(room, 1); cut > 0 {
		return ansi.TruncateLeft(path, cut+ansi.StringWidth(p.Sign(palette.Ellipsis)), p.Sign(palette.Ellipsis))
	}
	return path
}

func (r *review) entry(i int, f File, width int) string {
	p := r.palette
	note, style := "", palette.Text
	switch {
	case r.isNotes(i):
		style = palette.Strong
	case f.Secret && f.Fate == Create:
		note = "secrets"
	case f.Fate == Modify:
		note, style = "changes", palette.Changed
	case f.Fate == Delete:
		note, style = "goes", palette.Bad
	case f.Fate == Keep:
		note, style = "stays", palette.Dim
	}
	room := width - 4 - ansi.StringWidth(note)
	name := lastPart(p, f.Path, room)
	pad := strings.Repeat(" ", max(1, width-2-ansi.StringWidth(name)-ansi.StringWidth(note)))
	if note == "" {
		pad = ""
	}
	cursor := "  "
	if i == r.at {
		cursor = p.Paint(palette.Accent, " "+p.Sign(palette.Cursor))
		if style == palette.Text {
			style = palette.Strong
		}
	}
	return cursor + " " + p.Paint(style, name) + pad + p.Paint(palette.Dim, note)
}

// content is the chosen file: its text, or what changes in it.
func (r *review) content(width, height int) []string {
	entries := r.entries()
	if len(entries) == 0 {
		return nil
	}
	f := entries[r.at]
	var drawn []string
	switch {
	case r.isNotes(r.at):
		drawn = lines(ansi.Wrap(f.After, max(10, width), ""))
	case f.Fate == Modify:
		drawn = drawDiff(r.palette, f.Path, compare(f.Before, f.After), width)
	case f.Fate == Delete:
		drawn = drawDiff(r.palette, f.Path, compare(f.Before, ""), width)
	default:
		list := compare(f.text(), f.text())
		drawn = drawDiff(r.palette, f.Path, list, width)
	}
	if r.scroll == 0 && f.Fate == Modify {
		for i, line := range compare(f.Before, f.After) {
			if line.kind != same {
				r.scroll = max(0, i-2)
				break
			}
		}
	}
	return r.scrolled(drawn, height)
}

// scrolled is the part of lines that is read at the moment, and how many come below it.
func (r *review) scrolled(drawn []string, height int) []string {
	r.scroll = max(0, min(r.scroll, len(drawn)-height))
	end := min(len(drawn), r.scroll+height)
	shown := append([]string{}, drawn[r.scroll:end]...)
	if end < len(drawn) && len(shown) > 0 {
		rest := fmt.Sprintf("%s %d more lines", r.palette.Sign(palette.Ellipsis), len(drawn)-end+1)
		shown[len(shown)-1] = r.palette.Paint(palette.Dim, rest)
	}
	return shown
}

// wrapCommand puts a command on as many lines as it needs, each but the last
// with a backslash, so that it can be marked and copied as it is.
func wrapCommand(words []string, width int) string {
	var b strings.Builder
	b.WriteString("$ ")
	used := 2
	for i, word := range words {
		if i > 0 && used+1+ansi.StringWidth(word) > width-2 {
			b.WriteString(" \\\n    ")
			used = 4
		} else if i > 0 {
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += ansi.StringWidth(word)
	}
	return b.String()
}

func indented(list []string, indent string) []string {
	for i := range list {
		list[i] = indent + list[i]
	}
	return list
}

// reviewPage is a review on its own: a plan, and a question with yes or no.
type reviewPage struct {
	*review
	title         string
	width, height int
	end           ending
}

func newReviewPage(t *Terminal, title string, preview *Preview, act string, command []string) *reviewPage {
	return &reviewPage{review: newReview(t, preview.harmless(), nil, command, act), title: plain.Line(title), width: 80, height: 24}
}

func (r *reviewPage) Init() tea.Cmd { return nil }

func (r *reviewPage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.width, r.height = msg.Width, msg.Height
	case tea.KeyMsg:
		switch msg.String() {
		case "esc", "ctrl+c":
			r.end = stopped
			return r, tea.Quit
		case "enter":
			r.end = finished
			return r, tea.Quit
		}
		r.press(msg, r.width, r.height)
		return r, r.effect()
	}
	return r, nil
}

func (r *reviewPage) View() string {
	if r.end != running {
		return ""
	}
	keys := append(r.keys(r.width, r.height), keyHelp{"esc", "leave"})
	return r.draw(r.width, r.height, r.palette.Paint(palette.Strong, "create-app")+"  "+r.title, keys)
}
