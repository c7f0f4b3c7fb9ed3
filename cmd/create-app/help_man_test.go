package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The manual pages and --json say what --help says: every flag, every command.
func TestManPagesAndJSONHaveAllOfTheHelp(t *testing.T) {
	plain, _, _ := testEnv(t)
	root := newRootCmd(plain)
	root.InitDefaultHelpCmd()
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		t.Run(cmd.CommandPath(), func(t *testing.T) {
			args := strings.Fields(strings.TrimPrefix(cmd.CommandPath(), "create-app"))
			page := helpIn(t, append([]string{"help", "--man"}, args...))
			name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
			assert.True(t, strings.HasPrefix(page, ".TH "+roff(strings.ToUpper(name))+" 1 "), page)
			assert.Contains(t, page, roff(name)+` \- `+roff(cmd.Short))
			var help commandHelp
			require.NoError(t, json.Unmarshal([]byte(helpIn(t, append([]string{"help", "--json"}, args...))), &help))
			assert.Equal(t, cmd.CommandPath(), help.Command)
			names := []string{}
			for _, flag := range help.Flags {
				names = append(names, flag.Name)
			}
			for _, set := range []*pflag.FlagSet{cmd.LocalFlags(), cmd.InheritedFlags()} {
				set.VisitAll(func(flag *pflag.Flag) {
					_, text := flagUsage(flag)
					assert.Contains(t, page, `\fB`+roff("--"+flag.Name)+`\fR`)
					assert.Contains(t, page, "\n"+roff(text)+"\n")
					assert.Contains(t, names, flag.Name)
				})
			}
		})
	}
	env, _, errOut := testEnv(t)
	assert.Equal(t, exitUsage, run([]string{"help", "--man", "--json", "auth"}, env))
	assert.Contains(t, errOut.String(), "--man and --json at once")
}

func helpIn(t *testing.T, args []string) string {
	t.Helper()
	env, out, errOut := testEnv(t)
	require.Equal(t, exitDone, run(args, env), fmt.Sprint(args, errOut))
	assert.Empty(t, errOut.String())
	return out.String()
}

func TestRoff(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"--diff", `\-\-diff`},
		{`a\b`, `a\eb`},
		{".env is read\n'x'", "\\&.env is read\n\\&'x'"},
	} {
		assert.Equal(t, c.want, roff(c.in))
	}
}
