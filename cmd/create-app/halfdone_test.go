package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a killed run has left half done is taken back before doctor --fix looks,
// and said by commands that write nothing.
func TestWhatAKilledRunLeft(t *testing.T) {
	const (
		before = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n}\n"
		half   = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n}\n"
		root   = "/home/ann/"
		state  = "/state/create-app/0123456789ab.json"
		left   = root + ".create-app-0123456789ab.tmp/"
	)
	for args, taken := range map[string]bool{"doctor": false, "doctor --fix": true, "doctor --fix --diff": false, "db mysql --dry-run": false, "db mysql --yes": true,
		"validate": false, "inspect": false, "format -l": false} {
		t.Run(args, func(t *testing.T) {
			env, _, errOut := testEnv(t, "XDG_STATE_HOME=/state")
			for path, text := range map[string]string{
				"schema.prisma": half,
				"package.json":  `{"dependencies":{"prisma":"7.10.1"}}`,
			} {
				require.NoError(t, afero.WriteFile(env.FS, root+path, []byte(text), 0o644))
			}
			journal := fmt.Sprintf(`{"steps":[{"path":"schema.prisma","kind":"modify","sum":"%s","was":"%s"}]}`, digest(half), digest(before))
			record := fmt.Sprintf(`{"path":"%s","journal":"%s"}`, strings.TrimSuffix(left, "/"), digest(journal))
			require.NoError(t, afero.WriteFile(env.FS, state, []byte(record), 0o600))
			require.NoError(t, env.FS.MkdirAll(left+"new", 0o700))
			require.NoError(t, afero.WriteFile(env.FS, left+"old/0", []byte(before), 0o644))
			require.NoError(t, afero.WriteFile(env.FS, left+"journal", []byte(journal), 0o600))

			run(strings.Fields(args), env)
			there, err := afero.DirExists(env.FS, left)
			require.NoError(t, err)
			assert.NotEqual(t, taken, there)
			schema, err := afero.ReadFile(env.FS, root+"schema.prisma")
			require.NoError(t, err)
			if taken {
				assert.Contains(t, errOut.String(), "had left its work half done in /home/ann; that was taken back")
				assert.NotContains(t, string(schema), "postgresql")
			} else {
				assert.Contains(t, errOut.String(), "has left its work half done in /home/ann; the next one that writes takes that back first")
				assert.Equal(t, half, string(schema))
			}
		})
	}
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// What came with a repository is no run's work: it is named where a command writes, and never obeyed.
func TestAStagingFolderThatCameWithTheProject(t *testing.T) {
	env, _, errOut := testEnv(t, "XDG_STATE_HOME=/state")
	const planted = "/home/ann/.create-app-0123456789ab.tmp/"
	for path, text := range map[string]string{
		"/home/ann/.env":          "SECRET=mine\n",
		"/home/ann/package.json":  `{"dependencies":{"prisma":"7.10.1"}}`,
		"/home/ann/schema.prisma": "datasource db {\n  provider = \"sqlite\"\n}\n",
		planted + "journal":       `{"dirs":[],"steps":[{"path":".env","kind":"delete"}]}`,
		planted + "old/0":         "planted",
	} {
		require.NoError(t, afero.WriteFile(env.FS, path, []byte(text), 0o600))
	}
	for _, args := range []string{"doctor", "doctor --fix", "validate", "my-app --yes --no-git"} {
		run(strings.Fields(args), env)
		text, err := afero.ReadFile(env.FS, "/home/ann/.env")
		require.NoError(t, err)
		assert.Contains(t, string(text), "SECRET=mine\n", args)
		there, err := afero.Exists(env.FS, planted+"old/0")
		require.NoError(t, err)
		assert.True(t, there, args)
	}
	assert.Contains(t, errOut.String(), ".create-app-0123456789ab.tmp was not made by a run of yours on this machine and is left alone")
}
