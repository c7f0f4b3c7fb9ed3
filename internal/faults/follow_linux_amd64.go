package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// tracer follows one process with all its threads. Processes that it starts go on, and meet nothing.
type tracer struct {
	pid   int
	said  string // the file for what it says
	fault fault
	at    int
	calls map[uint64]op
	ops   []op
	met   int
	hung  atomic.Bool
}

// follow goes from stop to stop until the process ends.
func (t *tracer) follow() (exit int, err error) {
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(t.pid, &status, 0, nil); err != nil {
		return 0, err
	}
	if status.Exited() {
		return 0, errors.New("the program did not start")
	}
	if err := syscall.PtraceSetOptions(t.pid, optionSeccomp|optionExitKill|syscall.PTRACE_O_TRACECLONE|syscall.PTRACE_O_TRACEFORK|syscall.PTRACE_O_TRACEVFORK|syscall.PTRACE_O_TRACEEXEC); err != nil {
		return 0, err
	}
	for thread, signal := t.pid, 0; ; {
		// A thread that was killed meanwhile cannot go on, and need not.
		if err := syscall.PtraceCont(thread, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return 0, fmt.Errorf("continue: %w", err)
		}
		for {
			if thread, err = syscall.Wait4(-t.pid, &status, waitAll|waitOwn, nil); err == nil || !errors.Is(err, syscall.EINTR) {
				break
			}
		}
		if err != nil {
			return 0, fmt.Errorf("wait: %w", err)
		}
		signal = 0
		switch {
		case thread == t.pid && status.Exited():
			return status.ExitStatus(), nil
		case thread == t.pid && status.Signaled():
			return -1, nil
		case !status.Stopped():
		case status.TrapCause() == eventSeccomp && t.owns(thread):
			if err := t.meet(thread); err != nil && !errors.Is(err, syscall.ESRCH) {
				return 0, err
			}
		case status.StopSignal() != syscall.SIGTRAP && status.StopSignal() != syscall.SIGSTOP: // SIGSTOP is how a new thread begins
			signal = int(status.StopSignal())
		}
	}
}

// owns reports whether a thread is one of the process.
func (t *tracer) owns(thread int) bool {
	_, err := os.Stat(filepath.Join("/proc", strconv.Itoa(t.pid), "task", strconv.Itoa(thread)))
	return err == nil
}

// meet is called before a system call is carried out.
func (t *tracer) meet(thread int) error {
	var regs syscall.PtraceRegs
	if err := syscall.PtraceGetRegs(thread, &regs); err != nil {
		return err
	}
	o, counts := t.describe(thread, &regs)
	if !counts {
		return nil
	}
	t.ops = append(t.ops, o)
	if !slices.Contains(t.fault.meets, o.kind) || t.at < 0 {
		return nil
	}
	n := t.met
	t.met++
	if n < t.at || n > t.at && !t.fault.stays {
		return nil
	}
	if t.fault.signal != 0 {
		return syscall.Kill(t.pid, t.fault.signal)
	}
	regs.Orig_rax = ^uint64(0) // no system call
	regs.Rax = uint64(-int64(t.fault.errno))
	return syscall.PtraceSetRegs(thread, &regs)
}

// describe says what a system call does; some are not about files of the disk.
func (t *tracer) describe(thread int, regs *syscall.PtraceRegs) (o op, counts bool) {
	o = t.calls[regs.Orig_rax]
	switch o.kind {
	case reads:
		name, flags := regs.Rsi, regs.Rdx
		if o.name == "open" {
			name, flags = regs.Rdi, regs.Rsi
		}
		o.path = stringAt(thread, name)
		if flags&writableFileMode != 0 {
			o.kind = creates
		}
		for _, system := range []string{"/dev/", "/proc/", "/sys/", "/etc/"} {
			if strings.HasPrefix(o.path, system) {
				return o, false
			}
		}
	case fills, closes:
		fd := strconv.FormatUint(regs.Rdi, 10)
		path, err := os.Readlink(filepath.Join("/proc", strconv.Itoa(t.pid), "fd", fd))
		if err != nil || !strings.HasPrefix(path, "/") || path == t.said || path == os.DevNull {
			return o, false
		}
		o.path = path
		if o.kind == closes {
			return o, t.writes(fd)
		}
	}
	return o, true
}

// writes reports whether a file was opened to be written.
func (t *tracer) writes(fd string) bool {
	info, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(t.pid), "fdinfo", fd))
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(info)) {
		if value, found := strings.CutPrefix(line, "flags:"); found {
			flags, err := strconv.ParseUint(strings.TrimSpace(value), 8, 64)
			return err == nil && flags&(syscall.O_WRONLY|syscall.O_RDWR) != 0
		}
	}
	return false
}

// stringAt reads a text in the memory of the process.
func stringAt(thread int, address uint64) string {
	var all []byte
	for len(all) < syscall.PathMax {
		chunk := make([]byte, 64-(address+uint64(len(all)))%64)
		n, err := syscall.PtracePeekData(thread, uintptr(address)+uintptr(len(all)), chunk)
		if end := bytes.IndexByte(chunk[:n], 0); end >= 0 {
			return string(append(all, chunk[:end]...))
		}
		if err != nil || n == 0 {
			break
		}
		all = append(all, chunk[:n]...)
	}
	return string(all)
}
