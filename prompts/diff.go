package prompts

import (
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/charmbracelet/x/ansi"

	"create-app/plain"
	"create-app/prompts/palette"
)

// lineKind is what happens to a line of a file.
type lineKind int

const (
	same lineKind = iota
	added
	removed
	gap // lines that are the same and left out
)

type diffLine struct {
	kind lineKind
	text string
}

// compare gives every line of both texts once, in the order of a diff.
func compare(before, after string) []diffLine {
	var list []diffLine
	add := func(kind lineKind, text string) {
		if text == "" {
			return
		}
		for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			list = append(list, diffLine{kind, line})
		}
	}
	at := 0
	for _, edit := range udiff.Lines(before, after) {
		add(same, before[at:edit.Start])
		add(removed, before[edit.Start:edit.End])
		add(added, edit.New)
		at = edit.End
	}
	add(same, before[at:])
	return list
}

// around is what fits into height lines: the changes with two lines around
// each and a gap between them or, where that is too much, the first of them.
func around(list []diffLine, height int) []diffLine {
	if len(list) <= height {
		return list
	}
	var short []diffLine
	for i, line := range list {
		near := slices.ContainsFunc(list[max(0, i-2):min(len(list), i+3)], func(l diffLine) bool { return l.kind != same })
		if near {
			short = append(short, line)
		} else if len(short) > 0 && short[len(short)-1].kind != gap {
			short = append(short, diffLine{kind: gap})
		}
	}
	return short[:min(len(short), height)]
}

// drawDiff colours lines as code, with a sign before those that come or go. A
// file that comes whole needs no signs.
func drawDiff(p palette.Palette, path string, list []diffLine, width int) []string {
	drawn := make([]string, len(list))
	for i, line := range list {
		text := ansi.Truncate(printable(line.text), max(1, width-2), p.Sign(palette.Ellipsis))
		switch line.kind {
		case added:
			drawn[i] = p.Paint(palette.Good, "+ ") + highlight(p, path, text)
		case removed:
			drawn[i] = p.Paint(palette.Bad, "- ") + p.Paint(palette.Dim, text)
		case gap:
			drawn[i] = p.Paint(palette.Dim, "  "+p.Sign(palette.Ellipsis))
		default:
			drawn[i] = "  " + highlight(p, path, text)
		}
	}
	return drawn
}

// printable is a line of a file as it can be shown.
func printable(text string) string {
	return plain.Line(strings.ReplaceAll(text, "\t", "    "))
}
