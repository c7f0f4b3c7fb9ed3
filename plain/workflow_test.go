package plain

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWorkflowWriter(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"a.prisma:1:1: error\n":         "a.prisma:1:1: error\n",
		"::error::x\n":                  "./::error::x\n",
		"a\n::stop-commands::x\nb\n":    "a\n./::stop-commands::x\nb\n",
		" \t::add-mask::x\n":            " \t./::add-mask::x\n",
		"##[group]x\n":                  "./##[group]x\n",
		"# ##[\n##\n:\n: ::\na ::b\n\n": "# ##[\n##\n:\n: ::\na ::b\n\n",
		"\r::x::\n":                     "\r./::x::\n",
	} {
		var whole, pieces bytes.Buffer
		n, err := NewWorkflowWriter(&whole).Write([]byte(in))
		require.NoError(t, err)
		assert.Equal(t, len(in), n)
		assert.Equal(t, want, whole.String())
		w := NewWorkflowWriter(&pieces)
		for i := range len(in) {
			_, err := w.Write([]byte(in[i : i+1]))
			require.NoError(t, err)
		}
		assert.Equal(t, want, pieces.String(), "byte by byte")
	}
}

func FuzzWorkflowWriter(f *testing.F) {
	f.Add("a\n ::b::\n##[c]", 3)
	f.Fuzz(func(t *testing.T, text string, cut int) {
		var b bytes.Buffer
		w := NewWorkflowWriter(&b)
		at := max(0, min(cut, len(text)))
		for _, part := range []string{text[:at], text[at:], "\n"} {
			_, err := w.Write([]byte(part))
			require.NoError(t, err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimLeft(line, " \t\r")
			require.False(t, strings.HasPrefix(line, "::") || strings.HasPrefix(line, "##["), "%q", b.String())
		}
	})
}
