package prompts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/prompts/palette"
	"create-app/scaffold"
)

// settings are a selection, so that a new database or flag changes no screen
// here.
func settings() []scaffold.Setting {
	yesNo := func(yes, no string) []scaffold.Value {
		return []scaffold.Value{{Value: scaffold.On, Name: yes}, {Value: scaffold.Off, Name: no}}
	}
	return []scaffold.Setting{
		{Option: "dir", Label: "Folder", Title: "Where should the project go?"},
		{Option: "db", Label: "Database", Title: "Which database?", Values: []scaffold.Value{
			{Value: "sqlite", Name: "SQLite", About: "a file in the project, nothing to install"},
			{Value: "postgresql", Name: "PostgreSQL", About: "the usual choice for production; compose.yaml starts one here"},
			{Value: "mysql", Name: "MySQL", About: "or MariaDB"},
		}},
		{Option: "auth", Label: "Sign-in", Title: "Do people sign in?"},
		{Option: "providers", Label: "Sign in with", Title: "How do people sign in?", Many: true, Values: []scaffold.Value{
			{Value: "github", Name: "GitHub", About: "keys from github.com/settings/developers"},
			{Value: "google", Name: "Google", About: "keys from console.cloud.google.com/apis/credentials"},
			{Value: "discord", Name: "Discord", About: "keys from discord.com/developers/applications"},
			{Value: "gitlab", Name: "GitLab"}, {Value: "keycloak", Name: "Keycloak"}, {Value: "auth0", Name: "Auth0"},
		}},
		{Option: "package-manager", Label: "Packages", Title: "Which package manager?", Values: []scaffold.Value{
			{Value: "npm", Name: "npm", About: "comes with Node"}, {Value: "pnpm", Name: "pnpm"}, {Value: "bun", Name: "bun", About: "fast"},
		}},
		{Option: "install", Label: "Install", Title: "Install the packages now?", Values: yesNo("now", "later")},
		{Option: "git", Label: "Git", Title: "Make a git repository?", Values: yesNo("a new repository", "no repository")},
		{Option: "router", Label: "Router", Title: "Which router?", Values: []scaffold.Value{{Value: "app", Name: "App Router"}, {Value: "pages", Name: "Pages Router"}}},
		{Option: "import-alias", Label: "Alias", Title: "How do imports begin?"},
		{Option: "next-auth", Label: "NextAuth", Title: "Which NextAuth?", Values: []scaffold.Value{{Value: "4", Name: "NextAuth 4"}, {Value: "5", Name: "NextAuth 5"}}},
		{Option: "on-conflict", Label: "What is there", Title: "The folder is not empty: what now?", Values: []scaffold.Value{
			{Value: "abort", Name: "another name"}, {Value: "skip", Name: "keep what is there"}, {Value: "overwrite", Name: "overwrite after a look"},
		}},
	}
}

// project is a wizard's work with everything possible and the given flags. Its
// folders: "full" holds files, "old" a project, "bad" is refused.
func project(given ...string) (Project, *scaffold.Options) {
	o := scaffold.DefaultOptions()
	o.Git, o.Install = true, true
	return Project{
		Options: &o, Settings: settings(), Suggest: "my-app",
		Given: func(option string) string {
			if slices.Contains(given, option) {
				return "--" + option
			}
			return ""
		},
		Origin: func(option string) string {
			return map[string]string{"package-manager": "it started create-app", "router": "your last answer"}[option]
		},
		Fixed: func(option string, o scaffold.Options) (string, string) {
			switch {
			case option == "git" && o.Dir == "inside":
				return scaffold.Off, "it is in a repository"
			case option == "install" && o.PackageManager == "bun":
				return scaffold.Off, "bun is not installed here"
			}
			return "", ""
		},
		Remark: func(option, value string, _ scaffold.Options) string {
			if value == "bun" {
				return "not installed here"
			}
			return ""
		},
		CheckDir: func(dir string) error {
			if dir == "bad" {
				return &scaffold.OptionError{Option: "dir", Message: "bad is no name", Advice: `use "good"`}
			}
			return nil
		},
		Holds: func(dir string) string { return map[string]string{"full": "3 files"}[dir] },
		Adds:  func(dir string) bool { return dir == "old" },
		Plan:  fakePlan,
		Command: func(o scaffold.Options) []string {
			return []string{"create-app", o.Dir, "--db " + o.Database, "--providers " + strings.Join(o.Providers, ",")}
		},
		Review: true, Act: "make it",
	}, &o
}

