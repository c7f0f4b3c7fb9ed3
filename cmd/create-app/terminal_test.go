//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
)

// patience is far more than any step here takes on a busy machine.
const patience = 30 * time.Second

// tooLong is less than the five seconds for which bubbletea would wait for a
// terminal's answer.
const tooLong = 4 * time.Second

// session is create-app on a terminal that shows what it is sent and never
// answers a question about itself.
type session struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	dir  string
	mu   sync.Mutex
	seen bytes.Buffer // since the last expect
	all  bytes.Buffer
	more chan struct{}
}

func start(t *testing.T, size pty.Winsize, environment []string, args ...string) *session {
	t.Helper()
	s := &session{t: t, cmd: exec.Command("create-app", args...), dir: t.TempDir(), more: make(chan struct{}, 1)}
	s.cmd.Dir = s.dir
	for _, pair := range os.Environ() {
		if name, _, _ := strings.Cut(pair, "="); name != "CI" && name != "NO_COLOR" && name != "ACCESSIBLE" && name != "XDG_CONFIG_HOME" && !strings.HasPrefix(name, "LC_") && !strings.HasPrefix(name, "CREATE_APP_") {
			s.cmd.Env = append(s.cmd.Env, pair)
		}
	}
	s.cmd.Env = append(append(s.cmd.Env, "TERM=xterm-256color", "LANG=C.UTF-8", "HOME="+t.TempDir(), "PATH="+fakeTools(t)+":"+os.Getenv("PATH")), environment...)
	tty, err := pty.StartWithSize(s.cmd, &size)
	require.NoError(t, err)
	s.tty = tty
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); _ = tty.Close() })
	go s.watch()
	return s
}

// fakeTools is a folder with an npm and a git that do nothing, so that the
// wizard asks about them on every machine.
func fakeTools(t *testing.T) string {
	dir := t.TempDir()
	for _, name := range []string{"npm", "git"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o755))
	}
	return dir
}

func (s *session) watch() {
	buffer := make([]byte, 4096)
	for {
		n, err := s.tty.Read(buffer)
		s.mu.Lock()
		s.seen.Write(buffer[:n])
		s.all.Write(buffer[:n])
		s.mu.Unlock()
		select {
		case s.more <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *session) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// everything is all that was ever shown.
func (s *session) everything() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

// expect waits until text has appeared since the last expect.
func (s *session) expect(text string) {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		at := bytes.Index(s.seen.Bytes(), []byte(text))
		if at >= 0 {
			s.seen.Next(at + len(text))
		}
		s.mu.Unlock()
		if at >= 0 {
			return
		}
		select {
		case <-s.more:
		case <-deadline:
			s.t.Fatalf("%q did not appear; on the screen:\n%s", text, s.text())
		}
	}
}

// until waits until all that was ever shown is as wanted.
func (s *session) until(wanted func(all string) bool) {
	s.t.Helper()
	deadline := time.After(patience)
	for !wanted(s.everything()) {
		select {
		case <-s.more:
		case <-deadline:
			s.t.Fatalf("that did not appear; all there was:\n%q", s.everything())
		}
	}
}

func (s *session) send(keys string) {
	s.t.Helper()
	_, err := io.WriteString(s.tty, keys)
	require.NoError(s.t, err)
}

// ends waits for the program to end with that exit code.
func (s *session) ends(code int) {
	s.t.Helper()
	done := make(chan error, 1)
	go func() { done <- s.cmd.Wait() }()
	select {
	case err := <-done:
		var exit *exec.ExitError
		got := 0
		if errors.As(err, &exit) {
			got = exit.ExitCode()
		}
		require.Equal(s.t, code, got, "on the screen:\n%s", s.text())
	case <-time.After(patience):
		s.t.Fatalf("it does not end; on the screen:\n%s", s.text())
	}
}

// holds wants the working directory to hold exactly these.
func (s *session) holds(names ...string) {
	s.t.Helper()
	entries, err := os.ReadDir(s.dir)
	require.NoError(s.t, err)
	got := []string{}
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	assert.ElementsMatch(s.t, names, got)
}

var normal = pty.Winsize{Rows: 24, Cols: 80}

func TestNoCommandWaitsForTheTerminal(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--help"}, {"completion", "bash"}, {"my-app", "--yes", "--no-git"}, {"--nope"}} {
		t.Run(args[0], func(t *testing.T) {
			begun := time.Now()
			s := start(t, normal, nil, args...)
			err := s.cmd.Wait()
			var exit *exec.ExitError
			if err != nil {
				require.ErrorAs(t, err, &exit)
			}
			assert.Less(t, time.Since(begun), tooLong)
			assert.Empty(t, queries(s.everything()))
		})
	}
}

