//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// snippet is a file that docs/ci.md tells people to write: the block that has its name beside its language.
func snippet(t testing.TB, name string) string {
	t.Helper()
	page, err := os.ReadFile("../docs/ci.md")
	require.NoError(t, err)
	block := regexp.MustCompile("(?ms)^```\\w+ " + regexp.QuoteMeta(name) + "\n(.*?)^```$").FindSubmatch(page)
	require.NotNil(t, block, "docs/ci.md has no %s", name)
	return string(example(t).filled(block[1]))
}

// repository is a git repository with the program as a dev dependency and a schema to commit that is
// valid or not, and laid out or not.
func (m *machine) repository(schema string) string {
	m.t.Helper()
	dir := m.folder()
	write(m.t, filepath.Join(dir, "package.json"), `{"name":"app","version":"1.0.0","private":true}`)
	write(m.t, filepath.Join(dir, ".gitignore"), "node_modules\n")
	m.ok(dir, "npm", "install", "--silent", "--save-dev", "@example/create-app")
	for _, args := range [][]string{{"init", "--quiet"}, {"config", "user.name", "Ann"}, {"config", "user.email", "ann@example.com"}} {
		m.ok(dir, "git", args...)
	}
	m.ok(dir, "git", "add", "--all")
	m.ok(dir, "git", "commit", "--quiet", "--message", "start")
	write(m.t, filepath.Join(dir, "prisma/schema.prisma"), schema)
	m.ok(dir, "git", "add", "--all")
	return dir
}

const (
	validCrooked = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel  User {\n id Int @id\n}\n"
	validLaidOut = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel User {\n  id Int @id\n}\n"
	invalid      = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel User {\n  id Int @id\n  pet Pet\n}\n"
)

// Each hook of the page lays out what is committed and stops a commit of a schema that is not valid.
func TestHooks(t *testing.T) {
	m := newMachine(t)
	programs := filepath.Join(tools(t), "node_modules/.bin")
	hooks := map[string]func(m *machine, dir string){
		"lefthook": func(m *machine, dir string) {
			write(m.t, filepath.Join(dir, "lefthook.yml"), snippet(m.t, "lefthook.yml"))
			m.ok(dir, filepath.Join(programs, "lefthook"), "install")
		},
		"husky": func(m *machine, dir string) {
			write(m.t, filepath.Join(dir, "lint-staged.config.mjs"), snippet(m.t, "lint-staged.config.mjs"))
			hook := filepath.Join(dir, ".husky/pre-commit")
			write(m.t, hook, "#!/bin/sh\n"+snippet(m.t, ".husky/pre-commit"))
			require.NoError(m.t, os.Chmod(hook, 0o755))
			require.NoError(m.t, os.Symlink(filepath.Join(programs, "lint-staged"), filepath.Join(dir, "node_modules/.bin/lint-staged")))
			m.ok(dir, "git", "config", "core.hooksPath", ".husky")
		},
	}
	for name, install := range hooks {
		t.Run(name, func(t *testing.T) {
			m := m.in(t)
			dir := m.repository(validCrooked)
			install(m, dir)
			commit := func(message string) result {
				cmd := m.command(dir, "git", "commit", "--message", message)
				cmd.Env = append(cmd.Env, "LEFTHOOK_BIN="+filepath.Join(programs, "lefthook"))
				return m.run(cmd)
			}
			r := commit("a schema")
			require.Zero(t, r.code, r.err+r.out)
			assert.Equal(t, validLaidOut, m.ok(dir, "git", "show", "HEAD:prisma/schema.prisma"))

			write(t, filepath.Join(dir, "prisma/schema.prisma"), invalid)
			m.ok(dir, "git", "add", "prisma")
			r = commit("a broken schema")
			assert.NotZero(t, r.code)
			assert.Contains(t, r.out+r.err, "Pet")
			assert.Equal(t, "a schema\n", m.ok(dir, "git", "log", "-1", "--format=%s"))
		})
	}
}

