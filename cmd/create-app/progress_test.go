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
