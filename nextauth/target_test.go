package nextauth_test

import (
	"encoding/base64"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/nextauth"
)

// The command is one for every shell: what stands between double quotes means nothing to any of them.
func TestSecretCommandPrintsASecret(t *testing.T) {
	for _, special := range "$`!%^&|<>\\" {
		assert.NotContains(t, nextauth.SecretCommand, string(special))
	}
	for _, program := range []string{"node", "sh"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(err)
		}
	}
	out, err := exec.Command("sh", "-c", nextauth.SecretCommand).Output()
	require.NoError(t, err)
	secret, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(out)))
	require.NoError(t, err)
	assert.Len(t, secret, 32)
}
