package doctor

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/project"
)

func TestPinned(t *testing.T) {
	for text, want := range map[string]bool{
		"4.0.0": true, "4.0.0-next.26": true, "5.0.0-beta.31+exp.1": true,
		"4.x": false, "4.0.x": false, "4.0.*": false, "^4.0.0": false, "1.0.0 - 2.0.0": false, "1.0.0 || 2.0.0": false, "1.0.0-2 || 3": false, "latest": false, "": false,
	} {
		assert.Equal(t, want, pinned(project.Version{Text: text}), text)
	}
	assert.True(t, pinned(project.Version{Text: "4.0.x", Exact: true}), "of a lockfile")
}
