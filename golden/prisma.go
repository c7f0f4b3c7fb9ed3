package golden

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

//go:embed prisma.mjs
var prismaProgram string

// Schema is a schema and what Prisma says of it.
type Schema struct {
	Name      string   `json:"name"`
	Text      string   `json:"text"`
	Formatted string   `json:"formatted"` // as Prisma's formatter would have it
	Errors    []string `json:"errors"`    // what Prisma's parser rejects
}

// AskPrisma runs schemas through the parser and formatter of Prisma's major version, 6 or 7, as installed by
// `make oracle` below root, the top folder of the repo. The test is skipped where node or the parser is missing.
func AskPrisma(t testing.TB, root string, major string, schemas []Schema) []Schema {
	t.Helper()
	folder := filepath.Join(root, ".tools", "oracle", major)
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "@prisma", "prisma-schema-wasm")); err != nil {
		t.Skipf("Prisma %s's parser is not installed; run: make oracle", major)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed, and Prisma's parser runs on it")
	}
	question, err := json.Marshal(schemas)
	require.NoError(t, err)
	cmd := exec.Command(node, "--input-type=module", "-e", prismaProgram, folder)
	cmd.Stdin = bytes.NewReader(question)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	answer, err := cmd.Output()
	require.NoError(t, err, "%s", complaints.String())
	var answers []Schema
	require.NoError(t, json.Unmarshal(answer, &answers))
	require.Len(t, answers, len(schemas))
	return answers
}
