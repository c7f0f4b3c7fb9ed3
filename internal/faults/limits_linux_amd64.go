package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// faults are what each system call that writes meets in turn.
func faults() []fault {
	writing := []kind{creates, fills, closes, names, removes, syncs, locks}
	signal := func(name string, s syscall.Signal) fault { return fault{name: name, signal: s, meets: writing} }
	return []fault{
		signal("SIGKILL", syscall.SIGKILL), signal("SIGINT", syscall.SIGINT), signal("SIGTERM", syscall.SIGTERM),
		signal("SIGHUP", syscall.SIGHUP), signal("SIGQUIT", syscall.SIGQUIT),
		{name: "ENOSPC", errno: syscall.ENOSPC, stays: true, meets: []kind{creates, fills, names, syncs}},
		{name: "ENOSPC once", errno: syscall.ENOSPC, meets: []kind{creates, fills, names, syncs}},
		{name: "EIO", errno: syscall.EIO, stays: true, meets: writing},
		{name: "EIO once", errno: syscall.EIO, meets: writing},
		{name: "EACCES", errno: syscall.EACCES, meets: []kind{creates, names, removes}},
		{name: "EROFS", errno: syscall.EROFS, stays: true, meets: []kind{creates, fills, names, removes}},
		{name: "EMFILE", errno: syscall.EMFILE, stays: true, meets: []kind{creates, reads}},
		{name: "EMFILE once", errno: syscall.EMFILE, meets: []kind{creates, reads}},
	}
}

// count is how many of the system calls a fault meets.
func (f fault) count(ops []op) int {
	n := 0
	for _, o := range ops {
		for _, k := range f.meets {
			if o.kind == k {
				n++
			}
		}
	}
	return n
}

// limit is a try that the system itself makes fail.
type limit struct {
	name string
	run  func(s scenario, program, top string) (place, ran, error)
}

// limits are few descriptors (with less than eight Go itself does not start), small files, and disks with little room or few names.
func limits() []limit {
	var all []limit
	for _, n := range []int{8, 9, 10, 12, 16} {
		all = append(all, shellLimit(fmt.Sprintf("%d descriptors", n), fmt.Sprintf("ulimit -n %d", n)))
	}
	for _, blocks := range []int{0, 1, 2, 4} {
		all = append(all, shellLimit(fmt.Sprintf("files of %d bytes", blocks*512), fmt.Sprintf("ulimit -f %d", blocks)))
	}
	if os.Geteuid() == 0 {
		for _, n := range []int{0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32} {
			all = append(all, disk(fmt.Sprintf("a disk with %d KiB left", 4*n), func(used syscall.Statfs_t) string {
				return fmt.Sprintf("size=%dk", 4*(int(used.Blocks-used.Bfree)+n))
			}), disk(fmt.Sprintf("a disk with %d inodes left", n), func(used syscall.Statfs_t) string {
				return fmt.Sprintf("size=16m,nr_inodes=%d", int(used.Files-used.Ffree)+n)
			}))
		}
	}
	return all
}

// shellLimit runs the command under a limit that a shell can set.
func shellLimit(name, command string) limit {
	return limit{name, func(s scenario, program, top string) (place, ran, error) {
		p, err := s.lay(program, top)
		if err != nil {
			return p, ran{}, err
		}
		cmd := p.command(s.args...)
		cmd.Args = append([]string{"sh", "-c", command + ` && exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)
		cmd.Path = "/bin/sh"
		r, err := finish(cmd, tooLong)
		return p, r, err
	}}
}

// disk runs the command on a disk of its own that has little of something left.
func disk(name string, options func(used syscall.Statfs_t) string) limit {
	return limit{name, func(s scenario, program, top string) (place, ran, error) {
		if err := os.MkdirAll(top, 0o755); err != nil {
			return place{}, ran{}, err
		}
		if err := syscall.Mount("faults", top, "tmpfs", 0, "size=16m"); err != nil {
			return place{}, ran{}, fmt.Errorf("mount %s: %w", top, err)
		}
		p, err := s.lay(program, top)
		p.unmount = func() error { return syscall.Unmount(top, syscall.MNT_DETACH) }
		if err == nil {
			err = os.MkdirAll(p.state(), 0o700)
		}
		var used syscall.Statfs_t
		if err == nil {
			err = syscall.Statfs(top, &used)
		}
		if err == nil {
			err = syscall.Mount("faults", top, "tmpfs", syscall.MS_REMOUNT, options(used))
		}
		if err != nil {
			return p, ran{}, err
		}
		r, err := finish(p.command(s.args...), tooLong)
		return p, r, errors.Join(err, syscall.Mount("faults", top, "tmpfs", syscall.MS_REMOUNT, "size=16m,nr_inodes=10000"))
	}}
}

// finish runs a command to its end, which has to come soon.
func finish(cmd *exec.Cmd, within time.Duration) (ran, error) {
	out, err := os.CreateTemp("", "said")
	if err != nil {
		return ran{}, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		return ran{}, err
	}
	var r ran
	kill := time.AfterFunc(within, func() { _ = cmd.Process.Kill() })
	err = cmd.Wait()
	r.hung = !kill.Stop()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return r, err
	}
	r.exit = cmd.ProcessState.ExitCode()
	said, err := os.ReadFile(out.Name())
	r.said = string(said)
	return r, err
}

// clean removes a place.
func (p place) clean() {
	if p.unmount != nil {
		_ = p.unmount()
	}
	_ = filepath.WalkDir(p.top, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			_ = os.Chmod(path, 0o700)
		}
		return nil
	})
	_ = os.RemoveAll(p.top)
}
