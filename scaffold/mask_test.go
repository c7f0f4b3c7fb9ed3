package scaffold

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNoSecretIsInADiff(t *testing.T) {
	before := "# kept\nDATABASE_URL=\"postgresql://u:hunter2@h/d\"\nSAME=hunter2\nEMPTY=\n# OLD=hunter2\nMANY=\"hunter2\nhunter2 = x\n# hunter2\"\nexport X='hunter2'\nhunter2\n"
	after := strings.ReplaceAll(before, `"postgresql://u:hunter2@h/d"`, `"postgresql://u:swordfish@h/d"`) + "NEW=swordfish\n"
	first, second := maskPair(before, after)
	assert.Equal(t, "# kept\nDATABASE_URL=<hidden>\nSAME=<hidden>\nEMPTY=\n# OLD=<hidden>\nMANY=<hidden>\n<hidden>\n<hidden>\nexport X=<hidden>\n<hidden>\n", first)
	assert.Equal(t, strings.Replace(first, "<hidden>", "<hidden, new>", 1)+"NEW=<hidden, new>\n", second)
}
