package gitignore

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cases are repositories: .gitignore files by their folders, and paths, those
// of folders with a slash behind them.
func cases() map[string]struct {
	files map[string]string
	paths string
} {
	type repository = struct {
		files map[string]string
		paths string
	}
	root := func(text, paths string) repository { return repository{map[string]string{".": text}, paths} }
	return map[string]repository{
		"names":                 root("# .env\n.env\nnode_modules\n*.db\n", ".env a/.env .env.local node_modules/ a/node_modules/b node_modulesx dev.db a/b.db dev.db-journal #"),
		"spellings-of-one":      root("/generated\nout/\nbuild/x\n", "generated/ a/generated/ out/ out a/out/ build/x a/build/x"),
		"negation":              root(".env*\n!.env.example\n", ".env .env.local .env.example a/.env.example"),
		"order":                 root("!.env\n.env\n.env.a\n!.env.a\n", ".env .env.a"),
		"inside-ignored-folder": root("out/\n!out/keep\nlogs/*\n!logs/keep\n", "out/keep out/a logs/keep logs/a"),
		"line-ends-and-spaces":  root("a\r\nb  \r\nc\\ \n d\n\n\t\ne\\  \nf\\\\ \n!g\n", "a b 'c d e g"),
		"byte-order-mark":       root("\uFEFF.env\n", ".env"),
		"escapes":               root("\\#a\n\\!b\n\\*c\nd\\\n\\\\e\n", "#a !b *c xc d"),
		"stars":                 root("a*/b\nc?d\n**/e\nf/**\ng/**/h\n**i\nj**/k\n/**/l\nm/**/\n", "ax/b ax/y/b cxd c/d e x/e x/y/e f/ f/x f/x/y x/f/y g/h g/x/h g/x/y/h xi y/xi jx/k j/x/k jk l x/l m/ m/x/ m/x"),
		"everything":            root("*\n!.gitignore\n!*/\n!*.ts\n", "a a.ts b/ b/a.ts .gitignore"),
		"only-stars":            root("**\n", "a b/c"),
		"classes":               root("[a-c]1\n[!a-c]2\n[^d]3\n[[:digit:]]4\n[]-]5\n[\\]]6\n[a\n[z-a]7\nx[/]y\n[[:alpha:][:digit:]_]8\n[a-]9\n", "a1 d1 a2 d2 d3 e3 14 a4 ]5 -5 ]6 [a a7 x/y _8 b8 -8 a9 -9"),
		"nested": {map[string]string{".": "*.log\n/a/x\n!b/keep.log\n", "a": "!keep.log\ny\n/z\n", "a/b": "keep.log\nx/\n"},
			"a.log keep.log a/keep.log a/b/keep.log a/x a/b/x/ b/keep.log b/a.log a/y y a/c/y a/z a/c/z"},
		"folder-own":  {map[string]string{"a": "*\n!.gitignore\n"}, "a/ a/b a/.gitignore b"},
		"only-slash":  root("/\n//\n!\n", "a"),
		"two-slashes": root("a//b\n", "a/b"),
		"case":        root("README\n", "readme README"),
		"space-in-it": root("my file\n", "my%file my"),
		"folder-path": root("prisma/generated/\n", "prisma/generated/ prisma/generated/client.ts x/prisma/generated/"),
	}
}

// The answers are git's own.
func TestAsGitDoes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	for name, c := range cases() {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			git := func(stdin string, args ...string) string {
				cmd := exec.Command("git", append([]string{"-c", "core.excludesFile=/dev/null"}, args...)...)
				cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
				out, err := cmd.Output()
				if exit := (*exec.ExitError)(nil); err != nil && !(assert.ErrorAs(t, err, &exit) && exit.ExitCode() == 1) { // none is ignored
					require.NoError(t, err)
				}
				return string(out)
			}
			git("", "init", "-q")
			rules := Rules{}
			for folder, text := range c.files {
				require.NoError(t, os.MkdirAll(filepath.Join(dir, folder), 0o755))
				require.NoError(t, os.WriteFile(filepath.Join(dir, folder, ".gitignore"), []byte(text), 0o600))
				rules[folder] = Parse([]byte(text))
			}
			for p := range strings.FieldsSeq(c.paths) {
				p = strings.ReplaceAll(p, "%", " ")
				path, folder := strings.CutSuffix(p, "/")
				full := filepath.Join(dir, path)
				if folder {
					require.NoError(t, os.MkdirAll(full, 0o755))
				}
				got := rules.Ignores(path, folder)
				ignored := git(path+"\x00", "check-ignore", "--no-index", "-z", "--stdin") != ""
				assert.Equal(t, ignored, got, "%q", p)
				if folder {
					_ = os.Remove(full) // so that the next path may be a file; one that holds a .gitignore stays
				}
			}
		})
	}
}

