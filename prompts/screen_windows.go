package prompts

import (
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// whenResized does nothing: the console tells its new size among the keys,
// where Bubble Tea finds it.
func whenResized(func()) (stop func()) { return func() {} }

// drawable has the console act upon escape sequences.
func drawable(out io.Writer) (undo func()) {
	file, isFile := out.(*os.File)
	if !isFile {
		return func() {}
	}
	console := windows.Handle(file.Fd())
	var mode uint32
	if windows.GetConsoleMode(console, &mode) != nil {
		return func() {}
	}
	_ = windows.SetConsoleMode(console, mode|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
	return func() { _ = windows.SetConsoleMode(console, mode) }
}
