package connector

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestByProviderKnowsNamesAndAliases(t *testing.T) {
	for name, want := range map[string]string{
		"sqlite": "SQLite", "postgresql": "PostgreSQL", "postgres": "PostgreSQL", "mysql": "MySQL",
		"sqlserver": "SQL Server", "cockroachdb": "CockroachDB", "mongodb": "MongoDB",
	} {
		c, ok := ByProvider(name)
		require.True(t, ok, name)
		assert.Equal(t, want, c.Name)
	}
	for _, name := range []string{"", "empty", "Postgres", "planetscale", "@prisma/mysql"} {
		_, ok := ByProvider(name)
		assert.False(t, ok, "%q is no provider", name)
	}
}

func TestNativeTypesAreFoundByTheirExactName(t *testing.T) {
	for _, c := range connectors {
		assert.True(t, slices.IsSortedFunc(c.NativeTypes, func(a, b NativeType) int {
			if a.Name < b.Name {
				return -1
			}
			return 1
		}), c.Name)
		for i := range c.NativeTypes {
			found, ok := c.NativeType(c.NativeTypes[i].Name)
			assert.True(t, ok)
			assert.Same(t, &c.NativeTypes[i], found)
		}
	}
	_, ok := postgresql.NativeType("varchar")
	assert.False(t, ok)
}

func TestConstraintNamesAreCutAtACharacter(t *testing.T) {
	long := "a234567890123456789012345678901234567890123456789012345678é"
	assert.Equal(t, "T_a_b_key", postgresql.UniqueName("T", []string{"a", "b"}))
	assert.Equal(t, "T_pkey", postgresql.PrimaryKeyName("T"))
	assert.Equal(t, "a23456789012345678901234567890123456789012345678901234567_pkey", postgresql.PrimaryKeyName(long[:57]))
	assert.Equal(t, "a234567890123456789012345678901234567890123456789012345678_pkey", postgresql.PrimaryKeyName(long+"x"))
	assert.Equal(t, "T_a_fkey", Empty().ForeignKeyName("T", []string{"a"}))
}
