package project

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRelativeModule(t *testing.T) {
	for _, c := range [][3]string{
		{"src/server/auth.ts", "src/server/db", "./db"},
		{"src/server/auth.ts", "src/lib/db", "../lib/db"},
		{"src/server/db/client.ts", "src/server/db", "../db"},
		{"server/db/client.ts", "server", "../../server"},
		{"server/db/client.ts", "server/db/index", "./index"},
		{"client.ts", "src/db", "./src/db"},
		{"src/db.ts", ".generated/prisma/client", "../.generated/prisma/client"},
		{"db.ts", ".generated/prisma/client", "./.generated/prisma/client"},
	} {
		assert.Equal(t, c[2], RelativeModule(c[0], c[1]), "%s from %s", c[1], c[0])
	}
}
