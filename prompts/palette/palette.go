// Package palette has the few colours and marks the program draws with.
//
// [Detect] says what a terminal can show, from the environment alone: asking
// the terminal takes time where it does not answer. Then [Palette.Paint] is
// all there is. Text that means something is never told apart by colour only.
//
// The background is not known, so every colour has to be readable on black
// and on white: a contrast of 4.5 to 1 on both. Among the 256 colours six
// hues are; the test measures them. Among the 16 colours, whatever their
// owner made of them, none is, so there bold and underlined text has to do.
package palette

import (
	"runtime"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Depth is how much of a style a terminal is sent.
type Depth int

const (
	Off     Depth = iota // nothing: text only
	Plain                // bold, underlined and reversed text, no colours
	Colours              // of the 256
)

// Style is what a piece of text is.
type Style int

const (
	Text    Style = iota
	Strong        // titles, the focused row
	Dim           // what explains
	Accent        // the cursor, keys, what is being asked
	Good          // done, added
	Bad           // wrong, removed
	Changed       // what an answer changes
	Keyword       // of code
	Literal       // of code
	Reverse       // a block cursor
)

// Palette is what one terminal can show.
type Palette struct {
	Depth   Depth
	Unicode bool // marks and lines beyond ASCII
	Links   bool // OSC 8
}

// Detect reads the environment. Whether the stream is a terminal at all is
// for the caller to know.
func Detect(getenv func(string) string) Palette {
	term := getenv("TERM")
	p := Palette{Depth: Plain, Unicode: unicode(getenv), Links: links(getenv)}
	switch {
	case term == "dumb":
		p.Depth, p.Unicode, p.Links = Off, false, false
	case getenv("NO_COLOR") != "":
	case manyColours(getenv):
		p.Depth = Colours
	}
	return p
}

func manyColours(getenv func(string) string) bool {
	if getenv("COLORTERM") != "" || getenv("WT_SESSION") != "" {
		return true
	}
	term := getenv("TERM")
	for _, part := range []string{"256color", "kitty", "alacritty", "ghostty", "foot", "wezterm", "direct"} {
		if strings.Contains(term, part) {
			return true
		}
	}
	return false
}

// unicode follows the locale as POSIX orders it. Where none is set, as in most
// containers, the terminal outside of it decides, and that speaks UTF-8; the
// Linux console has too few glyphs.
func unicode(getenv func(string) string) bool {
	if getenv("TERM") == "linux" {
		return false
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToLower(getenv(name)); value != "" && runtime.GOOS != "windows" {
			return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
		}
	}
	return true
}

// links names terminals that are known to make OSC 8 clickable. Others would
// mostly ignore it, but some old ones print it.
func links(getenv func(string) string) bool {
	term, program := getenv("TERM"), getenv("TERM_PROGRAM")
	for _, name := range []string{"VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID"} {
		if getenv(name) != "" {
			return true
		}
	}
	for _, part := range []string{"kitty", "alacritty", "ghostty", "foot", "wezterm"} {
		if strings.Contains(term, part) {
			return true
		}
	}
	for _, name := range []string{"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "zed"} {
		if program == name {
			return true
		}
	}
	return false
}

// hues are the colours of the 256 that the styles use.
func hues() map[Style]string {
	return map[Style]string{Dim: "243", Accent: "63", Good: "29", Bad: "131", Changed: "98", Keyword: "98", Literal: "29"}
}

// Look is what a style is made of: an attribute, by its number in an escape
// sequence, and one of the 256 colours; both may be empty.
func (p Palette) Look(s Style) (attribute, hue string) {
	if p.Depth == Off {
		return "", ""
	}
	switch s {
	case Strong, Accent, Bad, Changed:
		attribute = "1"
	case Reverse:
		attribute = "7"
	}
	if p.Depth == Colours {
		hue = hues()[s]
	}
	return attribute, hue
}

// Paint gives text a style.
func (p Palette) Paint(s Style, text string) string {
	codes, hue := p.Look(s)
	if hue != "" {
		codes = strings.TrimPrefix(codes+";38;5;"+hue, ";")
	}
	if codes == "" || text == "" {
		return text
	}
	return "\x1b[" + codes + "m" + text + "\x1b[m"
}

// Cut is text without what goes beyond width columns; styles stay whole.
func (p Palette) Cut(text string, width int) string {
	return ansi.Truncate(text, max(0, width), p.Sign(Ellipsis))
}

// Link makes text lead to url where the terminal can.
func (p Palette) Link(url, text string) string {
	if !p.Links {
		return text
	}
	return "\x1b]8;;" + url + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

// Mark is a sign in front of a line.
type Mark int

const (
	Done Mark = iota
	Here
	Coming
	Failed
	Cursor
	Line // between two halves
	Bar  // across
	Ellipsis
	Touched // behind what changes
	UpDown
	Around // all four arrows
)

// Sign is a mark as the terminal can show it.
func (p Palette) Sign(m Mark) string {
	signs := map[Mark][2]string{
		Done: {"✓", "*"}, Here: {"●", ">"}, Coming: {"·", "-"}, Failed: {"✗", "!"}, Cursor: {">", ">"},
		Line: {"│", "|"}, Bar: {"─", "-"}, Ellipsis: {"…", "~"}, Touched: {"◀", "<"},
		UpDown: {"↑↓", "up/down"}, Around: {"↑↓←→", "arrows"},
	}
	if p.Unicode {
		return signs[m][0]
	}
	return signs[m][1]
}
