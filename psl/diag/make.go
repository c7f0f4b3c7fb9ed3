package diag

import (
	"fmt"

	"create-app/psl/token"
)

// Errorf makes an Error at a place in file.
func Errorf(file *token.File, span token.Span, code Code, format string, args ...any) Diagnostic {
	return Diagnostic{Code: code, Message: fmt.Sprintf(format, args...), File: file, Span: span}
}

// WithHelp returns d with what to do about it.
func WithHelp(d Diagnostic, format string, args ...any) Diagnostic {
	d.Help = fmt.Sprintf(format, args...)
	return d
}

// WithRelated returns d with one more place that explains it.
func WithRelated(d Diagnostic, file *token.File, span token.Span, message string) Diagnostic {
	d.Related = append(d.Related, Related{File: file, Span: span, Message: message})
	return d
}
