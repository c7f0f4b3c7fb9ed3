package main

import (
	"go/format"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestChanges(t *testing.T) {
	const source = "package p\n\nfunc f(a, b int) int {\n\tif a < b && b != 0 {\n\t\ta++\n\t}\n\ta = b\n\treturn a\n}\n"
	found, err := changes("p.go", []byte(source))
	require.NoError(t, err)
	var all []string
	for _, c := range found {
		changed, err := format.Source(slices.Concat([]byte(source)[:c.start], []byte(c.instead), []byte(source)[c.end:]))
		require.NoError(t, err, c.what)
		assert.NotEqual(t, source, string(changed), c.what)
		all = append(all, c.what)
	}
	slices.Sort(all)
	assert.Equal(t, []string{
		"<= in a < b instead of: <",
		"== in b != 0 instead of: !=",
		"condition turned: a < b && b != 0",
		"dropped: a = b",
		"dropped: a++",
		"dropped: if a < b && b != 0 { a++ }",
		"|| in a < b && b != 0 instead of: &&",
	}, all)
}
