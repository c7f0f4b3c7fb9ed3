package prompts

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"create-app/plain"
	"create-app/prompts/palette"
)

// Preview is a plan as it is shown. The texts hold no secrets: the caller that makes
// it masks them.
type Preview struct {
	Root  string // the project's folder, as people call it
	Files []File // sorted by path
	Count string // in words
	Notes []string
}

// Fate is what happens to a file.
type Fate string

// The fates, as a plan has them.
const (
	Create Fate = "create"
	Modify Fate = "modify"
	Keep   Fate = "keep"
	Delete Fate = "delete"
)

// File is one file of a plan.
type File struct {
	Path          string
	Fate          Fate
	Before, After string
	Secret        bool
}

// harmless has nothing in its names and notes that a terminal would act upon:
// they come from files of other people. The files' texts are made so line by
// line, as they are drawn.
func (p *Preview) harmless() *Preview {
	if p == nil {
		return nil
	}
	q := &Preview{Root: plain.Line(p.Root), Count: plain.Line(p.Count)}
	for _, f := range p.Files {
		f.Path = plain.Line(f.Path)
		q.Files = append(q.Files, f)
	}
	for _, note := range p.Notes {
		q.Notes = append(q.Notes, printableLines(note))
	}
	return q
}

func printableLines(text string) string {
	list := strings.Split(text, "\n")
	for i, line := range list {
		list[i] = plain.Line(line)
	}
	return strings.Join(list, "\n")
}

// text is what a file will hold, or held if it goes.
func (f File) text() string {
	if f.Fate == Delete {
		return f.Before
	}
	return f.After
}

// difference is what one plan has otherwise than another.
type difference struct {
	path  string
	lines []diffLine
	size  int // lines that are not the same
	gone  bool
}

// differences compares plans file by file. Files with secrets count by the
// names of what they hold, which is what their texts show.
func differences(from, to *Preview) []difference {
	if from == nil || to == nil {
		return nil
	}
	before := map[string]string{}
	for _, f := range from.Files {
		before[f.Path] = f.text()
	}
	var list []difference
	for _, f := range to.Files {
		old, found := before[f.Path]
		delete(before, f.Path)
		if found && old == f.text() {
			continue
		}
		d := difference{path: f.Path, lines: compare(old, f.text())}
		for _, line := range d.lines {
			if line.kind != same {
				d.size++
			}
		}
		list = append(list, d)
	}
	for name := range before {
		list = append(list, difference{path: name, gone: true})
	}
	slices.SortFunc(list, func(a, b difference) int { return strings.Compare(a.path, b.path) })
	return list
}

// most is the difference that tells most about a choice. Code tells more than
// what is written about it.
func most(list []difference) (difference, bool) {
	best, score := difference{}, -1
	for _, d := range list {
		s := d.size * 10
		switch path.Ext(d.path) {
		case ".prisma", ".ts", ".tsx", ".yaml", ".mjs":
		case ".json":
			s /= 2
		default:
			s /= 5
		}
		if !d.gone && s > score {
			best, score = d, s
		}
	}
	return best, score >= 0
}

// beside is the right half of a question's page: the tree that the answers
// come to, and below it the file that this one changes most.
func (w *wizard) beside(width, height int) []string {
	now, list := w.effect()
	if now.err != nil {
		return lines(w.palette.Paint(palette.Dim, ansi.Wrap(now.err.Error(), width, "")))
	}
	if now.preview == nil {
		return nil
	}
	drawn := []string{header(w.palette, w.palette.Paint(palette.Strong, now.preview.Root),
		w.palette.Paint(palette.Dim, fmt.Sprintf("%d files", len(now.preview.Files))), width+2)[1:]}
	file, found := most(list)
	below := 0
	if found && height >= 16 {
		below = min(len(file.lines)+1, max(height/2, height-2-len(now.preview.Files)-gone(list)))
	}
	drawn = append(drawn, w.tree(now.preview, list, width, height-1-below)...)
	for len(drawn) < height-below {
		drawn = append(drawn, "")
	}
	if below > 0 {
		rule := w.palette.Sign(palette.Bar)
		title := strings.Repeat(rule, 2) + " " + file.path + " "
		drawn = append(drawn, w.palette.Paint(palette.Dim, ansi.Truncate(title+strings.Repeat(rule, max(0, width-ansi.StringWidth(title))), width, "")))
		drawn = append(drawn, drawDiff(w.palette, file.path, around(file.lines, below-1), width)...)
	}
	return drawn
}

