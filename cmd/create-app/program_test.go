package main

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/scaffold"
)

// onPath is a Runner that finds every program, or none.
type onPath struct {
	scaffold.Runner
	all bool
}

func (p onPath) Find(program string) (string, error) {
	if p.all {
		return "/usr/bin/" + program, nil
	}
	return "", errors.New("not found")
}

// The commands that are printed begin with what its user can type.
func TestProgram(t *testing.T) {
	const npm, pnpm = "npm/11.19.1 node/v20.20.2 linux x64", "pnpm/10.4.0 npm/? node/v20"
	tests := []struct {
		name, pkg, agent  string
		onPath, installed bool
		want              string
	}{
		{name: "binary", want: "create-app auth"},
		{name: "binary-in-an-npm-script", agent: npm, want: "create-app auth"},
		{name: "installed-for-all", pkg: "@acme/create-app", onPath: true, want: "create-app auth"},
		{name: "started-by-its-path", pkg: "@acme/create-app", want: "npx @acme/create-app auth"},
		// npx puts the program on the PATH for as long as it runs.
		{name: "npx", pkg: "@acme/create-app", agent: npm, onPath: true, want: "npx @acme/create-app auth"},
		{name: "npm-dev-dependency", pkg: "@acme/create-app", agent: npm, installed: true, want: "npx @acme/create-app auth"},
		{name: "pnpm-dlx", pkg: "@acme/create-app", agent: pnpm, want: "pnpm dlx @acme/create-app auth"},
		{name: "pnpm-dev-dependency", pkg: "@acme/create-app", agent: pnpm, installed: true, want: "pnpm exec create-app auth"},
		{name: "yarn-1", pkg: "@acme/create-app", agent: "yarn/1.22.22 npm/? node/v20", want: "npx @acme/create-app auth"},
		{name: "yarn-4", pkg: "@acme/create-app", agent: "yarn/4.9.1 npm/? node/v20", want: "yarn dlx @acme/create-app auth"},
		{name: "yarn-dev-dependency", pkg: "@acme/create-app", agent: "yarn/4.9.1 npm/? node/v20", installed: true, want: "yarn create-app auth"},
		{name: "bunx", pkg: "@acme/create-app", agent: "bun/1.2.0 npm/? node/v24", want: "bunx @acme/create-app auth"},
		{name: "hostile-name", pkg: "a; rm -rf /", agent: npm, want: "npx 'a; rm -rf /' auth"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			variables := map[string]string{"CREATE_APP_NPM_PACKAGE": test.pkg, "npm_config_user_agent": test.agent}
			dir := filepath.Join(t.TempDir(), "app", "web")
			env := &Env{FS: afero.NewMemMapFs(), Dir: dir, Runner: onPath{all: test.onPath},
				LookupEnv: func(name string) (string, bool) { value, set := variables[name]; return value, set }}
			if test.installed {
				above := filepath.Join(filepath.Dir(dir), "node_modules", "@acme", "create-app", "package.json")
				require.NoError(t, afero.WriteFile(env.FS, above, []byte("{}"), 0o644))
			}
			assert.Equal(t, test.want, env.program().Command("auth"))
		})
	}
}