// pre-commit builds the program from a clone of the repository at a tag, and leaves what a hook changed for the user to add.
func TestPreCommit(t *testing.T) {
	needs(t, "pre-commit")
	m := newMachine(t)
	source := filepath.Join(m.folder(), "source")
	m.ok(m.home, "git", "clone", "--quiet", "--no-hardlinks", root(t), source)
	about := example(t)
	m.ok(source, "git", "tag", "v"+versionOf(t, dist(t)))
	m.ok(m.home, "git", "config", "--global", "url."+source+".insteadOf", about.Repository)
	for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY"} { // what the build needs is here
		out, err := exec.Command("go", "env", name).Output()
		require.NoError(t, err)
		m.environment = append(m.environment, name+"="+strings.TrimSpace(string(out)))
	}
	dir := m.repository(validCrooked)
	write(t, filepath.Join(dir, ".pre-commit-config.yaml"), snippet(t, ".pre-commit-config.yaml"))
	m.ok(dir, "git", "add", "--all")
	m.ok(dir, "pre-commit", "install")

	r := m.run(m.command(dir, "git", "commit", "--message", "a schema"))
	assert.Equal(t, 1, r.code, r.out+r.err)
	assert.Contains(t, r.out+r.err, "formatted prisma/schema.prisma")
	m.ok(dir, "git", "add", "--all")
	m.ok(dir, "git", "commit", "--message", "a schema")
	assert.Equal(t, validLaidOut, m.ok(dir, "git", "show", "HEAD:prisma/schema.prisma"))

	write(t, filepath.Join(dir, "prisma/schema.prisma"), invalid)
	m.ok(dir, "git", "add", "prisma")
	r = m.run(m.command(dir, "git", "commit", "--message", "a broken schema"))
	assert.Equal(t, 1, r.code)
	assert.Contains(t, r.out+r.err, "Pet")
	assert.Equal(t, "a schema\n", m.ok(dir, "git", "log", "-1", "--format=%s"))
}

// root is the repository.
func root(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	return root
}

// The script of the action shows faults at their lines, from the root of the repository, and fails.
func TestAction(t *testing.T) {
	m := newMachine(t)
	action := m.folder()
	for from, to := range map[string]string{
		"action.sh": "release/action.sh", "testdata/about.json": "release/release.json", "../cmd/create-app/version.go": "cmd/create-app/version.go",
	} {
		text, err := os.ReadFile(from)
		require.NoError(t, err)
		write(t, filepath.Join(action, to), string(text))
	}
	run := func(m *machine, dir string, inputs ...string) (result, map[string]string) {
		temp := m.folder()
		outputs := filepath.Join(temp, "output")
		cmd := m.command(dir, "bash", filepath.Join(action, "release/action.sh"))
		cmd.Env = append(cmd.Env, "ACTION="+action, "GITHUB_ACTIONS=true", "GITHUB_WORKSPACE="+dir, "GITHUB_OUTPUT="+outputs,
			"GITHUB_STEP_SUMMARY="+filepath.Join(temp, "summary"), "RUNNER_TEMP="+temp, "CHECKS=validate format", "PATHS=", "VERSION=", "SARIF=false")
		cmd.Env = append(cmd.Env, inputs...)
		r := m.run(cmd)
		said := map[string]string{}
		text, _ := os.ReadFile(outputs)
		for line := range strings.Lines(string(text)) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			said[name] = value
		}
		return r, said
	}
	t.Run("faults", func(t *testing.T) {
		m := m.in(t)
		r, said := run(m, m.repository(invalid), "SARIF=true")
		assert.Equal(t, 1, r.code, r.err)
		assert.Regexp(t, `(?m)^::error file=prisma/schema\.prisma,line=7,.*Pet`, r.out)
		assert.Contains(t, r.out, "title=not formatted")
		log, err := os.ReadFile(said["sarif"])
		require.NoError(t, err)
		assert.Contains(t, string(log), `"uri": "prisma/schema.prisma"`)
	})
	t.Run("none", func(t *testing.T) {
		m := m.in(t)
		r, said := run(m, m.repository(validLaidOut))
		assert.Zero(t, r.code, r.out+r.err)
		assert.NotContains(t, r.out, "::error")
		assert.Empty(t, said)
	})
	t.Run("paths", func(t *testing.T) {
		m := m.in(t)
		dir := m.repository(validLaidOut)
		write(t, filepath.Join(dir, "other/a b.prisma"), invalid)
		r, _ := run(m, dir, "PATHS=other/a b.prisma\nprisma\n", "CHECKS=validate")
		assert.Equal(t, 1, r.code, r.err)
		assert.Contains(t, r.out, "::error file=other/a b.prisma,line=7,")
	})
	t.Run("unknown-check", func(t *testing.T) {
		m := m.in(t)
		r, _ := run(m, m.repository(validLaidOut), "CHECKS=validat; id")
		assert.Equal(t, 2, r.code)
		assert.Contains(t, r.out, "there is no check called validat;")
	})
}
