package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project"
)

// written holds, a folder a version, what that version wrote for programs. A version that is out is never recorded
// again: RECORD_WRITTEN=1 makes the folder of a new one.
const written = "testdata/written"

func TestFormatsAreListed(t *testing.T) {
	page, err := os.ReadFile("../../docs/formats.md")
	require.NoError(t, err)
	listed := map[string]int{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\| .* \\| (\\d+) \\|$").FindAllSubmatch(page, -1) {
		listed[string(row[1])], err = strconv.Atoi(string(row[2]))
		require.NoError(t, err)
	}
	assert.Equal(t, formats(), listed)
}

// A program that reads what an earlier version wrote reads what this one writes, as long as the number is the same.
func TestFormatsKeepTheirFields(t *testing.T) {
	current := outputs(t)
	for name := range formats() {
		require.Contains(t, current, name)
	}
	if folder := filepath.Join(written, version); os.Getenv("RECORD_WRITTEN") != "" {
		require.NoDirExists(t, folder)
		require.NoError(t, os.MkdirAll(folder, 0o755))
		for name, text := range current {
			require.NoError(t, os.WriteFile(filepath.Join(folder, name+".json"), text, 0o644))
		}
	}
	files, err := filepath.Glob(filepath.Join(written, "*", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(filepath.Base(filepath.Dir(file))+"/"+name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			var before, now any
			require.NoError(t, json.Unmarshal(text, &before))
			require.NoError(t, json.Unmarshal(current[name], &now))
			for _, missing := range lost(before, now, name) {
				t.Error(missing)
			}
		})
	}
}

func TestLost(t *testing.T) {
	before := map[string]any{"a": 1.0, "b": []any{map[string]any{"c": "x"}}, "d": true}
	now := map[string]any{"a": "1", "b": []any{map[string]any{"e": "x"}}, "f": 1.0}
	assert.ElementsMatch(t, []string{"x.a was a float64 and is a string", "x.b[].c is gone", "x.d is gone"}, lost(before, now, "x"))
	assert.Empty(t, lost(before, before, "x"))
}

// lost says what a reader of the first value misses in the second. Lists are as their first entries.
func lost(before, now any, path string) []string {
	if got, want := fmt.Sprintf("%T", now), fmt.Sprintf("%T", before); got != want {
		return []string{fmt.Sprintf("%s was a %s and is a %s", path, want, got)}
	}
	var all []string
	switch before := before.(type) {
	case map[string]any:
		for key, value := range before {
			if next, there := now.(map[string]any)[key]; there {
				all = append(all, lost(value, next, path+"."+key)...)
			} else {
				all = append(all, path+"."+key+" is gone")
			}
		}
	case []any:
		if next := now.([]any); len(before) > 0 && len(next) > 0 {
			all = append(all, lost(before[0], next[0], path+"[]")...)
		} else if len(before) > 0 {
			all = append(all, path+" is empty")
		}
	}
	return all
}

// outputs is what the program writes now, by the names of formats: each command on a project on which it has the most
// to say.
func outputs(t *testing.T) map[string][]byte {
	t.Helper()
	env, _, errOut := testEnv(t)
	env.Runner = onPath{all: true}
	do := func(want int, args ...string) []byte {
		t.Helper()
		out := new(bytes.Buffer)
		env.Out, env.JSON, env.Dir = out, false, "/home/ann"
		require.Equal(t, want, run(args, env), "%q: %s", args, errOut)
		return out.Bytes()
	}
	firstLine := func(text []byte) []byte {
		line, _, _ := bytes.Cut(text, []byte("\n"))
		return line
	}
	all := map[string][]byte{
		"new":   do(exitDone, "app", "--json", "--diff", "--providers", "github", "--no-install", "--no-git"),
		"error": do(exitUsage, "app", "--json", "--db", "nothing"),
		"help":  do(exitDone, "help", "--json", "auth"),
	}
	do(exitDone, "app", "--yes", "--src-dir", "--next-auth", "4", "--no-install", "--no-git")
	do(exitDone, "-C", "app", "auth", "--yes", "--strategy", "database", "--with", "session", "--role", "user=User")
	manifest, err := afero.ReadFile(env.FS, "/home/ann/app/package.json")
	require.NoError(t, err)
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(manifest, &fields))
	all["record"] = fields[project.RecordKey]

	schema := "/home/ann/app/prisma/schema.prisma"
	text, err := afero.ReadFile(env.FS, schema)
	require.NoError(t, err)
	all["db"] = do(exitDone, "-C", "app", "db", "postgresql", "--json", "--diff")
	all["inspect"] = do(exitDone, "-C", "app", "inspect")

	require.NoError(t, afero.WriteFile(env.FS, schema, bytes.ReplaceAll(text, []byte("sessionToken "), []byte("token   ")), 0o644))
	all["auth"] = do(exitFailed, "-C", "app", "auth", "--check", "--json")
	all["doctor"] = do(exitFailed, "-C", "app", "doctor", "--json")
	all["format"] = firstLine(do(exitFailed, "-C", "app", "format", "--check", "--json"))
	require.NoError(t, afero.WriteFile(env.FS, schema, append(text, "\nmodel Lost {\n  id Int\n}\n"...), 0o644))
	all["validate"] = firstLine(do(exitFailed, "-C", "app", "validate", "--json"))
	return all
}

// Whatever version made a project, its answers are known.
func TestRecordsAreRead(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(written, "0.1.0", "record.json"))
	require.NoError(t, err)
	env, _, _ := testEnv(t)
	require.NoError(t, afero.WriteFile(env.FS, "/home/ann/package.json", []byte(`{"name":"app","`+project.RecordKey+`":`+string(text)+`}`), 0o644))
	found, err := project.Find(env.FS, env.Dir, project.Options{})
	require.NoError(t, err)
	assert.Equal(t, project.Record{
		Version: "0.1.0", DB: "sqlite", Auth: "nextauth", NextAuth: 4, Providers: []string{"github"}, Prisma: 7,
		Router: "app", SrcDir: true, ImportAlias: "@/*", PackageManager: "npm",
		Strategy: "database", With: []string{"session"}, Roles: map[string]string{"user": "User"},
	}, found.Record)
}
