package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/nextauth"
	"create-app/prompts"
	"create-app/scaffold/change"
)

// answers is a person with an answer to every question.
type answers struct {
	to      map[string]bool
	leaves  string // at this question
	asked   []string
	details string
}

func (a *answers) Confirm(_ context.Context, question, details string) (bool, error) {
	a.asked = append(a.asked, question)
	a.details = details
	if question == a.leaves {
		return false, change.ErrStopped
	}
	return a.to[question], nil
}

func (a *answers) Choose(context.Context, prompts.Menu) (string, error) {
	return "", change.ErrStopped
}

func (a *answers) Review(_ context.Context, _ string, preview *prompts.Preview, _ string, _ []string) error {
	a.asked = append(a.asked, askWrite)
	for _, f := range preview.Files {
		a.details += f.After
	}
	if !a.to[askWrite] {
		return change.ErrStopped
	}
	return nil
}

func (a *answers) NewProject(context.Context, prompts.Project) error { return change.ErrStopped }

const (
	askSession = "Does the app keep its sessions in the database?"
	askEmail   = "Do people sign in by a link in an e-mail?"
	askWrite   = "Write these changes?"
)

const accountOnly = `datasource db {
  provider = "sqlite"
}

model User {
  id            String    @id @default(cuid())
  name          String?
  email         String?   @unique
  emailVerified DateTime?
  image         String?
  accounts      Account[]
}

model Account {
  userId            String
  type              String
  provider          String
  providerAccountId String
  refresh_token     String?
  access_token      String?
  expires_at        Int?
  token_type        String?
  scope             String?
  id_token          String?
  session_state     String?

  user User @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@id([provider, providerAccountId])
}
`

func TestAuthAsksWhatItCannotSee(t *testing.T) {
	for _, test := range []struct {
		name   string
		person answers
		args   []string
		code   int
		asked  []string
		has    []string
		lacks  []string
	}{
		{
			name: "yes-to-all", person: answers{to: map[string]bool{askSession: true, askEmail: true, askWrite: true}},
			asked: []string{askSession, askEmail, askWrite}, has: []string{"model Session", "model VerificationToken"},
		},
		{
			name: "jwt-and-oauth", person: answers{to: map[string]bool{}},
			asked: []string{askSession, askEmail, askWrite}, code: exitStopped, lacks: []string{"model Session", "model VerificationToken"},
		},
		{
			name: "the-flag-answers", person: answers{to: map[string]bool{askWrite: true}}, args: []string{"--strategy", "database", "--providers", "discord"},
			asked: []string{askWrite}, has: []string{"model Session"}, lacks: []string{"model VerificationToken"},
		},
		{
			name: "no-to-the-changes", person: answers{to: map[string]bool{askSession: true}},
			asked: []string{askSession, askEmail, askWrite}, code: exitStopped, lacks: []string{"model Session"},
		},
		{
			name: "leaving-at-the-first-question", person: answers{leaves: askSession},
			asked: []string{askSession}, code: exitStopped, lacks: []string{"model Session"},
		},
		{name: "yes-asks-nothing", args: []string{"--yes"}, lacks: []string{"model Session"}},
		{name: "check-asks-nothing", args: []string{"--check"}, lacks: []string{"model Session"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			env, _, errOut := testEnv(t)
			env.InTerminal, env.ErrTerminal = true, true
			env.Prompter = &test.person
			require.NoError(t, afero.WriteFile(env.FS, "/home/ann/schema.prisma", []byte(accountOnly), 0o644))
			require.NoError(t, afero.WriteFile(env.FS, "/home/ann/package.json", []byte("{}\n"), 0o644))
			assert.Equal(t, test.code, run(append([]string{"auth"}, test.args...), env), errOut.String())
			assert.Equal(t, test.asked, test.person.asked)
			text, err := afero.ReadFile(env.FS, "/home/ann/schema.prisma")
			require.NoError(t, err)
			for _, want := range test.has {
				assert.Contains(t, string(text), want)
				assert.Contains(t, test.person.details, want, "the changes are shown before the last question")
			}
			for _, not := range test.lacks {
				assert.NotContains(t, string(text), not)
			}
		})
	}
}

func TestAuthFlags(t *testing.T) {
	env, _, _ := testEnv(t, "CREATE_APP_STRATEGY=jwt", "CREATE_APP_PROVIDERS=github")
	var got *authOptions
	cmd := newAuthCmd(env, func(o *authOptions) error { got = o; return nil })
	cmd.SetArgs([]string{"--role", "user=Member", "--role", "verification-token=Link", "--with", "session,authenticator", "--providers", "none", "--schema", "x"})
	require.NoError(t, cmd.Execute())
	assert.Equal(t, map[nextauth.Role]string{nextauth.RoleUser: "Member", nextauth.RoleVerificationToken: "Link"}, got.Roles)
	assert.Equal(t, []nextauth.Role{nextauth.RoleSession, nextauth.RoleAuthenticator}, got.With)
	assert.Equal(t, "jwt", got.Strategy, "from the environment")
	assert.Equal(t, []string{}, got.Providers, "the flag wins over the environment")
	assert.Equal(t, "x", got.Schema)
}

func TestAuthVersion(t *testing.T) {
	for text, want := range map[string]string{
		`{"dependencies":{"next-auth":"^4.24.0"}}`:       `"nextAuth": 4`,
		`{"dependencies":{"next-auth":"5.0.0-beta.32"}}`: `"nextAuth": 5`,
		`{"dependencies":{"next-auth":"latest"}}`:        `"nextAuth": 4`,
		`{"create-app":{"next-auth":5}}`:                 `"nextAuth": 5`,
		`{"dependencies":{"next-auth":"beta"}}`:          `"nextAuth": 5`,
		`{"dependencies":{"@auth/core":"^0.40.0"}}`:      `"nextAuth": 5`,
		`{}`: `"nextAuth": 4`,
	} {
		env, out, _ := testEnv(t)
		require.NoError(t, afero.WriteFile(env.FS, "/home/ann/package.json", []byte(text), 0o644))
		require.NoError(t, afero.WriteFile(env.FS, "/home/ann/schema.prisma", []byte(accountOnly), 0o644))
		require.Equal(t, exitDone, run([]string{"auth", "--check", "--json", "--strategy", "jwt"}, env), text)
		assert.Contains(t, out.String(), want, text)
	}
}

func TestAuthFindingsAsJSON(t *testing.T) {
	env, out, _ := testEnv(t)
	require.NoError(t, afero.WriteFile(env.FS, "/home/ann/schema.prisma", []byte(accountOnly), 0o644))
	require.Equal(t, exitDone, run([]string{"auth", "--check", "--json"}, env))
	var report struct {
		Findings []struct {
			Level, Code, Role, Subject string
			Adds                       bool
			Fails                      []string
		}
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &report))
	require.Len(t, report.Findings, 2, "a missing Session may be meant so")
	assert.Equal(t, "choice", report.Findings[0].Level)
	assert.Equal(t, "perhaps-missing-model", report.Findings[0].Code)
	assert.Equal(t, "session", report.Findings[0].Role)
	assert.False(t, report.Findings[0].Adds)
	assert.Contains(t, report.Findings[0].Fails, "keep a session")
}
