package validate

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/diag"
	"create-app/psl/syntax"
)

// TestProbesAgreeWithPrisma goes through schemas with many mistakes each, made
// to find out what Prisma does with configurations, native types, enums, views,
// composite types and MongoDB. With UPDATE_GOLDEN=1 Prisma is asked again.
func TestProbesAgreeWithPrisma(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(examples, "probes", "*.prisma"))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	texts := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		texts[strings.TrimSuffix(filepath.Base(name), ".prisma")] = string(text)
	}
	path := filepath.Join(examples, "probes", "prisma.json")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		recordProbes(t, path, texts)
	}
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	var golden map[string]found
	require.NoError(t, json.Unmarshal(data, &golden))
	for _, version := range oracle.Versions {
		for name, text := range texts {
			want, ok := golden[fmt.Sprintf("%d %s", version, name)]
			require.True(t, ok, "%s is not recorded; run with UPDATE_GOLDEN=1", name)
			list := judge(syntax.Version(version), text)
			assert.Equal(t, want.Errors, foundLines(list, diag.Error), "error lines of %s under %d", name, version)
			assert.Equal(t, want.Warnings, foundLines(list, diag.Warning), "warning lines of %s under %d", name, version)
		}
	}
}

func recordProbes(t *testing.T, path string, texts map[string]string) {
	t.Helper()
	golden := map[string]found{}
	for _, version := range oracle.Versions {
		prisma := oracle.ForTest(t, version)
		for name, text := range texts {
			answers, err := prisma.Ask(oracle.Request{Lint: true, Text: text})
			require.NoError(t, err)
			require.Empty(t, answers[0].Trap, name)
			golden[fmt.Sprintf("%d %s", version, name)] = found{Errors: findingLines(answers[0].Errors), Warnings: findingLines(answers[0].Warnings)}
		}
	}
	data, err := json.MarshalIndent(golden, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, append(data, '\n'), 0o644))
}
