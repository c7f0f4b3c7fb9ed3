package main

import (
	"errors"
	"fmt"
)

// errProblems is returned by a command that did its work and has already
// shown the problems it found: the exit code is 1 and nothing more is printed.
var errProblems = errors.New("problems found")

// usageError is a mistake in how a command was called. It exits with 2, so it
// may only be returned before anything has been touched.
type usageError struct {
	message string
	hint    string
}

func (e *usageError) Error() string { return e.message }

// Hint says what to type instead; it may be empty.
func (e *usageError) Hint() string { return e.hint }

func usageErrorf(hint, format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...), hint: hint}
}

// hintedError adds advice to a failure.
type hintedError struct {
	error
	hint string
}

func (e *hintedError) Unwrap() error { return e.error }
func (e *hintedError) Hint() string  { return e.hint }

// withHint returns err with a line that says what to do about it. A hint that
// err already carries gives way to this one.
func withHint(err error, hint string) error {
	return &hintedError{error: err, hint: hint}
}
