package move

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/scaffold"
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
