package prompts

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestScreenWritesWhatBecomesDifferent(t *testing.T) {
	var out strings.Builder
	s := &screen{out: &out, width: 80}
	s.draw([]string{"one", "two", "three"})
	assert.Equal(t, "\x1b[2J\x1b[1;1Hone\x1b[K\x1b[2;1Htwo\x1b[K\x1b[3;1Hthree\x1b[K", out.String())
	out.Reset()
	s.draw([]string{"one", "2", "three"})
	assert.Equal(t, "\x1b[2;1H2\x1b[K", out.String())
	out.Reset()
	s.draw([]string{"one", "2"})
	assert.Equal(t, "\x1b[3;1H\x1b[K", out.String(), "a line that is gone")
	out.Reset()
	s.draw([]string{"one", "2"})
	assert.Empty(t, out.String())
}

// A terminal wraps, cuts or keeps what is shown when its size changes, each in
// its own way: everything is drawn anew on an empty screen.
func TestShrinkingAndGrowingLeavesNothing(t *testing.T) {
	var out strings.Builder
	s := &screen{out: &out, width: 80}
	page := []string{strings.Repeat("x", 80), "below"}
	s.draw(page)
	for _, width := range []int{20, 80} {
		out.Reset()
		s.resize(width)
		shown := []string{strings.Repeat("x", width), "below"}
		s.draw(shown)
		assert.Equal(t, "\x1b[2J\x1b[1;1H"+shown[0]+"\x1b[2;1Hbelow\x1b[K", out.String(), "at %d columns", width)
	}
}