func TestTheFirstQuestionDoesNotWaitForTheTerminal(t *testing.T) {
	begun := time.Now()
	s := start(t, normal, nil)
	s.expect("Where should the project go?")
	assert.Less(t, time.Since(begun), tooLong)
	s.send(esc)
	s.ends(exitStopped)
	assert.Empty(t, queries(s.everything()))
}

// queries are the questions to the terminal in what was printed: for colours,
// the cursor's place, and what kind of terminal it is.
func queries(text string) []string {
	return regexp.MustCompile(`\x1b\]1[01];\?|\x1b\[\??6n|\x1b\[[>=]?0?c|\x1bP\+q`).FindAllString(text, -1)
}

const (
	enter = "\r"
	down  = "\x1b[B"
	ctrlC = "\x03"
	esc   = "\x1b"
)

const back = "\x1b[Z" // shift+tab

func TestTheWizardMakesAProject(t *testing.T) {
	s := start(t, normal, nil)
	s.expect("Where should the project go?")
	s.send("web" + enter)
	s.expect("Which database?")
	s.send(down + enter)
	s.expect("How do people sign in?")
	s.send(down + " " + enter)
	s.expect("Which package manager?")
	s.send(enter)
	s.expect("Install the packages now?")
	s.send(down + enter)
	s.expect("Make a git repository?")
	s.send(back) // and forth
	s.expect("Install the packages now?")
	s.send(enter)
	s.expect("Make a git repository?")
	s.send(down + enter)
	s.expect("Keep the rest as it is?")
	s.send(enter)
	s.expect("review")
	s.expect("$ create-app web --db postgresql ")
	s.send(enter)
	s.expect("made web in ")
	s.ends(exitDone)
	s.holds("web")
	text, err := os.ReadFile(filepath.Join(s.dir, "web", "prisma", "schema.prisma"))
	require.NoError(t, err)
	assert.Contains(t, string(text), `provider = "postgresql"`)
	record := s.everything()[strings.LastIndex(s.everything(), leaveScreen):]
	for _, line := range []string{"Folder        web", "Database      PostgreSQL", "Sign in with  GitHub, Google", "Install       later", "Git           no repository"} {
		assert.Contains(t, record, line, "what stays on the terminal")
	}
}

// leaveScreen is what gives the terminal its old content back.
const leaveScreen = "\x1b[?1049l"

func TestTheWizardAsksOnlyWhatIsOpen(t *testing.T) {
	s := start(t, normal, []string{"CREATE_APP_GIT=false"}, "web", "--db", "mysql", "--auth", "none", "--no-install")
	s.expect("Which package manager?")
	assert.NotContains(t, s.everything(), "Which database?")
	s.send("f")
	s.expect("review")
	s.send(esc)
	s.expect("stopped; nothing was written")
	s.ends(exitStopped)
	s.holds()
}

// Answers are offered again, unless that is not wanted.
func TestTheWizardRemembers(t *testing.T) {
	home := "HOME=" + t.TempDir()
	s := start(t, normal, []string{home}, "--no-install", "--no-git")
	s.expect("Where should the project go?")
	s.send("web" + enter)
	s.expect("Which database?")
	s.send(down + down + "f")
	s.expect("review")
	s.send(enter)
	s.expect("made web in ")
	s.ends(exitDone)

	s = start(t, normal, []string{home})
	s.expect("MySQL")
	s.expect("(your last answer)")
	s.send(esc)
	s.ends(exitStopped)

	s = start(t, normal, []string{home}, "--no-remember")
	s.expect("SQLite")
	s.send(esc)
	s.ends(exitStopped)
	assert.NotContains(t, s.everything(), "your last answer")
}

