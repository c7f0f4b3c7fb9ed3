// Command faults lets the built program meet what can go wrong, and looks at what is left: a kill, a signal or an
// error at each system call that writes, disks without room, limits of the system, several runs at once, and files that
// are made to harm. After each of them the disk has to hold the old state or the new one, whole, the exit code and
// what was said have to be true, no secret may be found outside of .env, and nothing may hang or crash.
//
//	go run ./internal/faults -program bin/create-app            # all of it
//	go run ./internal/faults -program bin/create-app -sample 5  # five places of each kind: minutes
//
// It prints a row for each command, and what was lost. It traces the program itself (ptrace, seccomp), so that the n-th
// system call is the n-th of the process and not of a thread, and therefore needs Linux on amd64. Small disks need root.
//
// "make faults" and "make faults-long" run it; docs/reliability.md has its table.
package main
