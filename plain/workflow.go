package plain

import (
	"bytes"
	"io"
)

// WorkflowWriter stands between lines and the runner of GitHub Actions, which obeys one that begins with "::name::" or
// "##[name]", blanks before it or not: a file of that name would speak to it. Such a line begins with "./", as the name of a
// file may.
type WorkflowWriter struct {
	to   io.Writer
	in   bool   // within a line that is none
	held []byte // the beginning of a line that may become one
}

// NewWorkflowWriter writes to what the runner reads.
func NewWorkflowWriter(to io.Writer) *WorkflowWriter { return &WorkflowWriter{to: to} }

// Write writes p. The beginning of a line waits until it is known whether it is a command.
func (w *WorkflowWriter) Write(p []byte) (int, error) {
	text := append(w.held, p...)
	w.held = nil
	var b bytes.Buffer
	for len(text) > 0 {
		if !w.in {
			blanks := len(text) - len(bytes.TrimLeft(text, " \t\r"))
			mark := text[blanks:]
			switch {
			case len(mark) == 0, len(mark) == 1 && mark[0] == ':', len(mark) < 3 && bytes.HasPrefix([]byte("##["), mark):
				w.held = bytes.Clone(text)
				text = nil
				continue
			case bytes.HasPrefix(mark, []byte("::")), bytes.HasPrefix(mark, []byte("##[")):
				b.Write(text[:blanks])
				b.WriteString("./")
				text = mark
			}
			w.in = true
		}
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			b.Write(text)
			break
		}
		b.Write(text[:end+1])
		text, w.in = text[end+1:], false
	}
	if _, err := w.to.Write(b.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}
