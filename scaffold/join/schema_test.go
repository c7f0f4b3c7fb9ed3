package join

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/sandbox"
	"create-app/scaffold"
)

// What cannot be added by itself is named with its place.
func TestWhatIsWrongWithAModelHasItsPlace(t *testing.T) {
	files := nextApp()
	files["prisma/schema.prisma"] = "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n\nmodel User {\n  id    Int @id\n  email Int @unique\n}\n"
	dir := sandbox.Lay(t, files)
	plan, err := planAdd(t, dir, func(*scaffold.Options) {})
	require.NoError(t, err)
	assert.Contains(t, titles(plan), "prisma/schema.prisma:12: User.email ")
}
