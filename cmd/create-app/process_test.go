//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// command is create-app in dir, without a terminal and with a known
// environment.
func command(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("create-app", args...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "XDG_STATE_HOME=" + filepath.Join(filepath.Dir(dir), "state")}
	return cmd
}

// exitOf is the exit code in what Wait returned.
func exitOf(t *testing.T, err error) int {
	t.Helper()
	if err == nil {
		return 0
	}
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	return exit.ExitCode()
}

func listing(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// A signal ends a command that waits for a schema from a terminal or a pipe.
func TestInterruptedWhileReading(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.prisma"), 0o600))
	for _, args := range [][]string{
		{"validate", "-"}, {"inspect", "-"}, {"format", "-"}, {"validate", "pipe.prisma"}, {"inspect", "pipe.prisma"}, {"format", "-l", "pipe.prisma"},
	} {
		exit, errOut := -1, ""
		for delay := 50 * time.Millisecond; exit == -1 && delay < 10*time.Second; delay *= 2 {
			exit, errOut = stopAfter(t, delay, syscall.SIGTERM, command(dir, args...))
		}
		assert.Equal(t, exitStopped, exit, "%v", args)
		assert.Regexp(t, "^stopped; ", errOut, "%v", args)
	}
}

// stopAfter starts cmd with an input that never comes, and sends it a signal. The exit
// code is -1 if the signal came before the program could listen for it.
func stopAfter(t *testing.T, delay time.Duration, signal syscall.Signal, cmd *exec.Cmd) (exit int, errOut string) {
	t.Helper()
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	defer stdin.Close()
	var out bytes.Buffer
	cmd.Stderr = &out
	require.NoError(t, cmd.Start())
	time.Sleep(delay)
	require.NoError(t, cmd.Process.Signal(signal))
	hanging := time.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
	defer hanging.Stop()
	return exitOf(t, cmd.Wait()), out.String()
}

// Each signal by which people end a program stops the run, and none of them prints where it was.
func TestEverySignalStops(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGHUP, syscall.SIGTERM} {
		exit, errOut := -1, ""
		for delay := 50 * time.Millisecond; (exit == -1 || exit == exitUsage && strings.HasPrefix(errOut, "SIGQUIT")) && delay < 10*time.Second; delay *= 2 {
			exit, errOut = stopAfter(t, delay, signal, command(t.TempDir(), "validate", "-"))
		}
		assert.Equal(t, exitStopped, exit, "%s: %s", signal, errOut)
		assert.Equal(t, "stopped; nothing was written\n", errOut, signal)
	}
}

