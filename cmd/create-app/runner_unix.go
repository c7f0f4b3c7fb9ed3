//go:build unix

package main

import (
	"os/exec"
	"syscall"
	"time"
)

// ownGroup makes the program the head of a process group, and has all of the
// group interrupted when its time is over, and killed if it goes on.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error {
		group := -cmd.Process.Pid
		time.AfterFunc(3*time.Second, func() { _ = syscall.Kill(group, syscall.SIGKILL) })
		return syscall.Kill(group, syscall.SIGINT)
	}
}
