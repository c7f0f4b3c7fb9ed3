package schema_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/psl/schema"
	"create-app/psl/syntax"
)

func TestWrittenFor(t *testing.T) {
	for text, want := range map[string]syntax.Version{
		"model A {\n}\n": 0,
		"datasource db {\n  provider = \"sqlite\"\n}\n":                            syntax.Prisma7,
		"datasource db {\n  provider = \"sqlite\"\n  url = env(\"A\")\n}\n":        syntax.Prisma6,
		"datasource db {\n  provider = \"postgresql\"\n  directUrl = \"x\"\n}\n":   syntax.Prisma6,
		"datasource db {\n  provider = \"postgresql\"\n  // url = env(\"A\")\n}\n": syntax.Prisma7,
	} {
		assert.Equal(t, want, schema.WrittenFor(syntax.Parse("schema.prisma", text)), text)
	}
}