// With few descriptors a run ends well or writes nothing, and leaves nothing of its own either way.
func TestFewDescriptors(t *testing.T) {
	done := 0
	for _, n := range []string{"8", "9", "10", "11", "12", "16", "32"} {
		dir := t.TempDir()
		cmd := command(dir, "my-app", "--no-git")
		cmd.Args = append([]string{"sh", "-c", "ulimit -n " + n + ` && exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)
		cmd.Path = "/bin/sh"
		out, err := cmd.CombinedOutput()
		switch exitOf(t, err) {
		case exitDone:
			assert.Equal(t, []string{"my-app"}, listing(t, dir), "%s descriptors", n)
			assert.FileExists(t, filepath.Join(dir, "my-app", "types", "next-auth.d.ts"))
			done++
		default:
			assert.Contains(t, string(out), "too many open files; nothing was written", "%s descriptors", n)
			assert.Empty(t, listing(t, dir), "%s descriptors", n)
		}
	}
	assert.NotZero(t, done)
}

// A signal at any moment leaves either nothing or the whole project.
func TestInterruptedAtAnyMoment(t *testing.T) {
	interrupted := 0
	for delay := time.Duration(0); delay < 30*time.Millisecond; delay += time.Millisecond {
		dir := t.TempDir()
		cmd := command(dir, "my-app", "--no-git")
		require.NoError(t, cmd.Start())
		time.Sleep(delay)
		_ = cmd.Process.Signal(os.Interrupt)
		err := cmd.Wait()
		var exit *exec.ExitError
		switch {
		case err == nil:
			assert.Equal(t, []string{"my-app"}, listing(t, dir))
			assert.FileExists(t, filepath.Join(dir, "my-app", "types", "next-auth.d.ts"))
		case errors.As(err, &exit) && (exit.ExitCode() == exitStopped || exit.ExitCode() == -1):
			// -1: the signal came before the program could listen for it.
			interrupted++
			assert.Empty(t, listing(t, dir), "after %s: %v", delay, err)
		default:
			t.Fatalf("after %s: %v", delay, err)
		}
	}
	assert.NotZero(t, interrupted, "no signal arrived in time")
}

// slowTool puts a program of that name on the PATH that says it is there, by
// making the file "started", and then takes its time, with a child of its own.
func slowTool(t *testing.T, name string) (path string) {
	t.Helper()
	dir := t.TempDir()
	script := "#!/bin/sh\nmkdir -p node_modules/half\nsleep 60 &\n: > node_modules/started\nwait\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755))
	return dir + ":" + os.Getenv("PATH")
}

func waitFor(t *testing.T, path string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(path); err == nil {
			return
		}
		require.True(t, time.Now().Before(deadline), "%s does not appear", path)
	}
}

func TestInterruptedDuringTheInstall(t *testing.T) {
	dir := t.TempDir()
	cmd := command(dir, "my-app", "--install")
	cmd.Env = append(cmd.Env, "PATH="+slowTool(t, "npm"))
	var said bytes.Buffer
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	waitFor(t, filepath.Join(dir, "my-app", "node_modules", "started"))
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	assert.Equal(t, exitStopped, exitOf(t, cmd.Wait()))
	assert.FileExists(t, filepath.Join(dir, "my-app", "package.json"), "what is whole stays")
	assert.Contains(t, said.String(), "stopped; my-app is whole, only the install was stopped; go on with: cd my-app && npm install && ")
}

func TestInterruptedDuringTheInstallOfWhatIsAdded(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"package.json": `{"name": "web", "dependencies": {"next": "16.4.6"}}`, ".gitignore": "/x\n", "app/page.tsx": "page", "node_modules/mine": "x"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	cmd := command(dir, ".", "--install")
	cmd.Env = append(cmd.Env, "PATH="+slowTool(t, "npm"))
	var said bytes.Buffer
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	waitFor(t, filepath.Join(dir, "node_modules", "started"))
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	assert.Equal(t, exitStopped, exitOf(t, cmd.Wait()))
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	require.NoError(t, err)
	assert.Contains(t, string(text), "next-auth", "what is whole stays")
	assert.Contains(t, said.String(), "stopped; the project is whole, only the install was stopped; go on with: npm install && ")
}

// Of runs into one folder at the same moment one wins, whole.
func TestRunsIntoOneFolder(t *testing.T) {
	databases := []string{"sqlite", "postgresql", "mysql", "planetscale"}
	for _, prepare := range []func(dir string) error{
		func(string) error { return nil },
		func(dir string) error { return os.Mkdir(filepath.Join(dir, "my-app"), 0o755) },
	} {
		dir := t.TempDir()
		require.NoError(t, prepare(dir))
		var runs sync.WaitGroup
		results := make([]error, len(databases))
		for i, database := range databases {
			runs.Go(func() { results[i] = command(dir, "my-app", "--no-git", "--db", database).Run() })
		}
		runs.Wait()
		var won []string
		for i, err := range results {
			if exitOf(t, err) == 0 {
				won = append(won, databases[i])
			}
		}
		require.Len(t, won, 1)
		assert.Equal(t, []string{"my-app"}, listing(t, dir))

		again := t.TempDir()
		require.NoError(t, command(again, "my-app", "--no-git", "--db", won[0]).Run())
		for _, path := range []string{"package.json", "prisma/schema.prisma", "server/db/client.ts", ".env.example", "README.md"} {
			want, err := os.ReadFile(filepath.Join(again, "my-app", path))
			require.NoError(t, err)
			got, err := os.ReadFile(filepath.Join(dir, "my-app", path))
			require.NoError(t, err)
			assert.Equal(t, string(want), string(got), path)
		}
	}
}

// A run that is killed leaves one folder with a telling name at most, and the
// next run removes it.
func TestKilledAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	for delay := time.Duration(0); delay < 20*time.Millisecond; delay += time.Millisecond {
		cmd := command(dir, "my-app", "--no-git")
		require.NoError(t, cmd.Start())
		time.Sleep(delay)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		for _, name := range listing(t, dir) {
			if name != "my-app" {
				assert.Regexp(t, `^\.create-app-[0-9a-f]{12}\.tmp$`, name)
			}
		}
		require.NoError(t, os.RemoveAll(filepath.Join(dir, "my-app")))
	}
	require.NoError(t, command(dir, "my-app", "--no-git").Run())
	assert.Equal(t, []string{"my-app"}, listing(t, dir))
}

func TestAParentThatCannotBeWritten(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is forbidden to root")
	}
	dir := t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o555))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	cmd := command(dir, "my-app", "--no-git")
	var said bytes.Buffer
	cmd.Stderr = &said
	assert.Equal(t, exitFailed, exitOf(t, cmd.Run()))
	assert.Contains(t, said.String(), "permission denied; nothing was written\nhint: make the folder writable, or choose another place\n")
	assert.Empty(t, listing(t, dir))
}

func TestNobodyReadsWhatItSays(t *testing.T) {
	dir := t.TempDir()
	read, write, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, read.Close())
	cmd := command(dir, "my-app", "--no-git")
	cmd.Stdout, cmd.Stderr = write, write
	_ = cmd.Run()
	require.NoError(t, write.Close())
	assert.Equal(t, []string{"my-app"}, listing(t, dir))
	assert.FileExists(t, filepath.Join(dir, "my-app", "types", "next-auth.d.ts"))
}

func TestAStandardInputThatNeverEnds(t *testing.T) {
	read, write, err := os.Pipe()
	require.NoError(t, err)
	defer write.Close()
	defer read.Close()
	cmd := command(t.TempDir())
	cmd.Stdin = read
	assert.Equal(t, exitUsage, exitOf(t, cmd.Run()))
}

// A text of two bytes for each line would take a hundred times its size of memory, in one file or in several of a folder.
func TestASchemaThatIsTooDense(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	dense := strings.Repeat("a\n", 50_000)
	for path, text := range map[string]string{
		"package.json":           `{"dependencies": {"next": "16.4.5", "next-auth": "4.24.15", "prisma": "7.10.1"}}`,
		"prisma/schema/a.prisma": "datasource db {\n  provider = \"sqlite\"\n}\n", "prisma/schema/b.prisma": dense, "prisma/schema/c.prisma": dense,
		"one.prisma": dense + dense,
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, path), []byte(text), 0o600))
	}
	for _, args := range [][]string{
		{"validate"}, {"inspect"}, {"auth", "--check"}, {"db", "mysql", "--dry-run"}, {".", "--yes"}, {"validate", "prisma/schema"}, {"inspect", "--together", "prisma/schema"},
		{"validate", "one.prisma"}, {"validate", "-"}, {"inspect", "-"}, {"format", "-"}, {"format", "one.prisma"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			cmd := command(dir, args...)
			var said bytes.Buffer
			cmd.Stdin, cmd.Stderr = strings.NewReader(dense+dense), &said
			assert.Equal(t, exitFailed, exitOf(t, cmd.Run()))
			assert.Regexp(t, `more than 5\d{4} lines, which no (file of its kind has|files of their kind have); see whether it is what its name says`, said.String())
		})
	}
}
