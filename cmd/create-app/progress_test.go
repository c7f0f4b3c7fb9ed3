package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
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
