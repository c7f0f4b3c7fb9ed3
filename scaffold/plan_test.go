package scaffold

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"create-app/internal/sandbox"
	"create-app/scaffold/change"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLocate(t *testing.T) {
	cwd := sandbox.Lay(t, map[string]string{"inner/x": "", "a-file": ""})
	outer := sandbox.Lay(t, nil)
	require.NoError(t, os.Symlink(filepath.Join(cwd, "inner"), filepath.Join(cwd, "to-inner")))
	require.NoError(t, os.Symlink(outer, filepath.Join(cwd, "to-outer")))
	require.NoError(t, os.Symlink("nowhere/at/all", filepath.Join(cwd, "dangling")))
	require.NoError(t, os.Symlink("loop", filepath.Join(cwd, "loop")))
	join := func(parts ...string) string { return filepath.Join(append([]string{cwd}, parts...)...) }

	for _, test := range []struct {
		typed, path, name string
		fault             string
	}{
		{typed: "my-app", path: join("my-app"), name: "my-app"},
		{typed: "my-app/", path: join("my-app"), name: "my-app"},
		{typed: "./my-app", path: join("my-app"), name: "my-app"},
		{typed: "apps/../my-app", path: join("my-app"), name: "my-app"},
		{typed: "apps/web", path: join("apps", "web"), name: "web"},
		{typed: "My Apps/web", path: join("My Apps", "web"), name: "web"},
		{typed: "@acme/web", path: join("web"), name: "@acme/web"},
		{typed: "apps/@acme/web", path: join("apps", "web"), name: "@acme/web"},
		{typed: filepath.Join(outer, "web"), path: filepath.Join(outer, "web"), name: "web"},
		{typed: "to-inner/web", path: join("inner", "web"), name: "web"},
		{typed: filepath.Join(cwd, "to-outer", "web"), path: filepath.Join(outer, "web"), name: "web"},
		{typed: "", fault: "the folder's name is empty"},
		{typed: "  ", fault: "the folder's name is empty"},
		{typed: "..", fault: "is outside the working directory"},
		{typed: "../x", fault: `"../x" is outside the working directory`},
		{typed: "a/../../x", fault: "is outside the working directory"},
		{typed: "to-outer/web", fault: `"to-outer/web" leaves the working directory through a symbolic link`},
		{typed: "to-outer", fault: "leaves the working directory through a symbolic link"},
		{typed: "dangling", fault: `"dangling" is a symbolic link to something that does not exist`},
		{typed: "dangling/web", fault: "is a symbolic link to something that does not exist"},
		{typed: "a-file/web", fault: `"a-file/web" lies below a file`},
		{typed: "loop", fault: "goes round in a circle of symbolic links"},
		{typed: "$(x)", fault: `app name "$(x)" has '$'`},
		{typed: "My App", fault: "has upper case letters"},
		{typed: "node_modules", fault: "is inside node_modules, which belongs to another tool"},
		{typed: ".git/x", fault: "is inside .git, which belongs to another tool"},
		{typed: "a\x00b", fault: "has a control character"},
		{typed: "a\nb/c", fault: "has a control character"},
		{typed: "a\xff/b", fault: "is not valid UTF-8"},
		{typed: "/", fault: `"/" is the root of the disk`},
		{typed: "~/web", fault: `folder "~/web" begins with "~", which only a shell understands`},
		{typed: strings.Repeat("a/", 3000), fault: "is 6000 bytes long"},
	} {
		t.Run(test.typed, func(t *testing.T) {
			got, err := locate(afero.NewOsFs(), cwd, Options{Dir: test.typed})
			if test.fault != "" {
				require.ErrorContains(t, err, test.fault)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, place{test.path, test.name}, got)
		})
	}
}

func TestThisFolderGivesTheName(t *testing.T) {
	home := sandbox.Lay(t, map[string]string{"web/.git/HEAD": "", "My App/notes.txt": "", "Übung 2/x": "", "fs/x": "", "__/x": ""})
	for _, test := range []struct {
		folder, typed, given string
		name                 string
	}{
		{"web", ".", "", "web"},
		{"My App", ".", "", "my-app"},
		{"My App", "./", "", "my-app"},
		{"Übung 2", ".", "", "ubung-2"},
		{"fs", ".", "", "my-fs"},
		{"__", ".", "", "my-app"},
		{"My App", ".", "@acme/site", "@acme/site"},
		{"web", ".", "other", "other"},
		{".", "My App", "", "my-app"}, // which is there already
		{".", "New App", "new-app", "new-app"},
	} {
		cwd := filepath.Join(home, test.folder)
		got, err := locate(afero.NewOsFs(), cwd, Options{Dir: test.typed, Name: test.given})
		require.NoError(t, err)
		assert.Equal(t, place{filepath.Join(cwd, test.typed), test.name}, got)
	}
	_, err := locate(afero.NewOsFs(), home, Options{Dir: "New App"})
	require.ErrorContains(t, err, "has upper case letters", "a folder that is to be made")

	o := answered(func(o *Options) { o.Name = "New App" })
	var wrong *OptionError
	require.ErrorAs(t, o.Validate(), &wrong)
	assert.Equal(t, "name", wrong.Option)
	assert.Contains(t, wrong.Advice, `"new-app"`)
}

