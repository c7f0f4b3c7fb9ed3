package main

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// op is a system call of the program that a fault may meet.
type op struct {
	name string
	kind kind
	path string // of an opened file
}

// kind is what a system call does to the disk.
type kind int

const (
	reads   kind = iota // opens a file to read it
	creates             // opens a file to write it
	fills               // puts contents into a file
	closes              // closes a file that was written
	names               // makes, moves or removes a name, or changes its permissions
	removes             // removes a name
	syncs               // waits for the disk
	locks
)

// calls are the system calls that are looked at.
func calls() map[uint64]op {
	return map[uint64]op{
		syscall.SYS_OPENAT: {name: "openat", kind: reads}, syscall.SYS_OPEN: {name: "open", kind: reads},
		syscall.SYS_WRITE: {name: "write", kind: fills}, syscall.SYS_PWRITE64: {name: "pwrite", kind: fills},
		syscall.SYS_FTRUNCATE: {name: "ftruncate", kind: fills}, 326: {name: "copy_file_range", kind: fills},
		syscall.SYS_CLOSE: {name: "close", kind: closes},
		syscall.SYS_MKDIR: {name: "mkdir", kind: names}, syscall.SYS_MKDIRAT: {name: "mkdirat", kind: names},
		syscall.SYS_RENAME: {name: "rename", kind: names}, syscall.SYS_RENAMEAT: {name: "renameat", kind: names}, 316: {name: "renameat2", kind: names},
		syscall.SYS_LINK: {name: "link", kind: names}, syscall.SYS_LINKAT: {name: "linkat", kind: names},
		syscall.SYS_SYMLINK: {name: "symlink", kind: names}, syscall.SYS_SYMLINKAT: {name: "symlinkat", kind: names},
		syscall.SYS_CHMOD: {name: "chmod", kind: names}, syscall.SYS_FCHMOD: {name: "fchmod", kind: names}, syscall.SYS_FCHMODAT: {name: "fchmodat", kind: names},
		syscall.SYS_UNLINK: {name: "unlink", kind: removes}, syscall.SYS_UNLINKAT: {name: "unlinkat", kind: removes}, syscall.SYS_RMDIR: {name: "rmdir", kind: removes},
		syscall.SYS_FSYNC: {name: "fsync", kind: syncs}, syscall.SYS_FDATASYNC: {name: "fdatasync", kind: syncs},
		syscall.SYS_FLOCK: {name: "flock", kind: locks},
	}
}

// fault is what happens at one system call: a signal before it, or an error instead of it.
type fault struct {
	name   string
	signal syscall.Signal
	errno  syscall.Errno
	stays  bool // each later call of these kinds fails as well
	meets  []kind
}

// ran is one run of the program.
type ran struct {
	exit int // -1 if a signal ended it
	said string
	hung bool
	ops  []op
}

// tooLong is when a run is taken to hang; on a busy machine one takes a second.
const tooLong = 40 * time.Second

// Of the processor's time a run has less, however busy the machine is. Where that is measured the clock only ends what waits.
const (
	tooMuch    = 20 * time.Second
	farTooLong = 5 * time.Minute
)

// filtered is the argument by which this program starts another one under the filter of system calls.
const filtered = "-filtered"

// traced runs a command, and lets the fault happen at the n-th system call that it meets; from 0 on. With n below
// 0 nothing happens, and the system calls are counted.
func traced(cmd *exec.Cmd, f fault, n int) (ran, error) {
	runtime.LockOSThread() // all of ptrace belongs to the thread that started the process
	defer runtime.UnlockOSThread()

	out, err := os.CreateTemp("", "said")
	if err != nil {
		return ran{}, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	self, err := os.Executable()
	if err != nil {
		return ran{}, err
	}
	cmd.Args = append([]string{self, filtered, cmd.Path}, cmd.Args[1:]...)
	cmd.Path = self
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true, Setpgid: true} // a group: what else this thread has started is not waited for
	if err := cmd.Start(); err != nil {
		return ran{}, err
	}
	t := tracer{pid: cmd.Process.Pid, said: out.Name(), fault: f, at: n, calls: calls()}
	kill := time.AfterFunc(tooLong, func() {
		t.hung.Store(true)
		_ = syscall.Kill(t.pid, syscall.SIGKILL)
	})
	defer kill.Stop()
	exit, err := t.follow()
	_ = cmd.Process.Release()
	if err != nil {
		_ = syscall.Kill(t.pid, syscall.SIGKILL)
		return ran{}, err
	}
	said, err := os.ReadFile(out.Name())
	return ran{exit: exit, said: string(said), hung: t.hung.Load(), ops: t.ops}, err
}

// What package syscall lacks.
const (
	eventSeccomp     = 7
	optionSeccomp    = 1 << eventSeccomp
	optionExitKill   = 1 << 20
	waitAll          = 0x40000000 // threads as well
	waitOwn          = 0x20000000 // of this thread only
	setNoNewPrivs    = 38
	setSeccomp       = 22
	seccompFilter    = 2
	seccompTrace     = 0x7ff00000
	seccompAllow     = 0x7fff0000
	auditArchAMD64   = 0xc000003e
	loadWord         = 0x20
	jumpEqual        = 0x15
	giveBack         = 0x06
	offsetOfNumber   = 0
	offsetOfArch     = 4
	writableFileMode = syscall.O_WRONLY | syscall.O_RDWR | syscall.O_CREAT
)

// underFilter becomes the program args[0], all of whose system calls of interest stop for the tracer.
func underFilter(args []string) error {
	runtime.LockOSThread()
	all := calls()
	filter := []syscall.SockFilter{
		{Code: loadWord, K: offsetOfArch},
		{Code: jumpEqual, K: auditArchAMD64, Jt: 1},
		{Code: giveBack, K: seccompAllow},
		{Code: loadWord, K: offsetOfNumber},
	}
	for number := range all {
		filter = append(filter, syscall.SockFilter{Code: jumpEqual, K: uint32(number), Jf: 1}, syscall.SockFilter{Code: giveBack, K: seccompTrace})
	}
	filter = append(filter, syscall.SockFilter{Code: giveBack, K: seccompAllow})
	program := syscall.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, setNoNewPrivs, 1, 0, 0, 0, 0); errno != 0 {
		return errno
	}
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, setSeccomp, seccompFilter, uintptr(unsafe.Pointer(&program))); errno != 0 {
		return errno
	}
	return syscall.Exec(args[0], args, os.Environ())
}
