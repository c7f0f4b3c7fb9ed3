package plain

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// Writer makes all that is written to it harmless. Line ends and tabs are layout and stay.
type Writer struct {
	to     io.Writer
	show   func(*bytes.Buffer, rune)
	colors bool
	held   []byte // the beginning of a character that the last Write ended in
}

// NewWriter is for people: it shows controls by their pictures.
func NewWriter(to io.Writer) *Writer {
	return &Writer{to: to, show: func(b *bytes.Buffer, r rune) { b.WriteString(Picture(r)) }}
}

// NewColorWriter is for text that has been made harmless already and was then given colours, which stay.
func NewColorWriter(to io.Writer) *Writer {
	w := NewWriter(to)
	w.colors = true
	return w
}

// NewJSONWriter is for JSON. In valid JSON these characters stand in strings only, where an escape says the same.
func NewJSONWriter(to io.Writer) *Writer {
	return &Writer{to: to, show: func(b *bytes.Buffer, r rune) { fmt.Fprintf(b, `\u%04x`, r) }}
}

// Write writes p. A character that is not whole yet waits for the next call.
func (w *Writer) Write(p []byte) (int, error) {
	if len(w.held) == 0 && !needsCare(p) {
		return w.to.Write(p)
	}
	text := append(w.held, p...)
	w.held = nil
	var b bytes.Buffer
	b.Grow(len(text) + 16)
	for i := 0; i < len(text); {
		rest := text[i:]
		if !utf8.FullRune(rest) || rest[0] == '\r' && len(rest) == 1 {
			w.held = bytes.Clone(rest)
			break
		}
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == '\n', r == '\t', r == '\r' && rest[1] == '\n', !IsControl(r):
			b.WriteRune(r)
		case w.colors && colorAt(rest) > 0:
			size = colorAt(rest)
			b.Write(rest[:size])
		default:
			w.show(&b, r)
		}
		i += size
	}
	if _, err := w.to.Write(b.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// needsCare reports whether there is anything besides printable ASCII and layout.
func needsCare(p []byte) bool {
	for _, c := range p {
		if c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return true
		}
	}
	return false
}

// colorAt is the length of an escape sequence for a colour at the start of text, or 0.
func colorAt(text []byte) int {
	if !bytes.HasPrefix(text, []byte("\x1b[")) {
		return 0
	}
	for i := 2; i < len(text) && i < 32; i++ {
		switch c := text[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}