// fakePlan has a file for every kind of answer.
func fakePlan(o scaffold.Options) (*Preview, error) {
	var providers strings.Builder
	for _, id := range o.Providers {
		fmt.Fprintf(&providers, "  %sProvider(), // from next-auth\n", id)
	}
	p := &Preview{Root: o.Dir, Count: "6 new files"}
	add := func(path, text string) { p.Files = append(p.Files, File{Path: path, Fate: Create, After: text}) }
	add(".env", "DATABASE_URL=<hidden, new>\n")
	p.Files[0].Secret = true
	add("package.json", "{\n  \"name\": \""+o.Dir+"\"\n}\n")
	add("prisma/schema.prisma", "datasource db {\n  provider = \""+o.Database+"\"\n}\n\nmodel User {\n  id String @id\n}\n")
	add("server/auth.ts", "import { db } from \"./db\";\n\nconst providers = [\n"+providers.String()+"];\n\nexport { providers };\n")
	if o.Database == "postgresql" {
		add("compose.yaml", "services:\n  database: # for this machine\n")
	}
	if o.Router == "app" {
		add("app/page.tsx", "export default function Page() {\n\treturn null;\n}\n")
	} else {
		add("pages/index.tsx", "export default function Page() {\n\treturn null;\n}\n")
	}
	if o.OnConflict == scaffold.ConflictOverwrite {
		p.Files[1].Fate, p.Files[1].Before = Modify, "{\n  \"name\": \"mine\"\n}\n"
	}
	slices.SortFunc(p.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return p, nil
}

var colourful = palette.Palette{Depth: palette.Colours, Unicode: true}

func begin(p Project) *wizard {
	w := newWizard(&Terminal{Out: &strings.Builder{}, Palette: colourful}, p)
	w.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	return w
}

// keys of a terminal, by the names that the footer has for them; other words
// are typed.
func send(m tea.Model, keys ...string) tea.Cmd {
	named := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"esc": tea.KeyEsc, "ctrl+c": tea.KeyCtrlC, "ctrl+f": tea.KeyCtrlF, "ctrl+a": tea.KeyCtrlA, "ctrl+u": tea.KeyCtrlU,
		"shift+tab": tea.KeyShiftTab, "pgdown": tea.KeyPgDown, "end": tea.KeyEnd, "home": tea.KeyHome,
	}
	var last tea.Cmd
	for _, key := range keys {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(key)}
		if kind, found := named[key]; found {
			msg = tea.KeyMsg{Type: kind}
		} else if key == "space" {
			msg = tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")}
		}
		_, last = m.Update(msg)
	}
	return last
}

func view(m tea.Model) string { return plainText(m.View()) }

func TestTheWizardFillsTheOptions(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "web", "enter", "down", "down", "enter", "down", "space", "enter", "down", "enter", "down", "enter", "down", "enter", "enter")
	require.True(t, w.reviewing(), view(w))
	send(w, "enter")
	assert.Equal(t, finished, w.end)
	want := scaffold.DefaultOptions()
	want.Dir, want.Database, want.Providers, want.PackageManager = "web", "mysql", []string{"github", "google"}, "pnpm"
	assert.Equal(t, want, w.options)
}

func TestEnterTakesTheNameThatIsShown(t *testing.T) {
	p, _ := project()
	w := begin(p)
	assert.Contains(t, view(w), "> my-app")
	send(w, "enter")
	assert.Equal(t, "my-app", w.options.Dir)
	assert.Contains(t, view(w), "✓ Folder")
}

func TestPastedBlanksAreNoPartOfAName(t *testing.T) {
	p, _ := project()
	w := begin(p)
	w.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("  web \n"), Paste: true})
	send(w, "enter")
	assert.Equal(t, "web", w.options.Dir)
}

func TestAPasteIntoAListDoesNothing(t *testing.T) {
	p, _ := project("dir")
	w := begin(p)
	w.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("f"), Paste: true})
	assert.Equal(t, "db", w.all[w.at].id)
}

func TestFinishTakesTheRestAsItIsShown(t *testing.T) {
	for _, keys := range [][]string{{"web", "ctrl+f"}, {"web", "enter", "down", "f"}, {"web", "enter", "enter", "enter", "f"}} {
		p, _ := project()
		w := begin(p)
		send(w, keys...)
		assert.True(t, w.reviewing(), "%v", keys)
		assert.Equal(t, "web", w.options.Dir)
	}
}

