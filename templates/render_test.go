package templates

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryDatabaseRendersWithAndWithoutAuth(t *testing.T) {
	for _, d := range databases() {
		for _, auth := range []bool{true, false} {
			files, err := Render(App{
				Name: "my-app", Database: d.ID, Auth: auth, Providers: []string{"github"},
				ImportAlias: "@/*", PackageManager: "npm", Secret: "s", Version: "1.0.0",
			})
			require.NoError(t, err)
			require.NotEmpty(t, files)
		}
	}
}
