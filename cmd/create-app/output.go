package main

import (
	"encoding/json"
	"fmt"
	"io"

	"create-app/plain"
)

// guard puts a plain.Writer before both streams: whatever a command prints, no character in it acts upon a terminal.
// What has to reach a stream otherwise takes one of the ways below, each of which says why.
func (e *Env) guard() {
	e.raw.out, e.raw.err = e.Out, e.Err
	e.Out, e.Err = plain.NewWriter(e.lines(e.Out)), plain.NewWriter(e.lines(e.Err))
}

// lines are for a stream that the runner of GitHub Actions may read, which obeys some of them.
func (e *Env) lines(to io.Writer) io.Writer {
	if e.Getenv("GITHUB_ACTIONS") == "true" {
		return plain.NewWorkflowWriter(to)
	}
	return to
}

// workflow takes the commands to that runner that are our own.
func (e *Env) workflow() io.Writer { return plain.NewWriter(e.raw.out) }

// screen is the terminal itself, for what draws on it and makes each text harmless first.
func (e *Env) screen() io.Writer { return e.raw.err }

// colored takes text with colours of ours in it.
func (e *Env) colored() io.Writer { return plain.NewColorWriter(e.lines(e.raw.err)) }

// payload is for text that a program reads back byte for byte: a formatted schema, a patch. On a terminal it is only
// looked at.
func (e *Env) payload() io.Writer {
	if e.OutTerminal {
		return e.Out
	}
	return e.raw.out
}

// jsonOut is Out for JSON.
func (e *Env) jsonOut() io.Writer { return plain.NewJSONWriter(e.raw.out) }

// encoder writes values to Out as JSON, text left readable.
func (e *Env) encoder() *json.Encoder {
	enc := json.NewEncoder(e.jsonOut())
	enc.SetEscapeHTML(false)
	return enc
}

// PrintJSON prints value to Out as indented JSON.
func (e *Env) PrintJSON(value any) error {
	enc := e.encoder()
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}

// block is text for Notef whose line ends are meant.
type block string

// Notef prints a line of progress or advice to Err; --quiet leaves it out. A name with a line end in it stays on the
// line: it cannot look like another message.
func (e *Env) Notef(format string, args ...any) {
	if e.Quiet {
		return
	}
	width := 0
	if e.ErrTerminal {
		width = e.columns()
	}
	for i, arg := range args {
		switch arg := arg.(type) {
		case block:
			width = 0
		case string:
			args[i] = plain.Line(arg)
		case error:
			args[i] = plain.Line(arg.Error())
		}
	}
	fmt.Fprintln(e.Err, hanging(fmt.Sprintf(format, args...), "", "  ", width))
}
