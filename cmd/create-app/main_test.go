package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testEnv is an Env without terminal, on a memory file system whose working
// directory is /home/ann, with the given environment (NAME=value).
func testEnv(t *testing.T, environment ...string) (env *Env, out, errOut *bytes.Buffer) {
	t.Helper()
	out, errOut = new(bytes.Buffer), new(bytes.Buffer)
	env = &Env{
		In: strings.NewReader(""), Out: out, Err: errOut, Width: 80,
		FS: afero.NewMemMapFs(), Dir: "/home/ann",
		LookupEnv: func(name string) (string, bool) {
			for _, pair := range environment {
				if value, found := strings.CutPrefix(pair, name+"="); found {
					return value, true
				}
			}
			return "", false
		},
	}
	require.NoError(t, env.FS.MkdirAll(env.Dir, 0o755))
	return env, out, errOut
}

func TestVersionAsText(t *testing.T) {
	env, out, errOut := testEnv(t)
	require.Equal(t, exitDone, run([]string{"version"}, env))
	assert.Regexp(t, `^create-app \d+\.\d+\.\d+ \(.*go1\.`, out.String())
	assert.Empty(t, errOut.String())
}

func TestWrongUsageExitsWith2AndSaysWhatToType(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"misspelt-flag", []string{"version", "--jsno"}, "error: unknown flag \"--jsno\"\nhint: did you mean \"--json\"?\n"},
		{"unknown-short-flag", []string{"version", "-Z"}, "error: unknown flag \"-Z\"\n"},
		{"argument-too-many", []string{"version", "now"}, "error: \"create-app version\" takes no arguments, but got \"now\"\n"},
		{"working-directory-missing", []string{"-C", "nowhere", "version"}, "error: --cwd \"nowhere\": no such directory\n"},
		{"working-directory-empty", []string{"-C", "", "version"}, "error: --cwd \"\": no such directory\n"},
		{"misspelt-shell", []string{"completion", "bsh"}, "error: no completion for shell \"bsh\"\nhint: did you mean \"bash\"?\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			env, out, errOut := testEnv(t)
			assert.Equal(t, exitUsage, run(test.args, env))
			assert.Contains(t, errOut.String(), test.want)
			assert.Contains(t, errOut.String(), "usage: create-app ")
			assert.Empty(t, out.String())
		})
	}
}

// A run that computes does not hear the first signal; the next one, a while later, ends it.
func TestEndAtTheNext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	endAtTheNext(ctx, func() { close(stopped) }, 20*time.Millisecond)
	select {
	case <-stopped:
		t.Fatal("before the first signal")
	case <-time.After(60 * time.Millisecond):
	}
	first := time.Now()
	cancel()
	<-stopped
	assert.GreaterOrEqual(t, time.Since(first), 20*time.Millisecond, "who presses twice at once lets it be taken back")
}
