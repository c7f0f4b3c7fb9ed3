package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// measuring is the argument by which this program starts another one and writes to a file how much memory that had at
// most. The kernel counts for a new process what the one had that started it, so a small one has to be between.
const measuring = "-measuring"

// measured makes a command one whose memory is written to a file. More than the limit, in KiB, it does not get.
func measured(cmd *exec.Cmd, file string, limit int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd.Args = append([]string{self, measuring, file, fmt.Sprint(limit), cmd.Path}, cmd.Args[1:]...)
	cmd.Path = self
	return nil
}

// measure is what measured starts. It ends as the program does.
func measure(file, limit, program string, args []string) (exit int, err error) {
	cmd := exec.Command("/bin/sh", append([]string{"-c", `ulimit -v "$0" && ulimit -t ` + fmt.Sprint(tooMuch.Seconds()) + ` && exec "$@"`, limit, program}, args...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var failed *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &failed) {
		return 0, err
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	exit = cmd.ProcessState.ExitCode()
	if exit < 0 {
		exit = 128 + int(cmd.ProcessState.Sys().(syscall.WaitStatus).Signal()) // as a shell says it
	}
	return exit, os.WriteFile(file, fmt.Append(nil, used), 0o600)
}

// memoryOf is what measure has written, in bytes.
func memoryOf(file string) (n int64, err error) {
	text, err := os.ReadFile(file)
	if err == nil {
		_, err = fmt.Sscan(string(text), &n)
	}
	return n << 10, err
}

// helped does what this program is started for by itself, and ends it.
func helped(args []string) {
	switch {
	case len(args) > 2 && args[1] == filtered:
		fmt.Fprintln(os.Stderr, underFilter(args[2:]))
		os.Exit(2)
	case len(args) > 4 && args[1] == measuring:
		exit, err := measure(args[2], args[3], args[4], args[5:])
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			exit = 2
		}
		os.Exit(exit)
	}
}
