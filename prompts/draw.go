package prompts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"create-app/plain"
	"create-app/prompts/palette"
	"create-app/scaffold"
)

// wide is from how many columns on the plan stands beside the questions.
const wide = 100

// View is the page for the terminal's size, every line cut to its width.
func (w *wizard) View() string {
	if w.end != running {
		return ""
	}
	switch {
	case w.editing:
		return w.page(w.choosing(), w.footerEditing())
	case w.reviewing():
		return w.review.draw(w.width, w.height, w.palette.Paint(palette.Strong, "create-app")+"  review", w.footerReview())
	}
	return w.page(w.asking, w.footerQuestion())
}

// page puts a header above the body and the keys below it, and the plan beside
// them where there is room. body gets the width and the height it has.
func (w *wizard) page(body func(width, height int) []string, keys []keyHelp) string {
	left := w.left()
	beside := left < w.width
	right := ""
	if !w.editing {
		number, count := w.position()
		right = fmt.Sprintf("%d of %d", number, count)
	}
	head := header(w.palette, w.palette.Paint(palette.Strong, "create-app"), w.palette.Paint(palette.Dim, right), left)
	foot := footer(w.palette, keys, w.width)
	if !beside {
		return strings.Join(frame([]string{head}, body, foot, left, w.height), "\n")
	}
	height := w.height - len(foot)
	drawn := frame([]string{head}, body, nil, left, height)
	drawn = sideBySide(w.palette, drawn, w.beside(w.width-left-3, height), left, w.width)
	return strings.Join(append(drawn, foot...), "\n")
}

// left is how wide a question is: all of the terminal, unless the plan stands beside it.
func (w *wizard) left() int {
	if w.project.Plan == nil || w.width < wide {
		return w.width
	}
	return min(w.width*11/20, 76)
}

// indent is what stands before and behind a question's field.
const indent = 6

func (w *wizard) fieldWidth() int { return w.left() - indent }

// frame stacks head, body and foot in exactly height lines, with blank lines
// between them where there is room.
func frame(head []string, body func(width, height int) []string, foot []string, width, height int) []string {
	gaps := 0
	if height >= 16 {
		gaps = 1
	}
	room := max(1, height-len(head)-len(foot)-2*gaps)
	drawn := head
	for range gaps {
		drawn = append(drawn, "")
	}
	middle := body(width, room)
	drawn = append(drawn, middle[:min(len(middle), room)]...)
	for len(drawn) < height-len(foot) {
		drawn = append(drawn, "")
	}
	drawn = append(drawn, foot...)
	for i, line := range drawn {
		drawn[i] = ansi.Truncate(line, width, "")
	}
	return drawn[:min(len(drawn), max(1, height))]
}

func header(p palette.Palette, left, right string, width int) string {
	gap := width - 2 - ansi.StringWidth(left) - ansi.StringWidth(right)
	if right == "" || gap < 2 {
		return " " + left
	}
	return " " + left + strings.Repeat(" ", gap) + right
}

// footer lists the keys on as many lines as they need, at most two.
func footer(p palette.Palette, keys []keyHelp, width int) []string {
	gap := "   "
	total := 1
	for _, k := range keys {
		total += len([]rune(k.key)) + 1 + len(k.does) + len(gap)
	}
	if total > width {
		gap = "  "
	}
	var drawn []string
	line, used := "", 0
	for _, k := range keys {
		entry := p.Paint(palette.Accent, k.key) + " " + p.Paint(palette.Dim, k.does)
		size := ansi.StringWidth(entry)
		if used > 0 && used+len(gap)+size > width-1 {
			drawn = append(drawn, " "+line)
			line, used = "", 0
		}
		if used > 0 {
			line += gap
			used += len(gap)
		}
		line += entry
		used += size
	}
	return append(drawn, " "+line)
}

func sideBySide(p palette.Palette, left, right []string, leftWidth, width int) []string {
	drawn := make([]string, len(left))
	for i, line := range left {
		pad := strings.Repeat(" ", max(0, leftWidth-ansi.StringWidth(line)))
		other := ""
		if i < len(right) {
			other = right[i]
		}
		drawn[i] = ansi.Truncate(line+pad+p.Paint(palette.Dim, p.Sign(palette.Line))+" "+other, width, "")
	}
	return drawn
}

func (w *wizard) footerQuestion() []keyHelp {
	keys := w.field.keys(w.palette, w.fieldWidth())
	keys = append(keys, keyHelp{"enter", "next"})
	if w.previous(w.at) >= 0 {
		keys = append(keys, keyHelp{"shift+tab", "back"})
	}
	finish := "f"
	if _, typing := w.field.(*textField); typing {
		finish = "ctrl+f"
	}
	return append(keys, keyHelp{finish, "finish"}, keyHelp{"esc", "leave"})
}

func (w *wizard) footerEditing() []keyHelp {
	return []keyHelp{{w.palette.Sign(palette.UpDown), "move"}, {"enter", "change it"}, {"shift+tab", "back"}, {"esc", "leave"}}
}

