//go:build unix

package lsp

import (
	"errors"
	"syscall"
)

// isAlive reports whether there is a process of that number.
func isAlive(pid int) bool {
	return pid <= 0 || !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
