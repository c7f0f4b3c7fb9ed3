package signin

import (
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/nextauth"
	"create-app/project"
)

func read(t *testing.T, files map[string]string) *Setup {
	fsys := afero.NewMemMapFs()
	for name, text := range files {
		require.NoError(t, afero.WriteFile(fsys, "/app/"+name, []byte(text), 0o600))
	}
	p, err := project.Find(fsys, "/app", project.Options{})
	require.NoError(t, err)
	return Read(p)
}

func TestWhatTheSourcesShowIsNewerThanWhatWasRemembered(t *testing.T) {
	s := read(t, map[string]string{
		"package.json": `{"dependencies":{"next-auth":"beta"},"create-app":{"db":"planetscale","providers":["github"],"with":["authenticator","nobody"],"roles":{"user":"Member"}}}`,
		"src/auth.ts":  "import Google from 'next-auth/providers/google'\nexport default { session: { strategy: 'jwt' } }\n",
	})
	assert.Equal(t, []string{"src/auth.ts"}, s.Sources)
	assert.Equal(t, nextauth.Wants{
		Version: 5, Providers: []string{"google"}, Strategy: nextauth.JWTSessions, With: []nextauth.Role{nextauth.RoleAuthenticator},
		Models: map[nextauth.Role]string{nextauth.RoleUser: "Member"}, PlanetScale: true,
	}, s.Wants())
}

func TestWhatWasRememberedCountsWhereNothingShows(t *testing.T) {
	s := read(t, map[string]string{"package.json": `{"create-app":{"next-auth":5,"providers":["github"],"strategy":"database"}}`})
	assert.Empty(t, s.Sources)
	assert.Equal(t, nextauth.Wants{Version: 5, Providers: []string{"github"}, Strategy: nextauth.DatabaseSessions, Models: map[nextauth.Role]string{}}, s.Wants())
}

func TestABrokenPackageHasNoAnswers(t *testing.T) {
	assert.Equal(t, nextauth.Wants{Version: 4, Models: map[nextauth.Role]string{}}, read(t, map[string]string{"package.json": "{"}).Wants())
}
