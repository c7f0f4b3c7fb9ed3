package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/scaffold"
)

// Without colours a run is still shown as it goes on: NO_COLOR is about colours.
func TestProgressIsDrawnWithoutColours(t *testing.T) {
	assert.True(t, (&Env{ErrTerminal: true, NoColor: true}).draws())
	assert.False(t, (&Env{NoColor: true}).draws(), "no terminal")
	assert.False(t, (&Env{ErrTerminal: true, Accessible: true}).draws(), "nothing is drawn over")
	assert.False(t, (&Env{ErrTerminal: true, Quiet: true}).draws())
}

func TestNotesBreakBetweenWords(t *testing.T) {
	env, _, errOut := testEnv(t)
	env.ErrTerminal, env.Width = true, 40
	env.Notef("git does not know who you are, so nothing is committed yet: set %s", "user.name and user.email")
	assert.Equal(t, "git does not know who you are, so\n  nothing is committed yet: set\n  user.name and user.email\n", errOut.String())
	errOut.Reset()
	env.Notef("%s", block("a table whose line ends are meant, and which stays as it is\nand goes on"))
	assert.Equal(t, "a table whose line ends are meant, and which stays as it is\nand goes on\n", errOut.String())
}

func TestTheFirstLineOfAMessageFits(t *testing.T) {
	assert.Equal(t, "error: another create-app\n  (process 27995) is at work", hanging("another create-app (process 27995) is at work", "error: ", "  ", 32))
}

func TestTheStepsFitASmallTerminal(t *testing.T) {
	o := scaffold.DefaultOptions()
	o.Dir, o.Database, o.Providers = "web", "postgresql", []string{"github", "google", "email"}
	require.NoError(t, o.Validate())
	steps := []scaffold.Next{{Command: "npm install"}, {Command: "docker compose up -d --wait", About: "starts the database"}, {Command: "npm run dev", About: "http://localhost:3000"}}
	for width, want := range map[int]string{
		40: "  2. docker compose up -d --wait\n     starts the database\n  3. npm run dev\n     http://localhost:3000\n  4. for GitHub, into .env: GITHUB_ID,\n     GITHUB_SECRET\n     from\n       https://github.com/settings/developers\n",
		80: "  2. docker compose up -d --wait   starts the database\n  3. npm run dev                   http://localhost:3000\n  4. for GitHub, into .env: GITHUB_ID, GITHUB_SECRET\n     from     https://github.com/settings/developers\n",
	} {
		env, _, errOut := testEnv(t, "TERM=dumb")
		env.ErrTerminal, env.Width = true, width
		env.guard()
		newGuide(steps, o).show(env)
		assert.Contains(t, errOut.String(), want)
		for line := range strings.SplitSeq(errOut.String(), "\n") {
			if !strings.Contains(line, "://") { // an address that was broken in two leads nowhere
				assert.LessOrEqual(t, len([]rune(line)), width, line)
			}
		}
	}
}
