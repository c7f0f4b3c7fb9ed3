package nextauth_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/nextauth"
)

func TestEvidence(t *testing.T) {
	const database, jwt = nextauth.DatabaseSessions, nextauth.JWTSessions
	for _, test := range []struct {
		name, source string
		want         nextauth.Evidence
	}{
		{"nothing", "export const x = 1\n", nextauth.Evidence{}},
		{
			"an adapter alone means sessions in the database",
			"import GitHub from \"next-auth/providers/github\"\nexport default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHub] })",
			nextauth.Evidence{Strategy: database, Providers: []string{"github"}},
		},
		{
			"the strategy as written",
			"import E from 'next-auth/providers/email'\nimport G from '@auth/core/providers/google'\nadapter: PrismaAdapter(p), session: { strategy : 'jwt' }",
			nextauth.Evidence{Strategy: jwt, Providers: []string{"email", "google"}},
		},
		{
			"credentials go with JWT only",
			`import C from "next-auth/providers/credentials"; adapter: PrismaAdapter(p)`,
			nextauth.Evidence{Strategy: jwt, Providers: []string{"credentials"}},
		},
		{
			"comments do not count, strings with slashes do",
			"// session: { strategy: \"jwt\" }\n/* import X from \"next-auth/providers/x\" */\nconst u = \"http://a\"; PrismaAdapter(p); import G from \"next-auth/providers/gitlab\"",
			nextauth.Evidence{Strategy: database, Providers: []string{"gitlab"}},
		},
		{"an unclosed comment and an unclosed string", "/* \"a", nextauth.Evidence{}},
		{"an unclosed string", "x = \"a", nextauth.Evidence{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, nextauth.ReadEvidence(test.source))
		})
	}
}

func TestEvidenceOfSeveralFiles(t *testing.T) {
	e := nextauth.Evidence{Providers: []string{"github"}}
	e.Add(nextauth.Evidence{Strategy: nextauth.JWTSessions, Providers: []string{"github", "google"}})
	e.Add(nextauth.Evidence{Strategy: nextauth.DatabaseSessions})
	assert.Equal(t, nextauth.Evidence{Strategy: nextauth.JWTSessions, Providers: []string{"github", "google"}}, e)
}
