//go:build unix

package untrusted

import "syscall"

const nonblock = syscall.O_NONBLOCK
