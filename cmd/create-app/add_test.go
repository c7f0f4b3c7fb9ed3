package main

import (
	"context"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/prompts"
)

// chooser is a person who answers the wizard for an existing project.
type chooser struct {
	oneAnswer
	asked   []string // the settings that were open
	summary string
}

func (c *chooser) NewProject(_ context.Context, p prompts.Project) error {
	for _, s := range p.Settings {
		if p.Given(s.Option) == "" {
			c.asked = append(c.asked, s.Option)
		}
	}
	p.Options.Install = false
	p.Options.Database, p.Options.Providers = "postgresql", []string{"google"}
	plan, err := p.Plan(*p.Options)
	if err == nil {
		for _, f := range plan.Files {
			c.summary += f.Path + "\n"
		}
	}
	return err
}

func TestTheWizardAsksOnlyWhatAProjectDoesNotShow(t *testing.T) {
	env, out, _ := testEnv(t)
	env.InTerminal, env.ErrTerminal = true, true
	person := &chooser{}
	env.Prompter = person
	write := func(name, text string) {
		require.NoError(t, afero.WriteFile(env.FS, "/home/ann/"+name, []byte(text), 0o644))
	}
	write("package.json", `{"name": "web", "dependencies": {"next": "16.4.6"}}`)
	write("yarn.lock", "")
	write("src/app/page.tsx", "page")
	require.Equal(t, exitDone, run([]string{"."}, env))
	assert.Equal(t, []string{"db", "auth", "providers", "install"}, person.asked)
	assert.Contains(t, person.summary, "compose.yaml")
	assert.Contains(t, out.String(), "added to /home/ann")
	text, err := afero.ReadFile(env.FS, "/home/ann/src/server/auth.ts")
	require.NoError(t, err)
	assert.Contains(t, string(text), "GoogleProvider")
	text, err = afero.ReadFile(env.FS, "/home/ann/package.json")
	require.NoError(t, err)
	assert.Contains(t, string(text), `"package-manager": "yarn"`)
}