func TestAFreshCloneIsWelcome(t *testing.T) {
	fsys := afero.NewOsFs()
	mine := map[string]string{
		"my-app/README.md": "# mine\n", "my-app/LICENSE": "MIT\n", "my-app/.gitignore": "*.log\n", "my-app/.git/HEAD": "", "my-app/docs/a.md": "", "my-app/.nvmrc": "22\n", "my-app/renovate.json": "{}\n",
		"my-app/.vscode/extensions.json": "{}\n", "my-app/.github/workflows/ci.yml": "", "my-app/CONTRIBUTING.md": "", "my-app/.idea/x.iml": "",
	}
	cwd := sandbox.Lay(t, mine)
	plan := mustPlan(t, fsys, cwd, func(o *Options) { o.OnConflict = ConflictAbort })
	for _, c := range plan.Changes {
		switch c.Path {
		case "README.md", ".vscode/extensions.json":
			assert.Equal(t, change.Keep, c.Kind, c.Path)
		case ".gitignore":
			assert.Equal(t, change.Modify, c.Kind)
			assert.True(t, strings.HasPrefix(string(c.After), "*.log\n"))
			assert.Contains(t, string(c.After), "\n.env\n")
		default:
			assert.Equal(t, change.Create, c.Kind, c.Path)
		}
	}
	for _, name := range []string{"index.html", "src/x.ts", ".env", "READ.me", "readme/x.ts", "compose.yaml", "next.config.ts"} {
		cwd := sandbox.Lay(t, map[string]string{"my-app/" + name: "", "my-app/README.md": ""})
		_, err := NewPlan(fsys, cwd, answered(nil), "1.0.0")
		if name == "readme/x.ts" {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, ErrNotEmpty, name)
		assert.ErrorContains(t, err, "is not empty: "+strings.Split(name, "/")[0], name)
	}
}

func TestAFolderThatHoldsSomething(t *testing.T) {
	fsys := afero.NewOsFs()
	cwd := sandbox.Lay(t, map[string]string{"my-app/package.json": "mine", "my-app/notes.txt": "mine too"})
	kinds := func(plan *Plan) map[string]change.Kind {
		all := map[string]change.Kind{}
		for _, c := range plan.Changes {
			all[c.Path] = c.Kind
		}
		return all
	}

	_, err := NewPlan(fsys, cwd, answered(nil), "1.0.0")
	require.ErrorIs(t, err, ErrNotEmpty)
	assert.EqualError(t, err, `"my-app" is not empty: notes.txt, package.json`)

	skip := mustPlan(t, fsys, cwd, func(o *Options) { o.OnConflict = ConflictSkip })
	assert.Equal(t, change.Keep, kinds(skip)["package.json"])
	assert.Equal(t, change.Create, kinds(skip)["tsconfig.json"])
	overwrite := mustPlan(t, fsys, cwd, func(o *Options) { o.OnConflict = ConflictOverwrite })
	assert.Equal(t, change.Modify, kinds(overwrite)["package.json"])
	assert.NotContains(t, kinds(overwrite), "notes.txt")
}

func TestSomeOf(t *testing.T) {
	assert.Equal(t, "a", someOf([]string{"a"}))
	assert.Equal(t, "a, b, c, d", someOf([]string{"a", "b", "c", "d"}))
	assert.Equal(t, "a, b, c and 2 more", someOf([]string{"a", "b", "c", "d", "e"}))
}

// fillsFS is a disk on which another program fills the folder right after it has
// been found empty.
type fillsFS struct {
	afero.OsFs
	path string
}

func (f *fillsFS) Open(path string) (afero.File, error) {
	file, err := f.OsFs.Open(path)
	if err == nil && path == filepath.Dir(f.path) {
		return &fillsFile{file, f.path}, nil
	}
	return file, err
}

type fillsFile struct {
	afero.File
	path string
}

func (f *fillsFile) Readdirnames(n int) ([]string, error) {
	list, err := f.File.Readdirnames(n)
	return list, errors.Join(err, os.WriteFile(f.path, []byte("theirs"), 0o644))
}

func TestAFolderFilledWhilePlanningIsNotReplaced(t *testing.T) {
	cwd := sandbox.Lay(t, nil)
	require.NoError(t, os.Mkdir(filepath.Join(cwd, "my-app"), 0o755))
	theirs := filepath.Join(cwd, "my-app", "package.json")
	_, err := NewPlan(&fillsFS{path: theirs}, cwd, answered(nil), "1.0.0")
	require.ErrorContains(t, err, "was filled by another program while this run was deciding")
}

