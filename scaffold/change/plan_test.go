package change

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
)

func TestALinkInsideTheProjectStaysALink(t *testing.T) {
	sandbox.NeedsLinks(t)
	root := sandbox.Lay(t, map[string]string{"config/env": "A=b"})
	require.NoError(t, os.Symlink("config/env", filepath.Join(root, ".env")))
	plan, err := NewPlan(afero.NewOsFs(), root, []Edit{{Path: ".env", Content: []byte("A=c")}})
	require.NoError(t, err)
	_, err = disk(t).Apply(t.Context(), plan)
	require.NoError(t, err)
	after := sandbox.Snapshot(t, root)
	assert.Equal(t, "-> config/env", after[".env"])
	assert.Equal(t, "-rw-r--r-- A=c", after["config/env"])
}

func TestEditsStayBelowTheRoot(t *testing.T) {
	for _, path := range []string{"../x", "/etc/x", "a/../../x", ""} {
		_, err := NewPlan(afero.NewOsFs(), t.TempDir(), []Edit{{Path: path}})
		assert.ErrorContains(t, err, "is outside the project", path)
	}
}

func TestTreeAndDiff(t *testing.T) {
	files, edits := editsOfEveryKind()
	root := filepath.Join(sandbox.Lay(t, nil), "web")
	require.NoError(t, os.Mkdir(root, 0o755))
	for path, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(root, path)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(root, path), []byte(text+"\n"), 0o644))
	}
	for i := range edits {
		edits[i].Content = append(edits[i].Content, '\n')
	}
	edits = slices.DeleteFunc(edits, func(e Edit) bool { return strings.HasSuffix(e.Path, ".sql") })
	plan, err := NewPlan(afero.NewOsFs(), root, edits)
	require.NoError(t, err)
	assert.Equal(t, `web
├── change.txt (modify)
├── deep
│   └── er
│       └── new.txt
├── gone.txt (delete)
├── keep.txt (keep)
├── old
│   └── er
│       └── gone.txt (delete)
└── sub
    ├── change.txt (modify)
    └── secret.env
`, plan.Tree())
	assert.Equal(t, "2 new files, 2 changed, 2 deleted, 1 kept", plan.Count())
	assert.Equal(t, `--- a/change.txt
+++ b/change.txt
@@ -1 +1 @@
-old
+new
--- /dev/null
+++ b/deep/er/new.txt
@@ -0,0 +1 @@
+made
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-bye
--- a/old/er/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-bye
--- a/sub/change.txt
+++ b/sub/change.txt
@@ -1 +1 @@
-old too
+new too
--- /dev/null
+++ b/sub/secret.env
@@ -0,0 +1 @@
+hidden
`, plan.Diff(func(c Change) (before, after string) {
		if c.Secret {
			return "", "hidden\n"
		}
		return string(c.Before), string(c.After)
	}))
}

// A name may hold a line end and what looks like another head: git reads the one file that is meant.
func TestDiffNamesOneFile(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("without git, or where no file can be called so")
	}
	const name = "a\n+++ b\x1b\u202e \"\\/x.txt"
	dir := sandbox.Lay(t, map[string]string{name: "old\n"})
	plan, err := NewPlan(afero.NewOsFs(), dir, []Edit{{Path: name, Content: []byte("new\n")}})
	require.NoError(t, err)
	diff := plan.Diff(func(c Change) (before, after string) { return string(c.Before), string(c.After) })
	assert.Contains(t, diff, "--- \"a/a\\012+++ b\\033\\342\\200\\256 \\\"\\\\/x.txt\"\n")
	apply := exec.Command(git, "apply")
	apply.Dir, apply.Stdin = dir, strings.NewReader(diff)
	said, err := apply.CombinedOutput()
	require.NoError(t, err, string(said))
	text, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	assert.Equal(t, "new\n", string(text))
}
