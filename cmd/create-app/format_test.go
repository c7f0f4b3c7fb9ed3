package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFormatFlags(t *testing.T) {
	for _, test := range []struct {
		args   []string
		want   formatOptions
		writes bool
	}{
		{[]string{"format"}, formatOptions{Paths: []string{}, Prisma: "7"}, true},
		{[]string{"format", "a", "-l"}, formatOptions{Paths: []string{"a"}, List: true, Prisma: "7"}, false},
		{[]string{"format", "-d", "-w", "a"}, formatOptions{Paths: []string{"a"}, Diff: true, Write: true, Prisma: "7"}, true},
		{[]string{"format", "--check", "--prisma", "6"}, formatOptions{Paths: []string{}, Check: true, Prisma: "6"}, false},
	} {
		env, _, _ := testEnv(t)
		var got formatOptions
		cmd := newFormatCmd(env, func(o *formatOptions) error { got = *o; return nil })
		cmd.SetArgs(test.args[1:])
		require.NoError(t, cmd.Execute())
		assert.Equal(t, test.want, got)
		assert.Equal(t, test.writes, got.writes(false))
	}
}
