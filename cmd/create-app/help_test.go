package main

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
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

func TestHelpLeadsToThePageOfACommand(t *testing.T) {
	plain, _, _ := testEnv(t)
	commands := []*cobra.Command{newRootCmd(plain)}
	commands = append(commands, commands[0].Commands()...)
	for _, cmd := range commands {
		t.Run(cmd.Name(), func(t *testing.T) {
			page := pageOf(cmd)
			assert.FileExists(t, "../../docs/"+page)
			args := append(strings.Fields(cmd.CommandPath())[1:], "--help")
			env, out, _ := testEnv(t)
			env.Docs = "https://host.example/docs"
			require.Equal(t, exitDone, run(args, env))
			assert.True(t, strings.HasSuffix(out.String(), "\nDocumentation:\n  https://host.example/docs/"+page+"\n"), out.String())

			env, out, _ = testEnv(t)
			require.Equal(t, exitDone, run(args, env))
			assert.NotContains(t, out.String(), "Documentation:", "an address that nothing answers at")
		})
	}
}

func TestAnAddressWithoutAnOwnerIsNotShown(t *testing.T) {
	assert.Empty(t, docsUnder("https://github.com/OWNER/create-app"))
	assert.Equal(t, "https://host.example/ann/create-app/blob/v"+version+"/docs", docsUnder("https://host.example/ann/create-app"))
}
