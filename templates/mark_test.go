package templates

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAMarkFollowsFromTheName(t *testing.T) {
	assert.Equal(t, markOf("my-app"), markOf("my-app"))
	seen := map[string]bool{}
	names := []string{"my-app", "web", "shop", "@acme/web", "a", "b", "blog", "club"}
	for _, name := range names {
		m := markOf(name)
		assert.GreaterOrEqual(t, bits.OnesCount16(m.cells), markCells/2, name)
		assert.LessOrEqual(t, bits.OnesCount16(m.cells), markCells, name)
		assert.Equal(t, strings.Count(m.Path(), "M"), strings.Count(m.Path(), "z"), name)
		seen[m.Light+m.Path()] = true
	}
	assert.Len(t, seen, len(names), "two of the names have one mark")
}

func TestAMarkIsItsOwnMirrorImage(t *testing.T) {
	m := mark{cells: 0b001} // the first row's first column
	assert.Equal(t, "M12 12h8v8h-8zM44 12h8v8h-8z", m.Path())
}

// The colours are for buttons with white letters, and for links on the pages.
func TestColoursCanBeRead(t *testing.T) {
	for _, pair := range colours() {
		assert.GreaterOrEqual(t, contrast(t, pair[0], "#ffffff"), 4.5, pair[0])
		assert.GreaterOrEqual(t, contrast(t, pair[0], "#f6f7f9"), 4.5, pair[0])
		assert.GreaterOrEqual(t, contrast(t, pair[1], "#171b22"), 4.5, pair[1])
		assert.GreaterOrEqual(t, contrast(t, pair[1], "#10131f"), 4.5, pair[1])
	}
}

// contrast is that of the Web Content Accessibility Guidelines.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	luminance := func(colour string) float64 {
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			part, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
			require.NoError(t, err)
			c := float64(part) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	light, dark := luminance(a), luminance(b)
	return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
}

func TestEveryProviderHasAMark(t *testing.T) {
	for _, p := range Providers() {
		assert.NotEmpty(t, shapes()[p.ID], p.ID)
	}
	assert.Len(t, shapes(), len(Providers()), "a mark of no provider")
}