func TestAWrongAnswerIsSaidWhileItIsTyped(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "bad")
	assert.Contains(t, view(w), `✗ bad is no name; use "good"`)
	send(w, "enter")
	assert.Contains(t, view(w), "1 of 7")
	send(w, "ly", "enter")
	assert.Contains(t, view(w), "2 of 7")
}

func TestBackKeepsTheLaterAnswers(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "web", "enter", "down", "enter", "down", "space", "shift+tab", "shift+tab")
	assert.Contains(t, view(w), "> web")
	assert.Contains(t, view(w), "GitHub, Google")
	assert.Equal(t, "postgresql", w.options.Database)
}

func TestBackFromTheReview(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "web", "ctrl+f")
	require.True(t, w.reviewing())
	send(w, "shift+tab")
	assert.False(t, w.reviewing())
	assert.Equal(t, more, w.all[w.at].id)
	send(w, "shift+tab", "shift+tab", "down", "enter", "f")
	assert.True(t, w.reviewing())
	assert.False(t, w.options.Install)
}

func TestOneAnswerIsEditedFromTheReview(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "web", "enter", "enter", "enter", "enter", "enter", "enter", "enter", "e")
	assert.Contains(t, view(w), "Which answer do you want to change?")
	send(w, "down", "enter", "down", "enter")
	require.True(t, w.reviewing(), view(w))
	assert.Equal(t, "postgresql", w.options.Database)
	send(w, "e", "shift+tab")
	assert.True(t, w.reviewing())
}

func TestEscAndCtrlCLeaveEveryPage(t *testing.T) {
	pages := [][]string{nil, {"web"}, {"web", "enter"}, {"web", "enter", "enter"}, {"web", "ctrl+f"}, {"web", "ctrl+f", "e"}, {"full", "enter"}}
	for _, before := range pages {
		for _, key := range []string{"esc", "ctrl+c"} {
			p, _ := project()
			w := begin(p)
			send(w, before...)
			cmd := send(w, key)
			assert.Equal(t, stopped, w.end, "%s after %v", key, before)
			require.NotNil(t, cmd)
			assert.Equal(t, tea.Quit(), cmd())
		}
	}
}

func TestNoFilterAndNoSelectAll(t *testing.T) {
	p, _ := project("dir")
	w := begin(p)
	send(w, "/", "post", "esc")
	assert.Equal(t, stopped, w.end, "esc leaves, and nothing was filtered")
	w = begin(p)
	send(w, "enter", "ctrl+a")
	assert.Equal(t, "github", w.field.value())
}

func TestNoSignInExcludesTheOthers(t *testing.T) {
	p, _ := project("dir", "db")
	w := begin(p)
	send(w, "end", "space", "enter")
	assert.Equal(t, "none", w.options.Auth)
	assert.Empty(t, w.options.Providers)
	assert.NotContains(t, view(w), "NextAuth 4")
	send(w, "shift+tab", "home", "space", "enter")
	assert.Equal(t, "nextauth", w.options.Auth)
	assert.Equal(t, []string{"github"}, w.options.Providers)
}

func TestWhatFlagsSayIsShownAndNotAsked(t *testing.T) {
	p, o := project("db", "providers", "auth")
	o.Database = "mysql"
	w := begin(p)
	assert.Contains(t, view(w), "1 of 5")
	assert.Contains(t, view(w), "MySQL  (--db)")
	send(w, "web", "enter")
	assert.Equal(t, "package-manager", w.all[w.at].id)
}

func TestAnAnswerThatLeavesNoChoiceSaysWhy(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "inside", "enter")
	assert.Contains(t, view(w), "no repository  (it is in a repository)")
	assert.False(t, w.options.Git)
	send(w, "shift+tab", "ctrl+u", "web", "enter")
	assert.True(t, w.options.Git, "the answer comes back when there is a choice again")
	send(w, "enter", "enter", "end", "enter")
	send(w, "shift+tab")
	assert.Contains(t, view(w), "bun: fast; not installed here")
	send(w, "enter")
	assert.Contains(t, view(w), "later  (bun is not installed here)")
	assert.Equal(t, "git", w.all[w.at].id)
}

func TestMoreChoicesAreAskedOnlyIfOpened(t *testing.T) {
	p, _ := project("dir", "db", "auth", "providers", "package-manager", "install", "git")
	w := begin(p)
	assert.Contains(t, view(w), "1 of 1")
	send(w, "down", "enter")
	assert.Contains(t, view(w), "2 of 4")
	send(w, "down", "enter", "ctrl+u", "~/*", "enter", "down", "enter")
	require.True(t, w.reviewing(), view(w))
	assert.Equal(t, "pages", w.options.Router)
	assert.Equal(t, "~/*", w.options.ImportAlias)
	assert.Equal(t, "5", w.options.NextAuth)
}

