package palette

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

// readable is WCAG's limit for text.
const readable = 4.5

// luminance is WCAG's, of 8-bit sRGB.
func luminance(rgb [3]int) float64 {
	linear := func(c int) float64 {
		v := float64(c) / 255
		if v <= 0.03928 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(rgb[0]) + 0.7152*linear(rgb[1]) + 0.0722*linear(rgb[2])
}

func contrasts(rgb [3]int) (onWhite, onBlack float64) {
	l := luminance(rgb)
	return 1.05 / (l + 0.05), (l + 0.05) / 0.05
}

// of256 is what xterm made of the colours from 16 on, and everybody after it.
func of256(n int) [3]int {
	if n >= 232 {
		v := 8 + 10*(n-232)
		return [3]int{v, v, v}
	}
	levels := []int{0, 95, 135, 175, 215, 255}
	return [3]int{levels[(n-16)/36], levels[(n-16)/6%6], levels[(n-16)%6]}
}

func TestEveryColourCanBeReadOnBlackAndOnWhite(t *testing.T) {
	for style, hue := range hues() {
		n, err := strconv.Atoi(hue)
		assert.NoError(t, err)
		assert.GreaterOrEqual(t, n, 16, "the first sixteen are whatever their owner made of them")
		white, black := contrasts(of256(n))
		assert.GreaterOrEqual(t, white, readable, "style %d, colour %s on white", style, hue)
		assert.GreaterOrEqual(t, black, readable, "style %d, colour %s on black", style, hue)
	}
}

// Of the sixteen, as xterm, VGA and Windows have them, none can be read on
// both, which is why none is used.
func TestNoneOfTheSixteenCanBeReadOnBlackAndOnWhite(t *testing.T) {
	tables := map[string][16][3]int{
		"xterm": {
			{0, 0, 0}, {205, 0, 0}, {0, 205, 0}, {205, 205, 0}, {0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
			{127, 127, 127}, {255, 0, 0}, {0, 255, 0}, {255, 255, 0}, {92, 92, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
		},
		"vga": {
			{0, 0, 0}, {170, 0, 0}, {0, 170, 0}, {170, 85, 0}, {0, 0, 170}, {170, 0, 170}, {0, 170, 170}, {170, 170, 170},
			{85, 85, 85}, {255, 85, 85}, {85, 255, 85}, {255, 255, 85}, {85, 85, 255}, {255, 85, 255}, {85, 255, 255}, {255, 255, 255},
		},
		"windows": {
			{12, 12, 12}, {197, 15, 31}, {19, 161, 14}, {193, 156, 0}, {0, 55, 218}, {136, 23, 152}, {58, 150, 221}, {204, 204, 204},
			{118, 118, 118}, {231, 72, 86}, {22, 198, 12}, {249, 241, 165}, {59, 120, 255}, {180, 0, 158}, {97, 214, 214}, {242, 242, 242},
		},
	}
	// Only where all three tables agree would a number be of use.
	for n := range 16 {
		everywhere := true
		for _, table := range tables {
			white, black := contrasts(table[n])
			everywhere = everywhere && white >= readable && black >= readable
		}
		assert.False(t, everywhere, "colour %d would do", n)
	}
}

func TestDetect(t *testing.T) {
	tests := []struct {
		name string
		env  map[string]string
		want Palette
	}{
		{"256-colours", map[string]string{"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}, Palette{Colours, true, false}},
		{"16-colours", map[string]string{"TERM": "xterm", "LANG": "de_DE.utf8"}, Palette{Plain, true, false}},
		{"NO_COLOR", map[string]string{"TERM": "xterm-256color", "NO_COLOR": "1"}, Palette{Plain, true, false}},
		{"dumb", map[string]string{"TERM": "dumb", "LANG": "en_US.UTF-8"}, Palette{Off, false, false}},
		{"c-locale", map[string]string{"TERM": "xterm-256color", "LC_ALL": "C", "LANG": "en_US.UTF-8"}, Palette{Colours, false, false}},
		{"console", map[string]string{"TERM": "linux", "LANG": "en_US.UTF-8"}, Palette{Plain, false, false}},
		{"links", map[string]string{"TERM": "xterm-kitty", "LANG": "en_US.UTF-8"}, Palette{Colours, true, true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, Detect(func(name string) string { return tt.env[name] }))
		})
	}
}

func TestPaint(t *testing.T) {
	assert.Equal(t, "x", Palette{}.Paint(Accent, "x"))
	assert.Equal(t, "\x1b[1mx\x1b[m", Palette{Depth: Plain}.Paint(Accent, "x"))
	assert.Equal(t, "x", Palette{Depth: Plain}.Paint(Dim, "x"))
	assert.Equal(t, "\x1b[1;38;5;63mx\x1b[m", Palette{Depth: Colours}.Paint(Accent, "x"))
}
