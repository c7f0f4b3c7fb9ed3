package scaffold

import (
	"strings"
	"testing"
	"testing/quick"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValidateName(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"my-app", ""},
		{"a", ""},
		{"0x0", ""},
		{"my.app_2", ""},
		{"@acme/web", ""},
		{"@acme/fs", ""},
		{strings.Repeat("a", 214), ""},
		{"", `app name "" is empty`},
		{"My App", `app name "My App" has upper case letters`},
		{"my app", `app name "my app" has a space`},
		{" my-app", `app name " my-app" has a space`},
		{"MyApp", `app name "MyApp" has upper case letters`},
		{"café", `app name "café" has 'é', and npm takes only ASCII`},
		{"アプリ", `app name "アプリ" has 'ア', and npm takes only ASCII`},
		{"$(x)", `app name "$(x)" has '$'`},
		{"a;b", `app name "a;b" has ';'`},
		{"a\nb", `app name "a\nb" has a control character`},
		{"a\x00b", `app name "a\x00b" has a control character`},
		{"a\xffb", `app name "a\xffb" is not valid UTF-8`},
		{`C:\x`, `app name "C:\\x" has upper case letters`},
		{`c:\x`, `app name "c:\\x" has ':'`},
		{"a~b", `app name "a~b" has '~'`},
		{".env", `app name ".env" begins with "."`},
		{"_x", `app name "_x" begins with "_"`},
		{"-rf", `app name "-rf" begins with "-"`},
		{"web.", `app name "web." ends with a full stop`},
		{"node_modules", `app name "node_modules" is taken: Node or npm uses it for something else`},
		{"favicon.ico", `app name "favicon.ico" is taken: Node or npm uses it for something else`},
		{"http", `app name "http" is taken: Node or npm uses it for something else`},
		{"con", `app name "con" cannot be a folder on Windows`},
		{"aux.app", `app name "aux.app" cannot be a folder on Windows`},
		{"com1", `app name "com1" cannot be a folder on Windows`},
		{"com10", ""},
		{"@acme", `app name "@acme" has a scope and no name after it`},
		{"@/web", `app name "@/web" has a scope that is empty`},
		{"@Acme/web", `app name "@Acme/web" has a scope that has upper case letters`},
		{"@acme/", `app name "@acme/" is empty`},
		{"@acme/a/b", `app name "@acme/a/b" has '/'`},
		{strings.Repeat("a", 215), `app name "` + strings.Repeat("a", 57) + `..." is 215 characters long; npm allows 214`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := ValidateName(test.name)
			if test.want == "" {
				assert.NoError(t, err)
				return
			}
			var option *OptionError
			require.ErrorAs(t, err, &option)
			assert.Equal(t, test.want, option.Message)
			assert.Equal(t, "dir", option.Option)
		})
	}
}

func TestSuggestName(t *testing.T) {
	for in, want := range map[string]string{
		"My App":       "my-app",
		"My  Cool_App": "my-cool_app",
		"../x":         "x",
		`C:\x`:         "x",
		"$(x)":         "x",
		"café":         "cafe",
		"ünï":          "uni",
		"アプリ":          "my-app",
		"":             "my-app",
		"http":         "my-http",
		"CON":          "my-con",
		"node_modules": "my-node-modules",
		"...":          "my-app",
	} {
		assert.Equal(t, want, SuggestName(in), in)
	}
}

func TestEverySuggestionIsAValidName(t *testing.T) {
	valid := func(name string) bool { return ValidateName(SuggestName(name)) == nil }
	require.NoError(t, quick.Check(valid, nil))
	for _, name := range []string{"COM1.", "aux.x", "-.-", strings.Repeat("Ab. ", 100), "@a/b/"} {
		assert.True(t, valid(name), "%q gives %q", name, SuggestName(name))
	}
}

func TestNearest(t *testing.T) {
	commands := []string{"auth", "completion", "db", "doctor", "format", "inspect", "validate", "version"}
	for word, want := range map[string]string{
		"validat": "validate", "fromat": "format", "docter": "doctor", "autg": "auth", "dv": "db",
		"my-app": "", "web": "", "app": "", "docs": "", "form": "", "vald": "",
	} {
		got, _ := Nearest(word, commands)
		assert.Equal(t, want, got, word)
	}
}