func TestAWrongAliasIsRefusedAsTheFlagWouldBe(t *testing.T) {
	p, _ := project("dir", "db", "auth", "providers", "package-manager", "install", "git", "router", "next-auth")
	w := begin(p)
	send(w, "down", "enter", "ctrl+u", "react/*")
	assert.Contains(t, view(w), "would hide the package")
	send(w, "enter")
	assert.False(t, w.reviewing())
}

func TestAFullFolder(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "full")
	assert.Contains(t, view(w), "It holds 3 files")
	send(w, "enter")
	assert.Contains(t, view(w), "The folder is not empty")
	send(w, "enter") // another name
	assert.Equal(t, "dir", w.all[w.at].id)
	send(w, "full", "ctrl+f")
	assert.Equal(t, "on-conflict", w.all[w.at].id, "that question has no answer of itself")
	send(w, "down", "down", "f")
	require.True(t, w.reviewing(), view(w))
	assert.Equal(t, "overwrite", w.options.OnConflict)
	assert.Contains(t, view(w), "changes")
}

func TestAFullFolderThatWasGiven(t *testing.T) {
	p, o := project("dir")
	o.Dir = "full"
	w := begin(p)
	assert.Contains(t, view(w), "The folder is not empty")
	send(w, "enter")
	assert.Equal(t, "dir", w.all[w.at].id, "another name can be typed although one was given")
	send(w, "web", "enter")
	assert.Equal(t, "db", w.all[w.at].id)
}

func TestAFolderWithAProjectEndsTheWizard(t *testing.T) {
	p, _ := project()
	w := begin(p)
	send(w, "old")
	assert.Contains(t, view(w), "There is a project in it")
	send(w, "enter")
	assert.Equal(t, finished, w.end)
	assert.Equal(t, "old", w.options.Dir)
}

// An answer that no longer goes with an earlier one gives way, and says so.
func TestAnAnswerThatNoLongerFits(t *testing.T) {
	p, _ := project()
	w := begin(p)
	q := w.find("next-auth")
	q.set = func(o *scaffold.Options, value string) { o.NextAuth = value }
	w.options.NextAuth = "9" // as if an earlier answer had left no room for it
	send(w, "web", "enter")
	assert.Equal(t, "4", w.options.NextAuth)
	assert.NotEmpty(t, w.notes["next-auth"])
}

func TestTheRecord(t *testing.T) {
	p, _ := project("db")
	w := begin(p)
	send(w, "web", "ctrl+f", "enter")
	assert.Equal(t, ` ✓ Folder        web
 ✓ Database      SQLite  (--db)
 ✓ Sign in with  GitHub
 ✓ Packages      npm  (it started create-app)
 ✓ Install       now
 ✓ Git           a new repository
`, plainText(w.record()))
}

func TestAFailedPlanIsShownAndCannotBeConfirmed(t *testing.T) {
	p, _ := project()
	p.Plan = func(scaffold.Options) (*Preview, error) { return nil, errors.New("the disk is gone") }
	w := begin(p)
	send(w, "web", "ctrl+f")
	assert.Contains(t, view(w), "the disk is gone")
	send(w, "enter")
	assert.Equal(t, running, w.end)
	send(w, "shift+tab")
	assert.False(t, w.reviewing())
}

func TestTheCommandIsCopied(t *testing.T) {
	p, _ := project()
	var out strings.Builder
	w := newWizard(&Terminal{Out: &out, Palette: colourful}, p)
	send(w, "web", "ctrl+f")
	cmd := send(w, "c")
	require.NotNil(t, cmd)
	cmd()
	// base64 of the command in one line
	assert.Equal(t, "\x1b]52;c;Y3JlYXRlLWFwcCB3ZWIgLS1kYiBzcWxpdGUgLS1wcm92aWRlcnMgZ2l0aHVi\x07", out.String())
	assert.Contains(t, view(w), "copied")
}

func TestNothingIsDoneWhileItWaits(t *testing.T) {
	p, _ := project()
	w := begin(p)
	assert.Nil(t, w.Init())
	for _, key := range []string{"w", "enter", "down", "enter", "space"} {
		assert.Nil(t, send(w, key), "a command after %s would wake the program up again", key)
	}
}
