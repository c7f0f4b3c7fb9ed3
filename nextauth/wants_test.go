package nextauth_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/nextauth"
	"create-app/project"
)

func TestWantsOf(t *testing.T) {
	none := map[nextauth.Role]string{}
	asks := func(version string) *project.Package {
		return &project.Package{Dependencies: map[string]string{"next-auth": version}}
	}
	for _, test := range []struct {
		name string
		seen project.Project
		want nextauth.Wants
	}{
		{"nothing", project.Project{}, nextauth.Wants{Version: 4, Models: none}},
		{
			"sources-are-newer-than-what-was-remembered",
			project.Project{
				Package: asks("beta"),
				Record:  project.Record{DB: "planetscale", Providers: []string{"github"}, With: []string{"authenticator", "nobody"}, Roles: map[string]string{"user": "Member"}},
				SignIn:  []project.SignInFile{{Providers: []string{"google"}, Strategy: "jwt"}},
			},
			nextauth.Wants{
				Version: 5, Providers: []string{"google"}, Strategy: nextauth.JWTSessions, With: []nextauth.Role{nextauth.RoleAuthenticator},
				Models: map[nextauth.Role]string{nextauth.RoleUser: "Member"}, PlanetScale: true,
			},
		},
		{
			"what-was-remembered-where-nothing-shows",
			project.Project{Record: project.Record{NextAuth: 5, Providers: []string{"github"}, Strategy: "database"}},
			nextauth.Wants{Version: 5, Providers: []string{"github"}, Strategy: nextauth.DatabaseSessions, Models: none},
		},
		{
			"an-adapter-alone-means-sessions-in-the-database",
			project.Project{SignIn: []project.SignInFile{{Adapter: true, Providers: []string{"github"}}}},
			nextauth.Wants{Version: 4, Strategy: nextauth.DatabaseSessions, Providers: []string{"github"}, Models: none},
		},
		{
			"credentials-go-with-jwt-only",
			project.Project{SignIn: []project.SignInFile{{Adapter: true, Providers: []string{"credentials"}}}},
			nextauth.Wants{Version: 4, Strategy: nextauth.JWTSessions, Providers: []string{"credentials"}, Models: none},
		},
		{
			"of-several-files-the-first-that-shows-a-strategy-and-all-providers",
			project.Project{SignIn: []project.SignInFile{{Providers: []string{"github"}}, {Strategy: "jwt", Providers: []string{"github", "google"}}, {Adapter: true}}},
			nextauth.Wants{Version: 4, Strategy: nextauth.JWTSessions, Providers: []string{"github", "google"}, Models: none},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, nextauth.WantsOf(&test.seen))
		})
	}
}

// Two spellings of one role: a map gives them in any order.
func TestWantsOfTwoSpellingsOfARole(t *testing.T) {
	p := &project.Project{Record: project.Record{Roles: map[string]string{"verification-token": "A", "verificationToken": "B"}}}
	for range 50 {
		assert.Equal(t, "B", nextauth.WantsOf(p).Models[nextauth.RoleVerificationToken])
	}
}

func TestDecide(t *testing.T) {
	var w nextauth.Wants
	w.Decide(nextauth.RoleSession, true)
	assert.Equal(t, nextauth.DatabaseSessions, w.Strategy)
	w.Decide(nextauth.RoleSession, false)
	assert.Equal(t, nextauth.JWTSessions, w.Strategy)
	w.Decide(nextauth.RoleVerificationToken, false)
	assert.Equal(t, []string{}, w.Providers, "known to be none")
	w.Decide(nextauth.RoleVerificationToken, true)
	assert.Equal(t, []nextauth.Role{nextauth.RoleVerificationToken}, w.With)
}
