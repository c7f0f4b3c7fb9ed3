package project

import (
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMajorOf(t *testing.T) {
	for text, want := range map[string]int{
		"4.24.15": 4, "v4.24.15": 4, "=4.1": 4, "^4.24.0": 4, "~4.24": 4, "~> 4": 4, "4": 4, "4.x": 4, "4.x.x": 4, "4.*": 4, "> 4": 4,
		"5.0.0-beta.32": 5, "^5.0.0-beta.25": 5, "6.19.3+build.7": 6,
		"^18 || ^19": 19, "^19 || ^18": 19, "^18.0.0||^19.0.0": 19, "18 || >=19 <21": 20, "^4 || 5.0.0-beta.32": 5, "latest || 5": 5,
		">=4": 4, ">= 4.1 <6": 5, ">=4 <6.0.0": 5, ">=4 <6.0.0-0": 5, ">=4.0.0 <5.3.0": 5, ">=4.0.0 <=6": 6, ">=4 <5.0.0": 4, ">4 <4.5": 4,
		"4 - 5": 5, "4.0.0 - 5.9.9": 5, "4.1 - 4.9": 4, "^4.2 <4.20": 4,
		"<5": 0, "<=5": 0, "*": 0, "x": 0, "": 0, "latest": 0, "beta": 0, "next": 0, "next-5": 0,
		"workspace:^4.24.0": 4, "workspace:*": 0, "workspace:~": 0, "catalog:": 0, "catalog:react18": 0,
		"npm:next-auth@^4.24.0": 4, "npm:@auth/next-auth@5.0.0-beta.1": 5, "npm:next-auth@latest": 0, "npm:@acme/next-auth-4": 0,
		"https://example.com/next-auth-4.24.0.tgz": 0, "github:nextauthjs/next-auth#4.24.0": 0, "git+ssh://git@example.com/a.git#semver:^4": 0,
		"file:../next-auth4": 0, "link:../4": 0, "portal:4": 0, "acme/next-auth": 0, "../4": 0, "./4": 0,
		"^0.4.0": 0, strings.Repeat("9", 40): 0, "four": 0, "4 or 5": 0, "^^4": 0,
	} {
		assert.Equal(t, want, MajorOf(text), "%q", text)
	}
}

// Two secrets say two things, and so nothing: the answer must not depend on
// the order in which a map gives them.
func TestNextAuthWithBothSecrets(t *testing.T) {
	const both = "NEXTAUTH_SECRET=a\nAUTH_SECRET=b\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		want  Version
	}{
		{"both-in-env", map[string]string{".env": both}, Version{Text: "latest", From: "package.json"}},
		{"both-in-env-one-in-env.local", map[string]string{".env": both, ".env.local": "AUTH_SECRET=c\n"}, Version{Major: 5, From: "AUTH_SECRET in .env.local"}},
		{"one", map[string]string{".env": "AUTH_SECRET=b\n"}, Version{Major: 5, From: "AUTH_SECRET in .env"}},
		{"other", map[string]string{".env": "NEXTAUTH_SECRET=b\n"}, Version{Major: 4, From: "NEXTAUTH_SECRET in .env"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.files["package.json"] = `{"dependencies":{"next-auth":"latest"}}`
			dir := lay(t, layout{files: test.files})
			for range 50 {
				p, err := Find(afero.NewOsFs(), dir, Options{})
				require.NoError(t, err)
				assert.Equal(t, test.want, p.NextAuth)
			}
		})
	}
}

func TestOlderThan(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"4.24.7", "4.24.9", true}, {"4.24.12", "4.24.9", false}, {"4.24.9", "4.24.9", false}, {"4.3.1", "4.24.4", true},
		{"5.0.0-beta.25", "5.0.0-beta.30", true}, {"5.0.0-beta.30", "5.0.0-beta.30", false}, {"5.0.0-beta.4", "5.0.0-beta.19", true},
		{"5.0.0", "5.0.0-beta.30", false},
	} {
		assert.Equal(t, c.want, OlderThan(c.a, c.b), "%s %s", c.a, c.b)
	}
}