// A line of a megabyte may be a name; taken apart it would be sixteen times as large.
func TestANameIsNotTakenApart(t *testing.T) {
	f := Parse([]byte("/" + strings.Repeat("x", 1<<20) + "\n*.db\n"))
	require.Len(t, f.patterns, 2)
	assert.Nil(t, f.patterns[0].pieces)
	assert.Len(t, f.patterns[1].pieces, 4)
	assert.True(t, Rules{".": f}.Ignores(strings.Repeat("x", 1<<20), false))
	assert.False(t, Rules{".": f}.Ignores("a/"+strings.Repeat("x", 1<<20), false), "anchored")
}

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		name, in string
		patterns []string
		want     string
	}{
		{"new-file", "", []string{".env"}, "# secrets\n.env\n"},
		{"appended", "node_modules\n", []string{".env", "/generated"}, "node_modules\n\n# secrets\n.env\n/generated\n"},
		{"no-final-newline", "node_modules", []string{".env"}, "node_modules\n\n# secrets\n.env\n"},
		{"CRLF", "a\r\n", []string{".env"}, "a\r\n\r\n# secrets\r\n.env\r\n"},
		{"there", ".env\n", []string{".env"}, ".env\n"},
		{"there-spelled-otherwise", "generated/\n/.env \n", []string{"/generated/", ".env"}, "generated/\n/.env \n"},
		{"there-for-more", ".env*\n*.db*\nnode_modules\n", []string{".env", "*.db-*", "node_modules/"}, ".env*\n*.db*\nnode_modules\n"},
		{"there-for-less", ".env*.local\n/x/y\n", []string{".env.*", "y"}, ".env*.local\n/x/y\n\n# secrets\n.env.*\ny\n"},
		{"for-folders-and-it-is-a-file", ".env/\n", []string{".env"}, ".env/\n\n# secrets\n.env\n"},
		{"one-of-two", ".env\n", []string{".env", "*.db"}, ".env\n\n# secrets\n*.db\n"},
		{"taken-out-again", ".env\n!.env\n", []string{".env"}, ".env\n!.env\n\n# secrets\n.env\n"},
		{"an-exception", ".env*\na\n", []string{"!.env.example", "b"}, ".env*\n!.env.example\na\n\n# secrets\nb\n"},
		{"an-exception-without-a-final-newline", ".env*", []string{"!.env.example"}, ".env*\n\n# secrets\n!.env.example\n"},
		{"an-exception-with-CRLF", ".env*\r\n!.env.example\r\n.env.*\r\na\r\n", []string{"!.env.example"}, ".env*\r\n!.env.example\r\n.env.*\r\n!.env.example\r\na\r\n"},
		{"an-exception-that-is-there", ".env*\n!.env.example\n", []string{"!.env.example"}, ".env*\n!.env.example\n"},
		{"an-exception-that-another-line-undoes", "!.env.example\n", []string{".env.*", "!.env.example"}, "!.env.example\n\n# secrets\n.env.*\n!.env.example\n"},
		{"only-in-a-comment", "# .env\n", []string{".env"}, "# .env\n\n# secrets\n.env\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Append([]byte(c.in), "secrets", c.patterns...)
			assert.Equal(t, c.want, string(got))
			assert.Equal(t, c.want, string(Append(got, "secrets", c.patterns...)), "twice")
		})
	}
	assert.Equal(t, "a\nb\n", string(Append([]byte("a"), "", "b")), "without a comment")
}

func TestPattern(t *testing.T) {
	for path, want := range map[string]string{
		"generated/prisma": "/generated/prisma", "a*b?[c]": `/a\*b\?\[c]`, "end ": `/end\ `, "in the middle": "/in the middle",
		"a\n!.env": "/a?!.env", "\x1b[2J": `/?\[2J`, `back\slash`: `/back\\slash`,
	} {
		if filepath.Separator != '/' && strings.Contains(path, `\`) {
			continue
		}
		assert.Equal(t, want, Pattern(path))
		assert.True(t, Rules{".": Parse([]byte(want))}.Ignores(path, false), want)
		assert.True(t, has([]byte(want), want), want)
	}
}

func TestHostilePatterns(t *testing.T) {
	start := time.Now()
	f := Parse([]byte(strings.Repeat("*a", 5_000) + "\n" + strings.Repeat("**/", 5_000) + "b\n"))
	Rules{".": f}.Ignores(strings.Repeat("a/", 500)+strings.Repeat("a", 500)+"c", false)
	assert.Less(t, time.Since(start), 60*time.Second)
}

func FuzzIgnores(f *testing.F) {
	for _, c := range cases() {
		f.Add(c.files["."], strings.Fields(c.paths)[0])
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		Rules{".": Parse([]byte(text))}.Ignores(name, false)
		appended := Append([]byte(text), "", "generated-x/")
		if !has(appended, "generated-x/") && !strings.Contains(text, "!") {
			t.Fatalf("%q does not ignore what was added", appended)
		}
	})
}

// A pattern that is made to be slow is not.
func TestLongPatterns(t *testing.T) {
	const n = 100_000
	start := time.Now()
	for _, unit := range []string{"[", "[[", "[[:", "[a-", "[!]", "**/", "*a", "a**", "?", `\a`, "a/**/", "/", "[a]"} {
		file := Parse([]byte(strings.Repeat("x", n) + strings.Repeat(unit, n) + "\n" + strings.Repeat(unit, n) + "\n"))
		for range 200 {
			ignored := Rules{".": file}.Ignores("app/some/folder/page.tsx", false)
			assert.Equal(t, unit == "**/", ignored, unit)
		}
	}
	assert.Less(t, time.Since(start), 30*time.Second)
}
