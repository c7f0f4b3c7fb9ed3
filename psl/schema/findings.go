package schema

import (
	"fmt"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/syntax"
)

// Findings are the diagnostics of a schema as they are found: of errors, and of warnings, as many as a file may have.
type Findings struct {
	List diag.List
	kept [2]int // by severity
}

// Report adds diagnostics. One takes the place of all that are too many.
func (f *Findings) Report(list ...diag.Diagnostic) {
	for _, d := range list {
		kept := f.kept[d.Severity]
		if kept > syntax.MaxDiagnostics {
			continue
		}
		if kept == syntax.MaxDiagnostics {
			d = tooManyFindings(d)
		}
		f.kept[d.Severity]++
		f.List = append(f.List, d.Shortened())
	}
}

// Errors is how many errors are kept.
func (f *Findings) Errors() int { return f.kept[diag.Error] }

func tooManyFindings(first diag.Diagnostic) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: first.Severity, Code: code.TooManyFindings, File: first.File, Span: first.Span,
		Message: fmt.Sprintf("the schema has more than %d %ss; this one and others are left out", syntax.MaxDiagnostics, first.Severity),
		Help:    "cure those that are shown, or look whether the file is a schema at all",
	}
}