func (w *wizard) footerReview() []keyHelp {
	keys := w.review.keys(w.width, w.height)
	if w.previous(len(w.all)) >= 0 {
		keys = append(keys, keyHelp{"e", "edit"}, keyHelp{"shift+tab", "back"})
	}
	return append(keys, keyHelp{"esc", "leave"})
}

// asking is the page of one question: what is answered above it, what is still
// to come below.
func (w *wizard) asking(width, height int) []string {
	var above, below []string
	for i, q := range w.all {
		if !w.shown(q) || i == w.at {
			continue
		}
		line := w.row(q, i < w.at, width)
		if i < w.at {
			above = append(above, line)
		} else {
			below = append(below, line)
		}
	}
	about := w.about(width, 9)
	if height >= 18 { // what is below stays where it is while the cursor moves
		for room := w.tallest(width); len(about) < room && w.fault == ""; {
			about = append(about, "")
		}
	}
	field, cursor := w.field.draw(w.palette, width-indent)
	spare := height - 1 - len(field) - len(about)
	gap := 0
	if spare >= len(above)+len(below)+2 {
		gap = 1
	}
	if len(above)+len(below)+2*gap > spare && len(below) > 1 {
		below = []string{w.aside(palette.Coming, fmt.Sprintf("%d more, with answers already", len(below)))}
	}
	if len(above)+len(below) > spare && len(above) > 1 {
		above = []string{w.aside(palette.Done, fmt.Sprintf("%d answered", len(above)))}
	}
	if len(above)+len(below) > spare-min(0, len(field)-3) && len(field) > 3 {
		spare += len(field) - max(3, height-1-len(about)-len(above)-len(below))
	}
	if len(above)+len(below) > spare && len(about) > 1 {
		about = w.about(width, 1)
	}
	if room := height - 1 - len(about) - len(above) - len(below) - 2*gap; room < len(field) {
		field = marked(w.palette, field, cursor, max(1, room))
	}
	drawn := above
	if len(above) > 0 && gap > 0 {
		drawn = append(drawn, "")
	}
	drawn = append(drawn, w.current(width))
	for _, line := range field {
		drawn = append(drawn, "     "+line)
	}
	drawn = append(drawn, about...)
	if gap > 0 {
		drawn = append(drawn, "")
	}
	return w.withCommand(append(drawn, below...), width, height)
}

// withCommand puts the command that the answers come to at the bottom, where
// the plan stands beside the questions and there is room.
func (w *wizard) withCommand(drawn []string, width, height int) []string {
	if w.width < wide || w.command() == nil {
		return drawn
	}
	command := lines(wrapCommand(w.commandFor(w.tentative()), width-3))
	if len(drawn)+1+len(command) > height {
		return drawn
	}
	for len(drawn)+len(command) < height {
		drawn = append(drawn, "")
	}
	for _, line := range command {
		drawn = append(drawn, " "+w.palette.Paint(palette.Dim, line))
	}
	return drawn
}

// marked is the window of a list, with dots where the list goes on above or below it.
func marked(p palette.Palette, all []string, cursor, height int) []string {
	shown, from := window(all, cursor, height)
	shown = slices.Clone(shown)
	dots := "  " + p.Paint(palette.Dim, p.Sign(palette.Ellipsis))
	if from > 0 {
		shown[0] += dots
	}
	if from+len(shown) < len(all) {
		shown[len(shown)-1] += dots
	}
	return shown
}

// window is the part of lines around the cursor, and where it begins.
func window(lines []string, cursor, height int) (part []string, from int) {
	if len(lines) <= height {
		return lines, 0
	}
	from = max(0, min(cursor-height/2, len(lines)-height))
	return lines[from : from+height], from
}

// current is the question itself.
func (w *wizard) current(width int) string {
	q := w.all[w.at]
	line, count := "", ""
	if grid, ok := w.field.(*gridField); ok && grid.value() != grid.alone {
		count = fmt.Sprintf("%d chosen", len(strings.FieldsFunc(grid.value(), func(r rune) bool { return r == ',' })))
	}
	room := width - 3
	if count != "" {
		room -= len(count) + 3
	}
	mark := w.palette.Paint(palette.Accent, w.palette.Sign(palette.Here)+" ")
	for _, with := range []string{
		w.palette.Paint(palette.Accent, q.label) + w.pad(q.label) + w.palette.Paint(palette.Strong, q.title),
		w.palette.Paint(palette.Strong, q.title),
		w.palette.Paint(palette.Accent, q.label),
	} {
		if line = mark + with; ansi.StringWidth(line) <= room {
			break
		}
	}
	return header(w.palette, line, w.palette.Paint(palette.Dim, count), width)
}

