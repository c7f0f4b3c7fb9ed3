package move

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/scaffold"
	"create-app/templates"
)

func TestParseTarget(t *testing.T) {
	for name, want := range map[string]string{"postgres": "postgresql", "neon": "neon", "sqlite": "sqlite"} {
		db, err := ParseTarget(name)
		require.NoError(t, err)
		assert.Equal(t, want, db.ID)
	}
	for name, advice := range map[string]string{"MySQLL": `did you mean "mysql"?`, "oracle9": "known: sqlite", "mongodb": "known: sqlite"} {
		_, err := ParseTarget(name)
		var fault *scaffold.OptionError
		require.ErrorAs(t, err, &fault, name)
		assert.Contains(t, fault.Advice, advice)
		assert.NotContains(t, fault.Advice, "mongodb")
	}
}

func TestTheDatabaseOfTheProjectIsNoTarget(t *testing.T) {
	ids := func(list []templates.Database) (ids []string) {
		for _, d := range list {
			ids = append(ids, d.ID)
		}
		return ids
	}
	for _, db := range []string{"sqlite", "planetscale", "supabase"} {
		seen, err := look(made(t, func(o *scaffold.Options) { o.Database = db }), "")
		require.NoError(t, err)
		others := ids(seen.Others())
		assert.NotContains(t, others, db)
		assert.Len(t, others, len(targets())-1)
	}
	six, err := look(made(t, func(o *scaffold.Options) { o.Prisma = "6" }), "")
	require.NoError(t, err)
	for _, d := range six.Others() {
		assert.True(t, d.Has(6), d.ID)
	}
}
