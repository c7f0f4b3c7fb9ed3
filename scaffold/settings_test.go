package scaffold

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every setting has words, and what it is given it gives back.
func TestSettings(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Settings() {
		assert.False(t, seen[s.Option], "%s twice", s.Option)
		seen[s.Option] = true
		assert.NotEmpty(t, s.Label, s.Option)
		assert.NotEmpty(t, s.Title, s.Option)
		values := []string{"x/*"}
		for _, v := range s.Values {
			assert.NotEmpty(t, v.Name, "%s %s", s.Option, v.Value)
			values = append(values, v.Value)
		}
		if len(s.Values) > 0 {
			values = values[1:]
		}
		for _, value := range values {
			o := DefaultOptions()
			o.SetAnswer(s.Option, value)
			assert.Equal(t, value, o.Answer(s.Option), s.Option)
		}
	}
	for _, c := range choices() {
		assert.True(t, seen[c.option], "%s is no setting", c.option)
	}
	for _, option := range []string{"dir", "db", "auth", "providers", "install", "git", "src-dir", "import-alias", "package-manager"} {
		assert.True(t, seen[option], option)
	}
}

// A default is a value that can be chosen.
func TestDefaultsAreAmongTheValues(t *testing.T) {
	o := DefaultOptions()
	for _, s := range Settings() {
		if len(s.Values) == 0 || s.Many {
			continue
		}
		found := false
		for _, v := range s.Values {
			found = found || v.Value == o.Answer(s.Option)
		}
		assert.True(t, found, "%s: %q", s.Option, o.Answer(s.Option))
	}
}

func TestWhatGoesWithoutSignIn(t *testing.T) {
	o := DefaultOptions()
	assert.True(t, o.Applies("next-auth"))
	o.Auth = "none"
	assert.False(t, o.Applies("next-auth"))
	assert.False(t, o.Applies("providers"))
	assert.True(t, o.Applies("router"))
}
