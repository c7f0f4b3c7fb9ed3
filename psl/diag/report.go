package diag

import (
	"encoding/json"
	"io"

	"create-app/psl/token"
)

// Report is the machine form of what was found in one file.
type Report struct {
	File     string  `json:"file"`
	OK       bool    `json:"ok"` // no errors in this file
	Errors   []Entry `json:"errors"`
	Warnings []Entry `json:"warnings"`
}

// Entry is one finding: offsets in bytes, line and column from 1, the column in
// characters.
type Entry struct {
	Start   token.Pos `json:"start"`
	End     token.Pos `json:"end"`
	Line    int       `json:"line"`
	Column  int       `json:"column"`
	Code    Code      `json:"code"`
	Message string    `json:"message"`
	Help    string    `json:"help"`
}

// NewReport picks from l what is about file, in the order of l.
func NewReport(file *token.File, l List) Report {
	r := Report{File: file.Name, Errors: []Entry{}, Warnings: []Entry{}}
	for i := range l {
		if l[i].File != file {
			continue
		}
		if l[i].Severity == Error {
			r.Errors = append(r.Errors, entry(&l[i]))
		} else {
			r.Warnings = append(r.Warnings, entry(&l[i]))
		}
	}
	r.OK = len(r.Errors) == 0
	return r
}

func entry(d *Diagnostic) Entry {
	at := d.File.Position(d.Span.Start)
	return Entry{
		Start: d.Span.Start, End: d.Span.End, Line: at.Line, Column: at.Column,
		Code: d.Code, Message: d.Message, Help: d.Help,
	}
}

// Write writes r as JSON on one line.
func (r Report) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(r)
}
