//go:build unix

package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// emulator is as much of a terminal as the wizard uses: it puts characters in
// cells, with their colours.
type emulator struct {
	width, height int
	cells         [][]cell
	row, column   int
	look          look
	unknown       []string // sequences that it does not know
}

type cell struct {
	r    rune
	look look
}

type look struct {
	bold, reverse bool
	hue           int // of the 256; 0 is the terminal's own
}

func newEmulator(width, height int) *emulator {
	e := &emulator{width: width, height: height}
	e.clear()
	return e
}

func (e *emulator) clear() {
	e.cells = make([][]cell, e.height)
	for i := range e.cells {
		e.cells[i] = make([]cell, e.width)
	}
}

func (e *emulator) write(text string) {
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == '\x1b':
			size = e.escape(text)
		case r == '\r':
			e.column = 0
		case r == '\n':
			e.row++
			if e.row == e.height {
				e.cells = append(e.cells[1:], make([]cell, e.width))
				e.row--
			}
		case e.column < e.width && e.row < e.height:
			e.cells[e.row][e.column] = cell{r, e.look}
			e.column++
		}
		text = text[size:]
	}
}

// escape acts on the sequence that text begins with, and gives its length.
func (e *emulator) escape(text string) int {
	if !strings.HasPrefix(text, "\x1b[") {
		end := strings.IndexAny(text[1:], "\x07\\")
		return end + 2
	}
	end := 2
	for end < len(text) && (text[end] < '@' || text[end] > '~') {
		end++
	}
	parameters, final := text[2:end], text[end]
	numbers := []int{}
	for part := range strings.SplitSeq(parameters, ";") {
		n, _ := strconv.Atoi(part)
		numbers = append(numbers, n)
	}
	switch {
	case final == 'H' && parameters == "":
		e.row, e.column = 0, 0
	case final == 'H' && len(numbers) == 2:
		e.row, e.column = numbers[0]-1, numbers[1]-1
	case final == 'J':
		e.clear()
	case final == 'K':
		for i := e.column; i < e.width; i++ {
			e.cells[e.row][i] = cell{}
		}
	case final == 'm':
		e.paint(numbers)
	case strings.HasPrefix(parameters, "?"): // the other screen, the cursor, pastes
	default:
		e.unknown = append(e.unknown, text[:end+1])
	}
	return end + 1
}

func (e *emulator) paint(codes []int) {
	for i := 0; i < len(codes); i++ {
		switch code := codes[i]; {
		case code == 0:
			e.look = look{}
		case code == 1:
			e.look.bold = true
		case code == 7:
			e.look.reverse = true
		case code == 38 && i+2 < len(codes):
			e.look.hue = codes[i+2]
			i += 2
		}
	}
}

func (e *emulator) text() string {
	var b strings.Builder
	for _, row := range e.cells {
		line := ""
		for _, c := range row {
			if c.r == 0 {
				c.r = ' '
			}
			line += string(c.r)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// svg draws the cells.
func (e *emulator) svg() string {
	const cw, ch, margin = 8.4, 18.0, 14.0
	var b strings.Builder
	width, height := float64(e.width)*cw+2*margin, float64(e.height)*ch+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14">`+"\n",
		width, height, width, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="#0d0d0d"/>`+"\n")
	for y, row := range e.cells {
		for x := 0; x < len(row); {
			from := x
			for x < len(row) && row[x].look == row[from].look && (row[x].r == 0) == (row[from].r == 0) {
				x++
			}
			if row[from].r == 0 {
				continue
			}
			text := ""
			for _, c := range row[from:x] {
				text += string(c.r)
			}
			if strings.TrimSpace(text) == "" && !row[from].look.reverse {
				continue
			}
			left, top := margin+float64(from)*cw, margin+float64(y)*ch
			style := ""
			fill := hueOf(row[from].look.hue)
			if row[from].look.reverse {
				fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`, left, top, float64(x-from)*cw, ch, fill)
				fill = "#0d0d0d"
			}
			if row[from].look.bold {
				style = ` font-weight="bold"`
			}
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" fill="%s"%s textLength="%.1f" xml:space="preserve">%s</text>`+"\n",
				left, top+ch*0.75, fill, style, float64(x-from)*cw, html.EscapeString(text))
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// hueOf is a colour of the 256.
func hueOf(n int) string {
	switch {
	case n >= 232:
		v := 8 + 10*(n-232)
		return fmt.Sprintf("#%02x%02x%02x", v, v, v)
	case n >= 16:
		levels := []int{0, 95, 135, 175, 215, 255}
		return fmt.Sprintf("#%02x%02x%02x", levels[(n-16)/36], levels[(n-16)/6%6], levels[(n-16)%6])
	}
	return "#e6e6e6"
}

// shownScreens are the pages of the real program that docs/wizard.md shows:
// what is typed, and what to wait for.
func shownScreens() []struct{ name, keys, shows string } {
	return []struct{ name, keys, shows string }{
		{"1-folder", "", "Where should the project go?"},
		{"2-database", "web" + enter + down, "> PostgreSQL"},
		{"3-sign-in", enter + down + " ", "> [x] Google"},
		{"4-packages", enter, "Which package manager?"},
		{"5-install", enter, "Install the packages now?"},
		{"6-git", enter, "Make a git repository?"},
		{"7-more", enter + down, "> more choices"},
		{"8-review", "f", "review"},
		{"9-edit", "e", "Which answer"},
	}
}

// The real program, page by page, on a terminal that we can look into. With
// RECORD_SCREENS=1 the pictures of docs/screens are drawn anew: make screens.
func TestTheRealScreens(t *testing.T) {
	sizes := []pty.Winsize{{Rows: 12, Cols: 40}, {Rows: 24, Cols: 80}, {Rows: 40, Cols: 120}}
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size.Cols, size.Rows), func(t *testing.T) {
			s := start(t, size, nil)
			screen := newEmulator(int(size.Cols), int(size.Rows))
			seen := 0
			for _, page := range shownScreens() {
				s.send(page.keys)
				s.until(func(all string) bool {
					fresh := whole(all[seen:])
					screen.write(fresh)
					seen += len(fresh)
					text := screen.text()
					return strings.Contains(text, "esc leave") && strings.Contains(text, page.shows)
				})
				for quiet := false; !quiet; { // the page may come in pieces
					time.Sleep(50 * time.Millisecond)
					fresh := whole(s.everything()[seen:])
					screen.write(fresh)
					seen += len(fresh)
					quiet = fresh == ""
				}
				assert.Empty(t, screen.unknown)
				if os.Getenv("RECORD_SCREENS") == "1" {
					name := fmt.Sprintf("%s-%dx%d.svg", page.name, size.Cols, size.Rows)
					require.NoError(t, os.WriteFile(filepath.Join("..", "..", "docs", "screens", name), []byte(screen.svg()), 0o644))
				}
			}
			s.send(esc)
			s.ends(exitStopped)
		})
	}
}

// whole is text without a sequence or a character that has only begun.
func whole(text string) string {
	if at := strings.LastIndexByte(text, '\x1b'); at >= 0 && !strings.ContainsAny(text[at:], "HJKmhl\\\x07") {
		return text[:at]
	}
	for len(text) > 0 {
		if r, size := utf8.DecodeLastRuneInString(text); r != utf8.RuneError || size > 1 {
			break
		}
		text = text[:len(text)-1]
	}
	return text
}