func TestWhatStandsInTheWay(t *testing.T) {
	elsewhere := sandbox.Lay(t, map[string]string{"secrets": "A=b"})
	for _, test := range []struct {
		name, fault string
		set         func(app string) error
	}{
		{"a-folder-where-a-file-goes", "package.json is a folder, and a file of that name is needed",
			func(app string) error { return os.Mkdir(filepath.Join(app, "package.json"), 0o755) }},
		{"a-file-where-a-folder-goes", "a file stands where a folder is needed",
			func(app string) error { return os.WriteFile(filepath.Join(app, "prisma"), nil, 0o644) }},
		{"a-link-out-of-the-project", `".env" is a symbolic link that leaves the project`,
			func(app string) error {
				return os.Symlink(filepath.Join(elsewhere, "secrets"), filepath.Join(app, ".env"))
			}},
		{"a-folder-that-is-a-link-out-of-the-project", `"server/account.ts" is a symbolic link that leaves the project`,
			func(app string) error { return os.Symlink(elsewhere, filepath.Join(app, "server")) }},
		{"a-dangling-link", `".env" is a symbolic link to something that does not exist`,
			func(app string) error {
				return os.Symlink(filepath.Join(elsewhere, "none"), filepath.Join(app, ".env"))
			}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cwd := sandbox.Lay(t, map[string]string{"my-app/x": ""})
			require.NoError(t, test.set(filepath.Join(cwd, "my-app")))
			for _, way := range []string{ConflictSkip, ConflictOverwrite} {
				_, err := NewPlan(afero.NewOsFs(), cwd, answered(func(o *Options) { o.OnConflict = way }), "1.0.0")
				assert.ErrorContains(t, err, test.fault)
			}
		})
	}
}

func TestEveryPlanHasItsOwnSecret(t *testing.T) {
	fsys, cwd := afero.NewOsFs(), sandbox.Lay(t, nil)
	secret := func() string {
		for _, c := range mustPlan(t, fsys, cwd, nil).Changes {
			if c.Path == ".env" {
				assert.True(t, c.Secret)
				for line := range strings.Lines(string(c.After)) {
					if value, found := strings.CutPrefix(line, "NEXTAUTH_SECRET="); found {
						return strings.Trim(value, "\"\n")
					}
				}
			}
		}
		return ""
	}
	first, second := secret(), secret()
	assert.Len(t, first, 44)
	assert.NotEqual(t, first, second)
}

func TestAnInvalidSchemaIsNotPlanned(t *testing.T) {
	plan := &change.Plan{Root: "/web", Changes: []change.Change{
		{Path: "README.md", Kind: change.Create, After: []byte("model")},
		{Path: "prisma/schema.prisma", Kind: change.Create, After: []byte("model User {\n  id Int @id\n  name Strng\n}\n")},
	}}
	var invalid *SchemaError
	require.ErrorAs(t, CheckSchemas(plan, 7), &invalid)
	assert.Contains(t, invalid.Error(), "the schema to be written is not valid; nothing was written\nprisma/schema.prisma:3:8: error: ")
	assert.Contains(t, invalid.Error(), "Strng")

	plan.Changes[1].Kind = change.Keep
	assert.NoError(t, CheckSchemas(plan, 7), "what stays is not ours to judge")
}

// Every project that can be asked for passes its own check.
func TestEveryDatabaseAndProviderMakesAValidSchema(t *testing.T) {
	fsys, cwd := afero.NewMemMapFs(), "/home/ann"
	require.NoError(t, fsys.MkdirAll(cwd, 0o755))
	for _, database := range Choices("db") {
		for _, auth := range Choices("auth") {
			plan := mustPlan(t, fsys, cwd, func(o *Options) {
				o.Database, o.Auth, o.Providers = database, auth, nil
				if major, only := o.OnlyPrisma(); only {
					o.Prisma = major
				}
				if auth == "nextauth" {
					o.Providers = []string{"github", "google", "keycloak", "azure-ad", "email"}
				}
			})
			assert.True(t, slices.ContainsFunc(plan.Changes, isSchema))
		}
	}
}

// A fresh .env is never written where the next git add -A would take it.
func TestWhatIsSkippedStillIgnoresTheSecrets(t *testing.T) {
	fsys := afero.NewOsFs()
	cwd := sandbox.Lay(t, map[string]string{"my-app/.gitignore": "# mine\ndist\n", "my-app/README.md": "mine"})
	plan := mustPlan(t, fsys, cwd, func(o *Options) { o.OnConflict = ConflictSkip })
	for _, c := range plan.Changes {
		switch c.Path {
		case ".gitignore":
			assert.Equal(t, change.Modify, c.Kind)
			assert.True(t, strings.HasPrefix(string(c.After), "# mine\ndist\n"), string(c.After))
			assert.Contains(t, string(c.After), "\n.env\n")
		case "README.md":
			assert.Equal(t, change.Keep, c.Kind)
		case ".env":
			assert.Equal(t, change.Create, c.Kind)
		}
	}
}