func TestWrongFlagsAreRefusedBeforeTheFirstQuestion(t *testing.T) {
	s := start(t, normal, nil, "--db", "mongo")
	s.expect(`error: --db: unknown database "mongo"`)
	s.ends(exitUsage)
}

// On every page Esc, Ctrl-C and a signal leave, give the terminal back, and
// leave the disk as it was.
func TestLeavingTheWizardLeavesTheDisk(t *testing.T) {
	pages := []struct{ name, keys, shows string }{
		{"folder", "", "Where should the project go?"},
		{"database", "web" + enter, "Which database?"},
		{"sign-in", enter, "How do people sign in?"},
		{"packages", enter, "Which package manager?"},
		{"install", enter, "Install the packages now?"},
		{"git", enter, "Make a git repository?"},
		{"more", enter, "Keep the rest as it is?"},
		{"review", enter, "review"},
		{"edit", "e", "Which answer do you want to change?"},
		{"opened", back + back + down + enter, "Which router of Next.js?"},
		{"alias", enter + enter + enter + enter, "How do imports"},
	}
	for name, leave := range waysOut() {
		for last := range pages {
			t.Run(name+"/"+pages[last].name, func(t *testing.T) {
				t.Parallel()
				s := start(t, normal, nil)
				for _, page := range pages[:last+1] {
					s.send(page.keys)
					s.expect(page.shows)
				}
				leave(s)
				s.expect(leaveScreen)
				s.expect("stopped; nothing was written")
				s.ends(exitStopped)
				s.holds()
			})
		}
	}
}

// waysOut are the ways to leave a page.
func waysOut() map[string]func(s *session) {
	return map[string]func(s *session){
		"esc":     func(s *session) { s.send(esc) },
		"ctrl-c":  func(s *session) { s.send(ctrlC) },
		"sigterm": func(s *session) { require.NoError(s.t, s.cmd.Process.Signal(syscall.SIGTERM)) },
	}
}

// The same in a project, which stays as it is.
func TestLeavingAProjectLeavesTheDisk(t *testing.T) {
	pages := []struct {
		name  string
		args  string
		steps []string // what is shown, and the keys that lead on
	}{
		{"menu", "", []string{"What next?"}},
		{"add", "", []string{"What next?", enter, "How do people sign in?"}},
		{"add-review", ".", []string{"How do people sign in?", "f", " new files"}},
		{"auth-review", "auth --providers github --strategy database", []string{"write these changes"}},
		{"db", "db", []string{"Move to which database?"}},
		{"db-review", "db mysql", []string{"move it"}},
		{"doctor-review", "doctor --fix", []string{"what --fix cures"}},
	}
	for name, leave := range waysOut() {
		for _, page := range pages {
			t.Run(name+"/"+page.name, func(t *testing.T) {
				t.Parallel()
				dir := aProject(t)
				before := sandbox.Snapshot(t, dir)
				s := start(t, normal, nil, append([]string{"-C", dir}, strings.Fields(page.args)...)...)
				for i, step := range page.steps {
					if i%2 == 0 {
						s.expect(step)
					} else {
						s.send(step)
					}
				}
				leave(s)
				s.expect(leaveScreen)
				s.ends(exitStopped)
				assert.Equal(t, before, sandbox.Snapshot(t, dir))
			})
		}
	}
}

func TestTheWizardStopsOnASignalLineByLine(t *testing.T) {
	s := start(t, normal, []string{"ACCESSIBLE=1"})
	s.expect("Where should the project go?")
	require.NoError(t, s.cmd.Process.Signal(os.Interrupt))
	s.ends(exitStopped)
	s.holds()
}

// A wizard that waits does nothing.
func TestWaitingCostsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes ten seconds")
	}
	s := start(t, normal, nil)
	s.expect("Where should the project go?")
	time.Sleep(500 * time.Millisecond)
	before := processorTime(t, s.cmd.Process.Pid)
	time.Sleep(10 * time.Second)
	assert.Less(t, processorTime(t, s.cmd.Process.Pid)-before, 50*time.Millisecond)
	s.send(esc)
	s.ends(exitStopped)
}

