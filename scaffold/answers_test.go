package scaffold

import (
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTake(t *testing.T) {
	all := func(string) bool { return true }
	for _, c := range []struct {
		name    string
		answers map[string]string
		open    func(string) bool
		taken   map[string]bool
		want    func(*Options)
	}{
		{"another-answer", map[string]string{"db": "mysql", "src-dir": On}, all, map[string]bool{"db": true, "src-dir": true},
			func(o *Options) { o.Database, o.SrcDir = "mysql", true }},
		{"the-default-is-no-news", map[string]string{"db": "sqlite"}, all, map[string]bool{}, func(*Options) {}},
		{"not-taken-any-more", map[string]string{"db": "oracle", "router": "app"}, all, map[string]bool{}, func(*Options) {}},
		{"about-one-folder", map[string]string{"dir": "web", "on-conflict": "overwrite"}, all, map[string]bool{}, func(*Options) {}},
		{"no-sign-in", map[string]string{"auth": "none"}, all, map[string]bool{"auth": true},
			func(o *Options) { o.Auth, o.Providers = "none", nil }},
		{"no-sign-in-but-providers-given", map[string]string{"auth": "none"}, func(option string) bool { return option != "providers" },
			map[string]bool{}, func(*Options) {}},
		{"given-already", map[string]string{"db": "mysql"}, func(option string) bool { return option != "db" }, map[string]bool{}, func(*Options) {}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, want := DefaultOptions(), DefaultOptions()
			c.want(&want)
			assert.Equal(t, c.taken, got.Take(c.answers, c.open))
			assert.Equal(t, want, got)
		})
	}
}

func TestAnswersServeAgain(t *testing.T) {
	o := DefaultOptions()
	o.Dir, o.Database, o.Install = "web", "mysql", true
	answers := o.Answers()
	assert.NotContains(t, answers, "dir")
	assert.NotContains(t, answers, "on-conflict")
	again := DefaultOptions()
	again.Take(answers, func(string) bool { return true })
	o.Dir = ""
	assert.Equal(t, o, again)
}

func TestFreeDir(t *testing.T) {
	fsys := afero.NewMemMapFs()
	assert.Equal(t, "my-app", FreeDir(fsys, "/work"))
	require.NoError(t, fsys.MkdirAll("/work/my-app", 0o755))
	require.NoError(t, afero.WriteFile(fsys, "/work/my-app-2", nil, 0o644))
	assert.Equal(t, "my-app-3", FreeDir(fsys, "/work"))
}
