package project

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/project/env"
)

var (
	saysSchema = regexp.MustCompile(`(?m)^Prisma schema loaded from (.*?)\.?$`)
	saysEnv    = regexp.MustCompile(`(?m)^Environment variables loaded from (.*)$`)
)

// TestAgreesWithPrismaCLI runs "prisma validate" in every layout that is about
// a rule of Prisma's, and compares which schema and which .env it says it
// loaded. It runs when PRISMA_CLI is set.
func TestAgreesWithPrismaCLI(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: nothing to compare with")
	}
	if os.Getenv("PRISMA_CLI") == "" {
		t.Skip("takes a second or two for each layout: set PRISMA_CLI=1 to run it")
	}
	asked := 0
	for _, l := range allLayouts() {
		if l.cli == 0 {
			continue
		}
		asked++
		cli, err := filepath.Abs(filepath.Join("..", ".tools", "prisma"+strconv.Itoa(l.cli), "node_modules", "prisma", "build", "index.js"))
		require.NoError(t, err)
		if _, err := os.Stat(cli); err != nil {
			t.Skip("Prisma's CLI is not installed: run .ci/dotenv-oracle.sh")
		}
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			dir := lay(t, l)
			said := askCLI(t, node, cli, dir, l.flag)
			p, err := Find(afero.NewOsFs(), dir, Options{Schema: l.flag})
			require.NoError(t, err)
			e, err := p.Environment(env.Vars{})
			require.NoError(t, err)
			compareWithCLI(t, p, e, said)
		})
	}
	require.Greater(t, asked, 40)
}

func compareWithCLI(t *testing.T, p *Project, e *Environment, said []byte) {
	if p.Schema.Path != "" && p.SchemaErr == nil && e.Conflict == nil {
		m := saysSchema.FindSubmatch(said)
		require.NotNil(t, m, "Prisma found no schema:\n%s", said)
		assert.Equal(t, string(m[1]), p.Rel(p.Schema.Path))
	} else {
		assert.Nil(t, saysSchema.FindSubmatch(said), "Prisma found a schema:\n%s", said)
	}
	conflict := regexp.MustCompile(`There is a conflict between env var`).Match(said)
	assert.Equal(t, conflict, e.Conflict != nil && !e.Conflict.differ, "%s", said)
	if p.Config != nil || conflict {
		return // jiti loads what the config says without a word
	}
	var files []string
	for _, f := range e.Files {
		files = append(files, p.Rel(f.Path))
	}
	var loaded []string
	for _, m := range saysEnv.FindAllSubmatch(said, -1) {
		loaded = append(loaded, string(m[1]))
	}
	assert.Equal(t, loaded, files, "%s", said)
}

func askCLI(t *testing.T, node, cli, dir, flag string) []byte {
	args := []string{cli, "validate"}
	if flag != "" {
		args = append(args, "--schema", flag)
	}
	cmd := exec.CommandContext(t.Context(), node, args...)
	cmd.Dir = dir
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NO_COLOR=1", "CHECKPOINT_DISABLE=1", "PRISMA_HIDE_UPDATE_MESSAGE=1",
		"PRISMA_SCHEMA_ENGINE_BINARY=/bin/true", "PRISMA_QUERY_ENGINE_LIBRARY=/bin/true",
	}
	said, err := cmd.CombinedOutput()
	if err != nil {
		_, failed := err.(*exec.ExitError)
		require.True(t, failed, "%v", err)
	}
	return said
}
