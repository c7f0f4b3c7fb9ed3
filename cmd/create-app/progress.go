package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/spf13/afero"

	"create-app/plain"
	"create-app/prompts/palette"
)

// progress takes what a long-running program prints. On a terminal one line
// says for how long it has been running and what it said last; elsewhere
// there is one line at the start.
type progress struct {
	env   *Env
	title string
	start time.Time
	done  chan struct{}
	wait  sync.WaitGroup

	mu     sync.Mutex
	output []byte // all of it, up to keptOutput
	last   string // the last line that says something
	rest   string // a line without an end
}

const (
	keptOutput = 4 << 20 // bytes
	shownLines = 20      // of a failure
)

// startProgress begins. Moving the cursor is no colour: NO_COLOR does not
// change what is drawn here, and a terminal that cannot do it does.
func startProgress(env *Env, title string) *progress {
	p := &progress{env: env, title: title, start: time.Now(), done: make(chan struct{})}
	if env.Quiet {
		return p
	}
	if !env.draws() {
		env.Notef("%s ...", title)
		return p
	}
	p.wait.Add(1)
	go p.draw()
	return p
}

// Write keeps the output and finds its last line.
func (p *progress) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if room := keptOutput - len(p.output); room > 0 {
		p.output = append(p.output, text[:min(room, len(text))]...)
	}
	lines := strings.Split(p.rest+strings.ReplaceAll(string(text), "\r", "\n"), "\n")
	p.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		if line = strings.TrimSpace(printable(line)); line != "" {
			p.last = line
		}
	}
	return len(text), nil
}

// draw keeps one line of the terminal up to date.
func (p *progress) draw() {
	defer p.wait.Done()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for frame := 0; ; frame++ {
		select {
		case <-p.done:
			fmt.Fprint(p.env.screen(), "\r\x1b[K")
			return
		case <-tick.C:
			fmt.Fprintf(p.env.screen(), "\r\x1b[K%s", p.line(frame))
		}
	}
}

func (p *progress) line(frame int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	look := p.env.palette(true)
	signs := []rune(`|/-\`)
	if look.Unicode {
		signs = []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
	}
	line := fmt.Sprintf(" %s %s %s", look.Paint(palette.Accent, string(signs[frame%len(signs)])), p.title, look.Paint(palette.Dim, p.elapsed()))
	if p.last != "" {
		line += look.Paint(palette.Dim, "  "+p.last)
	}
	return look.Cut(line, p.env.columns()-1)
}

// printable leaves out what would move the cursor or change colours.
func printable(text string) string {
	var b strings.Builder
	escape := false
	for _, r := range text {
		switch {
		case r == '\x1b':
			escape = true
		case escape:
			escape = r == '[' || r == ';' || r == '?' || r >= '0' && r <= '9'
		case !plain.IsControl(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// stop ends the drawing and clears its line.
func (p *progress) stop() {
	close(p.done)
	p.wait.Wait()
}

// succeed leaves a line that says so; words are for where nothing is drawn.
func (p *progress) succeed(words string) {
	p.stop()
	if p.env.draws() {
		p.env.mark(palette.Done, words, p.elapsed())
		return
	}
	p.env.Notef("%s (%s)", words, p.elapsed())
}

// fail shows the end of what the program said, and tells the file that has all
// of it where that is more.
func (p *progress) fail(words string) (log string) {
	p.stop()
	if p.env.draws() {
		p.env.mark(palette.Failed, words, p.elapsed())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	text := strings.TrimRight(strings.ReplaceAll(string(p.output), "\r\n", "\n"), "\n")
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	cut := len(lines) > shownLines
	if cut {
		lines = lines[len(lines)-shownLines:]
	}
	for _, line := range lines {
		fmt.Fprintln(p.env.Err, printable(line))
	}
	if !cut {
		return ""
	}
	return p.keep()
}

// keep writes the whole output to a file of the user's own.
func (p *progress) keep() string {
	file, err := afero.TempFile(p.env.FS, "", "create-app-*.log")
	if err != nil {
		return ""
	}
	_, err = file.Write(p.output)
	if closed := file.Close(); err != nil || closed != nil {
		return ""
	}
	return file.Name()
}

// elapsed is how long it has been going on.
func (p *progress) elapsed() string {
	d := time.Since(p.start)
	if d < time.Minute {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}

// draws reports whether lines may be drawn over on Err.
func (e *Env) draws() bool { return e.ErrTerminal && !e.Accessible && !e.Quiet }

// mark prints a line of a run: a sign, what was done, how long it took.
func (e *Env) mark(sign palette.Mark, words, elapsed string) {
	look := e.palette(true)
	style := palette.Good
	if sign == palette.Failed {
		style = palette.Bad
	}
	line := " " + look.Paint(style, look.Sign(sign)) + " " + plain.Line(words)
	if elapsed != "" {
		line += "  " + look.Paint(palette.Dim, elapsed)
	}
	_, _ = io.WriteString(e.screen(), line+"\n")
}
