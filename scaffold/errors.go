package scaffold

import "errors"

// ErrNotEmpty is the reason for refusing a folder that holds something.
var ErrNotEmpty = errors.New("not empty")

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
