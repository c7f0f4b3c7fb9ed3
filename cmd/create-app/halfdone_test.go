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
		left   = root + ".create-app-0123456789ab.tmp/"
	)
	for args, taken := range map[string]bool{"doctor": false, "doctor --fix": true, "doctor --fix --diff": false, "db mysql --dry-run": false, "db mysql --yes": true} {
		t.Run(args, func(t *testing.T) {
			env, _, errOut := testEnv(t)
			digest := sha256.Sum256([]byte(half))
			for path, text := range map[string]string{
				"schema.prisma": half,
				"package.json":  `{"dependencies":{"prisma":"7.10.1"}}`,
			} {
				require.NoError(t, afero.WriteFile(env.FS, root+path, []byte(text), 0o644))
			}
			journal := fmt.Sprintf(`{"dirs":null,"steps":[{"path":"schema.prisma","kind":"modify","sum":"%s"}]}`, hex.EncodeToString(digest[:]))
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
