package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"create-app/plain"
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

	mu    sync.Mutex
	lines []string // the last ones
	rest  string   // a line without an end
}

const keptLines = 40

func startProgress(env *Env, title string) *progress {
	p := &progress{env: env, title: title, start: time.Now(), done: make(chan struct{})}
	if env.Quiet {
		return p
	}
	if !env.ErrTerminal || env.NoColor {
		env.Notef("%s ...", title)
		return p
	}
	p.wait.Add(1)
	go p.draw()
	return p
}

// Write keeps the last lines.
func (p *progress) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	lines := strings.Split(p.rest+strings.ReplaceAll(string(text), "\r", "\n"), "\n")
	p.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		if strings.TrimSpace(line) != "" {
			p.lines = append(p.lines, line)
		}
	}
	if extra := len(p.lines) - keptLines; extra > 0 {
		p.lines = p.lines[extra:]
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
	line := fmt.Sprintf("%c %s (%s)", `|/-\`[frame%4], p.title, p.elapsed())
	if len(p.lines) > 0 {
		line += " " + printable(p.lines[len(p.lines)-1])
	}
	if runes := []rune(line); len(runes) >= p.env.Width {
		line = string(runes[:max(p.env.Width-1, 0)])
	}
	return line
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

// tail is the end of what the program printed, a line each.
func (p *progress) tail() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	lines := p.lines
	if p.rest != "" {
		lines = append(lines, p.rest)
	}
	if len(lines) == 0 {
		return ""
	}
	shown := make([]string, len(lines))
	for i, line := range lines {
		shown[i] = printable(line)
	}
	return strings.Join(shown, "\n") + "\n"
}

func (p *progress) elapsed() time.Duration {
	return time.Since(p.start).Round(100 * time.Millisecond)
}
