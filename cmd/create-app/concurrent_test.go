//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rounds is how often runs are started at once; FAULTS_ROUNDS asks for more than the suite does.
func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("FAULTS_ROUNDS")); err == nil {
		return n
	}
	return 4
}

// Runs on one folder end as if one had come after the other.
func TestRunsOnOneFolder(t *testing.T) {
	schema := "generator client {\n  provider = \"prisma-client\"\n  output = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n\nmodel   A {\n  id Int @id\n}\n"
	project := map[string]string{
		"package.json":   `{"name": "web", "dependencies": {"next": "16.4.5", "react": "19.0.0"}}`,
		".gitignore":     "node_modules\n",
		"app/page.tsx":   "export default function Page() {}\n",
		"app/layout.tsx": "export default function Layout() {}\n",
		"tsconfig.json":  `{"compilerOptions": {"paths": {"@/*": ["./*"]}}}`,
	}
	withSchema := map[string]string{
		"prisma.config.ts":     "import \"dotenv/config\"\nexport default { schema: \"prisma/schema.prisma\", datasource: { url: process.env.DATABASE_URL } }\n",
		"prisma/schema.prisma": schema, ".env": "DATABASE_URL=\"file:./dev.db\"\n", "prisma/migrations/migration_lock.toml": "provider = \"sqlite\"\n", "prisma/migrations/1_init/migration.sql": "select 1;\n",
	}
	for name, test := range map[string]struct {
		files  []map[string]string
		first  string   // what is run alone, for comparison
		at     []string // what is run at once
		failed int      // how many of them may refuse
	}{
		"add":              {[]map[string]string{project}, ". --yes", []string{". --yes", ". --yes", ". --yes"}, 0},
		"doctor-fix":       {[]map[string]string{project, withSchema, {"package.json": `{"dependencies": {"next": "16.4.5", "next-auth": "4.24.15", "prisma": "7.10.1"}}`}}, "doctor --fix", []string{"doctor --fix", "doctor --fix", "doctor --fix"}, 3},
		"db":               {[]map[string]string{project, withSchema}, "db postgresql --yes", []string{"db postgresql --yes", "db postgresql --yes"}, 0},
		"format":           {[]map[string]string{project, withSchema}, "format", []string{"format", "format", "format", "format"}, 0},
		"auth":             {[]map[string]string{project, withSchema}, "auth --yes --next-auth 4", []string{"auth --yes --next-auth 4", "auth --yes --next-auth 4", "auth --yes --next-auth 4"}, 0},
		"format-with-auth": {[]map[string]string{project, withSchema}, "auth --yes --next-auth 4; format", []string{"auth --yes --next-auth 4", "format", "format"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			lay := func() string {
				dir := t.TempDir()
				for _, files := range test.files {
					for path, text := range files {
						require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755))
						require.NoError(t, os.WriteFile(filepath.Join(dir, path), []byte(text), 0o600))
					}
				}
				return dir
			}
			alone := lay()
			for line := range strings.SplitSeq(test.first, "; ") {
				out, err := command(alone, strings.Fields(line)...).CombinedOutput()
				require.True(t, err == nil || test.failed > 0, "%s", out)
			}
			want := contents(t, alone)
			for round := range rounds() {
				dir := lay()
				said := make([]string, len(test.at))
				codes := make([]error, len(test.at))
				var runs sync.WaitGroup
				for i, line := range test.at {
					runs.Go(func() {
						out, err := command(dir, strings.Fields(line)...).CombinedOutput()
						said[i], codes[i] = string(out), err
					})
				}
				runs.Wait()
				failed := 0
				for i := range codes {
					if codes[i] != nil {
						failed++
					}
					assert.NotContains(t, said[i], "lstat", test.at[i])
				}
				assert.LessOrEqual(t, failed, test.failed, "round %d: %v", round, said)
				require.Equal(t, want, contents(t, dir), "round %d: %v", round, said)
			}
		})
	}
}

// contents are all files of a project, with secrets that differ from run to run alike.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	secret := regexp.MustCompile(`[A-Za-z0-9+/]{43}=`)
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		below, _ := filepath.Rel(dir, path)
		all[below] = string(secret.ReplaceAll(text, []byte("SECRET")))
		return err
	}))
	return all
}
