package nextauth_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/golden"
	"create-app/internal/oracle"
	"create-app/nextauth"
)

func models(t *testing.T, target nextauth.Target) []nextauth.Model {
	t.Helper()
	all, err := nextauth.Models(target)
	require.NoError(t, err)
	return all
}

// targets are all that make a difference.
func targets() []nextauth.Target {
	var all []nextauth.Target
	for _, db := range nextauth.Databases() {
		for _, version := range []int{4, 5} {
			for _, providers := range [][]string{nil, {"github", "google", "gitlab", "azure-ad", "keycloak"}} {
				all = append(all, nextauth.Target{Version: version, Database: db, Providers: providers})
			}
		}
		all = append(all, nextauth.Target{Version: 5, Database: db, WebAuthn: true})
	}
	return all
}

// datasource makes a schema of models, so that Prisma knows which native types there are.
func datasource(target nextauth.Target) string {
	provider := string(target.Database)
	switch target.Database {
	case nextauth.PlanetScale:
		return "datasource db {\n  provider     = \"mysql\"\n  relationMode = \"prisma\"\n}\n\n"
	case nextauth.MongoDB: // Prisma 6 only, which asks for the URL
		return "datasource db {\n  provider = \"mongodb\"\n  url      = \"mongodb://127.0.0.1/app\"\n}\n\n"
	}
	return fmt.Sprintf("datasource db {\n  provider = %q\n}\n\n", provider)
}

func TestPrismaAcceptsTheModelsAndWouldNotChangeThem(t *testing.T) {
	for _, major := range oracle.Versions {
		t.Run(fmt.Sprintf("prisma-%d", major), func(t *testing.T) {
			var asked []nextauth.Target
			var requests []oracle.Request
			for _, target := range targets() {
				if (target.Database == nextauth.MongoDB) == (major == 6) {
					text := datasource(target) + nextauth.Format(models(t, target))
					asked = append(asked, target)
					requests = append(requests, oracle.Request{Text: text, Lint: true, Format: true})
				}
			}
			answers, err := oracle.ForTest(t, major).Ask(requests...)
			require.NoError(t, err)
			for i, said := range answers {
				assert.True(t, said.OK(), "%+v: %v", asked[i], said.Errors)
				assert.Equal(t, requests[i].Text, said.Format, "%+v", asked[i])
			}
		})
	}
}

func TestModelsAreAsDocumented(t *testing.T) {
	for _, target := range []nextauth.Target{
		{Version: 4, Database: nextauth.SQLite, Providers: []string{"github"}},
		{Version: 4, Database: nextauth.MySQL, Providers: []string{"google", "github", "keycloak"}},
		{Version: 4, Database: nextauth.PlanetScale},
		{Version: 4, Database: nextauth.MongoDB},
		{Version: 4, Database: nextauth.SQLServer},
		{Version: 5, Database: nextauth.PostgreSQL, Providers: []string{"github"}, WebAuthn: true},
		{Version: 5, Database: nextauth.PlanetScale, WebAuthn: true},
		{Version: 5, Database: nextauth.MongoDB, WebAuthn: true},
	} {
		name := fmt.Sprintf("%s-%d-%s", target.Database, target.Version, strings.Join(append(target.Providers, "models"), "-"))
		t.Run(name, func(t *testing.T) {
			golden.Compare(t, "testdata/"+name+".prisma", []byte(nextauth.Format(models(t, target))))
		})
	}
}

// MySQL's String is VARCHAR(191) and SQL Server's NVARCHAR(1000); a token may have 4 kB and more.
func TestTokenColumnsTakeLongTokens(t *testing.T) {
	native := map[nextauth.Database]string{
		nextauth.MySQL: "Text", nextauth.PlanetScale: "Text", nextauth.SQLServer: "NVarChar(Max)",
	}
	for _, target := range targets() {
		account := models(t, target)[1]
		require.Equal(t, "Account", account.Name)
		for _, name := range []string{"refresh_token", "access_token", "id_token"} {
			f, ok := account.Field(name)
			require.True(t, ok, name)
			assert.True(t, f.Long && f.Secret, name)
			assert.Equal(t, native[target.Database], f.Native, "%s on %s", name, target.Database)
		}
	}
}

func TestUserIDIsIndexed(t *testing.T) {
	for _, target := range targets() {
		for _, m := range models(t, target) {
			if _, ok := m.Field("userId"); !ok {
				continue
			}
			indexed := slices.ContainsFunc(m.Keys, func(k nextauth.Key) bool { return k.Fields[0] == "userId" })
			assert.True(t, indexed, "%s on %+v", m.Name, target)
		}
	}
}

func TestAccountFieldsComeOncePerName(t *testing.T) {
	got := nextauth.AccountFields(4, []string{"google", "github", "microsoft-entra-id", "azure-ad", "discord"})
	require.Len(t, got, 2)
	assert.Equal(t, "refresh_token_expires_in", got[0].Name)
	assert.Equal(t, "google", got[0].Provider)
	assert.Equal(t, "ext_expires_in", got[1].Name)
	for _, f := range got {
		assert.Equal(t, nextauth.Optional, f.Arity, "%s: an account of another provider has none", f.Name)
	}
	assert.Empty(t, nextauth.AccountFields(5, []string{"github", "keycloak"}), "version 5 stores only what it knows")
}

func TestWhatHasNoModelsIsAnError(t *testing.T) {
	tests := []struct {
		target nextauth.Target
		want   string
	}{
		{nextauth.Target{Version: 3, Database: nextauth.SQLite}, "next-auth 3 has no models here; use 4 or 5"},
		{nextauth.Target{Version: 4, Database: "oracle"}, `database "oracle" has no models here`},
		{nextauth.Target{Version: 4, Database: nextauth.SQLite, WebAuthn: true}, "next-auth 4 has no WebAuthn; the Authenticator model needs 5"},
	}
	for _, tt := range tests {
		_, err := nextauth.Models(tt.target)
		assert.EqualError(t, err, tt.want)
	}
}
