package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/scaffold"
)

func TestADatabaseMayLeaveOnePrisma(t *testing.T) {
	for database, want := range map[string]string{"mongodb": "6", "turso": "7", "sqlite": ""} {
		value, reason := fixed(nil, "prisma", scaffold.Options{Database: database})
		assert.Equal(t, want, value, database)
		assert.Equal(t, want == "", reason == "", database)
	}
}
