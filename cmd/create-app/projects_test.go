package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/projects"
)

// In projects as people have them, create-app . writes what is missing and
// nothing that is there in another way; a second run changes nothing.
func TestAddToProjects(t *testing.T) {
	tried := 0
	for _, name := range projects.Names() {
		p, err := projects.Load(name)
		require.NoError(t, err)
		if p.Adds == nil && p.Refuses == "" {
			continue
		}
		tried++
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range p.Files {
				path := filepath.Join(dir, filepath.FromSlash(f.Name))
				require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
				require.NoError(t, os.WriteFile(path, f.Data, 0o600))
			}
			add := func() (code int, paths, steps []string, all string) {
				env, out, errOut := testEnv(t, p.Env...)
				env.FS, env.Dir = afero.NewOsFs(), filepath.Join(dir, filepath.FromSlash(p.Dir))
				code = run([]string{".", "--yes", "--no-install", "--json"}, env)
				var result struct {
					Changes []struct{ Path string }
					Steps   []struct{ Title string }
				}
				if code == exitDone {
					require.NoError(t, json.Unmarshal(out.Bytes(), &result), out.String())
				}
				for _, c := range result.Changes {
					paths = append(paths, c.Path)
				}
				for _, s := range result.Steps {
					steps = append(steps, s.Title)
				}
				return code, paths, steps, out.String() + errOut.String()
			}
			code, paths, steps, all := add()
			if p.Refuses != "" {
				assert.NotEqual(t, exitDone, code)
				assert.Contains(t, all, p.Refuses)
				return
			}
			require.Equal(t, exitDone, code, all)
			slices.Sort(paths)
			assert.Equal(t, strings.Join(p.Adds, " "), strings.Join(paths, " "))
			for i, title := range steps {
				assert.True(t, slices.ContainsFunc(p.Steps, func(s string) bool { return strings.HasPrefix(title, s) }), "step %d: %s", i, title)
			}
			for _, want := range p.Steps {
				assert.True(t, slices.ContainsFunc(steps, func(s string) bool { return strings.HasPrefix(s, want) }), "no step: %s", want)
			}
			code, paths, _, all = add()
			require.Equal(t, exitDone, code, all)
			assert.Empty(t, paths, "written by a second run")
		})
	}
	require.Greater(t, tried, 10)
}