// about is what helps with the answer under the cursor, and what is wrong.
// It takes at most limit lines.
func (w *wizard) about(width, limit int) []string {
	q := w.all[w.at]
	var drawn []string
	add := func(style palette.Style, text string) {
		text = plain.Line(text)
		for i, line := range lines(ansi.Wrap(text, max(10, width-8), "")) {
			if len(drawn) == limit-1 {
				rest := strings.Join(lines(ansi.Wrap(text, max(10, width-8), ""))[i:], " ")
				line = ansi.Truncate(rest, max(10, width-8), w.palette.Sign(palette.Ellipsis))
			}
			if len(drawn) < limit {
				drawn = append(drawn, "     "+w.palette.Paint(style, line))
			}
		}
	}
	if note := w.notes[q.id]; note != "" {
		add(palette.Changed, note)
	}
	if w.fault != "" {
		add(palette.Bad, w.palette.Sign(palette.Failed)+" "+w.fault)
		return drawn
	}
	if v, found := w.field.hovered(); found && v.About != "" {
		if len(q.values) > 0 && q.id != more && limit > 1 {
			add(palette.Dim, v.Name+": "+v.About)
		} else {
			add(palette.Dim, v.About)
		}
	}
	if q.id == "dir" {
		if w.options.Dir == "" && w.field.value() == "" {
			add(palette.Dim, "Enter takes "+w.project.Suggest+"; \".\" is this folder. The last part becomes the app's name.")
		} else if w.project.Adds != nil && w.project.Adds(w.answer()) {
			add(palette.Dim, "There is a project in it: Prisma and NextAuth are added to that one.")
		} else if holds := w.holds(w.answer()); holds != "" {
			add(palette.Dim, "It holds "+holds+"; the next question is what happens to that.")
		}
	}
	return drawn
}

// tallest is how many lines the longest help with an answer of the current question takes.
func (w *wizard) tallest(width int) int {
	var values []scaffold.Value
	switch field := w.field.(type) {
	case *listField:
		values = field.values
	case *gridField:
		values = field.values
	}
	tallest := 0
	for _, v := range values {
		if text := v.Name + ": " + v.About; v.About != "" && w.all[w.at].id != more {
			tallest = max(tallest, len(lines(ansi.Wrap(plain.Line(text), max(10, width-8), ""))))
		}
	}
	return tallest
}

func (w *wizard) holds(dir string) string {
	if w.project.Holds == nil {
		return ""
	}
	return w.project.Holds(dir)
}

// pad fills a label up to the column in which the answers stand.
func (w *wizard) pad(label string) string {
	widest := 0
	for _, q := range w.all {
		if w.shown(q) {
			widest = max(widest, ansi.StringWidth(q.label))
		}
	}
	return strings.Repeat(" ", max(1, widest+2-ansi.StringWidth(label)))
}

// row is a question that is not the current one.
func (w *wizard) row(q *question, above bool, width int) string {
	mark, style, text := palette.Coming, palette.Dim, palette.Dim
	if w.answered[q.id] || above || w.given(q) != "" {
		mark, style, text = palette.Done, palette.Good, palette.Text
	}
	answer := q.say(q.get(&w.options))
	source := w.source(q)
	if q.id == more {
		answer = w.extrasInWords()
		if w.opened {
			answer = "more choices, below"
		}
	} else if source == "" && mark == palette.Coming {
		source = "default"
	}
	line := " " + w.palette.Paint(style, w.palette.Sign(mark)) + " " + w.palette.Paint(text, q.label+w.pad(q.label)+answer)
	if source != "" {
		line += w.palette.Paint(palette.Dim, "  ("+source+")")
	}
	return ansi.Truncate(line, width-1, w.palette.Sign(palette.Ellipsis))
}

// source is where an answer comes from that was not typed here.
func (w *wizard) source(q *question) string {
	switch {
	case w.notes[q.id] != "":
		return w.notes[q.id]
	case w.given(q) != "":
		return w.given(q)
	case w.fixed(q) != "":
		return w.fixed(q)
	case w.answered[q.id] || w.project.Origin == nil:
		return ""
	}
	return w.project.Origin(q.id)
}

func (w *wizard) aside(mark palette.Mark, text string) string {
	return " " + w.palette.Paint(palette.Dim, w.palette.Sign(mark)+" "+text)
}

// choosing is the page on which an answer to change is chosen.
func (w *wizard) choosing() func(width, height int) []string {
	return func(width, height int) []string {
		drawn, cursor := []string{}, 0
		for i, q := range w.all {
			if !w.shown(q) {
				continue
			}
			line := w.row(q, true, width-2)
			if i == w.at {
				cursor = len(drawn)
				line = w.palette.Paint(palette.Accent, " "+w.palette.Sign(palette.Cursor)) + line
			} else {
				line = "  " + line
			}
			drawn = append(drawn, line)
		}
		title := []string{" " + w.palette.Paint(palette.Strong, "Which answer do you want to change?")}
		if height > len(drawn)+1 {
			title = append(title, "")
		}
		drawn, _ = window(drawn, cursor, max(1, height-len(title)))
		return append(title, drawn...)
	}
}

// record is what stays on the terminal: a line for every answer.
func (w *wizard) record() string {
	var b strings.Builder
	for _, q := range w.all {
		if !w.shown(q) || q.id == more {
			continue
		}
		b.WriteString(w.row(q, true, w.width) + "\n")
	}
	return b.String()
}
