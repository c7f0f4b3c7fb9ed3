package templates

import (
	"fmt"
	"hash/fnv"
	"math/bits"
	"strings"
)

// mark is what tells a project from others at a glance: a colour and a pattern that follow from its name. The icon is made
// of both, and the pages have the colour.
type mark struct {
	Light string // colour on white, and below white: both can be read
	Dark  string // the same on the dark pages

	cells uint16 // the left three columns of five, row by row; the right ones mirror the first two
}

// colours are those a mark can have.
func colours() [][2]string {
	return [][2]string{
		{"#3d4ed8", "#8c9bff"}, {"#0f766e", "#4fd1c0"}, {"#b4236a", "#ff8fbf"}, {"#7c3aed", "#b79cff"},
		{"#15803d", "#5fd39a"}, {"#c2410c", "#ffa36b"}, {"#0369a1", "#6bbcf5"}, {"#a21caf", "#eb92f5"},
	}
}

const (
	markRows  = 5
	markLeft  = 3 // columns that the name decides
	markCells = markRows * markLeft
)

// markOf is the mark of a name.
func markOf(name string) mark {
	hash := fnv.New32a()
	hash.Write([]byte(name))
	sum := hash.Sum32()
	colour := colours()[sum%uint32(len(colours()))]
	cells := uint16(sum>>8) & (1<<markCells - 1)
	if bits.OnesCount16(cells) < markCells/2 { // too little to be seen
		cells = ^cells & (1<<markCells - 1)
	}
	return mark{Light: colour[0], Dark: colour[1], cells: cells}
}

// Path draws the pattern, as the path of an SVG of 64 units.
func (m mark) Path() string {
	const cell, edge = 8, 12
	var path strings.Builder
	for row := range markRows {
		for column := range 2*markLeft - 1 {
			if m.cells>>(row*markLeft+min(column, 2*(markLeft-1)-column))&1 == 1 {
				fmt.Fprintf(&path, "M%d %dh%dv%dh-%dz", edge+column*cell, edge+row*cell, cell, cell, cell)
			}
		}
	}
	return path.String()
}
