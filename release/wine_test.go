//go:build linux && amd64

package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// windows is Wine. What Wine's own faults hide is not tried: Wine 8 refuses the way in which Go deletes folders, so that
// staging folders stay behind there, and shows links as what they lead to.
type windows struct {
	t           testing.TB
	wine        string
	home        string
	environment []string
}

func newWindows(t *testing.T) *windows {
	t.Helper()
	const wine = "/usr/lib/wine/wine64"
	if !exists(wine) {
		t.Skip("Wine is not installed; Debian's packages wine64 and gcc-mingw-w64-x86-64-win32 bring what this needs")
	}
	needs(t, "x86_64-w64-mingw32-gcc")
	home := t.TempDir()
	w := &windows{t: t, wine: wine, home: home, environment: append(os.Environ(), "WINEPREFIX="+home+"/prefix", "WINEDEBUG=-all", "HOME="+home)}
	t.Cleanup(func() { // its services keep writing into the prefix
		for _, flag := range []string{"-k", "-w"} {
			stop := exec.Command("/usr/lib/wine/wineserver", flag)
			stop.Env = w.environment
			_ = stop.Run()
		}
	})
	code, out := w.wineRun(home, "wineboot", "-i")
	require.Zero(t, code, out)
	dll := filepath.Join(home, "prefix/drive_c/windows/system32/bcryptprimitives.dll")
	gcc, err := exec.Command("x86_64-w64-mingw32-gcc", "-shared", "-O", "-o", dll, "testdata/bcryptprimitives.c", "-ladvapi32").CombinedOutput()
	require.NoError(t, err, "%s", gcc)
	return w
}

// wineRun gives the exit code and what a Windows program prints, with the line ends of this system.
func (w *windows) wineRun(dir string, args ...string) (int, string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 4*patience) // Wine is slow
	defer cancel()
	cmd := exec.CommandContext(ctx, w.wine, args...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, w.environment, time.Second // a service of Wine keeps the streams
	out, _ := cmd.CombinedOutput()
	return cmd.ProcessState.ExitCode(), strings.ReplaceAll(string(out), "\r\n", "\n")
}

// program is where the released one is.
func (w *windows) program() string { return filepath.Join(w.home, "create-app.exe") }

func (w *windows) run(dir string, args ...string) (int, string) {
	w.t.Helper()
	return w.wineRun(dir, append([]string{w.program()}, args...)...)
}

func (w *windows) ok(dir string, args ...string) string {
	w.t.Helper()
	code, out := w.run(dir, args...)
	require.Zero(w.t, code, "%q: %s", args, out)
	return out
}

