//go:build linux && amd64

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain lets traced and measured start this binary.
func TestMain(m *testing.M) {
	helped(os.Args)
	os.Exit(m.Run())
}

// A shell that writes two files and renames one meets what it is told to meet, where it is told.
func TestTraced(t *testing.T) {
	const script = "echo one > a; echo two > b; mv b c || exit 7"
	run := func(f fault, n int) (r ran, left []string) {
		dir := t.TempDir()
		cmd := exec.Command("/bin/sh", "-c", script)
		cmd.Dir = dir
		r, err := traced(cmd, f, n)
		require.NoError(t, err)
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		require.NoError(t, err)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			left = append(left, filepath.Base(file)+" "+string(text))
		}
		return r, left
	}
	full := fault{name: "ENOSPC", errno: syscall.ENOSPC, meets: []kind{fills}}

	r, left := run(fault{}, -1)
	assert.Equal(t, 0, r.exit)
	assert.Equal(t, []string{"a one\n", "c two\n"}, left)
	assert.Equal(t, 2, full.count(r.ops), "%v", r.ops)

	r, left = run(full, 1)
	assert.Equal(t, []string{"a one\n", "c "}, left)
	assert.Contains(t, r.said, "I/O error") // as that shell calls it

	r, left = run(fault{name: "SIGKILL", signal: syscall.SIGKILL, meets: []kind{creates}}, 1)
	assert.Equal(t, -1, r.exit)
	assert.Equal(t, []string{"a one\n"}, left)
}

// What is measured is the program, however much the harness has.
func TestMeasured(t *testing.T) {
	kept := make([]byte, 200<<20)
	for i := 0; i < len(kept); i += 4096 {
		kept[i] = 1
	}
	run := func(script string) (r ran, used int64) {
		file := filepath.Join(t.TempDir(), "used")
		cmd := exec.Command("/bin/sh", "-c", script)
		require.NoError(t, measured(cmd, file, 4_000_000))
		r, err := finish(cmd, tooLong)
		require.NoError(t, err)
		used, err = memoryOf(file)
		require.NoError(t, err)
		return r, used
	}
	r, used := run("echo said; exit 7")
	assert.Equal(t, ran{exit: 7, said: "said\n"}, r)
	assert.Less(t, used, int64(40<<20))
	assert.Positive(t, used)
	r, _ = run("kill -9 $$")
	assert.Equal(t, 128+9, r.exit)
	runtime.KeepAlive(kept)
}

// A program that loses what it was given does not pass.
func TestJudge(t *testing.T) {
	top := t.TempDir()
	program := filepath.Join(top, "loses")
	require.NoError(t, os.WriteFile(program, []byte("#!/bin/sh\n[ \"$1\" = format ] && exit 0\nrm notes\necho new > notes\necho more > more\n"), 0o755))
	s := scenario{name: "loses", args: []string{"do"}, files: map[string]string{"notes": "old\n", ".env": "A=" + marked}}
	st, err := s.learn(program, filepath.Join(top, "learn"))
	require.NoError(t, err)
	judged := func(prepare func(p place), r ran) error {
		p, err := s.lay(program, filepath.Join(top, t.Name()))
		require.NoError(t, err)
		defer p.clean()
		prepare(p)
		return s.judge(p, st, r, fault{errno: syscall.EIO})
	}
	write := func(path, text string) func(p place) {
		return func(p place) { require.NoError(t, os.WriteFile(filepath.Join(p.dir, path), []byte(text), 0o600)) }
	}
	assert.NoError(t, judged(func(place) {}, ran{exit: 1}))
	assert.ErrorContains(t, judged(func(place) {}, ran{exit: 0}), "lost: exit 0, but the disk holds old")
	assert.ErrorContains(t, judged(write("notes", ""), ran{exit: 1, said: "nothing was written"}), "lost: ")
	assert.ErrorContains(t, judged(write("notes", "new\n"), ran{exit: 1}), "lost: ")
	assert.ErrorContains(t, judged(func(place) {}, ran{exit: 1, said: "A=" + marked}), "leaked: ")
	assert.ErrorContains(t, judged(write("copy", "A="+marked), ran{exit: 1}), "leaked: ")
	assert.ErrorContains(t, judged(func(place) {}, ran{exit: 2, said: "panic: "}), "crashed: ")
	assert.ErrorContains(t, judged(func(place) {}, ran{exit: 1, hung: true}), "hung: ")
}
