package project

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each file counts once, however many extend it: of two hundred that all extend each other there are more ways than a run can go.
func TestConfigurationsThatExtendEachOther(t *testing.T) {
	const n = 60
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("%q", fmt.Sprintf("./t%d.json", i)))
	}
	files := files{"package.json": "{}", "tsconfig.json": `{"extends": "./t0.json"}`}
	for i := range n {
		files[fmt.Sprintf("t%d.json", i)] = `{"extends": [` + strings.Join(all, ", ") + `]}`
	}
	files[fmt.Sprintf("t%d.json", n-1)] = `{"extends": ["./t0.json"], "compilerOptions": {"paths": {"~/*": ["./src/*"]}}}`
	dir := lay(t, layout{files: files})
	start := time.Now()
	p, err := Find(afero.NewOsFs(), dir, Options{})
	require.NoError(t, err)
	assert.Less(t, time.Since(start), 20*time.Second)
	assert.Equal(t, []Alias{{Pattern: "~/*", Targets: []string{filepath.Join(dir, "src", "*")}}}, p.Aliases)
}

// A package with configurations may be installed at the root of a workspace, and no further up.
func TestAConfigurationFromAPackageAbove(t *testing.T) {
	const base = `{"compilerOptions": {"paths": {"~/*": ["./src/*"]}}}`
	for at, found := range map[string]bool{"w/apps/web": true, "w": true, ".": false} {
		dir := lay(t, layout{files: files{
			"w/package.json": `{"workspaces": ["apps/*"]}`, "w/apps/web/package.json": `{"name": "web"}`, "w/apps/web/tsconfig.json": `{"extends": "@acme/tsconfig/base.json"}`,
			filepath.ToSlash(filepath.Join(at, "node_modules/@acme/tsconfig/base.json")): base,
		}})
		p, err := Find(afero.NewOsFs(), filepath.Join(dir, "w", "apps", "web"), Options{})
		require.NoError(t, err)
		assert.Equal(t, found, len(p.Aliases) == 1, at)
	}
}

// A path of many stars and a long name in place of each would fill the memory.
func TestLeaves(t *testing.T) {
	assert.Equal(t, []string{"./a/x/x.ts", "./b"}, leaves([]any{"./a/*/*.ts", "./b"}, "x", 0))
	assert.Empty(t, leaves(strings.Repeat("*", 1000), strings.Repeat("x", 1000), 0))
}