// The program for Windows does there what the one for this system does here.
func TestWindows(t *testing.T) {
	folder := dist(t)
	w := newWindows(t)
	archive := "create-app-" + versionOf(t, folder) + "-win32-x64"
	require.NoError(t, os.WriteFile(w.program(), unpacked(t, filepath.Join(folder, archive+".zip"), archive)["create-app.exe"], 0o755))
	here := t.TempDir()
	native := programOf(t, folder)
	want := filepath.Join(here, "want")
	require.NoError(t, os.Mkdir(want, 0o755))
	runs(t, want, native, "my-app", "--yes", "--no-install", "--no-git")

	// texts are a project's files; modes mean nothing on Windows, and staging folders stay under Wine.
	texts := func(root string) map[string]string {
		all := map[string]string{}
		for name, text := range tree(t, root) {
			if !strings.HasPrefix(name, ".create-app-") {
				_, all[name], _ = strings.Cut(text, "\n")
			}
		}
		return all
	}
	server := filepath.Join(w.home, "prefix/dosdevices/unc/server") // where Wine looks for what others share
	require.NoError(t, os.MkdirAll(server, 0o755))
	require.NoError(t, os.Symlink(here, filepath.Join(server, "share")))
	drive := func(path string) string { return "Z:" + strings.ReplaceAll(path, "/", `\`) }

	t.Run("version", func(t *testing.T) {
		assert.Regexp(t, `^create-app \S+ \(.*windows/amd64, go\S+\)\n$`, w.ok(here, "version"))
	})
	for name, dir := range map[string]struct{ typed, made string }{
		"name":        {"my-app", "my-app"},
		"backslashes": {`below\my-app`, "below/my-app"},
		"drive":       {drive(here) + `\drive\my-app`, "drive/my-app"},
		"drive-slash": {"Z:" + here + "/slash/my-app", "slash/my-app"},
		"share":       {`\\server\share\shared\my-app`, "shared/my-app"},
		"share-slash": {"//server/share/slashed/my-app", "slashed/my-app"},
		"long":        {`\\?\` + drive(here) + `\long\my-app`, "long/my-app"},
	} {
		t.Run(name, func(t *testing.T) {
			out := w.ok(here, dir.typed, "--yes", "--no-install", "--no-git")
			assert.Contains(t, out, "next:\n")
			assert.Contains(t, out, `--import-alias "@/*"`, "single quotes mean nothing to cmd.exe")
			assert.Equal(t, texts(filepath.Join(want, "my-app")), texts(filepath.Join(here, dir.made)))
		})
	}
	t.Run("names-that-windows-keeps", func(t *testing.T) {
		for _, name := range []string{"con", "aux", "nul", "com1", "lpt9", "con.app", `below\prn`} {
			code, out := w.run(here, name, "--yes", "--no-install", "--no-git")
			assert.Equal(t, 2, code, "%s: %s", name, out)
			assert.Contains(t, out, "cannot be a folder on Windows", name)
		}
	})
	t.Run("project", func(t *testing.T) {
		app := filepath.Join(here, "my-app")
		assert.Contains(t, w.ok(app, ".", "--yes", "--no-install"), "nothing to add")
		assert.Contains(t, w.ok(app, "auth", "--check"), "nothing to do")
		assert.Contains(t, w.ok(app, "doctor"), "no problems found")
		assert.Contains(t, w.ok(here, "-C", drive(app), "validate", `prisma\schema.prisma`), "valid")
		w.ok(app, "format", "--check")
		w.ok(app, "db", "postgresql", "--yes")
		runs(t, filepath.Join(want, "my-app"), native, "db", "postgresql", "--yes")
		password := regexp.MustCompile(`(postgres(?:ql)?://[^:]+:|POSTGRES_PASSWORD: )[^@\s]+`)
		masked := func(root string) map[string]string {
			all := texts(root)
			for name, text := range all {
				all[name] = password.ReplaceAllString(text, "$1")
			}
			return all
		}
		assert.Equal(t, masked(filepath.Join(want, "my-app")), masked(app))
	})
	t.Run("project-in-share", func(t *testing.T) {
		const app = `\\server\share\shared\my-app`
		assert.Contains(t, w.ok(here, "-C", app, "doctor"), "no problems found")
		assert.Contains(t, w.ok(here, "-C", app, "auth", "--check"), "nothing to do")
		assert.Contains(t, w.ok(here, "validate", app+`\prisma\schema.prisma`), "valid")
		assert.Contains(t, w.ok(here, "-C", app, "db", "mysql", "--yes"), "SQLite to MySQL")
		code, out := w.run(here, `\\server\share`, "--yes", "--no-install", "--no-git")
		assert.Equal(t, 2, code, out)
		assert.Contains(t, out, "is the root of the disk")
		code, out = w.run(here, `\\server\nothing\my-app`, "--yes", "--no-install", "--no-git")
		assert.Equal(t, 1, code, out)
		assert.Contains(t, out, "does not exist")
	})
	t.Run("line-ends", func(t *testing.T) {
		dir := filepath.Join(here, "crlf")
		write(t, filepath.Join(dir, "a.prisma"), strings.ReplaceAll(crooked, "\n", "\r\n"))
		write(t, filepath.Join(want, "crlf", "a.prisma"), strings.ReplaceAll(crooked, "\n", "\r\n"))
		w.ok(dir, "format", "a.prisma")
		runs(t, filepath.Join(want, "crlf"), native, "format", "a.prisma")
		assert.Equal(t, texts(filepath.Join(want, "crlf")), texts(dir))
	})
	t.Run("two-at-once", func(t *testing.T) {
		var both sync.WaitGroup
		codes := make([]int, 2)
		for i := range codes {
			both.Go(func() { codes[i], _ = w.run(here, "at-once", "--yes", "--no-install", "--no-git") })
		}
		both.Wait()
		assert.Contains(t, codes, 0)
		got := texts(filepath.Join(here, "at-once"))
		assert.Len(t, got, len(texts(filepath.Join(here, "below/my-app"))))
	})
}

// The tests of the packages that touch files pass on Windows. Wine 8 does not know how Go deletes on Windows 10 and newer; Go has
// another way, for older ones, which these builds take.
func TestPackagesOnWindows(t *testing.T) {
	w := newWindows(t)
	overlay := w.deletesAsBefore()
	for _, name := range []string{"scaffold/change", "project"} {
		t.Run(name, func(t *testing.T) {
			tests := filepath.Join(w.home, filepath.Base(name)+".test.exe")
			build := exec.Command("go", "test", "-overlay", overlay, "-c", "-o", tests, "./"+name)
			build.Dir, build.Env = "..", append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
			out, err := build.CombinedOutput()
			require.NoError(t, err, "%s", out)
			code, said := w.wineRun(filepath.Join("..", filepath.FromSlash(name)), tests, "-test.v")
			assert.Zero(t, code, "%s", regexp.MustCompile(`(?m)^(?:=== (?:RUN|PAUSE|CONT) | *--- PASS: ).*\n`).ReplaceAllString(said, ""))
			assert.Greater(t, strings.Count(said, "\n--- PASS: "), 15)
			for _, skipped := range regexp.MustCompile(`(?m)^ *--- SKIP: (\S+)`).FindAllStringSubmatch(said, -1) {
				t.Log("skipped there: ", skipped[1])
			}
		})
	}
}

// deletesAsBefore is a file for -overlay.
func (w *windows) deletesAsBefore() string {
	w.t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(w.t, err)
	file := filepath.Join(strings.TrimSpace(string(out)), "src/internal/syscall/windows/at_windows.go")
	text, err := os.ReadFile(file)
	require.NoError(w.t, err)
	const switched = "var TestDeleteatFallback bool"
	require.Contains(w.t, string(text), switched)
	changed, overlay := filepath.Join(w.home, "at_windows.go"), filepath.Join(w.home, "overlay.json")
	write(w.t, changed, strings.Replace(string(text), switched, "var TestDeleteatFallback = true", 1))
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{file: changed}})
	require.NoError(w.t, err)
	write(w.t, overlay, string(replace))
	return overlay
}
