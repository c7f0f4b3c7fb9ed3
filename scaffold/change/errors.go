package change

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrStopped says that the user stopped the run and that nothing was written.
var ErrStopped = errors.New("stopped; nothing was written")

// StoppedError says that the user stopped the run when some of its work could
// no longer be taken back. It counts as [ErrStopped].
type StoppedError struct {
	Left string // what is still there, and why
}

func (e *StoppedError) Error() string { return "stopped; " + e.Left }

// Is makes a StoppedError an ErrStopped.
func (e *StoppedError) Is(target error) bool { return target == ErrStopped }

// Error is a failure with advice.
type Error struct {
	Message string
	Advice  string
	Cause   error // may be nil
}

func (e *Error) Error() string { return e.Message }
func (e *Error) Unwrap() error { return e.Cause }

// Hint says what to do about it.
func (e *Error) Hint() string { return e.Advice }

// Quote shows a name as it was typed, shortened if it is very long, with
// nothing in it that a terminal would act upon.
func Quote(text string) string {
	if utf8.RuneCountInString(text) > 60 {
		text = string([]rune(text)[:57]) + "..."
	}
	return fmt.Sprintf("%q", text)
}
