package env

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestInsertSetsAVariableOffBelowAnother(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"between", "URL=a\n\n# s\nS=1\n", "URL=a\n\n# about\nV=\"\"\n\n# s\nS=1\n"},
		{"at-the-end", "URL=a\n", "URL=a\n\n# about\nV=\"\"\n"},
		{"no-final-newline", "URL=a", "URL=a\n\n# about\nV=\"\"\n"},
		{"CRLF", "URL=a\r\nS=1\r\n", "URL=a\r\n\r\n# about\r\nV=\"\"\r\nS=1\r\n"},
		{"below-the-last-of-two", "URL=a\nS=1\nURL=b # here\nT=1\n", "URL=a\nS=1\nURL=b # here\n\n# about\nV=\"\"\nT=1\n"},
		{"many-lines", "URL=\"a\nb\"\nS=1\n", "URL=\"a\nb\"\n\n# about\nV=\"\"\nS=1\n"},
		{"the-other-is-not-set", "S=1\n", "S=1\n# about\nV=\"\"\n"},
		{"set-already", "V=x\nURL=a\n", "V=x\nURL=a\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.in)).Insert("URL", "V", "", "about")
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.Bytes()))
		})
	}
}

func TestRetireKeepsAValueAsAComment(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty-as-inserted", "URL=a\n\n# about\nV=\"\"\n\n# s\nS=1\n", "URL=a\n\n# s\nS=1\n"},
		{"empty-crlf", "URL=a\r\n\r\n# about\r\nV=\"\"\r\nS=1\r\n", "URL=a\r\nS=1\r\n"},
		{"a-value", "URL=a\n\n# about\nV=\"secret\"\nS=1\n", "URL=a\n\n# about\n# V=\"secret\"\nS=1\n"},
		{"many-lines", "V=\"a\nb\"\nS=1\n", "# V=\"a\n# b\"\nS=1\n"},
		{"empty-below-a-comment-of-the-users", "# mine\nV=\nS=1\n", "# mine\nS=1\n"},
		{"set-twice", "V=a\nS=1\nV=b\n", "# V=a\nS=1\n# V=b\n"},
		{"no-final-newline", "S=1\nV=", "S=1\n"},
		{"not-set", "S=1\n", "S=1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.in)).Retire("V", "about")
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.Bytes()))
			_, set := got.Lookup("V")
			assert.False(t, set)
		})
	}
}
