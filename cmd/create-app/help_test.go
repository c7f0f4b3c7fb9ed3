package main

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHelpFitsTheTerminal(t *testing.T) {
	plain, _, _ := testEnv(t)
	commands := []string{""}
	for _, cmd := range newRootCmd(plain).Commands() {
		commands = append(commands, cmd.Name())
	}
	for _, width := range []int{80, 40} {
		for _, name := range commands {
			t.Run(fmt.Sprintf("%s/%d", cmp.Or(name, "root"), width), func(t *testing.T) {
				env, out, errOut := testEnv(t)
				env.Width, env.OutTerminal, env.NoColor = width, true, true
				require.Equal(t, exitDone, run(append(strings.Fields(name), "--help", "--no-color"), env))
				assert.Empty(t, errOut.String())
				before, rest, found := strings.Cut(out.String(), "\nExamples:\n")
				if found {
					_, rest, _ = strings.Cut(rest, "\n\n")
				}
				for line := range strings.SplitSeq(before+rest, "\n") {
					assert.LessOrEqual(t, len([]rune(line)), width, line)
				}
				assert.Contains(t, out.String(), "--help")
			})
		}
	}
}

func TestHelpInAPipeHasTheUsualWidth(t *testing.T) {
	env, out, _ := testEnv(t)
	env.Width = 40
	require.Equal(t, exitDone, run([]string{"db", "--help"}, env))
	assert.Regexp(t, `\n      --dry-run +show what would change, write nothing\n`, out.String())
}
