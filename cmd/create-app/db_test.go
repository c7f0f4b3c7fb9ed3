package main

import (
	"context"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/prompts"
	"create-app/scaffold/change"
)

// oneAnswer is a person who says yes, says no or leaves.
type oneAnswer struct {
	yes     bool
	err     error
	details string // what was shown
}

func (a *oneAnswer) Confirm(_ context.Context, _, details string) (bool, error) {
	a.details = details
	return a.yes, a.err
}

func (a *oneAnswer) Choose(context.Context, prompts.Menu) (string, error) {
	return "", change.ErrStopped
}

func (a *oneAnswer) Review(_ context.Context, _ string, preview *prompts.Preview, _ string, _ []string) error {
	a.details = strings.Join(preview.Notes, "\n")
	if a.err == nil && !a.yes {
		return change.ErrStopped
	}
	return a.err
}

func (a *oneAnswer) NewProject(context.Context, prompts.Project) error { return change.ErrStopped }

func TestDBAsksBeforeItWrites(t *testing.T) {
	const schema = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id    Int    @id\n  title String\n}\n"
	for _, test := range []struct {
		name   string
		answer oneAnswer
		args   []string
		code   int
		moved  bool
	}{
		{"yes", oneAnswer{yes: true}, nil, exitDone, true},
		{"no", oneAnswer{}, nil, exitStopped, false},
		{"leaving", oneAnswer{err: change.ErrStopped}, nil, exitStopped, false},
		{"not-asked", oneAnswer{err: change.ErrStopped}, []string{"--yes"}, exitDone, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			env, out, _ := testEnv(t)
			env.InTerminal, env.ErrTerminal = true, true
			env.Prompter = &test.answer
			require.NoError(t, afero.WriteFile(env.FS, "/home/ann/schema.prisma", []byte(schema), 0o644))
			assert.Equal(t, test.code, run(append([]string{"db", "mysql"}, test.args...), env))
			text, err := afero.ReadFile(env.FS, "/home/ann/schema.prisma")
			require.NoError(t, err)
			assert.Equal(t, test.moved, string(text) != schema)
			if test.args == nil {
				assert.Contains(t, test.answer.details, "A.title (schema.prisma:7)")
			}
			assert.Equal(t, test.moved, strings.Contains(out.String(), "A.title (schema.prisma:7)"), "the review is gone, the report stays")
		})
	}
}

// The script for the rows goes to standard output, and for any two databases.
func TestDBRows(t *testing.T) {
	env, out, errOut := testEnv(t)
	assert.Equal(t, exitUsage, run([]string{"db", "--rows", "postgresql"}, env))
	assert.Contains(t, errOut.String(), "--rows goes with no database")

	for name, text := range map[string]string{
		"package.json":         `{ "dependencies": { "next": "16.4.5", "@prisma/client": "6.19.3" }, "devDependencies": { "prisma": "6.19.3" } }`,
		"prisma/schema.prisma": "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n  url      = env(\"DATABASE_URL\")\n}\n",
		"lib/prisma.ts":        "import { PrismaClient } from \"@prisma/client\";\nexport const prisma = (globalThis.prisma ??= new PrismaClient());\n",
	} {
		require.NoError(t, afero.WriteFile(env.FS, env.Dir+"/"+name, []byte(text), 0o600))
	}
	require.Equal(t, exitDone, run([]string{"db", "--rows"}, env), errOut.String())
	assert.Contains(t, out.String(), `({ prisma: client } = await import("./lib/prisma"));`)

	require.NoError(t, env.FS.Remove(env.Dir+"/lib/prisma.ts"))
	assert.Equal(t, exitFailed, run([]string{"db", "--rows"}, env))
	assert.Contains(t, errOut.String(), "export one, as prisma")
}