// processorTime is what a process has used so far.
func processorTime(t *testing.T, pid int) time.Duration {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Skipf("the time that a process has used is read from /proc: %s", err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	ticks := 0
	for _, field := range fields[11:13] { // utime, stime; a tick is 10 ms
		n, err := strconv.Atoi(field)
		require.NoError(t, err)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

func TestTheWizardRefusesABadName(t *testing.T) {
	s := start(t, normal, nil, "--db", "sqlite")
	s.expect("Where should the project go?")
	s.send("My App" + enter)
	s.expect("has upper case letters")
	s.send(ctrlC)
	s.ends(exitStopped)
}

func TestTheWizardLineByLine(t *testing.T) {
	for name, how := range map[string][]string{"variable": {"ACCESSIBLE=1"}, "flag": {"", "--accessible"}, "dumb-terminal": {"TERM=dumb"}, "no-terminal-type": {"TERM="}} {
		t.Run(name, func(t *testing.T) {
			s := start(t, normal, how[:1], append([]string{"--package-manager", "npm", "--no-git", "--no-install"}, how[1:]...)...)
			s.expect("Question 1 of 4. Where should the project go?")
			s.send("web\n")
			s.expect("Which database?")
			s.expect("Enter alone gives: SQLite.")
			s.send("back\n")
			s.expect("Enter alone gives: web.")
			s.send("\n")
			s.expect("Which database?")
			s.send("mysql\n")
			s.expect("How do people sign in?")
			s.send("no sign-in\n")
			s.expect("Keep the rest as it is?")
			s.send("\n")
			s.expect("The same without questions:")
			s.send("y\n")
			s.expect("made web in ")
			s.ends(exitDone)
			s.holds("web")
			assert.NotContains(t, s.everything(), "\x1b", "nothing is drawn")
		})
	}
}

// An input that ends is no answer.
func TestTheWizardLineByLineStopsAtTheEndOfInput(t *testing.T) {
	s := start(t, normal, []string{"ACCESSIBLE=1"})
	s.expect("Where should the project go?")
	s.send("web\n")
	s.expect("Which database?")
	s.send("\x04")
	s.ends(exitStopped)
	s.holds()
}

// holding is a folder with these files.
func holding(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	return dir
}

// aProject has something that doctor --fix cures: everybody can read .env.
func aProject(t *testing.T) string {
	return holding(t, map[string]string{
		"package.json":         `{"name": "web", "dependencies": {"next": "16.4.6", "next-auth": "4.24.13", "@prisma/client": "6.19.0"}}`,
		".env":                 "DATABASE_URL=\"file:./dev.db\"\nNEXTAUTH_SECRET=\"0123456789abcdef0123456789abcdef\"\n",
		"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel A {\n  id Int @id\n}\n",
		"app/page.tsx":         "export default function Page() { return null }\n",
	})
}

func TestInAProjectItOffersWhatMakesSense(t *testing.T) {
	s := start(t, normal, nil, "-C", aProject(t))
	s.expect("There is a project here. What next?")
	s.expect("move to another database")
	s.send(down + down + enter)
	s.expect("Move to which database?")
	s.expect("PostgreSQL") // the first: what the project is on is not offered
	s.send(enter)
	s.expect("SQLite to PostgreSQL")
	s.send(esc)
	s.expect("stopped; nothing was written")
	s.ends(exitStopped)
}

func TestInAProjectANewOneGoesElsewhere(t *testing.T) {
	dir := aProject(t)
	s := start(t, normal, nil, "-C", dir)
	s.expect("There is a project here.")
	s.send(up + enter)
	s.expect("Where should the project go?")
	s.expect(filepath.Join(filepath.Dir(dir), "my-app")[1:]) // behind the cursor
	s.send(esc)
	s.ends(exitStopped)
}

const up = "\x1b[A"

func TestDBAsksForTheDatabase(t *testing.T) {
	s := start(t, normal, nil, "-C", aProject(t), "db")
	s.expect("Move to which database?")
	s.send(ctrlC)
	s.expect("stopped; nothing was written")
	s.ends(exitStopped)
}

func TestDoctorShowsItsCuresAndAsks(t *testing.T) {
	dir := aProject(t)
	s := start(t, normal, nil, "-C", dir, "doctor", "--fix")
	s.expect("what --fix cures")
	s.expect("enter")
	s.send(esc)
	s.ends(exitStopped)
	info, err := os.Stat(filepath.Join(dir, ".env"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o644), info.Mode().Perm(), "nothing was cured")

	s = start(t, normal, nil, "-C", dir, "doctor", "--fix", "--yes")
	s.expect("cured: env-readable")
}

func TestAFullFolderIsAskedAbout(t *testing.T) {
	dir := holding(t, map[string]string{"full/next.config.ts": "mine\n"})
	s := start(t, normal, nil, "-C", dir, "full", "--no-install", "--no-git")
	s.expect("The folder is not empty: what now?")
	s.send(down + "f")
	s.expect("review")
	s.send(enter)
	s.expect("made full in ")
	s.ends(exitDone)
	text, err := os.ReadFile(filepath.Join(dir, "full", "next.config.ts"))
	require.NoError(t, err)
	assert.Equal(t, "mine\n", string(text))
}

// Ctrl-C while packages install ends that and nothing else.
func TestCtrlCDuringTheInstall(t *testing.T) {
	s := start(t, normal, []string{"PATH=" + slowTool(t, "npm")}, "web", "--install", "--no-git", "--yes")
	s.expect("made web in ")
	s.expect("installing with npm")
	waitFor(t, filepath.Join(s.dir, "web", "node_modules", "started"))
	s.send(ctrlC)
	s.expect("stopped; web is whole, only the install was stopped; go on with:")
	s.ends(exitStopped)
	s.holds("web")
}

// The error stands last, with what helps: what the tool said may be long.
func TestAFailedInstallEndsWithTheError(t *testing.T) {
	tools := t.TempDir()
	const npm = "#!/bin/sh\nfor i in $(seq 60); do echo \"npm error line $i\"; done >&2\nexit 7\n"
	require.NoError(t, os.WriteFile(filepath.Join(tools, "npm"), []byte(npm), 0o755))
	s := start(t, pty.Winsize{Rows: 24, Cols: 400}, []string{"PATH=" + tools + ":" + os.Getenv("PATH"), "TMPDIR=" + tools}, "web", "--install", "--no-git", "--yes")
	s.expect("made web in ")
	s.expect("npm error line 60\r\n")
	s.expect("next:")
	s.expect(`error: "npm install" failed (exit status 7); the project is complete but its packages are missing` + "\r\n")
	s.expect("hint: look at what npm says above, then go on with: cd ")
	s.expect("/web && npm install\r\n")
	s.expect("hint: all that npm said is in ")
	_ = s.cmd.Wait()
	s.until(func(all string) bool { return strings.HasSuffix(all, ".log\r\n") })
	all := s.everything()
	assert.NotContains(t, all, "npm error line 1\r\n", "only the end of it is shown")
	text, err := os.ReadFile(strings.TrimSpace(all[strings.LastIndex(all, " ")+1:]))
	require.NoError(t, err)
	assert.Contains(t, string(text), "npm error line 1\n")
	assert.FileExists(t, filepath.Join(s.dir, "web", "package.json"))
}

// What is printed rather than drawn breaks its lines between words, too. Lines of
// files, which begin with a bar, stay whole: they are there to be copied.
func TestLinesFitTheTerminal(t *testing.T) {
	dir := aProject(t)
	outside := filepath.Join("..", "..", "a-folder-far-away", "my-app")
	for _, columns := range []uint16{40, 80} {
		for name, args := range map[string][]string{"doctor": {"doctor"}, "auth": {"auth", "--check"}, "error": {outside, "--yes"}, "usage": {"--db", "postgress"}} {
			t.Run(fmt.Sprintf("%s/%d", name, columns), func(t *testing.T) {
				s := start(t, pty.Winsize{Rows: 24, Cols: columns}, nil, append([]string{"-C", dir}, args...)...)
				_ = s.cmd.Wait()
				s.until(func(all string) bool { return strings.HasSuffix(all, "\n") })
				for line := range strings.Lines(ansi.Strip(s.everything())) {
					line = strings.TrimRight(line, "\r\n")
					if !strings.HasPrefix(strings.TrimSpace(line), "|") && strings.Contains(strings.TrimSpace(line), " ") {
						assert.LessOrEqual(t, ansi.StringWidth(line), int(columns), line)
					}
				}
			})
		}
	}
}
