//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/stretchr/testify/require"
)

// BenchmarkFirstFrame takes the time from exec to the whole first page of the wizard, on a terminal of its
// own, and in turn with it what node needs to do nothing. CREATE_APP names the program; without it, it is built.
func BenchmarkFirstFrame(b *testing.B) {
	program := os.Getenv("CREATE_APP")
	if program == "" {
		program = filepath.Join(b.TempDir(), "create-app")
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		out, err := build.CombinedOutput()
		require.NoError(b, err, string(out))
	}
	node, err := exec.LookPath("node")
	if err != nil {
		b.Logf("without node there is nothing to compare with: %s", err)
	}
	home := b.TempDir()
	var frames, nodes []time.Duration
	for b.Loop() {
		frames = append(frames, firstFrame(b, program, home))
		if node != "" {
			begun := time.Now()
			require.NoError(b, exec.Command(node, "-e", "0").Run())
			nodes = append(nodes, time.Since(begun))
		}
	}
	report := func(what string, all []time.Duration) {
		if len(all) > 0 {
			slices.Sort(all)
			b.ReportMetric(float64(all[0].Microseconds())/1000, what+"-best-ms")
			b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, what+"-median-ms")
		}
	}
	b.ReportMetric(0, "ns/op") // both together say nothing
	report("frame", frames)
	report("node", nodes)
}

// firstFrame starts program and waits for the footer, which is the last line of a page.
func firstFrame(b *testing.B, program, home string) time.Duration {
	b.Helper()
	cmd := exec.Command(program)
	cmd.Dir = home
	cmd.Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + home, "PATH=" + os.Getenv("PATH")}
	begun := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	require.NoError(b, err)
	defer func() { _, _, _ = cmd.Process.Kill(), cmd.Wait(), tty.Close() }()
	stuck := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer stuck.Stop()
	var seen []byte
	for part := make([]byte, 64<<10); !bytes.Contains(seen, []byte("leave")); {
		n, err := tty.Read(part)
		require.NoError(b, err, string(seen))
		seen = append(seen, part[:n]...)
	}
	return time.Since(begun)
}
