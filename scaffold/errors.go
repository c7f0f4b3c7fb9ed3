package scaffold

import "errors"

// ErrStopped says that the user stopped the run and that nothing was written.
var ErrStopped = errors.New("stopped; nothing was written")

// ErrNotEmpty is the reason for refusing a folder that holds something.
var ErrNotEmpty = errors.New("not empty")

// StoppedError says that the user stopped the run when some of its work could
// no longer be taken back. It counts as [ErrStopped].
type StoppedError struct {
	Left string // what is still there, and why
}

func (e *StoppedError) Error() string { return "stopped; " + e.Left }

// Is makes a StoppedError an ErrStopped.
func (e *StoppedError) Is(target error) bool { return target == ErrStopped }

// OptionError is a value that cannot be used. It is found before anything is
// read or written.
type OptionError struct {
	Option  string // the long flag's name, or "dir"
	Message string
	Advice  string // what to type instead; may be empty
}

func (e *OptionError) Error() string { return e.Message }

// Hint says what to do about it.
func (e *OptionError) Hint() string { return e.Advice }

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
