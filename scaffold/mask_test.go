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

// A value ends where dotenv sees its end, and not at the next quote.
func TestNoLineOfASecretIsInADiff(t *testing.T) {
	const text = "KEY=\"a \\\" b\nhunter2\n# hunter2\nhunter2 = x\n\"\n# OLD=\"a\n# hunter2\"\n"
	first, second := maskPair(text, text+"NEW=hunter2\n")
	assert.NotContains(t, first+second, "hunter2")
	assert.Equal(t, "KEY=<hidden>\n<hidden>\n<hidden>\n<hidden>\n<hidden>\n# OLD=<hidden>\n<hidden>\n", first)
}

func TestNoURLOfASchemaIsInADiff(t *testing.T) {
	const schema = "datasource db {\n  provider     = \"postgresql\"\n  url          = \"postgresql://u:hunter\\\"hunter2@h/d\" // note\n" +
		"  directUrl = /* note */ \"hunter2\"\n  relationMode = \"prisma\"\n  // url = \"hunter2\"\n  shadowDatabaseUrl = \"hunter2\n}\n\nmodel A {\n  url String @default(\"seen\")\n}\n"
	assert.Equal(t, "datasource db {\n  provider     = \"postgresql\"\n  url          = \"<hidden>\" // note\n"+
		"  directUrl = /* note */ \"<hidden>\"\n  relationMode = \"prisma\"\n  // url = \"<hidden>\"\n  shadowDatabaseUrl = \"<hidden>\"\n}\n\nmodel A {\n  url String @default(\"seen\")\n}\n", MaskSchema(schema))
}
