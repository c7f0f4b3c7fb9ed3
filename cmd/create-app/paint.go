package main

import (
	"bytes"
	"io"
	"strings"

	"create-app/plain"
	"create-app/prompts/palette"
)

// lineWriter gives every line a look. It makes the line harmless first, so
// that the only sequences in it are ours.
type lineWriter struct {
	to    io.Writer
	paint func(line string) string
	rest  []byte
}

func (w *lineWriter) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	for {
		at := bytes.IndexByte(w.rest, '\n')
		if at < 0 {
			return len(p), nil
		}
		var line bytes.Buffer
		_, _ = plain.NewWriter(&line).Write(w.rest[:at])
		w.rest = w.rest[at+1:]
		if _, err := io.WriteString(w.to, w.paint(line.String())+"\n"); err != nil {
			return 0, err
		}
	}
}

// patch is payload for a diff, which is coloured where a person looks at it.
func (e *Env) patch() io.Writer {
	if !e.ColorOut() {
		return e.payload()
	}
	look := e.palette(true)
	return &lineWriter{to: e.raw.out, paint: func(line string) string {
		switch {
		case strings.HasPrefix(line, "+++ "), strings.HasPrefix(line, "--- "):
			return look.Paint(palette.Strong, line)
		case strings.HasPrefix(line, "@@"):
			return look.Paint(palette.Dim, line)
		case strings.HasPrefix(line, "+"):
			return look.Paint(palette.Good, line)
		case strings.HasPrefix(line, "-"):
			return look.Paint(palette.Bad, line)
		}
		return line
	}}
}

// results is Out for text that people read: on a terminal long lines are
// broken between words, and go on below their own beginning.
func (e *Env) results() io.Writer {
	if !e.OutTerminal {
		return e.Out
	}
	return &lineWriter{to: e.raw.out, paint: func(line string) string { return e.wrapped(line) }}
}

// tree is results for the drawing of a plan.
func (e *Env) tree() io.Writer {
	look := e.palette(e.OutTerminal)
	if look.Unicode && !e.ColorOut() {
		return e.Out
	}
	ascii := strings.NewReplacer("├── ", "|-- ", "└── ", "`-- ", "│   ", "|   ")
	return &lineWriter{to: e.raw.out, paint: func(line string) string {
		if !look.Unicode {
			line = ascii.Replace(line)
		}
		if at := strings.LastIndex(line, " ("); at >= 0 && strings.HasSuffix(line, ")") {
			return line[:at] + look.Paint(palette.Changed, line[at:])
		}
		return line
	}}
}

// wrapped breaks a line that is longer than the terminal is wide. Excerpts of
// files, which begin with a bar, stay as they are.
func (e *Env) wrapped(line string) string {
	text := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(text)]
	if len([]rune(line)) <= e.columns() || strings.HasPrefix(text, "|") || e.columns() < 20 {
		return line
	}
	return hanging(text, indent, indent+"  ", e.columns())
}

// hanging breaks text at width, with its own beginning and another one for the
// lines after the first. A width of 0 breaks nothing.
func hanging(text, first, rest string, width int) string {
	if width <= 0 || len([]rune(first+text)) <= width {
		return first + text
	}
	return flowed(text, first, rest, width)
}

// outLook is what Out can show.
func (e *Env) outLook() palette.Palette {
	look := e.palette(e.OutTerminal)
	if !e.ColorOut() {
		look.Depth = palette.Off
	}
	return look
}

// outWidth is where lines on Out are broken; 0 where no person looks.
func (e *Env) outWidth() int {
	if !e.OutTerminal {
		return 0
	}
	return e.columns()
}

// colouredOut is Out for text that has been made harmless and was then given
// colours of ours.
func (e *Env) colouredOut() io.Writer {
	if !e.ColorOut() {
		return e.Out
	}
	return plain.NewColorWriter(e.raw.out)
}