func gone(list []difference) int {
	n := 0
	for _, d := range list {
		if d.gone {
			n++
		}
	}
	return n
}

// effect is the plan with the answer under the cursor, and what that answer
// makes otherwise: than the answer so far or, where it is that one, than the
// next best.
func (w *wizard) effect() (planned, []difference) {
	if w.editing {
		return w.plan(w.options), nil
	}
	q := w.all[w.at]
	with, without := w.options, w.options
	switch field := w.field.(type) {
	case *gridField:
		hovered, _ := field.hovered()
		before, after := field.around(hovered.Value)
		q.set(&without, before)
		q.set(&with, after)
	case *listField:
		if q.id == more {
			return w.plan(w.options), nil
		}
		value := field.value()
		q.set(&with, value)
		if value == q.get(&w.options) {
			for _, v := range field.values {
				if v.Value != value {
					q.set(&without, v.Value)
					if _, err := w.fitted(without, q); err == nil {
						break
					}
				}
			}
		}
	default:
		if w.fault == "" && w.answer() != "" {
			q.set(&with, w.answer())
		}
		return w.plan(with), nil
	}
	w.fit(&with, q)
	w.fit(&without, q)
	now, before := w.plan(with), w.plan(without)
	return now, differences(before.preview, now.preview)
}

// tree lists the files, those that change marked. Where there are too many,
// the ones that change are shown first of all.
func (w *wizard) tree(p *Preview, list []difference, width, height int) []string {
	touched := map[string]string{}
	names := []string{}
	for _, f := range p.Files {
		names = append(names, f.Path)
	}
	for _, d := range list {
		touched[d.path] = "changes"
		if d.gone {
			touched[d.path] = "goes"
			names = append(names, d.path)
		} else if d.size == len(d.lines) {
			touched[d.path] = "comes"
		}
	}
	slices.Sort(names)
	left := 0
	if len(names) > height {
		names, left = choose(names, touched, max(1, height-1))
	}
	var drawn []string
	for _, name := range names {
		note := touched[name]
		for _, f := range p.Files {
			if f.Path == name && note == "" && f.Secret {
				note = "secrets, not shown"
			} else if f.Path == name && note == "" && f.Fate != Create {
				note = string(f.Fate)
			}
		}
		drawn = append(drawn, w.leaf(name, note, touched[name] != "", width))
	}
	if left > 0 {
		drawn = append(drawn, w.palette.Paint(palette.Dim, fmt.Sprintf("  %s %d more", w.palette.Sign(palette.Ellipsis), left)))
	}
	return drawn
}

// choose takes height names, those that are touched before others, and keeps
// their order.
func choose(names []string, touched map[string]string, height int) (chosen []string, left int) {
	free := height
	for _, name := range names {
		if touched[name] != "" {
			free--
		}
	}
	for _, name := range names {
		switch {
		case len(chosen) == height:
		case touched[name] != "":
			chosen = append(chosen, name)
		case free > 0:
			free--
			chosen = append(chosen, name)
		}
	}
	return chosen, len(names) - len(chosen)
}

func (w *wizard) leaf(name, note string, touched bool, width int) string {
	p := w.palette
	if touched {
		note = p.Sign(palette.Touched) + " " + note
	}
	room := width - 2 - ansi.StringWidth(note) - 2
	if note == "" {
		room = width - 2
	}
	name = lastPart(p, name, room)
	if note == "" {
		return "  " + name
	}
	pad := strings.Repeat(" ", max(1, width-2-ansi.StringWidth(name)-ansi.StringWidth(note)))
	if touched {
		return p.Paint(palette.Changed, "  "+name+pad+note)
	}
	return "  " + name + pad + p.Paint(palette.Dim, note)
}
