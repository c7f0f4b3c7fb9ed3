//go:build unix

package prompts

import (
	"io"
	"os"
	"os/signal"
	"syscall"
)

// whenResized calls do, until the returned function is called, each time the
// terminal has got another size.
func whenResized(do func()) (stop func()) {
	signals := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(signals, syscall.SIGWINCH)
	go func() {
		for {
			select {
			case <-signals:
				do()
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// drawable prepares a terminal for escape sequences; here each is.
func drawable(io.Writer) (undo func()) { return func() {} }
