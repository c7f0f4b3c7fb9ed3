package psl_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAProgramOutsideTheModule builds the program in testdata/outside in a module
// of its own, which has this one only as a dependency, and runs it: what it needs
// of the language is in the short way in, and nothing of it is internal.
func TestAProgramOutsideTheModule(t *testing.T) {
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command to build it with")
	}
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	for from, to := range map[string]string{filepath.Join("testdata", "outside", "main.go"): "main.go", filepath.Join("..", "go.sum"): "go.sum"} {
		text, err := os.ReadFile(from)
		require.NoError(t, err)
		write(to, string(text))
	}
	write("go.mod", "module example.com/outside\n\ngo 1.26\n\nrequire create-app v0.0.0\n\nreplace create-app => "+root+"\n")
	write("schema.prisma", "/// Who signs in.\nmodel User {\n  id Int @id\n}\n\nmodel Post {\n    title String @id\n}\n")

	build := exec.Command(tool, "build", "-mod=mod", "-o", "outside", ".")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-trimpath")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))

	run := exec.Command(filepath.Join(dir, "outside"), "schema.prisma")
	run.Dir = dir
	out, err = run.CombinedOutput()
	require.NoError(t, err, string(out))
	assert.Equal(t, `User: Who signs in.
Post: 
/// Who signs in.
model User {
  id    Int     @id
  email String? @unique
}

model Post {
  title String @id
}
`, string(out))
}
